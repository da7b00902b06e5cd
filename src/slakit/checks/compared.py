"""**compared**: groups, and cases in a queue, beside others that are comparable."""

from dataclasses import dataclass

from slakit.checks.conditions import Condition, Pair
from slakit.checks.occasions import Period, Points
from slakit.checks.same import LawfulDifference


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups that are compared with comparable others: the field that tells them, and the groups that are named.

    A group of fewer than `publish_from` cases is named in no finding, nor can its size be told from the others.
    """

    field: str
    named: tuple[str, ...]
    publish_from: int


@dataclass(frozen=True, slots=True)
class Allowance:
    """What difference matters, and how often a fair year may be accused; all in millionths.

    `materiality` is a difference of shares, or the share of the expected number that is missing. `budget` is the chance
    of any false presumption of this norm in a fair year; the share `online` of it is spent while the year runs.
    """

    materiality: int
    budget: int
    online: int


@dataclass(frozen=True, slots=True)
class Justified:
    """A recorded reason for a difference: a matching point, not later than the instant of judging."""

    points: Points
    matching: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """**compared** — of like cases, as many of a group have the counted outcome as of comparable others.

    A case is a point of `of`. `settled` is the first matching point after it, or the case itself where there is none;
    `counted` is asked of that. With `waiting`, every day asks which of the files that wait is taken next; `days` are
    the first instants of the days of the term, and its end. Cases are alike that agree in `alike`, in the lawful
    differences and in the period; one case of each `unit` counts. `examined` are looked at value by value as well.
    With `within`, a case that nothing settles in so many microseconds is settled then, and lacks the outcome.
    It never finds a breach: at most it presumes a disadvantage.
    """

    of: Points
    settled: Points | None
    matching: tuple[Pair, ...]
    counted: Condition
    waiting: bool
    service: str
    items: tuple[str, ...]
    alike: tuple[str, ...]
    lawful: tuple[LawfulDifference, ...]
    groups: Groups
    unit: str | None
    examined: tuple[str, ...]
    periods: tuple[Period, ...]
    days: tuple[int, ...]
    allowance: Allowance
    justified: Justified | None
    within: int | None = None


@dataclass(frozen=True, slots=True)
class InOrder:
    """**compared** — of cases that are alike, what came first is taken up first.

    A case is a point of `of`; `taken` is the first matching point after it. One that was taken up more than `tolerance`
    microseconds before a case that came earlier is out of order. `by_start` says that `taken` is the start of the work;
    the end of it proves no order, for work takes unlike time. Where the log need not hold every `taken`, it is open
    when a case had its turn of which none is recorded.
    """

    of: Points
    taken: Points
    matching: tuple[Pair, ...]
    service: str
    alike: tuple[str, ...]
    lawful: tuple[LawfulDifference, ...]
    tolerance: int
    by_start: bool
    justified: Justified | None
