"""Files that go straight into tables tell the log that the reader of single lines tells, whatever is wrong in them."""

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import pytest
from every_field import VOCABULARY
from hypothesis import example, given, settings
from hypothesis import strategies as st

from slakit.calendars import parse_instant, time_zone
from slakit.engines.audit.databases import DuckDB
from slakit.engines.audit.in_tables import EventsInTables
from slakit.engines.audit.room import memory_at_most
from slakit.engines.audit.tables import table_of
from slakit.events.event import Log
from slakit.events.files import Meter
from slakit.events.line_reader import LineReader
from slakit.events.reading import read_log
from slakit.events.sayable import LONGEST_LINE
from slakit.judgement import judge
from slakit.loading import load
from slakit.reports.rows import telling_apart
from slakit.sources import read, read_for_audit
from slakit.sources.direct import Lines, read_into_tables
from slakit.sources.direct.line_files import LineFile, as_it_is
from slakit.sources.direct.loading import Loading
from slakit.sources.direct.telling import Telling

duckdb = pytest.importorskip("duckdb")

TEHRAN = time_zone("Asia/Tehran")

TEXTS = [
    "a",
    "نام",
    "«پ»",
    "",
    "x\x7fy",
    "x\x85y",
    "a\nb",
    'a"b',
    "a\\b",
    "\u200c",
    "\U0001f600",
    "\0",
    "-",
    "{",
    "[1,",
]
TIMES = [
    "2019-08-01T09:01:00+04:30", "2019-08-01T09:01:00.123456Z", "2019-08-01T09:01:00.1234567Z", "2019-08-01T09:01:00",
    "2019-02-29T09:01:00Z", "2019-08-01T24:00:00Z", "2019-08-01T09:01:60Z", "2019-08-01T09:01:00+24:00", "1398/05/10 09:01",
    "2019-08-01t09:01:00z", "2019-08-01 09:01:00Z", "۲۰۱۹-08-01T09:01:00Z", "2019-08-01T09:01:00Z ", "2019-08-01T09:01:00-13:59",
    "1700-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2019-08-01", "2019-03-22T00:30:00", "", "2019-08-01T09:01:00+0430",
    "2019-08-1T09:01:00Z ", " 2019-08-1T09:01:00Z", "2019-8-01T09:01:000Z", "019-08-01T09:01:000Z", "2019-08-01T9:01:000Z",
]  # fmt: skip
DAYS = ["1398/05/10", "2019-08-01", "1398/12/30", "1398-05-10", "2019-8-1", "", "۱۳۹۸/۰۵/۱۰"]
NUMBERS: list[Any] = [
    0,
    1,
    -1,
    10**18 - 1,
    10**18,
    -(10**18),
    2**63,
    2**64,
    10**30,
    1.0,
    1.5,
    1e300,
    True,
    None,
    "72",
    [],
    {},
    [1],
]
ODD: list[object] = [None, True, 7, 1.5, [], ["a"], {}, {"a": "b"}, "", "a"]
OF_FIELDS: dict[str, list[Any]] = {
    "thing": [*TEXTS, *ODD],
    "words": [*TEXTS, *ODD],
    "sure": [True, False, None, "true", 1, 0],
    "many": NUMBERS,
    "amount": NUMBERS,
    "at": [*TIMES, *ODD],
    "from": [*DAYS, *ODD],
    "until": [*DAYS, *ODD],
    "channel": ["portal", "post", "Portal", "portal ", *ODD],
    "kind": ["fee", "other", *TEXTS, *ODD],
    "services": [[], ["a"], ["b", "a", "b"], ["b", "نام"], ["a", 1], [None], "a", [["a"]], *ODD],
}
ATTRIBUTES: dict[str, list[Any]] = {
    "specversion": ["1.0", "0.3", 1.0, None],
    "id": [*TEXTS, *ODD],
    "source": [*TEXTS, *ODD],
    "type": ["thing.happened", "thing.named", "thing.passed", "thing.hapened", "other", *ODD],
    "time": [*TIMES, *ODD],
    "recordedtime": [*TIMES, *ODD],
    "datacontenttype": ["application/json", "text/plain", "application/cloudevents+json", None, 1],
    "data_base64": [None, "e30=", ""],
    "dataschema": ["x", None, 1, {"a": 1}],
    "subject": ["x", "نام", None, 1.5, ["a"]],
    "traceparent": ["00-1", None, 7, 'a"b'],
    "tme": ["x"],
    "Extra": ["x"],
    "data": [{}, None, "x", [], {"thing": "t", "thng": 1}],
}  # fmt: skip
"""What may stand in an attribute, sound or not; of most, the first is sound."""


def event(number: int, **attributes: object) -> dict[str, object]:
    """A sound event of the type with all kinds of fields."""
    data = {"thing": f"t{number % 3}", "words": "به نام", "sure": number % 2 == 0, "many": number, "amount": 5,
            "at": TIMES[0], "from": "1398/05/10", "channel": "portal", "kind": "fee", "services": ["b", "a"]}  # fmt: skip
    return {"specversion": "1.0", "id": f"e{number % 40}", "source": "portal", "type": "thing.happened",
            "time": f"2019-08-01T09:{number % 7:02}:00+04:30", "data": data} | attributes  # fmt: skip


NAMED: dict[str, object] = {"type": "thing.named", "data": {"names": ["n"], "type": "thing.passed"}}
PASSED: dict[str, object] = {"type": "thing.passed", "data": {}}
KINDS: list[dict[str, object]] = [{}, {}, {}, NAMED, PASSED, {"recordedtime": TIMES[1]}]


@st.composite
def told(draw: st.DrawFn) -> dict[str, object]:
    """An event in which now and then a value or two are others, stand elsewhere or are left out."""
    number = draw(st.integers(0, 99))
    one = event(number, **draw(st.sampled_from(KINDS)))
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 1, 2]))):
        fields = one.get("data")
        if isinstance(fields, dict) and draw(st.booleans()):
            name = draw(st.sampled_from(sorted(OF_FIELDS)))
            one["data"] = fields | {name: draw(st.sampled_from(OF_FIELDS[name]))}
        else:
            name = draw(st.sampled_from(sorted(ATTRIBUTES)))
            one[name] = draw(st.sampled_from(ATTRIBUTES[name]))
    if draw(st.integers(0, 5)) == 0:
        del one[draw(st.sampled_from(sorted(one)))]
    return one


def repeating(line: str) -> str:
    """The line with a key that stands twice."""
    return line.replace('"source"', '"source":"q","source"', 1)


SPOILT: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "with a key twice": repeating,
    "with a field twice": lambda line: line.replace('"data":{', '"data":{"thing":"q",', 1),
    "with a field twice, behind": lambda line: line.replace("}}", ',"thing":["q"]}}', 1),
    "with data twice": lambda line: line[:-1] + ',"data":{"thing":"z"}}',
    "with a comma too many": lambda line: line[:-1] + ",}",
    "with a comma in the place of a space": lambda line: line.replace('": {', '":{', 1)[:-1] + ",}",
    "with a comma too many inside": lambda line: line.replace("}}", ",}}"),
    "with a carriage return": lambda line: line + "\r",
    "with a carriage return inside": lambda line: line.replace(",", ",\r", 1),
    "with spaces around": lambda line: f" {line} ",
    "with a tab": lambda line: line.replace(":", ":\t", 1),
    "with a space before a colon": lambda line: line.replace('":', '" :', 1),
    "not a number": lambda line: line.replace(":5", ":NaN").replace(":true", ":Infinity"),
    "minus nothing": lambda line: line.replace(":5", ":-0"),
    "with a number written long": lambda line: line.replace(":5", ":5e0").replace(":5.", ":5.0"),
    "with an escape": lambda line: line.replace("portal", "p\\u006frtal"),
    "with every escape": lambda line: line.replace("به نام", '\\/ \\" \\\\ \\n \\t \\u00e9 \\ud83d\\ude00 \\u200c'),
    "with an escape and a comma too many": lambda line: line.replace("portal", "p\\u006frtal")[:-1] + ", }",
    "with an escape and a key twice": lambda line: repeating(line.replace("portal", "p\\u006frtal")),
    "with an escaped control character": lambda line: line.replace("portal", "p\\u007f"),
    "with half a character": lambda line: line.replace("portal", "\\ud83d"),
    "cut off": lambda line: line[: len(line) * 2 // 3],
    "with more behind": lambda line: line + line,
    "an empty line": lambda _: "",
    "a blank line": lambda _: "  \t",
    "with a NUL": lambda line: line.replace("portal", "por\0tal"),
    "with a byte order mark": lambda line: "\ufeff" + line,
    "no object": lambda line: f"[{line}]",
    "deep": lambda line: line.replace('"به نام"', "[" * 2000 + "]" * 2000),
    "long": lambda line: line.replace("به نام", "x" * (LONGEST_LINE - len(line.encode()) + len("به نام".encode()))),
    "too long": lambda line: line.replace("به نام", "x" * LONGEST_LINE),
    "much too long": lambda line: line.replace("به نام", "x" * 3 * LONGEST_LINE),
}  # fmt: skip
RARE = {"long", "too long", "much too long", "deep"}
WAYS: list[Callable[[object], str]] = [
    partial(json.dumps, ensure_ascii=False, separators=(",", ":")),
    partial(json.dumps, ensure_ascii=False),
    partial(json.dumps, ensure_ascii=True),
]


def turned(one: dict[str, object], dice: Random) -> dict[str, object]:
    """An event whose keys stand in another order."""
    fields = one.get("data")
    if isinstance(fields, dict):
        one = one | {"data": dict(dice.sample(list(fields.items()), len(fields)))}
    return dict(dice.sample(list(one.items()), len(one)))


@st.composite
def files(draw: st.DrawFn, dice: st.SearchStrategy[Random] | None = None) -> list[bytes]:
    """Some files of lines, some of them spoilt; with dice, keys stand in another order each time."""
    texts = []
    for _ in range(draw(st.integers(1, 2))):
        write = draw(st.sampled_from(WAYS))
        often = [name for name in SPOILT if name not in RARE]
        spoil = st.sampled_from(["as it is"] * 3 * len(often) + often * 2 + sorted(RARE))
        events = draw(st.lists(told(), max_size=25))
        if dice is not None:
            thrown = draw(dice)
            events = [turned(one, thrown) for one in events]
        lines = [SPOILT[draw(spoil)](write(one)) for one in events]
        end = draw(st.sampled_from(["\n", "\n", "\n", "\r\n"]))
        text = end.join(lines) + draw(st.sampled_from([end, "", end * 2]))
        texts.append(draw(st.sampled_from([b"", b"", b"", b"\xef\xbb\xbf"])) + text.encode())
        if draw(st.integers(0, 9)) == 0:
            texts[-1] = texts[-1].replace("«".encode(), b"\xff").replace("پ".encode(), b"\xd9")
    return texts


def both(texts: list[bytes]) -> tuple[Log, Log]:
    """The log of some files as it is read straight into tables, and as it is read line by line."""
    with TemporaryDirectory() as folder:
        paths = [Path(folder, f"{number}.jsonl") for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_bytes(text)
        direct = read_into_tables([Lines(path, str(path)) for path in paths], VOCABULARY, TEHRAN)
        assert direct is not None
        return direct, read_log(paths, VOCABULARY, TEHRAN)


SOUND = "\n".join(WAYS[0](event(number)) for number in range(9)).encode()


NAMES = "\n".join(WAYS[0](event(number, id=f"n{number}", **NAMED)) for number in range(80)).encode()
FULL: dict[str, object] = json.loads(json.dumps(event(0)["data"]))


def every_value(way: int = 0) -> bytes:
    """An event for each value that a field or an attribute may have here, otherwise sound, among sound ones."""
    told = [event(number) for number in range(9)]
    for name, values in OF_FIELDS.items():
        told += [event(0, data={**FULL, name: value}) for value in values]
    for name, values in ATTRIBUTES.items():
        told += [event(number, **{name: value}) for number, value in enumerate(values)]
    alone = (
        one | ({"id": f"v{number}"} if one["id"] == event(0)["id"] else {}) for number, one in enumerate(told)
    )
    return "\n".join(map(WAYS[way], alone)).encode()


IN_ASCII = 2
"""The way that writes nothing but ASCII."""
NOT_IN_ASCII = {"with a byte order mark", "with a carriage return inside", "with a NUL"}
NOT_ITSELF = {"with a carriage return inside", "with a NUL"}
"""What makes a file one that is copied first."""


def every_fault(without: Collection[str], ways: Collection[int] = range(len(WAYS))) -> bytes:
    """An event for each way to spoil a line, in each way to write it, among sound ones."""
    faults = [spoil for name, spoil in SPOILT.items() if name not in RARE and name not in without]
    faults += [SPOILT["as it is"]] * 9
    return "\n".join(
        spoil(WAYS[way](event(0, id=f"{way}-{number}")))
        for way in ways
        for number, spoil in enumerate(faults)
    ).encode()


@example([every_value(), every_value(IN_ASCII)])
@example([every_fault(()), every_fault(NOT_ITSELF), every_fault(NOT_IN_ASCII, [IN_ASCII])])
@example([SOUND, SOUND])
@example([b"\xef\xbb\xbf" + SOUND])
@example([SOUND.replace(b"\n", b"\r\n")])
@example([SOUND.replace(b"\n", b"\n\n")])
@example([b"", b"\n"])
@given(files())
@settings(max_examples=100, deadline=None, report_multiple_bugs=False)
def test_direct_and_line_by_line_tell_the_same_log(texts: list[bytes]) -> None:
    """Every event with all of it, every line set aside with its reason and its words, in order."""
    assert_alike(*both(texts))


def assert_alike(direct: Log, ordinary: Log) -> None:
    """Whether somebody asks for all of it or for some types."""
    for event_type in {event.type for event in ordinary.events} | {"another"}:
        assert list(direct.events_of([event_type])) == list(ordinary.events_of([event_type]))
    assert tuple(direct.events) == ordinary.events
    assert direct.set_aside == ordinary.set_aside
    assert direct.remarks == ordinary.remarks
    assert (len(direct.events), direct.repeated, direct.without_offset) == (
        len(ordinary.events),
        ordinary.repeated,
        ordinary.without_offset,
    )


@example([every_value(), every_value(IN_ASCII)])
@example([every_fault(()), every_fault(NOT_ITSELF), every_fault(NOT_IN_ASCII, [IN_ASCII])])
@given(files(st.randoms(use_true_random=False)))
@settings(max_examples=60, deadline=None, report_multiple_bugs=False)
def test_lines_in_no_order_tell_the_same_log_directly_and_line_by_line(texts: list[bytes]) -> None:
    """Where no shape is frequent enough to be learnt, whatever is wrong in the lines."""
    with patch("slakit.sources.direct.learning.RAREST", 1):
        assert_alike(*both(texts))


@pytest.mark.parametrize("name", ["number", "text", "j", "line"])
def test_an_attribute_in_no_order_may_have_any_name(name: str) -> None:
    """Also one by which a query calls something else."""
    dice = Random(7)  # noqa: S311 -- nothing is to be kept from anybody
    lines = [
        WAYS[0](turned(event(place, id=f"i{place}") | {name: f"v{place}"}, dice)) for place in range(200)
    ]
    with patch("slakit.sources.direct.learning.RAREST", 1):
        assert_alike(*both(["\n".join(lines).encode()]))


def made_up_for(line: str, dice: Random) -> str | None:
    """The line with some signs saved where a value or a space may be shorter, and as many put in; None if that cannot be."""
    length = len(line)
    for said, shorter in (
        ('"5"', "5"),
        ('"true"', "true"),
        ('"Infinity"', "Infinity"),
        ('"1e+18"', "1e18"),
        ("1000000", "1e6"),
        ("true", "1"),
    ):
        if dice.random() < 0.4:
            line = line.replace(f":{said}", f":{shorter}").replace(f": {said}", f": {shorter}")
    for spaced in (", ", ": "):
        for _ in range(dice.choice((0, 0, 1, 3, 9))):
            if len(parts := line.split(spaced)) > 1:
                at = dice.randrange(1, len(parts))
                line = spaced.join(parts[:at]) + spaced[0] + spaced.join(parts[at:])
    for put in dice.sample(['"":1,', '"thing":1,', '"x":"",', '"amount":7,', '"many":1e3,'], 5):
        if length - len(line) >= len(put) and dice.random() < 0.5:
            line = line.replace("{", "{" + put, dice.choice((1, 2)))
    if length > len(line) and dice.random() < 0.5:
        line = dice.choice((line[:-1] + ",}", line.replace("}", ",}", 1)))
    room = length - len(line)
    return line.replace(":", ":" + " " * room, 1) if room >= 0 else None


@given(st.randoms(use_true_random=True), st.sampled_from(WAYS[:2]))
@settings(max_examples=8, deadline=None)
def test_lines_in_no_order_are_not_sound_for_their_length_alone(
    dice: Random, write: Callable[[object], str]
) -> None:
    """A number where a text should be, or a space left out, makes room for a key that nobody knows or a comma too many."""
    lines: list[str] = []
    texts = ["5", "true", "Infinity", "1e+18", "n", "a:", "a,", ":"]
    while len(lines) < 400:
        fields = {
            "thing": dice.choice(texts), "words": dice.choice(texts), "kind": dice.choice(["fee", "5", "true"]),
            "sure": True, "many": 1000000, "amount": dice.choice([1000000, 5]), "services": ["a", dice.choice(texts)],
        }  # fmt: skip
        told = event(0, id=f"i{len(lines)}", source=dice.choice(["portal", "5"]), data=fields)
        line = made_up_for(write(turned(told, dice)), dice)
        lines += [line] if line is not None else []
    with patch("slakit.sources.direct.learning.RAREST", 1):
        assert_alike(*both(["\n".join(lines).encode()]))


@given(st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_times_that_are_nearly_in_utc_are_read_as_they_are_line_by_line(dice: Random) -> None:
    """With a digit too few or too many, spaces around them, hours and seconds that no day has."""
    times = [
        f"{dice.choice((1890, 1920, 1921, 2019, 2122, 2199, 2200))}-03-{dice.randrange(34):02}"
        f"T{dice.randrange(26):02}:59:{dice.randrange(62):02}Z"
        for _ in range(60)
    ]
    for _ in range(200):
        signs = list("2019-03-20T20:30:05Z")
        for _ in range(dice.randrange(1, 4)):
            del signs[dice.randrange(len(signs))]
            signs.insert(dice.randrange(len(signs) + 1), dice.choice("0123456789 -+:.TZ٣"))
        times.append("".join(signs))
    lines = (WAYS[0](event(number, id=f"t{number}", time=time)) for number, time in enumerate(times))
    assert_alike(*both([(SOUND.decode() + "\n" + "\n".join(lines)).encode()]))


@example([every_value(), every_value(IN_ASCII)])
@given(files())
@settings(max_examples=40, deadline=None, report_multiple_bugs=False)
def test_values_that_a_few_lines_did_not_tell_are_looked_up_after_them(texts: list[bytes]) -> None:
    """Two lines of each type are looked at before all others."""
    with patch("slakit.sources.direct.lines.LOOKED_UP", 2), patch("slakit.sources.direct.lines.FEWER", 0):
        assert_alike(*both(texts))


@pytest.fixture
def by_parts() -> Iterator[None]:
    """Files by parts of some lines, whatever memory there is."""
    with (
        patch("slakit.sources.direct.line_files.PART", 4000),
        patch("slakit.sources.direct.line_files._AT_ONCE", 1000),
        patch("slakit.sources.direct.lines.MEMORY_FOR_TEXTS", 2**60),
    ):
        yield


@pytest.mark.usefixtures("by_parts")
@example([every_fault(NOT_ITSELF, [0])])
@example([b"\xef\xbb\xbf" + SOUND + b"\n\n" + NAMES])
@example([NAMES.replace(b"\n", b"\r\n") + b"\r\n" + SOUND])
@example([(SOUND + b"\n" + NAMES).replace(b"\n", b"\n\n")])
@given(files())
@settings(max_examples=30, deadline=None, report_multiple_bugs=False)
def test_files_by_parts_tell_the_same_log_directly_and_line_by_line(texts: list[bytes]) -> None:
    """Every line has the number that it has in the file, and is left to the reader of single lines by that."""
    assert_alike(*both(texts))


@pytest.mark.usefixtures("by_parts")
def test_what_is_learnt_of_one_part_is_known_in_the_next(tmp_path: Path) -> None:
    """Also where a line here and there has a shape of its own; no part is there when all are read."""
    path, folders = tmp_path / "log.jsonl", list[Path]()
    lines = [
        WAYS[0](event(number, id=f"i{number}", **(NAMED if number % 2 else {"data": FULL})))
        for number in range(610)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    ordinary = read_log([path], VOCABULARY, TEHRAN).events

    def each_part(told: LineFile, folder: Path) -> Iterator[LineFile]:
        folders.append(folder)
        yield from original(told, folder)

    original = LineFile.each_part
    with (
        patch.object(LineFile, "each_part", each_part),
        patch.object(LineReader, "of_line", side_effect=AssertionError),
        patch("slakit.sources.direct.lines.copied", side_effect=AssertionError),
    ):
        direct = read_into_tables([Lines(path, "log")], VOCABULARY, TEHRAN)
    assert direct is not None
    assert tuple(direct.events) == ordinary
    assert [one.line for one in direct.events] == [one.line for one in ordinary]
    assert not folders[0].exists()


@pytest.mark.usefixtures("by_parts")
def test_as_many_lines_as_one_part_told_may_be_left_of_the_next() -> None:
    """Twenty lines of two hundred bytes are a part; none of the second is sound, and all of the third are."""
    sound = []
    for number in range(40):
        line = WAYS[0](event(number, id=f"i{number}", **(NAMED if number % 2 else PASSED)))
        sound.append(line.replace('"id":"', '"id":"' + "x" * (199 - len(line))))
    lines = [*sound[:20], *(["x" * 199] * 20), *sound[20:]]
    direct, ordinary = both([("\n".join(lines) + "\n").encode()])
    assert_alike(direct, ordinary)
    assert (len(direct.events), len(direct.set_aside)) == (40, 20)


@pytest.mark.usefixtures("by_parts")
def test_a_file_that_changes_between_its_parts_is_read_line_by_line(tmp_path: Path) -> None:
    """Nothing that was taken of it before is told twice."""
    path, told = tmp_path / "log.jsonl", list[LineFile | None]()
    lines = [
        WAYS[0](event(number, id=f"i{number}", **(NAMED if number % 2 else {}))) for number in range(200)
    ]

    def then_changed(file: Path, meter: Meter) -> LineFile | None:
        told.append(found := as_it_is(file, meter))
        path.write_text("\n".join([*lines[:150], *lines[:50]]), encoding="utf-8")
        return found

    path.write_text("\n".join(lines), encoding="utf-8")
    with (
        patch("slakit.sources.direct.lines.as_it_is", then_changed),
        patch("slakit.sources.direct.lines.copied", lambda file, _: then_changed(file, Meter(None, 0))),
    ):
        direct = read_into_tables([Lines(path, "log")], VOCABULARY, TEHRAN)
    assert direct is not None
    assert len(told) == 2
    assert_alike(direct, read_log([path], VOCABULARY, TEHRAN))
    assert (len(direct.events), direct.repeated) == (150, 50)


@pytest.mark.parametrize("is_of_one_type", [True, False], ids=["of one type", "of two types"])
def test_a_file_that_changes_and_stays_as_long_is_looked_at_again(
    tmp_path: Path, *, is_of_one_type: bool
) -> None:
    """What it was found not to hold may be there then, such as a sign that no reader shows."""
    path, told = tmp_path / "log.jsonl", list[LineFile | None]()
    kinds: list[dict[str, object]] = [
        {"data": {"thing": "t"}},
        {"data": {"thing": "t"}} if is_of_one_type else NAMED,
    ]
    text = "\n".join(WAYS[0](event(number, id=f"i{number}", **kinds[number % 2])) for number in range(200))

    def then_changed(file: Path, meter: Meter) -> LineFile | None:
        told.append(found := as_it_is(file, meter))
        path.write_text(text.replace('"i20"', '"i\x7f0"'), encoding="utf-8")
        return found

    path.write_text(text, encoding="utf-8")
    with patch("slakit.sources.direct.lines.as_it_is", then_changed):
        direct = read_into_tables([Lines(path, str(path))], VOCABULARY, TEHRAN)
    assert direct is not None
    assert len(told) == 1
    assert_alike(direct, read_log([path], VOCABULARY, TEHRAN))
    assert [one.line for one in direct.set_aside] == [21]


@pytest.mark.parametrize("left", ["", "\n\n"], ids=["nothing", "empty lines"])
def test_a_file_that_is_emptied_while_it_is_read_takes_nothing_of_others_along(
    tmp_path: Path, left: str
) -> None:
    """What the files before it told of the same type stays, with its lines."""
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    for path in (first, second):
        lines = (
            WAYS[0](event(number, id=f"{path.stem}{number}", data={"thing": "t"})) for number in range(200)
        )
        path.write_text("\n".join(lines), encoding="utf-8")

    def emptied_before(loading: Loading, telling: Telling, rows: str, fits: str, file: int) -> None:
        if file == 1:
            second.write_text(left, encoding="utf-8")
        put_each(loading, telling, rows, fits, file)

    put_each = Loading.put_each
    with patch.object(Loading, "put_each", emptied_before):
        direct = read_into_tables([Lines(path, str(path)) for path in (first, second)], VOCABULARY, TEHRAN)
    assert direct is not None
    assert_alike(direct, read_log([first, second], VOCABULARY, TEHRAN))
    assert sorted(one.line or 0 for one in direct.events) == list(range(1, 201))


@pytest.mark.parametrize("many_first", [True, False], ids=["several first", "one first"])
def test_lines_are_counted_only_while_they_seem_to_tell_one_type(tmp_path: Path, *, many_first: bool) -> None:
    """Nearly all do in the end: what the first of them tell decides, and each event has the number of its line."""
    path, looked = tmp_path / "log.jsonl", list[LineFile | None]()
    others = [WAYS[0](event(number, id=f"o{number}", **NAMED)) for number in range(10)]
    lines = [WAYS[0](event(number, id=f"i{number}", data={"thing": "t"})) for number in range(2000)]
    path.write_text(
        "\n\n".join([*others, *lines] if many_first else [*lines, *others]) + "\n\n", encoding="utf-8"
    )

    def look(file: Path, meter: Meter) -> LineFile | None:
        looked.append(found := as_it_is(file, meter))
        return found

    with (
        patch("slakit.sources.direct.lines.as_it_is", look),
        patch("slakit.sources.direct.line_files._AT_ONCE", 2**11),
        patch("slakit.sources.direct.line_files._LOOKED_AT", 1),
        patch("slakit.sources.direct.lines.copied", side_effect=AssertionError),
    ):
        direct = read_into_tables([Lines(path, str(path))], VOCABULARY, TEHRAN)
    assert direct is not None
    assert_alike(direct, read_log([path], VOCABULARY, TEHRAN))
    assert sorted(one.line or 0 for one in direct.events) == list(range(1, 4021, 2))
    (found,) = looked
    assert found is not None
    assert found.lines == (None if many_first else 4020)


@pytest.mark.parametrize(("memory", "parts"), [(2**26, 1), (2**27, 0)])
def test_a_file_is_read_by_parts_where_its_texts_would_take_much_of_the_memory(
    tmp_path: Path, memory: int, parts: int
) -> None:
    """More than a quarter of it, in which the tables of events lie too."""
    path, asked = tmp_path / "log.jsonl", list[LineFile]()
    lines = [
        WAYS[0](event(number, id=f"i{number}", **(NAMED if number % 2 else {}))) for number in range(100_000)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert 2**24 < path.stat().st_size < 2**25

    def each_part(told: LineFile, folder: Path) -> Iterator[LineFile]:
        asked.append(told)
        yield from original(told, folder)

    original = LineFile.each_part
    with patch.object(LineFile, "each_part", each_part), memory_at_most(memory):
        direct = read_into_tables([Lines(path, "log")], VOCABULARY, TEHRAN)
    assert direct is not None
    assert len(direct.events) == 100_000
    assert len(asked) == parts


@pytest.mark.parametrize(("different", "kept"), [(1, 0), (100, 0), (101, 1)])
def test_values_that_repeat_themselves_are_looked_up_in_a_few_lines(
    tmp_path: Path, different: int, kept: int
) -> None:
    """Where a thousand lines tell a hundred of them at most, no line is kept until they are known."""
    path, stored = tmp_path / "log.jsonl", list[str]()
    lines = [
        event(
            number, id=f"i{number}", data=FULL | {"services": ["a", f"s{number % different}"], "from": None}
        )
        for number in range(1000)
    ]
    path.write_text("\n".join(map(WAYS[0], [*lines, event(0, **PASSED) | {"id": "p"}])), encoding="utf-8")

    def keep(database: DuckDB, table: str, query: str) -> None:
        stored.append(table)
        original(database, table, query)

    original = DuckDB.keep
    with (
        patch.object(LineReader, "of_line", side_effect=AssertionError),
        patch.object(DuckDB, "keep", keep),
    ):
        direct = read_into_tables([Lines(path, "log")], VOCABULARY, TEHRAN)
    assert direct is not None
    assert tuple(direct.events) == read_log([path], VOCABULARY, TEHRAN).events
    assert stored.count("fitting") == kept


def test_what_lines_do_not_say_alike_any_more_is_written_down() -> None:
    """By another file, by when an event was known, by a time without its offset, and in a line that is read by itself."""
    plain = [WAYS[0](event(number, id=f"i{number}", data=FULL | {"from": None})) for number in range(300)]
    known = [
        WAYS[0](event(number, id=f"k{number}", recordedtime=TIMES[1], data=FULL | {"from": None}))
        for number in range(300)
    ]
    alone = [*plain[:290], WAYS[0](event(0, id="alone", time="2019-08-01T09:01:00"))]
    for texts in ([plain, known], [known, plain], [alone, plain], [plain, alone], [plain, [], alone, known]):
        assert_alike(*both(["\n".join(text).encode() for text in texts]))


LOOKED_UP = re.compile(rb', ?"(from|until|services)": ?(\[[^]]*\]|"[^"]*"|[^,}\n]*)')
"""The fields whose values are looked up; lines that have them do not go straight into a table."""


@example([every_value(), every_value(IN_ASCII)])
@example([every_fault(()), every_fault(NOT_ITSELF), every_fault(NOT_IN_ASCII, [IN_ASCII])])
@example([SOUND, SOUND])
@example([SOUND.replace(b"\n", b"\n\n"), SOUND.replace(b"\n", b"\r\n")])
@example([b"", b"\n"])
@given(files())
@settings(max_examples=60, deadline=None, report_multiple_bugs=False)
def test_lines_that_go_straight_into_a_table_tell_the_same_log(texts: list[bytes]) -> None:
    """Whatever else than the type of most lines the others tell, and whatever is wrong in them."""
    with patch("slakit.sources.direct.line_types.OTHERS", 0):
        assert_alike(*both([LOOKED_UP.sub(b"", text) for text in texts]))


@pytest.mark.parametrize("way", WAYS, ids=["without spaces", "with spaces", "with escapes"])
@pytest.mark.parametrize("is_turned", [False, True], ids=["in one order", "in no order"])
def test_lines_of_one_type_go_straight_into_its_table(
    way: Callable[[object], str], *, is_turned: bool
) -> None:
    """None of their texts is kept, also where a few tell something else, of which alone the texts are kept."""
    lines, dice = [], Random(3)  # noqa: S311 -- made-up data
    for number in range(300):
        data = {"thing": "t", "words": 'او گفت: "به نام"', "sure": True, "many": number, "at": TIMES[0]}
        one = event(number, id=f"i{number}", data=data)
        lines.append(way(turned(one, dice) if is_turned else one).encode())
    others = [
        *lines[:290],
        way(event(0, **PASSED)).encode(),
        way(event(1, id="x", data={"thing": 5})).encode(),
        b"{",
    ]
    with patch("slakit.sources.direct.lines._Taking._put_texts", side_effect=AssertionError):
        assert_alike(*both([b"\n".join(lines), b"\n".join(others)]))


UNSOUND = {
    "a number for a text and a text for a number": {'"thing":"7"': '"thing":7', '"many":5': '"many":"5"'},
    "numbers for texts and a key too many": {
        '"thing":"7"': '"x":1,"thing":7',
        '"words":"777"': '"words":777',
        '"kind":"77"': '"kind":77',
    },
    "nothing for a text": {'"words":"777"': '"words":null', '"thing":"7"': '"thing":"7" '},
    "a comma for a space": {'"many":5}': '"many":5,}'},
    "a number that goes on": {'"many":5': '"many":5.0'},
    "a key twice": {'"thing":"7"': '"thing":"7","thing":"8"'},
    "an object for a text, which holds a text": {
        '"thing":"7"': '"thing":{"a":"b"}',
        '"many":5': '"many":5.0',
    },
    "a list for a text, which holds what begins one": {
        '"thing":"7"': '"thing":[":"]',
        '"many":5': '"many":5.0',
    },
    "a colon for a key": {
        '"thing":"7"': '"thing":7,":":1',
        '"words":"777"': '"words":777',
        '"kind":"77"': '"kind":77',
    },
    "a colon for a text": {
        '"thing":"7"': '"thing":7',
        '"words":"777"': '"words":":"',
        '"many":5': '"many":"5"',
    },
    "a version that is a number": {'"specversion":"1.0"': '"specversion":1.0  '},
    "a field among the attributes": {'"sure":true': '"channel":"post"', '"id":"': '"sure":true,"id":"'},
}


@pytest.mark.parametrize("space", ["", " "], ids=["without spaces", "with spaces"])
@pytest.mark.parametrize("spoilt", UNSOUND.values(), ids=UNSOUND.keys())
def test_what_is_as_long_as_it_should_be_is_not_therefore_sound(spoilt: dict[str, str], space: str) -> None:
    """What makes a line longer and what makes it shorter do not make up for one another, nor do spaces that are left out."""
    lines = []
    for number in range(150):
        data = {"thing": "7", "sure": True, "words": "777", "kind": "77", "many": 5}
        line = WAYS[0](turned(event(number, id=f"i{number}", data=data), Random(number)))  # noqa: S311 -- made-up data
        if number > 120:
            for sound, unsound in spoilt.items():
                line = line.replace(sound, unsound)
        elif space:
            line = line.replace(",", ", ").replace('":', '": ')
        lines.append(line)
    assert_alike(*both(["\n".join(lines).encode()]))


ODD_NUMBERS = (
    '"5"', '" 5"', '"5_0"', "5.0", "5.5", "50e0", "5e1", "5E1", "1e-7", "-0", "-5", "05", "+5", "true", "null", "[5]", "{}", "1e18",
    "1e19", "1e300", "999999999999999999", "1000000000000000000", "9223372036854775807", "9223372036854775808",
    "18446744073709551615", "18446744073709551616", "123456789012345678901234567890", "NaN", "Infinity",
)  # fmt: skip


@pytest.mark.parametrize("name", ["many", "amount"])
def test_odd_numbers_in_no_order_are_what_they_are_line_by_line(name: str) -> None:
    """Also one that is read as a number that is written otherwise, or as none."""
    lines = []
    for number in range(200):
        told = event(
            number, id=f"i{number}", data={"thing": "7", "sure": True, "words": "777", "many": 5, "amount": 5}
        )
        line = WAYS[0](turned(told, Random(number)))  # noqa: S311 -- made-up data
        odd = ODD_NUMBERS[number % len(ODD_NUMBERS)]
        lines.append(line if number < 120 else line.replace(f'"{name}":5', f'"{name}":{odd}'))
    assert_alike(*both(["\n".join(lines).encode()]))


ESCAPED = {"thing": "پرونده", "many": 5, "sure": True, "words": "به‌نامِ 😀 او", "kind": "مهر"}
"""Texts whose characters take two, three and four bytes, and one or two escapes."""
UNSOUND_ESCAPED = {
    "a key too many": {r'\u0631"}}': r'\u0631","a":"x"}}'},
    "a key too many and a letter less": {r'\u0645\u0647\u0631"}}': r'\u0645\u0647","":1}}'},
    "a key too many and letters that are not escaped": {r'\u0645\u0647\u0631"}}': r'مه\u0631","ab":""}}'},
    "a key too many and spaces that are missing": {
        '", "many": 5, "sure": true, "words": "': '","many":5,"sure":true ,"":1,"words":"'
    },
    "a key too many before one": {'"many":': '"":1,"many":'},
    "a key twice": {r'"\u067e\u0631\u0648\u0646\u062f\u0647"': r'"\u067e","thing":"x"'},
    "a quote for a letter": {r'"\u067e\u0631': r'"\u0022\u0631'},
    "an escaped quote": {r'"\u067e\u0631': r'"\"xxxx\u0631'},
    "a letter that needs no escape": {r'"\u067e\u0631': r'"\u0061\u0631'},
    "half of a face": {r"\ud83d\ude00": r"\ud83d\u0631"},
    "a capital": {r"\u067e": r"\u067E"},
}


@pytest.mark.parametrize("space", ["", " "], ids=["without spaces", "with spaces"])
@pytest.mark.parametrize("is_turned", [False, True], ids=["in one order", "in no order"])
@pytest.mark.parametrize("spoilt", UNSOUND_ESCAPED.values(), ids=UNSOUND_ESCAPED.keys())
def test_escapes_that_are_as_long_as_they_should_be_are_not_therefore_sound(
    spoilt: dict[str, str], space: str, *, is_turned: bool
) -> None:
    """In lines of ASCII, whose escapes are counted and not read again."""
    lines = []
    for number in range(150):
        one = event(number, id=f"i{number}", data=ESCAPED)
        told = turned(one, Random(number)) if is_turned else one  # noqa: S311 -- made-up data
        line = json.dumps(told, separators=("," + space, ":" + space))
        if number > 120:
            for sound, unsound in spoilt.items():
                line = line.replace(sound, unsound)
        lines.append(line)
    assert_alike(*both(["\n".join(lines).encode()]))


def test_texts_with_quotes_among_escapes_are_not_read_one_by_one(tmp_path: Path) -> None:
    """They are written anew, also where nothing else changes what a line looks like."""
    path = tmp_path / "log.jsonl"
    words = [ESCAPED["words"], 'او گفت: "نه"', 'he said "no"', "c:\\d"]
    events = [
        event(number, id=f"i{number}", data={**ESCAPED, "words": words[number % 4]}) for number in range(300)
    ]
    path.write_text("\n".join(json.dumps(one, separators=(",", ":")) for one in events), "ascii")
    with patch.object(LineReader, "of_line", side_effect=AssertionError):
        direct = read_into_tables([Lines(path, "log")], VOCABULARY, TEHRAN)
    assert direct is not None
    assert tuple(direct.events) == read_log([path], VOCABULARY, TEHRAN).events


@pytest.mark.parametrize("is_turned", [False, True], ids=["in one order", "in no order"])
def test_lines_of_ascii_are_compared_as_they_are(tmp_path: Path, *, is_turned: bool) -> None:
    """None of them is written anew, whichever characters their texts hold."""
    path = tmp_path / "log.jsonl"
    dice = Random(4)  # noqa: S311 -- made-up data
    events = [event(number, id=f"i{number}", data=ESCAPED) for number in range(300)]
    path.write_text("\n".join(json.dumps(turned(one, dice) if is_turned else one) for one in events), "ascii")
    with (
        patch.object(LineReader, "of_line", side_effect=AssertionError),
        patch("slakit.sources.direct.learning.without_spaces", side_effect=AssertionError),
    ):
        direct = read_into_tables([Lines(path, "log")], VOCABULARY, TEHRAN)
    assert direct is not None
    assert tuple(direct.events) == read_log([path], VOCABULARY, TEHRAN).events


def test_lines_in_no_order_are_not_read_one_by_one(tmp_path: Path) -> None:
    """With spaces and escapes or without, and also where a field is missing here and there."""
    path, dice, lines = tmp_path / "log.jsonl", Random(5), []  # noqa: S311 -- made-up data
    for number in range(300):
        words = 'او گفت: "نه"\n\\' if number % 2 else "به نام"
        data = {key: value for key, value in (FULL | {"words": words}).items() if key != "many" or number % 4}
        lines.append(WAYS[number % 3](turned(event(number, id=f"i{number}", data=data), dice)))
    path.write_text("\n".join(lines), encoding="utf-8")
    with patch.object(LineReader, "of_line", side_effect=AssertionError):
        direct = read_into_tables([Lines(path, "log")], VOCABULARY, TEHRAN)
    assert direct is not None
    assert tuple(direct.events) == read_log([path], VOCABULARY, TEHRAN).events


def test_duckdb_reads_the_first_of_two_equal_keys() -> None:
    """On which stands that no value of a line without escapes holds a quote where the line is what its shape says."""
    twice = '{"a":"x","a":["y"],"data":{"b":"x"},"data":{"b":"y"},"data":{"c":"z"}}'
    read = """json_transform(?, '{"a": "VARCHAR", "data": {"b": "VARCHAR", "c": "VARCHAR"}}')"""
    found = duckdb.execute(f"SELECT {read}", [twice]).fetchall()
    assert found == [({"a": "x", "data": {"b": "x", "c": None}},)]


def test_lines_that_programs_write_are_not_read_one_by_one(tmp_path: Path) -> None:
    """With spaces or without, with letters or with their escapes, and with texts that hold quotes."""
    sound = [event(number, id=f"{way}-{number}") for way in range(len(WAYS)) for number in range(9)]
    for number, one in enumerate(sound):
        one["data"] = {**FULL, "words": 'او گفت: "نه"\n\\' if number % 2 else "به نام"}
    path = tmp_path / "log.jsonl"
    path.write_text("\n".join(WAYS[number // 9](one) for number, one in enumerate(sound)), encoding="utf-8")
    with patch.object(LineReader, "of_line", side_effect=AssertionError):
        direct = read_into_tables([Lines(path, "log")], VOCABULARY, TEHRAN)
    assert direct is not None
    assert tuple(direct.events) == read_log([path], VOCABULARY, TEHRAN).events


ENDS = {
    "with carriage returns": b"\r\n",
    "with an empty line between": b"\n\n",
    "with empty lines between": b"\r\n\n\r\n",
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS.keys())
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf", b"\n\r\n", b"\xef\xbb\xbf\n"])
def test_lines_that_end_in_other_ways_are_neither_copied_nor_read_one_by_one(
    end: bytes, mark: bytes, tmp_path: Path
) -> None:
    """Behind a byte order mark too; every event stands in the line that it stands in."""
    path = tmp_path / "log.jsonl"
    path.write_bytes(mark + SOUND.replace(b"\n", end) + end)
    ordinary = read_log([path], VOCABULARY, TEHRAN).events
    with (
        patch.object(LineReader, "of_line", side_effect=AssertionError),
        patch("slakit.sources.direct.lines.copied", side_effect=AssertionError),
        patch("slakit.sources.direct.line_numbers.SHIFTS_TOGETHER", 2),
    ):
        direct = read_into_tables([Lines(path, "log")], VOCABULARY, TEHRAN)
    assert direct is not None
    assert tuple(direct.events) == ordinary
    assert [one.line for one in direct.events] == [one.line for one in ordinary]


def test_the_lines_of_a_large_file_keep_their_numbers(tmp_path: Path) -> None:
    """Where several threads read parts of it, and one line in it is empty and another one no event."""
    path, count = tmp_path / "log.jsonl", 200_000
    line = json.dumps({"specversion": "1.0", "id": "%", "source": "p" * 150, "time": TIMES[0]} | PASSED)
    texts = [line.replace("%", str(number)) for number in range(1, count + 1)]
    texts[150_000], texts[170_000] = "", "{"
    path.write_text("\n".join(texts), encoding="utf-8")
    direct = read_into_tables([Lines(path, "log")], VOCABULARY, TEHRAN)
    assert direct is not None
    assert isinstance(direct.events, EventsInTables)
    strange = f"SELECT line, id FROM {table_of('thing.passed')} WHERE CAST(line AS VARCHAR) <> id"  # noqa: S608 -- a table of this module
    assert direct.events.database().rows(strange) == []
    assert len(direct.events) == count - 2
    assert [(one.line, one.reason) for one in direct.set_aside] == [(170_001, "not-json")]


def test_a_file_that_changes_while_it_is_read_is_read_line_by_line(tmp_path: Path) -> None:
    """What was looked at before does not hold any more; the log is what stands in the file then."""
    path, told = tmp_path / "log.jsonl", []

    def longer(file: Path, meter: Meter) -> LineFile | None:
        told.append(found := as_it_is(file, meter))
        with file.open("ab") as stream:
            stream.write(b"\n" + WAYS[0](event(30)).encode())
        return found

    path.write_bytes(SOUND)
    with (
        patch("slakit.sources.direct.lines.as_it_is", longer),
        patch("slakit.sources.direct.lines.copied", lambda file, _: longer(file, Meter(None, 0))),
    ):
        direct = read_into_tables([Lines(path, "log")], VOCABULARY, TEHRAN)
    assert direct is not None
    assert len(told) == 2
    assert tuple(direct.events) == read_log([path], VOCABULARY, TEHRAN).events
    assert len(direct.events) == 10


YEAR = Path(__file__).parents[2] / "examples/hamadan-1398/year.jsonl"
EDITION = load(Path(__file__).parents[2] / "agreements/hamadan-governorate/1398")
LINES = YEAR.read_text(encoding="utf-8").splitlines()
AT = parse_instant("2020-06-01T00:00:00Z")


@given(st.randoms(use_true_random=False), st.sampled_from(["in full", "counted"]))
@settings(max_examples=4, deadline=None)
def test_direct_and_line_by_line_lead_to_the_same_findings(dice: Random, wish: str) -> None:
    """Of parts of a year, out of order, with lines that are spoilt or stand twice."""
    lines = dice.choices(LINES, k=300)
    for place in dice.sample(range(len(lines)), 30):
        lines[place] = SPOILT[dice.choice(sorted(SPOILT.keys() - RARE))](lines[place])
    with TemporaryDirectory() as folder:
        file = Path(folder, "log.jsonl")
        file.write_text("\n".join(lines), encoding="utf-8", newline="")
        direct = read_for_audit([str(file)], EDITION)
        assert isinstance(direct.events, EventsInTables)
        ordinary = read([str(file)], EDITION)
    apart = wish == "in full" or telling_apart(EDITION)
    audited = judge(EDITION, direct, AT, engine="audit", in_full=apart)
    other = judge(EDITION, ordinary, AT, engine="audit", in_full=apart)
    assert audited.findings == other.findings
    assert Counter(audited.counted) == Counter(other.counted)
    again = judge(EDITION, direct, AT, engine="reference")
    assert again.findings == judge(EDITION, ordinary, AT, engine="reference").findings
