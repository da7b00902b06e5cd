"""A point that a renewal left to be decided, and that nobody has."""

from collections.abc import Iterator

from slakit.errors import Fault
from slakit.review.lint.edition import EditionDocuments
from slakit.review.lint.rule import Page, Rule
from slakit.review.open_points import open_points
from slakit.source import Place


def _check(edition: EditionDocuments) -> Iterator[Fault]:
    for document in edition.documents:
        for point in open_points(document.text):
            place = Place(document.name, point.line, point.column, point.line, point.end_column)
            yield Fault(RULE.name, place, None, {"words": point.words})


RULE = Rule(
    name="open-point",
    severity="warning",
    check=_check,
    avoid="# open: by when is it due in the new term?",
    prefer="# agreed: within a month, as before",
    en=Page(
        summary="A comment that begins with `open:` names a point that is still to be decided.",
        why="`slakit renew` leaves such comments where the next edition needs a decision. "
        "An edition with open points is a draft, and `slakit sign` does not sign it.",
        exceptions="The same word inside of a text. A comment that was decided and begins otherwise.",
    ),
    fa=Page(
        summary="یادداشتی که با «open:» آغاز می‌شود نکته‌ای را نام می‌برد که هنوز باید درباره‌اش تصمیم گرفت.",
        why="«slakit renew» هر جا ویرایش بعد تصمیم می‌خواهد چنین یادداشتی می‌گذارد. "
        "ویرایشی که نکتهٔ باز دارد پیش‌نویس است و «slakit sign» آن را امضا نمی‌کند.",
        exceptions="همین واژه در میان متن. یادداشتی که دربارهٔ آن تصمیم گرفته شده و آغاز دیگری دارد.",
    ),
)
