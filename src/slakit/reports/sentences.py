"""A finding as a sentence: the template of its reason, filled with names and figures.

A rule kind brings the templates of its own reasons (`Norm.REASONS`); those that all kinds share stand in
`common_reasons`. `{name}` inserts a value of `SUBJECTS` or a figure of the finding, `{name:bare}` and `{name:the}` an
English title without its article or with "the"; what stands in `[…]` is left out where one of its values is not known.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from slakit.calendars import Digits, Language
from slakit.findings import Cure, Finding
from slakit.reports.common_reasons import COMMON_REASONS, CURE_SENTENCES, CURE_WORDS, MOMENTS, STILL_OPEN
from slakit.reports.figures import CURES, FIGURES, FigureKind
from slakit.reports.names import Names
from slakit.reports.templates import Piece, pieces

if TYPE_CHECKING:
    from slakit.loading import Edition
    from slakit.norms import Norm
    from slakit.selectors import EventSelector, RecordSelector
    from slakit.vocabulary import FieldOfEvent

_T = TypeVar("_T")

_WHOLE_NUMBER: Final = re.compile(r"[0-9]+")
_ARTICLE: Final = re.compile(r"(?:an?|the) (?=.)")
_AT_A_POINT: Final = ("event", "act")
"""The roles of the event that is itself the occasion."""
_CONDITIONS_ON_A_FIELD: Final = ("only-via", "decided-by")
"""The rule kinds of which a norm names in `by` the field that it looks at."""
_NO_PLACE: Final = ("event", "source", "since", "period")
"""The parts of an occasion that say when something is owed, and not where."""
_BOTH_NEEDED: Final = {"signed-by", "effective-by"}
"""The changes that only help together; any other is enough by itself."""


def sentence(finding: Finding, edition: "Edition", language: Language, *, digits: Digits = "persian") -> str:
    """A finding as one sentence in a language: what happened, and the arithmetic.

    Outcome, clause and norm are not said: who shows the sentence says them beside it. In Persian every inserted
    value stands between invisible marks; `slakit.text.strip_isolates` takes them off. Raises `KeyError` for a reason
    that neither the rule kind nor `COMMON_REASONS` has words for.
    """
    return teller_of(finding, Names(edition, language, digits)).sentence()


def cure_sentence(
    finding: Finding, edition: "Edition", language: Language, *, digits: Digits = "persian"
) -> str | None:
    """What would have fulfilled the norm, as a sentence; nothing for a finding without a cure."""
    if not finding.cures:
        return None
    teller = teller_of(finding, Names(edition, language, digits))
    values: dict[str, list[str]] = {}
    for cure in teller.widest_cures():
        values.setdefault(cure.change, []).append(teller.cure_value(cure))
    together = values.keys() >= _BOTH_NEEDED
    names = teller.names
    changes = [
        CURE_WORDS[change][language].replace("{value}", names.either(shown))
        for change, shown in values.items()
    ]
    joined = CURE_WORDS["and" if together else "or"][language].join(changes)
    joined += CURE_WORDS["after or"][language] if len(changes) > 1 else ""
    return _with_capital(CURE_SENTENCES[language].replace("{changes}", joined))


def template(norm: "Norm", reason: str, language: Language) -> str:
    """The template of a reason: the rule kind's own, else the one that all kinds share."""
    own = norm.REASONS.get(reason)
    return (own or COMMON_REASONS[reason])[language]


def teller_of(finding: Finding, names: Names) -> "Teller":
    """A finding with its norm and the names to tell it with; raises `KeyError` if the edition has no such norm."""
    return Teller(finding, names.norm(finding.norm), names)


@dataclass(frozen=True, slots=True)
class Teller:
    """A finding, its norm, and the names that it is told with."""

    finding: Finding
    norm: "Norm"
    names: Names

    def sentence(self) -> str:
        """The finding as one sentence, as `slakit.reports.sentences.sentence` has it."""
        return self.told(template(self.norm, self.finding.reason, self.names.language))

    def told(self, words: str) -> str:
        """A template with its values, as a sentence that begins with a capital letter."""
        return _with_capital("".join(map(self._filled, pieces(words))))

    def _filled(self, piece: Piece) -> str:
        if not piece.placeholders:
            return piece.texts[0]
        values = [self.value(name) for _, name, _ in piece.placeholders]
        if piece.optional and None in values:
            return ""
        filled = [piece.texts[0]]
        for (written, _, article), value, text in zip(
            piece.placeholders, values, piece.texts[1:], strict=True
        ):
            filled += (self._inserted(value, written, article), text)
        return "".join(filled)

    def _inserted(self, value: str | None, written: str, article: str) -> str:
        if value is None:
            lacking = (
                f"finding `{self.finding.id}`: no value for {written} of the reason `{self.finding.reason}`"
            )
            raise KeyError(lacking)
        if article and self.names.language == "en":
            value = ("the " if article == "the" else "") + _ARTICLE.sub("", value, count=1)
        return value

    def value(self, name: str) -> str | None:
        """The value of a placeholder in words: a subject, or a figure; nothing if the finding has none."""
        if name in _OF_THE_NORM:
            return self._once(name, lambda: SUBJECTS[name](self))
        if name in SUBJECTS:
            return SUBJECTS[name](self)
        if name in self.finding.figures:
            return self.figure(name)
        return None

    # --- figures and cures ---

    def figure(self, name: str) -> str:
        """A figure of the finding in words."""
        if name in _FIGURES_OF_FIELDS:
            return self.titles(self._listed(name)) or ""
        kind, field = self.reading(name)
        return self.names.figure(kind, self.finding.figures[name], field)

    def reading(self, name: str) -> "tuple[FigureKind, FieldOfEvent | None]":
        """What a figure is, and the field that it is the value of."""
        return self._once("reading", lambda: (self.figure_kind(name), self.field_of(name)), name)

    def figure_kind(self, name: str) -> FigureKind:
        """What a figure is: by the table, or the value of the field that it is named after."""
        return "value" if name == self.shown_field else FIGURES.get(name, "value")

    def field_of(self, figure: str) -> "FieldOfEvent | None":
        """The field of the vocabulary that a figure is the value of, if it is one."""
        return self._once("field of", lambda: self._field_of(figure), figure)

    def _field_of(self, figure: str) -> "FieldOfEvent | None":
        name = self.shown_field if figure == self.shown_field else self.compared_field
        return self._fields(*_SUBJECT_SELECTORS).get(name or "")

    def cure_value(self, cure: Cure) -> str:
        """The value of a cure in words."""
        return self.names.figure(CURES[cure.change], cure.value, self.field_of(self.shown_field or ""))

    def widest_cures(self) -> tuple[Cure, ...]:
        """The cures without those whose word is only a case of another one's."""
        field = self.field_of(self.shown_field or "")
        if field is None or field.values is None:
            return self.finding.cures
        offered = {str(cure.value) for cure in self.finding.cures}
        words = self.names.edition.vocabulary.values[field.values].values
        order = list(words)
        cures = [
            cure
            for cure in self.finding.cures
            if str(cure.value) not in words or words[str(cure.value)].within not in offered
        ]
        return tuple(
            sorted(
                cures, key=lambda cure: order.index(str(cure.value)) if cure.value in words else len(order)
            )
        )

    # --- what the norm speaks of ---

    @property
    def shown_field(self) -> str | None:
        """The field that a norm of a condition looks at; its findings have a figure of that name."""
        return self._once("shown field", self._shown_field)

    def _shown_field(self) -> str | None:
        if self.finding.kind == "permitted-if":
            return next(iter(self._of_norm("conditions", dict) or ()), None)
        return self._of_norm("by", str) if self.finding.kind in _CONDITIONS_ON_A_FIELD else None

    @property
    def compared_field(self) -> str | None:
        """The field of which values are compared, with what was announced or with those of others, or added up."""
        keys = ("value", "treatment", "sum", "amount")
        return next(filter(None, (self._of_norm(key, str) for key in keys)), None)

    def _once(self, what: str, say: Callable[[], _T], *more: str) -> _T:
        """What is the same for every finding of this norm, kind and language."""
        return self.names.once((what, self.norm.id, self.finding.kind, *more), say)

    def _of_norm(self, name: str, kind: type[_T]) -> _T | None:
        """What the norm says under a key, if it has the key and it is of this kind."""
        found: object = getattr(self.norm, name, None)
        return found if isinstance(found, kind) else None

    def selector(self, *names: str) -> "EventSelector | RecordSelector | None":
        """The first of the named selectors that the norm has."""
        from slakit.selectors import EventSelector, RecordSelector

        for name in names:
            found: object = getattr(self.norm, name, None)
            if isinstance(found, EventSelector | RecordSelector):
                return found
        return None

    def _fields(self, *names: str) -> Mapping[str, "FieldOfEvent"]:
        return self._once("fields", lambda: self._fields_of(*names), *names)

    def _fields_of(self, *names: str) -> Mapping[str, "FieldOfEvent"]:
        selector = self.selector(*names)
        return self.names.fields(selector) if selector else {}

    def kind(self, *names: str) -> str | None:
        """What the first of the named selectors picks, as titled."""
        selector = self.selector(*names)
        return self.names.kind(selector) if selector else None

    def scope(self, *names: str) -> str | None:
        """What the first of the named selectors asks of its fields, in words."""
        selector = self.selector(*names)
        return self.names.conditions(selector.where, self.names.fields(selector)) if selector else None

    def happening(self, *roles: str) -> str | None:
        """What the first event of the evidence with one of these roles was."""
        for evidence in self.finding.evidence:
            if evidence.role in roles:
                return self.names.happening(evidence)
        return None

    # --- subjects ---

    def event(self) -> str | None:
        """The event that is the occasion, and the service that it names."""
        happening = self.happening(*_AT_A_POINT)
        service = self.finding.figures.get("service")
        if happening is None or service is None:
            return happening
        return f"{happening}{self.names.word('for')}{self.names.service(str(service))}"

    def act(self) -> str | None:
        """The act that is the occasion, with the id that tells it from others."""
        title = self._once("of", lambda: self.kind("of"))
        key = [value for name, value in self.finding.occasion.items() if name not in ("service", "part")]
        return title and " ".join((title, *(self.names.apart(value) for value in key)))

    def service(self) -> str | None:
        """The service of the occasion."""
        service = self.finding.occasion.get("service")
        return self.names.service(service) if service else None

    def place(self) -> str | None:
        """The place of a grid: the thing, then the service, if an occasion has more to it than a time."""
        occasion = sorted(self.finding.occasion.items(), key=lambda item: item[0] == "service")
        axes = (self._axis(name, value) for name, value in occasion if name not in _NO_PLACE)
        return self.names.listed(axes) or None

    def _axis(self, name: str, value: str) -> str:
        if name == "service":
            return self.names.service(value)
        field = self._fields("of").get(name)
        if field and name in (self._of_norm("apart_by", tuple) or ()):
            return f"{self.names.words(field.title)} {self.names.value(value, field)}"
        return self.names.value(value, field)

    def _group_field(self) -> str | None:
        """The field that says to which group a case belongs, if the norm compares groups."""
        field: object = getattr(getattr(self.norm, "groups", None), "field", None)
        return field if isinstance(field, str) else None

    def group(self) -> str | None:
        """The group that is compared."""
        name = self._group_field()
        value = self.finding.occasion.get(name or "")
        return self.names.value(value, self._fields("of").get(name or "")) if value else None

    def group_field(self) -> str | None:
        """The title of the field that says to which group a case belongs."""
        name = self._group_field()
        return self.titles([name]) if name else None

    def shows_in(self) -> str | None:
        """Where a difference shows that does not show in the whole."""
        name, _, value = str(self.finding.figures.get("shows-in", "")).partition("=")
        field = self._fields("of").get(name)
        return f"{self.names.words(field.title)}: {self.names.value(value, field)}" if field else None

    def apart_by(self) -> str:
        """The titles of the fields of which each value is counted apart."""
        fields = self._fields("of")
        return self.names.listed(
            self.names.words(fields[name].title) for name in self._of_norm("apart_by", tuple) or ()
        )

    def bounds(self) -> str | None:
        """What something must lie in: another record, or the term."""
        return self.kind("inside") or self.names.word("term")

    def alike(self) -> str:
        """What the cases of a class have in common, as far as it is recorded."""
        names, fields = self.names, self._fields("of")
        services: list[str] = []
        others: list[str] = []
        for name, value in self.finding.occasion.items():
            field = fields.get(name)
            if field and field.type == "service":
                services.append(names.service(value))
            elif field and name not in (*self._lacking, "version"):
                others.append(f"{names.words(field.title)}: {names.value(value, field)}")
        bracketed = (f"[{names.listed(others)}]",) if others else ()
        return " ".join((names.listed(services), *bracketed)).strip()

    def tariff(self) -> str | None:
        """What the announced tariff said under which the cases of a class fall, if it is known and said a value.

        A tariff that said none is told from others by the event that announced it, and has nothing to show here.
        """
        version, field = self.finding.occasion.get("version"), self.field_of("")
        if not version or field is None or "tariff" in self._lacking:
            return None
        if field.type in ("rial", "integer") and not _WHOLE_NUMBER.fullmatch(version):
            return None
        return self.names.value(version, field)

    def field(self) -> str | None:
        """The title of the field that is looked at."""
        field = self.field_of(self.shown_field or "")
        return self.names.words(field.title) if field else None

    def shown_value(self) -> str | None:
        """What the field that is looked at says."""
        name = self.shown_field
        return self.figure(name) if name and name in self.finding.figures else None

    def only(self) -> str | None:
        """The values that are allowed, or the bodies that are competent."""
        allowed = self._of_norm("only", tuple) or self._of_norm("competent", tuple)
        field = self.field_of(self.shown_field or "")
        return self.names.wanted(allowed, field) if allowed and field else None

    def conditions(self) -> str | None:
        """The conditions of a permission."""
        asked = self._of_norm("conditions", dict)
        return self.names.conditions(asked, self._fields("of")) if asked else None

    def breach(self) -> str | None:
        """The norm that was violated, by its id; of a chain, the last one that was."""
        chain = self.finding.occasion.get("for")
        return self.names.apart(chain.partition(".")[0]) if chain else None

    def breach_clause(self) -> str | None:
        """The clause of the norm that was violated."""
        chain = self.finding.occasion.get("for")
        norm = chain.partition(".")[0] if chain else None
        clauses = (clause.clause for clause, one in self.names.edition.agreement.norms() if one.id == norm)
        return next((self.names.clause(clause) for clause in clauses if clause), None)

    def occasion(self) -> str:
        """What names the occasion of the violated norm: its service, its period, or what else it has."""
        shown = {"service": self.service, "period": self.period}
        return self.names.listed(
            (shown[name]() or "") if name in shown else self.names.apart(value)
            for name, value in self.finding.occasion.items()
            if name not in ("for", "source")
        )

    def condition(self) -> str | None:
        """What an event must say to meet the level."""
        asked = self._of_norm("meeting", dict)
        return self.names.conditions(asked, self._fields("of")) if asked else None

    def period(self) -> str | None:
        """The period of the occasion; nothing where it is the whole term."""
        period = self.finding.occasion.get("period")
        return self.names.period(period) if period else None

    def treatment(self) -> str | None:
        """The title of what must be alike, or of the value that must be as announced."""
        field = self.field_of("")
        return self.names.words(field.title) if field else None

    @property
    def _lacking(self) -> tuple[str, ...]:
        """The names of what is not recorded."""
        return self._listed("not-recorded")

    def _listed(self, figure: str) -> tuple[str, ...]:
        """The names that a figure lists."""
        names = self.finding.figures.get(figure)
        return tuple(str(names).split(", ")) if names is not None else ()

    def titles(self, names: Iterable[str]) -> str | None:
        """The titles of fields, and the words for what has no field."""
        fields = self._fields("of")
        titles = (
            self.names.words(fields[name].title) if name in fields else self.names.word(name)
            for name in names
        )
        return self.names.listed(titles) or None

    def moment(self) -> str:
        """The moment that decides which announced value applies."""
        requested = "fee-that-applies=in-force-when-requested" in {
            choice.split("@")[0] for choice in self.finding.choices
        }
        return MOMENTS["requested" if requested else "charged"][self.names.language]

    def still_open(self) -> str | None:
        """That the last gap had not ended, if it had not."""
        return STILL_OPEN[self.names.language] if self.finding.figures.get("open") == "yes" else None

    def exceptions(self) -> str | None:
        """The clauses that grant the norm's exceptions."""
        clauses = dict.fromkeys(excuse.clause for excuse in self.norm.unless)
        return self.names.word("or").join(self.names.clause(clause) for clause in clauses) or None


_FIGURES_OF_FIELDS: Final = ("not-recorded", "unclear")
"""The figures that list names of fields."""

_SUBJECT_SELECTORS: Final = ("decided_in", "of", "then")
"""Where the field that is looked at stands: on the decision if there is one, else on the event itself."""

SUBJECTS: Final[dict[str, Callable[[Teller], str | None]]] = {
    "act": Teller.act,
    "answer": lambda teller: teller.happening("answer"),
    "apart-by": Teller.apart_by,
    "bearer": lambda teller: teller.names.party(teller.finding.bearer),
    "bounds": Teller.bounds,
    "breach": Teller.breach,
    "breach-clause": Teller.breach_clause,
    "class": Teller.alike,
    "condition": Teller.condition,
    "conditions": Teller.conditions,
    "decision": lambda teller: teller.happening("decision"),
    "done": lambda teller: teller.happening("done", "undone"),
    "event": Teller.event,
    "exceeding": lambda teller: teller.happening("exceeding"),
    "exceptions": Teller.exceptions,
    "field": Teller.field,
    "first-day": lambda teller: teller.names.written_day(teller.names.edition.agreement.term.first_day),
    "group": Teller.group,
    "group-field": Teller.group_field,
    "justification": lambda teller: teller.happening("justification"),
    "last-day": lambda teller: teller.names.written_day(teller.names.edition.agreement.term.until),
    "moment": Teller.moment,
    "next": lambda teller: teller.kind("then"),
    "notice": lambda teller: teller.kind("notice"),
    "notice-scope": lambda teller: teller.scope("notice"),
    "occasion": Teller.occasion,
    "only": Teller.only,
    "passed-by-one": lambda teller: teller.happening("passed-by"),
    "passed-one": lambda teller: teller.happening("passed"),
    "period": Teller.period,
    "place": Teller.place,
    "record": lambda teller: teller.kind("announced", "after", "during", "of"),
    "record-scope": lambda teller: teller.scope("announced", "after", "during", "of"),
    "remedy": lambda teller: teller.happening("remedy"),
    "scope": lambda teller: teller.scope("of"),
    "service": Teller.service,
    "shows-in": Teller.shows_in,
    "still-open": Teller.still_open,
    "tariff": Teller.tariff,
    "towards": lambda teller: teller.finding.counterparty and teller.names.party(teller.finding.counterparty),
    "treatment": Teller.treatment,
    "value": Teller.shown_value,
    "what": lambda teller: teller.kind("of"),
}
"""What a template can speak of besides the figures of the finding."""


_OF_THE_NORM: Final = frozenset(
    {
        "apart-by", "bounds", "condition", "conditions", "exceptions", "field", "first-day", "group-field", "last-day",
        "next", "notice", "notice-scope", "only", "record", "record-scope", "scope", "treatment", "what",
    }
)  # fmt: skip
"""The subjects that are the same in every finding of a norm."""


def _with_capital(text: str) -> str:
    """A text with a capital first letter, where it begins with a small Latin one."""
    return text[:1].upper() + text[1:]
