"""**compared** — what came first is taken up first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from slakit.checks import Duty, InOrder
from slakit.events.event import Event
from slakit.fairness.order import out_of_order
from slakit.findings import Grade, Outcome
from slakit.verdicts.cases import justification, lawful_value
from slakit.verdicts.facts import Facts
from slakit.verdicts.truth import Truth, order
from slakit.verdicts.verdict import Verdict, event_occasion, excuse_of, point_outside, shown_key

NEVER = 2**62
"""Later than any event: when a case that still waits is taken up."""

Queue = tuple[str, ...]
Identity = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A case in a queue, and when it was taken up; `perhaps` it was so earlier than is certain."""

    event: Event
    taken: Event | None
    perhaps: bool

    @property
    def identity(self) -> Identity:
        """What tells the case from others."""
        return self.event.source, self.event.id

    @property
    def start(self) -> int:
        """When it certainly was taken up; a case that still waits comes after all others."""
        return self.taken.time if self.taken else NEVER


Passed = Sequence[_Waiting]


def in_order(check: InOrder, duty: Duty, known: Facts) -> Iterator[Verdict]:
    """Of each queue: the smallest set of cases without which everybody was taken up in turn, each with whom it passed."""
    queues: dict[Queue, list[Event]] = defaultdict(list)
    for event, fits in known.points(check.of):
        queue = queue_of(check, duty, known, event, fits)
        if isinstance(queue, Verdict):
            yield queue
        else:
            queues[queue].append(event)
    for events in queues.values():
        yield from on_queue(check, known, events)


def queue_of(check: InOrder, duty: Duty, known: Facts, event: Event, fits: Truth) -> Queue | Verdict:
    """In which queue a case stands, or why it stands in none."""
    outside = point_outside(duty, known, check.of, event, fits) or excuse_of(
        duty, known, event.data, event.time
    )
    if outside is not None:
        return outside.verdict(event_occasion(event), event.time, ("event", event))
    return _queue(check, known, event) or Verdict(
        event_occasion(event),
        event.time,
        Outcome.UNDETERMINED,
        "not-comparable",
        evidence=(("event", event),),
    )


def _waiting(check: InOrder, known: Facts, event: Event) -> _Waiting:
    """A case as it stands in its queue: that it still waits is known only where the log holds every such event."""
    taken, perhaps = known.answers(check.taken, check.matching, event)
    if taken is None:
        return _Waiting(event, None, perhaps=perhaps is not None or not check.taken.complete)
    return _Waiting(event, taken, perhaps=perhaps is not None and perhaps.time < taken.time)


def _queue(check: InOrder, known: Facts, event: Event) -> Queue | None:
    """What makes cases stand in one queue; nothing if part of it is not recorded."""
    values = [event.data.get(name) for name in (check.service, *check.alike)]
    values += [lawful_value(one, check.service, known, event) for one in check.lawful]
    return None if None in values else tuple(shown_key(value) for value in values)


def on_queue(check: InOrder, known: Facts, events: Iterable[Event]) -> Iterator[Verdict]:
    """The verdicts on the cases of one queue, in the order in which they came; those that came together have no order.

    What is certain is so without the cases of which it is open when they were taken up. What would be out of turn if
    these were taken up as late as can be is perhaps so.
    """
    waiting = (_waiting(check, known, event) for event in events)
    line = sorted(waiting, key=lambda one: (one.event.time, one.start, order(one.event)))
    certain = [one for one in line if not one.perhaps]
    found = _found_in(certain, check.tolerance)
    perhaps = found if len(certain) == len(line) else _found_in(line, check.tolerance)
    for one in line:
        if out := found.get(one.identity):
            yield _out_of_turn(check, known, one, *out)
        elif out := perhaps.get(one.identity):
            yield _perhaps_out_of_turn(check, known, one, *out)
        elif one.taken is None:
            reason = "turn-not-recorded" if one.perhaps else "still-waiting"
            yield Verdict(event_occasion(one.event), one.event.time, Outcome.PENDING, reason,
                          evidence=(("event", one.event),))  # fmt: skip
        else:
            yield Verdict(
                event_occasion(one.event), one.event.time, Outcome.FULFILLED, "in-turn",
                {"taken": one.taken.time}, (("event", one.event), ("taken", one.taken)),
            )  # fmt: skip


def _found_in(line: Sequence[_Waiting], tolerance: int) -> dict[Identity, tuple[Passed, Passed]]:
    """The cases out of turn in a line, each with those that it passed and those that passed it."""
    found: dict[Identity, tuple[Passed, Passed]] = {}
    for place in out_of_order([one.start for one in line], tolerance):
        one = line[place]
        passed = [other for other in line[:place] if _passes(one, other, tolerance)]
        passed_by = [other for other in line[place + 1 :] if _passes(other, one, tolerance)]
        if passed or passed_by:
            found[one.identity] = passed, passed_by
    return found


def _passes(one: _Waiting, other: _Waiting, tolerance: int) -> bool:
    """Whether one was taken up before another that had come earlier."""
    return other.event.time < one.event.time and one.start + tolerance < other.start


def _out_of_turn(check: InOrder, known: Facts, one: _Waiting, passed: Passed, passed_by: Passed) -> Verdict:
    """The verdict on a case out of turn; who passed nobody was passed over itself."""
    if covered := _justified(check, known, one):
        return covered
    figures, evidence = _shown(one, passed, passed_by)
    occasion = event_occasion(one.event)
    if not check.by_start:
        return Verdict(occasion, one.event.time, Outcome.UNDETERMINED, "finished-out-of-turn", figures,
                       evidence, grade=Grade.REVIEW)  # fmt: skip
    reason = "took-its-turn-early" if passed else "passed-over"
    return Verdict(occasion, one.event.time, Outcome.VIOLATED, reason, figures, evidence)


def _perhaps_out_of_turn(
    check: InOrder, known: Facts, one: _Waiting, passed: Passed, passed_by: Passed
) -> Verdict:
    """The verdict on a case that is out of turn if those of which it is open were taken up as late as can be."""
    covered = _justified(check, known, one)
    if covered and covered.outcome is Outcome.NOT_APPLICABLE:
        return covered
    figures, evidence = _shown(one, passed, passed_by)
    reason = "perhaps-took-its-turn-early" if passed else "perhaps-passed-over"
    return Verdict(event_occasion(one.event), one.event.time, Outcome.UNDETERMINED, reason, figures, evidence)


def _shown(
    one: _Waiting, passed: Passed, passed_by: Passed
) -> tuple[dict[str, int | str], tuple[tuple[str, Event], ...]]:
    """The figures and the evidence of a case out of turn."""
    others, role = (passed, "passed") if passed else (passed_by, "passed-by")
    figures: dict[str, int | str] = {"passed": len(passed), "passed-by": len(passed_by)}
    if one.taken:
        figures["taken"] = one.taken.time
    return figures, (("event", one.event), *_taken(one), (role, others[0].event))


def _justified(check: InOrder, known: Facts, one: _Waiting) -> Verdict | None:
    """The verdict on a case out of turn that a recorded reason covers, or perhaps does; nothing if there is none."""
    fields = {name: one.event.data[name] for name in (check.service, *check.alike) if name in one.event.data}
    if (said := justification(check, known, {**one.event.data, **fields})) is None:
        return None
    return said.covering(event_occasion(one.event), one.event.time, {}, ("event", one.event), *_taken(one))


def _taken(one: _Waiting) -> tuple[tuple[str, Event], ...]:
    return (("taken", one.taken),) if one.taken else ()
