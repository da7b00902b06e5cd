"""Notices by what they announce, so that an act looks only at those that may announce it, or nearly do."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from slakit.checks import Announced
from slakit.verdicts.spans import Span
from slakit.verdicts.truth import optional


class Notices:
    """Some notices, looked up by the starts and the windows that their versions announce.

    Windows of about one length lie together in the order of their starts, so that those around an instant are few.
    """

    def __init__(self, announced: Announced, notices: Sequence[Span]) -> None:
        self._notices = notices
        self._open: set[int] = set()
        self._starts: list[tuple[int, int]] = []
        self._windows: dict[int, list[tuple[int, int]]] = {}
        for number, notice in enumerate(notices):
            for version in notice.versions:
                start = optional(version.fields.get(announced.start))
                end = optional(version.fields.get(announced.end)) if announced.end else None
                if start is None:
                    self._open.add(number)
                    continue
                self._starts.append((start, number))
                if announced.inside_window and end is not None and end > start:
                    self._windows.setdefault((end - start).bit_length(), []).append((start, number))
        self._starts.sort()
        for some in self._windows.values():
            some.sort()

    def that_may_announce(self, start: int) -> Sequence[Span]:
        """Among these are all, in order, of which a version announces a start, a window that it lies in, or no start."""
        return self._of(self._around(start))

    def near(self, start: int, distance: int) -> Sequence[Span]:
        """The same, and those of which a version announces a start that lies no further away."""
        return self._of(self._around(start) | _between(self._starts, start - distance, start + distance))

    def _around(self, start: int) -> set[int]:
        found = self._open | _between(self._starts, start, start)
        for bits, windows in self._windows.items():
            found |= _between(windows, start - (1 << bits) + 1, start)
        return found

    def _of(self, numbers: set[int]) -> list[Span]:
        return [self._notices[number] for number in sorted(numbers)]


def _between(several: Sequence[tuple[int, int]], first: int, last: int) -> set[int]:
    """The numbers of what begins between two instants, both included."""
    since, until = bisect_left(several, (first, -1)), bisect_right(several, last, key=lambda one: one[0])
    return {number for _, number in several[since:until]}
