"""Notices by what they announce, so that an act looks only at those that may announce it, or nearly do."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence

from slakit.checks import Announced
from slakit.verdicts.spans import Span, beginning
from slakit.verdicts.truth import optional

_Name = tuple[str, str, str]
_Starts = list[tuple[int, _Name]]


class Notices:
    """Some notices, looked up by the starts and the windows that their versions announce.

    Windows of about one length lie together in the order of their starts, so that those around an instant are few.
    """

    def __init__(self, announced: Announced, notices: Iterable[Span] = ()) -> None:
        self._announced = announced
        self._notices: dict[_Name, Span] = {}
        self._open: set[_Name] = set()
        self._starts: _Starts = []
        self._windows: dict[int, _Starts] = {}
        for notice in notices:
            self._keep(notice)
            for starts, start in self._places(notice):
                starts.append((start, _name(notice)))
        for starts in (self._starts, *self._windows.values()):
            starts.sort()

    def put(self, notice: Span) -> None:
        """Take in a notice, or what has become of it; one of which nothing is left is taken away."""
        self.drop(notice)
        if notice.versions:
            self._keep(notice)
            for starts, start in self._places(notice):
                insort(starts, (start, _name(notice)))

    def drop(self, notice: Span) -> None:
        """Take a notice away, if it is here."""
        name = _name(notice)
        if (before := self._notices.pop(name, None)) is not None:
            self._open.discard(name)
            for starts, start in self._places(before):
                del starts[bisect_left(starts, (start, name))]

    def that_may_announce(self, start: int) -> Sequence[Span]:
        """Among these are all, in order, of which a version announces a start, a window that it lies in, or no start."""
        return self._of(self._around(start))

    def near(self, start: int, distance: int) -> Sequence[Span]:
        """The same, and those of which a version announces a start that lies no further away."""
        return self._of(self._around(start) | _between(self._starts, start - distance, start + distance))

    def _keep(self, notice: Span) -> None:
        self._notices[_name(notice)] = notice
        if any(version.fields.get(self._announced.start) is None for version in notice.versions):
            self._open.add(_name(notice))

    def _places(self, notice: Span) -> Iterator[tuple[_Starts, int]]:
        """Where a notice stands: with which others, and by which start; once for each place."""
        announced, places = self._announced, set[tuple[int | None, int]]()
        for version in notice.versions:
            start = optional(version.fields.get(announced.start))
            end = optional(version.fields.get(announced.end)) if announced.end else None
            if start is not None:
                places.add((None, start))
                if announced.inside_window and end is not None and end > start:
                    places.add(((end - start).bit_length(), start))
        for bits, start in places:
            yield self._starts if bits is None else self._windows.setdefault(bits, []), start

    def _around(self, start: int) -> set[_Name]:
        found = self._open | _between(self._starts, start, start)
        for bits, windows in self._windows.items():
            found |= _between(windows, start - (1 << bits) + 1, start)
        return found

    def _of(self, names: Iterable[_Name]) -> list[Span]:
        return sorted((self._notices[name] for name in names), key=beginning)


def _name(notice: Span) -> _Name:
    """What names a notice: its first event, and its key, since one for every service begins one for each."""
    return notice.first.source, notice.first.id, str(notice.key)


def _between(several: _Starts, first: int, last: int) -> set[_Name]:
    """The names of what begins between two instants, both included."""
    since = bisect_left(several, first, key=lambda one: one[0])
    until = bisect_right(several, last, key=lambda one: one[0])
    return {name for _, name in several[since:until]}
