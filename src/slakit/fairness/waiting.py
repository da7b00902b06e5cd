"""Whose file was taken next? Waiting times compared without waiting for files that are never finished.

On each day, of the open files of one class that have waited about as long, every one is equally likely to be among
those finished that day, if the group does not matter: a stratified log-rank test in calendar time. Season, backlog and
lack of staff hit all files of the day alike and cancel out; a file that is never finished counts each day that it waits.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.util import find_spec
from itertools import pairwise
from typing import NamedTuple

from slakit.fairness.counts import Cell, Counts, Hypothesis, Kind, Sizes, Tables, tables_of

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


NEVER = 2**62
"""The instant at which a file is finished that is still open, where instants are numbers."""


class FilesByKind(NamedTuple):
    """Files column by column: the number of its kind among `kinds`, and the instants at which it was ready and finished.

    `days` are the instants at which the days of the term begin.

    >>> FilesByKind({7: Kind("s", (), "g")}, [7, 7], [15, 8], [NEVER, 31], days=[10, 20, 30]).files()
    [File(service='s', alike=(), group='g', ready=0, finished=None, levels=()),
     File(service='s', alike=(), group='g', ready=-1, finished=2, levels=())]
    """

    kinds: Mapping[int, Kind]
    kind_of: Sequence[int]
    ready: Sequence[int]
    finished: Sequence[int]
    days: Sequence[int]

    def files(self) -> list[File]:
        """The files one by one."""
        columns = zip(map(self.kinds.__getitem__, self.kind_of), self.ready, self.finished, strict=True)
        return [
            File(
                kind.service,
                kind.alike,
                kind.group,
                bisect_right(self.days, ready) - 1,
                None if finished == NEVER else bisect_right(self.days, finished) - 1,
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
    stays = _all_stays(files, spans)
    return tables_of(_counts(files, stays, spans), periods, _sizes(stays))


def waiting_sizes(files: Iterable[File], periods: Sequence[tuple[int, int]]) -> Sizes:
    """How many files of each group waited in periods `[first, last)`, and how many of them beside another group's.

    A file stood beside another if both, alike and having waited about as long, were open on one day at least. Each
    counts once, however long it waits: whoever is passed over until nobody else is left was beside others all the same.
    """
    return _sizes(_all_stays(files, periods))


def _sizes(stays: "Iterable[_Stays]") -> Sizes:
    waited = [of_file for of_file in stays if of_file]
    in_class: dict[tuple[object, ...], _Open] = defaultdict(_Open)
    in_group: dict[tuple[object, ...], _Open] = defaultdict(_Open)
    both: dict[_Stratum, tuple[_Open, _Open]] = {}
    for of_file in waited:
        for stratum, since, until in of_file:
            if stratum not in both:
                alike = stratum.service, stratum.alike, stratum.band
                both[stratum] = in_class[alike], in_group[*alike, stratum.group]
            for one in both[stratum]:
                one.since.append(since)
                one.until.append(until)
    for one in (*in_class.values(), *in_group.values()):
        one.sort()
    cases: Counter[Hypothesis] = Counter()
    with_others: Counter[Hypothesis] = Counter()
    for of_file in waited:
        first = of_file[0][0]
        hypothesis = Hypothesis(first.service, first.group)
        cases[hypothesis] += 1
        for stratum, since, until in of_file:
            everybody, own = both[stratum]
            if everybody.during(since, until) > own.during(since, until):
                with_others[hypothesis] += 1
                break
    return Sizes(cases, with_others)


class _Open:
    """The days `[since, until)` on which several files are open."""

    __slots__ = ("since", "until")

    def __init__(self) -> None:
        self.since: list[int] = []
        self.until: list[int] = []

    def sort(self) -> None:
        self.since.sort()
        self.until.sort()

    def during(self, since: int, until: int) -> int:
        """How many of the files are open on any of some days: those that came before the last, and are not yet gone."""
        return bisect_left(self.since, until) - bisect_right(self.until, since)


def waiting_counts(files: Iterable[File], periods: Iterable[tuple[int, int]]) -> Counts:
    """The counts of files at risk on each day of periods `[first, last)`, and of those finished on it.

    A cell's class is the file's, the day, and the band of days waited. Days on which no file of a class and band was
    finished say nothing, and are left out.
    """
    several, spans = list(files), list(periods)
    return _counts(several, _all_stays(several, spans), spans)


class _Stratum(NamedTuple):
    """Files of one class, band, group and level."""

    service: str
    alike: tuple[str, ...]
    band: int
    group: str
    levels: tuple[str, ...]


_Stays = list[tuple[_Stratum, int, int]]
"""The days `[since, until)` of a year on which one file is open in each band; on the day of its end it still is."""


@lru_cache(maxsize=65536)
def _strata(service: str, alike: tuple[str, ...], group: str, levels: tuple[str, ...]) -> list[_Stratum]:
    """The strata of like files, band by band."""
    return [_Stratum(service, alike, band, group, levels) for band in range(len(AGE_BANDS))]


def _all_stays(files: Iterable[File], spans: Sequence[tuple[int, int]]) -> list[_Stays]:
    """The stays of each file, of the days of some periods."""
    first, last = spans[0][0], spans[-1][1]
    return [_stays(file, first, last) for file in files]


def _stays(file: File, first: int, last: int) -> _Stays:
    service, alike, group, ready, finished, levels = file
    gone = last if finished is None or finished >= last else finished + 1
    found: _Stays = []
    strata = _strata(service, alike, group, levels)
    for stratum, (lower, upper) in zip(strata, _BANDS, strict=True):
        since = ready + lower - 1
        if since >= gone:
            break
        until = ready + upper - 1
        since, until = max(first, since), min(gone, until)
        if since < until:
            found.append((stratum, since, until))
    return found


def _counts(files: Iterable[File], stays: Iterable[_Stays], spans: Sequence[tuple[int, int]]) -> Counts:
    first, last = spans[0][0], spans[-1][1]
    entering: dict[_Stratum, Counter[int]] = defaultdict(Counter)
    finishing: dict[_Stratum, Counter[int]] = defaultdict(Counter)
    for file, of_file in zip(files, stays, strict=True):
        for stratum, since, until in of_file:
            changes = entering[stratum]
            changes[since] += 1
            changes[until] -= 1
        if of_file and file.finished is not None and first <= file.finished < last:
            finishing[of_file[-1][0]][file.finished] += 1
    days_of_class: dict[tuple[str, tuple[str, ...], int], set[int]] = defaultdict(set)
    for stratum, finished in finishing.items():
        days_of_class[stratum.service, stratum.alike, stratum.band].update(finished)
    period_of = {day: number for number, (since, until) in enumerate(spans) for day in range(since, until)}
    counts = Counts()
    nobody = Counter[int]()
    for stratum, changes in entering.items():
        service, alike, band, group, levels = stratum
        finished_on, of_band = finishing.get(stratum, nobody), str(band)
        days = days_of_class.get((service, alike, band), set())
        for day, open_files in _on_days(changes, sorted(days)):
            cell = Cell(service, (*alike, str(day), of_band), period_of[day], group, levels)
            counts.cases[cell] = open_files
            counts.counted[cell] = finished_on[day]
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
