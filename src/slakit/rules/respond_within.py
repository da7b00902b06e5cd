"""The rule kind `respond-within`."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from slakit.checks import Followed
from slakit.lowering import Setting
from slakit.models import DurationText, Unspecified, said
from slakit.norms import Norm
from slakit.selectors import EventSelector, Matching, fields_matched


class RespondWithin(Norm):
    """After one event, another must follow within a time.

    Each triggering event is one occasion, pending until its time is up; exactly the stated time is in time.
    `within: unspecified` is for a text that gives no time: the duty stays pending, visibly, and at the end of the term
    it is reported as unresolved. No number is ever invented.
    """

    CHOICES: ClassVar[tuple[str, ...]] = ("bound", "hour-clock")

    REASONS: ClassVar[dict[str, dict[str, str]]] = {
        "done": {
            "en": "{event}, and {after} later {answer}; the text gives no time for it.",
            "fa": "{event} و {after} پس از آن {answer}؛ متن مهلتی برای آن نداده است.",
        },
        "no-time-given": {
            "en": "{event}; what must follow (“{next}”) is not recorded yet, and the text gives no time for it, so the duty stays pending[ until {end}].",
            "fa": "{event}؛ آنچه باید در پی آن بیاید («{next}») هنوز ثبت نشده است و متن مهلتی برای آن نداده است؛ پس تکلیف[ تا {end}] در انتظار می‌ماند.",
        },
        "unresolved-at-end": {
            "en": "{event}; what must follow (“{next}”) was not recorded by {end}, and the text gives no time for it, so the duty remains unresolved.",
            "fa": "{event}؛ آنچه باید در پی آن بیاید («{next}») تا {end} ثبت نشد و متن مهلتی برای آن نداده است؛ پس تکلیف حل‌نشده مانده است.",
        },
        "in-time": {
            "en": "{event}, and {after} later {answer}; {required} is allowed.",
            "fa": "{event} و {after} پس از آن {answer}؛ مهلت {required} است.",
        },
        "late": {
            "en": "{event}, and {after} later {answer}; {required} is allowed, so it was late by {late} (due by {due}).",
            "fa": "{event} و {after} پس از آن {answer}؛ مهلت {required} است، پس {late} دیر شد (سررسید: {due}).",
        },
        "due": {
            "en": "{event}; what must follow (“{next}”) is due by {due}.",
            "fa": "{event}؛ سررسید آنچه باید در پی آن بیاید («{next}») {due} است.",
        },
        "missing": {
            "en": "{event}; what must follow (“{next}”) was due by {due} and did not come.",
            "fa": "{event}؛ آنچه باید در پی آن بیاید («{next}») باید تا {due} می‌آمد و نیامد.",
        },
        "answer-unclear": {
            "en": "{event}; what must follow (“{next}”) was due by {due}, and something of the kind followed in time, but the log leaves open whether it answers this.",
            "fa": "{event}؛ آنچه باید در پی آن بیاید («{next}») باید تا {due} می‌آمد و چیزی از آن نوع به‌موقع آمده است، ولی از گزارش رویدادها معلوم نیست که پاسخ همین باشد.",
        },
        "no-evidence": {
            "en": "{event}; what must follow (“{next}”) was due by {due} and is not recorded, but the log need not hold every such event.",
            "fa": "{event}؛ آنچه باید در پی آن بیاید («{next}») باید تا {due} می‌آمد و ثبت نشده است، ولی گزارش رویدادها لزوماً همهٔ چنین رویدادهایی را در بر ندارد.",
        },
    }

    rule: Literal["respond-within"]
    of: Annotated[
        EventSelector,
        Field(json_schema_extra={"x-selects": "of"}),
        said("what sets it off", "آنچه تکلیف را پدید می‌آورد"),
    ]
    then: Annotated[
        EventSelector,
        Field(json_schema_extra={"x-selects": "then"}),
        said("what must follow", "آنچه باید در پی آن بیاید"),
    ]
    within: Annotated[
        DurationText | Unspecified, said("how soon, or `unspecified`", "در چه مدت؛ یا unspecified")
    ]
    matching: Annotated[Matching, Field(json_schema_extra={"x-ours": "of", "x-theirs": "then"})] = ()

    def lower(self, setting: Setting) -> Followed:
        """**followed**: a matching event not later than `within` after each event."""
        untimed = self.within == "unspecified"
        if not untimed:
            setting.choice("hour-clock")
        return Followed(
            of=setting.points(self.of),
            by=setting.points(self.then),
            matching=fields_matched(self.matching),
            within=None if untimed else setting.length(self.within),
            closed=untimed or setting.choice("bound") == "closed",
            complete=setting.vocabulary.is_complete(self.then.event),
        )
