"""The checks: all that an engine must know, as data (DESIGN 4, 6).

A rule kind lowers to one of these; an engine implements these and nothing else. Every word of the vocabulary's
taxonomy, every interpretation choice and every duration is already resolved here: values are listed, lengths are
integer microseconds, instants are integer microseconds UTC.

Conditions have three answers: yes, no, and unknown. A field that is missing, or a word whose place in its
taxonomy is open, makes a condition unknown; unknown is never counted as kept.
"""

from dataclasses import dataclass

Value = str | int | bool
Pair = tuple[str, str]
"""A field of the occasion and the field of the other side that it must agree with."""


# --- conditions --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Among:
    """Yes if the field holds one of `yes`, no if it holds one of `no`; any other value is unknown.

    `no = None` stands for every other value. A list field answers yes if any of its items does.
    """

    field: str
    yes: frozenset[Value]
    no: frozenset[Value] | None = None


@dataclass(frozen=True, slots=True)
class Between:
    """Yes if `low <= field <= high`; an absent bound does not bind."""

    field: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Given:
    """Yes if the field is recorded, no if it is not; never unknown."""

    field: str


@dataclass(frozen=True, slots=True)
class Preceded:
    """Yes if a matching event of the log is not later than the subject; no otherwise."""

    points: "Points"
    matching: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Every:
    """No if one part is no, else unknown if one is unknown, else yes."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Yes if one part is yes, else unknown if one is unknown, else no."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Yes and no exchanged."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class Established:
    """A fact with proof on both sides: yes if `holds` is yes, no if `fails` is yes, else unknown."""

    holds: "Condition"
    fails: "Condition"


Condition = Among | Between | Given | Preceded | Every | Some | Not | Established
ALWAYS = Every(())


# --- what a norm speaks of ------------------------------------------------------------------------------------------


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
    """

    record: str
    opens: str
    amends: tuple[str, ...]
    closes: str | None
    key: tuple[str, ...]
    where: Condition = ALWAYS
    complete: bool = False
    service: str | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """One occasion for each combination of the listed values: each service and each thing to be published."""

    axes: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Excuse:
    """An excuse: a span in force at the occasion's instant that matches it, granted by a clause."""

    spans: Spans
    matching: tuple[Pair, ...]
    clause: str


# --- the checks -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Holds:
    """**holds** — each point satisfies a condition.

    `decided` looks the condition up on the matching events not later than the point instead of on the point itself: a fee
    is announced, and a decision of a competent body must have set it. With `value`, the decision must have set just this,
    and no later one of a competent body something else. Without such a decision the answer is unknown.
    """

    of: Points
    condition: Condition
    shown: str
    decided: Preceded | None = None
    value: Pair | None = None


@dataclass(frozen=True, slots=True)
class Announced:
    """How the act must agree with what was announced: its start, and when a later or moved start still counts."""

    start: str
    end: str | None
    inside_window: bool
    postponed_keeps_lead: bool
    overrun: bool
    overrun_attested: str | None


@dataclass(frozen=True, slots=True)
class CoveredBefore:
    """**covered** — `[start - lead, start]` of each act lies inside one span in force that announces this start.

    One occasion for each act and each item of the field `each` (a service); `*` in the span covers every item.
    """

    of: Spans
    each: Pair | None
    by: Spans
    matching: tuple[Pair, ...]
    covers: str | None
    lead: int
    closed: bool
    announced: Announced


@dataclass(frozen=True, slots=True)
class CoveredAt:
    """**covered** — at each point, a matching span is in force; with `value`, both also say the same.

    A point in place of a span is one that opens and never closes. `at` names the field that holds the deciding instant; without it the point's own time decides.
    """

    of: Points
    by: Spans | Points
    matching: tuple[Pair, ...]
    value: Pair | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True)
class CoveredThroughout:
    """**covered** — for each place in the grid, spans are in force during the whole term."""

    grid: Grid
    by: Spans


@dataclass(frozen=True, slots=True)
class CoveredAtEnd:
    """**covered** — at the end of the term a successor is in force: signed by then, effective by then, not yet expired."""

    by: tuple[Points, ...]
    effective: str
    expires: str | None
    complete: bool


@dataclass(frozen=True, slots=True)
class Followed:
    """**followed** — after each point a matching one within a time; `within = None`: the text gives no time."""

    of: Points
    by: Points
    matching: tuple[Pair, ...]
    within: int | None
    closed: bool
    complete: bool


@dataclass(frozen=True, slots=True)
class DoneBy:
    """**followed** — for each place in the grid, a matching event not later than a day's end.

    `undone` is an event that attests that it was not done; without it or a complete log, absence is unknown.
    """

    grid: Grid
    by: Points
    undone: Points | None
    due: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """**measured** — the share of the window in which no counted span is open, for each item.

    Overlaps are united and clipped at the term; a span of which it is unknown whether it counts widens the figure.
    `window` is the denominator in microseconds (the day count is already applied); `target` is in millionths.
    """

    of: Spans
    each: Pair
    items: tuple[str, ...]
    window: int
    target: int | None
    observed: Spans | None


@dataclass(frozen=True, slots=True)
class LawfulDifference:
    """An attribute that may lawfully tell recipients apart, for some services, while it is valid.

    With `record` the attribute names a span (an exemption, an additional agreement) and counts only while that is in
    force; a point that names none has none. Without it, a point that lacks the attribute leaves it unknown.
    """

    field: str
    services: frozenset[str]
    since: int | None
    until: int | None
    record: Spans | None
    matching: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Same:
    """**same** — points alike in `alike` (and, where recorded, in `told_apart`) hold the same `value`.

    A point without one of `alike` is not comparable. `version` adds the tariff in force to what makes points alike.
    """

    of: Points
    value: str
    alike: tuple[str, ...]
    told_apart: tuple[str, ...]
    lawful: tuple[LawfulDifference, ...]
    service: str
    version: Spans | None
    version_matching: tuple[Pair, ...]


Check = (
    Holds | CoveredBefore | CoveredAt | CoveredThroughout | CoveredAtEnd | Followed | DoneBy | Measured | Same
)


@dataclass(frozen=True, slots=True)
class Term:
    """The time in which an agreement binds: `[start, end)`, and what is known of its start.

    `inferred` says that no start is written; events before `first_proof` (an event of the log) are then undetermined.
    `extended` are the events that renew the agreement itself, with the fields that say from when and until when.
    """

    start: int
    end: int
    inferred: bool
    proof: tuple["Points", ...] = ()
    extended: "Points | None" = None
    effective: str = "effective-from"
    expires: str = "effective-until"


@dataclass(frozen=True, slots=True)
class Duty:
    """A lowered norm: who owes it to whom, the check, and what its findings carry along."""

    norm: str
    clause: str
    kind: str
    bearer: str
    counterparty: str | None
    grade: str
    check: Check
    choices: tuple[str, ...]
    annex: frozenset[str]
    unless: tuple[Excuse, ...] = ()
