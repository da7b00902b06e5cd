"""Every error that slakit raises, and the fault: one mistake in a document, as a value.

A wrong document is an error; a broken promise is a finding and is never raised.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import ClassVar, Final, Literal

from slakit.frozen import Frozen
from slakit.source import Place

Severity = Literal["error", "warning", "advice"]
"""An error spoils the document; a warning is for its editors to mend; advice is for those who sign the next edition."""
SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "advice")
"""From the gravest to the mildest."""
Argument = str | int


class Fault(Frozen):
    """One mistake in a document, named by its rule and holding only raw values.

    The words a person reads come from the catalogues (`slakit.messages.render`), so that one
    fault is told in any language. ``clause`` is the clause that the place lies in, such as "5.4".
    The arguments are copied on creation and read-only from then on.

    >>> Fault("unknown-key", None, arguments={"key": "hour_before"}).arguments["key"]
    'hour_before'
    """

    rule: str
    place: Place | None
    clause: str | None = None
    arguments: Mapping[str, Argument] = MappingProxyType({})
    severity: Severity = "error"

    def __post_init__(self) -> None:
        object.__setattr__(self, "arguments", MappingProxyType(dict(self.arguments)))

    def __hash__(self) -> int:
        return hash((self.rule, self.place, self.clause, frozenset(self.arguments.items()), self.severity))

    def __reduce__(self) -> tuple[type["Fault"], tuple[object, ...]]:
        # a read-only mapping cannot be pickled: it travels as a dict
        return type(self), (self.rule, self.place, self.clause, dict(self.arguments), self.severity)


class SlakitError(Exception):
    """The base of every error that slakit raises on purpose."""


class InvalidDocument(SlakitError):
    """A document cannot be used; ``faults`` holds every fault found in it, in file order.

    The text is rendered in English when it is asked for; `slakit.messages.render` gives each
    fault in another language.
    """

    faults: tuple[Fault, ...]

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        from slakit.messages import render  # only a printed error pays for the catalogues

        return "\n".join(render(fault, "en") for fault in self.faults)


class UnreadableTime(SlakitError, ValueError):
    """A text is no time that can be understood without guessing.

    ``reason`` is a word: "no-such-date", "gap", "repeated-hour", "too-precise", "not-a-time" and
    the like; ``text`` is what was read. ``candidates`` holds the instants (microseconds UTC) that
    the text could mean where it is ambiguous, the earlier one first; otherwise it is empty.
    """

    reason: str
    text: str
    candidates: tuple[int, ...]

    def __init__(self, reason: str, text: str, candidates: Iterable[int] = ()) -> None:
        self.reason = reason
        self.text = text
        self.candidates = tuple(candidates)
        super().__init__(self.reason, self.text, self.candidates)

    def __str__(self) -> str:
        return f"`{self.text}` cannot be read as a time: {self.reason}"


class EngineFailure(SlakitError):
    """An engine that was named cannot do its work: ``reason`` is a word, and ``arguments`` say more of it."""

    PROBLEM: ClassVar[str]

    engine: str
    reason: str
    arguments: Mapping[str, str]

    def __init__(self, engine: str, reason: str, arguments: Mapping[str, str]) -> None:
        self.engine = engine
        self.reason = reason
        self.arguments = dict(arguments)
        super().__init__(engine, reason, self.arguments)

    def __str__(self) -> str:
        told = ", ".join(f"{name}: {value}" for name, value in self.arguments.items())
        return f"the engine `{self.engine}` {self.PROBLEM}: {self.reason} ({told})"


class EngineUnavailable(EngineFailure):
    """An engine that was named cannot be begun.

    ``reason`` is a word: "not-installed" (``arguments``: the extra), or "unreachable" (where it was looked for, and why).
    """

    PROBLEM: ClassVar[str] = "cannot be begun"


class EngineBrokeOff(EngineFailure):
    """An engine that lies elsewhere was lost on the way, and nothing is found.

    ``reason`` is the word "lost"; ``why`` among the arguments is what was said of it.
    """

    PROBLEM: ClassVar[str] = "broke off"


class OutOfRoom(EngineFailure):
    """An engine has not enough room for a log.

    ``reason`` is a word: "memory", or "disk" (``arguments``: the folder); ``why`` among the arguments is what the engine
    said.
    """

    PROBLEM: ClassVar[str] = "has not enough room"


class UnsupportedByEngine(SlakitError):
    """An engine cannot do what was asked of it; another one can.

    ``feature`` is a word for what it cannot do, and ``arguments`` say of what: "mixed-values", "long-number" and
    "list-of-numbers" of a field of an event type, or "deep-question" of the conditions of an agreement.
    """

    engine: str
    feature: str
    arguments: Mapping[str, str]

    def __init__(self, engine: str, feature: str, arguments: Mapping[str, str]) -> None:
        self.engine = engine
        self.feature = feature
        self.arguments = dict(arguments)
        super().__init__(engine, feature, self.arguments)

    def __str__(self) -> str:
        told = ", ".join(f"{name} `{value}`" for name, value in self.arguments.items())
        return f"the engine `{self.engine}` does not support {self.feature} ({told})"
