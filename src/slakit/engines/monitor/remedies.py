"""Duties to remedy what was broken: the duties that they answer are watched first."""

from collections.abc import Callable, Iterator, Sequence

from slakit.changes import Cause, Change
from slakit.checks import Duty, Remedied
from slakit.engines.monitor.kept import Kept, name_of
from slakit.engines.monitor.live import Ground
from slakit.engines.monitor.watch import Alarm, State, Told, Watch, by_instant, first_after, told_changes
from slakit.events.event import Event
from slakit.findings import Finding, Outcome
from slakit.verdicts.judging import doubted_by
from slakit.verdicts.remedied import remedied
from slakit.verdicts.verdict import Verdict

WatchOf = Callable[[Duty], Watch]
"""Makes the watch of an answered duty, which keeps what was broken."""


class RemedyWatch(Watch):
    """Watches a check that asks for an act after each violation of other duties.

    What was broken, and all that may remedy it, is kept to the end, since one payment may serve several debts.
    """

    def __init__(self, duty: Duty, ground: Ground, watch_of: WatchOf, *, keeps_broken: bool = False) -> None:
        super().__init__(duty, ground, keeps_broken=keeps_broken)
        assert isinstance(duty.check, Remedied)
        self.check: Remedied = duty.check
        self.answered = [watch_of(answered) for answered in duty.check.of]
        self.kept = Kept(ground.annex, (duty.check.by, duty.check.tariff, duty.unless))
        self.types = self.kept.types.union(*(watch.types for watch in self.answered))
        self.told: Told = {}
        self.is_owed = False
        """Whether there is any debt, if only one that is pending."""
        self.alarm = Alarm[None]()

    def settle(self, at: int) -> list[Change]:
        """Settle the answered duties, then judge what they have opened."""
        batch, self.batch = self.batch, []
        moved = bool(self.alarm.due(at))
        for watch in self.answered:
            watch.batch += [event for event in batch if event.type in watch.types]
            if watch.batch or ((instant := watch.wakes()) is not None and instant <= at):
                moved = bool(watch.settle(at)) or moved
        own = [event for event in batch if event.type in self.kept.types]
        if own:
            self.kept.take(own)
        return self._judge(at, batch) if moved or (own and self.is_owed) else []

    def reground(self, at: int, because: tuple[Cause, ...]) -> list[Change]:
        """Judge the answered duties anew, and what they have opened."""
        for watch in self.answered:
            watch.reground(at, because)
        return [Change(one.at, one.finding, one.before, because) for one in self._judge(at, ())]

    def findings(self, at: int) -> Iterator[tuple[Told, list[Finding]]]:
        """Every debt."""
        yield self.told, [self.finding(one) for one in self._verdicts(at)]

    def open_verdicts(self, at: int) -> Iterator[Verdict]:
        """The verdicts on every debt."""
        yield from self._verdicts(at)

    def wakes(self) -> int | None:
        """The next deadline of a debt, or of an answered duty."""
        instants = [self.alarm.next(), *(watch.wakes() for watch in self.answered)]
        return min((one for one in instants if one is not None), default=None)

    def kept_events(self) -> Iterator[Event]:
        """What the answered duties keep, and every event that may remedy."""
        yield from self.kept.events()
        for watch in self.answered:
            yield from watch.kept_events()

    def state(self) -> State:
        """Every event that may remedy, and what was told of every debt; the answered duties have states of their own."""
        return State({name_of(event): event for event in self.kept.events()}, {}, set(), dict(self.told))

    def restore(self, state: State, at: int) -> list[Change]:
        """Go on with the debts of another watch, once the answered duties are restored."""
        for _, together in by_instant(state.kept.values()):
            self.kept.take(together)
        self.told = dict(state.told)
        self._note(self._verdicts(at), at)
        return []  # what only grows with the time is told when something moves

    # --- debts ---

    def _verdicts(self, at: int) -> list[Verdict]:
        live = self.ground.live(at, self.kept)
        opened = {watch.duty.norm: list(watch.open_verdicts(at)) for watch in self.answered}

        def ask(answered: Duty) -> Sequence[Verdict]:
            return doubted_by(opened[answered.norm], answered.check, self.ground.set_aside)

        return list(remedied(self.check, self.duty, live, ask))

    def _judge(self, at: int, because: Sequence[Event]) -> list[Change]:
        found = self._verdicts(at)
        self._note(found, at)
        return list(told_changes(self.told, map(self.finding, found), at, because, final=False))

    def _note(self, found: Sequence[Verdict], at: int) -> None:
        """Note whether there is any debt, and when to look at the debts again."""
        self.is_owed = bool(found)
        if (instant := first_after(at, self._instants(found))) is not None:
            self.alarm.set(instant, None)

    def _instants(self, found: Sequence[Verdict]) -> Iterator[int | None]:
        yield self.ground.horizon
        for verdict in found:
            yield verdict.time  # when it is complete, an exception is looked up
            if verdict.outcome in (Outcome.PENDING, Outcome.UNDETERMINED):
                for name in ("due", "calendar-end"):
                    said = verdict.figures.get(name)
                    yield said if isinstance(said, int) else None
            for tier in self.check.tariff.tiers if self.check.tariff else ():
                yield None if tier.longer is None else verdict.time + tier.longer
