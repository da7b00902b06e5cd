"""Notices that are looked up by what they announce: an act is judged as if it looked through all of them."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slakit.checks import Announced, Duty
from slakit.engines import audit
from slakit.engines.audit.databases import SQLite
from slakit.engines.reference import judge
from slakit.events.event import Event, FieldValue
from slakit.loading import Edition, load
from slakit.verdicts import covered_before
from slakit.verdicts.notices import Notices
from slakit.verdicts.spans import Span, Version

HOUR: Final = 3_600_000_000
ANNOUNCED: Final = Announced("start", "end", True, True, True, None)  # noqa: FBT003 -- its fields, in their order


@cache
def edition() -> Edition:
    return load(Path(__file__).parents[2] / "agreements" / "hamadan-governorate" / "1398")


@cache
def duty() -> Duty:
    (found,) = (duty for duty in edition().duties if duty.norm == "planned-outage-notice")
    return found


class EveryNotice:
    """All notices, for every act."""

    def __init__(self, announced: Announced, notices: Sequence[Span]) -> None:
        self._notices = notices

    def that_may_announce(self, start: int) -> Sequence[Span]:
        """All of them."""
        return self._notices

    def near(self, start: int, distance: int) -> Sequence[Span]:
        """All of them."""
        return self._notices


@st.composite
def years(draw: st.DrawFn) -> list[Event]:
    """Some planned outages, and notices that announce them, others, windows, or nothing; some are changed or withdrawn."""
    by = Random(draw(st.integers(0, 2**62)))  # noqa: S311 -- what happens in a story, not a secret
    begin = edition().term.start + 200 * HOUR
    log = list[Event]()

    def happen(kind: str, hour: int, data: dict[str, FieldValue]) -> None:
        time = begin + hour * HOUR
        log.append(Event("test", f"e{len(log)}", kind, time, time, data))

    for number in range(by.randint(1, 6)):
        hour, services = by.choice((0, 1, 24, 71, 72, 100)), by.choice((("svc-05",), ("svc-05", "svc-06")))
        happen("outage.started", hour, {
            "outage": f"o{number}", "services": services, "planned": True, "origin": "site",
        })  # fmt: skip
        if by.random() < 0.8:
            happen("outage.ended", hour + by.choice((1, 5)), {"outage": f"o{number}"})
    for number in range(by.randint(0, 6)):
        hour, name = by.choice((-120, -72, -71, -1, 1, 30)), f"n{number}"
        said: dict[str, FieldValue] = {"notice": name, "channel": by.choice(("portal", "portal", "letter"))}
        if by.random() < 0.9:
            start = by.choice((-200, 0, 1, 24, 71, 72, 100, 500))
            said["start"] = begin + start * HOUR
            if by.random() < 0.7:
                said["end"] = begin + (start + by.choice((0, 1, 2, 26, 150))) * HOUR
        if by.random() < 0.9:
            said["covers"] = by.choice((("svc-05",), ("*",), ("svc-06",)))
        happen("notice.published", hour, said)
        if by.random() < 0.3:
            later = {**said, "start": begin + by.choice((1, 24, 72)) * HOUR}
            happen("notice.amended", hour + by.choice((0, 1, 60)), later)
        if by.random() < 0.2:
            happen("notice.withdrawn", hour + by.choice((1, 50, 100)), {"notice": name})
    return log


@settings(max_examples=200)
@given(years())
def test_an_act_is_judged_as_if_it_looked_through_all_notices(log: list[Event]) -> None:
    """In every word: the notice that counts, the near miss that is shown, and the overrun."""
    at = edition().term.end
    found = judge([duty()], edition().term, log, at)
    assert audit.judge([duty()], edition().term, log, at, database=SQLite()) == found
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(covered_before, "Notices", EveryNotice)
        assert judge([duty()], edition().term, log, at) == found


SAID: Final = st.lists(
    st.tuples(st.none() | st.integers(0, 30), st.none() | st.integers(0, 60)), min_size=1, max_size=3
)


@given(st.lists(SAID, max_size=12), st.integers(0, 40), st.integers(0, 10))
def test_no_notice_is_missed_that_announces_a_start_or_nearly_does(
    several: list[list[tuple[int | None, int | None]]], start: int, distance: int
) -> None:
    notices = [
        Span(("n",), tuple(Version(0, event.data, event) for event in map(announcing, said)), None)
        for said in several
    ]
    found = Notices(ANNOUNCED, notices)

    def says(notice: Span, near: int) -> bool:
        return any(
            said is None or abs(said - start) <= near or (end is not None and said <= start < end)
            for version in notice.versions
            for said, end in [(version.fields.get("start"), version.fields.get("end"))]
            if not isinstance(said, str | tuple)
            if not isinstance(end, str | tuple)
        )

    assert [one for one in notices if says(one, 0)] == [
        one for one in found.that_may_announce(start) if says(one, 0)
    ]
    assert [one for one in notices if says(one, distance)] == [
        one for one in found.near(start, distance) if says(one, distance)
    ]


def announcing(said: tuple[int | None, int | None]) -> Event:
    fields: dict[str, FieldValue] = {
        name: value for name, value in zip(("start", "end"), said, strict=True) if value is not None
    }
    return Event("test", "n", "notice.published", 0, 0, fields)


def test_only_the_notices_around_an_instant_are_looked_at() -> None:
    """Of a thousand windows those in which it may lie, and of a thousand starts those that are near."""
    notices = [
        Span(("n",), (Version(0, event.data, event),), None)
        for number in range(1000)
        for event in [announcing((number * 10, number * 10 + 5))]
    ]
    found = Notices(ANNOUNCED, notices)
    assert list(found.that_may_announce(5003)) == [notices[500]]
    assert list(found.near(5003, 10)) == notices[500:502]
