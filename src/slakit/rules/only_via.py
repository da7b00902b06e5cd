"""The rule kind `only-via`."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from slakit.checks import Holds
from slakit.lowering import Setting
from slakit.models import FieldRef, Scalar, said
from slakit.norms import WHO, Norm
from slakit.selectors import EventSelector
from slakit.strength import ALLOWED, BINDS, NOT_COMPARED, Order


class OnlyVia(Norm):
    """An act may be done only through the listed channels, by the listed actors, or with the listed values.

    Each event is one occasion. A value on the list, or a case of one on it, is kept; a value that the vocabulary places
    elsewhere is a violation; a value that may belong to a listed one, or that is not recorded, stays undetermined.
    """

    BOUND_BY: ClassVar[tuple[str, ...]] = WHO

    CHOICES: ClassVar[tuple[str, ...]] = ("unlisted-channel",)

    REASONS: ClassVar[dict[str, dict[str, str]]] = {
        "met": {
            "en": "{event}; {field}: {value}, which is allowed.",
            "fa": "{event}؛ {field}: {value}، که مجاز است.",
        },
        "not-met": {
            "en": "{event}; {field}: {value}; only {only} is allowed.",
            "fa": "{event}؛ {field}: {value}، در حالی که تنها {only} مجاز است.",
        },
        "not-recorded": {
            "en": "{event}; {field} is not recorded, and only {only} is allowed.",
            "fa": "{event}؛ {field}: ثبت نشده است، و تنها {only} مجاز است.",
        },
        "unclassified": {
            "en": "{event}; {field}: {value}; only {only} is allowed, and whether this is a case of it is not settled.",
            "fa": "{event}؛ {field}: {value}؛ تنها {only} مجاز است، و معلوم نیست که این از مصادیق آن باشد.",
        },
    }

    STRENGTH: ClassVar[Mapping[str, Order]] = {
        "of": BINDS,
        "by": NOT_COMPARED,
        "only": ALLOWED,
    }

    rule: Literal["only-via"]
    of: Annotated[EventSelector, Field(json_schema_extra={"x-selects": "of"}), said("the act", "کار")]
    by: Annotated[
        FieldRef,
        Field(json_schema_extra={"x-of": "of"}),
        said("the field that says through what", "فیلدی که طریق را می‌گوید"),
    ]
    only: Annotated[
        tuple[Scalar, ...],
        Field(min_length=1, json_schema_extra={"x-refers-to": "values", "x-field": "by", "x-of": "of"}),
        said("the closed list", "فهرست بسته"),
    ]

    def lower(self, setting: Setting) -> Holds:
        """**holds**: the field of each event is on the list."""
        setting.choice("unlisted-channel")
        declared = setting.vocabulary.fields_of(self.of.event)[self.by]
        return Holds(setting.points(self.of), setting.among(self.by, self.only, declared), self.by)
