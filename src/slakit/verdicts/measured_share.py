"""**measured** — a share of the points of a window meets a condition, or is answered in time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from slakit.checks import Answered, Condition, Duty, MeasuredShare, Window
from slakit.events.event import Event
from slakit.findings import Cure, Outcome
from slakit.verdicts.facts import Facts
from slakit.verdicts.measured import MILLION, begun, not_measured, place_of
from slakit.verdicts.truth import EVERY_SERVICE, Truth
from slakit.verdicts.verdict import Verdict, point_outside


@dataclass(frozen=True, slots=True)
class Counted:
    """A point that is counted, certainly or perhaps, and whether it meets the level; `open`: it still may.

    What it took is at least `least` and at most `most`, where that is known.
    """

    event: Event
    sure: bool
    met: Truth
    open: bool = False
    answer: Event | None = None
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    met: int
    of: int

    @property
    def millionths(self) -> int:
        """The share in millionths, rounded down; of nothing, nothing."""
        return self.met * MILLION // self.of if self.of else 0

    def reaches(self, target: int) -> bool:
        """Whether it is at least the target, in millionths, exactly."""
        return self.met * MILLION >= target * self.of


def measured_share(check: MeasuredShare, duty: Duty, known: Facts) -> Iterator[Verdict]:
    """Of the points in each window that has begun, a share meets a condition, for each item or for all together."""
    windows = list(begun(check.windows, known))
    points = list(_counted(check, duty, known, windows))
    for item in check.items if check.each else ("",):
        for window in windows:
            occasion = place_of((check.each[1], item) if check.each else None, window)
            here = [
                one if named is True else replace(one, sure=False)
                for one in points
                if window.start <= one.event.time < window.end
                and (named := _names(check, one.event, item)) is not False
            ]
            yield not_measured(known, window, occasion) or _shared(check, known, window, occasion, here)


def _counted(check: MeasuredShare, duty: Duty, known: Facts, windows: Sequence[Window]) -> Iterator[Counted]:
    """The points in some windows that are under the norm, certainly or perhaps, each with its answer."""
    if not windows:
        return
    since, until = min(one.start for one in windows), max(one.end for one in windows)
    for event, fits in known.points(check.of):
        if not since <= event.time < until:
            continue
        outside = point_outside(duty, known, check.of, event, fits)
        if outside is None or outside.outcome is Outcome.UNDETERMINED:
            yield _met(check.meets, known, event, sure=outside is None)


def _names(check: MeasuredShare, event: Event, item: str) -> Truth:
    """Whether a point names an item; without items every point does."""
    if check.each is None:
        return True
    value = event.data.get(check.each[0])
    if value is None:
        return None
    named = value if isinstance(value, tuple) else (value,)
    return item in named or EVERY_SERVICE in named


def _met(meets: Condition | Answered, known: Facts, event: Event, *, sure: bool) -> Counted:
    if not isinstance(meets, Answered):
        return Counted(event, sure, known.held(meets, event))
    answer, unclear = known.answers(meets.by, meets.matching, event)
    age = known.at - event.time
    most = answer.time - event.time if answer else None
    first = min((one.time - event.time for one in (answer, unclear) if one), default=age)
    least = first if answer or meets.complete else 0  # what the log need not hold may have come at once
    return Counted(event, sure, *_in_time(meets, age, least, most), answer or unclear, least, most)


def _in_time(meets: Answered, age: int, least: int, most: int | None) -> tuple[Truth, bool]:
    """Whether something that took from `least` to `most` was in time, and whether that is still open."""

    def timely(length: int) -> bool:
        return meets.within is None or (length <= meets.within if meets.closed else length < meets.within)

    if most is not None and timely(most):
        return True, False
    if not timely(least):
        return False, False
    return None, most is None and timely(age)


def _shared(
    check: MeasuredShare, known: Facts, window: Window, occasion: dict[str, str], here: Sequence[Counted]
) -> Verdict:
    sure = [one for one in here if one.sure]
    certain = sum(one.met is True for one in sure)
    best, worst = _bounds(here)
    figures: dict[str, int | str] = {
        "met": certain,
        "counted": len(sure),
        "doubtful": len(here) - len(sure) + sum(one.met is None for one in sure),
        "reached-millionths": best.millionths if best.of else MILLION,
        "reached-at-worst-millionths": worst.millionths,
        **_took(check, here),
    }
    evidence = tuple(_evidence(here))
    time, over = window.start, known.at >= window.end
    if over and not here:
        return Verdict(occasion, time, Outcome.NOT_APPLICABLE, "none-counted", {}, evidence)
    if isinstance(check.meets, Answered) and check.meets.within is None:
        return Verdict(occasion, time, Outcome.UNDETERMINED, "time-reported", figures, evidence)
    if check.target is None:
        return Verdict(occasion, time, Outcome.UNDETERMINED, "share-reported", figures, evidence)
    figures["target-millionths"] = check.target
    if over and not best.reaches(check.target):
        cures = (Cure("met-at-least", -(-check.target * best.of // MILLION)),)
        return Verdict(
            occasion, time, Outcome.VIOLATED, "too-few", figures, evidence, cures, settled=window.end
        )
    if over and sure and worst.reaches(check.target):
        return Verdict(occasion, time, Outcome.FULFILLED, "enough", figures, evidence)
    if not over or any(one.open for one in here):
        return Verdict(occasion, time, Outcome.PENDING, "counting", figures, evidence)
    return Verdict(
        occasion, time, Outcome.UNDETERMINED, "perhaps-too-few", figures, evidence, settled=window.end
    )


def _bounds(here: Sequence[Counted]) -> tuple[Share, Share]:
    """The share at best, and at worst: what is open decided either way, what is doubtful counted or not."""
    at_best = [one for one in here if one.sure or one.met is not False]
    at_worst = [one for one in here if one.sure or one.met is not True]
    best = Share(sum(one.met is not False for one in at_best), len(at_best))
    return best, Share(sum(one.met is True for one in at_worst), len(at_worst))


def _took(check: MeasuredShare, here: Sequence[Counted]) -> dict[str, int | str]:
    """What the point at the rank of the percentile took, exactly or at least; nothing where nothing is timed."""
    if not isinstance(check.meets, Answered) or check.target is None or not here:
        return {}
    rank = max(1, -(-check.target * len(here) // MILLION))
    least = sorted(one.least for one in here)[rank - 1]
    most = sorted((one.most is None, one.most or 0) for one in here)[rank - 1]
    exact = most == (False, least) and all(one.sure for one in here)
    figures: dict[str, int | str] = {"rank": rank}
    if check.meets.within is not None:
        figures["required"] = check.meets.within
    if exact:
        figures["took"] = least
    elif all(one.sure for one in here):
        figures["took-at-least"] = least
    return figures


def _evidence(here: Sequence[Counted]) -> Iterator[tuple[str, Event]]:
    """Every counted point by what it did, each followed by what answered it, or perhaps did."""
    for one in here:
        yield ("doubtful" if not one.sure or one.met is None else "met" if one.met else "unmet"), one.event
        if one.answer:
            yield "perhaps-answer" if one.most is None else "answer", one.answer
