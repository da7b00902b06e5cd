"""A law that is cited by another number than the register of authorities has."""

import re
from collections.abc import Iterator

from slakit.consistency.plain import entries, group
from slakit.errors import Argument, Fault
from slakit.review.lint.edition import EditionDocuments
from slakit.review.lint.rule import Page, Rule
from slakit.text import fold

_PART = re.compile(r"\w+")


def _check(edition: EditionDocuments) -> Iterator[Fault]:
    texts = {
        clause.get("clause"): folded.get(edition.language, "")
        for (_, clause), folded in zip(edition.clauses, edition.folded, strict=True)
    }
    for path, authority in entries(edition.data, "authorities"):
        cited = group(authority.get("cited-as"))
        for key in ("number", "provision"):
            if key not in cited:
                continue
            place, written = (*path, "cited-as", key), str(cited[key])
            arguments: dict[str, Argument] = {"authority": str(authority["authority"]), "found": written}
            if key in authority and (differing := _difference(written, str(authority[key]))):
                yield _told(edition, place, authority["clause"], arguments | differing)
            elif key == "number" and not _stands_in(written, texts.get(authority["clause"], "")):
                yield _told(edition, place, authority["clause"], arguments | {"absent": written})


def _difference(cited: str, registered: str) -> dict[str, Argument]:
    mine, theirs = _PART.findall(fold(cited)), _PART.findall(fold(registered))
    if mine == theirs:
        return {}
    return {"in_order" if sorted(mine) == sorted(theirs) else "expected": registered}


def _stands_in(number: str, text: str) -> bool:
    return "".join(fold(number).split()) in "".join(text.split())


def _told(
    edition: EditionDocuments, place: tuple[str | int, ...], clause: object, arguments: dict[str, Argument]
) -> Fault:
    """A fault in the register that is about a clause: a waiver of the clause fits it."""
    return Fault(RULE.name, edition.agreement.place_of(place), str(clause), arguments)


RULE = Rule(
    name="citation-number",
    severity="advice",
    check=_check,
    avoid='cited-as: {number: "300/12", day: 1390/05/02, as: approved}',
    prefer='cited-as: {number: "12/300", day: 1390/05/02, as: approved}',
    en=Page(
        summary="A law is cited by a number or a provision that is not the one in the register of authorities, "
        "or that does not stand in the clause.",
        why="A reader who looks the number up finds another law, or none. "
        "Numbers written from right to left are often turned around.",
        exceptions="Spaces, and the digits and letters of another keyboard. "
        "An entry without a number of its own, or without `cited-as`, is not compared.",
    ),
    fa=Page(
        summary="شماره یا ماده‌ای که در استناد آمده همان نیست که در فهرست مستندات است، یا در متن بند نیست.",
        why="کسی که شماره را جست‌وجو کند قانون دیگری می‌یابد یا هیچ نمی‌یابد. شماره‌هایی که از راست به چپ نوشته شده‌اند اغلب وارونه می‌شوند.",
        exceptions="فاصله‌ها، و رقم‌ها و حروف صفحه‌کلیدی دیگر. مستندی که شماره یا «cited-as» ندارد مقایسه نمی‌شود.",
    ),
)
