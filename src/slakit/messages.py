"""Faults in words: one message and one cure a rule, in English and in Persian, from the catalogues.

A catalogue (`catalogues/<language>.toml`) has a table for each rule. ``message`` and ``help`` are
templates, or lists of them: the first one whose placeholders the fault can fill is used.
``{key}`` inserts a value, ``{allowed:list}`` the lines of a value as a list, ``{expected:word}`` and
``{expected:words}`` look the value or its lines up in the table ``words``.
"""

import re
from collections.abc import Mapping
from functools import cache, cached_property
from typing import Any, Literal, NamedTuple, Protocol

from slakit.shipped import shipped
from slakit.source import Place
from slakit.text import isolate, persian_digits, visible

Language = Literal["en", "fa"]

LONGEST_SHOWN = 80
_PLACES = frozenset({"file", "first", "first_line", "folder"})
"""Arguments that say where something stands: cut short, nobody could find it."""
"""Characters of a value that a message shows; the rest of it becomes an ellipsis."""

_NUMBERS = frozenset({"lines"})
"""Arguments that list numbers; like a number by itself they are told and not typed, so Persian writes them in its digits."""

_PLACEHOLDER = re.compile(r"\{([a-z]+(?:_[a-z]+)*)(?::(list|words|word))?\}")
_TABLE = re.compile(r"^\[([a-z0-9-]+)\]\n", re.MULTILINE)
_QUOTATION = re.compile(r"«([^«»]*)»")
_RIGHT_TO_LEFT_ISOLATE, _POP_ISOLATE = "\u2067", "\u2069"


class Told(Protocol):
    """What is needed of a fault in order to tell it (`slakit.errors.Fault` has it)."""

    @property
    def rule(self) -> str:
        """The name of what is wrong, such as ``unknown-key``."""
        ...

    @property
    def place(self) -> Place | str | None:
        """Where it is wrong."""
        ...

    @property
    def clause(self) -> str | None:
        """The number of the clause that the place lies in."""
        ...

    @property
    def arguments(self) -> Mapping[str, str | int]:
        """The raw values that the messages insert."""
        ...

    @property
    def severity(self) -> str:
        """``error``, ``warning`` or ``advice``."""
        ...


def render(fault: Told, language: Language) -> str:
    """Tell a fault in a language: place, clause and message, then the cure on a line of its own.

    In Persian each inserted or quoted value and each sentence stands between invisible direction
    marks, so that ``5-4`` cannot be shown as ``4-5``; the place at the front stays plain. Raises KeyError for a
    rule or a language without a catalogue entry.
    """
    catalogue = _catalogue(language)
    clause = catalogue.layout("clause", clause=fault.clause) if fault.clause else ""
    severity = catalogue.layout(fault.severity) if fault.severity != "error" else ""
    place = f"{fault.place}: " if fault.place else ""
    lines = [place + catalogue.sentence(f"{severity}{clause}{message(fault, language)}")]
    if cure := help_for(fault, language):
        lines.append("  " + catalogue.sentence(catalogue.layout("help") + cure))
    return "\n".join(lines)


def message(fault: Told, language: Language) -> str:
    """What is wrong, in one line without its place."""
    catalogue = _catalogue(language)
    told = catalogue.first_that_fits(catalogue.wording(fault.rule).messages, fault.arguments)
    if told is None:
        lacking = f"rule `{fault.rule}`: no message fits the arguments {sorted(fault.arguments)}"
        raise KeyError(lacking)
    return told


def help_for(fault: Told, language: Language) -> str | None:
    """How it is cured, in one line, where the rule knows a cure."""
    catalogue = _catalogue(language)
    return catalogue.first_that_fits(catalogue.wording(fault.rule).helps, fault.arguments)


def rules() -> tuple[str, ...]:
    """The names of every rule that has words, sorted."""
    return tuple(sorted(_catalogue("en").rules()))


def templates(language: Language) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """The messages and the cures of every rule as the catalogue of a language has them, unfilled."""
    catalogue = _catalogue(language)
    return {
        rule: (catalogue.wording(rule).messages, catalogue.wording(rule).helps) for rule in catalogue.rules()
    }


class _Wording(NamedTuple):
    """The messages and the cures of a rule; of each, the first that fits a fault is told."""

    messages: tuple[str, ...]
    helps: tuple[str, ...]


class _Catalogue:
    """The words of a language: tables of a TOML file, each of which is read when something of it is told."""

    def __init__(self, language: Language, text: str) -> None:
        self.language = language
        _, *parts = _TABLE.split(text)
        self._tables = dict(zip(parts[::2], parts[1::2], strict=True))
        self._wordings: dict[str, _Wording] = {}

    @cached_property
    def layouts(self) -> dict[str, str]:
        return self._table("layout")

    @cached_property
    def words(self) -> dict[str, str]:
        return self._table("words")

    def rules(self) -> tuple[str, ...]:
        return tuple(name for name in self._tables if name not in ("layout", "words"))

    def wording(self, rule: str) -> _Wording:
        if rule not in self._wordings:
            table = self._table(rule)
            self._wordings[rule] = _Wording(_templates(table["message"]), _templates(table.get("help", [])))
        return self._wordings[rule]

    def _table(self, name: str) -> dict[str, Any]:
        import tomllib

        return tomllib.loads(self._tables[name])

    def layout(self, name: str, **arguments: str) -> str:
        return self._filled(self.layouts[name], arguments)

    def sentence(self, text: str) -> str:
        """A whole sentence, kept in its own direction whatever stands before it on the line."""
        return f"{_RIGHT_TO_LEFT_ISOLATE}{text}{_POP_ISOLATE}" if self.language == "fa" else text

    def first_that_fits(self, templates: tuple[str, ...], arguments: Mapping[str, str | int]) -> str | None:
        for template in templates:
            if self._fits(template, arguments):
                return self._filled(template, arguments)
        return None

    def _fits(self, template: str, arguments: Mapping[str, str | int]) -> bool:
        for name, form in _PLACEHOLDER.findall(template):
            if name not in arguments:
                return False
            if form.startswith("word") and not all(part in self.words for part in _parts(arguments[name])):
                return False
        return True

    def _filled(self, template: str, arguments: Mapping[str, str | int]) -> str:
        """The template with its values, of which Persian isolates each, or the whole quotation it stands in."""
        if self.language == "en":
            return _PLACEHOLDER.sub(lambda found: self._told(arguments, found), template)
        pieces = _QUOTATION.split(template)  # every second piece stood between «»
        for position, piece in enumerate(pieces):
            pieces[position] = _PLACEHOLDER.sub(
                lambda found, quoted=position % 2: self._told(arguments, found, isolated=not quoted), piece
            )
        return "".join(f"«{isolate(piece)}»" if at % 2 else piece for at, piece in enumerate(pieces))

    def _told(
        self, arguments: Mapping[str, str | int], found: re.Match[str], *, isolated: bool = False
    ) -> str:
        value, form = arguments[found[1]], found[2]
        match form:
            case "word" | "words":
                return self.layouts["or"].join(self._filled(self.words[part], {}) for part in _parts(value))
            case "list":
                return self.layouts["comma"].join(
                    self._filled(self.layouts["item"], {"item": part}) for part in _parts(value)
                )
            case _ if isolated and (isinstance(value, int) or found[1] in _NUMBERS):
                return isolate(persian_digits(str(value)).replace(", ", self.layouts["comma"]))
            case _:
                shown = visible(str(value)) if found[1] in _PLACES else _shown(value)
                return isolate(shown) if isolated else shown


def _parts(value: str | int) -> list[str]:
    return str(value).split("\n")


def _shown(value: str | int) -> str:
    text = str(value)
    if len(text) > LONGEST_SHOWN:
        text = text[: LONGEST_SHOWN - 1] + "…"
    return visible(text)


@cache
def _catalogue(language: Language) -> _Catalogue:
    if (content := shipped(f"catalogues/{language}.toml")) is None:
        raise KeyError(language)
    return _Catalogue(language, content.decode("utf-8"))


def _templates(entry: str | list[str]) -> tuple[str, ...]:
    return (entry,) if isinstance(entry, str) else tuple(entry)
