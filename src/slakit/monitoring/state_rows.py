"""The state of a monitor as rows of its store: what each is, and the thing itself as JSON."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import msgspec

from slakit.changes import Change, Incomplete, LikeChange, Report
from slakit.engines.monitor.kept_classes import KeptClass
from slakit.engines.monitor.watch import State
from slakit.events.event import Event, SetAside
from slakit.findings import Finding

if TYPE_CHECKING:
    from slakit.monitoring import Monitor, Step

Key = tuple[str, str, str]
"""Section, watch and name of a row of state."""
_COUNTERS: Final = ("events", "repeated", "too_late", "too_far_ahead", "not_yet_known", "lines")
_MARK: Final = True
"""The value of a row that says all by its name."""


def counted(monitor: "Monitor") -> dict[str, str]:
    """What a monitor has counted, by the name of the counter."""
    counted = {name: str(getattr(monitor, name)) for name in _COUNTERS}
    return counted | {"lines_set_aside": str(monitor.lines_set_aside)}


def rows_of(monitor: "Monitor") -> Iterator[tuple[Key, object]]:
    """Every row of the state of a monitor: what it is, and the thing itself."""
    for event in monitor.arrivals.all_remembered():
        yield ("remembered", "", _name(event.source, event.id)), event
    for event in monitor.engine.ground.events():
        yield ("term", "", _name(event.source, event.id)), event
    for number, line in enumerate(monitor.engine.set_aside):
        yield ("aside", "", f"{number:09}"), line
    for watch, one in monitor.engine.all_watches():
        state = one.state()
        for section, events in (("kept", state.kept), ("open", state.open)):
            for (source, name), event in events.items():
                yield (section, watch, _name(source, name)), event
        for mark in state.marks:
            yield ("mark", watch, mark), _MARK
        for name, finding in state.told.items():
            yield ("told", watch, name), finding
        for kept in state.classes:
            yield ("class", watch, text_of(kept.one)), kept
        for name, packed in state.packed.items():
            yield ("packed", watch, name), packed


def _name(source: str, name: str) -> str:
    return f"{source}\n{name}"


_encode: Final = msgspec.json.Encoder().encode


def text_of(value: object) -> str:
    """A row, or what was told, as JSON."""
    if isinstance(value, Change):
        value = {"change": value.whole if isinstance(value, LikeChange) else value}
    elif isinstance(value, Incomplete):
        value = {"incomplete": value}
    return _encode(value).decode()


def texts_of_steps(steps: Iterable["Step"]) -> Iterator[str]:
    """Steps with what they are, as JSON; events that follow one another are one text."""
    for is_of_events, some in groupby(steps, key=lambda step: isinstance(step, Event)):
        if is_of_events:
            yield _encode({"events": list(some)}).decode()
            continue
        for step in some:
            yield _encode({"aside" if isinstance(step, SetAside) else "over": step}).decode()


def steps_of(text: str) -> list["Step"]:
    """The steps that `texts_of_steps` gave as text; before schema 9 an event was a text of its own."""
    told = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
    if "events" in told:
        return list(msgspec.json.decode(told["events"], type=list[Event]))
    if "event" in told:
        return [msgspec.json.decode(told["event"], type=Event)]
    if "aside" in told:
        return [msgspec.json.decode(told["aside"], type=SetAside)]
    return [msgspec.json.decode(told["over"], type=int)]


def report_of(report: str) -> Report:
    """What was told, that `text_of` gave as text."""
    told = msgspec.json.decode(report, type=dict[str, msgspec.Raw])
    if "incomplete" in told:
        return msgspec.json.decode(told["incomplete"], type=Incomplete)
    return msgspec.json.decode(told["change"], type=Change)


def restore(
    monitor: "Monitor", rows: Iterable[tuple[str, str, str, str]], about: Mapping[str, str]
) -> list[Report]:
    """Put a new monitor into the state of these rows: section, watch, name and value; what is still to be told."""
    sections: dict[str, dict[str, dict[str, str]]] = {}
    for section, watch, name, value in rows:
        sections.setdefault(section, {}).setdefault(watch, {})[name] = value

    def stored(section: str, watch: str, kind: Any) -> list[Any]:  # noqa: ANN401 -- what the section holds
        here = sections.get(section, {}).get(watch, {})
        return [msgspec.json.decode(value, type=kind) for value in here.values()]

    for name in _COUNTERS:
        setattr(monitor, name, int(about.get(name, "0")))  # older stores do not count all of them
    monitor.arrivals.restore(int(about["watermark"]), stored("remembered", "", Event))
    states = {
        name: State(
            {(one.source, one.id): one for one in stored("kept", name, Event)},
            {(one.source, one.id): one for one in stored("open", name, Event)},
            set(sections.get("mark", {}).get(name, {})),
            {one.id: one for one in stored("told", name, Finding)},
            tuple(stored("class", name, KeptClass)),
            {
                mark: msgspec.json.decode(value, type=bytes)
                for mark, value in sections.get("packed", {}).get(name, {}).items()
            },
        )
        for name, _ in monitor.engine.all_watches()
    }
    aside = sections.get("aside", {}).get("", {})
    lines = [msgspec.json.decode(aside[name], type=SetAside) for name in sorted(aside)]
    return list(monitor.engine.restore(states, stored("term", "", Event), lines, int(about["settled"])))
