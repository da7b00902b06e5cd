"""The rule kind `advance-notice`."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from slakit.checks import Announced, CoveredBefore, Plan
from slakit.lowering import Setting
from slakit.models import DurationText, FieldRef, Model, RecordRef, said
from slakit.norms import WHO, Norm
from slakit.selectors import Matching, RecordSelector, Where, fields_matched
from slakit.strength import AGREES, AHEAD, BINDS, FULFILS, LETS_DIFFER, NOT_COMPARED, SAID, Order


class Announces(Model):
    """The fields of the notice that say when the act will begin and end."""

    start: Annotated[
        FieldRef,
        Field(json_schema_extra={"x-of": "notice", "x-holds": "holds-instant"}),
        said("the announced start", "آغاز اعلام‌شده"),
    ]
    end: Annotated[
        FieldRef | None,
        Field(json_schema_extra={"x-of": "notice", "x-holds": "holds-instant"}),
        said("the announced end", "پایان اعلام‌شده"),
    ] = None


class Planned(Model):
    """Where it is recorded that the act is planned, before anybody announces it. Warnings read it, and no verdict does."""

    record: Annotated[RecordRef, said("the record of a plan", "سند برنامه")]
    where: Annotated[Where, Field(json_schema_extra={"x-of": "record"})] = {}
    start: Annotated[
        FieldRef,
        Field(json_schema_extra={"x-of": "record", "x-holds": "holds-instant"}),
        said("the planned start", "آغاز برنامه‌ریزی‌شده"),
    ]
    matching: Annotated[
        Matching,
        Field(json_schema_extra={"x-ours": "of", "x-theirs": "record"}),
        said("what the plan says of the act beforehand", "آنچه برنامه پیشاپیش دربارهٔ کار می‌گوید"),
    ] = ()


class AdvanceNotice(Norm):
    """An act must be announced a stated time before it begins.

    The interval from `at-least` before the act until its start must lie inside one notice that was in force without
    interruption, announced this very start, named what the act hits, and was published where the norm says.
    Each act and each item of `for-each` (a service) is one occasion, and the selection is asked of each item by itself.
    Exactly the stated time is enough.
    An act that hits every service (`*`) is one occasion too; notices in time that together name every service of the
    annex announce it, or every one that the selection asks for, and the time counts from the last of them.

    A notice that is moved to a later start keeps its lead if the change was made before the first announced start;
    one that is moved to an earlier start begins to count anew. A notice during the act, or later, counts for nothing.
    `72 hours` is elapsed time. `3 civil-days` and `3 working-days of <calendar>` are whole days between the day of the
    notice and the day of the act; a notice not later than the opening of a working day has that day too.
    `24 working-hours of <calendar>` run while the calendar is open.

    What outlasts the announced end is a second occasion, undetermined until somebody attests what it was, in the field
    that `overrun-attested-by` names: by an event that amends the record of the act, or by the one that ends it.
    The time of an attestation is the time that it speaks of, and must lie before the end of the act; when it was given
    is when it was recorded (`recordedtime`), which may be much later. What amends an act that has ended changes nothing.

    With `planned-by`, the monitor warns of what is planned and not announced: until the last instant for a notice, and
    then until the planned start. A plan decides no verdict: one that is given up breaks nothing.
    """

    BOUND_BY: ClassVar[tuple[str, ...]] = WHO

    CHOICES: ClassVar[tuple[str, ...]] = (
        "hour-clock",
        "bound",
        "notice-in-force",
        "notice-moved-earlier",
        "notice-postponed",
        "late-start",
        "overrun",
    )

    REASONS: ClassVar[dict[str, dict[str, str]]] = {
        "in-time": {
            "en": "{act:the}[ of {service}] began at {start}; it was announced at {since}, {lead} before; {required} is required.",
            "fa": "{act}[ برای {service}] در {start} آغاز شد؛ در {since}، یعنی {lead} پیش از آن، اعلام شده بود و مهلت لازم {required} است.",
        },
        "postponed-in-time": {
            "en": "{act:the}[ of {service}] began at {start}; {notice:the} was moved to this later start before the first announced start had come, so the first lead counts: announced at {since}, {lead} before; {required} is required.",
            "fa": "{act}[ برای {service}] در {start} آغاز شد؛ {notice} پیش از رسیدن نخستین زمان اعلام‌شده به این زمانِ دیرتر تغییر کرده است، پس مهلت نخست به شمار می‌آید: اعلام در {since}، یعنی {lead} پیش از آغاز؛ مهلت لازم {required} است.",
        },
        "notice-too-late": {
            "en": "{act:the}[ of {service}] began at {start}; it was announced at {since}, {lead} before[ ({notice:the} given at {given-first} does not count, for it ceased to be in force at {withdrawn})][ ({notice:the} given at {given-first} counts only from then on, for it had ceased to announce this as required at {lapsed})]; {required} is required; short by {short}[; the norm speaks of it, because: {shown-by}].",
            "fa": "{act}[ برای {service}] در {start} آغاز شد؛ در {since}، یعنی تنها {lead} پیش از آن، اعلام شد[ ({notice} در {given-first} داده شده بود، ولی به شمار نمی‌آید، زیرا در {withdrawn} از اعتبار افتاد)][ ({notice} در {given-first} داده شده بود، ولی تنها از {since} به شمار می‌آید، زیرا در {lapsed} دیگر این را به شیوهٔ لازم اعلام نمی‌کرد)]؛ مهلت لازم {required} است و {short} کم آمده است[؛ این الزام آن را در بر می‌گیرد، زیرا: {shown-by}].",
        },
        "brought-forward": {
            "en": "{act:the}[ of {service}] began at {start}; {notice:the} was brought forward to this earlier start, which it announced at {since}, {lead} before; {required} is required; short by {short}[; the norm speaks of it, because: {shown-by}].",
            "fa": "{act}[ برای {service}] در {start} آغاز شد؛ {notice} به این زمانِ زودتر تغییر کرد و این آغاز را در {since}، یعنی تنها {lead} پیش از آن، اعلام کرد؛ مهلت لازم {required} است و {short} کم آمده است[؛ این الزام آن را در بر می‌گیرد، زیرا: {shown-by}].",
        },
        "moved-too-late": {
            "en": "{act:the}[ of {service}] began at {start}; {notice:the} was postponed only after the start that it had announced, so its first lead does not count: this start was announced at {since}, {lead} before; {required} is required; short by {short}[; the norm speaks of it, because: {shown-by}].",
            "fa": "{act}[ برای {service}] در {start} آغاز شد؛ {notice} تنها پس از گذشتن آغازِ اعلام‌شده به زمان دیرتر تغییر کرد و مهلت نخست آن به شمار نمی‌آید: این آغاز در {since}، یعنی {lead} پیش از آن، اعلام شد؛ مهلت لازم {required} است و {short} کم آمده است[؛ این الزام آن را در بر می‌گیرد، زیرا: {shown-by}].",
        },
        "notice-unclear": {
            "en": "{act:the}[ of {service}] began at {start}; {notice:the} that was given {required} before or earlier may announce it, but the log leaves open whether it was published as required, names what was hit and announces this start.",
            "fa": "{act}[ برای {service}] در {start} آغاز شد؛ اعلامی ({notice}) که دست‌کم {required} پیش از آن داده شده شاید همین را اعلام کرده باشد، ولی از گزارش رویدادها معلوم نیست که به شیوهٔ لازم منتشر شده، مورد را نام برده و همین آغاز را گفته باشد.",
        },
        "no-evidence": {
            "en": "{act:the}[ of {service}] began at {start}; no {notice:bare} of it is recorded, but the log need not hold every one, so it is not known whether it was announced {required} before.",
            "fa": "{act}[ برای {service}] در {start} آغاز شد؛ هیچ اعلامی از آن ثبت نشده است ({notice})، ولی گزارش رویدادها لزوماً همهٔ آن‌ها را در بر ندارد؛ پس معلوم نیست که {required} پیش از آن اعلام شده باشد.",
        },
        "no-notice": {
            "en": "{act:the}[ of {service}] began at {start}, and no {notice:bare} announced it; {required} before is required[; the norm speaks of it, because: {shown-by}].",
            "fa": "{act}[ برای {service}] در {start} آغاز شد و هیچ اعلامی از آن در گزارش رویدادها نیست ({notice})؛ مهلت لازم {required} پیش از آغاز است[؛ این الزام آن را در بر می‌گیرد، زیرا: {shown-by}].",
        },
        "notice-withdrawn": {
            "en": "{act:the}[ of {service}] began at {start}; {notice:the} given at {since} ceased to be in force at {withdrawn}, so none announced it in the {required} before[; the norm speaks of it, because: {shown-by}].",
            "fa": "{act}[ برای {service}] در {start} آغاز شد؛ {notice} در {since} داده شد، ولی در {withdrawn} از اعتبار افتاد؛ پس در {required} پیش از آغاز اعلامی پیوسته برقرار نبود[؛ این الزام آن را در بر می‌گیرد، زیرا: {shown-by}].",
        },
        "notice-elsewhere": {
            "en": "{act:the}[ of {service}] began at {start}; {notice:the} given at {since} did not stand as required[ ({notice-scope})] when that began, so it counts for nothing; {required} before is required[; the norm speaks of it, because: {shown-by}].",
            "fa": "{act}[ برای {service}] در {start} آغاز شد؛ {notice} در {since} داده شد، ولی هنگام آغاز به شیوهٔ لازم برقرار نبود[ ({notice-scope})]، و به شمار نمی‌آید؛ مهلت لازم {required} پیش از آغاز است[؛ این الزام آن را در بر می‌گیرد، زیرا: {shown-by}].",
        },
        "service-not-named": {
            "en": "{act:the}[ of {service}] began at {start}; {notice:the} given at {since} announces this start but does not name what was hit[; not announced in time: {unannounced}]; {required} before is required[; the norm speaks of it, because: {shown-by}].",
            "fa": "{act}[ برای {service}] در {start} آغاز شد؛ {notice} در {since} داده شد و این آغاز را اعلام می‌کند، ولی این مورد را نام نمی‌برد[؛ به‌موقع اعلام نشده: {unannounced}]؛ مهلت لازم {required} پیش از آغاز است[؛ این الزام آن را در بر می‌گیرد، زیرا: {shown-by}].",
        },
        "other-time-announced": {
            "en": "{act:the}[ of {service}] began at {start}; {notice:the} given at {since} announced another start, {announced-start}; {required} before is required[; the norm speaks of it, because: {shown-by}].",
            "fa": "{act}[ برای {service}] در {start} آغاز شد؛ {notice} در {since} داده شد، ولی آغاز دیگری را اعلام کرده بود ({announced-start})؛ مهلت لازم {required} پیش از آغاز است[؛ این الزام آن را در بر می‌گیرد، زیرا: {shown-by}].",
        },
        "notice-after-start": {
            "en": "{act:the}[ of {service}] began at {start}, and {notice:the} was given only at {since}, after the start; {required} before is required[; the norm speaks of it, because: {shown-by}].",
            "fa": "{act}[ برای {service}] در {start} آغاز شد و {notice} تنها پس از آغاز، در {since}، داده شد؛ مهلت لازم {required} پیش از آغاز است[؛ این الزام آن را در بر می‌گیرد، زیرا: {shown-by}].",
        },
        "calendar-ends": {
            "en": "{act:the}[ of {service}] began at {start}; {required} before is required, but the calendar that counts them does not tell by when that is.",
            "fa": "{act}[ برای {service}] در {start} آغاز شد؛ مهلت لازم {required} پیش از آغاز است، ولی تقویمی که آن را می‌شمارد نمی‌گوید تا چه زمانی است.",
        },
        "planned-unannounced": {
            "en": "{act:the}[ of {service}] is planned to begin at {start}, and no {notice:bare} announces it yet; {required} before is required, so it must be announced by {due}.",
            "fa": "برای {start} برنامه‌ریزی شده است: {act}[ برای {service}]؛ هنوز هیچ اعلامی از آن برقرار نیست ({notice})؛ مهلت لازم {required} پیش از آغاز است، پس باید تا {due} اعلام شود.",
        },
        "planned-too-soon": {
            "en": "{act:the}[ of {service}] is planned to begin at {start}, and no {notice:bare} announces it in time; {required} before is required, so it can only be moved to a later start, or given up.",
            "fa": "برای {start} برنامه‌ریزی شده است: {act}[ برای {service}]؛ هیچ اعلامی از آن به‌موقع نیست ({notice})؛ مهلت لازم {required} پیش از آغاز است، پس تنها می‌توان آن را به زمانی دیرتر انداخت یا از آن چشم پوشید.",
        },
        "overran": {
            "en": "{act:the}[ of {service}] had outlasted the announced end at {announced-end} by {overrun} at {until}; what the rest was is attested neither for a time before it ended nor by what ended it.",
            "fa": "{act}[ برای {service}] در {until} به اندازهٔ {overrun} از پایان اعلام‌شده در {announced-end} گذشته بود؛ علت این بخش نه برای زمانی پیش از پایان آن گواهی شده است و نه در رویداد پایان آن.",
        },
        "perhaps-overran": {
            "en": "{act:the}[ of {service}] was announced to end at {announced-end}; the only end of it that is told is of {early-end}, before its start, so it is not known whether it outlasted what was announced.",
            "fa": "پایان اعلام‌شدهٔ {act}[ برای {service}] {announced-end} بود؛ تنها پایانی که برای آن گفته شده {early-end} است، یعنی پیش از آغاز آن، پس معلوم نیست که از پایان اعلام‌شده گذشته است یا نه.",
        },
        "overrun-attested": {
            "en": "{act:the}[ of {service}] had outlasted the announced end at {announced-end} by {overrun} at {until}; what the rest was is attested, so it is no part of the announced act.",
            "fa": "{act}[ برای {service}] در {until} به اندازهٔ {overrun} از پایان اعلام‌شده در {announced-end} گذشته بود؛ علت این بخش گواهی شده است و جزو کار اعلام‌شده نیست.",
        },
    }

    STRENGTH: ClassVar[Mapping[str, Order]] = {
        "of": BINDS,
        "notice": FULFILS,
        "matching": AGREES,
        "at-least": AHEAD,
        "announces": NOT_COMPARED,
        "for-each": NOT_COMPARED,
        "overrun-attested-by": LETS_DIFFER,
        "planned-by": SAID,
    }

    rule: Literal["advance-notice"]
    of: Annotated[
        RecordSelector,
        Field(json_schema_extra={"x-selects": "of"}),
        said("the act to be announced", "کاری که باید از پیش اعلام شود"),
    ]
    notice: Annotated[
        RecordSelector, Field(json_schema_extra={"x-selects": "notice"}), said("the notice", "اطلاعیه")
    ]
    matching: Annotated[Matching, Field(json_schema_extra={"x-ours": "of", "x-theirs": "notice"})] = ()
    at_least: Annotated[
        DurationText,
        Field(json_schema_extra={"x-counts": "backwards"}),
        said("how long before the start", "دست‌کم چه مدت پیش از آغاز"),
    ]
    announces: Annotated[
        Announces,
        said(
            "where the notice says when the act begins and ends",
            "فیلدهایی که آغاز و پایان اعلام‌شده را می‌گویند",
        ),
    ]
    for_each: Annotated[
        dict[FieldRef, FieldRef] | None,
        Field(
            min_length=1,
            max_length=1,
            json_schema_extra={"x-ours": "of", "x-theirs": "notice", "x-holds": "list-of-service"},
        ),
        said(
            "the list of the act that makes each item an occasion, and the list of the notice that must name it",
            "فهرستی از کار که هر مورد آن جداگانه سنجیده می‌شود، و فهرستی از اطلاعیه که باید آن را نام ببرد",
        ),
    ] = None
    overrun_attested_by: Annotated[
        FieldRef | None,
        Field(json_schema_extra={"x-of": "of"}),
        said(
            "the field that attests why an act outlasted its announced end",
            "فیلدی که علت طول کشیدن را گواهی می‌کند",
        ),
    ] = None

    planned_by: Annotated[
        Planned | None,
        said(
            "where the act is planned, so that it can be warned of; no verdict rests on it",
            "برنامهٔ کار در کجا ثبت می‌شود تا بتوان هشدار داد؛ هیچ حکمی بر آن استوار نیست",
        ),
    ] = None

    def plan(self, setting: Setting) -> Plan | None:
        """The record that `planned-by` names."""
        if self.planned_by is None:
            return None
        planned = RecordSelector(record=self.planned_by.record, where=self.planned_by.where)
        return Plan(setting.spans(planned), self.planned_by.start, fields_matched(self.planned_by.matching))

    def lower(self, setting: Setting) -> CoveredBefore:
        """**covered**: `[start - at-least, start]` inside one notice that announces this start."""
        for fixed in ("notice-in-force", "notice-moved-earlier"):
            setting.choice(fixed)
        lead, required = setting.clock(self.at_least)
        each = next(iter(self.for_each.items())) if self.for_each else None
        return CoveredBefore(
            of=setting.spans(self.of),
            each=(each[0], "service") if each else None,
            by=setting.spans(self.notice),
            matching=fields_matched(self.matching),
            covers=each[1] if each else None,
            lead=lead,
            required=required,
            closed=setting.choice("bound") == "closed",
            announced=Announced(
                start=self.announces.start,
                end=self.announces.end,
                inside_window=setting.choice("late-start") == "inside-announced-window",
                postponed_keeps_lead=setting.choice("notice-postponed") == "first-lead-counts",
                overrun=setting.choice("overrun") == "undetermined-until-attested",
                overrun_attested=self.overrun_attested_by,
            ),
        )
