"""The checks: all that an engine must know, as data (DESIGN 4, 6).

A rule kind lowers to one of these; an engine implements these and nothing else. Every word of the vocabulary's
taxonomy, every interpretation choice and every duration is already resolved here: values are listed, lengths are
integer microseconds, instants are integer microseconds UTC.

Conditions have three answers: yes, no, and unknown. A field that is missing, or a word whose place in its
taxonomy is open, makes a condition unknown; unknown is never counted as kept.
"""

from dataclasses import dataclass, field

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
    """A fact with proof on both sides: yes if `holds` is yes, no if `fails` is yes, else unknown.

    `fact` is the field that stands for it.
    """

    holds: "Condition"
    fails: "Condition"
    fact: str = ""


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
class Period:
    """A day, week, month, quarter or year of the calendar, by its name: `[start, end)`, clipped at the term."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Excuse:
    """An excuse: a span in force at the occasion's instant that matches it, granted by a clause."""

    spans: Spans
    matching: tuple[Pair, ...]
    clause: str


# --- lengths of time ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day `[begins, ends)` with its regular hours, apart and in order; a day off by the week has none."""

    begins: int
    ends: int
    hours: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class DayOff:
    """A time `[since, until)` that a holiday or a closure takes away, for whoever looks from `declared` on."""

    since: int
    until: int
    declared: int


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """A working calendar in instants: adjoining days, and what is off. Before and after them nothing is known.

    A holiday that was always known is declared long before everything else.
    """

    name: str
    days: tuple[CalendarDay, ...] = field(repr=False)
    off: tuple[DayOff, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ClearDays:
    """So many whole days: neither the day of the event nor the day of the act counts.

    With `moves`, a last day without working hours moves to the next day that has some.
    """

    amount: int
    calendar: WorkingTime
    moves: bool = False


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """So many days with working hours left; the day of the event does not count, and the last one ends with its hours."""

    amount: int
    calendar: WorkingTime


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """So many microseconds of the hours of a calendar that are not off."""

    amount: int
    calendar: WorkingTime


Length = int | ClearDays | WorkingDays | WorkingHours
"""A length of time: elapsed microseconds, or what a calendar counts."""


@dataclass(frozen=True, slots=True)
class Pause:
    """While a matching span is open, no time is counted."""

    spans: Spans
    matching: tuple[Pair, ...]


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
    `required` is the lead as the agreement writes it, where it is not elapsed time.
    """

    of: Spans
    each: Pair | None
    by: Spans
    matching: tuple[Pair, ...]
    covers: str | None
    lead: Length
    closed: bool
    announced: Announced
    required: str = ""


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
    """**followed** — after each point a matching one within a time; `within = None`: the text gives no time.

    `required` is the length as the agreement writes it, where it is not elapsed time.
    """

    of: Points
    by: Points
    matching: tuple[Pair, ...]
    within: Length | None
    closed: bool
    complete: bool
    paused: Pause | None = None
    required: str = ""


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
class Window:
    """A span of time that is measured by itself, `[start, end)`; a window that is the whole term has no `name`.

    `length` is the denominator in microseconds: the day count, or the service hours, are already applied.
    """

    name: str | None
    start: int
    end: int
    length: int


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Spans while which an outage that they match does not count; `items` is their field that names the items hit."""

    spans: Spans
    matching: tuple[Pair, ...]
    items: str | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """**measured** — the share of each window in which no counted span is open, for each item.

    Overlaps are united and clipped at the window; with `hours`, only time in them is looked at. What is certainly
    excluded does not count. A span of which it is unknown whether it counts widens the figure, and so does time that
    nobody watched. `target` is in millionths.
    """

    of: Spans
    each: Pair
    items: tuple[str, ...]
    windows: tuple[Window, ...]
    target: int | None
    observed: Spans | None
    excluding: tuple[Exclusion, ...] = ()
    hours: tuple[tuple[int, int], ...] | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """The condition of a point that a matching one follows in a time; `within = None`: only the time is reported.

    `complete` says that the log holds every answer, so that what is unanswered is at least as late as it is old.
    """

    by: Points
    matching: tuple[Pair, ...]
    within: int | None
    closed: bool
    complete: bool


@dataclass(frozen=True, slots=True)
class MeasuredShare:
    """**measured** — of the points in each window, a share meets a condition, for each item or for all together.

    A percentile that is at most a bound is the share of what is answered within it: by nearest rank, the value at
    rank `p` of `n` is at most the bound exactly if so many are. Points that may not be counted, and answers that are
    open, widen the share to a range. `target` is in millionths.
    """

    of: Points
    meets: Condition | Answered
    each: Pair | None
    items: tuple[str, ...]
    windows: tuple[Window, ...]
    target: int | None


@dataclass(frozen=True, slots=True)
class Never:
    """**holds** — no point happens at all; with `during`, none while a matching span is in force."""

    of: Points
    during: Spans | None
    matching: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Recurring:
    """**followed** — for each place in the grid, a matching event in each period, or again and again.

    With `apart`, in microseconds, there are no periods: from the start of the term on, each event must be followed by
    the next one within that time, until the term ends. A grid without axes is one place.
    """

    grid: Grid
    by: Points
    periods: tuple[Period, ...]
    apart: int | None
    closed: bool


@dataclass(frozen=True, slots=True)
class Limited:
    """**measured** — the points of a period are no more than `limit`, or the sum of their field is not.

    Each place in the grid is counted apart, and in it the points that agree in the fields of `apart_by`. A point of which it
    is unknown whether it counts, and an amount that is not recorded, widen the figure to a range.
    """

    of: Points
    grid: Grid
    apart_by: tuple[str, ...]
    sum: str | None
    limit: int
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Inside:
    """**covered** — each span lies inside matching spans of another record, or inside the term and its renewals.

    Spans that adjoin count as one. `closings_complete` says that the log holds every closing of `of`, so that a span
    without one lasts.
    """

    of: Spans
    by: Spans | None
    matching: tuple[Pair, ...]
    closings_complete: bool


@dataclass(frozen=True, slots=True)
class LawfulDifference:
    """An attribute that may lawfully tell recipients apart, for some services, while it is valid.

    With `record` the attribute names a span (an exemption, an additional agreement) and counts only while that is in
    force; a point that names none has none. Without it, a point that lacks the attribute leaves it unknown. With
    `offered`, such a span in force shows that whoever is in equal conditions could have had the same.
    """

    field: str
    services: frozenset[str]
    since: int | None
    until: int | None
    record: Spans | None
    matching: tuple[Pair, ...]
    offered: Spans | None = None


@dataclass(frozen=True, slots=True)
class Incomplete:
    """From when on differences in a class speak of a condition that is missing in the agreement, not of violations.

    A class of at least `cases` points lacks one if more than the share `differing` (in millionths) of them differ from
    the usual value, or if they hold more than `values` different values.
    """

    cases: int
    differing: int
    values: int


@dataclass(frozen=True, slots=True)
class Same:
    """**same** — points alike in `alike` (and, where recorded, in `told_apart`) hold the same `value`.

    A point without one of `alike` is not comparable. `version` adds the tariff in force to what makes points alike.
    Lists are alike that hold the same items. `examined` are looked through for where those who differ gather; they set
    nobody apart.
    """

    of: Points
    value: str
    alike: tuple[str, ...]
    told_apart: tuple[str, ...]
    lawful: tuple[LawfulDifference, ...]
    service: str
    version: Spans | None
    version_matching: tuple[Pair, ...]
    incomplete: Incomplete | None = None
    examined: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """So much money: `fixed` in the smallest unit, or `share` of the base in millionths."""

    fixed: int | None
    share: int | None


@dataclass(frozen=True, slots=True)
class Tier:
    """What is due where the level reached is `below` a share in millionths, or the delay `longer` than a length."""

    due: Amount
    below: int | None = None
    longer: int | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of a field of points that match an occasion: what a share is of."""

    of: Points
    field: str
    matching: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Cap:
    """At most so much for what opens in one window and agrees in `each` of the occasion."""

    amount: Amount
    windows: tuple[Window, ...]
    each: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tariff:
    """How much a violation costs: the last tier that applies, up to the cap; `field` holds the amount that is paid."""

    tiers: tuple[Tier, ...]
    field: str
    base: Sum | None
    cap: Cap | None


@dataclass(frozen=True, slots=True)
class Remedied:
    """**followed** — after each violation of the answered duties, a matching point within a time, of the amount due.

    The answered duties are judged first, and a remedy may itself be answered; no duty answers itself. The time runs
    from when the violation is complete. Payments are set against what is due, the oldest debt first, each unit once.
    What is not known of the level, the delay or the base makes the amount a range. `within = None`: no time is given.
    """

    of: tuple["Duty", ...]
    by: Points
    matching: tuple[Pair, ...]
    within: int | None
    closed: bool
    tariff: Tariff | None


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups that are compared with comparable others: the field that tells them, and the groups that are named.

    A group of fewer than `publish_from` cases is named in no finding, nor can its size be told from the others.
    """

    field: str
    named: tuple[str, ...]
    publish_from: int


@dataclass(frozen=True, slots=True)
class Allowance:
    """What difference matters, and how often a fair year may be accused; all in millionths.

    `materiality` is a difference of shares, or the share of the expected number that is missing. `budget` is the chance
    of any false presumption of this norm in a fair year; the share `online` of it is spent while the year runs.
    """

    materiality: int
    budget: int
    online: int


@dataclass(frozen=True, slots=True)
class Justified:
    """A recorded reason for a difference: a matching point, not later than the instant of judging."""

    points: Points
    matching: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """**compared** — of like cases, as many of a group have the counted outcome as of comparable others.

    A case is a point of `of`. `settled` is the first matching point after it, or the case itself where there is none;
    `counted` is asked of that. With `waiting`, every day asks which of the files that wait is taken next; `days` are
    the first instants of the days of the term, and its end. Cases are alike that agree in `alike`, in the lawful
    differences and in the period; one case of each `unit` counts. `examined` are looked at value by value as well.
    With `within`, a case that nothing settles in so many microseconds is settled then, and lacks the outcome.
    It never finds a breach: at most it presumes a disadvantage.
    """

    of: Points
    settled: Points | None
    matching: tuple[Pair, ...]
    counted: Condition
    waiting: bool
    service: str
    items: tuple[str, ...]
    alike: tuple[str, ...]
    lawful: tuple[LawfulDifference, ...]
    groups: Groups
    unit: str | None
    examined: tuple[str, ...]
    periods: tuple[Period, ...]
    days: tuple[int, ...]
    allowance: Allowance
    justified: Justified | None
    within: int | None = None


@dataclass(frozen=True, slots=True)
class InOrder:
    """**compared** — of cases that are alike, what came first is taken up first.

    A case is a point of `of`; `taken` is the first matching point after it. One that was taken up more than `tolerance`
    microseconds before a case that came earlier is out of order. `by_start` says that `taken` is the start of the work;
    the end of it proves no order, for work takes unlike time.
    """

    of: Points
    taken: Points
    matching: tuple[Pair, ...]
    service: str
    alike: tuple[str, ...]
    lawful: tuple[LawfulDifference, ...]
    tolerance: int
    by_start: bool
    justified: Justified | None


Check = (
    Holds
    | CoveredBefore
    | CoveredAt
    | CoveredThroughout
    | CoveredAtEnd
    | Followed
    | DoneBy
    | Measured
    | MeasuredShare
    | Remedied
    | Same
    | Never
    | Recurring
    | Limited
    | Inside
    | Compared
    | InOrder
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
    calendars: tuple[str, ...] = ()
    """The working calendars that the check counts by, as `name@digest`."""
