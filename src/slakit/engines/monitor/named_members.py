"""The members of a class that may have to be named: the last of them as they are, all before in few bytes."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from slakit.checks import Same
from slakit.engines.monitor.pieces import TOGETHER, events_in, named_in, packed_events
from slakit.events.event import Event, FieldValue
from slakit.verdicts.members import treatment


class Piece(NamedTuple):
    """Some members in few bytes: what all of them got, nothing where not all got the same, and how many they are."""

    packed: bytes
    got: FieldValue | None
    members: int


class NamedMembers:
    """Members of a class in their order. Nothing is lost: each is what it was when it is asked for.

    As soon as `TOGETHER` of them are `awake` they are packed into a piece, where each takes some 50 bytes in place of
    some 600 to 850. A piece is never changed: whoever stores pieces sees by `is` which ones are others than before.
    """

    def __init__(self, check: Same) -> None:
        self._check = check
        self.pieces: list[Piece] = []
        self.awake: list[Event] = []
        """The last members, who are not packed yet."""

    def __len__(self) -> int:
        return sum(piece.members for piece in self.pieces) + len(self.awake)

    def __iter__(self) -> Iterator[Event]:
        for piece in self.pieces:
            yield from events_in(piece.packed)
        yield from self.awake

    def but(self, usual: FieldValue) -> list[Event]:
        """Those who got something else; a piece of which all got the usual is not looked into."""
        found: list[Event] = []
        for piece in self.pieces:
            if piece.got is None:
                found += self._but(usual, named_in(piece.packed))
            elif piece.got != usual:
                found += named_in(piece.packed)
        return found + self._but(usual, self.awake)

    def append(self, member: Event) -> None:
        """Take in a member who comes after all others."""
        self.awake.append(member)
        if len(self.awake) >= TOGETHER:
            self._pack()

    def extend(self, later: "NamedMembers") -> None:
        """Take in others who all come after these."""
        if later.pieces:
            self._pack()
        self.pieces += later.pieces
        for member in later.awake:
            self.append(member)

    def unpack(self, pieces: Iterable[bytes]) -> None:
        """Take in the members of stored pieces, after all others. Raises `ValueError` for bytes that are no piece."""
        self._pack()
        for piece in pieces:
            self._lay(piece, events_in(piece))

    def _pack(self) -> None:
        if self.awake:
            self._lay(packed_events(self.awake), self.awake)
            self.awake = []

    def _lay(self, piece: bytes, members: Sequence[Event]) -> None:
        first, *others = (treatment(self._check, one) for one in members)
        got = first if all(one == first for one in others) else None
        self.pieces.append(Piece(piece, got, len(members)))

    def _but(self, usual: FieldValue, members: Iterable[Event]) -> list[Event]:
        return [one for one in members if treatment(self._check, one) != usual]
