"""The rule kind `renewed`."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from slakit.checks import CoveredAtEnd
from slakit.lowering import Setting
from slakit.models import FieldRef, said
from slakit.norms import Norm
from slakit.selectors import EventSelector
from slakit.strength import DEMANDED, FULFILS, NOT_COMPARED, Order


class Renewed(Norm):
    """A successor must be in force when the term ends, with no gap.

    The end of the term is an occasion: kept if a successor was signed by then, is effective by then and not over.
    One that is signed later is late, even if it reaches back; one that begins later leaves a gap.
    Where the agreement itself is renewed beyond its term, the end of each such renewal is another occasion.
    With `covers` a successor may list the services with which it goes on. Each service of the annex that one of them
    leaves out is an occasion as well: kept if a successor that covers it was in force by then. One that lists no services
    covers all.
    An exception excuses from a successor if it is in force in the last instant before such an end.
    """

    CHOICES: ClassVar[tuple[str, ...]] = ("last-day", "retroactive-renewal")

    REASONS: ClassVar[dict[str, dict[str, str]]] = {
        "renewed": {
            "en": "The term[ for {service}][, extended beyond {written-end},] ends at {end}, and a successor that was signed at {signed} is in force by then.",
            "fa": "مدت اعتبار[ برای {service}][ (با تمدید پس از {written-end})] در {end} به سر می‌رسد و جانشینی که در {signed} امضا شده است تا آن زمان برقرار است.",
        },
        "not-yet-due": {
            "en": "The term[ for {service}][, extended beyond {written-end},] ends at {end}; a successor is due by then.",
            "fa": "مدت اعتبار[ برای {service}][ (با تمدید پس از {written-end})] در {end} به سر می‌رسد و جانشین باید تا آن زمان برقرار باشد.",
        },
        "effect-not-recorded": {
            "en": "The term[ for {service}][, extended beyond {written-end},] ended at {end}; a successor was signed by then, but from when it is effective is not recorded.",
            "fa": "مدت اعتبار[ برای {service}][ (با تمدید پس از {written-end})] در {end} به سر رسید؛ جانشینی تا آن زمان امضا شده بود، ولی آغاز اعتبار آن ثبت نشده است.",
        },
        "no-evidence": {
            "en": "The term[ for {service}][, extended beyond {written-end},] ended at {end}; no successor that was in force then is recorded, but the log need not hold every signing.",
            "fa": "مدت اعتبار[ برای {service}][ (با تمدید پس از {written-end})] در {end} به سر رسید؛ جانشینی که در آن زمان برقرار باشد ثبت نشده است، ولی گزارش رویدادها لزوماً همهٔ امضاها را در بر ندارد.",
        },
        "no-successor": {
            "en": "The term[ for {service}][, extended beyond {written-end},] ended at {end}, and no successor has been signed.",
            "fa": "مدت اعتبار[ برای {service}][ (با تمدید پس از {written-end})] در {end} به سر رسید و هیچ جانشینی امضا نشده است.",
        },
        "left-out": {
            "en": "The term[ for {service}][, extended beyond {written-end},] ended at {end}; the successor that was signed at {signed} leaves that service out, and none that goes on with it has been signed.",
            "fa": "مدت اعتبار[ برای {service}][ (با تمدید پس از {written-end})] در {end} به سر رسید؛ جانشینی که در {signed} امضا شد این خدمت را در بر ندارد و جانشینی که آن را در بر داشته باشد امضا نشده است.",
        },
        "over-by-then": {
            "en": "The term[ for {service}][, extended beyond {written-end},] ended at {end}; the successor that was signed at {signed} was in effect only until {expired}, and none that lasts longer has been signed.",
            "fa": "مدت اعتبار[ برای {service}][ (با تمدید پس از {written-end})] در {end} به سر رسید؛ جانشینی که در {signed} امضا شد تنها تا {expired} اعتبار داشت و جانشینی که پس از آن برقرار باشد امضا نشده است.",
        },
        "gap": {
            "en": "The term[ for {service}][, extended beyond {written-end},] ended at {end}; the successor that was signed at {signed} is effective only from {effective}, {gap} later.",
            "fa": "مدت اعتبار[ برای {service}][ (با تمدید پس از {written-end})] در {end} به سر رسید؛ جانشینی که در {signed} امضا شد تنها از {effective}، یعنی {gap} پس از آن، اعتبار دارد.",
        },
        "signed-late": {
            "en": "The term[ for {service}][, extended beyond {written-end},] ended at {end}; the successor was signed only at {signed}, {late} later, and a late signature does not mend the gap by reaching back.",
            "fa": "مدت اعتبار[ برای {service}][ (با تمدید پس از {written-end})] در {end} به سر رسید؛ جانشین تنها در {signed}، یعنی {late} پس از آن، امضا شد و عطف آن به گذشته این تأخیر را جبران نمی‌کند.",
        },
        "excused": {
            "en": "The term[ for {service}][, extended beyond {written-end},] ended at {end}, and an exception was in force then that excuses from a successor[ (clause {exceptions})].",
            "fa": "مدت اعتبار[ برای {service}][ (با تمدید پس از {written-end})] در {end} به سر رسید و در آن زمان استثنایی برقرار بود که از داشتن جانشین معاف می‌کند[ (بند {exceptions})].",
        },
        "perhaps-excused": {
            "en": "The term[ for {service}][, extended beyond {written-end},] ended at {end}, and an exception was in force then that may excuse from a successor[ (clause {exceptions})], but the log leaves open whether it does.",
            "fa": "مدت اعتبار[ برای {service}][ (با تمدید پس از {written-end})] در {end} به سر رسید و در آن زمان استثنایی برقرار بود که شاید از داشتن جانشین معاف کند[ (بند {exceptions})]، ولی از گزارش رویدادها معلوم نیست.",
        },
    }

    STRENGTH: ClassVar[Mapping[str, Order]] = {
        "by": FULFILS,
        "effective": NOT_COMPARED,
        "expires": DEMANDED,
        "covers": DEMANDED,
    }

    rule: Literal["renewed"]
    by: Annotated[
        tuple[EventSelector, ...],
        Field(min_length=1, json_schema_extra={"x-selects": "by"}),
        said("the events that sign a successor", "رویدادهایی که جانشین را امضا می‌کنند"),
    ]
    effective: Annotated[
        FieldRef,
        Field(json_schema_extra={"x-of": "by", "x-holds": "holds-day,holds-instant"}),
        said("the field that says from when it is effective", "فیلد آغاز اعتبار"),
    ]

    expires: Annotated[
        FieldRef | None,
        Field(json_schema_extra={"x-of": "by", "x-holds": "holds-last-day"}),
        said("the field that says until when it is effective", "فیلد پایان اعتبار"),
    ] = None

    covers: Annotated[
        FieldRef | None,
        Field(json_schema_extra={"x-of": "by", "x-holds": "list-of-service"}),
        said("the field that lists the services with which it goes on", "فیلد خدماتی که با آن ادامه می‌یابد"),
    ] = None

    def lower(self, setting: Setting) -> CoveredAtEnd:
        """**covered**: the end of the term inside the effect of a signed successor."""
        for fixed in self.CHOICES:
            setting.choice(fixed)
        return CoveredAtEnd(
            by=tuple(setting.points(selector) for selector in self.by),
            effective=self.effective,
            expires=self.expires,
            covers=self.covers,
            complete=setting.vocabulary.is_complete(*(selector.event for selector in self.by)),
        )
