"""Tables read by column and row by row hold the same log, whatever is wrong in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from wide_mapping import wide_mapping

from slakit.calendars import time_zone
from slakit.events.event import Log
from slakit.events.files import Meter
from slakit.events.reading import Gathering
from slakit.mapping_document import MappingDocument
from slakit.sources import take
from slakit.sources.columns import PlainRows
from slakit.sources.mappings import read_mapping
from slakit.sources.rows import Row
from slakit.sources.translation import ByMapping

PORTAL = Path(__file__).parents[2] / "examples/hamadan-portal-1398"
MAPPING, VOCABULARY = read_mapping(PORTAL / "mapping.yaml")
TEHRAN = time_zone("Asia/Tehran")

WIDE = wide_mapping(MAPPING)

CELLS: dict[str, st.SearchStrategy[Any]] = {
    "شماره پیگیری": st.sampled_from(["1", "۱", "2", "3", 1, 1.0, True, "", None, "a\nb", "x" * 9, ["1"]]),
    "نوع رویداد": st.sampled_from(
        ["ثبت درخواست", "اعلام هزینه", "پرداخت", "پرداخت ", "دریافت مدرك", "بازدید صفحه", "معافیت", "اطلاعیه", "?", None, True, 1]
    ),
    "تاریخ": st.sampled_from(["۱۳۹۸/۲/۱", "1398/02/01", "1398/06/30", "1398/02/32", "1398-2-1", "98/2/1", "", None]),
    "ساعت": st.sampled_from(["9:05", "۰۹:۰۵", "23:30", "25:00", "2019-08-01T09:01:00+04:30", "-", None, 9]),
    "ردیف خدمت": st.sampled_from(["۲", "2", "19", "3", "2;19", ";", '["2", "19"]', "", None, 2, 2.0, ["2"], True]),
    "کد متقاضی": st.sampled_from(["م-۱", "r", "", "نامشخص", None, 7, "\x07"]),
    "شیوه": st.sampled_from(["درگاه", "پیام‌رسان", "پیام رسان", "کبوتر", "-", None]),
    "بابت": st.sampled_from(["هزینه خدمت", "هزينهٔ خدمت", "دیگر", "", None, 1, True]),
    "مبلغ (تومان)": st.sampled_from(["۴۵٬۰۰۰", "45000", "1.5", "1.55", "-1", "1e3", "", None, 1, 1.0, 5.5, True, 10**20]),
}  # fmt: skip


@dataclass
class Rows:
    """A table in memory."""

    cells: Sequence[dict[str, object]]
    name: str = "table"
    columns: Sequence[str] = tuple(CELLS)

    def rows(self) -> Iterator[Row]:
        """Every row."""
        return (Row(number, cells) for number, cells in enumerate(self.cells, start=2))


def log_of(table: Rows, mapping: MappingDocument, *, by_column: bool) -> Log:
    translation, gathering = ByMapping(mapping, VOCABULARY), Gathering(VOCABULARY, TEHRAN)
    plain = PlainRows(translation, VOCABULARY, TEHRAN) if by_column else None
    take(table, translation, gathering, Meter(None, 0), plain)
    return gathering.log()


SOUND: dict[str, object] = {
    "شماره پیگیری": "1", "تاریخ": "۱۳۹۸/۲/۱", "ساعت": "9:05", "ردیف خدمت": "۲", "کد متقاضی": "r", "شیوه": "درگاه",
    "بابت": None, "مبلغ (تومان)": 5,
}  # fmt: skip


@st.composite
def rows(draw: st.DrawFn) -> dict[str, object]:
    """A row that is sound but for a few of its columns."""
    kind = draw(st.sampled_from(["ثبت درخواست", "پرداخت", "اطلاعیه"]))
    other = draw(st.lists(st.sampled_from(sorted(CELLS)), max_size=3))
    return {"نوع رویداد": kind, **SOUND, **{name: draw(CELLS[name]) for name in other}}


@settings(max_examples=400, deadline=None)
@given(st.lists(rows(), max_size=12), st.sampled_from([MAPPING, WIDE]))
def test_reading_by_column_is_reading_row_by_row(
    cells: list[dict[str, object]], mapping: MappingDocument
) -> None:
    table = Rows(cells)
    assert log_of(table, mapping, by_column=True) == log_of(table, mapping, by_column=False)


def test_one_and_true_are_two_values_of_a_column() -> None:
    """A dict of Python takes 1, 1.0 and True for one key."""
    row = {"نوع رویداد": "پرداخت", **SOUND}
    table = Rows(
        [{**row, "شماره پیگیری": str(at), "مبلغ (تومان)": amount} for at, amount in enumerate((1, True, 1.0))]
    )
    log = log_of(table, MAPPING, by_column=True)
    assert [one.id for one in log.events] == ["fee.charged:0", "fee.charged:2"]
    assert [(one.line, one.reason) for one in log.set_aside] == [(3, "wrong-field-type")]
    assert log == log_of(table, MAPPING, by_column=False)


def test_plain_rows_are_not_looked_at_one_by_one() -> None:
    """Of a thousand payments of one day each value is read once, so that the reader of rows sees none."""
    row = {"نوع رویداد": "پرداخت", "تاریخ": "1398/2/1", "ساعت": "9:05", "ردیف خدمت": "2", "کد متقاضی": "r",
           "مبلغ (تومان)": "5"}  # fmt: skip
    plain = PlainRows(ByMapping(MAPPING, VOCABULARY), VOCABULARY, TEHRAN)
    told = [
        plain.events({**dict.fromkeys(CELLS), **row, "شماره پیگیری": str(number)}, number)
        for number in range(3)
    ]
    assert [[one.id for one in events or ()] for events in told] == [[f"fee.charged:{n}"] for n in range(3)]
    assert plain.events({**dict.fromkeys(CELLS), **row, "شماره پیگیری": "4", "ساعت": "24:00"}, 4) is None
