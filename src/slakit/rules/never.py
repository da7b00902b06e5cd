"""The rule kind `never`."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from slakit.checks import Never
from slakit.lowering import Setting
from slakit.models import said
from slakit.norms import Norm
from slakit.selectors import EventSelector, Matching, RecordSelector, fields_matched
from slakit.strength import BINDS, CONFINES, Order


class NeverAllowed(Norm):
    """Something must not happen at all, or not while a record is in force.

    Each event is one occasion. Without `during` every event that fits is a violation, and a log without one has no
    occasion: the report names the norm among those that never had one. With `during` an event is kept if no matching
    record is in force at its instant; where the log need not hold every such record, that stays undetermined.
    """

    CHOICES: ClassVar[tuple[str, ...]] = ()

    REASONS: ClassVar[dict[str, dict[str, str]]] = {
        "happened": {
            "en": "{event}; this must never happen[ ({scope})].",
            "fa": "{event}؛ این هرگز نباید رخ دهد[ ({scope})].",
        },
        "happened-during": {
            "en": "{event}; this must not happen while there is {record}[ ({record-scope})], and one had been in force since {since}.",
            "fa": "{event}؛ تا زمانی که {record}[ ({record-scope})] برقرار است این نباید رخ دهد، و از {since} چنین سندی برقرار بود.",
        },
        "record-unclear": {
            "en": "{event}; the log leaves open whether {record} was in force at that time that forbids it[ ({record-scope})].",
            "fa": "{event}؛ از گزارش رویدادها معلوم نیست که در آن زمان سندی ({record}[؛ {record-scope}]) که آن را منع کند برقرار بوده است یا نه.",
        },
        "no-evidence": {
            "en": "{event}; no {record:bare} is recorded that forbids it, but the log need not hold every such event.",
            "fa": "{event}؛ سندی ({record}) که آن را منع کند ثبت نشده است، ولی گزارش رویدادها لزوماً همهٔ چنین رویدادهایی را در بر ندارد.",
        },
        "not-during": {
            "en": "{event}; no {record:bare} that forbids it was in force at that time.",
            "fa": "{event}؛ در آن زمان سندی ({record}) که آن را منع کند برقرار نبود.",
        },
    }

    STRENGTH: ClassVar[Mapping[str, Order]] = {
        "of": BINDS,
        "during": BINDS,
        "matching": CONFINES,
    }

    rule: Literal["never"]
    of: Annotated[
        EventSelector,
        Field(json_schema_extra={"x-selects": "of"}),
        said("what must not happen", "آنچه نباید رخ دهد"),
    ]
    during: Annotated[
        RecordSelector | None,
        Field(json_schema_extra={"x-selects": "during"}),
        said(
            "the record while which it must not happen; without it, never", "سندی که تا برقرار است منع می‌کند"
        ),
    ] = None
    matching: Annotated[Matching, Field(json_schema_extra={"x-ours": "of", "x-theirs": "during"})] = ()

    def lower(self, setting: Setting) -> Never:
        """**holds**: no event fits, or none while a matching record is in force."""
        return Never(
            of=setting.points(self.of),
            during=setting.spans(self.during) if self.during else None,
            matching=fields_matched(self.matching),
        )
