"""What a server says to senders and readers, in both languages."""

from typing import Final

from slakit.calendars import Language
from slakit.text import isolate

SERVER_WORDS: Final[dict[str, dict[Language, str]]] = {
    "unauthorised": {
        "en": "the token is missing or wrong: send it as `Authorization: Bearer …`",
        "fa": "نشانهٔ دسترسی نیامده یا نادرست است: آن را به صورت «Authorization: Bearer …» بفرستید",
    },
    "unknown-content-encoding": {
        "en": "the body is packed as `{found}`: send it as it is, without `Content-Encoding`",
        "fa": "بدنه با «{found}» فشرده یا کدگذاری شده است: آن را همان‌گونه که هست و بی «Content-Encoding» بفرستید",
    },
    "unknown-content-type": {
        "en": "the content type `{found}` is not taken; taken are {taken}, or `application/json` with headers `ce-…`",
        "fa": "نوع محتوای «{found}» پذیرفته نیست؛ {taken}، یا «application/json» با سرآیندهای «ce-…» پذیرفته است",
    },
    "body-too-large": {
        "en": "the body is larger than {most} bytes: send fewer events at once",
        "fa": "بدنهٔ درخواست بزرگ‌تر از {most} بایت است: رویدادهای کمتری را یکجا بفرستید",
    },
    "too-many-at-once": {
        "en": "too much waits to be judged; send it again after {seconds} s",
        "fa": "درخواست‌های بسیاری در انتظارند؛ {seconds} ثانیهٔ دیگر دوباره بفرستید",
    },
    "body-too-slow": {
        "en": "the body did not come within {seconds} s",
        "fa": "بدنهٔ درخواست در {seconds} ثانیه نرسید",
    },
    "another-value": {
        "en": "the body of a batch is a JSON list of events, and this is another value",
        "fa": "بدنهٔ یک دسته باید فهرست JSON رویدادها باشد و این چیز دیگری است",
    },
    "no-json": {"en": "the body is no JSON", "fa": "بدنهٔ درخواست JSON نیست"},
    "no-json-from": {
        "en": "the body is no JSON: it cannot be read from byte {byte} on",
        "fa": "بدنهٔ درخواست JSON نیست: از بایت {byte} به بعد خواندنی نیست",
    },
    "broken-off": {
        "en": "the body is no JSON: it breaks off",
        "fa": "بدنهٔ درخواست JSON نیست: پیش از پایانش بریده شده است",
    },
    "too-deep": {
        "en": "the body is no event: it is nested too deeply",
        "fa": "بدنهٔ درخواست رویداد نیست: لایه‌های تودرتوی آن بیش از اندازه است",
    },
    "header-twice": {
        "en": "the header `{name}` stands twice",
        "fa": "سرآیند «{name}» دو بار آمده است",
    },
    "header-not-utf-8": {
        "en": "the percent-encoded bytes of the header `{name}` are no UTF-8",
        "fa": "بایت‌هایی که در سرآیند «{name}» با نویسهٔ درصد آمده‌اند UTF-8 نیستند",
    },
    "no-event": {
        "en": "none of the events was taken: some cannot be read",
        "fa": "هیچ‌یک از رویدادها پذیرفته نشد: برخی خواندنی نیستند",
    },
    "conflicting-id": {
        "en": "another event with the source `{source}` and the id `{id}` says something else",
        "fa": "رویداد دیگری با منبع «{source}» و شناسهٔ «{id}» چیز دیگری می‌گوید",
    },
    "conflicting-id help": {
        "en": "give each event an id of its own; send the same id only with the same event",
        "fa": "به هر رویداد شناسه‌ای جداگانه بدهید؛ شناسهٔ تکراری را تنها با همان رویداد بفرستید",
    },
    "not-kept": {
        "en": "the events could not be kept, and none was taken; send them again later",
        "fa": "نگه داشتن رویدادها ممکن نشد و هیچ‌یک پذیرفته نشد؛ بعداً دوباره بفرستید",
    },
    "too-many-readers": {
        "en": "too many follow the stream already",
        "fa": "شمار خوانندگان این جریان به بیشترین اندازه رسیده است",
    },
    "no-such-page": {"en": "there is no such page", "fa": "چنین صفحه‌ای وجود ندارد"},
    "wrong-method": {
        "en": "this address is asked otherwise: by {allowed}",
        "fa": "از این نشانی به شیوهٔ دیگری می‌پرسند: با {allowed}",
    },
    "wrong-host": {
        "en": "without a token, the names of this machine alone are answered to: `localhost`, `127.0.0.1` and `[::1]`",
        "fa": "بدون نشانهٔ دسترسی، تنها به نام‌های همین دستگاه پاسخ داده می‌شود: «localhost» و «127.0.0.1» و «[::1]»",
    },
    "failed": {"en": "slakit itself failed: please report it", "fa": "خطایی در خود slakit رخ داد: لطفاً گزارش کنید"},
    "wrong-number": {
        "en": "`{found}` is no number of a row of the ledger",
        "fa": "«{found}» شمارهٔ هیچ سطری از دفتر یافته‌ها نیست",
    },
}  # fmt: skip

STATUS_WORDS: Final[dict[str, dict[Language, str]]] = {
    "status": {"en": "How it stands", "fa": "وضعیت لحظه‌ای"},
    "not-read": {"en": "Not read of the events", "fa": "آنچه از رویدادها خوانده نشد"},
    "open": {"en": "Open deadlines", "fa": "مهلت‌های باز"},
    "nothing open": {"en": "Nothing is open.", "fa": "هیچ مهلتی باز نیست."},
    "others": {"en": "and so many more:", "fa": "و بیش از این‌ها، به شمار:"},
    "clauses": {"en": "Findings by clause", "fa": "یافته‌ها به تفکیک بند"},
    "latest": {"en": "Told last", "fa": "آخرین گزارش‌ها"},
    "nothing told": {"en": "Nothing has been told yet.", "fa": "هنوز چیزی گزارش نشده است."},
    "clause": {"en": "clause", "fa": "بند"},
    "due": {"en": "due", "fa": "سررسید"},
    "time left": {"en": "time left", "fa": "زمان مانده"},
    "duty": {"en": "what is open", "fa": "آنچه باز است"},
    "no deadline": {"en": "no deadline", "fa": "بدون سررسید"},
    "left": {"en": "{length} left", "fa": "{length} مانده"},
    "overdue": {"en": "{length} past", "fa": "{length} گذشته"},
    "violated": {"en": "violated", "fa": "نقض‌شده"},
    "undetermined": {"en": "undetermined", "fa": "نامعلوم"},
    "pending": {"en": "pending", "fa": "در انتظار"},
    "fulfilled": {"en": "fulfilled", "fa": "رعایت‌شده"},
    "until": {"en": "judged until", "fa": "داوری‌شده تا"},
    "events": {"en": "events", "fa": "رویدادها"},
    "repeated": {"en": "repeated", "fa": "تکراری"},
    "set-aside": {"en": "set aside", "fa": "کنارگذاشته"},
    "live": {"en": "live", "fa": "زنده"},
    "lost": {"en": "connection lost; trying again", "fa": "ارتباط قطع شد؛ دوباره تلاش می‌شود"},
    "counting": {"en": "still counting", "fa": "در حال شمارش"},
    "enter": {"en": "Enter", "fa": "ورود"},
    "token": {"en": "The token of this server", "fa": "نشانهٔ دسترسی این سرور"},
    "wrong token": {"en": "That is not the token.", "fa": "این نشانهٔ دسترسی درست نیست."},
}  # fmt: skip
"""What the status page says."""


def said(word: str, language: Language, /, **values: str | int) -> str:
    """An entry of the table with its values; Persian isolates each of them.

    >>> said("header-twice", "en", name="ce-id")
    'the header `ce-id` stands twice'
    """
    shown = {key: isolate(str(value)) if language == "fa" else str(value) for key, value in values.items()}
    return SERVER_WORDS[word][language].format_map(shown)
