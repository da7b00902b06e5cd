"""What a transcription leaves to be decided, in words."""

from collections.abc import Mapping
from typing import Final

from slakit.messages import Language

WORDS: Final[Mapping[str, Mapping[Language, str]]] = {
    "demand": {
        "en": "say what this clause demands, under `norms`, or why it is not checked",
        "fa": "بنویسید این بند چه می‌خواهد (norms)، یا چرا سنجیده نمی‌شود",
    },
    "demand-naming": {
        "en": "say what this clause demands, under `norms`, or why it is not checked; it names {amounts}",
        "fa": "بنویسید این بند چه می‌خواهد (norms)، یا چرا سنجیده نمی‌شود؛ در آن آمده است: {amounts}",
    },
    "cites": {
        "en": "this clause cites a law: enter it under `authorities`, with the number and the day that are cited",
        "fa": "این بند به قانونی استناد می‌کند: آن را با شماره و تاریخ مورد استناد زیر authorities بیاورید",
    },
    "term-id": {
        "en": "`{id}` only says where the term is defined: give it an id",
        "fa": "«{id}» فقط جای تعریف را می‌گوید: برای این اصطلاح شناسه‌ای برگزینید",
    },
    "unused-term": {
        "en": "no other clause has this word: find the clauses that mean it, or say under `unused` why there are none",
        "fa": "این واژه در بند دیگری نیامده است: بندهایی را که به آن نظر دارند بیابید، یا در unused بگویید چرا نیستند",
    },
    "day-read": {
        "en": "the text writes {written}: is {day} meant?",
        "fa": "متن نوشته است {written}: آیا منظور {day} است؟",
    },
    "no-first-day": {
        "en": "the text gives no first day: write `from: DAY` here, or `from: {{inferred: DAY, why: …}}`",
        "fa": "متن نخستین روز را نمی‌گوید: اینجا from را بنویسید، یا روز استنباط‌شده را با دلیلش (inferred، why)",
    },
    "inferred-first-day": {
        "en": "the text gives no first day: this one follows from the last day and from clause {clause}",
        "fa": "متن نخستین روز را نمی‌گوید: این روز از واپسین روز و بند {clause} نتیجه شده است",
    },
    "no-last-day": {
        "en": "the text gives no last day that can be read: write `until: DAY` here",
        "fa": "واپسین روزی که خوانده شود در متن نیست: اینجا until را بنویسید",
    },
    "no-term": {
        "en": "no clause was found that says how long the agreement stands: write `from`, `until` and `clause`",
        "fa": "بندی که مدت اعتبار را بگوید یافت نشد: from، until و clause را بنویسید",
    },
    "no-parties": {
        "en": "the definitions name no provider and no recipient: name the parties",
        "fa": "در تعریف‌ها نه خدمت‌دهنده نام برده شده و نه خدمت‌گیرنده: طرف‌ها را نام ببرید",
    },
    "units": {
        "en": "these are the parties that the definitions name: add units, signatories and arbiters that clauses name",
        "fa": "این‌ها طرف‌هایی است که تعریف‌ها نام می‌برند: واحدها، امضاکننده و مرجع داوری را از بندها بیفزایید",
    },
    "time-zone": {
        "en": "the text names no time zone: is this the right one?",
        "fa": "متن منطقهٔ زمانی را نمی‌گوید: آیا این درست است؟",
    },
    "vocabulary": {
        "en": "norms will speak of the events of this vocabulary: is it the right one?",
        "fa": "الزام‌ها از رویدادهای این واژگان سخن خواهند گفت: آیا این درست است؟",
    },
    "no-rows": {
        "en": "the text has no annex whose rows can be told: list the services",
        "fa": "پیوستی با ردیف‌های خوانا در متن نیست: خدمات را فهرست کنید",
    },
    "service-ids": {
        "en": "the ids of the services only count the rows: give each a name that stays",
        "fa": "شناسهٔ خدمات فقط شمارهٔ ردیف است: به هر خدمت نامی ماندگار بدهید",
    },
    "row-unclear": {
        "en": "the cells of this row could not be told apart: which of them is the title?",
        "fa": "خانه‌های این ردیف از هم شناخته نشد: عنوان کدام است؟",
    },
    "after-the-table": {
        "en": "this stands after the table, and no clause can quote it there: {words}",
        "fa": "این عبارت پس از جدول آمده است و هیچ بندی نمی‌تواند آن را آنجا نقل کند: {words}",
    },
}
"""Each kind of open point: what must be decided, in both languages."""

NOT_YET: Final[Mapping[str, str]] = {
    "en": "Not looked at yet: nobody has said what this clause demands.",
    "fa": "هنوز بررسی نشده است: کسی ننوشته است این بند چه می‌خواهد.",
}
"""What stands as the reason why a clause is not checked, in the language of the text, until somebody has said it."""
HEADERS: Final[Mapping[Language, str]] = {
    "en": "Drafted by `slakit import` from {file}: texts are copied from there, byte for byte, and nothing is added.\n"
    "Each `open:` names something that a person has to decide; delete it when that is done.",
    "fa": "پیش‌نویس slakit import از روی {file}: متن‌ها بی‌کم‌وکاست از آنجا آمده و چیزی افزوده نشده است.\n"
    "هر «open:» چیزی است که باید کسی درباره‌اش تصمیم بگیرد؛ پس از آن حذفش کنید.",
}
"""What stands at the head of a drafted document."""


def said(name: str, language: Language, **values: str | int) -> str:
    """A point in words.

    >>> said("day-read", "en", written="29/12/98", day="1398/12/29")
    'the text writes 29/12/98: is 1398/12/29 meant?'
    """
    return WORDS[name][language].format_map(values)
