"""What is said where slakit and other tools, or plain texts, meet: exports and imports."""

from typing import Final

from slakit.messages import Language

EXCHANGE: Final[dict[str, dict[Language, str]]] = {
    "command export": {
        "en": "write a log, or an agreement, in a format that other tools read",
        "fa": "گزارش رویدادها یا توافق‌نامه را در قالبی می‌نویسد که ابزارهای دیگر می‌خوانند",
    },
    "option exported": {
        "en": "ocel: a log as OCEL 2.0, for process mining; openslo: service levels; akoma-ntoso: the text; odrl: duties, permissions and prohibitions",
        "fa": "برای گزارش رویدادها به صورت OCEL 2.0 و فرایندکاوی ocel، برای سطح خدمات openslo، برای متن akoma-ntoso و برای تکلیف و اجازه و منع odrl",
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
    "export takes no log": {
        "en": "`{format}` is a format of agreements, and takes no log",
        "fa": "«{format}» قالب توافق‌نامه است و گزارش نمی‌پذیرد",
    },
    "name no log": {"en": "name the agreement alone", "fa": "تنها توافق‌نامه را نام ببرید"},
    "left out": {
        "en": "{format} has no place for {things}; the file names them too",
        "fa": "{format} برای {things} جایی ندارد؛ در فایل هم نام برده شده است",
    },
    "one thing": {"en": "{count} thing", "fa": "{count} چیز"},
    "several thing": {"en": "{count} things", "fa": "{count} چیز"},
    "command import": {
        "en": "draft an agreement from its plain text, with everything doubtful marked",
        "fa": "از متن سادهٔ توافق‌نامه پیش‌نویس می‌سازد و هر چیز تردیدآمیز را نشان می‌گذارد",
    },
    "option imported": {"en": "the text: a file in UTF-8", "fa": "متن توافق‌نامه: فایلی به UTF-8"},
    "option imported into": {
        "en": "the folder of the edition, such as agreements/city-office/1400; it must be new",
        "fa": "پوشهٔ ویرایش، مانند «agreements/city-office/1400»؛ باید تازه باشد",
    },
    "option imported name": {
        "en": "the name of the agreement (default: that of the folder)",
        "fa": "نام توافق‌نامه (پیش‌فرض: نام پوشه)",
    },
    "option imported edition": {
        "en": "the edition, such as 1400 (default: the year of the folder, else that of the text)",
        "fa": "ویرایش، مانند «1400» (پیش‌فرض: سال پوشه، وگرنه سالی که متن می‌گوید)",
    },
    "no text: not-utf-8": {"en": "`{file}` is not in UTF-8", "fa": "«{file}» به «UTF-8» نیست"},
    "no text: empty": {"en": "`{file}` holds no text", "fa": "«{file}» متنی ندارد"},
    "no text: too-large": {"en": "`{file}` is too large for one agreement", "fa": "«{file}» برای یک توافق‌نامه بیش از اندازه بزرگ است"},
    "cut the text": {"en": "keep the agreement, and leave out what is none", "fa": "فقط متن توافق‌نامه را نگه دارید"},
    "no text: long-paragraph": {
        "en": "`{file}`: the paragraph of line {line} is too long for a clause",
        "fa": "«{file}»: بند سطر {line} برای یک بند توافق‌نامه بیش از اندازه بلند است",
    },
    "break the paragraph": {"en": "break it where its sentences end", "fa": "آن را در پایان جمله‌ها بشکنید"},
    "no text: control-character": {
        "en": "`{file}`: line {line} has an invisible control character, which no document may hold",
        "fa": "«{file}»: سطر {line} نویسهٔ کنترلی پنهانی دارد که در هیچ سندی نمی‌آید",
    },
    "delete it there": {"en": "delete it in the text", "fa": "آن را در متن حذف کنید"},
    "no text: unreadable": {"en": "cannot read `{file}`: {problem}", "fa": "«{file}» خوانده نشد: {problem}"},
    "save as utf-8": {
        "en": "save it as plain text in UTF-8",
        "fa": "آن را به صورت متن ساده با کدگذاری «UTF-8» ذخیره کنید",
    },
    "no edition in text": {
        "en": "the text names no year that the edition could be called after",
        "fa": "متن سالی را نمی‌گوید که ویرایش به نام آن باشد",
    },
    "choose another folder": {"en": "name a folder that is new", "fa": "پوشه‌ای تازه نام ببرید"},
    "say edition": {"en": "say it with `--edition`, such as `--edition 1400`", "fa": "با «--edition» بگویید، مانند «--edition 1400»"},
    "say agreement": {
        "en": "say it with `--agreement`: small letters, digits and hyphens, such as city-office",
        "fa": "با «--agreement» بگویید: حروف کوچک لاتین، رقم و خط تیره، مانند «city-office»",
    },
    "transcribed": {
        "en": "drafted from {file}: {clauses}, {services}; every character of the text stands in the draft or is named",
        "fa": "از روی {file} ساخته شد: {clauses}، {services}؛ هر نویسهٔ متن در پیش‌نویس است یا نام برده شده است",
    },
    "one clause": {"en": "{count} clause", "fa": "{count} بند"},
    "several clause": {"en": "{count} clauses", "fa": "{count} بند"},
    "one service": {"en": "{count} service", "fa": "{count} خدمت"},
    "several service": {"en": "{count} services", "fa": "{count} خدمت"},
}  # fmt: skip
