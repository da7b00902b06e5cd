"""A field of two norms compared by the order that its kind declares, after both are lowered.

What is compared is what an engine would be asked, never the spelling: taxonomies, months, calendars and readings of
each edition are resolved before two values are held against each other.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, cast

from slakit.checks import Among, Condition, Every, Length, Not, Points, Spans
from slakit.comparison.allowances import differences, exceptions
from slakit.comparison.conditions import Size, is_within, size, size_of_any
from slakit.comparison.group_orders import budget, groups, lawful_groups, materiality, reasons, start_or_end
from slakit.comparison.lengths import differ_in_calendar, size_of_length
from slakit.comparison.partings import ends_of_levels, partings
from slakit.comparison.sides import Side, lowered_selector, number_size, pairs
from slakit.comparison.tariffs import size_of_cap, size_of_tiers
from slakit.lowering import Setting, millionths
from slakit.rules.at_most import AtMost
from slakit.rules.remedy import Remedy
from slakit.selectors import EventSelector, RecordSelector
from slakit.strength import Measure, Order, Relation

if TYPE_CHECKING:
    from slakit.vocabulary import FieldOfEvent

GRADES: Final = ("advisory", "review", "presumption", "breach")
WITHIN: Final[dict[str, frozenset[str]]] = {
    "day": frozenset({"week", "month", "quarter", "year", "term"}),
    "week": frozenset({"term"}),
    "month": frozenset({"quarter", "year", "term"}),
    "quarter": frozenset({"year", "term"}),
    "year": frozenset({"term"}),
    "term": frozenset(),
}
"""The longer periods that whole ones of a cycle make up, clipped as they are at the edges of the term."""


def relation(order: Order, old: Side, new: Side) -> Relation:
    """How the new value of a field makes the norm stand to the old one."""
    if order.measure == "said":
        return Relation.EQUAL
    found = (
        _absences(order, old, new) if old.is_absent or new.is_absent else _MEASURES[order.measure](old, new)
    )
    if found is None:
        return Relation.APART
    if found == 0:
        strength = Relation.EQUAL
    elif order.stronger == "neither":
        strength = Relation.APART
    else:
        strength = Relation.STRONGER if (found > 0) == (order.stronger == "more") else Relation.WEAKER
    return strength.and_(_completeness(old, new)) if order.measure == "selection" else strength


def _absences(order: Order, old: Side, new: Side) -> Size:
    """The size where one side or both are absent."""
    if old.is_absent and new.is_absent:
        return 0
    if order.absent == "else":
        return None
    found = _size_of_nothing(order, old if new.is_absent else new)
    return found if old.is_absent else -found


def _size_of_nothing(order: Order, written: Side) -> int:
    """How much more what is written covers than what is not: more than nothing, less than everything."""
    return 1 if order.absent == "nothing" else -1


def _completeness(old: Side, new: Side) -> Relation:
    """Where the log holds every event, absence proves a violation, so that the norm reaches further."""
    before, after = (_complete(side) for side in (old, new))
    if before == after or old.is_absent or new.is_absent:
        return Relation.EQUAL
    return Relation.STRONGER if after else Relation.WEAKER


def _complete(side: Side) -> bool:
    return not side.is_absent and all(one.complete for one in _selected(side))


# --- one function a measure --------------------------------------------------------------------------------------------


def _selected(side: Side) -> list[Points | Spans]:
    selectors = side.value if isinstance(side.value, tuple) else (side.value,)
    return [
        replace(one, where=_plainly(one.where, _fields(one, side.setting)))
        for one in (lowered_selector(selector, side.setting) for selector in selectors)
    ]


def _fields(selection: Points | Spans, setting: Setting) -> "Mapping[str, FieldOfEvent]":
    if isinstance(selection, Points):
        return setting.vocabulary.fields_of(selection.event)
    return setting.vocabulary.fields_of(*setting.vocabulary.record_events(selection.record))


def _plainly(condition: Condition, fields: "Mapping[str, FieldOfEvent]") -> Condition:
    """A condition in which "none of these words of a closed list" is said as "one of the others", of a field with one word."""
    match condition:
        case Not(part=Among(field=name, yes=yes, no=no)) if no is not None and not fields[name].list:
            return Among(name, no, yes)
        case Every(parts=parts):
            return Every(tuple(_plainly(part, fields) for part in parts))
        case _:
            return condition


def _selection(old: Side, new: Side) -> Size:
    return size_of_any(_selected(old), _selected(new))


def _outages(old: Side, new: Side) -> Size:
    both = (old.value, new.value)
    return _selection(old, new) if all(isinstance(one, RecordSelector) for one in both) else _value(old, new)


def _counted(old: Side, new: Side) -> Size:
    return _value(old, new) if _adds_below_zero(old) or _adds_below_zero(new) else _selection(old, new)


def _adds_below_zero(side: Side) -> bool:
    """Whether a norm adds up a field that may hold amounts below zero: then more of them may come to less."""
    return isinstance(side.norm, AtMost) and side.norm.adds_below_zero(side.setting)


def _clock(old: Side, new: Side) -> Size:
    return _size_of_clock(old, new, ahead=False)


def _ahead(old: Side, new: Side) -> Size:
    return _size_of_clock(old, new, ahead=True)


def _size_of_clock(old: Side, new: Side, *, ahead: bool) -> Size:
    """How much longer a time is, whenever it begins and whatever pauses it; or, if nothing does, in this term.

    What a remedy answers may be violated after the term, so that its time is looked at as far as the calendars go.
    """
    before, after = (side.setting.clock(side.value)[0] for side in (old, new))
    paused = any(getattr(side.norm, "paused_while", None) for side in (old, new))
    found = size_of_length(before, after, paused=paused)
    if paused or found == 0 or (found is not None and not differ_in_calendar(before, after)):
        return found
    start, end = old.setting.days[0], old.setting.days[-1]
    if isinstance(old.norm, Remedy) and isinstance(new.norm, Remedy):
        counted = [one.calendar for one in (before, after) if not isinstance(one, int)]
        end = max([end, *(calendar.days[-1].ends for calendar in counted)])
        answered = [old.setting.duty(norm).check for norm in old.norm.for_]
        in_term = _size_of_remedy_clock(before, after, start, end, ends_of_levels(answered))
    else:
        parted = partings(before, after, start, end, ahead=ahead)
        in_term = parted.size if parted else None
    return found if in_term is None or (found and in_term) else in_term


def _size_of_remedy_clock(before: Length, after: Length, start: int, end: int, ends: tuple[int, ...]) -> Size:
    """How much longer the time of a remedy is, which begins when what it answers is up, or when that happened."""
    parted = [partings(before, after, start, end, ahead=False, begins=ends, after=True)]
    if not ends:
        parted.append(partings(before, after, start, end, ahead=False))
    sizes = [one.size for one in parted if one]
    if not sizes or None in sizes:
        return None
    contained, containing = (all(one is not None and one * way >= 0 for one in sizes) for way in (1, -1))
    return size(contained=contained, containing=containing)


def _length(old: Side, new: Side) -> Size:
    return size_of_length(old.setting.length(old.value), new.setting.length(new.value))


def _day(old: Side, new: Side) -> Size:
    return number_size(_last_instant(old), _last_instant(new))


def _last_instant(side: Side) -> int:
    day = side.value
    if not isinstance(day, str):
        day = day.days[side.setting.choice(day.choice)]
    return side.setting.end_of(day)


def _share(old: Side, new: Side) -> Size:
    return number_size(millionths(old.value), millionths(new.value))


def _number(old: Side, new: Side) -> Size:
    return number_size(old.value, new.value)


def _places(old: Side, new: Side) -> Size:
    before, after = (dict(side.setting.grid(side.value).axes) for side in (old, new))
    if before.keys() != after.keys():
        return None
    axes = [(set(before[axis]), set(after[axis])) for axis in before]
    return size(
        contained=all(one <= two for one, two in axes), containing=all(two <= one for one, two in axes)
    )


def _words(old: Side, new: Side) -> Size:
    return _size_of_condition(_closed_list(old), _closed_list(new))


def _closed_list(side: Side) -> Condition:
    """The closed list of a norm as the condition that its field meets."""
    norm: Any = side.norm
    selector = getattr(norm, "decided_in", None) or norm.of
    declared = side.setting.vocabulary.fields_of(selector.event)[norm.by]
    return side.setting.among(norm.by, side.value, declared)


def _conditions(old: Side, new: Side) -> Size:
    before, after = (
        side.setting.condition(side.value, side.setting.vocabulary.fields_of(_asked_of(side.norm)))
        for side in (old, new)
    )
    return _size_of_condition(before, after)


def _asked_of(norm: Any) -> str:  # noqa: ANN401 -- a norm of any kind that has such a field
    """The event type that the conditions of a norm are about: that of the decision, where one settles the case."""
    return cast("str", (getattr(norm, "decided", None) or norm.of).event)


def _size_of_condition(old: Condition, new: Condition) -> Size:
    return size(contained=is_within(old, new), containing=is_within(new, old))


def _cycle(old: Side, new: Side) -> Size:
    before, after = (
        {(one.start, one.end) for one in side.setting.periods(side.value)} for side in (old, new)
    )
    if before == after:
        return 0
    if _adds_below_zero(old) or _adds_below_zero(new):
        return None
    return size(contained=new.value in WITHIN[old.value], containing=old.value in WITHIN[new.value])


def _rhythm(old: Side, new: Side) -> Size:
    """How much longer the periods are, in each of which something must be done.

    Who does it in a whole period does it in whatever holds that. An exception may cover that one and not the longer
    one, unless the longer one is made up of such.
    """
    if old.norm.unless or new.norm.unless:
        return _cycle(old, new)
    before, after = (
        [(one.start, one.end) for one in side.setting.periods(side.value)] for side in (old, new)
    )
    return size(contained=_hold(after, before), containing=_hold(before, after))


def _hold(wide: Sequence[tuple[int, int]], narrow: Sequence[tuple[int, int]]) -> bool:
    """Whether each of several periods holds a whole one of the others."""
    return all(any(since <= start and end <= until for start, end in narrow) for since, until in wide)


def _day_count(old: Side, new: Side) -> Size:
    """How much longer the windows are counted as, if that is so of each: months are not alike."""
    norm: Any = old.norm
    before, after = (
        [window.length for window in old.setting.windows(norm.window, side.value)] for side in (old, new)
    )
    if 0 in (*before, *after):
        return None
    return size(
        contained=all(one <= other for one, other in zip(before, after, strict=True)),
        containing=all(other <= one for one, other in zip(before, after, strict=True)),
    )


def _names(old: Side, new: Side) -> Size:
    before, after = (set(getattr(side.value, "fields", side.value)) for side in (old, new))
    return size(contained=before <= after, containing=after <= before)


def _tiers(old: Side, new: Side) -> Size:
    return size_of_tiers(old.value, new.value, old.setting, new.setting)


def _cap(old: Side, new: Side) -> Size:
    return size_of_cap(old.value, new.value, old.setting, new.setting)


def _rank(old: Side, new: Side) -> Size:
    return number_size(GRADES.index(old.value), GRADES.index(new.value))


def _value(old: Side, new: Side) -> Size:
    return 0 if _lowered_value(old) == _lowered_value(new) else None


def _lowered_value(side: Side) -> object:
    """A value that has no order, as far as its spelling can be left behind: selections lowered, the rest as data."""
    if isinstance(side.value, EventSelector | RecordSelector):
        return lowered_selector(side.value, side.setting)
    dump = getattr(side.value, "model_dump", None)
    return dump(exclude={"basis"}) if dump else side.value


_MEASURES: Final[dict[Measure, Callable[[Side, Side], Size]]] = {
    "selection": _selection,
    "outages": _outages,
    "counted": _counted,
    "pairs": pairs,
    "exceptions": exceptions,
    "differences": differences,
    "clock": _clock,
    "ahead": _ahead,
    "length": _length,
    "day": _day,
    "share": _share,
    "number": _number,
    "places": _places,
    "words": _words,
    "conditions": _conditions,
    "cycle": _cycle,
    "rhythm": _rhythm,
    "day-count": _day_count,
    "names": _names,
    "tiers": _tiers,
    "cap": _cap,
    "rank": _rank,
    "value": _value,
    "groups": groups,
    "lawful-groups": lawful_groups,
    "reasons": reasons,
    "materiality": materiality,
    "budget": budget,
    "start-or-end": start_or_end,
}
