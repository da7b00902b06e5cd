"""Small changes of a log: a time moved to an edge, a field to another value, an event dropped or doubled."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import permutations

from slakit.checks import Among, Between, Grid, WorkingTime
from slakit.events.event import Event, FieldValue

Pool = Mapping[str, tuple[FieldValue, ...]]
"""For a field, the values at which a condition decides."""


@dataclass(frozen=True, slots=True)
class Differences:
    """What two checks can be told apart by: lengths between events, instants, and the values of fields."""

    edges: tuple[int, ...]
    instants: tuple[int, ...]
    values: Pool


def values_in(check: object) -> dict[str, set[FieldValue]]:
    """The values at which the conditions of a check decide, by field; the places of its grids too."""
    found: dict[str, set[FieldValue]] = {}
    for name, value in _values(check):
        found.setdefault(name, set()).add(value)
    return found


def _values(check: object) -> Iterator[tuple[str, FieldValue]]:
    match check:
        case WorkingTime():
            return
        case Among(field=name, yes=yes, no=no):
            yield from ((name, value) for value in (*yes, *(no or ())))
        case Between(field=name, low=low, high=high):
            for bound in (low, high):
                if bound is not None:
                    yield from ((name, bound + step) for step in (-1, 0, 1))
        case Grid(axes=axes):
            yield from ((axis, value) for axis, values in axes for value in values)
        case tuple() | frozenset():
            for part in check:
                yield from _values(part)
        case _ if is_dataclass(check):
            for field in fields(check):
                yield from _values(getattr(check, field.name))


def mutations(log: Sequence[Event], differences: Differences) -> Iterator[tuple[Event, ...]]:
    """The logs that are one small change away, the likeliest to matter first."""
    yield from _moved(log, differences)
    yield from _said_otherwise(log, differences.values)
    yield from _dropped(log)
    yield from _doubled(log)


def _moved(log: Sequence[Event], differences: Differences) -> Iterator[tuple[Event, ...]]:
    for here, there in permutations(range(len(log)), 2):
        for edge in differences.edges:
            for time in (log[there].time - edge, log[there].time + edge):
                if time != log[here].time:
                    yield moved(log, here, time)
    for here in range(len(log)):
        for instant in differences.instants:
            if instant != log[here].time:
                yield moved(log, here, instant)


def moved(log: Sequence[Event], here: int, time: int) -> tuple[Event, ...]:
    """A log with one event at another time, and with every field that names its instant."""
    was = log[here].time

    def at(event: Event, *, is_moved: bool) -> Event:
        data = {
            name: time if value == was and type(value) is int else value for name, value in event.data.items()
        }
        return replace(event, data=data, time=time, recorded=time) if is_moved else replace(event, data=data)

    return tuple(at(event, is_moved=number == here) for number, event in enumerate(log))


def _said_otherwise(log: Sequence[Event], pool: Pool) -> Iterator[tuple[Event, ...]]:
    for here, event in enumerate(log):
        for name in event.data.keys() | pool.keys():
            for value in pool.get(name, ()):
                said: FieldValue = (str(value),) if isinstance(event.data.get(name), tuple) else value
                if event.data.get(name) != said:
                    yield changed(log, here, {**event.data, name: said})


def changed(log: Sequence[Event], here: int, data: Mapping[str, FieldValue]) -> tuple[Event, ...]:
    """A log in which one event says something else."""
    return tuple(replace(event, data=dict(data)) if at == here else event for at, event in enumerate(log))


def _dropped(log: Sequence[Event]) -> Iterator[tuple[Event, ...]]:
    return (without(log, here) for here in range(len(log)))


def without(log: Sequence[Event], here: int) -> tuple[Event, ...]:
    """A log without one of its events."""
    return tuple(event for at, event in enumerate(log) if at != here)


def _doubled(log: Sequence[Event]) -> Iterator[tuple[Event, ...]]:
    for number, event in enumerate(log):
        yield (
            *log,
            replace(event, id=f"{event.id}-{number}-again", time=event.time + 1, recorded=event.time + 1),
        )
