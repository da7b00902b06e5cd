"""A fact that nothing can prove, or nothing can rule out."""

from collections.abc import Iterator

from slakit.consistency.declared import Side
from slakit.consistency.plain import Group, entries, group
from slakit.document import Path
from slakit.errors import Fault
from slakit.review.lint.conditions import Conditions, Selection
from slakit.review.lint.edition import EditionDocuments
from slakit.review.lint.rule import Page, Rule


def _check(edition: EditionDocuments) -> Iterator[Fault]:
    conditions = Conditions(edition)
    for path, fact in entries(edition.data, "facts"):
        record = str(group(fact.get("of")).get("record"))
        side = edition.words.side("record", record)
        for key in ("holds-when", "fails-when"):
            signs = list(entries(fact, key))
            if side and all(_is_impossible(conditions, side, sign, (*path, *at)) for at, sign in signs):
                told = "fact" if key == "holds-when" else "ruled_out"
                yield edition.told.fault(
                    RULE.name, (*path, key), **{told: str(fact["fact"]), "record": record}
                )


def _is_impossible(conditions: Conditions, side: Side, sign: Group, path: Path) -> bool:
    """Whether a sign can never be seen: its condition, or that of the event before, is never met."""
    own = Selection(side, group(sign.get("where")), path)
    before = conditions.selection(sign.get("preceded-by"), (*path, "preceded-by"))
    return any(any(conditions.never_met(selection)) for selection in ([own, before] if before else [own]))


RULE = Rule(
    name="fact-never-established",
    severity="warning",
    check=_check,
    avoid="holds-when: [{where: {side: {not: [library, city]}}}]",
    prefer="holds-when: [{where: {planned: true}}, {preceded-by: {event: closure.approved, matching: [closure]}}]",
    en=Page(
        summary="A fact has no sign that can be seen: nothing proves it, or nothing rules it out.",
        why="Every norm that asks for the fact stays undetermined for ever, or counts one side only.",
        exceptions="One sign that can be seen is enough. Whether it is seen, only a log shows.",
    ),
    fa=Page(
        summary="برای یک امر هیچ نشانهٔ دیدنی‌ای نیست: چیزی آن را ثابت نمی‌کند، یا چیزی آن را رد نمی‌کند.",
        why="هر الزامی که به این امر وابسته است برای همیشه نامعلوم می‌ماند، یا تنها یک سوی آن به شمار می‌آید.",
        exceptions="یک نشانهٔ دیدنی بس است. دیده شدن آن را تنها گزارش رویدادها نشان می‌دهد.",
    ),
)
