"""An event, a log of them, and a line that was set aside."""

from collections.abc import Mapping
from dataclasses import dataclass, field

FieldValue = str | int | bool | tuple[str, ...]
"""Text, an integer (rial, or an instant in microseconds UTC), yes or no, or a sorted list of words."""


@dataclass(frozen=True, slots=True)
class Event:
    """A point in time: something happened.

    `source` and `id` identify it (CloudEvents 1.0), `time` is when it happened and `recorded` when it became known,
    both in microseconds UTC; `line` is where it was read.
    """

    source: str
    id: str
    type: str
    time: int
    recorded: int
    data: Mapping[str, FieldValue] = field(default_factory=dict)
    line: int | None = None


@dataclass(frozen=True, slots=True)
class SetAside:
    """A line that could not be read as an event: where, why, and what was readable of it.

    `reason` is a word of the message catalogues; `type` and `id` are there if they could be read.
    `first_line` is where the event stands that a `conflicting-id` contradicts.
    """

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


@dataclass(frozen=True, slots=True)
class Log:
    """Events as they were read, the lines that were set aside, and how many were mere repetitions."""

    events: tuple[Event, ...]
    set_aside: tuple[SetAside, ...] = ()
    repeated: int = 0
    without_offset: int = 0
