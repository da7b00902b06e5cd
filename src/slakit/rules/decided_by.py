"""The rule kind `decided-by`."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from slakit.checks import Holds, Preceded
from slakit.lowering import Setting
from slakit.models import FieldRef, Scalar, said
from slakit.norms import WHO, Norm
from slakit.selectors import EventSelector, Matching, fields_matched
from slakit.strength import AGREES, ALLOWED, BINDS, DEMANDED, LETS_DIFFER, NOT_COMPARED, Order


class DecidedBy(Norm):
    """Something must be decided, signed or arbitrated by a competent body.

    Each event is one occasion. The body is named on the event itself, or, with `decided-in`, on the matching decisions
    not later than it: one of a competent body is enough, whatever another body said. With `value` it must have set just
    this, and no later one of a competent body something else. A decision that is not recorded proves nothing, and leaves
    the occasion undetermined; so does one that may be the decision of it, or that set something else: it is named.
    What is said of every service at once needs a decision on each of them; one on every service is one on each.

    With `if-decided: true` an event of which no decision is recorded is no occasion: who set a fee is asked when it is
    announced, and of each charge only what the log tells of it.
    """

    BOUND_BY: ClassVar[tuple[str, ...]] = WHO

    CHOICES: ClassVar[tuple[str, ...]] = ()

    REASONS: ClassVar[dict[str, dict[str, str]]] = {
        "met": {
            "en": "{event}[; before it {decision}]; {field}: {value}, which is competent.",
            "fa": "{event}[؛ پیش از آن {decision}]؛ {field}: {value}، که صلاحیت دارد.",
        },
        "not-met": {
            "en": "{event}[; before it {decision}]; {field}: {value}; the agreement names only {only} for it[; this concerns {such-service}][ and {more-services} more].",
            "fa": "{event}[؛ پیش از آن {decision}]؛ {field}: {value}، در حالی که توافق‌نامه برای آن تنها {only} را نام برده است[؛ موضوع آن: {such-service}][ و {more-services} خدمت دیگر].",
        },
        "not-recorded": {
            "en": "{event}[; before it {decision}]; {field} is not recorded, and the agreement names only {only} for it[; this concerns {such-service}][ and {more-services} more].",
            "fa": "{event}[؛ پیش از آن {decision}]؛ {field}: ثبت نشده است، و توافق‌نامه برای آن تنها {only} را نام برده است[؛ موضوع آن: {such-service}][ و {more-services} خدمت دیگر].",
        },
        "unclassified": {
            "en": "{event}[; before it {decision}]; {field}: {value}; the agreement names only {only} for it, and whether this is a case of that is not settled[; this concerns {such-service}][ and {more-services} more].",
            "fa": "{event}[؛ پیش از آن {decision}]؛ {field}: {value}؛ توافق‌نامه برای آن تنها {only} را نام برده است، و معلوم نیست که این از مصادیق آن باشد[؛ موضوع آن: {such-service}][ و {more-services} خدمت دیگر].",
        },
        "superseded": {
            "en": "{event}: {said}; a competent body had set just this, but its last decision before it set {set}: {decision}; none that set this again is recorded[; this concerns {such-service}][ and {more-services} more].",
            "fa": "{event}: {said}؛ مرجع ذی‌صلاح همین را تعیین کرده بود، ولی آخرین تصمیم آن پیش از این {set} تعیین کرده است: {decision}؛ تصمیمی که دوباره همین را تعیین کند ثبت نشده است[؛ موضوع آن: {such-service}][ و {more-services} خدمت دیگر].",
        },
        "set-otherwise": {
            "en": "{event}: {said}; the last decision of a competent body before it set {set}: {decision}; none that set this is recorded[; this concerns {such-service}][ and {more-services} more].",
            "fa": "{event}: {said}؛ آخرین تصمیم مرجع ذی‌صلاح پیش از آن {set} تعیین کرده است: {decision}؛ تصمیمی که همین را تعیین کند ثبت نشده است[؛ موضوع آن: {such-service}][ و {more-services} خدمت دیگر].",
        },
        "decision-unclear": {
            "en": "{event}; before it {perhaps-decision}, but the log leaves open whether that was the decision of it[; recorded on one side only: {not-recorded}]; the agreement names only {only} for it[; this concerns {such-service}][ and {more-services} more].",
            "fa": "{event}؛ پیش از آن {perhaps-decision}، ولی از گزارش رویدادها معلوم نیست که تصمیم مربوط به آن همین باشد[؛ تنها در یکی از دو طرف ثبت شده است: {not-recorded}]؛ توافق‌نامه برای آن تنها {only} را نام برده است[؛ موضوع آن: {such-service}][ و {more-services} خدمت دیگر].",
        },
        "no-decision-recorded": {
            "en": "{event}; no matching decision before it is recorded, so it is not known who decided; the agreement names only {only} for it[; this concerns {such-service}][ and {more-services} more].",
            "fa": "{event}؛ تصمیمی مربوط به آن پیش از آن ثبت نشده است، پس معلوم نیست چه مرجعی تصمیم گرفته است؛ توافق‌نامه برای آن تنها {only} را نام برده است[؛ موضوع آن: {such-service}][ و {more-services} خدمت دیگر].",
        },
        "nothing-decided": {
            "en": "{event}; no matching decision before it is recorded, and the norm asks only who made one that is.",
            "fa": "{event}؛ تصمیمی مربوط به آن پیش از آن ثبت نشده است، و این الزام تنها می‌پرسد که تصمیم ثبت‌شده از کدام مرجع است.",
        },
    }

    STRENGTH: ClassVar[Mapping[str, Order]] = {
        "of": BINDS,
        "by": NOT_COMPARED,
        "competent": ALLOWED,
        "decided-in": NOT_COMPARED,
        "matching": AGREES,
        "value": DEMANDED,
        "if-decided": LETS_DIFFER,
    }

    rule: Literal["decided-by"]
    of: Annotated[
        EventSelector,
        Field(json_schema_extra={"x-selects": "of"}),
        said("what needs the decision", "چه چیزی تصمیم می‌خواهد"),
    ]
    by: Annotated[
        FieldRef,
        Field(json_schema_extra={"x-of": "decided-in,of"}),
        said("the field that names the body", "فیلدی که مرجع را نام می‌برد"),
    ]
    competent: Annotated[
        tuple[Scalar, ...],
        Field(
            min_length=1,
            json_schema_extra={"x-refers-to": "values", "x-field": "by", "x-of": "decided-in,of"},
        ),
        said("the competent bodies", "مراجع ذی‌صلاح"),
    ]
    decided_in: Annotated[
        EventSelector | None,
        Field(json_schema_extra={"x-selects": "decided-in"}),
        said("the event that records the decision; if it is another", "رویدادی که تصمیم در آن ثبت شده"),
    ] = None
    matching: Annotated[Matching, Field(json_schema_extra={"x-ours": "of", "x-theirs": "decided-in"})] = ()
    value: Annotated[
        FieldRef | None,
        Field(json_schema_extra={"x-of": "of", "x-also-of": "decided-in"}),
        said("what the decision must have set, just so", "آنچه تصمیم باید عیناً تعیین کرده باشد"),
    ] = None
    if_decided: Annotated[
        Literal[True] | None,
        said(
            "asked only where a decision of it is recorded",
            "تنها آنجا پرسیده می‌شود که تصمیمی مربوط به آن ثبت شده است",
        ),
    ] = None

    def lower(self, setting: Setting) -> Holds:
        """**holds**: the body that decided is competent."""
        deciding = self.decided_in or self.of
        declared = setting.vocabulary.fields_of(deciding.event)[self.by]
        decided = (
            Preceded(setting.points(self.decided_in), fields_matched(self.matching))
            if self.decided_in
            else None
        )
        return Holds(
            of=setting.points(self.of),
            condition=setting.among(self.by, self.competent, declared),
            shown=self.by,
            decided=decided,
            value=(self.value, self.value) if self.value else None,
            if_decided=bool(self.if_decided and self.decided_in),
        )
