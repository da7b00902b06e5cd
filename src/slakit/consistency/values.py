"""The values that a norm, or an event of a case, gives a field: of the field's type, and among its words."""

from collections.abc import Iterator

from slakit.consistency.declared import Field, Spoken
from slakit.consistency.plain import Group, items
from slakit.consistency.telling import Telling
from slakit.document import Path
from slakit.errors import Argument, Fault
from slakit.frozen import Frozen
from slakit.spelling import suggestions, yes_or_no
from slakit.text import ascii_digits

_TAKES: dict[str, type] = {
    "identifier": str,
    "text": str,
    "boolean": bool,
    "integer": int,
    "rial": int,
    "service": str,
    "value": str,
}
NUMBERS = ("integer", "rial")
TIMES = ("instant", "day", "last-day")
NEARLY = 0.8
"""How alike a word and one of an open list are, from 0 to 1, if it is probably misspelt."""


class Values(Frozen):
    """What one document says of fields, held against a vocabulary and the services of an annex."""

    told: Telling
    spoken: Spoken
    services: tuple[str, ...]

    def wanted(self, field: Field, wanted: object, path: Path) -> Iterator[Fault]:
        """The faults of what a `where` wants of a field: a value, several, a range, `not`, or `given`."""
        match wanted:
            case {"given": _}:
                return
            case {"not": unwanted}:
                yield from self.each(field, unwanted, (*path, "not"))
            case dict():
                yield from self._range(field, wanted, path)
            case _:
                yield from self.each(field, wanted, path)

    def each(self, field: Field, value: object, path: Path) -> Iterator[Fault]:
        """The faults of one value that a norm names, or of each in a list of them."""
        if not isinstance(value, list):
            yield from self._named_by_norm(field, value, path)
        for position, item in enumerate(items(value)):
            yield from self._named_by_norm(field, item, (*path, position))

    def _named_by_norm(self, field: Field, value: object, path: Path) -> Iterator[Fault]:
        if field.type in TIMES:
            yield self.told.fault("time-as-value", path, field=field.name, holds=field.holds)
            return
        yield from self.of_type(field, value, path) or self._known(field, str(value), path)

    def of_type(self, field: Field, value: object, path: Path) -> list[Fault]:
        """The fault of a value that is not of the field's type; whole numbers are no yes-or-no, nor the reverse."""
        takes = _TAKES[field.type]
        if type(value) is takes:
            return []
        from slakit.schema_mismatch import type_word  # a sound document does not pay for it

        arguments: dict[str, Argument] = {"field": field.name, "holds": f"holds-{field.type}"}
        found_type = type_word(value)
        arguments["found_type"] = found_type
        if found_type not in ("list", "group", "nothing"):
            arguments["found"] = value if isinstance(value, str) else self.told.document.written(path)
        return [self.told.fault("wrong-value", path, **arguments, **self._cure(takes, value, path))]

    def _cure(self, takes: type, value: object, path: Path) -> dict[str, Argument]:
        if takes is str and isinstance(value, bool | int | float):
            return {"quoted": self.told.document.written(path)}
        if takes is bool and isinstance(value, str):
            return {**yes_or_no(value)}
        if takes is int and isinstance(value, str) and ascii_digits(value).isdecimal():
            return {"unquoted": ascii_digits(value)}
        return {}

    def _known(self, field: Field, value: str, path: Path) -> Iterator[Fault]:
        if field.type == "service":
            yield from self.unknown_service(value, path)
        else:
            yield from self.unlisted(field, value, path)

    def unknown_service(self, value: str, path: Path) -> Iterator[Fault]:
        """The fault of a service that is not in the annex."""
        if value not in self.services:
            yield self.told.unknown("unknown-service", path, self.services, name=value)

    def unlisted(self, field: Field, value: str, path: Path) -> Iterator[Fault]:
        """The fault of a word that the field's list does not have."""
        listed = self.spoken.lists.get(field.values or "")
        if listed and value not in listed.words:
            yield self.told.unknown("unknown-word", path, listed.words, value=value, list=field.values or "")

    def told_by_a_log(self, field: Field, value: str, path: Path) -> Iterator[Fault]:
        """The fault of a word that a log says, which may be another than those of an open list, but is hardly nearly one of them."""
        listed = self.spoken.lists.get(field.values or "")
        if listed and not listed.is_open:
            yield from self.unlisted(field, value, path)
        elif listed and value not in listed.words:
            close = suggestions(value, listed.words, NEARLY)
            if "suggestion" in close:
                told = self.told.fault("nearly-a-word", path, value=value, list=field.values or "", **close)
                yield Fault(told.rule, told.place, told.clause, told.arguments, "warning")

    def _range(self, field: Field, wanted: Group, path: Path) -> Iterator[Fault]:
        low, high = wanted.get("from"), wanted.get("to")
        if field.type not in NUMBERS:
            yield self.told.fault("range-of-no-number", path, field=field.name, holds=field.holds)
        elif isinstance(low, int) and isinstance(high, int) and low > high:
            yield self.told.fault("range-reversed", (*path, "to"), first=low, last=high)
