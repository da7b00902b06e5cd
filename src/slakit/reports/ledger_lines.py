"""What a monitor tells as lines of JSON, of which a million may be alike.

Findings on points that are judged alike differ in their events alone: their ids, their times, how long something took
between them, and the instant as of which it is said. Whoever has written some such lines writes the next from a pattern.
A pattern is learnt from lines that were written in full, for events made for it, and is used only if it gives those, and
the line at hand, to the last byte; so what a line holds is said in one place, `slakit.reports.changes.report_document`.
"""

import json
import re
from collections.abc import Callable, Hashable, Iterator
from itertools import chain, count, repeat
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from slakit.calendars import DAY, MINUTE, day_of, end_of_day
from slakit.changes import AnsweredChange, Change, Like, LikeChange, Report
from slakit.findings import is_plain
from slakit.reports.changes import report_document
from slakit.reports.json_lines import names_in_all_languages
from slakit.reports.like_reports import Example, Measure, Own, own_of
from slakit.reports.sentences import teller_of
from slakit.reports.shown_times import ShownTimes

if TYPE_CHECKING:
    from slakit.events.event import Event
    from slakit.findings import Evidence, Finding
    from slakit.loading import Edition
    from slakit.reports.figures import FigureKind

PATTERNS_KEPT: Final = 1024
"""So many patterns are kept at most, and as many findings of which no other alike has come yet."""
OFTEN: Final = 3
"""So often reports that are alike come before their pattern is learnt, which takes as long as to write three more."""
SAYINGS_KEPT: Final = 10_000
"""So many names and figures in words are kept at most for each language: a stream has no end."""
_MEASURES: Final[frozenset["FigureKind"]] = frozenset({"instant", "deadline", "length", "duration"})
_write: Final = json.JSONEncoder(ensure_ascii=False).encode

_Values = tuple[bytes, ...]
"""What differs between lines that are alike, in the order of `LedgerLines._values`."""


class LedgerLines:
    """Writes reports with their numbers as lines of JSON, without their ends."""

    def __init__(self, edition: "Edition", known_at: int | None) -> None:
        self._edition = edition
        self._known_at = known_at
        self._names = names_in_all_languages(edition)
        self._times = ShownTimes(*self._names)
        self._measures: dict[tuple[str, ...], tuple[Measure, ...]] = {}
        self._patterns: dict[Hashable, _Pattern | None] = {}
        self._seen: dict[Hashable, int] = {}
        self._known: dict[Like, _Known] = {}
        """How reports were written that are made from the finding on one point, by what makes them."""

    def line(self, seq: int, report: Report) -> bytes:
        """A report with its number as one line of JSON, without its end."""
        like: Like | None = None
        if isinstance(report, LikeChange):
            like, event = report.like, report.event
            if (known := self._known.get(like)) is not None and is_plain(event.id):
                if not isinstance(report, AnsweredChange):
                    return known.pattern.filled(seq, self._values((event,), report.at, known.measured))
                if is_plain(report.point.id):
                    measured = self._measured(cast("Finding", report.finding), known.measures)
                    return known.pattern.filled(seq, self._values((report.point, event), report.at, measured))
        if isinstance(report, Change) and report.before is None and (finding := report.finding) is not None:
            own = self._own_of(report, finding)
            pattern = None if own is None else self._pattern_of(own)
            if own is not None and pattern is not None:
                measured = self._measured(finding, own.measures)
                if like is not None:
                    self._keep(like, _Known(pattern, own.measures, measured))
                return pattern.filled(seq, self._values(own.events, report.at, measured))
        return b'{"seq": %d, %b' % (seq, self._in_full(report))

    def _keep(self, like: Like, known: "_Known") -> None:
        """Keep how a report was written, to write those by it that are like it."""
        if len(self._known) >= PATTERNS_KEPT:
            self._known.clear()
        self._known[like] = known

    def _own_of(self, change: Change, finding: "Finding") -> Own | None:
        own = own_of(change, finding)
        return own and own._replace(measures=self._measures_of(finding))

    def _measures_of(self, finding: "Finding") -> tuple[Measure, ...]:
        """Those of the figures of a finding that are instants, or lengths of time that a sentence tells as such."""
        figures = finding.figures
        if not figures:
            return ()
        key = (finding.norm, finding.kind, *figures)
        if (measures := self._measures.get(key)) is None:
            teller = teller_of(finding, self._names[0])
            kinds = [(name, teller.reading(name)[0]) for name in figures]
            measures = self._measures[key] = tuple(one for one in kinds if one[1] in _MEASURES)
        # a duration may be told in the words of the agreement, and no time at all in words of its own
        return tuple([one for one in measures if type(figures[one[0]]) is int and figures[one[0]] != 0])

    def _pattern_of(self, own: Own) -> "_Pattern | None":
        """The pattern of the reports that are like one; nothing if there is none."""
        key = own.alike()
        if key in self._patterns:
            return self._patterns[key]
        if not self._has_come_often(key):
            return None
        if len(self._patterns) >= PATTERNS_KEPT:
            self._patterns.clear()
        pattern = self._patterns[key] = self._learnt(own)
        return pattern

    def _has_come_often(self, key: Hashable) -> bool:
        """Whether so many reports were alike that to learn their pattern costs less than they did."""
        if key not in self._seen and len(self._seen) >= PATTERNS_KEPT:
            self._seen.clear()
        self._seen[key] = seen = self._seen.get(key, 0) + 1
        if seen < OFTEN:
            return False
        del self._seen[key]
        return True

    def _learnt(self, own: Own) -> "_Pattern | None":
        """The pattern of the lines like one; nothing if they differ in more than the values of their events."""
        first, *others = (own.as_of(example) for example in self._examples())
        pattern = _Pattern.of(self._in_full(first.change), self._values_of(first))
        is_true = all(
            pattern.filled(0, self._values_of(one)) == b'{"seq": 0, ' + self._in_full(one.change)
            for one in (*others, own)
        )
        return pattern if is_true else None

    def _examples(self) -> Iterator[Example]:
        """What to learn a pattern from: values that cannot be mistaken for anything, and others that differ from them.

        Their minutes, hours and days are even in some and odd in others. In one of them all happens at the end of a day,
        which a sentence may say in words of its own, and is recorded and told at once.
        """
        yield Example(
            ("example-4f1c9a", "sample.b27de8"),
            count(1_592_130_367_000_000, 3_713_524_000_000),
            count(7_391_486_213_579, 8_123_457_689_123),
        )
        yield Example(("9:7._x", "3_q"), count(1_568_862_306_250_001), count(MINUTE, MINUTE))
        zone, calendar = self._names[0].zone, self._edition.agreement.calendar
        midnight = end_of_day(day_of(1_582_876_800_000_000, zone, calendar), zone)
        yield Example(("z", "-"), repeat(midnight), repeat(DAY))

    def _values_of(self, own: Own) -> _Values:
        return self._values(own.events, own.change.at, self._measured(own.finding, own.measures))

    def _values(self, events: "tuple[Evidence | Event, ...]", at: int, measured: _Values) -> _Values:
        """What differs between lines that are alike: of each event its id, its times in UTC and, when it happened, in words.

        Then when the report is told, and each measure as it is exchanged and in words.
        """
        times = self._times
        if len(events) == 1:
            (event,) = events
            happened, recorded = event.time, event.recorded
            time = times.utc(happened)
            return (
                event.id.encode(),
                time,
                time if recorded == happened else times.utc(recorded),
                *times.in_words(happened),
                time if at == happened else times.utc(at),
                *measured,
            )
        values = [
            (one.id.encode(), times.utc(one.time), times.utc(one.recorded), *times.in_words(one.time))
            for one in events
        ]
        return (*chain.from_iterable(values), times.utc(at), *measured)

    def _measured(self, finding: "Finding", measures: tuple[Measure, ...]) -> _Values:
        """The measures of a finding, each as it is exchanged and in both languages."""
        figures = finding.figures
        return tuple(
            chain.from_iterable(
                self._times.measure(kind, cast("int", figures[name])) for name, kind in measures
            )
        )

    def _in_full(self, report: Report) -> bytes:
        """A line without its beginning, the number."""
        for names in self._names:
            if len(names.kept) >= SAYINGS_KEPT:
                names.kept.clear()
        document = report_document(0, report, self._edition, self._known_at, self._names)
        return _write(document).removeprefix('{"seq": 0, ').encode()


class _Known(NamedTuple):
    """A pattern, and the measures that stand in it: of points that are judged alike; those that were answered have their own."""

    pattern: "_Pattern"
    measures: tuple[Measure, ...]
    measured: _Values


class _Pattern(NamedTuple):
    """A line with places, the first for its number, and which value stands in each of the others."""

    text: bytes
    places: Callable[[tuple[bytes, ...]], tuple[bytes, ...]]

    @staticmethod
    def of(line: bytes, values: tuple[bytes, ...]) -> "_Pattern":
        """The pattern of a line without its number in which some values stand, none of which is part of another."""
        standing = {value: place for place, value in enumerate(values)}
        texts = re.split(b"(%b)" % b"|".join(map(re.escape, standing)), line)
        places = [standing[value] for value in texts[1::2]]
        # two at least, as the id and the time stand in every line: of one, `itemgetter` gives no tuple
        text = b"%b".join(one.replace(b"%", b"%%") for one in texts[::2])
        return _Pattern(b'{"seq": %d, ' + text, itemgetter(*places))

    def filled(self, seq: int, values: tuple[bytes, ...]) -> bytes:
        """The line with a number and other values."""
        return self.text % (seq, *self.places(values))
