"""What the template of a reason can speak of besides the figures of the finding: the act, its service, the notice it lacks."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from slakit.calendars import parse_instant
from slakit.reports.common_reasons import MOMENTS, STILL_OPEN

if TYPE_CHECKING:
    from slakit.reports.sentences import Teller

_ARTICLE: Final = re.compile(r"^(?:An?|The)(?= )")
_WHOLE_NUMBER: Final = re.compile(r"[0-9]+")
_AT_A_POINT: Final = ("event", "act")
"""The roles of the event that is itself the occasion."""
_NO_PLACE: Final = ("event", "source", "since", "period")
"""The parts of an occasion that say when something is owed, and not where."""


def _event(teller: "Teller") -> str | None:
    """The event that is the occasion, and the service that it names."""
    happening = teller.happening(*_AT_A_POINT)
    service = teller.finding.figures.get("service")
    if happening is None or service is None:
        return happening
    return f"{happening}{teller.names.word('for')}{teller.names.service(str(service))}"


def _act(teller: "Teller") -> str | None:
    """The act that is the occasion, with the id that tells it from others, and when it began anew if nothing else tells that."""
    title = teller.once("of", lambda: teller.kind("of"))
    occasion, names = teller.finding.occasion, teller.names
    key = [value for name, value in occasion.items() if name not in ("service", "part", "began")]
    began = occasion.get("began") if "start" not in teller.finding.figures else None
    anew = (f"({names.word('begun anew')}{names.instant(parse_instant(began))})",) if began else ()
    return title and " ".join((title, *map(names.apart, key), *anew))


def _shown_by(teller: "Teller") -> str | None:
    """What shows that the norm speaks of an act, where what began it does not say so itself: a sign of it, else what was attested."""
    signs = [one for one in teller.finding.evidence if one.role == "sign"]
    said = [one for one in teller.finding.evidence if one.role == "act"]
    return teller.names.listed(teller.names.happening(one) for one in signs or said[1:]) or None


def _service(teller: "Teller") -> str | None:
    """The service of the occasion."""
    service = teller.finding.occasion.get("service")
    return teller.names.service(service) if service else None


def _place(teller: "Teller") -> str | None:
    """The place of a grid: the thing, then the service, if an occasion has more to it than a time."""
    occasion = sorted(teller.finding.occasion.items(), key=lambda item: item[0] == "service")
    axes = (_axis(teller, name, value) for name, value in occasion if name not in _NO_PLACE)
    return teller.names.listed(axes) or None


def _axis(teller: "Teller", name: str, value: str) -> str:
    if name == "service":
        return teller.names.service(value)
    field = teller.fields("of").get(name)
    if field and name in (teller.of_norm("apart_by", tuple) or ()):
        return f"{teller.names.words(field.title)} {teller.names.value(value, field)}"
    return teller.names.value(value, field)


def _field_of_groups(teller: "Teller") -> str | None:
    """The field that says to which group a case belongs, if the norm compares groups."""
    field: object = getattr(getattr(teller.norm, "groups", None), "field", None)
    return field if isinstance(field, str) else None


def _group(teller: "Teller") -> str | None:
    """The group that is compared."""
    name = _field_of_groups(teller)
    value = teller.finding.occasion.get(name or "")
    return teller.names.value(value, teller.fields("of").get(name or "")) if value else None


def _group_field(teller: "Teller") -> str | None:
    """The title of the field that says to which group a case belongs."""
    name = _field_of_groups(teller)
    return teller.titles([name]) if name else None


def _apart_by(teller: "Teller") -> str:
    """The titles of the fields of which each value is counted apart."""
    fields = teller.fields("of")
    return teller.names.listed(
        teller.names.words(fields[name].title) for name in teller.of_norm("apart_by", tuple) or ()
    )


def _availability(teller: "Teller") -> str | None:
    """The share of time that was available; what nobody knows makes it a range."""
    figures = teller.finding.figures
    least, most = figures.get("at-worst-millionths"), figures.get("available-millionths")
    if not isinstance(least, int) or not isinstance(most, int):
        return None
    names = teller.names
    if least == most:
        return names.share(most)
    return f"{names.word('between')}{names.share(least)}{names.word('and')}{names.share(most)}"


def _day_count(teller: "Teller") -> str | None:
    """How the window is counted, where that is not as the calendar has it."""
    counted = teller.of_norm("day_count", str)
    return teller.names.word(counted) if counted == "30-day-months" else None


def _bearer(teller: "Teller") -> str:
    """The party that owes, within a sentence: an article that begins its English name is small there."""
    name = teller.names.party(teller.finding.bearer)
    return _ARTICLE.sub(lambda found: found[0].lower(), name) if teller.names.language == "en" else name


def _one_of(teller: "Teller", count: str) -> str:
    """What goes before the one case that is named of so many."""
    return teller.names.word("that case" if teller.finding.figures.get(count) == 1 else "one of them")


def _if_compared(teller: "Teller", *, alone: bool) -> str | None:
    """Nothing said, where a case is compared with no other, or with some; what stands beside it is left out elsewhere."""
    return "" if (teller.finding.figures.get("compared") == 1) is alone else None


def _bounds(teller: "Teller") -> str | None:
    """What something must lie in: another record, or the term."""
    return teller.kind("inside") or teller.names.word("term")


def _alike(teller: "Teller") -> str:
    """What the cases of a class have in common, as far as it is recorded."""
    names, fields = teller.names, teller.fields("of")
    services: list[str] = []
    others: list[str] = []
    for name, value in teller.finding.occasion.items():
        field = fields.get(name)
        if field and field.type == "service":
            services.append(names.service(value))
        elif field and name not in (*teller.lacking, "version"):
            said = names.value(value, field) if value else names.word("none")
            others.append(f"{names.words(field.title)}: {said}")
    bracketed = (f"[{names.listed(others)}]",) if others else ()
    return " ".join((names.listed(services), *bracketed)).strip()


def _tariff(teller: "Teller") -> str | None:
    """What the announced tariff said under which the cases of a class fall, if it is known and said a value.

    A tariff that said none is told from others by the event that announced it, and has nothing to show here.
    """
    version, field = teller.finding.occasion.get("version"), teller.field_of("")
    if not version or field is None or "tariff" in teller.lacking:
        return None
    if field.type in ("rial", "integer") and not _WHOLE_NUMBER.fullmatch(version):
        return None
    return teller.names.value(version, field)


def _field(teller: "Teller") -> str | None:
    """The title of the field that is looked at."""
    field = teller.field_of(teller.shown_field or "")
    return teller.names.words(field.title) if field else None


def _shown_value(teller: "Teller") -> str | None:
    """What the field that is looked at says."""
    name = teller.shown_field
    return teller.figure(name) if name and name in teller.finding.figures else None


def _only(teller: "Teller") -> str | None:
    """The values that are allowed, or the bodies that are competent."""
    allowed = teller.of_norm("only", tuple) or teller.of_norm("competent", tuple)
    field = teller.field_of(teller.shown_field or "")
    return teller.names.wanted(allowed, field) if allowed and field else None


def _conditions(teller: "Teller") -> str | None:
    """The conditions of a permission."""
    asked = teller.of_norm("conditions", dict)
    return teller.names.conditions(asked, teller.fields("of")) if asked else None


def _breach(teller: "Teller") -> str | None:
    """The norm that was violated, by its id; of a chain, the last one that was."""
    chain = teller.finding.occasion.get("for")
    return teller.names.apart(chain.partition(".")[0]) if chain else None


def _breach_clause(teller: "Teller") -> str | None:
    """The clause of the norm that was violated."""
    chain = teller.finding.occasion.get("for")
    norm = chain.partition(".")[0] if chain else None
    clauses = (clause.clause for clause, one in teller.names.edition.agreement.norms() if one.id == norm)
    return next((teller.names.clause(clause) for clause in clauses if clause), None)


def _occasion(teller: "Teller") -> str:
    """What names the occasion of the violated norm: its service, its period, or what else it has."""
    shown = {"service": _service, "period": _period}
    return teller.names.listed(
        (shown[name](teller) or "") if name in shown else teller.names.apart(value)
        for name, value in teller.finding.occasion.items()
        if name not in ("for", "source")
    )


def _condition(teller: "Teller") -> str | None:
    """What an event must say to meet the level."""
    asked = teller.of_norm("meeting", dict)
    return teller.names.conditions(asked, teller.fields("of")) if asked else None


def _period(teller: "Teller") -> str | None:
    """The period of the occasion; nothing where it is the whole term."""
    period = teller.finding.occasion.get("period")
    return teller.names.period(period) if period else None


def _treatment(teller: "Teller") -> str | None:
    """The title of what must be alike, or of the value that must be as announced."""
    field = teller.field_of("")
    return teller.names.words(field.title) if field else None


def _by(teller: "Teller", sign: int) -> str | None:
    """By how much a value is more than what was announced, or less; nothing if it is the other."""
    difference = teller.finding.figures.get("difference")
    if not isinstance(difference, int) or difference * sign <= 0:
        return None
    return teller.names.figure("value", abs(difference), teller.field_of("difference"))


def _late_by(teller: "Teller") -> str | None:
    """How late something was, if it was by any time at all."""
    late = teller.finding.figures.get("late")
    return teller.names.length(late) if isinstance(late, int) and late else None


def _just_late(teller: "Teller") -> str | None:
    """That something came at the very instant at which its time was over, if it did."""
    return teller.names.word("just late") if teller.finding.figures.get("late") == 0 else None


def _later(teller: "Teller") -> str | None:
    """How long after what it follows something came, in words of its own where both were at one instant."""
    after = teller.finding.figures.get("after")
    if not isinstance(after, int):
        return None
    names = teller.names
    return f"{names.length(after)}{names.word('later')}" if after else names.word("at the same instant")


def _moment(teller: "Teller") -> str:
    """The moment that decides which announced value applies."""
    requested = "fee-that-applies=in-force-when-requested" in {
        choice.split("@")[0] for choice in teller.finding.choices
    }
    return MOMENTS["requested" if requested else "charged"][teller.names.language]


def _still_open(teller: "Teller") -> str | None:
    """That the last gap had not ended, if it had not."""
    return STILL_OPEN[teller.names.language] if teller.finding.figures.get("open") == "yes" else None


def _exceptions(teller: "Teller") -> str | None:
    """The clauses that grant the norm's exceptions."""
    clauses = dict.fromkeys(excuse.clause for excuse in teller.norm.unless)
    return teller.names.word("or").join(teller.names.clause(clause) for clause in clauses) or None


SUBJECTS: Final[dict[str, Callable[["Teller"], str | None]]] = {
    "act": _act,
    "answer": lambda teller: teller.happening("answer"),
    "apart-by": _apart_by,
    "availability": _availability,
    "bearer": _bearer,
    "bounds": _bounds,
    "breach": _breach,
    "breach-clause": _breach_clause,
    "class": _alike,
    "condition": _condition,
    "conditions": _conditions,
    "day-count": _day_count,
    "decision": lambda teller: teller.happening("decision"),
    "done": lambda teller: teller.happening("done", "undone"),
    "event": _event,
    "exceeding": lambda teller: teller.happening("exceeding"),
    "exceptions": _exceptions,
    "field": _field,
    "first-day": lambda teller: teller.names.written_day(teller.names.edition.agreement.term.first_day),
    "group": _group,
    "group-field": _group_field,
    "justification": lambda teller: teller.happening("justification"),
    "if-alone": lambda teller: _if_compared(teller, alone=True),
    "if-several": lambda teller: _if_compared(teller, alone=False),
    "just-late": _just_late,
    "last-day": lambda teller: teller.names.written_day(teller.names.edition.agreement.term.until),
    "late-by": _late_by,
    "later": _later,
    "less-by": lambda teller: _by(teller, sign=-1),
    "moment": _moment,
    "more-by": lambda teller: _by(teller, sign=1),
    "next": lambda teller: teller.kind("then"),
    "next-scope": lambda teller: teller.scope("then"),
    "notice": lambda teller: teller.kind("notice"),
    "notice-scope": lambda teller: teller.scope("notice"),
    "occasion": _occasion,
    "one-of-passed": lambda teller: _one_of(teller, "passed"),
    "one-of-passed-by": lambda teller: _one_of(teller, "passed-by"),
    "only": _only,
    "passed-by-one": lambda teller: teller.happening("passed-by"),
    "passed-one": lambda teller: teller.happening("passed"),
    "perhaps-answer": lambda teller: teller.happening("perhaps-answer"),
    "perhaps-decision": lambda teller: teller.happening("perhaps-decision"),
    "period": _period,
    "place": _place,
    "record": lambda teller: teller.kind("announced", "after", "during", "of"),
    "record-scope": lambda teller: teller.scope("announced", "after", "during", "of"),
    "remedy": lambda teller: teller.happening("remedy"),
    "replacement": lambda teller: teller.happening("replacement"),
    "scope": lambda teller: teller.scope("of"),
    "service": _service,
    "shown-by": _shown_by,
    "still-open": _still_open,
    "tariff": _tariff,
    "towards": lambda teller: teller.finding.counterparty and teller.names.party(teller.finding.counterparty),
    "treatment": _treatment,
    "value": _shown_value,
    "what": lambda teller: teller.kind("of"),
}
"""What a template can speak of besides the figures of the finding."""


OF_THE_NORM: Final = frozenset(
    {
        "apart-by", "bounds", "condition", "conditions", "day-count", "exceptions", "field", "first-day", "group-field",
        "last-day", "next", "next-scope", "notice", "notice-scope", "only", "record", "record-scope", "scope", "treatment", "what",
    }
)  # fmt: skip
"""The subjects that are the same in every finding of a norm."""
