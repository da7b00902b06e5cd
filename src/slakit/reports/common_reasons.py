"""The words that all rule kinds share: reasons, cures, outcomes and grades, in English and Persian.

Templates are written as those of a rule kind (`slakit.reports.sentences`). The words for outcomes and grades are
those of the glossary.
"""

from typing import Final

from slakit.calendars import Language
from slakit.findings import Grade, Outcome

COMMON_REASONS: Final[dict[str, dict[str, str]]] = {
    "out-of-term": {
        "en": "{event}[, for {service}]; that is outside the term of the agreement (from {first-day} to the end of {last-day}), and no recorded renewal covers it.",
        "fa": "{event}[، برای {service}]؛ این زمان بیرون از مدت اعتبار توافق‌نامه (از {first-day} تا پایان {last-day}) است و هیچ تمدید ثبت‌شده‌ای آن را در بر نمی‌گیرد.",
    },
    "before-first-proof": {
        "en": "{event}[, for {service}]; that is before the first recorded proof that the agreement stood, and its first day, {first-day}, is only inferred.",
        "fa": "{event}[، برای {service}]؛ این زمان پیش از نخستین سندی است که برقراری توافق‌نامه را ثابت می‌کند و روز آغاز آن، {first-day}، تنها استنباط شده است.",
    },
    "outside-effect": {
        "en": "{event}[, for {service}]; that is within the term of the agreement (from {first-day} to the end of {last-day}), but outside the time for which its recorded signature gives it effect.",
        "fa": "{event}[، برای {service}]؛ این زمان درون مدت اعتبار توافق‌نامه (از {first-day} تا پایان {last-day}) است، ولی بیرون از زمانی که امضای ثبت‌شده برای آن به توافق‌نامه اعتبار می‌دهد.",
    },
    "outside-annex": {
        "en": "{event}[, for {service}]; the service is not in the annex of the agreement.",
        "fa": "{event}[، برای {service}]؛ این خدمت در پیوست توافق‌نامه نیست.",
    },
    "excused": {
        "en": "{event}[, for {service}]; an exception was in force that excuses it[ (clause {exceptions})].",
        "fa": "{event}[، برای {service}]؛ در آن زمان استثنایی برقرار بود که آن را معاف می‌کند[ (بند {exceptions})].",
    },
    "perhaps-excused": {
        "en": "{event}[, for {service}]; an exception was in force that may excuse it[ (clause {exceptions})], but the log leaves open whether it does.",
        "fa": "{event}[، برای {service}]؛ در آن زمان استثنایی برقرار بود که شاید آن را معاف کند[ (بند {exceptions})]، ولی از گزارش رویدادها معلوم نیست.",
    },
    "out-of-scope": {
        "en": "{event}[, for {service}]; the norm does not speak of this[; its condition: {scope}][; what is not so: {failing}].",
        "fa": "{event}[، برای {service}]؛ الزام دربارهٔ این نیست[؛ شرط آن: {scope}][؛ آنچه چنین نیست: {failing}].",
    },
    "scope-unknown": {
        "en": "{event}[, for {service}]; the log leaves open whether it is what the norm speaks of[ ({scope})][; not established: {unclear}].",
        "fa": "{event}[، برای {service}]؛ از گزارش رویدادها معلوم نیست این همان باشد که الزام از آن سخن می‌گوید[ ({scope})][؛ آنچه محرز نیست: {unclear}].",
    },
    "perhaps-set-aside": {
        "en": "What would have fulfilled the norm is not among the events that could be read, but an event of that sort was set aside because a time in it could not be told for certain.",
        "fa": "آنچه الزام را برآورده می‌کرد در میان رویدادهای خواندنی نیست، ولی رویدادی از همان نوع چون زمانی در آن به‌یقین معلوم نبود کنار گذاشته شد.",
    },
    "event-set-aside": {
        "en": "Line {line} of the log records something that the norm speaks of, but as it stands it cannot count as an event, and it was set aside.",
        "fa": "سطر {line} گزارش رویدادها از چیزی خبر می‌دهد که الزام دربارهٔ آن است، ولی به این صورت رویدادی به شمار نمی‌آید و کنار گذاشته شد.",
    },
    "no-evidence": {
        "en": "{event}[, for {service}]; nothing recorded shows that the norm was kept, and the log need not hold every event that would show it.",
        "fa": "{event}[، برای {service}]؛ هیچ رویداد ثبت‌شده‌ای رعایت الزام را نشان نمی‌دهد، و گزارش رویدادها لزوماً همهٔ رویدادهایی را که آن را نشان می‌دهند در بر ندارد.",
    },
}
"""The reasons that findings of more than one rule kind can have; a rule kind may have words of its own for one."""

NAMED_IN_VAIN: Final[dict[Language, str]] = {
    "en": " What it names ({named-in-vain}) is not recorded as in force then, or does not excuse it.",
    "fa": " ثبت نشده است که آنچه نام برده ({named-in-vain}) در آن زمان برقرار بوده باشد، یا آن را معاف نمی‌کند.",
}
"""What is said of a breach that named an exception, such as an additional agreement that had ended."""

CURE_WORDS: Final[dict[str, dict[Language, str]]] = {
    "by": {"en": "doing it by {value}", "fa": "انجام آن تا {value}"},
    "down-at-most": {"en": "at most {value} of outage in all", "fa": "در مجموع حداکثر {value} قطعی"},
    "end-by": {"en": "ending it by {value}", "fa": "پایان دادن به آن تا {value}"},
    "effective-by": {"en": "giving it effect by {value}", "fa": "آغاز اعتبار آن تا {value}"},
    "from": {"en": "keeping it in place from {value} on", "fa": "برقرار ماندن آن از {value} به بعد"},
    "instead": {"en": "{value} instead", "fa": "{value} به‌جای آن"},
    "instead of a yes or no": {"en": "“{value}”", "fa": "«{value}»"},
    "met-at-least": {
        "en": "meeting the level in at least {value} of them",
        "fa": "داشتن سطح لازم در دست‌کم {value} مورد",
    },
    "not-before": {"en": "waiting until {value}", "fa": "خودداری از آن تا {value}"},
    "notice-by": {"en": "a notice by {value}", "fa": "اعلام تا {value}"},
    "notice-by after brought-forward": {
        "en": "announcing this start by {value}",
        "fa": "اعلام همین آغاز تا {value}",
    },
    "notice-by after moved-too-late": {
        "en": "announcing this start by {value}",
        "fa": "اعلام همین آغاز تا {value}",
    },
    "notice-by after notice-elsewhere": {
        "en": "a notice by {value} where it has to be given",
        "fa": "اعلام به شیوهٔ لازم تا {value}",
    },
    "notice-by after notice-withdrawn": {
        "en": "a notice by {value} that stayed in force",
        "fa": "اعلامی تا {value} که برقرار می‌ماند",
    },
    "notice-by after other-time-announced": {
        "en": "announcing this start by {value}",
        "fa": "اعلام همین آغاز تا {value}",
    },
    "notice-by after service-not-named": {
        "en": "naming it in a notice by {value}",
        "fa": "نام بردن آن در اعلامی تا {value}",
    },
    "signed-by": {"en": "signing a successor by {value}", "fa": "امضای جانشین تا {value}"},
    "signed-by after left-out": {
        "en": "signing a successor by {value} that goes on with it",
        "fa": "امضای جانشینی تا {value} که آن را هم در بر گیرد",
    },
    "signed-by after over-by-then": {
        "en": "signing a successor by {value} that lasts longer",
        "fa": "امضای جانشینی تا {value} که پس از آن هم برقرار بماند",
    },
    "start-from": {"en": "a start from {value}", "fa": "آغاز از {value}"},
    "total-at-most": {"en": "at most {value} in all", "fa": "در مجموع حداکثر {value}"},
    "value": {"en": "the value {value}", "fa": "مقدار {value}"},
    "amount of money": {"en": "the amount {value}", "fa": "مبلغ {value}"},
    "and": {"en": ", and ", "fa": "، و "},
    "or": {"en": ", or ", "fa": "، یا "},
    "after or": {"en": ",", "fa": "،"},
}
"""Each change that would have fulfilled a norm, after some reasons in words of its own, and how changes are joined."""

CURE_SENTENCES: Final[dict[Language, str]] = {
    "en": "{changes} would have fulfilled it.",
    "fa": "{changes} برای رعایت الزام کافی بود.",
}

MOMENTS: Final[dict[str, dict[Language, str]]] = {
    "charged": {"en": "at that time", "fa": "در آن زمان"},
    "requested": {"en": "when it was requested", "fa": "در زمان درخواست"},
}
"""When an announced value must have been in force, by the interpretation choice that the finding used."""

STILL_OPEN: Final[dict[Language, str]] = {
    "en": "not restored since",
    "fa": "و از آن پس بازگردانده نشده است",
}

OUTCOME_WORDS: Final[dict[Outcome, dict[Language, str]]] = {
    Outcome.FULFILLED: {"en": "fulfilled", "fa": "رعایت‌شده"},
    Outcome.VIOLATED: {"en": "violated", "fa": "نقض‌شده"},
    Outcome.PENDING: {"en": "pending", "fa": "در انتظار"},
    Outcome.UNDETERMINED: {"en": "undetermined", "fa": "نامعلوم"},
    Outcome.NOT_APPLICABLE: {"en": "not applicable", "fa": "خارج از شمول"},
}
"""The word of each outcome, as in the glossary."""

GRADE_WORDS: Final[dict[Grade, dict[Language, str]]] = {
    Grade.BREACH: {"en": "breach", "fa": "تخلف"},
    Grade.PRESUMPTION: {"en": "presumption", "fa": "اماره"},
    Grade.REVIEW: {"en": "review", "fa": "نیازمند بررسی"},
    Grade.ADVISORY: {"en": "advisory", "fa": "توصیه"},
}
"""The word of each grade, as in the glossary."""
