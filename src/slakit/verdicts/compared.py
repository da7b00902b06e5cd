"""**compared** — between groups of like cases, by counts; it presumes at most, and never finds a breach."""

import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from slakit.checks import Compared, Duty, Period
from slakit.fairness.alarms import Alarm
from slakit.fairness.cells import settled_tables
from slakit.fairness.counts import Hypothesis
from slakit.fairness.decision import MOST_UNKNOWN, Answer, Missing, Standing, decide, missing_of
from slakit.fairness.publication import hidden_groups
from slakit.fairness.rules import Rules
from slakit.fairness.waiting import waiting_tables
from slakit.findings import Grade, Outcome
from slakit.verdicts.case_sums import periods_over, sums_of
from slakit.verdicts.cases import justification
from slakit.verdicts.facts import Facts
from slakit.verdicts.verdict import Verdict

MILLION = 1_000_000
_WITHOUT_NUMBERS = ("too-little", "not-comparable", "too-much-unrecorded")
"""What is said of a group without any number."""

SMALL_GROUPS = "small-groups"
"""What stands in place of the names of groups that are too small to be named."""

EVERY_GROUP = "every-group"
"""What stands in place of the groups that are a lawful difference: to name one would tell that it has cases."""

_MOST_TOLD = 1_000_000_000
"""Beyond this what bets are worth is told as this: nobody reads more into it."""

_GRADES: Mapping[Standing, Grade] = {Standing.PRESUMED: Grade.PRESUMPTION, Standing.REVIEW: Grade.REVIEW}
"""Counts show no breach: what they presume a person must answer, so it is undetermined, with a grade."""


def compared(check: Compared, duty: Duty, known: Facts) -> Iterator[Verdict]:
    """For each service and named group: whether its cases fared as comparable others did."""
    sums = known.case_sums(check, duty) or sums_of(check, duty, known)
    passed = periods_over(check, known.at)
    over = passed == len(check.periods)
    found = (
        waiting_tables(sums.files, _days_of(check.periods[:passed], check.days), len(check.periods))
        if check.waiting and passed
        else settled_tables(sums.settled, len(check.periods))
    )
    tables = {one: table for one, table in found.items() if one.group in check.groups.named}
    missing = missing_of({one: table.cases for one, table in found.items()}, sums.unknown)
    answers = decide(
        tables, rules_of(check), sums.unknown_shares(), missing, passed=passed, year_is_over=over
    )
    for service in check.items:
        of_service = sums.sizes_of(service)
        hidden = hidden_groups(of_service, check.groups.publish_from)
        yield from _on_service(check, known, service, of_service, _Told(answers, missing, hidden, over))
        if service in sums.lawful:
            occasion = {"service": service, check.groups.field: EVERY_GROUP}
            yield Verdict(occasion, check.periods[0].start, Outcome.NOT_APPLICABLE, "group-is-lawful")


def _days_of(periods: Sequence[Period], days: Sequence[int]) -> list[tuple[int, int]]:
    """Periods as `[first, last)` days of the term."""
    return [(bisect_right(days, period.start) - 1, bisect_right(days, period.end - 1)) for period in periods]


def rules_of(check: Compared) -> Rules:
    """What the norm declares about evidence and size, for the decision."""
    allowance = check.allowance
    return Rules(
        materiality=allowance.materiality / MILLION,
        by_difference=not check.waiting,
        budget=allowance.budget / MILLION,
        online=allowance.online / MILLION,
        hypotheses=len(check.items) * len(check.groups.named),
        periods=len(check.periods),
        unit_declared=check.unit is not None,
        least_expected=10.0 if check.waiting else 5.0,
    )


# --- telling ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Told:
    """The answers, what is missing, the groups of a service that may not be named, and whether the year is over."""

    answers: Mapping[Hypothesis, Answer | None]
    missing: Mapping[Hypothesis, Missing]
    hidden: frozenset[str]
    over: bool


def _on_service(
    check: Compared, known: Facts, service: str, sizes: Mapping[str, int], told: _Told
) -> Iterator[Verdict]:
    """The verdicts on a service: one for each named group, and one for all that are too small to be named."""
    small: dict[str, Answer | None] = {}
    for group in check.groups.named:
        if group not in sizes:
            continue
        one = Hypothesis(service, group)
        answer = told.answers.get(one)
        if group in told.hidden:
            small[group] = answer
            continue
        occasion = {"service": service, check.groups.field: group}
        if answer is None and told.over:
            yield _on_nobody(check, occasion, sizes[group], told.missing.get(one, Missing()))
        else:
            yield _on_group(check, known, occasion, answer, over=told.over)
    if small:
        occasion = {"service": service, check.groups.field: SMALL_GROUPS}
        yield _on_small_groups(check, known, occasion, small, over=told.over)


def _on_nobody(check: Compared, occasion: dict[str, str], size: int, missing: Missing) -> Verdict:
    """The verdict on a group with so many cases none of which was settled and can be compared when the year was over."""
    since = check.periods[0].start
    if missing.missing > MOST_UNKNOWN * size:
        figures = _missing_told(check, missing)
        return Verdict(occasion, since, Outcome.UNDETERMINED, "too-much-unrecorded", figures)
    reason = "too-little" if check.waiting else "none-settled"
    return Verdict(occasion, since, Outcome.UNDETERMINED, reason)


def _on_group(
    check: Compared, known: Facts, occasion: dict[str, str], answer: Answer | None, *, over: bool
) -> Verdict:
    since = check.periods[0].start
    if answer is None:
        return Verdict(occasion, since, Outcome.PENDING, "year-not-over")
    outcome, reason = _said(answer.standing)
    grade = _GRADES.get(answer.standing)
    unrecorded = answer.standing is Standing.UNRECORDED
    figures = _missing_told(check, answer.missing) if unrecorded else _counts_told(check, answer, over=over)
    if figures is None and reason not in _WITHOUT_NUMBERS:
        outcome, reason = Outcome.UNDETERMINED, "too-few-to-tell"
    fields = {check.service: occasion["service"], check.groups.field: occasion[check.groups.field]}
    if grade is not None and (said := justification(check, known, fields)):
        return said.covering(occasion, since, figures or {})
    return Verdict(occasion, since, outcome, reason, figures or {}, grade=grade)


def _said(standing: Standing) -> tuple[Outcome, str]:
    """What is to be said of a standing; only what is proved to be alike is kept."""
    match standing:
        case Standing.PRESUMED:
            return Outcome.UNDETERMINED, "presumed"
        case Standing.REVIEW:
            return Outcome.UNDETERMINED, "review"
        case Standing.EQUAL:
            return Outcome.FULFILLED, "equal"
        case Standing.NOTHING_FOUND:
            return Outcome.UNDETERMINED, "nothing-found"
        case Standing.TOO_LITTLE:
            return Outcome.UNDETERMINED, "too-little"
        case Standing.UNRECORDED:
            return Outcome.UNDETERMINED, "too-much-unrecorded"
        case Standing.NOT_COMPARABLE:
            return Outcome.UNDETERMINED, "not-comparable"


def _on_small_groups(
    check: Compared,
    known: Facts,
    occasion: dict[str, str],
    small: Mapping[str, Answer | None],
    *,
    over: bool,
) -> Verdict:
    """The verdict on groups that may not be named: whether there is anything to look at, and no number.

    A recorded reason that surely covers a difference is not shown: it says of which group it is.
    """
    graded = {
        group: _GRADES[answer.standing]
        for group, answer in small.items()
        if answer and answer.standing in _GRADES
    }
    covered = [group for group in graded if _is_covered(check, known, occasion["service"], group)]
    grades = {grade for group, grade in graded.items() if group not in covered}
    since = check.periods[0].start
    if grades:
        grade = Grade.PRESUMPTION if Grade.PRESUMPTION in grades else Grade.REVIEW
        return Verdict(occasion, since, Outcome.UNDETERMINED, "small-group-disadvantaged", grade=grade)
    if not over:
        return Verdict(occasion, since, Outcome.PENDING, "year-not-over")
    if covered:
        outcome = Outcome.NOT_APPLICABLE if len(covered) == len(small) else Outcome.UNDETERMINED
        return Verdict(occasion, since, outcome, "small-group-justified")
    return Verdict(occasion, since, Outcome.UNDETERMINED, "too-small-to-name")


def _is_covered(check: Compared, known: Facts, service: str, group: str) -> bool:
    """Whether a recorded reason surely covers the difference of a group."""
    said = justification(check, known, {check.service: service, check.groups.field: group})
    return said is not None and not said.unclear


def _counts_told(check: Compared, answer: Answer, *, over: bool) -> dict[str, int | str] | None:
    """What the finding says in numbers: whole cases, and shares in millionths.

    Nothing, if so few cases are compared, of the group or of others, that numbers of them would point at persons.
    """
    sums = answer.sums
    # a file that waits stands in the sums once for each day
    compared = (answer.with_others,) if check.waiting else (sums.cases, sums.others)
    if min(compared) < check.groups.publish_from:
        return None
    figures: dict[str, int | str] = {
        "observed": sums.observed,
        "expected": round(sums.expected),
        "budget-millionths": check.allowance.budget,
    }
    if over or not check.waiting:  # files of the year so far would change what an alarm says
        figures["cases"] = compared[0]
    figures |= _waiting_told(answer) if check.waiting else _shares_told(answer)
    if answer.standing is Standing.PRESUMED and (factor := answer.least_hidden_factor) is not None:
        figures["hidden-factor-hundredths"] = math.floor(factor * 100)
    if answer.level is not None:
        place, value = answer.level
        figures["shows-in"] = f"{check.examined[place]}={value}"
    if answer.since:
        figures["differs-since"] = check.periods[answer.since].name
    if answer.standing is Standing.NOTHING_FOUND:
        figures |= _missing_told(check, answer.missing)
    if answer.alarm is not None:
        figures |= _alarm_told(check, answer, answer.alarm)
    return figures


def _missing_told(check: Compared, missing: Missing) -> dict[str, int | str]:
    """The shares of cases that are not compared, for something is not recorded, where they point at nobody."""
    least = check.groups.publish_from

    def tells(lacking: int, compared: int) -> bool:
        return lacking >= least and (compared >= least or not compared)

    figures: dict[str, int | str] = {}
    if tells(missing.missing, missing.compared):
        figures["unrecorded-millionths"] = _millionths(missing.share)
    if tells(missing.others_missing, missing.others_compared):
        figures["unrecorded-of-others-millionths"] = _millionths(missing.share_of_others)
    return {name: share for name, share in figures.items() if share}


def _waiting_told(answer: Answer) -> dict[str, int | str]:
    """How many of a group's files were finished, of those that were to be expected."""
    sums = answer.sums
    figures: dict[str, int | str] = {}
    if sums.expected:
        figures["of-expected-millionths"] = _millionths(sums.observed / sums.expected)
    return figures


def _shares_told(answer: Answer) -> dict[str, int | str]:
    """The share of a group with the counted outcome, beside that of comparable others."""
    sums = answer.sums
    figures: dict[str, int | str] = {"other-cases": sums.others}
    if sums.difference is not None and (reached := sums.difference_range()):
        share = sums.observed / sums.cases
        figures |= {
            "share-millionths": _millionths(share),
            "share-of-others-millionths": _millionths(min(1.0, max(0.0, share - sums.difference))),
            "less-millionths": _millionths(max(0.0, -sums.difference)),
            "less-at-least-millionths": _millionths(max(0.0, -reached[1])),
            "less-at-most-millionths": _millionths(min(1.0, max(0.0, -reached[0]))),
        }
    if (detectable := answer.detectable) is not None:
        figures["findable-millionths"] = _millionths(min(1.0, detectable))
    return figures


def _alarm_told(check: Compared, answer: Answer, alarm: Alarm) -> dict[str, int | str]:
    """What an alarm rests on, which holds at every look: what the bets were worth, and the odds that remain possible."""
    figures: dict[str, int | str] = {
        "since-period": check.periods[alarm.period].name,
        "stake-times": math.floor(math.exp(min(alarm.log_worth, math.log(_MOST_TOLD)))),
    }
    if answer.odds.lowest is not None:
        figures["odds-at-least-hundredths"] = math.floor(answer.odds.lowest * 100)
    if answer.odds.highest is not None:
        figures["odds-at-most-hundredths"] = math.ceil(answer.odds.highest * 100)
    return figures


def _millionths(share: float) -> int:
    """A share to a tenth of a per cent: what rests on chance is no more exact than that."""
    return round(share * 1000) * 1000
