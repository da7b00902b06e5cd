"""What a format has no place for: named in the file that is written, and to whoever writes it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from slakit.consistency.plain import Group, entries, group
from slakit.loading import Edition
from slakit.messages import Language
from slakit.text import isolate

WORDS: Final[Mapping[str, Mapping[Language, str]]] = {
    "norm": {"en": "the whole norm (`{rule}`)", "fa": "همهٔ الزام («{rule}»)"},
    "key": {"en": "`{key}`", "fa": "«{key}»"},
    "no-target": {
        "en": "the whole norm: the text gives no target",
        "fa": "همهٔ الزام: متن هدفی نمی‌گوید",
    },
    "jalali-window": {
        "en": "`window`: it is a {window} of the Jalali calendar, and the format counts those of the Gregorian one",
        "fa": "«window: {window}»: بازه به تقویم هجری شمسی است و این قالب ماه و فصل و سال میلادی می‌شمارد",
    },
    "term-window": {
        "en": "`window`: it is the whole term, and the format knows windows that recur",
        "fa": "«window»: بازه همهٔ مدت اعتبار است و این قالب بازهٔ تکرارشونده می‌شناسد",
    },
    "whole-target": {
        "en": "the whole norm: its target is 100%, and the format wants less",
        "fa": "همهٔ الزام: هدف آن ۱۰۰٪ است و این قالب کمتر از آن می‌خواهد",
    },
    "calendar": {
        "en": "what the calendar `{calendar}` says, which `service-hours` names: its hours, holidays and closures",
        "fa": "آنچه تقویم «{calendar}» می‌گوید که «service-hours» نام می‌برد: ساعت‌ها و تعطیلی‌های آن",
    },
    "long-text": {
        "en": "the text of the clause: it has more characters than the format lets a description have",
        "fa": "متن بند: بلندتر از آن است که این قالب برای شرح می‌پذیرد",
    },
    "power": {
        "en": "the whole norm: it gives a power, and the format knows duties, permissions and prohibitions",
        "fa": "همهٔ الزام: اختیاری می‌دهد و این قالب تکلیف و اجازه و منع می‌شناسد",
    },
    "no-counterparty": {
        "en": "the whole norm: it names nobody to whom it is owed, and the format wants both parties",
        "fa": "همهٔ الزام: نمی‌گوید در برابر چه کسی است و این قالب هر دو طرف را می‌خواهد",
    },
    "inferred": {
        "en": "that the first day, {day}, is only inferred",
        "fa": "اینکه نخستین روز، {day}، تنها استنباط شده است",
    },
    "condition": {"en": "`{key}`: the condition on `{field}`", "fa": "«{key}»: شرط «{field}»"},
    "opened-norm": {
        "en": "`otherwise`: `{other}`, which is no duty here",
        "fa": "«otherwise»: «{other}» که اینجا تکلیف نیست",
    },
    "translations": {
        "en": "translations of the text ({languages}): they are other expressions of the work",
        "fa": "ترجمه‌های متن ({languages}): هر یک بیانی دیگر از اثر است",
    },
    "last-day": {
        "en": "the last day of the term, {day}: only the first one dates the document",
        "fa": "واپسین روز مدت اعتبار، {day}: تاریخ سند تنها روز نخست است",
    },
    "remarks": {
        "en": "what the editors say beside the text: meanings, reasons and notes",
        "fa": "آنچه ویراستاران کنار متن گفته‌اند: معناها، دلیل‌ها و یادداشت‌ها",
    },
    "undefined-word": {
        "en": "the mark of the defined word `{word}`: the clause does not have it in this spelling",
        "fa": "نشان واژهٔ تعریف‌شدهٔ «{word}»: بند آن را به این املا ندارد",
    },
    "country": {
        "en": "the country: the time zone `{zone}` lies in no single one, so `zz` stands there",
        "fa": "کشور: منطقهٔ زمانی «{zone}» در یک کشور نیست و به جای آن zz آمده است",
    },
    "no-rule": {
        "en": "everything: no norm of this agreement is a duty, a permission or a prohibition between two parties",
        "fa": "همه چیز: هیچ الزام این توافق‌نامه تکلیف یا اجازه یا منعی میان دو طرف نیست",
    },
    "no-norm": {
        "en": "everything: no norm of this agreement is a service level with a target",
        "fa": "همه چیز: هیچ الزام این توافق‌نامه سطح خدمتی با هدف نیست",
    },
}
"""Each thing that can be left out, in both languages."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that was left out: of a norm of a clause, or of the agreement where `norm` is empty."""

    what: str
    norm: str = ""
    clause: str = ""
    values: tuple[tuple[str, str], ...] = ()

    def said(self, language: Language, *, isolated: bool = False) -> str:
        """It in words; `isolated` keeps what is inserted in its own direction, for a terminal and for no file.

        >>> LeftOut("key", "fee-as-announced", "5.2", (("key", "matching"),)).said("en")
        'norm fee-as-announced of clause 5.2: `matching`'
        """
        keep = isolate if isolated else str
        words = WORDS[self.what][language].format_map({name: keep(value) for name, value in self.values})
        if not self.norm:
            return words
        norm, clause = keep(self.norm), keep(self.clause)
        if language == "fa":
            return f"الزام {norm} از بند {clause}: {words}"
        return f"norm {norm} of clause {clause}: {words}"


@dataclass(frozen=True, slots=True)
class Exported:
    """An agreement in a format, and what of it was left out."""

    text: str
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class WrittenNorm:
    """A norm as the document has it, with the number of its clause; `carried` gathers the keys that a format takes."""

    clause: str
    data: Group
    carried: set[str]

    @property
    def id(self) -> str:
        """The id of the norm."""
        return str(self.data["id"])

    def take(self, key: str) -> object:
        """What stands under a key, which then counts as carried."""
        self.carried.add(key)
        return self.data.get(key)

    def lacks(self, what: str, **values: str) -> LeftOut:
        """Say that something of this norm is left out."""
        return LeftOut(what, self.id, self.clause, tuple(values.items()))

    def rest(self) -> Iterator[LeftOut]:
        """Every key that was not carried."""
        return (self.lacks("key", key=key) for key in self.data if key not in self.carried)


def written_norms(edition: Edition) -> Iterator[WrittenNorm]:
    """The norms of an edition as they are written, in the order of the text."""
    for _, clause in entries(edition.agreement_document.data, "clauses"):
        for _, norm in entries(clause, "norms"):
            yield WrittenNorm(str(clause.get("clause")), group(norm), {"id", "rule"})
