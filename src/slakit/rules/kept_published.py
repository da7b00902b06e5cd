"""The rule kind `kept-published`."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from slakit.checks import CoveredThroughout
from slakit.lowering import Setting
from slakit.models import said
from slakit.norms import Norm
from slakit.selectors import RecordSelector
from slakit.strength import FULFILS, PLACES, Order


class KeptPublished(Norm):
    """Something must stand, for each place of a grid, during the whole term.

    Each combination of `for-each` (each service and each thing) is one occasion. An interruption that is recorded is a
    violation from its first instant on; before the first record nothing is known, and the occasion stays undetermined,
    unless the log by its nature holds every such event. Until the end of the term a duty that was kept so far is pending.
    While an exception is in force nothing need stand; one that is in force during the whole term excuses the place.
    """

    CHOICES: ClassVar[tuple[str, ...]] = ("publication-duty",)

    REASONS: ClassVar[dict[str, dict[str, str]]] = {
        "term-not-begun": {
            "en": "{place}: the term has not begun.",
            "fa": "{place}: مدت اعتبار هنوز آغاز نشده است.",
        },
        "kept": {
            "en": "{place}: what must stand throughout the term ({record}) stood throughout it[; for {excused} it did not, and an exception was in force that excuses it].",
            "fa": "{place}: آنچه باید در سراسر مدت اعتبار برقرار باشد ({record}) در سراسر آن برقرار بود[؛ {excused} برقرار نبود و استثنایی آن را معاف می‌کند].",
        },
        "kept-so-far": {
            "en": "{place}: what must stand throughout the term ({record}) has stood without a gap so far, up to {until}[; for {excused} it did not, and an exception was in force that excuses it].",
            "fa": "{place}: آنچه باید در سراسر مدت اعتبار برقرار باشد ({record}) تاکنون، تا {until}، بی‌وقفه برقرار بوده است[؛ {excused} برقرار نبود و استثنایی آن را معاف می‌کند].",
        },
        "interrupted": {
            "en": "{place}: what must stand throughout the term ({record}) did not stand from {from} to {until}[, {still-open}]; {uncovered} in all, gaps: {gaps}.",
            "fa": "{place}: آنچه باید در سراسر مدت اعتبار برقرار باشد ({record}) از {from} تا {until} برقرار نبود[ {still-open}]؛ در مجموع {uncovered}، شمار وقفه‌ها: {gaps}.",
        },
        "elsewhere": {
            "en": "{place}: what must stand throughout the term ({record}) stood from {from} to {until} only otherwise than required[ ({record-scope})]; {uncovered} in all.",
            "fa": "{place}: آنچه باید در سراسر مدت اعتبار برقرار باشد ({record}) از {from} تا {until} تنها به شیوه‌ای جز آنچه لازم است[ ({record-scope})] برقرار بود؛ در مجموع {uncovered}.",
        },
        "never": {
            "en": "{place}: what must stand throughout the term ({record}) never stood, from {from} to {until}.",
            "fa": "{place}: آنچه باید در سراسر مدت اعتبار برقرار باشد ({record}) از {from} تا {until} هیچ‌گاه برقرار نبود.",
        },
        "unclear": {
            "en": "{place}: the log leaves open whether what must stand throughout the term ({record}) stood from {from} to {until}.",
            "fa": "{place}: از گزارش رویدادها معلوم نیست که آنچه باید در سراسر مدت اعتبار برقرار باشد ({record}) از {from} تا {until} برقرار بوده است یا نه.",
        },
        "nothing-recorded": {
            "en": "{place}: nothing is recorded of what must stand throughout the term ({record}), and the log need not hold every such event.",
            "fa": "{place}: دربارهٔ آنچه باید در سراسر مدت اعتبار برقرار باشد ({record}) چیزی ثبت نشده است، و گزارش رویدادها لزوماً همهٔ چنین رویدادهایی را در بر ندارد.",
        },
        "excused": {
            "en": "{place}: during the whole term an exception was in force that excuses what must stand throughout it ({record})[; clause {exceptions}].",
            "fa": "{place}: در سراسر مدت اعتبار استثنایی برقرار بود که از آنچه باید در آن برقرار باشد ({record}) معاف می‌کند[؛ بند {exceptions}].",
        },
        "perhaps-excused": {
            "en": "{place}: the log leaves open whether an exception[ (clause {exceptions})] excuses that what must stand throughout the term ({record}) did not stand from {from} to {until}.",
            "fa": "{place}: از گزارش رویدادها معلوم نیست که استثنایی[ (بند {exceptions})] برقرار نبودن آنچه باید در سراسر مدت اعتبار برقرار باشد ({record}) از {from} تا {until} را معاف می‌کند یا نه.",
        },
    }

    STRENGTH: ClassVar[Mapping[str, Order]] = {
        "of": FULFILS,
        "for-each": PLACES,
    }

    rule: Literal["kept-published"]
    of: Annotated[
        RecordSelector,
        Field(json_schema_extra={"x-selects": "of"}),
        said("what must stand", "آنچه باید برقرار بماند"),
    ]
    for_each: Annotated[
        dict[str, Literal["services"] | tuple[str, ...]],
        Field(min_length=1, json_schema_extra={"x-refers-to": "grid", "x-of": "of"}),
        said(
            "the places: a field and its values; `services` stands for every service of the annex",
            "برای هر خدمت و هر مورد",
        ),
    ]

    def lower(self, setting: Setting) -> CoveredThroughout:
        """**covered**: the whole term inside spans of the record, for each place."""
        setting.choice("publication-duty")
        return CoveredThroughout(setting.grid(self.for_each), setting.spans(self.of))
