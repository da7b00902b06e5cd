"""What norms leave out and let differ, compared: exceptions, and lawful differences."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from slakit.checks import Pair, Spans
from slakit.comparison.conditions import Size, size, size_of_selection
from slakit.comparison.sides import Side
from slakit.lowering import Setting
from slakit.selectors import RecordSelector, fields_matched

if TYPE_CHECKING:
    from slakit.norms import Exempting
    from slakit.rules._comparing import OpenDifference
    from slakit.rules.respond_within import Pausing
    from slakit.rules.service_level import Excluded

    _Written = Exempting | Excluded | Pausing


@dataclass(frozen=True, slots=True)
class _Exception:
    spans: Spans
    matching: frozenset[Pair]
    services: str | None
    only_less: bool

    def is_within(self, other: "_Exception") -> bool:
        return (
            size_of_selection(self.spans, other.spans) in (0, 1)
            and other.matching <= self.matching
            and other.services in (None, self.services)
            and self.only_less >= other.only_less
        )


def exceptions(old: Side, new: Side) -> Size:
    """Whether more is left out."""
    before, after = ([_exception(one, side.setting) for one in _several(side.value)] for side in (old, new))
    return size(
        contained=all(any(one.is_within(other) for other in after) for one in before),
        containing=all(any(one.is_within(other) for other in before) for one in after),
    )


def _several(value: "_Written | tuple[_Written, ...]") -> tuple["_Written", ...]:
    return value if isinstance(value, tuple) else (value,)


def _exception(written: "_Written", setting: Setting) -> _Exception:
    spans = setting.spans(RecordSelector(record=written.record, where=written.where))
    return _Exception(
        spans,
        frozenset(fields_matched(written.matching)),
        getattr(written, "services", None),
        getattr(written, "only_less", False),
    )


def differences(old: Side, new: Side) -> Size:
    """Whether more differences are lawful."""

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
