"""The rule kind `equal-outcome`."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from slakit.checks import Compared
from slakit.lowering import Setting
from slakit.models import said
from slakit.rules._comparing import COMPARING_STRENGTH, Comparing
from slakit.rules._comparing_words import COMPARING_REASONS
from slakit.selectors import EventSelector, Matching, Where, fields_matched
from slakit.strength import CASES, CASES_AGREE, COUNTS_WELL, Order


class EqualOutcome(Comparing):
    """Of like cases, as large a share of each group must come out favourably as of comparable others.

    Cases that agree in every field of `comparable-by`, in the lawful differences, and in the month in which they were
    decided are alike. Within such a block chance alone decides who is favoured, if the group does not matter; what is
    seen is held against that, exactly, and one case of each `unit` counts. Season, load and the lawful case mix of a
    group cancel out. Cases that are not decided before the term is over, or of which a condition is not recorded, are not
    compared, nor are those that came before it, or in a span for which the agreement was renewed unchanged.

    Counts prove no breach. A disadvantage that is too large for chance and at least as large as `materiality` is a
    presumption: the provider must now show the reason, and a reason that is recorded (`justified-by`) covers it. While
    the year runs only an alarm speaks that holds at every look; at its end all services and groups are judged together,
    so that in at most the `error-budget` of fair years anybody is accused. Where nothing is found, the finding says what
    could have been found. Equal is what would be so even if every case of which something is not recorded had gone
    against the group; where that is open, and more than a tenth is not recorded, nothing is said of the group.
    """

    CHOICES: ClassVar[tuple[str, ...]] = ()
    STRENGTH: ClassVar[Mapping[str, Order]] = {
        **COMPARING_STRENGTH,
        "matching": CASES_AGREE,
        "decided": CASES,
        "favourable": COUNTS_WELL,
    }

    REASONS: ClassVar[dict[str, dict[str, str]]] = {
        **COMPARING_REASONS,
        "presumed": {
            "en": "In {service}, among cases alike in every declared condition, {share-millionths} of group {group} came out favourably, against {share-of-others-millionths} of comparable others, a difference of {less-millionths} (likely from {less-at-least-millionths} to {less-at-most-millionths})[; it shows in {shows-in}][; it shows from {differs-since} on]; such a finding is wrong in at most {budget-millionths} of years in which all are treated alike; it is now for {bearer} to state the reason[; a circumstance that nobody recorded would have to multiply the odds by at least {hidden-factor-hundredths} to explain it].",
            "fa": "در {service}، در میان موردهایی که در همهٔ شرایط اعلام‌شده یکسان‌اند، {share-millionths} از گروه {group} نتیجهٔ مطلوب گرفته‌اند، در برابر {share-of-others-millionths} از موردهای مشابه دیگران، یعنی {less-millionths} تفاوت (بازهٔ محتمل {less-at-least-millionths} تا {less-at-most-millionths})[؛ این تفاوت در {shows-in} دیده می‌شود][؛ این تفاوت از {differs-since} به بعد دیده می‌شود]؛ این روش در سال‌هایی که با همه یکسان رفتار شده حداکثر در {budget-millionths} از سال‌ها چنین یافته‌ای را به‌اشتباه می‌دهد؛ اکنون بیان دلیل بر عهدهٔ {bearer} است[؛ شرطی که ثبت نشده باشد باید بخت را دست‌کم {hidden-factor-hundredths} برابر کند تا آن را توضیح دهد].",
        },
        "review": {
            "en": "In {service}, among cases alike in every declared condition, {share-millionths} of group {group} came out favourably, against {share-of-others-millionths} of comparable others, a difference of {less-millionths} (likely from {less-at-least-millionths} to {less-at-most-millionths})[; it shows in {shows-in}][; it shows from {differs-since} on]; this may be chance, or rest on what is not recorded; it is listed for review and presumes nothing.",
            "fa": "در {service}، در میان موردهایی که در همهٔ شرایط اعلام‌شده یکسان‌اند، {share-millionths} از گروه {group} نتیجهٔ مطلوب گرفته‌اند، در برابر {share-of-others-millionths} از موردهای مشابه دیگران، یعنی {less-millionths} تفاوت (بازهٔ محتمل {less-at-least-millionths} تا {less-at-most-millionths})[؛ این تفاوت در {shows-in} دیده می‌شود][؛ این تفاوت از {differs-since} به بعد دیده می‌شود]؛ این شاید تصادف باشد یا بر چیزی ثبت‌نشده استوار باشد؛ تنها برای بررسی فهرست می‌شود و اماره‌ای نیست.",
        },
        "equal": {
            "en": "In {service}, {share-millionths} of group {group} came out favourably, against {share-of-others-millionths} of comparable others; even at worst a disadvantage of the group is smaller than what the agreement calls material.",
            "fa": "در {service}، {share-millionths} از گروه {group} نتیجهٔ مطلوب گرفته‌اند، در برابر {share-of-others-millionths} از موردهای مشابه دیگران؛ حتی در بدترین حالت زیان این گروه کمتر از اندازه‌ای است که توافق‌نامه مهم می‌داند.",
        },
        "nothing-found": {
            "en": "In {service}, nothing speaks against equal outcomes for group {group} ({cases} cases, {other-cases} comparable); a difference of less than {findable-millionths} might well not have been found, so this is no proof of equality[; {unrecorded-millionths} of the group's cases are not counted, for something is not recorded of them][; nor are {unrecorded-of-others-millionths} of the others' cases, for something is not recorded of them].",
            "fa": "در {service}، نشانه‌ای از نابرابری نتیجه برای گروه {group} نیست ({cases} مورد و {other-cases} مورد مشابه)؛ تفاوتی کمتر از {findable-millionths} به‌احتمال زیاد یافت نمی‌شد، پس این دلیل برابری نیست[؛ {unrecorded-millionths} از موردهای این گروه، که چیزی از آن‌ها ثبت نشده، به شمار نیامده است][؛ {unrecorded-of-others-millionths} از موردهای دیگران، که چیزی از آن‌ها ثبت نشده، به شمار نیامده است].",
        },
    }

    rule: Literal["equal-outcome"]
    decided: Annotated[
        EventSelector | None,
        Field(json_schema_extra={"x-selects": "decided"}),
        said(
            "what decides a case; if it is not the case itself",
            "آنچه به هر مورد پایان می‌دهد؛ اگر خودِ مورد نیست",
        ),
    ] = None
    matching: Annotated[Matching, Field(json_schema_extra={"x-ours": "of", "x-theirs": "decided"})] = ()
    favourable: Annotated[
        Where,
        Field(min_length=1, json_schema_extra={"x-of": "decided,of"}),
        said("what a favourable decision says", "آنچه تصمیم مطلوب می‌گوید"),
    ]

    def lower(self, setting: Setting) -> Compared:
        """**compared**: the favourable decisions of each group against those of comparable others."""
        fields = setting.vocabulary.fields_of((self.decided or self.of).event)
        counted = setting.condition(self.favourable, fields)
        return self.compared(setting, self.decided, fields_matched(self.matching), counted, waiting=False)
