"""What a `where` admits of a field, worked out from the vocabulary: nothing at all, or nothing that another admits."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from slakit.consistency.declared import Field, Side
from slakit.consistency.plain import Group, group, items, texts
from slakit.document import Path
from slakit.frozen import Frozen
from slakit.review.lint.edition import EditionDocuments

Value = str | int | bool


class Admitted(Frozen):
    """The values of a field that fit: `only` these if any are listed, none of `excluded`, and between the bounds.

    `given` is whether the field must be recorded, or must not be; nothing if a condition leaves that open.
    """

    only: frozenset[Value] | None = None
    excluded: frozenset[Value] = frozenset()
    low: int | None = None
    high: int | None = None
    given: bool | None = None

    @property
    def is_empty(self) -> bool:
        """Whether no value fits, nor the absence of one."""
        if self.given is False:
            return self.only is not None or bool(self.excluded) or self._has_bounds
        if self.only is not None:
            return not any(self._fits(value) for value in self.only)
        return self.low is not None and self.high is not None and self.low > self.high

    def meet(self, other: "Admitted") -> "Admitted":
        """What both admit; one that asks for a record and one that forbids it admit nothing together."""
        contrary = self.given is not None and other.given is not None and self.given != other.given
        only = (
            self.only if other.only is None else other.only if self.only is None else self.only & other.only
        )
        return Admitted(
            frozenset() if contrary else only,
            self.excluded | other.excluded,
            max((low for low in (self.low, other.low) if low is not None), default=None),
            min((high for high in (self.high, other.high) if high is not None), default=None),
            self.given if other.given is None else other.given,
        )

    @property
    def _has_bounds(self) -> bool:
        return self.low is not None or self.high is not None

    def _fits(self, value: Value) -> bool:
        if value in self.excluded:
            return False
        if not self._has_bounds:
            return True
        return (
            isinstance(value, int)
            and (self.low is None or self.low <= value)
            and (self.high is None or value <= self.high)
        )


def _is_reversed(wanted: object) -> bool:
    """Whether a range ends before it begins: that is told at its own place."""
    match wanted:
        case {"from": int(low), "to": int(high)}:
            return high < low
        case _:
            return False


class Selection(Frozen):
    """A selector as it is written in a norm: what it picks from, its `where`, and where that stands."""

    side: Side
    where: Group
    path: Path

    @property
    def kind(self) -> str:
        """The event type or the record."""
        return self.side.owner


class Conditions(Frozen):
    """What the vocabulary of an edition lets a condition admit."""

    edition: EditionDocuments

    def selections(self, value: object, path: Path) -> Iterator[Selection]:
        """Every selector in a value that has a `where`, or has none but is a selector, with its path."""
        if isinstance(value, dict):
            if selection := self.selection(value, path):
                yield selection
            for key, child in value.items():
                yield from self.selections(child, (*path, key))
        for position, child in enumerate(items(value)):
            yield from self.selections(child, (*path, position))

    def selection(self, value: object, path: Path) -> Selection | None:
        """The selector that a value is, if it is one of something declared."""
        written = group(value)
        for word in ("event", "record"):
            if isinstance(name := written.get(word), str) and (side := self.edition.words.side(word, name)):
                return Selection(side, group(written.get("where")), path)
        return None

    def never_met(self, selection: Selection) -> Iterator[str]:
        """The fields of a selector that no value can have as it wants them."""
        for name, wanted in selection.where.items():
            field = selection.side.fields.get(name)
            if (
                field
                and not _is_reversed(wanted)
                and (
                    self.admitted(field, wanted).is_empty
                    or self._is_absence_of_required(selection, name, wanted)
                )
            ):
                yield name

    def disjoint(self, one: Selection, other: Selection) -> bool:
        """Whether nothing can fit both: they pick from different kinds, or want contrary things of a field."""
        if one.kind != other.kind:
            return True
        shared = one.where.keys() & other.where.keys() & one.side.fields.keys()
        return any(
            self.admitted(field, one.where[name]).meet(self.admitted(field, other.where[name])).is_empty
            for name in shared
            if not (field := one.side.fields[name]).is_list
        )

    def admitted(self, field: Field, wanted: object) -> Admitted:
        """What one condition on a field admits; a word admits the narrower words too."""
        match wanted:
            case {"given": bool(given)}:
                return Admitted(given=given)
            case {"not": unwanted}:
                excluded = self._values(field, unwanted)
                domain = self._domain(field)
                return Admitted(only=domain - excluded) if domain else Admitted(excluded=excluded)
            case {"from": int(low), "to": int(high)}:
                return Admitted(low=low, high=high)
            case {"from": int(low)}:
                return Admitted(low=low)
            case {"to": int(high)}:
                return Admitted(high=high)
            case _:
                return Admitted(only=self._values(field, wanted))

    def words_within(self, field: Field, words: object) -> frozenset[Value]:
        """The words of a field's list that are certainly cases of these, themselves included."""
        return self._values(field, words)

    def _values(self, field: Field, written: object) -> frozenset[Value]:
        values = items(written) if isinstance(written, list) else [written]
        plain = {value for value in values if isinstance(value, str | int)}
        narrower = self._narrower.get(field.values or "", {})
        return frozenset(plain.union(*(narrower.get(str(value), ()) for value in plain)))

    def _domain(self, field: Field) -> frozenset[Value] | None:
        """All that a field can hold, where that is a short list; words that say "not known" decide nothing."""
        if field.type == "boolean":
            return frozenset({True, False})
        listed = self.edition.words.lists.get(field.values or "")
        if listed is None or listed.is_open or field.type != "value":
            return None
        entries = group(group(self._lists[field.values or ""]).get("values"))
        return frozenset(word for word in listed.words if group(entries[word]).get("unknown") is not True)

    def _is_absence_of_required(self, selection: Selection, name: str, wanted: object) -> bool:
        if not isinstance(wanted, dict) or wanted.get("given") is not False:
            return False
        data = group(self.edition.vocabulary.data)
        kind = group(group(data.get("records")).get(selection.kind))
        opening = str(kind.get("opens", selection.kind))
        declared = group(group(group(group(data.get("events")).get(opening)).get("fields")).get(name))
        return declared.get("required") is True or name in texts(kind.get("key"))

    @cached_property
    def _lists(self) -> Group:
        return group(group(self.edition.vocabulary.data).get("values"))

    @cached_property
    def _narrower(self) -> Mapping[str, Mapping[str, frozenset[str]]]:
        """For each list and each word of it, the words that are cases of it."""
        found: dict[str, dict[str, set[str]]] = {}
        for name, listed in self._lists.items():
            words = group(group(listed).get("values"))
            wider = {word: group(entry).get("within") for word, entry in words.items()}
            narrower = found.setdefault(name, {word: set() for word in words})
            for word in words:
                passed = {word}
                above = wider[word]
                while isinstance(above, str) and above in words and above not in passed:
                    narrower[above].add(word)
                    passed.add(above)
                    above = wider[above]
        return {
            name: {word: frozenset(cases) for word, cases in words.items()} for name, words in found.items()
        }
