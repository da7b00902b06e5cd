"""How the fields of a rule kind order strength: a closed list of orders, each with its words in both languages.

A norm is stronger than another if whatever breaks the other breaks it too, as far as the evidence reaches: no log
violates the weaker and fulfils the stronger. A kind names an order for each of its fields; `slakit.comparison`
compares two editions by them.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

Measure = Literal[
    "selection", "outages", "counted", "pairs", "exceptions", "differences", "clock", "ahead", "length", "day", "share", "number", "places", "words",
    "bound", "conditions", "cycle", "rhythm", "day-count", "names", "tiers", "cap", "rank", "value", "said",
    "groups", "lawful-groups", "reasons", "materiality", "budget", "start-or-end",
]  # fmt: skip
"""What two values of a field are measured by."""


class Relation(StrEnum):
    """How a new norm, or a part of it, stands to the old one."""

    EQUAL = "equal"
    STRONGER = "stronger"
    WEAKER = "weaker"
    APART = "apart"

    def and_(self, other: "Relation") -> "Relation":
        """What two parts come to together: what is stronger in one and weaker in the other is apart.

        >>> Relation.EQUAL.and_(Relation.WEAKER), Relation.STRONGER.and_(Relation.WEAKER)
        (<Relation.WEAKER: 'weaker'>, <Relation.APART: 'apart'>)
        """
        if self is other or other is Relation.EQUAL:
            return self
        return other if self is Relation.EQUAL else Relation.APART

    def turned(self) -> "Relation":
        """The relation seen from the other side."""
        return _TURNED.get(self, self)


_TURNED: Final = {Relation.STRONGER: Relation.WEAKER, Relation.WEAKER: Relation.STRONGER}


@dataclass(frozen=True, slots=True)
class Order:
    """How the values of a field order strength.

    `stronger` says whether `more` of what is measured makes a norm stronger, or `less`, or `neither`; a field that is
    not written, or is `unspecified`, stands for `everything`, for `nothing`, or for something `else` altogether.
    """

    measure: Measure
    stronger: Literal["more", "less", "neither"]
    absent: Literal["everything", "nothing", "else"]
    en: str
    fa: str


BINDS: Final = Order(
    "selection", "more", "everything",
    "it is what the norm binds: the more it covers, the stronger",
    "آنچه الزام در بر می‌گیرد: هرچه فراگیرتر، قوی‌تر",
)  # fmt: skip
COUNTS: Final = Order(
    "counted", "more", "everything",
    "it is what counts: the more it covers, the stronger, unless amounts below zero may be added up",
    "آنچه شمرده می‌شود: هرچه فراگیرتر، قوی‌تر؛ مگر آنکه مبلغ منفی هم جمع شود",
)  # fmt: skip
OUTAGES: Final = Order(
    "outages", "more", "everything",
    "availability: it is what counts as outage: the more it covers, the stronger; for events any change is apart",
    "دسترس‌پذیری: آنچه قطعی شمرده می‌شود: هرچه فراگیرتر، قوی‌تر؛ برای رویدادها هیچ تغییری سنجیدنی نیست",
)  # fmt: skip
FULFILS: Final = Order(
    "selection", "less", "everything",
    "it is what fulfils the norm: the less counts for it, the stronger",
    "آنچه الزام را برآورده می‌کند: هرچه کمتر پذیرفته شود، قوی‌تر",
)  # fmt: skip
ATTESTS: Final = Order(
    "selection", "more", "nothing",
    "it proves a violation: the more counts as proof, the stronger",
    "آنچه نقض را ثابت می‌کند: هرچه بیشتر پذیرفته شود، قوی‌تر",
)  # fmt: skip
EXCUSES: Final = Order(
    "exceptions", "less", "nothing",
    "it excuses: the fewer and the narrower, the stronger",
    "معاف می‌کند: هرچه کمتر و محدودتر، قوی‌تر",
)  # fmt: skip
LAWFUL_DIFFERENCES: Final = Order(
    "differences", "less", "nothing",
    "each allows a difference: the fewer, the stronger",
    "هر یک تفاوتی را روا می‌کند: هرچه کمتر، قوی‌تر",
)  # fmt: skip
AGREES: Final = Order(
    "pairs", "more", "nothing",
    "what fulfils the norm must agree in these: the more, the stronger",
    "آنچه الزام را برآورده می‌کند باید در این‌ها یکی باشد: هرچه بیشتر، قوی‌تر",
)  # fmt: skip
CONFINES: Final = Order(
    "pairs", "less", "nothing",
    "it confines what the norm binds: the less, the stronger",
    "آنچه الزام در بر می‌گیرد به این‌ها محدود است: هرچه کمتر، قوی‌تر",
)  # fmt: skip
AHEAD: Final = Order("ahead", "more", "nothing", "the longer, the stronger", "هرچه طولانی‌تر، قوی‌تر")
IN_TIME: Final = Order(
    "clock", "less", "everything",
    "the shorter, the stronger; `unspecified` is the weakest",
    "هرچه کوتاه‌تر، قوی‌تر؛ unspecified از همه ضعیف‌تر است",
)  # fmt: skip
SOON: Final = Order(
    "length", "less", "everything",
    "the shorter, the stronger; `unspecified` is the weakest",
    "هرچه کوتاه‌تر، قوی‌تر؛ unspecified از همه ضعیف‌تر است",
)  # fmt: skip
APART_IN_TIME: Final = Order(
    "length", "less", "else",
    "the shorter, the stronger; instead of a period it is apart",
    "هرچه کوتاه‌تر، قوی‌تر؛ با دوره سنجیدنی نیست",
)  # fmt: skip
BY_DAY: Final = Order("day", "less", "else", "the earlier, the stronger", "هرچه زودتر، قوی‌تر")
LEAST_SHARE: Final = Order(
    "share", "more", "nothing",
    "the higher, the stronger; `unspecified` is the weakest",
    "هرچه بالاتر، قوی‌تر؛ unspecified از همه ضعیف‌تر است",
)  # fmt: skip
MOST: Final = Order("number", "less", "else", "the lower, the stronger", "هرچه کمتر، قوی‌تر")
PLACES: Final = Order("places", "more", "else", "the more places, the stronger", "هرچه موردها بیشتر، قوی‌تر")
ALLOWED: Final = Order(
    "words", "less", "else",
    "it is a closed list of what is allowed: the less it allows, the stronger",
    "فهرست بستهٔ مجازهاست: هرچه کمتر مجاز باشد، قوی‌تر",
)  # fmt: skip
DEMANDS: Final = Order(
    "conditions", "less", "everything",
    "it must be met: the more it demands, the stronger",
    "باید برآورده شود: هرچه بیشتر بخواهد، قوی‌تر",
)  # fmt: skip
OFTEN: Final = Order(
    "cycle", "less", "else",
    "the shorter the period, the stronger, where whole shorter ones make up the longer one",
    "هرچه دوره کوتاه‌تر، قوی‌تر؛ اگر دوره‌های کوتاه، دورهٔ بلند را کامل بپوشانند",
)  # fmt: skip
COUNTED_AS: Final = Order(
    "day-count", "less", "else",
    "the shorter every window is counted as, the stronger; where one becomes longer and another shorter it is apart",
    "هرچه همهٔ بازه‌ها کوتاه‌تر شمرده شوند، قوی‌تر؛ اگر یکی بلندتر و دیگری کوتاه‌تر شود سنجیدنی نیست",
)  # fmt: skip
RHYTHM: Final = Order(
    "rhythm", "less", "else",
    "the shorter the period, the stronger, where each longer one holds a whole shorter one; with exceptions, whole shorter ones must make up the longer one",
    "هرچه دوره کوتاه‌تر، قوی‌تر؛ اگر هر دورهٔ بلند یک دورهٔ کوتاهِ کامل در خود داشته باشد؛ با استثنا، دوره‌های کوتاه باید دورهٔ بلند را کامل بپوشانند",
)  # fmt: skip
OVER: Final = Order(
    "cycle", "more", "else",
    "the longer the period that the limit is for, the stronger, where whole shorter ones make it up and no amount is below zero",
    "هرچه دورهٔ سقف بلندتر، قوی‌تر؛ اگر دوره‌های کوتاه آن را کامل بپوشانند و مبلغ منفی نباشد",
)  # fmt: skip
TELLS_APART: Final = Order(
    "names", "less", "nothing",
    "each tells cases apart: the fewer, the stronger",
    "هر یک موردها را از هم جدا می‌کند: هرچه کمتر، قوی‌تر",
)  # fmt: skip
COUNTED_APART: Final = Order(
    "names", "less", "nothing",
    "the amounts of each are counted apart: the fewer, the stronger; but not the stronger where amounts below zero may be added up",
    "مقدارهای هر یک جدا شمرده می‌شود: هرچه کمتر، قوی‌تر؛ ولی اگر مبلغ منفی هم جمع شود، کمتر بودن قوی‌تر شمرده نمی‌شود",
)  # fmt: skip
ANSWERS: Final = Order(
    "names", "more", "nothing",
    "the more it answers, the stronger; but not the stronger under a `cap`, which the earlier violations use up",
    "هرچه بیشتر را پاسخ دهد، قوی‌تر؛ ولی با `cap` بیشتر بودن قوی‌تر شمرده نمی‌شود، چون نقض‌های پیشین سقف را پر می‌کنند",
)  # fmt: skip
DEMANDED: Final = Order(
    "value", "more", "nothing",
    "written, it demands more than not written; another value is apart",
    "نوشتن آن بیش از ننوشتنش می‌خواهد؛ مقدار دیگر سنجیدنی نیست",
)  # fmt: skip
LETS_DIFFER: Final = Order(
    "value", "less", "nothing",
    "written, it allows more than not written; another value is apart",
    "نوشتن آن بیش از ننوشتنش روا می‌دارد؛ مقدار دیگر سنجیدنی نیست",
)  # fmt: skip
LAST_STANDS: Final = Order(
    "value", "less", "nothing",
    "written, it allows more than not written; another value is apart; and with it nothing is the stronger that picks more, or that more must agree in, for one may take the place of another",
    "نوشتن آن بیش از ننوشتنش روا می‌دارد؛ مقدار دیگر سنجیدنی نیست؛ و با آن، آنچه موردهای بیشتری را در بر بگیرد یا یکسانی در فیلدهای بیشتری بخواهد قوی‌تر شمرده نمی‌شود، چون یکی می‌تواند جای دیگری را بگیرد",
)  # fmt: skip
DUE: Final = Order(
    "tiers", "more", "nothing",
    "the more is due in every case, the stronger; but not the stronger under a `cap`, which the earlier cases use up",
    "هرچه در همهٔ حالت‌ها مبلغ بیشتری لازم باشد، قوی‌تر؛ ولی با `cap` بیشتر بودن قوی‌تر شمرده نمی‌شود، چون موردهای پیشین سقف را پر می‌کنند",
)  # fmt: skip
LACKS_CONDITION: Final = Order(
    "value", "less", "nothing",
    "written, it allows more than not written; another value is apart; and with it nothing is the stronger that has more cases compared with one another",
    "نوشتن آن بیش از ننوشتنش روا می‌دارد؛ مقدار دیگر سنجیدنی نیست؛ و با آن، هیچ تغییری که موردهای بیشتری را با هم بسنجد قوی‌تر شمرده نمی‌شود",
)  # fmt: skip
CAPPED: Final = Order(
    "cap", "more", "everything",
    "the higher the cap, the stronger, and so is one for a shorter period, or with more under `each`; without one it is the strongest",
    "هرچه سقف بالاتر، قوی‌تر؛ سقف دورهٔ کوتاه‌تر، یا با موردهای بیشتر زیر `each`، هم قوی‌تر است؛ بدون سقف از همه قوی‌تر است",
)  # fmt: skip
RANK: Final = Order(
    "rank", "more", "else",
    "from strong to weak: breach, presumption, review, advisory",
    "از قوی به ضعیف: breach، presumption، review، advisory",
)  # fmt: skip
CASES: Final = Order(
    "selection", "neither", "everything",
    "it decides who is compared with whom: any change is apart",
    "تعیین می‌کند چه کسی با چه کسی سنجیده شود: هر تغییری نه قوی‌تر است و نه ضعیف‌تر",
)  # fmt: skip
CASES_AGREE: Final = Order(
    "pairs", "neither", "nothing",
    "it decides which case is settled by what: any change is apart",
    "تعیین می‌کند هر مورد با چه رویدادی پایان می‌یابد: هر تغییری نه قوی‌تر است و نه ضعیف‌تر",
)  # fmt: skip
ALIKE_IN: Final = Order(
    "names", "neither", "nothing",
    "it decides who is compared with whom, and one condition more can hide a difference or show one: any change is apart",
    "تعیین می‌کند چه کسی با چه کسی سنجیده شود و یک شرط بیشتر می‌تواند تفاوتی را پنهان یا آشکار کند: هر تغییری نه قوی‌تر است و نه ضعیف‌تر",
)  # fmt: skip
COUNTS_WELL: Final = Order(
    "conditions", "neither", "everything",
    "it decides what is counted: any change is apart",
    "تعیین می‌کند چه چیزی شمرده شود: هر تغییری نه قوی‌تر است و نه ضعیف‌تر",
)  # fmt: skip
GROUPS: Final = Order(
    "groups", "more", "else",
    "the more groups are asked about, and the smaller the groups that are named, the stronger; another field is apart",
    "هرچه گروه‌های بیشتری سنجیده شوند و از گروه‌های کوچک‌تری نام برده شود، قوی‌تر؛ فیلد دیگر سنجیدنی نیست",
)  # fmt: skip
LAWFUL_GROUPS: Final = Order(
    "lawful-groups", "less", "nothing",
    "the fewer services in which the groups themselves may differ, the stronger; in any other field a change is apart",
    "هرچه در خدمات کمتری خودِ گروه‌ها مجاز به تفاوت باشند، قوی‌تر؛ تغییر در فیلدهای دیگر سنجیدنی نیست",
)  # fmt: skip
REASONED: Final = Order(
    "reasons", "less", "nothing",
    "it is a reason that covers a difference: the less counts as one, the stronger",
    "دلیلی است که تفاوت را موجه می‌کند: هرچه کمتر پذیرفته شود، قوی‌تر",
)  # fmt: skip
MATTERS_FROM: Final = Order(
    "materiality", "less", "else",
    "the smaller the difference that matters, the stronger",
    "هرچه کمترین تفاوت مهم کوچک‌تر، قوی‌تر",
)  # fmt: skip
BUDGETED: Final = Order(
    "budget", "more", "else",
    "the larger, the sooner something is presumed, and the stronger; moved between the running year and its end it is apart",
    "هرچه بزرگ‌تر، زودتر اماره‌ای پدید می‌آید و قوی‌تر است؛ جابه‌جایی میان طول سال و پایان آن سنجیدنی نیست",
)  # fmt: skip
LEAD: Final = Order(
    "length", "less", "nothing", "the shorter the lead that counts as none, the stronger", "هرچه پیش افتادنِ نادیده‌گرفته کوتاه‌تر، قوی‌تر"
)  # fmt: skip
START_OR_END: Final = Order(
    "start-or-end", "more", "else",
    "`start` is the stronger: the end of the work shows no order, and is only listed for review",
    "start قوی‌تر است: پایان کار نوبتی را نشان نمی‌دهد و تنها برای بررسی فهرست می‌شود",
)  # fmt: skip
BOUND: Final = Order(
    "bound", "neither", "else",
    "a duty or a prohibition that becomes a permission or a power is weaker; one that moves from the provider to others is weaker, the other way round stronger; any other change is apart",
    "تکلیف یا منعی که اجازه یا اختیار شود ضعیف‌تر است؛ تکلیفی که از ارائه‌دهنده به دیگری برسد ضعیف‌تر، و برعکس آن قوی‌تر است؛ هر تغییر دیگری سنجیدنی نیست",
)  # fmt: skip
NOT_COMPARED: Final = Order(
    "value", "neither", "else", "any change is apart", "هیچ تغییری قوی‌تر یا ضعیف‌تر شمرده نمی‌شود"
)
SAID: Final = Order("said", "neither", "else", "no finding rests on it", "هیچ یافته‌ای بر آن استوار نیست")
