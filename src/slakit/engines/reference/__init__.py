"""The reference engine: every check, judged by looking through a list of events.

It is plain on purpose; what the checks mean is told in `slakit.verdicts`. The other engines are measured against it.
"""

from collections.abc import Iterable, Sequence

from slakit.checks import Duty, Term
from slakit.engines.reference.known import Known
from slakit.events.event import Event, SetAside
from slakit.findings import Finding
from slakit.verdicts.judging import findings_of
from slakit.verdicts.truth import order


def judge(
    duties: Sequence[Duty],
    term: Term,
    events: Iterable[Event],
    at: int,
    known_at: int | None = None,
    set_aside: Sequence[SetAside] = (),
) -> list[Finding]:
    """All findings of a log, as of the instant `at`, with what was recorded by `known_at` (by default, all of it).

    A pure function: neither the order of `events` nor an event that comes twice matters. Findings come in the order
    of the duties, then of their time, then of their id.
    """
    return findings_of(duties, facts(duties, term, events, at, known_at, set_aside))


def facts(
    duties: Sequence[Duty],
    term: Term,
    events: Iterable[Event],
    at: int,
    known_at: int | None = None,
    set_aside: Sequence[SetAside] = (),
) -> Known:
    """What a log holds, as of `at` and as known at `known_at`, for whoever judges one duty after the other."""
    at = at if known_at is None else min(at, known_at)  # nothing is known of the time after `known_at`
    once = {(event.source, event.id): event for event in events}
    seen = sorted(
        (
            event
            for event in once.values()
            if event.time <= at and (known_at is None or event.recorded <= known_at)
        ),
        key=order,
    )
    annex = frozenset[str]().union(*(duty.annex for duty in duties))
    return Known(at, term, annex, known_at, tuple(set_aside), seen)
