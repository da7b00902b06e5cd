"""From files of events, one CloudEvents JSON object a line, to a log.

Nothing is dropped in silence: every line that is not empty becomes an event, repeats one, or is set aside with its
reason. Lines are read one by one, and only what is kept of them stays in memory.
"""

import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from msgspec.json import Decoder

from slakit.errors import Fault, InvalidDocument
from slakit.events.cloud_events import EventReader, Unread, set_aside_of, unfit_of, unread_event
from slakit.events.event import Event, Log, Remark, SetAside
from slakit.events.fields import KnownTimes, Times, Unfit
from slakit.events.ordinary import OrdinaryLines, may_hold_other_keys
from slakit.events.sayable import LONGEST_LINE, must_be_sayable
from slakit.source import Place
from slakit.text import spelt_out

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from slakit.vocabulary import Vocabulary

LINES_READ_APART: Final = 8
"""So few lines are read one by one where something is to be said of any of them."""

LINES_BETWEEN_PROGRESS: Final = 8192
"""Lines between two calls of `progress`: some 50 milliseconds."""

Progress = Callable[[int, int], None]
"""Is told the bytes read so far and the bytes there are, 0 where nobody can know."""

_decode: Final[Callable[[bytes], object]] = Decoder().decode
BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_REASONS: Final[dict[type[Exception], str]] = {
    FileNotFoundError: "no-such-file",
    NotADirectoryError: "no-such-file",
    IsADirectoryError: "is-a-folder",
    PermissionError: "no-permission",
}


def read_log(
    files: Iterable[Path], vocabulary: "Vocabulary", zone: "ZoneInfo", *, progress: Progress | None = None
) -> Log:
    """The log that files of JSON lines tell together; the path `-` stands for standard input.

    Times without an offset are read in `zone`. Raises `InvalidDocument` with a `cannot-read` for each file that
    cannot be opened, before any is read, and for one that breaks off.
    """
    paths = tuple(files)
    meter = Meter(progress, total_size(paths))
    gathered = Gathering(vocabulary, zone)
    for path in paths:
        if str(path) == "-":
            gathered.read(sys.stdin.buffer, "-", meter)
            continue
        try:
            with path.open("rb") as stream:
                gathered.read(stream, str(path), meter)
        except OSError as problem:
            raise InvalidDocument([cannot_read(path, problem)]) from problem
    meter.end()
    return gathered.log()


def read_stream(
    stream: BinaryIO,
    name: str,
    vocabulary: "Vocabulary",
    zone: "ZoneInfo",
    *,
    progress: Progress | None = None,
) -> Log:
    """The log that a stream of JSON lines tells; `name` stands for the file in whatever is said of a line."""
    meter = Meter(progress, 0)
    gathered = Gathering(vocabulary, zone)
    gathered.read(stream, name, meter)
    meter.end()
    return gathered.log()


def events_of(
    told: Iterable[Mapping[str, object] | Event],
    vocabulary: "Vocabulary",
    zone: "ZoneInfo",
    *,
    name: str = "events",
) -> Log:
    """The log that decoded CloudEvents tell, numbered from 1 as if they were the lines of a file called `name`.

    An `Event` is held against the vocabulary as well, with its number if nobody knows where it stood.
    """
    gathered = Gathering(vocabulary, zone)
    gathered.begin(name)
    for number, one in enumerate(told, start=1):
        gathered.take_given(one, number)
    return gathered.log()


class LineReader:
    """Reads one line, or one decoded event, at a time, each to an event or to what is said of it.

    Of what it has read it keeps only what was remarked. `file` names where the next lines stand.
    """

    def __init__(self, vocabulary: "Vocabulary", zone: "ZoneInfo", file: str = "events") -> None:
        self.file = file
        self._reader = EventReader(vocabulary, Times(zone))
        self._of_events: EventReader | None = None
        self._ordinary: OrdinaryLines | None = None
        self.remarked: dict[Unread, Remark] = {}
        """What of the events was not read: the first of each part, with the number of `lines` that have it."""
        self.unread: Sequence[Unread] = ()
        """What was not read of the line, or of the decoded event, that was read last by itself."""
        self._local = 0

    @property
    def lacked_offset(self) -> bool:
        """Whether a time of the event that was read last was read in the agreement's zone, for want of an offset."""
        return self._reader.times.local > self._local

    def remarks(self) -> tuple[Remark, ...]:
        """What of the events was not read."""
        return tuple(counted(first, first.lines) for first in self.remarked.values())

    def of_line(self, line: bytes, number: int) -> Event | SetAside:
        """The event that a line of JSON tells."""
        if len(line) > LONGEST_LINE and len(line.removesuffix(b"\n").removesuffix(b"\r")) > LONGEST_LINE:
            return self.left(None, Unfit("line-too-long", {"most": LONGEST_LINE}), number)
        self._local, self.unread = self._reader.times.local, ()
        if (event := self._ordinary_lines().read(line, number)) is not None:
            return event
        try:
            data = _decode(line)
        except (ValueError, RecursionError):
            return self.left(None, _why_no_json(line), number)
        if (
            isinstance(data, dict)
            and _may_repeat_a_key(line, data)
            and (key := _repeated_key(line)) is not None
        ):
            told_once = {name: value for name, value in data.items() if name != key}
            return self.left(told_once, Unfit("repeated-key", {"key": key}), number)
        return self.of_data(data, number)

    def of_lines(self, lines: Sequence[bytes], number: int) -> Sequence[Event | SetAside | None]:
        """What `of_line_if_any` gives of each of some lines, of which the first has a number.

        Ordinary lines that stand together are read together, which takes a third of the time.
        """
        small = sum(map(len, lines)) <= LONGEST_LINE or max(map(len, lines)) <= LONGEST_LINE
        if small and (events := self._ordinary_lines().read_all(lines, number)) is not None:
            self._local = self._reader.times.local
            return events
        if len(lines) <= LINES_READ_APART:
            return [self.of_line_if_any(line, place) for place, line in enumerate(lines, start=number)]
        half = len(lines) // 2
        return [*self.of_lines(lines[:half], number), *self.of_lines(lines[half:], number + half)]

    def _ordinary_lines(self) -> OrdinaryLines:
        if self._ordinary is None:
            self._ordinary = OrdinaryLines(self._reader.vocabulary, self._reader.times, self._reader.sources)
        return self._ordinary

    def of_line_if_any(self, line: bytes | None, number: int) -> Event | SetAside | None:
        """What `of_line` gives of a line as `lines_of` gives it: None for one with nothing in it."""
        if line is None:
            return self.left(None, Unfit("line-too-long", {"most": LONGEST_LINE}), number)
        return self.of_line(line, number) if line and not line.isspace() else None

    def of_data(
        self, data: object, number: int, retold: Callable[[Unfit], Unfit] | None = None
    ) -> Event | SetAside:
        """The event that a decoded CloudEvent tells."""
        if type(data) is not dict and not isinstance(data, Mapping):
            return self.left(None, Unfit("not-an-object", {}), number)
        return self._read(data, number, self._reader, retold)

    def _read(
        self,
        data: Mapping[str, object],
        number: int,
        reader: EventReader,
        retold: Callable[[Unfit], Unfit] | None = None,
        *,
        is_given: bool = False,
    ) -> Event | SetAside:
        """The event that a reader finds in data; what a program gave must be what a line could say, too."""
        unread = list[Unread]()
        self._local, self.unread = self._reader.times.local, unread
        try:
            event = reader.read(data, number, unread)
            if is_given:
                must_be_sayable(data)
        except Unfit as unfit:
            return self.left(data, retold(unfit) if retold else unfit, number)
        for part in unread:
            self._remark(part, event, number)
        return event

    def of_given(self, given: object, number: int) -> Event | SetAside:
        """The event that a program hands over, as a decoded CloudEvent or as an `Event`; nothing of it is shared.

        Whoever made an `Event` may have spelt it in other words than the vocabulary, which no type forbids.
        """
        if not isinstance(given, Event | Mapping):
            return self.left(None, Unfit("not-an-object", {}), number)
        if not isinstance(given, Event):
            return self._read(given, number, self._reader, is_given=True)
        if self._of_events is None:
            self._of_events = EventReader(self._reader.vocabulary, KnownTimes(self._reader.times.zone))
        place = given.line if type(given.line) is int else number
        return self._read(unread_event(given), place, self._of_events, is_given=True)

    def left(self, data: object, unfit: Unfit, number: int) -> SetAside:
        """What is said of a line that is no event."""
        return set_aside_of(data, unfit, self.file, number)

    def conflicting(self, event: Event, first_line: str) -> SetAside:
        """What is said of an event whose id another one has, which stands at `first_line` and says something else."""
        arguments = {"id": event.id, "first_line": first_line}
        return SetAside(self.file, event.line or 0, "conflicting-id", arguments, event.type, event.id)

    def _remark(self, unread: Unread, event: Event, number: int) -> None:
        known = self.remarked.get(unread)
        self.remarked[unread] = (
            replace(known, lines=known.lines + 1) if known else self.remark_on(unread, number, event.id)
        )

    def remark_on(self, unread: Unread, number: int, identity: str) -> Remark:
        """What is said of a part of one event that was not read."""
        unfit = unfit_of(unread, self._reader)
        return Remark(self.file, number, unfit.reason, unfit.arguments, unread.type, identity)


def counted(first: Remark, lines: int) -> Remark:
    """What is said of so many lines, of which the first was remarked on."""
    return replace(first, arguments={**first.arguments, "lines": lines}, lines=lines)


class Gathering:
    """A log in the making: its events by source and id, so that a repetition or a contradiction is seen."""

    def __init__(self, vocabulary: "Vocabulary", zone: "ZoneInfo") -> None:
        self._reader = LineReader(vocabulary, zone)
        self._events: list[Event] = []
        self._indices: dict[str, dict[str, int]] = {}
        self._set_aside: list[SetAside] = []
        self._repeated = 0
        self._without_offset = 0
        self._files: list[str] = []
        self._first_indices: list[int] = []
        self._remarks: list[Remark] = []

    def log(self) -> Log:
        """All that was taken."""
        events, set_aside = tuple(self._events), tuple(self._set_aside)
        remarks = (*self._reader.remarks(), *self._remarks)
        return Log(events, set_aside, self._repeated, self._without_offset, remarks)

    def begin(self, file: str) -> None:
        """Whatever is taken from now on stands in this file."""
        self._reader.file = file = spelt_out(file)
        self._files.append(file)
        self._first_indices.append(len(self._events))

    def read(self, stream: BinaryIO, file: str, meter: "Meter") -> None:
        """Take every line of a stream."""
        self.begin(file)
        for number, line in enumerate(lines_of(stream, meter), start=1):
            if (told := self._reader.of_line_if_any(line, number)) is not None:
                self._keep(told)

    def take(self, data: object, number: int, retold: Callable[[Unfit], Unfit] | None = None) -> None:
        """Take one decoded event; what is wrong with it may be `retold` in the words of whoever wrote it."""
        self._keep(self._reader.of_data(data, number, retold))

    def take_given(self, given: Mapping[str, object] | Event, number: int) -> None:
        """Take what a program hands over as an event."""
        self._keep(self._reader.of_given(given, number))

    def add(self, event: Event) -> None:
        """Take an event that is sound, and of which no time lacked its offset."""
        self._place(event, lacked_offset=False)

    def leave(self, data: object, unfit: Unfit, number: int) -> None:
        """Set one line or row aside that is no event."""
        self._set_aside.append(self._reader.left(data, unfit, number))

    def remark(self, remark: Remark) -> None:
        """Note what is said of many lines or rows at once."""
        self._remarks.append(remark)

    def _keep(self, told: Event | SetAside) -> None:
        if type(told) is SetAside:
            self._set_aside.append(told)
            return
        assert isinstance(told, Event)
        self._place(told, lacked_offset=self._reader.lacked_offset)

    def _place(self, told: Event, *, lacked_offset: bool) -> None:
        indices = self._indices.setdefault(told.source, {})
        index = indices.setdefault(told.id, len(self._events))
        if index == len(self._events):
            self._events.append(told)
            self._without_offset += lacked_offset
        elif says_the_same(told, first := self._events[index]):
            self._repeated += 1
        else:
            file = self._files[bisect_right(self._first_indices, index) - 1]
            self._set_aside.append(self._reader.conflicting(told, f"{file}:{first.line}"))


class Meter:
    """Counts bytes and lines over all files, and tells them now and then."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress
        self._total = total
        self._lines = 0
        self._bytes = 0

    @property
    def is_watched(self) -> bool:
        """Whether anybody is told; if not, nobody needs to count."""
        return self._progress is not None

    def count(self, size: int, lines: int = 1) -> None:
        """A line or a row of so many bytes was read, or several together."""
        self._bytes += size
        before, self._lines = self._lines // LINES_BETWEEN_PROGRESS, self._lines + lines
        if self._progress:
            for _ in range(before, self._lines // LINES_BETWEEN_PROGRESS):
                self._progress(self._bytes, self._total)

    def end(self) -> None:
        """All is read."""
        if self._progress:
            self._progress(self._bytes, self._total)


def lines_of(stream: BinaryIO, meter: Meter) -> Iterator[bytes | None]:
    """Each line with its end; None for one that is too long, of which only so much is ever held."""
    first = True
    while line := stream.readline(LONGEST_LINE + 2):
        size = len(line)
        if first:
            line, first = line.removeprefix(BYTE_ORDER_MARK), False
        if len(line) > LONGEST_LINE and len(line.removesuffix(b"\n").removesuffix(b"\r")) > LONGEST_LINE:
            while not line.endswith(b"\n") and (line := stream.readline(LONGEST_LINE)):
                size += len(line)
            yield None
        else:
            yield line
        meter.count(size)


def says_the_same(one: Event, other: Event) -> bool:
    """Whether two events of one source and id are the same in all but where they stand."""
    return (
        one.type == other.type
        and one.time == other.time
        and one.recorded == other.recorded
        and one.data == other.data
    )


# --- lines that are no JSON -------------------------------------------------------------------------------


def _why_no_json(line: bytes) -> Unfit:
    import json

    try:
        text = line.decode()
    except UnicodeDecodeError as problem:
        return Unfit("not-utf8-line", {"byte": problem.start + 1, "value": f"0x{line[problem.start]:02X}"})
    try:
        json.loads(text.rstrip("\r\n"))
    except json.JSONDecodeError as problem:
        return Unfit("not-json", {"character": problem.pos + 1})
    except (ValueError, RecursionError):
        pass
    # what Python's reader lets pass: NaN, half a surrogate pair, numbers and nesting beyond all measure
    return Unfit("not-json", {})


def _may_repeat_a_key(line: bytes, data: dict[str, object]) -> bool:
    """Whether the line could hold more keys than were decoded, of which the last of equal ones has won."""
    fields = data.get("data")
    return may_hold_other_keys(line, len(data) + (len(fields) if type(fields) is dict else 0))


def _repeated_key(line: bytes) -> str | None:
    """The first key that stands twice in one object of the line."""
    import json

    repeated: list[str] = []

    def noting(pairs: list[tuple[str, object]]) -> None:
        names = [name for name, _ in pairs]
        if len(set(names)) < len(names):
            repeated.extend(name for position, name in enumerate(names) if name in names[:position])

    json.loads(line, object_pairs_hook=noting)
    return repeated[0] if repeated else None


# --- files ------------------------------------------------------------------------------------------------


def total_size(paths: Iterable[Path]) -> int:
    """The bytes of all files; raises `InvalidDocument` with every file that cannot be opened."""
    total, faults = 0, list[Fault]()
    for path in paths:
        if str(path) == "-":
            continue
        try:
            with path.open("rb"):
                total += path.stat().st_size
        except (OSError, ValueError) as problem:
            faults.append(cannot_read(path, problem))
    if faults:
        raise InvalidDocument(faults)
    return total


def cannot_read(path: Path, problem: Exception) -> Fault:
    """The fault of a file that the system does not give out."""
    reason = _REASONS.get(type(problem), "unreadable-file")
    return Fault("cannot-read", Place(str(path), 1, 1, 1, 1), arguments={"file": str(path), "reason": reason})
