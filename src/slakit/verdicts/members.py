"""The members of a class by what its verdict asks of them, whoever keeps them: a list, a running summary or queries."""

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple, Self, TypeVar

from slakit.checks import LawfulDifference, Same
from slakit.events.event import Event, FieldValue
from slakit.verdicts.cases import lawful_value
from slakit.verdicts.facts import Facts
from slakit.verdicts.recipients import Recipients
from slakit.verdicts.truth import Truth, order
from slakit.verdicts.verdict import shown_key

MOST_VALUES: Final = 100
"""A field with more values in a class is no condition that a norm would name: it tells persons apart."""


class Split(NamedTuple):
    """The members told apart by a field: how many values it has, and how many get another treatment than most with that value."""

    values: int
    differing: int


class Members(ABC):
    """The points of a class in the order of the log, as far as the verdict on the class rests on them.

    An engine that keeps less than all of them, or asks a database, answers the same as `Listed`, which is the definition.
    """

    @property
    @abstractmethod
    def first(self) -> Event:
        """The first of them."""

    @property
    @abstractmethod
    def last(self) -> Event:
        """The last of them; of a single one itself."""

    @property
    @abstractmethod
    def counts(self) -> Mapping[FieldValue, int]:
        """How many got each treatment; the one that was given first comes first."""

    @property
    def size(self) -> int:
        """How many there are."""
        return sum(self.counts.values())

    @abstractmethod
    def first_but(self, usual: FieldValue) -> Event:
        """The first of those who got something else; there is one."""

    @abstractmethod
    def all_but(self, usual: FieldValue) -> Sequence[Event]:
        """All of those who got something else."""

    @abstractmethod
    def closest(self, values: Collection[FieldValue], others: Sequence[Self]) -> tuple[Event, Event]:
        """One who got one of these and one of `others` who got none of them, closest in time: see `closest_pair`."""

    @abstractmethod
    def by_value(self, name: str) -> Mapping[str, int]:
        """How many hold each value of a field, as an occasion shows it."""

    @abstractmethod
    def split_by(self, name: str) -> Split | None:
        """The members told apart by a field; nothing if it is not recorded of all, or has more values than `MOST_VALUES`."""

    @property
    @abstractmethod
    def recipients(self) -> Recipients:
        """Whose they are."""

    @property
    def are_of_one(self) -> Truth:
        """Whether all are of one recipient: see `Recipients.are_one`."""
        return self.recipients.are_one

    @property
    def are_unequal(self) -> bool:
        """Whether not all were treated alike, unless all are of one recipient."""
        return len(self.counts) > 1 and self.are_of_one is not True

    def got_one_value_with(self, others: Self) -> bool:
        """Whether these and others all got the same."""
        return len(self.counts) == 1 and self.counts.keys() == others.counts.keys()

    def are_unequal_with(self, others: Self) -> bool:
        """Whether these and others would be unequal if they were of one class."""
        if self.got_one_value_with(others):
            return False
        if self.are_of_one is False or others.are_of_one is False:
            return True
        return self.recipients.and_(others.recipients).are_one is not True

    @abstractmethod
    def were_open_to_others(self, known: Facts) -> bool:
        """Whether others could have had every agreement of every member: see `was_open_to_others`."""


OfClass = TypeVar("OfClass", bound=Members)
"""The members of classes as one engine keeps them."""


@dataclass(frozen=True)
class Listed(Members):
    """Members in a list, in the order of the log."""

    check: Same
    events: Sequence[Event]

    @property
    def first(self) -> Event:
        """The first in the list."""
        return self.events[0]

    @property
    def last(self) -> Event:
        """The last in the list."""
        return self.events[-1]

    @cached_property
    def counts(self) -> Mapping[FieldValue, int]:
        """How many in the list got each treatment."""
        return Counter(treatment(self.check, one) for one in self.events)

    def first_but(self, usual: FieldValue) -> Event:
        """The first in the list who got something else."""
        return next(one for one in self.events if treatment(self.check, one) != usual)

    def all_but(self, usual: FieldValue) -> Sequence[Event]:
        """All in the list who got something else."""
        return [one for one in self.events if treatment(self.check, one) != usual]

    def closest(self, values: Collection[FieldValue], others: Sequence[Self]) -> tuple[Event, Event]:
        """The pair of the two lists."""
        return closest_pair(
            [one for one in self.events if treatment(self.check, one) in values],
            [one for other in others for one in other.events if treatment(self.check, one) not in values],
        )

    def by_value(self, name: str) -> Mapping[str, int]:
        """The values counted through the list."""
        return Counter(shown_key(one.data.get(name)) for one in self.events)

    def split_by(self, name: str) -> Split | None:
        """The list told apart, value by value."""
        counts: dict[FieldValue, Counter[FieldValue]] = defaultdict(Counter)
        for one in self.events:
            if name not in one.data:
                return None
            counts[one.data[name]][treatment(self.check, one)] += 1
            if len(counts) > MOST_VALUES:
                return None
        return Split(len(counts), sum(one.total() - max(one.values()) for one in counts.values()))

    @cached_property
    def recipients(self) -> Recipients:
        """Whose those in the list are."""
        return Recipients.of(self.check.recipient, self.events)

    def were_open_to_others(self, known: Facts) -> bool:
        """Whether that is so of each in the list."""
        return all(was_open_to_others(self.check, known, one) for one in self.events)


def set_apart_by(check: Same, first: Event) -> set[str]:
    """The fields by which the cases of a class are compared already, by what the first of them says.

    A lawful difference of some services is no such field in a class of another service, where it may be just what is wrong.
    """
    fields = {check.value, check.service, *check.alike, *check.told_apart}
    if check.recipient is not None:
        fields.add(check.recipient)
    service = first.data.get(check.service)
    is_of_one = check.service in check.alike
    fields.update(
        one.field for one in check.lawful if not one.services or not is_of_one or service in one.services
    )
    return fields


def to_stand_beside(check: Same, members: Members, shown: Sequence[Event]) -> list[Event]:
    """The first members that must stand beside those that are shown, to show as well whose the members are."""
    whose = Recipients.of(check.recipient, shown)
    if whose.are_one is members.are_of_one:
        return []
    recipients = members.recipients
    if whose.one is None:
        return recipients.kept()
    return [one for one in (recipients.other_than(whose.one),) if one is not None]


def treatment(check: Same, member: Event) -> FieldValue:
    """What a member got; of a list it does not matter in which order it is written."""
    value = member.data[check.value]
    return as_treatment(value) if isinstance(value, tuple) else value


def as_treatment(value: FieldValue) -> FieldValue:
    """A value as what somebody got."""
    return tuple(sorted(set(value))) if isinstance(value, tuple) else value


def closest_pair(some: Sequence[Event], others: Sequence[Event]) -> tuple[Event, Event]:
    """One of some events and one of others that are closest in time, of several pairs the earliest: what shows most plainly."""
    ordered = sorted(some, key=order)
    times = [one.time for one in ordered]

    def neighbours(other: Event) -> Iterator[Event]:
        at = bisect_left(times, other.time)
        if at < len(ordered):
            yield ordered[at]
        if at:
            yield ordered[bisect_left(times, times[at - 1])]

    return min(
        ((one, other) for other in others for one in neighbours(other)),
        key=lambda pair: (abs(pair[0].time - pair[1].time), order(pair[1]), order(pair[0])),
    )


def was_open_to_others(check: Same, known: Facts, member: Event) -> bool:
    """Whether a member has no agreement of its own, or the record shows that others could have had the same."""
    return all(_was_offered(difference, check, known, member) for difference in check.lawful)


def _was_offered(difference: LawfulDifference, check: Same, known: Facts, member: Event) -> bool:
    """Whether a member has no such agreement, or the record shows that others could have had it."""
    if difference.offered is None or not lawful_value(difference, check.service, known, member):
        return True
    in_force = known.in_force_at(difference.offered, difference.matching, member)
    return any(one.truth for one in in_force)
