"""The status of a server: what is open and until when, what was told last, and how many findings each clause has.

Everything is said in the language of the server and ready to be shown; a page only puts it in its place.
"""

from collections import Counter, deque
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from slakit.changes import Change
from slakit.findings import Finding, Outcome
from slakit.reports.changes import report_lines
from slakit.reports.names import Names
from slakit.reports.sentences import sentence
from slakit.serving.words import STATUS_WORDS

if TYPE_CHECKING:
    from slakit.calendars import Digits, Language
    from slakit.loading import Edition
    from slakit.monitoring.store import Entry
    from slakit.serving.taking import Taking

URGENT: Final = 24 * 3_600_000_000
"""What is due within so many microseconds is shown as urgent, unless the server warns earlier or later."""
MOST_OPEN: Final = 50
"""Open deadlines that are shown, the most urgent ones; the others are counted."""
MOST_LATEST: Final = 20
ROWS_AT_ONCE: Final = 2000
"""Rows of the ledger that one question counts: a long ledger is counted in several, so that no sender waits for it."""
OUTCOMES: Final = (Outcome.VIOLATED, Outcome.UNDETERMINED, Outcome.PENDING, Outcome.FULFILLED)

Shown = Mapping[str, object]


class Status:
    """Follows the ledger and keeps no finding: only counts, and the last rows."""

    def __init__(
        self,
        edition: "Edition",
        language: "Language",
        digits: "Digits" = "persian",
        urgent: int = URGENT,
    ) -> None:
        self._edition = edition
        self._language = language
        self._digits = digits
        self._urgent = urgent
        self._counts: Counter[tuple[str, Outcome]] = Counter()
        """How many findings there are, by norm and outcome."""
        self._latest: deque[Entry] = deque(maxlen=MOST_LATEST)
        self._seq = 0

    def document(self, taking: "Taking", now: int | None) -> dict[str, object]:
        """What is to be shown, as of `now`, or as of the last instant that is over where there is no clock.

        `complete` is false while rows of the ledger are still to be counted: ask again.
        """
        entries = taking.entries(self._seq, ROWS_AT_ONCE)
        for entry in entries:
            self._count(entry)
        counts, names = taking.counts(), Names(self._edition, self._language, self._digits)
        at = counts.watermark if now is None else now
        urgent, pending = taking.most_urgent(MOST_OPEN)
        return {
            "complete": len(entries) < ROWS_AT_ONCE,
            "seq": self._seq,
            "until": "" if counts.watermark is None else names.instant(counts.watermark),
            "events": names.count(counts.taken),
            "repeated": names.count(counts.repeated),
            "set-aside": names.count(counts.set_aside),
            "not-read": taking.remarks(),
            "open": [self._open(due, finding, at, names) for due, finding in urgent],
            "others": names.count(pending - MOST_OPEN) if pending > MOST_OPEN else "",
            "clauses": list(self._clauses(names)),
            "latest": [self._told(entry) for entry in reversed(self._latest)],
        }

    def _count(self, entry: "Entry") -> None:
        self._seq = entry.seq
        self._latest.append(entry)
        told = entry.told
        if isinstance(told, Change):
            if told.before is not None:
                self._counts[told.before.norm, told.before.outcome] -= 1
            if told.finding is not None:
                self._counts[told.finding.norm, told.finding.outcome] += 1
            return
        for norm in told.doubted:
            self._counts[norm, Outcome.UNDETERMINED] += self._counts.pop((norm, Outcome.VIOLATED), 0)

    def _clauses(self, names: Names) -> Iterator[Shown]:
        norms = dict[str, list[str]]()
        for duty in self._edition.duties:
            norms.setdefault(duty.clause, []).append(duty.norm)
        for clause, here in norms.items():
            counts = {outcome: sum(self._counts[norm, outcome] for norm in here) for outcome in OUTCOMES}
            if any(counts.values()):
                shown = {outcome.value: names.count(count) for outcome, count in counts.items()}
                yield {"clause": names.number(clause), **shown}

    def _open(self, due: int | None, finding: Finding, at: int | None, names: Names) -> Shown:
        left = "" if due is None or at is None else _left(due - at, names)
        return {
            "id": finding.id,
            "clause": names.number(finding.clause),
            "due": "" if due is None else names.deadline(due),
            "left": left,
            "urgent": due is not None and at is not None and due - at <= self._urgent,
            "sentence": sentence(finding, self._edition, self._language, digits=self._digits),
        }

    def _told(self, entry: "Entry") -> Shown:
        told = entry.told
        finding = told.finding or told.before if isinstance(told, Change) else None
        lines = report_lines(told, self._edition, self._language, self._digits)
        return {
            "seq": entry.seq,
            "outcome": finding.outcome.value if finding else "",
            "lines": [line.strip(" ") for line in lines],
        }


def _left(length: int, names: Names) -> str:
    words = STATUS_WORDS["left" if length >= 0 else "overdue"][names.language]
    return words.replace("{length}", names.length(abs(length)))
