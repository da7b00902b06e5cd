"""A definition that no clause uses."""

from collections.abc import Iterator

from slakit.consistency.plain import Group
from slakit.errors import Fault
from slakit.review.lint.edition import BINDING, EditionDocuments
from slakit.review.lint.rule import Page, Rule
from slakit.text import fold


def _check(edition: EditionDocuments) -> Iterator[Fault]:
    parties = {norm[key] for _, norm in edition.norms for key in (*BINDING, "towards") if key in norm}
    for path, definition in edition.definitions:
        if definition.get("used-by") or definition.get("party") in parties:
            continue
        if not _is_used(edition, path[1], definition):
            _, word = edition.words_of(definition).get(edition.language, ((), str(definition["term"])))
            yield edition.told.fault(RULE.name, (*path, "term"), term=str(definition["term"]), word=word)


def _is_used(edition: EditionDocuments, own: object, definition: Group) -> bool:
    """Whether another clause has the word in its text, in the language that the definition gives it in."""
    return any(
        fold(word).lower() in text.get(language, "").lower()
        for language, (_, word) in edition.words_of(definition).items()
        for position, text in enumerate(edition.folded)
        if position != own and "heading" not in edition.clauses[position][1]
    )


RULE = Rule(
    name="term-never-used",
    severity="advice",
    check=_check,
    avoid="- {term: loan-card, fa: کارت امانت, en: loan card, means: {fa: کارت هر خواننده., en: The card of a reader.}}",
    prefer='- {term: month, fa: ماه, en: month, means: {fa: سی روز., en: Thirty days.}, used-by: ["4"], month-days: 30}',
    en=Page(
        summary="A term is defined, and no clause uses it.",
        why="Either a duty was forgotten that the definition was made for, or the definition came along with a model form.",
        exceptions="A definition with `used-by`, one that names a party which a norm binds or protects, "
        "and one whose word stands in another clause. `unused` says why it is so, and the advice is still given: waive it.",
    ),
    fa=Page(
        summary="اصطلاحی تعریف شده است و هیچ بندی آن را به کار نمی‌برد.",
        why="یا تکلیفی فراموش شده که تعریف برای آن بوده است، یا تعریف از فرم نمونه مانده است.",
        exceptions="تعریفی که «used-by» دارد، یا طرفی را نام می‌برد که الزامی به عهده یا به سود اوست، "
        "یا واژه‌اش در بند دیگری آمده است. «unused» علت را می‌گوید ولی این توصیه همچنان داده می‌شود: از آن چشم بپوشید.",
    ),
)
