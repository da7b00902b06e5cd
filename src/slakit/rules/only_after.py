"""The rule kind `only-after`."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from slakit.checks import CoveredAt, Spans
from slakit.lowering import Setting
from slakit.models import said
from slakit.norms import Norm
from slakit.selectors import EventSelector, Matching, RecordSelector, fields_matched


class OnlyAfter(Norm):
    """An act may be done only after another one that matches it, or while a matching record is in force.

    Each event is one occasion; both at the same instant counts as after. If the log need not hold every event that
    could have come before, its absence proves nothing and the occasion stays undetermined.
    """

    CHOICES: ClassVar[tuple[str, ...]] = ()

    rule: Literal["only-after"]
    of: Annotated[EventSelector, Field(json_schema_extra={"x-selects": "of"}), said("the act", "کار")]
    after: Annotated[
        EventSelector | RecordSelector,
        Field(json_schema_extra={"x-selects": "after"}),
        said("what must have come before, or be in force", "آنچه باید پیش از آن رخ داده یا برقرار باشد"),
    ]
    matching: Annotated[Matching, Field(json_schema_extra={"x-ours": "of", "x-theirs": "after"})] = ()

    def lower(self, setting: Setting) -> CoveredAt:
        """**covered**: the event's instant inside a span that the earlier one opens."""
        return CoveredAt(setting.points(self.of), self._spans(setting), fields_matched(self.matching))

    def _spans(self, setting: Setting) -> Spans:
        """An event that must come before opens a span that never closes, each its own."""
        if isinstance(self.after, RecordSelector):
            return setting.spans(self.after)
        points = setting.points(self.after)
        key = tuple(theirs for _, theirs in fields_matched(self.matching))
        complete = setting.vocabulary.is_complete(self.after.event)
        return Spans(self.after.event, self.after.event, (), None, key, points.where, complete, points.service)
