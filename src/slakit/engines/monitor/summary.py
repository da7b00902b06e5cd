"""What is remembered of the members of a class: their numbers, and those that a finding may have to show."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self, TypeVar

from slakit.checks import Same
from slakit.engines.monitor.got_values import Got, GotValues, Pair, closer
from slakit.engines.monitor.named_members import NamedMembers
from slakit.events.event import Event, FieldValue
from slakit.verdicts.classes import Class
from slakit.verdicts.facts import Facts
from slakit.verdicts.members import MOST_VALUES, Members, Split, set_apart_by, treatment
from slakit.verdicts.recipients import Recipients
from slakit.verdicts.verdict import shown_key

Held = TypeVar("Held")
Counts = dict[FieldValue, dict[FieldValue, int]]
"""How many hold each value of a field, by how they were treated."""


@dataclass(slots=True)
class Summary(Members):
    """A class of like cases, whose members come one by one in their order; most of them are only counted.

    `said` is what the tariff says. Where it `is_fixed`, whoever got it is never one who differs, and is not kept; whoever
    may have to be named is among `named`, in order. With `is_closed`, a member has an agreement of its own of which
    nothing shows that others could have had it. What members hold in fields is counted as far as the check asks for it.
    While all were treated alike, `near` is the member who is closest in time to one who was treated otherwise, for each
    class that this one is looked at beside.
    """

    check: Same
    one: Class
    said: FieldValue | None
    is_fixed: bool
    begun_by: Event
    ended_by: Event
    last_got: FieldValue
    got: GotValues
    named: NamedMembers
    whose: Recipients
    count: int = 0
    fields: dict[str, Counts] = field(default_factory=dict)
    examined: dict[str, dict[str, int]] = field(default_factory=dict)
    is_closed: bool = False
    near: dict[Class, Pair] = field(default_factory=dict)
    beside: list[Self] = field(default_factory=list, repr=False, compare=False)
    """The classes that this one is looked at beside."""
    beside_which: list[Self] = field(default_factory=list, repr=False, compare=False)
    """Those that are looked at beside this one."""
    is_changed: bool = True
    """Whether it has changed since whoever stores it looked last."""

    @staticmethod
    def begun(check: Same, one: Class, said: FieldValue | None, first: Event) -> "Summary":
        """That of a class of which the first member is about to be taken."""
        besides = set_apart_by(check, first)
        names = [] if check.incomplete is None else [name for name in first.data if name not in besides]
        return Summary(
            check, one, said, bool(one.version) and said is not None, first, first, treatment(check, first),
            GotValues(check), NamedMembers(check), Recipients(check.recipient), fields={name: {} for name in names}, examined={name: {} for name in check.examined},
        )  # fmt: skip

    # --- what a verdict asks ---

    @property
    def first(self) -> Event:
        """The first that was taken."""
        return self.begun_by

    @property
    def last(self) -> Event:
        """The last that was taken."""
        return self.ended_by

    @property
    def counts(self) -> Mapping[FieldValue, int]:
        """How many got each treatment, as they were counted."""
        return self.got.counts

    @property
    def size(self) -> int:
        """How many were taken."""
        return self.count

    @property
    def is_equal(self) -> bool:
        """Whether all were treated alike."""
        return len(self.got) == 1

    @property
    def differing(self) -> int:
        """How many got something else than the usual."""
        said = None if self.said is None else self.got.of(self.said)
        return self.count - (self.got.most if said is None else said.count)

    def first_but(self, usual: FieldValue) -> Event:
        """The first of those who got something else; there is one."""
        first = self.got.earliest_but(usual)
        assert first is not None  # whoever asks has counted
        return first

    def all_but(self, usual: FieldValue) -> Sequence[Event]:
        """All of those who got something else: they were kept, unless the tariff says what they got."""
        return self.named.but(usual)

    def closest(self, values: Collection[FieldValue], others: Sequence[Self]) -> tuple[Event, Event]:
        """The pair that was kept: of one value and the rest, or of a class treated alike and others."""
        (value,) = values
        mine = self.got.of(value)
        assert mine is not None  # somebody got it
        near = [mine.near if other is self else self.near.get(other.one) for other in others]
        pair = min((one for one in near if one is not None), key=Pair.nearness)
        return pair.one, pair.other

    def by_value(self, name: str) -> Mapping[str, int]:
        """What was counted of an examined field."""
        return self.examined[name]

    def split_by(self, name: str) -> Split | None:
        """What was counted of a field, unless it is not recorded of all, or has more values than a condition has."""
        counts = self.fields.get(name)
        if counts is None:
            return None
        return Split(len(counts), sum(sum(one.values()) - max(one.values()) for one in counts.values()))

    @property
    def recipients(self) -> Recipients:
        """Whose the members were that were taken."""
        return self.whose

    def were_open_to_others(self, known: Facts) -> bool:
        """Whether others could have had every agreement, as was known when each member came."""
        return not self.is_closed

    @property
    def are_unequal(self) -> bool:
        """Whether not all were treated alike, unless all are of one recipient; it is asked at every member."""
        return self.got.are_several and self.whose.are_one is not True

    def got_one_value_with(self, others: "Summary") -> bool:
        """Whether these and others all got the same; it is asked at every member too."""
        return self.is_equal and others.is_equal and self.last_got == others.last_got

    # --- one member after the other ---

    def take(self, member: Event, value: FieldValue) -> None:
        """Take in a member that comes after all others."""
        if value != self.last_got or not self.got.add_like_the_last(member, value):
            self._take_otherwise(member, value)
        self.ended_by, self.last_got = member, value
        if self.whose.another is None:
            self.whose = self.whose.with_(member)
        self.count += 1
        self.is_changed = True
        if not self.is_fixed or value != self.said:
            self.named.append(member)
        for name, counts in self.examined.items():
            held = shown_key(member.data.get(name))
            counts[held] = counts.get(held, 0) + 1
        if self.fields:
            self._count_fields(member, value)

    def _take_otherwise(self, member: Event, value: FieldValue) -> None:
        """Take in a member who may have got something else than the one before."""
        mine, before = self.got.of(value), self.got.of(self.last_got)
        if mine is None:
            mine = Got(value, 1, member, member)
        else:
            latest = member if member.time > mine.latest.time else mine.latest
            mine = Got(value, mine.count + 1, mine.first, latest, mine.near)
        if before is not None and before.value != value:
            # whoever follows one of the same value is no closer to the others than that one is
            mine = mine.altered(near=closer(mine.near, _pair(member, self.got.latest_but(value))))
            self.got.put(before.altered(near=closer(before.near, Pair(before.latest, member))))
        self.got.put(mine)

    def then(self, later: "Summary | None") -> "Summary":
        """The summary of these members and of others that all come after them."""
        if later is None:
            return self._copy()
        whole = self._copy()
        whole.is_fixed = self.is_fixed and later.is_fixed
        whole.ended_by, whole.last_got = later.ended_by, later.last_got
        whole.whose = self.whose.and_(later.whose)
        whole.count += later.count
        whole.named.extend(later.named)
        whole.is_closed = self.is_closed or later.is_closed
        before, after = ({one.value: one for one in part.got.all()} for part in (self, later))
        whole.got = GotValues(
            self.check, [self._joined(later, before.get(one), after.get(one)) for one in {**before, **after}]
        )
        for name, counts in whole.examined.items():
            _add(counts, later.examined[name])
        for name in list(whole.fields):
            whole._add_field(name, later.fields.get(name))  # noqa: SLF001 -- it is of this class
        return whole

    def _joined(self, later: "Summary", mine: Got | None, theirs: Got | None) -> Got:
        """Those who got one value among these members and among others that all come after them."""
        both = mine or theirs
        assert both  # somebody got it
        if mine and theirs:
            latest = theirs.latest if theirs.latest.time > mine.latest.time else mine.latest
            closest = closer(mine.near, theirs.near)
            both = Got(mine.value, mine.count + theirs.count, mine.first, latest, closest)
        near = closer(
            _pair(mine.latest if mine else None, later.got.earliest_but(both.value)),
            _pair(theirs.first if theirs else None, self.got.latest_but(both.value)),
        )
        return both.altered(near=closer(both.near, near))

    def _copy(self) -> "Summary":
        """The summary of these members, but for what they are near to."""
        named = NamedMembers(self.check)
        named.extend(self.named)
        return Summary(
            self.check, self.one, self.said, self.is_fixed, self.first, self.last, self.last_got,
            GotValues(self.check, self.got.all()), named, self.whose, self.count,
            {name: {value: dict(one) for value, one in counts.items()} for name, counts in self.fields.items()},
            {name: dict(counts) for name, counts in self.examined.items()}, self.is_closed,
        )  # fmt: skip

    def _count_fields(self, member: Event, value: FieldValue) -> None:
        for name in list(self.fields):
            held = member.data.get(name)
            self._add_field(name, None if held is None else {held: {value: 1}})

    def _add_field(self, name: str, more: Counts | None) -> None:
        """Count more of what members hold in a field; it is left out where it is not recorded, or holds too much."""
        counts = self.fields[name]
        for held, treated in (more or {}).items():
            _add(counts.setdefault(held, {}), treated)
        if more is None or len(counts) > MOST_VALUES:
            del self.fields[name]

    def shown(self) -> Iterable[Event]:
        """Every member that is kept, some more than once."""
        yield self.first
        yield self.last
        yield from self.whose.kept()
        for one in self.got.all():
            yield one.first
            yield one.latest
            if one.near:
                yield one.near.one
                yield one.near.other
        for pair in self.near.values():
            yield pair.one
            yield pair.other
        yield from self.named


def _pair(one: Event | None, other: Event | None) -> Pair | None:
    return None if one is None or other is None else Pair(one, other)


def _add(counts: dict[Held, int], more: Mapping[Held, int]) -> None:
    for value, count in more.items():
        counts[value] = counts.get(value, 0) + count
