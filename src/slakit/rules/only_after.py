"""The rule kind `only-after`."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from slakit.checks import CoveredAt
from slakit.lowering import Setting
from slakit.models import said
from slakit.norms import WHO, Norm
from slakit.selectors import EventSelector, Matching, RecordSelector, fields_matched
from slakit.strength import AGREES, BINDS, FULFILS, Order


class OnlyAfter(Norm):
    """An act may be done only after another one that matches it, or while a matching record is in force.

    Each event is one occasion; both at the same instant counts as after. If the log need not hold every event that
    could have come before, its absence proves nothing and the occasion stays undetermined.
    """

    BOUND_BY: ClassVar[tuple[str, ...]] = WHO

    CHOICES: ClassVar[tuple[str, ...]] = ()

    REASONS: ClassVar[dict[str, dict[str, str]]] = {
        "in-force": {
            "en": "{event}; what must come first (“{record}”) had stood since {since}.",
            "fa": "{event}؛ آنچه باید پیش از آن باشد («{record}») از {since} برقرار بود.",
        },
        "record-unclear": {
            "en": "{event}; what must come first (“{record}”) is recorded before it, but the log leaves open whether it matches and is as required[ ({record-scope})][; recorded on one side only: {not-recorded}].",
            "fa": "{event}؛ آنچه باید پیش از آن باشد («{record}») پیش از آن ثبت شده است، ولی از گزارش رویدادها معلوم نیست که مربوط به همین و به شیوهٔ لازم باشد[ ({record-scope})][؛ تنها در یکی از دو طرف ثبت شده است: {not-recorded}].",
        },
        "elsewhere": {
            "en": "{event}; what must come first (“{record}”) is recorded before it, but not as required[ ({record-scope})].",
            "fa": "{event}؛ آنچه باید پیش از آن باشد («{record}») پیش از آن ثبت شده است، ولی نه چنان‌که لازم است[ ({record-scope})].",
        },
        "not-yet": {
            "en": "{event}; what must come first (“{record}”)[ had ended at {closed}, and] came only at {since}, {early} later.",
            "fa": "{event}؛ آنچه باید پیش از آن باشد («{record}»)[ در {closed} پایان یافته بود و] تنها در {since}، یعنی {early} دیرتر، آمد.",
        },
        "no-longer": {
            "en": "{event}; what must come first (“{record}”) had ended at {closed}.",
            "fa": "{event}؛ آنچه باید پیش از آن باشد («{record}») در {closed} پایان یافته بود.",
        },
        "never": {
            "en": "{event}; what must come first (“{record}”) is not recorded at all.",
            "fa": "{event}؛ آنچه باید پیش از آن باشد («{record}») هیچ‌گاه ثبت نشده است.",
        },
        "no-evidence": {
            "en": "{event}; what must come first (“{record}”) is not recorded, but the log need not hold every such event.",
            "fa": "{event}؛ آنچه باید پیش از آن باشد («{record}») ثبت نشده است، ولی گزارش رویدادها لزوماً همهٔ چنین رویدادهایی را در بر ندارد.",
        },
    }

    STRENGTH: ClassVar[Mapping[str, Order]] = {
        "of": BINDS,
        "after": FULFILS,
        "matching": AGREES,
    }

    rule: Literal["only-after"]
    of: Annotated[EventSelector, Field(json_schema_extra={"x-selects": "of"}), said("the act", "کار")]
    after: Annotated[
        EventSelector | RecordSelector,
        Field(json_schema_extra={"x-selects": "after"}),
        said("what must have come before, or be in force", "آنچه باید پیش از آن رخ داده یا برقرار باشد"),
    ]
    matching: Annotated[Matching, Field(json_schema_extra={"x-ours": "of", "x-theirs": "after"})] = ()

    def lower(self, setting: Setting) -> CoveredAt:
        """**covered**: the event's instant inside a span, or after a point."""
        after = self.after
        by = setting.spans(after) if isinstance(after, RecordSelector) else setting.points(after)
        return CoveredAt(setting.points(self.of), by, fields_matched(self.matching))
