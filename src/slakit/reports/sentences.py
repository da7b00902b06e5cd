"""A finding as a sentence: the template of its reason, filled with names and figures.

A rule kind brings the templates of its own reasons (`Norm.REASONS`); those that all kinds share stand in
`common_reasons`. `{name}` inserts one of the `subjects` or a figure of the finding, `{name:bare}` and `{name:the}` an
English title without its article or with "the"; what stands in `[…]` is left out where one of its values is not known.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar, get_args

from slakit.calendars import Digits, Language
from slakit.findings import Cure, Finding, items_of
from slakit.reports.common_reasons import COMMON_REASONS, CURE_SENTENCES, CURE_WORDS, NAMED_IN_VAIN
from slakit.reports.figures import CURES, FIGURES, FigureKind
from slakit.reports.names import Names
from slakit.reports.subjects import OF_THE_NORM, SUBJECTS
from slakit.reports.templates import Piece, pieces

if TYPE_CHECKING:
    from slakit.loading import Edition
    from slakit.norms import Norm
    from slakit.selectors import EventSelector, RecordSelector
    from slakit.vocabulary import FieldOfEvent

_T = TypeVar("_T")

_ARTICLE: Final = re.compile(r"(?:an?|the) (?=.)")
_CONDITIONS_ON_A_FIELD: Final = ("only-via", "decided-by")
"""The rule kinds of which a norm names in `by` the field that it looks at."""
_BOTH_NEEDED: Final = {"signed-by", "effective-by"}
"""The changes that only help together; any other is enough by itself."""


def sentence(finding: Finding, edition: "Edition", language: Language, *, digits: Digits = "persian") -> str:
    """A finding as a sentence or a few in a language: what happened, and the arithmetic.

    Outcome, clause and norm are not said: who shows the sentence says them beside it. In Persian every inserted
    value stands between invisible marks; `slakit.text.strip_isolates` takes them off. Raises `KeyError` for a reason
    that neither the rule kind nor `COMMON_REASONS` has words for, and `ValueError` for a language that there is not.
    """
    _must_be_language(language)
    return teller_of(finding, Names(edition, language, digits)).sentence()


def cure_sentence(
    finding: Finding, edition: "Edition", language: Language, *, digits: Digits = "persian"
) -> str | None:
    """What would have fulfilled the norm, as a sentence; nothing for a finding without a cure."""
    _must_be_language(language)
    if not finding.cures:
        return None
    teller = teller_of(finding, Names(edition, language, digits))
    values: dict[str, list[str]] = {}
    for cure in teller.widest_cures():
        values.setdefault(teller.cure_words(cure), []).append(teller.cure_value(cure))
    together = values.keys() >= _BOTH_NEEDED
    names = teller.names
    changes = [
        CURE_WORDS[change][language].replace("{value}", names.either(shown))
        for change, shown in values.items()
    ]
    joined = CURE_WORDS["and" if together else "or"][language].join(changes)
    joined += CURE_WORDS["after or"][language] if len(changes) > 1 else ""
    return _with_capital(CURE_SENTENCES[language].replace("{changes}", joined))


def _must_be_language(language: str) -> None:
    if language not in (known := get_args(Language)):
        raise ValueError(f"a language is one of {', '.join(known)}, not {language!r}")


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
        """The finding in words, as `slakit.reports.sentences.sentence` has it."""
        words = template(self.norm, self.finding.reason, self.names.language)
        if "named-in-vain" in self.finding.figures:
            words += NAMED_IN_VAIN[self.names.language]
        return self.told(words)

    def told(self, words: str) -> str:
        """A template with its values, as a sentence that begins with a capital letter."""
        parts = self.once("told", lambda: tuple(self._bound(words)), words)
        return _with_capital("".join([part if isinstance(part, str) else part(self) for part in parts]))

    def _bound(self, words: str) -> "Iterator[_Part]":
        """A template for the findings of this norm and kind: as text what is the same in all of them."""
        for piece in pieces(words):
            if piece.optional:
                yield self._optional(piece)
                continue
            yield piece.texts[0]
            for place, text in zip(piece.placeholders, piece.texts[1:], strict=True):
                yield self._required(*place)
                yield text

    def _required(self, written: str, name: str, article: str) -> "Callable[[Teller], str]":
        """What inserts a value; it raises `KeyError` for a finding that has none."""
        say = self._saying(name)

        def inserted(teller: Teller) -> str:
            value = say(teller)
            if value is None:
                finding = teller.finding
                lacking = f"finding `{finding.id}`: no value for {written} of the reason `{finding.reason}`"
                raise KeyError(lacking)
            return teller.with_article(value, article)

        return inserted

    def _optional(self, piece: Piece) -> "Callable[[Teller], str]":
        """What fills a piece that is left out where one of its values is not known."""
        places = [(self._saying(name), article) for _, name, article in piece.placeholders]

        def filled(teller: Teller) -> str:
            parts = [piece.texts[0]]
            for (say, article), text in zip(places, piece.texts[1:], strict=True):
                value = say(teller)
                if value is None:
                    return ""
                parts += (teller.with_article(value, article), text)
            return "".join(parts)

        return filled

    def with_article(self, value: str, article: str) -> str:
        """A value as a placeholder asks for it: in English `bare`, without its article, or with `the`."""
        if article and self.names.language == "en":
            return ("the " if article == "the" else "") + _ARTICLE.sub("", value, count=1)
        return value

    def _saying(self, name: str) -> "_Saying":
        """What says the value of a placeholder for a finding of this norm and kind: a subject, or a figure."""
        if name in OF_THE_NORM:
            same = SUBJECTS[name](self)
            return lambda _: same
        if name in SUBJECTS:
            return SUBJECTS[name]
        if name in _FIGURES_OF_FIELDS:
            return lambda teller: teller.figure(name) if name in teller.finding.figures else None
        if name in _FIGURES_OF_A_FIELD_AND_VALUE:
            return lambda teller: teller.field_and_value(name)
        kind, field = self.reading(name)

        def figure(teller: Teller) -> str | None:
            raw = teller.finding.figures.get(name)
            return None if raw is None else teller.names.figure(kind, raw, field)

        return figure

    def value(self, name: str) -> str | None:
        """The value of a placeholder in words; nothing if the finding has none."""
        return self.once("saying", lambda: self._saying(name), name)(self)

    # --- figures and cures ---

    def figure(self, name: str) -> str:
        """A figure of the finding in words."""
        if name in _FIGURES_OF_FIELDS:
            return self.titles(self.listed(name)) or ""
        if name in _FIGURES_OF_A_FIELD_AND_VALUE and (told := self.field_and_value(name)):
            return told
        kind, field = self.reading(name)
        return self.names.figure(kind, self.finding.figures[name], field)

    def field_and_value(self, figure: str) -> str | None:
        """A figure `field=value`, or several of them, in words; nothing without it, or if what is spoken of has no such field."""
        raw = str(self.finding.figures.get(figure, ""))
        told = []
        for one in items_of(raw) if figure in _LISTED else [raw]:
            name, _, value = one.partition("=")
            if field := self.fields("of").get(name):
                told.append(f"{self.names.words(field.title)}: {self.names.value(value, field)}")
        return self.names.listed(told) or None

    def reading(self, name: str) -> "tuple[FigureKind, FieldOfEvent | None]":
        """What a figure is, and the field that it is the value of."""
        return self.once("reading", lambda: (self.figure_kind(name), self.field_of(name)), name)

    def figure_kind(self, name: str) -> FigureKind:
        """What a figure is: by the table, or the value of the field that it is named after."""
        return "value" if name == self.shown_field else FIGURES.get(name, "value")

    def field_of(self, figure: str) -> "FieldOfEvent | None":
        """The field of the vocabulary that a figure is the value of, if it is one."""
        return self.once("field of", lambda: self._field_of(figure), figure)

    def _field_of(self, figure: str) -> "FieldOfEvent | None":
        name = self.shown_field if figure == self.shown_field else self.compared_field
        return self.fields(*_SUBJECT_SELECTORS).get(name or "")

    def cure_value(self, cure: Cure) -> str:
        """The value of a cure in words; a yes or no with the question that it answers."""
        value = self.names.figure(CURES[cure.change], cure.value, self.field_of(self.shown_field or ""))
        asked = self._asked(cure)
        return f"{self.names.words(asked.title)}: {value}" if asked else value

    def cure_words(self, cure: Cure) -> str:
        """The key of the words for a cure."""
        if self._asked(cure):
            return "instead of a yes or no"
        if (after := f"{cure.change} after {self.finding.reason}") in CURE_WORDS:
            return after
        field = self.field_of("")
        return "amount of money" if cure.change == "value" and field and field.type == "rial" else cure.change

    def _asked(self, cure: Cure) -> "FieldOfEvent | None":
        """The field that says yes or no, if a cure is that it says the other."""
        field = self.field_of(self.shown_field or "") if cure.change == "instead" else None
        return field if field and field.type == "boolean" else None

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
        return self.once("shown field", self._shown_field)

    def _shown_field(self) -> str | None:
        if self.finding.kind == "permitted-if":
            return next(iter(self.of_norm("conditions", dict) or ()), None)
        return self.of_norm("by", str) if self.finding.kind in _CONDITIONS_ON_A_FIELD else None

    @property
    def compared_field(self) -> str | None:
        """The field of which values are compared, with what was announced or with those of others, or added up."""
        keys = ("value", "treatment", "sum", "amount")
        return next(filter(None, (self.of_norm(key, str) for key in keys)), None)

    def once(self, what: str, say: Callable[[], _T], *more: str) -> _T:
        """What is the same for every finding of this norm, kind and language."""
        return self.names.once((what, self.norm.id, self.finding.kind, *more), say)

    def of_norm(self, name: str, kind: type[_T]) -> _T | None:
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

    def fields(self, *names: str) -> Mapping[str, "FieldOfEvent"]:
        """The fields of what the first of the named selectors picks."""
        return self.once("fields", lambda: self._fields_of(*names), *names)

    def _fields_of(self, *names: str) -> Mapping[str, "FieldOfEvent"]:
        selector = self.selector(*names)
        return self.names.fields(selector) if selector else {}

    def _fields_of_reason(self) -> Mapping[str, "FieldOfEvent"]:
        """The fields of the event by which the norm lets a reason be recorded."""
        from slakit.selectors import EventSelector

        reasoned: object = getattr(getattr(self.norm, "justified_by", None), "event", None)
        return self.names.fields(reasoned) if isinstance(reasoned, EventSelector) else {}

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

    def titles(self, names: Iterable[str]) -> str | None:
        """The titles of fields, and the words for what has no field."""
        fields = {**self.once("reason", self._fields_of_reason), **self.fields("of")}
        titles = (
            self.names.words(fields[name].title) if name in fields else self.names.word(name)
            for name in names
        )
        return self.names.listed(titles) or None

    @property
    def lacking(self) -> tuple[str, ...]:
        """The names of what is not recorded, or not established."""
        return (*self.listed("not-recorded"), *self.listed("unclear"))

    def listed(self, figure: str) -> tuple[str, ...]:
        """The names that a figure lists."""
        names = self.finding.figures.get(figure)
        return tuple(str(names).split(", ")) if names is not None else ()


_Saying = Callable[[Teller], str | None]
"""What says a value for a finding, in words; nothing if the finding has none."""

_Part = str | Callable[[Teller], str]
"""A part of a sentence: the same for all findings, or made for each."""

_FIGURES_OF_A_FIELD_AND_VALUE: Final = ("named-in-vain", "shows-in")
"""The figures that name a field and what it says, as `field=value`."""
_LISTED: Final = ("named-in-vain",)
"""Those of them that may name several."""

_FIGURES_OF_FIELDS: Final = ("failing", "not-recorded", "unclear")
"""The figures that list names of fields."""

_SUBJECT_SELECTORS: Final = ("decided_in", "of", "then")
"""Where the field that is looked at stands: on the decision if there is one, else on the event itself."""


def _with_capital(text: str) -> str:
    """A text with a capital first letter, where it begins with a small Latin one."""
    return text[:1].upper() + text[1:]
