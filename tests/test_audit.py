"""The audit engine beside its agreement with the reference: tables, queries, and what it only counts."""

import re
import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from slakit.calendars import DAY, HOUR, parse_day, start_of_day, time_zone
from slakit.checking import log_of
from slakit.checks import Among, Condition, CoveredAt, Every, Not, Points, Preceded, Same
from slakit.engines import audit, reference
from slakit.engines.audit.databases import Database, DuckDB, SQLite
from slakit.engines.audit.dialects import DUCKDB, POSTGRESQL, SPARK, SQLITE, Dialect
from slakit.engines.audit.queries import Covering, Queries, view_of
from slakit.engines.audit.stored import LogInDatabase, kinds_of
from slakit.engines.audit.tables import LogInMemory, column_of, packed, table_of
from slakit.errors import UnsupportedByEngine
from slakit.events.event import Event, FieldValue, Log, SetAside
from slakit.findings import Finding, Outcome
from slakit.given_instants import instant_of
from slakit.judgement import Judgement, judge
from slakit.loading import Edition, load
from slakit.reports.pages.report import report_page
from slakit.reports.rows import summary_rows, telling_apart
from slakit.tallies import Tallied, TellingApart, tally
from slakit.verdicts.judging import event_types_read, findings_of

HAMADAN = Path("agreements/hamadan-governorate/1398")
YEAR = Path("examples/hamadan-1398/year.jsonl")
AT = "1399/02/01 00:00"


@cache
def edition() -> Edition:
    return load(HAMADAN)


@cache
def year() -> Log:
    return log_of(edition(), YEAR)


@cache
def by_reference() -> list[Finding]:
    log, at = year(), instant_of(edition(), AT)
    return reference.judge(edition().duties, edition().term, log.events, at, None, log.set_aside)


@pytest.mark.parametrize("database", [SQLite, DuckDB])
def test_the_committed_year_has_the_same_findings_in_every_database(database: Callable[[], Database]) -> None:
    """All 2,968 of them, word for word."""
    log, at = year(), instant_of(edition(), AT)
    given = edition().duties, edition().term, log.events, at, None, log.set_aside
    assert audit.judge(*given, database=database()) == by_reference()


@pytest.mark.parametrize("database", [SQLite, DuckDB])
def test_documents_that_an_additional_agreement_excuses_are_counted_in_every_database(
    database: Callable[[], Database],
) -> None:
    """Whether one is excused rests on facts of a record, which is too much to ask of SQLite in one query."""
    began = edition().term.end - 30 * DAY
    told: tuple[tuple[str, dict[str, FieldValue]], ...] = (
        ("additional-agreement.signed", {"competition-observed": True, "law-observed": True}),
        ("additional-agreement.registered", {}),
        ("document.received", {"service": "svc-02", "recipient": "r1", "channel": "email"}),
    )
    log = [
        Event("test", f"e{place}", event_type, began + place, began + place, {**data, "additional-agreement": "a"})
        for place, (event_type, data) in enumerate(told)
    ]  # fmt: skip
    (duty,) = (one for one in edition().duties if one.norm == "documents-by-listed-channels")
    found = reference.judge([duty], edition().term, log, edition().term.end)
    survey = audit.survey([duty], edition().term, log, edition().term.end, database=database(), apart=APART)
    told_ids = {one.id for one in survey.findings}
    assert survey.findings == [one for one in found if one.id in told_ids]
    assert [one.reason for one in found] == ["excused"]


@pytest.mark.parametrize("database", [SQLite, DuckDB])
def test_the_committed_year_is_told_in_turn(database: Callable[[], Database]) -> None:
    """A hundred occasions at a time, in the order of the text, lines that were set aside among them."""
    log, at = year(), instant_of(edition(), AT)
    lines = [
        SetAside("year.jsonl", number, "time-unreadable", {}, "fee.charged", f"f-{number}")
        for number in (9, 8)
    ]
    given = edition().duties, edition().term, log.events, at, None, lines
    told = audit.judge_in_turn(*given, database=database(), at_once=100)
    assert list(told) == reference.judge(*given)


APART = TellingApart(
    time_zone("Asia/Tehran"), "jalali", edges=(start_of_day(parse_day("1398/02/10"), time_zone("Asia/Tehran")),),
    lengths=(HOUR, DAY, 3 * DAY),
)  # fmt: skip


@pytest.mark.parametrize(
    ("apart", "most_told"),
    [(None, 472), (APART, 472), (replace(APART, first=5), 600), (replace(APART, first=5_000), 2_968)],
)
@pytest.mark.parametrize("database", [SQLite, DuckDB])
def test_a_survey_of_the_committed_year_tells_all_but_what_was_kept_or_does_not_apply(
    database: Callable[[], Database], apart: TellingApart | None, most_told: int
) -> None:
    """Most of the year is only counted, and the counts are right, whatever tells findings apart."""
    log, at = year(), instant_of(edition(), AT)
    given = edition().duties, edition().term, log.events, at, None, log.set_aside
    survey = audit.survey(*given, database=database(), apart=apart)
    told = {finding.id for finding in survey.findings}
    left = [finding for finding in by_reference() if finding.id not in told]
    assert survey.findings == [finding for finding in by_reference() if finding.id in told]
    assert {norm: counts for norm, counts in survey.counts.items() if counts} == (
        tally(left, apart) if apart else coarse(left)
    )
    assert len(survey.findings) <= most_told


def test_a_summary_of_what_was_only_counted_is_that_of_every_finding() -> None:
    """By clause, norm, service, month, outcome and grade."""
    log, at = year(), instant_of(edition(), AT)
    counted = judge(edition(), log, at, engine="audit", in_full=telling_apart(edition()))
    in_full = judge(edition(), log, at)
    assert (counted.engine, in_full.engine, in_full.counted) == ("audit", "reference", ())
    assert sum(one.count for one in counted.counted) > 1_800
    assert list(summary_rows(counted, edition())) == list(summary_rows(in_full, edition()))


@pytest.mark.parametrize(
    "make",
    [lambda told: list(summary_rows(told, edition())), lambda told: report_page(told, edition(), "en")],
)
def test_what_was_counted_without_its_time_is_put_into_no_month(make: Callable[[Judgement], object]) -> None:
    counted = judge(edition(), year(), instant_of(edition(), AT), engine="audit", in_full=False)
    with pytest.raises(
        ValueError, match=r"^this judgement counts findings without telling when they lie; judge with"
    ):
        make(counted)


def test_what_is_only_counted_is_as_tainted_as_the_findings_are() -> None:
    """A line that was set aside may have been an event of some norms, and taints all that they say."""
    log, at = year(), instant_of(edition(), AT)
    line = SetAside("year.jsonl", 9, "time-unreadable", {}, "fee.charged", "f-1")
    log = replace(log, set_aside=(line,))
    counted = judge(edition(), log, at, engine="audit", in_full=False).counted
    in_full = judge(edition(), log, at).findings
    tainted = {one.norm: bool(one.tainted) for one in in_full}
    assert {one.tainted for one in counted} == {True, False}
    assert all(one.tainted == tainted[one.norm] for one in counted)


def coarse(findings: list[Finding]) -> dict[str, Counter[Tallied]]:
    """How many findings each norm has of an outcome and a reason."""
    counts: dict[str, Counter[Tallied]] = {}
    for one in findings:
        counts.setdefault(one.norm, Counter())[Tallied(one.outcome, one.reason)] += 1
    return counts


def test_the_first_that_are_told_all_the_same_are_the_earliest_of_each_norm_and_outcome() -> None:
    """A reader who sees some of what was kept sees the first of it."""
    log, at = year(), instant_of(edition(), AT)
    given = edition().duties, edition().term, log.events, at, None, log.set_aside
    survey = audit.survey(*given, database=SQLite(), apart=replace(APART, first=7))
    counted = {(norm, one.outcome) for norm, counts in survey.counts.items() for one in counts}
    of_points = {duty.norm for duty in edition().duties if not isinstance(duty.check, Same)}
    assert len([norm for norm, _ in counted if norm in of_points]) >= 4
    for norm, outcome in counted:
        if norm in of_points:
            alike = [one for one in by_reference() if (one.norm, one.outcome) == (norm, outcome)]
            told = [one for one in survey.findings if (one.norm, one.outcome) == (norm, outcome)]
            assert len(told) >= 7
            assert told[:7] == alike[:7]


def test_the_default_database_is_duckdb_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra there is always the SQLite of the standard library."""
    assert isinstance(audit.default_database(), DuckDB)
    monkeypatch.setattr(audit, "find_spec", lambda _name: None)
    assert isinstance(audit.default_database(), SQLite)


def event(name: str, **fields: FieldValue) -> Event:
    return Event("test", name, "fee.charged", 1, 1, fields)


def test_values_of_several_types_in_one_field_are_refused_by_name() -> None:
    """No column holds both a text and a number."""
    with pytest.raises(UnsupportedByEngine) as refused:
        LogInMemory([event("a", amount=1), event("b", amount="1")])
    assert refused.value.feature == "mixed-values"
    assert str(refused.value) == (
        "the engine `audit` does not support mixed-values (field `amount`, type `fee.charged`)"
    )


@pytest.mark.parametrize(("number", "fits"), [(2**63 - 1, True), (2**63, False), (-(2**63), False)])
def test_a_number_that_no_column_holds_is_refused_by_name(number: int, fits: bool) -> None:  # noqa: FBT001 -- a case
    """Whatever fits is taken."""
    if fits:
        assert LogInMemory([event("a", amount=number)]).kinds("fee.charged") == {"amount": "whole"}
    else:
        with pytest.raises(UnsupportedByEngine, match="long-number"):
            LogInMemory([event("a", amount=number)])


@pytest.mark.parametrize(
    ("told", "fits"), [(("a", "b"), True), ((), True), ((1, 2), False), ((True,), False)]
)
def test_a_list_of_what_is_no_text_is_refused_by_name(told: Any, fits: bool) -> None:  # noqa: ANN401, FBT001 -- a case
    """A vocabulary may have lists of amounts or of times, and no column holds them."""
    if fits:
        assert LogInMemory([event("a", amounts=told)]).kinds("fee.charged") == {"amounts": "list"}
    else:
        with pytest.raises(UnsupportedByEngine, match="list-of-numbers"):
            LogInMemory([event("a", amounts=told)])


def test_names_of_tables_and_columns_need_no_quotes_and_never_meet() -> None:
    """Whatever a vocabulary calls a thing, `-`, `.` and other characters included."""
    names = ["a.b", "a-b", "a--b", "a_b", "at", "A", "ا", "order"]
    spelt = [table_of(name) for name in names] + [column_of(name) for name in names]
    assert len(set(spelt)) == len(spelt)
    assert all(re.fullmatch("[a-z][a-z0-9_]*", name) for name in spelt)


def test_a_list_in_a_column_is_found_by_its_words_and_not_by_parts_of_them() -> None:
    """Separators in a word do not separate."""
    separator = "\x1f"
    packed_list = packed(["50%", "a", f"b{separator}c"])
    assert packed_list.count(separator) == 4
    log = LogInMemory([event("a", documents=("50%", "a", f"b{separator}c")), event("b", documents=("aa",))])
    database = SQLite()
    audit.fill(database, log, ["fee.charged"])
    queries = Queries(SQLITE, log)
    database.define(view_of("fee.charged"), queries.known("fee.charged", 1, None))
    for word, numbers in {"a": [1, 0], f"b{separator}c": [1, 0], "c": [0, 0], "50%": [1, 0]}.items():
        query = queries.truths("fee.charged", Among("documents", frozenset({word})))
        assert [truth for truth, _ in database.rows(query)] == numbers


PAIRS = (("service", "service"), ("fee-kind", "fee-kind"))
CONDITION = Preceded(Points("fee.announced", Among("documents", frozenset({"a"}))), PAIRS)
EVERY_QUESTION: dict[str, Callable[[Queries], str]] = {
    "truths": lambda queries: queries.truths("fee.charged", CONDITION),
    "answers": lambda queries: queries.answers("fee.charged", Points("fee.announced"), PAIRS),
    "decisions": lambda queries: queries.decisions(
        queries.events("fee.charged"), CONDITION, Among("by", frozenset("a"))
    ),
    "in force": lambda queries: queries.in_force(
        queries.events("fee.charged"), Covering(Points("fee.announced"), PAIRS)
    ),
    "agreeing": lambda queries: queries.agreeing("fee.charged", Points("fee.announced"), PAIRS),
    "first times": lambda queries: queries.first_times(CONDITION, ("service",)),
}
PORTABLE = frozenset(
    [
        "SELECT",
        "FROM",
        "WHERE",
        "AND",
        "OR",
        "NOT",
        "NULL",
        "IS",
        "DISTINCT",
        "JOIN",
        "LEFT",
        "ON",
        "UNION",
        "ALL",
        "WITH",
        "AS",
        "CASE",
        "WHEN",
        "THEN",
        "ELSE",
        "END",
        "CAST",
        "COALESCE",
        "COUNT",
        "MIN",
        "MAX",
        "GROUP",
        "BY",
        "ORDER",
        "TRUE",
        "FALSE",
        "INTEGER",
        "BOOLEAN",
        "BIGINT",
        "LENGTH",
        "REPLACE",
        "IN",
    ]
)


@pytest.mark.parametrize("dialect", [DUCKDB, SQLITE, POSTGRESQL, SPARK], ids=lambda dialect: dialect.name)
@pytest.mark.parametrize("question", EVERY_QUESTION)
def test_queries_are_the_same_text_for_every_engine_but_for_the_words_of_its_dialect(
    question: str, dialect: Dialect
) -> None:
    """No word is a word of one engine alone, and dialects differ only in how a text is searched."""
    fields: dict[str, FieldValue] = {"service": "s", "fee-kind": "k", "documents": ("a",), "by": "a"}
    log = LogInMemory([Event("test", kind, kind, 1, 1, fields) for kind in ("fee.charged", "fee.announced")])
    query = EVERY_QUESTION[question](Queries(dialect, log))
    searched = re.sub(r"contains\((.*?), (.*?)\)|(?:instr|strpos)\((.*?), (.*?)\) > 0", "HAS", query)
    assert searched == re.sub(
        r"(?:instr)\((.*?), (.*?)\) > 0", "HAS", EVERY_QUESTION[question](Queries(SQLITE, log))
    )
    bare = re.sub(r"'[^']*'", "", searched.replace("HAS", ""))
    assert set(re.findall(r"\b[A-Z]{2,}\b", bare)) <= PORTABLE


PRICED = Preceded(Points("fee.announced"), PAIRS)
EXEMPT = Preceded(Points("exemption.announced"), (("exemption", "exemption"),))
DECIDED = Preceded(Points("fee.decided"), (("service", "service"),))
PRICED_AS_DECIDED = Preceded(Points("fee.announced", DECIDED), PAIRS)


@pytest.mark.parametrize(
    "condition",
    [Every((PRICED, Not(EXEMPT))), PRICED_AS_DECIDED, Every((PRICED, Not(EXEMPT), PRICED_AS_DECIDED))],
    ids=["two", "one inside another", "three"],
)
@pytest.mark.parametrize("database", [SQLite, DuckDB])
def test_a_condition_may_ask_the_log_more_than_once(
    condition: Condition, database: Callable[[], Database]
) -> None:
    """An engine reads queries to a certain depth only, so none stands inside another."""
    duty = next(one for one in edition().duties if one.norm == "fee-as-announced")
    assert isinstance(duty.check, CoveredAt)
    asking = replace(duty, check=replace(duty.check, of=replace(duty.check.of, where=condition)))
    log, at = year(), instant_of(edition(), AT)
    given = [asking], edition().term, log.events, at, None, log.set_aside
    findings = reference.judge(*given)
    assert {one.outcome for one in findings} >= {Outcome.FULFILLED, Outcome.NOT_APPLICABLE}
    assert audit.judge(*given, database=database()) == findings
    survey = audit.survey(*given, database=database(), apart=APART)
    told = {one.id for one in survey.findings}
    assert survey.findings == [one for one in findings if one.id in told]


@pytest.mark.skipif(sqlite3.sqlite_version_info >= (3, 46), reason="reads queries of any depth")
def test_a_query_that_is_too_deep_for_sqlite_is_refused_by_name() -> None:
    """It is no mistake of slakit, and the extra `audit` helps."""
    deep = "SELECT * FROM (" * 200 + "SELECT 1 AS one" + ") x" * 200
    with pytest.raises(UnsupportedByEngine) as refused:
        SQLite().keep("kept", deep)
    assert (refused.value.engine, refused.value.feature) == ("audit", "deep-question")
    with pytest.raises(UnsupportedByEngine, match="deep-question"):
        SQLite().rows(deep)


def test_what_is_known_is_a_parameter_of_views_alone() -> None:
    """The same queries answer for any instant."""
    log = LogInMemory([event("a", amount=1)])
    queries = Queries(DUCKDB, log)
    assert queries.known("fee.charged", 7, 5) == (
        "SELECT * FROM e_fee__charged WHERE time <= 7 AND recorded <= 5"
    )


def test_a_log_that_lies_in_tables_is_judged_where_it_lies() -> None:
    """Its events are fetched back as they were, words, lists and yes or no alike."""
    log, at = year(), instant_of(edition(), AT)
    memory, database = LogInMemory(log.events), SQLite()
    types = event_types_read((edition().duties, edition().term))
    audit.fill(database, memory, types)
    kinds = {
        event_type: {name: kind for name, kind in fields.items() if name in memory.kinds(event_type)}
        for event_type, fields in kinds_of(edition().vocabulary).items()
        if memory.holds(event_type)
    }
    found = audit.facts(
        database, LogInDatabase(kinds), edition().duties, edition().term, at, None, log.set_aside
    )
    assert findings_of(edition().duties, found) == by_reference()


# --- how a table is filled ---


def test_a_table_filled_through_a_file_holds_the_same_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["", None, "a\x00b", packed(["a", "b"]), '"', "\\", "x\ny", "\u2028", "😀", "'", "9" * 30, "true", "null",
             "1398/01/01", "2019-01-01", "{}", "[1]"]  # fmt: skip
    numbers = [0, -1, 2**63 - 1, -(2**63), None, 10**17]
    rows = [(at, texts[at % len(texts)], numbers[at % len(numbers)]) for at in range(200)]
    columns = [("n", "BIGINT"), ("text", "VARCHAR"), ("number", "BIGINT")]
    for through_a_file_from in (1, len(rows) + 1):
        monkeypatch.setattr("slakit.engines.audit.databases.THROUGH_A_FILE_FROM", through_a_file_from)
        database = DuckDB()
        database.create("t", columns, rows)
        assert list(database.rows("SELECT * FROM t ORDER BY n")) == rows
        database.close()
