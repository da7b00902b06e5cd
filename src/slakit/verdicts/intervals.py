"""Sets of instants as half-open intervals."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable


def _start(part: tuple[int, int]) -> int:
    return part[0]


def _end(part: tuple[int, int]) -> int:
    return part[1]


class Intervals:
    """A set of instants as half-open intervals, apart and in order, as they must be given."""

    def __init__(self, parts: Iterable[tuple[int, int]] = ()) -> None:
        self.parts: list[tuple[int, int]] = [part for part in parts if part[0] < part[1]]

    def add(self, since: int, until: int) -> None:
        """Unite with `[since, until)`, which may lie anywhere."""
        if since >= until:
            return
        first = bisect_left(self.parts, since, key=_end)
        last = bisect_right(self.parts, until, key=_start)
        if first < last:
            since, until = min(since, self.parts[first][0]), max(until, self.parts[last - 1][1])
        self.parts[first:last] = [(since, until)]

    def unite(self, other: "Intervals") -> None:
        """Take in what is in another set."""
        for since, until in other.parts:
            self.add(since, until)

    def without(self, other: "Intervals") -> "Intervals":
        """What is in this set and not in the other; this set itself where there is nothing in the other."""
        if not other.parts:
            return self
        left = []
        for since, until in self.parts:
            after = since
            for place in range(bisect_right(other.parts, since, key=_end), len(other.parts)):
                begins, ends = other.parts[place]
                if begins >= until:
                    break
                left.append((after, begins))
                after = ends
            left.append((after, until))
        return Intervals(left)

    def united(self, other: "Intervals") -> "Intervals":
        """What is in either set."""
        both = Intervals(self.parts)
        both.unite(other)
        return both

    def shared_with(self, other: "Intervals") -> "Intervals":
        """What is in both sets."""
        return self.without(self.without(other))

    def clipped(self, since: int, until: int) -> "Intervals":
        """What lies in `[since, until)`."""
        first = bisect_right(self.parts, since, key=_end)
        last = bisect_left(self.parts, until, key=_start)
        return Intervals((max(a, since), min(b, until)) for a, b in self.parts[first:last])

    @property
    def length(self) -> int:
        """How long it is in all, in microseconds."""
        return sum(until - since for since, until in self.parts)
