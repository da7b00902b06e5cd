"""Points that are judged alike: one is judged, and its finding told of the others for as long as nothing changes."""

from typing import TYPE_CHECKING, Final

from slakit.checks import Duty
from slakit.engines.monitor.live import Ground
from slakit.events.event import Event, FieldValue
from slakit.findings import Finding
from slakit.verdicts.alike import fields_judged, finding_like

if TYPE_CHECKING:
    from collections.abc import Callable

FINDINGS_KEPT: Final = 1024
"""So many findings are kept at most for each duty, to tell them of other points."""


class Alike:
    """What a duty finds of points that are closed with their instant, by the fields on which it rests.

    It holds as long as what is in force does; whoever changes that says `forget`. An event of a type that is `kept`, or
    that the term rests on, changes what holds for others and is judged by itself.
    """

    def __init__(self, duty: Duty, ground: Ground, kept: frozenset[str]) -> None:
        self._ground = ground
        self._kept = kept | ground.types
        self._fields = fields_judged(duty)
        self._found: dict[tuple[FieldValue | None, ...], Callable[[Event], Finding]] = {}

    def finding(self, event: Event) -> Finding | None:
        """The finding on a point, if one was judged that is alike."""
        if self._fields is None or event.time not in self._ground.binding or event.type in self._kept:
            return None
        found = self._found.get(tuple(map(event.data.get, self._fields)))
        return None if found is None else found(event)

    def keep(self, event: Event, finding: Finding) -> None:
        """Keep the finding on a point that was judged and is closed."""
        if self._fields is None or event.time not in self._ground.binding or event.type in self._kept:
            return
        if len(self._found) >= FINDINGS_KEPT:
            self._found.clear()
        self._found[tuple(map(event.data.get, self._fields))] = finding_like(finding, event)

    def forget(self) -> None:
        """Something has changed on which findings rest."""
        self._found.clear()
