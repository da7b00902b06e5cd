"""The sums over blocks by numpy: what `slakit.fairness.totals` says in plain Python, many blocks at a time."""

import math
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from slakit.fairness.blocks import Block
from slakit.fairness.totals import LESS, Blocks, Totals

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Value = TypeVar("Value", bound=Hashable)


def numbered(values: Sequence[Value]) -> tuple[list[Value], Ints]:
    """The different values in the order in which they come, and the place of each."""
    places = {value: place for place, value in enumerate(dict.fromkeys(values))}
    return list(places), np.fromiter(map(places.__getitem__, values), dtype=np.int64, count=len(values))


class Distinct(NamedTuple):
    """The different rows of a matrix, the place of each row among them, and how often each occurs."""

    rows: Ints
    places: Ints
    times: Ints


def distinct_rows(matrix: Ints) -> Distinct:
    """The different rows of a matrix of numbers from 0 on; each row as one number, where one has room for it."""
    sizes = [int(size) + 1 for size in matrix.max(axis=0, initial=0)]
    if math.prod(sizes) >= 2**62:
        rows, places, times = np.unique(matrix, axis=0, return_inverse=True, return_counts=True)
        return Distinct(rows, places.reshape(-1), times)
    packed = np.zeros(len(matrix), dtype=np.int64)
    for column, size in zip(matrix.T, sizes, strict=True):
        packed = packed * size + column
    keys, places, times = np.unique(packed, return_inverse=True, return_counts=True)
    columns = []
    for size in reversed(sizes):
        keys, column = np.divmod(keys, size)
        columns.append(column)
    return Distinct(np.stack(columns[::-1], axis=1), places, times)


class ArrayBlocks(Mapping[Block, int]):
    """A multiset of blocks as a matrix of the different tables `n, m, d, a`, and how often each occurs.

    >>> ArrayBlocks(np.array([[4, 2, 2, 1]]), np.array([3]))
    {Block(n=4, m=2, d=2, a=1): 3}
    """

    def __init__(self, tables: Ints, times: Ints) -> None:
        self.tables = tables
        self.times = times

    @staticmethod
    def of(counted: Blocks) -> "ArrayBlocks":
        """A multiset of blocks as a matrix."""
        if isinstance(counted, ArrayBlocks):
            return counted
        tables = np.array(list(counted), dtype=np.int64).reshape(-1, 4)
        return ArrayBlocks(tables, np.array(list(counted.values()), dtype=np.int64))

    @cached_property
    def _counted(self) -> dict[Block, int]:
        return dict(zip(map(Block._make, self.tables.tolist()), self.times.tolist(), strict=True))

    def __getitem__(self, block: Block) -> int:
        """How often a block occurs. Raises `KeyError` if it does not."""
        return self._counted[block]

    def __iter__(self) -> Iterator[Block]:
        """The different blocks."""
        return iter(self._counted)

    def __len__(self) -> int:
        """How many different blocks there are."""
        return len(self.times)

    def __repr__(self) -> str:
        """As a mapping is shown."""
        return repr(self._counted)


def totals_by_numpy(several: Sequence[Blocks]) -> list[Totals]:
    """The sums of each of several multisets of blocks."""
    parts = [ArrayBlocks.of(counted) for counted in several]
    if not parts:
        return []
    sizes = np.array([len(part) for part in parts], dtype=np.int64)
    times = np.concatenate([part.times for part in parts])
    some = sizes > 0
    starts = (np.cumsum(sizes) - sizes)[some]
    sums = np.zeros((len(several), len(Totals._fields)))
    if len(starts):
        for place, terms in enumerate(_terms(np.concatenate([part.tables for part in parts]))):
            sums[some, place] = np.add.reduceat(terms * times, starts)
    return [Totals._make(row) for row in sums.tolist()]


def _terms(tables: Ints) -> list[Floats]:
    """What each of the tables `n, m, d, a` adds to each sum, sum by sum."""
    margins = distinct_rows(tables[:, :3])
    of_margins = _of_margins(margins.rows)[margins.places]
    n, m, d, a = tables.astype(np.float64).T
    r, c = n - m, d - a
    above = a - np.maximum(0.0, d - r)
    by_chance = np.where(n > 1, m * r * d * (n - d) / (n * n * np.maximum(n - 1, 1.0)), 0.0)
    return [
        m, r, a, m * d / n, by_chance, m * r / n,
        (m * m * c - r * r * a + m * r * (r - m) / 2) / (n * n),
        (a * (r - c) + c * (m - a)) / (2 * n),
        a * r / n, c * m / n, (d * m * r - a * c * n) / (n * n),
        of_margins[:, 0],
        *(-above * less - of_margins[:, 1 + place] for place, less in enumerate(LESS)),
    ]  # fmt: skip


class Distributions(NamedTuple):
    """Of many margins `n, m, d` the logarithms of the chances of each `a`, one stretch after another."""

    logs: Floats
    above: Ints
    """How far each `a` is above the lowest one of its stretch."""
    starts: Ints
    lengths: Ints


def distributions(margins: Ints) -> Distributions:
    """The distributions of blocks with these margins, at least one, if the group does not matter."""
    n, m, d = margins.T
    low = np.maximum(0, d - (n - m))
    support = np.minimum(m, d) - low + 1
    starts = np.cumsum(support) - support
    above = np.arange(int(support.sum())) - np.repeat(starts, support)
    n, m, d, low = (np.repeat(one, support) for one in (n, m, d, low))
    before = low + above - 1  # the `a` whose neighbour this is
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = np.log((m - before) * (d - before) / ((before + 1) * (n - m - d + before + 1)))
    ratios[starts] = 0.0
    weights = _cumulated(ratios, starts, support)
    return Distributions(
        weights - np.repeat(log_sums(weights, starts, support), support), above, starts, support
    )


def _of_margins(margins: Ints) -> Floats:
    """The logarithms of the probability of the smallest `a`, and of the mean of each bet to the power of `a` above it."""
    logs, above, starts, lengths = distributions(margins)
    columns = [logs[starts], *(log_sums(logs - above * less, starts, lengths) for less in LESS)]
    return np.stack(columns, axis=1)


def _cumulated(values: Floats, starts: Ints, lengths: Ints) -> Floats:
    """The running sums of each stretch, step by step, so that no stretch rests on the sums of those before it."""
    running = values.copy()
    longest_first = np.argsort(-lengths, kind="stable")
    starts, lengths = starts[longest_first], lengths[longest_first]
    for step in range(1, int(lengths[0]) if len(lengths) else 0):
        places = starts[: np.searchsorted(-lengths, -step)] + step
        running[places] += running[places - 1]
    return running


def log_sums(logs: Floats, starts: Ints, lengths: Ints) -> Floats:
    """The logarithm of the sum of each stretch of numbers given by their logarithms."""
    peaks = np.maximum.reduceat(logs, starts)
    sums = np.add.reduceat(np.exp(logs - np.repeat(peaks, lengths)), starts)
    return peaks + np.log(sums)
