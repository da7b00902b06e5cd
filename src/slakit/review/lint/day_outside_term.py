"""A day of a norm on which the agreement does not bind."""

from collections.abc import Iterator

from slakit.calendars import parse_day
from slakit.consistency.plain import Group, entries, group
from slakit.document import Path
from slakit.errors import Fault
from slakit.interpretation import CHOICES
from slakit.review.lint.edition import EditionDocuments
from slakit.review.lint.rule import Page, Rule


def _check(edition: EditionDocuments) -> Iterator[Fault]:
    term = group(edition.data["term"])
    written = term["from"]
    first, last = str(group(written).get("inferred", written)), str(term["until"])
    begins, ends = parse_day(first).ordinal, parse_day(last).ordinal
    for path, norm in edition.norms:
        for place, day, way in _days(edition, path, norm):
            on = parse_day(day).ordinal
            if (on < begins and way != "from") or (on > ends and way != "until"):
                arguments = {"norm": str(norm["id"]), "day": day, "first": first, "last": last}
                yield edition.told.fault(RULE.name, place, **arguments)


def _days(edition: EditionDocuments, path: Path, norm: Group) -> Iterator[tuple[Path, str, str]]:
    """The days that must lie in the term, each with its path, and whether a span only begins or ends with it."""
    if norm.get("rule") == "done-by":
        match norm.get("by"):
            case str(day):
                yield (*path, "by"), day, "on"
            case {"choice": str(choice), "days": dict(days)} if _taken(edition, choice) in days:
                option = _taken(edition, choice)
                yield (*path, "by", "days", option), str(days[option]), "on"
    for at, difference in entries(norm, "lawful-differences"):
        for way in ("from", "until"):
            if way in difference:
                yield (*path, *at, way), str(difference[way]), way


def _taken(edition: EditionDocuments, choice: str) -> str:
    """The option that the agreement takes for a choice, else the default of the library."""
    for _, taken in entries(edition.data, "interpretation"):
        if taken["choice"] == choice:
            return str(taken["takes"])
    return CHOICES[choice].default if choice in CHOICES else ""


RULE = Rule(
    name="day-outside-term",
    severity="warning",
    check=_check,
    avoid="by: 1405/12/29",
    prefer="by: 1404/12/29",
    en=Page(
        summary="A norm names a day on which the agreement does not bind.",
        why="What is due on it is never judged: by then the agreement has ended, or has not begun.",
        exceptions="A day for an option that the agreement does not take. "
        "A difference that was lawful before the term and still is.",
    ),
    fa=Page(
        summary="الزامی روزی را نام می‌برد که بیرون از مدت اعتبار توافق‌نامه است.",
        why="آنچه تا آن روز باید انجام شود هرگز داوری نمی‌شود: توافق‌نامه تا آن روز پایان یافته یا هنوز آغاز نشده است.",
        exceptions="روزِ گزینه‌ای که توافق‌نامه آن را برنگزیده است. تفاوتی که پیش از آغاز مدت مجاز بوده و هنوز مجاز است.",
    ),
)
