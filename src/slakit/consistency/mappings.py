"""A mapping held against its vocabulary: events and fields that it names, words it translates to, and its own cases."""

from collections.abc import Iterable, Iterator, Mapping

from slakit.consistency.declared import Field, Spoken
from slakit.consistency.plain import Group, entries, group, items, texts
from slakit.consistency.telling import Telling
from slakit.consistency.values import NUMBERS, TIMES, Values
from slakit.document import Document, Path
from slakit.errors import Fault
from slakit.messages import rules
from slakit.text import fold


def faults_of_mapping(mapping: Document, vocabulary: Document, words: Spoken) -> Iterator[Fault]:
    """The faults of a mapping that passed its schema; its vocabulary must be sound."""
    told, data = Telling(mapping), group(mapping.data)
    look = _Look(told, words, group(data.get("values")), group(group(vocabulary.data).get("events")))
    yield from _values(told, group(data.get("values")))
    for path, rule in entries(data, "events"):
        yield from look.rule(path, rule)
    yield from _same_ids(told, [rule for _, rule in entries(data, "events")])
    yield from _cases(told, data, words)


class _Look:
    """What is wrong in the events of a mapping."""

    def __init__(self, told: Telling, words: Spoken, values: Group, declared: Group) -> None:
        self._told = told
        self._words = words
        self._values = values
        self._declared = declared
        self._typed = Values(told, words, ())

    def rule(self, path: Path, rule: Group) -> Iterator[Fault]:
        """The faults of one event."""
        event = str(rule["event"])
        side = self._words.events.get(event)
        if side is None:
            yield self._told.unknown("unknown-event", (*path, "event"), self._words.events, name=event)
            return
        cells = group(rule.get("fields"))
        for name, cell in cells.items():
            at = (*path, "fields", name)
            if name not in side.fields:
                yield self._told.unknown_key("undeclared-field", at, side.fields, field=name, owner=event)
            else:
                yield from self._cell(at, group(cell), side.fields[name])
        of_event = group(group(self._declared[event]).get("fields"))
        missing = [
            name for name, field in of_event.items() if group(field).get("required") and name not in cells
        ]
        if missing:
            yield self._told.fault(
                "field-not-mapped", (*path, "event"), owner=event, missing="\n".join(missing)
            )

    def _cell(self, path: Path, cell: Group, field: Field) -> Iterator[Fault]:
        told = self._told
        number, holds = field.type in NUMBERS, {"field": field.name, "holds": field.holds}
        if "unit" in cell and field.type != "rial":
            yield told.fault_at_key("unit-of-no-amount", (*path, "unit"), **holds)
        if "factor" in cell and not number:
            yield told.fault_at_key("factor-of-no-number", (*path, "factor"), **holds)
        if "separator" in cell and not field.is_list:
            yield told.fault_at_key("separator-of-no-list", (*path, "separator"), **holds)
        if "constant" in cell and field.type not in TIMES and not field.is_list:
            yield from self._word(field, cell["constant"], (*path, "constant"))
        listed = cell.get("values")
        if isinstance(listed, str) and listed not in self._values:
            yield told.unknown("unknown-translation", (*path, "values"), self._values, name=listed)
        elif isinstance(listed, str) and field.type not in TIMES:
            for text, word in group(self._values[listed]).items():
                yield from self._word(field, word, ("values", listed, text))

    def _word(self, field: Field, word: object, path: Path) -> Iterator[Fault]:
        """The faults of a word that a field is always given, or given for a text."""
        wrong = self._typed.of_type(field, word, path)
        yield from wrong
        if not wrong:
            yield from self._typed.told_by_a_log(field, str(word), path)


def _values(told: Telling, values: Group) -> Iterator[Fault]:
    """Texts of one list that are the same but for letters, digits and spaces, and stand for different words."""
    for name, listed in values.items():
        first: dict[str, str] = {}
        for text, word in group(listed).items():
            other = first.setdefault(fold(text), text)
            if group(listed)[other] != word:
                yield told.fault_at_key("text-of-two-words", ("values", name, text), text=text, other=other)


def _same_ids(told: Telling, rules: list[Group]) -> Iterator[Fault]:
    """Two events of which one row could tell both, under one id."""
    for at, rule in enumerate(rules):
        for before, other in enumerate(rules[:at]):
            if _identity(rule) == _identity(other) and not _apart(rule, other):
                line = told.document.place_of(("events", before, "id")).line
                yield told.fault("same-id", ("events", at, "id"), line=line)


def _identity(rule: Group) -> tuple[str, tuple[str, ...]]:
    identity = group(rule["id"])
    return str(identity.get("prefix", rule["event"])), tuple(texts(identity.get("columns")))


def _apart(one: Group, other: Group) -> bool:
    """Whether some column keeps the rows of two events apart."""
    mine, theirs = _asked(one), _asked(other)
    return any(mine[column].isdisjoint(theirs[column]) for column in mine.keys() & theirs.keys())


def _asked(rule: Group) -> Mapping[str, frozenset[str]]:
    return {column: frozenset(map(fold, texts(listed))) for column, listed in group(rule.get("when")).items()}


def _cases(told: Telling, data: Group, words: Spoken) -> Iterator[Fault]:
    yield from told.repeated(
        "duplicate-name",
        [(str(case["case"]), (*path, "case")) for path, case in entries(data, "cases")],
        kind="case",
    )
    known = frozenset(_columns(data))
    for path, case in entries(data, "cases"):
        for column in group(case["row"]):
            if column not in known:
                yield told.unknown_key("column-not-read", (*path, "row", column), known, name=column)
        for at, expected in enumerate(items(case["expect"])):
            place = (*path, "expect", at)
            event, refused = group(expected).get("event"), group(expected).get("refused")
            if isinstance(event, str) and event not in words.events:
                yield told.unknown("unknown-event", (*place, "event"), words.events, name=event)
            if isinstance(refused, str) and refused not in rules():
                yield told.unknown("unknown-refusal", (*place, "refused"), rules(), name=refused)


def _columns(data: Group) -> Iterator[str]:
    """Every column that a mapping reads."""
    for _, rule in entries(data, "events"):
        yield from group(rule.get("when"))
        yield from texts(group(rule["id"]).get("columns"))
        cells: Iterable[object] = (rule["time"], rule.get("recorded"), *group(rule.get("fields")).values())
        for cell in map(group, cells):
            if isinstance(column := cell.get("column"), str):
                yield column
            yield from texts(cell.get("columns"))
    for _, one in entries(data, "leaves-out"):
        yield from group(one["when"])
