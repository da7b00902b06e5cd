"""Whom a change serves: a duty that grows serves those to whom it is owed, a permission those who have it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from slakit.comparison.bindings import side_of
from slakit.comparison.changes import Kind, Strength, View
from slakit.strength import Relation

if TYPE_CHECKING:
    from slakit.loading import Edition
    from slakit.norms import Norm

_TURNED: Final[dict[View, View]] = {"better": "worse", "worse": "better"}
_OF_STRENGTH: Final[dict[Strength, View]] = {
    Strength.EQUAL: "same",
    Strength.STRONGER: "better",
    Strength.WEAKER: "worse",
    Strength.PERHAPS_WEAKER: "worse",
    Strength.INCOMPARABLE: "open",
    Strength.UNCLEAR: "open",
}
"""What a change of a duty is to those to whom it is owed."""


@dataclass(frozen=True, slots=True)
class Views:
    """What a change is to the recipients and to the provider."""

    recipients: View
    provider: View

    @classmethod
    def together(cls, several: Iterable["Views"]) -> "Views":
        """What several changes come to: better here and worse there is open."""
        views = list(several)
        return cls(_summed(one.recipients for one in views), _summed(one.provider for one in views))


def views_of(norm: "Norm", kind: Kind, strength: Strength, edition: "Edition") -> Views:
    """What a change of a norm is to either side.

    A duty of the provider or of a unit of it serves the recipients as it grows; a duty of theirs serves the provider.
    What a third body owes costs the provider nothing. A permission or a power that comes serves who has it, and one
    that goes is lost to them; its conditions bind as a duty does.
    """
    side = side_of(norm.bearer, edition)
    to_others = _OF_STRENGTH[strength]
    if (norm.permits or norm.empowers) and kind in ("added", "removed"):
        to_others = _TURNED.get(to_others, to_others)
    to_bearer = _TURNED.get(to_others, to_others)
    match side:
        case "recipient":
            return Views(to_bearer, to_others)
        case "provider":
            return Views(to_others, to_bearer)
        case _:
            return Views(to_others, "same")


def views_of_moved(relation: Relation, strength: Strength) -> Views:
    """What a change of a duty is to either side that another side owes now: the provider is rid of it, or takes it on."""
    to_provider: dict[Relation, View] = {Relation.WEAKER: "better", Relation.STRONGER: "worse"}
    return Views(_OF_STRENGTH[strength], to_provider.get(relation, "open"))


def promised(norms: "Sequence[Norm]", edition: "Edition") -> "Sequence[Norm]":
    """Of several norms those that the provider or a third body owes; all of them if the recipients owe every one.

    A service that is annexed, or a longer term, is given for what is promised in it.
    """
    owed = [norm for norm in norms if side_of(norm.bearer, edition) != "recipient"]
    return owed or norms


def _summed(views: Iterable[View]) -> View:
    said = {view for view in views if view != "same"}
    return "same" if not said else said.pop() if len(said) == 1 else "open"
