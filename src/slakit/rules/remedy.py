"""The rule kind `remedy`."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from slakit.checks import Amount, Cap, Pair, Remedied, Sum, Tariff, Tier
from slakit.lowering import Setting, millionths
from slakit.models import DurationText, ElapsedText, FieldRef, Model, Unspecified, refers, said
from slakit.norms import Exempting, Norm
from slakit.selectors import EventSelector
from slakit.strength import AGREES, ANSWERS, CAPPED, DEMANDED, DUE, FULFILS, IN_TIME, NOT_COMPARED, Order

Percentage = Annotated[str, Field(json_schema_extra={"format": "percentage"})]
Units = Annotated[int, Field(ge=0)]


class Remitting(Exempting):
    """An exception from a remedy, matched by what names the occasion as the remedy itself is."""

    matching: Annotated[
        tuple[
            Annotated[str, refers("field", **{"x-of": "record"})]
            | Annotated[
                dict[str, Annotated[str, refers("field", **{"x-of": "record"})]],
                Field(min_length=1, max_length=1),
            ],
            ...,
        ],
        said(
            "what of the occasion agrees with which field of the record; such as `service`",
            "چه چیزی از مورد با کدام فیلد سند یکی است؛ مانند service",
        ),
    ] = ()


class TierText(Model):
    """What is due from a level, or from a delay, on: a `sum` in the smallest unit, or a `share` of the base."""

    below: Annotated[
        Percentage | None,
        said("where the level reached is below this", "اگر سطح به‌دست‌آمده کمتر از این باشد"),
    ] = None
    later_than: Annotated[
        ElapsedText | None, said("where the delay is longer than this", "اگر دیرکرد بیش از این باشد")
    ] = None
    sum: Annotated[Units | None, said("an amount; in the smallest unit", "مبلغ؛ به کوچک‌ترین واحد")] = None
    share: Annotated[Percentage | None, said("a share of the base", "سهمی از مبنا")] = None


class Base(Model):
    """What a share is of: the sum of an amount of the events in the window measured, or the last one before."""

    of: Annotated[
        EventSelector,
        Field(json_schema_extra={"x-selects": "base"}),
        said("the events; such as invoices", "رویدادها؛ مانند صورت‌حساب"),
    ]
    amount: Annotated[
        FieldRef,
        Field(json_schema_extra={"x-of": "base", "x-holds": "holds-integer,holds-rial"}),
        said("their field with the amount", "فیلد مبلغ آن‌ها"),
    ]
    matching: Annotated[
        dict[str, Annotated[str, refers("field", **{"x-of": "base"})]],
        said(
            "what of the occasion agrees with which of their fields",
            "چه چیزی از مورد با کدام فیلد آن‌ها یکی است",
        ),
    ] = {}


class CapText(Model):
    """The most that is due for the violations of one period."""

    per: Annotated[
        Literal["term", "month", "quarter", "year"], said("the period that it is for", "برای چه دوره‌ای")
    ]
    each: Annotated[
        tuple[str, ...],
        said(
            "what of the occasion is capped by itself; such as `service`",
            "آنچه سقف جداگانه دارد؛ مانند service",
        ),
    ] = ()
    sum: Annotated[Units | None, said("an amount; in the smallest unit", "مبلغ؛ به کوچک‌ترین واحد")] = None
    share: Annotated[Percentage | None, said("a share of the base", "سهمی از مبنا")] = None


class Remedy(Norm):
    """What the violation of another norm opens: an act within a time, and perhaps of an amount.

    Each violated finding of a norm under `for` is one occasion, and each undetermined one may be. The time runs from
    when the violation is complete: the end of the window measured, the deadline that was missed, or the act itself.
    It may be counted by a calendar, as in [`respond-within`](respond-within.md): `10 working-days of <calendar>`.

    With `tiers` the act must be worth what is due: the last tier that applies, from mild to severe, up to the `cap`.
    Amounts are whole numbers of the smallest unit; several payments add up, the oldest debt is paid first, and each
    unit counts once. Where the level, the delay or the base is not known exactly, the amount is a range.
    An exception leaves nothing due if it is in force when the violation is complete.

    A remedy may be answered by a remedy; what answers itself is refused.
    """

    CHOICES: ClassVar[tuple[str, ...]] = ("bound", "hour-clock")

    REASONS: ClassVar[dict[str, dict[str, str]]] = {
        "remedied": {
            "en": "the norm “{breach}” of clause {breach-clause} was violated ({occasion}), and {after} after that was complete {remedy}[; {required} is allowed][; due: {amount-due}][, at most {amount-due-at-most}][; paid in time: {paid}].",
            "fa": "الزام «{breach}» از بند {breach-clause} نقض شد ({occasion}) و {after} پس از تحقق آن {remedy}[؛ مهلت {required} است][؛ مبلغ لازم: {amount-due}][، حداکثر {amount-due-at-most}][؛ پرداخت به‌موقع: {paid}].",
        },
        "due": {
            "en": "the norm “{breach}” of clause {breach-clause} was violated ({occasion}); what must follow (“{next}”) is due by {due}[; due: {amount-due}][, at most {amount-due-at-most}][; paid in time: {paid}].",
            "fa": "الزام «{breach}» از بند {breach-clause} نقض شد ({occasion})؛ سررسید آنچه باید در پی آن بیاید («{next}») {due} است[؛ مبلغ لازم: {amount-due}][، حداکثر {amount-due-at-most}][؛ پرداخت به‌موقع: {paid}].",
        },
        "no-time-given": {
            "en": "the norm “{breach}” of clause {breach-clause} was violated ({occasion}); what must follow (“{next}”) is not recorded after it yet, and the text gives no time for it[; due: {amount-due}][, at most {amount-due-at-most}][; paid in time: {paid}].",
            "fa": "الزام «{breach}» از بند {breach-clause} نقض شد ({occasion})؛ آنچه باید در پی آن بیاید («{next}») هنوز پس از آن ثبت نشده است و متن مهلتی برای آن نداده است[؛ مبلغ لازم: {amount-due}][، حداکثر {amount-due-at-most}][؛ پرداخت به‌موقع: {paid}].",
        },
        "unresolved-at-end": {
            "en": "the norm “{breach}” of clause {breach-clause} was violated ({occasion}); what must follow (“{next}”) was not recorded after it by {due}, and the text gives no time for it, so the duty remains unresolved[; due: {amount-due}][, at most {amount-due-at-most}][; paid in time: {paid}].",
            "fa": "الزام «{breach}» از بند {breach-clause} نقض شد ({occasion})؛ آنچه باید در پی آن بیاید («{next}») پس از آن تا {due} ثبت نشد و متن مهلتی برای آن نداده است؛ پس تکلیف حل‌نشده مانده است[؛ مبلغ لازم: {amount-due}][، حداکثر {amount-due-at-most}][؛ پرداخت به‌موقع: {paid}].",
        },
        "late": {
            "en": "the norm “{breach}” of clause {breach-clause} was violated ({occasion}), and {after} after that was complete {remedy}; {required} is allowed, so it was late[ by {late-by}][, {just-late}] (due by {due})[; due: {amount-due}][, at most {amount-due-at-most}][; paid in time: {paid}].",
            "fa": "الزام «{breach}» از بند {breach-clause} نقض شد ({occasion}) و {after} پس از تحقق آن {remedy}؛ مهلت {required} است، پس [{late-by} ]دیر شد[، {just-late}] (سررسید: {due})[؛ مبلغ لازم: {amount-due}][، حداکثر {amount-due-at-most}][؛ پرداخت به‌موقع: {paid}].",
        },
        "too-little": {
            "en": "the norm “{breach}” of clause {breach-clause} was violated ({occasion}); what followed (“{next}”) was too little by {due}[; due: {amount-due}][, at most {amount-due-at-most}][; paid in time: {paid}].",
            "fa": "الزام «{breach}» از بند {breach-clause} نقض شد ({occasion})؛ آنچه در پی آن آمد («{next}») تا {due} کمتر از مبلغ لازم بود[؛ مبلغ لازم: {amount-due}][، حداکثر {amount-due-at-most}][؛ پرداخت به‌موقع: {paid}].",
        },
        "missing": {
            "en": "the norm “{breach}” of clause {breach-clause} was violated ({occasion}); what must follow (“{next}”) was due by {due} and did not come[; due: {amount-due}][, at most {amount-due-at-most}][; paid in time: {paid}].",
            "fa": "الزام «{breach}» از بند {breach-clause} نقض شد ({occasion})؛ آنچه باید در پی آن بیاید («{next}») باید تا {due} می‌آمد و نیامد[؛ مبلغ لازم: {amount-due}][، حداکثر {amount-due-at-most}][؛ پرداخت به‌موقع: {paid}].",
        },
        "calendar-ends": {
            "en": "the norm “{breach}” of clause {breach-clause} was violated ({occasion}); what must follow (“{next}”) is due {required} later, but the calendar that counts them tells nothing beyond {calendar-end}, so the day is not known[; due: {amount-due}][, at most {amount-due-at-most}][; paid in time: {paid}].",
            "fa": "الزام «{breach}» از بند {breach-clause} نقض شد ({occasion})؛ آنچه باید در پی آن بیاید («{next}») {required} مهلت دارد، ولی تقویمی که آن را می‌شمارد پس از {calendar-end} را در بر ندارد؛ پس سررسید معلوم نیست[؛ مبلغ لازم: {amount-due}][، حداکثر {amount-due-at-most}][؛ پرداخت به‌موقع: {paid}].",
        },
        "unclear": {
            "en": "the norm “{breach}” of clause {breach-clause} was violated ({occasion}); what must follow (“{next}”) was due by {due}, and the log leaves open whether enough of it came in time[; due: {amount-due}][, at most {amount-due-at-most}][; paid in time: {paid}].",
            "fa": "الزام «{breach}» از بند {breach-clause} نقض شد ({occasion})؛ آنچه باید در پی آن بیاید («{next}») باید تا {due} می‌آمد، ولی از گزارش رویدادها معلوم نیست که به اندازه و به‌موقع آمده باشد[؛ مبلغ لازم: {amount-due}][، حداکثر {amount-due-at-most}][؛ پرداخت به‌موقع: {paid}].",
        },
        "no-remedy-recorded": {
            "en": "the norm “{breach}” of clause {breach-clause} was violated ({occasion}); what must follow (“{next}”) was due by {due} and is not recorded, but the log need not hold every such event[; due: {amount-due}][, at most {amount-due-at-most}][; paid in time: {paid}].",
            "fa": "الزام «{breach}» از بند {breach-clause} نقض شد ({occasion})؛ آنچه باید در پی آن بیاید («{next}») باید تا {due} می‌آمد و ثبت نشده است، ولی گزارش رویدادها لزوماً همهٔ چنین رویدادهایی را در بر ندارد[؛ مبلغ لازم: {amount-due}][، حداکثر {amount-due-at-most}][؛ پرداخت به‌موقع: {paid}].",
        },
        "perhaps-opened": {
            "en": "it is not known whether the norm “{breach}” of clause {breach-clause} was violated ({occasion}), so it is not known whether “{next}” must follow.",
            "fa": "معلوم نیست که الزام «{breach}» از بند {breach-clause} نقض شده باشد ({occasion})؛ پس معلوم نیست که «{next}» لازم باشد.",
        },
        "nothing-due": {
            "en": "the norm “{breach}” of clause {breach-clause} was violated ({occasion}), but no tier applies, or what a share is of is nothing, so nothing is due.",
            "fa": "الزام «{breach}» از بند {breach-clause} نقض شد ({occasion})، ولی مشمول هیچ پله‌ای نیست یا مبنای سهم صفر است؛ پس چیزی لازم نیست.",
        },
        "cap-reached": {
            "en": "the norm “{breach}” of clause {breach-clause} was violated ({occasion}), but the earlier violations of the period have used up the cap, so nothing more is due.",
            "fa": "الزام «{breach}» از بند {breach-clause} نقض شد ({occasion})، ولی نقض‌های پیشین همان دوره سقف را پر کرده است؛ پس چیز دیگری لازم نیست.",
        },
        "excused": {
            "en": "the norm “{breach}” of clause {breach-clause} was violated ({occasion}), but an exception was in force when that was complete, so “{next}” need not follow[ (clause {exceptions})].",
            "fa": "الزام «{breach}» از بند {breach-clause} نقض شد ({occasion})، ولی هنگام تحقق آن استثنایی برقرار بود؛ پس «{next}» لازم نیست[ (بند {exceptions})].",
        },
        "perhaps-excused": {
            "en": "the norm “{breach}” of clause {breach-clause} was violated ({occasion}), and when that was complete an exception was in force that may excuse from “{next}”[ (clause {exceptions})], but the log leaves open whether it does.",
            "fa": "الزام «{breach}» از بند {breach-clause} نقض شد ({occasion}) و هنگام تحقق آن استثنایی برقرار بود که شاید از «{next}» معاف کند[ (بند {exceptions})]، ولی از گزارش رویدادها معلوم نیست.",
        },
    }

    STRENGTH: ClassVar[Mapping[str, Order]] = {
        "for": ANSWERS,
        "then": FULFILS,
        "matching": AGREES,
        "within": IN_TIME,
        "amount": DEMANDED,
        "tiers": DUE,
        "base": NOT_COMPARED,
        "cap": CAPPED,
    }

    rule: Literal["remedy"]
    unless: Annotated[
        tuple[Remitting, ...], said("exceptions, each with its clause", "استثناها، هر یک با بند خود")
    ] = ()
    for_: Annotated[
        tuple[Annotated[str, Field(json_schema_extra={"x-refers-to": "norm"})], ...],
        Field(min_length=1),
        said("the norms that it answers", "الزام‌هایی که نقض آن‌ها را جبران می‌کند"),
    ]
    then: Annotated[
        EventSelector,
        Field(json_schema_extra={"x-selects": "then"}),
        said("what must follow", "آنچه باید در پی آن بیاید"),
    ]
    matching: Annotated[
        dict[str, Annotated[str, refers("field", **{"x-of": "then"})]],
        said(
            "what of the occasion agrees with which field of what follows; such as `{service: service}`",
            "چه چیزی از مورد با کدام فیلدِ آنچه در پی می‌آید یکی است",
        ),
    ] = {}
    within: Annotated[
        DurationText | Unspecified, said("how soon; or `unspecified`", "در چه مدت؛ یا unspecified")
    ]
    amount: Annotated[
        FieldRef | None,
        Field(json_schema_extra={"x-of": "then", "x-holds": "holds-integer,holds-rial"}),
        said("the field with the amount that was paid", "فیلد مبلغ پرداخت‌شده"),
    ] = None
    tiers: Annotated[
        tuple[TierText, ...], said("what is due, from mild to severe", "مبلغ‌ها، از سبک تا سنگین")
    ] = ()
    base: Annotated[Base | None, said("what a share is of", "مبنای سهم")] = None
    cap: Annotated[CapText | None, said("the most that is due", "سقف مبلغ")] = None

    def lower(self, setting: Setting) -> Remedied:
        """**followed**: a matching event of the amount due not later than `within` after each violation."""
        untimed = self.within == "unspecified"
        within, required = (None, "") if untimed else setting.clock(self.within)
        return Remedied(
            of=tuple(setting.duty(norm) for norm in self.for_),
            by=setting.points(self.then),
            matching=_pairs(self.matching),
            within=within,
            closed=untimed or setting.choice("bound") == "closed",
            tariff=self._tariff(setting, self.amount) if self.amount else None,
            required=required,
        )

    def not_stronger_by(self, setting: Setting) -> frozenset[str]:
        """What an earlier violation uses up of the cap is no longer due for a later one."""
        return frozenset(("for", "tiers") if self.cap else ())

    def _tariff(self, setting: Setting, field: str) -> Tariff:
        base, cap = self.base, self.cap
        return Tariff(
            tiers=tuple(_tier(setting, tier) for tier in self.tiers),
            field=field,
            base=Sum(setting.points(base.of), base.amount, _pairs(base.matching)) if base else None,
            cap=Cap(_amount(cap.sum, cap.share), setting.windows(cap.per), cap.each) if cap else None,
        )


def _pairs(matching: dict[str, str]) -> tuple[Pair, ...]:
    return tuple(matching.items())


def _tier(setting: Setting, tier: TierText) -> Tier:
    return Tier(
        due=_amount(tier.sum, tier.share),
        below=None if tier.below is None else millionths(tier.below),
        longer=None if tier.later_than is None else setting.length(tier.later_than),
    )


def _amount(fixed: int | None, share: str | None) -> Amount:
    return Amount(fixed, None if share is None else millionths(share))
