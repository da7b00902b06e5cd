"""Cases that are compared: each with its class, its group, and the event that settled it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from slakit.checks import Compared, Duty, InOrder, LawfulDifference
from slakit.events.event import Event, FieldValue
from slakit.fairness.counts import Hypothesis
from slakit.findings import Outcome
from slakit.verdicts.facts import Facts
from slakit.verdicts.truth import Fields, Truth, agree
from slakit.verdicts.verdict import Verdict, excuse_of, point_outside, shown_key


@dataclass(frozen=True, slots=True)
class Case:
    """A case with its class, group, unit and levels, and when it was settled; `counted` is absent while it is not."""

    event: Event
    service: str
    alike: tuple[str, ...]
    group: str
    unit: str
    levels: tuple[str, ...]
    settled: int | None
    counted: Truth


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases that can be compared, and how many of each service and group cannot, for something is not recorded."""

    comparable: tuple[Case, ...]
    unknown: Mapping[Hypothesis, int]
    lawful: frozenset[str]
    """The services with cases for which the group itself is a lawful difference."""


def cases_of(check: Compared, duty: Duty, known: Facts) -> Cases:
    """The cases under a norm; what is out of its scope, out of the term, or excused is none."""
    found: list[Case] = []
    unknown: Counter[Hypothesis] = Counter()
    lawful: set[str] = set()
    for event, fits in known.points(check.of):
        outside = point_outside(duty, known, check.of, event, fits) or excuse_of(
            duty, known, event.data, event.time
        )
        service = event.data.get(check.service)
        of = Hypothesis(str(service), shown_key(event.data.get(check.groups.field)))
        if outside is not None:
            if outside.outcome is Outcome.UNDETERMINED:
                unknown[of] += 1
        elif _group_is_lawful(check, known, event):
            lawful.add(str(service))
        elif (case := _case(check, known, event)) is None:
            unknown[of] += 1
        else:
            found.append(case)
    return Cases(tuple(found), unknown, frozenset(lawful))


def _case(check: Compared, known: Facts, event: Event) -> Case | None:
    """A case, if everything that makes it comparable is recorded."""
    needed = (check.service, check.groups.field, *check.alike, *((check.unit,) if check.unit else ()))
    lawful = [lawful_value(one, check.service, known, event) for one in check.lawful]
    if any(name not in event.data for name in needed) or None in lawful:
        return None
    settled = _settled(check, known, event)
    if settled is None:
        return None
    return Case(
        event=event,
        service=shown_key(event.data[check.service]),
        alike=(
            *(shown_key(event.data[name]) for name in check.alike),
            *(shown_key(value) for value in lawful),
        ),
        group=shown_key(event.data[check.groups.field]),
        unit=shown_key(event.data[check.unit]) if check.unit else f"{event.source} {event.id}",
        levels=tuple(shown_key(event.data.get(name)) for name in check.examined),
        settled=settled.at,
        counted=settled.counted,
    )


@dataclass(frozen=True, slots=True)
class _Settled:
    """When a case was settled, and whether it has the counted outcome; neither while it is not."""

    at: int | None
    counted: Truth


def _settled(check: Compared, known: Facts, event: Event) -> _Settled | None:
    """How a case was settled; nothing if it is not known whether or how it was."""
    settling, perhaps = (
        known.answers(check.settled, check.matching, event) if check.settled else (event, None)
    )
    if check.within is not None:
        due = event.time + check.within
        if settling is None or settling.time > due:
            doubtful = check.settled is None or not check.settled.complete
            return None if doubtful or (perhaps and perhaps.time <= due) else _Settled(due, counted=False)
        return _counted(check, known, settling, due)
    if settling is None:
        return None if perhaps else _Settled(None, counted=None)
    return _counted(check, known, settling, settling.time)


def _counted(check: Compared, known: Facts, settling: Event, at: int) -> _Settled | None:
    """What an event settles, as of an instant; nothing if it is not known how."""
    counted = known.held(check.counted, settling)
    return None if counted is None else _Settled(at, counted)


def _group_is_lawful(check: Compared, known: Facts, event: Event) -> bool:
    """Whether the group itself is declared as a lawful difference for the service of this case."""
    return any(
        difference.field == check.groups.field
        and lawful_value(difference, check.service, known, event) not in (None, "")
        for difference in check.lawful
    )


def lawful_value(difference: LawfulDifference, service: str, known: Facts, event: Event) -> FieldValue | None:
    """The value of a lawful difference for an event, `""` where it does not apply, `None` where it is not recorded."""
    applies = not difference.services or event.data.get(service) in difference.services
    if not (applies and is_valid(difference, event.time)):
        return ""
    if difference.record is None:
        return event.data.get(difference.field)
    if difference.field not in event.data:
        return ""
    truths = [one.truth for one in known.in_force_at(difference.record, difference.matching, event)]
    if True in truths:
        return event.data[difference.field]
    return None if None in truths else ""


def is_valid(difference: LawfulDifference, instant: int) -> bool:
    """Whether a lawful difference is valid at an instant."""
    return (difference.since is None or difference.since <= instant) and (
        difference.until is None or instant < difference.until
    )


@dataclass(frozen=True, slots=True)
class Justification:
    """The recorded reason that covers a difference, or perhaps does, for the condition on it is `unclear`."""

    event: Event
    unclear: tuple[str, ...] = ()

    def covering(
        self,
        occasion: dict[str, str],
        time: int,
        figures: dict[str, int | str],
        *shown: tuple[str, Event],
    ) -> Verdict:
        """The verdict on an occasion that it covers, or perhaps does."""
        evidence = (*shown, ("justification", self.event))
        if not self.unclear:
            return Verdict(occasion, time, Outcome.NOT_APPLICABLE, "justified", figures, evidence)
        figures = {**figures, "unclear": ", ".join(self.unclear)}
        return Verdict(occasion, time, Outcome.UNDETERMINED, "perhaps-justified", figures, evidence)


def justification(check: Compared | InOrder, known: Facts, fields: Fields) -> Justification | None:
    """The recorded reason that covers a difference, else the first that perhaps does; nothing if there is none.

    One that leaves a matched field unrecorded covers nothing: a reason must say what it is the reason of.
    """
    if check.justified is None:
        return None
    points, matching = check.justified.points, check.justified.matching
    perhaps: Justification | None = None
    for event, truth in known.points_for(points, matching, fields):
        if truth:
            return Justification(event)
        if perhaps is None and agree(matching, fields, event.data):
            perhaps = Justification(event, known.unclear(points.where, event.data, event.time))
    return perhaps
