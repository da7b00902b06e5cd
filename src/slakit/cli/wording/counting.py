"""Things that are counted, one and several, and how a list of them is written."""

from typing import Final

from slakit.messages import Language

COUNTING: Final[dict[str, dict[Language, str]]] = {
    "one day": {"en": "{count} day", "fa": "{count} روز"},
    "several day": {"en": "{count} days", "fa": "{count} روز"},
    "one point": {"en": "{count} point", "fa": "{count} نکته"},
    "several point": {"en": "{count} points", "fa": "{count} نکته"},
    "one fix": {"en": "{count} fix", "fa": "{count} اصلاح"},
    "several fix": {"en": "{count} fixes", "fa": "{count} اصلاح"},
    "one file": {"en": "{count} file", "fa": "{count} فایل"},
    "several file": {"en": "{count} files", "fa": "{count} فایل"},
    "one finding": {"en": "{count} finding", "fa": "{count} یافته"},
    "several finding": {"en": "{count} findings", "fa": "{count} یافته"},
    "one line": {"en": "{count} line", "fa": "{count} سطر"},
    "several line": {"en": "{count} lines", "fa": "{count} سطر"},
    "one row": {"en": "{count} row", "fa": "{count} سطر"},
    "several row": {"en": "{count} rows", "fa": "{count} سطر"},
    "one part": {"en": "{count} part of events", "fa": "{count} جزء از رویدادها"},
    "several part": {"en": "{count} parts of events", "fa": "{count} جزء از رویدادها"},
    "one document": {"en": "{count} document", "fa": "{count} سند"},
    "several document": {"en": "{count} documents", "fa": "{count} سند"},
    "one fault": {"en": "{count} fault", "fa": "{count} ایراد"},
    "several fault": {"en": "{count} faults", "fa": "{count} ایراد"},
    "one warning": {"en": "{count} warning", "fa": "{count} هشدار"},
    "several warning": {"en": "{count} warnings", "fa": "{count} هشدار"},
    "one advice": {"en": "{count} piece of advice", "fa": "{count} توصیه"},
    "several advice": {"en": "{count} pieces of advice", "fa": "{count} توصیه"},
    "one waived": {"en": "{count} waived", "fa": "{count} چشم‌پوشی"},
    "several waived": {"en": "{count} waived", "fa": "{count} چشم‌پوشی"},
    "one case": {"en": "{count} case", "fa": "{count} نمونه"},
    "several case": {"en": "{count} cases", "fa": "{count} نمونه"},
    "comma": {"en": ", ", "fa": "، "},
    "item": {"en": "`{item}`", "fa": "«{item}»"},
}  # fmt: skip
