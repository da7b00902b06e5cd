"""What an editor says in both languages of fixed words and of forms, and the blocks that it offers to write.

Keys have their words where they are declared (`slakit.models.said`); rule kinds, outcomes and grades have theirs in
the reports. Here is the rest, as literal tables.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from slakit.formats import NUMBER
from slakit.reports.common_reasons import GRADE_WORDS, OUTCOME_WORDS
from slakit.reports.labels import KIND_WORDS, WEEKDAY_WORDS

Said = Mapping[Literal["en", "fa"], str]

VALUE_WORDS: Final[dict[str, Said]] = {
    **KIND_WORDS,
    **{str(outcome): said for outcome, said in OUTCOME_WORDS.items()},
    **WEEKDAY_WORDS,
    **{str(grade): said for grade, said in GRADE_WORDS.items()},
    # what a queue is seen by, and what stands for no field
    "start": {"en": "the start of the work", "fa": "آغاز رسیدگی"},
    "end": {"en": "the end of the work", "fa": "پایان رسیدگی"},
    "none": {"en": "there is none", "fa": "هیچ"},
    # the parts that parties play
    "provider": {"en": "it provides the services", "fa": "ارائه‌دهندهٔ خدمات"},
    "recipient": {"en": "the services are for it", "fa": "گیرندهٔ خدمات"},
    "unit": {"en": "a unit of another party", "fa": "واحدی از یک طرف دیگر"},
    "third-body": {
        "en": "another body, for whose duties the provider does not answer",
        "fa": "نهاد دیگری که ارائه‌دهنده پاسخ‌گوی تکالیف آن نیست",
    },
    "signatory": {"en": "it signs the agreement", "fa": "امضاکنندهٔ توافق‌نامه"},
    "arbiter": {"en": "it settles disputes", "fa": "مرجع حل اختلاف"},
    # what changed, and how strong it is beside what was
    "norm": {"en": "a norm", "fa": "یک الزام"},
    "definition": {"en": "a definition", "fa": "یک تعریف"},
    "fact": {"en": "how a fact is established", "fa": "شیوهٔ احراز یک امر"},
    "choice": {"en": "an interpretation choice", "fa": "یک گزینهٔ تفسیر"},
    "vocabulary": {"en": "the vocabulary", "fa": "واژگان"},
    "calendar": {"en": "a working calendar", "fa": "یک تقویم کاری"},
    "setting": {"en": "how the whole agreement is read", "fa": "شیوهٔ خواندن کل توافق‌نامه"},
    "party": {"en": "a party", "fa": "یک طرف"},
    "clause": {"en": "the words of a clause", "fa": "متن یک بند"},
    "authority": {"en": "a cited law", "fa": "یک مستند قانونی"},
    "weaker": {"en": "weaker, and a log shows it", "fa": "ضعیف‌تر، و گزارشی آن را نشان می‌دهد"},
    "perhaps-weaker": {
        "en": "weaker by its order; no log was found",
        "fa": "به حکم ترتیب ضعیف‌تر؛ گزارشی یافت نشد",
    },
    "incomparable": {
        "en": "in part weaker, as a log shows",
        "fa": "غیرقابل‌مقایسه: گزارشی سستی آن را نشان می‌دهد",
    },
    "unclear": {"en": "nothing is claimed of it", "fa": "نامشخص؛ چیزی ادعا نمی‌شود"},
    "stronger": {"en": "stronger", "fa": "قوی‌تر"},
    "equal": {"en": "of equal strength", "fa": "هم‌قوت"},
    # calendars and days
    "jalali": {"en": "days such as 1398/12/29", "fa": "تقویم هجری شمسی، مانند 1398/12/29"},
    "gregorian": {"en": "days such as 2020-03-19", "fa": "تقویم میلادی، مانند 2020-03-19"},
    # tables of others
    "toman": {"en": "an amount in toman, of ten rial each", "fa": "مبلغ به تومان، هر تومان ده ریال"},
    "ascii": {"en": "only the digits 0 to 9", "fa": "فقط رقم‌های 0 تا 9"},
    "persian": {"en": "the digits ۰ to ۹ as well", "fa": "رقم‌های ۰ تا ۹ هم"},
    "utf-8": {"en": "UTF-8, what most programs write", "fa": "کدگذاری UTF-8، رایج‌ترین"},
    "utf-16": {"en": "UTF-16, the Unicode text of Excel", "fa": "کدگذاری UTF-16، متن یونیکد اکسل"},
    "windows-1256": {
        "en": "the old encoding of Windows for Arabic and Persian",
        "fa": "کدگذاری قدیمی ویندوز برای عربی و فارسی",
    },
    "approved": {"en": "the day of approval", "fa": "تاریخ تصویب"},
    "notified": {"en": "the day of notification", "fa": "تاریخ ابلاغ"},
    "in-force": {"en": "the day it came into force", "fa": "تاریخ لازم‌الاجرا شدن"},
    # periods
    "week": {"en": "each week", "fa": "هر هفته"},
    "month": {"en": "each month", "fa": "هر ماه"},
    "quarter": {"en": "each quarter", "fa": "هر فصل"},
    "year": {"en": "each year", "fa": "هر سال"},
    "term": {"en": "the whole term", "fa": "سراسر مدت اعتبار"},
    # measuring
    "availability": {
        "en": "the share of the time in which the service was available",
        "fa": "سهم زمانی که خدمت در دسترس بوده است",
    },
    "percentile": {
        "en": "what the given share of events took until they were answered",
        "fa": "زمانی که سهم معینی از رویدادها تا پاسخ داشته‌اند",
    },
    "ratio": {"en": "the share of events that meet a condition", "fa": "سهم رویدادهایی که شرطی را دارند"},
    "actual": {"en": "the days that the calendar has", "fa": "روزهای واقعی تقویم"},
    "30-day-months": {"en": "twelve months of 30 days", "fa": "دوازده ماه سی‌روزه"},
    "unspecified": {
        "en": "the text does not say; no figure is invented",
        "fa": "متن چیزی نگفته است و رقمی هم ساخته نمی‌شود",
    },
    "services": {"en": "every service of the annex", "fa": "همهٔ خدمات پیوست"},
    # what a field of an event holds
    "identifier": {"en": "an id in small Latin letters", "fa": "شناسه با حروف کوچک لاتین"},
    "text": {"en": "any text", "fa": "متن آزاد"},
    "boolean": {"en": "`true` or `false`", "fa": "بله (true) یا خیر (false)"},
    "integer": {"en": "a whole number", "fa": "عدد صحیح"},
    "rial": {"en": "an amount of money in whole rial", "fa": "مبلغ به ریال، عدد صحیح"},
    "instant": {"en": "a point in time", "fa": "یک لحظه"},
    "day": {"en": "a day", "fa": "روز"},
    "last-day": {"en": "a last day; it is counted to its end", "fa": "واپسین روز؛ تا پایان آن به شمار می‌آید"},
    "service": {"en": "a service of the annex, or `*` for all", "fa": "یکی از خدمات پیوست، یا «*» برای همه"},
    "value": {"en": "a word of a value list", "fa": "واژه‌ای از یک فهرست واژه"},
}
"""What each fixed word of a document means."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a text must be written: a pattern that accepts no less than `slakit.formats` does, and what to say of it."""

    pattern: str
    said: Said


_DAY = "[0-9]{4}(/(0[1-9]|1[0-2])/|-(0[1-9]|1[0-2])-)(0[1-9]|[12][0-9]|3[01])"
_NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*"
_UNIT = "(microsecond|second|minute|hour|day|week|month|year|civil-day|working-day|working-hour)s?"

FORMS: Final[dict[str, Form]] = {
    "identifier": Form(
        f"^{_NAME}$",
        {
            "en": "an id is of small Latin letters, digits and hyphens, such as planned-outage-notice",
            "fa": "شناسه از حروف کوچک لاتین و رقم و خط تیره است، مانند planned-outage-notice",
        },
    ),
    "language-code": Form(
        "^[a-z]{2,3}$",
        {
            "en": "a language is named by its code, such as fa or en",
            "fa": "زبان را با کد آن بنویسید، مانند fa یا en",
        },
    ),
    "event-type": Form(
        rf"^{_NAME}([.]{_NAME})+$",
        {
            "en": "an event type is of ids with full stops between, such as fee.charged",
            "fa": "نوع رویداد از چند شناسه با نقطه در میان است، مانند fee.charged",
        },
    ),
    "day": Form(
        f"^{_DAY}$",
        {
            "en": "a day is written 1398/12/29 (Jalali) or 2020-03-19 (Gregorian)",
            "fa": "روز را 1398/12/29 (شمسی) یا 2020-03-19 (میلادی) بنویسید",
        },
    ),
    "time-of-event": Form(
        "^[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}([Tt ].+)?$",
        {
            "en": "a time is written 1398/05/10 09:01, or 2019-08-01T09:01:00+04:30",
            "fa": "زمان را 1398/05/10 09:01 یا 2019-08-01T09:01:00+04:30 بنویسید",
        },
    ),
    "duration": Form(
        f"^[1-9][0-9]* {_UNIT}( of {_NAME})?$",
        {
            "en": "an amount of time is a whole number, one space and a unit, such as 72 hours",
            "fa": "مدت یک عدد صحیح، یک فاصله و یک واحد است، مانند 72 hours",
        },
    ),
    "clause-number": Form(
        f"^{NUMBER}$",
        {
            "en": "a clause number is of letters and the digits 0 to 9, such as 5.4 or 6.a",
            "fa": "شمارهٔ بند از حروف و رقم‌های 0 تا 9 است، مانند 5.4 یا 6.a",
        },
    ),
    "heading-id": Form(
        f"^{NUMBER}$",
        {
            "en": "the id of a heading is of letters and the digits 0 to 9, such as annex",
            "fa": "شناسهٔ عنوان از حروف و رقم‌های 0 تا 9 است، مانند annex",
        },
    ),
    "edition": Form(
        f"^{NUMBER}$",
        {"en": "an edition is of letters and the digits 0 to 9, such as 1398", "fa": "ویرایش از حروف و رقم‌های 0 تا 9 است، مانند 1398"},
    ),
    "sha256": Form(
        "^[0-9a-f]{64}$",
        {"en": "a SHA-256 digest has 64 digits from 0 to 9 and a to f", "fa": "چکیدهٔ SHA-256 شصت‌وچهار نویسه از 0 تا 9 و a تا f است"},
    ),
    "fingerprint": Form(
        "^[0-9a-f]{12}$",
        {"en": "a change is named by the 12 digits and letters that slakit diff shows", "fa": "تغییر با دوازده نویسه‌ای نام برده می‌شود که slakit diff نشان می‌دهد"},
    ),
    "service-code": Form(
        "^[0-9]{11}([A-Za-z0-9]{1,6})?$",
        {"en": "a service code has 11 digits, and up to 6 characters after them", "fa": "کد خدمت یازده رقم است و پس از آن تا شش نویسه می‌آید"},
    ),
    "percentage": Form(
        r"^(100([.]0{1,4})?|[0-9]{1,2}([.][0-9]{1,4})?)%$",
        {"en": "a percentage is written 99.5%", "fa": "درصد را 99.5% بنویسید"},
    ),
    "percentage-below-all": Form(
        r"^[0-9]{1,2}([.][0-9]{1,4})?%$",
        {"en": "a percentage below 100% is written 50%", "fa": "درصدی کمتر از 100% بنویسید، مانند 50%"},
    ),
    "percentage-of-some": Form(
        r"^(?=.*[1-9])[0-9]{1,2}([.][0-9]{1,4})?%$",
        {"en": "a percentage above 0% and below 100% is written 2.5%", "fa": "درصدی بیشتر از 0% و کمتر از 100% بنویسید، مانند 2.5%"},
    ),
    "hours-of-day": Form(
        "^([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$",
        {"en": "hours of a day are written 08:00-16:30", "fa": "ساعت‌های روز را 08:00-16:30 بنویسید"},
    ),
    "time-zone": Form(
        "^[A-Za-z]+[A-Za-z0-9_+/-]*$",
        {"en": "a time zone is written Asia/Tehran", "fa": "منطقهٔ زمانی را Asia/Tehran بنویسید"},
    ),
}  # fmt: skip
"""The forms by the names that schemas give them. Whether a day exists, only `slakit validate` knows."""


NAMES: Final[dict[str, Said]] = {
    "agreement": {"en": "agreement", "fa": "توافق‌نامه"},
    "services": {"en": "annex of services", "fa": "پیوست خدمات"},
    "vocabulary": {"en": "vocabulary", "fa": "واژگان"},
    "calendar": {"en": "calendar", "fa": "تقویم"},
    "cases": {"en": "cases", "fa": "نمونه‌های آزمون"},
    "mapping": {"en": "mapping of a table", "fa": "نگاشت جدول"},
    "Announces": {"en": "announced time", "fa": "زمان اعلام‌شده"},
    "Approval": {"en": "approved change", "fa": "تغییر پذیرفته‌شده"},
    "Authority": {"en": "law", "fa": "مستند قانونی"},
    "Case": {"en": "case", "fa": "نمونهٔ آزمون"},
    "CaseEvent": {"en": "event", "fa": "رویداد"},
    "Citation": {"en": "citation", "fa": "استناد"},
    "Clause": {"en": "clause", "fa": "بند"},
    "ClosureOfCalendar": {"en": "closure", "fa": "تعطیلی موردی"},
    "Conflict": {"en": "conflict of clauses", "fa": "تعارض بندها"},
    "DayByChoice": {"en": "day by interpretation", "fa": "روز بر پایهٔ تفسیر"},
    "Definition": {"en": "definition", "fa": "تعریف"},
    "Difference": {"en": "lawful difference", "fa": "تفاوت مجاز"},
    "Eligibility": {"en": "eligibility", "fa": "شرط برخورداری"},
    "EventKind": {"en": "event type", "fa": "نوع رویداد"},
    "EventSelector": {"en": "selection of events", "fa": "گزینش رویداد"},
    "Exempting": {"en": "exception", "fa": "استثنا"},
    "Lowering": {"en": "exception", "fa": "استثنا"},
    "Expectation": {"en": "expected finding", "fa": "یافتهٔ مورد انتظار"},
    "Fact": {"en": "established fact", "fa": "امر احرازشدنی"},
    "FieldOfEvent": {"en": "field", "fa": "فیلد"},
    "GivenOrNot": {"en": "recorded or not", "fa": "ثبت‌شده یا نه"},
    "Holiday": {"en": "holiday", "fa": "تعطیل رسمی"},
    "InferredDay": {"en": "inferred day", "fa": "روز استنباط‌شده"},
    "ListedValue": {"en": "word", "fa": "واژه"},
    "Norm": {"en": "norm", "fa": "الزام"},
    "NotAmong": {"en": "anything but", "fa": "هر چیز جز"},
    "Party": {"en": "party", "fa": "طرف"},
    "PrecededBy": {"en": "earlier event", "fa": "رویداد پیشین"},
    "Proving": {"en": "proof", "fa": "سند برقراری"},
    "Range": {"en": "range", "fa": "بازه"},
    "RecordKind": {"en": "record type", "fa": "نوع سند"},
    "RecordSelector": {"en": "selection of records", "fa": "گزینش سند"},
    "Renewing": {"en": "renewal", "fa": "تمدید"},
    "Service": {"en": "service", "fa": "خدمت"},
    "Sign": {"en": "sign", "fa": "نشانه"},
    "SourceText": {"en": "signed text", "fa": "متن امضاشده"},
    "Taken": {"en": "interpretation choice", "fa": "گزینهٔ تفسیر"},
    "TermText": {"en": "term", "fa": "مدت اعتبار"},
    "ValueList": {"en": "value list", "fa": "فهرست واژه"},
}
"""What each group of keys is called; a rule kind is called by its own word."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block that an editor offers to write: what it is, and which keys it has beside the ones that are required."""

    said: Said
    keys: tuple[str, ...] = ()


BLOCKS: Final[dict[str, tuple[Block, ...]]] = {
    "Party": (Block({"en": "a party", "fa": "یک طرف"}),),
    "Authority": (
        Block({"en": "a law that is cited", "fa": "یک مستند قانونی"}, ("number", "approved")),
    ),
    "Fact": (Block({"en": "how a fact is established", "fa": "شیوهٔ احراز یک امر"}),),
    "Taken": (Block({"en": "an interpretation choice", "fa": "یک گزینهٔ تفسیر"}),),
    "Clause": (
        Block({"en": "a clause with its text and a norm", "fa": "بند با متن و الزام"}, ("clause", "text", "norms")),
        Block({"en": "a clause that defines a term", "fa": "بند با تعریف یک اصطلاح"}, ("clause", "text", "defines")),
        Block(
            {"en": "a clause of which nothing is checked, and why", "fa": "بندی که چیزی از آن سنجیده نمی‌شود، با دلیل"},
            ("clause", "text", "not-checkable"),
        ),
        Block({"en": "a heading", "fa": "یک عنوان"}, ("heading", "text", "not-checkable")),
    ),
    "Definition": (Block({"en": "a term and its meaning", "fa": "یک اصطلاح و معنای آن"}, ("fa", "en")),),
    "Exempting": (Block({"en": "an exception", "fa": "یک استثنا"}),),
    "Lowering": (Block({"en": "an exception", "fa": "یک استثنا"}),),
    "Service": (Block({"en": "a row of the annex", "fa": "یک ردیف پیوست"}, ("code",)),),
    "Holiday": (Block({"en": "a holiday", "fa": "یک تعطیل رسمی"}, ("source",)),),
    "ClosureOfCalendar": (Block({"en": "a closure", "fa": "یک تعطیلی موردی"}, ("region",)),),
    "Case": (Block({"en": "a case", "fa": "یک نمونهٔ آزمون"}, ("events",)),),
    "CaseEvent": (Block({"en": "an event of a case", "fa": "یک رویداد"}),),
    "Expectation": (Block({"en": "an expected finding", "fa": "یک یافتهٔ مورد انتظار"}),),
}  # fmt: skip
"""The blocks by the model that they are of. A block for each rule kind is made of its fields."""

EXAMPLES: Final[dict[str, str]] = {
    "identifier": "name",
    "day": "1398/12/29",
    "time-of-event": "1398/05/10 09:00",
    "duration": "72 hours",
    "percentage": "99.5%",
    "percentage-below-all": "50%",
    "percentage-of-some": "2.5%",
    "hours-of-day": "08:00-16:30",
    "service-code": "10011234567",
    "party": "party",
    "clause": "5.4",
    "event": "fee.charged",
    "record": "notice",
    "field": "field",
    "service": "service",
    "norm": "norm",
    "choice": "choice",
    "clause-number": "5.4",
    "heading-id": "title",
    "edition": "1398",
    "number": "107",
}
"""What stands in an offered block until it is overwritten, by form or by what is referred to."""
