"""A duty that is owed by nobody else to nobody else."""

from collections.abc import Iterator

from slakit.errors import Fault
from slakit.review.lint.edition import EditionDocuments
from slakit.review.lint.rule import Page, Rule


def _check(edition: EditionDocuments) -> Iterator[Fault]:
    for path, norm in edition.norms:
        bound = next((key for key in ("obliges", "forbids") if key in norm), None)
        if bound is None:
            continue
        arguments = {"norm": str(norm["id"]), "party": str(norm[bound])}
        if "towards" not in norm:
            yield edition.told.fault_at_key(RULE.name, (*path, bound), **arguments, missing="towards")
        elif norm["towards"] == norm[bound]:
            yield edition.told.fault(RULE.name, (*path, "towards"), **arguments)


RULE = Rule(
    name="one-sided-obligation",
    severity="warning",
    check=_check,
    avoid="""\
- id: lent-at-the-desk
  obliges: lending-desk
  rule: only-via""",
    prefer="""\
- id: lent-at-the-desk
  obliges: lending-desk
  towards: readers
  rule: only-via""",
    en=Page(
        summary="A duty or a prohibition does not say to whom it is owed, or is owed to the one who bears it.",
        why="Nobody can claim what is owed to nobody, and a finding cannot say whose right was broken. "
        "That a norm must name its bearer is asked of every agreement, before lint.",
        exceptions="A permission or a power may stand for all.",
    ),
    fa=Page(
        summary="تکلیف یا منعی که نمی‌گوید در برابر چه کسی است، یا در برابر خود مکلف است.",
        why="آنچه در برابر کسی نباشد کسی نمی‌تواند مطالبه‌اش کند، و یافته نمی‌تواند بگوید حق چه کسی ضایع شده است. "
        "نام بردن از خود مکلف در هر توافق‌نامه‌ای الزامی است و پیش از این بازبینی سنجیده می‌شود.",
        exceptions="اجازه و اختیار می‌تواند در برابر همه باشد.",
    ),
)
