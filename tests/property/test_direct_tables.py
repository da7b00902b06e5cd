"""Tables that go straight into tables of events tell the log that the reader of rows tells, whatever is wrong in them."""

import csv
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import pytest
from every_field import VOCABULARY
from hypothesis import example, given, settings
from hypothesis import strategies as st
from wide_mapping import wide_mapping

from slakit.calendars import parse_instant, time_zone
from slakit.engines.audit.in_tables import EventsInTables
from slakit.engines.audit.tables import Row, table_of
from slakit.events.event import Event, Log
from slakit.events.files import Meter
from slakit.events.reading import Gathering
from slakit.judgement import judge
from slakit.loading import load
from slakit.mapping_document import MappingDocument
from slakit.sources import read, read_for_audit, take
from slakit.sources.csv_files import CsvFile
from slakit.sources.direct import Files, RowsOfText, in_files, looking, others, read_into_tables, tables
from slakit.sources.mappings import read_mapping
from slakit.sources.parquet_files import ParquetFile
from slakit.sources.translation import ByMapping, ByName
from slakit.verdicts.truth import order
from slakit.vocabulary import Vocabulary

duckdb = pytest.importorskip("duckdb")

TEHRAN = time_zone("Asia/Tehran")
ROOT = Path(__file__).parents[2]
Column = tuple[str, str, st.SearchStrategy[Any]]
"""The name of a column, its type, and what may stand in it; the first is sound."""


@contextmanager
def parquet(
    columns: Sequence[tuple[str, str]],
    files: Sequence[Sequence[Sequence[object]]],
    *,
    partitioned: bool = False,
) -> Iterator[list[Path]]:
    """Files of Parquet with these columns, in two folders, which are a column `by` themselves if that is asked for."""
    with TemporaryDirectory() as folder, duckdb.connect() as connection:
        paths = []
        declared = ", ".join(f'"{name}" {kind}' for name, kind in columns)
        for number, rows in enumerate(files):
            path = Path(folder, f"{'by=' if partitioned else 'by-'}{number % 2}", f"{number}.parquet")
            path.parent.mkdir(exist_ok=True)
            connection.execute(f"CREATE OR REPLACE TABLE t ({declared})")
            if rows:
                marks = ", ".join(f"?::{kind}" for _, kind in columns)
                connection.executemany(f"INSERT INTO t VALUES ({marks})", [list(row) for row in rows])  # noqa: S608 -- types of this module
            connection.execute(f"COPY t TO '{path}'")
            paths.append(path)
        yield sorted(paths) if partitioned else paths


def both(paths: Sequence[Path], mapping: MappingDocument | None, vocabulary: Vocabulary) -> tuple[Log, Log]:
    """The log of files as it is read straight into tables, and as it is read row by row."""
    files = [ParquetFile(path) for path in paths]
    direct = read_into_tables([Files(files, mapping)], vocabulary, TEHRAN)
    assert direct is not None
    assert isinstance(direct.events, EventsInTables)
    gathering = Gathering(vocabulary, TEHRAN)
    for file in files:
        translation = ByMapping(mapping, vocabulary) if mapping else ByName(vocabulary, TEHRAN)
        take(file, translation, gathering, Meter(None, 0))
    return direct, gathering.log()


def assert_alike(direct: Log, ordinary: Log) -> None:
    """Every event with all of it, every row set aside with its reason and its words, in order."""
    assert tuple(direct.events) == ordinary.events
    assert direct.set_aside == ordinary.set_aside
    assert direct.remarks == ordinary.remarks
    assert (len(direct.events), direct.repeated, direct.without_offset) == (
        len(ordinary.events),
        ordinary.repeated,
        ordinary.without_offset,
    )


# --- native tables ---

TEXTS = [
    "t",
    "",
    " ",
    " t ",
    "\u2003t\u3000",
    "t\x07",
    "\u0085t",
    "ز",
    "۱۲",
    "-",
    None,
    "5",
    "1.0",
    "true",
    "a'b\"",
    "nan",
]
TIMES = [
    "2019-08-01T09:01:00+04:30", "2019-08-01T09:01:00.5Z", "2019-08-01 09:01", "2019-08-01T09:01:00", "2019-03-22 00:30:00",
    "2019-09-21 23:30:00", "2019-08-01", "2019-08-01T24:00:00Z", "2019-08-01T09:60:00Z", "2019-08-01T09:01:00.1234567Z",
    "2019-08-01T09:01:60Z", "1398/05/10 09:01", "1398/5/1 9:01", "", None, " 2019-08-01T09:01:00Z ", "9", "2019-08-01T09:01:00z",
    "2019-08-01T09:01:00+0430", "1800-01-01T00:00:00Z", "2019-08-01T09:01Z", "۲۰۱۹-۰۸-۰۱ ۰۹:۰۱",
]  # fmt: skip
NUMBERS = ["5", "-1", "1,250,000", "1.50", "1.0", "۵", "", None, "x", "10" * 12, "+7"]
TEXT: dict[str, list[Any]] = {
    "id": ["e1", "e2", "e3", *TEXTS],
    "source": ["portal", "portal", *TEXTS],
    "type": ["thing.happened", "thing.happened", "thing.passed", "thing.hapened", " thing.passed", *TEXTS],
    "time": TIMES,
    "recordedtime": [None, *TIMES],
    "specversion": ["1.0", "0.3", None],
    "thing": ["t", *TEXTS],
    "words": TEXTS,
    "sure": ["true", "false", *TEXTS],
    "many": NUMBERS,
    "amount": NUMBERS,
    "at": TIMES,
    "from": ["1398/05/10", "2019-08-01", "1398/5/1", "1398/02/32", *TEXTS],
    "until": ["1398/05/10", *TEXTS],
    "channel": ["portal", "post", "fax", *TEXTS],
    "kind": ["fee", *TEXTS],
    "services": [
        '["b", "a", "a"]',
        ' ["ز"] ',
        "[]",
        '["a"',
        "[1]",
        "[1.5, null]",
        '[["a"]]',
        '[""]',
        "a;b",
        *TEXTS,
    ],
    "unknown": [None, None, "x", ""],
}
TYPED: dict[str, list[Any]] = {
    "BIGINT": [5, 0, 1, -1, None, 10**18, 2**62],
    "HUGEINT": [5, -5, None, 10**30],
    "UTINYINT": [5, None],
    "DOUBLE": [5.0, 5.5, -0.0, float("nan"), float("inf"), 1e300, 2.0**53, 2.0**53 + 2, None],
    "FLOAT": [5.0, 0.1, None],
    "DECIMAL(20, 2)": ["5.00", "5.50", None],
    "BOOLEAN": [True, False, None],
    "DATE": ["2019-08-01", None],
    "TIMESTAMPTZ": [
        "2019-08-01 09:01:00+04:30",
        "2019-08-01 09:01:00.000001+00",
        "1800-01-01 00:00:00+00",
        None,
    ],
    "TIMESTAMP": ["2019-08-01 09:01:00", "2019-03-22 00:30:00", "2019-08-01 09:01:00.25", None],
    "TIMESTAMP_NS": ["2019-08-01 09:01:00.123456789", "2019-08-01 09:01:00", None],
    "VARCHAR[]": [["b", "a", "a"], [], [None], [""], None],
    "BIGINT[]": [[1], None],
    "BLOB": [b"x", None],
    "STRUCT(a VARCHAR)": [{"a": "x"}, None],
}
SOUND = {
    "id": "e1", "source": "portal", "type": "thing.happened", "time": TIMES[0], "recordedtime": None, "specversion": "1.0",
    "thing": "t", "words": "به نام", "sure": "true", "many": "5", "amount": "5", "at": TIMES[0], "from": "1398/05/10",
    "until": None, "channel": "portal", "kind": "fee", "services": None, "unknown": None,
}  # fmt: skip


@st.composite
def native(draw: st.DrawFn) -> tuple[list[tuple[str, str]], list[list[list[object]]]]:
    """The columns of a native table, some of them typed, and rows of it in a few files."""
    names = ["id", "source", "type", "time"]
    others = draw(st.lists(st.sampled_from(sorted(TEXT.keys() - set(names))), unique=True))
    names = draw(st.permutations(names + sorted({"thing", *others})))
    kinds = {
        name: draw(st.sampled_from(sorted(TYPED)))
        if name not in ("source", "type") and draw(st.integers(0, 3)) == 0
        else "VARCHAR"
        for name in names
    }
    number = 0

    def cell(name: str, *, odd: bool) -> object:
        if kinds[name] != "VARCHAR":
            return draw(st.sampled_from(TYPED[kinds[name]]))
        return draw(st.sampled_from(TEXT[name])) if odd else f"e{number}" if name == "id" else SOUND[name]

    files = []
    for _ in range(draw(st.integers(1, 3))):
        rows = []
        for _ in range(draw(st.integers(0, 8))):
            number += 1
            odd = draw(st.sampled_from([set(), set(), set(names), {draw(st.sampled_from(names))}]))
            rows.append([cell(name, odd=name in odd) for name in names])
        files.append(rows)
    return [(name, kinds[name]) for name in names], files


def each_by_itself() -> tuple[list[tuple[str, str]], list[list[list[object]]]]:
    """A row for each text that a column may have, otherwise sound."""
    rows = [
        [value if one == name else f"{name}-{at}" if one == "id" else SOUND[one] for one in TEXT]
        for name, values in TEXT.items()
        for at, value in enumerate(values)
    ]
    return [(name, "VARCHAR") for name in TEXT], [rows]


@pytest.mark.parametrize("kind", TYPED)
def test_a_column_of_each_type_is_read_as_row_by_row(kind: str) -> None:
    """Every field that may be missing in a column of a type, and every value of it in a row of its own."""
    needed = {"id", "source", "type", "time", "thing"}
    columns = [(one, "VARCHAR" if one in needed else kind) for one in SOUND if one != "specversion"]
    rows = [
        [SOUND[one] if one in needed - {"id"} else f"{name}-{at}" if one == "id" else value if one == name else None
         for one, _ in columns]
        for name, of in columns if of == kind
        for at, value in enumerate(TYPED[kind])
    ]  # fmt: skip
    with parquet(columns, [rows]) as paths:
        assert_alike(*both(paths, None, VOCABULARY))


@pytest.mark.parametrize(
    ("name", "kind"),
    [("id", "BIGINT"), ("id", "DOUBLE"), ("time", "TIMESTAMPTZ"), ("time", "TIMESTAMP"), ("time", "BIGINT"), ("thing", "DECIMAL(20, 2)")],
)  # fmt: skip
def test_a_column_that_no_event_can_do_without_may_have_a_type(name: str, kind: str) -> None:
    columns = [(one, kind if one == name else "VARCHAR") for one in SOUND]
    rows = [
        [value if one == name else f"{at}" if one == "id" else SOUND[one] for one in SOUND]
        for at, value in enumerate(TYPED[kind])
    ]
    with parquet(columns, [rows]) as paths:
        assert_alike(*both(paths, None, VOCABULARY))


@example(table=each_by_itself(), partitioned=False)
@example(table=each_by_itself(), partitioned=True)
@given(table=native(), partitioned=st.booleans())
@settings(max_examples=12, deadline=None, report_multiple_bugs=False)
def test_native_tables_tell_the_same_log_directly_and_row_by_row(
    table: tuple[list[tuple[str, str]], list[list[list[object]]]], *, partitioned: bool
) -> None:
    with parquet(*table, partitioned=partitioned) as paths:
        assert_alike(*both(paths, None, VOCABULARY))


IDS = [*(f"e{number}" for number in range(6)), " e1", "e 1", "\u06f1", "e\x07"]
SECONDS = ["2019-08-01 09:01:00+04:30", "2019-08-01 09:01:01+00", "2019-08-01 09:01:01.000001+00"]
IN_FILES: list[tuple[str, str, list[Any]]] = [
    ("id", "VARCHAR", [*IDS, "", None]),
    ("source", "VARCHAR", ["portal", "https://portal.example/a b", *TEXTS]),
    ("type", "VARCHAR", ["thing.happened", "thing.passed", "thing.hapened", None]),
    ("time", "TIMESTAMPTZ", [*SECONDS, *TYPED["TIMESTAMPTZ"]]),
    ("recordedtime", "TIMESTAMPTZ", [None, *SECONDS, "1800-01-01 00:00:00+00"]),
    ("thing", "VARCHAR", TEXTS),
    ("words", "VARCHAR", [None, *TEXTS]),
    ("many", "BIGINT", TYPED["BIGINT"]),
    ("sure", "BOOLEAN", TYPED["BOOLEAN"]),
    ("at", "TIMESTAMPTZ", TYPED["TIMESTAMPTZ"]),
    ("from", "VARCHAR", [None, "1398/05/10", "2019-08-01", "1398/02/32"]),
    ("kind", "VARCHAR", [None, "fee", "no such kind"]),
    ("services", "VARCHAR[]", [["b", "a", "a"], ["a"], ["50%"], [], [None], [""], None]),
    ("remark", "VARCHAR", [None, "x", " "]),
]
"""The columns of a table of which rows may stay in their files, one of them of no type, and what may stand in them."""


@st.composite
def staying(draw: st.DrawFn) -> list[list[list[object]]]:
    """Rows in a few files, most of them sound, of which several share an instant, or an id."""
    files = []
    for number in range(draw(st.integers(1, 3))):
        rows = []
        for place in range(draw(st.integers(0, 12))):
            odd = draw(st.sampled_from([None, None, None, *range(len(IN_FILES))]))
            sound = {"id": f"s{number}-{place}", "source": "portal", "type": draw(st.sampled_from(["thing.happened", "thing.happened", "thing.passed"])),
                     "time": draw(st.sampled_from(SECONDS)), "thing": "t", "services": ["b", "a"], "words": "به نام"}  # fmt: skip
            rows.append([
                draw(st.sampled_from(values)) if at == odd else sound.get(name)
                for at, (name, _, values) in enumerate(IN_FILES)
            ])  # fmt: skip
        files.append(rows)
    return files


SIZES: list[tuple[Any, str, list[int]]] = [
    (in_files, "STAYING_FROM", [1, 4]),
    (in_files, "MOST_NAMED", [0, 50]),
    (in_files, "FEW_OTHERS", [0, 3]),
    (looking, "FEWER", [0, 1, 3, 1_000]),
    (tables, "MOST_READ_SINGLY", [0, 2, 100]),
    (tables, "MOST_HELD", [0, 2, 100]),
]
"""What is few: rows of a type that may stay, that a query names, that may not be plain, and that say something different,
rows that are read one by one because there are few of them, and rows that are held in memory for that.

With 0 for those that say something different all columns are looked at by what rows say together, with 1,000 none are,
and in between some."""


@pytest.mark.parametrize("copied", [0, 100])
@given(
    files=staying(),
    partitioned=st.booleans(),
    lists_as_text=st.booleans(),
    sizes=st.tuples(*(st.sampled_from(some) for *_, some in SIZES)),
)
@settings(max_examples=20, deadline=None, report_multiple_bugs=False)
def test_rows_that_stay_in_their_files_tell_the_same_log_as_row_by_row(
    files: list[list[list[object]]],
    copied: int,
    sizes: tuple[int, ...],
    *,
    partitioned: bool,
    lists_as_text: bool,
) -> None:
    """Whatever is few, whether other rows are copied, and whether lists are written as JSON."""
    columns = [(name, "VARCHAR" if lists_as_text else kind) if kind == "VARCHAR[]" else (name, kind) for name, kind, _ in IN_FILES]  # fmt: skip
    if lists_as_text:
        files = [
            [[json.dumps(cell) if isinstance(cell, list) else cell for cell in row] for row in rows]
            for rows in files
        ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(others, "MOST_COPIED", copied)
        for (module, name, _), size in zip(SIZES, sizes, strict=True):
            patch.setattr(module, name, size)
        with parquet(columns, files, partitioned=partitioned) as paths:
            direct, ordinary = both(paths, None, VOCABULARY)
            assert_alike(direct, ordinary)
            assert in_order(direct) == sorted(ordinary.events, key=order)


def in_order(log: Log) -> list[Event]:
    """The events of a log in the order of `n`, each place of it once."""
    assert isinstance(log.events, EventsInTables)
    database = log.events.database()
    columns = {
        one: ", ".join(database.store.columns(one)) for one in VOCABULARY.events if database.store.holds(one)
    }
    rows = {
        cast("int", row[0]): database.store.event(event_type, cast("Row", row))
        for event_type, wanted in columns.items()
        for row in database.rows(f"SELECT {wanted} FROM {table_of(event_type)}")  # noqa: S608 -- types of this module
    }
    assert len(rows) == len(log.events)
    return [rows[number] for number in sorted(rows)]


DATA: list[Any] = [
    {"thing": "t", "many": 5}, {"thing": "t", "many": 5.5}, {"thing": "t", "words": None}, {"many": 1}, {"thing": ""}, [], "x",
    {"thing": "t", "services": ["b", "a"], "from": "1398/05/10", "sure": True}, {"thing": "t", "unknown": 1}, {"thing": "t", "many": True},
    {"thing": "ت\u200cب"}, {"thing": 'a"b'}, {"thing": "a\\b"}, {"thing": "\x7f"}, {"thing": " t "}, {"thing": "t", "at": "2019-08-01 09:00"},
]  # fmt: skip
WAYS = [
    lambda one: json.dumps(one, ensure_ascii=False),
    lambda one: json.dumps(one, ensure_ascii=False, separators=(",", ":")),
    json.dumps,
    lambda one: json.dumps(one).replace("}", ",}"),
    lambda one: json.dumps(one).replace('{"', '{"thing": "z", "'),
    lambda one: f" {json.dumps(one)} ",
    lambda one: json.dumps(one).replace("5", "NaN"),
    lambda _: None,
    lambda _: "",
]


@given(
    st.lists(st.tuples(st.sampled_from(DATA), st.sampled_from(WAYS)), max_size=30),
    st.sampled_from([None, "thing", "month"]),
)
@settings(max_examples=12, deadline=None, report_multiple_bugs=False)
def test_fields_in_one_column_tell_the_same_log_directly_and_row_by_row(
    told: list[tuple[Any, Any]], beside: str | None
) -> None:
    rows = [
        [
            f"e{at}",
            "portal",
            "thing.happened",
            TIMES[0],
            way(one),
            *(["t" if at % 2 else None] if beside else []),
        ]
        for at, (one, way) in enumerate(told)
    ]
    columns = [
        (name, "VARCHAR") for name in ("id", "source", "type", "time", "data", *([beside] if beside else []))
    ]
    with parquet(columns, [rows, rows[:3]]) as paths:
        assert_alike(*both(paths, None, VOCABULARY))


# --- tables that a mapping is for ---

PORTAL, OF_PORTAL = read_mapping(ROOT / "examples/hamadan-portal-1398/mapping.yaml")
WIDE = wide_mapping(PORTAL, {"شیوه": ["درگاه", ""]})
CELLS: dict[str, list[Any]] = {
    "شماره پیگیری": ["1", "۱", "2", "3", "", None, "a\nb", "x", " 4 ", "\u3000"],
    "نوع رویداد": ["ثبت درخواست", "اعلام هزینه", "پرداخت", "پرداخت ", "دریافت مدرك", "بازدید صفحه", "معافیت", "اطلاعیه", "?", None],
    "تاریخ": ["۱۳۹۸/۲/۱", "1398/02/01", "1398/06/30", "1398/02/32", "1398-2-1", "98/2/1", "", None, "1398/01/02", "1398/06/31"],
    "ساعت": ["9:05", "۰۹:۰۵", "23:30", "25:00", "2019-08-01T09:01:00+04:30", "-", None, "00:30", "9:05:07", "9:05:07.25", "9:05 -", "9:5"],
    "ردیف خدمت": ["۲", "2", "19", "3", "2;19", ";", "", None, "۱۹"],
    "کد متقاضی": ["م-۱", "r", "", "نامشخص", None, "\x07", "۱۲"],
    "شیوه": ["درگاه", "پیام‌رسان", "پیام رسان", "کبوتر", "-", None],
    "بابت": ["هزینه خدمت", "هزينهٔ خدمت", "دیگر", "", None],
    "مبلغ (تومان)": ["۴۵٬۰۰۰", "45000", "1.5", "1.55", "-1", "1e3", "", None, "10" * 12],
}  # fmt: skip
PLAIN = {
    "شماره پیگیری": "1", "نوع رویداد": "پرداخت", "تاریخ": "۱۳۹۸/۲/۱", "ساعت": "9:05", "ردیف خدمت": "۲", "کد متقاضی": "r",
    "شیوه": "درگاه", "بابت": None, "مبلغ (تومان)": "5",
}  # fmt: skip
TYPES_OF_CELLS = {
    "شماره پیگیری": ["BIGINT", "DOUBLE", "BOOLEAN", "TIMESTAMPTZ"],
    "نوع رویداد": ["BIGINT", "BOOLEAN", "DOUBLE"],
    "تاریخ": ["DATE", "BIGINT", "TIMESTAMP"],
    "ساعت": ["TIMESTAMPTZ", "TIMESTAMP", "TIMESTAMP_NS", "BIGINT"],
    "ردیف خدمت": ["BIGINT", "DOUBLE", "VARCHAR[]", "HUGEINT"],
    "کد متقاضی": ["BIGINT", "DECIMAL(20, 2)", "BLOB"],
    "شیوه": ["BIGINT"],
    "بابت": ["BOOLEAN", "STRUCT(a VARCHAR)"],
    "مبلغ (تومان)": ["BIGINT", "DOUBLE", "DECIMAL(20, 2)", "HUGEINT", "UTINYINT", "BOOLEAN"],
}


@st.composite
def foreign(draw: st.DrawFn) -> tuple[list[tuple[str, str]], list[list[list[object]]]]:
    """The columns of a foreign table, one or two of them typed, and rows that are sound but for a few cells."""
    kinds = dict.fromkeys(CELLS, "VARCHAR")
    for name in draw(st.lists(st.sampled_from(sorted(CELLS)), max_size=2)):
        kinds[name] = draw(st.sampled_from(TYPES_OF_CELLS[name]))
    files, number = [], 0
    for _ in range(draw(st.integers(1, 2))):
        rows = []
        for _ in range(draw(st.integers(0, 12))):
            number += 1
            kind = draw(st.sampled_from(["ثبت درخواست", "پرداخت", "پرداخت", "اطلاعیه", "بازدید صفحه"]))
            sound = PLAIN | {"شماره پیگیری": str(number), "نوع رویداد": kind}
            odd = draw(st.lists(st.sampled_from(sorted(CELLS)), max_size=2))
            rows.append([
                draw(st.sampled_from(TYPED[kinds[name]])) if kinds[name] != "VARCHAR"
                else draw(st.sampled_from(CELLS[name])) if name in odd else sound[name]
                for name in CELLS
            ])  # fmt: skip
        files.append(rows)
    return list(kinds.items()), files


def each_cell_by_itself() -> tuple[list[tuple[str, str]], list[list[list[object]]]]:
    """A row for each text that a cell may have in each kind of event, otherwise sound."""
    rows = [
        [value if one == name else PLAIN[one] if one != "نوع رویداد" else kind for one in CELLS]
        for kind in ("ثبت درخواست", "پرداخت", "اطلاعیه")
        for name, values in CELLS.items()
        for value in values
    ]
    return [(name, "VARCHAR") for name in CELLS], [rows]


@example(each_cell_by_itself(), WIDE)
@given(foreign(), st.sampled_from([PORTAL, WIDE]))
@settings(max_examples=12, deadline=None, report_multiple_bugs=False)
def test_tables_with_a_mapping_tell_the_same_log_directly_and_row_by_row(
    table: tuple[list[tuple[str, str]], list[list[list[object]]]], mapping: MappingDocument
) -> None:
    with parquet(*table) as paths:
        assert_alike(*both(paths, mapping, OF_PORTAL))


@example(each_cell_by_itself(), WIDE, [3, 5])
@given(foreign(), st.sampled_from([PORTAL, WIDE]), st.lists(st.integers(0, 12), max_size=3))
@settings(max_examples=10, deadline=None, report_multiple_bugs=False)
def test_files_of_text_tell_the_same_log_directly_and_row_by_row(
    table: tuple[list[tuple[str, str]], list[list[list[object]]]], mapping: MappingDocument, ragged: list[int]
) -> None:
    """Cells with line feeds and quotes in them, and rows with a cell too few."""
    with TemporaryDirectory() as folder:
        files = []
        for at, rows in enumerate(table[1]):
            path = Path(folder, f"{at}.csv")
            cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
            for number in ragged:
                cells[number : number + 1] = [row[1:] for row in cells[number : number + 1]]
            with path.open("w", encoding="utf-8", newline="") as stream:
                csv.writer(stream).writerows(
                    [[name for name, _ in table[0]], *cells, [PLAIN[name] or "" for name in CELLS]]
                )
            files.append(path)
        direct = read_into_tables(
            [RowsOfText(CsvFile(path), mapping, path.stat().st_size) for path in files], OF_PORTAL, TEHRAN
        )
        assert direct is not None
        gathering = Gathering(OF_PORTAL, TEHRAN)
        for path in files:
            take(CsvFile(path), ByMapping(mapping, OF_PORTAL), gathering, Meter(None, 0))
        assert_alike(direct, gathering.log())


# --- findings ---

EDITION = load(ROOT / "agreements/hamadan-governorate/1398")


def test_a_year_of_parquet_leads_to_the_findings_of_its_lines(tmp_path: Path) -> None:
    """The committed year, as a table of its attributes and its fields as JSON, in folders by month."""
    year = ROOT / "examples/hamadan-1398/year.jsonl"
    with duckdb.connect() as connection:
        connection.execute(
            "COPY (SELECT id, source, type, time, recordedtime, CAST(data AS VARCHAR) AS data, time[6:7] AS month FROM"  # noqa: S608 -- a file of the project
            f" read_json('{year}', format = 'newline_delimited', columns = {{id: 'VARCHAR', source: 'VARCHAR', type: 'VARCHAR',"
            f" time: 'VARCHAR', recordedtime: 'VARCHAR', data: 'JSON'}})) TO '{tmp_path}' (FORMAT parquet, PARTITION_BY month)"
        )
    at = parse_instant("2020-06-01T00:00:00Z")
    log, lines = read_for_audit([str(tmp_path)], EDITION), read([str(year)], EDITION)
    assert isinstance(log.events, EventsInTables)
    assert_alike(log, read([str(tmp_path)], EDITION))
    assert {(one.arguments["name"], one.rule) for one in log.remarks} == {("month", "unknown-field")}
    told = judge(EDITION, log, at, engine="audit").findings
    assert told == judge(EDITION, lines, at, engine="audit").findings
    assert len(told) > 100
