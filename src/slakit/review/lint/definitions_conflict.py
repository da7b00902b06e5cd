"""Definitions that say different things of one word, without saying which one prevails."""

import re
from collections.abc import Iterator

from slakit.calendars import parse_day
from slakit.consistency.plain import Group, group
from slakit.document import Path
from slakit.errors import Argument, Fault
from slakit.review.lint.edition import EditionDocuments
from slakit.review.lint.rule import Page, Rule
from slakit.text import fold

_YEAR = re.compile(r"(?:\b(?:year|twelve months|12 months)\b)|سال|دوازده ماه|12 ?ماه")
_MONTH_OF_DAYS = re.compile(r"(?:month\b[^.]{0,40}?\b([0-9]{2}) days)|(?:ماه [^.]{0,20}?([0-9]{2}) ?روز)")

_Defined = tuple[Path, Group]


def _check(edition: EditionDocuments) -> Iterator[Fault]:
    yield from _two_meanings(edition)
    for path, definition in edition.definitions:
        if "conflicts-with" in definition:
            yield from _precedence(edition, path, definition)
        else:
            yield from _year_of_other_length(edition, path, definition)


def _two_meanings(edition: EditionDocuments) -> Iterator[Fault]:
    """A word that is defined again, in other words, where neither definition says which one prevails."""
    first: dict[tuple[str, str], _Defined] = {}
    for path, definition in edition.definitions:
        for language, (place, word) in edition.words_of(definition).items():
            earlier_path, earlier = first.setdefault((language, fold(word).lower()), (path, definition))
            settled = "conflicts-with" in earlier or "conflicts-with" in definition
            if earlier_path != path and not settled and earlier["means"] != definition["means"]:
                line = edition.agreement.place_of(earlier_path).line
                arguments: dict[str, Argument] = {"term": str(definition["term"]), "word": word, "line": line}
                yield edition.told.fault(RULE.name, (*path, *place), **arguments)
                break


def _precedence(edition: EditionDocuments, path: Path, definition: Group) -> Iterator[Fault]:
    """A precedence that is none: given to a third clause, or each of two definitions gives it to another."""
    conflict, own = group(definition["conflicts-with"]), edition.told.fault("", path).clause
    arguments: dict[str, Argument] = {"term": str(definition["term"]), "prevails": str(conflict["prevails"])}
    place = (*path, "conflicts-with", "prevails")
    if conflict["prevails"] not in (own, conflict["clause"]):
        yield edition.told.fault(RULE.name, place, **arguments, one=str(own), other=str(conflict["clause"]))
        return
    for other_path, other in edition.definitions:
        theirs = group(other.get("conflicts-with"))
        is_answer = (
            theirs.get("clause") == own and edition.told.fault("", other_path).clause == conflict["clause"]
        )
        if is_answer and other_path < path and theirs["prevails"] != conflict["prevails"]:
            line = edition.agreement.place_of(other_path).line
            yield edition.told.fault(
                RULE.name, place, **arguments, other_prevails=str(theirs["prevails"]), line=line
            )


def _year_of_other_length(edition: EditionDocuments, path: Path, definition: Group) -> Iterator[Fault]:
    """A defined year of twelve equal months that is not as long as the term from day to day."""
    (_, position, *_) = path
    text = edition.folded[int(position)].get(edition.language, "")
    found = _MONTH_OF_DAYS.search(text)
    if found is None or not _YEAR.search(text):
        return
    term = group(edition.data["term"])
    first = str(group(term["from"]).get("inferred", term["from"]))
    days = parse_day(str(term["until"])).ordinal - parse_day(first).ordinal + 1
    defined = 12 * int(found[1] or found[2])
    if days != defined and 360 <= days <= 366:
        arguments: dict[str, Argument] = {"term": str(definition["term"]), "days": days, "defined": defined}
        yield edition.told.fault(RULE.name, (*path, "term"), **arguments)


RULE = Rule(
    name="definitions-conflict",
    severity="warning",
    check=_check,
    avoid="""\
- {term: month, fa: ماه, en: month, means: {fa: سی روز., en: Thirty days.}, used-by: ["4"], month-days: 30}
- {term: fee-month, fa: ماه, means: {fa: ماه تقویم., en: The month of the calendar.}, used-by: ["5"]}""",
    prefer="""\
- {term: month, fa: ماه, en: month, means: {fa: سی روز., en: Thirty days.}, used-by: ["4"], month-days: 30}
- {term: fee-month, fa: ماه هزینه, means: {fa: ماه تقویم., en: The month of the calendar.}, used-by: ["5"]}""",
    en=Page(
        summary="Definitions contradict each other, or the term, and none says which one prevails.",
        why="Each reader takes the definition that suits, and a day or a figure that hangs on it can be disputed. "
        "A solar year of twelve months of 30 days is five days shorter than the year of the calendar.",
        exceptions="A definition with `conflicts-with` that names the other clause, the one that prevails, and for what.",
    ),
    fa=Page(
        summary="تعریف‌ها با یکدیگر یا با مدت اعتبار ناسازگارند و گفته نشده است کدام مقدم است.",
        why="هر کس تعریفی را برمی‌گزیند که به سود اوست، و هر روز و رقمی که به آن وابسته است قابل اعتراض می‌شود. "
        "سال شمسی با دوازده ماهِ سی‌روزه پنج روز کوتاه‌تر از سال تقویم است.",
        exceptions="تعریفی که با «conflicts-with» بند دیگر، بند مقدم و موضوع تقدم را نام ببرد.",
    ),
)
