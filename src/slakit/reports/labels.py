"""The labels of reports in English and Persian: kinds of rules, figures, parts of the evidence, headings."""

from typing import Final

from slakit.calendars import Language

KIND_WORDS: Final[dict[str, dict[Language, str]]] = {
    "advance-notice": {
        "en": "an act must be announced a stated time before it begins",
        "fa": "کاری باید مدت معینی پیش از آغاز آن اعلام شود",
    },
    "announced-value": {
        "en": "what is charged or applied must be what was announced and is in force",
        "fa": "آنچه دریافت یا اعمال می‌شود باید همان باشد که اعلام شده و برقرار است",
    },
    "at-most": {
        "en": "something may happen or come to no more than a limit, in each period or over the term",
        "fa": "شمار یا جمع چیزی در هر دوره، یا در سراسر مدت اعتبار، نباید از حدی بگذرد",
    },
    "decided-by": {
        "en": "something must be decided, signed or arbitrated by a competent body",
        "fa": "تصمیم، امضا یا داوری باید از مرجع صلاحیت‌دار باشد",
    },
    "done-by": {
        "en": "something must be done by the end of a day",
        "fa": "کاری باید تا پایان روز معینی انجام شود",
    },
    "equal-access": {
        "en": "of like attempts to reach a service, as many must get through in each group as of comparable others",
        "fa": "از تلاش‌های مشابه برای رسیدن به خدمت، سهم برابری از هر گروه باید به نتیجه برسد",
    },
    "equal-outcome": {
        "en": "as large a share of each group must come out favourably as of comparable others",
        "fa": "سهم نتیجه‌های مطلوب در هر گروه باید به اندازهٔ موردهای مشابه دیگران باشد",
    },
    "equal-timeliness": {
        "en": "files of each group must be taken as soon as comparable files of others",
        "fa": "به پروندهٔ هر گروه باید به همان زودی پرونده‌های مشابه دیگران رسیدگی شود",
    },
    "equal-treatment": {
        "en": "recipients in equal conditions must be treated alike",
        "fa": "با گیرندگان در شرایط مساوی باید یکسان رفتار شود",
    },
    "every": {
        "en": "something must happen in each period, or again and again within a time",
        "fa": "کاری باید در هر دوره، یا پی‌درپی با فاصله‌ای معین، انجام شود",
    },
    "in-order": {
        "en": "like cases must be taken up in the order in which they came",
        "fa": "به موردهای مشابه باید به ترتیب آمدن رسیدگی شود",
    },
    "in-term": {
        "en": "what lasts must lie inside the term, or inside the time of another record",
        "fa": "آنچه مدت دارد باید در مدت اعتبار، یا در مدت سندی دیگر، باشد",
    },
    "kept-published": {
        "en": "something must stand during the whole term",
        "fa": "چیزی باید در سراسر مدت اعتبار برقرار بماند",
    },
    "never": {
        "en": "something must not happen, or not while a record is in force",
        "fa": "چیزی نباید رخ دهد، یا نباید تا زمانی که سندی برقرار است رخ دهد",
    },
    "only-after": {
        "en": "an act may be done only after another one, or while a record is in force",
        "fa": "کاری تنها پس از کاری دیگر، یا تا زمانی که سندی برقرار است، مجاز است",
    },
    "only-via": {
        "en": "an act may be done only through what is listed",
        "fa": "کاری تنها از راه‌های فهرست‌شده مجاز است",
    },
    "permitted-if": {"en": "an act is free, on conditions", "fa": "کاری به شرط‌هایی مجاز است"},
    "remedy": {
        "en": "after a violation of another norm, an act must follow in time, and of the amount due",
        "fa": "در پی نقض الزامی دیگر باید کاری به‌موقع، و به مبلغ لازم، انجام شود",
    },
    "renewed": {
        "en": "a successor must be in force when the term ends, with no gap",
        "fa": "در پایان مدت اعتبار باید جانشینی بی‌وقفه برقرار باشد",
    },
    "respond-within": {
        "en": "after one event another must follow, within a time if one is given",
        "fa": "در پی رویدادی باید رویداد دیگری بیاید، و اگر مهلتی داده شده در همان مهلت",
    },
    "service-level": {
        "en": "a figure is measured over the term or each period of it, and judged if there is a target",
        "fa": "رقمی در سراسر مدت اعتبار یا هر دوره از آن سنجیده می‌شود و اگر هدفی باشد با آن داوری می‌شود",
    },
}
"""What each rule kind demands, in one line."""

FIGURE_WORDS: Final[dict[str, dict[Language, str]]] = {
    "after": {"en": "came after", "fa": "فاصله تا انجام"},
    "before": {"en": "had come before by", "fa": "فاصله از انجام پیشین"},
    "amount-due": {"en": "due at least", "fa": "مبلغ لازم"},
    "amount-due-at-most": {"en": "due at most", "fa": "حداکثر مبلغ لازم"},
    "announced": {"en": "announced", "fa": "اعلام‌شده"},
    "announced-end": {"en": "announced end", "fa": "پایان اعلام‌شده"},
    "announced-start": {"en": "announced start", "fa": "آغاز اعلام‌شده"},
    "at-worst-millionths": {"en": "available at worst", "fa": "دسترس‌پذیری در بدترین حالت"},
    "available-millionths": {"en": "available", "fa": "دسترس‌پذیری"},
    "budget-millionths": {
        "en": "wrong in at most so many fair years",
        "fa": "حداکثر سهم سال‌های منصفانه با یافتهٔ اشتباه",
    },
    "calendar-end": {"en": "the calendar tells nothing after", "fa": "پایان روزهایی که تقویم در بر دارد"},
    "cases": {"en": "comparable cases of the group", "fa": "موردهای قابل مقایسهٔ گروه"},
    "closed": {"en": "ended", "fa": "پایان"},
    "compared": {"en": "cases compared", "fa": "شمار موردهای سنجیده"},
    "counted": {"en": "counted", "fa": "شمرده‌شده"},
    "difference": {"en": "difference", "fa": "اختلاف"},
    "differing": {"en": "cases that differ", "fa": "شمار موردهای متفاوت"},
    "differing-millionths": {"en": "share of the cases that differ", "fa": "سهم موردهای متفاوت"},
    "differs-since": {"en": "it shows from this on", "fa": "دیده می‌شود از"},
    "doubtful": {"en": "doubtful", "fa": "موردهای نامعلوم"},
    "down": {"en": "outage", "fa": "قطعی"},
    "due": {"en": "due", "fa": "سررسید"},
    "early": {"en": "too early by", "fa": "زودتر از موعد به اندازهٔ"},
    "effective": {"en": "effective from", "fa": "آغاز اعتبار"},
    "early-end": {
        "en": "an end told for a time before the start",
        "fa": "پایانی که برای زمانی پیش از آغاز گفته شده",
    },
    "end": {"en": "end of the term", "fa": "پایان مدت اعتبار"},
    "excess": {"en": "too much by", "fa": "مازاد بر حد"},
    "excused": {"en": "without it, excused", "fa": "برقرار نبود و معاف بود"},
    "expected": {"en": "to be expected", "fa": "مورد انتظار"},
    "expired": {"en": "in effect until", "fa": "پایان اعتبار جانشین"},
    "explained": {"en": "differences that it would explain", "fa": "شمار تفاوت‌هایی که توضیح می‌دهد"},
    "failing": {"en": "not so", "fa": "برقرارنبوده"},
    "findable-millionths": {
        "en": "the smallest difference that could have been found",
        "fa": "کمترین تفاوتی که یافت می‌شد",
    },
    "from": {"en": "from", "fa": "از"},
    "gap": {"en": "gap", "fa": "وقفه"},
    "gaps": {"en": "gaps", "fa": "شمار وقفه‌ها"},
    "gathered": {"en": "of those who differ, where they gather", "fa": "شمار موردهای متفاوت در آن جا"},
    "gathered-by-chance": {"en": "so many by chance", "fa": "شمار مورد انتظار به‌تصادف"},
    "gathers-in": {"en": "where those who differ gather", "fa": "جایی که موردهای متفاوت جمع شده‌اند"},
    "given-first": {"en": "first given", "fa": "نخستین اعلام"},
    "hidden-factor-hundredths": {
        "en": "an unrecorded circumstance would have to multiply the odds by",
        "fa": "شرط ثبت‌نشده باید بخت را چند برابر کند",
    },
    "lapsed": {"en": "announced no longer from", "fa": "پایان اعلام پیشین"},
    "late": {"en": "late by", "fa": "دیرکرد"},
    "lead": {"en": "announced before the start by", "fa": "فاصلهٔ اعلام تا آغاز"},
    "less-at-least-millionths": {"en": "less by at least", "fa": "دست‌کم کمتر به اندازهٔ"},
    "less-at-most-millionths": {"en": "less by at most", "fa": "حداکثر کمتر به اندازهٔ"},
    "less-millionths": {"en": "less by", "fa": "کمتر به اندازهٔ"},
    "limit": {"en": "limit", "fa": "حد"},
    "line": {"en": "line", "fa": "سطر"},
    "met": {"en": "met the level", "fa": "دارای سطح لازم"},
    "more-services": {"en": "more services of which it is so", "fa": "شمار خدمات دیگری که چنین‌اند"},
    "named-in-vain": {
        "en": "named, and not in force or no excuse",
        "fa": "نام‌برده‌ای که برقرار نیست یا معاف نمی‌کند",
    },
    "not-in-force": {"en": "name what was not in force", "fa": "شمار نام‌برده‌های نابرقرار"},
    "not-recorded": {"en": "not recorded", "fa": "ثبت‌نشده"},
    "observed": {"en": "seen", "fa": "دیده‌شده"},
    "of-expected-millionths": {"en": "share of what was to be expected", "fa": "سهم از آنچه انتظار می‌رفت"},
    "open": {"en": "the last gap had not ended", "fa": "واپسین وقفه پایان نیافته"},
    "other": {"en": "the differing value", "fa": "مقدار متفاوت"},
    "odds-at-least-hundredths": {
        "en": "the odds of the group, as a multiple of those of the others, are at least",
        "fa": "بخت این گروه در برابر بخت دیگران دست‌کم (برابر)",
    },
    "odds-at-most-hundredths": {
        "en": "and at most",
        "fa": "و حداکثر (برابر)",
    },
    "other-cases": {"en": "comparable cases of others", "fa": "موردهای مشابه دیگران"},
    "other-values": {"en": "different other values", "fa": "شمار مقدارهای متفاوت دیگر"},
    "others-compared": {
        "en": "cases of others in equal conditions",
        "fa": "شمار موردهای دیگران در شرایط مساوی",
    },
    "others-usual": {"en": "what is usual for others", "fa": "مقدار معمول برای دیگران"},
    "overrun": {"en": "longer than announced by", "fa": "بیش از مدت اعلام‌شده به اندازهٔ"},
    "paid": {"en": "paid in time", "fa": "پرداخت به‌موقع"},
    "passed": {"en": "passed", "fa": "پشت سر گذاشته"},
    "passed-by": {"en": "passed by", "fa": "پیش‌افتاده از آن"},
    "paused": {"en": "not counted", "fa": "مدت توقف"},
    "perhaps-down": {"en": "outage that may count", "fa": "قطعی نامعلوم"},
    "rank": {"en": "rank of the percentile", "fa": "رتبهٔ صدک"},
    "reached-at-worst-millionths": {"en": "reached at worst", "fa": "سهم در بدترین حالت"},
    "reached-millionths": {"en": "reached at best", "fa": "سهم در بهترین حالت"},
    "perhaps-total": {
        "en": "total if all that may count does",
        "fa": "جمع، اگر همهٔ موردهای نامعلوم به شمار آید",
    },
    "required": {"en": "required", "fa": "مدت لازم"},
    "said": {"en": "applied", "fa": "اعمال‌شده"},
    "service": {"en": "service", "fa": "خدمت"},
    "set": {"en": "set by the competent body", "fa": "تعیین‌شدهٔ مرجع ذی‌صلاح"},
    "share-millionths": {"en": "share of the group", "fa": "سهم گروه"},
    "share-of-others-millionths": {"en": "share of comparable others", "fa": "سهم دیگرانِ مشابه"},
    "short": {"en": "short by", "fa": "کسری"},
    "shows-in": {"en": "where it shows", "fa": "جایی که دیده می‌شود"},
    "signed": {"en": "signed", "fa": "امضا"},
    "since": {"en": "since", "fa": "از زمان"},
    "since-period": {"en": "an alarm since the end of", "fa": "هشدار از پایان"},
    "stake-times": {
        "en": "a stake of 1 on unequal treatment has become",
        "fa": "آنچه یک واحد شرط بر نابرابری به آن رسیده است",
    },
    "start": {"en": "start", "fa": "آغاز"},
    "such-service": {"en": "service of which it is so", "fa": "خدمتی که دربارهٔ آن چنین است"},
    "taken": {"en": "taken up", "fa": "آغاز رسیدگی"},
    "target-millionths": {"en": "target", "fa": "هدف"},
    "told-apart-by": {"en": "the field that would tell them apart", "fa": "فیلدی که آن‌ها را از هم جدا می‌کند"},
    "took": {"en": "took at the rank", "fa": "زمان مورد رتبه"},
    "took-at-least": {"en": "took at least, at the rank", "fa": "کمترین زمان مورد رتبه"},
    "total": {"en": "total", "fa": "جمع"},
    "unbounded": {"en": "the amount due is not known", "fa": "مبلغ لازم معلوم نیست"},
    "unannounced": {"en": "not announced in time", "fa": "به‌موقع اعلام‌نشده"},
    "unclear": {"en": "not established", "fa": "محرزنشده"},
    "uncovered": {"en": "not covered in all", "fa": "جمع مدت بدون پوشش"},
    "unknown-amounts": {"en": "amounts that are not recorded", "fa": "شمار مقدارهای ثبت‌نشده"},
    "unobserved": {"en": "without monitoring", "fa": "بدون پایش"},
    "unrecorded-millionths": {
        "en": "of the group's cases, not recorded",
        "fa": "سهم ثبت‌نشده از موردهای گروه",
    },
    "unrecorded-of-others-millionths": {
        "en": "of the other cases, not recorded",
        "fa": "سهم ثبت‌نشده از موردهای دیگران",
    },
    "until": {"en": "until", "fa": "تا"},
    "usual": {"en": "the usual value", "fa": "مقدار معمول"},
    "window": {"en": "window", "fa": "طول دوره"},
    "withdrawn": {"en": "out of force", "fa": "از اعتبار افتادن"},
    "written-end": {"en": "end of the written term", "fa": "پایان مدت نوشته‌شده"},
}
"""What each figure is called in a list of figures."""

ROLE_WORDS: Final[dict[str, dict[Language, str]]] = {
    "act": {"en": "the act", "fa": "کار"},
    "answer": {"en": "what followed", "fa": "آنچه در پی آمد"},
    "compared": {"en": "compared", "fa": "سنجیده‌شده"},
    "counted": {"en": "counted", "fa": "به شمار آمده"},
    "decision": {"en": "the decision", "fa": "تصمیم"},
    "differing": {"en": "treated otherwise", "fa": "رفتار متفاوت"},
    "done": {"en": "what was done", "fa": "انجام‌شده"},
    "doubtful": {"en": "perhaps counted, or perhaps met", "fa": "نامعلوم"},
    "early-end": {
        "en": "an end told for a time before the start",
        "fa": "پایانی که برای زمانی پیش از آغاز گفته شده",
    },
    "end": {"en": "the end", "fa": "پایان"},
    "event": {"en": "the event", "fa": "رویداد"},
    "exceeding": {"en": "what passed the limit", "fa": "آنچه از حد گذشت"},
    "excuse": {"en": "what excuses", "fa": "آنچه معاف می‌کند"},
    "justification": {"en": "the reason", "fa": "دلیل"},
    "met": {"en": "met the level", "fa": "دارای سطح لازم"},
    "notice": {"en": "the notice", "fa": "اطلاعیه"},
    "passed": {"en": "who was passed", "fa": "پشت سر گذاشته‌شده"},
    "passed-by": {"en": "who passed it", "fa": "پیش‌افتاده"},
    "pause": {"en": "what pauses the time", "fa": "آنچه مهلت را متوقف کرد"},
    "perhaps-alike": {"en": "perhaps alike", "fa": "شاید همسان"},
    "perhaps-answer": {"en": "what may have followed", "fa": "آنچه شاید در پی آمده"},
    "perhaps-counted": {"en": "what may count", "fa": "آنچه شاید به شمار آید"},
    "perhaps-decision": {"en": "what may be the decision", "fa": "آنچه شاید تصمیم آن باشد"},
    "perhaps-done": {"en": "what may have been done", "fa": "آنچه شاید انجام شده"},
    "perhaps-pause": {"en": "what may pause the time", "fa": "آنچه شاید مهلت را متوقف کرده"},
    "record": {"en": "the record", "fa": "سند"},
    "replacement": {"en": "what took its place", "fa": "آنچه جای آن را گرفت"},
    "remedy": {"en": "what remedies", "fa": "آنچه جبران می‌کند"},
    "sign": {"en": "what shows it", "fa": "نشانهٔ آن"},
    "successor": {"en": "the successor", "fa": "جانشین"},
    "taken": {"en": "taken up", "fa": "آغاز رسیدگی"},
    "treated-otherwise": {"en": "treated otherwise in equal conditions", "fa": "رفتار دیگر در شرایط مساوی"},
    "undone": {"en": "attested as not done", "fa": "گواهی انجام نشدن"},
    "unmet": {"en": "did not meet the level", "fa": "بدون سطح لازم"},
    "upheld": {"en": "what it upholds", "fa": "آنچه با آن تأیید شد"},
    "usual": {"en": "treated as usual", "fa": "رفتار معمول"},
}
"""The part that an event plays in the evidence."""

WEEKDAY_WORDS: Final[dict[str, dict[Language, str]]] = {
    "saturday": {"en": "Saturday", "fa": "شنبه"},
    "sunday": {"en": "Sunday", "fa": "یکشنبه"},
    "monday": {"en": "Monday", "fa": "دوشنبه"},
    "tuesday": {"en": "Tuesday", "fa": "سه‌شنبه"},
    "wednesday": {"en": "Wednesday", "fa": "چهارشنبه"},
    "thursday": {"en": "Thursday", "fa": "پنجشنبه"},
    "friday": {"en": "Friday", "fa": "جمعه"},
}
"""The days of the week, by the words that a document writes."""

LISTED_WORDS: Final[dict[str, dict[str, dict[Language, str]]]] = {
    "measure": {
        "availability": {"en": "availability", "fa": "دسترس‌پذیری"},
        "percentile": {"en": "percentile", "fa": "صدک"},
        "ratio": {"en": "share", "fa": "نسبت"},
    },
    "day-count": {
        "actual": {"en": "days as they are", "fa": "روزهای واقعی"},
        "30-day-months": {"en": "every month as 30 days", "fa": "هر ماه ۳۰ روز"},
    },
}
"""What the closed lists of words mean that stand under a key of a norm, by the words that a document writes."""

BOUND_WORDS: Final[dict[str, dict[Language, str]]] = {
    "obliges": {"en": "obliged: {bearer}", "fa": "مکلف: {bearer}"},
    "forbids": {"en": "forbidden to do otherwise: {bearer}", "fa": "منع‌شده از خلاف آن: {bearer}"},
    "permits": {"en": "permitted: {bearer}", "fa": "مجاز: {bearer}"},
    "empowers": {"en": "empowered: {bearer}", "fa": "صاحب اختیار: {bearer}"},
}
"""How a norm binds its bearer."""

LABELS: Final[dict[str, dict[Language, str]]] = {
    "clause": {"en": "clause", "fa": "بند"},
    "signed": {"en": "signed text", "fa": "متن امضاشده"},
    "translation": {"en": "translation", "fa": "ترجمه"},
    "towards": {"en": "towards {towards}", "fa": "در برابر {towards}"},
    "rule": {"en": "rule kind", "fa": "نوع قاعده"},
    "what happened": {"en": "evidence", "fa": "شواهد"},
    "recorded": {"en": "recorded {recorded}", "fa": "ثبت: {recorded}"},
    "figures": {"en": "figures", "fa": "ارقام"},
    "choices": {"en": "interpretation choices", "fa": "گزینه‌های تفسیر"},
    "calendars": {"en": "working calendars", "fa": "تقویم‌های کاری"},
    "tainted": {
        "en": "lines that were set aside and could have changed this",
        "fa": "سطرهای کنارگذاشته که می‌توانست این یافته را تغییر دهد",
    },
    "basis": {"en": "basis", "fa": "مبنا"},
    "agreement": {"en": "agreement", "fa": "توافق‌نامه"},
    "edition": {"en": "edition", "fa": "ویرایش"},
    "digest": {"en": "digest", "fa": "چکیده"},
    "time zone": {"en": "time zone", "fa": "منطقهٔ زمانی"},
    "time-zone data": {"en": "time-zone data", "fa": "نسخهٔ دادهٔ منطقهٔ زمانی"},
    "at": {"en": "judged as of", "fa": "زمان داوری"},
    "known at": {"en": "as known at", "fa": "با آنچه معلوم بود در"},
    "finding": {"en": "finding", "fa": "یافته"},
    "norm": {"en": "norm", "fa": "الزام"},
    "note": {"en": "remark", "fa": "یادداشت"},
    "defines": {"en": "defines", "fa": "تعریف"},
    "not checkable": {"en": "not checked, because", "fa": "سنجیده نمی‌شود، زیرا"},
    "unused": {"en": "used by no clause, because", "fa": "هیچ بندی آن را به کار نمی‌برد، زیرا"},
    "fields": {"en": "fields", "fa": "فیلدها"},
    "reasons": {"en": "reasons and their sentences", "fa": "دلیل‌ها و جمله‌های آن‌ها"},
    "shared reasons": {"en": "reasons of every kind", "fa": "دلیل‌های همهٔ انواع قاعده"},
    "no occasion": {"en": "norms that never had an occasion", "fa": "الزام‌هایی که هیچ موردی نداشتند"},
    "set aside": {"en": "lines that were set aside", "fa": "سطرهای کنارگذاشته"},
    "events": {"en": "events read", "fa": "رویدادهای خوانده‌شده"},
    "repeated": {"en": "repeated", "fa": "تکراری"},
    "without offset": {"en": "local times without an offset", "fa": "زمان‌های محلی بدون اختلاف ساعت"},
    "more": {
        "en": "{count} occasions of {norm} for the same reason; the first of them: {sentence} The next: {names}",
        "fa": "{count} مورد از {norm} با همین دلیل؛ نخستین آن‌ها: {sentence} موردهای بعدی: {names}",
    },
    "remarks": {"en": "parts of events that were not read", "fa": "بخش‌هایی از رویدادها که خوانده نشد"},
    "nothing": {"en": "no findings", "fa": "یافته‌ای نیست"},
}
"""Headings and small labels."""


def labelled(name: str, words: str, language: Language) -> str:
    """Words behind their label.

    >>> labelled("edition", "1398", "en")
    'edition: 1398'
    """
    return f"{LABELS[name][language]}: {words}"
