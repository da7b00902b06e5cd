"""The rule kind `renewed`."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from slakit.checks import CoveredAtEnd
from slakit.lowering import Setting
from slakit.models import FieldRef, said
from slakit.norms import Norm
from slakit.selectors import EventSelector


class Renewed(Norm):
    """A successor must be in force when the term ends, with no gap.

    The end of the term is the one occasion: kept if a successor was signed by then and is effective by then.
    One that is signed later is late, even if it reaches back; one that begins later leaves a gap.
    """

    CHOICES: ClassVar[tuple[str, ...]] = ("last-day", "retroactive-renewal")

    rule: Literal["renewed"]
    by: Annotated[
        tuple[EventSelector, ...],
        Field(min_length=1, json_schema_extra={"x-selects": "by"}),
        said("the events that sign a successor", "رویدادهایی که جانشین را امضا می‌کنند"),
    ]
    effective: Annotated[
        FieldRef, Field(json_schema_extra={"x-of": "by", "x-holds": "holds-day,holds-instant"}), said("the field that says from when it is effective", "فیلد آغاز اعتبار")
    ]

    def lower(self, setting: Setting) -> CoveredAtEnd:
        """**covered**: the end of the term inside the effect of a signed successor."""
        for fixed in self.CHOICES:
            setting.choice(fixed)
        return CoveredAtEnd(
            by=tuple(setting.points(selector) for selector in self.by),
            effective=self.effective,
            complete=setting.vocabulary.is_complete(*(selector.event for selector in self.by)),
        )
