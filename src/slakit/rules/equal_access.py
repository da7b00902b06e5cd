"""The rule kind `equal-access`."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from slakit.checks import ALWAYS, Compared
from slakit.lowering import Setting
from slakit.models import ElapsedText, said
from slakit.rules._comparing import COMPARING_STRENGTH, Comparing
from slakit.rules._comparing_words import COMPARING_REASONS
from slakit.selectors import EventSelector, Matching, fields_matched
from slakit.strength import CASES, CASES_AGREE, NOT_COMPARED, Order


class EqualAccess(Comparing):
    """Of like attempts to reach a service, as large a share of each group's must get through as of comparable others'.

    An attempt is whatever is recorded before a request is: a session on the portal, an appointment that was asked for. It
    got through if `reached` follows within the time `within`. One that did not is known only where the log holds every
    such event (`complete` in the vocabulary); otherwise, and where a condition is not recorded, an attempt is compared
    with none. Attempts are compared in the month in which their time was up.

    The rest is as for `equal-outcome`: counts prove no breach, and what is found is at most a presumption. Who never
    managed to make an attempt leaves no trace, so nothing here speaks of them.
    """

    CHOICES: ClassVar[tuple[str, ...]] = ()
    STRENGTH: ClassVar[Mapping[str, Order]] = {
        **COMPARING_STRENGTH,
        "matching": CASES_AGREE,
        "reached": CASES,
        "within": NOT_COMPARED,
    }

    REASONS: ClassVar[dict[str, dict[str, str]]] = {
        **COMPARING_REASONS,
        "presumed": {
            "en": "In {service}, {share-millionths} of the attempts of group {group} got through in time, against {share-of-others-millionths} of comparable attempts of others, a difference of {less-millionths} (likely from {less-at-least-millionths} to {less-at-most-millionths})[; it shows in {shows-in}][; it shows from {differs-since} on]; such a finding is wrong in at most {budget-millionths} of years in which all are treated alike; it is now for {bearer} to state the reason[; a circumstance that nobody recorded would have to multiply the odds by at least {hidden-factor-hundredths} to explain it].",
            "fa": "در {service}، {share-millionths} از تلاش‌های گروه {group} به‌موقع به نتیجه رسیده است، در برابر {share-of-others-millionths} از تلاش‌های مشابه دیگران، یعنی {less-millionths} تفاوت (بازهٔ محتمل {less-at-least-millionths} تا {less-at-most-millionths})[؛ این تفاوت در {shows-in} دیده می‌شود][؛ این تفاوت از {differs-since} به بعد دیده می‌شود]؛ این روش در سال‌هایی که با همه یکسان رفتار شده حداکثر در {budget-millionths} از سال‌ها چنین یافته‌ای را به‌اشتباه می‌دهد؛ اکنون بیان دلیل بر عهدهٔ {bearer} است[؛ شرطی که ثبت نشده باشد باید بخت را دست‌کم {hidden-factor-hundredths} برابر کند تا آن را توضیح دهد].",
        },
        "review": {
            "en": "In {service}, {share-millionths} of the attempts of group {group} got through in time, against {share-of-others-millionths} of comparable attempts of others, a difference of {less-millionths} (likely from {less-at-least-millionths} to {less-at-most-millionths})[; it shows in {shows-in}][; it shows from {differs-since} on]; the way to the service should be checked for this group; this may be chance, or rest on what is not recorded, and presumes nothing.",
            "fa": "در {service}، {share-millionths} از تلاش‌های گروه {group} به‌موقع به نتیجه رسیده است، در برابر {share-of-others-millionths} از تلاش‌های مشابه دیگران، یعنی {less-millionths} تفاوت (بازهٔ محتمل {less-at-least-millionths} تا {less-at-most-millionths})[؛ این تفاوت در {shows-in} دیده می‌شود][؛ این تفاوت از {differs-since} به بعد دیده می‌شود]؛ مسیر رسیدن به خدمت باید برای این گروه بررسی شود؛ این شاید تصادف باشد یا بر چیزی ثبت‌نشده استوار باشد و اماره‌ای نیست.",
        },
        "equal": {
            "en": "In {service}, {share-millionths} of the attempts of group {group} got through in time, against {share-of-others-millionths} of comparable attempts of others; even at worst a disadvantage of the group is smaller than what the agreement calls material; who never managed to make an attempt leaves no trace here.",
            "fa": "در {service}، {share-millionths} از تلاش‌های گروه {group} به‌موقع به نتیجه رسیده است، در برابر {share-of-others-millionths} از تلاش‌های مشابه دیگران؛ حتی در بدترین حالت زیان این گروه کمتر از اندازه‌ای است که توافق‌نامه مهم می‌داند؛ کسانی که هرگز موفق به تلاش نشده‌اند در این داده‌ها دیده نمی‌شوند.",
        },
        "nothing-found": {
            "en": "In {service}, nothing speaks against equal access for group {group} ({cases} attempts, {other-cases} comparable); a difference of less than {findable-millionths} might well not have been found, so this is no proof of equality[; {unrecorded-millionths} of the group's cases are not counted, for something is not recorded of them][; nor are {unrecorded-of-others-millionths} of the others' cases, for something is not recorded of them]; who never managed to make an attempt leaves no trace here.",
            "fa": "در {service}، نشانه‌ای از نابرابری دسترسی برای گروه {group} نیست ({cases} تلاش و {other-cases} تلاش مشابه)؛ تفاوتی کمتر از {findable-millionths} به‌احتمال زیاد یافت نمی‌شد، پس این دلیل برابری نیست[؛ {unrecorded-millionths} از موردهای این گروه، که چیزی از آن‌ها ثبت نشده، به شمار نیامده است][؛ {unrecorded-of-others-millionths} از موردهای دیگران، که چیزی از آن‌ها ثبت نشده، به شمار نیامده است]؛ کسانی که هرگز موفق به تلاش نشده‌اند در این داده‌ها دیده نمی‌شوند.",
        },
    }

    rule: Literal["equal-access"]
    reached: Annotated[
        EventSelector,
        Field(json_schema_extra={"x-selects": "reached"}),
        said("what shows that an attempt got through", "آنچه نشان می‌دهد تلاش به نتیجه رسیده است"),
    ]
    matching: Annotated[Matching, Field(json_schema_extra={"x-ours": "of", "x-theirs": "reached"})] = ()
    within: Annotated[ElapsedText, said("in what time", "در چه زمانی")]

    def lower(self, setting: Setting) -> Compared:
        """**compared**: the attempts of each group that got through in time against those of comparable others."""
        check = self.compared(setting, self.reached, fields_matched(self.matching), ALWAYS, waiting=False)
        return replace(check, within=setting.length(self.within))
