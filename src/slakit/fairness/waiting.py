"""Whose file was taken next? Waiting times compared without waiting for files that are never finished.

On each day, of the open files of one class that have waited about as long, every one is equally likely to be among
those finished that day, if the group does not matter: a stratified log-rank test in calendar time. Season, backlog and
lack of staff hit all files of the day alike and cancel out; a file that is never finished counts each day that it waits.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from itertools import pairwise
from typing import NamedTuple

from slakit.fairness.counts import Cell, Counts, Hypothesis, Tables, tables_of

AGE_BANDS = (1, 4, 7, 11, 16, 26, 46, 91)
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


WORTH_IT = 2000
"""From so many files on numpy is faster, its import included."""


def waiting_tables(
    files: Iterable[File], passed: Iterable[tuple[int, int]], periods: int
) -> dict[Hypothesis, Tables]:
    """The blocks of files that wait, of every service and group; with numpy, where it is installed and there are many.

    `passed` are those of the `periods` of the year that are over, each as `[first, last)` days.
    """
    several, spans = list(files), list(passed)
    if len(several) >= WORTH_IT and find_spec("numpy"):
        from slakit.fairness.waiting_arrays import Waiting, waiting_tables_by_numpy

        return waiting_tables_by_numpy(Waiting.of(several), spans, periods)
    return tables_of(waiting_counts(several, spans), periods)


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
        for stratum, since, until in _stays(file, last):
            entering[stratum][max(since, first)] += 1
            entering[stratum][max(until, first)] -= 1
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


def _stays(file: File, last: int) -> Iterator[tuple[_Stratum, int, int]]:
    """The days `[since, until)` on which a file is open in each band; on the day of its end it still is."""
    gone = last if file.finished is None else min(file.finished + 1, last)
    for band, (lower, upper) in enumerate(_BANDS):
        since, until = file.ready + lower - 1, min(gone, file.ready + upper - 1)
        if since >= until:
            return
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
