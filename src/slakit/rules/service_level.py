"""The rule kind `service-level`."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from slakit.checks import Answered, Exclusion, Measured, MeasuredShare, WorkingTime
from slakit.lowering import EVERY_SERVICE, Setting, millionths
from slakit.models import ElapsedText, FieldRef, Model, RecordRef, Unspecified, refers, said
from slakit.norms import Norm
from slakit.selectors import EventSelector, Matching, NotAmong, RecordSelector, Where, fields_matched
from slakit.strength import (
    AGREES,
    COUNTED_AS,
    DEMANDS,
    EXCUSES,
    FULFILS,
    LEAST_SHARE,
    NOT_COMPARED,
    OFTEN,
    OUTAGES,
    SOON,
    Order,
)


class Excluded(Model):
    """Spans of another record while which outage does not count, such as announced maintenance."""

    record: Annotated[RecordRef, said("the record that excludes", "سندی که مستثنا می‌کند")]
    where: Annotated[Where, Field(json_schema_extra={"x-of": "record"})] = {}
    matching: Annotated[Matching, Field(json_schema_extra={"x-ours": "of", "x-theirs": "record"})] = ()
    services: Annotated[
        FieldRef | None,
        Field(json_schema_extra={"x-of": "record", "x-holds": "list-of-service,holds-service"}),
        said("its field that names the services; without it, all", "فیلد خدمات آن؛ بدون آن همهٔ خدمات"),
    ] = None


Hours = Annotated[
    tuple[Annotated[str, Field(json_schema_extra={"format": "hours-of-day"})], ...], Field(min_length=1)
]
Weekday = Literal["saturday", "sunday", "monday", "tuesday", "wednesday", "thursday", "friday"]


class ServiceLevel(Norm):
    """A figure is measured in each window, and judged if the text gives a target.

    The window is the term, or each month, quarter or year of the agreement's calendar, clipped at the term.

    `measure: availability` is the share of the window in which no outage was open, for each service of the annex.
    Overlapping outages count once and are clipped at the window. An outage of which it is unknown whether it counts,
    time in which nobody watched, and an exclusion that may apply widen the figure to a range. The window is counted in
    `day-count`: `actual` days, or `30-day-months`; or it is the `service-hours`, and outage counts in them alone. Hours of
    the week go on through holidays; those of a calendar, named in their place, are not counted while it is off.

    `measure: ratio` is the share of events that meet a condition. `measure: percentile` is what the given share of
    events took until they were answered, by nearest rank; what is unanswered took at least as long as it is old.
    Both are judged when the window is over and nothing in it is open, of each service if `services` names the field.

    Where the selection asks for certain services in the field that `services` names (`where: {services: [web, mail]}`),
    the level is theirs alone: an outage of others too counts for those that are asked for, and nothing is measured of
    the rest of the annex. So each service, or class of services, can have a level of its own.

    `target: unspecified` and `at-most: unspecified` report the figure and give no verdict.
    """

    CHOICES: ClassVar[tuple[str, ...]] = ("bound",)

    REASONS: ClassVar[dict[str, dict[str, str]]] = {
        "no-target": {
            "en": "as far as the window had passed, {service} was available[ in {period}] for {availability} of it: {down} of outage and {perhaps-down} of doubtful outage in {window}[ ({day-count})]; the text gives no target, so no verdict is given[; the only end that is told of one of these, or of what excludes them, lies before its start ({early-end}), so it is not known how long that lasted].",
            "fa": "تا آنجا که دوره گذشته بود، سهم دسترس‌پذیری {service}[ در بازهٔ {period}،] {availability} است: {down} قطعی و {perhaps-down} قطعی نامعلوم در {window}[ ({day-count})]؛ متن هدفی نداده است و داوری نمی‌شود[؛ تنها پایانی که برای یکی از این‌ها، یا برای آنچه استثنایشان می‌کند، گفته شده پیش از آغاز آن است ({early-end})، پس معلوم نیست چه مدت طول کشیده است].",
        },
        "no-target-partly-observed": {
            "en": "as far as the window had passed, {service} was available[ in {period}] for {availability} of it: {down} of outage and {perhaps-down} of doubtful outage are recorded in {window}[ ({day-count})], and {unobserved} without monitoring; the text gives no target, so no verdict is given[; the only end that is told of one of these, or of what excludes them, lies before its start ({early-end}), so it is not known how long that lasted].",
            "fa": "تا آنجا که دوره گذشته بود، سهم دسترس‌پذیری {service}[ در بازهٔ {period}،] {availability} است: در {window}[ ({day-count})]، {down} قطعی و {perhaps-down} قطعی نامعلوم ثبت شده و {unobserved} بدون پایش بوده است؛ متن هدفی نداده است و داوری نمی‌شود[؛ تنها پایانی که برای یکی از این‌ها، یا برای آنچه استثنایشان می‌کند، گفته شده پیش از آغاز آن است ({early-end})، پس معلوم نیست چه مدت طول کشیده است].",
        },
        "below-target": {
            "en": "{service} was available[ in {period}] for {availability} of the window: {down} of outage in {window}[ ({day-count})]; the target is {target-millionths}.",
            "fa": "سهم دسترس‌پذیری {service}[ در بازهٔ {period}،] {availability} بود: {down} قطعی در {window}[ ({day-count})]؛ هدف {target-millionths} است.",
        },
        "measuring": {
            "en": "so far {down} of outage and {perhaps-down} of doubtful outage of {service} are recorded[ in {period}], and {unobserved} without monitoring; the window of {window}[ ({day-count})] is not over; the target is {target-millionths}[; the only end that is told of one of these, or of what excludes them, lies before its start ({early-end}), so it is not known how long that lasted].",
            "fa": "تاکنون برای {service}[ در بازهٔ {period}]، {down} قطعی و {perhaps-down} قطعی نامعلوم ثبت شده و {unobserved} بدون پایش بوده است؛ دوره {window}[ ({day-count})] است و به پایان نرسیده است؛ هدف {target-millionths} است[؛ تنها پایانی که برای یکی از این‌ها، یا برای آنچه استثنایشان می‌کند، گفته شده پیش از آغاز آن است ({early-end})، پس معلوم نیست چه مدت طول کشیده است].",
        },
        "perhaps-below-target": {
            "en": "{service} was available[ in {period}] for {availability} of the window: {down} of outage and {perhaps-down} of doubtful outage are recorded in {window}[ ({day-count})], and {unobserved} without monitoring; the target is {target-millionths}, so it is not known whether it was met[; the only end that is told of one of these, or of what excludes them, lies before its start ({early-end}), so it is not known how long that lasted].",
            "fa": "سهم دسترس‌پذیری {service}[ در بازهٔ {period}،] {availability} است: در {window}[ ({day-count})]، {down} قطعی و {perhaps-down} قطعی نامعلوم ثبت شده و {unobserved} بدون پایش بوده است؛ هدف {target-millionths} است، پس معلوم نیست که به آن رسیده است یا نه[؛ تنها پایانی که برای یکی از این‌ها، یا برای آنچه استثنایشان می‌کند، گفته شده پیش از آغاز آن است ({early-end})، پس معلوم نیست چه مدت طول کشیده است].",
        },
        "met-target": {
            "en": "{service} was available[ in {period}] for {availability} of the window: {down} of outage in {window}[ ({day-count})]; the target is {target-millionths}, and even at worst it is met ({at-worst-millionths}).",
            "fa": "سهم دسترس‌پذیری {service}[ در بازهٔ {period}،] {availability} بود: {down} قطعی در {window}[ ({day-count})]؛ هدف {target-millionths} است و حتی در بدترین حالت ({at-worst-millionths}) به آن رسیده است.",
        },
        "no-time-in-window": {
            "en": "no time[ of {service}] is measured[ in {period}], so there is nothing to judge.",
            "fa": "[{service}: ]هیچ زمانی[ در بازهٔ {period}] سنجیده نمی‌شود و چیزی برای داوری نیست.",
        },
        "window-before-proof": {
            "en": "the window[ {period}][ of {service}] ended before the first recorded proof that the agreement stood, and its first day, {first-day}, is only inferred.",
            "fa": "بازهٔ سنجش[ {period}][ برای {service}] پیش از نخستین سندی که برقراری توافق‌نامه را ثابت می‌کند پایان یافته و روز آغاز آن، {first-day}، تنها استنباط شده است.",
        },
        "window-outside-effect": {
            "en": "the window[ {period}][ of {service}] lies outside the time for which the recorded signature gives the agreement effect.",
            "fa": "بازهٔ سنجش[ {period}][ برای {service}] بیرون از زمانی است که امضای ثبت‌شده برای آن به توافق‌نامه اعتبار می‌دهد.",
        },
        "none-counted": {
            "en": "nothing that is counted (“{what}”) is recorded[ in {period}][ for {service}], so there is nothing to judge.",
            "fa": "[در بازهٔ {period} ]هیچ موردی («{what}»)[ برای {service}] ثبت نشده است و چیزی برای داوری نیست.",
        },
        "enough": {
            "en": "of {counted} counted[ in {period}][ for {service}] (“{what}”), {met} met the level[ ({condition})][ (“{next}” within {required})]; doubtful: {doubtful}; the share is at least {reached-at-worst-millionths}; the target is {target-millionths}[; what is at rank {rank} took {took}][; what is at rank {rank} took at least {took-at-least}].",
            "fa": "از {counted} موردِ شمرده‌شده[ در بازهٔ {period}][ برای {service}] («{what}»)، {met} مورد سطح لازم را داشت[ ({condition})][ («{next}» در مهلت {required})] و {doubtful} مورد نامعلوم است؛ سهم دست‌کم {reached-at-worst-millionths} و هدف {target-millionths} است[؛ زمان مورد رتبهٔ {rank}: {took}][؛ زمان مورد رتبهٔ {rank}: دست‌کم {took-at-least}].",
        },
        "too-few": {
            "en": "of {counted} counted[ in {period}][ for {service}] (“{what}”), {met} met the level[ ({condition})][ (“{next}” within {required})]; doubtful: {doubtful}; the share is at most {reached-millionths}; the target is {target-millionths}[; what is at rank {rank} took {took}][; what is at rank {rank} took at least {took-at-least}].",
            "fa": "از {counted} موردِ شمرده‌شده[ در بازهٔ {period}][ برای {service}] («{what}»)، {met} مورد سطح لازم را داشت[ ({condition})][ («{next}» در مهلت {required})] و {doubtful} مورد نامعلوم است؛ سهم حداکثر {reached-millionths} و هدف {target-millionths} است[؛ زمان مورد رتبهٔ {rank}: {took}][؛ زمان مورد رتبهٔ {rank}: دست‌کم {took-at-least}].",
        },
        "counting": {
            "en": "of {counted} counted[ in {period}][ for {service}] (“{what}”), {met} met the level[ ({condition})][ (“{next}” within {required})] so far; doubtful: {doubtful}; the share is from {reached-at-worst-millionths} to {reached-millionths}; the target is {target-millionths}, and the window is not over or something in it is open[; what is at rank {rank} took {took}][; what is at rank {rank} took at least {took-at-least}].",
            "fa": "تاکنون از {counted} موردِ شمرده‌شده[ در بازهٔ {period}][ برای {service}] («{what}»)، {met} مورد سطح لازم را داشت[ ({condition})][ («{next}» در مهلت {required})] و {doubtful} مورد نامعلوم است؛ سهم از {reached-at-worst-millionths} تا {reached-millionths} و هدف {target-millionths} است و دوره به پایان نرسیده یا چیزی در آن هنوز باز است[؛ زمان مورد رتبهٔ {rank}: {took}][؛ زمان مورد رتبهٔ {rank}: دست‌کم {took-at-least}].",
        },
        "perhaps-too-few": {
            "en": "of {counted} counted[ in {period}][ for {service}] (“{what}”), {met} met the level[ ({condition})][ (“{next}” within {required})]; doubtful: {doubtful}; the share is from {reached-at-worst-millionths} to {reached-millionths}; the target is {target-millionths}, so it is not known whether it was met[; what is at rank {rank} took {took}][; what is at rank {rank} took at least {took-at-least}].",
            "fa": "از {counted} موردِ شمرده‌شده[ در بازهٔ {period}][ برای {service}] («{what}»)، {met} مورد سطح لازم را داشت[ ({condition})][ («{next}» در مهلت {required})] و {doubtful} مورد نامعلوم است؛ سهم از {reached-at-worst-millionths} تا {reached-millionths} و هدف {target-millionths} است، پس معلوم نیست که به آن رسیده است یا نه[؛ زمان مورد رتبهٔ {rank}: {took}][؛ زمان مورد رتبهٔ {rank}: دست‌کم {took-at-least}].",
        },
        "share-reported": {
            "en": "of {counted} counted[ in {period}][ for {service}] (“{what}”), {met} met the level[ ({condition})][ (“{next}” within {required})]; doubtful: {doubtful}; the share is from {reached-at-worst-millionths} to {reached-millionths}; the text gives no target, so no verdict is given.",
            "fa": "از {counted} موردِ شمرده‌شده[ در بازهٔ {period}][ برای {service}] («{what}»)، {met} مورد سطح لازم را داشت[ ({condition})][ («{next}» در مهلت {required})] و {doubtful} مورد نامعلوم است؛ سهم از {reached-at-worst-millionths} تا {reached-millionths} است؛ متن هدفی نداده است و داوری نمی‌شود.",
        },
        "time-reported": {
            "en": "{counted} are counted[ in {period}][ for {service}] (“{what}”); doubtful: {doubtful}; the text gives no bound, so no verdict is given[; what is at rank {rank} took {took}][; what is at rank {rank} took at least {took-at-least}].",
            "fa": "{counted} مورد[ در بازهٔ {period}][ برای {service}] شمرده شد («{what}») و {doubtful} مورد نامعلوم است؛ متن حدی نداده است و داوری نمی‌شود[؛ زمان مورد رتبهٔ {rank}: {took}][؛ زمان مورد رتبهٔ {rank}: دست‌کم {took-at-least}].",
        },
    }

    STRENGTH: ClassVar[Mapping[str, Order]] = {
        "measure": NOT_COMPARED,
        "of": OUTAGES,
        "services": NOT_COMPARED,
        "window": OFTEN,
        "day-count": COUNTED_AS,
        "service-hours": NOT_COMPARED,
        "excluding": EXCUSES,
        "observed": NOT_COMPARED,
        "target": LEAST_SHARE,
        "meeting": DEMANDS,
        "then": FULFILS,
        "matching": AGREES,
        "percentile": LEAST_SHARE,
        "at-most": SOON,
    }

    rule: Literal["service-level"]
    measure: Annotated[
        Literal["availability", "percentile", "ratio"], said("what is measured", "آنچه سنجیده می‌شود")
    ]
    of: Annotated[
        EventSelector | RecordSelector,
        Field(json_schema_extra={"x-selects": "of"}),
        said("the outages that count, or the events", "قطعی‌هایی یا رویدادهایی که به شمار می‌آیند"),
    ]
    services: Annotated[
        FieldRef | None,
        Field(json_schema_extra={"x-of": "of", "x-holds": "list-of-service,holds-service"}),
        said("the field that names the service", "فیلد خدمت"),
    ] = None
    window: Annotated[
        Literal["term", "month", "quarter", "year"],
        said("what is measured by itself", "بازه‌ای که جداگانه سنجیده می‌شود"),
    ] = "term"
    day_count: Annotated[
        Literal["actual", "30-day-months"] | None,
        said("availability: how the window is counted", "دسترس‌پذیری: شیوهٔ شمارش بازه"),
    ] = None
    service_hours: Annotated[
        Annotated[dict[Weekday, Hours], Field(min_length=1)] | Annotated[str, refers("calendar")] | None,
        said(
            "availability: the hours of the week, or the calendar whose hours are measured, in place of a day count",
            "دسترس‌پذیری: ساعت‌های هفته یا تقویمی که ساعت‌های آن سنجیده می‌شود، به‌جای شمارش روز",
        ),
    ] = None
    excluding: Annotated[
        tuple[Excluded, ...],
        said(
            "availability: records while which outage does not count",
            "دسترس‌پذیری: سندهایی که تا برقرارند قطعی به شمار نمی‌آید",
        ),
    ] = ()
    observed: Annotated[
        RecordSelector | None,
        Field(json_schema_extra={"x-selects": "observed"}),
        said(
            "availability: the record of when somebody watched",
            "دسترس‌پذیری: سندی که نشان می‌دهد چه زمانی پایش شده است",
        ),
    ] = None
    target: Annotated[
        Annotated[str, Field(json_schema_extra={"format": "percentage"})] | Unspecified | None,
        said(
            "availability, ratio: the least share that is promised; such as `99.5%`, or `unspecified`",
            "دسترس‌پذیری و نسبت: کمترین سهم تعهدشده؛ یا unspecified",
        ),
    ] = None
    meeting: Annotated[
        Where | None,
        Field(min_length=1, json_schema_extra={"x-of": "of"}),
        said("ratio: what an event must say to meet the level", "نسبت: آنچه رویداد باید داشته باشد"),
    ] = None
    then: Annotated[
        EventSelector | None,
        Field(json_schema_extra={"x-selects": "then"}),
        said("percentile: what answers an event", "صدک: آنچه پاسخ رویداد است"),
    ] = None
    matching: Annotated[Matching, Field(json_schema_extra={"x-ours": "of", "x-theirs": "then"})] = ()
    percentile: Annotated[
        str | None,
        Field(json_schema_extra={"format": "percentage"}),
        said("percentile: the share that must be answered in time", "صدک: سهمی که باید به‌موقع پاسخ داده شود"),
    ] = None
    at_most: Annotated[
        ElapsedText | Unspecified | None,
        said("percentile: how long it may take; or `unspecified`", "صدک: بیشترین زمان مجاز؛ یا unspecified"),
    ] = None

    def lower(self, setting: Setting) -> Measured | MeasuredShare:
        """**measured**: the share of each window without a counted outage, or the share of events that meet the level."""
        match self.of:
            case RecordSelector():
                return self._availability(setting, self.of)
            case EventSelector():
                return self._share(setting, self.of)

    def _availability(self, setting: Setting, of: RecordSelector) -> Measured:
        calendar = setting.calendar_of(self.service_hours) if isinstance(self.service_hours, str) else None
        hours = _hours(setting, self.service_hours, calendar)
        measured = self._measured(setting, of.where)
        if measured is not setting.services:  # which service an outage hits is asked of each that is measured
            of = RecordSelector(record=of.record, where=self._of_any_service(of.where))
        return Measured(
            of=setting.spans(of),
            each=(self.services or "", "service"),
            items=measured,
            windows=setting.windows(self.window, self.day_count or "actual", hours),
            target=_target(self.target),
            observed=setting.spans(self.observed) if self.observed else None,
            excluding=tuple(_exclusion(setting, one) for one in self.excluding),
            hours=hours,
            calendar=calendar,
        )

    def _share(self, setting: Setting, of: EventSelector) -> MeasuredShare:
        items = self._measured(setting, of.where) if self.services else ()
        if isinstance(of.where.get(self.services or ""), NotAmong):  # what is of others too counts
            of = EventSelector(event=of.event, where=self._of_any_service(of.where))
        return MeasuredShare(
            of=setting.points(of),
            meets=self._answered(setting, self.then)
            if self.then
            else setting.condition(self.meeting or {}, setting.vocabulary.fields_of(of.event)),
            each=(self.services, "service") if self.services else None,
            items=items,
            windows=setting.windows(self.window),
            target=_target(self.percentile if self.then else self.target),
        )

    def _measured(self, setting: Setting, where: Where) -> tuple[str, ...]:
        """The services of the annex that are measured: those that the selection asks for, if it asks for any."""
        match where.get(self.services or ""):
            case NotAmong(not_=unwanted):
                unmeasured = unwanted if isinstance(unwanted, tuple) else (unwanted,)
                return tuple(service for service in setting.services if service not in unmeasured)
            case tuple() | str() as wanted:
                measured = wanted if isinstance(wanted, tuple) else (wanted,)
                if EVERY_SERVICE not in measured:
                    return tuple(service for service in setting.services if service in measured)
        return setting.services

    def _of_any_service(self, where: Where) -> Where:
        """What the selection asks for beside services."""
        return {name: wanted for name, wanted in where.items() if name != self.services}

    def _answered(self, setting: Setting, then: EventSelector) -> Answered:
        return Answered(
            by=setting.points(then),
            matching=fields_matched(self.matching),
            within=None if self.at_most in (None, "unspecified") else setting.length(self.at_most),
            closed=setting.choice("bound") == "closed",
            complete=setting.vocabulary.is_complete(then.event),
        )


def _hours(
    setting: Setting, said: dict[Weekday, Hours] | str | None, calendar: WorkingTime | None
) -> tuple[tuple[int, int], ...] | None:
    if calendar is not None:
        return tuple(part for day in calendar.days for part in day.hours)
    if said is None or isinstance(said, str):
        return None
    return setting.service_hours({str(day): hours for day, hours in said.items()})


def _exclusion(setting: Setting, excluded: Excluded) -> Exclusion:
    spans = setting.spans(RecordSelector(record=excluded.record, where=excluded.where))
    return Exclusion(spans, fields_matched(excluded.matching), excluded.services)


def _target(written: str | None) -> int | None:
    return None if written in (None, "unspecified") else millionths(written)
