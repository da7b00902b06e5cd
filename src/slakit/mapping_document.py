"""Mappings as documents: how the columns of a foreign table become the events of a vocabulary.

A mapping declares what nobody can see in a cell: the zone of its clock times, the calendar of its days, the digits, the
unit of its amounts, and which of its words stand for which words of the vocabulary. Its cases say what a row becomes.
"""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from slakit.models import EventRef, Identifier, Model, Words, said

Unit = Literal["rial", "toman"]
Digits = Literal["ascii", "persian"]
ColumnName = Annotated[str, Field(min_length=1)]
Word = str | int | bool

_WHEN = said(
    "only rows in which these columns say one of these texts",
    "فقط ردیف‌هایی که در این ستون‌ها یکی از این متن‌ها آمده است",
)


class Cell(Model):
    """Where a field gets its value from: a column, several columns joined by a space, or always the same."""

    model_config = ConfigDict(json_schema_extra={"x-one-of-keys": ["column", "columns", "constant"]})

    column: Annotated[ColumnName | None, said("the column", "ستون")] = None
    columns: Annotated[
        tuple[ColumnName, ...] | None,
        said(
            "columns joined by a space, such as a day and a time of day",
            "چند ستون که با فاصله به هم می‌پیوندند",
        ),
        Field(min_length=2),
    ] = None
    constant: Annotated[Word | None, said("what the field always says", "مقداری که همیشه همین است")] = None
    values: Annotated[
        Identifier | None,
        said("the list under `values` that translates what the column says", "جدول ترجمهٔ مقدارهای این ستون"),
    ] = None
    unit: Annotated[
        Unit | None, said("for amounts: rial, or toman of ten rials", "یکای مبلغ: ریال یا تومان")
    ] = None
    factor: Annotated[
        int | None,
        said("multiply the number by this: 60 makes minutes of hours", "ضریب عدد: 60 ساعت را دقیقه می‌کند"),
        Field(ge=2, le=10**9),
    ] = None
    separator: Annotated[
        str | None,
        said("for lists: what stands between two items", "نشانهٔ میان دو عضو فهرست"),
        Field(min_length=1),
    ] = None


class Moment(Model):
    """The column of a time, or several that tell it together."""

    model_config = ConfigDict(json_schema_extra={"x-one-of-keys": ["column", "columns"]})

    column: Annotated[ColumnName | None, said("the column", "ستون")] = None
    columns: Annotated[
        tuple[ColumnName, ...] | None,
        said(
            "columns joined by a space, such as a day and a time of day",
            "چند ستون که با فاصله به هم می‌پیوندند",
        ),
        Field(min_length=2),
    ] = None


class IdOfEvent(Model):
    """What tells an event from every other one of the source."""

    model_config = ConfigDict(json_schema_extra={"x-one-of-keys": ["columns", "row-number"]})

    columns: Annotated[
        tuple[ColumnName, ...] | None,
        said("columns that together occur once, joined by `/`", "ستون‌هایی که با هم یکتا هستند"),
        Field(min_length=1),
    ] = None
    row_number: Annotated[
        Literal[True] | None,
        said(
            "the number of the row in its file, for tables without a key",
            "شمارهٔ ردیف در فایل، برای جدول بی‌کلید",
        ),
    ] = None
    prefix: Annotated[
        str | None,
        said(
            "what stands before it; without it, the event type and a colon",
            "پیشوند؛ بدون آن نوع رویداد و دونقطه",
        ),
    ] = None


class EventOfRow(Model):
    """An event that a row tells."""

    event: Annotated[EventRef, said("the event type", "نوع رویداد")]
    when: (
        Annotated[
            dict[ColumnName, Annotated[tuple[str, ...], Field(min_length=1)]], Field(min_length=1), _WHEN
        ]
        | None
    ) = None
    id: Annotated[IdOfEvent, said("what tells it from others", "شناسهٔ رویداد")]
    time: Annotated[Moment, said("when it happened", "زمان رویداد")]
    recorded: Annotated[
        Moment | None, said("when it became known, if that is told", "زمان معلوم شدن، اگر آمده است")
    ] = None
    fields: Annotated[dict[Identifier, Cell], said("the fields of the event", "فیلدهای رویداد")] = {}


class LeftOut(Model):
    """Rows that tell nothing the vocabulary speaks of, and why that is so."""

    when: Annotated[
        dict[ColumnName, Annotated[tuple[str, ...], Field(min_length=1)]], Field(min_length=1), _WHEN
    ]
    why: Annotated[Words, said("why they are left out", "چرا کنار می‌مانند")]


class ExpectedEvent(Model):
    """What a row is expected to become: an event, or the reason for which it is set aside."""

    model_config = ConfigDict(json_schema_extra={"x-one-of-keys": ["event", "refused"]})

    event: Annotated[EventRef | None, said("the event type", "نوع رویداد")] = None
    id: Annotated[str | None, said("its id, where that matters", "شناسهٔ آن، اگر مهم است")] = None
    time: Annotated[
        str | None,
        Field(json_schema_extra={"format": "time-of-event"}),
        said("when it happened", "زمان رویداد"),
    ] = None
    recorded: Annotated[
        str | None,
        Field(json_schema_extra={"format": "time-of-event"}),
        said("when it became known", "زمان معلوم شدن"),
    ] = None
    fields: Annotated[
        dict[Identifier, str | int | bool | tuple[str, ...]] | None,
        said("all of its fields", "همهٔ فیلدهای آن"),
    ] = None
    refused: Annotated[
        str | None, said("the reason, by its name on the page of faults", "دلیل، با نامش در صفحهٔ ایرادها")
    ] = None


class MappingCase(Model):
    """A row, and all that comes of it."""

    case: Annotated[Identifier, said("its id", "شناسهٔ نمونه")]
    title: Annotated[Words, said("what it shows, in one sentence", "آنچه نشان می‌دهد، در یک جمله")]
    row: Annotated[
        dict[ColumnName, str | int | bool],
        said("what the columns say", "آنچه در ستون‌ها آمده است"),
        Field(min_length=1),
    ]
    expect: Annotated[
        tuple[ExpectedEvent, ...],
        said("what comes of it, in order; nothing for a row left out", "حاصل آن، به ترتیب"),
    ]


class MappingDocument(Model):
    """A mapping: the columns of a table of others, in the words of a vocabulary."""

    document: Annotated[
        Literal["mapping/v1"], said("which document this is, and its version", "نوع سند و نسخهٔ قالب آن")
    ]
    mapping: Annotated[Identifier, said("its id", "شناسهٔ نگاشت")]
    version: Annotated[str, Field(min_length=1), said("its version, in quotes", "نسخه، در علامت نقل قول")]
    title: Annotated[Words, said("what the table is", "عنوان")]
    note: Annotated[Words | None, said("a remark", "یادداشت")] = None
    vocabulary: Annotated[
        str,
        said(
            "the vocabulary, as the agreement names it: a shipped one, or a file",
            "واژگان، همان که توافق‌نامه نام می‌برد",
        ),
    ]
    source: Annotated[
        str,
        said("the `source` of every event: who tells it", "ویژگی source همهٔ رویدادها: چه کسی خبر می‌دهد"),
        Field(min_length=1),
    ]
    files: Annotated[
        tuple[str, ...] | None,
        said(
            "names of the files it is for, such as `fees-*.csv`; without it, every table",
            "نام فایل‌هایی که برای آن‌هاست",
        ),
        Field(min_length=1),
    ] = None
    table: Annotated[
        str | None, said("the table of a database that is read", "جدولی از پایگاه داده"), Field(min_length=1)
    ] = None
    delimiter: Annotated[
        str | None,
        said(
            "what stands between two cells of a CSV file; without it, a comma",
            "جداکنندهٔ خانه‌های CSV؛ بدون آن ویرگول",
        ),
        Field(min_length=1, max_length=1),
    ] = None
    encoding: Annotated[
        Literal["utf-8", "utf-16", "windows-1256"],
        said("the encoding of a CSV file (default: utf-8)", "کدگذاری فایل CSV (پیش‌فرض: utf-8)"),
    ] = "utf-8"
    time_zone: Annotated[
        str,
        Field(json_schema_extra={"format": "time-zone"}),
        said("the zone of clock times without an offset", "منطقهٔ زمانی ساعت‌های بی‌اختلاف"),
    ]
    calendar: Annotated[
        Literal["jalali", "gregorian"], said("the calendar of days in text", "تقویم روزهایی که نوشته شده‌اند")
    ]
    digits: Annotated[
        Digits,
        said(
            "`persian` also reads ۰ to ۹ in numbers, days, times and ids",
            "با persian رقم‌های ۰ تا ۹ هم خوانده می‌شود",
        ),
    ] = "ascii"
    nothing: Annotated[
        tuple[str, ...],
        said("texts that say nothing, besides an empty cell: `-`", "متن‌هایی که یعنی هیچ، جز خانهٔ خالی"),
    ] = ()
    values: Annotated[
        dict[Identifier, Annotated[dict[str, Word], Field(min_length=1)]],
        said("lists of what the table says and the word it stands for", "جدول‌های ترجمهٔ واژه‌ها"),
    ] = {}
    events: Annotated[
        tuple[EventOfRow, ...],
        said("the events that a row tells, in order", "رویدادهای هر ردیف، به ترتیب"),
        Field(min_length=1),
    ]
    leaves_out: Annotated[
        tuple[LeftOut, ...],
        said("rows that are left out on purpose, counted", "ردیف‌هایی که آگاهانه کنار می‌مانند"),
    ] = ()
    cases: Annotated[
        tuple[MappingCase, ...], said("rows and what comes of them", "ردیف‌های نمونه و حاصل آن‌ها")
    ] = ()
