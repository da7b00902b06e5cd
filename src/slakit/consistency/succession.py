"""The editions of one agreement, one after the other: no day between two terms without one, and none under two."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from slakit.calendars import Day, parse_day
from slakit.consistency.plain import group
from slakit.consistency.telling import Telling
from slakit.document import Document
from slakit.errors import Argument, Fault, Severity, UnreadableTime


@dataclass(frozen=True, slots=True)
class TermOfEdition:
    """From which day to which, both inclusive, an edition of an agreement stands."""

    agreement: str
    edition: str
    first: Day
    last: Day
    document: Document


def faults_of_succession(agreements: Iterable[Document]) -> Iterator[Fault]:
    """Gaps and overlaps between the editions of each agreement, told at the later edition, to the day.

    A document whose term cannot be read is left out: what is wrong with it is told otherwise.
    """
    by_agreement: dict[str, list[TermOfEdition]] = {}
    for document in agreements:
        if term := term_of(document):
            by_agreement.setdefault(term.agreement, []).append(term)
    for terms in by_agreement.values():
        yield from _faults(sorted(terms, key=lambda term: (term.first.ordinal, term.last.ordinal)))


def term_of(document: Document) -> TermOfEdition | None:
    """The term of an edition, if the document says it so that it can be read."""
    data = group(document.data)
    term = group(data.get("term"))
    written = term.get("from")
    try:
        first, last = (
            parse_day(str(day)) for day in (group(written).get("inferred", written), term.get("until"))
        )
    except UnreadableTime:
        return None
    if not isinstance(name := data.get("agreement"), str) or not isinstance(
        edition := data.get("edition"), str
    ):
        return None
    return TermOfEdition(name, edition, first, last, document) if first.ordinal <= last.ordinal else None


def _faults(terms: Iterable[TermOfEdition]) -> Iterator[Fault]:
    """What is wrong between each edition and the one before it that stands longest."""
    reaching: TermOfEdition | None = None
    for term in terms:
        if reaching is None:
            reaching = term
            continue
        free = term.first.ordinal - reaching.last.ordinal - 1
        if free > 0:
            yield _fault("term-gap", term, reaching, (reaching.last.plus(1), term.first.plus(-1)))
        elif free < 0:
            end = min(reaching.last.ordinal, term.last.ordinal)
            yield _fault(
                "term-overlap", term, reaching, (term.first, Day.from_ordinal(end, term.first.calendar))
            )
        if term.last.ordinal > reaching.last.ordinal:
            reaching = term


def _fault(rule: str, term: TermOfEdition, other: TermOfEdition, span: tuple[Day, Day]) -> Fault:
    first, last = (day.named_in(term.first.calendar) for day in span)
    said: dict[str, Argument] = {"edition": term.edition, "before": other.edition}
    said |= {"first": str(first), "last": str(last), "days": last.ordinal - first.ordinal + 1}
    if first == last:
        said["day"] = str(first)
    told = Telling(term.document).fault(rule, ("term", "from"), **said)
    severity: Severity = "error" if rule == "term-overlap" else "warning"
    return Fault(told.rule, told.place, told.clause, told.arguments, severity)
