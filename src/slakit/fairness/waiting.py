"""Whose file was taken next? Waiting times compared without waiting for files that are never finished.

On each day, of the open files of one class that have waited about as long, every one is equally likely to be among
those finished that day, if the group does not matter: a stratified log-rank test in calendar time. Season, backlog and
lack of staff hit all files of the day alike and cancel out; a file that is never finished counts each day that it waits.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from itertools import pairwise
from typing import NamedTuple

from slakit.fairness.counts import Cell, Counts, Hypothesis, Sizes, Tables, tables_of

AGE_BANDS = (1, 7, 16, 46)
"""The first day of each band of days waited; the day on which a file became ready is day 1."""

_BANDS = tuple(pairwise((*AGE_BANDS, 2**62)))


class File(NamedTuple):
    """A file that waits: its class and group, the day on which it was ready, and the day on which it was finished.

    Days are counted from the first day of the term; `finished` is absent while it is open.
    """

    service: str
    alike: tuple[str, ...]
    group: str
    ready: int
    finished: int | None
    levels: tuple[str, ...] = ()


class Kind(NamedTuple):
    """What a file is alike to others in, its group, and the values of what is examined too."""

    service: str
    alike: tuple[str, ...]
    group: str
    levels: tuple[str, ...] = ()


NEVER = 2**40
"""The day on which a file is finished that is still open, where days are numbers."""


class FilesByKind(NamedTuple):
    """Files column by column: the number of its kind among `kinds`, and the days on which it was ready and finished.

    >>> FilesByKind({7: Kind("s", (), "g")}, [7], [3], [NEVER]).files()
    [File(service='s', alike=(), group='g', ready=3, finished=None, levels=())]
    """

    kinds: Mapping[int, Kind]
    kind_of: Sequence[int]
    ready: Sequence[int]
    finished: Sequence[int]

    def files(self) -> list[File]:
        """The files one by one."""
        columns = zip(map(self.kinds.__getitem__, self.kind_of), self.ready, self.finished, strict=True)
        return [
            File(
                kind.service,
                kind.alike,
                kind.group,
                ready,
                None if finished == NEVER else finished,
                kind.levels,
            )
            for kind, ready, finished in columns
        ]


WORTH_IT = 2000
"""From so many files on numpy is faster, its import included."""


def waiting_tables(
    files: Sequence[File] | FilesByKind, passed: Iterable[tuple[int, int]], periods: int
) -> dict[Hypothesis, Tables]:
    """The blocks of files that wait, of every service and group; with numpy, where it is installed and there are many.

    `passed` are those of the `periods` of the year that are over, each as `[first, last)` days.
    """
    spans = list(passed)
    many = len(files.kind_of if isinstance(files, FilesByKind) else files) >= WORTH_IT
    if many and find_spec("numpy"):
        from slakit.fairness.waiting_arrays import Waiting, waiting_tables_by_numpy

        return waiting_tables_by_numpy(Waiting.of(files), spans, periods)
    several = files.files() if isinstance(files, FilesByKind) else files
    return waiting_tables_in_python(several, spans, periods)


def waiting_tables_in_python(
    files: Sequence[File], spans: Sequence[tuple[int, int]], periods: int
) -> dict[Hypothesis, Tables]:
    """The blocks of files that wait, of every service and group."""
    return tables_of(waiting_counts(files, spans), periods, waiting_sizes(files, spans))


def waiting_sizes(files: Iterable[File], periods: Sequence[tuple[int, int]]) -> Sizes:
    """How many files of each group waited in periods `[first, last)`, and how many of them beside another group's.

    A file stood beside another if both, alike and having waited about as long, were open on one day at least. Each
    counts once, however long it waits: whoever is passed over until nobody else is left was beside others all the same.
    """
    first, last = periods[0][0], periods[-1][1]
    stays = [(Hypothesis(file.service, file.group), list(_stays(file, first, last))) for file in files]
    together: dict[tuple[object, ...], _Open] = defaultdict(_Open)
    for _, of_file in stays:
        for stratum, since, until in of_file:
            together[_class_of(stratum)].add(since, until)
            together[_group_of(stratum)].add(since, until)
    for one in together.values():
        one.sort()
    cases: Counter[Hypothesis] = Counter()
    with_others: Counter[Hypothesis] = Counter()
    for hypothesis, of_file in stays:
        cases[hypothesis] += bool(of_file)
        with_others[hypothesis] += any(
            together[_class_of(stratum)].during(since, until)
            > together[_group_of(stratum)].during(since, until)
            for stratum, since, until in of_file
        )
    return Sizes(+cases, +with_others)


class _Open:
    """The days `[since, until)` on which several files are open."""

    __slots__ = ("since", "until")

    def __init__(self) -> None:
        self.since: list[int] = []
        self.until: list[int] = []

    def add(self, since: int, until: int) -> None:
        self.since.append(since)
        self.until.append(until)

    def sort(self) -> None:
        self.since.sort()
        self.until.sort()

    def during(self, since: int, until: int) -> int:
        """How many of the files are open on any of some days: those that came before the last, and are not yet gone."""
        return bisect_left(self.since, until) - bisect_right(self.until, since)


def _class_of(stratum: "_Stratum") -> tuple[object, ...]:
    return stratum.service, stratum.alike, stratum.band


def _group_of(stratum: "_Stratum") -> tuple[object, ...]:
    return (*_class_of(stratum), stratum.group)


def waiting_counts(files: Iterable[File], periods: Iterable[tuple[int, int]]) -> Counts:
    """The counts of files at risk on each day of periods `[first, last)`, and of those finished on it.

    A cell's class is the file's, the day, and the band of days waited. Days on which no file of a class and band was
    finished say nothing, and are left out.
    """
    spans = list(periods)
    first, last = spans[0][0], spans[-1][1]
    entering: dict[_Stratum, Counter[int]] = defaultdict(Counter)
    finishing: dict[_Stratum, Counter[int]] = defaultdict(Counter)
    for file in files:
        for stratum, since, until in _stays(file, first, last):
            entering[stratum][since] += 1
            entering[stratum][until] -= 1
        if file.finished is not None and first <= file.finished < last:
            finishing[_at_risk(file, _band(file.finished - file.ready + 1))][file.finished] += 1
    return _counts(entering, finishing, spans)


class _Stratum(NamedTuple):
    """Files of one class, band, group and level."""

    service: str
    alike: tuple[str, ...]
    band: int
    group: str
    levels: tuple[str, ...]


def _at_risk(file: File, band: int) -> _Stratum:
    return _Stratum(file.service, file.alike, band, file.group, file.levels)


def _band(waited: int) -> int:
    return bisect_right(AGE_BANDS, waited) - 1


def _stays(file: File, first: int, last: int) -> Iterator[tuple[_Stratum, int, int]]:
    """The days `[since, until)` of a year on which a file is open in each band; on the day of its end it still is."""
    gone = last if file.finished is None else min(file.finished + 1, last)
    for band, (lower, upper) in enumerate(_BANDS):
        since, until = max(file.ready + lower - 1, first), min(gone, file.ready + upper - 1)
        if since < until:
            yield _at_risk(file, band), since, until


def _counts(
    entering: dict[_Stratum, Counter[int]],
    finishing: dict[_Stratum, Counter[int]],
    spans: list[tuple[int, int]],
) -> Counts:
    days_of_class: dict[tuple[str, tuple[str, ...], int], set[int]] = defaultdict(set)
    for stratum, finished in finishing.items():
        days_of_class[stratum.service, stratum.alike, stratum.band].update(finished)
    period_of = {day: number for number, (since, until) in enumerate(spans) for day in range(since, until)}
    counts = Counts()
    for stratum, changes in entering.items():
        days = days_of_class.get((stratum.service, stratum.alike, stratum.band), set())
        for day, open_files in _on_days(changes, sorted(days)):
            cell = Cell(
                stratum.service, (*stratum.alike, str(day), str(stratum.band)), period_of[day], stratum.group,
                stratum.levels,
            )  # fmt: skip
            counts.cases[cell] += open_files
            counts.counted[cell] += finishing.get(stratum, Counter())[day]
    return counts


def _on_days(changes: Counter[int], days: list[int]) -> Iterator[tuple[int, int]]:
    """How many files are open on each of the days, where any are."""
    moments = sorted(changes)
    open_files, at = 0, 0
    for day in days:
        while at < len(moments) and moments[at] <= day:
            open_files += changes[moments[at]]
            at += 1
        if open_files:
            yield day, open_files
