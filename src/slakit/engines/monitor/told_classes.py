"""What was told of classes; of a finding that names many, those whom it names are packed."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from slakit.changes import Change
from slakit.engines.monitor.pieces import TOGETHER, evidence_in, packed_evidence
from slakit.engines.monitor.watch import Told, told_changes
from slakit.events.event import Event
from slakit.findings import Evidence, Finding
from slakit.verdicts.classes import Class


class Short(NamedTuple):
    """A finding, but for evidence that lies in pieces: all after the first, as far as it fills them."""

    finding: Finding
    pieces: Sequence[bytes]

    @property
    def whole(self) -> Finding:
        """The finding as it was told."""
        if not self.pieces:
            return self.finding
        first, *last = self.finding.evidence
        named = [one for piece in self.pieces for one in evidence_in(piece)]
        return self.finding.altered(evidence=(first, *named, *last))


class ToldClasses:
    """What was told of each class."""

    def __init__(self) -> None:
        self._told: dict[Class, dict[str, Short]] = {}

    def __contains__(self, one: Class) -> bool:
        """Whether anything was told of a class."""
        return bool(self._told.get(one))

    def of(self, one: Class) -> Told:
        """What was told of a class; whoever changes it gives it back to `put`."""
        return {name: short.whole for name, short in self._told.get(one, {}).items()}

    def short_of(self, one: Class) -> list[Finding]:
        """What was told of a class, without most of the evidence."""
        return [short.finding for short in self._told.get(one, {}).values()]

    def put(self, one: Class, told: Told, before: Told | None = None) -> None:
        """Take what is told of a class in place of what was told `before`."""
        shorts = self._told.get(one, {})
        self._told[one] = {
            name: _shortened(finding, shorts[name].pieces, before[name].evidence[1:])
            if before and name in before
            else _shortened(finding)
            for name, finding in told.items()
        }

    def tell(
        self, one: Class, finding: Finding, at: int, because: Sequence[Event], *, final: bool
    ) -> list[Change]:
        """What is to be told of a class that is judged anew: see `told_changes`."""
        before = self.of(one)
        told = dict(before)
        changes = list(told_changes(told, [finding], at, because, final=final))
        if changes:
            self.put(one, told, before)
        return changes

    def state(self) -> tuple[Told, dict[str, bytes]]:
        """All that was told, for whoever stores it: without the evidence that lies in pieces, and these by their names."""
        told: Told = {}
        pieces: dict[str, bytes] = {}
        for shorts in self._told.values():
            for name, short in shorts.items():
                told[name] = short.finding
                pieces |= {f"{number} {name}": piece for number, piece in enumerate(short.pieces)}
        return told, pieces


def whole(told: Mapping[str, Finding], pieces: Mapping[str, bytes]) -> Told:
    """What was told, from what `ToldClasses.state` gave of it. Raises `ValueError` for bytes that are no piece."""
    of: dict[str, dict[int, bytes]] = {}
    for named, piece in pieces.items():
        number, name = named.split(" ", 1)
        of.setdefault(name, {})[int(number)] = piece
    return {
        name: Short(finding, [piece for _, piece in sorted(of.get(name, {}).items())]).whole
        for name, finding in told.items()
    }


def _shortened(finding: Finding, pieces: Sequence[bytes] = (), in_pieces: Sequence[Evidence] = ()) -> Short:
    """A finding without the evidence that fills pieces; those that it shares with what was told before are kept."""
    named = finding.evidence[1:]
    kept: list[bytes] = []
    for place in range(0, len(named) - TOGETHER + 1, TOGETHER):
        here = slice(place, place + TOGETHER)
        is_kept = len(kept) < len(pieces) and named[here] == in_pieces[here]
        kept.append(pieces[len(kept)] if is_kept else packed_evidence(named[here]))
    if not kept:
        return Short(finding, ())
    left = (finding.evidence[0], *named[len(kept) * TOGETHER :])
    return Short(finding.altered(evidence=left), kept)
