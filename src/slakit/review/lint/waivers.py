"""Waivers: which faults an agreement sets aside, and what is wrong with the waivers themselves.

`decide` is the only place where a fault is set aside; every command and the editor ask it.
"""

from collections.abc import Iterable, Iterator, Mapping

from slakit.calendars import Day, parse_day
from slakit.consistency.plain import Group, entries, group
from slakit.consistency.telling import Telling
from slakit.document import Document, Path
from slakit.errors import Fault
from slakit.frozen import Frozen
from slakit.review.lint.rule import Page, Rule
from slakit.source import Place

EXPIRED = Rule(
    name="waiver-expired",
    severity="advice",
    check=None,
    avoid="until: 1403/12/30",
    prefer="until: 1404/12/29",
    en=Page(
        summary="The last day of a waiver has passed; what it set aside is told again.",
        why="A waiver is a decision for a time. "
        "Somebody has to look again, and either mend the text or take the decision anew.",
        exceptions="On its last day a waiver still counts. "
        "An edition whose term has ended is changed no more: it is judged as on the last day of its term, "
        "unless `--on` names another.",
    ),
    fa=Page(
        summary="واپسین روز یک چشم‌پوشی گذشته است؛ آنچه کنار گذاشته بود دوباره گفته می‌شود.",
        why="چشم‌پوشی تصمیمی موقت است. کسی باید دوباره نگاه کند و یا متن را اصلاح کند یا از نو تصمیم بگیرد.",
        exceptions="چشم‌پوشی در واپسین روز خود هنوز معتبر است. "
        "ویرایشی که مدت آن پایان یافته دیگر تغییر نمی‌کند: وضع واپسین روز مدت آن ملاک است، مگر «--on» روز دیگری را نام ببرد.",
    ),
)
UNUSED = Rule(
    name="waiver-unused",
    severity="warning",
    check=None,
    avoid='where: {clause: "2"}',
    prefer='where: {clause: "4"}',
    en=Page(
        summary="A waiver sets nothing aside.",
        why="The fault is mended or was never there, and the next one of its kind would pass unseen.",
        exceptions="An expired waiver that would set something aside is told as expired, not as unused.",
    ),
    fa=Page(
        summary="یک چشم‌پوشی هیچ ایرادی را کنار نمی‌گذارد.",
        why="ایراد برطرف شده یا هرگز نبوده است، و ایراد بعدی از همین نوع نادیده می‌ماند.",
        exceptions="چشم‌پوشی پایان‌یافته‌ای که هنوز ایرادی را در بر می‌گیرد پایان‌یافته خوانده می‌شود، نه بی‌مورد.",
    ),
)
UNKNOWN = Rule(
    name="unknown-waived-rule",
    severity="error",
    check=None,
    avoid="- rule: untimed-duties",
    prefer="- rule: untimed-duty",
    en=Page(
        summary="A waiver names a lint rule that does not exist.",
        why="A misspelt name sets nothing aside, and its author believes that it does.",
        exceptions="None. The rules on waivers cannot be waived either.",
    ),
    fa=Page(
        summary="یک چشم‌پوشی قاعده‌ای را نام می‌برد که وجود ندارد.",
        why="نام نادرست چیزی را کنار نمی‌گذارد، و نویسنده‌اش گمان می‌کند که می‌گذارد.",
        exceptions="ندارد. از قاعده‌های خود چشم‌پوشی هم نمی‌توان چشم پوشید.",
    ),
)
_REQUIRED = {"rule", "reason", "approved-by", "until"}
RULES_ON_WAIVERS = (EXPIRED, UNUSED, UNKNOWN)


class Waiver(Frozen):
    """A waiver as it stands in the agreement; it counts through its last day.

    The reason is given by language. It was approved by a party, or by somebody else who is named by language.
    """

    rule: str
    where: Mapping[str, str]
    reason: Mapping[str, str]
    approved_by: str | Mapping[str, str]
    until: Day
    path: Path
    place: Place

    def fits(self, fault: Fault) -> bool:
        """Whether the waiver speaks of this fault, in time or not."""
        return fault.rule == self.rule and all(
            (fault.clause if key == "clause" else fault.arguments.get(key)) == name
            for key, name in self.where.items()
        )

    def has_expired(self, today: Day | None) -> bool:
        """Whether its last day lies before today, in whatever calendars the two are written."""
        return today is not None and self.until.ordinal < today.ordinal


class Decision(Frozen):
    """What is told, in the order given and then what the waivers themselves are told; and what is set aside by which."""

    told: tuple[Fault, ...]
    waived: tuple[tuple[Fault, Waiver], ...]


def waivers_of(agreement: Document) -> tuple[Waiver, ...]:
    """The waivers of an agreement, but for those that lack something or have faults of their schema."""
    return tuple(
        _waiver(path, written, agreement.place_of(path))
        for path, written in entries(agreement.data, "waivers")
        if written.keys() >= _REQUIRED
    )


def decide(
    faults: Iterable[Fault], agreement: Document, today: Day | None, known_rules: Iterable[str]
) -> Decision:
    """Which faults are told and which are set aside on a day; nothing expires if no day is given.

    Adds what is wrong with the waivers: expired, of no use, or of a rule that is not among `known_rules`.
    """
    waivers = waivers_of(agreement)
    told: list[Fault] = []
    waived: list[tuple[Fault, Waiver]] = []
    used: set[Path] = set()
    for fault in faults:
        fitting = [waiver for waiver in waivers if waiver.fits(fault)]
        used.update(waiver.path for waiver in fitting)
        counting = [waiver for waiver in fitting if not waiver.has_expired(today)]
        if counting:
            waived.append((fault, counting[0]))
        else:
            told.append(fault)
    known = tuple(known_rules)
    for waiver in waivers:
        told += _faults_of(waiver, Telling(agreement), today, known, is_used=waiver.path in used)
    return Decision(tuple(told), tuple(waived))


def _waiver(path: Path, written: Group, place: Place) -> Waiver:
    return Waiver(
        rule=str(written["rule"]),
        where=_words(written.get("where")),
        reason=_words(written["reason"]),
        approved_by=_words(by) if isinstance(by := written["approved-by"], dict) else str(by),
        until=parse_day(str(written["until"])),
        path=path,
        place=place,
    )


def _words(written: object) -> dict[str, str]:
    return {key: str(word) for key, word in group(written).items()}


def _faults_of(
    waiver: Waiver, telling: Telling, today: Day | None, known: tuple[str, ...], *, is_used: bool
) -> Iterator[Fault]:
    if waiver.rule not in known:
        fault = telling.unknown(UNKNOWN.name, (*waiver.path, "rule"), known, name=waiver.rule)
        yield fault
    elif not is_used:
        fault = telling.fault(UNUSED.name, (*waiver.path, "rule"), name=waiver.rule)
        yield Fault(fault.rule, fault.place, fault.clause, fault.arguments, UNUSED.severity)
    elif waiver.has_expired(today):
        fault = telling.fault(
            EXPIRED.name, (*waiver.path, "until"), name=waiver.rule, until=str(waiver.until)
        )
        yield Fault(fault.rule, fault.place, fault.clause, fault.arguments, EXPIRED.severity)
