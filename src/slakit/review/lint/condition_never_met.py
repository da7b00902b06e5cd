"""A condition that no value satisfies: the norm that carries it can never apply, or can never be kept."""

from collections.abc import Iterator

from slakit.errors import Fault
from slakit.review.lint.conditions import Conditions
from slakit.review.lint.edition import EditionDocuments
from slakit.review.lint.rule import Page, Rule


def _check(edition: EditionDocuments) -> Iterator[Fault]:
    conditions = Conditions(edition)
    for path, norm in edition.norms:
        for selection in conditions.selections(norm, path):
            for field in conditions.never_met(selection):
                place = (*selection.path, "where", field)
                arguments = {"norm": str(norm["id"]), "field": field, "owner": selection.kind}
                yield edition.told.fault(RULE.name, place, **arguments)


RULE = Rule(
    name="condition-never-met",
    severity="warning",
    check=_check,
    avoid="of: {record: closure, where: {side: {not: [library, city]}}}",
    prefer="of: {record: closure, where: {side: {not: city}}}",
    en=Page(
        summary="A condition of a norm is one that no event and no record can meet.",
        why="The norm never applies, or is never kept, whatever happens. Its silence looks like compliance.",
        exceptions="A list of words that is open: a log may use another word. "
        "A word that says that the fact is not known does not count as meeting a condition.",
    ),
    fa=Page(
        summary="الزام شرطی دارد که هیچ رویداد و هیچ سندی نمی‌تواند آن را داشته باشد.",
        why="این الزام هر چه رخ دهد هرگز به کار نمی‌آید، یا هرگز رعایت نمی‌شود. سکوت آن به رعایت می‌ماند.",
        exceptions="فهرست واژه‌ای که باز است: ممکن است در گزارش رویدادها واژهٔ دیگری بیاید. "
        "واژه‌ای که یعنی موضوع معلوم نیست شرط را برآورده نمی‌کند.",
    ),
)
