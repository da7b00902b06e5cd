"""Who owes what a norm asks, and whether it is owed at all: how that makes the new norm stand to the old one."""

from typing import TYPE_CHECKING, Final, Literal

from slakit.strength import Relation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slakit.loading import Edition
    from slakit.norms import Norm

PartySide = Literal["provider", "recipient", "third-body"]

OWED: Final = frozenset({"obliges", "forbids"})
"""The keys by which a norm binds; a permission or a power leaves its party free to act."""
_MOVED: Final[dict[tuple[PartySide, PartySide], Relation]] = {
    ("provider", "third-body"): Relation.WEAKER,
    ("provider", "recipient"): Relation.WEAKER,
    ("third-body", "provider"): Relation.STRONGER,
    ("recipient", "provider"): Relation.STRONGER,
}
"""What it does to what is promised that a duty moves from one side to another: what others owe costs the provider nothing."""


def bound(old: "Norm", new: "Norm", old_edition: "Edition", new_edition: "Edition") -> Relation:
    """How the key and the party of a norm make it stand to the old one.

    A duty that becomes a permission or a power is weaker, whoever has it. A duty that moves away from the provider is
    weaker, one that comes to the provider stronger. Whatever else changes is apart.
    """
    if old.binding != new.binding:
        return Relation.WEAKER if old.binding in OWED and new.binding not in OWED else Relation.APART
    if old.bearer == new.bearer:
        return Relation.EQUAL
    if old.binding not in OWED:
        return Relation.APART
    return moved(side_of(old.bearer, old_edition), side_of(new.bearer, new_edition))


def moved(old: PartySide, new: PartySide) -> Relation:
    """What it does to a duty that another side owes it now; on the same side, or between others, it is apart."""
    return _MOVED.get((old, new), Relation.APART)


def side_of(party: str, edition: "Edition") -> PartySide:
    """The side that a party stands on: a unit stands on that of the party that it is part of."""
    roles = {one.party: one.role for one in edition.agreement.parties}
    for one in with_wholes(party, edition):
        role = roles.get(one, "provider")
        if role != "unit":
            return role
    return "provider"


def with_wholes(party: str, edition: "Edition") -> list[str]:
    """A party, the one that it is a unit of, and so on."""
    whole = {one.party: one.part_of for one in edition.agreement.parties if one.role == "unit"}
    found = [party]
    while (wider := whole.get(found[-1])) is not None and wider not in found:
        found.append(wider)
    return found


def owed_by(
    party: str, editions: "tuple[Edition, Edition]", old: "Mapping[str, Norm]", new: "Mapping[str, Norm]"
) -> list[tuple[str, Relation]]:
    """The norms of both editions that name a party, or a unit of it, and what it does to each on which side that is."""
    found = []
    for name, norm in old.items():
        after = new.get(name)
        if after is None or after.bearer != norm.bearer:
            continue
        if any(party in with_wholes(norm.bearer, edition) for edition in editions):
            was, now = (side_of(norm.bearer, edition) for edition in editions)
            is_owed = {norm.binding, after.binding} <= OWED
            relation = moved(was, now) if is_owed else Relation.APART
            found.append((name, Relation.EQUAL if was == now else relation))
    return found
