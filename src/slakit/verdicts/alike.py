"""Points that are judged alike: what the verdict on a point rests on, and what of its finding is its own.

Most points of a log are the same in everything that a norm asks of them. Whoever has judged one of them need not judge
the next: the finding says the same of another event.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from slakit.checks import (
    Among,
    Between,
    Condition,
    CoveredAt,
    Duty,
    Established,
    Every,
    Followed,
    Given,
    Holds,
    Never,
    Not,
    Preceded,
    Same,
    Some,
    Spans,
)
from slakit.events.event import Event, FieldValue
from slakit.findings import Evidence, Finding, finding_ids
from slakit.values import ReadOnly
from slakit.verdicts.cases import is_valid

Read = tuple[FieldValue | None, ...]
"""What was read of a point: its source, and the fields on which something rests."""


def fields_judged(duty: Duty) -> tuple[str, ...] | None:
    """The fields of a point on which all that a duty says of it rests, beside what is in force and decided when it happens.

    What a record in force asks to have happened before stays as it is, too, until something more happens. Nothing if it
    rests on more: on other events of the log, or on an instant that the point names.
    """
    names = [mine for excuse in duty.unless for mine, _ in excuse.matching]
    conditions: tuple[Condition, ...]
    match duty.check:
        case Holds(of=of, condition=condition, shown=shown, decided=None):
            conditions = (of.where, condition)
            names.append(shown)
        case Holds(of=of, decided=Preceded(matching=matching), value=value):
            conditions = (of.where,)
            names += (mine for mine, _ in (*matching, *((value,) if value else ())))
        case CoveredAt(of=of, by=Spans(), matching=matching, value=value, at=None):
            conditions = (of.where,)
            names += (mine for mine, _ in (*matching, *((value,) if value else ())))
        case Never(of=of, matching=matching):
            conditions = (of.where,)
            names += (mine for mine, _ in matching)
        case _:
            return None
    return _all_fields((*names, *((of.service,) if of.service else ())), conditions)


def fields_awaited(duty: Duty) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The fields of a point on which it rests that it waits for an answer, beside what is in force when it happens, and those of an answer on which it rests that it is one.

    Nothing if it rests on more: on other events of the log, or on what was there before the point; nor if the text gives
    no time, or something may pause it.
    """
    match duty.check:
        case Followed(of=of, by=by, paused=None, before=False, last_of=()) as check if (
            check.within is not None
        ):
            names = (mine for excuse in duty.unless for mine, _ in excuse.matching)
            ours = _all_fields((*names, *((of.service,) if of.service else ())), (of.where,))
            theirs = _all_fields((), (by.where,))
            return None if ours is None or theirs is None else (ours, theirs)
        case _:
            return None


def reads_class(duty: Duty) -> Callable[[Event], Read] | None:
    """What reads of a point all on which rests of which like cases it is one, beside what is in force when it happens.

    That is so too of what a record in force asks to have happened before: until something more happens, it stays as it
    is. Nothing if the point itself is one by what else is in the log.
    """
    check = duty.check
    assert isinstance(check, Same)
    matchings = [check.version_matching, *(one.matching for one in check.lawful)]
    matchings += (one.matching for one in duty.unless)
    names = (
        *((check.of.service,) if check.of.service else ()),
        *(check.service, *check.alike, *check.told_apart),
        *(one.field for one in check.lawful),
        *(mine for mine, _ in chain.from_iterable(matchings)),
    )
    fields = _all_fields(names, (check.of.where,))
    limited = [one for one in check.lawful if (one.since, one.until) != (None, None)]
    if fields is None or not limited:
        return None if fields is None else reads(fields)
    read = reads(fields)
    return lambda event: (*read(event), *[is_valid(one, event.time) for one in limited])


def rests_on_fields(*conditions: Condition) -> bool:
    """Whether conditions ask for nothing but fields of that which they are asked of."""
    return not any(isinstance(part, Preceded) for one in conditions for part in parts_of(one))


def _all_fields(names: Iterable[str], conditions: Sequence[Condition]) -> tuple[str, ...] | None:
    """These fields and those that conditions ask for; nothing if a condition rests on other events of the log."""
    parts = chain.from_iterable(map(parts_of, conditions))
    if any(isinstance(part, Preceded) for part in parts):
        return None
    return tuple(dict.fromkeys((*names, *chain.from_iterable(map(fields_of, conditions)))))


def reads(names: Sequence[str]) -> Callable[[Event], Read]:
    """What reads of an event its source and some fields; it is asked of most events, so few fields are read one by one."""
    match tuple(names):
        case (one,):
            return lambda event: (event.source, event.data.get(one))
        case (one, two):

            def both(event: Event) -> Read:
                get = event.data.get
                return event.source, get(one), get(two)

            return both
        case (one, two, three):

            def all_three(event: Event) -> Read:
                get = event.data.get
                return event.source, get(one), get(two), get(three)

            return all_three
        case several:
            return lambda event: (event.source, *map(event.data.get, several))


def fields_of(condition: Condition) -> Iterator[str]:
    """The fields that a condition asks for in that which it is asked of."""
    for part in parts_of(condition):
        if isinstance(part, Among | Between | Given):
            yield part.field


def parts_of(condition: Condition) -> Iterator[Condition]:
    """A condition and every part of it."""
    yield condition
    match condition:
        case Every(parts=parts) | Some(parts=parts):
            yield from chain.from_iterable(map(parts_of, parts))
        case Not(part=part):
            yield from parts_of(part)
        case Established(holds=holds, fails=fails):
            yield from chain(parts_of(holds), parts_of(fails))
        case _:
            return


def finding_like(finding: Finding, judged: Event) -> Callable[[Event], Finding]:
    """What gives, from the finding on a point that was `judged`, the finding on one of its source that is judged alike.

    It says the same of another event: only its occasion, its time and its place among the evidence are of that event.
    """
    place = next(
        place
        for place, one in enumerate(finding.evidence)
        if (one.source, one.id) == (judged.source, judged.id)
    )
    role, source, event_type = finding.evidence[place].role, judged.source, judged.type
    before, after = finding.evidence[:place], finding.evidence[place + 1 :]
    is_alone = not before and not after
    id_of = finding_ids(finding.norm, source)
    norm, clause, kind, outcome, grade = (
        finding.norm,
        finding.clause,
        finding.kind,
        finding.outcome,
        finding.grade,
    )
    reason, bearer, counterparty = finding.reason, finding.bearer, finding.counterparty
    figures, cures, choices, calendars = finding.figures, finding.cures, finding.choices, finding.calendars

    def of(event: Event) -> Finding:
        name, time = event.id, event.time
        own = Evidence(role, source, name, event_type, time, event.recorded)
        return Finding(
            id_of(name),
            norm,
            clause,
            kind,
            outcome,
            grade,
            reason,
            bearer,
            counterparty,
            ReadOnly(event=name, source=source),
            time,
            figures,
            (own,) if is_alone else (*before, own, *after),
            cures,
            choices,
            (),
            calendars,
        )

    return of


def answer_like(finding: Finding, due: Callable[[Event], int]) -> Callable[[Event, Event], Finding]:
    """What gives, from the finding on a point that was answered in time, that on one of its source that is judged alike and was answered so.

    It says the same of another point and its answer: only its occasion, its times and its evidence are theirs. `due` tells
    when the time of a point is up.
    """
    own, answered = finding.evidence
    role, source, event_type, role_of_answer = own.role, own.source, own.type, answered.role
    id_of = finding_ids(finding.norm, source)

    def of(event: Event, answer: Event) -> Finding:
        name, time = event.id, event.time
        return Finding(
            id_of(name),
            finding.norm,
            finding.clause,
            finding.kind,
            finding.outcome,
            finding.grade,
            finding.reason,
            finding.bearer,
            finding.counterparty,
            ReadOnly(event=name, source=source),
            time,
            ReadOnly({**finding.figures, "due": due(event), "after": answer.time - time}),
            (
                Evidence(role, source, name, event_type, time, event.recorded),
                Evidence(role_of_answer, answer.source, answer.id, answer.type, answer.time, answer.recorded),
            ),
            finding.cures,
            finding.choices,
            (),
            finding.calendars,
        )

    return of
