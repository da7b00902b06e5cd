"""What a norm speaks of: points, spans, places of a grid, periods, and what excuses."""

from dataclasses import dataclass

from slakit.checks.conditions import ALWAYS, Condition, Pair


@dataclass(frozen=True, slots=True)
class Points:
    """The events of one type that meet a condition.

    `service` is the field that names a service of the annex; `complete` says that the log holds every such event.
    """

    event: str
    where: Condition = ALWAYS
    service: str | None = None
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Spans:
    """The spans of one record type that meet a condition, version by version.

    `opens`, `amends`, `closes` are event types; `key` are the fields that tell one span from another.
    `complete` says that the log holds every one of these events, so that absence proves something.
    `within` has for each field of the key the pairs of a wider word and a narrower one.
    `attested` is the field of what amends a span that names who attests, and the fields of which what two of them
    attest otherwise is open.
    `unknown` has for each field of the key the words that say that it is not known.
    `ends_named` says that the log holds every opening and closing, and that a field of the key names each span by an
    identifier, so that an end that found nothing open is of what begins soon after it, where nothing else ends that.
    """

    record: str
    opens: str
    amends: tuple[str, ...]
    closes: str | None
    key: tuple[str, ...]
    where: Condition = ALWAYS
    complete: bool = False
    service: str | None = None
    attested: tuple[str, tuple[str, ...]] | None = None
    within: tuple[frozenset[tuple[str, str]], ...] = ()
    ends_named: bool = False
    unknown: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """One occasion for each combination of the listed values: each service and each thing to be published."""

    axes: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Period:
    """A day, week, month, quarter or year of the calendar, by its name: `[start, end)`, clipped at the term."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Excuse:
    """An excuse: a span in force at the occasion's instant that matches it, granted by a clause.

    With `only_less` it excuses a value below the one announced, and nothing else.
    """

    spans: Spans
    matching: tuple[Pair, ...]
    clause: str
    only_less: bool = False
