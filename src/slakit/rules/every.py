"""The rule kind `every`."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

from slakit.calendars import Cycle
from slakit.checks import Grid, Recurring
from slakit.lowering import Setting
from slakit.models import ElapsedText, said
from slakit.norms import Norm
from slakit.selectors import EventSelector
from slakit.strength import APART_IN_TIME, FULFILS, PLACES, RHYTHM, Order


class EveryPeriod(Norm):
    """Something must happen again and again: at least once in each period, or at most a stated time apart.

    With `in-each` a period of the agreement's calendar is one occasion, from its beginning on, for each place of
    `for-each`; it is pending until it is over. A week begins on Saturday in the Jalali calendar and on Monday in the
    Gregorian one. The first and the last period are clipped at the term, and in what is left of them it must happen too.
    So a year is one of the calendar, also where the term begins in the middle of one: what is owed once in a term that is
    no year of the calendar is `done-by` its last day.

    With `at-most-apart` the start of the term and each event is one occasion: the next event must come within the time.
    That is elapsed time, whatever the clock of hours is.
    If the term ends before that time is up, nothing more is owed. An exception counts if it is in force all the time in
    which the thing could be done.
    """

    model_config = ConfigDict(json_schema_extra={"allOf": [{"x-one-of-keys": ["in-each", "at-most-apart"]}]})

    CHOICES: ClassVar[tuple[str, ...]] = ("bound",)

    REASONS: ClassVar[dict[str, dict[str, str]]] = {
        "done-in-period": {
            "en": "[{place}: ]{done}; that is in the period from {from} to {until}, and once is enough.",
            "fa": "[{place}: ]{done}؛ این در دورهٔ {from} تا {until} است و یک بار کافی است.",
        },
        "not-yet-over": {
            "en": "[{place}: ]what must happen in the period from {from} to {until} (“{what}”) has not happened yet, and the period is not over.",
            "fa": "[{place}: ]آنچه باید در دورهٔ {from} تا {until} رخ دهد («{what}») هنوز رخ نداده است و دوره به پایان نرسیده است.",
        },
        "not-done": {
            "en": "[{place}: ]what must happen in the period from {from} to {until} (“{what}”) did not happen in it.",
            "fa": "[{place}: ]آنچه باید در دورهٔ {from} تا {until} رخ دهد («{what}») در آن رخ نداد.",
        },
        "unclear": {
            "en": "[{place}: ]something is recorded in the period from {from} to {until} that may be what must happen in it (“{what}”), but the log leaves open whether it is.",
            "fa": "[{place}: ]در دورهٔ {from} تا {until} چیزی ثبت شده است که شاید همان باشد که باید رخ دهد («{what}»)، ولی از گزارش رویدادها معلوم نیست.",
        },
        "nothing-recorded": {
            "en": "[{place}: ]nothing is recorded of what must happen in the period from {from} to {until} (“{what}”), and the log need not hold every such event.",
            "fa": "[{place}: ]از آنچه باید در دورهٔ {from} تا {until} رخ دهد («{what}») چیزی ثبت نشده است، و گزارش رویدادها لزوماً همهٔ چنین رویدادهایی را در بر ندارد.",
        },
        "before-first-proof": {
            "en": "[{place}: ]the period from {from} to {until} is over before the first recorded proof that the agreement stood, and its first day, {first-day}, is only inferred.",
            "fa": "[{place}: ]دورهٔ {from} تا {until} پیش از نخستین سندی است که برقراری توافق‌نامه را ثابت می‌کند و روز آغاز آن، {first-day}، تنها استنباط شده است.",
        },
        "outside-effect": {
            "en": "[{place}: ]the period from {from} to {until} does not lie wholly in the time for which the recorded signature gives the agreement effect, and what must happen in it (“{what}”) did not happen in that time.",
            "fa": "[{place}: ]دورهٔ {from} تا {until} به‌طور کامل در زمانی نیست که امضای ثبت‌شده برای آن به توافق‌نامه اعتبار می‌دهد، و آنچه باید در آن رخ دهد («{what}») در آن زمان رخ نداد.",
        },
        "next-in-time": {
            "en": "[{place}: ]after {since} it happened next (“{what}”) {after} later; {required} is allowed.",
            "fa": "[{place}: ]پس از {since}، نوبت بعدی («{what}») با فاصلهٔ {after} انجام شد؛ فاصلهٔ مجاز {required} است.",
        },
        "next-due": {
            "en": "[{place}: ]after {since} it must happen next (“{what}”) by {due}; {required} is allowed.",
            "fa": "[{place}: ]پس از {since}، سررسید نوبت بعدی («{what}») {due} است؛ فاصلهٔ مجاز {required} است.",
        },
        "next-late": {
            "en": "[{place}: ]after {since} it happened next (“{what}”) {after} later; {required} is allowed, so it was late[ by {late-by}][, {just-late}] (due by {due}).",
            "fa": "[{place}: ]پس از {since}، نوبت بعدی («{what}») با فاصلهٔ {after} انجام شد؛ فاصلهٔ مجاز {required} است، پس [{late-by} ]دیر شد[، {just-late}] (سررسید: {due}).",
        },
        "next-missing": {
            "en": "[{place}: ]after {since} it had to happen next (“{what}”) by {due}, as {required} is allowed, and it did not.",
            "fa": "[{place}: ]پس از {since}، نوبت بعدی («{what}») با فاصلهٔ مجاز {required} باید تا {due} انجام می‌شد و نشد.",
        },
        "next-outside-effect": {
            "en": "[{place}: ]after {since} it had to happen next (“{what}”) by {due}, as {required} is allowed; but that is after the time for which the recorded signature gives the agreement effect.",
            "fa": "[{place}: ]پس از {since}، نوبت بعدی («{what}») با فاصلهٔ مجاز {required} باید تا {due} انجام می‌شد؛ ولی این سررسید پس از زمانی است که امضای ثبت‌شده برای آن به توافق‌نامه اعتبار می‌دهد.",
        },
        "next-unclear": {
            "en": "[{place}: ]after {since} it had to happen next (“{what}”) by {due}, as {required} is allowed; something is recorded that may be it, but the log leaves open whether it is.",
            "fa": "[{place}: ]پس از {since}، نوبت بعدی («{what}») با فاصلهٔ مجاز {required} باید تا {due} انجام می‌شد؛ چیزی ثبت شده است که شاید همان باشد، ولی از گزارش رویدادها معلوم نیست.",
        },
        "next-not-recorded": {
            "en": "[{place}: ]after {since} it had to happen next (“{what}”) by {due}, as {required} is allowed; by then it is not recorded, and the log need not hold every such event.",
            "fa": "[{place}: ]پس از {since}، نوبت بعدی («{what}») با فاصلهٔ مجاز {required} باید تا {due} انجام می‌شد؛ تا آن زمان ثبت نشده است، و گزارش رویدادها لزوماً همهٔ چنین رویدادهایی را در بر ندارد.",
        },
        "term-ends-first": {
            "en": "[{place}: ]after {since} it would have had to happen next (“{what}”) by {due}, as {required} is allowed, and the term was over before that.",
            "fa": "[{place}: ]پس از {since}، سررسید نوبت بعدی («{what}») با فاصلهٔ مجاز {required}، {due} می‌بود و مدت اعتبار پیش از آن پایان یافت.",
        },
        "excused": {
            "en": "[{place}: ]all the time in which it could have happened (“{what}”), an exception was in force that excuses it[ (clause {exceptions})].",
            "fa": "[{place}: ]در همهٔ مدتی که می‌شد آن را انجام داد («{what}») استثنایی برقرار بود که آن را معاف می‌کند[ (بند {exceptions})].",
        },
        "perhaps-excused": {
            "en": "[{place}: ]all the time in which it could have happened (“{what}”), an exception was in force that may excuse it[ (clause {exceptions})], but the log leaves open whether it does.",
            "fa": "[{place}: ]در همهٔ مدتی که می‌شد آن را انجام داد («{what}») استثنایی برقرار بود که شاید آن را معاف کند[ (بند {exceptions})]، ولی از گزارش رویدادها معلوم نیست.",
        },
    }

    STRENGTH: ClassVar[Mapping[str, Order]] = {
        "of": FULFILS,
        "in-each": RHYTHM,
        "at-most-apart": APART_IN_TIME,
        "for-each": PLACES,
    }

    rule: Literal["every"]
    of: Annotated[
        EventSelector,
        Field(json_schema_extra={"x-selects": "of"}),
        said("what must happen", "آنچه باید رخ دهد"),
    ]
    in_each: Annotated[
        Cycle | None, said("the period in each of which it must happen", "دوره‌ای که در هر یک باید رخ دهد")
    ] = None
    at_most_apart: Annotated[
        ElapsedText | None,
        said("how far apart it may be, instead of a period", "بیشترین فاصلهٔ دو نوبت، به‌جای دوره"),
    ] = None
    for_each: Annotated[
        dict[str, Literal["services"] | tuple[str, ...]],
        Field(json_schema_extra={"x-refers-to": "grid", "x-of": "of"}),
        said(
            "the places: a field and its values; `services` stands for every service of the annex",
            "برای هر خدمت و هر مورد",
        ),
    ] = {}

    def lower(self, setting: Setting) -> Recurring:
        """**followed**: a matching event in each period, or after each other one within a time, for each place."""
        apart, closed = None, True
        if self.at_most_apart:
            apart, closed = setting.length(self.at_most_apart), setting.choice("bound") == "closed"
        return Recurring(
            grid=setting.grid(self.for_each) if self.for_each else Grid(()),
            by=setting.points(self.of),
            periods=setting.periods(self.in_each) if self.in_each else (),
            apart=apart,
            closed=closed,
        )
