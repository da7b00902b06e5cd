"""What a norm speaks of, as it is written: selectors, conditions and matching (DESIGN 4).

There is no expression language: `where` takes values, lists, ranges, `not` and `given`, and nothing else.
"""

from typing import Annotated

from pydantic import Field

from slakit.models import EventRef, FieldRef, Model, RecordRef, Scalar, said


class Range(Model):
    """A closed range of numbers: `{from: 1, to: 5}`; either end may be left out."""

    from_: Annotated[int | None, said("the smallest that fits", "کمترین مقدار")] = None
    to: Annotated[int | None, said("the largest that fits", "بیشترین مقدار")] = None


class NotAmong(Model):
    """Everything but these values: `{not: telegram}`."""

    not_: Annotated[
        Scalar | tuple[Scalar, ...], said("the values that do not fit", "مقدارهایی که نباید باشد")
    ]


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
    where: Annotated[Where, Field(json_schema_extra={"x-of": "event"})] = {}


class RecordSelector(Model):
    """The spans of one record type whose fields fit: `{record: notice, where: {channel: portal}}`."""

    record: Annotated[RecordRef, said("the record type", "نوع سند")]
    where: Annotated[Where, Field(json_schema_extra={"x-of": "record"})] = {}


Selector = EventSelector | RecordSelector

Matching = Annotated[
    tuple[
        Annotated[str, Field(json_schema_extra={"x-refers-to": "matching"})]
        | Annotated[dict[FieldRef, FieldRef], Field(min_length=1, max_length=1)],
        ...,
    ],
    said(
        "fields that must agree on both sides; `{services: covers}` where their names differ",
        "فیلدهایی که باید در دو طرف یکی باشند؛ اگر نامشان فرق دارد {services: covers}",
    ),
]


def fields_matched(matching: Matching) -> tuple[tuple[str, str], ...]:
    """The pairs of fields that a `matching` list stands for: ours, theirs.

    >>> fields_matched(("service", {"services": "covers"}))
    (('service', 'service'), ('services', 'covers'))
    """
    return tuple((item, item) if isinstance(item, str) else next(iter(item.items())) for item in matching)
