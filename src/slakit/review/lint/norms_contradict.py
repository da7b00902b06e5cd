"""Two norms that cannot both be kept, or that give one act two measures."""

from collections.abc import Iterator
from itertools import combinations

from slakit.calendars import Duration, parse_duration
from slakit.consistency.plain import Group, texts
from slakit.document import Path
from slakit.errors import Argument, Fault, UnreadableTime
from slakit.review.lint.conditions import Conditions, Selection
from slakit.review.lint.edition import EditionDocuments
from slakit.review.lint.rule import Page, Rule

_LISTS = {"only-via": "only", "decided-by": "competent"}
"""The rule kinds with a closed list, and the key that it stands under."""
_TIMES = {"advance-notice": "at-least", "respond-within": "within"}
"""The rule kinds with a length of time, and the key that it stands under."""
_ACTS = {"respond-within": "then", "done-by": "of", "every": "of"}
"""The rule kinds that demand an act, and the key that names the act."""
_OF_ONE_PAIR = ("then", "notice", "by")
"""Keys that say what is demanded: norms that demand different things do not contradict each other."""
_APART_FROM_MEANING = {
    "id",
    "note",
    "grade",
    "towards",
    "otherwise",
    "obliges",
    "forbids",
    "permits",
    "empowers",
}

_Written = tuple[Path, Group]


def _check(edition: EditionDocuments) -> Iterator[Fault]:
    conditions = Conditions(edition)
    for first, second in combinations(edition.norms, 2):
        for contradiction in (_two_lists, _two_times, _obliged_and_forbidden, _demanded_and_forbidden):
            if key := contradiction(conditions, first, second):
                yield _told(edition, first, second, key)
                break


def _told(edition: EditionDocuments, first: _Written, second: _Written, key: str) -> Fault:
    """A fault at the second norm that names the first; the argument beside them says what they differ in."""
    (first_path, one), (path, other) = first, second
    arguments: dict[str, Argument] = {"norm": str(other["id"]), "other": str(one["id"])}
    place: Path = (*path, key)
    if key == "rule":
        arguments["act"] = str(other["rule"])
        place = (*path, "id")
    elif isinstance(other[key], str) and isinstance(one[key], str):
        arguments |= {"length": str(other[key]), "other_length": str(one[key])}
    else:
        arguments |= {"list": ", ".join(texts(other[key])), "other_list": ", ".join(texts(one[key]))}
    arguments["line"] = edition.agreement.place_of(first_path).line
    return edition.told.fault(RULE.name, place, **arguments)


def _two_lists(conditions: Conditions, first: _Written, second: _Written) -> str:
    """The key of two closed lists for the same field of the same act that have no value in common."""
    one, other = first[1], second[1]
    key = _LISTS.get(str(one.get("rule")), "")
    if not key or one["rule"] != other.get("rule") or one.get("by") != other.get("by"):
        return ""
    pair = _same_act(conditions, first, second)
    field = pair[0].side.fields.get(str(one.get("by"))) if pair else None
    if field is None:
        return ""
    common = conditions.words_within(field, one[key]) & conditions.words_within(field, other[key])
    return "" if common else key


def _two_times(conditions: Conditions, first: _Written, second: _Written) -> str:
    """The key of two different lengths of time for one and the same duty."""
    one, other = first[1], second[1]
    key = _TIMES.get(str(one.get("rule")), "")
    if (
        not key
        or one["rule"] != other.get("rule")
        or any(one.get(name) != other.get(name) for name in _OF_ONE_PAIR)
        or _is_same_length(conditions.edition, one.get(key), other.get(key))
    ):
        return ""
    return key if _same_act(conditions, first, second) else ""


def _is_same_length(edition: EditionDocuments, one: object, other: object) -> bool:
    """Whether two lengths are equal, or cannot be compared: not given, or in months or years of a length that nobody defines."""
    lengths = (_microseconds(edition, one), _microseconds(edition, other))
    return one == other or None in lengths or lengths[0] == lengths[1]


def _microseconds(edition: EditionDocuments, written: object) -> int | None:
    try:
        duration = parse_duration(str(written))
        key = {"months": "month-days", "years": "year-days"}.get(duration.unit, "")
        days = [defined[key] for _, defined in edition.definitions if key in defined]
        is_defined = bool(days)
        defined = Duration(duration.amount * int(str(days[0])), "days") if is_defined else duration
        length = defined.microseconds
    except UnreadableTime:
        return None
    return length


def _obliged_and_forbidden(conditions: Conditions, first: _Written, second: _Written) -> str:
    """Two norms alike in all but that one obliges and the other forbids the same party."""
    one, other = first[1], second[1]
    bearers = {(one.get("obliges"), other.get("forbids")), (other.get("obliges"), one.get("forbids"))}
    if not any(bearer and bearer == forbidden for bearer, forbidden in bearers):
        return ""
    return "rule" if _meaning(one) == _meaning(other) else ""


def _meaning(norm: Group) -> Group:
    return {key: value for key, value in norm.items() if key not in _APART_FROM_MEANING}


def _demanded_and_forbidden(conditions: Conditions, first: _Written, second: _Written) -> str:
    """An act that one norm demands of a party and another never allows it."""
    for demanding, forbidding in ((first, second), (second, first)):
        key = _ACTS.get(str(demanding[1].get("rule")), "")
        if not key or forbidding[1].get("rule") != "never":
            continue
        if demanding[1].get("obliges") not in (forbidding[1].get("forbids"), forbidding[1].get("obliges")):
            continue
        demanded = conditions.selection(demanding[1].get(key), demanding[0])
        forbidden = conditions.selection(forbidding[1].get("of"), forbidding[0])
        if demanded and forbidden and _covers(forbidden, demanded):
            return "rule"
    return ""


def _same_act(
    conditions: Conditions, first: _Written, second: _Written
) -> tuple[Selection, Selection] | None:
    """The acts of two norms, if they can be the same one and neither norm is for a narrower case of it.

    A norm for a narrower case is an exception to the general one and goes before it.
    """
    one = conditions.selection(first[1].get("of"), first[0])
    other = conditions.selection(second[1].get("of"), second[0])
    if one is None or other is None or conditions.disjoint(one, other):
        return None
    is_special = _covers(one, other) != _covers(other, one)
    return None if is_special else (one, other)


def _covers(wide: Selection, narrow: Selection) -> bool:
    """Whether every condition of the wide one is a condition of the narrow one too."""
    return wide.kind == narrow.kind and wide.where.items() <= narrow.where.items()


RULE = Rule(
    name="norms-contradict",
    severity="error",
    check=_check,
    avoid="""\
- id: closure-announced-early
  obliges: lending-desk
  towards: readers
  rule: advance-notice
  of: {record: closure, where: {planned: true}}
  notice: {record: notice, where: {channel: website}}
  at-least: 7 days""",
    prefer="""\
- id: closure-announced-early
  obliges: lending-desk
  towards: readers
  rule: advance-notice
  of: {record: closure, where: {planned: true, side: library}}
  notice: {record: notice, where: {channel: website}}
  at-least: 7 days""",
    en=Page(
        summary="Two norms contradict each other: two lead times or time limits for one act, "
        "two closed lists without a common value, or an act that one obliges and another forbids.",
        why="Whoever keeps the one breaks the other, or it is open which of the two holds, "
        "and a finding on either can be disputed.",
        exceptions="A norm whose `where` is narrower than the other's is its exception and goes before it. "
        "Norms on acts that can never be the same do not meet. "
        "A time limit that is `unspecified` contradicts none.",
    ),
    fa=Page(
        summary="دو الزام با هم ناسازگارند: دو مهلت برای یک کار، دو فهرست بسته بدون مقدار مشترک، "
        "یا کاری که یکی آن را الزامی و دیگری ممنوع کرده است.",
        why="هر که یکی را رعایت کند دیگری را نقض می‌کند، یا معلوم نیست کدام‌یک حاکم است، و هر یافته‌ای دربارهٔ آن‌ها قابل اعتراض است.",
        exceptions="الزامی که شرط «where» آن خاص‌تر است استثنای الزام دیگر است و بر آن مقدم است. "
        "الزام‌های مربوط به کارهایی که هرگز یکی نیستند با هم برخورد ندارند. "
        "مهلتی که «unspecified» است با هیچ مهلتی ناسازگار نیست.",
    ),
)
