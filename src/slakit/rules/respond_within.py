"""The rule kind `respond-within`."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from slakit.checks import Followed
from slakit.lowering import Setting
from slakit.models import DurationText, Unspecified, said
from slakit.norms import Norm
from slakit.selectors import EventSelector, Matching, fields_matched


class RespondWithin(Norm):
    """After one event, another must follow within a time.

    Each triggering event is one occasion, pending until its time is up; exactly the stated time is in time.
    `within: unspecified` is for a text that gives no time: the duty stays pending, visibly, and at the end of the term
    it is reported as unresolved. No number is ever invented.
    """

    CHOICES: ClassVar[tuple[str, ...]] = ("bound", "hour-clock")

    rule: Literal["respond-within"]
    of: Annotated[EventSelector, Field(json_schema_extra={"x-selects": "of"}), said("what sets it off", "آنچه تکلیف را پدید می‌آورد")]
    then: Annotated[EventSelector, Field(json_schema_extra={"x-selects": "then"}), said("what must follow", "آنچه باید در پی آن بیاید")]
    within: Annotated[DurationText | Unspecified, said("how soon, or `unspecified`", "در چه مدت؛ یا unspecified")]
    matching: Annotated[Matching, Field(json_schema_extra={"x-ours": "of", "x-theirs": "then"})] = ()

    def lower(self, setting: Setting) -> Followed:
        """**followed**: a matching event not later than `within` after each event."""
        untimed = self.within == "unspecified"
        if not untimed:
            setting.choice("hour-clock")
        return Followed(
            of=setting.points(self.of),
            by=setting.points(self.then),
            matching=fields_matched(self.matching),
            within=None if untimed else setting.length(self.within),
            closed=untimed or setting.choice("bound") == "closed",
            complete=setting.vocabulary.is_complete(self.then.event),
        )
