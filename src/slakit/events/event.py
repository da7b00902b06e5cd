"""An event, a log of them, and what is said of a line: that it was set aside, or that part of it was not read."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol, runtime_checkable

import msgspec

from slakit.values import Value

FieldValue = str | int | bool | tuple[str, ...]
"""Text, an integer (rial, or an instant in microseconds UTC), yes or no, or a sorted list of words."""


class Event(Value, frozen=True):
    """A point in time: something happened.

    `source` and `id` identify it (CloudEvents 1.0), `time` is when it happened and `recorded` when it became known,
    both in microseconds UTC; `line` is where it was read.
    """

    source: str
    id: str
    type: str
    time: int
    recorded: int
    data: Mapping[str, FieldValue] = msgspec.field(default_factory=dict)
    line: int | None = None


@runtime_checkable
class _ByType(Protocol):
    """Events that lie by their types where they are, and are fetched when they are asked for."""

    def of_types(self, event_types: Container[str]) -> Sequence[Event]:
        """The events of some types, in the order in which they were read."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said of a line, with all that `slakit.messages.render` needs to say it in a language."""

    file: str
    line: int
    reason: str
    arguments: Mapping[str, str | int] = field(default_factory=dict)
    type: str | None = None
    id: str | None = None

    @property
    def place(self) -> str:
        """The file and the line, as they are written in messages."""
        return f"{self.file}:{self.line}"

    @property
    def rule(self) -> str:
        """The reason, under the name that the message catalogues know it by."""
        return self.reason

    @property
    def clause(self) -> None:
        """A line of a log lies in no clause."""
        return

    @property
    def severity(self) -> Literal["error", "warning"]:
        """Whether the whole line is lost, or the event counts without a part of it."""
        return "error"


@dataclass(frozen=True, slots=True)
class SetAside(_Told):
    """A line that could not be read as an event: where, why, and what was readable of it.

    `reason` is a word of the message catalogues and names the first thing that is wrong; `type` and `id` are there
    if they could be read. The argument `first_line` is where the event stands that a `conflicting-id` contradicts.
    """

    @property
    def possible_types(self) -> frozenset[str] | None:
        """The event types that the line may have been: what it says, and what it may be misspelt for; `None` if any."""
        if self.type is None:
            return None
        alike = (self.arguments.get("suggestion"), self.arguments.get("other"))
        return frozenset(
            {self.type, *(str(word) for word in alike if self.reason == "unknown-event-type" and word)}
        )


@dataclass(frozen=True, slots=True)
class Remark(_Told):
    """Part of an event that was not read, though the event itself was: an undeclared field, most likely misspelt.

    What is the same in many events is remarked once: `file`, `line` and `id` are those of the first one,
    `lines` is how many there are.
    """

    lines: int = 1

    @property
    def severity(self) -> Literal["warning"]:
        """The event counts, without the part that was not read."""
        return "warning"


@dataclass(frozen=True, slots=True, repr=False)
class Log:
    """Events as they were read, the lines that were set aside, and how many were mere repetitions.

    `without_offset` counts the events of which a time was read in the agreement's zone, since it names no offset.
    """

    events: Sequence[Event]
    set_aside: tuple[SetAside, ...] = ()
    repeated: int = 0
    without_offset: int = 0
    remarks: tuple[Remark, ...] = ()

    def __repr__(self) -> str:
        """How much was read and how much set aside: the events may be millions."""
        return f"<Log: {len(self.events)} events, {len(self.set_aside)} set aside>"

    def events_of(self, event_types: Container[str]) -> Sequence[Event]:
        """The events of some types, in the order in which they were read.

        >>> log = Log((Event("desk", "1", "opened", 0, 0), Event("desk", "2", "closed", 1, 1)))
        >>> [event.id for event in log.events_of({"closed"})]
        ['2']
        """
        if isinstance(self.events, _ByType):
            return self.events.of_types(event_types)
        return [event for event in self.events if event.type in event_types]


def says_the_same(one: Event, other: Event) -> bool:
    """Whether two events of one source and id are the same in all but where they stand."""
    return (
        one.type == other.type
        and one.time == other.time
        and one.recorded == other.recorded
        and one.data == other.data
    )
