"""How an application serves: who may come in, in which language it answers, how much it takes."""

from collections.abc import Callable
from dataclasses import dataclass, field

from slakit.calendars import Language
from slakit.monitoring import TOLERATED_AHEAD
from slakit.serving.limits import Limits


@dataclass(frozen=True, slots=True)
class Settings:
    """What whoever serves decides; each has a safe default.

    Without a `token` anybody who reaches the application may post; it then answers to the names of this machine alone,
    unless `only_this_machine` is false because nobody but a proxy that knows its clients can reach it.
    An empty token raises `ValueError`. With `warn_before`, a length of time, readers and outlets are warned of duties that are due within it.
    `lateness` and `tolerate_ahead` are those of `slakit.Monitor`, and `arrival_clock` its `clock`. With a `clock`, which gives microseconds UTC, deadlines pass by it while no
    event comes; that needs the lifespan of the application.
    """

    token: str | None = field(default=None, repr=False)
    only_this_machine: bool = True
    language: Language = "en"
    lateness: str | int = 0
    tolerate_ahead: str | int | None = TOLERATED_AHEAD
    warn_before: str | int | None = None
    clock: Callable[[], int] | None = None
    arrival_clock: Callable[[], int] | None = None
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        """Refuse an empty token, such as that of a variable that was never set: whoever names none would name it."""
        if self.token is not None and not self.token.strip():
            raise ValueError(
                "the token is empty, so that anybody would know it: name one, or give None for none"
            )
