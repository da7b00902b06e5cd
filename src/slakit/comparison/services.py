"""Which norms can speak of a service, and of which: those that read an event of which the vocabulary names one."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from slakit.checks import Among, CoveredAtEnd, LawfulDifference, Measured, MeasuredShare, Not, Remedied
from slakit.verdicts.judging import event_types_read

if TYPE_CHECKING:
    from slakit.checks import Duty
    from slakit.loading import Edition
    from slakit.vocabulary import Vocabulary


def norms_of_services(edition: "Edition") -> tuple[str, ...]:
    """The norms of an edition that a service of the annex may matter to."""
    return tuple(duty.norm for duty in edition.duties if reads_services(duty, edition.vocabulary))


def reads_services(duty: "Duty", vocabulary: "Vocabulary") -> bool:
    """Whether an event that a norm reads can name a service that it is judged for.

    A list of services is judged where it tells what a record is of, or with what a successor goes on.
    """
    if isinstance(duty.check, CoveredAtEnd) and duty.check.covers:
        return True
    of_records = frozenset(
        event for record in vocabulary.records for event in vocabulary.record_events(record)
    )
    return any(
        field.type == "service" and (not field.list or kind in of_records)
        for kind in event_types_read((duty.check, duty.unless))
        for field in vocabulary.events[kind].fields.values()
    )


def asked_for_first(services: Sequence[str], asked: Sequence[object]) -> tuple[str, ...]:
    """The services of an annex, those first that checks ask for: a story of another one is none of their own.

    Before them come those that only one of the checks asks for, or measures a level of: no story of another tells the
    two apart.
    """
    named = [set(_asked_for(one)) for one in asked]
    by_every, by_any = set.intersection(*named) if named else set[str](), set[str]().union(*named)
    measured = [set(items) for one in asked for items in _measured_by(one)]
    by_all = set.intersection(*measured) if measured else set[str]()
    by_some = set[str]().union(*measured) - by_all

    def rank(service: str) -> int:
        if measured:
            return 0 if service in by_some else 1 if service in by_all else 2
        return 1 if service in by_every else 0 if service in by_any else 2

    return tuple(sorted(services, key=rank))


def named_last(services: Sequence[str], asked: Sequence[object]) -> tuple[str, ...]:
    """The services of an annex, those last that checks ask for: what may differ in them may not in the others."""
    named = set(_asked_for(tuple(asked)))
    return tuple(sorted(services, key=lambda service: service in named))


def _measured_by(check: object) -> Iterator[tuple[str, ...]]:
    """The services of which a check measures a level, or the levels that it answers."""
    match check:
        case Measured(items=items) | MeasuredShare(items=items) if items:
            yield items
        case Remedied(of=of):
            for duty in of:
                yield from _measured_by(duty.check)


def _asked_for(asked: object) -> Iterator[str]:
    """The texts that conditions want, and not those that they exclude; and the services in which some may differ."""
    match asked:
        case Not():
            return
        case Among(yes=yes):
            yield from (value for value in yes if isinstance(value, str))
        case LawfulDifference(services=services):
            yield from services
        case tuple() | frozenset():
            for part in asked:
                yield from _asked_for(part)
        case _ if is_dataclass(asked):
            for field in fields(asked):
                yield from _asked_for(getattr(asked, field.name))
