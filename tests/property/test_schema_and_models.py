"""What a schema accepts the models accept, and an edition without a fault has duties: no crash in between.

The edition of the suite, in which every rule kind stands, is changed at random: its keys, its values and their types.
"""

import json
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path as FilePath
from typing import Any, cast

from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from slakit.document import Document, Path, parse, read
from slakit.errors import InvalidDocument
from slakit.loading import load
from slakit.messages import render
from slakit.schema import faults, schema_named
from slakit.schema_generation import DOCUMENTS

SUITE = FilePath(__file__).parents[1] / "suite"
FILES = {
    "agreement.yaml": "agreement",
    "services.yaml": "services",
    "vocabulary.yaml": "vocabulary",
    "calendars/office-hours.yaml": "calendar",
    "calendars/holidays.yaml": "calendar",
    "remedy.yaml": "cases",
}
ODD_VALUES = [
    None, True, 0, -1, 10**17, 1.5, 3.0, "", "a\n", "72 hours", "1 month", "1398/12/30", "9999-12-31", "unspecified", "*",
    [], {}, ["x"], {"x": 1}, {"from": 2}, {"not": "x"}, {"given": True}, {"en": "x"}, {"English": "x"}, {"en\n": "x"},
]  # fmt: skip
ODD_KEYS = [
    "English",
    "fa",
    "saterday",
    "Ab",
    "a\n",
    "at_least",
    "from_",
    "5.4",
    "",
    "__class__",
    "model_config",
]


def places_in(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Every key and item of a document with its value, the outermost first."""
    entries: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        entries = list(value.items())
    elif isinstance(value, list):
        entries = list(enumerate(value))
    for step, inner in entries:
        yield (*path, step), inner
        yield from places_in(inner, (*path, step))


original = cache(read)
GOOD = {name: original(SUITE / name).data for name in FILES}
PLACES = {name: list(places_in(data)) for name, data in GOOD.items()}
VALUES_BY_KEY: dict[str | int, list[object]] = {}
for _path, _value in (place for places in PLACES.values() for place in places):
    VALUES_BY_KEY.setdefault(_path[-1], []).append(_value)
KEYS = sorted(key for key in VALUES_BY_KEY if isinstance(key, str))
A_FILE, HOW, ODD_VALUE = (
    st.sampled_from(["agreement.yaml", *FILES]),
    st.integers(0, 5),
    st.sampled_from(ODD_VALUES),
)
A_KEY, ANY_KEY = st.sampled_from(KEYS), st.sampled_from([*ODD_KEYS, *KEYS])
SOME_PLACES = {
    name: st.lists(st.sampled_from(places), min_size=1, max_size=3) for name, places in PLACES.items()
}
VALUE_BY_KEY = {key: st.sampled_from(values) for key, values in VALUES_BY_KEY.items()}


@st.composite
def changed_documents(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """One file of the suite's edition in which up to three values or keys are others."""
    name = draw(A_FILE)
    data = cast("dict[str, Any]", deepcopy(GOOD[name]))
    for path, _ in draw(SOME_PLACES[name]):
        change(draw, data, path)
    return name, data


def change(draw: st.DrawFn, data: dict[str, Any], path: Path) -> None:
    """Change what stands at a path, if it still stands there."""
    within: Any = data
    *above, step = path
    for one in above:
        within = within[one] if one in _steps(within) else None
    if step not in _steps(within):
        return
    match draw(HOW):
        case 0:
            within[step] = draw(ODD_VALUE)
        case 1 | 2:
            within[step] = deepcopy(draw(VALUE_BY_KEY.get(step, ODD_VALUE)))
        case 3:
            del within[step]
        case 4 if isinstance(within, dict):
            within.setdefault(draw(ANY_KEY), within.pop(step))
        case 5 if isinstance(within, dict):
            key = draw(A_KEY)
            within[key] = deepcopy(draw(VALUE_BY_KEY[key]))


def _steps(value: object) -> "dict[str, Any] | range":
    if isinstance(value, dict):
        return value
    return range(len(value)) if isinstance(value, list) else range(0)


def mismatches(name: str, document: Document) -> bool:
    return bool(faults(document, schema_named(FILES[name]), clause_of=document.clause_at))


IN_ENGLISH = {
    **cast("dict[str, Any]", GOOD["agreement.yaml"]),
    "title": {"English": "Service level agreement"},
}


def test_every_group_says_which_keys_it_takes() -> None:
    """A pattern of keys alone would let every other key through; only these groups are open to any key."""
    open_groups = [
        f"{name}{'/'.join(('', *map(str, path)))}"
        for name in DOCUMENTS
        for path, part in [((), schema_named(name)), *places_in(schema_named(name))]
        if isinstance(part, dict) and part.get("type") == "object" and not _is_closed(part)
    ]
    assert open_groups == [
        "agreement/$defs/Clause/properties/norms/items",  # closed by the rule kind that its word chooses
        "cases/$defs/CaseEvent",  # the fields that the vocabulary declares for the event
        "cases/properties/given/additionalProperties",
        "event",  # extension attributes
        "event/properties/data/anyOf/0",
        "comparison/$defs/WitnessDocument/properties/events/items",  # each is an event
    ]


def _is_closed(group: dict[str, Any]) -> bool:
    return "patternProperties" not in group and group.get("additionalProperties", True) is not True


@settings(max_examples=150)
@example(("agreement.yaml", IN_ENGLISH))
@given(changed_documents())
def test_what_a_schema_accepts_its_model_accepts_and_a_sound_edition_has_duties(
    changed: tuple[str, dict[str, Any]],
) -> None:
    name, data = changed
    content = json.dumps(data, ensure_ascii=False).encode()
    try:
        document = parse(content, str(SUITE / name))
    except InvalidDocument:
        return
    if mismatches(name, document):
        return
    model, _ = DOCUMENTS[FILES[name]]
    TypeAdapter(model).validate_json(json.dumps(document.data))
    try:
        edition = load(SUITE, reader=lambda file: document if file == SUITE / name else original(file))
    except InvalidDocument as error:
        for fault in error.faults:
            assert render(fault, "en")
            assert render(fault, "fa")
        return
    assert len(edition.duties) == len(list(edition.agreement.norms()))
    assert edition.term.start < edition.term.end
