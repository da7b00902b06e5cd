"""Stories of groups of like cases: one group fares worse than another, by so much, in a place that may be hidden.

Counts show something only of many cases, so these stories are long. Each is as short as the size of the difference
allows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, pairwise
from math import ceil, comb
from typing import Final

from slakit.checks import Compared, LawfulDifference, Period
from slakit.comparison.edges import MILLION
from slakit.comparison.telling import DAY, HOUR, OTHER, Fields, Teller, others_than, satisfying, theirs_of
from slakit.events.event import Event, FieldValue
from slakit.verdicts.truth import truth_of

FEW: Final = 12
"""Cases of each group where one of them fares worst: enough for counts to show it."""
FEW_WAITING: Final = 16
"""The same where files wait: each that is finished says less."""
MOST_FEW: Final = 100
"""Cases of each group at most, where small groups are not named."""
MANY: Final = 60
"""Cases that drown a difference of a few."""
MOST_CASES: Final = 1200
"""Cases that a story has at most; a smaller difference cannot be shown by one."""
RARELY: Final = 1e-4
"""How rarely chance alone makes what a story tells."""
RAREST: Final = 1e-6
LEAST_RARE: Final = 0.05
"""The bounds of what an error budget may be about."""
DEVIATIONS: Final = 4.0
"""The same, in standard deviations of a count."""


_Window = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Block:
    """Cases of one class and period: of a group and of others, so many that come out well and so many that do not.

    Where files wait or must be settled in time, what comes out well is what is finished; the rest waits for ever.
    """

    group: tuple[int, int]
    others: tuple[int, int]
    fields: Fields
    of_others: Fields
    start: int
    others_start: int
    group_ends: _Window | None = None
    others_ends: _Window | None = None
    """Between which instants what comes out well is settled, if not as soon as it can be."""


def of_groups(check: Compared, teller: Teller, edges: Sequence[int]) -> Iterator[list[Event]]:
    """Stories of each named group faring worse: altogether, by less, and where one field hides it."""
    office = _Office(check, teller)
    if not office.can_be_told:
        return
    start = check.periods[0].start + DAY
    for service in office.services():
        for group in check.groups.named[:6]:
            teller_of = replace(office, service=service, named=group)
            plainly = teller_of.story([teller_of.worst(start)])
            yield plainly
            yield from teller_of.explained(plainly)
    yield from _smaller(office, edges, start)
    yield from _hidden(office, start)
    yield from _small_groups(office, start)
    yield from (office.story([block]) for block in _barely(start, waiting=check.waiting))


def _smaller(office: "_Office", edges: Sequence[int], start: int) -> Iterator[list[Event]]:
    """A group that fares worse by a difference that only one of two edges calls small."""
    shares = sorted(edge for edge in edges if 10 < edge < MILLION)
    for low, high in pairwise((*shares, MILLION)):
        if high - low <= 2:
            continue
        less = (low + high) / 2 / MILLION
        block = _waiting_less(less, start) if office.check.waiting else _favoured_less(less, start)
        if block is not None:
            yield office.story([block])


def _hidden(office: "_Office", start: int) -> Iterator[list[Event]]:
    """The difference with the two groups apart in a field or a period, and with one value of a field drowning the other."""
    check = office.check
    fewest = office.worst(start)
    few = fewest.group[1]
    for name in dict.fromkeys((*check.alike, *(one.field for one in check.lawful), *check.examined)):
        two = office.two_values(name)
        if two is None or name == check.groups.field:
            continue
        here, there = {name: two[0]}, {name: two[1]}
        yield office.story([replace(fewest, fields=here, of_others=there)])
        for drowning in (_Block((few, 0), (0, 0), there, there, start, start),
                         _Block((MANY, 0), (1, 0), there, there, start, start)):  # fmt: skip
            yield office.story([replace(fewest, fields=here, of_others=here), drowning])
    yield office.story([replace(fewest, others_start=check.periods[0].end - 2 * DAY)])
    if check.within is not None:
        late = start + check.within + HOUR
        yield office.story([replace(fewest, group=(few, 0), group_ends=(late, late + HOUR))])
    if check.unit:
        yield office.story([replace(fewest, fields={check.unit: OTHER})])
    if len(check.periods) > 1:
        later = check.periods[1].start + DAY
        yield office.story([fewest, _Block((MANY, 0), (1, 0), {}, {}, later, later)])
        yield office.story([fewest, _Block((few, 0), (0, 0), {}, {}, later, later)])
        for many in (3 * few, few, few + 4, few + 10, few + 12):
            yield office.story(_made_good(check, start, check.periods[-1], many))
            yield office.story(_made_good(check, start, check.periods[1], many))


def _made_good(check: Compared, start: int, better: Period, many: int) -> list[_Block]:
    """A group that fares worst in the first period, and in another as much better as makes good for it."""
    later = better.start + DAY
    if check.waiting:
        ends, others_ends = (later, better.end - DAY), (start + DAY, check.periods[0].end - DAY)
        return [_Block((many, 0), (many, many), {}, {}, start, start, ends, others_ends)]
    return [
        _Block((0, many), (many, 0), {}, {}, start, start),
        _Block((2 * many, 0), (1, many), {}, {}, later, later),
    ]


def _small_groups(office: "_Office", start: int) -> Iterator[list[Event]]:
    """Another group just below the size from which it is named, and just at it."""
    worst, groups = office.worst(start), office.check.groups
    for other in groups.named[1:2]:
        for few in (groups.publish_from - 1, groups.publish_from):
            if 0 < few <= MOST_FEW:
                small = _Block((few, 0), (0, 0), {groups.field: other}, {}, start, start)
                yield office.story([worst, small])


def _barely(start: int, *, waiting: bool) -> Iterator[_Block]:
    """What chance makes ever more rarely, about the limits that an error budget may set."""
    if waiting:
        yield from (
            _Block((of_group, cases - of_group), (finished, cases - finished), {}, {}, start, start)
            for cases, least in ((20, 14), (40, 13))
            for finished in range(least, 21, 2)
            for of_group in range(5)
        )
        return
    ladder = [
        (comb(cases, failing) / comb(cases + others, failing), cases, failing, others)
        for cases in (10, 12)
        for failing in range(5, cases + 1)
        for others in range(5, 25, 2)
    ]
    rungs = [one for one in sorted(ladder, reverse=True) if RAREST < one[0] < LEAST_RARE]
    for _, cases, failing, others in rungs[:: max(len(rungs) // 40, 1)]:
        yield _Block((cases - failing, failing), (others, 0), {}, {}, start, start)


def _favoured_less(less: float, start: int) -> _Block | None:
    """All others come out well, and of the group a share less by so much: with as few cases as chance rarely does."""
    found: tuple[int, int, int] | None = None
    for failing in range(3, 15):
        cases = max(round(failing / less), failing, 10)
        if not 0.5 < (failing / cases) / less < 1.5:
            continue
        for others in count(10, step=max(1, cases // 10)):
            if (found is not None and cases + others >= found[0]) or cases + others > MOST_CASES:
                break
            if comb(cases, failing) <= RARELY * comb(cases + others, failing):
                found = cases + others, failing, cases
                break
    if found is None:
        return None
    total, failing, cases = found
    return _Block((cases - failing, failing), (total - cases, 0), {}, {}, start, start)


def _waiting_less(less: float, start: int) -> _Block | None:
    """Of files that wait, one finished at a time: of the group fewer than its share by so much."""
    share = 0.5 if less > 0.4 else 0.9
    finished = ceil(max((DEVIATIONS / less) ** 2 * (1 - share) / share, 24))
    if finished > MOST_CASES / 2:
        return None
    of_group = round(finished * share * (1 - less))
    waiting = ceil(finished * share * 2), ceil(finished * (1 - share) * 2) + finished - of_group
    return _Block(
        (of_group, waiting[0] - of_group),
        (finished - of_group, waiting[1] - finished + of_group),
        {},
        {},
        start,
        start,
    )


@dataclass(frozen=True)
class _Office:
    """Who decides the cases of a check: tells them in the words of a vocabulary, of one service, a group and another."""

    check: Compared
    teller: Teller
    service: str = ""
    named: str = ""

    @property
    def can_be_told(self) -> bool:
        """Whether the vocabulary has the groups, and there are services and ways to come out well and badly."""
        declared = self.teller.vocabulary.events[self.check.of.event].fields
        return bool(
            self.check.groups.field in declared
            and self.check.items
            and self._ways(well=True)
            and self._ways(well=False)
        )

    def services(self) -> list[str]:
        """The first service, and the first one for which something is a lawful difference and for which nothing is."""
        items = [one for one in self.teller.services if one in self.check.items] or list(self.check.items)
        lawful = [one for one in items if any(_holds_for(two, one) for two in self.check.lawful)]
        without = [one for one in items if one not in lawful]
        return list(dict.fromkeys((*without[:1], *lawful[:1], *items[:1])))

    def two_values(self, name: str) -> list[FieldValue] | None:
        """Two values of a field of the cases, if it has two."""
        declared = self.teller.vocabulary.events[self.check.of.event].fields.get(name)
        if declared is None:
            return None
        one = self.teller.plain(name, declared, self.check.periods[0].start)
        others = others_than(one, declared, self.teller)
        return [one, others[0]] if others else None

    @property
    def is_open_ended(self) -> bool:
        """Whether what comes out badly is what nothing settles."""
        return self.check.waiting or self.check.within is not None

    def worst(self, start: int) -> _Block:
        """Nobody of the group comes out well, and all others do."""
        least = FEW_WAITING if self.check.waiting else FEW
        few = max(least, min(self.check.groups.publish_from, MOST_FEW))
        return _Block((0, few), (few, 0), {}, {}, start, start)

    # --- telling ---

    def story(self, blocks: Sequence[_Block]) -> list[Event]:
        """The cases of all blocks, and what settles them."""
        told: list[Event] = []
        numbers = count(1)
        for block in blocks:
            service = self.service or self.services()[0]
            group = self.named or self.check.groups.named[0]
            for (well, badly), name, fields, start, ends in (
                (block.group, group, block.fields, block.start, block.group_ends),
                (block.others, self._another(group), block.of_others, block.others_start, block.others_ends),
            ):
                said = {self.check.service: service, self.check.groups.field: name, **fields}
                for place, settled in enumerate([*self._ends(well, start, ends), *[None] * badly]):
                    told += self._case(next(numbers), said, start + place, settled)
        return told

    def _ends(self, finished: int, start: int, ends: _Window | None) -> list[int]:
        """When so many cases are settled: soon, or one after the other where they wait."""
        if not self.check.waiting and ends is None:
            return [start + HOUR + place for place in range(finished)]
        first, last = ends or (start, start + (self.teller.term.end - start) * 3 // 4)
        return [first + (last - first) * (place + 1) // (finished + 1) for place in range(finished)]

    def explained(self, story: Sequence[Event]) -> Iterator[list[Event]]:
        """The story with a recorded reason."""
        if self.check.justified is None:
            return
        matched = theirs_of(self.check.justified.matching, story[0])
        for reason in self.teller.points(self.check.justified.points, story[0].time, "reason", **matched):
            yield [*story, *reason]

    def _case(self, number: int, said: Fields, time: int, settled: int | None) -> list[Event]:
        """A case that comes out well when it is settled, or badly, or where files wait not at all."""
        check, teller = self.check, self.teller
        needed = (*check.alike, *check.examined, *(one.field for one in check.lawful if one.record is None))
        declared = teller.vocabulary.events[check.of.event].fields
        known: Fields = {
            name: teller.plain(name, declared[name], check.periods[0].start)
            for name in needed
            if name in declared
        }
        own: Fields = {ours: f"case-{number}" for ours, _ in check.matching if ours not in {*said, *known}}
        if check.unit and check.unit not in said:
            own[check.unit] = f"unit-{number}"
        (way, *_) = self._ways(well=settled is not None)
        opened = {**known, **own, **said, **(way if check.settled is None else {})}
        case = teller.points(check.of, time, f"case-{number}", **opened)[0]
        if check.settled is None or (self.is_open_ended and settled is None):
            return case
        answer = {**theirs_of(check.matching, case[0]), **way}
        at = time + HOUR if settled is None else settled
        return [*case, *teller.points(check.settled, at, f"settled-{number}", **answer)[0]]

    def _ways(self, *, well: bool) -> list[Fields]:
        """What a case or its settling says that came out well, or that did not."""
        if self.is_open_ended:
            return [{}]
        counted = self.check.counted
        selected = (self.check.settled or self.check.of).where
        ways = [
            {**bound, **fields}
            for fields, _ in [*satisfying(counted, yes=well), ({}, ())]
            for bound, _ in satisfying(selected, yes=True)
        ]
        return [
            way
            for way in ways
            if truth_of(counted, way, lambda _: None) is well and truth_of(selected, way, lambda _: None)
        ]

    def _another(self, group: str) -> str:
        """A group to compare with: one that the vocabulary knows, else any other word."""
        declared = self.teller.vocabulary.events[self.check.of.event].fields[self.check.groups.field]
        listed = [str(one) for one in others_than(group, declared, self.teller)]
        return next(iter([*(one for one in listed if one not in self.check.groups.named), *listed]), OTHER)


def _holds_for(difference: LawfulDifference, service: str) -> bool:
    return not difference.services or service in difference.services
