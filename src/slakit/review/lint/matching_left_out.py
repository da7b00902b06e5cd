"""An answer that need not belong to what it answers."""

from collections.abc import Iterator

from slakit.errors import Fault
from slakit.review.lint.edition import EditionDocuments
from slakit.review.lint.rule import Page, Rule

_ANSWERED = frozenset({"respond-within", "service-level"})
"""The rule kinds in which something follows an event: `then`."""


def _check(edition: EditionDocuments) -> Iterator[Fault]:
    for path, norm in edition.norms:
        if norm.get("rule") in _ANSWERED and "then" in norm and not norm.get("matching"):
            yield edition.told.fault_at_key(RULE.name, (*path, "then"), norm=str(norm["id"]))


RULE = Rule(
    name="matching-left-out",
    severity="warning",
    check=_check,
    avoid="""\
then: {event: complaint.answered, where: {channel: {not: telegram}}}
within: 1 month""",
    prefer="""\
then: {event: complaint.answered, where: {channel: {not: telegram}}}
matching: [complaint]
within: 1 month""",
    en=Page(
        summary="Something must follow an event, and nothing says that it must belong to it.",
        why="Without `matching` the next event of that kind counts, whatever it is about: "
        "one answer keeps the duty for every complaint that is open.",
        exceptions="An act that answers everything before it, such as a sailing after a storm. "
        "Waive the warning where the text means that.",
    ),
    fa=Page(
        summary="در پی رویدادی باید کاری بیاید و هیچ‌جا گفته نشده است که باید از آنِ همان باشد.",
        why="بدون «matching» رویداد بعدی از آن نوع، دربارهٔ هر چه باشد، به شمار می‌آید: "
        "یک پاسخ تکلیف را برای همهٔ شکایت‌های باز برآورده می‌کند.",
        exceptions="کاری که پاسخ همهٔ رویدادهای پیش از خود است، مانند ازسرگیری سفر پس از توفان. "
        "اگر مقصود متن همین است از این هشدار چشم بپوشید.",
    ),
)
