"""The fields that a norm names: that they are declared, hold what the norm makes of them, and can agree in pairs."""

from collections.abc import Iterator

from slakit.consistency.declared import Field, Side
from slakit.consistency.telling import Telling
from slakit.document import Path
from slakit.errors import Argument, Fault
from slakit.frozen import Frozen


class Pair(Frozen):
    """Two fields that must agree: the two sides, their names, and where they are written, perhaps as a key.

    `under` is the key that would give the second one another name, where there is such a key.
    """

    sides: tuple[list[Side], list[Side]]
    names: tuple[str, str]
    path: Path
    under: str = ""
    at_key: bool = True


def unknown_field(
    told: Telling, sides: list[Side], name: str, path: Path, *, key: bool = False
) -> Iterator[Fault]:
    """The fault of a field that one of the sides does not have."""
    for side in sides:
        if name not in side.fields:
            tell = told.unknown_key if key else told.unknown
            yield tell("undeclared-field", path, side.fields, field=name, owner=side.owner)
            return


def wrong_field(
    told: Telling, sides: list[Side], name: str, path: Path, wanted: str, *, key: bool = False
) -> Iterator[Fault]:
    """The fault of a field that holds something else than a norm makes of it; `wanted` lists what it may hold."""
    for side in sides:
        field = side.fields.get(name)
        if wanted and field and field.holds not in wanted.split(","):
            needed = wanted.replace(",", "\n")
            tell = told.fault_at_key if key else told.fault
            yield tell("wrong-field", path, field=name, owner=side.owner, holds=field.holds, needed=needed)
            return


def faults_of_pair(told: Telling, pair: Pair) -> Iterator[Fault]:
    """The faults of two fields that must agree: one that is not declared, or two that can never be equal."""
    ours = list(unknown_field(told, pair.sides[0], pair.names[0], pair.path, key=pair.at_key))
    yield from ours
    if pair.names[0] != pair.names[1]:
        yield from unknown_field(told, pair.sides[1], pair.names[1], pair.path)
    elif not ours:
        yield from _on_one_side(told, pair)
    yield from unlike_fields(told, pair)


def _on_one_side(told: Telling, pair: Pair) -> Iterator[Fault]:
    name = pair.names[0]
    for other in pair.sides[1]:
        if name not in other.fields:
            owner = pair.sides[0][0].owner if pair.sides[0] else ""
            arguments: dict[str, Argument] = {"field": name, "owner": owner, "other_owner": other.owner}
            if pair.under:
                arguments["under"] = pair.under
            yield told.unknown("field-on-one-side", pair.path, other.fields, **arguments)
            return


def unlike_fields(told: Telling, pair: Pair) -> Iterator[Fault]:
    """The fault of two fields that hold different things, or words of different lists."""
    for mine, other in ((mine, other) for mine in pair.sides[0] for other in pair.sides[1]):
        field, other_field = mine.fields.get(pair.names[0]), other.fields.get(pair.names[1])
        if field is None or other_field is None or _comparable(field) == _comparable(other_field):
            continue
        arguments: dict[str, Argument] = {"field": field.name, "owner": mine.owner}
        arguments |= {"other": other_field.name, "other_owner": other.owner}
        if field.holds != other_field.holds:
            arguments |= {"holds": field.holds, "other_holds": other_field.holds}
        else:
            arguments |= {"list": field.values or "", "other_list": other_field.values or ""}
        tell = told.fault_at_key if pair.at_key else told.fault
        yield tell("unlike-fields", pair.path, **arguments)
        return


def _comparable(field: Field) -> tuple[str, str | None, bool]:
    """Two fields can agree when these are the same; an identifier may be recorded as a text elsewhere."""
    return "text" if field.type == "identifier" else field.type, field.values, field.is_list
