"""**compared** — what came first is taken up first."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from slakit.checks import Duty, InOrder
from slakit.events.event import Event
from slakit.fairness.order import out_of_order
from slakit.findings import Grade, Outcome
from slakit.verdicts.cases import justification, lawful_value
from slakit.verdicts.facts import Facts
from slakit.verdicts.truth import order
from slakit.verdicts.verdict import Verdict, event_occasion, excuse_of, point_outside, shown_key

NEVER = 2**62
"""Later than any event: when a case that still waits is taken up."""

Queue = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A case in a queue, and when it was taken up."""

    event: Event
    taken: Event | None

    @property
    def start(self) -> int:
        """When it was taken up; a case that still waits comes after all others."""
        return self.taken.time if self.taken else NEVER


def in_order(check: InOrder, duty: Duty, known: Facts) -> Iterator[Verdict]:
    """Of each queue: the smallest set of cases without which everybody was taken up in turn, each with whom it passed."""
    queues: dict[Queue, list[_Waiting]] = defaultdict(list)
    for event, fits in known.points(check.of):
        outside = point_outside(duty, known, check.of, event, fits) or excuse_of(
            duty, known, event.data, event.time
        )
        if outside is not None:
            yield outside.verdict(event_occasion(event), event.time, "event", event)
            continue
        queue = _queue(check, known, event)
        if queue is None:
            yield Verdict(event_occasion(event), event.time, Outcome.UNDETERMINED, "not-comparable",
                          evidence=(("event", event),))  # fmt: skip
        else:
            queues[queue].append(_Waiting(event, known.answers(check.taken, check.matching, event)[0]))
    for waiting in queues.values():
        yield from _on_queue(check, known, waiting)


def _queue(check: InOrder, known: Facts, event: Event) -> Queue | None:
    """What makes cases stand in one queue; nothing if part of it is not recorded."""
    values = [event.data.get(name) for name in (check.service, *check.alike)]
    values += [lawful_value(one, check.service, known, event) for one in check.lawful]
    return None if None in values else tuple(shown_key(value) for value in values)


def _on_queue(check: InOrder, known: Facts, waiting: Sequence[_Waiting]) -> Iterator[Verdict]:
    """The verdicts on one queue, in the order in which the cases came; cases that came together have no order."""
    line = sorted(waiting, key=lambda one: (one.event.time, one.start, order(one.event)))
    offending = out_of_order(_starts(line, check.tolerance))
    for place, one in enumerate(line):
        passed: tuple[_Waiting, ...] = ()
        passed_by: tuple[_Waiting, ...] = ()
        if place in offending:
            passed = tuple(other for other in line[:place] if _passes(one, other, check.tolerance))
            passed_by = tuple(other for other in line[place + 1 :] if _passes(other, one, check.tolerance))
        if passed or passed_by:
            yield _out_of_turn(check, known, one, passed, passed_by)
        elif one.taken is None:
            yield Verdict(event_occasion(one.event), one.event.time, Outcome.PENDING, "still-waiting",
                          evidence=(("event", one.event),))  # fmt: skip
        else:
            yield Verdict(
                event_occasion(one.event), one.event.time, Outcome.FULFILLED, "in-turn",
                {"taken": one.taken.time}, (("event", one.event), ("taken", one.taken)),
            )  # fmt: skip


def _starts(line: Sequence[_Waiting], tolerance: int) -> list[int]:
    """When each was taken up, where a lead of no more than the tolerance over those before counts as none."""
    starts, latest = [], 0
    for one in line:
        start = one.start
        if NEVER not in (start, latest) and latest - tolerance <= start < latest:
            start = latest
        starts.append(start)
        latest = max(latest, start) if start != NEVER else latest
    return starts


def _passes(one: _Waiting, other: _Waiting, tolerance: int) -> bool:
    """Whether one was taken up before another that had come earlier."""
    return other.event.time < one.event.time and one.start + tolerance < other.start


def _out_of_turn(
    check: InOrder, known: Facts, one: _Waiting, passed: Sequence[_Waiting], passed_by: Sequence[_Waiting]
) -> Verdict:
    """The verdict on a case out of turn; who passed nobody was passed over itself."""
    fields = {name: one.event.data[name] for name in (check.service, *check.alike) if name in one.event.data}
    occasion = event_occasion(one.event)
    taken = (("taken", one.taken),) if one.taken else ()
    if reason := justification(check, known, {**one.event.data, **fields}):
        evidence = (("event", one.event), *taken, ("justification", reason))
        return Verdict(occasion, one.event.time, Outcome.NOT_APPLICABLE, "justified", {}, evidence)
    others, role = (passed, "passed") if passed else (passed_by, "passed-by")
    figures: dict[str, int | str] = {"passed": len(passed), "passed-by": len(passed_by)}
    if one.taken:
        figures["taken"] = one.taken.time
    evidence = (("event", one.event), *taken, (role, others[0].event))
    if not check.by_start:
        return Verdict(occasion, one.event.time, Outcome.UNDETERMINED, "finished-out-of-turn", figures,
                       evidence, grade=Grade.REVIEW)  # fmt: skip
    return Verdict(
        occasion, one.event.time, Outcome.VIOLATED, "took-its-turn-early" if passed else "passed-over",
        figures, evidence,
    )  # fmt: skip
