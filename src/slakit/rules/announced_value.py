"""The rule kind `announced-value`."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from slakit.checks import CoveredAt
from slakit.lowering import Setting
from slakit.models import FieldRef, said
from slakit.norms import Norm
from slakit.selectors import EventSelector, Matching, RecordSelector, fields_matched


class AnnouncedValue(Norm):
    """What is charged or applied must be what was announced and is in force at that instant.

    Each event is one occasion. An announcement that comes later does not cure; one that was made elsewhere than the
    norm says is none. `requested` names the field with the instant of the request, for agreements in which the
    value of that time applies (interpretation choice `fee-that-applies`).
    """

    CHOICES: ClassVar[tuple[str, ...]] = ("fee-that-applies",)

    rule: Literal["announced-value"]
    of: Annotated[EventSelector, Field(json_schema_extra={"x-selects": "of"}), said("where the value is applied", "جایی که مقدار اعمال می‌شود")]
    value: Annotated[
        FieldRef,
        Field(json_schema_extra={"x-of": "of", "x-theirs": "announced", "x-their-field": "announced-value"}),
        said("the value applied", "مقدار اعمال‌شده"),
    ]
    announced: Annotated[RecordSelector, Field(json_schema_extra={"x-selects": "announced"}), said("the announcement", "اعلام")]
    announced_value: Annotated[
        FieldRef | None, Field(json_schema_extra={"x-of": "announced"}), said("the field announced, if its name differs", "نام فیلد اعلام‌شده اگر فرق دارد")
    ] = None
    matching: Annotated[Matching, Field(json_schema_extra={"x-ours": "of", "x-theirs": "announced"})] = ()
    requested: Annotated[
        FieldRef | None, Field(json_schema_extra={"x-of": "of", "x-holds": "holds-instant"}), said("the field with the instant of the request", "فیلد زمان درخواست")
    ] = None

    def lower(self, setting: Setting) -> CoveredAt:
        """**covered**: the event's instant inside a matching announcement of the same value."""
        when_requested = setting.choice("fee-that-applies") == "in-force-when-requested"
        return CoveredAt(
            of=setting.points(self.of),
            by=setting.spans(self.announced),
            matching=fields_matched(self.matching),
            value=(self.value, self.announced_value or self.value),
            at=self.requested if when_requested else None,
        )
