"""An agreement watched over HTTP: senders post CloudEvents, and an answer of 200 says that they are kept.

`app(edition, store)` is an ASGI application that a server such as uvicorn runs, or that others mount; it needs the extra
`serve`. `slakit serve` runs it.
"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from slakit.serving.limits import Limits
from slakit.serving.settings import Settings

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from slakit.loading import Edition
    from slakit.monitoring.flow import Sink
    from slakit.monitoring.webhook import Webhook


def app(
    edition: "Edition",
    store: str | Path,
    settings: Settings | None = None,
    *,
    sink: "Sink | None" = None,
    webhook: "Webhook | None" = None,
) -> "Starlette":
    """An application that takes events, judges them, and tells what was found.

    The store is opened at once, by this process alone, and closed when the application is shut down; whoever mounts
    it calls `app.state.intake.close()` in the end, though a process that is killed loses nothing either.
    `sink` is given all that is told, and so is `webhook`, which needs the lifespan of the application. Raises `StoreRefused` for a store that cannot be used and `UnreadableDuration`
    for a lateness that is none.
    """
    from slakit.monitoring import Monitor, length_of
    from slakit.serving.application import application
    from slakit.serving.intake import Intake
    from slakit.serving.taking import Outlets, Taking

    settings = settings or Settings()
    outlets = Outlets(
        sink, webhook, None if settings.warn_before is None else length_of(settings.warn_before)
    )
    monitor = partial(
        Monitor,
        edition,
        lateness=settings.lateness,
        tolerate_ahead=settings.tolerate_ahead,
        clock=settings.arrival_clock,
    )
    taking = Taking(monitor, Path(store), settings.language, outlets)
    return application(edition, Intake(taking, settings.limits, settings.clock), settings)


__all__ = ["Limits", "Settings", "app"]
