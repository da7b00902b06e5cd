"""The words of the command line itself, in both languages: one literal table, and who speaks them.

What is wrong in a document is told by the catalogues of `slakit.messages`, what was found by `slakit.reports`.
"""

import re
import sys
from collections.abc import Iterable, Mapping
from typing import Final, Literal

from slakit.frozen import Frozen
from slakit.messages import Language, Told, render
from slakit.text import isolate, persian_digits, visible

Digits = Literal["persian", "ascii"]

_QUOTATION = re.compile("«([^«»]*)»")
_RIGHT_TO_LEFT_ISOLATE, _POP_ISOLATE = "\u2067", "\u2069"

WORDING: Final[dict[str, dict[Language, str]]] = {
    # --- help: the commands
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
        "en": "write a judgement as one HTML page: for a governor, for an auditor, to print",
        "fa": "نتیجهٔ داوری را در یک صفحهٔ HTML می‌نویسد: برای مدیر، برای حسابرس، برای چاپ",
    },
    "command render": {
        "en": "write an agreement as a page to read, or its deadlines as a calendar file",
        "fa": "توافق‌نامه را به صورت صفحه‌ای خواندنی، یا موعدهای آن را به صورت فایل تقویم می‌نویسد",
    },
    "command watch": {
        "en": "judge a log while it is written, and tell each finding as soon as it is certain",
        "fa": "گزارش رویدادها را هم‌زمان با نوشته‌شدنش می‌سنجد و هر یافته را همین که قطعی شد می‌گوید",
    },
    "command ledger": {
        "en": "show what a monitor has told, and prove that nothing of it was changed",
        "fa": "آنچه را پایشگر گفته نشان می‌دهد و ثابت می‌کند که چیزی از آن دست نخورده است",
    },
    "command validate": {
        "en": "find every fault of agreements, annexes, vocabularies and case files",
        "fa": "همهٔ ایرادهای توافق‌نامه، پیوست، واژگان و فایل نمونه‌ها را می‌یابد",
    },
    "command test": {
        "en": "run the cases of an agreement, and name what none of them covers",
        "fa": "نمونه‌های آزمون توافق‌نامه را اجرا می‌کند و آنچه را هیچ‌یک نمی‌سنجد نام می‌برد",
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
    "option requests": {"en": "how many requests (default: 20000)", "fa": "شمار درخواست‌ها (پیش‌فرض: ۲۰۰۰۰)"},
    "option seed": {"en": "the same seed makes the same year (default: 1398)", "fa": "عددی که همان سال را دوباره می‌سازد (پیش‌فرض: ۱۳۹۸)"},
    "option harm": {"en": "what is done to the affected (default: none)", "fa": "آنچه بر سر گروه‌های زیان‌دیده می‌آید (پیش‌فرض: هیچ)"},
    "option strength": {"en": "their odds of approval are multiplied by this (default: 0.5)", "fa": "بخت پذیرش آن‌ها در این عدد ضرب می‌شود (پیش‌فرض: ۰٫۵)"},
    "option affected": {"en": "how many pairs of service and group are harmed (default: 12)", "fa": "شمار زوج‌های خدمت و گروهی که زیان می‌بینند (پیش‌فرض: ۱۲)"},
    "option harmed from": {"en": "the month from which on they are (default: 1)", "fa": "ماهی که زیان از آن آغاز می‌شود (پیش‌فرض: ۱)"},
    "option households": {"en": "the share of requests that come in pairs of one household (default: 0)", "fa": "سهم درخواست‌هایی که دوتایی از یک خانوار می‌آید (پیش‌فرض: ۰)"},
    "option masked": {"en": "the affected come with easier cases, which hides the harm in plain figures", "fa": "زیان‌دیدگان موردهای آسان‌تری دارند و زیان در رقم‌های ساده پنهان می‌ماند"},
    "option unconfounded": {"en": "let all groups have the same lawful case mix", "fa": "ترکیب قانونی موردها در همهٔ گروه‌ها یکسان باشد"},
    "option from": {"en": "the first day of the year (default: 1398/01/01)", "fa": "نخستین روز سال (پیش‌فرض: ۱۳۹۸/۰۱/۰۱)"},
    "option zone": {"en": "its time zone (default: Asia/Tehran)", "fa": "منطقهٔ زمانی (پیش‌فرض: Asia/Tehran)"},
    "option truth": {"en": "write who was harmed to this file, as JSON", "fa": "زیان‌دیدگان را به‌صورت JSON در این فایل می‌نویسد"},
    "from": {"en": "it is from {least} on", "fa": "باید دست‌کم {least} باشد"},
    "between": {"en": "it is from {least} to {most}", "fa": "باید از {least} تا {most} باشد"},
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
    # --- help: the arguments
    "commands": {"en": "commands", "fa": "فرمان‌ها"},
    "arguments": {"en": "arguments", "fa": "آرگومان‌ها"},
    "options": {"en": "options", "fa": "گزینه‌ها"},
    "usage": {"en": "usage:", "fa": "شیوهٔ کاربرد:"},
    "option help": {"en": "show this help and exit", "fa": "همین راهنما را نشان می‌دهد"},
    "option version": {"en": "show the version and exit", "fa": "نسخه را نشان می‌دهد"},
    "option watched log": {
        "en": "a file of CloudEvents, one JSON object a line; - is standard input",
        "fa": "فایلی از CloudEvents، هر سطر یک شیء JSON؛ - یعنی ورودی استاندارد",
    },
    "option store": {
        "en": "the file that keeps state, position and ledger; watching goes on where it stopped",
        "fa": "فایلی که وضعیت و جای خواندن و دفتر یافته‌ها در آن می‌ماند؛ پایش از همان‌جا ادامه می‌یابد",
    },
    "option lateness": {
        "en": "how much later than younger events one may come, such as `1 hour`",
        "fa": "هر رویداد تا چه اندازه پس از رویدادهای تازه‌تر می‌تواند برسد، مانند «1 hour»",
    },
    "option remembers": {
        "en": "how long an event is known when it comes again (default: 1 hour)",
        "fa": "تا چه مدت رویداد تکراری شناخته می‌شود (پیش‌فرض: یک ساعت)",
    },
    "option at-end": {
        "en": "at the end of the log: wait for more (default), stop, or judge what is open and end",
        "fa": "در پایان گزارش: منتظر ماندن (پیش‌فرض)، ایستادن، یا سنجیدن آنچه باز است و پایان",
    },
    "option close at": {
        "en": "the instant of judging with `--at-end close`; without it the clock is read",
        "fa": "لحظهٔ داوری با «--at-end close»؛ بی آن ساعت خوانده می‌شود",
    },
    "option batch": {
        "en": "how many lines are stored and told together (default: 1000)",
        "fa": "چند سطر با هم ذخیره و گفته می‌شود (پیش‌فرض: ۱۰۰۰)",
    },
    "option live": {
        "en": "let the clock pass deadlines while no event comes",
        "fa": "هنگامی که رویدادی نمی‌رسد مهلت‌ها با ساعت بگذرند",
    },
    "option appended output": {
        "en": "add the lines of JSON to a file; after a restart nothing is lost or doubled in it",
        "fa": "سطرهای JSON را به پایان فایلی می‌افزاید؛ پس از شروع دوباره چیزی در آن گم یا تکراری نمی‌شود",
    },
    "option ledger what": {
        "en": "verify: prove the chain; show: the findings that stand",
        "fa": "verify: درستی زنجیره را می‌سنجد؛ show: یافته‌های برقرار را نشان می‌دهد",
    },
    "option ledger": {"en": "the store of a monitor", "fa": "فایل نگهداری پایشگر"},
    "option as-of": {
        "en": "the findings as they were told up to this instant",
        "fa": "یافته‌ها آن‌گونه که تا این لحظه گفته شده بودند",
    },
    "option agreement": {
        "en": "the folder of an edition, or its agreement.yaml",
        "fa": "پوشهٔ یک ویرایش، یا فایل agreement.yaml آن",
    },
    "option log": {
        "en": "files of CloudEvents, one JSON object a line; - is standard input",
        "fa": "فایل‌های CloudEvents، در هر سطر یک شیء JSON؛ - ورودی استاندارد است",
    },
    "option documents": {
        "en": "folders of editions (also several levels above them), or single documents",
        "fa": "پوشهٔ ویرایش‌ها (یا پوشه‌ای بالاتر از آن‌ها)، یا تک‌تک فایل‌ها",
    },
    "option what": {
        "en": "a rule kind or a lint rule; or an agreement, then a clause, a norm, or the id of a finding or its beginning",
        "fa": "یک نوع قاعده یا یک قاعدهٔ بازبینی؛ یا یک توافق‌نامه و سپس یک بند، یک الزام، یا شناسهٔ یک یافته یا آغاز آن",
    },
    "option finding log": {"en": "a log, to explain a finding of it", "fa": "گزارش رویدادها، برای توضیح یافته‌ای از آن"},
    "option editor": {
        "en": "the schema for editors, which speaks Persian and English",
        "fa": "طرح ویژهٔ ویرایشگر، به فارسی و انگلیسی",
    },
    "option name": {"en": "the document", "fa": "نام سند"},
    "option format": {"en": "how results are written (default: text)", "fa": "قالب نتیجه (پیش‌فرض: text)"},
    "option lang": {
        "en": "the language (default: SLAKIT_LANG, else that of the system)",
        "fa": "زبان (پیش‌فرض: SLAKIT_LANG، وگرنه زبان سیستم)",
    },
    "option at": {
        "en": "judge as of this time, such as 1399/02/01 or 2020-04-20T00:00:00+04:30 (default: now)",
        "fa": "زمان داوری، مانند «1399/02/01» یا «2020-04-20T00:00:00+04:30» (پیش‌فرض: اکنون)",
    },
    "option known-at": {
        "en": "with what was recorded by this time (default: everything)",
        "fa": "با آنچه تا این زمان ثبت شده بود (پیش‌فرض: همه)",
    },
    "option all": {
        "en": "every finding in full, also the kept and the not applicable ones",
        "fa": "همهٔ یافته‌ها، رعایت‌شده و خارج از شمول هم",
    },
    "option fail-on": {
        "en": "the least grade that makes the exit code 1 (default: presumption)",
        "fa": "پایین‌ترین درجه‌ای که کد خروج را ۱ می‌کند (پیش‌فرض: presumption)",
    },
    "option engine": {
        "en": "what judges: `reference` looks through a list, `audit` asks tables; both find the same (default: by the size of the log)",
        "fa": "موتور داوری: «reference» فهرست را مرور می‌کند و «audit» از جدول‌ها می‌پرسد؛ یافتهٔ هر دو یکی است (پیش‌فرض: به‌اندازهٔ گزارش)",
    },
    "option strict": {
        "en": "exit with 2 if any line was set aside",
        "fa": "اگر سطری کنار گذاشته شد، کد خروج ۲ است",
    },
    "option editions": {
        "en": "the old edition and the new one; with --against the new one alone",
        "fa": "ویرایش پیشین و ویرایش تازه؛ با «--against» تنها ویرایش تازه",
    },
    "option against": {
        "en": "compare with the same folder as a commit has it, such as git:main",
        "fa": "سنجش با همان پوشه در یک ثبت git، مانند «git:main»",
    },
    "option fail-on diff": {
        "en": "what makes the exit code 1: removed, weaker, incomparable, any or never (default: weaker)",
        "fa": "آنچه کد خروج را ۱ می‌کند: removed، weaker، incomparable، any یا never (پیش‌فرض: weaker)",
    },
    "option no-search": {
        "en": "look for no log that shows a change",
        "fa": "گزارشی برای نشان دادن تغییرها جست‌وجو نمی‌شود",
    },
    "option save-witness": {
        "en": "write each log that shows a weakening as a case into this folder",
        "fa": "هر گزارشی که سستی را نشان می‌دهد نمونه‌ای در این پوشه می‌شود",
    },
    "option replay": {
        "en": "a log: show which of its findings would change under the new text",
        "fa": "یک گزارش رویدادها: کدام یافته‌هایش با متن تازه تغییر می‌کرد",
    },
    "option at replay": {
        "en": "judge the replayed log as of this time (default: when the old term and the log are over)",
        "fa": "زمان داوری گزارش بازسنجیده (پیش‌فرض: پایان مدت پیشین و رویدادها)",
    },
    "option on diff": {
        "en": "the day on which approvals are looked at (default: today)",
        "fa": "روزی که اعتبار پذیرش‌ها با آن سنجیده می‌شود (پیش‌فرض: امروز)",
    },
    "option cases": {
        "en": "the case files of each edition as well (`slakit test` reads them anyway)",
        "fa": "پرونده‌های نمونهٔ آزمون هر ویرایش هم (slakit test آن‌ها را می‌خواند)",
    },
    "option no-lint": {"en": "schemas and references only, no lint rules", "fa": "فقط شکل و ارجاع‌ها، بدون قاعده‌های بازبینی"},
    "option fail-level": {
        "en": "the least severity that makes the exit code 1 (default: warning)",
        "fa": "پایین‌ترین سطحی که کد خروج را ۱ می‌کند (پیش‌فرض: warning)",
    },
    "option on": {
        "en": "the day on which waivers are judged, such as 1399/06/01 (default: today)",
        "fa": "روزی که چشم‌پوشی‌ها با آن سنجیده می‌شوند، مانند «1399/06/01» (پیش‌فرض: امروز)",
    },
    "option output": {
        "en": "write results to this file, whole or not at all",
        "fa": "نتیجه را در این فایل می‌نویسد؛ یا کامل یا هیچ",
    },
    "option findings": {
        "en": "also write every finding to this file, one JSON object a line",
        "fa": "همهٔ یافته‌ها را هم در این فایل می‌نویسد؛ در هر سطر یک شیء JSON",
    },
    "option rendered": {
        "en": "html: a page to read; docx: a document to sign; ics: term and deadlines for a calendar (default: html)",
        "fa": "برای صفحهٔ خواندنی html، برای سند قابل امضا docx و برای دوره و موعدها در تقویم ics (پیش‌فرض: html)",
    },
    "option formats": {
        "en": "how results are written (default: text); may be given again, each with its own --output",
        "fa": "قالب نتیجه (پیش‌فرض: text)؛ می‌توان چند بار نوشت، هر بار با «--output» خودش",
    },
    "option outputs": {
        "en": "write the results of the --format beside it to this file, whole or not at all",
        "fa": "نتیجهٔ «--format» کنار خود را در این فایل می‌نویسد؛ یا کامل یا هیچ",
    },
    "option baseline": {
        "en": "faults that this file knows are only counted, and leave the exit code alone",
        "fa": "ایرادهایی که در این فایل ثبت شده‌اند فقط شمرده می‌شوند و کد خروج را تغییر نمی‌دهند",
    },
    "option write-baseline": {
        "en": "remember what is found in this file; with --baseline, only what that still knows",
        "fa": "ایرادهای یافته‌شده را در این فایل ثبت می‌کند؛ همراه «--baseline» فقط آنچه هنوز از آن باقی است",
    },
    "option digits": {"en": "the digits of Persian text", "fa": "رقم‌های متن فارسی"},
    "option colour": {"en": "colour (default: auto; NO_COLOR is honoured)", "fa": "رنگ (پیش‌فرض: auto؛ NO_COLOR رعایت می‌شود)"},
    "option progress": {"en": "show progress even if stderr is no terminal", "fa": "پیشرفت کار را همیشه نشان می‌دهد"},
    "option no-progress": {"en": "show no progress", "fa": "پیشرفت کار را نشان نمی‌دهد"},
    "option word": {"en": "only cases whose id or title has this word", "fa": "فقط نمونه‌هایی که این واژه در شناسه یا عنوانشان هست"},
    "option fixed paths": {
        "en": "folders of editions (also several levels above them), or single documents (default: this folder)",
        "fa": "پوشهٔ ویرایش‌ها (یا پوشه‌ای بالاتر از آن‌ها)، یا تک‌تک فایل‌ها (پیش‌فرض: همین پوشه)",
    },
    "option diff": {"en": "write nothing; show the changes as a unified diff", "fa": "چیزی نمی‌نویسد و تغییرها را به صورت diff نشان می‌دهد"},
    "option check fix": {"en": "write nothing; say what would be mended", "fa": "چیزی نمی‌نویسد و می‌گوید چه اصلاح می‌شود"},
    "option check fmt": {"en": "write nothing; name the files that would change", "fa": "چیزی نمی‌نویسد و فایل‌هایی را که تغییر می‌کند نام می‌برد"},
    "option unsafe": {
        "en": "also take near misses of names and values for what they are near",
        "fa": "نام‌ها و مقدارهای نزدیک به درست را هم همان می‌گیرد که به آن نزدیک‌اند",
    },
    "option folder": {"en": "the folder of the project; it may be new", "fa": "پوشهٔ پروژه، که می‌تواند تازه باشد"},
    "option agreement name": {
        "en": "the name of the agreement: small letters, digits and hyphens",
        "fa": "نام توافق‌نامه: حروف کوچک لاتین، رقم و خط تیره",
    },
    "option edition": {"en": "the edition: a year such as 1400, or 1400-autumn", "fa": "ویرایش: یک سال، مانند «1400»، یا «1400-autumn»"},
    "option calendar": {
        "en": "the calendar (default: jalali in Persian, gregorian in English)",
        "fa": "تقویم (پیش‌فرض: jalali در فارسی و gregorian در انگلیسی)",
    },
    "option to": {"en": "the new edition: a year such as 1399, or 1399-autumn", "fa": "ویرایش تازه: یک سال، مانند «1399»، یا «1399-autumn»"},
    "option first": {
        "en": "the first day of the new term (default: the day after the old one ends)",
        "fa": "نخستین روز مدت تازه (پیش‌فرض: روز پس از پایان مدت پیشین)",
    },
    "option last": {
        "en": "the last day of the new term (default: that of the old one, in the year of the new edition)",
        "fa": "واپسین روز مدت تازه (پیش‌فرض: همان روز پایان پیشین، در سال ویرایش تازه)",
    },
    "option action": {
        "en": "new: a key and its public half FILE.pub; show: the fingerprint of a public key",
        "fa": "new: کلید و نیمهٔ عمومی آن در FILE.pub؛ show: اثر انگشت یک کلید عمومی",
    },
    "option key file": {"en": "the file of the key", "fa": "فایل کلید"},
    "option passphrase-file": {
        "en": "the passphrase is the first line of this file (default: SLAKIT_PASSPHRASE, else it is asked for)",
        "fa": "گذرواژه سطر نخست این فایل است (پیش‌فرض: SLAKIT_PASSPHRASE، وگرنه پرسیده می‌شود)",
    },
    "option without-passphrase": {
        "en": "leave the key open: whoever can read its file can sign with it",
        "fa": "کلید بی‌گذرواژه می‌ماند: هر که فایلش را بخواند می‌تواند با آن امضا کند",
    },
    "option private key": {"en": "the private key of the signatory", "fa": "کلید خصوصی امضاکننده"},
    "option as": {
        "en": "the party that signs (default: the only signatory of the agreement)",
        "fa": "طرفی که امضا می‌کند (پیش‌فرض: تنها امضاکنندهٔ توافق‌نامه)",
    },
    "option signed at": {"en": "the time of signing (default: now)", "fa": "زمان امضا (پیش‌فرض: اکنون)"},
    "option public key": {
        "en": "the public key that a signatory is known by; with several signatories, one for each: PARTY=FILE",
        "fa": "کلید عمومی‌ای که امضاکننده با آن شناخته می‌شود؛ با چند امضاکننده برای هر کدام یکی: «PARTY=FILE»",
    },
    "option verified on": {
        "en": "the day on which the term must not have ended (default: today)",
        "fa": "روزی که مدت اعتبار نباید پیش از آن پایان یافته باشد (پیش‌فرض: امروز)",
    },
    "option ci paths": {
        "en": "folders of editions, also several levels above them (default: agreements)",
        "fa": "پوشهٔ ویرایش‌ها یا پوشه‌ای بالاتر از آن‌ها (پیش‌فرض: agreements)",
    },
    "option only": {
        "en": "only this step; may be given again (default: all that there is enough for)",
        "fa": "فقط همین گام؛ می‌توان چند بار نوشت (پیش‌فرض: هر گامی که داده‌هایش هست)",
    },
    "option ci against": {
        "en": "the commit that changes are compared with, such as git:origin/main",
        "fa": "کامیتی که تغییرها با آن سنجیده می‌شود، مانند «git:origin/main»",
    },
    "option ci keys": {
        "en": "the folder of the public keys: every edition must be signed with them",
        "fa": "پوشهٔ کلیدهای عمومی: هر ویرایش باید با آن‌ها امضا شده باشد",
    },
    "option ci on": {
        "en": "the day on which waivers, approvals and terms are judged (default: today)",
        "fa": "روزی که چشم‌پوشی‌ها، پذیرش‌ها و مدت‌ها با آن سنجیده می‌شوند (پیش‌فرض: امروز)",
    },
    "option ci sarif": {"en": "write the faults as SARIF, too", "fa": "ایرادها را به صورت SARIF هم می‌نویسد"},
    "option ci junit": {"en": "write the faults as JUnit, too", "fa": "ایرادها را به صورت JUnit هم می‌نویسد"},
    "option ci gitlab": {"en": "write the faults for GitLab, too", "fa": "ایرادها را برای GitLab هم می‌نویسد"},
    "option ci comment": {
        "en": "write what was found as the comment of a pull request",
        "fa": "یافته‌ها را به صورت یادداشت درخواست ادغام می‌نویسد",
    },
    "option debug": {"en": "if slakit itself fails, show where", "fa": "اگر خود برنامه از کار افتاد، جای خطا را نشان می‌دهد"},
    # --- what is wrong with the command, and its cure
    "help": {"en": "help: {cure}", "fa": "راهنما: {cure}"},
    "did you mean": {"en": "did you mean `{suggestion}`?", "fa": "آیا منظور «{suggestion}» است؟"},
    "did you mean either": {
        "en": "did you mean `{suggestion}` or `{other}`?",
        "fa": "آیا منظور «{suggestion}» یا «{other}» است؟",
    },
    "see help": {"en": "run `{command} --help`", "fa": "«{command} --help» را اجرا کنید"},
    "no command": {"en": "a command is missing", "fa": "فرمان نوشته نشده است"},
    "unknown command": {"en": "there is no command `{found}`", "fa": "فرمان «{found}» وجود ندارد"},
    "unknown option": {"en": "unknown option or argument: `{found}`", "fa": "گزینه یا آرگومان ناشناخته: «{found}»"},
    "arguments missing": {"en": "missing: {names}", "fa": "نوشته نشده است: {names}"},
    "value missing": {"en": "a value is missing after `{option}`", "fa": "پس از «{option}» مقداری نوشته نشده است"},
    "value not allowed": {
        "en": "`{found}` is not allowed for `{option}`",
        "fa": "مقدار «{found}» برای «{option}» پذیرفته نیست",
    },
    "one edition": {"en": "two editions are compared, or one with `--against`", "fa": "دو ویرایش سنجیده می‌شود، یا یکی با «--against»"},
    "two editions": {"en": "name the old edition and then the new one", "fa": "ویرایش پیشین و سپس ویرایش تازه را بنویسید"},
    "unknown against": {"en": "`--against {found}` names nothing to compare with", "fa": "«--against {found}» چیزی برای سنجش نام نمی‌برد"},
    "against git": {"en": "write `git:` and a commit, a branch or a tag, such as `git:main`", "fa": "«git:» و نام یک ثبت، شاخه یا برچسب بنویسید، مانند «git:main»"},
    "no such commit": {"en": "the edition cannot be read as of `git:{ref}`: {problem}", "fa": "ویرایش را چنان‌که در «git:{ref}» بوده است نمی‌توان خواند: {problem}"},
    "witnesses saved": {"en": "cases written into `{folder}`: {count}", "fa": "نمونه‌های نوشته‌شده در «{folder}»: {count}"},
    "not together": {
        "en": "`{option}` cannot stand beside `{other}`",
        "fa": "«{option}» و «{other}» با هم نمی‌آیند",
    },
    "other mistake": {"en": "{problem}", "fa": "فرمان خوانده نشد: {problem}"},
    "allowed": {"en": "allowed: {allowed}", "fa": "پذیرفته: {allowed}"},
    "choose": {"en": "there are: {allowed}", "fa": "این‌ها هستند: {allowed}"},
    "wrong time": {"en": "`{option}`: {problem}", "fa": "«{option}»: {problem}"},
    "no finding without log": {
        "en": "the finding `{found}` can only be explained with its log",
        "fa": "یافتهٔ «{found}» را فقط با گزارش رویدادهایش می‌توان توضیح داد",
    },
    "add log": {"en": "add `--log FILE`, and `--at TIME` for another time than now", "fa": "«--log FILE» را بیفزایید، و برای زمانی جز اکنون «--at TIME»"},
    "log without agreement": {
        "en": "`--log`, `--at` and `--known-at` need an agreement and a finding",
        "fa": "«--log» و «--at» و «--known-at» توافق‌نامه و یافته می‌خواهند",
    },
    "nothing so called": {
        "en": "`{agreement}` has no clause, norm or finding `{found}`",
        "fa": "توافق‌نامهٔ «{agreement}» بند یا الزام یا یافته‌ای به نام «{found}» ندارد",
    },
    "several findings": {"en": "{count} findings begin with `{found}`", "fa": "{count} یافته با «{found}» آغاز می‌شود"},
    "and more": {"en": "{listed} and {count} more", "fa": "{listed} و {count} تای دیگر"},
    "no rule kind": {"en": "there is no rule kind or lint rule `{found}`", "fa": "نوع قاعده یا قاعدهٔ بازبینی‌ای به نام «{found}» وجود ندارد"},
    "clause needs agreement": {
        "en": "to explain a clause or a norm, name its agreement first",
        "fa": "برای توضیح بند یا الزام، نخست توافق‌نامهٔ آن را بنویسید",
    },
    "no schema": {"en": "there is no document `{found}`", "fa": "سندی به نام «{found}» وجود ندارد"},
    "no cases": {"en": "`{agreement}` has no case", "fa": "«{agreement}» هیچ نمونهٔ آزمونی ندارد"},
    "add cases": {"en": "write them into `{folder}`", "fa": "آن‌ها را در «{folder}» بنویسید"},
    "no case selected": {"en": "no case has the word `{word}`", "fa": "واژهٔ «{word}» در هیچ نمونه‌ای نیست"},
    "no agreement below": {
        "en": "neither in `{folder}` nor below it is there an agreement.yaml",
        "fa": "نه در «{folder}» و نه زیر آن agreement.yaml نیست",
    },
    "unknown document": {
        "en": "`{file}` does not say which document it is",
        "fa": "«{file}» نمی‌گوید چه سندی است",
    },
    "say document": {
        "en": "begin it with one of these lines: {allowed}",
        "fa": "آن را با یکی از این سطرها آغاز کنید: {allowed}",
    },
    "case without agreement": {
        "en": "`{file}` was compared with no agreement: there is no `{expected}`",
        "fa": "«{file}» با توافق‌نامه‌ای سنجیده نشد، زیرا «{expected}» وجود ندارد",
    },
    "cannot read": {"en": "cannot read `{file}`: {problem}", "fa": "«{file}» خوانده نشد: {problem}"},
    "no baseline": {
        "en": "`{file}` is no list of known faults",
        "fa": "«{file}» فهرست ایرادهای شناخته‌شده نیست",
    },
    "write a baseline": {
        "en": "write one with `--write-baseline FILE`",
        "fa": "با «--write-baseline FILE» یکی بسازید",
    },
    "same output": {"en": "two outputs have the file `{file}`", "fa": "دو خروجی یک فایل دارند: «{file}»"},
    "two on standard output": {
        "en": "two formats cannot both stand on standard output",
        "fa": "دو قالب با هم در خروجی استاندارد نمی‌آیند",
    },
    "give each an output": {
        "en": "give each a file of its own, such as `--format sarif --output faults.sarif`",
        "fa": "برای هر کدام فایلی جدا بنویسید، مانند «--format sarif --output faults.sarif»",
    },
    "no editor schema": {
        "en": "nobody writes `{found}` in an editor: it has no such schema",
        "fa": "کسی «{found}» را در ویرایشگر نمی‌نویسد و چنین طرحی ندارد",
    },
    "give findings a file": {
        "en": "give `--findings` a file of its own",
        "fa": "برای «--findings» فایلی جدا بنویسید",
    },
    "report missing": {
        "en": "pages need a package that is not installed",
        "fa": "ساختن صفحه بسته‌ای می‌خواهد که نصب نیست",
    },
    "install report": {
        "en": "run `pip install 'slakit[report]'`",
        "fa": "«pip install 'slakit[report]'» را اجرا کنید",
    },
    "option render against": {
        "en": "the folder of an older edition: what differs from it is marked on the page",
        "fa": "پوشهٔ ویرایشی پیشین؛ تفاوت‌ها با آن در صفحه نشان داده می‌شود",
    },
    "against a page": {
        "en": "differences are marked on a page only",
        "fa": "تفاوت‌ها فقط در صفحه نشان داده می‌شود",
    },
    "use diff": {
        "en": "leave `--format` out, or use `slakit diff`",
        "fa": "«--format» را ننویسید، یا «slakit diff» را به کار ببرید",
    },
    "docx missing": {
        "en": "a document needs a package that is not installed",
        "fa": "ساختن سند بسته‌ای می‌خواهد که نصب نیست",
    },
    "install docx": {"en": "run `pip install 'slakit[docx]'`", "fa": "«pip install 'slakit[docx]'» را اجرا کنید"},
    "docx needs a file": {
        "en": "a document is no text, so it cannot stand on standard output",
        "fa": "سند متن ساده نیست و در خروجی استاندارد نمی‌آید",
    },
    "give docx a file": {
        "en": "name a file, such as `--output agreement.docx`",
        "fa": "فایلی نام ببرید، مانند «--output agreement.docx»",
    },
    "lsp missing": {
        "en": "the language server needs a package that is not installed",
        "fa": "خدمت به ویرایشگر بسته‌ای می‌خواهد که نصب نیست",
    },
    "install lsp": {"en": "run `pip install 'slakit[lsp]'`", "fa": "«pip install 'slakit[lsp]'» را اجرا کنید"},
    "cannot write": {"en": "cannot write `{file}`: {problem}", "fa": "«{file}» نوشته نشد: {problem}"},
    "engine failed": {
        "en": "slakit itself failed: {kind}: {problem}",
        "fa": "خود برنامه از کار افتاد: {kind}: {problem}",
    },
    "report it": {
        "en": "this is a mistake in slakit, not in your files; run it again with `--debug` and send the output to its maintainers",
        "fa": "این ایراد از برنامه است، نه از فایل‌های شما؛ با «--debug» دوباره اجرا کنید و خروجی را برای نگه‌دارندگان آن بفرستید",
    },
    # --- check
    "judged now": {
        "en": "judged as of now, {time}: no `--at` was given",
        "fa": "زمان داوری اکنون است، {time}: گزینهٔ «--at» داده نشد",
    },
    "set aside": {
        "en": "{lines} set aside, so nothing in them was judged: {places}",
        "fa": "{lines} کنار گذاشته شد و در داوری نیامد: {places}",
    },
    "remarks": {
        "en": "not read: {parts}; the events themselves count: {places}",
        "fa": "{parts} خوانده نشد، هرچند خود رویدادها به شمار آمدند: {places}",
    },
    "nothing to judge": {"en": "the log holds no event", "fa": "گزارش هیچ رویدادی ندارد"},
    "unsupported mixed-values": {
        "en": "the engine `{engine}` cannot judge this log: the field `{field}` of `{type}` holds values of several types",
        "fa": "موتور «{engine}» این گزارش را نمی‌تواند داوری کند: فیلد «{field}» از «{type}» مقدارهایی از چند نوع دارد",
    },
    "unsupported long-number": {
        "en": "the engine `{engine}` cannot judge this log: the field `{field}` of `{type}` holds a number of more than 18 digits",
        "fa": "موتور «{engine}» این گزارش را نمی‌تواند داوری کند: فیلد «{field}» از «{type}» عددی با بیش از ۱۸ رقم دارد",
    },
    "take reference": {
        "en": "`--engine reference` can judge it",
        "fa": "با «--engine reference» داوری می‌شود",
    },
    "judged by reference": {
        "en": "it was judged by the engine `reference` instead",
        "fa": "به‌جای آن، موتور «reference» داوری کرد",
    },
    "strict": {"en": "`--strict`: no line may be set aside", "fa": "«--strict»: هیچ سطری نباید کنار گذاشته شود"},
    "in all": {"en": "in all: {findings}", "fa": "روی هم: {findings}"},
    "no finding": {"en": "in all: no finding", "fa": "روی هم: هیچ یافته‌ای نیست"},
    "reading": {"en": "reading", "fa": "خواندن"},
    "judging": {"en": "judging", "fa": "داوری"},
    "rate": {"en": "{rate} lines/s", "fa": "{rate} سطر در ثانیه"},
    # --- watch and ledger
    "output needs jsonl": {
        "en": "`--output` goes with `--format jsonl`",
        "fa": "«--output» همراه «--format jsonl» می‌آید",
    },
    "store corrupt": {
        "en": "`{file}` cannot be used as a store: {detail}",
        "fa": "«{file}» را نمی‌توان فایل نگهداری گرفت: {detail}",
    },
    "store in-use": {
        "en": "another process uses the store `{file}`",
        "fa": "برنامهٔ دیگری با فایل نگهداری «{file}» کار می‌کند",
    },
    "store no-store": {"en": "there is no store `{file}`", "fa": "فایل نگهداری «{file}» وجود ندارد"},
    "store other-schema": {
        "en": "the store `{file}` has schema {detail}, which this version does not read",
        "fa": "ساختار فایل نگهداری «{file}» نسخهٔ {detail} است که این نسخه آن را نمی‌خواند",
    },
    "store other-agreement": {
        "en": "the agreement is not the one that the store `{file}` was made with ({detail})",
        "fa": "توافق‌نامه آن نیست که فایل نگهداری «{file}» با آن ساخته شده است ({detail})",
    },
    "store other-options": {
        "en": "the store `{file}` was made with other options: {detail}",
        "fa": "فایل نگهداری «{file}» با گزینه‌های دیگری ساخته شده است: {detail}",
    },
    "source changed": {
        "en": "what was read of `{file}` is no longer what stands there",
        "fa": "آنچه از «{file}» خوانده شده بود دیگر همان نیست",
    },
    "begin anew": {
        "en": "begin anew with another store: the log is then read from its beginning",
        "fa": "با فایل نگهداری دیگری از نو آغاز کنید تا گزارش از ابتدا خوانده شود",
    },
    "name its agreement": {
        "en": "name the edition that it was made with",
        "fa": "ویرایشی را نام ببرید که با آن ساخته شده است",
    },
    "wait for it": {"en": "end that process first", "fa": "نخست آن برنامه را پایان دهید"},
    "name a store": {
        "en": "name the file that `slakit watch --store` was given",
        "fa": "فایلی را نام ببرید که به «slakit watch --store» داده شد",
    },
    "over already": {
        "en": "it cannot be judged as of `--at`: {problem}",
        "fa": "با این «--at» نمی‌توان داوری کرد: {problem}",
    },
    "cannot follow": {"en": "`{file}` cannot be read: {problem}", "fa": "«{file}» خواندنی نیست: {problem}"},
    "wrong length": {
        "en": "`{option}`: `{found}` is no length of time",
        "fa": "«{option}»: «{found}» طول زمان نیست",
    },
    "lengths": {"en": "write it as in `90 minutes` or `2 hours`", "fa": "آن را مانند «90 minutes» یا «2 hours» بنویسید"},
    "watched": {
        "en": "events: {events}; repeated: {repeated}; set aside: {aside}, of these too late: {late}; not yet known: {unknown}",
        "fa": "رویداد: {events}؛ تکراری: {repeated}؛ کنارگذاشته: {aside}، از این میان دیررسیده: {late}؛ هنوز نامعلوم: {unknown}",
    },
    "chain holds": {
        "en": "the ledger is as it was written: {count} rows, hash {hash}",
        "fa": "دفتر یافته‌ها همان است که نوشته شده: {count} سطر، چکیدهٔ {hash}",
    },
    "chain broken": {
        "en": "the ledger was changed: row {row} is not as it was written",
        "fa": "دفتر یافته‌ها دست خورده است: سطر {row} آن نیست که نوشته شده بود",
    },
    # --- validate
    "no faults": {"en": "no faults", "fa": "بی‌ایراد"},
    "known": {
        "en": "{told}; known from the baseline: {count}",
        "fa": "{told}؛ از پیش شناخته‌شده: {count}",
    },
    "stale": {
        "en": "the baseline has what no longer occurs: {entries}",
        "fa": "در فهرست ایرادهای شناخته‌شده چیزی هست که دیگر یافت نمی‌شود: {entries}",
    },
    "drop stale": {
        "en": "take it out with `--baseline {file} --write-baseline {file}`",
        "fa": "با «--baseline {file} --write-baseline {file}» آن را بردارید",
    },
    # --- test
    "case fails": {"en": "case `{case}` fails: {title}", "fa": "نمونهٔ «{case}» برقرار نیست: {title}"},
    "expected": {"en": "norm `{norm}`: expected {expected}", "fa": "الزام «{norm}»: مورد انتظار {expected}"},
    "found": {"en": "norm `{norm}`: found {found}", "fa": "الزام «{norm}»: یافت‌شده {found}"},
    "cases hold": {"en": "{cases}, all hold", "fa": "{cases}، همه برقرار"},
    "cases fail": {"en": "{cases}, {failing} failing", "fa": "{cases}، {failing} تا برقرار نیست"},
    "clause not covered": {
        "en": "clause {clause}: no case speaks of it",
        "fa": "بند {clause}: هیچ نمونه‌ای از آن سخن نمی‌گوید",
    },
    "norm not covered": {
        "en": "clause {clause}, norm `{norm}`: no case speaks of it",
        "fa": "بند {clause}، الزام «{norm}»: هیچ نمونه‌ای از آن سخن نمی‌گوید",
    },
    "outcome not shown": {
        "en": "clause {clause}, norm `{norm}`: no case shows it {outcome}",
        "fa": "بند {clause}، الزام «{norm}»: هیچ نمونه‌ای آن را {outcome} نشان نمی‌دهد",
    },
    "all covered": {
        "en": "every norm is shown both fulfilled and violated, where it can be",
        "fa": "هر الزام، تا آنجا که ممکن است، هم رعایت‌شده و هم نقض‌شده نشان داده شده است",
    },
    "not shown": {"en": "what no case shows:", "fa": "آنچه هیچ نمونه‌ای نشان نمی‌دهد:"},
    # --- fix and fmt
    "mended": {"en": "fixed: `{old}` became `{new}`", "fa": "اصلاح شد: «{old}» به «{new}» تبدیل شد"},
    "to mend": {"en": "fix: `{old}` becomes `{new}`", "fa": "اصلاح: «{old}» به «{new}» تبدیل می‌شود"},
    "removed": {"en": "fixed: `{old}` was deleted", "fa": "اصلاح شد: «{old}» حذف شد"},
    "to remove": {"en": "fix: `{old}` is deleted", "fa": "اصلاح: «{old}» حذف می‌شود"},
    "mended several": {"en": "fixed: {count} places", "fa": "اصلاح شد: {count} جا"},
    "to mend several": {"en": "fix: {count} places", "fa": "اصلاح: {count} جا"},
    "nothing to mend": {"en": "nothing to fix", "fa": "چیزی برای اصلاح نیست"},
    "counted mended": {"en": "{fixes} in {files}", "fa": "{fixes} در {files}"},
    "faults left": {
        "en": "{faults} left; `slakit validate --cases` tells them",
        "fa": "{faults} ماند؛ «slakit validate --cases» آن‌ها را می‌گوید",
    },
    "more with unsafe": {
        "en": "{fixes} more with `--unsafe`; look at them first with `--unsafe --diff`",
        "fa": "{fixes} دیگر با «--unsafe»؛ نخست آن‌ها را با «--unsafe --diff» ببینید",
    },
    "laid out": {"en": "{file}: laid out", "fa": "{file}: چیدمان اصلاح شد"},
    "to lay out": {"en": "{file}: not in the layout of `slakit fmt`", "fa": "{file}: چیدمان «slakit fmt» را ندارد"},
    "layout counted": {"en": "{files}, {changed} laid out", "fa": "{files}، چیدمان {changed} تا اصلاح شد"},
    "layout to do": {"en": "{files}, {changed} to lay out", "fa": "{files}، چیدمان {changed} تا باید اصلاح شود"},
    "layout kept": {"en": "{files}, nothing to change", "fa": "{files}، بی‌نیاز از تغییر"},
    "no document below": {
        "en": "neither in `{folder}` nor below it is there a document of slakit",
        "fa": "نه در «{folder}» و نه زیر آن سندی از «slakit» نیست",
    },
    # --- init
    "already there": {"en": "`{folder}` is already there, and nothing is overwritten", "fa": "«{folder}» از پیش هست و چیزی روی آن نوشته نمی‌شود"},
    "choose another name": {
        "en": "choose another `--agreement` or `--edition`, or another folder",
        "fa": "«--agreement» یا «--edition» دیگری بنویسید، یا پوشهٔ دیگری برگزینید",
    },
    "no identifier": {
        "en": "`{found}` cannot be the name of an agreement",
        "fa": "«{found}» نمی‌تواند نام توافق‌نامه باشد",
    },
    "write identifier": {
        "en": "use small letters, digits and hyphens, such as `hamadan-governorate`",
        "fa": "حروف کوچک لاتین و رقم و خط تیره به کار ببرید، مانند «hamadan-governorate»",
    },
    "no edition": {
        "en": "`{found}` does not begin with a year of the calendar `{calendar}`",
        "fa": "«{found}» با سالی از تقویم «{calendar}» آغاز نمی‌شود",
    },
    "write edition": {
        "en": "write a year such as `{example}`, or `{example}-autumn`; `--calendar` chooses the calendar",
        "fa": "سالی مانند «{example}» یا «{example}-autumn» بنویسید؛ تقویم را «--calendar» تعیین می‌کند",
    },
    "written": {"en": "written: {file}", "fa": "نوشته شد: {file}"},
    "kept": {"en": "left as it was: {file}", "fa": "دست‌نخورده ماند: {file}"},
    "begin there": {
        "en": "open `{file}` and write your own clauses; then run `slakit validate {folder}` and `slakit test {folder}`",
        "fa": "«{file}» را باز کنید و بندهای خود را بنویسید؛ سپس «slakit validate {folder}» و «slakit test {folder}» را اجرا کنید",
    },
    # --- renew
    "choose another edition": {"en": "choose another name with `--to`", "fa": "با «--to» نام دیگری برگزینید"},
    "no edition name": {"en": "`{found}` cannot be the name of an edition", "fa": "«{found}» نمی‌تواند نام ویرایش باشد"},
    "write edition name": {
        "en": "use small letters, digits and hyphens, such as `1399` or `1399-autumn`",
        "fa": "حروف کوچک لاتین و رقم و خط تیره به کار ببرید، مانند «1399» یا «1399-autumn»",
    },
    "no next term: no-year": {
        "en": "the editions `{old}` and `{new}` are not both named after a year, so their names do not give the new term",
        "fa": "ویرایش‌های «{old}» و «{new}» هر دو به نام یک سال نیستند و مدت تازه از نامشان برنمی‌آید",
    },
    "no next term: not-later": {
        "en": "the year of `{new}` is not later than that of `{old}`, so the names do not give the new term",
        "fa": "سال «{new}» پس از سال «{old}» نیست و مدت تازه از این نام‌ها برنمی‌آید",
    },
    "no next term: reversed": {
        "en": "the new term would end before it begins",
        "fa": "مدت تازه پیش از آغازش پایان می‌یافت",
    },
    "no next term: out-of-range": {
        "en": "the new term lies outside the years that slakit knows, Jalali 1300 to 1500",
        "fa": "مدت تازه بیرون از سال‌هایی است که برنامه می‌شناسد: ۱۳۰۰ تا ۱۵۰۰ شمسی",
    },
    "say the term": {"en": "say it with `--from DAY` and `--until DAY`", "fa": "آن را با «--from DAY» و «--until DAY» بنویسید"},
    "new term": {
        "en": "edition {new}: from {first} to {last}, {days}",
        "fa": "ویرایش {new}: از {first} تا {last}، {days}",
    },
    "open points": {"en": "to be decided: {points}", "fa": "آنچه باید درباره‌اش تصمیم گرفت: {points}"},
    "no open points": {"en": "nothing is left to be decided", "fa": "چیزی برای تصمیم‌گیری نمانده است"},
    "cases not run": {
        "en": "the draft has faults, so its cases were not run",
        "fa": "پیش‌نویس ایراد دارد و نمونه‌های آزمون آن اجرا نشد",
    },
    "decide them": {
        "en": "decide each point in `{file}` and beside it, delete its comment, and run `slakit validate {folder}` and `slakit test {folder}`",
        "fa": "هر نکته را در «{file}» و فایل‌های کنار آن روشن کنید، یادداشتش را حذف کنید و «slakit validate {folder}» و «slakit test {folder}» را اجرا کنید",
    },
    # --- keys, sign, verify
    "sign missing": {
        "en": "keys and signatures need a package that is not installed",
        "fa": "کلید و امضا بسته‌ای می‌خواهد که نصب نیست",
    },
    "install sign": {"en": "run `pip install 'slakit[sign]'`", "fa": "«pip install 'slakit[sign]'» را اجرا کنید"},
    "ask passphrase": {"en": "passphrase of `{file}`: ", "fa": "گذرواژهٔ «{file}»: "},
    "ask again": {"en": "the same once more: ", "fa": "همان بار دیگر: "},
    "passphrases differ": {"en": "the two passphrases are not the same", "fa": "دو گذرواژه یکسان نیستند"},
    "no terminal": {
        "en": "the key `{file}` needs a passphrase, and there is no terminal to ask for it on",
        "fa": "کلید «{file}» گذرواژه می‌خواهد و پایانه‌ای نیست که پرسیده شود",
    },
    "give passphrase": {
        "en": "give it in the environment variable SLAKIT_PASSPHRASE or with `--passphrase-file FILE`",
        "fa": "آن را در متغیر محیطی «SLAKIT_PASSPHRASE» یا با «--passphrase-file FILE» بدهید",
    },
    "key: already-there": {"en": "`{file}` is already there, and nothing is overwritten", "fa": "«{file}» از پیش هست و چیزی روی آن نوشته نمی‌شود"},
    "key: cannot-read": {"en": "cannot read `{file}`: {why}", "fa": "«{file}» خوانده نشد: {why}"},
    "key: cannot-write": {"en": "cannot write `{file}`: {why}", "fa": "«{file}» نوشته نشد: {why}"},
    "key: no-key": {"en": "`{file}` holds no key that can be read", "fa": "در «{file}» کلید خوانایی نیست"},
    "key: other-kind": {"en": "the key in `{file}` is no Ed25519 key", "fa": "کلید «{file}» از نوع «Ed25519» نیست"},
    "key: open-to-others": {
        "en": "`{file}` has no passphrase, and others than its owner can read it",
        "fa": "«{file}» گذرواژه ندارد و کسانی جز صاحبش می‌توانند آن را بخوانند",
    },
    "key: passphrase-needed": {"en": "the key `{file}` has a passphrase", "fa": "کلید «{file}» گذرواژه دارد"},
    "key: short-passphrase": {
        "en": "the passphrase has fewer than 12 characters",
        "fa": "گذرواژه کمتر از ۱۲ نویسه دارد",
    },
    "key: wrong-passphrase": {"en": "the passphrase does not open `{file}`", "fa": "این گذرواژه «{file}» را باز نمی‌کند"},
    "cure: open-to-others": {
        "en": "run `chmod 600 {file}`, or better, make a key with a passphrase",
        "fa": "«chmod 600 {file}» را اجرا کنید، یا بهتر از آن، کلیدی با گذرواژه بسازید",
    },
    "cure: no-key": {
        "en": "a key is made with `slakit keys new FILE`, or by ssh-keygen -t ed25519",
        "fa": "کلید با «slakit keys new FILE» یا «ssh-keygen -t ed25519» ساخته می‌شود",
    },
    "cure: other-kind": {
        "en": "a key is made with `slakit keys new FILE`, or by ssh-keygen -t ed25519",
        "fa": "کلید با «slakit keys new FILE» یا «ssh-keygen -t ed25519» ساخته می‌شود",
    },
    "cure: short-passphrase": {
        "en": "several words that nobody guesses are easy to remember and hard to try",
        "fa": "چند واژه که کسی حدس نزند به یاد می‌ماند و به آسانی شکسته نمی‌شود",
    },
    "key made": {"en": "written: {file}, to be kept secret, and {public}, to be given away", "fa": "نوشته شد: {file}، که باید پنهان بماند، و {public}، که به دیگران داده می‌شود"},
    "fingerprint": {"en": "fingerprint: {fingerprint}", "fa": "اثر انگشت: {fingerprint}"},
    "no signatory": {"en": "`{party}` does not sign this agreement", "fa": "«{party}» امضاکنندهٔ این توافق‌نامه نیست"},
    "several signatories": {"en": "the agreement has several signatories", "fa": "توافق‌نامه چند امضاکننده دارد"},
    "say signatory": {"en": "say which with `--as PARTY`: {allowed}", "fa": "با «--as PARTY» بگویید کدام: {allowed}"},
    "say whose key": {
        "en": "say whose key it is: `--key PARTY=FILE`, for each of {allowed}",
        "fa": "بگویید کلید کیست: «--key PARTY=FILE»، برای هر یک از {allowed}",
    },
    "key missing": {"en": "no key was given for {parties}", "fa": "برای {parties} کلیدی داده نشد"},
    "key twice": {"en": "two keys were given for `{party}`", "fa": "برای «{party}» دو کلید داده شد"},
    "not signed while open": {
        "en": "the edition has open points, so it is a draft and is not signed: {places}",
        "fa": "ویرایش نکتهٔ باز دارد؛ پس پیش‌نویس است و امضا نمی‌شود: {places}",
    },
    "decide first": {"en": "decide each and delete its comment", "fa": "دربارهٔ هر کدام تصمیم بگیرید و یادداشتش را حذف کنید"},
    "already signed": {"en": "`{file}` is already there: `{party}` has signed", "fa": "«{file}» از پیش هست: «{party}» امضا کرده است"},
    "move signature": {
        "en": "if the edition has changed since, move that signature away first",
        "fa": "اگر ویرایش از آن پس تغییر کرده است، نخست آن امضا را کنار بگذارید",
    },
    "signed": {
        "en": "signed: edition {edition} of {agreement}, by {party}, at {time}",
        "fa": "امضا شد: ویرایش {edition} از {agreement}، به دست {party}، در {time}",
    },
    "digest": {"en": "digest: {digest}", "fa": "چکیده: {digest}"},
    "verified": {
        "en": "{party}: signed at {time} with the key {key}, and unchanged since",
        "fa": "{party}: در {time} با کلید {key} امضا شده و از آن پس تغییر نکرده است",
    },
    "doubt": {"en": "{party}: {doubt}", "fa": "{party}: {doubt}"},
    "doubt: unsigned": {"en": "has not signed: there is no `{file}`", "fa": "امضا نکرده است: «{file}» نیست"},
    "doubt: corrupt": {"en": "`{file}` cannot be read as a signature", "fa": "«{file}» به عنوان امضا خوانده نمی‌شود"},
    "doubt: of-another": {
        "en": "the signature is of another {what}, `{found}` instead of `{expected}`",
        "fa": "امضا از آنِ {what} دیگری است: «{found}» به جای «{expected}»",
    },
    "doubt: wrong-key": {
        "en": "signed with another key, {found}, than the one given, {expected}",
        "fa": "با کلید دیگری امضا شده است: {found}، نه کلید داده‌شده: {expected}",
    },
    "doubt: not-genuine": {
        "en": "what `{file}` says is not what was signed: it was changed, or never signed with its key",
        "fa": "آنچه «{file}» می‌گوید همان نیست که امضا شده: یا تغییر کرده یا هرگز با کلیدش امضا نشده است",
    },
    "doubt: changed": {
        "en": "since it was signed this has changed: `{part}`",
        "fa": "از زمان امضا این بخش تغییر کرده است: «{part}»",
    },
    "doubt: expired": {"en": "the term ended with {until}, before {on}", "fa": "مدت اعتبار با {until} پایان یافت، پیش از {on}"},
    "what: agreement": {"en": "agreement", "fa": "توافق‌نامهٔ"},
    "what: edition": {"en": "edition", "fa": "ویرایش"},
    "what: signatory": {"en": "signatory", "fa": "امضاکنندهٔ"},
    "other schemas": {
        "en": "it was signed with other schemas of slakit than these ({schemas}); the documents fit these too",
        "fa": "هنگام امضا طرح‌های دیگری در کار بود ({schemas})؛ سندها با طرح‌های کنونی هم می‌خوانند",
    },
    # --- ci
    "step NOTHING_FOUND": {"en": "ok: {step}, {what}", "fa": "درست: {step}، {what}"},
    "step FINDINGS": {"en": "found: {step}, {what}", "fa": "یافته دارد: {step}، {what}"},
    "step WRONG_INPUT": {"en": "cannot be read: {step}, {what}", "fa": "خواندنی نیست: {step}، {what}"},
    "step ENGINE_FAILED": {"en": "slakit failed: {step}, {what}", "fa": "برنامه از کار افتاد: {step}، {what}"},
    "step needs": {"en": "the step `{step}` needs `{option}`", "fa": "گام «{step}» به «{option}» نیاز دارد"},
    "nothing before": {
        "en": "{folder}: there is no edition before it to compare with",
        "fa": "{folder}: ویرایشی پیش از آن نیست که با آن سنجیده شود",
    },
    "edition gone": {
        "en": "the edition {edition} of {agreement} is no longer there",
        "fa": "ویرایش {edition} از {agreement} دیگر نیست",
    },
    "comment cut": {"en": "… The log of the job has the rest.", "fa": "… باقی در گزارش اجرا آمده است."},
    "no key of": {"en": "no key of `{party}` is there, such as `{file}`", "fa": "کلیدی از «{party}» نیست، مانند «{file}»"},
    # --- things that are counted: one, and several
    "one day": {"en": "{count} day", "fa": "{count} روز"},
    "several day": {"en": "{count} days", "fa": "{count} روز"},
    "one point": {"en": "{count} point", "fa": "{count} نکته"},
    "several point": {"en": "{count} points", "fa": "{count} نکته"},
    "one fix": {"en": "{count} fix", "fa": "{count} اصلاح"},
    "several fix": {"en": "{count} fixes", "fa": "{count} اصلاح"},
    "one file": {"en": "{count} file", "fa": "{count} فایل"},
    "several file": {"en": "{count} files", "fa": "{count} فایل"},
    "one line": {"en": "{count} line", "fa": "{count} سطر"},
    "several line": {"en": "{count} lines", "fa": "{count} سطر"},
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


def right_to_left(words: str) -> str:
    """Words in their own direction, whatever stands before them on the line."""
    return f"{_RIGHT_TO_LEFT_ISOLATE}{words}{_POP_ISOLATE}"


class Said(str):
    """Words that are ready to be shown: inserted into others, they stay as they are."""

    __slots__ = ()


class Refused(Exception):
    """A command cannot be carried out as it was given: what is wrong, and how it is cured."""

    def __init__(self, problem: Said, cure: Said | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.cure = cure


class Voice(Frozen):
    """Whoever speaks on the terminal, in one language: results are written by the commands, remarks go to stderr."""

    language: Language
    digits: Digits = "persian"

    def said(self, name: str, **values: str | int) -> Said:
        """An entry of the table with its values; Persian isolates each of them, so that none is shown backwards."""
        pieces = _QUOTATION.split(WORDING[name][self.language])  # every second piece stood between «»
        plain = {key: visible(str(value)) for key, value in values.items()}
        shown = {key: self._shown(value) for key, value in values.items()}
        told = [
            f"«{isolate(piece.format_map(plain))}»" if at % 2 else piece.format_map(shown)
            for at, piece in enumerate(pieces)
        ]
        return Said("".join(told))

    def counted(self, thing: str, count: int) -> Said:
        """How many of a thing, such as "2 documents"."""
        return self.said(f"{'one' if count == 1 else 'several'} {thing}", count=count)

    def listed(self, items: Iterable[str]) -> Said:
        """Words between the quotation marks of the language, with commas."""
        return Said(WORDING["comma"][self.language].join(self.said("item", item=item) for item in items))

    def meant(self, suggested: Mapping[str, str]) -> Said | None:
        """The question whether another word was meant, if `slakit.spelling.suggestions` found any."""
        if not suggested:
            return None
        return self.said("did you mean either" if "other" in suggested else "did you mean", **suggested)

    def whole(self, sentence: str) -> str:
        """A sentence in its own direction, whatever stands before it on the line."""
        return right_to_left(sentence) if self.language == "fa" else sentence

    def remark(self, sentence: str, cure: Said | None = None) -> None:
        """A sentence, and its cure, on stderr."""
        lines = [f"slakit: {self.whole(sentence)}"]
        if cure:
            lines.append(f"  {self.whole(self.said('help', cure=cure))}")
        sys.stderr.write("\n".join(lines) + "\n")

    def tell(self, faults: Iterable[Told]) -> None:
        """Faults on stderr, each with its place and its cure."""
        for fault in faults:
            sys.stderr.write(render(fault, self.language) + "\n")

    def number(self, text: str) -> str:
        """A text with the digits of the language."""
        return persian_digits(text) if self.language == "fa" and self.digits == "persian" else text

    def _shown(self, value: str | int) -> str:
        if isinstance(value, Said):
            return value
        if isinstance(value, int):
            return self.number(str(value))
        return isolate(visible(value)) if self.language == "fa" else visible(value)
