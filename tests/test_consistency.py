"""Names and types of an edition, as values; the messages stand in `bad/`."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from slakit import messages
from slakit.consistency import annotations, case_inconsistencies, clause_of, inconsistencies
from slakit.consistency.annotations import mentions
from slakit.consistency.telling import in_file_order
from slakit.document import Document, parse, read
from slakit.errors import Fault
from slakit.source import Place

GOOD = Path(__file__).parent / "bad" / "good"
REAL = Path(__file__).parents[1] / "agreements" / "hamadan-governorate" / "1398"
VOCABULARIES = Path(annotations.__file__).parents[1] / "vocabularies"
NAMES = ("agreement", "services", "vocabulary", "cases")


def documents(**changes: tuple[str, str]) -> list[Document]:
    """The agreement, annex, vocabulary and cases of the good edition, each with one change or none."""
    return [_changed(name, *changes.get(name, ("", ""))) for name in NAMES]


def _changed(name: str, old: str, new: str) -> Document:
    text = (GOOD / f"{name}.yaml").read_text("utf-8")
    assert not old or text.count(old) == 1, old
    # the name leads to the file of the signed text, which lies beside the agreement
    return parse(text.replace(old, new, 1).encode(), str(GOOD / f"{name}.yaml"))


def faults(**changes: tuple[str, str]) -> list[Fault]:
    agreement, annex, vocabulary, _ = documents(**changes)
    return inconsistencies(agreement, annex, vocabulary)


def faults_of_cases(old: str, new: str) -> list[Fault]:
    agreement, annex, vocabulary, cases = documents(cases=(old, new))
    return case_inconsistencies(cases, agreement, annex, vocabulary)


# --- what is sound


def test_the_agreement_of_hamadan_and_its_cases_have_no_fault() -> None:
    edition = (
        read(REAL / "agreement.yaml"),
        read(REAL / "services.yaml"),
        read(VOCABULARIES / "e-government-portal" / "v1.yaml"),
    )
    assert inconsistencies(*edition) == []
    for file in sorted((REAL / "cases").glob("*.yaml")):
        assert case_inconsistencies(read(file), *edition) == [], file.name


def test_the_good_edition_and_its_cases_have_no_fault() -> None:
    agreement, annex, vocabulary, cases = documents()
    assert inconsistencies(agreement, annex, vocabulary) == []
    assert case_inconsistencies(cases, agreement, annex, vocabulary) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("agreement", "until: 1404/12/29\n", "until: 1404/01/01\n"),
        ("agreement", "until: 1404/12/29\n", "until: 2026-03-20\n"),
        ("agreement", "from: 1404/01/01\n", "from: {inferred: 1404/12/29, why: {en: why}}\n"),
        ("agreement", "{amount: {from: 1}}", "{amount: {from: 1, to: 1}}"),
        ("agreement", "{amount: {from: 1}}", "{amount: {not: [0, 1]}}"),
        ("agreement", "{amount: {from: 1}}", "{amount: {given: true}}"),
        ("agreement", "month-days: 30}", "month-days: 30}\n      - {term: m, means: {en: m}, month-days: 30}"),
        ("agreement", "matching: [service]", "matching: [{service: service}]"),
        ("agreement", "matching: [service]", "announced-value: amount"),
        ("agreement", "matching: [complaint]", "matching: [{reader: complaint}]"),  # a text and an identifier
        ("agreement", "channel: [website]", "channel: [menu, desk]"),
        ("agreement", "within: 1 month", "within: unspecified"),
        ("agreement", "by: {choice: end-of-plan, days: {first-year: 1404/12/29, second-year: 1405/12/29}}", "by: 1404/12/29"),
        ("agreement", "- choice: end-of-plan\n", "- {choice: bound, takes: open, ground: {en: g}}\n  - choice: end-of-plan\n"),
        ("services", "row: 1, title", "row: 1, code: '1001', title"),
        ("vocabulary", "may-be: [website]", "may-be: [website, desk]"),
        ("vocabulary", "key: [service]}", "key: [service, amount]}"),
    ],
)  # fmt: skip
def test_what_lies_exactly_on_the_edge_is_no_fault(file: str, old: str, new: str) -> None:
    assert faults(**{file: (old, new)}) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("channel: desk", "channel: a-channel-that-nobody-classified"),  # the list is open
        ("service: lending", "service: '*'"),
        ("age: 20", "age: null"),
        ("returned: 1404/05/15", "returned: 2025-08-06"),
        ("{norm: lent-at-the-desk, outcome: fulfilled}", "{norm: lent-at-the-desk, outcome: fulfilled, grade: advisory}"),
        ("{norm: lent-at-the-desk, outcome: fulfilled}", "{norm: lent-at-the-desk, outcome: violated, grade: review}"),
    ],
)  # fmt: skip
def test_a_case_may_say_what_a_log_may_say(old: str, new: str) -> None:
    assert faults_of_cases(old, new) == []


def test_who_attests_is_named_by_a_field_of_what_amends_the_record() -> None:
    """The fault names the field that was probably meant."""
    plain = "closes: closure.ended, key: [closure]}"
    found = faults(vocabulary=(plain, f"amends: [closure.started], attested-by: sied, {plain}"))
    assert [(fault.rule, fault.arguments["owner"], fault.arguments["suggestion"]) for fault in found] == [
        ("undeclared-field", "closure.started", "side")
    ]


@pytest.mark.parametrize(
    ("said", "expected", "given", "severities"),
    [
        ("cafeteria", "outcome: not-applicable, reason: outside-annex", "lending", []),
        ("cafeteria", "outcome: not-applicable", "lending", []),
        ("cafeteria", "outcome: not-applicable, reason: out-of-scope", "lending", ["warning"]),
        ("cafeteria", "outcome: fulfilled", "lending", ["warning"]),
        ("lending", "outcome: fulfilled", "cafeteria", ["warning"]),
        ("lending", "outcome: not-applicable, reason: outside-annex", "cafeteria", []),
    ],
)
def test_a_case_of_a_service_outside_the_annex_expects_something_to_lie_outside(
    said: str, expected: str, given: str, severities: list[str]
) -> None:
    """Also where it is given for every event: a log may name such a service, but a case that shows nothing of it erred."""
    agreement, annex, vocabulary, cases = documents()
    text = f"""
document: cases/v1
given: {{book.lent: {{service: {given}, channel: desk}}}}
cases:
  - case: lent
    title: {{en: A book was lent}}
    events: [{{at: 1404/05/01 08:00, event: book.lent, service: {said}}}]
    expect: [{{norm: lent-at-the-desk, {expected}}}]
"""
    found = case_inconsistencies(parse(text.encode(), cases.name), agreement, annex, vocabulary)
    assert [(fault.rule, fault.severity) for fault in found] == [
        ("service-outside-annex", severity) for severity in severities
    ]


# --- what is not


def test_a_fault_carries_its_place_its_clause_and_the_names_that_are_meant() -> None:
    file = str(GOOD / "agreement.yaml")
    assert faults(agreement=("where: {planned: true}}\n        notice", "where: {planed: true}}\n        notice")) == [
        Fault(
            "undeclared-field",
            Place(file, 50, 39, 50, 45),
            "3",
            {
                "field": "planed",
                "owner": "closure",
                "suggestion": "planned",
                "allowed": "closure\nservices\nplanned\nside",
            },
        )
    ]  # fmt: skip


def test_yes_or_no_is_no_number_and_a_number_is_no_yes_or_no() -> None:
    asked = faults(agreement=("{amount: {from: 1}}", "{amount: true}"))
    assert [(fault.rule, dict(fault.arguments)) for fault in asked] == [
        (
            "wrong-value",
            {
                "field": "amount",
                "holds": "holds-rial",
                "found_type": "yes-or-no",
                "found": "true",
            },
        )
    ]
    said = faults_of_cases("planned: true", "planned: 1")
    assert [(fault.rule, dict(fault.arguments)) for fault in said] == [
        (
            "wrong-value",
            {
                "field": "planned",
                "holds": "holds-boolean",
                "found_type": "number",
                "found": "1",
            },
        )
    ]


def test_the_axes_of_a_grid_are_fields_of_the_event_that_attests_the_contrary_too() -> None:
    found = faults(
        agreement=(
            "for-each: {service: services,",
            "undone: {event: fee.charged}\n        for-each: {service: services,",
        )
    )
    assert [(fault.rule, fault.arguments["field"], fault.arguments["owner"]) for fault in found] == [
        ("undeclared-field", "channel", "fee.charged")
    ]


def test_names_that_differ_in_digits_alone_are_never_suggested() -> None:
    found = faults(agreement=('used-by: ["3"]', 'used-by: ["33"]'))
    assert [dict(fault.arguments) for fault in found] == [{"name": "33", "allowed": "1\n2\n3\n4\n5"}]


def test_a_record_of_undeclared_events_gives_one_fault_and_none_for_its_fields() -> None:
    found = faults(vocabulary=("opens: notice.published", "opens: notice.publish"))
    assert [(fault.rule, fault.arguments["name"]) for fault in found] == [("unknown-event", "notice.publish")]


def test_a_circle_of_words_is_told_once() -> None:
    found = faults(vocabulary=("en: the website}}", "en: the website}, within: menu}"))
    assert [(fault.rule, fault.arguments["circle"]) for fault in found] == [
        ("word-within-itself", "website → menu → website")
    ]


def test_a_row_that_is_skipped_is_told_once_and_the_count_goes_on_from_it() -> None:
    found = faults(services=("row: 2", "row: 3"))
    assert [(fault.rule, dict(fault.arguments)) for fault in found] == [
        ("row-out-of-order", {"row": 3, "expected": 2}),
        ("repeated-row", {"row": 3, "line": 6}),
    ]
    found = faults(services=("row: 3", "row: 4"))
    assert [(fault.rule, dict(fault.arguments)) for fault in found] == [
        ("row-out-of-order", {"row": 4, "expected": 3})
    ]


def test_faults_come_file_by_file_then_by_place_and_each_once() -> None:
    first, second = (parse(b"a: 1\n", name) for name in ("b.yaml", "a.yaml"))
    one = Fault("unknown-party", Place("b.yaml", 9, 1, 9, 2))
    two = Fault("unknown-party", Place("a.yaml", 1, 5, 1, 6))
    three = Fault("unknown-party", Place("a.yaml", 1, 7, 1, 8))
    assert in_file_order((first, second), [three, two, one, two]) == [one, two, three]


BETWEEN_EDITIONS = {"term-gap", "term-overlap"}
"""What no one edition has: `tests/test_renewing.py` holds their words."""


def test_every_fault_that_can_be_told_here_stands_in_a_broken_document() -> None:
    package = Path(annotations.__file__).parent
    written = {
        word
        for file in package.glob("*.py")
        for word in re.findall('"([a-z]+(?:-[a-z]+)+)"', file.read_text("utf-8"))
    }
    told = "".join(file.read_text("utf-8") for file in GOOD.parent.glob("*/expected.en.txt"))
    # what is wrong with a mapping, the tests of mappings write as a list of lines
    told += re.sub('"[,\\]]', "\n", (Path(__file__).parent / "test_mappings.py").read_text("utf-8"))
    missing = {rule for rule in written & set(messages.rules()) if not _is_told(rule, told)}
    assert missing == BETWEEN_EDITIONS


def _is_told(rule: str, text: str) -> bool:
    """Whether a line of the text may come from one of the messages of a rule."""
    templates, _ = messages.templates("en")[rule]
    patterns = [
        "".join(
            ".+" if at % 2 else re.escape(part) for at, part in enumerate(re.split(r"(\{[a-z_:]+\})", one))
        )
        for one in templates
    ]
    return any(re.search(f": {pattern}\n", text) for pattern in patterns)


# --- the walk and the clause


def test_the_walk_gives_every_mention_with_what_is_selected_around_it() -> None:
    norm = {
        "id": "n",
        "obliges": "library",
        "rule": "only-via",
        "of": {"event": "book.lent", "where": {"age": 20}},
        "by": "channel",
        "only": ["desk"],
    }
    found = mentions("agreement", {"clauses": [{"clause": "1", "text": {"en": "t"}, "norms": [norm]}]})
    at = ("clauses", 0, "norms", 0)
    of = (("event", "book.lent"),)
    assert [(mention.kind, mention.path, mention.value, dict(mention.scope)) for mention in found] == [
        ("party", (*at, "obliges"), "library", {"of": of}),
        ("rule", (*at, "rule"), "only-via", {"of": of}),
        ("event", (*at, "of", "event"), "book.lent", {"of": of, "event": of}),
        ("where", (*at, "of", "where"), {"age": 20}, {"of": of, "event": of}),
        ("field", (*at, "by"), "channel", {"of": of}),
        ("values", (*at, "only"), ["desk"], {"of": of}),
    ]


def test_every_kind_of_reference_in_the_schemas_has_a_function_that_checks_it() -> None:
    from slakit.consistency.references import _KINDS
    from slakit.schema import schema_named

    kinds = {"matching", "not-before", "duration"}
    for name in ("agreement", "services", "cases"):
        kinds |= set(re.findall("'x-refers-to': '([a-z-]+)'", str(schema_named(name))))
    assert kinds == set(_KINDS)


@pytest.mark.parametrize(
    ("path", "clause"),
    [
        (("clauses", 0, "text"), "title"),
        (("clauses", 3), "3"),
        (("clauses", 3, "norms", 0, "of", "where", "planned"), "3"),
        (("clauses",), None),
        (("clauses", 99), None),
        (("term", "clause"), None),
        ((), None),
    ],
)
def test_a_path_of_an_agreement_lies_in_a_clause_a_heading_or_neither(
    path: tuple[str | int, ...], clause: str | None
) -> None:
    assert clause_of(documents()[0], path) == clause


def test_no_path_of_another_document_lies_in_a_clause() -> None:
    assert [clause_of(document, ("services", 0, "row")) for document in documents()] == [None] * 4


def test_names_and_types_are_checked_without_pydantic_and_jsonschema() -> None:
    program = (
        "import sys; from slakit.consistency import inconsistencies; from slakit.document import read; "
        f"print(inconsistencies(*(read(f'{GOOD.as_posix()}/{{name}}.yaml') for name in {NAMES[:3]!r}))); "
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'pydantic', 'jsonschema', 'referencing'}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603 -- our own program
    assert done.stdout == "[]\n[]\n"
