"""One line of JSON, or one decoded event, at a time: the event that it tells, or why it tells none."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from msgspec.json import Decoder

from slakit.events.cloud_events import EventReader, Unread, set_aside_of, unfit_of, unread_event
from slakit.events.event import Event, Remark, SetAside
from slakit.events.fields import KnownTimes, Times, Unfit
from slakit.events.ordinary import OrdinaryLines, may_hold_other_keys
from slakit.events.sayable import LONGEST_LINE, must_be_sayable

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from slakit.vocabulary import Vocabulary

LINES_READ_APART: Final = 8
"""So few lines are read one by one where something is to be said of any of them."""

_decode: Final[Callable[[bytes], object]] = Decoder().decode


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


# --- lines that are no JSON ---------------------------------------------------------------------------------------


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
