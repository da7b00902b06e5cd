"""The monitor engine: every check, judged event by event while the log is being written.

Each duty is watched by itself. It keeps what may still change a verdict, found by the fields that events are matched
by, and judges anew only the occasions that an event or a deadline touches. What every check means is told in
`slakit.verdicts`, as for all engines; here stands what is kept, what is looked at again, and when it is forgotten.

An instant is settled when it is over, so the order in which its events came does not matter.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple

from slakit.changes import Cause, Change, Incomplete, Like, LikeChange, cause_of
from slakit.checks import Duty, Remedied, Term
from slakit.engines.monitor.alike import FINDINGS_KEPT
from slakit.engines.monitor.live import Ground
from slakit.engines.monitor.remedies import RemedyWatch
from slakit.engines.monitor.standing import Standing
from slakit.engines.monitor.watch import Pending, State, Watch, by_instant, foreseen_as
from slakit.engines.monitor.watches import UnsupportedCheck, watch_of, with_answered
from slakit.events.event import Event, SetAside
from slakit.findings import Finding
from slakit.verdicts.judging import (
    MOST_TAINTING,
    is_occasion,
    may_be_of,
    may_have_fulfilled,
    read_by,
    unreadable,
)
from slakit.verdicts.judging import in_doubt as doubted_finding
from slakit.verdicts.truth import order

KEPT_ASIDE: Final = 1000
"""So many lines that were set aside are kept whatever they are, for whoever looks at them."""
FOREVER = 2**62
"""An instant after all others."""


class Reader(NamedTuple):
    """A watch with its number, and what takes at once events of a type that it reads, as `AtOnce` says."""

    number: int
    watch: Watch
    take: Callable[[Event], Sequence[Change] | None] | None
    sets_alarm: bool


class Engine:
    """All duties of an agreement, judged instant by instant.

    `settle` takes the events of instants that are over, in order; it never goes back. After `close`, everything that
    was told, each finding as it was told last, is what the reference engine finds in the same events.
    """

    def __init__(self, duties: Sequence[Duty], term: Term, known_at: int | None = None) -> None:
        annex = frozenset[str]().union(*(duty.annex for duty in duties))
        self.duties = tuple(duties)
        self.ground = Ground(term, annex, known_at)
        self.watches = [watch_of(duty, self.ground) for duty in duties]
        self.set_aside: list[SetAside] = []
        """The first lines that were set aside, and of the others those on which a finding may come to rest."""
        self.lines_set_aside = 0
        """How many there were in all."""
        self.settled = -FOREVER
        """The first instant that is not settled."""
        self._read = [read_by(duty, term) for duty in duties]
        self._read_by_any = frozenset[str]().union(*self._read)
        self._tainting: list[tuple[str, ...]] = [()] * len(self.duties)
        self._in_doubt = [False] * len(self.duties)
        self._whole_likes: dict[Like, Like] = {}
        """Of what gives findings on points that are judged alike, what gives them with what was set aside."""
        self._readers: dict[str, list[Reader]] = {}
        touching = set(self.ground.types)
        for number, watch in enumerate(self.watches):
            for event_type in watch.types:
                at_once = watch.told_at_once(event_type)
                if at_once is None or at_once.alone:
                    touching.add(event_type)
                take, _, sets_alarm = at_once or (None, True, True)
                self._readers.setdefault(event_type, []).append(Reader(number, watch, take, sets_alarm))
        self._touching = frozenset(touching)
        """The types of events that may change what is found of others at their instant."""
        self._alarms: list[tuple[int, int]] = []
        self._set: list[int] = [FOREVER] * len(self.watches)
        for number in range(len(self.watches)):
            self._schedule(number)

    def settle(self, events: Sequence[Event], until: int) -> list[Change]:
        """Judge every instant before `until`: `events` are all that happened in it, in their order."""
        changes: list[Change] = []
        alarms, readers, set_aside = self._alarms, self._readers, self.set_aside
        of_term, touching = self.ground.types, self._touching
        place, last = 0, len(events)
        while place < last and (at := (event := events[place]).time) < until:
            rings = False
            if alarms and alarms[0][0] <= at:
                changes += self._pass(at)
                rings = bool(alarms) and alarms[0][0] == at
            begun, place = place, place + 1
            together: Sequence[Event] = (event,)
            if place < last and events[place].time == at:
                while place < last and events[place].time == at:
                    place += 1
                together = events[begun:place]
                is_by_itself = touching.isdisjoint([one.type for one in together])
            else:
                is_by_itself = event.type not in of_term
            if rings or not is_by_itself:
                changes += self._instant(at, together)
                continue
            for event in together:
                for number, watch, take, sets_alarm in readers.get(event.type, ()):
                    told = None if take is None else take(event)
                    if told is None:
                        changes += self._settled(number, watch.settle_one(event, at))
                        continue
                    if sets_alarm:
                        self._schedule(number)
                    if told:
                        changes += self._told(number, told) if set_aside else told
        changes += self._pass(until)
        self.settled = max(self.settled, until)
        return changes

    def put_aside(self, line: SetAside) -> tuple[Incomplete, list[Change]]:
        """Take note of a line that is no event: whose findings it leaves in doubt, and what is found of itself.

        While nothing is settled there is no instant as of which that is said but its own, and nothing to look at again.
        """
        incomplete, begun = self._note(line), self.settled > -FOREVER
        changes = []
        for number, duty in enumerate(self.duties):
            if is_occasion(line, duty.check):
                finding = unreadable(duty, line, self.ground.term)
                changes.append(Change(self.settled if begun else finding.time, finding))
            if begun and isinstance(duty.check, Remedied):
                self._look_again(number)
        return incomplete, changes

    def _note(self, line: SetAside) -> Incomplete:
        """Note a line that is no event, and whose findings it leaves in doubt; keep it if it is among those to be kept."""
        self.lines_set_aside += 1
        is_kept = len(self.set_aside) < KEPT_ASIDE
        if line.type in self._read_by_any and self.ground.take_aside(line):
            is_kept = True
        tainted, doubted = [], []
        for number, duty in enumerate(self.duties):
            if may_be_of(line, self._read[number]):
                tainted.append(duty.norm)
                if len(self._tainting[number]) < MOST_TAINTING:
                    self._tainting[number] += (line.place,)
                    is_kept = True
            if may_have_fulfilled(line, duty.check):
                doubted.append(duty.norm)
                self._in_doubt[number] = True
        if is_kept:
            self.set_aside.append(line)
        self._whole_likes.clear()
        return Incomplete(line, tuple(tainted), tuple(doubted))

    def pending(self, at: int) -> Iterator[Finding]:
        """Every finding on what is open, as of an instant that is settled, in the order of the duties."""
        for number, watch in enumerate(self.watches):
            for _, found in watch.findings(at):
                yield from (self._whole(number, finding) for finding in found)

    def open_duties(self, at: int, *, with_deadline: bool = False) -> Iterator[Pending]:
        """What is pending or foreseen, as of an instant that is settled; each finding is made when it is asked for.

        Who asks for those `with_deadline` may be given others too, but not of duties that have none.
        """
        for number, watch in enumerate(self.watches):
            for one in watch.pending(at) if watch.has_deadlines or not with_deadline else ():
                yield Pending(one.due, partial(self._whole_of, number, one.made))
        yield from map(foreseen_as, self.foreseen(at))

    def foreseen(self, at: int) -> Iterator[Finding]:
        """What is not yet an occasion, and will be broken as it is planned, as of an instant that is settled."""
        for watch in self.watches:
            yield from watch.foreseen(at)

    def close(self, at: int) -> Iterator[Change]:
        """Everything on what is open that is not yet told as it stands, as of an instant that is settled."""
        for number, watch in enumerate(self.watches):
            for told, found in watch.findings(at):
                now = {finding.id: finding for finding in found}
                for name, finding in now.items():
                    if told.get(name) != finding:
                        yield self._tell(number, Change(at, finding, told.get(name)))
                for name in sorted(told.keys() - now.keys()):
                    yield self._tell(number, Change(at, None, told[name]))
                told.clear()
                told.update(now)

    def _whole(self, number: int, finding: Finding) -> Finding:
        """A finding with what was set aside: the lines that could have changed it, and the doubt they leave."""
        return _told_whole(finding, self._tainting[number], in_doubt=self._in_doubt[number])

    def _whole_of(self, number: int, made: Callable[[], Finding]) -> Finding:
        return self._whole(number, made())

    def all_watches(self) -> Iterator[tuple[str, Watch]]:
        """Every watch by its name, those of answered duties before the duty that answers them."""
        for watch in self.watches:
            yield from with_answered(watch.duty.norm, watch)

    def restore(
        self,
        states: Mapping[str, State],
        of_term: Iterable[Event],
        set_aside: Iterable[SetAside],
        settled: int,
    ) -> list[Change]:
        """Go on as an engine that was settled up to an instant; what that one should have told and did not."""
        for line in set_aside:
            self._note(line)
        for at, together in by_instant(of_term):
            self.ground.take(together, at)
        self.settled, changes = settled, list[Change]()
        for number, watch in enumerate(self.watches):
            for name, one in with_answered(watch.duty.norm, watch):
                told = one.restore(states[name], settled - 1) if settled > -FOREVER else []
                changes += [self._tell(number, change) for change in told if one is watch]
        self._alarms.clear()
        self._set = [FOREVER] * len(self.watches)
        for number in range(len(self.watches)):
            self._schedule(number)
        return changes

    # --- one instant ---

    def _pass(self, until: int) -> list[Change]:
        """Judge what was waited for in the instants before one, in which nothing happens."""
        changes: list[Change] = []
        while self._alarms and (at := self._alarms[0][0]) < until:
            changes += self._instant(at, ())
        return changes

    def _instant(self, at: int, events: Sequence[Event]) -> list[Change]:
        due = self._woken(at) if self._alarms and self._alarms[0][0] <= at else set()
        of_term: list[Event] = []
        for event in events:
            for number, watch, _, _ in self._readers.get(event.type, ()):
                watch.batch.append(event)
                due.add(number)
            if event.type in self.ground.types:
                of_term.append(event)
        changes: list[Change] = []
        if of_term and self.ground.take(of_term, at):
            because = tuple(map(cause_of, of_term))
            for number, watch in enumerate(self.watches):
                due.discard(number)
                settled = [one if one.because else one.altered(because=because) for one in watch.settle(at)]
                changes += self._settled(number, [*settled, *watch.reground(at, because)])
        for number in sorted(due) if len(due) > 1 else due:
            changes += self._settled(number, self.watches[number].settle(at))
        return changes

    def _woken(self, at: int) -> set[int]:
        """The numbers of the watches that are to look at something now."""
        due: set[int] = set()
        while self._alarms and self._alarms[0][0] <= at:
            instant, number = heapq.heappop(self._alarms)
            if instant == self._set[number]:
                self._set[number] = FOREVER
                due.add(number)
        return due

    def _settled(self, number: int, changes: Sequence[Change]) -> Sequence[Change]:
        self._schedule(number)
        return self._told(number, changes)

    def _told(self, number: int, changes: Sequence[Change]) -> Sequence[Change]:
        return [self._tell(number, change) for change in changes] if self.set_aside else changes

    def _tell(self, number: int, change: Change) -> Change:
        if not self._tainting[number] and not self._in_doubt[number]:
            return change
        if type(change) is LikeChange:
            like = self._whole_like(number, change.like)
            return LikeChange(change.at, None, like=like, event=change.event)
        finding, before = change.finding, change.before
        return change.altered(
            finding=None if finding is None else self._whole(number, finding),
            before=None if before is None else self._whole(number, before),
        )

    def _whole_like(self, number: int, like: Like) -> Like:
        """What gives the findings on points that are judged alike, with what was set aside until now."""
        if like not in self._whole_likes:
            if len(self._whole_likes) >= FINDINGS_KEPT:
                self._whole_likes.clear()
            whole = partial(_told_whole, tainted=self._tainting[number], in_doubt=self._in_doubt[number])
            self._whole_likes[like] = Like(whole(like.finding), lambda event: whole(like.of(event)))
        return self._whole_likes[like]

    def _look_again(self, number: int) -> None:
        """Settle a watch at the next instant that is not settled yet."""
        watch = self.watches[number]
        assert isinstance(watch, RemedyWatch)
        watch.alarm.set(self.settled, None)
        self._schedule(number)

    def _schedule(self, number: int) -> None:
        instant = self.watches[number].wakes()
        if instant is not None and instant < self._set[number]:
            self._set[number] = instant
            heapq.heappush(self._alarms, (instant, number))


def _told_whole(finding: Finding, tainted: tuple[str, ...], *, in_doubt: bool) -> Finding:
    """A finding with the lines that could have changed it, and the doubt that one of them leaves."""
    whole = finding.altered(tainted=tainted) if tainted else finding
    return doubted_finding(whole) if in_doubt else whole


def judge(
    duties: Sequence[Duty],
    term: Term,
    events: Iterable[Event],
    at: int,
    known_at: int | None = None,
    set_aside: Sequence[SetAside] = (),
) -> list[Finding]:
    """All findings of a whole log, found as if it came in event by event.

    What the monitor tells is gathered to the end; the order is that of the reference engine.
    """
    at = at if known_at is None else min(at, known_at)
    once = {(event.source, event.id): event for event in events}
    seen = sorted(
        (one for one in once.values() if one.time <= at and (known_at is None or one.recorded <= known_at)),
        key=order,
    )
    engine = Engine(duties, term, known_at)
    standing = Standing(engine.duties)
    for line in set_aside:
        incomplete, changes = engine.put_aside(line)
        standing.add([incomplete, *changes])
    standing.add(engine.settle(seen, at + 1))
    standing.add(engine.close(at))
    return standing.findings()


__all__ = ["Cause", "Change", "Engine", "Incomplete", "Standing", "UnsupportedCheck", "judge"]
