"""Indices of what a watched duty keeps: things by the fields that they are matched by, spans by what they name.

An index never decides anything: it names those among which all are that may agree, and the check asks them one by one.
"""

from collections.abc import Collection, Iterable
from itertools import chain
from typing import Generic, TypeVar, cast

from slakit.events.event import FieldValue
from slakit.verdicts.facts import names_item
from slakit.verdicts.spans import Span, beginning
from slakit.verdicts.truth import EVERY_SERVICE, Fields

Match = tuple[FieldValue, ...]
"""The values of matched fields, all of them recorded and each meaning only itself."""
Item = TypeVar("Item")


def match_of(fields: Fields, names: tuple[str, ...]) -> Match | None:
    """The values of the named fields; nothing if one is not recorded or stands for every service."""
    values = tuple([fields.get(name) for name in names])
    return None if None in values or EVERY_SERVICE in values else cast("Match", values)


class Index(Generic[Item]):
    """Things by the values that they are matched by, in the order in which they came."""

    def __init__(self) -> None:
        self._exact: dict[Match, dict[object, Item]] = {}
        self._wild: dict[object, Item] = {}
        self._matches: dict[object, Collection[Match | None]] = {}

    def add(self, name: object, item: Item, matches: Collection[Match | None]) -> None:
        """Take in a thing, or what has become of it; it stays under every match that it ever had."""
        if name in self._matches:
            matches = {*self._matches[name], *matches}
        self._matches[name] = matches
        for match in matches:
            if match is None:
                self._wild[name] = item
            elif match in self._exact:
                self._exact[match][name] = item
            else:
                self._exact[match] = {name: item}

    def drop(self, name: object) -> None:
        """Forget a thing."""
        for match in self._matches.pop(name, ()):
            if match is None:
                del self._wild[name]
            elif len(here := self._exact[match]) == 1:
                del self._exact[match]
            else:
                del here[name]

    def matches(self, name: object) -> Collection[Match | None]:
        """Every match that a thing ever had."""
        return self._matches.get(name, ())

    @property
    def is_exact(self) -> bool:
        """Whether each thing is under matches alone, so that it agrees with no other."""
        return not self._wild

    def awaits(self, match: Match) -> bool:
        """Whether anything may agree with a match."""
        return bool(self._wild) or match in self._exact

    def candidates(self, match: Match) -> list[Item]:
        """All that may agree with a match; those without one come last."""
        exact = self._exact.get(match, {})
        if not self._wild:
            return [*exact.values()]
        return [*{**exact, **self._wild}.values()]


def span_name(span: Span) -> object:
    """What names a span: its key and its first event."""
    return span.key, (span.first.source, span.first.id)


class Named:
    """Spans by the items that a field of them names, or without a field, a part of their key."""

    def __init__(self, field: str | None, spans: Iterable[Span]) -> None:
        self._field = field
        self._index: Index[Span] = Index()
        self._found: dict[str, list[Span]] = {}
        for span in spans:
            self.add(span)

    def add(self, span: Span) -> None:
        """Take in a span, or what has become of it."""
        values = (
            span.key
            if self._field is None
            else [version.fields.get(self._field) for version in span.versions]
        )
        named = chain.from_iterable(value if isinstance(value, tuple) else (value,) for value in values)
        matches = {None if value == EVERY_SERVICE else (value,) for value in named if value is not None}
        self._index.add(span_name(span), span, matches)
        self._found.clear()

    def drop(self, name: object) -> None:
        """Forget a span."""
        self._index.drop(name)
        self._found.clear()

    def naming(self, item: str) -> list[Span]:
        """The opened spans, by their first event, that ever named an item or every item."""
        if item not in self._found:
            asked = [
                span
                for span in self._index.candidates((item,))
                if span.versions and names_item(span, self._field, item)
            ]
            self._found[item] = sorted(asked, key=beginning)
        return self._found[item]
