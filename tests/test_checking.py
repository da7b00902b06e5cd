"""A log with bad lines is judged without them, and says so; nothing that is missing counts as kept."""

import json
import pickle
import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from io import BytesIO, StringIO
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from slakit import Edition, Event, Finding, Grade, Judgement, Monitor, Outcome, check, diff, load
from slakit.calendars import time_zone
from slakit.changes import Change
from slakit.engines.monitor import UnsupportedCheck
from slakit.errors import InvalidDocument, UnreadableTime
from slakit.events.cloud_events import event_of
from slakit.judgement import Engine
from slakit.messages import render
from slakit.monitoring.lines import OtherSource
from slakit.monitoring.partitions import CannotBeSplit
from slakit.monitoring.store_file import StoreRefused
from slakit.monitoring.webhook import WrongAddress
from slakit.reports.sentences import cure_sentence, sentence

FOLDER = Path(__file__).parents[1] / "agreements" / "hamadan-governorate" / "1398"
AT = "1399/01/05 00:00"
NOTICE = "planned-outage-notice"


@cache
def edition() -> Edition:
    return load(FOLDER)


def event(identity: str, kind: str, time: str, **data: object) -> dict[str, object]:
    return {
        "specversion": "1.0", "id": identity, "source": "/portal", "type": kind, "time": time,
        "data": {name.replace("_", "-"): value for name, value in data.items()},
    }  # fmt: skip


def notice(identity: str, time: str, start: str, **data: object) -> dict[str, object]:
    whole = {"notice": identity, "channel": "portal", "covers": ["*"], "start": start, **data}
    return event(f"{identity}-published", "notice.published", time, **whole)


def outage(identity: str, time: str, **data: object) -> dict[str, object]:
    whole = {"outage": identity, "services": ["svc-03"], "planned": True, "origin": "site", **data}
    return event(f"{identity}-started", "outage.started", time, **whole)


KEPT = (
    notice("n-1", "2019-08-01T09:00:00+04:30", "2019-08-04T09:00:00+04:30"),
    outage("o-1", "2019-08-04T09:00:00+04:30"),
)
BROKEN = (
    notice("n-2", "2019-11-01T09:00:01+03:30", "2019-11-04T09:00:00+03:30"),
    outage("o-2", "2019-11-04T09:00:00+03:30"),
)


def written(folder: Path, *lines: Mapping[str, object] | str) -> Path:
    """A log of these lines: events as mappings, bad lines as they stand."""
    file = folder / "log.jsonl"
    file.write_text(
        "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines), "utf-8"
    )
    return file


def of_norm(judgement: Judgement, norm: str) -> dict[str, Finding]:
    return {finding.id.partition("/")[2]: finding for finding in judgement.findings if finding.norm == norm}


def told(finding: Finding) -> tuple[str, str | None, str]:
    return finding.outcome.value, finding.grade.value if finding.grade else None, finding.reason


def test_bad_lines_are_counted_named_and_set_aside_and_the_rest_is_judged(tmp_path: Path) -> None:
    """Each of the six sorts of bad line is named with its line; the good events before and after give their findings."""
    nameless = {
        name: value for name, value in outage("o-9", "2019-12-01T09:00:00+03:30").items() if name != "id"
    }
    log = written(
        tmp_path,
        KEPT[0],
        '{"specversion": "1.0", "id": ',
        nameless,
        event("x-1", "outage.startd", "2019-12-01T09:00:00+03:30", outage="x", services=["*"]),
        outage("o-8", "2019-12-01T09:00:00+03:30", planned="yes"),
        outage("o-7", "2019-09-21T23:30:00"),
        KEPT[1],
        {**KEPT[1], "time": "2019-08-05T09:00:00+04:30"},
        *BROKEN,
        KEPT[0],
    )
    judgement = check(edition(), log, at=AT)

    assert [(line.line, line.reason) for line in judgement.log.set_aside] == [
        (2, "not-json"),
        (3, "missing-attribute"),
        (4, "unknown-event-type"),
        (5, "wrong-field-type"),
        (6, "time-in-repeated-hour"),
        (8, "conflicting-id"),
    ]
    assert (len(judgement.log.events), judgement.log.repeated) == (4, 1)
    assert all(render(line, "en").startswith(f"{log}:{line.line}: ") for line in judgement.log.set_aside)
    findings = of_norm(judgement, NOTICE)
    assert told(findings["outage=o-1,service=svc-03"]) == ("fulfilled", None, "in-time")
    assert told(findings["outage=o-2,service=svc-03"]) == ("violated", "breach", "notice-too-late")
    assert findings["outage=o-2,service=svc-03"].figures["short"] == 1_000_000


def test_a_finding_names_the_lines_that_could_have_changed_it(tmp_path: Path) -> None:
    """A line of another type taints nothing; one of the type, misspelt or unreadable, taints the norm's findings."""
    other = event("x-1", "dispute.referred", "no time", dispute="d")
    misspelt = event("x-2", "notice.publishd", "2019-12-01T09:00:00+03:30")
    log = written(tmp_path, *KEPT, other, misspelt)
    judgement = check(edition(), log, at=AT)
    assert of_norm(judgement, NOTICE)["outage=o-1,service=svc-03"].tainted == (f"{log}:4",)

    log = written(tmp_path, *KEPT, "{", other)
    judgement = check(edition(), log, at=AT)
    assert of_norm(judgement, NOTICE)["outage=o-1,service=svc-03"].tainted == (f"{log}:3",)


def test_an_act_whose_time_cannot_be_told_is_undetermined_not_forgotten(tmp_path: Path) -> None:
    log = written(tmp_path, outage("o-7", "2019-09-21T23:30:00"))
    findings = of_norm(check(edition(), log, at=AT), NOTICE)
    assert [told(finding) for finding in findings.values()] == [("undetermined", None, "event-set-aside")]


def test_a_notice_whose_time_cannot_be_told_leaves_the_breach_open(tmp_path: Path) -> None:
    """It was given, and it may have been in time."""
    unclear = notice("n-2", "2019-09-21T23:30:00", "2019-11-04T09:00:00+03:30")
    findings = of_norm(check(edition(), written(tmp_path, unclear, BROKEN[1]), at=AT), NOTICE)
    assert told(findings["outage=o-2,service=svc-03"]) == ("undetermined", None, "perhaps-set-aside")


def test_an_empty_log_keeps_nothing_but_what_absence_proves() -> None:
    """Nothing is fulfilled; the one thing that a complete log proves by silence is that nothing was signed."""
    judgement = check(edition(), [], at=AT)
    assert {finding.outcome for finding in judgement.findings} == {Outcome.UNDETERMINED, Outcome.VIOLATED}
    assert [(finding.norm, finding.reason) for finding in judgement.violated()] == [
        ("renewed-without-gap", "no-successor")
    ]
    assert set(judgement.norms_without_occasion) == {
        "credit-for-missed-levels", "documents-by-listed-channels", "documents-accepted-by-listed-channels",
        "fee-as-announced", "fee-set-by-competent-body", "fee-charged-as-set", "damages-set", "damages-posted",
        "damages-posted-only-as-set", "planned-outage-notice", "signed-by-deputy", "equal-fees", "additional-agreements",
        "disputes-to-inspection-and-legal-office", "disputes-settled",
    }  # fmt: skip


def test_a_log_may_be_given_in_every_form(tmp_path: Path) -> None:
    """A path, several paths, mappings, ready events and a log give the same findings."""
    log = written(tmp_path, *KEPT, *BROKEN)
    by_path = check(edition(), log, at=AT)
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    first.write_text("".join(json.dumps(one) + "\n" for one in KEPT), "utf-8")
    second.write_text("".join(json.dumps(one) + "\n" for one in BROKEN), "utf-8")
    ready: list[Event] = list(by_path.log.events)
    forms: list[Any] = [str(log), [first, str(second)], [*BROKEN, *KEPT], ready, by_path.log, [*ready, *KEPT]]
    for given in forms:
        assert check(edition(), given, at=AT).findings == by_path.findings
    mixture: Any = [log, KEPT[0]]
    with pytest.raises(TypeError, match="not a mixture"):
        check(edition(), mixture, at=AT)


@pytest.mark.parametrize("engine", ["reference", "audit"])
@pytest.mark.parametrize("as_events", list(product((True, False), repeat=2)))
def test_an_event_that_contradicts_another_is_set_aside_in_whatever_form_both_come(
    as_events: tuple[bool, bool], engine: Engine
) -> None:
    """The first counts, the second is set aside and taints; what says the same again is a repetition. So says the monitor."""
    in_time, late = KEPT[0], {**KEPT[0], "time": "2019-08-01T09:00:01+04:30"}
    for told_first, told_then, outcome in ((in_time, late, "fulfilled"), (late, in_time, "violated")):
        both = [
            ready(one) if as_event else one
            for one, as_event in zip((told_first, told_then), as_events, strict=True)
        ]
        judgement = check(edition(), [*both, both[0], KEPT[1]], at=AT, engine=engine)
        (line,) = judgement.log.set_aside
        assert (line.place, line.reason, line.arguments["first_line"]) == (
            "events:2",
            "conflicting-id",
            "events:1",
        )
        assert (len(judgement.log.events), judgement.log.repeated) == (2, 1)
        (finding,) = of_norm(judgement, NOTICE).values()
        assert (finding.outcome.value, finding.tainted) == (outcome, ("events:2",))

        monitor = Monitor(edition(), lateness="60 days")
        changes = [change for one in (*both, both[0], KEPT[1]) for change in monitor.feed(one)]
        changes += monitor.close(AT)
        assert monitor.set_aside == (line,)
        assert finding in [one.finding for one in changes if isinstance(one, Change)]


NINE = 1564893000000000  # of 2019-08-04, in Tehran
FIELDS: dict[str, Any] = {"outage": "o-1", "services": ("svc-03",), "planned": True, "origin": "site"}
KEPT_ONES = {Outcome.FULFILLED, Outcome.NOT_APPLICABLE}
OF_EVENT = {"given_as": "Event"}


@pytest.mark.parametrize("engine", ["reference", "audit"])
@pytest.mark.parametrize(
    ("changes", "reason", "arguments"),
    [
        ({"type": "outage.startd"}, "unknown-event-type", {"value": "outage.startd", "suggestion": "outage.started"}),
        ({"data": {**FIELDS, "origin": "siet"}}, "value-not-in-list", {"field": "origin", "value": "siet"}),
        ({"data": {**FIELDS, "services": "svc-03"}}, "wrong-field-type", {"field": "services", "found": "svc-03"}),
        ({"data": {**FIELDS, "planned": 1}}, "wrong-field-type", {"field": "planned", "found": "1"}),
        ({"type": "notice.published", "data": {"start": True}}, "wrong-field-type", {"field": "start", "expected": "microseconds", **OF_EVENT}),
        ({"type": "notice.published", "data": {"start": 10**17}}, "time-unreadable", {"field": "start", "reason": "out-of-range", **OF_EVENT}),
        ({"time": 10**5000}, "time-unreadable", {"field": "time", "value": "…", "reason": "out-of-range"}),
        ({"data": {}}, "missing-field", {"field": "outage"}),
        ({"data": None}, "missing-field", {"field": "outage"}),
        ({"data": ["o-1"]}, "wrong-attribute", {"attribute": "data", "expected": "group"}),
        ({"time": "2019-08-04T04:30:00Z"}, "wrong-attribute", {"attribute": "time", "expected": "microseconds", **OF_EVENT}),
        ({"recorded": float(NINE) + 1}, "wrong-attribute", {"attribute": "recordedtime", "expected": "microseconds"}),
        ({"id": "a\nb"}, "wrong-attribute", {"attribute": "id"}),
        ({"source": None}, "missing-attribute", {"attribute": "source"}),
    ],
)  # fmt: skip
def test_an_event_that_the_vocabulary_does_not_know_is_set_aside(
    changes: dict[str, Any], reason: str, arguments: dict[str, object], engine: Engine
) -> None:
    """As a mapping is, whatever the types of Python say; the good events beside it are judged."""
    good = Event("/portal", "o-0-started", "outage.started", NINE, NINE, {**FIELDS, "outage": "o-0"})
    wrong = Event("/portal", "o-1-started", "outage.started", NINE, NINE, FIELDS).altered(**changes)
    judgement = check(edition(), [wrong, good], at=AT, engine=engine)
    (line,) = judgement.log.set_aside
    assert (line.place, line.reason) == ("events:1", reason)
    assert arguments.items() <= line.arguments.items()
    assert render(line, "en")
    assert render(line, "fa")
    assert of_norm(judgement, NOTICE)["outage=o-0,service=svc-03"].outcome not in KEPT_ONES

    monitor = Monitor(edition())
    changed = [change for one in (wrong, good) for change in monitor.feed(one)] + monitor.close(AT)
    assert monitor.set_aside == (line,)
    found = {one.id: one.finding for one in changed if isinstance(one, Change)}
    assert found == {one.id: one for one in judgement.findings}


@pytest.mark.parametrize("engine", ["reference", "audit"])
def test_an_event_is_read_as_it_was_when_it_was_handed_over(engine: Engine) -> None:
    """A list counts as it does in a mapping, an unknown field is remarked on, and no one else can change what was read."""
    data: Any = {**FIELDS, "services": ["svc-03", "svc-02", "svc-03"], "planed": True, "cause": None}
    given = Event("/portal", "o-1-started", "outage.started", NINE, NINE, data, 7)
    monitor = Monitor(edition())
    monitor.feed(given)
    judgement = check(edition(), [given], at=AT, engine=engine)
    data["origin"] = "network"
    (event,) = judgement.log.events
    assert event == given.altered(data={**FIELDS, "services": ("svc-02", "svc-03")})
    (remark,) = judgement.log.remarks
    assert (remark.place, remark.reason, remark.arguments["name"]) == ("events:7", "unknown-field", "planed")
    found = {one.id: one.finding for one in monitor.close(AT) if isinstance(one, Change)}
    assert found == {one.id: one for one in judgement.findings}
    assert [told(one)[0] for one in of_norm(judgement, NOTICE).values()] == ["violated", "violated"]


@pytest.mark.parametrize("as_data", [False, True])
def test_a_key_that_is_no_text_costs_its_event_alone(*, as_data: bool) -> None:
    """No JSON has such a key, but a program may hand one over, to `check` and to a monitor."""
    data: Any = outage("o-7", "2019-12-01T09:00:00+03:30")
    wrong: Any = {**data, "data": {**data["data"], 5: 6}} if as_data else {**data, 5: 6}
    judgement = check(edition(), [KEPT[0], wrong, KEPT[1]], at=AT)
    (line,) = judgement.log.set_aside
    assert (line.place, line.reason, line.arguments) == ("events:2", "key-is-no-text", {"key": "5"})
    assert (line.type, line.id) == ("outage.started", "o-7-started")
    assert "the key `5` is not a text" in render(line, "en")
    findings = of_norm(judgement, NOTICE)
    assert told(findings["outage=o-1,service=svc-03"]) == ("fulfilled", None, "in-time")
    assert told(findings["line=events:2"]) == ("undetermined", None, "event-set-aside")

    monitor = Monitor(edition())
    for one in (KEPT[0], wrong):
        monitor.feed(one)
    assert monitor.set_aside == (line,)  # what nobody can drain, since findings are tainted by it


@pytest.mark.parametrize(
    "key", [5, None, ("a", "b"), 10**5_000, 1.5], ids=["number", "nothing", "several", "huge", "fraction"]
)
def test_a_key_that_is_no_text_is_no_misspelling_of_what_is_missing(key: object) -> None:
    for name in ("id", "type", "time", "data"):
        nameless: dict[Any, object] = {one: value for one, value in KEPT[1].items() if one != name}
        (line,) = check(edition(), [{**nameless, key: 1}], at=AT).log.set_aside
        assert line.reason == ("key-is-no-text" if name == "data" else "missing-attribute")
        assert render(line, "en")
        assert render(line, "fa")
    (line,) = check(edition(), [{**KEPT[1], "data": {key: 1}}], at=AT).log.set_aside
    assert line.reason == "key-is-no-text"


@pytest.mark.parametrize(
    ("log", "more", "error", "told"),
    [
        (KEPT[0], {}, TypeError, r"a log is a list of events, not one event: \[dict\]"),
        (Event("s", "1", "x", 0, 0), {}, TypeError, r"not one event: \[Event\]"),
        (5, {}, TypeError, "a log is a path, several paths, a Log, or events"),
        (None, {}, TypeError, "a log is a path, several paths, a Log, or events"),
        (b"x", {}, TypeError, "a log is a path, several paths, a Log, or events"),
        ([], {"engine": "duck"}, ValueError, "one of auto, reference, audit, spark, or a database, not 'duck'"),
        ("no such file", {"engine": None}, ValueError, "or a database, not None"),
        (StringIO("{}\n"), {}, TypeError, "a log is a path, not an open file"),
        (BytesIO(b"{}\n"), {}, TypeError, "a log is a path, not an open file"),
        ([], {"at": True}, TypeError, "or microseconds UTC, not bool"),
        ([], {"at": "1398/6/1"}, UnreadableTime, r"expected a time such as `1398/05/10 09:01` .*, found `1398/6/1`: month and day have two"),
        ([], {"edition": FOLDER}, TypeError, r"an edition is what `slakit.load` gives, not PosixPath: load\(…\)"),
        ([], {"at": datetime(2019, 9, 1, tzinfo=UTC)}, TypeError, "not datetime: give its isoformat"),
        ([], {"known_at": 1.5}, TypeError, "an instant is text such as `1399/02/01 00:00`, or microseconds UTC, not float"),
    ],
)  # fmt: skip
def test_what_check_cannot_take_is_told_with_what_it_takes(
    log: Any,  # noqa: ANN401 -- anything
    more: dict[str, Any],
    error: type[Exception],
    told: str,
) -> None:
    given: dict[str, Any] = {"edition": edition(), "at": AT, **more}
    with pytest.raises(error, match=told):
        check(log=log, **given)


@pytest.mark.parametrize(
    "raised",
    [
        lambda: UnsupportedCheck(edition().duties[0]),
        lambda: CannotBeSplit(("first", "second")),
        lambda: WrongAddress("not-secret"),
        lambda: StoreRefused("in-use", Path("state.db")),
        lambda: OtherSource("log.jsonl", "server"),
    ],
)
def test_what_is_raised_in_another_process_comes_back_as_it_was(raised: Callable[[], Exception]) -> None:
    """What cannot be read back breaks a pool of processes, and nobody learns why."""
    error = raised()
    back = pickle.loads(pickle.dumps(error))
    assert (type(back), str(back), vars(back)) == (type(error), str(error), vars(error))
    assert " " in str(error)


def test_what_cannot_be_read_as_an_instant_is_pickled_with_its_cure() -> None:
    with pytest.raises(UnreadableTime) as caught:
        check(edition(), [], at="1398/6/1")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_one_mapping_may_be_given_by_itself() -> None:
    portal = FOLDER.parents[2] / "examples" / "hamadan-portal-1398"
    table, mapping = portal / "portal.csv", portal / "mapping.yaml"
    by_itself = check(edition(), table, at=AT, mappings=str(mapping))
    assert by_itself == check(edition(), table, at=AT, mappings=[mapping])
    assert by_itself.log.events


@pytest.mark.parametrize("given", [FOLDER, str(FOLDER)])
def test_the_path_of_an_edition_is_no_edition(given: Any) -> None:  # noqa: ANN401 -- anything
    calls: tuple[Callable[[], object], ...] = (
        lambda: Monitor(given),
        lambda: diff(given, edition()),
        lambda: diff(edition(), given),
    )
    for call in calls:
        with pytest.raises(TypeError, match=r"an edition is what `slakit\.load` gives, not "):
            call()


def test_grades_are_compared_by_how_far_they_reach() -> None:
    assert sorted(Grade) == [Grade.ADVISORY, Grade.REVIEW, Grade.PRESUMPTION, Grade.BREACH]
    assert Grade.BREACH >= Grade.PRESUMPTION > Grade.ADVISORY <= Grade.ADVISORY < Grade.REVIEW
    assert max(Grade) is Grade.BREACH


def test_a_sentence_in_a_language_that_there_is_not_is_refused() -> None:
    (finding, *_) = check(edition(), [KEPT[1]], at=AT).findings
    language: Any = "fa-IR"
    for told_in in (sentence, cure_sentence):
        with pytest.raises(ValueError, match=r"a language is one of [a-z, ]+, not 'fa-IR'"):
            told_in(finding, edition(), language)


def test_a_time_as_python_writes_it_is_an_instant() -> None:
    at = datetime(2019, 9, 1, 3, 30, 0, 5, tzinfo=UTC)
    assert check(edition(), [], at=at.isoformat()).at == 1567308600000005


def ready(told: dict[str, object]) -> Event:
    """An event as a program makes it, which stood at no line."""
    return event_of(told, edition().vocabulary, time_zone("Asia/Tehran"))


def test_what_is_recorded_later_is_not_known_before(tmp_path: Path) -> None:
    """A notice that became known only afterwards is missing as known then, and counts as known now."""
    late = {**KEPT[0], "recordedtime": "2019-09-01T00:00:00Z"}
    log = written(tmp_path, late, KEPT[1])
    then = of_norm(check(edition(), log, at=AT, known_at="1398/05/20 00:00"), NOTICE)
    now = of_norm(check(edition(), log, at=AT), NOTICE)
    assert told(then["outage=o-1,service=svc-03"]) == ("violated", "breach", "no-notice")
    assert told(now["outage=o-1,service=svc-03"]) == ("fulfilled", None, "in-time")


def test_a_finding_carries_what_it_rests_on(tmp_path: Path) -> None:
    """Who owes whom, the events, the arithmetic, the cure and the interpretation choices stand in the finding itself."""
    (finding,) = of_norm(check(edition(), written(tmp_path, *BROKEN), at=AT), NOTICE).values()
    assert (finding.clause, finding.kind, finding.bearer, finding.counterparty) == (
        "5.4", "advance-notice", "it-management", "recipients",
    )  # fmt: skip
    assert finding.grade is Grade.BREACH
    assert [(proof.role, proof.id, proof.type) for proof in finding.evidence] == [
        ("notice", "n-2-published", "notice.published"),
        ("act", "o-2-started", "outage.started"),
    ]
    hour = 3_600_000_000
    start = 1_572_845_400_000_000
    assert dict(finding.figures) == {
        "start": start, "since": start - 72 * hour + 1_000_000, "lead": 72 * hour - 1_000_000,
        "required": 72 * hour, "short": 1_000_000,
    }  # fmt: skip
    assert [(cure.change, cure.value) for cure in finding.cures] == [
        ("notice-by", start - 72 * hour), ("start-from", start + 1_000_000),
    ]  # fmt: skip
    assert "bound=closed@1" in finding.choices


def test_an_empty_path_is_not_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that is not set would otherwise judge by, and read, whatever lies where the program runs."""
    edition()
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    (tmp_path / "a.jsonl").write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    for call in (
        lambda: load(""),
        lambda: check(edition(), "", at="1399/01/05 00:00"),
        lambda: check(edition(), ["a.jsonl", ""], at="1399/01/05 00:00"),
    ):
        with pytest.raises(InvalidDocument) as caught:
            call()
        assert [(one.rule, one.arguments["file"]) for one in caught.value.faults] == [("cannot-read", "")]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"time": datetime(2019, 8, 1, tzinfo=UTC)}, "the attribute `time` must be a time such as"),
        ({"data": {"notice": "n", "start": datetime(2019, 8, 1, tzinfo=UTC)}}, "the field `start` must be a time such as"),
    ],
)  # fmt: skip
def test_a_time_that_is_no_text_is_told_with_what_to_give_instead(
    changed: dict[str, object], told: str
) -> None:
    """It was said how a time is written, and not that one of Python was there."""
    event = {
        "specversion": "1.0",
        "source": "s",
        "id": "1",
        "type": "notice.published",
        "time": "2019-08-01T00:00:00Z",
    }
    of_check = check(edition(), [{**event, **changed}], at="1399/02/01").log.set_aside
    monitor = Monitor(edition())
    monitor.feed({**event, **changed})
    said = [render(line, "en").partition(": ")[2] for line in (*of_check, *monitor.set_aside)]
    assert all(words.startswith(told) for words in said)
    assert all(
        words.endswith(
            "found a `datetime` of Python\n  help: give its `isoformat()` in place of the `datetime`; a time needs its offset"
        )
        for words in said
    )
    assert len(said) == 2
