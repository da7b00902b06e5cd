"""The rule kind `advance-notice`."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from slakit.checks import Announced, CoveredBefore
from slakit.lowering import Setting
from slakit.models import DurationText, FieldRef, Model, said
from slakit.norms import Norm
from slakit.selectors import Matching, RecordSelector, fields_matched


class Announces(Model):
    """The fields of the notice that say when the act will begin and end."""

    start: Annotated[
        FieldRef, Field(json_schema_extra={"x-of": "notice", "x-holds": "holds-instant"}), said("the announced start", "آغاز اعلام‌شده")
    ]
    end: Annotated[
        FieldRef | None, Field(json_schema_extra={"x-of": "notice", "x-holds": "holds-instant"}), said("the announced end", "پایان اعلام‌شده")
    ] = None


class AdvanceNotice(Norm):
    """An act must be announced a stated time before it begins.

    The interval from `at-least` before the act until its start must lie inside one notice that was in force without
    interruption, announced this very start, named what the act hits, and was published where the norm says.
    Each act and each item of `for-each` (a service) is one occasion. Exactly the stated time is enough.

    A notice that is moved to a later start keeps its lead if the change was made before the first announced start;
    one that is moved to an earlier start begins to count anew. A notice during the act, or later, counts for nothing.
    What outlasts the announced end is a second occasion, undetermined until somebody attests what it was.
    """

    CHOICES: ClassVar[tuple[str, ...]] = (
        "hour-clock",
        "bound",
        "notice-in-force",
        "notice-moved-earlier",
        "notice-postponed",
        "late-start",
        "overrun",
    )

    rule: Literal["advance-notice"]
    of: Annotated[
        RecordSelector, Field(json_schema_extra={"x-selects": "of"}), said("the act to be announced", "کاری که باید از پیش اعلام شود")
    ]
    notice: Annotated[
        RecordSelector, Field(json_schema_extra={"x-selects": "notice"}), said("the notice", "اطلاعیه")
    ]
    matching: Annotated[Matching, Field(json_schema_extra={"x-ours": "of", "x-theirs": "notice"})] = ()
    at_least: Annotated[DurationText, said("how long before the start", "دست‌کم چه مدت پیش از آغاز")]
    announces: Announces
    for_each: Annotated[
        dict[FieldRef, FieldRef] | None,
        Field(min_length=1, max_length=1, json_schema_extra={"x-ours": "of", "x-theirs": "notice", "x-holds": "list-of-service"}),
        said(
            "the list of the act that makes each item an occasion, and the list of the notice that must name it",
            "فهرستی از کار که هر مورد آن جداگانه سنجیده می‌شود، و فهرستی از اطلاعیه که باید آن را نام ببرد",
        ),
    ] = None
    overrun_attested_by: Annotated[
        FieldRef | None,
        Field(json_schema_extra={"x-of": "of"}),
        said("the field that attests why an act outlasted its announced end", "فیلدی که علت طول کشیدن را گواهی می‌کند"),
    ] = None

    def lower(self, setting: Setting) -> CoveredBefore:
        """**covered**: `[start - at-least, start]` inside one notice that announces this start."""
        for fixed in ("hour-clock", "notice-in-force", "notice-moved-earlier"):
            setting.choice(fixed)
        each = next(iter(self.for_each.items())) if self.for_each else None
        return CoveredBefore(
            of=setting.spans(self.of),
            each=(each[0], "service") if each else None,
            by=setting.spans(self.notice),
            matching=fields_matched(self.matching),
            covers=each[1] if each else None,
            lead=setting.length(self.at_least),
            closed=setting.choice("bound") == "closed",
            announced=Announced(
                start=self.announces.start,
                end=self.announces.end,
                inside_window=setting.choice("late-start") == "inside-announced-window",
                postponed_keeps_lead=setting.choice("notice-postponed") == "first-lead-counts",
                overrun=setting.choice("overrun") == "undetermined-until-attested",
                overrun_attested=self.overrun_attested_by,
            ),
        )
