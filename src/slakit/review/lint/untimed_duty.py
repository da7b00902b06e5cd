"""A duty for which the text gives no time."""

from collections.abc import Iterator

from slakit.errors import Fault
from slakit.review.lint.edition import EditionDocuments
from slakit.review.lint.rule import Page, Rule


def _check(edition: EditionDocuments) -> Iterator[Fault]:
    for path, norm in edition.norms:
        if norm.get("within") == "unspecified":
            yield edition.told.fault(RULE.name, (*path, "within"), norm=str(norm["id"]))


RULE = Rule(
    name="untimed-duty",
    severity="advice",
    check=_check,
    avoid="within: unspecified",
    prefer="within: 1 month",
    en=Page(
        summary="Something must be done, and the text does not say by when.",
        why="The duty stays pending until the term ends: it can be kept, and it can never be broken.",
        exceptions="A duty to do something before another act, or during the whole term, has its time. "
        "No number is ever invented: write `unspecified` where the text is silent, and waive the advice.",
    ),
    fa=Page(
        summary="کاری باید انجام شود و متن نمی‌گوید تا کی.",
        why="این تکلیف تا پایان مدت اعتبار در انتظار می‌ماند: می‌توان رعایتش کرد، ولی هرگز نمی‌توان گفت نقض شده است.",
        exceptions="تکلیفی که باید پیش از کاری دیگر یا در سراسر مدت اعتبار انجام شود زمان خود را دارد. "
        "هیچ عددی از خود نمی‌سازیم: جایی که متن ساکت است «unspecified» بنویسید و از این توصیه چشم بپوشید.",
    ),
)
