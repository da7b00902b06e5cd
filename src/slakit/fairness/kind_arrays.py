"""Kinds of cases by numpy: which class, group and level each of many cases is of."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from slakit.fairness.arrays import Ints, numbered
from slakit.fairness.counts import Kind


class KindColumns(NamedTuple):
    """Of many cases the places of their kinds: `class_of` among the classes, each with its service, `group_of` among the groups.

    `levels` are, for each thing that is examined too, its values and the place of each case's.
    """

    services: Sequence[str]
    groups: Sequence[str]
    class_of: Ints
    group_of: Ints
    levels: Sequence[tuple[Sequence[str], Ints]]

    @staticmethod
    def of(kinds: Mapping[int, Kind], kind_of: Sequence[int]) -> "KindColumns":
        """Those of cases that are given by the numbers of their kinds."""
        numbers, several = np.array(list(kinds), dtype=np.int64), list(kinds.values())
        classes, class_of = numbered([(kind.service, kind.alike) for kind in several])
        groups, group_of = numbered([kind.group for kind in several])
        ascending = np.argsort(numbers)
        place = ascending[np.searchsorted(numbers[ascending], np.array(kind_of, dtype=np.int64))]
        examined = [numbered(values) for values in zip(*(kind.levels for kind in several), strict=True)]
        return KindColumns(
            [service for service, _ in classes],
            groups,
            class_of[place],
            group_of[place],
            [(values, level_of[place]) for values, level_of in examined],
        )
