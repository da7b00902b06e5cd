"""The rule kind `service-level`."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from slakit.checks import Measured
from slakit.lowering import Setting
from slakit.models import FieldRef, Unspecified, said
from slakit.norms import Norm
from slakit.selectors import RecordSelector

PERCENT = 10_000
"""Millionths in one per cent."""


class ServiceLevel(Norm):
    """A figure over the term is measured, and judged if the text gives a target.

    `measure: availability` is the share of the window in which no outage was open, for each service of the annex.
    Overlapping outages count once and are clipped at the term; an outage of which it is unknown whether it counts, and
    time in which nobody watched, widen the figure to a range. The window is the term counted in `day-count`: `actual`
    days, or `30-day-months`. `target: unspecified` reports the figure and gives no verdict.
    """

    CHOICES: ClassVar[tuple[str, ...]] = ()

    REASONS: ClassVar[dict[str, dict[str, str]]] = {
        "no-target": {
            "en": "{service} was available for {available-millionths} of the window: {down} of outage in {window}; at worst {at-worst-millionths}, if {perhaps-down} of doubtful outage and {unobserved} without monitoring count as outage; the text gives no target, so no verdict is given.",
            "fa": "{service} در {available-millionths} از دوره در دسترس بود: {down} قطعی در {window}؛ در بدترین حالت {at-worst-millionths}، اگر {perhaps-down} قطعی نامعین و {unobserved} بدون پایش نیز قطعی به شمار آید؛ متن هدفی نداده است و داوری نمی‌شود.",
        },
        "no-target-partly-observed": {
            "en": "{service} was available for {available-millionths} of the window: {down} of outage in {window}, as far as was monitored; at worst {at-worst-millionths}, if {perhaps-down} of doubtful outage and {unobserved} without monitoring count as outage; the text gives no target, so no verdict is given.",
            "fa": "{service} در {available-millionths} از دوره در دسترس بود: {down} قطعی در {window}، تا آنجا که پایش شده است؛ در بدترین حالت {at-worst-millionths}، اگر {perhaps-down} قطعی نامعین و {unobserved} بدون پایش نیز قطعی به شمار آید؛ متن هدفی نداده است و داوری نمی‌شود.",
        },
        "below-target": {
            "en": "{service} was available for {available-millionths} of the window: {down} of outage in {window}; the target is {target-millionths}.",
            "fa": "{service} در {available-millionths} از دوره در دسترس بود: {down} قطعی در {window}؛ هدف {target-millionths} است.",
        },
        "measuring": {
            "en": "{service} was available for {available-millionths} of the window: {down} of outage in {window} so far; the target is {target-millionths}, and the window is not over.",
            "fa": "{service} در {available-millionths} از دوره در دسترس بود: {down} قطعی در {window} تاکنون؛ هدف {target-millionths} است و دوره به پایان نرسیده است.",
        },
        "perhaps-below-target": {
            "en": "{service} was available for {available-millionths} of the window: {down} of outage in {window}; at worst {at-worst-millionths}, if {perhaps-down} of doubtful outage and {unobserved} without monitoring count as outage; the target is {target-millionths}, so it is not known whether it was met.",
            "fa": "{service} در {available-millionths} از دوره در دسترس بود: {down} قطعی در {window}؛ در بدترین حالت {at-worst-millionths}، اگر {perhaps-down} قطعی نامعین و {unobserved} بدون پایش نیز قطعی به شمار آید؛ هدف {target-millionths} است، پس معلوم نیست که به آن رسیده است یا نه.",
        },
        "met-target": {
            "en": "{service} was available for {available-millionths} of the window: {down} of outage in {window}; the target is {target-millionths}, and even at worst it is met ({at-worst-millionths}).",
            "fa": "{service} در {available-millionths} از دوره در دسترس بود: {down} قطعی در {window}؛ هدف {target-millionths} است و حتی در بدترین حالت ({at-worst-millionths}) به آن رسیده است.",
        },
    }

    rule: Literal["service-level"]
    measure: Annotated[Literal["availability"], said("what is measured", "آنچه سنجیده می‌شود")]
    of: Annotated[
        RecordSelector,
        Field(json_schema_extra={"x-selects": "of"}),
        said("the outages that count", "قطعی‌هایی که به شمار می‌آیند"),
    ]
    services: Annotated[
        FieldRef,
        Field(json_schema_extra={"x-of": "of", "x-holds": "list-of-service"}),
        said("the field that names the services hit", "فیلد خدمات قطع‌شده"),
    ]
    day_count: Annotated[
        Literal["actual", "30-day-months"], said("how the window is counted", "شیوهٔ شمارش دوره")
    ]
    target: Annotated[
        Annotated[str, Field(json_schema_extra={"format": "percentage"})] | Unspecified,
        said(
            "the least share that is promised, such as `99.5%`, or `unspecified`",
            "کمترین سهم تعهدشده؛ یا unspecified",
        ),
    ]
    observed: Annotated[
        RecordSelector | None,
        Field(json_schema_extra={"x-selects": "observed"}),
        said("the record of when somebody watched", "سندی که نشان می‌دهد چه زمانی پایش شده است"),
    ] = None

    def lower(self, setting: Setting) -> Measured:
        """**measured**: the share of the window without a counted outage, for each service."""
        return Measured(
            of=setting.spans(self.of),
            each=(self.services, "service"),
            items=setting.services,
            window=setting.window(self.day_count),
            target=None if self.target == "unspecified" else millionths(self.target),
            observed=setting.spans(self.observed) if self.observed else None,
        )


def millionths(percentage: str) -> int:
    """A percentage in millionths, exactly.

    >>> millionths("99.5%")
    995000
    """
    whole, _, fraction = percentage.removesuffix("%").partition(".")
    return int(whole) * PERCENT + int(fraction.ljust(4, "0") or "0")
