"""The few words that the language server says itself, in both languages."""

from collections.abc import Mapping
from typing import Final

from slakit.messages import Language

_WORDS: Final[Mapping[str, Mapping[Language, str]]] = {
    "party": {"en": "party", "fa": "طرف"},
    "clause": {"en": "clause", "fa": "بند"},
    "norm": {"en": "norm", "fa": "الزام"},
    "service": {"en": "service", "fa": "خدمت"},
    "choice": {"en": "interpretation choice", "fa": "گزینهٔ تفسیر"},
    "option": {"en": "option", "fa": "گزینه"},
    "event": {"en": "event", "fa": "رویداد"},
    "record": {"en": "record", "fa": "سند"},
    "field": {"en": "field", "fa": "فیلد"},
    "word": {"en": "word", "fa": "واژه"},
    "value-list": {"en": "value list", "fa": "فهرست واژه"},
    "rule": {"en": "rule kind", "fa": "نوع قاعده"},
    "yes-or-no": {"en": "yes or no", "fa": "بله یا خیر"},
    "calendar": {"en": "calendar", "fa": "تقویم"},
    "term": {"en": "term", "fa": "اصطلاح"},
    "comma": {"en": ", ", "fa": "، "},
    "options": {"en": "options, the default first:", "fa": "گزینه‌ها، نخست پیش‌فرض:"},
    "taken": {"en": "this agreement takes", "fa": "این توافق‌نامه برگزیده است:"},
    "part of": {"en": "part of", "fa": "جزئی از"},
    "holds": {"en": "holds:", "fa": "مقدار آن:"},
    "several": {"en": "holds several of:", "fa": "چند مقدار از این نوع:"},
    "obliges": {"en": "obliges", "fa": "مکلف:"},
    "forbids": {"en": "forbids", "fa": "منع‌شده:"},
    "permits": {"en": "permits", "fa": "مجاز:"},
    "empowers": {"en": "empowers", "fa": "دارای اختیار:"},
    "change to": {"en": "change to `{new}`", "fa": "تغییر به «\u2066{new}\u2069»"},
    "mend several": {"en": "mend it in {count} places", "fa": "اصلاح در {count} جا"},
    "remove": {"en": "take it out", "fa": "حذف آن"},
    "help": {"en": "help: ", "fa": "راهنما: "},
}


def words(name: str, language: Language, **values: str) -> str:
    """An entry of the table, with its values."""
    text = _WORDS[name][language]
    return text.format_map(values) if values else text
