"""Small changes of a log: a time moved to an edge, a field to another value, an event dropped or doubled."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields, is_dataclass
from itertools import permutations

from slakit.checks import Among, Between, Given, Grid, WorkingTime
from slakit.events.event import Event, FieldValue

Pool = Mapping[str, tuple[FieldValue, ...]]
"""For a field, the values at which a condition decides."""
OTHER = "other"
"""A word that no condition names."""
JOINING = 4
"""How many more of each event there are where many join."""
LARGE = 20
"""More events than these are changed many at a time: nothing rests on one of them."""


@dataclass(frozen=True, slots=True)
class Differences:
    """What two questions can be told apart by: lengths between events, instants, and the values of fields.

    `apart` are the fields in which the questions themselves differ; `admits` says whether an event of a type can hold a
    value, and `needs` whether it cannot be read without a field.
    """

    edges: tuple[int, ...]
    instants: tuple[int, ...]
    values: Pool
    apart: frozenset[str]
    admits: Callable[[str, str, FieldValue], bool]
    needs: Callable[[str, str], bool]


def differing(old: object, new: object) -> Iterator[object]:
    """The smallest parts in which two questions differ, of both of them; a condition on a field is one part."""
    if old == new or isinstance(old, WorkingTime):
        return
    if type(old) is type(new) and is_dataclass(old) and not isinstance(old, Among | Between | Given):
        for field in fields(old):
            yield from differing(getattr(old, field.name), getattr(new, field.name))
    elif isinstance(old, tuple) and isinstance(new, tuple) and len(old) == len(new) == 1:
        yield from differing(old[0], new[0])
    elif isinstance(old, tuple) and isinstance(new, tuple):
        yield from (one for one in old if one not in new)
        yield from (one for one in new if one not in old)
    else:
        yield from (old, new)


def fields_apart(old: object, new: object) -> frozenset[str]:
    """The fields in which two questions differ: those of conditions, of matching, and those named alone."""
    found: set[str] = set()
    for part in differing(old, new):
        found |= {name for name, _ in _values(part)}
        if isinstance(part, Given):
            found.add(part.field)
        for name in part if isinstance(part, tuple) else (part,):
            if isinstance(name, str):
                found.add(name)
    return frozenset(found)


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
            if no is None:
                yield from ((name, not value if isinstance(value, bool) else OTHER) for value in yes)
                yield from ((name, value + 1) for value in yes if type(value) is int)
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
    if len(log) > LARGE:
        yield from _said_by_many(log, differences)
        yield from _joined_by_many(log, differences)
        return
    yield from _said_otherwise(log, differences, differences.apart)
    yield from _moved(log, differences)
    yield from _dropped(log)
    yield from _doubled(log)
    yield from _said_otherwise(log, differences, differences.values.keys() - differences.apart)


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
        named = [name for name, value in event.data.items() if value == was and type(value) is int]
        data = {**event.data, **dict.fromkeys(named, time)} if named else event.data
        if is_moved:
            return event.altered(data=data, time=time, recorded=time)
        return event.altered(data=data) if named else event

    return tuple(at(event, is_moved=number == here) for number, event in enumerate(log))


def _said_otherwise(
    log: Sequence[Event], differences: Differences, names: AbstractSet[str]
) -> Iterator[tuple[Event, ...]]:
    said_elsewhere = dict.fromkeys(value for event in log for value in event.data.values())
    for here, event in enumerate(log):
        for name in sorted(names):
            was = event.data.get(name)
            elsewhere = said_elsewhere if name in differences.apart else ()
            for value in dict.fromkeys((*differences.values.get(name, ()), OTHER, *elsewhere)):
                said: FieldValue = (
                    (str(value),) if isinstance(was, tuple) and not isinstance(value, tuple) else value
                )
                if said != was and differences.admits(event.type, name, said):
                    yield changed(log, here, {**event.data, name: said})
            if was is not None and not differences.needs(event.type, name):
                yield changed(log, here, _unsaid(event, name))


def _said_by_many(log: Sequence[Event], differences: Differences) -> Iterator[tuple[Event, ...]]:
    """A field that the questions differ in, said otherwise by all events of a type, or by those that agree in another field."""
    for name in sorted(differences.apart):
        for stretch in _alike(log):
            for value in (*differences.values.get(name, ()), OTHER):
                if all(differences.admits(log[here].type, name, value) for here in stretch):
                    yield _with_data(log, {here: {**log[here].data, name: value} for here in stretch})
            if any(name in log[here].data for here in stretch) and not any(
                differences.needs(log[here].type, name) for here in stretch
            ):
                yield _with_data(log, {here: _unsaid(log[here], name) for here in stretch})


def _joined_by_many(log: Sequence[Event], differences: Differences) -> Iterator[tuple[Event, ...]]:
    """Many more events like those of a stretch, which differ in a field that the questions differ in, and in every name."""
    for name in sorted(differences.apart):
        for stretch in (one for one in _alike(log) if len(one) > LARGE // 2):
            for value in (*differences.values.get(name, ()), OTHER):
                if all(differences.admits(log[here].type, name, value) for here in stretch):
                    joining = [
                        _like(log[here], f"-{copy}", {name: value})
                        for copy in range(JOINING)
                        for here in stretch
                    ]
                    yield (*log, *joining)


def _like(event: Event, mark: str, said: Mapping[str, FieldValue]) -> Event:
    """Another such event: what its own number names is named otherwise."""
    number = event.id.rpartition("-")[2]
    own = {
        name: f"{value}{mark}"
        for name, value in event.data.items()
        if isinstance(value, str) and number.isdigit() and value.endswith(f"-{number}")
    }
    return event.altered(id=f"{event.id}{mark}", data={**event.data, **own, **said})


def _with_data(log: Sequence[Event], data: Mapping[int, Mapping[str, FieldValue]]) -> tuple[Event, ...]:
    return tuple(event.altered(data=data.get(here, event.data)) for here, event in enumerate(log))


def _unsaid(event: Event, name: str) -> dict[str, FieldValue]:
    return {key: value for key, value in event.data.items() if key != name}


def _alike(log: Sequence[Event]) -> list[tuple[int, ...]]:
    """The events of each type, and those of each type that agree in a field in which the type has two or three values."""
    of_type: dict[str, list[int]] = {}
    for here, event in enumerate(log):
        of_type.setdefault(event.type, []).append(here)
    found = [tuple(places) for places in of_type.values()]
    for places in of_type.values():
        for name in sorted({name for here in places for name in log[here].data}):
            parts: dict[str, list[int]] = {}
            for here in places:
                parts.setdefault(repr(log[here].data.get(name)), []).append(here)
            found += [tuple(part) for part in parts.values() if 1 < len(parts) <= 3]
    return list(dict.fromkeys(found))


def changed(log: Sequence[Event], here: int, data: Mapping[str, FieldValue]) -> tuple[Event, ...]:
    """A log in which one event says something else."""
    return tuple(event.altered(data=dict(data)) if at == here else event for at, event in enumerate(log))


def _dropped(log: Sequence[Event]) -> Iterator[tuple[Event, ...]]:
    return (without(log, here) for here in range(len(log)))


def without(log: Sequence[Event], here: int) -> tuple[Event, ...]:
    """A log without one of its events."""
    return tuple(event for at, event in enumerate(log) if at != here)


def _doubled(log: Sequence[Event]) -> Iterator[tuple[Event, ...]]:
    for number, event in enumerate(log):
        yield (
            *log,
            event.altered(id=f"{event.id}-{number}-again", time=event.time + 1, recorded=event.time + 1),
        )
