"""A term whose first day is inferred, because the text does not give it."""

from collections.abc import Iterator

from slakit.consistency.plain import group
from slakit.errors import Fault
from slakit.review.lint.edition import EditionDocuments
from slakit.review.lint.rule import Page, Rule


def _check(edition: EditionDocuments) -> Iterator[Fault]:
    term = group(edition.data["term"])
    if isinstance(term["from"], dict):
        place = edition.agreement.place_of(("term", "from"), key=True)
        inferred = str(term["from"]["inferred"])
        yield Fault(RULE.name, place, str(term["clause"]), {"inferred": inferred})


RULE = Rule(
    name="start-date-missing",
    severity="advice",
    check=_check,
    avoid="""\
from:
  inferred: 1404/01/01
  why: {fa: متن تاریخ آغاز ندارد., en: The text gives no first day.}""",
    prefer="from: 1404/01/01",
    en=Page(
        summary="The text does not say on which day the agreement begins to bind.",
        why="What happens before the first proof that the agreement stood stays undetermined, "
        "and who wants to can dispute the beginning.",
        exceptions="None: an inferred day is marked as inferred. Waive it for an edition that was signed so.",
    ),
    fa=Page(
        summary="متن نمی‌گوید توافق‌نامه از چه روزی الزام‌آور است.",
        why="آنچه پیش از نخستین سند برقراری توافق‌نامه رخ دهد نامعلوم می‌ماند، و هر کس می‌تواند در آغاز آن تردید کند.",
        exceptions="ندارد: روز استنباط‌شده همواره چنین نشان‌گذاری می‌شود. برای ویرایشی که این‌گونه امضا شده است از آن چشم بپوشید.",
    ),
)
