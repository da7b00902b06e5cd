"""Sets of instants as half-open intervals."""

from collections.abc import Iterable


class Intervals:
    """A set of instants as half-open intervals, united and in order."""

    def __init__(self, parts: Iterable[tuple[int, int]] = ()) -> None:
        self.parts: list[tuple[int, int]] = [part for part in parts if part[0] < part[1]]

    def add(self, since: int, until: int) -> None:
        """Unite with `[since, until)`."""
        if since >= until:
            return
        joined = [part for part in self.parts if part[0] <= until and since <= part[1]]
        apart = [part for part in self.parts if part not in joined]
        since, until = min([since, *(a for a, _ in joined)]), max([until, *(b for _, b in joined)])
        self.parts = sorted([*apart, (since, until)])

    def without(self, other: "Intervals") -> "Intervals":
        """What is in this set and not in the other."""
        parts = self.parts
        for since, until in other.parts:
            parts = [
                piece
                for a, b in parts
                for piece in ((a, min(b, since)), (max(a, until), b))
                if piece[0] < piece[1]
            ]
        return Intervals(parts)

    def united(self, other: "Intervals") -> "Intervals":
        """What is in either set."""
        both = Intervals(self.parts)
        for since, until in other.parts:
            both.add(since, until)
        return both

    def shared_with(self, other: "Intervals") -> "Intervals":
        """What is in both sets."""
        return self.without(self.without(other))

    def clipped(self, since: int, until: int) -> "Intervals":
        """What lies in `[since, until)`."""
        return Intervals((max(a, since), min(b, until)) for a, b in self.parts)

    @property
    def length(self) -> int:
        """How long it is in all, in microseconds."""
        return sum(until - since for since, until in self.parts)
