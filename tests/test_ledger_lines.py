"""Lines of a ledger that are written from a pattern are those that would be written in full, to the last byte."""

import json
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slakit import Event, Monitor, load
from slakit.calendars import MINUTE, parse_time, time_zone
from slakit.changes import Cause, Change, Report
from slakit.engines.reference import judge
from slakit.findings import Finding, finding_id
from slakit.loading import Edition
from slakit.reports import ledger_lines
from slakit.reports.changes import report_document
from slakit.reports.ledger_lines import OFTEN, LedgerLines
from slakit.rules import RULE_KINDS
from slakit.testing import log_of_case, read_cases
from slakit.verdicts.judging import event_types_read

ROOT = Path(__file__).parents[1]
SUITE = load(ROOT / "tests/suite")
HAMADAN = load(ROOT / "agreements/hamadan-governorate/1398")
START = HAMADAN.term.start
NAMES = ("e1", "0", "a.b:c_d-e", "said%s", "two words", 'a"quote', "کد-۱", "a,b=c/d", "at 10:30", "\u2067x")


def in_full(seq: int, report: Report, edition: Edition, known_at: int | None = None) -> bytes:
    """A line as it is defined."""
    return json.dumps(report_document(seq, report, edition, known_at), ensure_ascii=False).encode()


def of_event(told: Change, name: str, time: int, recorded: int, at: int) -> Change:
    """What was told of one event, as if it had been another one."""
    finding = told.finding
    assert finding is not None
    named = finding.occasion["event"]
    occasion = {**finding.occasion, "event": name}
    evidence = tuple(
        one.altered(id=name, time=time, recorded=recorded) if one.id == named else one
        for one in finding.evidence
    )
    of_it = finding.altered(
        id=finding_id(finding.norm, occasion), occasion=occasion, time=time, evidence=evidence
    )
    because = tuple(one.altered(id=name, time=time, recorded=recorded) for one in told.because)
    return told.altered(at=at, finding=of_it, because=because)


READS = [event_types_read(duty.check) for duty in SUITE.duties]


def found_in_the_suite() -> dict[tuple[str, str], Finding]:
    """A finding on one event for each norm and reason of the shared suite."""
    found: dict[tuple[str, str], Finding] = {}
    for file in (ROOT / f"tests/suite/{kind}.yaml" for kind in RULE_KINDS):
        cases = read_cases(file, SUITE)
        for case in cases.cases:
            log = log_of_case(case.events, SUITE, cases.given)
            over = max([SUITE.term.end, *(event.time for event in log.events)])
            at = parse_time(case.at, time_zone(SUITE.agreement.time_zone)) if case.at else over
            types = {event.type for event in log.events}
            # the others have no occasion that is an event of the log
            duties = [duty for duty, reads in zip(SUITE.duties, READS, strict=True) if types & reads]
            for finding in judge(duties, SUITE.term, log.events, at, None, log.set_aside):
                if set(finding.occasion) == {"event", "source"} and finding.evidence:
                    found.setdefault((finding.norm, finding.reason), finding)
    return found


def told_of(finding: Finding) -> Change:
    """A finding as a monitor tells it: because of its event."""
    (own,) = (one for one in finding.evidence if one.id == finding.occasion["event"])
    because = (Cause(own.source, own.id, own.type, own.time, own.recorded),)
    return Change(finding.time, finding, None, because)


def charged(amount: int) -> Change:
    """A finding on a charge of the agreement of 1398."""
    monitor = Monitor(HAMADAN)
    fields = {"service": "svc-03", "fee-kind": "service-fee", "recipient": "r"}
    events = (
        Event("desk", "s", "agreement.signed", START, START, {"edition": "1398", "by": "deputy"}),
        Event("desk", "c", "fee.charged", START + 1, START + 1, {**fields, "amount": amount}),
    )
    told = [one for event in events for one in monitor.feed(event)] + monitor.advance(START + 10)
    (found,) = (
        one
        for one in told
        if isinstance(one, Change) and one.finding and one.finding.norm == "fee-as-announced"
    )
    return found


CHARGED = charged(100)


def test_every_reason_of_the_suite_is_written_from_a_pattern_as_in_full() -> None:
    found = found_in_the_suite()
    assert len(found) > 60
    lines, by_pattern = LedgerLines(SUITE, None), 0
    for (norm, reason), finding in found.items():
        told = told_of(finding)
        for number in range(OFTEN + 3):
            at = finding.time + number * 7 * MINUTE
            one = of_event(told, f"n-{number}", at, at + number % 3, at + number % 2)
            assert lines.line(number, one) == in_full(number, one, SUITE), (norm, reason)
        by_pattern += any(pattern is not None for pattern in lines._patterns.values())
        lines._patterns.clear()
    assert by_pattern > len(found) * 3 // 4  # the test says nothing of those that are written in full anyway


@given(
    st.lists(
        st.tuples(
            st.sampled_from(NAMES) | st.text(min_size=1, max_size=6),
            st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: START + minutes * MINUTE),
            st.sampled_from((0, 1, 3_600_000_000)),
            st.sampled_from((0, 1, 3_600_000_000)),
        ),
        min_size=1,
        max_size=20,
    )
)
@settings(max_examples=60)
def test_whatever_an_event_is_called_and_whenever_it_happens_its_line_is_the_one_in_full(
    events: list[tuple[str, int, int, int]],
) -> None:
    told, lines = CHARGED, LedgerLines(HAMADAN, START)
    for number in range(OFTEN):
        lines.line(number, of_event(told, f"c{number}", START, START, START))
    for number, (name, time, later, told_later) in enumerate(events):
        one = of_event(told, name, time, time + later, time + told_later)
        assert lines.line(number, one) == in_full(number, one, HAMADAN, START)


def test_what_differs_in_more_than_its_event_is_not_written_from_the_pattern_of_another() -> None:
    told, lines = CHARGED, LedgerLines(HAMADAN, None)
    finding = cast("Finding", told.finding)
    for number in range(OFTEN + 1):
        lines.line(number, told)
    assert [pattern is not None for pattern in lines._patterns.values()] == [True]
    others = (
        finding.altered(figures={**finding.figures, "said": 101}),
        finding.altered(tainted=("log.jsonl:3",)),
        finding.altered(evidence=tuple(one.altered(source="counter") for one in finding.evidence)),
        finding.altered(occasion={**finding.occasion, "service": "svc-03"}),
        finding.altered(counterparty=None),
    )
    for other in others:
        one = told.altered(finding=other)
        assert lines.line(1, one) == in_full(1, one, HAMADAN)
    superseding = told.altered(before=finding.altered(reason="never"))
    withdrawn = told.altered(finding=None, before=finding)
    by_another = told.altered(because=(*told.because, Cause("desk", "z", "fee.announced", START, START)))
    by_time = told.altered(because=())
    for one in (superseding, withdrawn, by_another, by_time):
        assert lines.line(1, one) == in_full(1, one, HAMADAN)


def test_a_line_that_says_more_of_its_event_than_is_known_here_is_never_written_from_a_pattern(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A pattern that the examples do not bear out is not used, whatever a sentence may come to say one day."""

    def with_parity(*asked: Any, **named: Any) -> dict[str, Any]:  # noqa: ANN401 -- as it is asked
        told = report_document(*asked, **named)
        return {**told, "parity": asked[1].finding.time // MINUTE % 2}

    monkeypatch.setattr(ledger_lines, "report_document", with_parity)
    lines = LedgerLines(HAMADAN, None)
    for number in range(OFTEN + 4):
        at = START + number * MINUTE
        one = of_event(CHARGED, f"c{number}", at, at, at)
        expected = json.dumps(with_parity(number, one, HAMADAN, None), ensure_ascii=False).encode()
        assert lines.line(number, one) == expected
    assert list(lines._patterns.values()) == [None]


def test_what_is_kept_of_a_stream_without_end_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_lines, "PATTERNS_KEPT", 3)
    monkeypatch.setattr(ledger_lines, "SAYINGS_KEPT", 50)
    lines = LedgerLines(HAMADAN, None)
    finding = cast("Finding", CHARGED.finding)
    for amount in range(20):
        one = CHARGED.altered(finding=finding.altered(figures={**finding.figures, "said": amount}))
        for number in range(OFTEN + 1):
            name, at = f"{amount}-{number}", START + amount * 1000 * MINUTE + number * MINUTE
            alike = of_event(one, name, at, at, at)
            assert lines.line(number, alike) == in_full(number, alike, HAMADAN)
        assert len(lines._patterns) <= 3
        assert len(lines._seen) <= 3
        assert all(len(names.kept) < 50 + 30 for names in lines._names)
