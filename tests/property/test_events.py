"""What holds of every log: nothing is lost, order does not matter, and what is written is read back."""

import io
import json
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from slakit.calendars import (
    EARLIEST,
    LATEST,
    Day,
    end_of_day,
    parse_time,
    show_day,
    show_utc,
    start_of_day,
    time_zone,
)
from slakit.errors import UnreadableTime
from slakit.events import Event, Log
from slakit.events.cloud_events import cloud_event_of, event_of
from slakit.events.event import FieldValue, SetAside
from slakit.events.fields import LARGEST_NUMBER, Times, Unfit
from slakit.events.line_reader import LineReader, _may_repeat_a_key, _repeated_key
from slakit.events.ocel import events_in, ocel_of, ocel_text
from slakit.events.ordinary import OrdinaryLines
from slakit.events.reading import events_of, read_stream
from slakit.messages import render
from slakit.vocabulary import EventKind, FieldOfEvent, ListedValue, ValueList, Vocabulary

TEHRAN = time_zone("Asia/Tehran")
OCEL_SCHEMA = Draft7Validator(
    json.loads((Path(__file__).parents[1] / "data" / "ocel" / "ocel20-schema-json.json").read_text())
)
WORDS = ("portal", "post", "fax")
FIELD_TYPES = (
    "identifier",
    "text",
    "boolean",
    "integer",
    "rial",
    "instant",
    "day",
    "last-day",
    "service",
    "value",
)


def field(kind: str, *, several: bool = False) -> FieldOfEvent:
    values = "channel" if kind == "value" else None
    return FieldOfEvent.model_validate(
        {"type": kind, "values": values, "list": several, "title": {"en": kind}}
    )


VOCABULARY = Vocabulary(
    document="vocabulary/v1",
    vocabulary="test",
    version="1",
    title={"en": "for properties"},
    values={
        "channel": ValueList(
            title={"en": "c"}, values={word: ListedValue(title={"en": word}) for word in WORDS}
        ),
        "medium": ValueList(
            title={"en": "m"}, open=True, values={word: ListedValue(title={"en": word}) for word in WORDS}
        ),
    },
    events={
        "thing.happened": EventKind(
            title={"en": "a thing happened"},
            fields={kind: field(kind) for kind in FIELD_TYPES}
            | {f"{kind}s": field(kind, several=True) for kind in ("identifier", "text", "service", "value")},
        ),
        "thing.needed": EventKind(
            title={"en": "a thing was needed"},
            fields={
                "thing": FieldOfEvent(type="identifier", required=True, title={"en": "thing"}),
                "at": FieldOfEvent(type="instant", title={"en": "at"}),
                "by": FieldOfEvent(type="value", values="medium", title={"en": "by"}),
                "count": FieldOfEvent(type="integer", title={"en": "count"}),
                "price": FieldOfEvent(type="rial", title={"en": "price"}),
            },
        ),
        "things.needed": EventKind(
            title={"en": "things were needed"},
            fields={"things": FieldOfEvent(type="text", required=True, list=True, title={"en": "things"})},
        ),
    },
)

TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=8)
# show_utc names whole days of the supported span
INSTANTS = st.integers(EARLIEST, LATEST)
DAYS = st.integers(Day("jalali", 1300, 1, 3).ordinal, Day("jalali", 1500, 12, 27).ordinal).map(
    lambda ordinal: Day.from_ordinal(ordinal, "gregorian")
)
VALUES: dict[str, st.SearchStrategy[object]] = {
    "identifier": NAMES,
    "text": TEXTS,
    "boolean": st.booleans(),
    "integer": st.integers(-LARGEST_NUMBER, LARGEST_NUMBER),
    "rial": st.integers(0, LARGEST_NUMBER),
    "instant": INSTANTS,
    "day": DAYS.map(lambda day: start_of_day(day, TEHRAN)),
    "last-day": DAYS.map(lambda day: end_of_day(day, TEHRAN)),
    "service": TEXTS,
    "value": st.sampled_from(WORDS),
} | {
    f"{kind}s": st.sets(items, max_size=3).map(lambda items: tuple(sorted(items)))
    for kind, items in {
        "identifier": NAMES,
        "text": TEXTS,
        "service": TEXTS,
        "value": st.sampled_from(WORDS),
    }.items()
}
EVENTS = st.builds(
    Event,
    source=NAMES,
    id=NAMES,
    type=st.just("thing.happened"),
    time=INSTANTS,
    recorded=INSTANTS,
    data=st.fixed_dictionaries({}, optional=VALUES),
)

TIMES = st.one_of(
    st.sampled_from(
        ["2019-08-01T09:01:00+04:30", "1398/05/10 09:01", "1398/01/02 00:30", "1398/06/30 23:30"]
    ),
    st.from_regex(
        r"(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9][Tt ][0-2][0-9]:[0-6][0-9]:[0-6][0-9](\.[0-9]{1,7})?"
        r"([Zz]|[+-][0-2][0-9]:[0-6][0-9])?\n?",
        fullmatch=True,
    ),
    INSTANTS.map(show_utc),
    st.text(max_size=12),
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=4)
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)
SOMETHING_LIKE_AN_EVENT: st.SearchStrategy[dict[str, object]] = st.fixed_dictionaries(
    {},
    optional={
        "specversion": st.just("1.0") | ANYTHING,
        "id": st.sampled_from(["1", "2", "3"]) | ANYTHING,
        "source": st.just("s") | ANYTHING,
        "type": st.sampled_from(["thing.needed", "thing.happened"]) | ANYTHING,
        "time": TIMES | ANYTHING,
        "recordedtime": TIMES | ANYTHING,
        "datacontenttype": st.just("application/json") | ANYTHING,
        "data": st.fixed_dictionaries(
            {"thing": st.just("x") | ANYTHING}, optional={"at": TIMES, "other": ANYTHING}
        )
        | ANYTHING,
    },
)
# nearly all of these are right, so that events, repetitions and contradictions all come up
NEARLY_EVENTS: st.SearchStrategy[dict[str, object]] = st.fixed_dictionaries(
    {
        "specversion": st.just("1.0"),
        "id": st.sampled_from(["1", "2", "3"]),
        "source": st.sampled_from(["s", "t"]),
        "type": st.just("thing.needed"),
        "time": st.sampled_from(
            ["2019-08-01T09:01:00+04:30", "1398/05/10 09:01", "1398/05/10 09:02", "1398/05/10"]
        ),
        "data": st.sampled_from(
            [{"thing": "x"}, {"thing": "y"}, {"thing": "x", "at": None}, {"thing": "x", "z": 1}, {}]
        ),
    }
)
LINES = st.one_of(
    st.binary(max_size=30).map(lambda line: line.replace(b"\n", b"")),
    SOMETHING_LIKE_AN_EVENT.map(lambda event: json.dumps(event).encode()),
    NEARLY_EVENTS.map(lambda event: json.dumps(event, separators=(",", ":")).encode()),
)


def log_of(lines: list[bytes]) -> Log:
    return read_stream(io.BytesIO(b"\n".join(lines)), "log", VOCABULARY, TEHRAN)


@given(st.lists(LINES, max_size=8))
def test_every_line_becomes_an_event_repeats_one_or_is_set_aside(lines: list[bytes]) -> None:
    log = log_of(lines)
    read = [lines[0].removeprefix(b"\xef\xbb\xbf"), *lines[1:]] if lines else []
    full = [line for line in read if line and not line.isspace()]
    assert len(log.events) + log.repeated + len(log.set_aside) == len(full)
    for line in (*log.set_aside, *log.remarks):
        assert render(line, "en").startswith(f"{line.place}: ")
        render(line, "fa").encode()


@given(st.binary(max_size=60))
def test_any_bytes_are_a_log(content: bytes) -> None:
    log = read_stream(io.BytesIO(content), "log", VOCABULARY, TEHRAN)
    lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    assert len(log.set_aside) == sum(1 for line in lines if line and not line.isspace())


@given(st.lists(NEARLY_EVENTS, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter_where_no_id_is_contradicted(
    lines: list[dict[str, object]], random: Random
) -> None:
    """Of two events that contradict one another, the first line stands: so they are left out here."""
    log = events_of(lines, VOCABULARY, TEHRAN)
    kept = [line for number, line in enumerate(lines, 1) if number not in _contradictions(log)]
    shuffled = sorted(kept, key=lambda _: random.random())
    assert _told(events_of(shuffled, VOCABULARY, TEHRAN)) == _told(events_of(kept, VOCABULARY, TEHRAN))


def _contradictions(log: Log) -> set[int]:
    return {line.line for line in log.set_aside if line.reason == "conflicting-id"}


def _told(log: Log) -> tuple[object, ...]:
    events = sorted(
        (e.source, e.id, e.type, e.time, e.recorded, str(sorted(e.data.items()))) for e in log.events
    )
    return events, log.repeated, sorted(line.reason for line in log.set_aside)


@given(st.lists(NEARLY_EVENTS, max_size=6))
def test_a_log_read_twice_over_repeats_what_it_said(lines: list[dict[str, object]]) -> None:
    once, twice = events_of(lines, VOCABULARY, TEHRAN), events_of(lines * 2, VOCABULARY, TEHRAN)
    assert twice.events == once.events
    assert twice.repeated == 2 * once.repeated + len(once.events)
    assert [line.reason for line in twice.set_aside] == [line.reason for line in once.set_aside] * 2


@given(EVENTS)
def test_an_event_that_is_written_and_read_is_the_same_event(event: Event) -> None:
    written = cloud_event_of(event, VOCABULARY, TEHRAN)
    assert event_of(written, VOCABULARY, TEHRAN) == event
    line = json.dumps(written, ensure_ascii=False).encode()
    assert read_stream(io.BytesIO(line), "log", VOCABULARY, TEHRAN) == Log(
        (Event(event.source, event.id, event.type, event.time, event.recorded, event.data, 1),)
    )


def _are_known_by_different_names(events: list[Event]) -> bool:
    return len({(event.source, event.id) for event in events}) == len(events)


@given(st.lists(EVENTS, max_size=4).filter(_are_known_by_different_names))
def test_events_written_as_ocel_are_valid_and_read_back_the_same(events: list[Event]) -> None:
    written = ocel_of(events, VOCABULARY, TEHRAN)
    assert [*OCEL_SCHEMA.iter_errors(written)] == []
    identities = [event["id"] for event in cast("list[dict[str, str]]", written["events"])]
    assert len(set(identities)) == len(events)
    told = json.loads("".join(ocel_text(events, VOCABULARY, TEHRAN)))
    assert told == written
    assert events_of(events_in(told, VOCABULARY), VOCABULARY, TEHRAN) == Log(
        tuple(event.altered(line=line) for line, event in enumerate(events, start=1))
    )


@given(
    st.fixed_dictionaries(
        {
            "events": st.lists(
                ANYTHING
                | st.fixed_dictionaries(
                    {"id": ANYTHING, "type": st.just("thing.needed") | ANYTHING, "time": TIMES},
                    optional={
                        "attributes": ANYTHING
                        | st.lists(
                            st.fixed_dictionaries(
                                {"name": st.sampled_from(["thing", "at", "slakit:id"]), "value": ANYTHING}
                            )
                        ),
                        "relationships": ANYTHING,
                    },
                ),
                max_size=3,
            )
        },
        optional={"objects": ANYTHING},
    )
)
def test_every_event_of_any_ocel_is_read_or_set_aside(document: dict[str, list[object]]) -> None:
    log = events_of(events_in(document, VOCABULARY), VOCABULARY, TEHRAN)
    assert len(log.events) + log.repeated + len(log.set_aside) == len(document["events"])


@given(TIMES)
def test_a_time_is_read_in_a_log_as_it_is_read_anywhere(text: str) -> None:
    """The short cut for the common form gives what `parse_time` gives, or objects where it does."""
    try:
        expected: int | None = parse_time(text, TEHRAN) if ":" in text else None
    except UnreadableTime:
        expected = None
    times = Times(TEHRAN)
    for _ in range(2):
        try:
            found: int | None = times.instant(text)
        except Unfit:
            found = None
        assert found == expected


@given(
    st.lists(
        st.builds(
            "{}T{}{}{}{}".format,
            st.sampled_from(
                [
                    "1921-03-22",
                    "1921-03-23",
                    "1921-03-24",
                    "2019-03-21",
                    "2019-02-29",
                    "2122-03-19",
                    "2122-03-20",
                ]
            ),
            st.sampled_from(["00", "01", "23", "24"]),
            st.sampled_from([":00:00", ":59:59", ":30:07", ":60:00", ":00:60"]),
            st.sampled_from(["", "", ".5", ".000001", ".0000001"]),
            st.sampled_from(["Z", "+03:30", "-23:59", "+23:59", "+24:00", "-00:00", "z", ""]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_times_that_share_their_parts_are_read_as_each_by_itself(texts: list[str]) -> None:
    """What is known of the hour of one and of the rest of another says nothing that is not so."""
    times, said = Times(TEHRAN), dict[str, int]()
    for text in [*texts, *texts]:
        try:
            found: int | None = times.instant(text)
        except Unfit:
            found = None
        try:
            expected: int | None = parse_time(text, TEHRAN)
        except UnreadableTime:
            expected = None
        assert found == expected
        if found is not None:
            said[text] = found
    assert times.instants(list(said)) == list(said.values())


@given(DAYS, st.sampled_from(["day", "last-day"]))
def test_a_day_is_named_alike_in_both_calendars(day: Day, kind: str) -> None:
    read = [
        event_of(_happened({kind: show_day(named)}), VOCABULARY, TEHRAN).data[kind]
        for named in (day, day.named_in("jalali"))
    ]
    assert read[0] == read[1]


def _happened(data: Mapping[str, object]) -> dict[str, object]:
    attributes = {"specversion": "1.0", "id": "1", "source": "s", "type": "thing.happened"}
    return {**attributes, "time": "2019-08-01T09:01:00Z", "data": data}


FIELDS = st.dictionaries(
    st.sampled_from([*VALUES, "unheard-of"]),
    TIMES | st.sampled_from([*WORDS, "telegram", "", "1398/05/10", "x\n", '":', 10**18, -1, 0])
    | st.lists(st.sampled_from([*WORDS, ""]), max_size=3)
    | ANYTHING,
    max_size=3,
)  # fmt: skip
COMPACT = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


@given(st.one_of(LINES, FIELDS.map(lambda fields: COMPACT(_happened(fields)).encode("utf-8", "replace"))))
def test_a_line_that_is_read_in_one_go_is_the_event_that_is_read_field_by_field(line: bytes) -> None:
    """What is read in one go was vouched for: read field by field it is the same, and nothing is said of it."""
    careful = LineReader(VOCABULARY, TEHRAN)
    try:
        slowly = careful.of_data(json.loads(line), 7)
    except ValueError:
        slowly = None
    sources = {"s": "s", "t": "t"}
    times = Times(TEHRAN)
    at_once = OrdinaryLines(VOCABULARY, times, sources).read(line, 7)
    if at_once is not None:
        assert at_once == slowly
        assert list(at_once.data) == list(slowly.data)
        assert careful.remarks() == ()
        assert (times.local > 0) == careful.lacked_offset


@given(
    st.lists(LINES | FIELDS.map(lambda fields: COMPACT(_happened(fields)).encode("utf-8", "replace")), max_size=4),
    st.lists(st.sampled_from([b"{}", b"}", b"{", b",", b"\n", b'"\n:', b" ", b"\r"]), max_size=2),
    st.sampled_from([b"\n", b"\r\n"]),
    st.randoms(use_true_random=False),
)  # fmt: skip
def test_lines_read_together_are_what_each_is_by_itself(
    lines: list[bytes], scraps: list[bytes], end: bytes, choose: Random
) -> None:
    both = [*lines, *lines, *scraps]
    choose.shuffle(both)
    ended = [line + end for line in both]
    together, apart = LineReader(VOCABULARY, TEHRAN), LineReader(VOCABULARY, TEHRAN)
    for reader in (together, apart):
        reader.of_line(COMPACT({**_happened({}), "id": "0"}).encode(), 1)
    assert together.of_lines(ended, 2) == [
        apart.of_line_if_any(line, 2 + place) for place, line in enumerate(ended)
    ]
    assert together.remarks() == apart.remarks()
    assert together.lacked_offset == apart.lacked_offset


def test_ordinary_lines_are_read_together() -> None:
    lines = [
        COMPACT({**_happened({"thing": "x"}), "id": str(place), "type": "thing.needed"}).encode() + b"\n"
        for place in range(20)
    ]
    reading = OrdinaryLines(VOCABULARY, Times(TEHRAN), {"s": "s"})
    events = reading.read_all(lines, 7)
    assert events == [reading.read(line, 7 + place) for place, line in enumerate(lines)]
    assert events is not None
    assert [event.line for event in events] == list(range(7, 27))


@pytest.mark.parametrize(
    "scraps",
    [
        [b'{"a":1}{"a":2}\n', b"\n"],
        [b'{"specversion":"1.0","data":{}\n', b'}{"specversion":"1.0"}\n'],
        [b"x", b"y\n\n"],
        [b"\n"],
        [b'{"id"\n:"1"}\n'],
    ],
)
def test_what_is_no_whole_line_is_not_read_with_others(scraps: list[bytes]) -> None:
    whole = COMPACT({**_happened({"thing": "x"}), "type": "thing.needed"}).encode() + b"\n"
    reading = OrdinaryLines(VOCABULARY, Times(TEHRAN), {"s": "s"})
    assert reading.read_all([whole], 1) is not None
    assert reading.read_all([whole, *scraps], 1) is None


@pytest.mark.parametrize("gap", ["\n", "\t", " ", "\r"])
def test_white_space_after_a_key_is_looked_at_with_care(gap: str) -> None:
    line = COMPACT({**_happened({"thing": "x"}), "type": "thing.needed"})
    twice = line.replace('"thing":', f'"thing"{gap}:"y","thing":')
    told = LineReader(VOCABULARY, TEHRAN).of_line(twice.encode(), 1)
    assert isinstance(told, SetAside)
    assert (told.reason, told.arguments) == ("repeated-key", {"key": "thing"})


@given(st.fixed_dictionaries({}, optional=VALUES))
def test_an_event_without_a_fault_is_read_in_one_go(data: Mapping[str, FieldValue]) -> None:
    event = Event("s", "1", "thing.happened", 0, 0, data, 7)
    line = COMPACT(cloud_event_of(event, VOCABULARY, TEHRAN)).encode()
    careful = any('":' in str(value) or "\\" in str(value) for value in data.values())
    read = OrdinaryLines(VOCABULARY, Times(TEHRAN), {"s": "s"}).read(line, 7)
    assert read == event or (careful and read is None)


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ('"1.0"', '"1.1"'),
        ('"id":"1"', '"id":""'),
        ('"id":"1"', '"id":"1","id":"2"'),
        ('"id":"1"', '"id":"1","subject":"x"'),
        ('"source":"s"', '"source":"\\u0000"'),
        ('"thing.needed"', '"thing.neded"'),
        ('"x"', "null"),
        ('"x"', '""'),
        ('"x"', '"x","thing" :"x"'),
        ('"x"', '"x","at":null'),
        ('"x"', '"x","other":1'),
        ('"x"', '"x","at":"1398/05/10"'),
        ('"thing":"x"', '"at":"2019-08-01T09:01:00Z"'),
        ('"id":"1"', '"id":"\x7f"'),
        ('"x"', '"\x7f"'),
        ('"x"', '"\x85"'),
        ('"x"', '"\\u0007"'),
        ('"x"', '"x","by":""'),
        ('"x"', '"x","by":"\x7f"'),
        ('"x"', f'"x","count":{LARGEST_NUMBER + 1}'),
        ('"x"', f'"x","count":{-LARGEST_NUMBER - 1}'),
        ('"x"', '"x","price":-1'),
        ("09:01:00Z", "09:61:00Z"),
        ('"data":{"thing":"x"}', '"data":[]'),
        (',"data":{"thing":"x"}', ""),
        ("}}", "}"),
    ],
)
def test_a_line_of_which_anything_is_to_be_said_is_not_read_in_one_go(written: str, instead: str) -> None:
    line = COMPACT({**_happened({"thing": "x"}), "type": "thing.needed"})
    one = OrdinaryLines(VOCABULARY, Times(TEHRAN), {"s": "s"})
    assert one.read(line.encode(), 7) is not None
    assert line.count(written) == 1
    assert one.read(line.replace(written, instead).encode(), 7) is None


@pytest.mark.parametrize("word", [*WORDS, "telegram", "تلگرام", "\u200bx"])
def test_a_word_of_an_open_list_is_read_in_one_go_as_the_text_of_the_list(word: str) -> None:
    line = COMPACT({**_happened({"thing": "x", "by": word}), "type": "thing.needed"})
    read = OrdinaryLines(VOCABULARY, Times(TEHRAN), {"s": "s"}).read(line.encode(), 7)
    assert read is not None
    assert read.data == {"thing": "x", "by": word}
    listed = next((one for one in VOCABULARY.values["medium"].values if one == word), None)
    assert listed is None or read.data["by"] is listed


def test_a_list_that_must_tell_something_is_read_in_one_go_only_if_it_does() -> None:
    one = OrdinaryLines(VOCABULARY, Times(TEHRAN), {"s": "s"})
    lines = [
        COMPACT({**_happened({"things": things}), "type": "things.needed"}).encode()
        for things in (["b", "a", "b"], [], ["a", ""])
    ]
    assert [read and dict(read.data) for read in (one.read(line, 7) for line in lines)] == [
        {"things": ("a", "b")},
        None,
        None,
    ]


KEYS = st.sampled_from(["a", "b", '"', ":", '":', "\\"])
OBJECTS = st.recursive(
    st.sampled_from([1, "a", ":", '":', ' "b" : ']),
    lambda inner: st.lists(inner, max_size=2) | st.lists(st.tuples(KEYS, inner), max_size=3).map(tuple),
    max_leaves=6,
)


@given(
    st.lists(st.tuples(KEYS | st.just("data"), OBJECTS), max_size=4).map(tuple),
    st.sampled_from(["", " ", "\t"]),
)
def test_no_repeated_key_is_overlooked(pairs: tuple[object, ...], space: str) -> None:
    """The count that spares most lines a second reading finds every object in which a key stands twice."""
    line = _written(pairs, space).encode()
    assert (_repeated_key(line) is not None) == _repeats(pairs)
    if _repeats(pairs):
        assert _may_repeat_a_key(line, json.loads(line))


def _written(value: object, space: str) -> str:
    match value:
        case tuple():
            return (
                "{"
                + ",".join(f"{json.dumps(key)}{space}:{_written(inner, space)}" for key, inner in value)
                + "}"
            )
        case list():
            return "[" + ",".join(_written(inner, space) for inner in value) + "]"
        case _:
            return json.dumps(value)


def _repeats(value: object) -> bool:
    match value:
        case tuple():
            keys = [key for key, _ in value]
            return len(set(keys)) < len(keys) or any(_repeats(inner) for _, inner in value)
        case list():
            return any(map(_repeats, value))
        case _:
            return False
