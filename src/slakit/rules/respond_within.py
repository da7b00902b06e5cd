"""The rule kind `respond-within`."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from slakit.checks import Followed, Pause
from slakit.lowering import Setting
from slakit.models import DurationText, FieldRef, Model, RecordRef, Unspecified, said
from slakit.norms import Norm
from slakit.selectors import EventSelector, Matching, RecordSelector, Where, fields_matched
from slakit.strength import AGREES, BINDS, EXCUSES, FULFILS, IN_TIME, LAST_STANDS, LETS_DIFFER, Order


class Pausing(Model):
    """While such a record is open, the time does not run."""

    record: Annotated[RecordRef, said("the record that pauses the time", "سندی که مهلت را متوقف می‌کند")]
    where: Annotated[Where, Field(json_schema_extra={"x-of": "record"})] = {}
    matching: Annotated[Matching, Field(json_schema_extra={"x-ours": "of", "x-theirs": "record"})] = ()


class RespondWithin(Norm):
    """After one event, another must follow within a time.

    Each triggering event is one occasion, pending until its time is up; exactly the stated time is in time.
    `within: unspecified` is for a text that gives no time: the duty stays pending, visibly, and at the end of the term
    it is reported as unresolved. No number is ever invented. What may have answered, were more of it recorded, is
    shown and settles nothing.

    What came before the event does not follow it. With `or-before` it counts all the same: damages that were set before
    the failure was attested are set. With `last-of-each`, of several events that agree in these fields only the last
    stands: what had not been answered when another one came is no longer owed, unless its time was up by then. One that
    does not say something else in what is matched takes nobody's place: what answered the earlier one answers it too.

    `72 hours` is elapsed time. `3 civil-days` are clear days: neither the day of the event nor the day of the answer
    counts, and with `of <calendar>` a last day that is off moves to the next working day. `2 working-days of <calendar>`
    leave out the day of the event and end with the hours of the last day; `8 working-hours of <calendar>` run while the
    calendar is open. Time in which a record of `paused-while` is open does not count, and a day that it touches is no
    day; while it is open the duty stays pending.
    """

    CHOICES: ClassVar[tuple[str, ...]] = ("bound", "hour-clock")

    REASONS: ClassVar[dict[str, dict[str, str]]] = {
        "done": {
            "en": "{event}, and {later} {answer}; the text gives no time for it.",
            "fa": "{event} و {later} {answer}؛ متن مهلتی برای آن نداده است.",
        },
        "done-before": {
            "en": "{event}; what must follow (“{next}”[, {next-scope}]) had come {before} before it, and counts: {answer}.",
            "fa": "{event}؛ آنچه باید در پی آن بیاید («{next}»[، {next-scope}]) {before} پیش از آن آمده بود و به شمار می‌آید: {answer}.",
        },
        "superseded": {
            "en": "{event}, and then {replacement}, which took its place; what must follow (“{next}”[, {next-scope}]) had not come before that, and is no longer owed for it.",
            "fa": "{event} و سپس {replacement} و جای آن را گرفت؛ آنچه باید در پی آن بیاید («{next}»[، {next-scope}]) پیش از آن نیامده بود و دیگر بابت آن لازم نیست.",
        },
        "no-time-given": {
            "en": "{event}; what must follow (“{next}”[, {next-scope}]) is not recorded after it yet, and the text gives no time for it, so the duty stays pending[ until {end}][; {perhaps-answer}, but the log leaves open whether that answers it].",
            "fa": "{event}؛ آنچه باید در پی آن بیاید («{next}»[، {next-scope}]) هنوز پس از آن ثبت نشده است و متن مهلتی برای آن نداده است؛ پس تکلیف[ تا {end}] در انتظار می‌ماند[؛ {perhaps-answer}، ولی از گزارش رویدادها معلوم نیست که پاسخ همین باشد].",
        },
        "unresolved-at-end": {
            "en": "{event}; what must follow (“{next}”[, {next-scope}]) was not recorded after it by {end}, and the text gives no time for it, so the duty remains unresolved[; {perhaps-answer}, but the log leaves open whether that answers it].",
            "fa": "{event}؛ آنچه باید در پی آن بیاید («{next}»[، {next-scope}]) پس از آن تا {end} ثبت نشد و متن مهلتی برای آن نداده است؛ پس تکلیف حل‌نشده مانده است[؛ {perhaps-answer}، ولی از گزارش رویدادها معلوم نیست که پاسخ همین باشد].",
        },
        "in-time": {
            "en": "{event}, and {later} {answer}; {required} is allowed[, and {paused} did not count].",
            "fa": "{event} و {later} {answer}؛ مهلت {required} است[ و {paused} به شمار نیامده است].",
        },
        "late": {
            "en": "{event}, and {later} {answer}; {required} is allowed, so it was late[ by {late-by}][, {just-late}] (due by {due}[; {paused} did not count]).",
            "fa": "{event} و {later} {answer}؛ مهلت {required} است، پس [{late-by} ]دیر شد[، {just-late}] (سررسید: {due}[؛ {paused} به شمار نیامده است]).",
        },
        "due": {
            "en": "{event}; what must follow (“{next}”[, {next-scope}]) is due by {due}.",
            "fa": "{event}؛ سررسید آنچه باید در پی آن بیاید («{next}»[، {next-scope}]) {due} است.",
        },
        "paused": {
            "en": "{event}; the time for what must follow (“{next}”[, {next-scope}]) stands still and does not run on before the pause ends; {required} is allowed[, and {paused} did not count].",
            "fa": "{event}؛ مهلت آنچه باید در پی آن بیاید («{next}»[، {next-scope}]) متوقف است و تا پایان توقف پیش نمی‌رود؛ مهلت {required} است[ و {paused} به شمار نیامده است].",
        },
        "perhaps-paused": {
            "en": "{event}; what must follow (“{next}”[, {next-scope}]) was due by {due}, unless a pause counts of which the log leaves open whether it does.",
            "fa": "{event}؛ آنچه باید در پی آن بیاید («{next}»[، {next-scope}]) باید تا {due} می‌آمد، مگر توقفی به شمار آید که از گزارش رویدادها معلوم نیست.",
        },
        "calendar-ends": {
            "en": "{event}; what must follow (“{next}”[, {next-scope}]) is due {required} later, but the calendar that counts them tells nothing beyond {calendar-end}, so the day is not known.",
            "fa": "{event}؛ آنچه باید در پی آن بیاید («{next}»[، {next-scope}]) {required} مهلت دارد، ولی تقویمی که آن را می‌شمارد پس از {calendar-end} را در بر ندارد؛ پس سررسید معلوم نیست.",
        },
        "missing": {
            "en": "{event}; what must follow (“{next}”[, {next-scope}]) was due by {due} and did not come.",
            "fa": "{event}؛ آنچه باید در پی آن بیاید («{next}»[، {next-scope}]) باید تا {due} می‌آمد و نیامد.",
        },
        "answer-unclear": {
            "en": "{event}; what must follow (“{next}”[, {next-scope}]) was due by {due}, and something of the kind followed in time[: {perhaps-answer}], but the log leaves open whether it answers this.",
            "fa": "{event}؛ آنچه باید در پی آن بیاید («{next}»[، {next-scope}]) باید تا {due} می‌آمد و چیزی از آن نوع به‌موقع آمده است[: {perhaps-answer}]، ولی از گزارش رویدادها معلوم نیست که پاسخ همین باشد.",
        },
        "no-evidence": {
            "en": "{event}; what must follow (“{next}”[, {next-scope}]) was due by {due} and is not recorded, but the log need not hold every such event.",
            "fa": "{event}؛ آنچه باید در پی آن بیاید («{next}»[، {next-scope}]) باید تا {due} می‌آمد و ثبت نشده است، ولی گزارش رویدادها لزوماً همهٔ چنین رویدادهایی را در بر ندارد.",
        },
    }

    STRENGTH: ClassVar[Mapping[str, Order]] = {
        "of": BINDS,
        "then": FULFILS,
        "within": IN_TIME,
        "matching": AGREES,
        "paused-while": EXCUSES,
        "or-before": LETS_DIFFER,
        "last-of-each": LAST_STANDS,
    }

    rule: Literal["respond-within"]
    of: Annotated[
        EventSelector,
        Field(json_schema_extra={"x-selects": "of"}),
        said("what sets it off", "آنچه تکلیف را پدید می‌آورد"),
    ]
    then: Annotated[
        EventSelector,
        Field(json_schema_extra={"x-selects": "then"}),
        said("what must follow", "آنچه باید در پی آن بیاید"),
    ]
    within: Annotated[
        DurationText | Unspecified, said("how soon; or `unspecified`", "در چه مدت؛ یا unspecified")
    ]
    matching: Annotated[Matching, Field(json_schema_extra={"x-ours": "of", "x-theirs": "then"})] = ()
    paused_while: Annotated[
        Pausing | None,
        said(
            "the record during which the time does not run",
            "سندی که تا بسته نشده است مهلت پیش نمی‌رود",
        ),
    ] = None
    or_before: Annotated[
        Literal[True] | None,
        said("what came before counts too", "آنچه پیش از آن آمده نیز به شمار می‌آید"),
    ] = None
    last_of_each: Annotated[
        tuple[Annotated[FieldRef, Field(json_schema_extra={"x-of": "of"})], ...],
        said(
            "of several events that agree in these, only the last stands",
            "از چند رویداد که در این فیلدها یکی‌اند تنها واپسین برقرار است",
        ),
    ] = ()

    def lower(self, setting: Setting) -> Followed:
        """**followed**: a matching event not later than `within` after each event."""
        untimed = self.within == "unspecified"
        within, required = (None, "") if untimed else setting.clock(self.within)
        return Followed(
            of=setting.points(self.of),
            by=setting.points(self.then),
            matching=fields_matched(self.matching),
            within=within,
            closed=untimed or setting.choice("bound") == "closed",
            complete=setting.vocabulary.is_complete(self.then.event),
            paused=self._pause(setting),
            required=required,
            before=bool(self.or_before),
            last_of=self.last_of_each,
        )

    def not_stronger_by(self, setting: Setting) -> frozenset[str]:
        """Of more events, and of events that must agree in more, another one takes the place of one that was not answered."""
        return frozenset(("of", "matching") if self.last_of_each else ())

    def _pause(self, setting: Setting) -> Pause | None:
        if self.paused_while is None:
            return None
        selector = RecordSelector(record=self.paused_while.record, where=self.paused_while.where)
        return Pause(setting.spans(selector), fields_matched(self.paused_while.matching))
