"""The pydantic base of every document model, and the small types that documents share.

Keys are written with hyphens in YAML (`at-least`) and with underscores in Python (`at_least`).
Models are frozen, refuse unknown keys and never convert: `"72"` is no number and `no` is no `False`.
What a type *refers to* (a party, an event, a field …) is written into the generated JSON Schema as
`x-refers-to`, so that references are checked without importing the models.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints


def hyphenated(name: str) -> str:
    """The YAML spelling of a Python field name.

    >>> hyphenated("at_least")
    'at-least'
    """
    return name.rstrip("_").replace("_", "-")


class Model(BaseModel):
    """The base of every document model: frozen, closed and strict."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        alias_generator=hyphenated,
        populate_by_name=True,
        use_attribute_docstrings=False,
    )


def said(en: str, fa: str, **extra: str | bool) -> object:
    """The description of a field in English and Persian, as annotation metadata.

    Both reach the JSON Schema (`description`, `x-fa`), the generated pages and the editor's hover text. What follows a
    semicolon is a hint for who writes the field; who reads a norm in words is spared it.
    """
    return Field(description=en, json_schema_extra={"x-fa": fa, **extra})


def refers(kind: str, **extra: str) -> object:
    """Annotation metadata: the value names a `kind` that the agreement or its vocabulary declares."""
    return Field(json_schema_extra={"x-refers-to": kind, **extra})


IDENTIFIER = "[a-z][a-z0-9]*(-[a-z0-9]+)*"
EVENT_TYPE = f"{IDENTIFIER}([.]{IDENTIFIER})+"

Identifier = Annotated[
    str, StringConstraints(pattern=f"^{IDENTIFIER}$"), Field(json_schema_extra={"format": "identifier"})
]
ClauseId = Annotated[str, Field(max_length=40), refers("clause", format="clause-number")]
PartyId = Annotated[str, refers("party")]
ServiceId = Annotated[str, refers("service")]
EventType = Annotated[
    str, StringConstraints(pattern=f"^{EVENT_TYPE}$"), Field(json_schema_extra={"format": "event-type"})
]
EventRef = Annotated[str, refers("event")]
RecordRef = Annotated[str, refers("record")]
FieldRef = Annotated[str, refers("field")]
ValueListRef = Annotated[str, refers("value-list")]
Language = Annotated[
    str, StringConstraints(pattern="^[a-z]{2,3}$"), Field(json_schema_extra={"format": "language-code"})
]

Words = Annotated[dict[Language, Annotated[str, Field(min_length=1)]], Field(min_length=1)]
"""The same words in one or more languages, keyed by language code; the agreement names the authoritative one."""

DayText = Annotated[str, Field(json_schema_extra={"format": "day"})]
"""A day: `1398/12/29` (Jalali) or `2020-03-19` (Gregorian)."""

TimeText = Annotated[str, Field(json_schema_extra={"format": "time-of-event"})]
"""An instant with an offset, or a local time such as `1398/05/10 09:01`."""

DurationText = Annotated[str, Field(json_schema_extra={"format": "duration"})]
ElapsedText = Annotated[str, Field(json_schema_extra={"format": "duration", "x-counts": "elapsed"})]
"""A duration of elapsed time alone, which no working calendar counts."""
"""An amount of time in words: `72 hours`, `3 days`."""

Scalar = str | int | bool
Unspecified = Literal["unspecified"]
