"""The search for a witness: a smallest log of which the old edition finds a norm violated and the new one does not.

It starts from the cases of both editions and from stories made of the two checks, changes them by what the checks
differ in, and asks the reference engine for both editions. What is found is made as small as it can be. Nothing is random, so
that two searches find the same.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from typing import Final

from slakit.comparison.changes import Witness
from slakit.comparison.court import Court, Shown, instants_in, shown
from slakit.comparison.mutations import Differences, changed, moved, mutations, values_in, without
from slakit.comparison.stories import Teller, edges_of, excused, stories
from slakit.events.event import Event, FieldValue

MOST_JUDGED: Final = 1500
"""Logs that a search judges at most."""
LARGEST_SEED: Final = 40
"""Events of a log that a search starts from; larger ones are slow to judge and slow to read."""
HOUR: Final = 3_600_000_000

Log = tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """What a search came to: a witness if there is one, and how many logs were judged."""

    witness: Witness | None
    judged: int


def search(
    court: Court,
    tellers: Sequence[Teller],
    cases: Iterable[Sequence[Event]],
    *,
    doubt: bool,
    most: int = MOST_JUDGED,
) -> Search:
    """Search a log that only the old edition finds violated.

    With `doubt` one of which the new edition is not sure will do if no other is found; `most` bounds the effort.
    """
    if court.old is None:
        return Search(None, 0)
    differences = _differences(court)
    judged, doubtful = 0, None
    for log in islice(_candidates(court, tellers, cases, differences), most):
        judged += 1
        match shown(*court.findings(log)):
            case Shown.CLEARLY:
                return Search(_made_small(court, log, {Shown.CLEARLY}), judged)
            case Shown.DOUBTFULLY:
                doubtful = doubtful or log
    if doubt and doubtful is not None:
        return Search(_made_small(court, doubtful, set(Shown)), judged)
    return Search(None, judged)


def _differences(court: Court) -> Differences:
    checks = [duty for duty in (court.old, court.new) if duty]
    edges = sorted({edge for duty in checks for edge in edges_of(duty.check)})
    instants = sorted({at + step for duty in checks for at in instants_in(duty.check) for step in (-1, 0)})
    pool: dict[str, set[FieldValue]] = {}
    for duty in checks:
        for name, values in chain(values_in(duty.check).items(), values_in(duty.unless).items()):
            pool.setdefault(name, set()).update(values)
    return Differences(
        tuple(edges),
        tuple(instants),
        {name: tuple(sorted(values, key=repr)) for name, values in sorted(pool.items())},
    )


def _candidates(
    court: Court, tellers: Sequence[Teller], cases: Iterable[Sequence[Event]], differences: Differences
) -> Iterator[Log]:
    """Logs to judge, none twice: what is told, then what is one and two changes away."""
    seen: set[str] = set()

    def new(logs: Iterable[Log]) -> Iterator[Log]:
        for log in logs:
            key = repr(
                sorted((event.type, event.time, sorted(event.data.items(), key=repr)) for event in log)
            )
            if key not in seen:
                seen.add(key)
                yield log

    told = list(new(_seeds(court, tellers, cases, differences)))
    yield from told
    promising = [log for log in told if _is_promising(court, log)] or told
    once: list[Log] = []
    for turn in _by_turns([mutations(log, differences) for log in sorted(promising, key=len)]):
        for log in new([turn]):
            once.append(log)
            yield log
    for log in once[:200]:
        yield from new(mutations(log, differences))


def _by_turns(sources: Sequence[Iterator[Log]]) -> Iterator[Log]:
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


def _is_promising(court: Court, log: Log) -> bool:
    """Whether the old edition has something to say of a log: what is violated or kept is near an edge."""
    old, _ = court.findings(log)
    return any(finding.grade for finding in old)


def _seeds(
    court: Court, tellers: Sequence[Teller], cases: Iterable[Sequence[Event]], differences: Differences
) -> Iterator[Log]:
    yield ()
    for case in cases:
        log = tuple(event for event in case if event.type in court.reads)
        if 0 < len(log) <= LARGEST_SEED:
            yield log
    for duty in (court.old, court.new):
        for teller in tellers:
            for story in islice(stories(duty, teller, differences.edges), 300) if duty else ():
                yield tuple(story)
                for excuse in (
                    *(court.old.unless if court.old else ()),
                    *(court.new.unless if court.new else ()),
                ):
                    yield from (tuple(one) for one in islice(excused(excuse, story, teller), 2))


# --- making it small -------------------------------------------------------------------------------------------------


def _made_small(court: Court, log: Log, enough: Container[Shown | None]) -> Witness:
    """The witness with nothing left that could be left out, and with round times where they will do."""

    def still(smaller: Log) -> bool:
        return shown(*court.findings(smaller)) in enough

    log = _until_nothing_changes(log, still, _smaller)
    log = _until_nothing_changes(log, still, partial(_plainer, court.old_term.start))
    named = tuple(
        replace(event, source="witness", id=f"e{number}")
        for number, event in enumerate(sorted(log, key=lambda one: one.time), start=1)
    )
    log = named if still(named) else log
    old, new = court.findings(log)
    assert court.old is not None
    return Witness(court.old.norm, log, court.at(log), old, new)


def _until_nothing_changes(
    log: Log, still: Callable[[Log], bool], smaller: Callable[[Log], Iterator[Log]]
) -> Log:
    while (found := next((one for one in smaller(log) if still(one)), None)) is not None:
        log = found
    return log


def _smaller(log: Log) -> Iterator[Log]:
    for here in range(len(log)):
        yield without(log, here)
    for here, event in enumerate(log):
        for name, value in event.data.items():
            if isinstance(value, tuple) and len(value) > 1:
                yield from (
                    changed(log, here, {**event.data, name: tuple(one for one in value if one != left)})
                    for left in value
                )


def _plainer(midnight: int, log: Log) -> Iterator[Log]:
    """Times at a full day, hour or minute of the zone, which a midnight of it tells."""
    units = (24 * HOUR, HOUR, HOUR // 60)
    for unit in units:
        for here, event in enumerate(log):
            past = event.time - midnight
            if past % unit and not any(past % larger == 0 for larger in units if larger > unit):
                yield moved(log, here, event.time - past % unit)
