"""Points that are judged alike: one is judged, and its finding told of the others for as long as nothing changes."""

from typing import TYPE_CHECKING, Final

from slakit.changes import Change, Like, LikeChange
from slakit.checks import Duty, Points
from slakit.engines.monitor.live import Ground
from slakit.events.event import Event
from slakit.findings import Finding
from slakit.verdicts.alike import Read, fields_judged, finding_like, reads

if TYPE_CHECKING:
    from collections.abc import Sequence

FINDINGS_KEPT: Final = 1024
"""So many findings are kept at most for each duty, to tell them of other points."""


class Alike:
    """What a duty finds of points that are closed with their instant, by their source and the fields on which it rests.

    It holds as long as what is in force does; whoever changes that says `forget`. An event of a type that is `kept`, or
    that the term rests on, changes what holds for others and is judged by itself.
    """

    def __init__(self, duty: Duty, of: Points, ground: Ground, kept: frozenset[str]) -> None:
        fields = fields_judged(duty)
        self.is_possible = fields is not None and of.event not in kept | ground.types
        """Whether points of the duty can be judged alike at all."""
        self._ground = ground
        self._read = reads(fields or ())
        self._found: dict[Read, Like] = {}

    def changes(self, event: Event) -> "Sequence[Change] | None":
        """What is told of a point that touches no other, if one was judged that is alike."""
        time = event.time
        if time not in self._ground.binding:
            return None
        found = self._found.get(self._read(event))
        if found is None:
            return None
        return (LikeChange(time, None, like=found, event=event),)

    def keep(self, event: Event, finding: Finding) -> None:
        """Keep the finding on a point that was judged and is closed."""
        if not self.is_possible or event.time not in self._ground.binding:
            return
        if len(self._found) >= FINDINGS_KEPT:
            self._found.clear()
        self._found[self._read(event)] = Like(finding, finding_like(finding, event))

    def forget(self) -> None:
        """Something has changed on which findings rest."""
        self._found.clear()
