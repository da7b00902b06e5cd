"""A norm in words: whom it binds, its rule kind, and what stands under each of its keys."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from slakit.calendars import Language
from slakit.reports.labels import BOUND_WORDS, KIND_WORDS, LABELS, LISTED_WORDS, WEEKDAY_WORDS, labelled
from slakit.reports.names import Names

if TYPE_CHECKING:
    from slakit.models import Model
    from slakit.norms import Norm
    from slakit.selectors import EventSelector, RecordSelector
    from slakit.vocabulary import FieldOfEvent

_SAID_ELSEWHERE: Final = ("id", *BOUND_WORDS, "towards", "grade", "rule", "note")
"""The keys of a norm that its heading says already."""
_KEYS_OF_FIELDS: Final = frozenset(
    {
        "amount", "announced-value", "apart-by", "by", "comparable-by", "covers", "each", "effective", "end", "expires",
        "field", "fields", "for-each", "last-of-each", "matching", "overrun-attested-by", "recipient", "requested",
        "service", "services", "start", "sum", "tariff-matching", "told-apart-by", "treatment", "value",
    }
)  # fmt: skip
"""The keys under which a norm names fields."""
_KEYS_OF_PERIODS: Final = frozenset({"in-each", "per", "window"})
_KEYS_OF_DURATIONS: Final = frozenset(
    {"at-least", "at-most", "at-most-apart", "later-than", "tolerance", "within"}
)
_KEYS_OF_AMOUNTS: Final = frozenset({"limit", "sum"})
_NAMES_OF_OCCASIONS: Final = frozenset({"period", "service"})
"""What an occasion that is no event is named by, beside fields."""
_HINT: Final = re.compile("[;؛]")
"""What stands between what a field is and how it is written."""
_SHARE: Final = re.compile(r"[0-9]+(\.[0-9]{1,4})?%")
_LETTER: Final = re.compile("[A-Za-z]")
_KEYS_OF_WORDS: Final = frozenset({"only", "competent", "item"})
"""The keys under which a norm lists words of the vocabulary."""
_LANGUAGES: Final = frozenset({"en", "fa"})


def described(kind: "type[Model]", language: Language) -> dict[str, str]:
    """The fields of a document model with their description in a language, by the key written in YAML."""
    properties: dict[str, dict[str, str]] = kind.model_json_schema()["properties"]
    said = "description" if language == "en" else "x-fa"
    return {key: field.get(said, "") for key, field in properties.items()}


def titles(kind: "type[Model]", language: Language) -> dict[str, str]:
    """What the fields of a document model are, for who reads them: `described` without the hints for who writes them."""
    return {key: _for_readers(description) for key, description in described(kind, language).items()}


def _for_readers(description: str) -> str:
    return _HINT.split(description, maxsplit=1)[0]


def bound_words(norm: "Norm", names: Names) -> str:
    """Whom a norm binds, how, and towards whom: `obliged: the library, towards readers`."""
    words = bearer_words(norm, names)
    towards = (
        LABELS["towards"][names.language].replace("{towards}", names.party(norm.towards))
        if norm.towards
        else ""
    )
    return names.listed((words, *((towards,) if towards else ())))


def bearer_words(norm: "Norm", names: Names) -> str:
    """Whom a norm binds, and how: `obliged: the library`."""
    modality = next(name for name in BOUND_WORDS if getattr(norm, name))
    return BOUND_WORDS[modality][names.language].replace("{bearer}", names.party(norm.bearer))


def norm_lines(norm: "Norm", names: Names) -> Iterator[str]:
    """A norm in words, line by line: whom it binds, its rule kind, and each key with what it says."""
    yield labelled("norm", f"{names.apart(norm.id)} ({bound_words(norm, names)})", names.language)
    in_words = f"{names.apart(norm.rule)}: {KIND_WORDS[norm.rule][names.language]}"
    yield f"  {labelled('rule', in_words, names.language)}"
    for title, words in keys_in_words(norm, names):
        yield f"  {title}: {words}"
    if norm.note:
        yield f"  {labelled('note', names.words(norm.note), names.language)}"


def keys_in_words(norm: "Norm", names: Names) -> Iterator[tuple[str, str]]:
    """What stands under each key of a norm that its heading does not say: the title of the key, and what it says."""
    meanings = titles(type(norm), names.language)
    wording = _wording(norm, names)
    for key, written in _keys(norm).items():
        if key not in _SAID_ELSEWHERE:
            yield meanings[key] or key, wording.of(key, written)


def key_in_words(norm: "Norm", key: str, names: Names) -> str | None:
    """What stands under one key of a norm; nothing if it says nothing there."""
    written = _keys(norm).get(key)
    if written is None:
        return None
    if key in BOUND_WORDS or key == "towards":
        return names.party(str(written))
    return _wording(norm, names).of(key, written)


def _wording(norm: "Norm", names: Names) -> "_Wording":
    return _Wording(names, _all_fields(norm, names), _amount_field(norm, names))


def _amount_field(norm: "Norm", names: Names) -> "FieldOfEvent | None":
    """The field whose unit the sums and limits of a norm are in; a count has none."""
    from slakit.rules.at_most import AtMost
    from slakit.rules.remedy import Remedy

    match norm:
        case Remedy(then=selector, amount=str(name)) | AtMost(of=selector, sum=str(name)):
            return names.fields(selector).get(name)
        case _:
            return None


def _keys(model: "Model") -> dict[str, object]:
    """What a document model says, by the keys written in YAML, without what was left out."""
    said = {name.rstrip("_").replace("_", "-"): getattr(model, name) for name in type(model).model_fields}
    return {key: written for key, written in said.items() if written not in (None, (), {})}


def _all_fields(norm: "Norm", names: Names) -> dict[str, "FieldOfEvent"]:
    """The fields of everything that a norm selects, inside its groups too."""
    fields: dict[str, FieldOfEvent] = {}
    for selector in _selectors(norm):
        fields = {**names.fields(selector), **fields}
    return fields


def _selectors(model: "Model") -> "Iterator[EventSelector | RecordSelector]":
    """Everything that a document model selects, its own before that of its groups.

    What names a record and its fields selects it too.
    """
    from slakit.models import Model
    from slakit.selectors import EventSelector, RecordSelector

    said = [part for one in _keys(model).values() for part in (one if isinstance(one, tuple) else (one,))]
    yield from (part for part in said if isinstance(part, EventSelector | RecordSelector))
    for part in said:
        if isinstance(part, Model) and not isinstance(part, EventSelector | RecordSelector):
            record: object = getattr(part, "record", None)
            yield from [RecordSelector(record=record)] if isinstance(record, str) else ()
            yield from _selectors(part)


@dataclass(frozen=True, slots=True)
class _Wording:
    """What stands under the keys of a norm in words, as far as the vocabulary has them."""

    names: Names
    fields: Mapping[str, "FieldOfEvent"]
    amount: "FieldOfEvent | None" = None

    def of(self, key: str, written: object) -> str:
        """What stands under a key."""
        from slakit.models import Model
        from slakit.norms import Exempting
        from slakit.rules.respond_within import Pausing
        from slakit.selectors import EventSelector, RecordSelector

        match written:
            case EventSelector() | RecordSelector():
                asked = self.names.conditions(written.where, self.names.fields(written))
                return f"{self.names.kind(written)} ({asked})" if asked else self.names.kind(written)
            case Exempting() | Pausing():
                vocabulary = self.names.edition.vocabulary
                own = vocabulary.fields_of(*vocabulary.record_events(written.record))
                wording = replace(self, fields={**self.fields, **own})
                return wording.keyed(_keys(written), titles(type(written), self.names.language))
            case Model():
                return self.keyed(_keys(written), titles(type(written), self.names.language))
            case Mapping() if set(written) <= _LANGUAGES:
                return self.names.apart(self.names.chosen(written).rstrip("."))
            case Mapping() if key in ("where", "conditions", "meeting"):
                return self.names.conditions(written, self.fields) or ""
            case Mapping() if key == "matching":
                return self._paired(written)
            case Mapping():
                return self.keyed(written, {})
            case bool():
                return self.names.word("yes" if written else "no")
            case int() if key in _KEYS_OF_AMOUNTS:
                return self.names.value(written, self.amount)
            case tuple():
                return self.names.listed(self.of(key, part) for part in written)
            case str() if key == "service-hours":
                return self.names.calendar(written)
            case _:
                return self._scalar(key, str(written))

    def keyed(self, written: Mapping[str, object], meanings: Mapping[str, str]) -> str:
        """A group of keys: what each means, and what stands under it."""
        parts = {
            meanings.get(key) or self._scalar("field", key): self.of(key, part)
            for key, part in written.items()
        }
        joined = self.names.listed(f"{title}: {words}" for title, words in parts.items())
        return f"({joined})" if len(written) > 1 else joined

    def _paired(self, written: Mapping[str, object]) -> str:
        """What must agree, each with the field of the other side."""
        pairs = (
            f"{self._scalar('field', ours)}: {self._scalar('field', str(theirs))}"
            for ours, theirs in written.items()
        )
        joined = self.names.listed(pairs)
        return f"({joined})" if len(written) > 1 else joined

    def _scalar(self, key: str, written: str) -> str:
        if (key, written) == ("service", "services"):
            return self.names.word("all services")
        if key == "field" and written in WEEKDAY_WORDS:
            return WEEKDAY_WORDS[written][self.names.language]
        if written == "unspecified":
            return self.names.word("unspecified")
        if key in _KEYS_OF_PERIODS:
            return self.names.word(written)
        if written in LISTED_WORDS.get(key, {}):
            return LISTED_WORDS[key][written][self.names.language]
        if key == "record" and written in self.names.edition.vocabulary.records:
            return self.names.words(self.names.edition.vocabulary.records[written].title)
        if key in _KEYS_OF_FIELDS and written in self.fields:
            title = self.fields[written].title
            return self.names.words({language: _for_readers(words) for language, words in title.items()})
        if key in ("each", "field") and written in _NAMES_OF_OCCASIONS:
            return self.names.word(written)
        if key in _KEYS_OF_WORDS:
            return self._listed_word(written)
        if key in _KEYS_OF_DURATIONS:
            return self.names.duration(written)
        if _SHARE.fullmatch(written):
            from slakit.lowering import millionths

            return self.names.share(millionths(written))
        return self.names.number(written) if not _LETTER.search(written) else self.names.apart(written)

    def _listed_word(self, word: str) -> str:
        for values in self.names.edition.vocabulary.values.values():
            if word in values.values:
                return self.names.words(values.values[word].title)
        return self.names.apart(word)
