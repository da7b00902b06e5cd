"""The rule kind `done-by`."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from slakit.checks import DoneBy
from slakit.lowering import Setting
from slakit.models import DayText, Identifier, Model, said
from slakit.norms import Norm
from slakit.selectors import EventSelector
from slakit.strength import ATTESTS, BY_DAY, FULFILS, PLACES, Order


class DayByChoice(Model):
    """A day that depends on how the text is read: the option of an interpretation choice, and its day."""

    choice: Annotated[
        str,
        Field(json_schema_extra={"x-refers-to": "choice"}),
        said("the interpretation choice", "گزینهٔ تفسیر"),
    ]
    days: Annotated[
        dict[Identifier, DayText],
        Field(min_length=1, json_schema_extra={"x-refers-to": "options", "x-of": "choice"}),
        said("the day for each option", "روز هر گزینه"),
    ]


class DoneByDay(Norm):
    """Something must be done, for each place of a grid, by the end of a day.

    Each combination of `for-each` is one occasion, pending until the day is over. If the log need not hold every such
    event, absence proves nothing: the occasion is undetermined unless `undone` attests that it was not done.
    An exception excuses what was not done if it is in force in the last instant of the day.
    """

    CHOICES: ClassVar[tuple[str, ...]] = ()

    REASONS: ClassVar[dict[str, dict[str, str]]] = {
        "done-in-time": {
            "en": "{place}: {done}, before {due}.",
            "fa": "{place}: {done}، پیش از {due}.",
        },
        "done-late": {
            "en": "{place}: {done}[, {late-by} after {due}, when it was due][, {just-late} ({due})].",
            "fa": "{place}: {done}[، یعنی {late-by} پس از سررسید ({due})][، {just-late} ({due})].",
        },
        "not-yet-due": {
            "en": "{place}: what must be done (“{what}”) is due by {due}.",
            "fa": "{place}: سررسید آنچه باید انجام شود («{what}») {due} است.",
        },
        "attested-undone": {
            "en": "{place}: what must be done (“{what}”) was due by {due}, and it is attested that it was not done: {done}.",
            "fa": "{place}: آنچه باید انجام شود («{what}») تا {due} سررسید داشت و گواهی شده است که انجام نشده است: {done}.",
        },
        "not-done": {
            "en": "{place}: what must be done (“{what}”) was due by {due} and was not done.",
            "fa": "{place}: آنچه باید انجام شود («{what}») تا {due} سررسید داشت و انجام نشد.",
        },
        "unclear": {
            "en": "{place}: what must be done (“{what}”) was due by {due}; something is recorded that may be it, but the log leaves open whether it is.",
            "fa": "{place}: آنچه باید انجام شود («{what}») تا {due} سررسید داشت؛ چیزی ثبت شده است که شاید همان باشد، ولی از گزارش رویدادها معلوم نیست.",
        },
        "nothing-recorded": {
            "en": "{place}: what must be done (“{what}”) was due by {due}; nothing is recorded of it, and the log need not hold every such event.",
            "fa": "{place}: آنچه باید انجام شود («{what}») تا {due} سررسید داشت؛ دربارهٔ آن چیزی ثبت نشده است، و گزارش رویدادها لزوماً همهٔ چنین رویدادهایی را در بر ندارد.",
        },
        "excused": {
            "en": "{place}: what must be done (“{what}”) was due by {due}, and an exception was in force then that excuses it[ (clause {exceptions})].",
            "fa": "{place}: آنچه باید انجام شود («{what}») تا {due} سررسید داشت و در آن زمان استثنایی برقرار بود که آن را معاف می‌کند[ (بند {exceptions})].",
        },
        "perhaps-excused": {
            "en": "{place}: what must be done (“{what}”) was due by {due}, and an exception was in force then that may excuse it[ (clause {exceptions})], but the log leaves open whether it does.",
            "fa": "{place}: آنچه باید انجام شود («{what}») تا {due} سررسید داشت و در آن زمان استثنایی برقرار بود که شاید آن را معاف کند[ (بند {exceptions})]، ولی از گزارش رویدادها معلوم نیست.",
        },
    }

    STRENGTH: ClassVar[Mapping[str, Order]] = {
        "of": FULFILS,
        "by": BY_DAY,
        "for-each": PLACES,
        "undone": ATTESTS,
    }

    rule: Literal["done-by"]
    of: Annotated[
        EventSelector,
        Field(json_schema_extra={"x-selects": "of"}),
        said("what must be done", "آنچه باید انجام شود"),
    ]
    by: Annotated[DayText | DayByChoice, said("the last day, inclusive", "واپسین روز")]
    for_each: Annotated[
        dict[str, Literal["services"] | tuple[str, ...]],
        Field(min_length=1, json_schema_extra={"x-refers-to": "grid", "x-of": "of", "x-also-of": "undone"}),
        said(
            "the places: a field and its values; `services` stands for every service of the annex",
            "برای هر خدمت و هر مورد",
        ),
    ]
    undone: Annotated[
        EventSelector | None,
        Field(json_schema_extra={"x-selects": "undone"}),
        said("an event that attests that it was not done", "رویدادی که انجام نشدن را گواهی می‌کند"),
    ] = None

    def lower(self, setting: Setting) -> DoneBy:
        """**followed**: a matching event before the end of the day, for each place."""
        day = self.by if isinstance(self.by, str) else self.by.days[setting.choice(self.by.choice)]
        return DoneBy(
            grid=setting.grid(self.for_each),
            by=setting.points(self.of),
            undone=setting.points(self.undone) if self.undone else None,
            due=setting.end_of(day),
            complete=setting.vocabulary.is_complete(self.of.event),
        )
