"""What a monitor tells as lines of JSON, of which a million may be alike.

Findings on points that are judged alike differ in the event alone: its id, its times, and the instant as of which it is
said. Whoever has written some such lines writes the next from a pattern. A pattern is learnt from lines that were
written in full, for events made for it, and is used only if it gives those, and the line at hand, to the last character;
so what a line holds is said in one place, `slakit.reports.changes.report_document`.
"""

import json
import re
from collections.abc import Callable, Hashable, Iterator
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from slakit.calendars import day_of, end_of_day, show_utc
from slakit.changes import Cause, Change, Report
from slakit.findings import Evidence, finding_id
from slakit.reports.changes import report_document
from slakit.reports.json_lines import names_in_all_languages

if TYPE_CHECKING:
    from slakit.findings import Finding
    from slakit.loading import Edition

PATTERNS_KEPT: Final = 1024
"""So many patterns are kept at most, and as many findings of which no other alike has come yet."""
OFTEN: Final = 8
"""So often reports that are alike come before their pattern is learnt, which takes as long as to write some six."""
SAYINGS_KEPT: Final = 10_000
"""So many names and figures in words are kept at most for each language: a stream has no end."""
_PLAIN_ID: Final = re.compile(r"[A-Za-z0-9._:\-]+")
"""An id that JSON, the id of a finding and a sentence all write as it is."""
_write: Final = json.JSONEncoder(ensure_ascii=False).encode


class LedgerLines:
    """Writes reports with their numbers as lines of JSON, without their ends."""

    def __init__(self, edition: "Edition", known_at: int | None) -> None:
        self._edition = edition
        self._known_at = known_at
        self._names = names_in_all_languages(edition)
        self._patterns: dict[Hashable, _Pattern | None] = {}
        self._seen: dict[Hashable, int] = {}

    def line(self, seq: int, report: Report) -> bytes:
        """A report with its number as one line of JSON, without its end."""
        own = _own_of(report)
        text = None if own is None else self._alike(own)
        return f'{{"seq": {seq}, {self._in_full(report) if text is None else text}'.encode()

    def _alike(self, own: "_Own") -> str | None:
        """The line of a report by the pattern of those that are alike; nothing if there is none."""
        key = own.alike()
        if key in self._patterns:
            pattern = self._patterns[key]
        else:
            if not self._has_come_often(key):
                return None
            if len(self._patterns) >= PATTERNS_KEPT:
                self._patterns.clear()
            pattern = self._patterns[key] = self._learnt(own)
        return None if pattern is None else pattern.filled(self._values(own))

    def _has_come_often(self, key: Hashable) -> bool:
        """Whether so many reports were alike that to learn their pattern costs less than they did."""
        if key not in self._seen and len(self._seen) >= PATTERNS_KEPT:
            self._seen.clear()
        self._seen[key] = seen = self._seen.get(key, 0) + 1
        if seen < OFTEN:
            return False
        del self._seen[key]
        return True

    def _learnt(self, own: "_Own") -> "_Pattern | None":
        """The pattern of the lines like one; nothing if they differ in more than the values of their events."""
        first, *others = self._examples()
        pattern = _Pattern.of(self._in_full(own.as_of(first)), self._values(own.as_of(first)))
        shown = [*(own.as_of(event) for event in others), own]
        is_true = all(pattern.filled(self._values(one)) == self._in_full(one) for one in shown)
        return pattern if is_true else None

    def _examples(self) -> "Iterator[_Example]":
        """Events to learn a pattern from: one whose values cannot be mistaken for anything, and others that differ from it.

        One of them happens at the end of a day, which a sentence may say in words of its own, and is recorded and told at once.
        """
        yield _Example("example-4f1c9a", 1_592_130_367_000_000, 1_595_843_891_000_000, 1_601_274_713_000_000)
        yield _Example("9:7._x", 1_568_862_246_250_001, 1_568_862_246_250_002, 1_568_862_246_250_003)
        zone, calendar = self._names[0].zone, self._edition.agreement.calendar
        midnight = end_of_day(day_of(1_582_876_800_000_000, zone, calendar), zone)
        yield _Example("z", midnight, midnight, midnight)

    def _values(self, own: "_Own") -> "tuple[str, ...]":
        """What differs between lines that are alike: the id, the times in UTC and, of what happened, in words."""
        event, at = own.event, own.change.at
        time = show_utc(event.time)
        return (
            event.id,
            time,
            time if event.recorded == event.time else show_utc(event.recorded),
            time if at == event.time else show_utc(at),
            *[names.unmarked_instant(event.time) for names in self._names],
        )

    def _in_full(self, report: "Report | _Own") -> str:
        """A line without its beginning, the number."""
        for names in self._names:
            if len(names.kept) >= SAYINGS_KEPT:
                names.kept.clear()
        told = report.change if isinstance(report, _Own) else report
        document = report_document(0, told, self._edition, self._known_at, self._names)
        return _write(document).removeprefix('{"seq": 0, ')


class _Example(NamedTuple):
    """An event that stands for others: its id and its times, and when it is told."""

    id: str
    time: int
    recorded: int
    at: int


class _Own(NamedTuple):
    """A finding on one event, told because of it or because time has passed: what of the change is of that event alone."""

    change: Change
    finding: "Finding"
    event: Evidence
    place: int

    def alike(self) -> Hashable:
        """All that a line is written from, but the id of the event, when it happened and was recorded, and when it is told."""
        finding, event = self.finding, self.event
        return (
            finding.norm,
            finding.clause,
            finding.kind,
            finding.bearer,
            finding.counterparty,
            finding.outcome,
            finding.reason,
            finding.grade,
            event.source,
            event.type,
            event.role,
            self.place,
            len(self.change.because),
            (*finding.evidence[: self.place], *finding.evidence[self.place + 1 :]),
            tuple(finding.figures.items()),
            finding.cures,
            finding.choices,
            finding.tainted,
            finding.calendars,
        )

    def as_of(self, example: _Example) -> "_Own":
        """The same of another event."""
        finding, change = self.finding, self.change
        name, time, recorded, at = example
        event = self.event.altered(id=name, time=time, recorded=recorded)
        occasion = {key: name if key == "event" else value for key, value in finding.occasion.items()}
        of_it = finding.altered(
            id=finding_id(finding.norm, occasion),
            occasion=occasion,
            time=time,
            evidence=(*finding.evidence[: self.place], event, *finding.evidence[self.place + 1 :]),
        )
        because = tuple(cause.altered(id=name, time=time, recorded=recorded) for cause in change.because)
        return _Own(change.altered(at=at, finding=of_it, because=because), of_it, event, self.place)


def _own_of(report: Report) -> _Own | None:
    """What of a report is of one event alone, if it is a new finding on one event and of no other that is named."""
    if type(report) is not Change or report.before is not None or (finding := report.finding) is None:
        return None
    occasion = finding.occasion
    name, source = occasion.get("event"), occasion.get("source")
    if len(occasion) != 2 or name is None or source is None or not _PLAIN_ID.fullmatch(name):
        return None
    places = [place for place, one in enumerate(finding.evidence) if (one.id, one.source) == (name, source)]
    if len(places) != 1:
        return None
    event = finding.evidence[places[0]]
    if event.time != finding.time or not all(_is_same(cause, event) for cause in report.because):
        return None
    return _Own(report, finding, event, places[0])


def _is_same(cause: Cause, event: Evidence) -> bool:
    return (cause.id, cause.source, cause.type, cause.time, cause.recorded) == (
        event.id,
        event.source,
        event.type,
        event.time,
        event.recorded,
    )


class _Pattern(NamedTuple):
    """A text with places, and which value stands in each of them."""

    text: str
    places: Callable[[tuple[str, ...]], tuple[str, ...]]

    @staticmethod
    def of(text: str, values: tuple[str, ...]) -> "_Pattern":
        """The pattern of a text in which some values stand, none of which is part of another."""
        standing = {value: place for place, value in enumerate(values)}
        texts = re.split(f"({'|'.join(map(re.escape, standing))})", text)
        places = [standing[value] for value in texts[1::2]]
        # two at least, as the id and the time stand in every line: of one, `itemgetter` gives no tuple
        return _Pattern("%s".join(one.replace("%", "%%") for one in texts[::2]), itemgetter(*places))

    def filled(self, values: tuple[str, ...]) -> str:
        """The text with other values."""
        return self.text % self.places(values)
