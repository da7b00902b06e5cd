"""Lines of a ledger that are written from a pattern are those that would be written in full, to the last byte."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slakit import Event, Monitor, load
from slakit.calendars import DAY, HOUR, MINUTE, SECOND, parse_time, time_zone
from slakit.changes import AnsweredChange, Cause, Change, Report
from slakit.engines.monitor import Engine
from slakit.engines.reference import judge
from slakit.findings import Cure, Evidence, Finding, Grade, Outcome, finding_id
from slakit.loading import Edition
from slakit.reports import ledger_lines
from slakit.reports.changes import report_document
from slakit.reports.figures import FIGURES, FigureKind
from slakit.reports.ledger_lines import OFTEN, LedgerLines
from slakit.rules import RULE_KINDS
from slakit.testing import log_of_case, read_cases
from slakit.verdicts.judging import event_types_read

ROOT = Path(__file__).parents[1]
SUITE = load(ROOT / "tests/suite")
HAMADAN = load(ROOT / "agreements/hamadan-governorate/1398")
SIX_RULES = load(ROOT / "benchmarks/six-rules")
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
    because = tuple(
        one.altered(id=name, time=time, recorded=recorded) if one.id == named else one for one in told.because
    )
    return told.altered(at=at, finding=of_it, because=because)


READS = [event_types_read(duty.check) for duty in SUITE.duties]


def of_answer(told: Change, name: str, time: int, recorded: int, length: int) -> Change:
    """What was told because of another event than that of its occasion, as if that had been another one.

    Instants among the figures become that of the other event, and lengths of time another one.
    """
    finding = told.finding
    assert finding is not None
    (cause,) = told.because
    evidence = tuple(
        one.altered(id=name, time=time, recorded=recorded) if one.id == cause.id else one
        for one in finding.evidence
    )
    figures = {key: _other(FIGURES.get(key), value, time, length) for key, value in finding.figures.items()}
    because = (cause.altered(id=name, time=time, recorded=recorded),)
    return told.altered(finding=finding.altered(evidence=evidence, figures=figures), because=because)


def _other(kind: FigureKind | None, value: int | str, time: int, length: int) -> int | str:
    if not isinstance(value, int):
        return value
    return time if kind in ("instant", "deadline") else length if kind in ("length", "duration") else value


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


def told_of(finding: Finding) -> Iterator[Change]:
    """A finding as a monitor tells it: because of its event, because of another one, and because time has passed."""
    yield Change(finding.time, finding)
    for own in finding.evidence:
        if sum(one.id == own.id for one in finding.evidence) == 1:
            because = (Cause(own.source, own.id, own.type, own.time, own.recorded),)
            yield Change(finding.time, finding, None, because)


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


def acknowledged() -> Change:
    """A finding on a fault that was reported, told because of its acknowledgement."""
    monitor = Monitor(SIX_RULES)
    events = (
        Event(
            "desk", "f", "fault.reported", START, START, {"service": "svc-01", "fault": "f", "recipient": "r"}
        ),
        Event("desk", "a", "fault.acknowledged", START + 1, START + 1, {"fault": "f"}),
    )
    told = [one for event in events for one in monitor.feed(event)] + monitor.advance(START + 10)
    (found,) = (one for one in told if isinstance(one, Change))
    return found


ACKNOWLEDGED = acknowledged()


def test_every_reason_of_the_suite_is_written_from_a_pattern_as_in_full() -> None:
    found = found_in_the_suite()
    assert len(found) > 60
    lines, patterns, all_told = LedgerLines(SUITE, None), 0, 0
    for (norm, reason), finding in found.items():
        for told in told_of(finding):
            for number in range(OFTEN + 3):
                at = finding.time + number * 7 * MINUTE
                one = told
                if told.because and told.because[0].id != finding.occasion["event"]:
                    one = of_answer(
                        told, f"a-{number}", at - at % DAY + 20 * HOUR + 30 * MINUTE, at, number * 61
                    )
                one = of_event(one, f"n-{number}", at, at + number % 3, at + number % 2)
                assert lines.line(number, one) == in_full(number, one, SUITE), (norm, reason)
            patterns += any(pattern is not None for pattern in lines._patterns.values())
            all_told += 1
            lines._patterns.clear()
    assert patterns > all_told * 3 // 4  # the test says nothing of those that are written in full anyway


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


@given(
    st.lists(
        st.tuples(
            st.sampled_from(NAMES),
            st.sampled_from(NAMES) | st.just("f"),
            st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: START + minutes * MINUTE),
            st.sampled_from((0, 1, SECOND, 3_600_000_000)),
            st.sampled_from((0, 1, HOUR, DAY)) | st.integers(0, 10**15),
        ),
        min_size=1,
        max_size=20,
    )
)
@settings(max_examples=60)
def test_whatever_took_however_long_its_line_is_the_one_in_full(
    events: list[tuple[str, str, int, int, int]],
) -> None:
    told, lines = ACKNOWLEDGED, LedgerLines(SIX_RULES, None)
    for number in range(OFTEN):
        lines.line(number, of_answer(told, f"a{number}", START, START, number + 1))
    assert [pattern is not None for pattern in lines._patterns.values()] == [True]
    for number, (name, other, time, later, length) in enumerate(events):
        answered = of_answer(told, other, time + length, time + length + later, length)
        one = of_event(answered, name, time, time + later, time + length)
        assert lines.line(number, one) == in_full(number, one, SIX_RULES)


def variants(told: Change) -> Iterator[Change]:
    """A new finding as it could be told of the same event, each time with something else in it that is another."""
    finding = told.finding
    assert finding is not None
    yield from (told.altered(at=told.at + 1), told.altered(before=finding.altered(reason="never")))
    yield told.altered(finding=None, before=finding)
    yield told.altered(because=())
    for place, cause in enumerate(told.because):
        for field in ("source", "id", "type", "time", "recorded"):
            other = altered(cause, field)
            yield told.altered(because=(*told.because[:place], other, *told.because[place + 1 :]))
            yield told.altered(because=(*told.because, other))
        yield told.altered(because=(*told.because, cause))
    yield of_source(told, "counter")
    for one in findings_like(finding):
        yield told.altered(finding=one)


def of_source(told: Change, source: str) -> Change:
    """What was told of the same events, if all were of another source."""
    finding = cast("Finding", told.finding)
    occasion = {**finding.occasion, "source": source}
    of_it = finding.altered(
        id=finding_id(finding.norm, occasion),
        occasion=occasion,
        evidence=tuple(one.altered(source=source) for one in finding.evidence),
    )
    return told.altered(finding=of_it, because=tuple(one.altered(source=source) for one in told.because))


def findings_like(finding: Finding) -> Iterator[Finding]:
    """A finding with something in it that is another, with the same figures wherever they are not what differs."""
    for field in ("clause", "norm", "kind", "bearer", "reason", "time"):
        yield altered(finding, field)
    yield finding.altered(counterparty=None)
    yield from (finding.altered(outcome=outcome) for outcome in Outcome)
    yield from (finding.altered(grade=grade) for grade in (*Grade, None))
    for tuples in ("choices", "tainted", "calendars"):
        yield finding.altered(**{tuples: (*getattr(finding, tuples), "other=1")})
    yield finding.altered(cures=(Cure("instead", 7),))
    for name, figure in finding.figures.items():
        other: int | str = figure + 1 if isinstance(figure, int) else f"{figure}-2"
        yield finding.altered(figures={**finding.figures, name: other})
        yield finding.altered(figures={key: value for key, value in finding.figures.items() if key != name})
        yield finding.altered(figures={name: figure, **finding.figures})
    for key in ("event", "source"):
        yield finding.altered(occasion={**finding.occasion, key: "other"})
    yield finding.altered(occasion={**finding.occasion, "service": "svc-03"})
    evidence = finding.evidence
    yield from (finding.altered(evidence=some) for some in ((), evidence[:1], evidence[1:], evidence[::-1]))
    yield from (finding.altered(evidence=(*evidence, one)) for one in evidence)
    for place, one in enumerate(evidence):
        for field in ("role", "source", "id", "type", "time", "recorded"):
            yield finding.altered(evidence=(*evidence[:place], altered(one, field), *evidence[place + 1 :]))


Part = TypeVar("Part", Finding, Evidence, Cause)


def altered(part: Part, field: str) -> Part:
    """A part of a report in which a field says something else, which there is in the agreement where it must be."""
    told = getattr(part, field)
    known = {
        "clause": "3.1",
        "norm": "other-norm",
        "kind": "other-kind",
        "type": "request.submitted",
        "reason": "no-evidence",
    }
    other = told + 1 if isinstance(told, int) else known.get(field, "other")
    return part.altered(**{field: other})


def written(write: Callable[..., bytes], *asked: Any) -> bytes | str:  # noqa: ANN401 -- as it is asked
    """A line, or why there is none: of what no monitor tells there may be no words."""
    try:
        return write(*asked)
    except KeyError as problem:
        return str(problem)


def among_others(told: Change) -> Change:
    """A finding whose event stands between two others of its evidence, and of which signs of a format are told."""
    finding = cast("Finding", told.finding)
    another = finding.evidence[0].altered(role="another", id="x", type="request.submitted")
    evidence = (another, *finding.evidence, another.altered(id="y"))
    return told.altered(finding=finding.altered(evidence=evidence, bearer="100 %s, %%, {0}"))


@pytest.mark.parametrize(
    ("told", "edition"),
    [
        (CHARGED, HAMADAN),
        (CHARGED.altered(because=()), HAMADAN),
        (among_others(CHARGED), HAMADAN),
        (ACKNOWLEDGED, SIX_RULES),
        (among_others(ACKNOWLEDGED), SIX_RULES),
    ],
)
def test_what_differs_in_more_than_its_event_is_not_written_from_the_pattern_of_another(
    told: Change, edition: Edition
) -> None:
    lines = LedgerLines(edition, None)
    for number in range(OFTEN + 1):
        lines.line(number, told)
    assert [pattern is not None for pattern in lines._patterns.values()] == [True]
    for number, other in enumerate(variants(told)):
        assert written(lines.line, number, other) == written(in_full, number, other, edition), other
        assert lines.line(number, told) == in_full(number, told, edition)


@given(
    st.lists(st.tuples(st.sampled_from(NAMES), st.integers(1, 2 * DAY), st.integers(0, HOUR)), max_size=12)
)
@settings(max_examples=60)
def test_what_is_told_of_answers_is_written_as_in_full(answers: list[tuple[str, int, int]]) -> None:
    """Findings of points that were answered alike are made one by one, and lines from what the first had."""
    fields = {"service": "svc-03", "recipient": "r"}
    log = []
    for number, (name, after, recorded) in enumerate([("a", HOUR, 0)] * 4 + answers):
        at = START + number * 3 * DAY
        fault = {"fault": f"f{number}"}
        asked = f"{name}{number}"
        log += [
            Event("portal", asked, "fault.reported", at, at + recorded, {**fault, **fields}),
            Event(
                "portal", f"{asked}-answer", "fault.acknowledged", at + after, at + after + recorded, fault
            ),
        ]
    (duty,) = (one for one in SIX_RULES.duties if one.norm == "acknowledged")
    told = Engine([duty], replace(SIX_RULES.term, inferred=False)).settle(log, START + 300 * DAY)
    assert len([one for one in told if type(one) is AnsweredChange]) >= 3
    lines = LedgerLines(SIX_RULES, None)
    for number, one in enumerate(told):
        assert lines.line(number, one) == in_full(number, one, SIX_RULES)


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
