"""Changes: what a monitor says while events come in, and what becomes of earlier findings.

A finding is never rewritten. A later fact supersedes it, and the change tells both and why.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from msgspec.structs import force_setattr

from slakit.events.event import Event, SetAside
from slakit.findings import KEPT, Finding, Outcome
from slakit.values import Value


class Cause(Value, frozen=True):
    """An event that made a finding what it is."""

    source: str
    id: str
    type: str
    time: int
    recorded: int


class Change(Value, frozen=True):
    """A finding that became certain, or that supersedes one told before.

    `before` is what was told of the same id; without it the finding is new. Without `finding` its occasion is no
    more, since later facts say otherwise. `at` is the instant as of which it is said, in microseconds UTC, and
    `because` are the events of that instant that touched it; none if only time has passed.
    """

    at: int
    finding: Finding | None
    before: Finding | None = None
    because: tuple[Cause, ...] = ()

    @property
    def id(self) -> str:
        """The id of the finding that it is about."""
        finding = self.finding or self.before
        assert finding is not None  # a change has two sides, and one of them is told
        return finding.id

    @property
    def stands(self) -> str | None:
        """What stands now, as `standing_as` says it; nothing where nothing is wrong, or its occasion is no more."""
        return None if self.finding is None else standing_as(self.finding)


@dataclass(frozen=True, slots=True, eq=False)
class Like:
    """A finding on a point, and what gives from it those on points that are judged alike.

    It is given the point, and where one is found on what answered it, the answer behind it.
    """

    finding: Finding
    of: Callable[..., Finding]


class LikeChange(Change, frozen=True, kw_only=True):
    """A new finding on a point that is like one that was judged: it is made when it is asked for, which most never are.

    It is `whole`, a `Change` like any other, to whoever compares, shows, hashes or pickles it.
    """

    like: Like
    event: Event
    made: Finding | None = None

    @property  # type: ignore[misc]  # the field itself holds nothing
    def finding(self) -> Finding:
        """The finding, once made."""
        made = self.made
        if made is None:
            made = self._make()
            force_setattr(self, "made", made)
        return made

    def _make(self) -> Finding:
        return self.like.of(self.event)

    @property  # type: ignore[misc]  # the field itself holds nothing
    def because(self) -> tuple[Cause, ...]:
        """The point."""
        return (cause_of(self.event),)

    @property
    def stands(self) -> str | None:
        """What stands of all that are alike."""
        return standing_as(self.like.finding)

    @property
    def whole(self) -> Change:
        """The same with all that it holds."""
        return Change(self.at, self.finding, None, self.because)

    def altered(self, **changes: object) -> Change:  # type: ignore[override]  # what comes of it is a plain one
        """The same change with other fields."""
        return self.whole.altered(**changes)

    def __eq__(self, other: object) -> bool:
        return self.whole == (other.whole if isinstance(other, LikeChange) else other)

    def __ne__(self, other: object) -> bool:  # a struct compares for itself what is not said of `!=`
        return not self == other

    def __hash__(self) -> int:
        return hash(self.whole)

    def __repr__(self) -> str:
        return repr(self.whole)

    def __reduce__(self) -> tuple[Any, ...]:
        return Change, (self.at, self.finding, None, self.because)


class AnsweredChange(LikeChange, frozen=True, kw_only=True):
    """A new finding on a point that was answered like one that was judged; `event` is the answer, by which it is told."""

    point: Event

    def _make(self) -> Finding:
        return self.like.of(self.point, self.event)


class Incomplete(Value, frozen=True):
    """A line was set aside: every finding of these norms, the earlier ones too, rests on an incomplete history.

    A breach of the norms in `doubted` rests on what is missing, and may be missing only because of this line: it is
    undetermined from now on.
    """

    line: SetAside
    tainted: tuple[str, ...]
    doubted: tuple[str, ...]


Report = Change | Incomplete


def is_unkept(report: Report) -> bool:
    """Whether somebody must look at a report: it tells what is neither kept nor not applicable, or takes such a thing back.

    An `Incomplete` always is one. Of all others nothing was ever told that must be taken back.
    """
    if isinstance(report, Incomplete):
        return True
    if isinstance(report, LikeChange):
        return _is_unkept(report.like.finding)
    sides = [one for one in (report.finding, report.before) if one is not None]
    return any(map(_is_unkept, sides))


def _is_unkept(finding: Finding) -> bool:
    return finding.outcome not in KEPT or finding.grade is not None


def may_stand_otherwise(change: Change) -> bool:
    """Whether what stands of a finding may be another grade than before: of most, which are kept and new, nothing stood."""
    return change.before is not None or change.stands is not None


def standing_as(finding: Finding) -> str | None:
    """The grade of a finding, with its outcome if it is not violated, or `undetermined`; nothing where nothing is wrong."""
    if finding.grade is None:
        return finding.outcome.value if finding.outcome is Outcome.UNDETERMINED else None
    if finding.outcome is Outcome.VIOLATED:
        return finding.grade.value
    return f"{finding.grade.value} {finding.outcome.value}"


def in_doubt_as(stands: str) -> str:
    """What stands of a finding whose norm an `Incomplete` doubts: what was violated is undetermined from then on."""
    return stands if " " in stands else Outcome.UNDETERMINED.value


def is_of(name: str, norms: Iterable[str]) -> bool:
    """Whether an id is that of a finding on one of some norms."""
    return name.partition("/")[0] in norms


def cause_of(event: Event) -> Cause:
    """An event as the cause of a change."""
    return Cause(event.source, event.id, event.type, event.time, event.recorded)
