"""What is shown of a name when the pointer rests on it: what it means, in the language of the reader."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from slakit.consistency.declared import Field
from slakit.consistency.plain import entries, group
from slakit.document import Document, Path
from slakit.interpretation import CHOICES
from slakit.language_server.references import Declared, Meant, declared, value_at
from slakit.language_server.surroundings import Surroundings
from slakit.language_server.wording import words
from slakit.messages import Language
from slakit.text import isolate

_SAME_LETTERS = str.maketrans("يك", "یک")
_BINDING = ("obliges", "forbids", "permits", "empowers")


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the agreement, and from which offset to which its word stands in a clause."""

    name: str
    start: int
    end: int


def meaning(meant: Meant, around: Surroundings, language: Language) -> str | None:
    """What a name means, as Markdown; nothing if nobody declares it."""
    lines = [line for line in _lines(meant, around, language) if line]
    if not lines:
        return None
    heading = f"**{words(meant.kind, language)}** `{meant.name}`"
    return "\n\n".join(_own_direction(line, language) for line in (heading, *lines))


def term_at(document: Document, path: Path, offset: int) -> Term | None:
    """The defined term whose word stands at an offset of a clause's text; the longest if there are several."""
    match path:
        case ("clauses", int(), "text", str(language)):
            start = document.offset(*_start(document, path))
            end = start + len(document.written(path))
            found = [
                Term(name, at, at + len(word))
                for name, word in _words_of_terms(document, language)
                for at in _occurrences(document.text, word, start, end)
                if at <= offset <= at + len(word)
            ]
            return max(found, key=lambda term: term.end - term.start, default=None)
    return None


def term_meaning(document: Document, term: Term, language: Language) -> str:
    """What a defined term means, and the clause that says so."""
    for path, clause in entries(document.data, "clauses"):
        for _, definition in entries(clause, "defines"):
            if definition.get("term") == term.name:
                given = _words_of(definition)
                word = given.get(language) or next(iter(given.values()), term.name)
                number = value_at(document.data, (*path, "clause"))
                heading = f"**{words('term', language)}** {word} ({words('clause', language)} {_apart(number, language)})"
                lines = (heading, _said(definition.get("means"), language))
                return "\n\n".join(_own_direction(line, language) for line in lines)
    return ""


def _start(document: Document, path: Path) -> tuple[int, int]:
    place = document.place_of(path)
    return place.line, place.column


def _words_of_terms(document: Document, language: str) -> Iterator[tuple[str, str]]:
    for _, clause in entries(document.data, "clauses"):
        for _, definition in entries(clause, "defines"):
            if word := _words_of(definition).get(language):
                yield str(definition.get("term")), word


def _words_of(definition: Mapping[str, object]) -> dict[str, str]:
    """The word of a definition in each language that it is given in."""
    held = {"fa": definition.get("fa"), "en": definition.get("en"), **group(definition.get("word"))}
    return {language: word for language, word in held.items() if isinstance(word, str) and word}


def _occurrences(text: str, word: str, start: int, end: int) -> Iterator[int]:
    """Where a word stands in a part of a text; Arabic and Persian yeh and kaf are the same letters here."""
    searched, wanted = text[start:end].translate(_SAME_LETTERS), word.translate(_SAME_LETTERS)
    at = searched.find(wanted)
    while at >= 0:
        yield start + at
        at = searched.find(wanted, at + 1)


# --- the lines of each kind --------------------------------------------------------------------------------------


def _lines(meant: Meant, around: Surroundings, language: Language) -> Iterator[str]:
    place = declared(meant, around)
    match meant.kind:
        case "rule":
            yield from _rule(meant.name, language)
        case "choice" | "option":
            yield from _choice(meant, place, language)
        case "norm" if place:
            yield from _norm(place, language)
        case "field" if place:
            yield _said(place.entry.get("title"), language)
            yield from (
                _field(side.fields[meant.name], language)
                for side in meant.sides[:1]
                if meant.name in side.fields
            )
        case "clause" if place:
            yield _said(place.entry.get("text"), language)
        case _ if place:
            yield _said(place.entry.get("title") or place.entry.get("name"), language)
            if wider := place.entry.get("within") or place.entry.get("part-of"):
                yield f"{words('part of', language)} `{wider}`"


def _rule(name: str, language: Language) -> Iterator[str]:
    from slakit.reports.labels import KIND_WORDS
    from slakit.rules import RULE_KINDS

    if name not in KIND_WORDS:
        return
    yield KIND_WORDS[name][language]
    yield "\n".join(
        f"- {_own_direction(_reading(choice, language), language)}" for choice in RULE_KINDS[name].CHOICES
    )


def _reading(name: str, language: Language) -> str:
    choice = CHOICES[name]
    options = words("comma", language).join(f"`{option}`" for option in choice.options)
    return f"`{name}` ({options}): {choice.fa if language == 'fa' else choice.en}"


def _choice(meant: Meant, place: Declared | None, language: Language) -> Iterator[str]:
    name = meant.owner if meant.kind == "option" else meant.name
    if known := CHOICES.get(name):
        yield known.fa if language == "fa" else known.en
        options = words("comma", language).join(f"`{option}`" for option in known.options)
        yield f"{words('options', language)} {options}"
    if place:
        yield f"{words('taken', language)} `{place.entry.get('takes')}`"
        yield _said(place.entry.get("ground"), language)


def _norm(place: Declared, language: Language) -> Iterator[str]:
    from slakit.reports.labels import KIND_WORDS

    norm = place.entry
    rule = str(norm.get("rule"))
    clause = value_at(place.document.data, (*place.path[:2], "clause"))
    yield f"{words('clause', language)} {_apart(clause, language)}: `{rule}`. {KIND_WORDS.get(rule, {}).get(language, '')}"
    for key in _BINDING:
        if key in norm:
            yield f"{words(key, language)} `{norm[key]}`"


def _field(field: Field, language: Language) -> str:
    from slakit.editor_words import VALUE_WORDS

    held = VALUE_WORDS[field.type][language]
    shown = f"{held}: `{field.values}`" if field.values else held
    return f"{words('several' if field.is_list else 'holds', language)} {shown}"


def _said(value: object, language: Language) -> str:
    """Words that are given in one or more languages, in that of the reader, else in the first."""
    said: Mapping[str, object] = group(value)
    return str(said.get(language) or next(iter(said.values()), "")).strip()


def _own_direction(line: str, language: Language) -> str:
    return f"\u2067{line}\u2069" if language == "fa" and not line.startswith("- ") else line


def _apart(value: object, language: Language) -> str:
    """A number such as 5.4 as it is to be read inside a sentence of the language."""
    return isolate(str(value)) if language == "fa" else str(value)
