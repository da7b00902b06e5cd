import ast
import importlib
import json
import random
import sys
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from slakit.calendars import parse_instant, parse_local, time_zone
from slakit.engines import reference
from slakit.errors import UnreadableTime
from slakit.events.event import Log
from slakit.events.reading import read_log
from slakit.findings import Finding, Outcome
from slakit.loading import Edition, load

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "hamadan-1398"
YEAR = EXAMPLE / "year.jsonl"
EXPECTED = EXAMPLE / "expected-findings.json"
Document = dict[str, Any]  # a file of JSON, of which only this module knows the form
Answer = tuple[str, str | None, str]
"""Outcome, grade, reason."""


@cache
def generator() -> ModuleType:
    """The example's script as a module; it finds its siblings beside it, as it does when it is run."""
    sys.path.insert(0, str(EXAMPLE))
    try:
        return importlib.import_module("generate")
    finally:
        sys.path.remove(str(EXAMPLE))


@cache
def edition() -> Edition:
    return load(ROOT / "agreements" / "hamadan-governorate" / "1398")


@cache
def expected() -> Document:
    return json.loads(EXPECTED.read_text("utf-8"))  # type: ignore[no-any-return] # json knows no types


def log_of(path: Path) -> Log:
    return read_log([path], edition().vocabulary, time_zone("Asia/Tehran"))


def judged(path: Path, at: str | None = None, known_at: str | None = None) -> dict[str, Finding]:
    """Every finding of a file by its id."""
    log, zone = log_of(path), time_zone("Asia/Tehran")
    instant = parse_local(at, zone) if at else parse_instant(expected()["judged-at"])
    known = parse_local(known_at, zone) if known_at else None
    findings = reference.judge(edition().duties, edition().term, log.events, instant, known, log.set_aside)
    by_id = {finding.id: finding for finding in findings}
    assert len(by_id) == len(findings)
    return by_id


@cache
def committed() -> dict[str, Finding]:
    return judged(YEAR)


def answer(finding: Finding) -> Answer:
    return finding.outcome.value, finding.grade.value if finding.grade else None, finding.reason


def open_or_graded(findings: Iterable[Finding]) -> dict[str, dict[str, Answer]]:
    """What the file of expectations lists: all but what was simply kept or is out of scope, by norm and id."""
    quiet = (Outcome.FULFILLED, Outcome.NOT_APPLICABLE)
    listed: dict[str, dict[str, Answer]] = {duty.norm: {} for duty in edition().duties}
    for finding in findings:
        if finding.outcome not in quiet or finding.grade:
            listed[finding.norm][finding.id] = answer(finding)
    return listed


def listed_in(document: Document) -> dict[str, dict[str, Answer]]:
    return {norm: answers_in(said["listed"]) for norm, said in document["norms"].items()}


def answers_in(findings: list[Document]) -> dict[str, Answer]:
    return {said["id"]: (said["outcome"], said["grade"], said["reason"]) for said in findings}


def kept_and_outside(findings: Iterable[Finding]) -> dict[str, tuple[int, int]]:
    counts = Counter((finding.norm, finding.outcome) for finding in findings)
    return {
        duty.norm: (counts[duty.norm, Outcome.FULFILLED], counts[duty.norm, Outcome.NOT_APPLICABLE])
        for duty in edition().duties
    }


def counted_in(document: Document) -> dict[str, tuple[int, int]]:
    return {norm: (said["fulfilled"], said["not-applicable"]) for norm, said in document["norms"].items()}


def changed(path: Path, event: str, **fields: str) -> Path:
    """The committed year with the attributes of one event changed, in another file."""
    lines = [json.loads(line) for line in YEAR.read_text("utf-8").splitlines()]
    (meant,) = (line for line in lines if line["id"] == event)
    meant |= fields
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


def differing(one: dict[str, Finding], other: dict[str, Finding]) -> dict[str, tuple[Answer, Answer]]:
    """The findings that are not the same in every field, with both answers."""
    assert one.keys() == other.keys()
    return {id_: (answer(one[id_]), answer(other[id_])) for id_ in one if one[id_] != other[id_]}


# --- the generator -------------------------------------------------------------------------------------------


def test_generating_the_year_again_gives_the_committed_bytes(tmp_path: Path) -> None:
    out, findings = tmp_path / "year.jsonl", tmp_path / "expected.json"
    generator().write(1398, 3000, out, findings)
    assert out.read_bytes() == YEAR.read_bytes()
    assert findings.read_bytes() == EXPECTED.read_bytes()


def test_the_committed_year_has_three_thousand_readable_events_and_is_small() -> None:
    log = log_of(YEAR)
    assert (len(log.events), log.set_aside, log.remarks, log.repeated) == (3000, (), (), 0)
    assert YEAR.stat().st_size < 1_500_000


def test_the_events_stand_in_the_order_in_which_they_became_known_and_some_became_known_late() -> None:
    events = log_of(YEAR).events
    assert list(events) == sorted(events, key=lambda event: event.recorded)
    assert list(events) != sorted(events, key=lambda event: event.time)
    assert all(event.time <= event.recorded for event in events)


def test_the_generator_reckons_without_slakit() -> None:
    modules = sorted(EXAMPLE.glob("*.py"))
    trees = [ast.parse(path.read_text("utf-8")) for path in modules]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    imported = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    allowed = sys.stdlib_module_names | {path.stem for path in modules}
    assert {name.partition(".")[0] for name in imported} <= allowed


def test_the_generator_and_slakit_read_the_same_instant_from_a_clock_in_tehran() -> None:
    zone, compared = time_zone("Asia/Tehran"), 0
    days = [
        (year, month, day) for year in (1397, 1398, 1399) for month in range(1, 13) for day in range(1, 32)
    ]
    for year, month, day in days[
        5:
    ]:  # the clock of the first days of 1397 is older than the generator's table
        for clock in ("00:00", "01:30", "08:59:59", "22:59:59"):
            text = f"{year}/{month:02}/{day:02} {clock}"
            try:
                instant = parse_local(text, zone)
            except UnreadableTime:
                continue
            assert generator().instant(text) * 1_000_000 == instant, text
            assert parse_instant(generator().shown(instant // 1_000_000)) == instant
            compared += 1
    assert compared > 4000


def test_fewer_events_than_the_plan_has_are_refused() -> None:
    with pytest.raises(ValueError, match=r"the plan and its incidents alone are [0-9]+ events"):
        generator().generate(1398, 100)


@pytest.mark.parametrize(("seed", "events"), [(7, 1000), (8, 5001)])
def test_what_is_expected_comes_out_of_other_years_too(tmp_path: Path, seed: int, events: int) -> None:
    out, findings = tmp_path / "year.jsonl", tmp_path / "expected.json"
    generator().write(seed, events, out, findings)
    document = json.loads(findings.read_text("utf-8"))
    found = judged(out).values()
    assert len(out.read_text("utf-8").splitlines()) == events
    assert open_or_graded(found) == listed_in(document)
    assert kept_and_outside(found) == counted_in(document)


# --- the findings --------------------------------------------------------------------------------------------


def test_the_year_gives_exactly_the_expected_findings() -> None:
    assert open_or_graded(committed().values()) == listed_in(expected())


def test_as_many_duties_were_kept_and_as_many_events_lie_outside_as_expected() -> None:
    assert kept_and_outside(committed().values()) == counted_in(expected())


@pytest.mark.parametrize("incident", expected()["incidents"], ids=lambda incident: incident["incident"])
def test_an_incident_gives_the_findings_that_its_story_states(incident: Document) -> None:
    stated = answers_in(incident["findings"])
    found = committed()
    assert {id_: answer(found[id_]) if id_ in found else None for id_ in stated} == stated


def test_every_violation_belongs_to_an_incident() -> None:
    stated = {id_ for incident in expected()["incidents"] for id_ in answers_in(incident["findings"])}
    assert {finding.id for finding in committed().values() if finding.outcome is Outcome.VIOLATED} <= stated


def test_what_stays_open_without_an_incident_is_open_by_nature_and_says_why() -> None:
    stated = {id_ for incident in expected()["incidents"] for id_ in answers_in(incident["findings"])}
    open_ones = {
        (norm, said[0])
        for norm, listed in listed_in(expected()).items()
        for id_, said in listed.items()
        if id_ not in stated
    }
    assert open_ones == {(said["norm"], said["outcome"]) for said in expected()["open-by-nature"]}


def test_a_notice_one_second_later_than_72_hours_changes_exactly_one_finding(tmp_path: Path) -> None:
    later = changed(tmp_path / "later.jsonl", "notice-exactly-72-hours-1", time="2019-08-01T09:30:01Z")
    assert differing(committed(), judged(later)) == {
        "planned-outage-notice/outage=exactly-72,service=svc-06": (
            ("fulfilled", None, "in-time"),
            ("violated", "breach", "notice-too-late"),
        )
    }


def test_a_notice_one_second_earlier_at_72_hours_changes_exactly_one_finding(tmp_path: Path) -> None:
    earlier = changed(tmp_path / "earlier.jsonl", "notice-one-second-short-1", time="2019-08-01T04:30:00Z")
    assert differing(committed(), judged(earlier)) == {
        "planned-outage-notice/outage=one-second-short,service=svc-19": (
            ("violated", "breach", "notice-too-late"),
            ("fulfilled", None, "in-time"),
        )
    }


def test_the_order_of_lines_and_repeated_events_change_nothing(tmp_path: Path) -> None:
    lines = YEAR.read_text("utf-8").splitlines(keepends=True)
    shuffled = [*lines, *lines[::7]]
    random.Random(5).shuffle(shuffled)  # noqa: S311 - any other order would do
    path = tmp_path / "shuffled.jsonl"
    path.write_text("".join(shuffled), "utf-8")
    assert log_of(path).repeated == len(shuffled) - len(lines)
    assert judged(path) == committed()


def test_before_the_late_renewal_was_known_the_outage_in_farvardin_lay_outside_the_term() -> None:
    outage = "planned-outage-notice/outage=between-two-terms,service=svc-19"
    renewal = "renewed-without-gap/term-end=2020-03-19T20:30:00Z"
    then = judged(YEAR, at="1399/01/24 00:00", known_at="1399/01/24 00:00")
    assert (answer(then[outage]), answer(then[renewal])) == (
        ("not-applicable", None, "out-of-term"),
        ("violated", "breach", "no-successor"),
    )
    assert (answer(committed()[outage]), answer(committed()[renewal])) == (
        ("violated", "breach", "no-notice"),
        ("violated", "breach", "signed-late"),
    )
