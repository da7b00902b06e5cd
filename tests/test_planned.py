"""`planned-by`: the monitor warns of what is planned and not announced in time, and no verdict rests on it."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from slakit import Event, Monitor, check, load
from slakit.calendars import show_utc
from slakit.changes import Change, Report
from slakit.cli import main
from slakit.events.event import FieldValue
from slakit.findings import Evidence, Finding, Outcome
from slakit.given_instants import instant_of
from slakit.reports.sentences import sentence
from slakit.text import strip_isolates

ROOT = Path(__file__).parent.parent
AGREEMENT = ROOT / "agreements/hamadan-governorate/1398"
EDITION = load(AGREEMENT)
HOUR = 3_600_000_000
START = instant_of(EDITION, "1398/05/19 09:00")
LAST = START - 72 * HOUR
"""The last instant at which a notice is 72 hours before."""
APPROVED = START - 200 * HOUR
SIGNED = Event(
    "test",
    "signed",
    "agreement.signed",
    EDITION.term.start,
    EDITION.term.start,
    {"edition": "1398", "by": "deputy-economic-coordination"},
)


def happened(name: str, kind: str, time: int, **data: FieldValue | None) -> Event:
    """An event of a log, without what is `None`; the keys of its fields have `-` where Python has `_`."""
    said = {key.replace("_", "-"): value for key, value in data.items() if value is not None}
    return Event("test", name, kind, time, time, said)


def approved(**data: FieldValue | None) -> Event:
    """A change that will bring an outage of one service, as much of it as is not said otherwise."""
    said: dict[str, FieldValue | None] = {
        "change": "c-1", "outage": "o-1", "services": ("svc-03",), "planned_start": START
    }  # fmt: skip
    return happened("plan", "change.approved", APPROVED, **{**said, **data})


def notice(time: int, **data: FieldValue | None) -> Event:
    """A notice of the outage, as much of it as is not said otherwise."""
    said: dict[str, FieldValue | None] = {
        "notice": "n-1", "channel": "portal", "covers": ("svc-03",), "start": START
    }  # fmt: skip
    return happened("notice", "notice.published", time, **{**said, **data})


def foreseen(now: int, *events: Event) -> list[Finding]:
    """What is foreseen when `now` is the first instant that is not over."""
    monitor = Monitor(EDITION, tolerate_ahead=None)
    for event in (SIGNED, *events):
        monitor.feed(event)
    monitor.advance(now)
    return monitor.foreseen()


def said(findings: list[Finding]) -> list[tuple[str, str, int | str]]:
    """What is said of each: its occasion, why, and until when something can be done."""
    return [
        (one.id.removeprefix("planned-outage-notice/"), one.reason, one.figures["due"]) for one in findings
    ]


ONE = ("outage=o-1,service=svc-03", "planned-unannounced", LAST)
TOO_SOON = ("outage=o-1,service=svc-03", "planned-too-soon", START)


def test_a_planned_outage_without_a_notice_is_foreseen_whole() -> None:
    (found,) = foreseen(APPROVED + HOUR, approved())
    assert found == Finding(
        id="planned-outage-notice/outage=o-1,service=svc-03",
        norm="planned-outage-notice",
        clause="5.4",
        kind="advance-notice",
        outcome=Outcome.PENDING,
        grade=None,
        reason="planned-unannounced",
        bearer="it-management",
        counterparty="recipients",
        occasion={"outage": "o-1", "service": "svc-03"},
        time=START,
        figures={"start": START, "required": 72 * HOUR, "due": LAST},
        evidence=(Evidence("plan", "test", "plan", "change.approved", APPROVED, APPROVED),),
        choices=found.choices,
    )
    assert sentence(found, EDITION, "en") == (
        "The outage o-1 of service 3 (svc-03, “Extending and replacing the residence documents of foreign nationals”)"
        " is planned to begin at 1398/05/19 09:00, and no notice announces it yet;"
        " 72:00:00 before is required, so it must be announced by 1398/05/16 09:00."
    )
    assert strip_isolates(sentence(found, EDITION, "fa")) == (
        "برای ۱۳۹۸/۰۵/۱۹ ساعت ۰۹:۰۰ برنامه‌ریزی شده است: قطعی خدمت o-1 برای خدمت ردیف ۳"
        " (svc-03، «تمديد و تعويض مدارک اقامتي اتباع خارجي»)؛ هنوز هیچ اعلامی از آن برقرار نیست (اطلاعیه)؛"
        " مهلت لازم ۷۲ ساعت پیش از آغاز است، پس باید تا ۱۳۹۸/۰۵/۱۶ ساعت ۰۹:۰۰ اعلام شود."
    )


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (APPROVED, []),
        (APPROVED + 1, [ONE]),
        (LAST, [ONE]),
        (LAST + 1, [TOO_SOON]),
        (START, [TOO_SOON]),
        (START + 1, []),
    ],
)
def test_it_is_foreseen_from_its_plan_on_until_it_should_begin(
    now: int, expected: list[tuple[str, str, int]]
) -> None:
    """`now` is the first instant that is not over: a notice may still come in it."""
    assert said(foreseen(now, approved())) == expected


@pytest.mark.parametrize(("given", "expected"), [(LAST, []), (LAST + 1, [TOO_SOON])])
def test_a_notice_in_time_ends_it_and_one_a_microsecond_late_does_not(
    given: int, expected: list[tuple[str, str, int]]
) -> None:
    assert said(foreseen(LAST + HOUR, approved(), notice(given))) == expected


@pytest.mark.parametrize(
    "wrong",
    [
        {"channel": "sms"},
        {"start": START + HOUR},
        {"covers": ("svc-04",)},
    ],
)
def test_a_notice_that_would_not_count_for_the_outage_does_not_count_for_its_plan(
    wrong: dict[str, FieldValue],
) -> None:
    assert said(foreseen(LAST, approved(), notice(APPROVED + HOUR, **wrong))) == [ONE]


@pytest.mark.parametrize("unknown", ["channel", "start"])
def test_a_notice_that_perhaps_announces_it_is_none_to_warn_of(unknown: str) -> None:
    assert foreseen(LAST, approved(), notice(APPROVED + HOUR, **{unknown: None})) == []


def test_a_notice_that_is_withdrawn_leaves_it_unannounced_again() -> None:
    withdrawn = happened("gone", "notice.withdrawn", APPROVED + 2 * HOUR, notice="n-1")
    given = notice(APPROVED + HOUR)
    assert said(foreseen(APPROVED + 2 * HOUR, approved(), given, withdrawn)) == []
    assert said(foreseen(APPROVED + 3 * HOUR, approved(), given, withdrawn)) == [ONE]


def test_a_plan_that_is_moved_is_foreseen_where_it_stands_now() -> None:
    """What the new plan does not say again stays as it was."""
    moved = happened(
        "moved", "change.rescheduled", APPROVED + HOUR, change="c-1", planned_start=START + 24 * HOUR
    )
    later = ("outage=o-1,service=svc-03", "planned-unannounced", LAST + 24 * HOUR)
    assert said(foreseen(LAST + 24 * HOUR, approved(), moved)) == [later]


def test_a_plan_that_is_given_up_is_foreseen_no_more() -> None:
    given_up = happened("gone", "change.cancelled", APPROVED + HOUR, change="c-1")
    assert foreseen(LAST, approved(), given_up) == []


def test_an_outage_that_began_before_its_plan_is_judged_and_no_longer_foreseen() -> None:
    early = happened(
        "began",
        "outage.started",
        START - HOUR,
        outage="o-1",
        services=("svc-03",),
        origin="site",
        planned=True,
    )
    over = happened("over", "outage.ended", START - HOUR + 1, outage="o-1")
    assert foreseen(START - HOUR // 2, approved(), early) == []
    assert foreseen(START - HOUR // 2, approved(), early, over) == []


def test_each_service_of_a_plan_is_foreseen_by_itself() -> None:
    """The notice names one of the two; a service that is not annexed is none of the agreement's."""
    both = approved(services=("svc-03", "svc-15", "svc-99"))
    other = ("outage=o-1,service=svc-15", "planned-unannounced", LAST)
    assert said(foreseen(LAST, both, notice(APPROVED + HOUR))) == [other]


@pytest.mark.parametrize("wanted", ["svc-15", "{not: svc-03}"])
def test_a_service_of_which_no_notice_is_promised_is_not_foreseen(wanted: str, tmp_path: Path) -> None:
    """A norm may speak of some services alone, whatever else an outage will hit."""
    monitor = Monitor(load(with_services(wanted, tmp_path)), tolerate_ahead=None)
    for event in (SIGNED, approved(services=("svc-03", "svc-15"))):
        monitor.feed(event)
    monitor.advance(LAST)
    assert said(monitor.foreseen()) == [("outage=o-1,service=svc-15", "planned-unannounced", LAST)]


def test_a_plan_of_all_services_is_foreseen_for_those_of_which_a_notice_is_promised(tmp_path: Path) -> None:
    """What is not promised of one excuses nothing of the others, and is not asked of their notice."""
    edition = load(with_services("{not: svc-03}", tmp_path))
    others = tuple(one for one in (service.service for service in edition.annex.services) if one != "svc-03")
    for covers, told in [(others[1:], [("outage=o-1,service=*", "planned-unannounced", LAST)]), (others, [])]:
        monitor = Monitor(edition, tolerate_ahead=None)
        for event in (SIGNED, approved(services=("*",)), notice(APPROVED + HOUR, covers=covers)):
            monitor.feed(event)
        monitor.advance(LAST)
        assert said(monitor.foreseen()) == told


def with_services(wanted: str, tmp_path: Path) -> Path:
    """The agreement, with a notice that is promised of some services."""
    shutil.copytree(AGREEMENT, tmp_path / "1398")
    file = tmp_path / "1398" / "agreement.yaml"
    text, asked = (
        file.read_text("utf-8"),
        "of: {record: outage, where: {planned: true, origin: [site, office]",
    )
    assert text.count(asked) == 1
    file.write_text(text.replace(asked, f"{asked}, services: {wanted}"), "utf-8", newline="\n")
    return file.parent


def test_what_a_plan_does_not_say_is_not_asked_of_the_notice() -> None:
    """Which services it will hit is open, and so is the outage: the plan itself names the occasion then."""
    vague = approved(services=None, outage=None)
    unannounced = ("change=c-1", "planned-unannounced", LAST)
    assert said(foreseen(LAST, vague)) == [unannounced]
    assert foreseen(LAST, vague, notice(APPROVED + HOUR)) == []


@pytest.mark.parametrize("start", [None, EDITION.term.end, EDITION.term.start - HOUR])
def test_a_plan_without_a_start_or_for_a_time_outside_the_term_is_not_foreseen(start: int | None) -> None:
    assert foreseen(EDITION.term.end - 24 * HOUR, approved(planned_start=start)) == []


def test_a_warning_comes_as_early_as_it_is_asked_for_and_once_more_when_no_notice_can_help() -> None:
    """However far off the planned start is: 71 hours before it nothing can be in time any more."""
    monitor = Monitor(EDITION, tolerate_ahead=None)
    for event in (SIGNED, approved()):
        monitor.feed(event)
    monitor.advance(LAST - 24 * HOUR)

    def due(length: int) -> list[tuple[str, str, int | str]]:
        return said([one for one in monitor.due_within(length) if one.norm == "planned-outage-notice"])

    assert due(24 * HOUR - 1) == []
    assert due(24 * HOUR) == [ONE]
    monitor.advance(LAST + HOUR)
    assert due(0) == [TOO_SOON]


def test_no_verdict_rests_on_a_plan() -> None:
    """Neither `close` nor `check` says anything of it, though the outage never came."""
    log = [SIGNED, approved()]
    without = [SIGNED, approved(planned_start=None, services=None)]
    at = show_utc(START + HOUR)
    monitor = Monitor(EDITION, tolerate_ahead=None)
    for event in log:
        monitor.feed(event)
    told = [one.id for one in monitor.close(at) if isinstance(one, Change)]
    assert told
    assert not [name for name in told if name.startswith("planned-outage-notice")]
    assert check(EDITION, log, at=at).findings == check(EDITION, without, at=at).findings


def test_a_plan_is_remembered_over_a_restart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The plan is in the store; the second run reads only the line that came after it."""
    log, arguments = tmp_path / "log.jsonl", [str(AGREEMENT), str(tmp_path / "log.jsonl"), "--lang", "en"]
    arguments += ["--store", str(tmp_path / "state.db"), "--at-end", "stop", "--warn-before", "24 hours"]
    written(log, [approved()])
    main(["watch", *arguments, "--fail-on", "breach"])
    assert "is planned to begin" not in capsys.readouterr().out
    written(
        log, [approved(), happened("moment", "request.submitted", LAST, service="svc-02", recipient="R1")]
    )
    main(["watch", *arguments])
    told = strip_isolates(capsys.readouterr().out).splitlines()
    assert told[-2:] == [
        f"warning, due in 00:00:00: {sentence(foreseen(LAST, approved())[0], EDITION, 'en')}",
        "  planned-outage-notice/outage=o-1,service=svc-03",
    ]


def written(log: Path, events: list[Event]) -> None:
    """Write events as lines of JSON."""
    instants = {"planned-start"}
    lines = [
        json.dumps(
            {
                "specversion": "1.0",
                "source": one.source,
                "id": one.id,
                "type": one.type,
                "time": show_utc(one.time),
                "data": {
                    key: show_utc(value) if key in instants and isinstance(value, int) else value
                    for key, value in one.data.items()
                },
            }
        )
        for one in events
    ]
    log.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def test_an_overrun_is_told_when_time_passes_an_end_that_moved_with_its_start() -> None:
    """No event names that instant: only the start was postponed, and the end that was announced lies before it."""
    monitor = Monitor(EDITION, tolerate_ahead=None)
    moved = happened("moved", "notice.amended", START - 1, notice="n-1", start=START + 2 * HOUR)
    began = happened(
        "began", "outage.started", START + 2 * HOUR,
        outage="o-1", services=("svc-03",), planned=True, origin="site",
    )  # fmt: skip
    for event in (SIGNED, notice(LAST, end=START + HOUR), moved, began):
        monitor.feed(event)
    assert not overruns(monitor.advance(START + 3 * HOUR + 1))
    assert overruns(monitor.advance(START + 3 * HOUR + 2)) == [("overran", START + 3 * HOUR, 1)]


def overruns(told: Sequence[Report]) -> list[tuple[str, int | str, int | str]]:
    """What was told of an overrun: why, the announced end, and how long it was."""
    return [
        (one.finding.reason, one.finding.figures["announced-end"], one.finding.figures["overrun"])
        for one in told
        if isinstance(one, Change) and one.finding and "overrun" in one.finding.figures
    ]
