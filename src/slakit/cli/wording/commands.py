"""What each command does, in one line."""

from typing import Final

from slakit.messages import Language

COMMANDS: Final[dict[str, dict[Language, str]]] = {
    "about": {
        "en": "service level agreements as policy-as-code: check a log of events against the clauses of a signed text",
        "fa": "سنجش گزارش رویدادها با بندهای متن امضاشدهٔ توافق‌نامهٔ سطح خدمات",
    },
    "exit codes": {
        "en": "exit codes: 0 nothing found, 1 findings, 2 the input is wrong, 3 slakit itself failed",
        "fa": "کد خروج: ۰ چیزی یافت نشد، ۱ یافته هست، ۲ ورودی نادرست است، ۳ خود برنامه از کار افتاد",
    },
    "command check": {
        "en": "judge a log of events by an agreement",
        "fa": "گزارش رویدادها را با توافق‌نامه می‌سنجد",
    },
    "command report": {
        "en": "write a judgement as one HTML page or as a document: for a governor, for an auditor, to file",
        "fa": "نتیجهٔ داوری را به صورت یک صفحهٔ HTML یا سند می‌نویسد: برای مدیر، برای حسابرس، برای بایگانی",
    },
    "command render": {
        "en": "write an agreement as a page to read, or its deadlines as a calendar file",
        "fa": "توافق‌نامه را به صورت صفحه‌ای خواندنی، یا موعدهای آن را به صورت فایل تقویم می‌نویسد",
    },
    "command watch": {
        "en": "judge a log while it is written, and tell each finding as soon as it is certain",
        "fa": "گزارش رویدادها را هم‌زمان با نوشته‌شدنش می‌سنجد و هر یافته را همین که قطعی شد می‌گوید",
    },
    "command serve": {
        "en": "judge events that are sent over HTTP, and answer when they are kept",
        "fa": "رویدادهایی را که با HTTP فرستاده می‌شوند می‌سنجد و پس از نگهداری آن‌ها پاسخ می‌دهد",
    },
    "command ledger": {
        "en": "show what a monitor has told, and prove that nothing of it was changed",
        "fa": "آنچه را پایشگر گفته نشان می‌دهد و ثابت می‌کند که چیزی از آن دست نخورده است",
    },
    "command store": {
        "en": "write the events that a server has kept, or judge them anew by a changed agreement",
        "fa": "رویدادهایی را که سرور نگه داشته می‌نویسد، یا با توافق‌نامهٔ تغییریافته از نو می‌سنجد",
    },
    "command validate": {
        "en": "find every fault of agreements, annexes, vocabularies and case files",
        "fa": "همهٔ ایرادهای توافق‌نامه، پیوست، واژگان و فایل نمونه‌ها را می‌یابد",
    },
    "command test": {
        "en": "run the cases of an agreement and of its mappings, and name what none of them covers",
        "fa": "نمونه‌های آزمون توافق‌نامه و نگاشت‌های آن را اجرا می‌کند و آنچه را هیچ‌یک نمی‌سنجد نام می‌برد",
    },
    "command explain": {
        "en": "explain a clause, a norm, a finding, or a rule kind",
        "fa": "بند، الزام، یافته یا نوع قاعده را توضیح می‌دهد",
    },
    "command schema": {
        "en": "list the JSON Schemas, or print one",
        "fa": "طرح‌های JSON را فهرست می‌کند یا یکی را می‌نویسد",
    },
    "command fix": {
        "en": "mend the faults whose cure is beyond doubt, and leave every other byte as it is",
        "fa": "ایرادهایی را که درستشان بی‌گمان روشن است اصلاح می‌کند و به هیچ بایت دیگری دست نمی‌زند",
    },
    "command fmt": {
        "en": "give documents their one layout: indentation, spaces and line ends",
        "fa": "تورفتگی و فاصله‌ها و پایان سطرهای سندها را یکدست می‌کند",
    },
    "command simulate": {
        "en": "make up a year of a governorate as a log, with or without harm to some groups",
        "fa": "سالی ساختگی از یک استانداری را به‌صورت گزارش رویدادها می‌سازد، با زیان به برخی گروه‌ها یا بی آن",
    },
    "command init": {
        "en": "begin an agreement: a short example with its cases, editor settings and CI files",
        "fa": "توافق‌نامه‌ای تازه آغاز می‌کند: نمونه‌ای کوتاه با نمونه‌های آزمون، تنظیم ویرایشگر و فایل‌های CI",
    },
    "command renew": {
        "en": "draft the next edition of an agreement, with what has to be decided marked in it",
        "fa": "پیش‌نویس ویرایش بعد را می‌سازد و آنچه را باید درباره‌اش تصمیم گرفت نشان می‌گذارد",
    },
    "command diff": {
        "en": "compare two editions: what the new one gives away, and a log that shows it",
        "fa": "دو ویرایش را می‌سنجد: ویرایش تازه از چه می‌کاهد، با گزارشی که آن را نشان می‌دهد",
    },
    "command keys": {
        "en": "make a key to sign with (new), or show the fingerprint of one (show)",
        "fa": "کلید امضا می‌سازد (new) یا اثر انگشت کلیدی را نشان می‌دهد (show)",
    },
    "command sign": {
        "en": "sign an edition: its signature is written beside it",
        "fa": "ویرایش را امضا می‌کند و امضا را کنار آن می‌نویسد",
    },
    "command verify": {
        "en": "say whether an edition still is what its signatories signed",
        "fa": "می‌گوید آیا ویرایش همان است که امضاکنندگانش امضا کرده‌اند",
    },
    "command ci": {
        "en": "all that CI asks of agreements: faults, cases, signatures, and what a change gives away",
        "fa": "همهٔ آنچه CI از توافق‌نامه‌ها می‌خواهد: ایرادها، نمونه‌ها، امضاها و آنچه یک تغییر از دست می‌دهد",
    },
    "command lsp": {
        "en": "serve an editor: faults while writing, meanings, declarations, names to choose from",
        "fa": "خدمت به ویرایشگر: ایرادها هنگام نوشتن، معناها، جای تعریف‌ها و پیشنهاد نام‌ها",
    },
}  # fmt: skip
