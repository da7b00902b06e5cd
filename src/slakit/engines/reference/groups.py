"""Things in groups by what they hold in some fields: what certainly does not agree is passed over, and nothing else.

It answers nothing. Whoever asks still asks `agree` of what is left.
"""

from collections.abc import Iterator
from itertools import product
from typing import Generic, TypeVar

from slakit.checks import Pair
from slakit.verdicts.truth import EVERY_SERVICE, Fields, Key

Thing = TypeVar("Thing")
LEFT_OPEN = (None, EVERY_SERVICE)
"""What may agree with any value: a field that is not recorded, and `*`."""


class Groups(Generic[Thing]):
    """Things in groups, each group in the order in which they came.

    All in a group hold the same in the matched fields and came with the same `standing`, so they stand alike to whatever
    is matched with them, and the first of a group that is late enough, or early enough, can speak for the others.
    """

    def __init__(self, matching: tuple[Pair, ...]) -> None:
        self._ours = tuple(ours for ours, _ in matching)
        self._theirs = tuple(theirs for _, theirs in matching)
        self._groups: dict[tuple[Key, object], list[Thing]] = {}
        self._by_places: dict[tuple[int, ...], dict[Key, list[list[Thing]]]] = {}

    def add(self, fields: Fields, standing: object, thing: Thing) -> None:
        """Put a thing with these fields into its group."""
        key = tuple(fields.get(name) for name in self._theirs)
        self._groups.setdefault((key, standing), []).append(thing)

    def perhaps_agreeing(self, fields: Fields) -> Iterator[list[Thing]]:
        """The groups of which no field certainly differs from these; a field that is left open differs from nothing."""
        key = tuple(fields.get(name) for name in self._ours)
        places = tuple(place for place, value in enumerate(key) if value not in LEFT_OPEN)
        groups = self._at(places)
        for said in product(*((key[place], *LEFT_OPEN) for place in places)):
            yield from groups.get(said, ())

    def _at(self, places: tuple[int, ...]) -> dict[Key, list[list[Thing]]]:
        """All groups by what they hold at some places of their key."""
        if places not in self._by_places:
            found: dict[Key, list[list[Thing]]] = {}
            for (key, _), group in self._groups.items():
                found.setdefault(tuple(key[place] for place in places), []).append(group)
            self._by_places[places] = found
        return self._by_places[places]
