"""What the arguments and options of the commands are for: the lines of `--help`."""

from typing import Final

from slakit.messages import Language

OPTIONS: Final[dict[str, dict[Language, str]]] = {
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
    "commands": {"en": "commands", "fa": "فرمان‌ها"},
    "arguments": {"en": "arguments", "fa": "آرگومان‌ها"},
    "options": {"en": "options", "fa": "گزینه‌ها"},
    "usage": {"en": "usage:", "fa": "شیوهٔ کاربرد:"},
    "option help": {"en": "show this help and exit", "fa": "همین راهنما را نشان می‌دهد"},
    "option version": {"en": "show the version and exit", "fa": "نسخه را نشان می‌دهد"},
    "option watched log": {
        "en": "a file of CloudEvents, one JSON object a line; - is standard input; or kafka://BROKER:PORT,…/TOPIC",
        "fa": "فایلی از CloudEvents، هر سطر یک شیء JSON؛ - یعنی ورودی استاندارد؛ یا «kafka://BROKER:PORT,…/TOPIC»",
    },
    "option store": {
        "en": "the file that keeps state, position and ledger; watching goes on where it stopped",
        "fa": "فایلی که وضعیت و جای خواندن و دفتر یافته‌ها در آن می‌ماند؛ پایش از همان‌جا ادامه می‌یابد",
    },
    "option served store": {
        "en": "the file that keeps state, events and ledger; serving goes on where it stopped",
        "fa": "فایلی که وضعیت و رویدادها و دفتر یافته‌ها در آن می‌ماند؛ کار از همان‌جا ادامه می‌یابد",
    },
    "option warn-before": {
        "en": "warn of each duty that is not fulfilled yet, so long before it is due, such as `24 hours`",
        "fa": "دربارهٔ هر تکلیف انجام‌نشده به همین اندازه پیش از سررسید هشدار می‌دهد، مانند «24 hours»",
    },
    "option kafka-properties": {
        "en": "how the brokers of Kafka are reached, `name=value` one a line; or set SLAKIT_KAFKA_PROPERTIES",
        "fa": "چگونگی پیوستن به کارگزارهای «Kafka»، هر سطر «name=value»؛ یا متغیر SLAKIT_KAFKA_PROPERTIES را بگذارید",
    },
    "option watched output": {
        "en": "add the lines to a file, each once, or send them to kafka://BROKER:PORT,…/TOPIC",
        "fa": "سطرها را به فایلی می‌افزاید، هر یک تنها یک بار، یا به «kafka://BROKER:PORT,…/TOPIC» می‌فرستد",
    },
    "option tell watched": {
        "en": "which findings are told: all, or those that are neither kept nor not applicable, and what takes one of these back (default: unkept as text, else all)",
        "fa": "کدام یافته‌ها گفته شود: «all» همه؛ «unkept» آنچه نه رعایت شده و نه خارج از شمول است، و آنچه یکی از آن‌ها را پس می‌گیرد (پیش‌فرض: unkept در متن، وگرنه all)",
    },
    "option tell served": {
        "en": "which findings are written and sent: all (default), or those that are neither kept nor not applicable, and what takes one of these back",
        "fa": "کدام یافته‌ها نوشته و فرستاده شود: «all» همه (پیش‌فرض)؛ «unkept» آنچه نه رعایت شده و نه خارج از شمول است، و آنچه یکی از آن‌ها را پس می‌گیرد",
    },
    "option webhook": {
        "en": "post each report to this address until it is taken; what was sent is noted in the store",
        "fa": "هر یافته را به این نشانی می‌فرستد تا پذیرفته شود؛ آنچه فرستاده شد در فایل نگهداری می‌ماند",
    },
    "option webhook-secret-file": {
        "en": "a file with the secret that deliveries are signed with; or set SLAKIT_WEBHOOK_SECRET",
        "fa": "فایلی با رمزی که فرستاده‌ها با آن امضا می‌شوند؛ یا متغیر SLAKIT_WEBHOOK_SECRET را بگذارید",
    },
    "option insecure-webhook": {
        "en": "let the webhook be plain HTTP on another machine, where anybody on the way can read it",
        "fa": "فرستادن با HTTP ساده به دستگاهی دیگر را روا می‌دارد، هرچند در راه خواندنی است",
    },
    "option store what": {
        "en": "events: write the events that are kept; migrate: judge them anew into another store",
        "fa": "events: رویدادهای نگه‌داشته را می‌نویسد؛ migrate: آن‌ها را از نو در فایلی دیگر می‌سنجد",
    },
    "option kept store": {"en": "the store of a server", "fa": "فایل نگهداری سرور"},
    "option migrate to": {
        "en": "the new store, a file that is not there yet",
        "fa": "فایل نگهداری تازه، که هنوز وجود ندارد",
    },
    "option host": {
        "en": "the address to listen on (default: 127.0.0.1, this machine alone)",
        "fa": "نشانی شبکه‌ای که به آن گوش می‌دهد (پیش‌فرض: 127.0.0.1، تنها همین دستگاه)",
    },
    "option port": {
        "en": "the port to listen on (default: 8398); 0 takes a free one",
        "fa": "درگاهی که به آن گوش می‌دهد (پیش‌فرض: ۸۳۹۸)؛ با 0 درگاهی آزاد برمی‌گزیند",
    },
    "option token-file": {
        "en": "a file with the token that senders and readers must name; or set SLAKIT_TOKEN",
        "fa": "فایلی با نشانهٔ دسترسی فرستندگان و خوانندگان؛ یا متغیر SLAKIT_TOKEN را بگذارید",
    },
    "option insecure-without-token": {
        "en": "listen to other machines without a token: only behind a proxy that knows its clients",
        "fa": "بی نشانهٔ دسترسی به دستگاه‌های دیگر گوش می‌دهد: تنها پشت پراکسی‌ای که مشتریانش را می‌شناسد",
    },
    "option largest-body": {
        "en": "the largest body of a request, in bytes (default: 4194304)",
        "fa": "بزرگ‌ترین بدنهٔ یک درخواست به بایت (پیش‌فرض: ۴۱۹۴۳۰۴)",
    },
    "option rate": {
        "en": "how many requests a second are taken at most (default: any number)",
        "fa": "در هر ثانیه حداکثر چند درخواست پذیرفته می‌شود (پیش‌فرض: بی‌شمار)",
    },
    "option tolerate-ahead": {
        "en": "how far ahead of its arrival an event may lie before it is set aside (default: 1 hour; `any` takes all)",
        "fa": "زمان یک رویداد تا چه اندازه می‌تواند از هنگام رسیدنش جلوتر باشد و کنار گذاشته نشود (پیش‌فرض: 1 hour؛ «any» همه را می‌پذیرد)",
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
        "en": "files of events (JSON lines, CSV, Parquet, OCEL), folders of them, tables of SQLite or PostgreSQL; - is standard input",
        "fa": "فایل‌های رویداد (JSON lines، CSV، Parquet، OCEL)، پوشهٔ آن‌ها، جدول SQLite یا PostgreSQL؛ - ورودی استاندارد است",
    },
    "option findings table": {
        "en": "also write each finding that is told, with --all every one, to a table: a file .jsonl, .csv, .parquet, .sqlite, .duckdb, or postgresql://…#TABLE",
        "fa": "یافته‌هایی را که گفته می‌شود (با «--all» همه را) در جدول هم می‌نویسد: فایل .jsonl، .csv، .parquet، .sqlite، .duckdb یا postgresql://…#TABLE",
    },
    "option summary": {
        "en": "also write how many findings each norm has by service, month and outcome to such a table",
        "fa": "شمار یافته‌های هر الزام را به تفکیک خدمت و ماه و نتیجه هم در چنین جدولی می‌نویسد",
    },
    "option set-aside": {
        "en": "also write each line or row that was set aside, with its place and its reason, to this file, one JSON object a line",
        "fa": "هر سطر یا ردیف کنارگذاشته را با جا و دلیلش هم در این فایل می‌نویسد؛ در هر سطر یک شیء JSON",
    },
    "option mapping": {
        "en": "a mapping that says what the columns of a table mean; may be given again",
        "fa": "نگاشتی که معنای ستون‌های جدول را می‌گوید؛ می‌توان چند بار نوشت",
    },
    "option log-format": {
        "en": "the format of every log (default: as its beginning or its ending shows)",
        "fa": "قالب همهٔ گزارش‌ها (پیش‌فرض: چنان‌که از آغاز یا پسوند فایل پیداست)",
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
        "en": "what judges: `reference` looks through a list, `audit` asks tables, `spark` asks them on a Spark; all find the same (default: `reference` or `audit`, by the size of the log)",
        "fa": "موتور داوری: «reference» فهرست را مرور می‌کند، «audit» از جدول‌ها می‌پرسد و «spark» همان جدول‌ها را در Spark؛ یافتهٔ همه یکی است (پیش‌فرض: «reference» یا «audit»، به‌اندازهٔ گزارش)",
    },
    "option spark-master": {
        "en": "where Spark is: `local[*]` (default), `spark://host:7077`, `yarn`, or `sc://host:15002` of Spark Connect",
        "fa": "نشانی Spark: «local[*]» (پیش‌فرض)، «spark://host:7077»، «yarn»، یا «sc://host:15002» برای Spark Connect",
    },
    "option memory": {
        "en": "the most memory that DuckDB may take for the engine `audit`, such as `4GiB` (default: four fifths of the machine's); what does not fit lies among temporary files",
        "fa": "بیشترین حافظه‌ای که «DuckDB» برای موتور «audit» می‌گیرد، مانند «4GiB» (پیش‌فرض: چهارپنجم حافظهٔ رایانه)؛ آنچه جا نشود در فایل‌های موقت می‌ماند",
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
        "en": "html: a page to read; pdf, docx: a document to sign; ics: term and deadlines for a calendar (default: as `--output` ends, else html)",
        "fa": "صفحهٔ خواندنی: html؛ سند قابل امضا: pdf و docx؛ دوره و موعدها در تقویم: ics (پیش‌فرض: پسوند «--output»، وگرنه html)",
    },
    "option reported": {
        "en": "html: a page to read; pdf, docx: a document to sign and file; ics: open deadlines for a calendar (default: as `--output` ends, else html)",
        "fa": "صفحهٔ خواندنی: html؛ سند قابل امضا و بایگانی: pdf و docx؛ مهلت‌های باز در تقویم: ics (پیش‌فرض: پسوند «--output»، وگرنه html)",
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
    "option ci junit": {
        "en": "write the faults and the cases as JUnit, too",
        "fa": "ایرادها و نمونه‌ها را به صورت JUnit هم می‌نویسد",
    },
    "option ci gitlab": {"en": "write the faults for GitLab, too", "fa": "ایرادها را برای GitLab هم می‌نویسد"},
    "option ci comment": {
        "en": "write what was found as the comment of a pull request",
        "fa": "یافته‌ها را به صورت یادداشت درخواست ادغام می‌نویسد",
    },
    "option debug": {"en": "if slakit itself fails, show where", "fa": "اگر خود برنامه از کار افتاد، جای خطا را نشان می‌دهد"},
    "option render against": {
        "en": "the folder of an older edition: what differs from it is marked on the page",
        "fa": "پوشهٔ ویرایشی پیشین؛ تفاوت‌ها با آن در صفحه نشان داده می‌شود",
    },
}  # fmt: skip
