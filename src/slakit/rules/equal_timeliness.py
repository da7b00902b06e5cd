"""The rule kind `equal-timeliness`."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from slakit.checks import ALWAYS, Compared
from slakit.lowering import Setting
from slakit.models import said
from slakit.rules._comparing import COMPARING_STRENGTH, Comparing
from slakit.rules._comparing_words import COMPARING_REASONS
from slakit.selectors import EventSelector, Matching, fields_matched
from slakit.strength import CASES, CASES_AGREE, Order


class EqualTimeliness(Comparing):
    """Of like files that wait, those of each group must be taken as soon as those of comparable others.

    Whose file is taken next? On every day on which one of several comparable files was finished, each that had waited
    about as long is equally likely to be the one, if the group does not matter. What was finished of a group over the
    year is held against what was to be expected. Season, backlog and lack of staff hit all files of a day alike and
    cancel out, and a file that is never finished counts on every day on which it waits; a comparison of the lengths of
    finished files would not see it.

    The measure is how much of the expected number is missing; `materiality` says from how much on that matters. The rest
    is as for `equal-outcome`: it presumes at most, and says what could not have been seen.
    """

    CHOICES: ClassVar[tuple[str, ...]] = ()
    STRENGTH: ClassVar[Mapping[str, Order]] = {
        **COMPARING_STRENGTH,
        "matching": CASES_AGREE,
        "finished": CASES,
    }

    REASONS: ClassVar[dict[str, dict[str, str]]] = {
        **COMPARING_REASONS,
        "presumed": {
            "en": "In {service}, whenever comparable files waited, it was counted whose was finished: for group {group}, {expected} were to be expected and {observed} ({of-expected-millionths}) came[; it shows in {shows-in}][; it shows from {differs-since} on]; such a finding is wrong in at most {budget-millionths} of years in which all are treated alike; it is now for {bearer} to state the reason[; a circumstance that nobody recorded would have to multiply the odds by at least {hidden-factor-hundredths} to explain it].",
            "fa": "در {service}، هر بار که پرونده‌های مشابه در انتظار بودند شمرده شد پروندهٔ چه کسی به پایان رسید: برای گروه {group}، {expected} مورد انتظار می‌رفت و {observed} مورد ({of-expected-millionths}) رخ داد[؛ این تفاوت در {shows-in} دیده می‌شود][؛ این تفاوت از {differs-since} به بعد دیده می‌شود]؛ این روش در سال‌هایی که با همه یکسان رفتار شده حداکثر در {budget-millionths} از سال‌ها چنین یافته‌ای را به‌اشتباه می‌دهد؛ اکنون بیان دلیل بر عهدهٔ {bearer} است[؛ شرطی که ثبت نشده باشد باید بخت را دست‌کم {hidden-factor-hundredths} برابر کند تا آن را توضیح دهد].",
        },
        "review": {
            "en": "In {service}, whenever comparable files waited, it was counted whose was finished: for group {group}, {expected} were to be expected and {observed} ({of-expected-millionths}) came[; it shows in {shows-in}][; it shows from {differs-since} on]; this may be chance, or rest on what is not recorded; it is listed for review and presumes nothing.",
            "fa": "در {service}، هر بار که پرونده‌های مشابه در انتظار بودند شمرده شد پروندهٔ چه کسی به پایان رسید: برای گروه {group}، {expected} مورد انتظار می‌رفت و {observed} مورد ({of-expected-millionths}) رخ داد[؛ این تفاوت در {shows-in} دیده می‌شود][؛ این تفاوت از {differs-since} به بعد دیده می‌شود]؛ این شاید تصادف باشد یا بر چیزی ثبت‌نشده استوار باشد؛ تنها برای بررسی فهرست می‌شود و اماره‌ای نیست.",
        },
        "equal": {
            "en": "In {service}, {observed} files of group {group} were finished where {expected} were to be expected; even at worst a disadvantage of the group is smaller than what the agreement calls material.",
            "fa": "در {service}، {observed} پرونده از گروه {group} به پایان رسید و {expected} مورد انتظار می‌رفت؛ حتی در بدترین حالت زیان این گروه کمتر از اندازه‌ای است که توافق‌نامه مهم می‌داند.",
        },
        "nothing-found": {
            "en": "In {service}, nothing speaks against equal waiting for group {group}: {observed} of its files were finished where {expected} were to be expected; a small difference might well not have been found, so this is no proof of equality[; {unrecorded-millionths} of the group's cases are not counted, for something is not recorded of them][; nor are {unrecorded-of-others-millionths} of the others' cases, for something is not recorded of them].",
            "fa": "در {service}، نشانه‌ای از نابرابری در انتظار برای گروه {group} نیست: {observed} پرونده از آن به پایان رسید و {expected} مورد انتظار می‌رفت؛ تفاوتی کوچک به‌احتمال زیاد یافت نمی‌شد، پس این دلیل برابری نیست[؛ {unrecorded-millionths} از موردهای این گروه، که چیزی از آن‌ها ثبت نشده، به شمار نیامده است][؛ {unrecorded-of-others-millionths} از موردهای دیگران، که چیزی از آن‌ها ثبت نشده، به شمار نیامده است].",
        },
    }

    rule: Literal["equal-timeliness"]
    finished: Annotated[
        EventSelector,
        Field(json_schema_extra={"x-selects": "finished"}),
        said("what ends the waiting", "آنچه به انتظار پایان می‌دهد"),
    ]
    matching: Annotated[
        Matching, Field(min_length=1, json_schema_extra={"x-ours": "of", "x-theirs": "finished"})
    ]

    def lower(self, setting: Setting) -> Compared:
        """**compared**: on each day, whose of the waiting files was finished."""
        return self.compared(setting, self.finished, fields_matched(self.matching), ALWAYS, waiting=True)
