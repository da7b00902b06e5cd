"""From files of events, one CloudEvents JSON object a line, to a log.

Nothing is dropped in silence: every line that is not empty becomes an event, repeats one, or is set aside with its
reason. Lines are read one by one, and only what is kept of them stays in memory.
"""

import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from slakit.errors import InvalidDocument
from slakit.events.event import Event, Log, Remark, SetAside, says_the_same
from slakit.events.fields import Unfit
from slakit.events.files import Meter, Progress, cannot_read, lines_of, must_not_be_packed, total_size
from slakit.events.line_reader import LineReader
from slakit.text import spelt_out

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from slakit.vocabulary import Vocabulary


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

    def read(self, stream: BinaryIO, file: str, meter: Meter) -> None:
        """Take every line of a stream. Raises `InvalidDocument` for one that is packed."""
        self.begin(file)
        for number, line in enumerate(lines_of(stream, meter), start=1):
            if number == 1:
                must_not_be_packed(line or b"", file)
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
