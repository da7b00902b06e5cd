"""The rule kind `equal-treatment`."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from slakit.checks import Incomplete, Same
from slakit.lowering import Setting, millionths
from slakit.models import FieldRef, Model, Words, said
from slakit.norms import Norm
from slakit.rules._comparing import Examined, LikeBy, OpenDifference, PercentText, lawful_difference
from slakit.selectors import EventSelector, Matching, RecordSelector, fields_matched
from slakit.strength import (
    BINDS,
    LACKS_CONDITION,
    LAWFUL_DIFFERENCES,
    LETS_DIFFER,
    NOT_COMPARED,
    TELLS_APART,
    Order,
)

BRINGS_TOGETHER: Final = frozenset({
    "of", "unless", "comparable-by", "told-apart-by", "lawful-differences", "tariff",
})  # fmt: skip
"""The fields that decide which cases are compared with which."""


class AlikeBy(LikeBy):
    """The conditions that make cases alike or set them apart, and why these."""

    fields: Annotated[
        tuple[Annotated[FieldRef, Field(json_schema_extra={"x-of": "of"})], ...],
        Field(min_length=1),
        said("the fields that tell the conditions", "فیلدهایی که این شرط‌ها را می‌گوید"),
    ]
    basis: Annotated[Words, said("why these conditions and no others", "چرا این شرط‌ها و نه شرط‌های دیگر")]


class LacksCondition(Model):
    """From when on a class is taken to lack a condition in the agreement, instead of being full of violations."""

    differing: Annotated[
        PercentText,
        said("more than this share differ from the others", "بیش از این سهم با دیگران متفاوت است"),
    ]
    values: Annotated[
        int,
        Field(ge=2),
        said("or there are more different values than this", "یا شمار مقدارها بیش از این است"),
    ] = 16
    cases: Annotated[
        int, Field(ge=2), said("in a class of at least so many", "در گروهی با دست‌کم این شمار")
    ] = 30
    basis: Annotated[Words, said("why from this on", "چرا از این اندازه به بالا")]


class EqualTreatment(Norm):
    """Recipients in equal conditions must be treated alike, exactly.

    Events that agree in every field of `comparable-by`, under the same tariff in force, form a class, and a class is one
    occasion: all hold the same `treatment`, or it is a violation. With `recipient` only a difference between recipients
    counts: a class in which all cases are of one recipient is not unequal, whatever was given to that one; beside a case of
    another recipient each of them counts, and where it is not recorded whose a case is, the difference is a presumption.
    `told-apart-by` and `lawful-differences` split a class
    where they are recorded; a difference between events that leave one of them unrecorded is only a presumption (the
    provider must now show the reason), and an event that lacks a field of `comparable-by` is not compared at all. The
    tariff is the one in force when the event happens. Where that of the request applies (`fee-that-applies`), a
    difference may rest on another tariff, so that it is a presumption at most.

    Whom an exemption or a registered additional agreement sets apart is compared with those who have it too. One that is
    not in force, or not as `while` asks (an addition that was attested to break the law), sets nobody apart. With
    `open-to-others` it must also have been open to whoever is in equal conditions, with no agreement or with another one,
    or it is listed for review. Where so many differ that a condition is probably missing in the agreement
    (`lacks-condition`), no violation is recorded until that is settled, and the finding names the recorded field that
    would tell the cases apart. Among the fields of `examine-also` it names the one in which those who differ gather.
    A class that was treated alike is shown by its first and its last case, and every case that differs is shown.
    """

    CHOICES: ClassVar[tuple[str, ...]] = ("comparator", "fee-that-applies")

    REASONS: ClassVar[dict[str, dict[str, str]]] = {
        "equal": {
            "en": "In {class}, all comparable cases ({compared}) were treated alike: {usual}.",
            "fa": "در {class}، با همهٔ موردهای قابل مقایسه ({compared}) یکسان رفتار شد: {usual}.",
        },
        "equal-so-far": {
            "en": "[{if-several}In {class}, the comparable cases so far ({compared}) were treated alike: {usual}.][{if-alone}In {class}, there is only one case so far ({usual}), and no other to compare it with.]",
            "fa": "[{if-several}در {class}، تاکنون با همهٔ موردهای قابل مقایسه ({compared}) یکسان رفتار شده است: {usual}.][{if-alone}در {class}، تاکنون تنها یک مورد هست ({usual}) و مورد دیگری نیست که با آن سنجیده شود.]",
        },
        "nobody-alike": {
            "en": "In {class}, there is only one case ({usual}), and no other to compare it with.",
            "fa": "در {class}، تنها یک مورد هست ({usual}) و مورد دیگری نیست که با آن سنجیده شود.",
        },
        "of-one-recipient": {
            "en": "In {class}, all cases ({compared}) are of one recipient, who was not always treated alike ({usual}, and other values). There is no other recipient to compare with.",
            "fa": "در {class}، همهٔ موردها ({compared}) از آنِ یک گیرندهٔ خدمت است که با او همیشه یکسان رفتار نشد ({usual} و مقدارهای دیگر). گیرندهٔ دیگری نیست که با او سنجیده شود.",
        },
        "of-one-recipient-so-far": {
            "en": "In {class}, all cases so far ({compared}) are of one recipient, who was not always treated alike ({usual}, and other values). There is no other recipient so far to compare with.",
            "fa": "در {class}، همهٔ موردها تاکنون ({compared}) از آنِ یک گیرندهٔ خدمت است که با او همیشه یکسان رفتار نشده است ({usual} و مقدارهای دیگر). تاکنون گیرندهٔ دیگری نیست که با او سنجیده شود.",
        },
        "unequal": {
            "en": "In {class}, {differing} of {compared} comparable cases received different treatment from the others: {other} in place of {usual} ({treatment})[; the latest tariff in force is {tariff}]. Nothing recorded makes the difference lawful.[ They were given {other-values} different values.][ Under an exemption or an agreement that was not in force, or does not count: {not-in-force} of them.][ {gathered} of them are where {gathers-in}; about {gathered-by-chance} would be expected there.]",
            "fa": "در {class}، با {differing} مورد از {compared} مورد قابل مقایسه مانند دیگران رفتار نشد: {other} به‌جای {usual} ({treatment})[؛ تازه‌ترین تعرفهٔ برقرار {tariff} است]. هیچ چیز ثبت‌شده‌ای این تفاوت را موجه نمی‌کند.[ مقدارهای متفاوت در این موردها: {other-values}.][ {not-in-force} مورد از آن‌ها بر پایهٔ معافیت یا توافقی بوده که برقرار نبوده یا به شمار نمی‌آید.][ {gathered} مورد از آن‌ها در {gathers-in} است؛ در آنجا حدود {gathered-by-chance} مورد انتظار می‌رفت.]",
        },
        "unequal-as-recorded": {
            "en": "In {class}, {differing} of {compared} cases that are alike as far as is recorded received different treatment from the others: {other} in place of {usual} ({treatment})[; the latest tariff in force is {tariff}][; not recorded: {not-recorded}][; perhaps in force: {unclear}]. It is now for {bearer} to show the reason.[ They were given {other-values} different values.][ Under an exemption or an agreement that was not in force, or does not count: {not-in-force} of them.][ {gathered} of them are where {gathers-in}; about {gathered-by-chance} would be expected there.]",
            "fa": "در {class}، با {differing} مورد از {compared} موردی که تا آنجا که ثبت شده یکسان‌اند مانند دیگران رفتار نشد: {other} به‌جای {usual} ({treatment})[؛ تازه‌ترین تعرفهٔ برقرار {tariff} است][؛ ثبت‌نشده: {not-recorded}][؛ شاید برقرار بوده: {unclear}]. اکنون بیان دلیل بر عهدهٔ {bearer} است.[ مقدارهای متفاوت در این موردها: {other-values}.][ {not-in-force} مورد از آن‌ها بر پایهٔ معافیت یا توافقی بوده که برقرار نبوده یا به شمار نمی‌آید.][ {gathered} مورد از آن‌ها در {gathers-in} است؛ در آنجا حدود {gathered-by-chance} مورد انتظار می‌رفت.]",
        },
        "condition-not-recorded": {
            "en": "In {class}, [{if-several}all cases here ({compared}) were treated alike ({usual})][{if-alone}there is only one case ({usual})]. Others with another value may be like [{if-several}them][{if-alone}it], since what would tell them apart is not recorded or established everywhere[; not recorded: {not-recorded}][; perhaps in force: {unclear}].",
            "fa": "در {class}، [{if-several}با همهٔ این موردها ({compared}) یکسان رفتار شد ({usual})][{if-alone}تنها یک مورد هست ({usual})]. شاید موردهایی با مقدار دیگر نیز مانند [{if-several}این‌ها][{if-alone}آن] باشد، زیرا آنچه آن‌ها را از هم جدا می‌کند همه‌جا ثبت یا محرز نشده است[؛ ثبت‌نشده: {not-recorded}][؛ شاید برقرار بوده: {unclear}].",
        },
        "condition-of-one-not-recorded": {
            "en": "In {class}, all cases here ({compared}) are of one recipient, who was not always treated alike ({usual}, and other values). Cases of other recipients may be like them, since what would tell them apart is not recorded or established everywhere[; not recorded: {not-recorded}][; perhaps in force: {unclear}].",
            "fa": "در {class}، همهٔ این موردها ({compared}) از آنِ یک گیرندهٔ خدمت است که با او همیشه یکسان رفتار نشد ({usual} و مقدارهای دیگر). شاید موردهای گیرندگان دیگر نیز مانند این‌ها باشد، زیرا آنچه آن‌ها را از هم جدا می‌کند همه‌جا ثبت یا محرز نشده است[؛ ثبت‌نشده: {not-recorded}][؛ شاید برقرار بوده: {unclear}].",
        },
        "probably-incomplete": {
            "en": "In {class}, {differing} of {compared} cases that the agreement treats as alike ({differing-millionths}) received different treatment from the others: {other} in place of {usual} ({treatment}). Probably a condition is missing in the agreement[: {told-apart-by} would explain {explained} of them]. No violation is recorded until this is settled.",
            "fa": "در {class}، با {differing} مورد از {compared} موردی که توافق‌نامه آن‌ها را یکسان می‌داند ({differing-millionths}) مانند دیگران رفتار نشد: {other} به‌جای {usual} ({treatment}). به احتمال زیاد شرطی در توافق‌نامه نیامده است[: {told-apart-by} تفاوت {explained} مورد از آن‌ها را توضیح می‌دهد]. تا روشن شدن این موضوع نقضی ثبت نمی‌شود.",
        },
        "not-offered-to-others": {
            "en": "In {class}, cases under an agreement of their own ({compared}) received different treatment ({usual}) from those in equal conditions without it ({others-compared}: {others-usual}). The record does not show in every case that the others could have had the same. This is listed for review.",
            "fa": "در {class}، با {compared} مورد که توافق جداگانه دارد ({usual}) مانند {others-compared} مورد بدون آن و در شرایط مساوی ({others-usual}) رفتار نشد. آنچه ثبت شده نشان نمی‌دهد که دیگران هم در هر مورد می‌توانستند همان را داشته باشند. این تفاوت برای بررسی فهرست می‌شود.",
        },
        "not-comparable": {
            "en": "{event}. A condition that makes cases comparable, or {treatment}, is not recorded, so it is compared with no other.",
            "fa": "{event}. شرطی که موردها را قابل مقایسه می‌کند، یا خودِ رفتار ({treatment})، ثبت نشده است؛ پس با هیچ مورد دیگری سنجیده نمی‌شود.",
        },
    }

    STRENGTH: ClassVar[Mapping[str, Order]] = {
        "of": BINDS,
        "treatment": NOT_COMPARED,
        "service": NOT_COMPARED,
        "recipient": LETS_DIFFER,
        "comparable-by": TELLS_APART,
        "told-apart-by": TELLS_APART,
        "lawful-differences": LAWFUL_DIFFERENCES,
        "tariff": LETS_DIFFER,
        "tariff-matching": NOT_COMPARED,
        "lacks-condition": LACKS_CONDITION,
        "examine-also": NOT_COMPARED,
    }

    rule: Literal["equal-treatment"]
    of: Annotated[EventSelector, Field(json_schema_extra={"x-selects": "of"}), said("the treatment", "رفتار")]
    treatment: Annotated[
        FieldRef, Field(json_schema_extra={"x-of": "of"}), said("what must be alike", "آنچه باید یکسان باشد")
    ]
    service: Annotated[
        FieldRef,
        Field(json_schema_extra={"x-of": "of", "x-holds": "holds-service"}),
        said("the field that names the service", "فیلد خدمت"),
    ]
    recipient: Annotated[
        FieldRef | None,
        Field(json_schema_extra={"x-of": "of"}),
        said(
            "the field that names the recipient; without it each case counts as that of another one",
            "فیلدی که گیرندهٔ خدمت را نام می‌برد؛ بدون آن، هر مورد از آنِ گیرنده‌ای دیگر شمرده می‌شود",
        ),
    ] = None
    comparable_by: Annotated[
        AlikeBy, said("conditions that must be recorded and equal", "شرایطی که باید ثبت شده و برابر باشند")
    ]
    told_apart_by: Annotated[
        AlikeBy | None,
        said(
            "conditions that set recipients apart where they are recorded",
            "شرایطی که اگر ثبت شده باشند جدا می‌کنند",
        ),
    ] = None
    lawful_differences: Annotated[
        tuple[OpenDifference, ...],
        said("declared differences, each with its basis", "تفاوت‌های اعلام‌شده با مبنای خود"),
    ] = ()
    tariff: Annotated[
        RecordSelector | None,
        Field(json_schema_extra={"x-selects": "tariff"}),
        said("the announced tariff, whose lawful changes are no discrimination", "تعرفهٔ اعلام‌شده"),
    ] = None
    tariff_matching: Annotated[Matching, Field(json_schema_extra={"x-ours": "of", "x-theirs": "tariff"})] = ()
    lacks_condition: Annotated[
        LacksCondition | None,
        said("from when on a condition is probably missing", "از چه هنگام احتمالاً شرطی نیامده است"),
    ] = None
    examine_also: Annotated[
        Examined | None,
        said("what those who differ may have in common", "آنچه شاید میان موردهای متفاوت مشترک باشد"),
    ] = None

    def lower(self, setting: Setting) -> Same:
        """**same**: one value in each class of events that are alike."""
        setting.choice("comparator")
        requested = setting.choices.get("fee-that-applies") == "in-force-when-requested"
        if requested and self.tariff:
            setting.choice("fee-that-applies")
        return Same(
            of=setting.points(self.of),
            value=self.treatment,
            alike=self.comparable_by.fields,
            told_apart=self.told_apart_by.fields if self.told_apart_by else (),
            lawful=tuple(lawful_difference(difference, setting) for difference in self.lawful_differences),
            service=self.service,
            version=setting.spans(self.tariff) if self.tariff else None,
            version_matching=fields_matched(self.tariff_matching),
            incomplete=self._incomplete(),
            examined=self.examine_also.fields if self.examine_also else (),
            another_version=requested and self.tariff is not None,
            recipient=self.recipient,
        )

    def not_stronger_by(self, setting: Setting) -> frozenset[str]:
        """Where more cases are compared with one another, so many may differ that a condition is probably missing."""
        return BRINGS_TOGETHER if self.lacks_condition else frozenset()

    def _incomplete(self) -> Incomplete | None:
        if (lacking := self.lacks_condition) is None:
            return None
        return Incomplete(lacking.cases, millionths(lacking.differing), lacking.values)
