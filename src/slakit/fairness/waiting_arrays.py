"""The blocks of files that wait, by numpy: what `slakit.fairness.waiting` says in plain Python, all files at a time."""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from slakit.fairness.arrays import Flags, Ints, numbered
from slakit.fairness.counts import Hypothesis, Kind, Sizes, Tables
from slakit.fairness.kind_arrays import KindColumns
from slakit.fairness.strata import Strata, tables_by_numpy
from slakit.fairness.waiting import AGE_BANDS, NEVER, File, FilesByKind

OPEN = 2**40
"""The day on which a file is finished that is still open."""


class Waiting(NamedTuple):
    """Files that wait, column by column: what they are alike in, and the days on which they were ready and finished.

    Days count from the first of the term, and a file that is still open is finished on day `OPEN`.
    """

    kinds: KindColumns
    ready: Ints
    finished: Ints

    @staticmethod
    def of(files: Sequence[File] | FilesByKind) -> "Waiting":
        """Files as columns."""
        if isinstance(files, FilesByKind):
            days = np.array(files.days, dtype=np.int64)
            finished = np.array(files.finished, dtype=np.int64)
            return Waiting(
                KindColumns.of(files.kinds, files.kind_of),
                _days_of(np.array(files.ready, dtype=np.int64), days),
                np.where(finished == NEVER, OPEN, _days_of(finished, days)),
            )
        kinds, kind_of = numbered([Kind(file.service, file.alike, file.group, file.levels) for file in files])
        finished_on = [OPEN if file.finished is None else file.finished for file in files]
        return Waiting(
            KindColumns.of(dict(enumerate(kinds)), kind_of.tolist()),
            np.array([file.ready for file in files], dtype=np.int64),
            np.array(finished_on, dtype=np.int64),
        )


def _days_of(instants: Ints, days: Ints) -> Ints:
    """The day on which each instant lies: 0 is the first, -1 what is before it."""
    return np.searchsorted(days, instants, side="right") - 1


def waiting_tables_by_numpy(
    files: Waiting, spans: Sequence[tuple[int, int]], periods: int
) -> dict[Hypothesis, Tables]:
    """The blocks of every service and group that has files at risk in the first of the `periods` of the year.

    `spans` are these, each as `[first, last)` days.
    """
    stays = _Stays(files, spans, periods)
    whole = stays.strata(np.ones(len(files.ready), dtype=np.bool_))
    of_levels = {
        (place, value): stays.strata_at(whole, stays.level_of[place] == number)
        for place, (values, _) in enumerate(files.kinds.levels)
        for number, value in enumerate(values)
        if value
    }
    levels = {level: part.strata for level, part in of_levels.items()}
    return tables_by_numpy(whole.strata, levels, stays.sizes())


class _Moments(NamedTuple):
    """The strata of files at risk, and the class of each."""

    strata: Strata
    class_of: Ints


class _Stays:
    """The days that files are open in each band of days waited."""

    def __init__(self, files: Waiting, spans: Sequence[tuple[int, int]], periods: int) -> None:
        first, last = spans[0][0], spans[-1][1]
        self.days = last - first
        self.periods = periods
        self.period_of = np.repeat(np.arange(len(spans)), [until - since for since, until in spans])
        # in the order of what is looked for, near things are found by near ones, several times faster
        kinds = files.kinds
        order = np.lexsort((files.ready, kinds.group_of, kinds.class_of))
        self.groups, self.class_of, self.group_of = kinds.groups, kinds.class_of[order], kinds.group_of[order]
        self.level_of = [level_of[order] for _, level_of in kinds.levels]
        self.services, self.service_of = numbered(kinds.services)
        self.ready = files.ready[order] - first
        finished = files.finished[order]
        self.finished = np.where(finished >= OPEN, OPEN, finished - first)
        self.gone = np.minimum(self.finished + 1, self.days)

    def strata_at(self, whole: _Moments, chosen: Flags) -> _Moments:
        """The strata of the files of one level: those of some classes, if all or none of a class are of that level."""
        classes = len(self.service_of)
        here = np.bincount(self.class_of[chosen], minlength=classes)
        if not (here[here > 0] == np.bincount(self.class_of, minlength=classes)[here > 0]).all():
            return self.strata(chosen)
        of_level = here[whole.class_of] > 0
        return _Moments(whole.strata.only(of_level), whole.class_of[of_level])

    def strata(self, chosen: Flags) -> _Moments:
        """The chosen files at risk, and those finished, by class, band and day on which one was finished."""
        in_year = chosen & (self.finished >= 0) & (self.finished < self.days)
        finished = self.finished[in_year]
        band = np.searchsorted(AGE_BANDS, finished - self.ready[in_year] + 1, side="right") - 1
        keys = self._key(self.class_of[in_year], band, finished)
        moments, moment_of = np.unique(keys, return_inverse=True)
        class_of, day = np.divmod(moments, len(AGE_BANDS) * (self.days + 1))
        strata = Strata(
            self.services, self.groups, self.periods,
            service_of=self.service_of[class_of],
            period_of=self.period_of[day % (self.days + 1)],
            cases=self._at_risk(chosen, moments),
            counted=self._counted(self.group_of[in_year], moment_of.reshape(-1), len(moments)),
        )  # fmt: skip
        return _Moments(strata, class_of)

    def _at_risk(self, chosen: Flags, moments: Ints) -> Ints:
        """How many files of each group are open at each moment: those that have come less those that have gone."""
        changes = np.zeros((len(self.groups), len(moments) + 1), dtype=np.int64)
        for band, (since, until) in enumerate(self._by_band):
            stays = np.flatnonzero(chosen & (since < until))
            start, group_of = self._key(self.class_of[stays], band, 0), self.group_of[stays]
            for day, change in ((since, 1), (until, -1)):
                at = np.searchsorted(moments, start + day[stays])
                changes += change * self._counted(group_of, at, len(moments) + 1)
        return np.cumsum(changes[:, :-1], axis=1)

    def sizes(self) -> Sizes:
        """The files of each group that waited, and those that on any day stood beside one of another group."""
        waited = np.zeros(len(self.ready), dtype=np.bool_)
        beside = np.zeros(len(self.ready), dtype=np.bool_)
        for since, until in self._by_band:
            stays = since < until
            waited |= stays
            alone = np.bincount(self.class_of[~beside], minlength=len(self.service_of)) > 0
            left = np.flatnonzero(stays & alone[self.class_of])
            beside[left] |= self._meet_others(left, since[left], until[left])
        return Sizes(self._files(waited), self._files(beside))

    def _meet_others(self, files: Ints, since: Ints, until: Ints) -> Flags:
        """Which of some files, all in one band of days waited, are open on a day on which another group's alike is."""
        classes = self.class_of[files]
        groups = classes * len(self.groups) + self.group_of[files]
        meet: Flags = self._during(classes, since, until) > self._during(groups, since, until)
        return meet

    def _during(self, kind: Ints, since: Ints, until: Ints) -> Ints:
        """How many files of its kind are open on any of each file's days: those come before the last, less those gone."""
        come, gone = kind * (self.days + 1) + since, kind * (self.days + 1) + until
        return np.searchsorted(np.sort(come), gone) - np.searchsorted(np.sort(gone), come, side="right")

    def _files(self, chosen: Flags) -> dict[Hypothesis, int]:
        """How many files of each service and group are chosen, where any are."""
        services, groups = len(self.services), len(self.groups)
        at = self.service_of[self.class_of[chosen]] * groups + self.group_of[chosen]
        counts = np.bincount(at, minlength=services * groups).reshape(services, groups)
        return {
            Hypothesis(self.services[service], self.groups[group]): int(counts[service, group])
            for service, group in np.argwhere(counts).tolist()
        }

    @cached_property
    def _by_band(self) -> list[tuple[Ints, Ints]]:
        """The days `[since, until)` of each file in each band of days waited; none where it never was in it."""
        return [
            (np.maximum(self.ready + lower - 1, 0), np.minimum(self.gone, self.ready + upper - 1))
            for lower, upper in zip(AGE_BANDS, (*AGE_BANDS[1:], 2**41), strict=True)
        ]

    def _counted(self, group_of: Ints, at: Ints, of: int) -> Ints:
        """How many of each group there are at each of so many places."""
        counts = np.bincount(group_of * of + at, minlength=len(self.groups) * of)
        return counts.reshape(len(self.groups), of)

    def _key(self, class_of: Ints, band: int | Ints, day: int | Ints) -> Ints:
        """A number for a class, a band and a day; no stay reaches beyond the days of its class and band."""
        return (class_of * len(AGE_BANDS) + band) * (self.days + 1) + day
