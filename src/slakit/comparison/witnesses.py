"""The search for a witness: a smallest log of which the old edition finds a norm violated and the new one does not.

It starts from the cases of both editions and from stories made of the two checks, changes them by what the checks
differ in, and asks the reference engine for both editions. What is found is made as small as it can be. Nothing is random, so
that two searches find the same.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, product
from typing import Final, TypeVar

from slakit.checks import CoveredBefore, Duty, Length, Remedied
from slakit.comparison.changes import Witness
from slakit.comparison.court import Court, Shown, clocks_in, first_way, instants_in
from slakit.comparison.edges import edges_of, since_latest, until_due
from slakit.comparison.lengths import day_apart
from slakit.comparison.mutations import Differences, fields_apart, mutations, values_in
from slakit.comparison.partings import ends_of_levels, partings
from slakit.comparison.small_logs import EVENTS_AT_MOST, Log, made_small
from slakit.comparison.stories import excused, stories
from slakit.comparison.telling import Teller
from slakit.events.event import Event, FieldValue
from slakit.findings import Outcome

LEAST_JUDGED: Final = 200
MOST_JUDGED: Final = 1200
"""Logs that a search judges at most."""
ROUNDS: Final = 3
"""How many small changes away from what is told a search goes."""
MOST_TOLD: Final = 400
"""Stories of one edition that a search starts from."""
MOST_NEAR: Final = 60
"""Small changes of a log that shows a weakening, but not clearly, which are tried before all others."""
MOST_TOGETHER: Final = 8
"""Stories of each edition that are told together."""
MOST_AT_AN_ANCHOR: Final = 12
"""Stories of each edition about an instant at which the two decide otherwise, which are told before all others."""
HOUR: Final = 3_600_000_000

SAID: Final = frozenset({Outcome.FULFILLED, Outcome.VIOLATED, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE})

Said = frozenset[tuple[Outcome, str]]
Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class Heard:
    """What a search asks of the findings of both editions about a log."""

    old: Said
    new: Said
    is_told_apart: bool
    """Whether the two say something else of any occasion."""
    shown: Shown | None
    shown_of_new: Shown | None
    """What the log shows of the new edition, were it the old one."""

    def turned(self) -> "Heard":
        """The same with the new edition for the old one."""
        return Heard(self.new, self.old, self.is_told_apart, self.shown_of_new, self.shown)


@dataclass(frozen=True, slots=True)
class Search:
    """What a search of one court came to: for each way of showing a weakening the first log that does, and how many were judged.

    `heard` is what was said of each log, for the search of the same court the other way round.
    """

    court: Court
    shown: Mapping[Shown, Log]
    judged: int
    heard: Mapping[str, Heard]

    def witness(self, *ways: Shown) -> Witness | None:
        """The smallest log that was found, shown in the first of these ways in which one was."""
        for way in ways:
            if way in self.shown:
                return made_small(self.court, self.shown[way], {Shown.CLEARLY, way})
        return None


def search(
    court: Court,
    tellers: Sequence[Teller],
    cases: Iterable[Sequence[Event]],
    *,
    most: int = MOST_JUDGED,
    heard: Mapping[str, Heard] | None = None,
) -> Search:
    """Search a log that only the old edition finds violated; it ends with the first that shows so clearly.

    `most` bounds the effort, and `heard` is what is known of some logs already.
    """
    if court.old is None:
        return Search(court, {}, 0, {})
    trial = _Trial(court, max(most // court.weight, LEAST_JUDGED * most // MOST_JUDGED), dict(heard or {}))
    for name, log in _candidates(trial, tellers, cases):
        if trial.found(name, log) is Shown.CLEARLY or trial.spent >= trial.most:
            break
    return Search(court, trial.shown, trial.judged, trial.heard)


@dataclass
class _Trial:
    """Logs put to both editions, each once, and what of them is worth going on from."""

    court: Court
    most: int
    heard: dict[str, Heard]
    judged: int = 0
    spent: int = 0
    """How much of the effort is used up: a long log takes as much as several short ones."""
    shown: dict[Shown, Log] = field(default_factory=dict)
    """For each way in which a weakening is shown, the first log that shows it."""
    promising: dict[str, Log] = field(default_factory=dict)
    """For all that the two editions may say of logs of the same events, a short one: it is near an edge."""
    telling: list[Log] = field(default_factory=list)
    """Logs of which the two editions already say something else."""

    def found(self, name: str, log: Log) -> Shown | None:
        """What a log shows, which goes by a name; it is remembered if it is worth going on from."""
        self.judged += 1
        self.spent += self.court.weight_of(log)
        heard = self._heard(name, log)
        if any(outcome in SAID for outcome, _ in heard.old):
            like = repr((sorted(event.type for event in log), sorted(heard.old), sorted(heard.new)))
            shortest = self.promising.setdefault(like, log)
            if len(log) < len(shortest):
                self.promising[like] = log
        if heard.is_told_apart:
            self.telling.append(log)
        if heard.shown is not None:
            self.shown.setdefault(heard.shown, log)
        return heard.shown

    def _heard(self, name: str, log: Log) -> Heard:
        """What both editions say of a log; where it shows something, of this very one."""
        known = self.heard.get(name)
        if known is not None and known.shown is None:
            return known
        old, new = self.court.findings(log)
        heard = Heard(
            frozenset((one.outcome, one.reason) for one in old),
            frozenset((one.outcome, one.reason) for one in new),
            {(one.id, one.outcome) for one in old} != {(one.id, one.outcome) for one in new},
            first_way(self.court.tellings(log, old, new)),
            first_way(self.court.reversed().tellings(log, new, old)),
        )
        self.heard[name] = heard
        return heard


def _differences(court: Court, tellers: Sequence[Teller]) -> Differences:
    duties = [duty for duty in (court.old, court.new, *court.beside) if duty]
    edges = sorted({edge for duty in duties for edge in edges_of(duty.check)})
    instants = sorted({at + step for duty in duties for at in instants_in(duty.check) for step in (-1, 0)})
    apart = fields_apart(court.old, court.new) if court.new else frozenset()
    pool: dict[str, set[FieldValue]] = {}
    for duty in duties:
        for name, values in values_in((duty.check, duty.unless)).items():
            pool.setdefault(name, set()).update(values)
    for teller in tellers:
        for name in apart:
            pool.setdefault(name, set()).update(teller.other_words(name, pool.get(name, set())))
    return Differences(
        edges=tuple(sorted({*edges, HOUR, 24 * HOUR})),
        instants=tuple(instants),
        values={name: tuple(sorted(values, key=repr)) for name, values in sorted(pool.items())},
        apart=apart,
        admits=lambda kind, name, value: any(teller.admits(kind, name, value) for teller in tellers),
        needs=lambda kind, name: all(teller.needs(kind, name) for teller in tellers),
    )


def _candidates(
    trial: _Trial, tellers: Sequence[Teller], cases: Iterable[Sequence[Event]]
) -> Iterator[tuple[str, Log]]:
    """Logs to judge, none twice, each with what tells it apart: what is told, then what is a few changes away from an edge."""
    seen: set[str] = set()
    said: dict[int, tuple[Event, str]] = {}  # with the event itself, so that no other takes its number
    differences = _differences(trial.court, tellers)

    def text_of(event: Event) -> str:
        if id(event) not in said:
            fields = repr(sorted(event.data.items(), key=repr))
            said[id(event)] = event, f"{event.type} {event.time} {fields}"
        return said[id(event)][1]

    def new(logs: Iterable[Log]) -> Iterator[tuple[str, Log]]:
        for log in logs:
            name = "\n".join(sorted(map(text_of, log)))
            if name not in seen:
                seen.add(name)
                yield name, log

    beheld: set[Shown] = set()

    def near_what_shows() -> Iterator[tuple[str, Log]]:
        """What is one change away from the first log that shows a weakening in some way: it may show it clearly."""
        for way in [way for way in trial.shown if way not in beheld]:
            beheld.add(way)
            yield from new(islice(mutations(trial.shown[way], differences), MOST_NEAR))

    for seed in new(_seeds(trial.court, tellers, cases, differences)):
        yield seed
        yield from near_what_shows()
        if trial.spent >= trial.most // 2:
            break
    explored: set[int] = set()
    for _ in range(ROUNDS):
        logs = [*trial.telling[:EVENTS_AT_MOST], *sorted(trial.promising.values(), key=len)] or [()]
        fresh = [log for log in logs if id(log) not in explored]
        explored.update(map(id, fresh))
        for found in new(_by_turns([mutations(log, differences) for log in fresh])):
            yield found
            yield from near_what_shows()


def _by_turns(sources: Sequence[Iterator[Told]]) -> Iterator[Told]:
    """One of each in turn, so that no seed uses up the effort alone."""
    waiting = list(sources)
    while waiting:
        left = []
        for source in waiting:
            log = next(source, None)
            if log is not None:
                yield log
                left.append(source)
        waiting = left


def _seeds(
    court: Court, tellers: Sequence[Teller], cases: Iterable[Sequence[Event]], differences: Differences
) -> Iterator[Log]:
    yield ()
    duties = [duty for duty in (court.old, court.new) if duty]
    anchors = _anchors(court)
    yield from _by_turns(
        [
            map(tuple, islice(stories(duty, teller, differences.edges, at), MOST_AT_AN_ANCHOR))
            for at in anchors
            for teller in tellers
            for duty in duties
            if teller.knows(duty.check)
        ]
    )
    for case in cases:
        log = tuple(event for event in case if event.type in court.reads)
        if 0 < len(log) <= EVENTS_AT_MOST:
            yield log
    excuses = [excuse for duty in duties for excuse in duty.unless]

    def told(duty: Duty, teller: Teller) -> Iterator[Log]:
        for story in islice(_stories(duty, teller, differences, anchors), MOST_TOLD):
            yield tuple(story)
            for excuse in filter(teller.knows, excuses):
                yield from (tuple(one) for one in islice(excused(excuse, story, teller), 2))

    yield from _by_turns(
        [told(duty, teller) for teller in tellers for duty in duties if teller.knows(duty.check)]
    )
    if court.old and court.new:
        both = (court.old.check, court.new.check)
        for teller in [one for one in tellers if one.knows(both)][:1]:
            yield from _told_together(*(
                list(islice(stories(duty, teller, differences.edges), MOST_TOGETHER))
                for duty in (court.old, court.new)
            ))  # fmt: skip


def _stories(
    duty: Duty, teller: Teller, differences: Differences, anchors: Sequence[int]
) -> Iterator[list[Event]]:
    """The stories of a duty, about instants at which it decides otherwise first."""
    yield from _by_turns([stories(duty, teller, differences.edges, at) for at in anchors])
    yield from stories(duty, teller, differences.edges)


def _anchors(court: Court) -> list[int]:
    """Where the calendars that count the time differ: such a day, and from when and until when it is the last one counted; and where one time is the longer, and where the other."""
    if court.old is None or court.new is None:
        return []
    term = court.old_term
    found: list[int] = []
    lengths = [clocks_in(duty.check) for duty in (court.old, court.new)]
    for one, other in zip(*lengths, strict=False):
        found += _where_apart(court, one, other)
        day = day_apart(one, other, (term.start + term.end) // 2)
        if day is not None:
            found += (day.begins, day.ends)
            for length in (one, other):
                found += (day.begins - edge for edge in since_latest(length, day.begins)[:1])
                found += (day.begins + edge for edge in until_due(length, day.begins)[:1])
    return [at for at in dict.fromkeys(found) if term.start <= at < term.end]


def _where_apart(court: Court, one: Length, other: Length) -> Iterator[int]:
    """Where of two lengths that are counted otherwise the new one is the longer by the most, and where it is the shorter."""
    if one == other or (isinstance(one, int) and isinstance(other, int)):
        return
    asked, term = court.old.check if court.old else None, court.old_term
    if isinstance(asked, Remedied):
        ends = ends_of_levels([duty.check for duty in asked.of])
        parted = partings(one, other, term.start, term.end, ahead=False, begins=ends, after=True)
    else:
        parted = partings(one, other, term.start, term.end, ahead=isinstance(asked, CoveredBefore))
    yield from (at for at in (parted.longer, parted.shorter) if at is not None) if parted else ()


def _told_together(old: Sequence[Sequence[Event]], new: Sequence[Sequence[Event]]) -> Iterator[Log]:
    """A story of each of two duties in one: what one of them takes for an answer beside what the other does."""
    for one, other in product(old, new):
        known = {(event.type, event.id) for event in one}
        beside = [event for event in other if (event.type, event.id) not in known]
        if beside and len(one) + len(beside) <= EVENTS_AT_MOST:
            yield (*one, *(event.altered(id=f"{event.id}-too") for event in beside))
