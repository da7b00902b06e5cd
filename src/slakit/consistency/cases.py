"""A case file by itself: what its events say has the types of the vocabulary, and what it expects can be found."""

from collections.abc import Iterator

from slakit.consistency.declared import Field, Spoken
from slakit.consistency.plain import Group, entries, group, items
from slakit.consistency.telling import Telling
from slakit.consistency.values import TIMES, Values
from slakit.consistency.vocabularies import RESERVED
from slakit.document import Document, Path
from slakit.errors import Argument, Fault
from slakit.formats import Malformed, require

_GRADES_WITHOUT_VIOLATION = {
    ("fulfilled", "advisory"), ("undetermined", "presumption"), ("undetermined", "review"),
}  # fmt: skip
_FORMATS = {"instant": "time-of-event", "day": "day", "last-day": "day"}


def faults_of_cases(cases: Document, words: Spoken) -> Iterator[Fault]:
    """The faults of a case file that passed its schema, beside those of its references."""
    told, data = Telling(cases), group(cases.data)
    values = Values(told, words, ())
    named = [(str(case["case"]), (*path, "case")) for path, case in entries(data, "cases")]
    yield from told.repeated("duplicate-name", named, kind="case")
    for event_type, fields in group(data.get("given")).items():
        yield from _given(values, event_type, group(fields))
    for path, case in entries(data, "cases"):
        for at, event in entries(case, "events"):
            own = {name: value for name, value in event.items() if name not in RESERVED}
            yield from _fields(values, str(event["event"]), own, (*path, *at))
        for at, expected in entries(case, "expect"):
            yield from _expectation(told, (*path, *at), expected)


def _given(values: Values, event: str, fields: Group) -> Iterator[Fault]:
    if event not in values.spoken.events:
        yield values.told.unknown_key("unknown-event", ("given", event), values.spoken.events, name=event)
    yield from _fields(values, event, fields, ("given", event))


def _fields(values: Values, event: str, fields: Group, path: Path) -> Iterator[Fault]:
    """The faults of what an event says; of an unknown event nothing can be said."""
    side = values.spoken.events.get(event)
    for name, value in fields.items() if side else ():
        declared = side.fields.get(name) if side else None
        place = (*path, name)
        if side and declared is None:
            known = [field for field in side.fields if field not in fields]
            yield values.told.unknown_key("undeclared-field", place, known, field=name, owner=event)
        elif declared and value is not None:  # nothing is written to leave out what is given for every event
            yield from _value(values, declared, value, place)


def _value(values: Values, field: Field, value: object, path: Path) -> Iterator[Fault]:
    if not field.is_list:
        yield from _one(values, field, value, path)
    elif not isinstance(value, list):
        yield values.told.fault("list-expected", path, field=field.name, holds=field.holds)
    for position, item in enumerate(items(value) if field.is_list else ()):
        yield from _one(values, field, item, (*path, position))


def _one(values: Values, field: Field, value: object, path: Path) -> Iterator[Fault]:
    if field.type in TIMES:
        yield from _time(values.told, field, value, path)
        return
    wrong = values.of_type(field, value, path)
    yield from wrong
    if not wrong:
        yield from values.told_by_a_log(field, str(value), path)


def _time(told: Telling, field: Field, value: object, path: Path) -> Iterator[Fault]:
    name = _FORMATS[field.type]
    written = value if isinstance(value, str) else told.document.written(path)
    arguments: dict[str, Argument] = {"format": name, "value": written}
    try:
        require(name, written)
    except Malformed as problem:
        if problem.reason:
            arguments["reason"] = problem.reason
        yield told.fault("malformed-value", path, **arguments)


def _expectation(told: Telling, path: Path, expected: Group) -> Iterator[Fault]:
    """A broken norm always has a grade; a kept one may come with an advisory, and counts may raise what is open."""
    outcome, grade = str(expected["outcome"]), expected.get("grade")
    if outcome == "violated" and grade is None:
        yield told.fault("violation-without-grade", (*path, "outcome"))
    elif grade is not None and outcome != "violated" and (outcome, grade) not in _GRADES_WITHOUT_VIOLATION:
        yield told.fault("grade-without-violation", (*path, "grade"), grade=str(grade), outcome=outcome)
