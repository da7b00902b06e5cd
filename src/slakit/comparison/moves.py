"""What only has another name or another place: clauses under another number, services under another id."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from slakit.comparison.transposing import Data, data_of

if TYPE_CHECKING:
    from slakit.loading import Edition


def moved_clauses(old: "Edition", new: "Edition") -> dict[str, str]:
    """The new number of each old clause that has another one: the only one with the same words and the same norms."""
    before, after = ({number: _said(one) for number, one in _clauses(edition)} for edition in (old, new))
    return _pairs(
        {number: said for number, said in before.items() if after.get(number) != said},
        {number: said for number, said in after.items() if before.get(number) != said},
    )


def renamed_services(old: "Edition", new: "Edition") -> dict[str, str]:
    """The new id of each old service that has another one: the only new row that says the same of a service."""
    before, after = (
        {one["service"]: _but(one, "service", "row") for one in data_of(edition.annex_document)["services"]}
        for edition in (old, new)
    )
    return _pairs(
        {name: said for name, said in before.items() if name not in after},
        {name: said for name, said in after.items() if name not in before},
    )


def _clauses(edition: "Edition") -> Iterator[tuple[str, Data]]:
    for one in data_of(edition.agreement_document)["clauses"]:
        if "clause" in one:
            yield str(one["clause"]), one


def _said(clause: Data) -> object:
    return clause["text"], [norm["id"] for norm in clause.get("norms", ())]


def _but(one: Data, *keys: str) -> Data:
    return {key: value for key, value in one.items() if key not in keys}


def _pairs(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, str]:
    """Names on both sides that say the same, where only one on each side does."""
    found = {}
    for name, said in before.items():
        same = [other for other, one in after.items() if one == said]
        if len(same) == 1 and _count(before.values(), said) == 1:
            found[name] = same[0]
    return found


def _count(values: Iterable[object], wanted: object) -> int:
    return sum(one == wanted for one in values)
