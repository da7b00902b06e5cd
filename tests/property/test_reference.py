"""The reference engine keeps its laws, whatever the log says, and the audit engine agrees with it.

The logs are made for one norm of the shared suite at a time, from the event types that it reads. Times, ids and words
are few, so that events meet: at one instant, exactly at a bound, and a microsecond beside it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from slakit.calendars import parse_day, start_of_day, time_zone
from slakit.checks import (
    CoveredAt,
    CoveredBefore,
    Duty,
    Followed,
    Holds,
    Never,
    Same,
    Term,
    WorkingHours,
)
from slakit.document import parse
from slakit.engines import audit, monitor
from slakit.engines.audit import asking
from slakit.engines.audit.databases import Database, DuckDB, SQLite
from slakit.engines.reference import judge
from slakit.engines.reference.groups import Groups
from slakit.events.event import Event, FieldValue
from slakit.findings import Finding, Outcome
from slakit.loading import Edition, load
from slakit.tallies import TellingApart, tally
from slakit.verdicts import truth
from slakit.verdicts.judging import event_types_read
from slakit.verdicts.truth import Fields
from slakit.vocabulary import FieldOfEvent

SUITE = Path(__file__).parents[1] / "suite"
EDITION = load(SUITE)
HOUR, DAY = 3_600_000_000, 86_400_000_000
BASE = EDITION.term.start + 100 * DAY
ZONE = time_zone(EDITION.agreement.time_zone)
DAYS = [start_of_day(parse_day(day), ZONE) for day in ("2024-04-12", "2024-05-11")]
"""The beginnings of two days among the instants that are told most."""
THOROUGHLY = settings(max_examples=400)
"""What a law turns on may take several events that fit together."""
OFFSETS = (0, 1, DAY, 2 * DAY, 2 * DAY + 1, 3 * DAY, 3 * DAY + 1, 4 * DAY, 30 * DAY, 30 * DAY + 1, 40 * DAY)
EDGES = (EDITION.term.start - 1, EDITION.term.start, EDITION.term.end - 1, EDITION.term.end)
INSIDE = st.sampled_from([BASE + offset for offset in OFFSETS])
INSTANTS = INSIDE | INSIDE | INSIDE | st.sampled_from(EDGES)
DELAYS = st.sampled_from([0, 0, 1, DAY, 30 * DAY])
LATER = st.sampled_from([1, DAY, 3 * DAY, 40 * DAY, 400 * DAY])

OF_TERM = frozenset({"agreement.signed", "agreement.extended"})
DECIDED_AT_A_POINT = [
    duty for duty in EDITION.duties if isinstance(duty.check, Holds | CoveredAt | Followed | Never)
]
NOTICES = [duty for duty in EDITION.duties if isinstance(duty.check, CoveredBefore)]
ANY_DUTY, ANY_NOTICE = st.sampled_from(EDITION.duties), st.sampled_from(NOTICES)
"""Made once, as every strategy here that is the same for all examples: making one takes longer than drawing from it."""
FINAL = (Outcome.FULFILLED, Outcome.VIOLATED)


def mostly(first: FieldValue, *others: FieldValue) -> st.SearchStrategy[FieldValue]:
    """One value more often than the others, so that two events often agree."""
    return st.sampled_from([first] * (2 * len(others) + 1) + [*others])


def values_of(event_type: str, name: str, instants: st.SearchStrategy[int]) -> st.SearchStrategy[FieldValue]:
    """Values of a field of an event, of every sort that the vocabulary tells apart."""
    field = EDITION.vocabulary.events[event_type].fields[name]
    return instants if field.type == "instant" else values_at_all_times(event_type, name)


@cache
def values_at_all_times(event_type: str, name: str) -> st.SearchStrategy[FieldValue]:
    """Values of a field that is no instant."""
    field = EDITION.vocabulary.events[event_type].fields[name]
    one = values_of_one(field)
    if field.list:
        return st.lists(one.map(str), min_size=1, max_size=2, unique=True).map(
            lambda words: tuple(sorted(words))
        )
    return one


def values_of_one(field: FieldOfEvent) -> st.SearchStrategy[FieldValue]:
    """Values of a field, or of one item of a list."""
    match field.type:
        case "identifier":
            return mostly("a", "b")
        case "text":
            return mostly("2024", "2025")
        case "boolean":
            return mostly(True, False)  # noqa: FBT003 -- a value, not a switch
        case "integer":
            return mostly(10, 0, 1, 100, 101)
        case "day":
            return st.sampled_from([EDITION.term.start, *DAYS, EDITION.term.end])
        case "last-day":
            return mostly(EDITION.term.end + 30 * DAY, *DAYS)
        case "service":
            return mostly(*EDITION.services, "*", "cafeteria")
        case "value":
            assert field.values is not None
            listed = EDITION.vocabulary.values[field.values]
            return mostly(*listed.values, *(["unheard-of"] if listed.open else []))
    raise NotImplementedError(field.type)


NUMBER_OF_EVENTS, ONE_IN_TEN = st.integers(2, 8), st.integers(0, 9)


@cache
def one_of(types: frozenset[str]) -> st.SearchStrategy[str]:
    """One of some event types."""
    return st.sampled_from(sorted(types))


@st.composite
def events(
    draw: st.DrawFn, types: frozenset[str], instants: st.SearchStrategy[int], first: int = 0
) -> list[Event]:
    """A few events of some types, with ids from `first` on."""
    made = []
    for number in range(first, first + draw(NUMBER_OF_EVENTS)):
        kind = draw(one_of(types))
        data = {
            name: draw(values_of(kind, name, instants))
            for name, field in EDITION.vocabulary.events[kind].fields.items()
            if field.required or draw(ONE_IN_TEN)
        }
        time = draw(instants)
        made.append(Event("test", f"e{number}", kind, time, time + draw(DELAYS), data))
    return made


@cache
def few_of(instants: st.SearchStrategy[int]) -> st.SearchStrategy[list[int]]:
    """A few different instants."""
    return st.lists(instants, min_size=2, max_size=4, unique=True)


@cache
def types_read(norm: str) -> frozenset[str]:
    """The event types that the duty of a norm reads."""
    return event_types_read(next(duty for duty in EDITION.duties if duty.norm == norm))


@st.composite
def stories(
    draw: st.DrawFn,
    duties: st.SearchStrategy[Duty] = ANY_DUTY,
    besides: frozenset[str] = OF_TERM,
    instants: st.SearchStrategy[int] = INSTANTS,
) -> tuple[Duty, list[Event], int]:
    """A duty, a log of what it reads and of what else is named, and when it is judged.

    All of it happens at a few instants, and speaks of them.
    """
    duty = draw(duties)
    few = st.sampled_from(draw(few_of(instants)))
    log = draw(events(types_read(duty.norm) | besides, few))
    return (
        duty,
        log,
        draw(st.sampled_from([EDITION.term.end + DAY, max(event.time for event in log)]) | instants),
    )


@st.composite
def announced_acts(draw: st.DrawFn) -> tuple[Duty, list[Event], int]:
    """A duty of notice, with acts and notices alone, that begin and change but are neither excused nor attested."""
    duty = draw(ANY_NOTICE)
    assert isinstance(duty.check, CoveredBefore)
    types = {duty.check.of.opens, duty.check.by.opens, *duty.check.by.amends}
    few = st.sampled_from(draw(few_of(INSIDE)))
    return duty, draw(events(frozenset(types), few)), EDITION.term.end


def found(
    duty: Duty, log: list[Event], at: int, known_at: int | None = None, term: Term = EDITION.term
) -> list[Finding]:
    """What the reference engine finds of one duty."""
    return judge([duty], term, log, at, known_at)


def outcomes(findings: list[Finding]) -> dict[str, Outcome]:
    """The outcome of each occasion."""
    return {finding.id: finding.outcome for finding in findings}


@THOROUGHLY
@given(stories(), st.randoms(use_true_random=False))
def test_the_order_of_the_events_in_a_log_does_not_matter(
    story: tuple[Duty, list[Event], int], by: Random
) -> None:
    """However the lines of a log are shuffled, the findings are the same, word for word."""
    duty, log, at = story
    shuffled = list(log)
    by.shuffle(shuffled)
    assert found(duty, shuffled, at) == found(duty, log, at)


@THOROUGHLY
@given(stories())
def test_judging_again_finds_the_same(story: tuple[Duty, list[Event], int]) -> None:
    """Nothing is kept from one judgement to the next."""
    assert found(*story) == found(*story)


@THOROUGHLY
@given(stories(), st.data())
def test_an_event_that_a_norm_does_not_read_changes_nothing_for_it(
    story: tuple[Duty, list[Event], int], data: st.DataObject
) -> None:
    """Events of types that neither the norm nor the term speaks of leave every finding as it is."""
    duty, log, at = story
    unrelated = frozenset(EDITION.vocabulary.events) - event_types_read(duty) - OF_TERM
    more = data.draw(events(unrelated, INSTANTS, first=100))
    assert found(duty, [*more, *log], at) == found(duty, log, at)


@THOROUGHLY
@given(stories(st.sampled_from([*DECIDED_AT_A_POINT, *NOTICES]), frozenset()), LATER, st.data())
def test_a_final_finding_stays_final_as_time_goes_on(
    story: tuple[Duty, list[Event], int], later: int, data: st.DataObject
) -> None:
    """What was kept stays kept and what was broken stays broken, whatever happens afterwards.

    Only facts of the past that come to light later can change it: an attestation of the act itself, or a proof or a
    renewal of the agreement.
    """
    duty, log, at = story
    log = [event for event in log if event.time <= at]
    check = duty.check
    acts = {check.of.opens, *check.of.amends, check.of.closes} if isinstance(check, CoveredBefore) else set()
    afterwards = data.draw(events(event_types_read(duty) - acts, st.just(at + later), first=100))
    final = {one.id: one.outcome for one in found(duty, log, at) if one.outcome in FINAL}
    then = outcomes(found(duty, [*log, *afterwards], at + later))
    assert {name: then[name] for name in final} == final


@THOROUGHLY
@given(announced_acts(), st.sampled_from([1, HOUR, DAY, 28 * DAY]))
def test_a_longer_notice_never_turns_a_violation_into_fulfilment(
    story: tuple[Duty, list[Event], int], longer: int
) -> None:
    """A norm that asks for more is kept by nothing that broke the norm that asked for less."""
    duty, log, at = story
    assert isinstance(duty.check, CoveredBefore)
    lead = duty.check.lead
    if isinstance(lead, int):
        stronger = replace(duty, check=replace(duty.check, lead=lead + longer))
    else:
        more = longer if isinstance(lead, WorkingHours) else longer % 7 + 1
        stronger = replace(duty, check=replace(duty.check, lead=replace(lead, amount=lead.amount + more)))
    broken = {one.id for one in found(duty, log, at) if one.outcome is Outcome.VIOLATED}
    kept = {one.id for one in found(stronger, log, at) if one.outcome is Outcome.FULFILLED}
    assert broken & kept == set()


@THOROUGHLY
@given(stories(), INSTANTS)
def test_knowing_less_is_a_log_without_what_was_not_known(
    story: tuple[Duty, list[Event], int], known_at: int
) -> None:
    """What was recorded after `known_at` has no part in a finding, and neither has the time after it."""
    duty, log, at = story
    known = [event for event in log if event.recorded <= known_at]
    assert found(duty, log, at, known_at) == found(duty, known, min(at, known_at))


@THOROUGHLY
@given(stories(st.sampled_from(DECIDED_AT_A_POINT), frozenset()))
def test_the_evidence_of_a_finding_alone_gives_its_outcome(story: tuple[Duty, list[Event], int]) -> None:
    """An auditor who is handed the evidence of a verdict comes to the same verdict."""
    duty, log, at = story
    for finding in found(duty, log, at):
        if finding.outcome in FINAL:
            named = {(one.source, one.id) for one in finding.evidence}
            alone = [event for event in log if (event.source, event.id) in named]
            assert outcomes(found(duty, alone, at))[finding.id] == finding.outcome


def in_utc() -> Edition:
    """The edition of the suite with the zone of an agreement whose days all have 24 hours."""
    text = EDITION.agreement_document.text.replace("Europe/Tallinn", "UTC")
    return EDITION.altered(agreement_document=parse(text.encode(), "agreement.yaml"))


IN_UTC = in_utc()


def moved(event: Event, by: int) -> Event:
    """An event with every time in it moved."""
    fields = IN_UTC.vocabulary.events[event.type].fields
    data = {
        name: value + by if fields[name].type == "instant" and isinstance(value, int) else value
        for name, value in event.data.items()
    }
    return event.altered(time=event.time + by, recorded=event.recorded + by, data=data)


@THOROUGHLY
@given(
    stories(
        st.sampled_from(
            [
                duty
                for duty in IN_UTC.duties
                if isinstance(duty.check, Holds | CoveredAt | Followed | CoveredBefore)
                and not duty.calendars
                and duty.norm != "move-posted-on-clear-days"
            ]
        ),
        frozenset(),
        INSIDE,
    ),
    st.integers(-60 * DAY, 100 * DAY),
)
def test_moving_all_of_a_story_within_the_term_moves_no_outcome(
    story: tuple[Duty, list[Event], int], by: int
) -> None:
    """No instant of the term is different from another, where the clocks never change and no calendar counts."""
    duty, log, at = story
    assume(at < IN_UTC.term.end)
    before = found(duty, log, at, term=IN_UTC.term)
    after = found(duty, [moved(event, by) for event in log], at + by, term=IN_UTC.term)
    assert [(one.time - by, one.outcome, one.reason) for one in after] == [
        (one.time, one.outcome, one.reason) for one in before
    ]


# --- looking up, and looking through ------------------------------------------------------------------------

SAID = st.sampled_from(["a", "b", 1, True, 0, "*", ("a",), ("*",), None])


def all_alone(groups: Groups[object], _fields: Fields) -> Iterator[list[object]]:
    """Every thing that there is, each by itself: nothing is passed over, and nothing speaks for another."""
    return ([thing] for things in groups._groups.values() for thing in things)


def matched_fields(check: object) -> frozenset[str]:
    """The fields by which a check, or any part of it, matches events with others."""
    if isinstance(check, tuple | frozenset):
        return frozenset[str]().union(*map(matched_fields, check))
    found: set[str] = set()
    for name in getattr(check, "__slots__", ()):
        part = getattr(check, name)
        found |= {one for pair in part for one in pair} if name.endswith("matching") else matched_fields(part)
    return frozenset(found)


MATCHED = [duty for duty in EDITION.duties if matched_fields((duty.check, duty.unless))]
MATCHED_STORIES = stories(st.sampled_from(MATCHED), frozenset(), INSIDE)
OPENED = st.sampled_from(["as it is", "as it is", "*", "not recorded"])


@st.composite
def open_stories(draw: st.DrawFn) -> tuple[Duty, list[Event], int]:
    """Stories in which the fields that are matched are often left open, on either side."""
    duty, log, at = draw(MATCHED_STORIES)
    names = matched_fields((duty.check, duty.unless))
    opened = []
    for event in log:
        said = dict(event.data)
        for name in sorted(names & said.keys()):
            match draw(OPENED):
                case "*" if isinstance(said[name], str):
                    said[name] = "*"
                case "not recorded":
                    del said[name]
        opened.append(event.altered(data=said))
    return duty, opened, at


@THOROUGHLY
@given(stories() | open_stories() | open_stories(), st.none() | INSTANTS)
def test_looking_up_what_may_agree_finds_what_looking_through_everything_finds(
    story: tuple[Duty, list[Event], int], known_at: int | None
) -> None:
    """The definition is to look through the whole log, with three answers; fields that are open hide nothing."""
    with patch.object(Groups, "perhaps_agreeing", all_alone):
        looked_through = found(*story, known_at)
    assert found(*story, known_at) == looked_through


@THOROUGHLY
@given(st.lists(st.tuples(SAID, SAID, st.booleans()), max_size=12), SAID, SAID)
def test_what_is_passed_over_certainly_differs_and_a_group_stands_alike(
    things: list[tuple[FieldValue | None, FieldValue | None, bool]],
    first: FieldValue | None,
    second: FieldValue | None,
) -> None:
    """Numbers and yes and no included, `*` on either side, and fields that one side or both leave unrecorded."""
    matching = (("mine", "theirs"), ("other", "other"))
    told = [recorded(theirs=one, other=other) for one, other, _ in things]
    groups = Groups[int](matching)
    for number, (_, _, standing) in enumerate(things):
        groups.add(told[number], standing, number)
    ours = recorded(mine=first, other=second)
    kept = list(groups.perhaps_agreeing(ours))
    agreeing = [number for number, one in enumerate(told) if truth.agree(matching, ours, one) is not False]
    assert sorted(number for group in kept for number in group) == agreeing
    for group in kept:
        assert group == sorted(group)
        assert len({(truth.agree(matching, ours, told[one]), things[one][2]) for one in group}) == 1


def recorded(**fields: FieldValue | None) -> Fields:
    """The fields that have a value."""
    return {name: value for name, value in fields.items() if value is not None}


# --- the audit engine ---------------------------------------------------------------------------------------

SIEVED = [
    duty
    for duty in EDITION.duties
    if isinstance(duty.check, Holds | CoveredAt | Followed | Never | Same)
    and duty.norm != "agreement-signed"  # which proves the term, so that no query can settle it
]
ALIKE = [duty for duty in EDITION.duties if isinstance(duty.check, Same)]
KNOWN_AT = st.none() | INSTANTS
APART = TellingApart(
    time_zone(EDITION.agreement.time_zone),
    EDITION.agreement.calendar,
    (EDITION.term.start + DAY // 2,),
    (HOUR, DAY),
)


@contextmanager
def asked_or_looked_through(log: list[Event]) -> Iterator[None]:
    """Two thirds of all logs are asked by queries as larger ones are, though their events are few."""
    with pytest.MonkeyPatch.context() as limits:
        if len(log) % 3:
            limits.setattr(asking, "FEW", -1)
            limits.setattr(asking, "LISTED", 1)
        yield


def agree(story: tuple[Duty, list[Event], int], known_at: int | None, database: Database) -> None:
    """Both engines find the same in every word."""
    duty, log, at = story
    with asked_or_looked_through(log):
        there = audit.judge([duty], EDITION.term, log, at, known_at, database=database)
    assert there == found(duty, log, at, known_at)


@THOROUGHLY
@given(stories(), KNOWN_AT)
def test_the_audit_engine_finds_what_the_reference_engine_finds(
    story: tuple[Duty, list[Event], int], known_at: int | None
) -> None:
    """Outcome, reason, figures, evidence, cures and order are alike, whatever the log says."""
    agree(story, known_at, SQLite())


@settings(max_examples=60)
@given(stories(), KNOWN_AT, st.integers(1, 4))
def test_the_audit_engine_tells_in_turn_what_it_finds(
    story: tuple[Duty, list[Event], int], known_at: int | None, at_once: int
) -> None:
    """Norm after norm of the whole agreement, and of each some occasions at a time; nothing that is forgotten is missed."""
    _, log, at = story
    given = EDITION.duties, EDITION.term, log, at, known_at
    with asked_or_looked_through(log):
        told = list(audit.judge_in_turn(*given, database=SQLite(), at_once=at_once))
    assert told == judge(*given)


@settings(max_examples=25)
@given(stories(), KNOWN_AT)
def test_the_audit_engine_finds_it_in_duckdb_too(
    story: tuple[Duty, list[Event], int], known_at: int | None
) -> None:
    """The queries are the same text, and they have the same answers."""
    agree(story, known_at, DuckDB())


@THOROUGHLY
@given(open_stories())
def test_all_engines_find_the_same_where_matched_fields_are_left_open(
    story: tuple[Duty, list[Event], int],
) -> None:
    """What `*` and a field that is not recorded may agree with, each engine works out for itself."""
    duty, log, at = story
    agree(story, None, SQLite())
    assert monitor.judge([duty], EDITION.term, log, at) == found(duty, log, at)


@THOROUGHLY
@given(stories(), st.randoms(use_true_random=False))
def test_neither_repetitions_nor_the_order_of_a_log_matter_to_the_audit_engine(
    story: tuple[Duty, list[Event], int], by: Random
) -> None:
    """A log that was put together from several copies, in any order, is the log."""
    duty, log, at = story
    shuffled = [*log, *log[::2]]
    by.shuffle(shuffled)
    agree((duty, shuffled, at), None, SQLite())


def check_survey(story: tuple[Duty, list[Event], int], known_at: int | None) -> None:
    """What is only counted and what is told are together what the reference engine finds."""
    duty, log, at = story
    apart = replace(APART, first=len(log) % 3)
    with asked_or_looked_through(log):
        survey = audit.survey([duty], EDITION.term, log, at, known_at, database=SQLite(), apart=apart)
    everything = found(duty, log, at, known_at)
    assert [one for one in everything if one in survey.findings] == survey.findings
    left = tally((one for one in everything if one not in survey.findings), apart)
    assert survey.counts.get(duty.norm, {}) == left.get(duty.norm, {})


@THOROUGHLY
@given(stories(), KNOWN_AT)
def test_what_is_only_counted_is_what_would_have_been_found(
    story: tuple[Duty, list[Event], int], known_at: int | None
) -> None:
    """A query settles an occasion only where it knows the outcome and the reason."""
    check_survey(story, known_at)


@THOROUGHLY
@given(stories(st.sampled_from(SIEVED), frozenset(), INSIDE), KNOWN_AT)
def test_what_queries_settle_is_settled_rightly(
    story: tuple[Duty, list[Event], int], known_at: int | None
) -> None:
    """The same, of the norms that queries can settle, at the instants at which they often do."""
    check_survey(story, known_at)


@THOROUGHLY
@given(stories(st.sampled_from(ALIKE), frozenset(), INSIDE))
def test_classes_that_queries_settle_are_settled_rightly(story: tuple[Duty, list[Event], int]) -> None:
    """The same, of like cases, when the agreement is over."""
    duty, log, _ = story
    check_survey((duty, log, EDITION.term.end + DAY), None)
