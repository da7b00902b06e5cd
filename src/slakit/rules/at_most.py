"""The rule kind `at-most`."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from slakit.calendars import Cycle
from slakit.checks import Grid, Limited
from slakit.lowering import Setting
from slakit.models import FieldRef, said
from slakit.norms import WHO, Norm
from slakit.selectors import EventSelector
from slakit.strength import COUNTED_APART, COUNTS, MOST, NOT_COMPARED, OVER, PLACES, Order


class AtMost(Norm):
    """Something may happen, or come to, no more than a limit, in each period or over the term.

    Events are counted, or with `sum` the amounts of a field are added up. Each period is one occasion from its
    beginning on, for each place of `for-each` and for each value of the fields in `apart-by`; the limit is the same for
    a period that the edge of the term cuts short. Exactly the limit is kept, and the event that passes it is named. What
    happens at one instant is taken together. An event that may count, and an amount that is not recorded, make the
    figure a range: it is a violation only if even the lower end is too much, and kept only if the upper end is not.
    """

    BOUND_BY: ClassVar[tuple[str, ...]] = WHO

    CHOICES: ClassVar[tuple[str, ...]] = ()

    REASONS: ClassVar[dict[str, dict[str, str]]] = {
        "within-limit": {
            "en": "[{place}: ]“{what}”, from {from} to {until}, came to {total}[ ({treatment})]; at most {limit} is allowed.",
            "fa": "[{place}: ]«{what}»، از {from} تا {until}، به {total}[ ({treatment})] رسید؛ حداکثر {limit} مجاز است.",
        },
        "within-limit-so-far": {
            "en": "[{place}: ]“{what}”, from {from} to {until}, has come to {total}[ ({treatment})] so far; at most {limit} is allowed, and the period is not over.",
            "fa": "[{place}: ]«{what}»، از {from} تا {until}، تاکنون به {total}[ ({treatment})] رسیده است؛ حداکثر {limit} مجاز است و دوره به پایان نرسیده است.",
        },
        "over-limit": {
            "en": "[{place}: ]“{what}”, from {from} to {until}, came to {total}[ ({treatment})]; at most {limit} is allowed, so it was {excess} too much; what passed the limit: {exceeding}.",
            "fa": "[{place}: ]«{what}»، از {from} تا {until}، به {total}[ ({treatment})] رسید؛ حداکثر {limit} مجاز است، پس {excess} زیاد بود؛ آنچه از حد گذشت: {exceeding}.",
        },
        "perhaps-over-limit": {
            "en": "[{place}: ]“{what}”, from {from} to {until}, came to at least {total}[ ({treatment})], and to {perhaps-total} if all that may count does; at most {limit} is allowed, so it is not known whether the limit was kept.",
            "fa": "[{place}: ]«{what}»، از {from} تا {until}، دست‌کم به {total}[ ({treatment})] رسید و اگر همهٔ موردهای نامعلوم به شمار آید به {perhaps-total}؛ حداکثر {limit} مجاز است، پس معلوم نیست که حد رعایت شده است یا نه.",
        },
        "amount-not-recorded": {
            "en": "[{place}: ]“{what}”, from {from} to {until}, came to at least {total}[ ({treatment})]; amounts that are not recorded: {unknown-amounts}; at most {limit} is allowed, so it is not known whether the limit was kept.",
            "fa": "[{place}: ]«{what}»، از {from} تا {until}، دست‌کم به {total}[ ({treatment})] رسید؛ شمار مقدارهای ثبت‌نشده: {unknown-amounts}؛ حداکثر {limit} مجاز است، پس معلوم نیست که حد رعایت شده است یا نه.",
        },
        "not-all-recorded": {
            "en": "[{place}: ]“{what}”, from {from} to {until}, came to {total}[ ({treatment})] as far as is recorded; at most {limit} is allowed, and the log need not hold every such event.",
            "fa": "[{place}: ]«{what}»، از {from} تا {until}، تا آنجا که ثبت شده است به {total}[ ({treatment})] رسید؛ حداکثر {limit} مجاز است، و گزارش رویدادها لزوماً همهٔ چنین رویدادهایی را در بر ندارد.",
        },
        "class-not-recorded": {
            "en": "{event}; it is not recorded with what it must be counted together ({apart-by}), so it may count anywhere.",
            "fa": "{event}؛ ثبت نشده است که با چه چیز باید یکجا شمرده شود ({apart-by})؛ پس شاید در هر یک به شمار آید.",
        },
    }

    STRENGTH: ClassVar[Mapping[str, Order]] = {
        "of": COUNTS,
        "limit": MOST,
        "sum": NOT_COMPARED,
        "in-each": OVER,
        "for-each": PLACES,
        "apart-by": COUNTED_APART,
    }

    rule: Literal["at-most"]
    of: Annotated[
        EventSelector,
        Field(json_schema_extra={"x-selects": "of"}),
        said("what is counted", "آنچه شمرده می‌شود"),
    ]
    limit: Annotated[int, Field(ge=0), said("the most that is allowed", "بیشترین مقدار مجاز")]
    sum: Annotated[
        FieldRef | None,
        Field(json_schema_extra={"x-of": "of", "x-holds": "holds-integer,holds-rial"}),
        said("the field whose amounts are added up, instead of a count", "فیلدی که مقدارهایش جمع می‌شود"),
    ] = None
    in_each: Annotated[
        Cycle | Literal["term"],
        said("the period that is counted, or the whole term", "دوره‌ای که شمرده می‌شود، یا سراسر مدت اعتبار"),
    ]
    for_each: Annotated[
        dict[str, Literal["services"] | tuple[str, ...]],
        Field(json_schema_extra={"x-refers-to": "grid", "x-of": "of"}),
        said(
            "the places: a field and its values; `services` stands for every service of the annex",
            "برای هر خدمت و هر مورد",
        ),
    ] = {}
    apart_by: Annotated[
        tuple[
            Annotated[
                FieldRef,
                Field(json_schema_extra={"x-of": "of", "x-holds": "holds-identifier,holds-text,holds-value"}),
            ],
            ...,
        ],
        said(
            "fields of which each value is counted apart; such as the recipient",
            "فیلدهایی که هر مقدارشان جدا شمرده می‌شود؛ مانند گیرنده",
        ),
    ] = ()

    def lower(self, setting: Setting) -> Limited:
        """**measured**: the count or the sum in each period, for each place and each class, against the limit."""
        return Limited(
            of=setting.points(self.of),
            grid=setting.grid(self.for_each) if self.for_each else Grid(()),
            apart_by=self.apart_by,
            sum=self.sum,
            limit=self.limit,
            periods=setting.periods(self.in_each),
        )

    def not_stronger_by(self, setting: Setting) -> frozenset[str]:
        """What is counted together with amounts below zero of others may come to less than it does apart."""
        return frozenset({"apart-by"} if self.adds_below_zero(setting) else ())

    def adds_below_zero(self, setting: Setting) -> bool:
        """Whether the amounts that are added up may lie below zero: then more of them may come to less."""
        return (
            self.sum is not None and setting.vocabulary.fields_of(self.of.event)[self.sum].type == "integer"
        )
