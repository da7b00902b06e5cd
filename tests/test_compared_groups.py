"""What is found of groups whose outcomes are compared, where a case of the suite would need a hundred events."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from slakit.engines import audit, monitor, reference
from slakit.events.event import Event, FieldValue
from slakit.findings import Finding, Outcome
from slakit.loading import Edition, load
from slakit.reports.sentences import sentence
from slakit.text import strip_isolates

DAY = 86_400_000_000
ENGINES: dict[str, Callable[..., Sequence[Finding]]] = {
    "reference": reference.judge,
    "audit": audit.judge,
    "monitor": monitor.judge,
}


@cache
def edition() -> Edition:
    return load(Path(__file__).parent / "suite")


def seats(district: str, count: int, *, given: bool, asked: int = 40, answered: int = 41) -> Iterator[Event]:
    """So many seats in the reading room that a district asked for on a day of the term, with their answers."""
    begin = edition().term.start
    for number in range(count):
        request, moment = f"{district}-{asked}-{number}", begin + number * 1000
        about: dict[str, FieldValue] = {
            "request": request, "service": "reading-room", "branch": "main", "family": request, "district": district,
        }  # fmt: skip
        yield event(request, "seat.asked-for", moment + asked * DAY, about)
        yield event(
            f"{request}-answer",
            "seat.answered",
            moment + answered * DAY,
            {"request": request, "given": given},
        )


def event(name: str, kind: str, time: int, data: dict[str, FieldValue]) -> Event:
    return Event("test", name, kind, time, time, data)


def explained(district: str, **said: FieldValue) -> Event:
    """The recorded reason of a difference."""
    data: dict[str, FieldValue] = {
        "service": "reading-room",
        "district": district,
        "signed-by": "town-council",
    }
    return event(f"of-{district}", "difference.explained", edition().term.start + 60 * DAY, data | said)


def found(engine: str, norm: str, log: Sequence[Event]) -> dict[str, Finding]:
    """What an engine finds under a norm when the term is over, by district."""
    duties = [duty for duty in edition().duties if duty.norm == norm]
    findings = ENGINES[engine](duties, edition().term, log, edition().term.end)
    return {finding.occasion["district"]: finding for finding in findings}


# --- groups that are too small to be named --------------------------------------------------------------------------


REFUSED = [*seats("north", 12, given=False), *seats("south", 8, given=True), *seats("east", 30, given=True)]
"""South is too small to be named, and north, which is refused, is hidden with it."""


@pytest.mark.parametrize("engine", ENGINES)
def test_a_recorded_reason_covers_a_group_that_may_not_be_named(engine: str) -> None:
    """Whichever it is: of the other one nothing is known, so that the whole is not justified unless both are."""
    plain = found(engine, "equal-seats", REFUSED)["small-groups"]
    assert (plain.outcome, plain.grade, plain.reason) == (
        Outcome.UNDETERMINED, "presumption", "small-group-disadvantaged",
    )  # fmt: skip

    covered = found(engine, "equal-seats", [*REFUSED, explained("north")])["small-groups"]
    assert (covered.outcome, covered.grade, covered.reason) == (
        Outcome.UNDETERMINED, None, "small-group-justified",
    )  # fmt: skip
    assert (covered.figures, covered.evidence) == ({}, ())  # the reason names the group
    assert "north" not in strip_isolates(sentence(covered, edition(), "en"))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "reason",
    [explained("south"), explained("north", **{"signed-by": "librarian"})],
    ids=["of another", "unsigned"],
)
def test_no_other_reason_covers_it(engine: str, reason: Event) -> None:
    small = found(engine, "equal-seats", [*REFUSED, reason])["small-groups"]
    assert (small.grade, small.reason) == ("presumption", "small-group-disadvantaged")


def test_a_covered_difference_is_told() -> None:
    log = [*seats("north", 30, given=False), *seats("east", 30, given=True), explained("north")]
    north = found("reference", "equal-seats", log)["north"]
    assert (north.outcome, north.reason) == (Outcome.NOT_APPLICABLE, "justified")
    assert " (0% against 100% of comparable others): " in strip_isolates(sentence(north, edition(), "en"))


# --- the edge of the term -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ENGINES)
def test_a_group_of_which_no_case_was_decided_in_the_term_is_told_so(engine: str) -> None:
    """There are cases enough, and what became of them is not known before the term is over; at its last instant it is."""
    length = (edition().term.end - edition().term.start) // DAY
    after = [
        *seats("north", 30, given=False, asked=length - 5, answered=length),
        *seats("east", 30, given=True, asked=length - 5, answered=length),
    ]
    assert found(engine, "equal-seats", after)["north"].reason == "none-settled"
    before = [
        *seats("north", 30, given=False, asked=length - 5, answered=length - 1),
        *seats("east", 30, given=True, asked=length - 5, answered=length - 1),
    ]
    assert found(engine, "equal-seats", before)["north"].reason == "presumed"
