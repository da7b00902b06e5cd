"""What every norm has in common, and the small languages inside one: selectors, conditions, matching (DESIGN 4).

There is no expression language: `where` takes values, lists, ranges, `not` and `given`, and nothing else.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from slakit.checks import Check
from slakit.lowering import Setting
from slakit.models import (
    ClauseId,
    EventRef,
    FieldRef,
    Identifier,
    Model,
    PartyId,
    RecordRef,
    Scalar,
    Words,
    said,
)


class Range(Model):
    """A closed range of numbers: `{from: 1, to: 5}`; either end may be left out."""

    from_: Annotated[int | None, said("the smallest that fits", "کمترین مقدار")] = None
    to: Annotated[int | None, said("the largest that fits", "بیشترین مقدار")] = None


class NotAmong(Model):
    """Everything but these values: `{not: telegram}`."""

    not_: Annotated[Scalar | tuple[Scalar, ...], said("the values that do not fit", "مقدارهایی که نباید باشد")]


class GivenOrNot(Model):
    """Whether the field is recorded at all: `{given: true}`."""

    given: Annotated[bool, said("true: it is recorded", "ثبت شده است یا نه")]


Wanted = Scalar | tuple[Scalar, ...] | Range | NotAmong | GivenOrNot
Where = Annotated[
    dict[FieldRef, Wanted],
    Field(json_schema_extra={"x-refers-to": "where"}),
    said("only those whose fields fit", "فقط آن‌هایی که این شرط‌ها را دارند"),
]


class EventSelector(Model):
    """The events of one type whose fields fit: `{event: fee.charged, where: {…}}`."""

    event: Annotated[EventRef, said("the event type", "نوع رویداد")]
    where: Where = {}


class RecordSelector(Model):
    """The spans of one record type whose fields fit: `{record: notice, where: {channel: portal}}`."""

    record: Annotated[RecordRef, said("the record type", "نوع سند")]
    where: Where = {}


Selector = EventSelector | RecordSelector

Matching = Annotated[
    tuple[Annotated[str, Field(json_schema_extra={"x-refers-to": "matching"})]
          | Annotated[dict[FieldRef, FieldRef], Field(min_length=1, max_length=1)], ...],
    said(
        "fields that must agree on both sides; `{services: covers}` where their names differ",
        "فیلدهایی که باید در دو طرف یکی باشند؛ اگر نامشان فرق دارد {services: covers}",
    ),
]


class Exempting(Model):
    """An exception: while such a record is in force the norm does not bind, and the clause that grants it."""

    record: Annotated[RecordRef, said("the record that excuses", "سندی که معاف می‌کند")]
    where: Where = {}
    matching: Matching = ()
    clause: Annotated[ClauseId, said("the clause that grants it", "بندی که این استثنا را داده است")]


class Norm(Model):
    """One thing that a clause demands, permits or reports: who, towards whom, by which rule kind.

    Exactly one of `obliges`, `forbids`, `permits`, `empowers` names who it binds.
    """

    CHOICES: ClassVar[tuple[str, ...]] = ()
    """The interpretation choices that the kind reads; its findings name them."""

    REASONS: ClassVar[dict[str, dict[str, str]]] = {}
    """The sentence of each reason, in English and Persian, with the figures in braces."""

    id: Annotated[Identifier, said("its name, the same through all renewals", "شناسهٔ ثابت این الزام در همهٔ تمدیدها")]
    obliges: Annotated[PartyId | None, said("who must", "چه کسی مکلف است")] = None
    forbids: Annotated[PartyId | None, said("who must not", "چه کسی نباید")] = None
    permits: Annotated[PartyId | None, said("who may", "چه کسی مجاز است")] = None
    empowers: Annotated[PartyId | None, said("whose act has legal effect", "چه کسی اختیار دارد")] = None
    towards: Annotated[PartyId | None, said("to whom it is owed", "در برابر چه کسی")] = None
    grade: Annotated[
        Literal["breach", "presumption", "review", "advisory"],
        said("how far a violation reaches", "درجهٔ یافته در صورت نقض"),
    ] = "breach"
    unless: Annotated[
        tuple[Exempting, ...], said("exceptions, each with its clause", "استثناها، هر یک با بند خود")
    ] = ()
    otherwise: Annotated[
        tuple[Annotated[str, Field(json_schema_extra={"x-refers-to": "norm"})], ...],
        said("norms that a violation opens", "الزام‌هایی که نقض این یکی به میان می‌آورد"),
    ] = ()
    note: Annotated[Words | None, said("a remark for the reader", "یادداشت")] = None

    @property
    def bearer(self) -> str:
        """The party that the norm binds, permits or empowers."""
        bearer = self.obliges or self.forbids or self.permits or self.empowers
        if bearer is None:  # the schema asks for exactly one
            raise ValueError(f"norm `{self.id}` binds nobody")
        return bearer

    def lower(self, setting: Setting) -> Check:
        """The check that this norm stands for, with everything resolved."""
        raise TypeError(f"{type(self).__name__} is no rule kind")


def fields_matched(matching: Matching) -> tuple[tuple[str, str], ...]:
    """The pairs of fields that a `matching` list stands for: ours, theirs.

    >>> fields_matched(("service", {"services": "covers"}))
    (('service', 'service'), ('services', 'covers'))
    """
    return tuple(
        (item, item) if isinstance(item, str) else next(iter(item.items())) for item in matching
    )
