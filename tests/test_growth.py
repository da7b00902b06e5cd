"""Whole years are judged: how much is looked at grows as the log does, not with the square of it."""

from pathlib import Path
from typing import Any

import pytest

from slakit.checks import Pair
from slakit.engines import monitor
from slakit.engines.monitor import likenesses
from slakit.engines.reference import judge, known
from slakit.events.event import Event, FieldValue
from slakit.findings import Outcome
from slakit.loading import load
from slakit.verdicts import announcements, covered_before
from slakit.verdicts.announcements import Announcement, announcement
from slakit.verdicts.truth import Fields, Truth, agree
from slakit.verdicts.verdict import shown

EDITION = load(Path(__file__).parents[1] / "agreements/hamadan-governorate/1398")
DAY = 86_400_000_000


def year(times: int) -> list[Event]:
    """So many failures, each with damages that are set and posted and a credit that is granted."""
    log = []
    for number in range(times):
        at = EDITION.term.start + DAY + number * 1_000_000

        def tell(event_type: str, after: int, *, at: int = at, **data: FieldValue) -> None:
            time = at + after
            log.append(Event("test", f"{event_type}-{time}", event_type, time, time, data))

        failure = f"failure-{number}"
        tell("quality-failure.attested", 0, failure=failure, service="svc-03", recipient="r-1")
        tell("damages.decided", 1, failure=failure, amount=10, by="court")
        tell("damages.posted", 2, failure=failure, amount=10, channel="portal")
        tell("credit.granted", 3, failure=failure, amount=10)
    return log


NORMS = ("damages-set", "damages-posted-only-as-set", "credit-for-missed-levels")


@pytest.mark.parametrize("norm", NORMS)
def test_four_times_the_log_is_at_most_a_little_more_than_four_times_the_looking(
    norm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looked at is what is asked whether it matches; that the findings are right is asked too."""
    (duty,) = (one for one in EDITION.duties if one.norm == norm)
    asked = 0

    def counting(matching: tuple[Pair, ...], ours: Fields, theirs: Fields) -> Truth:
        nonlocal asked
        asked += 1
        return agree(matching, ours, theirs)

    monkeypatch.setattr(known, "agree", counting)
    looked = []
    for times in (40, 160):
        asked = 0
        findings = judge([duty], EDITION.term, year(times), EDITION.term.end)
        assert len(findings) == times
        assert {finding.outcome for finding in findings} == {Outcome.FULFILLED}
        looked.append(asked)
    assert 0 < looked[0] <= looked[1] <= 5 * looked[0]


def outages(times: int) -> list[Event]:
    """So many planned outages one after the other, each announced in time, and nothing that proves the agreement."""
    log = []
    for number in range(times):
        start = EDITION.term.start + (10 + number) * DAY // 4
        said: dict[str, FieldValue] = {
            "notice": f"n{number}",
            "channel": "portal",
            "start": start,
            "end": start + 1,
        }
        hit: dict[str, FieldValue] = {"outage": f"o{number}", "services": ("svc-03",), "planned": True}
        log += [
            Event(
                "test",
                f"n{number}",
                "notice.published",
                start - 4 * DAY,
                start - 4 * DAY,
                {**said, "covers": ("*",)},
            ),
            Event("test", f"o{number}", "outage.started", start, start, {**hit, "origin": "site"}),
            Event("test", f"e{number}", "outage.ended", start + 1, start + 1, {"outage": f"o{number}"}),
        ]
    return log


def test_a_monitor_holds_each_outage_against_the_notices_around_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Though all of them stay open until something proves that the agreement stood."""
    (duty,) = (one for one in EDITION.duties if one.norm == "planned-outage-notice")
    held = 0

    def counting(*asked: Any) -> Announcement:  # noqa: ANN401 -- as it is asked
        nonlocal held
        held += 1
        return announcement(*asked)

    for module in (announcements, covered_before):
        monkeypatch.setattr(module, "announcement", counting)
    looked = []
    for times in (20, 80):
        held = 0
        findings = monitor.judge([duty], EDITION.term, outages(times), EDITION.term.end, None)
        assert [finding.reason for finding in findings] == ["in-time"] * times
        looked.append(held)
    assert 0 < looked[0] <= looked[1] <= 5 * looked[0]


def fees(times: int) -> list[Event]:
    """So many fees of one service, every other one of them of an amount of its own, and what proves the agreement."""
    begin = EDITION.term.start + DAY
    log = [
        Event(
            "test",
            "signed",
            "agreement.signed",
            begin,
            begin,
            {"edition": "1398", "by": "deputy-economic-coordination", "effective-from": begin},
        )
    ]
    for number in range(times):
        fee: dict[str, FieldValue] = {
            "service": "svc-03",
            "fee-kind": "service-fee",
            "documents": ("id-card",),
        }
        fee["amount"] = 1000 + (number if number % 2 else 0)
        time = begin + 1 + number
        log.append(Event("test", f"f{number}", "fee.charged", time, time, fee))
    return log


def test_a_monitor_does_not_look_at_all_amounts_for_each_fee(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many amounts were charged, a fee is held against what is usual and no other amount."""
    (duty,) = (one for one in EDITION.duties if one.norm == "equal-fees")
    asked = 0

    def counting(value: FieldValue) -> int | str:
        nonlocal asked
        asked += 1
        return shown(value)

    monkeypatch.setattr(likenesses, "shown", counting)
    looked = []
    for times in (40, 160):
        asked = 0
        findings = monitor.judge([duty], EDITION.term, fees(times), EDITION.term.end)
        assert len(findings) == 1
        assert findings[0].figures["other-values"] == times // 2
        looked.append(asked)
    assert 0 < looked[0] <= looked[1] <= 5 * looked[0]
