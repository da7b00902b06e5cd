"""Where `slakit watch` writes: lines of JSON or of words, to standard output, to the end of a file, or to Kafka."""

import errno
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from slakit.calendars import Digits, Language, show_utc
from slakit.changes import Incomplete, Report, in_doubt_as, is_of, is_unkept, may_stand_otherwise
from slakit.errors import SlakitError
from slakit.findings import Finding
from slakit.monitoring.store_file import StoreRefused
from slakit.reports.changes import report_lines, warning_line, warning_lines
from slakit.reports.ledger_lines import LedgerLines

if TYPE_CHECKING:
    from slakit.loading import Edition
    from slakit.monitoring.flow import Sink
    from slakit.monitoring.kafka import KafkaSink
    from slakit.monitoring.store import Store

READ_AT_ONCE: Final = 1 << 16
"""So many bytes of a file are read at once when it is asked what it has got."""
WRITTEN_AT_ONCE: Final = 1 << 16
"""So many bytes for a file are held back at most before the end of a batch, when all are let go of."""
CAUSED_COMPARED: Final = 8
"""By so many findings that events have caused it is known whose rows a file ends with; others may be those of two logs."""
COMPARED: Final = 1000
"""No row further from the last one is looked at: a ledger may be long."""
_BEGINNINGS: Final = (b'{"seq": ', b'{"kind": "warning", ')
"""How every line begins, one of the two ways."""
STANDARD_OUTPUT: Final = "-"
"""How standard output is named where it cannot be written."""


class Unwritable(OSError):
    """Where a sink writes, nothing can be written; `filename` says where."""


class NoReports(SlakitError):
    """A file holds something else than reports; `name` is the file."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def _of_file(problem: OSError, name: str) -> OSError:
    """What the system says, with the name of the file; that nobody reads any more is told otherwise."""
    if isinstance(problem, BrokenPipeError) or problem.errno == errno.EBADF:
        return problem
    return Unwritable(problem.errno, problem.strerror, name)


class JsonLines:
    """A line of JSON for each report. A file knows what it has got, so that a restart doubles nothing in it.

    What is no file, such as a pipe or `/dev/null`, knows nothing.
    """

    def __init__(self, edition: "Edition", known_at: int | None, file: Path | None = None) -> None:
        self._edition = edition
        self._lines = LedgerLines(edition, known_at)
        self._file = file
        self._name = STANDARD_OUTPUT if file is None else str(file)
        self._can_be_read = file is not None and (file.is_file() or not file.exists())
        self._stream: BinaryIO = (
            sys.stdout.buffer
            if file is None
            else file.open("a+b" if self._can_be_read else "wb", WRITTEN_AT_ONCE)
        )

    def delivered(self, ledger: "Store") -> int | None:
        """The number of the last row of a ledger that the file has got; a line that was broken off is taken away.

        It is 0 if the file ends with what another ledger told: of this one it has nothing. Raises `NoReports` for a
        file that ends with something else.
        """
        if not self._can_be_read:
            return None
        lines = _from_the_end(self._stream)
        broken_off = next(lines)
        try:
            last = self._last_of(ledger, map(_row_of, lines))
        except (ArithmeticError, AttributeError, KeyError, RecursionError, TypeError, ValueError) as problem:
            raise NoReports(self._name) from problem
        if not any(broken_off[: len(one)] == one[: len(broken_off)] for one in _BEGINNINGS):
            raise NoReports(self._name)
        self._stream.truncate(self._stream.seek(0, os.SEEK_END) - len(broken_off))
        return last

    def _last_of(self, ledger: "Store", rows: "Iterable[_Row | None]") -> int:
        """The number of the last row of a ledger among some rows, the last one first; a warning is none.

        Each ledger counts from 1, and tells of a line that was set aside what another one tells. So one row after the
        other is held against the ledger, until events have caused some, or those of another ledger begin. What is
        numbered higher than its last row is passed over: the store was set back, as to a copy that was kept of it.
        """
        end, last, earliest, caused = ledger.last(), 0, 0, 0
        for row in filter(None, rows):
            if end == 0 or (last and row.seq >= earliest):
                break
            if row.seq <= end:
                try:
                    report = ledger.report(row.seq)
                except StoreRefused:  # it is damaged, which whoever reads the ledger is told
                    return last or row.seq
                if row.says != _said(report, self._edition.digest):
                    return 0
                last, earliest = last or row.seq, row.seq
                caused += row.is_caused
                if caused == CAUSED_COMPARED or last - row.seq >= COMPARED:
                    break
        return last

    def deliver(self, seq: int, report: Report) -> None:
        """Write a report."""
        self._write(self._lines.line(seq, report))

    def warn(self, finding: Finding, due: int, at: int) -> None:
        """Write a warning, which has no number: after a kill it may stand in a file twice."""
        self._write(warning_line(finding, due, at, self._edition))

    def _write(self, line: bytes) -> None:
        try:
            self._stream.write(line + b"\n")
        except OSError as problem:
            raise _of_file(problem, self._name) from problem

    def flush(self) -> None:
        """Let go of what is held back."""
        try:
            self._stream.flush()
        except OSError as problem:
            raise _of_file(problem, self._name) from problem

    def close(self) -> None:
        """Let go of the file; standard output stays."""
        if self._file is not None:
            try:
                self._stream.close()
            except OSError as problem:
                raise _of_file(problem, self._name) from problem


class Messages:
    """A message of Kafka for each report: the line of JSON that a file would get."""

    def __init__(self, sink: "KafkaSink", edition: "Edition") -> None:
        self._sink = sink
        self._edition = edition

    def delivered(self, _: "Store") -> None:
        """The store knows."""

    def deliver(self, seq: int, report: Report) -> None:
        """Send a report."""
        self._sink.deliver(seq, report)

    def warn(self, finding: Finding, due: int, at: int) -> None:
        """Send a warning, which has no number."""
        self._sink.warn(warning_line(finding, due, at, self._edition))

    def flush(self) -> None:
        """Wait until it is there."""
        self._sink.flush()

    def close(self) -> None:
        """Let go of the brokers."""
        self._sink.close()


class Unkept:
    """A sink that passes on only what somebody must look at; `left_out` says how many reports it did not."""

    def __init__(self, sink: "JsonLines | Messages | Text") -> None:
        self._sink = sink
        self.left_out = 0

    def delivered(self, ledger: "Store") -> int | None:
        """The number of the last report that was passed on; those after it are looked at again."""
        return self._sink.delivered(ledger)

    def deliver(self, seq: int, report: Report) -> None:
        """Pass on a report, or count it."""
        if is_unkept(report):
            self._sink.deliver(seq, report)
        else:
            self.left_out += 1

    def warn(self, finding: Finding, due: int, at: int) -> None:
        """Pass on a warning."""
        self._sink.warn(finding, due, at)

    def flush(self) -> None:
        """Let go of what is held back."""
        self._sink.flush()

    def close(self) -> None:
        """Let go of it."""
        self._sink.close()


class Standing:
    """A sink that passes on what it is told, and keeps how each finding stands, for the exit code.

    With `note`, it gives that each report too.
    """

    def __init__(
        self, sink: "Sink", store: "Store | None", note: Callable[[Report], None] | None = None
    ) -> None:
        self._sink = sink
        self._note = note
        self._stands = {} if store is None else dict(store.standing())
        self._doubted = set[str]()

    def delivered(self, ledger: "Store") -> int | None:
        """The number of the last report that was passed on, if that is known."""
        return self._sink.delivered(ledger)

    def deliver(self, seq: int, report: Report) -> None:
        """Pass on a report."""
        self._sink.deliver(seq, report)
        if self._note is not None:
            self._note(report)
        if isinstance(report, Incomplete):
            self._doubt(report.doubted)
        elif may_stand_otherwise(report):
            self._stands.pop(report.id, None)
            if report.stands is not None:
                self._stands[report.id] = report.stands

    def flush(self) -> None:
        """Let go of what is held back."""
        self._sink.flush()

    def close(self) -> None:
        """Let go of it."""
        self._sink.close()

    def _doubt(self, norms: Sequence[str]) -> None:
        """What was violated of some norms is undetermined; what is told of them later says so itself."""
        if new := set(norms) - self._doubted:
            self._stands |= {name: in_doubt_as(one) for name, one in self._stands.items() if is_of(name, new)}
            self._doubted |= new

    def reaches(self, least: str) -> bool:
        """Whether a finding that stands is of a grade, or of one above it."""
        from slakit.cli.arguments.log_options import GRADES

        reached = GRADES[: GRADES.index(least) + 1]
        return any(stands.partition(" ")[0] in reached for stands in self._stands.values())


class _Row(NamedTuple):
    """A line of a file as far as it says which report it is, in whatever words: those may have been others then."""

    seq: int
    says: tuple[object, ...]
    is_caused: bool


def _row_of(line: bytes) -> _Row | None:
    """What a line is; nothing if it is a warning. Raises the errors of reading what is no report."""
    told = json.loads(line)
    if told.get("kind") == "warning":
        return None
    if found := told.get("finding") or told.get("before"):
        causes = [(one["source"], one["id"]) for one in told["because"]]
        said = (found["basis"]["digest"], told["id"], told["at"], causes)
        return _Row(int(told["seq"]), said, is_caused=bool(causes))
    aside = told["set-aside"]
    return _Row(int(told["seq"]), (aside["place"], aside["reason"]), is_caused=False)


def _said(report: Report, digest: str) -> tuple[object, ...]:
    """What a line says that a report of an agreement was written as."""
    if isinstance(report, Incomplete):
        return (report.line.place, report.line.reason)
    return (digest, report.id, show_utc(report.at), [(one.source, one.id) for one in report.because])


def _from_the_end(stream: BinaryIO) -> Iterator[bytes]:
    """What stands in a file after its last end of a line, which may be nothing, and then its lines, the last one first."""
    place, later = stream.seek(0, os.SEEK_END), b""
    while place:
        size = min(place, READ_AT_ONCE)
        place = stream.seek(place - size)
        later = stream.read(size) + later
        first, *whole = later.split(b"\n")
        yield from reversed(whole)
        later = first
    yield later


class Text:
    """Lines of words for a person."""

    def __init__(self, edition: "Edition", language: Language, digits: Digits) -> None:
        self._edition = edition
        self._language = language
        self._digits = digits

    def delivered(self, _: "Store") -> None:
        """Nobody knows what a person has read."""

    def deliver(self, seq: int, report: Report) -> None:
        """Write a report."""
        self._write(report_lines(report, self._edition, self._language, self._digits))

    def warn(self, finding: Finding, due: int, at: int) -> None:
        """Write a warning."""
        self._write(warning_lines(finding, due, at, self._edition, self._language, self._digits))

    def _write(self, lines: Iterable[str]) -> None:
        try:
            for line in lines:
                sys.stdout.write(line + "\n")
        except OSError as problem:
            raise _of_file(problem, STANDARD_OUTPUT) from problem

    def flush(self) -> None:
        """Let go of what is held back."""
        try:
            sys.stdout.flush()
        except OSError as problem:
            raise _of_file(problem, STANDARD_OUTPUT) from problem

    def close(self) -> None:
        """Standard output stays."""
