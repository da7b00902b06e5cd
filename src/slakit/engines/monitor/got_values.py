"""Those of a class who got each value: how many, and which of them show best that others got something else."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from slakit.checks import Same
from slakit.engines.monitor.pieces import TOGETHER, events_in, packed_events
from slakit.events.event import Event, FieldValue
from slakit.values import Value
from slakit.verdicts.members import treatment
from slakit.verdicts.truth import order


class Pair(Value, frozen=True):
    """Two members that show a difference: the one that is spoken of, and one who was treated otherwise."""

    one: Event
    other: Event

    def nearness(self) -> tuple[object, ...]:
        """Least of the pair that shows most plainly: the closest in time, of several the earliest."""
        return abs(self.one.time - self.other.time), order(self.other), order(self.one)


def closer(some: Pair | None, another: Pair | None) -> Pair | None:
    """Of two pairs the one that shows more plainly."""
    if some is None or another is None:
        return some or another
    return min(some, another, key=Pair.nearness)


class Got(Value, frozen=True):
    """Those of a class who got one value: how many, the first, and the first of their latest instant.

    `near` is the one of them who is closest in time to a member with another value.
    """

    value: FieldValue
    count: int
    first: Event
    latest: Event
    near: Pair | None = None


class GotValues:
    """Those who got each value, the value that was got first before the others.

    Values that only one member got may be as many as there are members. Nothing becomes of them unless another gets the
    same, so all but the last of them lie in pieces: each takes some 180 bytes in place of some 800.
    """

    def __init__(self, check: Same, got: Iterable[Got] = ()) -> None:
        self._check = check
        self.are_several = False
        """Whether not all got the same."""
        self._most = 0
        self._got: dict[FieldValue, Got | int] = {}
        """Of a value that lies in a piece the number of the piece."""
        self._once: list[FieldValue] = []
        """The last values that one member got, who lie in no piece."""
        self._pieces: dict[int, bytes] = {}
        self._lying: dict[int, int] = {}
        """How many values still lie in each piece."""
        self._next = 0
        self._latest: list[Got] = []
        """Of two values those who got them last; of simultaneous ones the first."""
        self._more = 0
        """How many came since who got what was got last; they are not counted yet among those who got it."""
        self._newest: Event | None = None
        """The first of the latest instant of all who got that."""
        for one in got:
            self.put(one)

    def __len__(self) -> int:
        return len(self._got)

    def __iter__(self) -> Iterator[FieldValue]:
        return iter(self._got)

    def __contains__(self, value: FieldValue) -> bool:
        return value in self._got

    @property
    def most(self) -> int:
        """How many got what most got."""
        self._count()
        return self._most

    @property
    def counts(self) -> Mapping[FieldValue, int]:
        """How many got each value."""
        self._count()
        return {value: 1 if isinstance(one, int) else one.count for value, one in self._got.items()}

    def of(self, value: FieldValue) -> Got | None:
        """Those who got a value, if anybody did."""
        self._count()
        one = self._got.get(value)
        return self._unpacked(one)[value] if isinstance(one, int) else one

    def all(self) -> Iterator[Got]:
        """Those who got each value, one value after the other."""
        self._count()
        number, unpacked = -1, dict[FieldValue, Got]()
        for value, one in self._got.items():
            if not isinstance(one, int):
                yield one
                continue
            if one != number:
                number, unpacked = one, self._unpacked(one)
            yield unpacked[value]

    def earliest_but(self, value: FieldValue) -> Event | None:
        """The first member with another value, if there is one."""
        other = next((one for one in islice(self._got, 2) if one != value), None)
        found = None if other is None else self.of(other)
        return None if found is None else found.first

    def latest_but(self, value: FieldValue) -> Event | None:
        """Of the members with another value, the first of their latest instant."""
        self._count()
        return next((one.latest for one in self._latest if one.value != value), None)

    def add_like_the_last(self, member: Event, value: FieldValue) -> bool:
        """Add a member to those with a value, if they are the last who got one; whether it did.

        Most members are such, so they are only counted, and those who got the value told anew when somebody asks.
        """
        newest = self._newest
        if newest is None:
            if not self._latest or self._latest[0].value != value or isinstance(self._got[value], int):
                return False
            newest = self._newest = self._latest[0].latest
        elif self._latest[0].value != value:
            return False
        self._more += 1
        if member.time > newest.time:
            self._newest = member
        return True

    def _count(self) -> None:
        """Count those who came since among those who got what was got last."""
        if self._more:
            one, latest = self._latest[0], self._newest
            assert latest is not None  # it came with them
            counted = Got(one.value, one.count + self._more, one.first, latest, one.near)
            self._more = 0
            self._got[one.value] = self._latest[0] = counted
            self._most = max(self._most, counted.count)

    def put(self, one: Got) -> None:
        """Put those who got a value in place of those who were known to have; nobody of them came before the others."""
        self._count()
        self._newest = None
        before = self._got.get(one.value)
        self._got[one.value] = one
        self.are_several = len(self._got) > 1
        self._most = max(self._most, one.count)
        if isinstance(before, int):
            self._lying[before] -= 1
            if not self._lying[before]:
                del self._pieces[before], self._lying[before]
        self._put_latest(one)
        if before is None and one.count == 1:
            self._once.append(one.value)
            if len(self._once) >= 2 * TOGETHER:
                self._lay()

    # --- in pieces ---

    def awake(self) -> tuple[Got, ...]:
        """Those who lie in no piece."""
        self._count()
        return tuple(one for one in self._got.values() if not isinstance(one, int))

    def packed(self) -> Iterator[tuple[int, bytes]]:
        """The pieces by their numbers, for whoever stores them."""
        yield from self._pieces.items()

    def unpack(self, pieces: Mapping[int, bytes]) -> None:
        """Take in the values of stored pieces that nobody got since. Raises `ValueError` for bytes that are no piece."""
        self._count()
        self._newest = None
        begun = {value: order(one.first) for value, one in self._got.items() if not isinstance(one, int)}
        for number, piece in pieces.items():
            self._pieces[number] = piece
            here = {value: one for value, one in self._unpacked(number).items() if value not in begun}
            self._lying[number] = len(here)
            for value, one in here.items():
                begun[value] = order(one.first)
                self._got[value] = number
                self._most = max(self._most, one.count)
                self._put_latest(one)
            self._next = max(self._next, number + 1)
        self._got = {value: self._got[value] for value in sorted(begun, key=begun.__getitem__)}
        self.are_several = len(self._got) > 1

    def _lay(self) -> None:
        """Lay those into a piece who have been alone with their values for longest."""
        first, self._once = self._once[:TOGETHER], self._once[TOGETHER:]
        events: list[Event] = []
        for value in first:
            one = self._got[value]
            if not isinstance(one, int) and one.count == 1 and one.near is not None:
                events += (one.first, one.near.other)
                self._got[value] = self._next
        if events:
            self._pieces[self._next], self._lying[self._next] = packed_events(events), len(events) // 2
            self._next += 1

    def _unpacked(self, number: int) -> dict[FieldValue, Got]:
        events = iter(events_in(self._pieces[number]))
        found: dict[FieldValue, Got] = {}
        for one, other in zip(events, events, strict=True):
            value = treatment(self._check, one)
            found[value] = Got(value, 1, one, one, Pair(one, other))
        return found

    def _put_latest(self, one: Got) -> None:
        latest = self._latest
        if latest and latest[0].value == one.value:
            latest[0] = one
            return
        others = [some for some in latest if some.value != one.value]
        self._latest = sorted([*others, one], key=lambda some: (-some.latest.time, order(some.latest)))[:2]
