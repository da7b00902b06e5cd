"""A law that is cited with another day than the register of authorities has."""

from collections.abc import Iterator

from slakit.calendars import Day, parse_day
from slakit.consistency.plain import Group, entries, group
from slakit.errors import Argument, Fault, UnreadableTime
from slakit.review.lint.edition import EditionDocuments
from slakit.review.lint.rule import Page, Rule

_KINDS = ("approved", "notified", "in-force")


def _check(edition: EditionDocuments) -> Iterator[Fault]:
    for path, authority in entries(edition.data, "authorities"):
        cited = group(authority.get("cited-as"))
        if "day" not in cited:
            continue
        if differing := _difference(parse_day(str(cited["day"])), cited.get("as"), authority):
            place = edition.agreement.place_of((*path, "cited-as", "day"))
            arguments: dict[str, Argument] = {
                "authority": str(authority["authority"]),
                "found": str(cited["day"]),
            }
            yield Fault(RULE.name, place, str(authority["clause"]), arguments | differing)


def _difference(cited: Day, as_: object, authority: Group) -> dict[str, Argument]:
    """What is wrong with a cited day: it is that of another act, it is swapped, or it is no day of this law."""
    known = {kind: parse_day(str(authority[kind])) for kind in _KINDS if kind in authority}
    same = [kind for kind, day in known.items() if day.ordinal == cited.ordinal]
    if as_ in same or not known or (as_ is None and same) or (as_ not in (None, *known) and not same):
        return {}
    if same:
        return {"said": str(as_), "meant": same[0], "expected": str(known[str(as_)])} if as_ in known else {
            "said": str(as_), "meant": same[0]
        }  # fmt: skip
    swapped = _swapped(cited)
    meant = [day for kind, day in known.items() if as_ in (None, kind)]
    if swapped and any(day.ordinal == swapped.ordinal for day in meant):
        return {"swapped": str(swapped)}
    return {"registered": "\n".join(map(str, meant))}


def _swapped(day: Day) -> Day | None:
    try:
        return Day(day.calendar, day.year, day.day, day.month)
    except UnreadableTime:
        return None


RULE = Rule(
    name="citation-day",
    severity="advice",
    check=_check,
    avoid='cited-as: {number: "12/300", day: 1390/02/05, as: approved}',
    prefer='cited-as: {number: "12/300", day: 1390/05/02, as: approved}',
    en=Page(
        summary="A law is cited with a day that is not the one in the register of authorities: the day of notification "
        "as that of approval, day and month exchanged, or another day.",
        why="Two decrees of one body are told apart by their day, and a time that runs from notification does not run from approval.",
        exceptions="A citation without a day, and a kind of day that the register does not know. "
        "The same day in another calendar is the same day.",
    ),
    fa=Page(
        summary="تاریخی که در استناد آمده همان نیست که در فهرست مستندات است: تاریخ ابلاغ به جای تصویب، روز و ماه جابه‌جا، یا روزی دیگر.",
        why="دو مصوبهٔ یک مرجع را از تاریخشان می‌شناسند، و مهلتی که از ابلاغ آغاز می‌شود از تصویب آغاز نمی‌شود.",
        exceptions="استنادی که تاریخ ندارد، و نوعی از تاریخ که فهرست آن را ندارد. همان روز در تقویم دیگر همان روز است.",
    ),
)
