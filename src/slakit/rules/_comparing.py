"""What the rule kinds that compare groups have in common: the fields that are legal decisions, each with its basis."""

from collections.abc import Mapping
from typing import Annotated, Final, Literal

from pydantic import Field

from slakit.checks import Allowance, Compared, Condition, Groups, Justified, LawfulDifference, Pair
from slakit.lowering import Setting, millionths
from slakit.models import DayText, FieldRef, Model, ServiceId, Words, said
from slakit.norms import Norm
from slakit.selectors import EventSelector, Matching, RecordSelector, fields_matched
from slakit.strength import (
    ALIKE_IN,
    BUDGETED,
    CASES,
    GROUPS,
    LAWFUL_GROUPS,
    MATTERS_FROM,
    NOT_COMPARED,
    REASONED,
    Order,
)

PercentText = Annotated[str, Field(json_schema_extra={"format": "percentage"})]


class Difference(Model):
    """A declared condition that makes a difference lawful, with its basis.

    With `while` the field names a record (an exemption, a registered additional agreement), and counts only while that
    is in force; one that was never announced or registered makes nothing lawful.
    """

    field: Annotated[
        FieldRef,
        Field(json_schema_extra={"x-of": "of"}),
        said("the field that tells recipients apart", "فیلدی که تفاوت را نشان می‌دهد"),
    ]
    basis: Annotated[Words, said("its legal or published basis", "مبنای قانونی یا اعلام‌شدهٔ آن")]
    services: Annotated[
        tuple[ServiceId, ...],
        said("the services it holds for; none means all", "خدماتی که در آن‌ها معتبر است"),
    ] = ()
    from_: Annotated[DayText | None, said("the first day that it is valid", "نخستین روز اعتبار")] = None
    until: Annotated[
        DayText | None,
        Field(json_schema_extra={"x-not-before": "from"}),
        said("the last day that it is valid", "واپسین روز اعتبار"),
    ] = None
    while_: Annotated[
        RecordSelector | None,
        Field(json_schema_extra={"x-selects": "while"}),
        said("the record that must be in force", "سندی که باید برقرار باشد"),
    ] = None
    matching: Annotated[Matching, Field(json_schema_extra={"x-ours": "of", "x-theirs": "while"})] = ()


class OpenDifference(Difference):
    """A declared difference that whoever is in equal conditions must have been offered too.

    An additional agreement is lawful if it is registered. Where it brings another treatment, and nothing shows that
    others could have had the same, that is listed for review.
    """

    open_to_others: Annotated[
        RecordSelector | None,
        Field(json_schema_extra={"x-selects": "open-to-others"}),
        said(
            "the record in force that shows that others were offered it too",
            "سند برقراری که نشان می‌دهد به دیگران هم پیشنهاد شده است",
        ),
    ] = None


def lawful_difference(difference: Difference, setting: Setting) -> LawfulDifference:
    """A declared difference with its days as instants."""
    offered = difference.open_to_others if isinstance(difference, OpenDifference) else None
    return LawfulDifference(
        field=difference.field,
        services=frozenset(difference.services),
        since=setting.start_of(difference.from_) if difference.from_ else None,
        until=setting.end_of(difference.until) if difference.until else None,
        record=setting.spans(difference.while_) if difference.while_ else None,
        matching=fields_matched(difference.matching),
        offered=setting.spans(offered) if offered else None,
    )


class Reasoned(Model):
    """The recorded reason that covers a difference: an event, and the fields in which it must agree with the case."""

    event: Annotated[
        EventSelector,
        Field(json_schema_extra={"x-selects": "reason"}),
        said("the record of the reason", "ثبت دلیل"),
    ]
    matching: Annotated[Matching, Field(json_schema_extra={"x-ours": "of", "x-theirs": "reason"})] = ()


def justified(reasoned: Reasoned | None, setting: Setting) -> Justified | None:
    """A recorded reason as what an engine looks for."""
    if reasoned is None:
        return None
    return Justified(setting.points(reasoned.event), fields_matched(reasoned.matching))


class ComparedGroups(Model):
    """The groups that are compared, each with all comparable others."""

    field: Annotated[
        FieldRef,
        Field(json_schema_extra={"x-of": "of"}),
        said("the field that says to which group a case belongs", "فیلدی که گروه هر مورد را می‌گوید"),
    ]
    named: Annotated[
        tuple[str, ...],
        Field(
            min_length=1,
            json_schema_extra={
                "x-refers-to": "values",
                "x-field": "field",
                "x-of": "of",
                "uniqueItems": True,
            },
        ),
        said("the groups that are asked about", "گروه‌هایی که سنجیده می‌شوند"),
    ]
    basis: Annotated[Words, said("why these groups are compared", "دلیل سنجش این گروه‌ها")]
    publish_from: Annotated[
        int,
        Field(ge=1),
        said(
            "a group of fewer cases is never named", "گروهی که موردهایش کمتر از این باشد هرگز نام برده نمی‌شود"
        ),
    ] = 10


class LikeBy(Model):
    """The conditions that make cases alike, and why these."""

    fields: Annotated[
        tuple[Annotated[FieldRef, Field(json_schema_extra={"x-of": "of"})], ...],
        said("the fields that must be recorded and equal", "فیلدهایی که باید ثبت شده و برابر باشند"),
    ] = ()
    basis: Annotated[Words, said("why these make cases alike", "چرا این شرط‌ها موردها را مشابه می‌کند")]


class Unit(Model):
    """What is decided as one, such as a household: one case of each counts, or chance would look like intent."""

    field: Annotated[
        FieldRef | Literal["none"],
        Field(json_schema_extra={"x-of": "of"}),
        said(
            "the field that names it; with `none` nothing is presumed, only listed for review",
            "فیلدی که آن را نام می‌برد؛ با none هیچ اماره‌ای نیست و تنها فهرست بررسی داده می‌شود",
        ),
    ]
    basis: Annotated[
        Words, said("why cases of one unit are decided together", "چرا موردهای یک واحد با هم تصمیم‌گیری می‌شود")
    ]


class Materiality(Model):
    """The smallest difference that matters."""

    difference: Annotated[
        PercentText, said("the smallest difference that matters", "کمترین تفاوتی که مهم است")
    ]
    basis: Annotated[Words, said("why from this on", "چرا از این اندازه به بالا")]


class ErrorBudget(Model):
    """How often the method may accuse in years in which everybody is treated alike."""

    per_year: Annotated[
        str,
        Field(json_schema_extra={"format": "percentage-of-some"}),
        said(
            "the share of fair years in which anybody may be accused",
            "سهم سال‌های منصفانه‌ای که در آن‌ها ممکن است کسی به‌اشتباه متهم شود",
        ),
    ] = "2.5%"
    online: Annotated[
        str,
        Field(json_schema_extra={"format": "percentage-below-all"}),
        said("how much of it is spent while the year runs", "سهمی از آن که در طول سال به کار می‌رود"),
    ] = "50%"
    basis: Annotated[Words, said("who allows this, and why", "چه کسی و چرا این را پذیرفته است")]


class Examined(Model):
    """What is looked at value by value as well, for it may hide a difference, such as the office.

    All values of all these fields are looked at alike, and share what error is allowed: a longer list finds less in each.
    Their order decides nothing, but which is told where two of them show the same: the one that is named first.
    """

    fields: Annotated[
        tuple[Annotated[FieldRef, Field(json_schema_extra={"x-of": "of"})], ...],
        Field(min_length=1),
        said("the fields that are looked at value by value", "فیلدهایی که مقدار به مقدار هم بررسی می‌شود"),
    ]
    basis: Annotated[
        Words, said("why these are no condition of being alike", "چرا این‌ها شرط مشابه بودن نیست")
    ]


COMPARING_STRENGTH: Final[Mapping[str, Order]] = {
    "of": CASES,
    "service": NOT_COMPARED,
    "groups": GROUPS,
    "comparable-by": ALIKE_IN,
    "lawful-differences": LAWFUL_GROUPS,
    "unit": NOT_COMPARED,
    "materiality": MATTERS_FROM,
    "error-budget": BUDGETED,
    "examine-also": ALIKE_IN,
    "justified-by": REASONED,
    "in-each": NOT_COMPARED,
}
"""How the fields that all such norms have order strength: by whom they protect, and by what is presumed."""


class Comparing(Norm):
    """What every norm that compares groups declares."""

    service: Annotated[
        FieldRef,
        Field(json_schema_extra={"x-of": "of", "x-holds": "holds-service"}),
        said("the field that names the service", "فیلد خدمت"),
    ]
    of: Annotated[EventSelector, Field(json_schema_extra={"x-selects": "of"}), said("the cases", "موردها")]
    groups: Annotated[ComparedGroups, said("the groups", "گروه‌ها")]
    comparable_by: Annotated[LikeBy, said("what makes cases alike", "آنچه موردها را مشابه می‌کند")]
    lawful_differences: Annotated[
        tuple[Difference, ...],
        said("declared differences, each with its basis", "تفاوت‌های اعلام‌شده با مبنای خود"),
    ] = ()
    unit: Annotated[Unit, said("what is decided as one", "آنچه با هم تصمیم‌گیری می‌شود")]
    materiality: Annotated[Materiality, said("what difference matters", "تفاوت مهم")]
    error_budget: Annotated[ErrorBudget, said("how often it may be wrong", "چند بار ممکن است خطا کند")]
    examine_also: Annotated[
        Examined | None,
        said("what is looked at value by value as well", "آنچه مقدار به مقدار هم بررسی می‌شود"),
    ] = None
    justified_by: Annotated[
        Reasoned | None,
        said("the record of a reason that covers a difference", "ثبت دلیلی که تفاوت را موجه می‌کند"),
    ] = None
    in_each: Annotated[
        Literal["month", "quarter"],
        said("cases of one such period are compared", "موردهای یک دوره با هم سنجیده می‌شود"),
    ] = "month"

    def compared(
        self,
        setting: Setting,
        settled: EventSelector | None,
        matching: tuple[Pair, ...],
        counted: Condition,
        *,
        waiting: bool,
    ) -> Compared:
        """The check of what the norm declares, by what settles a case and what of that is counted."""
        return Compared(
            of=setting.points(self.of),
            settled=setting.points(settled) if settled else None,
            matching=matching,
            counted=counted,
            waiting=waiting,
            service=self.service,
            items=setting.services,
            alike=self.comparable_by.fields,
            lawful=tuple(lawful_difference(one, setting) for one in self.lawful_differences),
            groups=Groups(self.groups.field, self.groups.named, self.groups.publish_from),
            unit=None if self.unit.field == "none" else self.unit.field,
            examined=self.examine_also.fields if self.examine_also else (),
            periods=setting.periods(self.in_each),
            days=setting.days if waiting else (),
            allowance=Allowance(
                millionths(self.materiality.difference),
                millionths(self.error_budget.per_year),
                millionths(self.error_budget.online),
            ),
            justified=justified(self.justified_by, setting),
        )
