"""A clause with norms of which no case speaks."""

from collections.abc import Iterator

from slakit.consistency.plain import entries, known_texts
from slakit.errors import Fault
from slakit.review.lint.edition import EditionDocuments
from slakit.review.lint.rule import Page, Rule


def _check(edition: EditionDocuments) -> Iterator[Fault]:
    shown = _shown(edition)
    missing = [
        (path, clause)
        for path, clause in edition.clauses
        if "norms" in clause and (shown or frozenset()).isdisjoint(known_texts(clause["norms"], "id"))
    ]
    if missing and shown is None:
        yield edition.told.fault(RULE.name, ("agreement",), count=len(missing))
        return
    for path, clause in missing:
        norms = "\n".join(known_texts(clause["norms"], "id"))
        yield edition.told.fault(RULE.name, (*path, "clause"), norms=norms)


def _shown(edition: EditionDocuments) -> frozenset[str] | None:
    """The norms that a case expects something of; nothing if there is no case at all."""
    if not edition.cases:
        return edition.expected
    return frozenset(
        norm
        for document in edition.cases
        for _, case in entries(document.data, "cases")
        for norm in known_texts(case.get("expect"), "norm")
    )


RULE = Rule(
    name="clause-without-case",
    severity="warning",
    check=_check,
    avoid="""\
expect:
  - {norm: closure-announced, outcome: fulfilled}""",
    prefer="""\
expect:
  - {norm: fee-as-announced, outcome: fulfilled}""",
    en=Page(
        summary="A clause has norms, and no case of the edition expects anything of them.",
        why="A case is where a lawyer says what the norm must answer. "
        "Without one, a norm that answers wrongly, or never, passes unseen.",
        exceptions="One case for one norm of the clause is enough here; "
        "`slakit test` also names each norm that no case shows fulfilled and violated. "
        "Clauses that define, or say why nothing is checked, need no case.",
    ),
    fa=Page(
        summary="بندی الزام دارد و هیچ نمونهٔ آزمونی از آن انتظاری ندارد.",
        why="نمونهٔ آزمون جایی است که حقوق‌دان می‌گوید پاسخ الزام باید چه باشد. "
        "بدون آن، الزامی که پاسخ نادرست بدهد یا هرگز پاسخی ندهد، دیده نمی‌شود.",
        exceptions="در اینجا یک نمونه برای یکی از الزام‌های بند بس است؛ "
        "«slakit test» هر الزامی را هم که رعایت و نقضش نشان داده نشده نام می‌برد. "
        "بندی که تعریف می‌کند یا می‌گوید چرا سنجیده نمی‌شود، نمونه نمی‌خواهد.",
    ),
)
