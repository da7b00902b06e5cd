"""Duties to take up what came first: a queue is looked at again when something happens to a case of it."""

from collections.abc import Sequence

from slakit.changes import Change
from slakit.checks import Duty, InOrder
from slakit.engines.monitor.indices import match_of
from slakit.engines.monitor.kept import Name, name_of, sides
from slakit.engines.monitor.live import Ground
from slakit.engines.monitor.watch import told_changes
from slakit.engines.monitor.wholes import WholeWatch
from slakit.events.event import Event
from slakit.findings import finding_id
from slakit.verdicts.alike import rests_on_fields
from slakit.verdicts.in_order import Queue, on_queue, queue_of
from slakit.verdicts.verdict import Verdict


class QueueWatch(WholeWatch):
    """Watches a check that compares the turns of cases.

    In which queue a case stands rests on what is in force when it comes. So a case that comes, or is taken up, moves
    nothing but its queue; whatever else happens may move all of them, which are then judged as a whole.
    """

    def __init__(self, duty: Duty, ground: Ground, *, keeps_broken: bool = False) -> None:
        super().__init__(duty, ground, keeps_broken=keeps_broken)
        assert isinstance(duty.check, InOrder)
        self.check: InOrder = duty.check
        self._ours, self._theirs = sides(self.check.matching)
        self._moving = frozenset({self.check.of.event, self.check.taken.event})
        in_force = self.ground.types.union(*(records.types for records in self.kept.records.values()))
        self._stand_apart = (
            len(self._moving) == 2
            and self._moving.isdisjoint(in_force)
            and rests_on_fields(self.check.of.where, self.check.taken.where)
        )
        """Whether a case, and that it is taken up, says nothing of cases in other queues."""
        self._known_of_term: object = None
        self._queues: dict[Queue, list[Event]] | None = None
        self._queue_of: dict[Name, Queue] = {}
        self._judged: dict[str, Verdict] = {}

    def settle(self, at: int) -> list[Change]:
        """Judge the queues of the cases that come, or are taken up; all of them if anything else happens."""
        moved = self._moved(at)
        if moved is None:
            self._queues = None
            return super().settle(at)
        batch, self.batch = self.batch, []
        live = self.ground.live(at, self.kept)
        found = [one for one in moved if isinstance(one, Verdict)]
        assert self._queues is not None
        queues = {one for one in moved if not isinstance(one, Verdict)}
        for queue, cases in self._queues.items() if queues else ():
            if queue in queues:
                found += on_queue(self.check, live, cases)
        [part] = self.parts.open.values()
        new = {finding_id(self.duty.norm, one.occasion): one for one in found}
        changed = [self.finding(one) for name, one in new.items() if self._judged.get(name) != one]
        self._judged |= new
        told = {one.id: part.told[one.id] for one in changed if one.id in part.told}
        changes = list(told_changes(told, changed, at, batch, final=False))
        part.told |= told
        return changes

    def _moved(self, at: int) -> Sequence[Queue | Verdict] | None:
        """The queues that the events of an instant move, and why cases of it stand in none; nothing if they may move all."""
        if (
            not self._stand_apart
            or self.alarm.rings(at)
            or not self._moving.issuperset(one.type for one in self.batch)
        ):
            return None
        if self._known_of_term != (self.ground.proofs, self.ground.renewals):
            self._queues = None
        if self._queues is None:
            self._stand_anew(at)
        self.kept.take(self.batch)
        return [
            queue
            for event in self.batch
            for queue in (
                [self._stand(event, at)] if event.type == self.check.of.event else self._taken_up(event)
            )
        ]

    def _stand_anew(self, at: int) -> None:
        """Let all cases stand in their queues."""
        self._known_of_term = self.ground.proofs, self.ground.renewals
        self._queues, self._queue_of, self._judged = {}, {}, {}
        for event in self.kept.points[self.check.of.event].events.values():
            self._stand(event, at)

    def _stand(self, event: Event, at: int) -> Queue | Verdict:
        live = self.ground.live(at, self.kept)
        queue = queue_of(self.check, self.duty, live, event, live.held(self.check.of.where, event))
        if not isinstance(queue, Verdict):
            assert self._queues is not None
            self._queues.setdefault(queue, []).append(event)
            self._queue_of[name_of(event)] = queue
        return queue

    def _taken_up(self, taken: Event) -> list[Queue]:
        """The queues of the cases that an event may take up."""
        cases = self.kept.points[self.check.of.event].matched(self._ours, match_of(taken.data, self._theirs))
        names = map(name_of, cases)
        return [self._queue_of[name] for name in names if name in self._queue_of]
