"""Interpretation choices: where a text can be read in more than one way, which reading is taken (DESIGN 5).

Each choice has a name, a version, its options and a default with its legal ground. An agreement may take another
option, or declare choices of its own; every finding names those that it used. A choice with one option is settled:
it is named all the same, so that a reader sees that something was decided, and a later version may open it.
"""

from slakit.frozen import Frozen


class Choice(Frozen):
    """One question of interpretation: its options (the default first) and the ground of the default."""

    name: str
    version: int
    options: tuple[str, ...]
    en: str
    fa: str
    stronger: str | None = None
    """The option under which every norm that asks is at least as strong; of a choice that has none, options are apart."""

    @property
    def default(self) -> str:
        """The option that is taken when the agreement takes no other."""
        return self.options[0]


CHOICES: dict[str, Choice] = {
    choice.name: choice
    for choice in (
        Choice(
            "hour-clock", 1, ("elapsed-hours", "clear-civil-days"),
            "a bound in hours is counted in elapsed hours: the text says hours, and names no working hours for it",
            "مهلت ساعتی با ساعتِ سپری‌شده شمرده می‌شود؛ متن از ساعت سخن می‌گوید و برای آن ساعت کاری نگفته است",
        ),
        Choice(
            "bound", 1, ("closed", "open"),
            "exactly the stated time is enough; the tolerance is zero, for the text gives none",
            "دقیقاً همان مدت کافی است و رواداری صفر است، زیرا متن رواداری نداده است",
            stronger="open",
        ),
        Choice(
            "notice-in-force", 1, ("without-interruption",),
            "a notice must stand from its publication until the start; a withdrawal in between breaks it",
            "اطلاعیه باید از انتشار تا آغاز کار پیوسته برقرار باشد؛ برداشتن آن در این میان اثرش را از میان می‌برد",
        ),
        Choice(
            "notice-moved-earlier", 1, ("counts-anew",),
            "a notice moved to an earlier start is a new notice of that start",
            "اطلاعیه‌ای که آغاز را جلو می‌اندازد، برای آن زمان اطلاعیه‌ای تازه است",
        ),
        Choice(
            "notice-postponed", 1, ("first-lead-counts", "counts-anew"),
            "a postponement announced before the first announced start keeps the lead: nobody was surprised earlier",
            "تعویقی که پیش از زمان نخست اعلام شود مهلت نخست را حفظ می‌کند؛ کسی زودتر غافلگیر نشده است",
            stronger="counts-anew",
        ),
        Choice(
            "late-start", 1, ("inside-announced-window", "exact-start"),
            "a start later than announced is announced if it lies inside the announced window",
            "آغاز دیرتر از زمان اعلام‌شده، اگر در بازهٔ اعلام‌شده باشد، اعلام‌شده است",
            stronger="exact-start",
        ),
        Choice(
            "overrun", 1, ("undetermined-until-attested", "not-examined"),
            "what outlasts the announced end was either unplanned or not announced; somebody must attest which",
            "آنچه از پایان اعلام‌شده بیشتر طول بکشد یا بی‌برنامه بوده یا اعلام نشده؛ باید گواهی شود",
            stronger="undetermined-until-attested",
        ),
        Choice(
            "planned-or-not", 1, ("declared-or-approved-change",),
            "an outage is planned if so declared or if an approved change for it precedes it; the label alone does not decide",
            "قطعی برنامه‌ریزی‌شده است اگر چنین اعلام شده یا تغییری مصوب برای آن پیش از آن باشد؛ برچسب به‌تنهایی تعیین‌کننده نیست",
        ),
        Choice(
            "fee-that-applies", 1, ("in-force-when-charged", "in-force-when-requested"),
            "the fee in force when it is charged applies; a later announcement does not cure",
            "هزینهٔ برقرار در زمان دریافت ملاک است؛ اعلام بعدی آن را درست نمی‌کند",
        ),
        Choice(
            "comparator", 1, ("declared-conditions",),
            "equal conditions are the declared ones; a declared and published distinction is lawful, a secret one is not",
            "شرایط مساوی همان شرایط اعلام‌شده است؛ تفاوت اعلام‌شده رواست و تفاوت پنهان نه",
        ),
        Choice(
            "unlisted-channel", 1, ("undetermined-until-classified",),
            "a channel that may belong to a listed one stays undetermined until the taxonomy places it",
            "شیوه‌ای که شاید از مصادیق فهرست باشد تا تعیین تکلیف در واژگان، نامعلوم می‌ماند",
        ),
        Choice(
            "publication-duty", 1, ("continuing",),
            "a duty to keep something published is continuing, through the term, in whatever tense the text declares it",
            "تکلیف اطلاع‌رسانی، به هر صیغه‌ای که آمده باشد، در سراسر دوره برقرار است",
        ),
        Choice(
            "last-day", 1, ("inclusive",),
            "the last day of the term belongs to it, to its last instant",
            "واپسین روز دوره تا آخرین لحظه جزو دوره است",
        ),
        Choice(
            "retroactive-renewal", 1, ("as-known-then-and-now",),
            "a renewal that reaches back counts from when it became known: judge with `--known-at` for what was known then",
            "تمدیدی که به گذشته برمی‌گردد از زمان معلوم شدن اثر دارد؛ برای آنچه آن زمان معلوم بود known-at را بدهید",
        ),
    )
}  # fmt: skip
