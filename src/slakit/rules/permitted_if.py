"""The rule kind `permitted-if`."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from slakit.checks import Holds
from slakit.lowering import Setting
from slakit.models import said
from slakit.norms import WHO, Norm
from slakit.selectors import EventSelector, Where
from slakit.strength import BINDS, DEMANDS, Order


class PermittedIf(Norm):
    """An act is free, on conditions.

    Not using a permission is no breach. Each use is one occasion: kept if every condition is attested, a violation
    if one is attested not to hold, undetermined while one is attested by nobody.
    """

    BOUND_BY: ClassVar[tuple[str, ...]] = WHO

    CHOICES: ClassVar[tuple[str, ...]] = ()

    REASONS: ClassVar[dict[str, dict[str, str]]] = {
        "met": {
            "en": "{event}, and every condition on which it is free is met; what must be attested: {conditions}.",
            "fa": "{event} و همهٔ شرط‌های مجاز بودن آن برقرار است؛ آنچه باید گواهی شود: {conditions}.",
        },
        "not-met": {
            "en": "{event}, but not every condition on which it is free is met; what must be attested: {conditions}[; what is not so: {failing}].",
            "fa": "{event}، ولی دست‌کم یکی از شرط‌های مجاز بودن آن برقرار نیست؛ آنچه باید گواهی شود: {conditions}[؛ آنچه برقرار نیست: {failing}].",
        },
        "not-recorded": {
            "en": "{event}; it is not recorded whether every condition on which it is free is met; what must be attested: {conditions}[; what is not recorded: {not-recorded}][; what is not established: {unclear}].",
            "fa": "{event}؛ ثبت نشده است که همهٔ شرط‌های مجاز بودن آن برقرار است یا نه؛ آنچه باید گواهی شود: {conditions}[؛ آنچه ثبت نشده است: {not-recorded}][؛ آنچه محرز نیست: {unclear}].",
        },
        "unclassified": {
            "en": "{event}; what is recorded does not settle whether every condition on which it is free is met; what must be attested: {conditions}[; what is not established: {unclear}].",
            "fa": "{event}؛ از آنچه ثبت شده معلوم نیست که همهٔ شرط‌های مجاز بودن آن برقرار است یا نه؛ آنچه باید گواهی شود: {conditions}[؛ آنچه محرز نیست: {unclear}].",
        },
    }

    STRENGTH: ClassVar[Mapping[str, Order]] = {
        "of": BINDS,
        "conditions": DEMANDS,
    }

    rule: Literal["permitted-if"]
    of: Annotated[EventSelector, Field(json_schema_extra={"x-selects": "of"}), said("the act", "کار")]
    conditions: Annotated[
        Where,
        Field(min_length=1, json_schema_extra={"x-of": "of"}),
        said("what must be attested", "شرط‌هایی که باید گواهی شود"),
    ]

    def lower(self, setting: Setting) -> Holds:
        """**holds**: the conditions of each use are attested."""
        fields = setting.vocabulary.fields_of(self.of.event)
        return Holds(
            setting.points(self.of), setting.condition(self.conditions, fields), next(iter(self.conditions))
        )
