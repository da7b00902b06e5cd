"""The rule kind `announced-value`."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from slakit.checks import CoveredAt
from slakit.lowering import Setting
from slakit.models import FieldRef, said
from slakit.norms import WHO, Exempting, Norm
from slakit.selectors import EventSelector, Matching, RecordSelector, fields_matched
from slakit.strength import AGREES, BINDS, FULFILS, NOT_COMPARED, Order


class Lowering(Exempting):
    """An exception from what was announced, which may be one that only lowers it."""

    only_less: Annotated[
        bool,
        said(
            "whether it excuses only less than was announced",
            "آیا تنها مبلغ کمتر از اعلام‌شده را موجه می‌کند",
        ),
    ] = False


class AnnouncedValue(Norm):
    """What is charged or applied must be what was announced and is in force at that instant.

    Each event is one occasion. An announcement that comes later does not cure; one that was made elsewhere than the
    norm says is none. `requested` names the field with the instant of the request, for agreements in which the
    value of that time applies (interpretation choice `fee-that-applies`). Where several announcements are in force, it is
    enough that one says just this; one that may count, and says so, leaves open what would be a breach.

    An exception with `only-less: true` lowers what was announced, as an exemption from a fee does: an amount below it is
    excused, one above it is not, nor one of which nothing was announced.
    """

    BOUND_BY: ClassVar[tuple[str, ...]] = WHO

    CHOICES: ClassVar[tuple[str, ...]] = ("fee-that-applies",)

    REASONS: ClassVar[dict[str, dict[str, str]]] = {
        "as-announced": {
            "en": "{event}: {said}, as announced; that had been in force since {since}.",
            "fa": "{event}: {said}، همان که اعلام شده و از {since} برقرار بود.",
        },
        "other-than-announced": {
            "en": "{event}: {said}, but {announced} had been announced and in force since {since}[; that is {more-by} more][; that is {less-by} less].",
            "fa": "{event}: {said}، در حالی که آنچه اعلام شده و از {since} برقرار بود {announced} است[؛ یعنی {more-by} بیشتر][؛ یعنی {less-by} کمتر].",
        },
        "value-not-recorded": {
            "en": "{event}, and {record:the} was in force {moment}, but one of the two does not record {treatment}, so they cannot be compared.",
            "fa": "{event} و {record} {moment} برقرار بود، ولی یکی از این دو این را ثبت نکرده است ({treatment})؛ پس سنجیدنی نیست.",
        },
        "instant-not-recorded": {
            "en": "{event}; when it was requested is not recorded, and what was in force then decides.",
            "fa": "{event}؛ زمان درخواست ثبت نشده است، و آنچه در آن زمان برقرار بود ملاک است.",
        },
        "record-unclear": {
            "en": "{event}; {record} was in force {moment} that may be the one meant, but the log leaves open whether it matches and was announced as required[ ({record-scope})][; recorded on one side only: {not-recorded}][; what was certainly announced is {announced}, not {said}].",
            "fa": "{event}؛ {moment} موردی برقرار بود ({record})، ولی از گزارش رویدادها معلوم نیست که مربوط به همین باشد و به شیوهٔ لازم اعلام شده باشد[ ({record-scope})][؛ تنها در یکی از دو طرف ثبت شده است: {not-recorded}][؛ آنچه به‌یقین اعلام شده {announced} است، نه {said}].",
        },
        "announced-nowhere": {
            "en": "{event}: {said}; {record} was in force {moment} of which the log leaves open whether it was announced as required[ ({record-scope})], but it says {announced}, so this was announced nowhere.",
            "fa": "{event}: {said}؛ {moment} موردی برقرار بود ({record}) که معلوم نیست به شیوهٔ لازم اعلام شده باشد[ ({record-scope})]، ولی {announced} می‌گوید؛ پس این در هیچ جا اعلام نشده بود.",
        },
        "elsewhere": {
            "en": "{event}; {record} that matches it was in force {moment}, but was not announced as required[ ({record-scope})].",
            "fa": "{event}؛ {moment} اعلامی مربوط به آن برقرار بود ({record})، ولی نه به شیوهٔ لازم[ ({record-scope})].",
        },
        "not-yet": {
            "en": "{event}, when no {record:bare} that matches it was in force[: the last one had ended at {closed}]; one came only at {since}, {early} later, and a later one does not cure.",
            "fa": "{event}، در حالی که اعلامی برای آن برقرار نبود ({record})[؛ اعلام پیشین در {closed} پایان یافته بود]؛ تنها در {since}، یعنی {early} دیرتر، اعلام شد و اعلام بعدی آن را درست نمی‌کند.",
        },
        "no-longer": {
            "en": "{event}, when no {record:bare} that matches it was in force any longer: the last one had ended at {closed}.",
            "fa": "{event}، در حالی که دیگر اعلامی برای آن برقرار نبود ({record})؛ واپسین اعلام در {closed} پایان یافته بود.",
        },
        "never": {
            "en": "{event}, and no {record:bare} that matches it was ever in force[ as required ({record-scope})].",
            "fa": "{event}، و هیچ‌گاه اعلامی[ به شیوهٔ لازم ({record-scope})] برای آن برقرار نبوده است ({record}).",
        },
        "no-evidence": {
            "en": "{event}; no {record:bare} that matches it is recorded, but the log need not hold every one, so it is not known what was in force {moment}.",
            "fa": "{event}؛ اعلامی برای آن ثبت نشده است ({record})، ولی گزارش رویدادها لزوماً همهٔ اعلام‌ها را در بر ندارد؛ پس معلوم نیست {moment} چه برقرار بود.",
        },
    }

    STRENGTH: ClassVar[Mapping[str, Order]] = {
        "of": BINDS,
        "value": NOT_COMPARED,
        "announced": FULFILS,
        "announced-value": NOT_COMPARED,
        "matching": AGREES,
        "requested": NOT_COMPARED,
    }

    rule: Literal["announced-value"]
    unless: Annotated[
        tuple[Lowering, ...], said("exceptions, each with its clause", "استثناها، هر یک با بند خود")
    ] = ()
    of: Annotated[
        EventSelector,
        Field(json_schema_extra={"x-selects": "of"}),
        said("where the value is applied", "جایی که مقدار اعمال می‌شود"),
    ]
    value: Annotated[
        FieldRef,
        Field(json_schema_extra={"x-of": "of", "x-theirs": "announced", "x-their-field": "announced-value"}),
        said("the value applied", "مقدار اعمال‌شده"),
    ]
    announced: Annotated[
        RecordSelector, Field(json_schema_extra={"x-selects": "announced"}), said("the announcement", "اعلام")
    ]
    announced_value: Annotated[
        FieldRef | None,
        Field(json_schema_extra={"x-of": "announced"}),
        said("the field announced; if its name differs", "نام فیلد اعلام‌شده؛ اگر فرق دارد"),
    ] = None
    matching: Annotated[Matching, Field(json_schema_extra={"x-ours": "of", "x-theirs": "announced"})] = ()
    requested: Annotated[
        FieldRef | None,
        Field(json_schema_extra={"x-of": "of", "x-holds": "holds-instant"}),
        said("the field with the instant of the request", "فیلد زمان درخواست"),
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
