"""What a renewal gives away: changes, their strength, what shows them, and how they are told."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

import slakit
from slakit.calendars import DAY, parse_day
from slakit.checks import CoveredBefore
from slakit.cli import main
from slakit.cli.diff import reaches
from slakit.comparison import diff
from slakit.comparison.changes import Change, Comparison, Strength, Witness
from slakit.comparison.court import Court
from slakit.comparison.replays import replayed
from slakit.comparison.saving import case_of, save
from slakit.comparison.stories import stories
from slakit.comparison.telling import Teller
from slakit.comparison.witnesses import search
from slakit.engines import reference
from slakit.events.event import Event, FieldValue
from slakit.findings import Outcome
from slakit.loading import Edition, load
from slakit.reports.comparisons.telling import Telling
from slakit.schema import schema_named
from slakit.testing import case_files, log_of_case, read_cases, run_file
from slakit.text import strip_isolates

ROOT = Path(__file__).parents[1]
HAMADAN = ROOT / "agreements" / "hamadan-governorate" / "1398"
LARKFIELD = ROOT / "agreements" / "examples" / "larkfield-hosting" / "2025"
SUITE = ROOT / "tests" / "suite"
SAMPLES = [*(file.parent for file in sorted((ROOT / "agreements").glob("**/agreement.yaml"))), SUITE]

Rewritten = Callable[..., Path]
"""Copies an edition, rewrites texts of it, and gives the folder."""


@pytest.fixture
def rewritten(tmp_path: Path) -> Rewritten:
    numbers = iter(range(100))

    def rewrite(*changes: tuple[str, str], of: Path = HAMADAN, file: str = "agreement.yaml") -> Path:
        folder = tmp_path / f"{of.name}-{next(numbers)}"
        shutil.copytree(of, folder)
        text = (folder / file).read_text("utf-8")
        for old, new in changes:
            assert text.count(old) >= 1, old
            text = text.replace(old, new, 1)
        (folder / file).write_text(text, "utf-8", newline="\n")
        return folder

    return rewrite


def compared(new: Path, old: Path = HAMADAN) -> Comparison:
    return diff(load(old), load(new))


def told(comparison: Comparison) -> list[tuple[str, str, str, str]]:
    return [(one.subject, one.name, one.kind, one.strength.value) for one in comparison.changes]


NOTICE = ("at-least: 72 hours", "at-least: 24 hours")


def moved_to_next_year(folder: Path) -> Path:
    """Give an edition of 1398 the term of 1399, with a first day that is written."""
    file = folder / "agreement.yaml"
    text = re.sub(r"(term:\n)  from:\n(?:    .*\n)+", r"\1  from: 1399/01/01\n", file.read_text("utf-8"))
    file.write_text(text.replace("until: 1398/12/29\n  clause", "until: 1399/12/30\n  clause"), "utf-8")
    return folder


# --- nothing changed ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_an_edition_differs_in_nothing_from_itself(folder: Path) -> None:
    assert compared(folder, folder).changes == ()


def turned_around(value: object) -> object:
    """The same data with the keys of every group in the opposite order."""
    if isinstance(value, dict):
        return {key: turned_around(value[key]) for key in reversed(value)}
    return [turned_around(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("folder", [HAMADAN, SUITE], ids=lambda folder: str(folder.name))
def test_order_of_keys_layout_and_comments_are_no_difference(folder: Path, tmp_path: Path) -> None:
    """Every document is written anew as JSON, backwards and with a comment in front: YAML reads it as the same."""
    new = tmp_path / "new"
    shutil.copytree(folder, new)
    edition = load(folder)
    for document in (edition.agreement_document, edition.annex_document, edition.vocabulary_document):
        if (file := new / Path(document.name).name).exists():
            text = json.dumps(turned_around(document.data), ensure_ascii=False, indent=3)
            file.write_text(f"# written anew\n{text}\n", "utf-8")
    assert compared(new, folder).changes == ()


# --- weaker -------------------------------------------------------------------------------------------------


def shows(witness_of: Change, comparison: Comparison) -> bool:
    """Whether the engine, asked once more, finds what the witness says: violated before, and no longer."""
    witness = witness_of.witness
    assert witness is not None
    old = [duty for duty in comparison.old.duties if duty.norm == witness.norm]
    found = reference.judge(old, comparison.old.term, witness.events, witness.at)
    return tuple(found) == witness.old and any(one.outcome is Outcome.VIOLATED for one in found)


def test_a_shorter_notice_is_weaker_and_a_log_shows_it(rewritten: Rewritten) -> None:
    comparison = compared(rewritten(NOTICE))
    (change,) = comparison.changes
    assert told(comparison) == [("norm", "planned-outage-notice", "changed", "weaker")]
    assert (change.ground, change.recipients, change.provider) == ("witness", "worse", "better")
    assert [(part.name, part.old, part.new, part.relation.value) for part in change.parts] == [
        ("at-least", "72 hours", "24 hours", "weaker")
    ]
    assert shows(change, comparison)
    assert change.witness
    assert [event.type for event in change.witness.events] == ["notice.published", "outage.started"]
    assert [(one.outcome.value, one.reason) for one in change.witness.old] == [
        ("violated", "notice-too-late")
    ]
    assert [(one.outcome.value, one.reason) for one in change.witness.new] == [("fulfilled", "in-time")]


def test_a_norm_on_some_services_of_a_long_annex_is_weaker_by_a_log_of_one_of_them(
    rewritten: Rewritten,
) -> None:
    """Stories were told of the first service of the annex, which such a norm does not speak of."""
    on_one = (
        "{planned: true, origin: [site, office]}",
        "{planned: true, origin: [site, office], services: [svc-19]}",
    )
    old = rewritten(on_one)
    shutil.rmtree(old / "cases")
    (change,) = compared(rewritten(NOTICE, of=old), old).changes
    assert (change.name, change.strength, change.ground) == (
        "planned-outage-notice",
        Strength.WEAKER,
        "witness",
    )
    assert change.witness is not None
    assert [event.data["services"] for event in change.witness.events if event.type == "outage.started"] == [
        ("svc-19",)
    ]


def test_a_witness_is_as_small_as_it_can_be(rewritten: Rewritten) -> None:
    """Without any one of its events it shows nothing."""
    comparison = compared(rewritten(NOTICE))
    (change,) = comparison.changes
    assert change.witness
    duty = next(duty for duty in comparison.old.duties if duty.norm == "planned-outage-notice")
    for left in change.witness.events:
        events = [event for event in change.witness.events if event is not left]
        found = reference.judge([duty], comparison.old.term, events, change.witness.at)
        assert [one.reason for one in found if one.outcome is Outcome.VIOLATED] != ["notice-too-late"]


def test_a_lower_availability_is_weaker(rewritten: Rewritten) -> None:
    old = rewritten(("target: unspecified", "target: 99.9%"))
    new = rewritten(("target: unspecified", "target: 99.0%"))
    comparison = compared(new, old)
    assert told(comparison) == [("norm", "services-available", "changed", "weaker")]
    assert shows(comparison.changes[0], comparison)


def without_norm(name: str, folder: Path) -> None:
    """Take a norm out of its clause; a clause that is left without one says why nothing is checked."""
    file = folder / "agreement.yaml"
    text = re.sub(rf"      - id: {name}\n(?:        .*\n)+", "", file.read_text("utf-8"))
    emptied = re.sub(
        r"    norms:\n(?!      - id)", "    not-checkable: {fa: حذف شد., en: It was deleted.}\n", text
    )
    file.write_text(emptied, "utf-8", newline="\n")


def test_a_promise_that_is_deleted_is_weaker(rewritten: Rewritten) -> None:
    new = rewritten()
    without_norm("service-information-published", new)
    comparison = compared(new)
    (removed, words) = comparison.changes
    assert told(comparison) == [
        ("norm", "service-information-published", "removed", "weaker"),
        ("clause", "5.5", "reworded", "equal"),
    ]
    assert shows(removed, comparison)
    assert [part.name for part in words.parts] == ["not-checkable"]
    assert main(["diff", str(HAMADAN), str(new), "--fail-on", "removed"]) == 1


def test_a_promise_without_a_time_that_is_gone_leaves_nothing_pending(rewritten: Rewritten) -> None:
    """It cannot be broken, but what was never done is told as unresolved by the old edition, and by the new one not at all."""
    new = rewritten(("otherwise: [complaint-considered]", "otherwise: []"), of=SUITE)
    without_norm("complaint-considered", new)
    comparison = compared(new, SUITE)
    removed = next(change for change in comparison.changes if change.kind == "removed")
    assert (removed.name, removed.strength, removed.ground) == (
        "complaint-considered",
        Strength.WEAKER,
        "witness",
    )
    assert removed.witness
    assert [(one.outcome, one.reason) for one in removed.witness.old] == [("pending", "unresolved-at-end")]
    assert not removed.witness.new
    assert (removed.recipients, removed.provider) == ("worse", "better")


def test_a_norm_under_another_id_that_asks_the_same_is_renamed(rewritten: Rewritten) -> None:
    comparison = compared(rewritten(("- id: planned-outage-notice", "- id: outage-notice")))
    assert told(comparison) == [("norm", "outage-notice", "renamed", "equal")]


def parts_told(change: Change) -> list[tuple[str, object, object, str]]:
    return [(part.name, part.old, part.new, part.relation.value) for part in change.parts]


def with_text(folder: Path, changed: Callable[[str], str]) -> Path:
    file = folder / "agreement.yaml"
    file.write_text(changed(file.read_text("utf-8")), "utf-8", newline="\n")
    return folder


def test_a_service_under_another_id_is_renamed_wherever_norms_name_it(rewritten: Rewritten) -> None:
    """The lawful differences of 7.1 name svc-22."""
    new = with_text(
        rewritten(("service: svc-22", "service: booklet"), file="services.yaml"),
        lambda text: text.replace("svc-22", "booklet"),
    )
    comparison = compared(new)
    (change,) = comparison.changes
    assert told(comparison) == [("service", "booklet", "renamed", "equal")]
    assert parts_told(change) == [("service", "svc-22", "booklet", "equal")]
    assert (change.recipients, change.provider, change.effects) == ("same", "same", ())


def test_a_clause_under_another_number_has_moved_and_whatever_names_it_is_the_same(
    rewritten: Rewritten, capfd: pytest.CaptureFixture[str]
) -> None:
    def renumbered(text: str) -> str:
        return text.replace('"5.5"', '"5.6"').replace('"5.4"', '"5.5"')

    new = with_text(rewritten(), renumbered)
    comparison = compared(new)
    assert told(comparison) == [
        ("clause", "5.5", "moved", "equal"),
        ("clause", "5.6", "moved", "equal"),
    ]
    assert [parts_told(change) for change in comparison.changes] == [
        [("clause", "5.4", "5.5", "equal")],
        [("clause", "5.5", "5.6", "equal")],
    ]
    assert lines_of(new, "en", capfd)[:4] == [
        "clause 5.5: it was clause 5.4, with the same words and norms",
        "  clause: 5.4 → 5.5; of equal strength",
        "  an engine is asked the same question; findings name the new number",
        "  bears on: planned-outage-notice (of equal strength)",
    ]
    assert lines_of(new, "fa", capfd)[0] == "بند ۵.۵: پیش‌تر بند ۵.۴ بود، با همان عبارت و همان الزام‌ها"


def test_clauses_that_change_places_have_both_moved(rewritten: Rewritten) -> None:
    def swapped(text: str) -> str:
        return text.replace('"7.2"', '"X"').replace('"7.3"', '"7.2"').replace('"X"', '"7.3"')

    assert told(compared(with_text(rewritten(), swapped))) == [
        ("clause", "7.3", "moved", "equal"),
        ("clause", "7.2", "moved", "equal"),
    ]


def in_5_3(text: str) -> str:
    """The agreement with the norm on who sets a fee in 5.3, where it stood in 5.2."""
    start, end = (text.index(f"      - id: fee-{one}") for one in ("set-by-competent-body", "charged-as-set"))
    norm, rest = text[start:end], text[:start] + text[end:]
    return rest.replace("      - id: damages-set\n", f"{norm}      - id: damages-set\n", 1)


def test_a_norm_in_another_clause_has_moved(rewritten: Rewritten) -> None:
    comparison = compared(with_text(rewritten(), in_5_3))
    (change,) = comparison.changes
    assert told(comparison) == [("norm", "fee-set-by-competent-body", "moved", "equal")]
    assert (change.clause, change.ground) == ("5.3", "order")
    assert parts_told(change) == [("clause", "5.2", "5.3", "equal")]
    (weaker,) = compared(with_text(rewritten(POWER), in_5_3)).changes
    assert (weaker.kind, weaker.strength) == ("changed", "weaker")
    assert parts_told(weaker)[-1] == ("clause", "5.2", "5.3", "equal")


def test_a_duty_of_the_recipients_turns_the_views_around(rewritten: Rewritten) -> None:
    channels = "only: [portal, post, counter-office, in-person]"
    comparison = compared(rewritten((channels, "only: [portal, post, counter-office]")))
    (change,) = comparison.changes
    assert (change.name, change.strength, change.ground) == (
        "documents-by-listed-channels",
        Strength.STRONGER,
        "order",
    )
    assert (change.recipients, change.provider) == ("worse", "better")


# --- what surrounds the norms -------------------------------------------------------------------------------


def test_a_renewal_for_another_year_changes_nothing_but_the_words(rewritten: Rewritten) -> None:
    """Last days that move with the term, over a leap year, give nothing away; a first day that is now written does more."""
    comparison = compared(moved_to_next_year(rewritten()))
    assert told(comparison) == [("term", "term", "changed", "stronger")]


def test_a_renewal_for_half_a_year_is_weaker(rewritten: Rewritten) -> None:
    comparison = compared(rewritten(("  until: 1398/12/29", "  until: 1398/06/31")))
    (change,) = comparison.changes
    assert (change.subject, change.strength) == ("term", Strength.WEAKER)
    assert shows(change, comparison)


def test_a_service_that_is_no_longer_annexed_weakens_what_is_promised_of_it(rewritten: Rewritten) -> None:
    row = "  - service: e-lending\n    row: 3\n    title: {en: Lending of electronic books, fa: امانت کتاب الکترونیکی}\n"
    comparison = compared(rewritten((row, ""), of=SUITE, file="services.yaml"), SUITE)
    service = next(change for change in comparison.changes if change.subject == "service")
    assert (service.name, service.kind, service.strength) == ("e-lending", "removed", Strength.WEAKER)
    assert "information-posted" in dict(service.effects)
    assert shows(service, comparison)


def test_a_service_bears_on_no_norm_whose_events_name_none(rewritten: Rewritten) -> None:
    text = (HAMADAN / "services.yaml").read_text("utf-8")
    comparison = compared(rewritten((text[text.index("  - service: svc-23") :], ""), file="services.yaml"))
    (change,) = comparison.changes
    assert (change.name, change.kind, change.strength) == ("svc-23", "removed", Strength.WEAKER)
    assert shows(change, comparison)
    named = {norm for norm, _ in change.effects}
    assert [norm.id for _, norm in comparison.old.agreement.norms() if norm.id not in named] == [
        "damages-posted",
        "damages-posted-only-as-set",
        "signed-by-deputy",
        "additional-agreements",
        "disputes-to-inspection-and-legal-office",
        "disputes-settled",
    ]


def test_what_proves_and_renews_the_term_is_told_and_nothing_is_claimed_of_it(
    rewritten: Rewritten, capfd: pytest.CaptureFixture[str]
) -> None:
    """The name of the edition itself moves along with the term."""
    signer = ("valid-when: {by: deputy-economic-coordination}, ", "")
    (change,) = compared(rewritten(signer)).changes
    assert (change.subject, change.kind, change.strength, change.ground) == (
        "term",
        "changed",
        "unclear",
        "order",
    )
    assert (change.recipients, change.provider, change.searched) == ("open", "open", 0)
    assert [(part.name, part.relation.value) for part in change.parts] == [("proof", "apart")]
    assert {relation.value for _, relation in change.effects} == {"apart"}
    assert len(change.effects) == len(load(HAMADAN).duties)

    unnamed = rewritten(
        (", covers: services}", "}"), ("until: 1398/12/29\n  clause", "until: 1398/12/20\n  clause")
    )
    (change,) = compared(unnamed).changes
    assert (change.strength, [part.name for part in change.parts]) == ("weaker", ["until", "renewed-by"])

    capfd.readouterr()
    assert main(["diff", str(HAMADAN), str(rewritten(signer))]) == 0
    assert "  no order says which is stronger, and no log was looked for\n" in strip_isolates(
        capfd.readouterr().out
    )

    signed = (
        'agreement.signed, where: {edition: "1398"}, valid',
        'agreement.signed, where: {edition: "1399"}, valid',
    )
    assert [name for _, name, *_ in told(compared(rewritten(signed)))] == ["term"]
    renewed = moved_to_next_year(rewritten(signed, ('edition: "1398"', 'edition: "1399"')))
    annex = renewed / "services.yaml"
    annex.write_text(annex.read_text("utf-8").replace('edition: "1398"', 'edition: "1399"'), "utf-8")
    parts = [part.name for one in compared(renewed).changes for part in one.parts if one.subject == "term"]
    assert parts == ["from"]


def test_the_ground_of_an_inferred_first_day_is_words(rewritten: Rewritten) -> None:
    why = ("The text has neither a start nor a signing date.", "The text has no date.")
    (change,) = compared(rewritten(why)).changes
    assert (change.subject, change.kind, change.strength, change.ground) == (
        "term",
        "reworded",
        "equal",
        "text",
    )
    assert [part.name for part in change.parts] == ["why"]


def test_a_shorter_month_weakens_what_is_counted_in_months(rewritten: Rewritten) -> None:
    comparison = compared(rewritten(("month-days: 30", "month-days: 29"), of=SUITE), SUITE)
    change = next(change for change in comparison.changes if change.subject == "definition")
    assert (change.name, change.clause, change.strength) == ("month", "1.2", Strength.WEAKER)
    assert [(norm, relation.value) for norm, relation in change.effects] == [("move-notice", "weaker")]
    assert shows(change, comparison)


def test_a_year_is_as_long_as_a_definition_says_and_not_twelve_of_its_months(rewritten: Rewritten) -> None:
    old, new = (
        rewritten(
            ("month-days: 30", f"month-days: 30\n        year-days: {days}"),
            ("at-least: 1 month", "at-least: 1 year"),
            of=SUITE,
        )
        for days in (365, 364)
    )
    check = next(duty.check for duty in load(old).duties if duty.norm == "move-notice")
    assert isinstance(check, CoveredBefore)
    assert check.lead == 365 * DAY
    comparison = compared(new, old)
    change = next(change for change in comparison.changes if change.subject == "definition")
    assert (change.name, change.clause, change.strength) == ("month", "1.2", Strength.WEAKER)
    assert [(part.name, part.old, part.new) for part in change.parts] == [("year-days", 365, 364)]
    assert shows(change, comparison)


def test_a_definition_that_says_how_long_a_year_is_only_from_now_on_has_changed(rewritten: Rewritten) -> None:
    """It was there before, and no second one has come."""
    years = rewritten(("month-days: 30", "month-days: 30\n        year-days: 365"), of=SUITE)
    comparisons = compared(years, SUITE), compared(SUITE, years)
    assert [told(comparison) for comparison in comparisons] == 2 * [
        [("definition", "month", "changed", "equal")]
    ]
    places = [(one.place, one.was) for comparison in comparisons for one in comparison.changes]
    assert all(place and was for place, was in places)


def test_another_reading_is_compared_as_well(rewritten: Rewritten) -> None:
    taken = "interpretation:\n"
    open_bound = "interpretation:\n  - {choice: bound, takes: open, ground: {fa: بیش از مدت., en: More than the time.}}\n"
    comparison = compared(rewritten((taken, open_bound)))
    change = next(change for change in comparison.changes if change.subject == "choice")
    assert (change.name, change.kind, change.strength) == ("bound", "added", Strength.STRONGER)
    assert dict(change.effects)["planned-outage-notice"].value == "stronger"


def test_words_alone_are_reworded_only(rewritten: Rewritten) -> None:
    english = ("The recipient is bound to submit", "The client is bound to submit")
    comparison = compared(rewritten(english))
    (change,) = comparison.changes
    assert (change.subject, change.name, change.kind, change.ground) == ("clause", "5.1", "reworded", "text")


def lines_of(new: Path, language: str, capfd: pytest.CaptureFixture[str]) -> list[str]:
    assert main(["diff", str(HAMADAN), str(new), "--lang", language]) == 0
    return [strip_isolates(line) for line in capfd.readouterr().out.splitlines()[3:]]


SIGNED = ("موظف است 72ساعت قبل", "موظف است 24ساعت قبل")


def test_signed_words_are_shown_in_their_own_language_with_the_norms_that_rest_on_them(
    rewritten: Rewritten, capfd: pytest.CaptureFixture[str]
) -> None:
    text = "مديريت فناوري اطلاعات استانداري {} از اجراي قطعي هاي برنامه ريزي شده و عدم ارائه خدمات را از طريق پرتال اطلاع رساني نمايد ."
    was, now = (text.format(one) for one in SIGNED)
    assert lines_of(rewritten(SIGNED), "en", capfd) == [
        "words of the clause 5.4: reworded only, unclear (nothing is claimed)",
        "  for the recipients: open, for the provider: open",
        f"  text, Persian: {was} → {now}; reworded only; the translation was left as it was: English",
        "  whether the norms still say what these words say, a person must read",
        "  norms that rest on it: planned-outage-notice",
    ]
    english = ("portal, 72 hours before", "portal, 24 hours before")
    both = lines_of(rewritten(SIGNED, english), "en", capfd)
    assert [line.partition(":")[0] for line in both[2:4]] == ["  text, Persian", "  text, English"]
    assert both[2].endswith("; reworded only")
    alone = lines_of(rewritten(english), "en", capfd)
    assert alone[0] == "words of the clause 5.4: reworded only"
    assert alone[1].startswith("  text: The information technology management")
    assert alone[1].endswith("; only the translation changed")
    persian = lines_of(rewritten(english), "fa", capfd)
    assert persian[1].startswith("  text، به انگلیسی: پیش‌تر «The information technology management")


def test_a_clause_is_called_by_its_number_even_if_that_is_a_word(
    rewritten: Rewritten, capfd: pytest.CaptureFixture[str]
) -> None:
    """The title of an agreement is told in words of its own, a clause that is called `number` as any clause."""
    hosting = ROOT / "agreements" / "examples" / "larkfield-hosting" / "2025"
    number = ('clause: "1.1"', 'clause: "number"')  # of a party, and of the clause itself
    old = rewritten(number, number, of=hosting)
    title = ("en: Service Level Agreement for Managed Hosting", "en: Agreement for Managed Hosting")
    new = rewritten(("means Larkfield Hosting Ltd.", "means Larkfield Hosting Limited."), title, of=old)
    assert main(["diff", str(old), str(new), "--lang", "en"]) == 0
    headings = [line for line in capfd.readouterr().out.splitlines()[3:] if line and line[0] != " "]
    assert headings == ["title of the agreement: reworded only", "words of the clause number: reworded only"]


DECLARED = "      planned: {type: boolean, title: {en: declared as planned, fa: برنامه‌ریزی‌شده}}\n"


def test_a_fact_may_be_shown_by_a_field_that_is_new_to_the_vocabulary(rewritten: Rewritten) -> None:
    """Neither of the two can be put into the old edition without the other one."""
    folder = rewritten(("- where: {planned: true}\n", "- where: {foreseen: true}\n"), of=SUITE)
    new = rewritten(
        (DECLARED, DECLARED + DECLARED.replace("planned", "foreseen", 1)),
        of=folder,
        file="vocabulary.yaml",
    )
    changes = {
        (one.subject, one.name): {norm for norm, _ in one.effects}
        for old_first in (compared(new, SUITE), compared(SUITE, new))
        for one in old_first.changes
    }
    assert changes.keys() == {("fact", "closure.planned"), ("vocabulary", "town-library")}
    assert "closure-notice" in changes["fact", "closure.planned"]


@pytest.mark.parametrize(
    ("word", "norm"), [("cents", "equal-charges"), ("waiver", "equal-charges"), ("district", "equal-seats")]
)
def test_no_story_is_told_in_a_vocabulary_that_lacks_a_field_of_the_norm(word: str, norm: str) -> None:
    """It is that of the other edition, where the field has another name: nothing can be said in it, and nothing fails."""
    old, vocabulary = load(SUITE), load(SUITE).vocabulary
    events = {
        kind: event.model_copy(
            update={"fields": {name: one for name, one in event.fields.items() if name != word}}
        )
        for kind, event in vocabulary.events.items()
    }
    duty = next(one for one in old.duties if one.norm == norm)
    own, other = (
        Teller(words, old.services, old.term)
        for words in (vocabulary, vocabulary.model_copy(update={"events": events}))
    )
    assert other.knows(duty.check)
    assert next(stories(duty, own, ()), None) is not None
    assert list(stories(duty, other, ())) == []


def test_an_event_in_the_words_of_both_editions_is_told_and_kept_as_a_case(tmp_path: Path) -> None:
    """Each field in the words of the edition that has it; the case is of the old one, which knows nothing of the other."""
    new = tmp_path / "new"
    shutil.copytree(SUITE, new)
    for file in ("agreement.yaml", "vocabulary.yaml"):
        text = (new / file).read_text("utf-8")
        renamed = re.sub(r"(?<![\w.-])(cause|place)(?=[,:\]}\s])", r"\1-now", text)
        (new / file).write_text(renamed, "utf-8", newline="\n")
    editions = load(SUITE), load(new)
    start = editions[0].term.start
    fields: dict[str, FieldValue] = {
        "closure": "c", "services": ("lending",), "cause": "works", "cause-now": "danger"
    }  # fmt: skip
    began = Event("witness", "e1", "closure.began", start, start, fields)
    comparison = Comparison(*editions, ())
    told = [
        strip_isolates(Telling(comparison, language, "persian").event(began)) for language in ("en", "fa")
    ]
    assert told == [
        "2024-01-01 00:00 a closure began (closure: c, services: [lending], cause: works, cause-now: danger)",
        (
            "۲۰۲۴-۰۱-۰۱ ساعت ۰۰:۰۰ تعطیلی آغاز شد (شناسهٔ تعطیلی: c، خدمات تعطیل\u200cشده: خدمت ردیف ۱ (lending، «امانت کتاب»)،"
            " علت: کار ساختمانی، علت: خطر)"
        ),
    ]
    witness = Witness("services-open", (began,), start, (), (), frozenset(), "violated")
    change = Change("norm", "services-open", "6.1", "changed", Strength.WEAKER, "witness", witness=witness)
    assert '"cause": "works"}' in case_of(change, comparison)


def test_what_was_heard_of_a_log_is_not_asked_again_on_the_way_back(
    rewritten: Rewritten, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The search the other way round comes to the same, and judges few logs anew."""
    old, new = (
        load(HAMADAN),
        load(rewritten(("notice, where: {channel: portal}", "notice, where: {channel: post}"))),
    )
    duty, other = (
        next(one for one in edition.duties if one.norm == "planned-outage-notice") for edition in (old, new)
    )
    court = Court(duty, other, old.term, old.term)
    tellers = [Teller(old.vocabulary, old.services, old.term)]
    back = court.reversed()
    asked = 0

    def counting(*given: object, of: Callable[..., object] = Court.findings) -> object:
        nonlocal asked
        asked += 1
        return of(*given)

    monkeypatch.setattr(Court, "findings", counting)
    there = search(court, tellers, ())
    judged, asked = asked, 0
    plainly = search(back, tellers, ())
    anew, asked = asked, 0
    known = search(back, tellers, (), heard={name: one.turned() for name, one in there.heard.items()})
    assert (known.shown, known.judged) == (plainly.shown, plainly.judged)
    assert judged == there.judged
    assert anew == plainly.judged
    assert asked < anew


def test_a_norm_that_cannot_be_read_by_the_other_vocabulary_is_told_apart(rewritten: Rewritten) -> None:
    """A field has another name; a norm and a fact say so, too."""
    field = ("planned: {type: boolean", "foreseen: {type: boolean")
    folder = rewritten(field, field, of=SUITE, file="vocabulary.yaml")
    condition = ("planned: true", "foreseen: true")
    missing = ("planned: false", "foreseen: false")
    new = rewritten(("- fact: planned", "- fact: foreseen"), condition, condition, *[missing] * 3, of=folder)
    for there in (compared(new, SUITE), compared(SUITE, new)):
        (vocabulary,) = [one for one in there.changes if one.subject == "vocabulary"]
        assert {norm for norm, relation in vocabulary.effects if relation.name == "APART"} >= {
            "closure-notice"
        }


def test_two_agreements_of_other_vocabularies_can_be_compared(capfd: pytest.CaptureFixture[str]) -> None:
    """Norms of one speak of events that the other does not know."""
    hosting = ROOT / "agreements" / "examples" / "larkfield-hosting" / "2025"
    assert main(["diff", str(HAMADAN), str(hosting), "--lang", "en"]) in {0, 1}
    assert "slakit itself failed" not in capfd.readouterr().err


def test_the_file_of_the_signed_text_is_told_like_every_other_key(
    rewritten: Rewritten, capfd: pytest.CaptureFixture[str]
) -> None:
    """What it says stands in the clauses; that it is another one, or none any more, a reviewer must see all the same."""
    hosting = ROOT / "agreements" / "examples" / "larkfield-hosting" / "2025"
    text = (hosting / "agreement.yaml").read_text("utf-8")
    file, digest = re.findall(r"\nsource:\n  file: (.+)\n  sha256: \"(.+)\"\n", text)[0]
    without = rewritten((f'source:\n  file: {file}\n  sha256: "{digest}"\n', ""), of=hosting)
    again = rewritten((f"  file: {file}\n", "  file: again.txt\n"), of=hosting)
    (again / "again.txt").write_bytes((hosting / file).read_bytes())
    told = []
    for old, new in ((hosting, again), (hosting, without), (without, hosting)):
        assert main(["diff", str(old), str(new), "--lang", "en"]) == 0
        lines = strip_isolates(capfd.readouterr().out).splitlines()[3:]
        told.append([line for line in lines if not line.startswith("  this change is ")])
    written = [("file", file), ("sha256", digest)]
    assert told == [
        [
            "file of the signed text: reworded only",
            f"  file: {file} → again.txt; reworded only",
            "  no norm rests on it",
        ],
        [
            "file of the signed text: removed, of equal strength",
            *(f"  {key}: {value} → not written; reworded only" for key, value in written),
            "  no norm rests on it",
        ],
        [
            "file of the signed text: added, of equal strength",
            *(f"  {key}: not written → {value}; reworded only" for key, value in written),
            "  no norm rests on it",
        ],
    ]


def test_what_a_conflict_of_clauses_prevails_in_is_told_in_persian_words(
    rewritten: Rewritten, capfd: pytest.CaptureFixture[str]
) -> None:
    """No braces of the document, and of its words only those in the language of the reader."""
    lines = lines_of(rewritten(("پایان اعتبار توافقنامه و زمان تجدید آن.", "پایان اعتبار آن.")), "fa", capfd)
    told = next(line for line in lines if line.startswith("  conflicts-with"))
    assert told.startswith(
        "  conflicts-with: پیش‌تر بند: ۶.a، بند مقدم: ۶.a، در این باره: «پایان اعتبار توافقنامه"
    )
    assert "»؛ اکنون بند: ۶.a، بند مقدم: ۶.a، در این باره: «پایان اعتبار آن. " in told
    assert not set("{}") & set(told)


def test_words_that_a_norm_changed_along_with_are_told_by_the_norm(rewritten: Rewritten) -> None:
    assert told(compared(rewritten(SIGNED, NOTICE))) == [
        ("norm", "planned-outage-notice", "changed", "weaker"),
        ("clause", "5.4", "reworded", "equal"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "file", "change", "norms"),
    [
        (
            "پرتال www.ostan-hm.ir و همه زیرپرتال‌های آن.",
            "تنها پرتال www.ostan-hm.ir.",
            "agreement.yaml",
            ("definition", "site", "unclear"),
            {"fee-as-announced", "planned-outage-notice"},
        ),
        (
            "موضوع ماده 979",
            "موضوع ماده 980",
            "services.yaml",
            ("service", "svc-01", "unclear"),
            {"services-offered", "equal-fees"},
        ),
        (
            "سال‌های برنامه ۱۳۹۶ تا ۱۴۰۰",
            "سال‌های ۱۳۹۶ تا ۱۴۰۰",
            "agreement.yaml",
            ("choice", "end-of-third-plan-year", "equal"),
            {"services-made-electronic"},
        ),
    ],
)
def test_the_norms_that_rest_on_words_are_named(
    old: str, new: str, file: str, change: tuple[str, str, str], norms: set[str], rewritten: Rewritten
) -> None:
    (found,) = compared(rewritten((old, new), file=file)).changes
    assert (found.subject, found.name, found.strength, found.kind) == (*change, "reworded")
    named = {norm for norm, relation in found.effects if relation.value == "equal"}
    assert norms <= named
    assert "signed-by-deputy" not in named


SIMULATED = ROOT / "agreements" / "examples" / "simulated-governorate" / "1398"


@pytest.mark.parametrize(
    ("key", "old", "new"),
    [
        ("comparable-by", "Each service is compared with itself.", "The council decided so."),
        ("told-apart-by", "Fees are announced for each kind of fee.", "The council decided so."),
        ("lawful-differences", "requires that the woman and the man both be Afghan", "says so"),
        ("unit", "The members of a household are decided together.", "They live together."),
        ("materiality", "Two of a hundred comparable cases.", "The council decided so."),
        ("error-budget", "at most 5 of 100 fair years", "5 of 100 fair years"),
        ("examine-also", "The office is no condition of being equal", "The office is not named in the text"),
    ],
)
def test_another_basis_is_a_change_of_the_agreement(
    key: str, old: str, new: str, rewritten: Rewritten
) -> None:
    """Who is compared, and what counts, is a legal decision: so is the ground on which it rests, though no finding changes."""
    comparison = compared(rewritten((old, new), of=SIMULATED), SIMULATED)
    (change,) = comparison.changes
    assert (change.subject, change.kind, change.strength) == ("norm", "reworded", Strength.EQUAL)
    assert [part.name for part in change.parts] == [key]


# --- approvals ----------------------------------------------------------------------------------------------


def approval(change: str, until: str = "1399/12/30", name: str = "planned-outage-notice") -> tuple[str, str]:
    return (
        "\nclauses:\n",
        f"""
approvals:
  - change: "{change}"
    subject: norm
    name: {name}
    strength: weaker
    reason: {{fa: پرتال تازه است., en: The portal is new.}}
    approved-by: deputy-economic-coordination
    until: {until}

clauses:
""",
    )


def test_an_approval_is_of_one_change_and_no_other(rewritten: Rewritten) -> None:
    (change,) = compared(rewritten(NOTICE)).changes
    approved = compared(rewritten(NOTICE, approval(change.fingerprint)))
    assert approved.changes[0].approval is not None
    assert approved.changes[0].approval.approved_by == "deputy-economic-coordination"
    further = compared(rewritten(("at-least: 72 hours", "at-least: 12 hours"), approval(change.fingerprint)))
    assert further.changes[0].approval is None
    assert [one.name for one in further.unused_approvals] == ["planned-outage-notice"]


def test_an_approval_counts_through_its_last_day(rewritten: Rewritten) -> None:
    (change,) = compared(rewritten(NOTICE)).changes
    old, new = load(HAMADAN), load(rewritten(NOTICE, approval(change.fingerprint)))
    on_the_day, after = (diff(old, new, on=parse_day(day)) for day in ("1399/12/30", "1400/01/01"))
    assert (on_the_day.changes[0].approval is None, on_the_day.expired_approvals) == (False, ())
    assert after.changes[0].approval is None
    assert [one.until for one in after.expired_approvals] == ["1399/12/30"]


def test_an_approval_changes_no_digest(rewritten: Rewritten) -> None:
    assert load(rewritten(approval("0123456789ab"))).digest == load(HAMADAN).digest


# --- replay, cases, commits ---------------------------------------------------------------------------------


def test_a_replay_shows_the_findings_that_would_change(rewritten: Rewritten) -> None:
    old, new = load(HAMADAN), load(moved_to_next_year(rewritten(NOTICE)))
    (file,) = [file for file in case_files(HAMADAN) if file.stem == "5.4-planned-outages"]
    cases = read_cases(file, old)
    log = log_of_case(cases.cases[0].events, old, cases.given)
    replay = replayed(old, new, log)
    assert replay.judged > 0
    assert {one.norm for one in replay.changed} <= {"planned-outage-notice"}
    year = slakit.check(old, ROOT / "examples" / "hamadan-1398" / "year.jsonl", at=old.term.end)
    replay = replayed(old, new, year.log, old.term.end)
    assert replay.judged == len(year.findings)
    assert {
        (one.norm, one.old and one.old.outcome.value, one.new and one.new.outcome.value)
        for one in replay.changed
    } == {("planned-outage-notice", "violated", "fulfilled")}


def test_a_witness_saved_as_a_case_holds_in_the_old_edition(rewritten: Rewritten) -> None:
    old = rewritten()
    comparison = compared(rewritten(NOTICE), old)
    (file,) = save(comparison, old / "cases")
    assert file.name == "planned-outage-notice.yaml"
    assert [result.differences for result in run_file(file, load(old))] == [()]


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=somebody", "-c", "user.email=somebody@example.org")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)  # noqa: S603, S607 -- our own commands


def test_an_edition_is_compared_with_what_a_commit_has(
    rewritten: Rewritten, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = rewritten()
    for arguments in (("init", "-b", "main"), ("add", "."), ("commit", "-m", "signed")):
        git(folder, *arguments)
    assert main(["diff", str(folder), "--against", "git:main"]) == 0
    (folder / "agreement.yaml").write_text(
        (folder / "agreement.yaml").read_text("utf-8").replace(*NOTICE), "utf-8"
    )
    capfd.readouterr()
    assert main(["diff", str(folder), "--against", "git:main", "--format", "json"]) == 1
    (change,) = json.loads(capfd.readouterr().out)["changes"]
    assert (change["name"], change["strength"]) == ("planned-outage-notice", "weaker")
    assert main(["diff", str(folder), "--against", "git:nowhere"]) == 2
    assert "there is no commit, branch or tag `nowhere` in this repository" in capfd.readouterr().err


def without(line: str) -> tuple[str, str]:
    """A change of a document by which a line of it is gone."""
    return f"        {line}\n", ""


def test_limits_on_sums_that_are_counted_together_are_not_stronger_where_amounts_lie_below_zero(
    rewritten: Rewritten,
) -> None:
    """What one customer is given back makes room for another, which it does not where each is counted apart."""
    comparison = compared(rewritten(without("apart-by: [reader]"), of=SUITE), SUITE)
    (change,) = comparison.changes
    assert told(comparison) == [("norm", "copies-each-month", "changed", "incomparable")]
    assert shows(change, comparison)
    assert change.witness
    assert [event.data["pages"] for event in change.witness.events] == [-1, 101]
    assert {finding.outcome for finding in change.witness.new} == {Outcome.FULFILLED}


def test_limits_on_counts_that_are_counted_together_are_stronger_for_every_log(rewritten: Rewritten) -> None:
    old = rewritten(without("sum: pages"), of=SUITE)
    (change,) = compared(rewritten(without("apart-by: [reader]"), of=old), old).changes
    assert (change.name, change.strength, change.ground) == ("copies-each-month", "stronger", "order")


def test_a_higher_tier_is_not_stronger_under_a_cap_that_an_earlier_violation_uses_up(
    rewritten: Rewritten,
) -> None:
    """By the higher share all of the cap is due and paid for one month, and nothing for the next."""
    comparison = compared(rewritten(("below: 90%, share: 10%", "below: 90%, share: 12.5%"), of=SUITE), SUITE)
    (change,) = comparison.changes
    assert told(comparison) == [("norm", "closure-credit", "changed", "incomparable")]
    assert change.witness
    before, after = (
        [one.reason for one in found if one.id in change.witness.told]
        for found in (change.witness.old, change.witness.new)
    )
    assert (before, after) == (["missing"], ["cap-reached"])


def test_a_lower_tier_is_weaker_under_a_cap_all_the_same(rewritten: Rewritten) -> None:
    comparison = compared(rewritten(("below: 90%, share: 10%", "below: 90%, share: 8%"), of=SUITE), SUITE)
    assert told(comparison) == [("norm", "closure-credit", "changed", "weaker")]


def test_more_cases_that_are_compared_are_not_stronger_where_a_condition_may_be_missing(
    rewritten: Rewritten,
) -> None:
    """Where two classes become one, so many may differ that no violation is recorded any more."""
    told_apart = "        told-apart-by: {fields: [age-group], basis: {en: So the council decided., fa: شورا چنین تصمیم گرفته است.}}\n"
    (change,) = compared(rewritten((told_apart, ""), of=SUITE), SUITE).changes
    assert (change.name, change.strength) == ("equal-charges", "incomparable")
    assert change.witness
    before, after = (
        [(one.outcome, one.reason) for one in found] for found in (change.witness.old, change.witness.new)
    )
    assert ("violated", "unequal-as-recorded") in before
    assert after == [("undetermined", "probably-incomplete")]


def test_what_must_be_done_each_month_in_place_of_each_week_is_weaker(rewritten: Rewritten) -> None:
    """No whole number of weeks makes up a month, but each month holds a whole week."""
    weekly = ("where: {full: true}}\n        in-each: quarter", "where: {full: true}}\n        in-each: week")
    monthly = ("where: {full: true}}\n        in-each: week", "where: {full: true}}\n        in-each: month")
    old = rewritten(weekly, of=SUITE)
    comparison = compared(rewritten(monthly, of=old), old)
    assert told(comparison) == [("norm", "drill-each-quarter", "changed", "weaker")]
    assert shows(comparison.changes[0], comparison)


@pytest.mark.parametrize("cap", ["per: year, each: [service]", "per: term, each: [service]", "per: quarter"])
def test_the_same_cap_of_a_longer_time_or_of_all_services_together_is_weaker(
    cap: str, rewritten: Rewritten
) -> None:
    comparison = compared(rewritten(("per: quarter, each: [service]", cap), of=SUITE), SUITE)
    assert told(comparison) == [("norm", "closure-credit", "changed", "weaker")]
    assert shows(comparison.changes[0], comparison)


def test_fewer_working_hours_are_ordered_for_each_norm_that_they_bear_on(rewritten: Rewritten) -> None:
    """So many hours take longer then, and so many days end sooner; a log of that Friday shows it."""
    friday = ("friday: [09:00-12:00]", "friday: [09:00-11:00]")
    comparison = compared(rewritten(friday, of=SUITE, file="calendars/office-hours.yaml"), SUITE)
    (change,) = comparison.changes
    assert told(comparison) == [("calendar", "office", "changed", "incomparable")]
    assert [(norm, relation.value) for norm, relation in change.effects] == [
        ("move-posted-in-office-hours", "stronger"),
        (
            "move-posted-on-working-days",
            "equal",
        ),  # a working day before a start begins with its hours, as it did
        ("missed-drill-credit", "stronger"),
        ("repair-done", "weaker"),
        ("membership-settled", "stronger"),
        ("objection-settled", "stronger"),
        ("services-open-in-office-hours", "apart"),
    ]
    assert shows(change, comparison)
    assert change.searched < 500


OFFICE: Final = ROOT / "agreements" / "examples" / "citizen-services-office" / "1403"
NATIONAL: Final = "holidays-of: [iran-public-holidays/v1]\n"
EVE: Final = ("holidays:\n", "holidays:\n  - {day: 2025-12-24, name: {en: Christmas Eve}}\n")


WAITING: Final = "\n        paused-while: {record: customer-wait, matching: [incident]}\n"
ANSWER: Final = """
        of: {event: incident.reported, where: {severity: critical%s}}
        then: {event: incident.responded}
        matching: [incident]
        within: 30 minutes
"""


def split(first: str, *others: str) -> tuple[str, str]:
    """The answer to a critical incident, asked for by several norms: what the first one is of, and what the others say."""
    bound = "obliges: provider, towards: customer, rule: respond-within, then: {event: incident.responded}, matching: [incident]"
    norms = [
        f"      - {{id: critical-response-{number}, {bound}, {other}}}\n"
        for number, other in enumerate(others, start=2)
    ]
    return ANSWER % "", ANSWER % first + "".join(norms)


def of_critical(where: str, within: str = "30 minutes") -> str:
    return f"of: {{event: incident.reported, where: {{severity: critical{where}}}}}, within: {within}"


@pytest.mark.parametrize(
    ("parts", "strengths", "back"),
    [
        # an event without its service is set aside by both editions, and each service is in one of the two
        ([", service: database", of_critical(", service: {not: database}")], ["equal", "equal"], {"equal"}),
        ([", service: [database, app-platform]", of_critical(", service: object-storage")],
         ["equal", "equal"], {"equal"}),
        ([", service: [database, app-platform]", of_critical(", service: [database, object-storage]")],
         ["equal", "equal"], {"equal"}),
        ([", service: database", of_critical(", service: {not: database}", "20 minutes")],
         ["stronger", "stronger"], {"stronger", "weaker"}),
        ([", service: database", of_critical(", service: {not: database}", "40 minutes")],
         ["weaker", "stronger"], {"stronger"}),
        ([", service: database", of_critical(", service: app-platform")], ["weaker", "equal"], {"stronger", "equal"}),
        ([", service: database", of_critical(", service: {not: [database, app-platform]}")],
         ["weaker", "equal"], {"stronger", "equal"}),
    ],
)  # fmt: skip
def test_a_norm_that_is_split_is_weaker_only_if_its_parts_ask_less(
    parts: list[str], strengths: list[str], back: set[str], rewritten: Rewritten
) -> None:
    """And the other way round one that takes up others; what is equal comes and goes without loss."""
    new = rewritten(split(*parts), of=LARKFIELD)
    comparison = compared(new, LARKFIELD)
    assert [(one.name, one.kind, one.strength.value) for one in comparison.changes] == [
        ("critical-response", "changed", strengths[0]),
        ("critical-response-2", "added", strengths[1]),
    ]
    for change in comparison.changes:
        assert change.strength != "weaker" or shows(change, comparison)
    assert {one.strength.value for one in compared(LARKFIELD, new).changes} == back


def test_parts_that_a_field_need_not_tell_apart_leave_out_what_does_not_say_it(rewritten: Rewritten) -> None:
    """An incident of which the severity is not known was answered in time, and is nobody's now."""
    whole = (
        "of: {event: incident.reported, where: {severity: minor}}\n        then: {event: incident.responded}",
        "of: {event: incident.reported}\n        then: {event: incident.responded}",
    )
    bound = "obliges: provider, towards: customer, rule: respond-within, then: {event: incident.responded}, matching: [incident]"
    rest = (
        "        within: 1 working-days of business-hours\n",
        (
            "        within: 1 working-days of business-hours\n"
            f"      - {{id: other-response, {bound}, within: 1 working-days of business-hours,"
            " of: {event: incident.reported, where: {severity: [critical, major]}}}\n"
        ),
    )
    old = rewritten(whole, of=LARKFIELD)
    comparison = compared(rewritten(rest, of=LARKFIELD), old)
    assert told(comparison)[0] == ("norm", "minor-response", "changed", "weaker")
    assert shows(comparison.changes[0], comparison)
    assert told(comparison)[1] == ("norm", "other-response", "added", "equal")


def test_a_remedy_that_answers_one_part_of_a_norm_alone_is_weaker(rewritten: Rewritten) -> None:
    """What it is due for is said of the parts; where it answers both, it is as strong as it was."""
    credit = (
        "      - {id: late-answer-credit, obliges: provider, towards: customer, rule: remedy, for: [%s],"
        " then: {event: credit.granted}, matching: {service: service}, within: 20 days}\n"
    )
    answer, parted = split(", service: database", of_critical(", service: {not: database}"))
    old = rewritten((answer, answer + credit % "critical-response"), of=LARKFIELD)
    for answered, strength in (
        ("critical-response", "weaker"),
        ("critical-response, critical-response-2", "equal"),
    ):
        new = rewritten((answer, parted + credit % answered), of=LARKFIELD)
        comparison = compared(new, old)
        assert [(one.name, one.strength.value) for one in comparison.changes] == [
            ("critical-response", "equal"),
            ("critical-response-2", "equal"),
            ("late-answer-credit", strength),
        ]
        assert strength == "equal" or shows(comparison.changes[2], comparison)


LAST: Final = "        last-of-each: [service]\n"


def test_a_norm_of_which_the_last_stands_takes_up_no_other_one(rewritten: Rewritten) -> None:
    """An incident of the one kind takes the place of one of the other, which is then no longer owed an answer."""
    bound = "obliges: provider, towards: customer, rule: respond-within, then: {event: incident.responded}, matching: [incident]"
    other = f"      - {{id: unknown-response, {bound}, within: 30 minutes, last-of-each: [service], of: {{event: incident.reported, where: {{severity: unknown}}}}}}\n"
    answer = ANSWER % ""
    old = rewritten((answer, answer + LAST + other), of=LARKFIELD)
    merged = answer.replace("severity: critical", "severity: [critical, unknown]") + LAST
    comparison = compared(rewritten((answer, merged), of=LARKFIELD), old)
    strengths = {one.name: one.strength.value for one in comparison.changes}
    assert strengths == {"critical-response": "incomparable", "unknown-response": "weaker"}
    assert all(shows(change, comparison) for change in comparison.changes)


def test_of_a_remedy_of_norms_that_overlapped_less_is_due_when_they_are_one(rewritten: Rewritten) -> None:
    """What both of them found violated was to be made good twice."""
    credit = (
        "      - {id: late-answer-credit, obliges: provider, towards: customer, rule: remedy, for: [%s],"
        " then: {event: credit.granted}, matching: {service: service}, within: 20 days, amount: amount, tiers: [{sum: 500}]}\n"
    )
    bound = "obliges: provider, towards: customer, rule: respond-within, then: {event: incident.responded}, matching: [incident]"
    other = f"      - {{id: unknown-response, {bound}, within: 30 minutes, of: {{event: incident.reported, where: {{severity: unknown}}}}}}\n"
    answer = ANSWER % ""
    of_both = answer.replace("severity: critical", "severity: [critical, unknown]")
    of_more = answer.replace("severity: critical", "severity: [critical, unknown, minor]")
    for before, after, strength in ((of_both, of_more, "incomparable"), (answer, of_both, "equal")):
        old = rewritten(
            (answer, before + other + credit % "critical-response, unknown-response"), of=LARKFIELD
        )
        comparison = compared(rewritten((answer, after + credit % "critical-response"), of=LARKFIELD), old)
        (change,) = (one for one in comparison.changes if one.name == "late-answer-credit")
        assert change.strength == strength
        assert strength == "equal" or shows(change, comparison)


def test_a_remedy_that_answers_more_of_a_norm_that_took_up_another_one_is_not_equal(
    rewritten: Rewritten,
) -> None:
    """It is due for more; but under a cap that may be used up by what it was not due for before."""
    credit = (
        "      - {id: late-answer-credit, obliges: provider, towards: customer, rule: remedy, for: [%s],"
        " then: {event: credit.granted}, matching: {service: service}, within: 20 days, amount: amount,"
        " tiers: [{sum: 500}]%s}\n"
    )
    bound = "obliges: provider, towards: customer, rule: respond-within, then: {event: incident.responded}, matching: [incident]"
    other = f"      - {{id: unknown-response, {bound}, within: 30 minutes, of: {{event: incident.reported, where: {{severity: unknown}}}}}}\n"
    answer = ANSWER % ""
    of_both = answer.replace("severity: critical", "severity: [critical, unknown]")
    for cap, expected in (
        ("", {"stronger"}),
        (", cap: {per: quarter, sum: 600}", {"unclear", "incomparable"}),
    ):
        old = rewritten((answer, answer + other + credit % ("unknown-response", cap)), of=LARKFIELD)
        new = rewritten((answer, of_both + credit % ("critical-response", cap)), of=LARKFIELD)
        (change,) = (one for one in compared(new, old).changes if one.name == "late-answer-credit")
        assert change.strength in expected


def test_parts_are_told_apart_by_a_field_that_only_one_edition_or_an_end_has(rewritten: Rewritten) -> None:
    """What does not say it was asked for by the whole, and is by neither part."""
    field = "      service: {type: service, required: true, title: {en: the service}}\n      severity:"
    via = "      via: {type: text, title: {en: by what}}\n      severity:"
    parted = rewritten(
        split(", via: email", of_critical(", via: {not: email}")), of=LARKFIELD, file="agreement.yaml"
    )
    vocabulary = parted / "vocabulary.yaml"
    text = vocabulary.read_text("utf-8")
    vocabulary.write_text(text.replace(field, field.replace("      severity:", via), 1), "utf-8")
    comparison = compared(parted, LARKFIELD)
    assert told(comparison)[0] == ("norm", "critical-response", "changed", "weaker")
    at_end = (
        "where: {emergency: false}}\n        notice",
        "where: {emergency: false, overrun-cause: storm}}\n        notice",
    )
    (change,) = compared(rewritten(at_end, of=LARKFIELD), LARKFIELD).changes
    assert (change.name, change.strength) == ("maintenance-notice", "weaker")


IN_HOURS: Final = ("day-count: actual", "service-hours: business-hours")
TIERED: Final = """
      - {id: late-answer-credit, obliges: provider, towards: customer, rule: remedy, for: [minor-response],
         then: {event: credit.granted}, matching: {service: service}, within: 20 days, amount: amount,
         tiers: [{sum: 500}, {later-than: 8 hours, sum: 1500}, {later-than: 3 days, sum: 4000}]}
"""


@pytest.mark.parametrize(
    ("changes", "strength"),
    [
        ([("within: 30 days\n        amount", "within: 40 days\n        amount")], "weaker"),
        ([('          - {below: "99.5%", share: "10%"}\n', "")], "weaker"),
        ([('- {below: "99%", share: "25%"}', '- {below: "99%", share: "20%"}')], "weaker"),
    ],
)  # fmt: skip
def test_a_log_shows_what_a_remedy_of_a_level_in_service_hours_no_longer_owes(
    changes: list[tuple[str, str]], strength: str, rewritten: Rewritten
) -> None:
    """Nights and weekends count for nothing, so that long outages are tried first, and of each what is paid for it."""
    old = rewritten(IN_HOURS, of=LARKFIELD)
    comparison = compared(rewritten(*changes, of=old), old)
    assert told(comparison) == [("norm", "service-credit", "changed", strength)]
    assert shows(comparison.changes[0], comparison)


@pytest.mark.parametrize(
    ("old", "new", "strength"),
    [
        # both end with the 31st day after the month, which elapsed time has wholly and its midnight besides
        ("30 civil-days", "31 days", "weaker"),
        ("31 days", "30 civil-days", "stronger"),
        ("30 civil-days", "30 days", "stronger"),
        ("20 working-days of office-hours", "40 days", "weaker"),
    ],
)
def test_the_time_of_a_remedy_of_a_level_begins_at_the_end_of_a_month(
    old: str, new: str, strength: str, rewritten: Rewritten
) -> None:
    """And counted days with its last day: at any other instant the one or the other would be longer."""
    days = "within: 30 days\n        amount"
    before = rewritten((days, days.replace("30 days", old)), of=OFFICE)
    comparison = compared(rewritten((days, days.replace("30 days", new)), of=OFFICE), before)
    assert told(comparison) == [("norm", "availability-penalty", "changed", strength)]
    assert strength == "stronger" or shows(comparison.changes[0], comparison)


def test_a_difference_that_is_lawful_for_one_more_service_is_shown_by_a_log_of_that_one(
    rewritten: Rewritten,
) -> None:
    """And what is told apart where nothing else may differ, by a log of a service in which it may not."""
    comparison = compared(
        rewritten(("services: [svc-04]", "services: [svc-04, svc-05]"), of=SIMULATED), SIMULATED
    )
    assert told(comparison) == [("norm", "equal-outcomes", "changed", "weaker")]
    (change,) = comparison.changes
    assert change.witness
    assert {event.data["service"] for event in change.witness.events if "service" in event.data} == {"svc-05"}
    prices = "          fields: [service, volume-band]\n"
    lawful = (
        "        lawful-differences:\n"
        "          - {field: company, services: [app-platform], basis: {en: Each company has its own platform.}}\n"
    )
    basis = "          basis: {en: Clause 10.1 compares charges for the same of the Services in the same volume band.}\n"
    old = rewritten((basis, basis + lawful), of=LARKFIELD)
    apart = "        told-apart-by: {fields: [company], basis: {en: Each company is told apart.}}\n"
    comparison = compared(rewritten((prices + basis, prices + basis + apart), of=old), old)
    assert told(comparison) == [("norm", "equal-prices", "changed", "weaker")]
    assert shows(comparison.changes[0], comparison)


def test_a_log_shows_the_tier_of_a_short_delay(rewritten: Rewritten) -> None:
    """Less is due for what is a little late, and more for what is very late."""
    answer = "        within: 1 working-days of business-hours\n"
    old = rewritten((answer, answer + TIERED.lstrip("\n")), of=LARKFIELD)
    new = rewritten(("sum: 500}, {later", "sum: 400}, {later"), ("sum: 4000}]", "sum: 5000}]"), of=old)
    (change,) = compared(new, old).changes
    assert (change.strength, change.witness is not None, change.counter is not None) == (
        "incomparable",
        True,
        True,
    )


def test_a_norm_that_another_one_takes_up_is_gone_without_loss(rewritten: Rewritten) -> None:
    """Minor incidents are solved as major ones are, which is sooner, however long the customer is waited for."""
    agreement = (LARKFIELD / "agreement.yaml").read_text("utf-8")
    start = agreement.index("      - id: minor-resolution\n")
    gone = agreement[start : agreement.index(WAITING, start) + len(WAITING)]
    kept = "        not-checkable: {en: It is asked for under 5.5.}\n"
    wider = (
        "of: {event: incident.reported, where: {severity: major}}\n        then: {event: incident.resolved}",
        "of: {event: incident.reported, where: {severity: [major, minor]}}\n        then: {event: incident.resolved}",
    )
    new = rewritten(("    norms:\n" + gone, kept[4:]), wider, of=LARKFIELD)
    strengths = {
        one.name: one.strength.value for one in compared(new, LARKFIELD).changes if one.subject == "norm"
    }
    assert strengths == {"major-resolution": "stronger", "minor-resolution": "stronger"}


def test_a_holiday_that_is_added_in_the_same_year_moves_every_time_that_its_calendar_counts(
    rewritten: Rewritten,
) -> None:
    """An answer is due later, and a notice must be given earlier; what is counted in elapsed time stays."""
    comparison = compared(rewritten(EVE, of=LARKFIELD, file="business-hours.yaml"), LARKFIELD)
    (change,) = comparison.changes
    assert told(comparison) == [("calendar", "business-hours", "changed", "incomparable")]
    assert [(part.name, part.old, part.new) for part in change.parts] == [
        ("holidays", None, [{"day": "2025-12-24", "name": {"en": "Christmas Eve"}}])
    ]
    assert [(norm, relation.value) for norm, relation in change.effects] == [
        ("maintenance-notice", "stronger"),
        ("major-response", "weaker"),
        ("minor-response", "weaker"),
        ("major-resolution", "weaker"),
        ("minor-resolution", "weaker"),
        ("claim-answer", "weaker"),
    ]
    assert shows(change, comparison)


@pytest.mark.parametrize(
    ("day", "relations"),
    [
        ("2025-12-27", set()),  # a Saturday
        ("2026-12-24", {"equal", "weaker"}),  # only what may be paused for a year reaches it
    ],
)
def test_a_holiday_on_which_nothing_is_counted_changes_no_time(
    day: str, relations: set[str], rewritten: Rewritten
) -> None:
    added = ("holidays:\n", f"holidays:\n  - {{day: {day}, name: {{en: another day}}}}\n")
    comparison = compared(rewritten(added, of=LARKFIELD, file="business-hours.yaml"), LARKFIELD)
    (change,) = comparison.changes
    assert change.strength == ("perhaps-weaker" if relations else "equal")
    assert {relation.value for _, relation in change.effects} == relations


def test_public_holidays_that_are_no_longer_counted_make_every_working_day_sooner(
    rewritten: Rewritten,
) -> None:
    fewer = rewritten((NATIONAL, ""), of=OFFICE, file="office-hours.yaml")
    assert told(compared(fewer, OFFICE)) == [("calendar", "office-hours", "changed", "stronger")]
    comparison = compared(OFFICE, fewer)
    assert told(comparison) == [("calendar", "office-hours", "changed", "weaker")]
    assert shows(comparison.changes[0], comparison)


def test_a_calendar_that_tells_of_fewer_days_of_the_same_year_leaves_times_open(rewritten: Rewritten) -> None:
    """What is counted beyond its end is due on an unknown day."""
    new = rewritten(("until: 2026-12-31", "until: 2025-12-31"), of=LARKFIELD, file="business-hours.yaml")
    hours = new / "business-hours.yaml"
    days = hours.read_text("utf-8").splitlines(keepends=True)
    hours.write_text("".join(line for line in days if "{day: 2026" not in line), "utf-8")
    comparison = compared(new, LARKFIELD)
    (change,) = comparison.changes
    assert change.strength in ("incomparable", "unclear")
    assert ("until", "2026-12-31", "2025-12-31") in [(part.name, part.old, part.new) for part in change.parts]
    assert {relation.value for _, relation in change.effects} == {"apart"}


CLOSED: Final = (
    "holidays:\n",
    "closures:\n  - {from: %s, until: %s, declared: 2024-12-01, name: {en: flood}, source: {en: radio}}\nholidays:\n",
)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (("2024-12-30", "2025-01-03"), ("2024-12-30", "2025-02-28")),
        (("2025-06-03T09:00", "2025-06-03T18:00"), ("2025-06-03T09:00", "2025-06-04T18:00")),
        (('"2025-06-03T09:00:00+01:00"', '"2025-06-03T18:00:00+01:00"'), ('"2025-06-03T09:00:00+01:00"', '"2025-06-04T18:00:00+01:00"')),
    ],
)  # fmt: skip
def test_a_closure_that_lasts_longer_is_told_whenever_it_began_and_however_that_is_written(
    was: tuple[str, str], now: tuple[str, str], rewritten: Rewritten
) -> None:
    old, new = (
        rewritten((CLOSED[0], CLOSED[1] % edges), of=LARKFIELD, file="business-hours.yaml")
        for edges in (was, now)
    )
    (change,) = compared(new, old).changes
    assert dict(change.effects)["major-response"] == "weaker"


def test_days_off_of_a_file_that_a_calendar_counts_are_told(rewritten: Rewritten) -> None:
    """It has the name that it had, and lists one day more."""
    counted = ("holidays:\n", "holidays-of: [bank.yaml]\nholidays:\n")
    head = "document: calendar/v1\ncalendar: bank\nversion: '1'\ntitle: {en: Bank}\nfrom: 2025-01-01\nuntil: 2026-12-31\nholidays:\n"
    day = "  - {day: 2025-06-0%s, name: {en: a day}}\n"
    folders = [rewritten(counted, of=LARKFIELD, file="business-hours.yaml") for _ in range(2)]
    for folder, days in zip(folders, (day % 3, day % 3 + day % 4), strict=True):
        (folder / "bank.yaml").write_text(head + days, "utf-8")
    (change,) = compared(folders[1], folders[0]).changes
    assert [(part.name, part.new) for part in change.parts] == [
        ("holidays", [{"day": "2025-06-04", "name": {"en": "a day"}}])
    ]
    assert dict(change.effects)["major-response"] == "weaker"


def test_days_off_bear_on_a_norm_that_is_counted_by_their_calendar_only_now(rewritten: Rewritten) -> None:
    """Ten working days are fewer than 24 days, but not in a month in which ten more are off."""
    agreement = (LARKFIELD / "agreement.yaml").read_text("utf-8")
    norm = agreement[agreement.index("id: claim-answer") :]
    norm = norm[: norm.index("10 working-days of business-hours") + len("10 working-days of business-hours")]
    old = rewritten((norm, norm.replace("10 working-days of business-hours", "24 days")), of=LARKFIELD)
    off = "".join(f"  - {{day: 2025-06-{day:02}, name: {{en: a day}}}}\n" for day in range(2, 14))
    new = rewritten(("holidays:\n", "holidays:\n" + off), of=LARKFIELD, file="business-hours.yaml")
    changes = {change.name: change for change in compared(new, old).changes}
    assert changes["claim-answer"].strength == "stronger"
    assert dict(changes["business-hours"].effects)["claim-answer"] == "weaker"


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("    title: {en: Severity of an incident}\n", "    title: {en: Severity of an incident}\n    open: true\n"),
        ("severity: {type: value, values: severity,", "severity: {type: value, values: severity, required: true,"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_any_more_is_not_told_as_equal(was: str, now: str, rewritten: Rewritten) -> None:
    """An event with another word of a closed list, or without a required field, is set aside, whatever norms ask of it."""
    other = rewritten((was, now), of=LARKFIELD, file="vocabulary.yaml")
    for new, old in ((other, LARKFIELD), (LARKFIELD, other)):
        (change,) = compared(new, old).changes
        assert (change.subject, change.strength) == ("vocabulary", "unclear")
        assert dict(change.effects)["critical-response"] == "apart"


def test_a_word_that_a_closed_list_has_no_longer_bears_on_norms_that_do_not_ask_for_it(
    rewritten: Rewritten,
) -> None:
    word = ("      minor: {title", "      tiny: {title: {en: tiny}}\n      minor: {title")
    asked = ("of: {event: incident.reported, where: {severity: critical}}", "of: {event: incident.reported}")
    new = rewritten(asked, of=LARKFIELD)
    old = rewritten(word, of=new, file="vocabulary.yaml")
    assert dict(compared(new, old).changes[0].effects)["critical-response"] == "apart"
    assert "critical-response" not in dict(compared(old, new).changes[0].effects)


def test_a_calendar_that_opens_earlier_moves_no_end_of_a_working_day(rewritten: Rewritten) -> None:
    earlier = ("monday: [09:00-17:30]", "monday: [08:00-17:30]")
    comparison = compared(rewritten(earlier, of=LARKFIELD, file="business-hours.yaml"), LARKFIELD)
    effects = dict(comparison.changes[0].effects)
    assert (effects["minor-response"], effects["major-response"]) == ("equal", "stronger")


@pytest.mark.parametrize(
    ("norm", "old", "new", "strength"),
    [
        # the first response is due by the end of the next working day, and never within four working hours of it
        ("major-response", "within: 4 working-hours of business-hours", "within: 1 working-days of business-hours", "weaker"),
        ("major-response", "within: 4 working-hours of business-hours", "within: 4 hours", "stronger"),
        # on a working day that counts nothing pauses, and its eight and a half hours hold the eight hours
        ("critical-resolution", "within: 8 hours", "within: 1 working-days of business-hours", "weaker"),
        ("major-resolution", "within: 24 working-hours of", "within: 3 working-days of", "weaker"),
        ("major-resolution", "within: 24 working-hours of", "within: 2 working-days of", "incomparable"),
        # five working days that begin with the opening of the first one may be less than five times 24 hours
        ("maintenance-notice", "at-least: 5 working-days of business-hours", "at-least: 5 days", "incomparable"),
        ("maintenance-notice", "at-least: 5 working-days of business-hours", "at-least: 4 days", "weaker"),
        # about Easter five working days are longer than seven clear days, and shorter in another week
        ("maintenance-notice", "at-least: 5 working-days of business-hours", "at-least: 7 civil-days", "incomparable"),
        ("breach-notice", "within: 48 hours", "within: 3 working-days of business-hours", "weaker"),
    ],
)  # fmt: skip
def test_a_time_that_another_clock_counts_is_ordered_by_the_instants_of_the_term(
    norm: str, old: str, new: str, strength: str, rewritten: Rewritten
) -> None:
    """Which of two times is longer depends on when it begins; every instant of the term is asked, and both ways are shown."""
    comparison = compared(rewritten((old, new), of=LARKFIELD), LARKFIELD)
    (change,) = comparison.changes
    assert told(comparison) == [("norm", norm, "changed", strength)]
    assert strength == "stronger" or shows(change, comparison)
    assert strength != "incomparable" or change.counter


AT_MOST = "limit: 2\n        in-each: month"
NEVER = "rule: never\n        of: {event: data.used, where: {purpose: own-purposes}}"


@pytest.mark.parametrize(
    ("norm", "old", "new", "strength"),
    [
        ("maintenance-twice-a-month", AT_MOST, "limit: 6\n        in-each: quarter", "weaker"),
        ("maintenance-twice-a-month", AT_MOST, "limit: 24\n        in-each: term", "weaker"),
        # at most two a month is six in a quarter, so that five may be too many where two a month were not
        ("maintenance-twice-a-month", AT_MOST, "limit: 5\n        in-each: quarter", "incomparable"),
        ("no-own-purposes", NEVER, NEVER.replace("never", "only-after") + "\n        after: {record: approval}", "weaker"),
        ("no-own-purposes", NEVER, "rule: only-after\n        of: {event: data.used}\n        after: {record: approval}", "incomparable"),
    ],
)  # fmt: skip
def test_fields_that_only_say_something_together_are_ordered_together(
    norm: str, old: str, new: str, strength: str, rewritten: Rewritten
) -> None:
    """A limit with its period, and what was altogether forbidden with what is now allowed on a condition; there and back."""
    changed = rewritten((old, new), of=LARKFIELD)
    comparison, back = compared(changed, LARKFIELD), compared(LARKFIELD, changed)
    assert told(comparison) == [("norm", norm, "changed", strength)]
    assert shows(comparison.changes[0], comparison)
    assert told(back) == [("norm", norm, "changed", "stronger" if strength == "weaker" else strength)]


@pytest.mark.parametrize(
    ("edition", "norm", "old", "new", "strength"),
    [
        (HAMADAN, "equal-fees", "services: [svc-22]", "services: [svc-22, svc-21]", "weaker"),
        (LARKFIELD, "monthly-availability", "where: {accepted: true}, services: services}", "where: {accepted: true}}", "weaker"),
        (LARKFIELD, "monthly-availability", "day-count: actual", "day-count: 30-day-months", "incomparable"),
        (LARKFIELD, "critical-response-percentile", "window: quarter\n        percentile", "window: year\n        percentile", "weaker"),
        (LARKFIELD, "critical-response-percentile", 'percentile: "95%"\n        at-most: 15', 'percentile: "90%"\n        at-most: 10', "incomparable"),
    ],
)  # fmt: skip
def test_a_log_is_found_where_another_service_or_a_later_answer_makes_the_difference(
    edition: Path, norm: str, old: str, new: str, strength: str, rewritten: Rewritten
) -> None:
    comparison = compared(rewritten((old, new), of=edition), edition)
    assert told(comparison) == [("norm", norm, "changed", strength)]
    assert shows(comparison.changes[0], comparison)


def test_what_counts_for_a_duty_without_a_time_is_weaker_where_more_does(rewritten: Rewritten) -> None:
    """It is never violated, but by the old edition it is never done either: it stays pending, and by the new one it is done."""
    anybody = (
        "then: {event: dispute.decided, where: {by: inspection-and-legal-office}}",
        "then: {event: dispute.decided}",
    )
    comparison = compared(rewritten(anybody))
    (change,) = comparison.changes
    assert (change.name, change.strength, change.ground) == ("disputes-settled", "weaker", "witness")
    assert change.witness
    assert change.witness.shows == "open"
    before, after = (
        [(one.outcome, one.reason) for one in found] for found in (change.witness.old, change.witness.new)
    )
    assert (before, after) == ([("pending", "unresolved-at-end")], [("fulfilled", "done")])
    assert "What edition 1398 no longer leaves open: disputes-settled" in case_of(change, comparison)


def test_what_both_editions_find_violated_is_told_as_graver_in_one(
    rewritten: Rewritten, capfd: pytest.CaptureFixture[str]
) -> None:
    new = rewritten(("rule: equal-treatment", "grade: review\n        rule: equal-treatment"))
    assert main(["diff", str(HAMADAN), str(new), "--lang", "en"]) == 1
    out = capfd.readouterr().out
    assert "both editions find this violated, and the old one takes it for graver:" in out
    assert "only the old edition finds this violated" not in out


RESPONSES = "where: {severity: critical}}\n        then: {event: incident.responded}\n        matching: [incident]\n        within"
MAJOR = """    norms:
      - id: major-response
        obliges: provider
        towards: customer
        rule: respond-within
        of: {event: incident.reported, where: {severity: major}}
        then: {event: incident.responded}
        matching: [incident]
        within: 4 working-hours of business-hours
"""


def test_a_log_that_another_norm_of_the_new_edition_finds_violated_shows_nothing(
    rewritten: Rewritten,
) -> None:
    """Two norms that became one lose nothing if the stricter stands, and what is called otherwise loses what is looser."""
    merged = rewritten(
        (MAJOR, "    not-checkable: {en: It stands in 5.1 now.}\n"),
        (RESPONSES, RESPONSES.replace("{severity: critical}", "{severity: [critical, major]}")),
        of=LARKFIELD,
    )
    (change,) = (one for one in compared(merged, LARKFIELD).changes if one.name == "major-response")
    assert (change.kind, change.strength, change.witness) == ("removed", "stronger", None)
    name = ("id: breach-notice", "id: data-breach-notice")
    for within, strength in (("24 hours", "stronger"), ("72 hours", "weaker")):
        comparison = compared(
            rewritten(name, ("within: 48 hours", f"within: {within}"), of=LARKFIELD), LARKFIELD
        )
        (change,) = (one for one in comparison.changes if one.kind == "removed")
        assert (change.name, change.strength) == ("breach-notice", strength)
    graver = rewritten(("id: breach-notice", "id: data-breach-notice\n        grade: review"), of=LARKFIELD)
    (change,) = (one for one in compared(graver, LARKFIELD).changes if one.kind == "removed")
    assert change.witness
    assert (change.strength, change.witness.shows) == ("weaker", "graver")
    assert [(one.norm, one.grade) for one in change.witness.new] == [("data-breach-notice", "review")]


def test_what_an_old_norm_that_is_gone_found_violated_is_no_violation_of_the_new_edition_alone(
    rewritten: Rewritten,
) -> None:
    """What answers minor incidents too now was asked of them by another norm: only that it is later shows."""
    minor = MAJOR.replace("major", "minor").replace("4 working-hours", "1 working-days")
    later = MAJOR.replace("severity: major", "severity: [major, minor]").replace(
        "4 working-hours", "2 working-days"
    )
    gone = (minor, "    not-checkable: {en: It stands in 5.2 now.}\n")
    comparison = compared(rewritten((MAJOR, later), gone, of=LARKFIELD), LARKFIELD)
    (change,) = (one for one in comparison.changes if one.name == "major-response")
    assert (change.strength, change.counter) == ("incomparable", None)
    assert shows(change, comparison)


CRITICAL = (
    MAJOR.partition("norms:\n")[2].replace("major", "critical").replace("4 working-hours of business-hours", "30 minutes")
)  # fmt: skip


@pytest.mark.parametrize(
    ("service", "within"), [("app-platform", "30 minutes"), ("{not: database}", "60 minutes")]
)
def test_what_a_norm_that_was_split_in_two_no_longer_asks_is_shown(
    service: str, within: str, rewritten: Rewritten
) -> None:
    """One service is forgotten, or the others may be answered later: the log is of such a service."""
    one, other = (
        CRITICAL.replace("critical}", f"critical, service: {which}}}") for which in ("database", service)
    )
    other = other.replace("id: critical-response", "id: other-response").replace("30 minutes", within)
    comparison = compared(rewritten((CRITICAL, one + other), of=LARKFIELD), LARKFIELD)
    (change,) = (one for one in comparison.changes if one.kind == "changed")
    assert (change.name, change.strength, change.ground) == ("critical-response", "weaker", "witness")
    assert change.witness
    assert (change.witness.shows, change.witness.new[0].reason) == ("violated", "out-of-scope")
    assert change.searched < 400


def test_what_is_near_a_log_that_leaves_something_open_is_tried_before_all_others(
    rewritten: Rewritten,
) -> None:
    """An exemption of which it is not recorded where it was announced leaves it open; one that was sent by post does not."""
    anywhere = ("- {record: exemption, where: {channel: portal}, matching", "- {record: exemption, matching")
    comparison = compared(rewritten(anywhere))
    (change,) = comparison.changes
    assert told(comparison) == [("norm", "fee-as-announced", "changed", "weaker")]
    assert shows(change, comparison)
    assert change.witness
    assert (change.witness.shows, change.searched < 400) == ("violated", True)


def test_a_log_is_judged_anew_with_the_hours_of_the_new_edition(
    rewritten: Rewritten, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A working day that begins an hour earlier makes an answer late that was in time: not only its own norms are new text."""
    log = tmp_path / "log.jsonl"
    said = [
        ("incident.reported", "2025-06-03T17:00:00+01:00", {"incident": "i", "service": "database", "severity": "major"}),
        ("incident.responded", "2025-06-04T12:20:00+01:00", {"incident": "i"}),
    ]  # fmt: skip
    log.write_text("".join(
        json.dumps({"specversion": "1.0", "id": kind, "source": "desk", "type": kind, "time": time, "data": data}) + "\n"
        for kind, time, data in said
    ), "utf-8")  # fmt: skip
    earlier = ("monday: [09:00", "monday: [08:00"), ("wednesday: [09:00", "wednesday: [08:00")
    new = rewritten(*earlier, of=LARKFIELD, file="business-hours.yaml")
    main(
        [
            "diff",
            str(LARKFIELD),
            str(new),
            "--no-search",
            "--replay",
            str(log),
            "--format",
            "json",
            "--lang",
            "en",
        ]
    )
    (changed,) = json.loads(capfd.readouterr().out)["replay"]["changed"]
    assert (changed["norm"], changed["old"]["outcome"], changed["new"]["outcome"]) == (
        "major-response", "fulfilled", "violated",
    )  # fmt: skip


def test_a_remedy_of_what_is_violated_after_the_term_is_compared_there_too(
    rewritten: Rewritten,
) -> None:
    """A claim of the last day is answered by the middle of January, and ten working days from then on hold a closure."""
    closed = "".join(f"  - {{day: 2026-02-0{day}, name: {{en: Closed}}}}\n" for day in range(2, 7)) + "".join(
        f"  - {{day: 2026-01-{day}, name: {{en: Closed}}}}\n" for day in range(26, 31)
    )
    answer = "matching: [claim]\n        within: 10 working-days of business-hours\n"
    credit = (
        "      - {id: late-answer-credit, obliges: provider, towards: customer, rule: remedy, for: [claim-answer],"
        " then: {event: credit.granted}, matching: {}, within: 20 days}\n"
    )
    old = rewritten(("holidays:\n", f"holidays:\n{closed}"), of=LARKFIELD, file="business-hours.yaml")
    old = rewritten((answer, answer + credit), of=old)
    new = rewritten(("within: 20 days", "within: 10 working-days of business-hours"), of=old)
    assert told(compared(new, old)) == [("norm", "late-answer-credit", "changed", "unclear")]


def test_a_calendar_of_the_new_year_under_another_name_counts_on_the_days_of_the_one_that_it_replaces(
    rewritten: Rewritten,
) -> None:
    """It knows nothing of the old term, in which both texts are judged, and what it counted was left open."""
    year = [("from: 2025-01-01", "from: 2026-01-01"), ("until: 2025-12-31", "until: 2026-12-31"),
            ('edition: "2025"', 'edition: "2026"'), ('{not: "2025"}', '{not: "2026"}')]  # fmt: skip
    later = ("within: 4 working-hours of business-hours", "within: 1 working-days of business-hours")
    new = rewritten(*year, later, of=LARKFIELD)
    agreement, annex = (new / file for file in ("agreement.yaml", "services.yaml"))
    agreement.write_text(
        agreement.read_text("utf-8")
        .replace("business-hours: business-hours.yaml", "work: business-hours.yaml")
        .replace("of business-hours", "of work"),
        "utf-8",
    )
    annex.write_text(annex.read_text("utf-8").replace('"2025"', '"2026"', 1), "utf-8")
    hours = new / "business-hours.yaml"
    days = hours.read_text("utf-8").replace("from: 2025-01-01", "from: 2026-01-01").splitlines(keepends=True)
    hours.write_text("".join(line for line in days if "{day: 2025" not in line), "utf-8")
    shutil.rmtree(new / "cases")
    strengths = {one.name: one.strength.value for one in compared(new, LARKFIELD).changes}
    assert strengths["major-response"] == "weaker"
    assert strengths["minor-response"] == "equal"


def test_a_log_is_judged_when_the_time_of_a_remedy_is_up_too(rewritten: Rewritten) -> None:
    """It begins when that of what it answers is up: neither is pending only because the log was judged too early."""
    notice = "matching: [breach]\n        within: 48 hours\n"
    credit = (
        "      - {id: late-notice-credit, obliges: provider, towards: customer, rule: remedy, for: [breach-notice],"
        " then: {event: credit.granted}, matching: {}, within: 48 hours}\n"
    )
    edition = load(rewritten((notice, notice + credit), of=LARKFIELD))
    duty = next(one for one in edition.duties if one.norm == "late-notice-credit")
    at = edition.term.end - DAY // 24
    (found,), _ = Court(duty, None, edition.term, edition.term).findings(
        [Event("desk", "e1", "breach.discovered", at, at, {"breach": "b1"})]
    )
    assert (found.outcome, found.reason) == ("violated", "missing")


def test_three_clear_days_are_an_hour_short_of_72_hours_where_the_clocks_go_forward(
    rewritten: Rewritten,
) -> None:
    """On 1398/01/02 the day had 23 hours: a notice of the last instant of the day before is no 72 hours ahead."""
    comparison = compared(rewritten(("at-least: 72 hours", "at-least: 3 civil-days")))
    (change,) = comparison.changes
    assert told(comparison) == [("norm", "planned-outage-notice", "changed", "incomparable")]
    assert shows(change, comparison)
    assert change.counter


def test_months_of_thirty_days_are_incomparable_with_months_as_they_are(rewritten: Rewritten) -> None:
    """In a longer month less outage is allowed then, and in February more."""
    by_month = (
        "        day-count: actual\n        target: 99%",
        "        window: month\n        day-count: actual\n        target: 99%",
    )
    old = rewritten(by_month, of=SUITE)
    comparison = compared(rewritten(("day-count: actual", "day-count: 30-day-months"), of=old), old)
    (change,) = comparison.changes
    assert told(comparison) == [("norm", "services-open", "changed", "incomparable")]
    assert shows(change, comparison)
    assert change.witness
    assert change.counter
    months = [
        {finding.occasion["period"] for finding in log.old if finding.id in log.told}
        for log in (change.witness, change.counter)
    ]
    assert months == [{"2024-02"}, {"2024-01"}]


def test_what_only_a_search_speaks_for_is_not_called_stronger(
    rewritten: Rewritten, capfd: pytest.CaptureFixture[str]
) -> None:
    """The logs that were judged prove nothing of all others, so that a check in CI that asks for it fails."""
    new = rewritten(("comparable-by: {fields: [way], basis", "comparable-by: {basis"), of=SUITE)
    (change,) = compared(new, SUITE).changes
    assert (change.name, change.strength, change.ground) == ("equal-bookings", "unclear", "search")
    assert (change.witness, change.recipients, change.provider) == (None, "open", "open")
    assert change.counter
    assert (reaches(change, "weaker"), reaches(change, "incomparable")) == (False, True)
    assert main(["diff", str(SUITE), str(new)]) == 0
    assert "one is violated only by the new edition, none only by the old one, which proves nothing" in (
        capfd.readouterr().out
    )


# --- the command --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "code"), [("removed", 0), ("weaker", 1), ("incomparable", 1), ("any", 1), ("never", 0)]
)
def test_the_exit_code_is_what_fail_on_asks_for(
    rewritten: Rewritten, level: str, code: int, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", str(HAMADAN), str(rewritten(NOTICE)), "--fail-on", level]) == code
    assert capfd.readouterr().err == ""


def test_what_was_approved_leaves_the_exit_code_at_zero(
    rewritten: Rewritten, capfd: pytest.CaptureFixture[str]
) -> None:
    (change,) = compared(rewritten(NOTICE)).changes
    new = str(rewritten(NOTICE, approval(change.fingerprint)))
    assert main(["diff", str(HAMADAN), new, "--on", "1399/01/01"]) == 0
    assert "approved by Deputy governor" in capfd.readouterr().out
    assert main(["diff", str(HAMADAN), new, "--on", "1400/01/01"]) == 1
    assert "an approval has expired on 1399/12/30: norm planned-outage-notice" in capfd.readouterr().out


def test_the_number_of_a_clause_has_the_digits_of_the_language_wherever_it_stands(
    rewritten: Rewritten, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "The information technology management of the governorate is bound to announce"
    new = rewritten(NOTICE, (text, text.replace("bound", "obliged")))
    assert main(["diff", str(HAMADAN), str(new), "--lang", "fa"]) == 1
    lines = re.sub("[\u2066-\u2069]", "", capsys.readouterr().out).splitlines()
    headings = [line for line in lines if line.startswith(("بند ", "متن بند "))]
    assert [heading.partition(":")[0] for heading in headings] == [
        "بند ۵.۴، الزام planned-outage-notice",
        "متن بند ۵.۴",
    ]


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_every_format_names_the_change_and_the_numbers(
    rewritten: Rewritten, language: str, form: str, capfd: pytest.CaptureFixture[str]
) -> None:
    new = str(rewritten(NOTICE))
    assert main(["diff", str(HAMADAN), new, "--format", form, "--lang", language]) == 1
    out = capfd.readouterr().out
    words = {"en": ("72 hours", "24 hours", "weaker"), "fa": ("۷۲ ساعت", "۲۴ ساعت", "ضعیف‌تر")}[language]
    for word in ("planned-outage-notice", *words):
        assert word in out.replace("\\", "")


def test_what_the_new_edition_no_longer_asks_about_is_not_stronger(rewritten: Rewritten) -> None:
    """Without an announced end nobody asks about an overrun, though a later start is held against the notice."""
    (change,) = compared(
        rewritten(("announces: {start: start, end: end}", "announces: {start: start}"))
    ).changes
    assert (change.name, change.strength, change.ground) == (
        "planned-outage-notice",
        "incomparable",
        "witness",
    )
    assert change.witness is not None
    assert change.counter is not None
    before = [finding for finding in change.witness.old if finding.outcome is Outcome.UNDETERMINED]
    assert [finding.reason for finding in before] == ["overran"]
    assert [finding.outcome for finding in change.witness.new] == ["fulfilled"]


def test_what_no_finding_rests_on_takes_nothing_from_a_norm_that_is_stronger(
    rewritten: Rewritten, capfd: pytest.CaptureFixture[str]
) -> None:
    """Which norms a violation opens is only said: without them a longer notice is longer all the same."""
    longer = ("at-least: 72 hours", "at-least: 96 hours")
    opens = ("        otherwise: [credit-for-missed-levels, damages-set]\n", "")
    new = rewritten(longer, opens)
    (change,) = compared(new).changes
    assert (change.strength, change.ground) == ("stronger", "order")
    told = lines_of(new, "en", capfd)
    assert told[2].endswith("[credit-for-missed-levels, damages-set] → not written; reworded only")


def test_another_bearer_hides_no_weakening(rewritten: Rewritten) -> None:
    """Alone it is incomparable; with a shorter notice beside it the norm is weaker, whoever owes it."""
    bearer = ("obliges: it-management", "obliges: governorate")
    (alone,) = compared(rewritten(bearer)).changes
    assert (alone.strength, alone.ground, alone.witness is not None) == ("incomparable", "bearer", True)
    (both,) = compared(rewritten(bearer, NOTICE)).changes
    assert both.strength == "weaker"
    assert both.witness is not None
    assert [one.outcome.value for one in (*both.witness.old, *both.witness.new)] == ["violated", "fulfilled"]


FEE_SET = "- id: fee-set-by-competent-body\n        {}: governorate"
POWER = (FEE_SET.format("obliges"), FEE_SET.format("empowers"))


def test_a_duty_that_becomes_a_power_is_weaker_though_an_engine_is_asked_the_same(
    rewritten: Rewritten,
) -> None:
    comparison = compared(rewritten(POWER))
    (change,) = comparison.changes
    assert told(comparison) == [("norm", "fee-set-by-competent-body", "changed", "weaker")]
    assert (change.ground, change.recipients, change.provider) == ("binding", "worse", "better")
    assert [(part.name, part.old, part.new, part.relation.value) for part in change.parts] == [
        ("obliges", "governorate", None, "weaker"),
        ("empowers", None, "governorate", "weaker"),
    ]
    assert shows(change, comparison)
    assert change.witness
    assert change.witness.shows == "binding"
    assert [one.outcome.value for one in change.witness.new] == ["violated"]


def test_a_stricter_power_is_not_stronger_than_a_duty(rewritten: Rewritten) -> None:
    """Nor is a duty under another id that is a power now the same norm under another name."""
    competent = "competent: [{}]\n        decided-in: {{event: fee.decided}}"
    more = (competent.format("competent-authority"), competent.format("competent-authority, governorate"))
    old = rewritten(more)
    (change,) = compared(rewritten(POWER), old).changes
    assert (change.name, change.strength, change.ground) == (
        "fee-set-by-competent-body",
        "incomparable",
        "binding",
    )
    other = FEE_SET.replace("fee-set-by-competent-body", "fee-set").format("empowers")
    assert [(one.kind, one.name) for one in compared(rewritten((POWER[0], other))).changes] == [
        ("added", "fee-set"),
        ("removed", "fee-set-by-competent-body"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("obliges: it-management", "forbids: it-management"),
        ("empowers: inspection-and-legal-office", "obliges: inspection-and-legal-office"),
    ],
)
def test_another_key_of_the_party_is_incomparable(old: str, new: str, rewritten: Rewritten) -> None:
    (change,) = compared(rewritten((old, new))).changes
    assert (change.strength, change.ground, change.witness is not None) == ("incomparable", "binding", True)


@pytest.mark.parametrize(
    ("old", "new", "strength", "views"),
    [
        ("obliges: it-management", "obliges: competent-authorities", "weaker", ("worse", "better")),
        (
            "obliges: it-management\n        towards: recipients",
            "obliges: recipients\n        towards: governorate",
            "weaker",
            ("worse", "better"),
        ),
        ("obliges: competent-authorities", "obliges: governorate", "stronger", ("better", "worse")),
        ("obliges: competent-authorities", "obliges: recipients", "unclear", ("open", "open")),
    ],
)
def test_a_duty_that_moves_away_from_the_provider_is_weaker(
    old: str, new: str, strength: str, views: tuple[str, str], rewritten: Rewritten
) -> None:
    """What a third body owes costs the provider nothing; without a time nothing is ever violated, so no log shows it."""
    (change,) = compared(rewritten((old, new))).changes
    assert (change.strength, change.ground) == (strength, "bearer")
    assert (change.recipients, change.provider) == views


def test_a_unit_that_becomes_a_third_body_takes_its_duties_from_the_provider(rewritten: Rewritten) -> None:
    unit = "party: it-management\n    role: unit\n    part-of: governorate"
    body = rewritten((unit, "party: it-management\n    role: third-body"))
    comparison = compared(body)
    (change,) = comparison.changes
    assert told(comparison) == [("party", "it-management", "changed", "weaker")]
    assert (change.ground, change.recipients, change.provider) == ("side", "worse", "better")
    assert [(norm, relation.value) for norm, relation in change.effects] == [
        ("planned-outage-notice", "weaker")
    ]
    assert shows(change, comparison)
    assert change.witness
    assert change.witness.shows == "side"
    (back,) = compared(HAMADAN, body).changes
    assert (back.kind, back.strength, back.recipients, back.provider) == (
        "changed",
        "stronger",
        "better",
        "worse",
    )


def test_values_and_events_are_told_in_persian_by_their_titles(
    rewritten: Rewritten, capfd: pytest.CaptureFixture[str]
) -> None:
    new = str(rewritten(NOTICE, ("obliges: it-management", "obliges: governorate")))
    assert main(["diff", str(HAMADAN), new, "--lang", "fa"]) == 1
    out = strip_isolates(capfd.readouterr().out)
    assert "at-least (دست‌کم چه مدت پیش از آغاز): پیش‌تر ۷۲ ساعت؛ اکنون ۲۴ ساعت؛" in out
    assert "قطعی خدمت آغاز شد (شناسهٔ قطعی: outage-1، " in out
    assert not re.search("it-management|true|portal", out)


def test_wrong_calls_are_told_with_a_cure(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(HAMADAN)]) == 2
    assert capfd.readouterr().err == (
        "slakit: two editions are compared, or one with `--against`\n"
        "  help: name the old edition and then the new one\n"
    )
    assert main(["diff", str(HAMADAN), "--against", "main"]) == 2
    assert capfd.readouterr().err == (
        "slakit: `--against main` names nothing to compare with\n"
        "  help: write `git:` and a commit, a branch or a tag, such as `git:main`\n"
    )


def test_every_kind_says_of_each_of_its_fields_how_it_orders_strength() -> None:
    """A field that is added to a kind must be given an order, and an order of no field is a mistake."""
    from slakit.norms import STRENGTH_OF_ALL, Norm
    from slakit.rules import RULE_KINDS

    def keys(model: type[Norm]) -> set[str]:
        return {info.alias or name for name, info in model.model_fields.items()}

    assert STRENGTH_OF_ALL.keys() == keys(Norm) - {"id"}
    assert {name: keys(kind) - keys(Norm) ^ kind.STRENGTH.keys() for name, kind in RULE_KINDS.items()} == {
        name: set() for name in RULE_KINDS
    }


def test_the_editions_of_a_comparison_are_those_given() -> None:
    edition: Edition = load(HAMADAN)
    comparison = diff(edition, edition, search=False)
    assert (comparison.old, comparison.new, comparison.weaker, comparison.counts()) == (
        edition,
        edition,
        (),
        {},
    )


def test_the_json_document_fits_its_schema_and_tells_each_log_by_the_edition_that_judged_it(
    rewritten: Rewritten, capfd: pytest.CaptureFixture[str]
) -> None:
    """With a norm that is incomparable, whose counter-witness the new edition finds violated."""
    from jsonschema import Draft202012Validator

    new = rewritten(("        treatment: cents\n", "        treatment: kind\n"), of=SUITE)
    assert main(["diff", str(SUITE), str(new), "--format", "json", "--fail-on", "incomparable"]) == 1
    told = json.loads(capfd.readouterr().out)
    assert list(Draft202012Validator(schema_named("comparison")).iter_errors(told)) == []
    (change,) = told["changes"]
    assert (change["name"], change["strength"]) == ("equal-charges", "incomparable")
    assert [one["outcome"] for one in change["counter"]["old"]] == ["violated"]
