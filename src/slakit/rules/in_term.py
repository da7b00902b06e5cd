"""The rule kind `in-term`."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from slakit.checks import Inside
from slakit.lowering import Setting
from slakit.models import said
from slakit.norms import WHO, Norm
from slakit.selectors import Matching, RecordSelector, fields_matched
from slakit.strength import AGREES, BINDS, NOT_COMPARED, Order


class InTerm(Norm):
    """What lasts must lie inside the term, or inside the time in which another record is in force.

    Each span of the record is one occasion, and what sticks out is said. Without `inside` it is held against the term
    and the spans for which the agreement was renewed, for its service where it is of one; one that has no instant in
    common with them is out of term. With `inside` a span that opens within the term must lie in matching spans of the
    other record, up to the end of the term; spans that adjoin count as one. A span that has not closed is pending; as soon as it outlasts what it must lie in, it
    is a violation, unless the log need not hold its closing.
    """

    BOUND_BY: ClassVar[tuple[str, ...]] = WHO

    CHOICES: ClassVar[tuple[str, ...]] = ()

    REASONS: ClassVar[dict[str, dict[str, str]]] = {
        "inside": {
            "en": "{act:the}, from {start}[ to {closed}], lay inside {bounds} as far as the agreement holds.",
            "fa": "{act}، از {start}[ تا {closed}]، تا آنجا که توافق‌نامه برقرار است در محدودهٔ {bounds} بود.",
        },
        "inside-so-far": {
            "en": "{act:the}, from {start}[ to {closed}], has lain inside {bounds} so far and has not ended.",
            "fa": "{act}، از {start}[ تا {closed}]، تاکنون در محدودهٔ {bounds} بوده و پایان نیافته است.",
        },
        "sticks-out": {
            "en": "{act:the}, from {start}[ to {closed}], was outside {bounds} from {from} to {until}; {uncovered} in all, parts: {gaps}.",
            "fa": "{act}، از {start}[ تا {closed}]، از {from} تا {until} بیرون از محدودهٔ {bounds} بود؛ در مجموع {uncovered}، شمار بخش‌ها: {gaps}.",
        },
        "begins-outside": {
            "en": "{act:the} began outside {bounds}, at {start}; its end is not recorded, so it is not known how much of it lay outside.",
            "fa": "{act} بیرون از محدودهٔ {bounds}، در {start}، آغاز شد؛ پایان آن ثبت نشده است، پس معلوم نیست چه اندازه از آن بیرون بوده است.",
        },
        "end-not-recorded": {
            "en": "{act:the}, from {start}[ to {closed}], would be outside {bounds} from {from} to {until} ({uncovered} in all, parts: {gaps}); its end is not recorded, and the log need not hold it.",
            "fa": "{act}، از {start}[ تا {closed}]، از {from} تا {until} بیرون از محدودهٔ {bounds} می‌بود (در مجموع {uncovered}، شمار بخش‌ها: {gaps})؛ پایان آن ثبت نشده است، و گزارش رویدادها لزوماً آن را در بر ندارد.",
        },
        "end-in-doubt": {
            "en": "{act:the}, from {start}, would be outside {bounds} from {from} to {until} ({uncovered} in all, parts: {gaps}); the only end of it that is told is of {early-end}, before its start, so it is not known how long it lasted.",
            "fa": "{act}، از {start}، از {from} تا {until} بیرون از محدودهٔ {bounds} می‌بود (در مجموع {uncovered}، شمار بخش‌ها: {gaps})؛ تنها پایانی که برای آن گفته شده {early-end} است، یعنی پیش از آغاز آن، پس معلوم نیست چه مدت طول کشیده است.",
        },
        "unclear": {
            "en": "{act:the}, from {start}[ to {closed}]: the log leaves open whether it was inside {bounds} from {from} to {until}.",
            "fa": "{act}، از {start}[ تا {closed}]: از گزارش رویدادها معلوم نیست که از {from} تا {until} در محدودهٔ {bounds} بوده است یا نه.",
        },
        "no-evidence": {
            "en": "{act:the}, from {start}[ to {closed}]: nothing recorded shows that it was inside {bounds} from {from} to {until}, and the log need not hold every event that would show it.",
            "fa": "{act}، از {start}[ تا {closed}]: هیچ رویداد ثبت‌شده‌ای نشان نمی‌دهد که از {from} تا {until} در محدودهٔ {bounds} بوده است، و گزارش رویدادها لزوماً همهٔ رویدادهایی را که آن را نشان می‌دهند در بر ندارد.",
        },
    }

    STRENGTH: ClassVar[Mapping[str, Order]] = {
        "of": BINDS,
        "inside": NOT_COMPARED,
        "matching": AGREES,
    }

    rule: Literal["in-term"]
    of: Annotated[
        RecordSelector,
        Field(json_schema_extra={"x-selects": "of"}),
        said("what lasts", "آنچه مدت دارد"),
    ]
    inside: Annotated[
        RecordSelector | None,
        Field(json_schema_extra={"x-selects": "inside"}),
        said(
            "the record that it must lie in; without it, the term",
            "سندی که باید در مدت آن باشد؛ وگرنه مدت اعتبار",
        ),
    ] = None
    matching: Annotated[Matching, Field(json_schema_extra={"x-ours": "of", "x-theirs": "inside"})] = ()

    def lower(self, setting: Setting) -> Inside:
        """**covered**: each span lies in the term, or in matching spans of the other record."""
        closes = setting.vocabulary.records[self.of.record].closes
        return Inside(
            of=setting.spans(self.of),
            by=setting.spans(self.inside) if self.inside else None,
            matching=fields_matched(self.matching),
            closings_complete=closes is None or setting.vocabulary.is_complete(closes),
        )
