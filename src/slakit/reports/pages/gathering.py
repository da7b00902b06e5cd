"""One pass over the findings of a judgement: what a page says of them, with no more kept than it can show."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import heappush, heappushpop
from typing import TYPE_CHECKING, Final, NamedTuple

from slakit.findings import Finding, Grade, Outcome

if TYPE_CHECKING:
    from slakit.judgement import Counted

TOLD_IN_FULL: Final = 700
"""How many findings a page tells in full at most: broken, undecided and open ones, and those with advice."""
IN_ONE_LINE: Final = 3_000
"""How many findings a page tells in one line at most: what was kept, and what lies outside."""
SHARES: Final = frozenset({"share-millionths", "of-expected-millionths"})
"""The figures of a comparison of groups: what share of a group fared well, or how much of what was to be expected."""
MARKS: Final = 600
"""How many acts of one outcome are marked on a time line at most."""
CLOSEST: Final = 5
"""How many of the acts that were announced in time are shown: those with the least time to spare."""

COMPARED: Final = 24
"""How many comparisons of groups a norm shows at most: those that somebody must answer or look at before all others."""

Verdict = tuple[Outcome, Grade | None]


class Alike(NamedTuple):
    """Findings of one norm with the same outcome, grade and reason."""

    norm: str
    outcome: Outcome
    grade: Grade | None
    reason: str


@dataclass(slots=True)
class OfNorm:
    """What was found of a norm: how many of each verdict, and those of them, the first ones, that are shown."""

    counts: Counter[Verdict] = field(default_factory=Counter)
    shown: dict[Verdict, list[Finding]] = field(default_factory=dict)


@dataclass(slots=True)
class Announced:
    """The acts that had to be announced: the first of each outcome, and those that were kept with the least to spare."""

    marked: dict[Outcome, list[Finding]] = field(default_factory=dict)
    counts: Counter[Outcome] = field(default_factory=Counter)
    closest: list[tuple[int, int, Finding]] = field(default_factory=list)


@dataclass(slots=True)
class Gathered:
    """What a page says of the findings of a judgement.

    `months` counts outcomes by the month of the finding: -1 is before the first one, and the last of them has no end
    but that of the starts given. `taking` counts, by norm, how long what followed took; `announced` has, by norm, the
    acts that had to be announced, and `compared` the groups that were compared with others, which a norm names one by one.
    """

    total: int = 0
    norms: dict[str, OfNorm] = field(default_factory=dict)
    alike: Counter[Alike] = field(default_factory=Counter)
    firsts: dict[Alike, Finding] = field(default_factory=dict)
    months: Counter[tuple[int, Outcome]] = field(default_factory=Counter)
    taking: dict[str, Counter[int]] = field(default_factory=dict)
    announced: dict[str, Announced] = field(default_factory=dict)
    compared: dict[str, list[Finding]] = field(default_factory=dict)
    tainted: int = 0


def gathered(
    findings: Iterable[Finding],
    month_starts: Sequence[int],
    lengths: Sequence[int],
    counted: "Iterable[Counted]" = (),
) -> Gathered:
    """All that a page says of findings, which are looked at once and in their order, and of those only `counted`.

    `month_starts` are the instants at which the months begin that are told apart, `lengths` the edges (microseconds)
    of the groups into which what took time is counted; what is only counted was told apart by both. Memory is bounded
    by the number of norms and reasons, not of findings.
    """
    found = Gathered()
    for finding in findings:
        found.total += 1
        _count(finding, found)
        found.months[bisect_right(month_starts, finding.time) - 1, finding.outcome] += 1
        after = finding.figures.get("after")
        if isinstance(after, int):
            found.taking.setdefault(finding.norm, Counter())[bisect_right(lengths, after)] += 1
        if finding.kind == "advance-notice":
            _mark(finding, found.total, found.announced.setdefault(finding.norm, Announced()))
        if finding.figures.keys() & SHARES:
            found.compared.setdefault(finding.norm, []).append(finding)
    for one in counted:
        _add(one, found, month_starts)
    _share_out(found)
    return found


def is_told_in_full(verdict: Verdict) -> bool:
    """Whether such a finding asks for a reader: it was not simply kept, and does not lie outside."""
    outcome, grade = verdict
    return grade is not None or outcome not in (Outcome.FULFILLED, Outcome.NOT_APPLICABLE)


def _count(finding: Finding, found: Gathered) -> None:
    of_norm = found.norms.setdefault(finding.norm, OfNorm())
    verdict = (finding.outcome, finding.grade)
    of_norm.counts[verdict] += 1
    shown = of_norm.shown.setdefault(verdict, [])
    if len(shown) < (TOLD_IN_FULL if is_told_in_full(verdict) else IN_ONE_LINE):
        shown.append(finding)
    if is_told_in_full(verdict):
        alike = Alike(finding.norm, finding.outcome, finding.grade, finding.reason)
        found.alike[alike] += 1
        found.firsts.setdefault(alike, finding)
    found.tainted += bool(finding.tainted)


def _add(one: "Counted", found: Gathered, month_starts: Sequence[int]) -> None:
    """Count findings that are not there in full: none of them has a grade, and none asks for a reader."""
    found.total += one.count
    of_norm = found.norms.setdefault(one.norm, OfNorm())
    of_norm.counts[one.outcome, None] += one.count
    of_norm.shown.setdefault((one.outcome, None), [])
    found.months[bisect_right(month_starts, one.told_since) - 1, one.outcome] += one.count
    if one.took is not None:
        found.taking.setdefault(one.norm, Counter())[one.took] += one.count
    found.tainted += one.count if one.tainted else 0


def _mark(finding: Finding, at: int, announced: Announced) -> None:
    announced.counts[finding.outcome] += 1
    marked = announced.marked.setdefault(finding.outcome, [])
    if len(marked) < MARKS:
        marked.append(finding)
    lead, required = finding.figures.get("lead"), finding.figures.get("required")
    if finding.outcome is Outcome.FULFILLED and isinstance(lead, int) and isinstance(required, int):
        # the least to spare is the largest of the negated ones; the place in the order tells equal ones apart
        entry = (required - lead, -at, finding)
        if len(announced.closest) < CLOSEST:
            heappush(announced.closest, entry)
        else:
            heappushpop(announced.closest, entry)


def _share_out(found: Gathered) -> None:
    """Leave each norm and verdict its share of what a page can show, by how many there are, told in full or counted."""
    for in_full, room in ((True, TOLD_IN_FULL), (False, IN_ONE_LINE)):
        kept = [
            (shown, min(of_norm.counts[verdict], room))
            for of_norm in found.norms.values()
            for verdict, shown in of_norm.shown.items()
            if is_told_in_full(verdict) is in_full
        ]
        for (shown, _), share in zip(kept, fair_shares([count for _, count in kept], room), strict=True):
            del shown[share:]


def fair_shares(wanted: Sequence[int], room: int) -> list[int]:
    """How much each gets of what there is: what it wants, or the same as all others that want more.

    >>> fair_shares([2, 50, 50], 22)
    [2, 10, 10]
    """
    shares = [0] * len(wanted)
    left = sorted(range(len(wanted)), key=lambda one: wanted[one])
    for at, one in enumerate(left):
        shares[one] = min(wanted[one], room // (len(left) - at))
        room -= shares[one]
    return shares
