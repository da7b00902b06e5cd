"""Which norms can be judged in parts, and by which field a log is split for them.

A norm whose occasions are single events or records can: an occasion must come to one part, and whatever is matched with
it to the same one, or to every part. A norm that looks at all of something at once, such as a share of a period, cannot.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from zlib import crc32

from slakit.checks import (
    CoveredAt,
    CoveredBefore,
    Duty,
    Excuse,
    Followed,
    Holds,
    Inside,
    Never,
    Pair,
    Pause,
    Points,
    Preceded,
    Spans,
    Term,
)
from slakit.engines.monitor.kept import asked_for
from slakit.events.event import Event
from slakit.verdicts.judging import event_types_read
from slakit.verdicts.spans import event_types_of
from slakit.verdicts.truth import EVERY_SERVICE

if TYPE_CHECKING:
    from slakit.loading import Edition
    from slakit.vocabulary import Vocabulary

Apart = Holds | CoveredAt | CoveredBefore | Followed | Inside | Never
"""The checks whose occasions are judged one by one."""
IDENTITY: Final = ""
"""In place of a field: an event is told from others by its source and id alone."""


@dataclass(frozen=True, slots=True)
class Split:
    """How a log is split: by which field events of a type are told apart, and the types that every part needs.

    Under `IDENTITY` events of a type are told apart by source and id.
    """

    fields: Mapping[str, str]
    everywhere: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lane:
    """Norms that are judged by the same parts of a log; without `split`, by one part that is all of it."""

    name: str
    split: Split | None
    norms: tuple[str, ...]
    types: frozenset[str]
    """The event types that any of the norms reads."""

    def parts_of(self, event: Event, parts: int) -> tuple[int, ...]:
        """The parts, of so many, that an event is judged in; none if no norm reads it."""
        if event.type not in self.types:
            return ()
        if self.split is None:
            return (0,)
        field = self.split.fields.get(event.type)
        if field is None:
            return tuple(range(parts))
        if field == IDENTITY:
            return (_part(event.source, event.id, parts),)
        value = event.data.get(field)
        values = value if isinstance(value, tuple) else (value,)
        if None in values or EVERY_SERVICE in values:
            return tuple(range(parts))
        return tuple(sorted({part_of_value(one, parts) for one in values}))


class CannotBeSplit(ValueError):
    """Norms that only one part can judge; `norms` are their ids."""

    def __init__(self, norms: tuple[str, ...]) -> None:
        super().__init__(norms)
        self.norms = norms

    def __str__(self) -> str:
        return f"these norms need the whole log in one part: {', '.join(self.norms)}"


def partitions(edition: "Edition") -> tuple[Lane, ...]:
    """Every norm of an edition in a lane of its own or with others; those that cannot be split are the last lane."""
    lanes: dict[tuple[tuple[tuple[str, str], ...], frozenset[str]], list[Duty]] = {}
    whole: list[Duty] = []
    for duty in edition.duties:
        split = split_of(duty, edition.term, edition.vocabulary)
        if split is None:
            whole.append(duty)
        else:
            lanes.setdefault((tuple(sorted(split.fields.items())), split.everywhere), []).append(duty)
    found = [
        _lane("+".join(sorted(set(dict(fields).values()))), Split(MappingProxyType(dict(fields)), everywhere), duties, edition.term)
        for (fields, everywhere), duties in lanes.items()
    ]  # fmt: skip
    if whole:
        found.append(_lane("whole", None, whole, edition.term))
    return tuple(found)


def _lane(field: str, split: Split | None, duties: list[Duty], term: Term) -> Lane:
    types = event_types_read((*((duty.check, duty.unless, duty.plan) for duty in duties), term))
    name = f"{field or 'event'}:{duties[0].norm}" if split is not None else field
    return Lane(name, split, tuple(duty.norm for duty in duties), types)


def split_of(duty: Duty, term: Term, vocabulary: "Vocabulary") -> Split | None:
    """How a log can be split for a duty, so that as little as can be goes to every part; nothing if it cannot be."""
    check = duty.check
    if not isinstance(check, Apart):
        return None
    own, planned = _types_of(check.of), event_types_read(duty.plan)
    everything = event_types_read((check, duty.unless, term)) | planned
    if own & (event_types_read(term) | planned):
        return None
    found = [
        Split(fields, everything - frozenset(fields))
        for field in _candidates(check.of, vocabulary)
        if (fields := _fields_by(field, duty, own, vocabulary)) is not None
    ]
    return min(found, key=lambda split: len(split.everywhere), default=None)


def _candidates(of: Points | Spans, vocabulary: "Vocabulary") -> Iterator[str]:
    """What tells occasions apart: the identity of an event first, then fields that each of them must have once."""
    if isinstance(of, Points):
        yield IDENTITY
        yield from vocabulary.events[of.event].fields
    else:
        yield from (name for name in of.key if _is_alone(of, name))


def _fields_by(
    field: str, duty: Duty, own: frozenset[str], vocabulary: "Vocabulary"
) -> Mapping[str, str] | None:
    """The fields by which event types are split if occasions are by `field`; nothing if they cannot be."""
    check = duty.check
    assert isinstance(check, Apart)
    if field != IDENTITY and not all(_is_one_known_value(vocabulary, one, field) for one in own):
        return None
    uses = Counter(asked_for((check, duty.unless)))
    if not any(True for _ in _of_its_own_kind(check)):  # else occasions are matched with others of their kind
        uses[check.of] -= 1
    matched: dict[Points | Spans, list[str | None]] = {}
    for side, matching in _matched((check, duty.unless)):
        matched.setdefault(side, []).append(_other(field, side, matching))
    fields = dict.fromkeys(own, field)
    others = {side: matched.get(side, []) for side, count in uses.items() if count}
    planned = event_types_read(duty.plan)  # a plan need not say which act it will bring
    for event_type in frozenset[str]().union(*map(_types_of, others)):
        here = {side: by for side, by in others.items() if event_type in _types_of(side)}
        known = all(len(by) == uses[side] for side, by in here.items())
        by = {one for found in here.values() for one in found}
        other = by.pop() if known and len(by) == 1 else None
        if event_type in own:
            if other is None or other != field:
                return None
        elif event_type in planned:
            continue
        elif other is not None and other in vocabulary.events[event_type].fields:
            fields[event_type] = other
    return MappingProxyType(fields)


def _other(field: str, side: Points | Spans, matching: tuple[Pair, ...]) -> str | None:
    """The field of another side that must agree with a field of the occasion; nothing if none must."""
    for ours, theirs in matching:
        if ours == field and (isinstance(side, Points) or _is_alone(side, theirs)):
            return theirs
    return None


def _is_alone(spans: Spans, name: str) -> bool:
    """Whether a field of the key tells spans apart for good: what ends in a wider place may end what is in a narrower one, and what ends nobody knows where that of any place."""
    if name not in spans.key:
        return False
    place = spans.key.index(name)
    return not any(words and words[place] for words in (spans.within, spans.unknown))


def _matched(part: object) -> Iterator[tuple[Points | Spans, tuple[Pair, ...]]]:
    """Whatever occasions are matched with, and how; what those are matched with themselves is not looked at."""
    match part:
        case CoveredAt() | CoveredBefore() | Inside() | Followed():
            if part.by is not None:
                yield part.by, part.matching
            yield from _of_its_own_kind(part)
            yield from _matched((part.of.where, getattr(part, "paused", None)))
        case Never():
            if part.during is not None:
                yield part.during, part.matching
            yield from _matched(part.of.where)
        case Holds():
            yield from _matched((part.of.where, part.condition, part.decided))
        case Preceded(points=points, matching=matching):
            yield points, matching
        case None | Points() | Spans():
            return
        case tuple():
            for one in part:
                yield from _matched(one)
        case Excuse(spans=spans, matching=matching) | Pause(spans=spans, matching=matching):
            yield spans, matching
        case _:
            for name in ("parts", "part", "holds", "fails"):
                yield from _matched(getattr(part, name, None))


def _of_its_own_kind(part: object) -> Iterator[tuple[Points, tuple[Pair, ...]]]:
    """The points of one kind that take each other's place, with what they agree in then."""
    if isinstance(part, Followed) and part.last_of:
        yield part.of, tuple((name, name) for name in part.last_of)


def _types_of(part: Points | Spans) -> frozenset[str]:
    return frozenset({part.event}) if isinstance(part, Points) else frozenset(event_types_of(part))


def _is_one_known_value(vocabulary: "Vocabulary", event_type: str, field: str) -> bool:
    """Whether each event of a type has just one value of a field, which stands for itself alone."""
    declared = vocabulary.events[event_type].fields.get(field)
    return declared is not None and declared.required and not declared.list and declared.type != "service"


def part_of_value(value: str | int | None, parts: int) -> int:
    """The part, of so many, that what has a value in the field by which it is split comes to."""
    return _part(type(value).__name__, str(value), parts)


def _part(first: str, second: str, parts: int) -> int:
    """A part of so many, the same in every process and on every machine."""
    return crc32(f"{first}\n{second}".encode()) % parts


def norms_of(lanes: Iterable[Lane]) -> tuple[str, ...]:
    """The norms of lanes that need the whole log."""
    return tuple(norm for lane in lanes if lane.split is None for norm in lane.norms)
