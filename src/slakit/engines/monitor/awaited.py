"""What a share waits for when its window is over: answers to its points that are still to come, and their deadlines."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from slakit.checks import Answered, Duty, MeasuredShare
from slakit.engines.monitor.indices import Match, match_of
from slakit.engines.monitor.kept import sides
from slakit.events.event import Event
from slakit.findings import Outcome
from slakit.verdicts.measured import MILLION
from slakit.verdicts.verdict import Verdict

ANSWERS = frozenset({"answer", "perhaps-answer"})
"""The roles of what answers the point before it among the evidence of a share."""


@dataclass(slots=True)
class Awaited:
    """The points of a share that are not certainly answered, by what an answer is matched with.

    Nothing need be counted anew before `left` of them may have become something else, by an answer or since their time
    is up; if that is nothing, the share is decided, and only that the last of them is answered makes a difference.
    """

    answers: str
    points: str
    names: tuple[str, ...]
    waiting: Counter[Match | None]
    left: int | None
    next_deadline: int | None

    def may_be_counted_anew(self, batch: Iterable[Event]) -> bool:
        """Whether events may change what was counted; a point that comes now is of another window."""
        for event in batch:
            if event.type != self.answers:
                if event.type != self.points:
                    return True
                continue
            match = match_of(event.data, self.names)
            if match is None or None in self.waiting:
                return True
            if match not in self.waiting:
                continue
            if self.left is None:
                del self.waiting[match]
            else:
                self.left -= self.waiting[match]
        return not self.waiting if self.left is None else self.left <= 0


def awaited_of(duty: Duty, found: Sequence[Verdict], at: int, *, is_answered: bool) -> Awaited | None:
    """What the share of one window waits for, by the verdict on it as of an instant; nothing for what waits for no answers.

    Where its duty `is_answered` by another one, each answer counts: what is owed may rest on it.
    """
    check = duty.check
    if not isinstance(check, MeasuredShare) or not isinstance(check.meets, Answered) or len(found) != 1:
        return None
    (verdict,), meets = found, check.meets
    ours, theirs = sides(meets.matching)
    open_ones = list(_unanswered(verdict))
    left: int | None = 1
    if not is_answered and verdict.outcome in (Outcome.FULFILLED, Outcome.VIOLATED):
        left = None
    elif verdict.outcome is Outcome.PENDING:
        left = (_fewest_that_decide(check, verdict) + 1) // 2  # a half by answers, a half by deadlines
    deadlines: list[int] = []
    if meets.within is not None and left is not None:
        times = (event.time + meets.within + meets.closed for event in open_ones)
        deadlines = sorted(instant for instant in times if instant > at)
    waiting = Counter(match_of(event.data, ours) for event in open_ones)
    place = 0 if left is None else min(left, len(deadlines)) - 1
    next_deadline = deadlines[place] if deadlines else None
    return Awaited(meets.by.event, check.of.event, theirs, waiting, left, next_deadline)


def _unanswered(verdict: Verdict) -> Iterable[Event]:
    """The points that are counted and not certainly answered: the answer to a point stands behind it."""
    for (role, event), (after, _) in pairwise((*verdict.evidence, ("", None))):
        if role not in ANSWERS and after != "answer" and event is not None:
            yield event


def _fewest_that_decide(check: MeasuredShare, verdict: Verdict) -> int:
    """How many of the points that are open must have become something else before the share can be decided."""
    met, counted, doubtful = (verdict.figures.get(name) for name in ("met", "counted", "doubtful"))
    points = sum(role not in ANSWERS for role, _ in verdict.evidence)
    if not (isinstance(met, int) and isinstance(counted, int) and isinstance(doubtful, int)):
        return 1
    if check.target is None or points != counted:
        return 1  # where it is open what counts at all, there is no such figure
    enough = -(-check.target * counted // MILLION)
    return max(1, min(enough - met, met + doubtful - enough + 1))
