"""Parts of a check that are judged, and over, by themselves: each item in each window, each period."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, product

from slakit.checks import (
    Answered,
    Compared,
    CoveredAtEnd,
    CoveredThroughout,
    DoneBy,
    Duty,
    Grid,
    Limited,
    Measured,
    MeasuredShare,
    Recurring,
    Spans,
)
from slakit.engines.monitor.awaited import Awaited
from slakit.engines.monitor.kept import Kept, asked_for
from slakit.engines.monitor.live import Ground
from slakit.engines.monitor.watch import Told
from slakit.events.event import Event
from slakit.findings import Outcome
from slakit.verdicts.judging import event_types_read
from slakit.verdicts.measured import MILLION, windows_as_known
from slakit.verdicts.spans import Span
from slakit.verdicts.truth import EVERY_SERVICE
from slakit.verdicts.verdict import Verdict, places

Whole = CoveredThroughout | CoveredAtEnd | DoneBy | Recurring | Limited | Measured | MeasuredShare


LONG_AGO = -(2**62)
"""An instant before all others."""


@dataclass(slots=True)
class Part:
    """One part of a duty, in `[begins, ends)`: nothing of it is asked before, and `over` says whether it ever is over."""

    duty: Duty
    begins: int
    ends: int
    over: bool
    told: Told = field(default_factory=dict)
    counts: dict[tuple[object, ...], int] = field(default_factory=dict)
    """What is counted at most, by what is counted apart; what is certainly within a limit need not be judged."""
    awaited: Awaited | None = None
    """What a share waits for, once its window is over."""
    certain: Sequence[Verdict] | None = None
    """The verdicts on a part that is over for good, and is kept since another duty answers it."""
    excusing: frozenset[str] = field(init=False)
    """The event types that may excuse or justify something."""
    is_by_itself: bool = field(init=False)
    """Whether of the record that it measures only the spans that name its item can change it."""

    def __post_init__(self) -> None:
        check, unless = self.duty.check, self.duty.unless
        self.excusing = event_types_read((check.justified if isinstance(check, Compared) else None, unless))
        self.is_by_itself = isinstance(check, Measured) and check.of not in asked_for(
            (check.excluding, check.observed, unless)
        )


def parts_of(duty: Duty, ground: Ground) -> Iterator[Part]:
    """The parts of a duty; a check that has none is one part from the start of the term on."""
    match duty.check:
        case Measured(items=items) as check:
            for item, window in product(items, windows_as_known(check, ground.calendars)):
                one = replace(check, items=(item,), windows=(window,))
                yield Part(replace(duty, check=one), window.start, window.end, over=True)
        case MeasuredShare(windows=windows) as share:
            for item, window in product(share.items if share.each else ("",), windows):
                several = replace(share, items=(item,), windows=(window,))
                yield Part(replace(duty, check=several), window.start, window.end, over=True)
        case Recurring(apart=None, periods=periods) | Limited(periods=periods):
            for period in periods:
                within = replace(duty.check, periods=(period,))
                yield Part(replace(duty, check=within), period.start, period.end, over=True)
        case CoveredThroughout(grid=grid) | DoneBy(grid=grid) | Recurring(grid=grid):
            for place in places(grid):
                here = replace(
                    duty.check, grid=Grid(tuple((axis, (value,)) for axis, value in place.items()))
                )
                yield Part(replace(duty, check=here), LONG_AGO, ground.term.end, over=False)
        case _:
            yield Part(duty, LONG_AGO, ground.term.end, over=False)


class Parts:
    """The parts of a duty that are not over, by their number, and which of them something that happens may touch.

    Most events are about one place of a grid, and a share is only known when its window ends: the other parts are not
    looked at.
    """

    def __init__(self, parts: Iterable[Part]) -> None:
        self.open = dict(enumerate(parts))
        self._begun = {number for number, part in self.open.items() if part.begins <= 0}
        self._ended: set[int] = set()
        self._places: dict[tuple[object, ...], list[int]] = {}
        for number, part in self.open.items():
            if (grid := _grid_of(part)) is not None:
                self._places.setdefault(tuple(value for _, (value,) in grid.axes), []).append(number)

    def keep(self, numbers: Container[int]) -> None:
        """Forget all parts but these."""
        for number in [number for number in self.open if number not in numbers]:
            self.close(number)

    def reach(self, number: int, at: int) -> None:
        """Note what an edge of a part means: that it has begun, or ended; from then on everything may touch it."""
        part = self.open[number]
        if part.begins <= at:
            self._begun.add(number)
        if part.over and at >= part.ends:
            self._ended.add(number)

    def at(self, instant: int) -> Part:
        """The first open part that an instant lies in; of one after them all, as in a renewal, the last."""
        *others, last = self.open.values()
        return next((part for part in others if part.begins <= instant < part.ends), last)

    def close(self, number: int) -> Part:
        """Forget a part that is over."""
        self._begun.discard(number)
        self._ended.discard(number)
        return self.open.pop(number)

    def touched(
        self, kept: Kept, at: int, batch: Sequence[Event], changed: Mapping[Spans, Sequence[Span]]
    ) -> list[int]:
        """The parts that have begun and of which events may make something certain, in order; `changed` are their spans."""
        return [
            number
            for number in self._may_be_touched(kept, batch, changed)
            if (part := self.open.get(number)) is not None  # one of a place may be over
            and part.begins <= at
            and (part.awaited is None or part.awaited.may_be_counted_anew(batch))
            and may_tell(part, kept, at, batch)
        ]

    def _may_be_touched(
        self, kept: Kept, batch: Sequence[Event], changed: Mapping[Spans, Sequence[Span]]
    ) -> Iterable[int]:
        first = next(iter(self.open.values()), None)
        if first is None or _is_told_at_its_end(first):
            return sorted(self._ended)
        check = first.duty.check
        if (
            isinstance(check, Measured)
            and first.is_by_itself
            and not any(event.type in kept.points for event in batch)
        ):
            return sorted(self._ended | self._measured_anew(check, changed))
        grid = _grid_of(first)
        if grid is None:
            return sorted(self._begun)
        found = set(self._ended)
        for event in batch:
            place = tuple(event.data.get(axis, EVERY_SERVICE) for axis, _ in grid.axes)
            if event.type in first.excusing or EVERY_SERVICE in place:
                return sorted(self._begun)
            found.update(self._places.get(place, ()))
        return sorted(found)

    def _measured_anew(self, check: Measured, changed: Mapping[Spans, Sequence[Span]]) -> set[int]:
        """The parts that have begun and whose item a span names, or named; all of them if another record has changed."""
        if changed.keys() - {check.of}:
            return self._begun
        named = set[object]()
        for version in chain.from_iterable(span.versions for span in changed.get(check.of, ())):
            value = version.fields.get(check.each[0])
            named.update(value if isinstance(value, tuple) else (value,))
        if EVERY_SERVICE in named:
            return self._begun
        return {number for number in self._begun if _item_of(self.open[number]) in named}


def _item_of(part: Part) -> str:
    """The item of which a part is measured."""
    assert isinstance(part.duty.check, Measured)  # the parts of a duty are of one check
    (item,) = part.duty.check.items
    return item


def _grid_of(part: Part) -> Grid | None:
    """The grid of which a part is one place."""
    check = part.duty.check
    match check:
        case CoveredThroughout(grid=grid) | DoneBy(grid=grid):
            return grid
        case Recurring(grid=grid, apart=apart) if apart is not None:
            return grid
        case _:
            return None


def _is_told_at_its_end(part: Part) -> bool:
    """Whether nothing that happens makes a part certain before its end."""
    check = part.duty.check
    return isinstance(check, MeasuredShare) or (isinstance(check, Measured) and check.target is None)


def may_tell(part: Part, kept: Kept, at: int, batch: Sequence[Event]) -> bool:
    """Whether events may make something of a part certain; what they leave open is judged when the part is over."""
    check = part.duty.check
    if part.over and at >= part.ends:
        return True
    match check:
        case MeasuredShare():
            return False
        case Compared():
            return any(event.type in part.excusing for event in batch)
        case Measured():
            return check.target is not None and _down_at_most(check, kept, part) > allowed(check)
        case Limited():
            over = [_counts(part, check, event) for event in batch if event.type == check.of.event]
            return any(over)  # each is counted, whether one before it is over or not
        case CoveredThroughout(grid=grid) | DoneBy(grid=grid) | Recurring(grid=grid):
            return any(event.type in part.excusing or _may_be_at(grid, event) for event in batch)
        case _:
            return True


def _may_be_at(grid: Grid, event: Event) -> bool:
    """Whether an event may be about a place of a grid."""
    return all(event.data.get(axis, EVERY_SERVICE) in (*values, EVERY_SERVICE) for axis, values in grid.axes)


def _counts(part: Part, check: Limited, event: Event) -> bool:
    """Count an event; whether what it is counted with may be over the limit, or it is not known what that is."""
    if not part.begins <= event.time < part.ends:
        return False
    if any(name not in event.data for name in check.apart_by) or (
        check.sum is not None and check.sum not in event.data
    ):
        return True
    said = 1 if check.sum is None else event.data[check.sum]
    of_class = tuple(event.data[name] for name in check.apart_by)
    total = part.counts.get(of_class, 0) + (max(said, 0) if isinstance(said, int) else 0)
    part.counts[of_class] = total
    return total > check.limit


def allowed(check: Measured) -> int:
    """How long something may be down in the window of a part."""
    (window,) = check.windows
    return window.length - -(-(check.target or 0) * window.length // MILLION)


def _down_at_most(check: Measured, kept: Kept, part: Part) -> int:
    """How long something was down in the window at most, if what is open now stays so until the end."""
    (item,) = check.items
    return sum(
        max(0, min(part.ends if span.closed is None else span.closed, part.ends) - max(span.opened, part.begins))
        for span in kept.records_of(check.of).naming(check.each[0], item)
    )  # fmt: skip


def is_over(part: Part, found: Sequence[Verdict], kept: Kept, ground: Ground, at: int) -> bool:
    """Whether nothing that is still to come can change the verdicts on a part."""
    if not part.over or at < part.ends:
        return False
    if ground.leaves_open(part.begins) or ground.leaves_open(part.ends - 1):
        return False
    check = part.duty.check
    if isinstance(check, Measured):
        asked = [check.of, *(one.spans for one in check.excluding), *(one.spans for one in part.duty.unless)]
        return not any(_goes_on(kept, spans, part.ends) for spans in asked)
    if isinstance(check, MeasuredShare) and isinstance(check.meets, Answered):
        roles = [role for verdict in found for role, _ in verdict.evidence]
        return 2 * roles.count("answer") == len(roles)
    return True


def _goes_on(kept: Kept, spans: Spans, until: int) -> bool:
    return any(
        span.closing is None and span.versions and span.opened < until for span in kept.records[spans].spans()
    )


def instants_of(part: Part, found: Sequence[Verdict], kept: Kept, at: int) -> Iterator[int | None]:
    """The instants at which time alone may change the verdicts on a part."""
    check = part.duty.check
    yield part.ends
    for verdict in found:
        if verdict.outcome is Outcome.PENDING:
            for name in ("due", "end"):
                instant = verdict.figures.get(name)
                yield instant if isinstance(instant, int) else None
    if isinstance(check, DoneBy):
        yield check.due
    if isinstance(check, Compared):
        yield from (period.end for period in check.periods if period.end > at)
    if part.awaited is not None:
        yield part.awaited.next_deadline
