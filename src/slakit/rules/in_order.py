"""The rule kind `in-order`."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from slakit.checks import InOrder
from slakit.lowering import Setting
from slakit.models import ElapsedText, FieldRef, said
from slakit.norms import Norm
from slakit.rules._comparing import Difference, LikeBy, Reasoned, justified, lawful_difference
from slakit.selectors import EventSelector, Matching, fields_matched
from slakit.strength import (
    BINDS,
    CASES,
    CASES_AGREE,
    LAWFUL_DIFFERENCES,
    LEAD,
    NOT_COMPARED,
    REASONED,
    START_OR_END,
    TELLS_APART,
    Order,
)


class TakenInOrder(Norm):
    """Like cases are taken up in the order in which they came.

    Cases that agree in every field of `comparable-by` and in the lawful differences stand in one queue, and each is one
    occasion. Out of turn is the smallest set of cases without which everybody was taken up in turn: whoever was taken up
    before others that had come earlier, or was passed over. Cases that came at one instant have no order. That a case
    still waits is known only where the log holds every event of the type of `taken` (`complete`); elsewhere it is open
    when a case had its turn of which none is recorded, and whoever is out of turn only beside it is undetermined.

    Only the start of the work shows an order. Where `taken` is its end (`shows: end`), a quick case overtakes a slow one
    in the fairest office, so what is found is listed for review, and `tolerance` should be some days. A recorded reason
    (`justified-by`), such as an order of urgency, covers a case out of turn.
    """

    STRENGTH: ClassVar[Mapping[str, Order]] = {
        "of": BINDS,
        "service": NOT_COMPARED,
        "comparable-by": TELLS_APART,
        "lawful-differences": LAWFUL_DIFFERENCES,
        "justified-by": REASONED,
        "matching": CASES_AGREE,
        "taken": CASES,
        "shows": START_OR_END,
        "tolerance": LEAD,
    }
    """A queue is out of order or not; which of its cases is said to be out of turn is no matter of strength."""

    REASONS: ClassVar[dict[str, dict[str, str]]] = {
        "in-turn": {
            "en": "{event}. It had its turn at {taken}.",
            "fa": "{event}. نوبت آن رعایت شد: {taken}.",
        },
        "still-waiting": {
            "en": "{event}. It is still waiting for its turn.",
            "fa": "{event}. این مورد هنوز در نوبت است.",
        },
        "took-its-turn-early": {
            "en": "{event}. Work on it began at {taken}, before comparable cases that had come earlier ({passed} in all); {one-of-passed}: {passed-one}. No reason for this is recorded.",
            "fa": "{event}. رسیدگی به آن در {taken} آغاز شد، پیش از {passed} مورد مشابه که زودتر آمده بود؛ {one-of-passed}: {passed-one}. دلیلی برای این تقدم ثبت نشده است.",
        },
        "passed-over": {
            "en": "{event}. Work on comparable cases that came later ({passed-by} in all) began before work on this one; {one-of-passed-by}: {passed-by-one}[; on this one it began at {taken}]. No reason for this is recorded.",
            "fa": "{event}. رسیدگی به {passed-by} مورد مشابه که دیرتر آمده بود پیش از رسیدگی به آن آغاز شد؛ {one-of-passed-by}: {passed-by-one}[؛ رسیدگی به خودِ آن در {taken} آغاز شد]. دلیلی برای این تأخیر ثبت نشده است.",
        },
        "finished-out-of-turn": {
            "en": "{event}. Of the comparable cases, {passed} had come earlier and finished later; {passed-by} came later and finished earlier. When the work began is not recorded, so this is only listed for review and is no violation.",
            "fa": "{event}. از موردهای مشابه، {passed} مورد زودتر آمده و دیرتر به پایان رسیده، و {passed-by} مورد دیرتر آمده و زودتر به پایان رسیده است. زمان آغاز رسیدگی ثبت نشده است؛ پس این مورد تنها برای بررسی فهرست می‌شود و نقض به شمار نمی‌آید.",
        },
        "justified": {
            "en": "{event}. A recorded reason covers that it was not taken up in turn: {justification}.",
            "fa": "{event}. دلیلی ثبت‌شده رعایت نشدن نوبت آن را موجه می‌کند: {justification}.",
        },
        "perhaps-justified": {
            "en": "{event}. It was out of turn, and a recorded reason may cover that ({justification}); not established of it: {unclear}.",
            "fa": "{event}. نوبت دربارهٔ آن رعایت نشد و شاید دلیلی ثبت‌شده ({justification}) آن را موجه کند؛ آنچه دربارهٔ آن دلیل محرز نیست: {unclear}.",
        },
        "turn-not-recorded": {
            "en": "{event}. Its turn is not recorded yet, and the log need not hold every such event.",
            "fa": "{event}. نوبت آن هنوز ثبت نشده است، و گزارش رویدادها لزوماً همهٔ چنین رویدادهایی را در بر ندارد.",
        },
        "perhaps-took-its-turn-early": {
            "en": "{event}. It had its turn at {taken}. Whether comparable cases that had come earlier ({passed} in all) had theirs before is open, for the log does not show when; {one-of-passed}: {passed-one}.",
            "fa": "{event}. نوبت آن در {taken} رسید. معلوم نیست که {passed} مورد مشابه که زودتر آمده بود پیش از آن نوبت یافته باشد، چون گزارش رویدادها زمان آن را نشان نمی‌دهد؛ {one-of-passed}: {passed-one}.",
        },
        "perhaps-passed-over": {
            "en": "{event}. Comparable cases that came later ({passed-by} in all) had their turn; {one-of-passed-by}: {passed-by-one}. Whether this one had its turn before is open, for the log does not show when.",
            "fa": "{event}. نوبت {passed-by} مورد مشابه که دیرتر آمده بود رسیده است؛ {one-of-passed-by}: {passed-by-one}. معلوم نیست که این مورد پیش از آن نوبت یافته باشد، چون گزارش رویدادها زمان آن را نشان نمی‌دهد.",
        },
        "not-comparable": {
            "en": "{event}. What decides in which queue it stands is not recorded, so it is compared with no other.",
            "fa": "{event}. آنچه صف آن را تعیین می‌کند ثبت نشده است؛ پس با هیچ مورد دیگری سنجیده نمی‌شود.",
        },
    }

    rule: Literal["in-order"]
    grade: Annotated[
        Literal["breach", "presumption", "review", "advisory"],
        said(
            "how far a violation reaches; a breach only where the text itself promises the order",
            "درجهٔ یافته در صورت نقض؛ تخلف تنها جایی که خود متن نوبت را تعهد کرده است",
        ),
    ] = "presumption"
    of: Annotated[
        EventSelector,
        Field(json_schema_extra={"x-selects": "of"}),
        said("what puts a case into the queue", "آنچه موردی را به صف می‌آورد"),
    ]
    taken: Annotated[
        EventSelector,
        Field(json_schema_extra={"x-selects": "taken"}),
        said("what takes it out of the queue", "آنچه آن را از صف بیرون می‌آورد"),
    ]
    matching: Annotated[
        Matching, Field(min_length=1, json_schema_extra={"x-ours": "of", "x-theirs": "taken"})
    ]
    shows: Annotated[
        Literal["start", "end"],
        said("whether that is the start of the work or its end", "آیا این آغاز رسیدگی است یا پایان آن"),
    ] = "start"
    tolerance: Annotated[
        ElapsedText | None,
        said("a lead of so much is none", "پیش افتادن تا این اندازه به شمار نمی‌آید"),
    ] = None
    service: Annotated[
        FieldRef,
        Field(json_schema_extra={"x-of": "of", "x-holds": "holds-service"}),
        said("the field that names the service", "فیلد خدمت"),
    ]
    comparable_by: Annotated[
        LikeBy, said("what makes cases stand in one queue", "آنچه موردها را در یک صف می‌گذارد")
    ]
    lawful_differences: Annotated[
        tuple[Difference, ...],
        said("declared differences, each with its basis", "تفاوت‌های اعلام‌شده با مبنای خود"),
    ] = ()
    justified_by: Annotated[
        Reasoned | None, said("the record of a reason that covers a case", "ثبت دلیلی که موردی را موجه می‌کند")
    ] = None

    def lower(self, setting: Setting) -> InOrder:
        """**compared**: of each queue, what came first is taken up first."""
        return InOrder(
            of=setting.points(self.of),
            taken=setting.points(self.taken),
            matching=fields_matched(self.matching),
            service=self.service,
            alike=self.comparable_by.fields,
            lawful=tuple(lawful_difference(one, setting) for one in self.lawful_differences),
            tolerance=setting.length(self.tolerance) if self.tolerance else 0,
            by_start=self.shows == "start",
            justified=justified(self.justified_by, setting),
        )
