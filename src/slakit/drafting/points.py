"""What a renewal leaves to be decided, in words, and the comments that say so in a draft."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from slakit.document import Document, Path
from slakit.messages import Language
from slakit.reports.faults.sources import name_of_item
from slakit.review.edits import Edit
from slakit.review.open_points import MARK
from slakit.text import persian_digits

WORDS: Final[Mapping[str, Mapping[Language, str]]] = {
    "inferred-start": {
        "en": "the old text had no first day, so this one is inferred: write the day into the new text",
        "fa": "متن پیشین نخستین روز را نمی‌گفت و این روز استنباط شده است: آن را در متن تازه بنویسید",
    },
    "term-clause": {
        "en": "clause {clause} says how long the agreement stands: write the new last day, {last}, into its text",
        "fa": "بند {clause} مدت اعتبار را می‌گوید: واپسین روز تازه، {last}، را در متن آن بنویسید",
    },
    "signed-text": {
        "en": "there is no signed text yet: once it is signed, name its file and digest here under `source`",
        "fa": "متن امضاشده هنوز نیست: پس از امضا فایل و چکیدهٔ آن را همین‌جا در «source» بنویسید",
    },
    "value-unspecified": {
        "en": "the text gives no value for `{key}`: agree on one, or leave it open once more",
        "fa": "متن برای «{key}» مقداری نمی‌گوید: بر مقداری توافق کنید، یا بار دیگر آن را ناگفته بگذارید",
    },
    "day-kept": {
        "en": "{day} was carried over as it was, and the new term is {first} to {last}: by when is it due now?",
        "fa": "تاریخ {day} همان‌گونه آمده و مدت تازه از {first} تا {last} است: اکنون موعد آن کی است؟",
    },
    "readings": {
        "en": "the old text left room for these readings ({count}): a clearer clause would settle each of them",
        "fa": "متن پیشین برای این خوانش‌ها ({count} مورد) جا می‌گذاشت: بندی روشن‌تر هر یک را یکسره می‌کند",
    },
    "approvals": {
        "en": "these were approved for the old text ({count}, {ending} of them until before the new term ends): have each approved anew, or delete it",
        "fa": "این‌ها ({count} مورد، که {ending} تا پیش از پایان مدت تازه به سر می‌رسد) برای متن پیشین پذیرفته شده‌اند: هر یک را دوباره به تصویب برسانید یا حذف کنید",
    },
    "calendar-ends": {
        "en": "the calendar `{name}` knows the days from {from} to {until}, and the new term is {first} to {last}",
        "fa": "تقویم «{name}» روزهای {from} تا {until} را در بر دارد و مدت تازه از {first} تا {last} است",
    },
    "words-of-the-year": {
        "en": "these words name {year}: do they hold for {edition}?",
        "fa": "در این عبارت سال {year} آمده است: آیا برای ویرایش {edition} هم درست است؟",
    },
    "case-differs": {
        "en": "with its days moved this case does not hold: `{norm}`, expected {expected}, found {found}",
        "fa": "با جابه‌جایی روزها این نمونه برقرار نیست: «{norm}»، مورد انتظار: {expected}، یافت‌شده: {found}",
    },
}
"""Each kind of open point: what must be decided, in both languages."""

_LINE_BEGINS: Final = re.compile("[ ]*(?:- +)*")


@dataclass(frozen=True, slots=True)
class Point:
    """Something to be decided, and the path in a document that it is about."""

    name: str
    path: Path
    arguments: Mapping[str, str | int] = field(default_factory=dict)

    def said(self, language: Language) -> str:
        """The point in words.

        >>> Point("value-unspecified", (), {"key": "within"}).said("en")
        'the text gives no value for `within`: agree on one, or leave it open once more'
        """
        return WORDS[self.name][language].format_map(
            {name: _how_many(value, language) for name, value in self.arguments.items()}
        )


def _how_many(value: str | int, language: Language) -> str:
    """A number in the digits of the language; what somebody finds in the text, a day or a year, stays as it is there."""
    return persian_digits(str(value)) if language == "fa" and isinstance(value, int) else str(value)


def comments(document: Document, points: Iterable[Point], language: Language) -> Iterator[Edit]:
    """The edits that write each point above the line it is about; points of one line stand in their order."""
    at: dict[int, list[str]] = {}
    for point in points:
        offset = line_above(document, point.path)
        at.setdefault(offset, []).append(point.said(language))
    for offset, said in at.items():
        indent = _indent(document.text, offset)
        yield Edit(offset, offset, "".join(f"{indent}{MARK}{words}\n" for words in said))


def line_above(document: Document, path: Path) -> int:
    """The offset of the line that a value or its key begins, or else of what it is a part of.

    A comment may stand before that line: nothing but indentation and hyphens precedes it there.
    """
    while True:
        place = document.place_of(path, key=True)
        offset = document.offset(place.line, place.column)
        start = document.text.rfind("\n", 0, offset) + 1
        if not path or _LINE_BEGINS.fullmatch(document.text, start, offset):
            return start
        path = path[:-1]


def shown(document: Document, path: Path) -> str:
    """A path as a person follows it, by keys and ids: `clauses/5.4/norms/planned-outage-notice`."""
    steps, value = [], document.data
    for step in path:
        if isinstance(value, list) and isinstance(step, int):
            value = value[step]
            steps.append(name_of_item(value, step))
        elif isinstance(value, dict):
            value = value[step]
            steps.append(str(step))
    return "/".join(steps)


def _indent(text: str, offset: int) -> str:
    return text[offset : len(text) - len(text[offset:].lstrip(" "))]
