"""Long answers for a reader: one finding with all that it rests on, one clause, one rule kind."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from slakit.calendars import Digits, Instant, Language, time_zone_data_version
from slakit.findings import Evidence, Finding, Grade, Outcome
from slakit.interpretation import CHOICES, Choice
from slakit.reports.common_reasons import COMMON_REASONS, GRADE_WORDS, OUTCOME_WORDS
from slakit.reports.labels import BOUND_WORDS, FIGURE_WORDS, KIND_WORDS, LABELS, ROLE_WORDS, labelled
from slakit.reports.names import Names
from slakit.reports.norms_in_words import bound_words, described, norm_lines
from slakit.reports.sentences import Teller, cure_sentence, sentence, teller_of
from slakit.reports.templates import PLACEHOLDER
from slakit.verdicts.judging import MOST_TAINTING

if TYPE_CHECKING:
    from slakit.agreement import Clause, Definition
    from slakit.loading import Edition

_PARTS_OF_ALL_NORMS: Final = ("id", *BOUND_WORDS, "towards", "grade", "rule", "unless", "otherwise", "note")

LINES_NAMED: Final = 20
"""So many lines that were set aside are named at most with a finding; `--format jsonl` has the first hundred."""


def explanation(
    finding: Finding,
    edition: "Edition",
    language: Language,
    *,
    at: Instant | None = None,
    known_at: Instant | None = None,
    digits: Digits = "persian",
) -> str:
    """All that a finding rests on, line by line.

    Outcome and sentence, the signed text with its translation, who owes whom, the events, the arithmetic, what would
    have fulfilled the norm, the interpretation choices with their ground, lines that were set aside, and the basis.
    `at` and `known_at` (microseconds UTC) are those of the judgement; a finding does not carry them.
    """
    names = Names(edition, language, digits)
    return "\n".join(_explained(finding, names, at, known_at))


def _explained(finding: Finding, names: Names, at: Instant | None, known_at: Instant | None) -> Iterator[str]:
    teller = teller_of(finding, names)
    yield f"{label('clause', names)} {names.clause(finding.clause)}: {verdict_words(finding, names.language)}"
    yield sentence(finding, names.edition, names.language, digits=names.digits)
    yield ""
    yield _line("finding", names.apart(finding.id), names)
    yield _line("norm", f"{names.apart(finding.norm)} ({bound_words(teller.norm, names)})", names)
    yield _line("rule", f"{names.apart(finding.kind)}: {KIND_WORDS[finding.kind][names.language]}", names)
    yield from _text(names.edition.agreement.clause(finding.clause), names)
    yield from _section("what happened", (_event(evidence, names) for evidence in finding.evidence), names)
    yield from _section("figures", (_figure(name, teller) for name in finding.figures), names)
    if cure := cure_sentence(finding, names.edition, names.language, digits=names.digits):
        yield cure
    yield from _section("choices", (_choice(choice, names) for choice in finding.choices), names)
    yield from _section("calendars", (_calendar(calendar, names) for calendar in finding.calendars), names)
    yield from _section("tainted", iter(lines_left(finding, names)), names)
    yield from _section("basis", basis_lines(names, at, known_at), names)


def explain_clause(edition: "Edition", number: str, language: Language, *, digits: Digits = "persian") -> str:
    """A clause: its text, what it demands in words, what it defines, and the choices that bear on it.

    Raises `KeyError` if the agreement has no such clause.
    """
    names = Names(edition, language, digits)
    return "\n".join(_clause_explained(edition.agreement.clause(number), number, names))


def _clause_explained(clause: "Clause", number: str, names: Names) -> Iterator[str]:
    yield f"{label('clause', names)} {names.clause(number)}"
    yield from _text(clause, names)
    for norm in clause.norms or ():
        yield ""
        yield from norm_lines(norm, names)
    for definition in clause.defines or ():
        yield ""
        yield from _definition(definition, names)
    if clause.not_checkable:
        yield _line("not checkable", names.words(clause.not_checkable), names)
    if clause.note:
        yield _line("note", names.words(clause.note), names)
    used = {
        choice.split("=")[0]
        for duty in names.edition.duties
        if duty.clause == number
        for choice in duty.choices
    }
    taken = {taken.choice for taken in names.edition.agreement.interpretation if number in taken.clauses}
    chosen = (f"{name}={names.edition.choices[name]}" for name in sorted(used | taken))
    yield from _section("choices", (_choice(choice, names) for choice in chosen), names)


def explain_kind(name: str, language: Language) -> str:
    """The page of a rule kind: what it means, its fields, its interpretation choices and the sentences of its reasons.

    Raises `KeyError` if there is no such kind. The full meaning is the English docstring of the kind.
    """
    return "\n".join(_kind_explained(name, language))


def _kind_explained(name: str, language: Language) -> Iterator[str]:
    from inspect import cleandoc

    from slakit.rules import RULE_KINDS

    kind = RULE_KINDS[name]
    yield f"{name}: {KIND_WORDS[name][language]}"
    if language == "en":
        yield ""
        yield cleandoc(kind.__doc__ or "")
    yield ""
    yield f"{LABELS['fields'][language]}:"
    for key, meaning in described(kind, language).items():
        if key not in _PARTS_OF_ALL_NORMS:
            yield f"  {key}: {meaning}"
    if kind.CHOICES:
        yield f"{LABELS['choices'][language]}:"
        for choice in (CHOICES[choice] for choice in kind.CHOICES):
            yield f"  {choice.name} ({', '.join(choice.options)}): {_ground(choice, language)}"
    for heading, reasons in (("reasons", kind.REASONS), ("shared reasons", COMMON_REASONS)):
        yield f"{LABELS[heading][language]}:"
        for reason, words in reasons.items():
            if heading == "reasons" or reason not in kind.REASONS:
                yield f"  {reason}: {_outline(words[language])}"


def _outline(template: str) -> str:
    """A template as a reader sees it: an ellipsis where a value will stand.

    >>> _outline("{act:the}[ of {service}] began at {start}.")
    '… of … began at ….'
    """
    return PLACEHOLDER.sub("…", template).replace("[", "").replace("]", "")


# --- parts ------------------------------------------------------------------------------------------------------------


def label(name: str, names: Names) -> str:
    """A heading or a small label."""
    return LABELS[name][names.language]


def verdict_words(finding: Finding, language: Language) -> str:
    """Outcome and grade in words: `violated (breach)`."""
    return outcome_words(finding.outcome, finding.grade, language)


def outcome_words(outcome: Outcome, grade: Grade | None, language: Language) -> str:
    """An outcome in words, with the grade if it has one."""
    words = OUTCOME_WORDS[outcome][language]
    return f"{words} ({GRADE_WORDS[grade][language]})" if grade else words


def basis_lines(names: Names, at: Instant | None, known_at: Instant | None) -> Iterator[str]:
    """What findings were judged by, line by line."""
    for name, words in basis_parts(names, at, known_at):
        yield _line(name, words, names)


def basis_parts(names: Names, at: Instant | None, known_at: Instant | None) -> Iterator[tuple[str, str]]:
    """What findings were judged by: edition, digest, time zone and its data, and when, each behind the name of its label."""
    agreement = names.edition.agreement
    yield "agreement", names.words(agreement.title)
    yield "edition", names.number(agreement.edition)
    yield "digest", names.apart(names.edition.digest)
    yield "time zone", names.apart(agreement.time_zone)
    yield "time-zone data", names.apart(time_zone_data_version())
    for name, instant in (("at", at), ("known at", known_at)):
        if instant is not None:
            yield name, names.instant(instant)


def _line(name: str, words: str, names: Names) -> str:
    return labelled(name, words, names.language)


def lines_left(finding: Finding, names: Names) -> list[str]:
    """The first of the lines that were set aside and could have changed a finding, and how many more it knows."""
    return names.first_few(finding.tainted, LINES_NAMED, MOST_TAINTING)


def _section(name: str, lines: Iterator[str], names: Names) -> Iterator[str]:
    listed = list(lines)
    if listed:
        yield f"{label(name, names)}:"
        yield from (f"  {line}" for line in listed)


def _text(clause: "Clause", names: Names) -> Iterator[str]:
    """The signed text, and beside it the translation into the language of the report if there is one."""
    authoritative = names.edition.agreement.language
    for language in dict.fromkeys((authoritative, names.language)):
        if language in clause.text:
            name = "signed" if language == authoritative else "translation"
            yield _line(name, names.quoted(clause.text[language].strip()), names)


def _event(evidence: Evidence, names: Names) -> str:
    return f"{ROLE_WORDS[evidence.role][names.language]}: {event_told(evidence, names)}"


def event_told(evidence: Evidence, names: Names) -> str:
    """An event of the evidence: what, which one and when, its source, and when it was recorded if that was later."""
    recorded = ""
    if evidence.recorded != evidence.time:
        recorded = label("recorded", names).replace("{recorded}", names.instant(evidence.recorded))
    told = (names.happening(evidence), names.apart(evidence.source), *((recorded,) if recorded else ()))
    return names.listed(told)


def _figure(name: str, teller: Teller) -> str:
    return f"{figure_title(name, teller)}: {teller.figure(name)}"


def figure_title(name: str, teller: Teller) -> str:
    """What a figure is called: by the table, or by the field that it is named after."""
    if name == teller.shown_field or name not in FIGURE_WORDS:
        return teller.value("field") or name
    return FIGURE_WORDS[name][teller.names.language]


def _choice(choice: str, names: Names) -> str:
    """A choice as a finding names it, and the ground on which the option was taken."""
    return f"{names.apart(choice)}: {choice_ground(choice, names)}"


def choice_ground(choice: str, names: Names) -> str:
    """The ground on which the option of a choice was taken; the choice as a finding names it: `bound=closed@1`."""
    name, _, option = choice.partition("=")
    for taken in names.edition.agreement.interpretation:
        if (taken.choice, taken.takes) == (name, option.split("@")[0]):
            return names.words(taken.ground)
    return names.apart(_ground(CHOICES[name], names.language))


def _calendar(calendar: str, names: Names) -> str:
    """A working calendar by its title, with its name and digest."""
    return f"{names.calendar(calendar.partition('@')[0])}: {names.apart(calendar)}"


def _ground(choice: Choice, language: Language) -> str:
    return choice.fa if language == "fa" else choice.en


def _definition(definition: "Definition", names: Names) -> Iterator[str]:
    word = names.chosen(definition.words or {"": definition.term})
    yield _line("defines", f"{names.quoted(word)}: {names.words(definition.means)}", names)
    if definition.unused:
        yield _line("unused", names.words(definition.unused), names)
