"""Which watch a duty has, by its check: here the next check finds its place."""

from collections.abc import Callable, Iterator

from slakit.checks import (
    Compared,
    CoveredAt,
    CoveredAtEnd,
    CoveredBefore,
    CoveredThroughout,
    DoneBy,
    Duty,
    Followed,
    Holds,
    InOrder,
    Inside,
    Limited,
    Measured,
    MeasuredShare,
    Never,
    Recurring,
    Remedied,
    Same,
)
from slakit.engines.monitor.acts import ActWatch
from slakit.engines.monitor.answers import AnswerWatch
from slakit.engines.monitor.kept import asked_for
from slakit.engines.monitor.likenesses import LikenessWatch
from slakit.engines.monitor.live import Ground
from slakit.engines.monitor.points import PointWatch
from slakit.engines.monitor.queues import QueueWatch
from slakit.engines.monitor.remedies import RemedyWatch
from slakit.engines.monitor.watch import Watch
from slakit.engines.monitor.wholes import WholeWatch
from slakit.errors import Fault, InvalidDocument


class UnsupportedCheck(InvalidDocument):
    """A norm asks for a check that the monitor does not know; the fault names both, in either language."""

    def __init__(self, duty: Duty) -> None:
        arguments = {"norm": duty.norm, "check": type(duty.check).__name__}
        super().__init__([Fault("unsupported-check", None, duty.clause, arguments)])

    @classmethod
    def _told(cls, faults: tuple[Fault, ...]) -> "UnsupportedCheck":
        made = cls.__new__(cls)
        InvalidDocument.__init__(made, faults)
        return made

    def __reduce__(self) -> tuple[Callable[[tuple[Fault, ...]], "UnsupportedCheck"], tuple[object, ...]]:
        # a process that raised it sends it to the one that waits, which knows no duty
        return self._told, (self.faults,)


def watch_of(duty: Duty, ground: Ground, *, keeps_broken: bool = False) -> Watch:
    """The watch of a duty. Raises `UnsupportedCheck` for a check that the monitor does not know."""
    match duty.check:
        case Holds() | CoveredAt() | Never():
            return PointWatch(duty, ground, keeps_broken=keeps_broken)
        case Followed():
            return AnswerWatch(duty, ground, keeps_broken=keeps_broken)
        case CoveredBefore() | Inside() if not _asks_for_itself(duty):
            return ActWatch(duty, ground, keeps_broken=keeps_broken)
        case Same():
            return LikenessWatch(duty, ground, keeps_broken=keeps_broken)
        case Remedied():
            return RemedyWatch(
                duty, ground, lambda answered: watch_of(answered, ground, keeps_broken=True), keeps_broken=keeps_broken
            )  # fmt: skip
        case (
            CoveredThroughout()
            | CoveredAtEnd()
            | DoneBy()
            | Recurring()
            | Limited()
            | Measured()
            | MeasuredShare()
            | Compared()
        ):
            return WholeWatch(duty, ground, keeps_broken=keeps_broken)
        case InOrder():
            return QueueWatch(duty, ground, keeps_broken=keeps_broken)
        case _:
            raise UnsupportedCheck(duty)


def with_answered(name: str, watch: Watch) -> Iterator[tuple[str, Watch]]:
    """A watch by its name, behind those of the duties that it answers."""
    for answered in watch.answered if isinstance(watch, RemedyWatch) else ():
        yield from with_answered(f"{name}/{answered.duty.norm}", answered)
    yield name, watch


def _asks_for_itself(duty: Duty) -> bool:
    """Whether the acts of a duty are also what they are covered or excused by."""
    check = duty.check
    assert isinstance(check, CoveredBefore | Inside)
    return check.of in asked_for((check.by, duty.unless))
