"""**measured** — the share of time without a counted span meets a target, or is only reported."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from slakit.checks import Duty, Exclusion, Measured, Pair, Window
from slakit.events.event import Event, FieldValue
from slakit.findings import Cure, Outcome
from slakit.verdicts.clocks import Calendars
from slakit.verdicts.facts import Facts, named_from
from slakit.verdicts.intervals import Intervals
from slakit.verdicts.spans import Span, lasting, proof_of, unless_in_doubt, while_it_stands
from slakit.verdicts.truth import EVERY_SERVICE, Truth, agree, all_of, whole
from slakit.verdicts.verdict import Verdict

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """One item in one window, as far as the window has passed; `looked_at` is the time in it that is measured."""

    item: str
    window: Window
    end: int
    looked_at: Intervals

    @property
    def occasion(self) -> dict[str, str]:
        """What names it: the item, and the window if it is not the whole term."""
        return place_of(("service", self.item), self.window)


def place_of(item: Pair | None, window: Window) -> dict[str, str]:
    """The occasion of an item, if there is one, in a window that has a name, or in the whole term."""
    return dict([item] if item else []) | ({"period": window.name} if window.name else {})


def measured(check: Measured, duty: Duty, known: Facts) -> Iterator[Verdict]:
    """The share of each window that has begun in which no counted span is open, for each item; overlaps count once."""
    exclusions = (*check.excluding, *(Exclusion(excuse.spans, excuse.matching) for excuse in duty.unless))
    hours, windows = _hours(check, known.calendars), windows_as_known(check, known.calendars)
    for item in check.items:
        for window in begun(windows, known):
            end = min(known.at, window.end)
            inside = Intervals([(window.start, end)]) if hours is None else hours.clipped(window.start, end)
            place = Place(item, window, end, inside)
            if early := not_measured(known, window, place.occasion):
                yield early
            else:
                yield _measure(check, known, place, *_outage(check, exclusions, known, place))


def windows_as_known(check: Measured, calendars: Calendars) -> tuple[Window, ...]:
    """The windows of a check; as long as the hours that the days off leave, as they are known, where a calendar says them."""
    hours = None if check.calendar is None else _hours(check, calendars)
    if hours is None:
        return check.windows
    return tuple(replace(one, length=hours.clipped(one.start, one.end).length) for one in check.windows)


def _hours(check: Measured, calendars: Calendars) -> Intervals | None:
    """The time that is looked at, where it is not all of it; that of a calendar as it is known."""
    if check.calendar is not None:
        return calendars.hours(check.calendar)
    return None if check.hours is None else Intervals(check.hours)


def begun(windows: Iterable[Window], known: Facts) -> Iterator[Window]:
    """The windows that have begun; of a later one there is nothing to say yet."""
    return (window for window in windows if window.start <= known.at)


def not_measured(known: Facts, window: Window, occasion: dict[str, str]) -> Verdict | None:
    """Why nothing can be measured in a window at all; nothing if something can."""
    if window.length == 0:
        return Verdict(occasion, window.start, Outcome.NOT_APPLICABLE, "no-time-in-window")
    binding = known.binding()
    if binding.until <= window.start:
        return Verdict(occasion, window.start, Outcome.UNDETERMINED, "window-outside-effect")
    if window.end <= binding.since:
        reason = "window-outside-effect" if binding.is_told else "window-before-proof"
        return Verdict(occasion, window.start, Outcome.UNDETERMINED, reason)
    return None


def _outage(
    check: Measured, exclusions: Sequence[Exclusion], known: Facts, place: Place
) -> tuple[Intervals, Intervals, tuple[tuple[str, Event], ...]]:
    """The time in which a counted span was open, that in which perhaps one was, and the events that show it."""
    down, perhaps = Intervals(), Intervals()
    evidence: list[tuple[str, Event]] = []
    for span in known.spans_naming(check.of, check.each[0], place.item):
        if span.opened >= place.end or (span.closed is not None and span.closed <= place.window.start):
            continue
        fields = span.versions[-1].fields
        truth = unless_in_doubt(span, known.truth(check.of.where, fields, span.opened))
        if truth is False:
            continue
        lasted = _lasted(span, check.each[0], place)
        if not lasted.parts:
            continue
        evidence += proof_of(span, "act")
        excluded, maybe = Intervals(), Intervals()
        for exclusion in exclusions:
            sure, open_, shown = _excluded(exclusion, check, known, place, fields, lasted)
            excluded.unite(sure)
            maybe.unite(open_)
            evidence += shown
        lasted = lasted.without(excluded)
        maybe.unite(Intervals([(one.since, until) for one, until in lasting(span, place.end) if one.perhaps]))
        certain = lasted.without(maybe).clipped(*known.binding().clipped(place.end)) if truth else Intervals()
        down.unite(certain)
        perhaps.unite(lasted.without(certain))
    return down, perhaps.without(down), _each_once(evidence)


def _lasted(span: Span, field: str, place: Place) -> Intervals:
    """The time looked at in which a span was open and named an item."""
    lasted, end = Intervals(), place.end if span.closed is None else span.closed
    for since, until in named_from(span, field, place.item):
        lasted.unite(place.looked_at.clipped(since, end if until is None else until))
    return lasted


def _each_once(evidence: Sequence[tuple[str, Event]]) -> tuple[tuple[str, Event], ...]:
    return tuple({(role, event.source, event.id): (role, event) for role, event in evidence}.values())


def _excluded(
    exclusion: Exclusion, check: Measured, known: Facts, place: Place, fields: Mapping[str, FieldValue],
    outage: Intervals,
) -> tuple[Intervals, Intervals, list[tuple[str, Event]]]:  # fmt: skip
    """The part of an outage to which an exclusion certainly applies, that to which it may, and what shows it."""
    sure, maybe = Intervals(), Intervals()
    shown: list[tuple[str, Event]] = []
    others, begins, ends = _others(exclusion, check.each[0]), outage.parts[0][0], outage.parts[-1][1]
    for span in known.candidates(exclusion.spans, others, fields):
        for version, until in lasting(span, place.end):
            if until <= begins or version.since >= ends:
                continue
            truth = unless_in_doubt(span, known.truth(exclusion.spans.where, version.fields, version.since))
            truth = while_it_stands(version, truth)
            applies = all_of((truth, _matches(exclusion, check.each[0], place.item, fields, version.fields)))
            lasts = Intervals([(version.since, until)]).shared_with(outage)
            if applies is not False and lasts.parts:
                sure, maybe = (sure.united(lasts), maybe) if applies else (sure, maybe.united(lasts))
                shown += proof_of(span, "excuse")
    return sure, maybe.without(sure), shown


def _matches(
    exclusion: Exclusion, services: str, item: str, ours: Mapping[str, FieldValue], theirs: Mapping[str, FieldValue]
) -> Truth:  # fmt: skip
    """Whether an exclusion matches an outage of an item: among services, it is enough that it names the item."""
    named = [theirs.get(other) for mine, other in exclusion.matching if mine == services]
    named += [theirs.get(exclusion.items)] if exclusion.items else []
    others = _others(exclusion, services)
    return all_of(
        (
            *(None if value is None else _names_item(value, item) for value in named),
            agree(others, ours, theirs),
        )
    )


def _others(exclusion: Exclusion, services: str) -> tuple[Pair, ...]:
    """What an exclusion is matched by besides services."""
    return tuple(pair for pair in exclusion.matching if pair[0] != services)


def _names_item(value: FieldValue | None, item: str) -> bool:
    named = value if isinstance(value, tuple) else (value,)
    return item in named or EVERY_SERVICE in named


def _unseen(check: Measured, known: Facts, place: Place) -> Intervals:
    """The time in which nobody watched; none where the norm asks for no proof of watching."""
    if check.observed is None:
        return Intervals()
    seen = Intervals()
    for span in known.spans_naming(check.observed, None, place.item):
        for version, until in lasting(span, place.end):
            if not version.perhaps:
                seen.add(version.since, until)
    return place.looked_at.clipped(*known.binding().clipped(place.end)).without(seen)


def _measure(
    check: Measured, known: Facts, place: Place, down: Intervals, perhaps: Intervals,
    evidence: tuple[tuple[str, Event], ...],
) -> Verdict:  # fmt: skip
    occasion, time, window = place.occasion, place.window.start, place.window.length
    unseen = _unseen(check, known, place)
    figures: dict[str, int | str] = {
        "down": down.length,
        "perhaps-down": perhaps.length,
        "unobserved": unseen.without(down).without(perhaps).length,
        "window": window,
    }
    worst = down.length + perhaps.length + whole(figures["unobserved"])
    figures["available-millionths"] = max(0, (window - down.length) * MILLION // window)
    figures["at-worst-millionths"] = max(0, (window - worst) * MILLION // window)
    if early := [event.time for role, event in evidence if role == "early-end"]:
        figures["early-end"] = min(early)
    if check.target is None:
        reason = "no-target" if whole(figures["unobserved"]) == 0 else "no-target-partly-observed"
        return Verdict(occasion, time, Outcome.UNDETERMINED, reason, figures, evidence)
    figures["target-millionths"] = check.target
    settled = place.window.end
    if (window - down.length) * MILLION < check.target * window:
        cures = (Cure("down-at-most", window - -(-check.target * window // MILLION)),)
        return Verdict(
            occasion, time, Outcome.VIOLATED, "below-target", figures, evidence, cures, settled=settled
        )
    if known.at < place.window.end:
        return Verdict(occasion, time, Outcome.PENDING, "measuring", figures, evidence)
    if (window - worst) * MILLION < check.target * window:
        return Verdict(
            occasion, time, Outcome.UNDETERMINED, "perhaps-below-target", figures, evidence, settled=settled
        )
    return Verdict(occasion, time, Outcome.FULFILLED, "met-target", figures, evidence)
