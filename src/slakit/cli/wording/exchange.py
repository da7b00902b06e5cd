"""What is said where slakit and other tools, or plain texts, meet: exports and imports."""

from typing import Final

from slakit.messages import Language

EXCHANGE: Final[dict[str, dict[Language, str]]] = {
    "command export": {
        "en": "write a log, or an agreement, in a format that other tools read",
        "fa": "گزارش رویدادها یا توافق‌نامه را در قالبی می‌نویسد که ابزارهای دیگر می‌خوانند",
    },
    "option exported": {
        "en": "ocel: a log as OCEL 2.0, for process mining",
        "fa": "برای گزارش رویدادها به صورت OCEL 2.0، برای فرایندکاوی، ocel",
    },
    "option exported log": {
        "en": "the log, for ocel: files, folders or tables of events; - is standard input",
        "fa": "گزارش رویدادها برای ocel: فایل، پوشه یا جدول رویدادها؛ - ورودی استاندارد است",
    },
    "export needs a log": {
        "en": "`{format}` is a format of logs, and no log was named",
        "fa": "«{format}» قالب گزارش رویدادهاست و گزارشی نام برده نشد",
    },
    "name a log": {
        "en": "name one after the agreement; - is standard input",
        "fa": "گزارش را پس از توافق‌نامه بنویسید؛ - ورودی استاندارد است",
    },
}  # fmt: skip
