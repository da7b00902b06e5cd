"""A case file by itself: what its events say has the types of the vocabulary, and what it expects can be found."""

from collections.abc import Iterator, Mapping

from slakit.consistency.annotations import reasons_of_kinds
from slakit.consistency.declared import Field, Named, Spoken
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


def faults_of_cases(cases: Document, agreement: Document, names: Named, words: Spoken) -> Iterator[Fault]:
    """The faults of a case file that passed its schema, beside those of its references."""
    told, data = Telling(cases), group(cases.data)
    values, kinds = Values(told, words, names.services), _kinds_of_norms(agreement)
    named = [(str(case["case"]), (*path, "case")) for path, case in entries(data, "cases")]
    yield from told.repeated("duplicate-name", named, kind="case")
    for event_type, fields in group(data.get("given")).items():
        yield from _given(values, event_type, group(fields))
        if not any(_expects_outside_annex(case) for _, case in entries(data, "cases")):
            yield from _services(values, event_type, group(fields), ("given", event_type))
    for path, case in entries(data, "cases"):
        for at, event in entries(case, "events"):
            own = {name: value for name, value in event.items() if name not in RESERVED}
            yield from _fields(values, str(event["event"]), own, (*path, *at))
            if not _expects_outside_annex(case):
                yield from _services(values, str(event["event"]), own, (*path, *at))
        for at, expected in entries(case, "expect"):
            yield from _expectation(told, (*path, *at), expected)
            yield from _reason(told, (*path, *at), expected, kinds)


def _kinds_of_norms(agreement: Document) -> dict[str, str]:
    """The rule kind of each norm, by its id."""
    norms = (norm for _, clause in entries(agreement.data, "clauses") for _, norm in entries(clause, "norms"))
    return {str(norm.get("id")): str(norm.get("rule")) for norm in norms}


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


def _services(values: Values, event: str, fields: Group, path: Path) -> Iterator[Fault]:
    """Warnings of services that are not in the annex: a log may name one, but hardly a case that expects nothing of it."""
    side = values.spoken.events.get(event)
    for name, value in fields.items() if side else ():
        declared = side.fields.get(name) if side else None
        if declared and declared.type == "service":
            for position, item in enumerate(items(value)) if declared.is_list else [(None, value)]:
                place = (*path, name) if position is None else (*path, name, position)
                if isinstance(item, str) and item not in ("*", *values.services):
                    told = values.told.unknown("service-outside-annex", place, values.services, name=item)
                    yield Fault(told.rule, told.place, told.clause, told.arguments, "warning")


def _expects_outside_annex(case: Group) -> bool:
    """Whether a case expects that something lies outside the annex, or may do so without giving the reason."""
    return any(
        expected.get("reason") == "outside-annex"
        or (expected.get("outcome") == "not-applicable" and "reason" not in expected)
        for _, expected in entries(case, "expect")
    )


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


def _reason(told: Telling, path: Path, expected: Group, kinds: Mapping[str, str]) -> Iterator[Fault]:
    """The fault of a reason that no finding of the norm can have."""
    kind, reason = kinds.get(str(expected["norm"]), ""), expected.get("reason")
    known = reasons_of_kinds().get(kind, ())
    if known and reason is not None and reason not in known:
        yield told.unknown("unknown-reason", (*path, "reason"), known, name=str(reason), kind=kind)


def _expectation(told: Telling, path: Path, expected: Group) -> Iterator[Fault]:
    """A broken norm always has a grade; a kept one may come with an advisory, and counts may raise what is open."""
    outcome, grade = str(expected["outcome"]), expected.get("grade")
    if outcome == "violated" and grade is None:
        yield told.fault("violation-without-grade", (*path, "outcome"))
    elif grade is not None and outcome != "violated" and (outcome, grade) not in _GRADES_WITHOUT_VIOLATION:
        yield told.fault("grade-without-violation", (*path, "grade"), grade=str(grade), outcome=outcome)
