"""A field of two norms compared by the order that its kind declares, after both are lowered.

What is compared is what an engine would be asked, never the spelling: taxonomies, months, calendars and readings of
each edition are resolved before two values are held against each other.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, cast

from slakit.checks import Among, Condition, Every, Not, Pair, Points, Spans
from slakit.comparison.conditions import (
    Size,
    is_within,
    size,
    size_of_any,
    size_of_pairs,
    size_of_selection,
)
from slakit.comparison.lengths import size_of_length
from slakit.comparison.tariffs import size_of_cap, size_of_tiers
from slakit.lowering import Setting, millionths
from slakit.selectors import EventSelector, RecordSelector, fields_matched
from slakit.strength import Measure, Order, Relation

if TYPE_CHECKING:
    from slakit.norms import Exempting, Norm
    from slakit.rules.respond_within import Pausing
    from slakit.rules.service_level import Excluded
    from slakit.selectors import Matching
    from slakit.vocabulary import FieldOfEvent

    _Written = Exempting | Excluded | Pausing
    from slakit.rules._comparing import Comparing, OpenDifference

MILLION: Final = 1_000_000
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


@dataclass(frozen=True, slots=True)
class Side:
    """A field of a norm in one of two editions: its value, and what surrounds the norm there."""

    norm: "Norm"
    value: Any
    setting: Setting

    @property
    def is_absent(self) -> bool:
        """Whether nothing is written, or that the text gives nothing."""
        return self.value in (None, "unspecified") or self.value in ((), {})


def relation(order: Order, old: Side, new: Side) -> Relation:
    """How the new value of a field makes the norm stand to the old one."""
    found = (
        _absences(order, old, new) if old.is_absent or new.is_absent else _MEASURES[order.measure](old, new)
    )
    if found is None:
        return Relation.APART
    if order.measure == "said" or found == 0:
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
    found = size_of_nothing(order, old if new.is_absent else new)
    return found if old.is_absent else -found


def size_of_nothing(order: Order, written: Side) -> int:
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


def lowered_selector(selector: EventSelector | RecordSelector, setting: Setting) -> Points | Spans:
    """The events or the spans that a selector picks."""
    return setting.spans(selector) if isinstance(selector, RecordSelector) else setting.points(selector)


def _selection(old: Side, new: Side) -> Size:
    return size_of_any(_selected(old), _selected(new))


def _outages(old: Side, new: Side) -> Size:
    both = (old.value, new.value)
    return _selection(old, new) if all(isinstance(one, RecordSelector) for one in both) else _value(old, new)


def _counted(old: Side, new: Side) -> Size:
    return _value(old, new) if _adds_below_zero(old) or _adds_below_zero(new) else _selection(old, new)


def _adds_below_zero(side: Side) -> bool:
    """Whether a norm adds up a field that may hold amounts below zero: then more of them may come to less."""
    norm: Any = side.norm
    amount = getattr(norm, "sum", None)
    return amount is not None and side.setting.vocabulary.fields_of(norm.of.event)[amount].type == "integer"


def _pairs(old: Side, new: Side) -> Size:
    return size_of_pairs(_matched(old.value), _matched(new.value))


def _matched(matching: "Matching | dict[str, str]") -> tuple[Pair, ...]:
    return tuple(matching.items()) if isinstance(matching, dict) else fields_matched(matching)


@dataclass(frozen=True, slots=True)
class _Exception:
    spans: Spans
    matching: frozenset[Pair]
    services: str | None

    def is_within(self, other: "_Exception") -> bool:
        return (
            size_of_selection(self.spans, other.spans) in (0, 1)
            and other.matching <= self.matching
            and other.services in (None, self.services)
        )


def _exceptions(old: Side, new: Side) -> Size:
    before, after = ([_exception(one, side.setting) for one in _several(side.value)] for side in (old, new))
    return size(
        contained=all(any(one.is_within(other) for other in after) for one in before),
        containing=all(any(one.is_within(other) for other in before) for one in after),
    )


def _several(value: "_Written | tuple[_Written, ...]") -> tuple["_Written", ...]:
    return value if isinstance(value, tuple) else (value,)


def _exception(written: "_Written", setting: Setting) -> _Exception:
    spans = setting.spans(RecordSelector(record=written.record, where=written.where))
    return _Exception(spans, frozenset(fields_matched(written.matching)), getattr(written, "services", None))


def _differences(old: Side, new: Side) -> Size:
    def contained(one: Side, other: Side) -> bool:
        return all(
            any(_allows(wide, other.setting, narrow, one.setting) for wide in other.value)
            for narrow in one.value
        )

    return size(contained=contained(old, new), containing=contained(new, old))


def _allows(wide: "OpenDifference", wide_in: Setting, narrow: "OpenDifference", narrow_in: Setting) -> bool:
    """Whether a lawful difference allows whatever another one does."""
    since, until = (
        (None if wide.from_ is None else wide_in.start_of(wide.from_)),
        (None if wide.until is None else wide_in.end_of(wide.until)),
    )
    begins = None if narrow.from_ is None else narrow_in.start_of(narrow.from_)
    ends = None if narrow.until is None else narrow_in.end_of(narrow.until)
    if wide.field != narrow.field or (since is not None and (begins is None or begins < since)):
        return False
    if until is not None and (ends is None or until < ends):
        return False
    if wide.services and not (narrow.services and set(narrow.services) <= set(wide.services)):
        return False
    if wide.while_ is None or narrow.while_ is None:
        return wide.while_ is None and narrow.while_ is None
    if wide.open_to_others is not None and (
        narrow.open_to_others is None
        or size_of_selection(narrow_in.spans(narrow.open_to_others), wide_in.spans(wide.open_to_others))
        not in (0, 1)
    ):
        return False
    spans = size_of_selection(narrow_in.spans(narrow.while_), wide_in.spans(wide.while_))
    return spans in (0, 1) and set(fields_matched(wide.matching)) <= set(fields_matched(narrow.matching))


def _clock(old: Side, new: Side) -> Size:
    return size_of_length(old.setting.clock(old.value)[0], new.setting.clock(new.value)[0])


def _length(old: Side, new: Side) -> Size:
    return size_of_length(old.setting.length(old.value), new.setting.length(new.value))


def _day(old: Side, new: Side) -> Size:
    return _number_size(_last_instant(old), _last_instant(new))


def _last_instant(side: Side) -> int:
    day = side.value
    if not isinstance(day, str):
        day = day.days[side.setting.choice(day.choice)]
    return side.setting.end_of(day)


def _share(old: Side, new: Side) -> Size:
    return _number_size(millionths(old.value), millionths(new.value))


def _number(old: Side, new: Side) -> Size:
    return _number_size(old.value, new.value)


def _number_size(old: int, new: int) -> Size:
    return (new > old) - (new < old)


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


def _names(old: Side, new: Side) -> Size:
    before, after = (set(getattr(side.value, "fields", side.value)) for side in (old, new))
    return size(contained=before <= after, containing=after <= before)


def _tiers(old: Side, new: Side) -> Size:
    return size_of_tiers(old.value, new.value, old.setting, new.setting)


def _cap(old: Side, new: Side) -> Size:
    return size_of_cap(old.value, new.value)


def _rank(old: Side, new: Side) -> Size:
    return _number_size(GRADES.index(old.value), GRADES.index(new.value))


# --- of norms that compare groups ---


def _groups(old: Side, new: Side) -> Size:
    before, after = old.value, new.value
    if before.field != after.field:
        return None
    named = set(before.named), set(after.named)
    return size(
        contained=named[0] <= named[1] and after.publish_from <= before.publish_from,
        containing=named[1] <= named[0] and before.publish_from <= after.publish_from,
    )


def _lawful_groups(old: Side, new: Side) -> Size:
    """The size of the differences in the groups themselves, where the others are the same."""
    of_groups, of_others = (
        [replace(side, value=tuple(one for one in side.value if (one.field == cast("Comparing", side.norm).groups.field) is wanted)) for side in (old, new)]
        for wanted in (True, False)
    )  # fmt: skip
    return _differences(*of_groups) if _differences(*of_others) == 0 else None


def _reasons(old: Side, new: Side) -> Size:
    events = size_of_selection(old.setting.points(old.value.event), new.setting.points(new.value.event))
    matched = _pairs(*(replace(side, value=side.value.matching) for side in (old, new)))
    if events is None or matched is None or events * matched > 0:
        return None
    return events or -matched


def _materiality(old: Side, new: Side) -> Size:
    return _number_size(millionths(old.value.difference), millionths(new.value.difference))


def _budget(old: Side, new: Side) -> Size:
    """The size of what may be spent while the year runs, and of what may be spent at its end."""
    before, after = (
        (whole * online, whole * (MILLION - online))
        for whole, online in (
            (millionths(side.value.per_year), millionths(side.value.online)) for side in (old, new)
        )
    )
    return size(
        contained=all(one <= two for one, two in zip(before, after, strict=True)),
        containing=all(two <= one for one, two in zip(before, after, strict=True)),
    )


def _start_or_end(old: Side, new: Side) -> Size:
    return _number_size(*(("end", "start").index(side.value) for side in (old, new)))


def _value(old: Side, new: Side) -> Size:
    return 0 if lowered_value(old) == lowered_value(new) else None


def lowered_value(side: Side) -> object:
    """A value that has no order, as far as its spelling can be left behind: selections lowered, the rest as data."""
    if isinstance(side.value, EventSelector | RecordSelector):
        return lowered_selector(side.value, side.setting)
    dump = getattr(side.value, "model_dump", None)
    return dump(exclude={"basis"}) if dump else side.value


def _said(old: Side, new: Side) -> Size:
    return 0


_MEASURES: Final[dict[Measure, Callable[[Side, Side], Size]]] = {
    "selection": _selection,
    "outages": _outages,
    "counted": _counted,
    "pairs": _pairs,
    "exceptions": _exceptions,
    "differences": _differences,
    "clock": _clock,
    "length": _length,
    "day": _day,
    "share": _share,
    "number": _number,
    "places": _places,
    "words": _words,
    "conditions": _conditions,
    "cycle": _cycle,
    "names": _names,
    "tiers": _tiers,
    "cap": _cap,
    "rank": _rank,
    "value": _value,
    "said": _said,
    "groups": _groups,
    "lawful-groups": _lawful_groups,
    "reasons": _reasons,
    "materiality": _materiality,
    "budget": _budget,
    "start-or-end": _start_or_end,
}
