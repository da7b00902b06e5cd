"""Stories of cases that are compared one by one: treated alike, or taken up in their turn."""

from collections.abc import Iterator, Sequence
from typing import Final

from slakit.checks import InOrder, Same
from slakit.comparison.edges import MILLION
from slakit.comparison.telling import DAY, HOUR, Fields, Teller, others_than, theirs_of
from slakit.events.event import Event, FieldValue

MOST_SERVICES: Final = 30
"""Services of a lawful difference of which a story is told each."""
MOST_ALIKE: Final = 60
"""Cases of a class that a story has at most."""


def alike(check: Same, teller: Teller, at: int) -> Iterator[list[Event]]:
    """Two that are treated otherwise, of two recipients or of one, and then differ in one thing that may tell them apart.

    Nothing is told in a vocabulary that lacks a field of the check: it is that of the other edition.
    """
    whose = (check.recipient,) if check.recipient else ()
    names = (*check.told_apart, *(one.field for one in check.lawful), *check.alike)
    declared = teller.vocabulary.events[check.of.event].fields.keys()
    if not {check.service, check.value, *whose, *names} <= declared:
        return
    for first in teller.points(check.of, at, "one"):
        base = first[0]
        fields = teller.vocabulary.events[base.type].fields
        named = (*check.alike, check.service, check.value, *whose)
        known = {name: teller.plain(name, fields[name], at) for name in named}
        one = base.altered(data={**known, **base.data})
        said = one.data[check.value]
        other = next(iter(others_than(said, fields[check.value], teller)), said)
        of_one = one.altered(id="two", data={**one.data, check.value: other})
        if whose:
            yield [one, of_one]
        another = {name: others_than(one.data[name], fields[name], teller)[0] for name in whose}
        two = of_one.altered(data={**of_one.data, **another})
        yield [one, two]
        for name in dict.fromkeys(names):
            held = fields[name]
            value = one.data.get(name, teller.plain(name, held, at))
            for unlike in others_than(value, held, teller):
                yield [
                    one.altered(data={**one.data, name: value}),
                    two.altered(data={**two.data, name: unlike}),
                ]
                many = one.altered(data={**one.data, name: value})
                yield from _many(check, many, other, {name: unlike}, another)
        for lawful in check.lawful:
            held = fields[lawful.field]
            value = one.data.get(lawful.field, teller.plain(lawful.field, held, at))
            for service in sorted(lawful.services & set(teller.services))[:MOST_SERVICES]:
                for unlike in others_than(value, held, teller)[:1]:
                    yield [
                        one.altered(data={**one.data, check.service: service, lawful.field: value}),
                        two.altered(data={**two.data, check.service: service, lawful.field: unlike}),
                    ]


def _many(
    check: Same, one: Event, other: FieldValue, unlike: Fields, another: Fields
) -> Iterator[list[Event]]:
    """One of a class that is treated otherwise, and a class as large that is: together so many that a condition is missing."""
    if check.incomplete is None:
        return
    size = max(check.incomplete.cases, MILLION // max(check.incomplete.differing, 1) + 1)
    if size > MOST_ALIKE:
        return
    unequal = {**one.data, check.value: other, **another}
    otherwise = {**unequal, **unlike}
    said = [*(one.data for _ in range(size - 1)), unequal, *(otherwise for _ in range(size))]
    yield [one.altered(id=f"case-{number}", data=data) for number, data in enumerate(said)]


def of_queues(check: InOrder, teller: Teller, at: int, edges: Sequence[int]) -> Iterator[list[Event]]:
    """Two that came one after the other, the second taken up first by each length; and what may tell them apart."""
    declared = teller.vocabulary.events[check.of.event].fields
    names = [name for name in (*check.alike, *(one.field for one in check.lawful)) if name in declared]
    known: Fields = {name: teller.plain(name, declared[name], at) for name in names}

    def case(number: int, since: int, taken: int | None, **said: FieldValue) -> list[Event]:
        own: Fields = {
            ours: f"case-{number}" for ours, _ in check.matching if ours not in {*known, check.service}
        }
        told = teller.points(check.of, since, f"case-{number}", **{**known, **own, **said})[0]
        if taken is None:
            return told
        answer = theirs_of(check.matching, told[0])
        return [*told, *teller.points(check.taken, taken, f"taken-{number}", **answer)[0]]

    second = at + 2 * HOUR
    for edge in dict.fromkeys((30 * DAY, *edges)):
        story = [*case(1, at, second + edge), *case(2, at + HOUR, second)]
        yield story
        for reason in _reasons(check, teller, story) if edge == 30 * DAY else ():
            yield [*story, *reason]
    yield [*case(1, at, None), *case(2, at + HOUR, second)]
    for name in names:
        for unlike in others_than(known[name], declared[name], teller):
            yield [*case(1, at, second + 30 * DAY), *case(2, at + HOUR, second, **{name: unlike})]


def _reasons(check: InOrder, teller: Teller, story: Sequence[Event]) -> Iterator[list[Event]]:
    """A recorded reason for each of the cases."""
    if check.justified is None:
        return
    for number, event in enumerate(story):
        if event.type == check.of.event:
            matched = theirs_of(check.justified.matching, event)
            yield from teller.points(check.justified.points, event.time, f"reason-{number}", **matched)
