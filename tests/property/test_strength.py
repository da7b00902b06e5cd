"""The order that each kind declares for each of its fields agrees with what the engine finds.

`VARIANTS` changes every field of every kind on the norms of the suite. The verdict of each is what it should be, and
no log that can be made from the cases violates the weaker of two norms and fulfils the stronger.
"""

from collections.abc import Callable
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from modules_by_path import module_at

from slakit.calendars import time_zone
from slakit.checks import InOrder
from slakit.comparison import witnesses
from slakit.comparison.cases import logs_of_cases
from slakit.comparison.changes import Change, Comparison
from slakit.comparison.court import ACCUSING, Court
from slakit.comparison.editions import Compared
from slakit.comparison.mutations import mutations
from slakit.comparison.norms import parts_of, relation_of
from slakit.comparison.proving import Prover
from slakit.comparison.stories import stories
from slakit.comparison.telling import Teller
from slakit.comparison.transposing import data_of, with_data
from slakit.events.event import Event
from slakit.events.reading import events_of
from slakit.findings import Outcome
from slakit.loading import Edition, load
from slakit.reports.comparisons.json_document import document
from slakit.rules import RULE_KINDS
from slakit.strength import Relation
from slakit.testing import log_of_case, read_cases

TABLE = module_at(Path(__file__).with_name("strength_variants.py"))
VARIANTS = TABLE.VARIANTS
EDITION = load(Path(__file__).parents[1] / "suite")


CASES = list(logs_of_cases(EDITION))


def alone(norm: str, changed: Callable[[dict[str, Any]], dict[str, Any]] = lambda said: said) -> Edition:
    """The edition of the suite with one norm, changed or not, and the norms that it answers: the others cost time alone."""
    clauses = data_of(EDITION.agreement_document)["clauses"]
    written = {one["id"]: one for clause in clauses for one in clause.get("norms", ())}
    needed, left = {norm: changed(written[norm])}, [*written[norm].get("for", ())]
    left += needed[norm].get("for", ())
    while left:
        other = left.pop()
        if other not in needed:
            needed[other] = written[other]
            left += written[other].get("for", ())
    kept = [
        {**clause, "norms": norms}
        if norms
        else {**clause, "norms": None, "not-checkable": {"en": "Not here."}}
        for clause in clauses
        for norms in [[needed[one["id"]] for one in clause.get("norms", ()) if one["id"] in needed]]
    ]
    of_norms = [{key: said for key, said in clause.items() if said is not None} for clause in kept]
    clauses = [new if "norms" in old else old for old, new in zip(clauses, of_norms, strict=True)]
    document = with_data(EDITION.agreement_document, clauses=clauses)
    return EDITION.altered(agreement_document=document)


def varied(variant: Any) -> Edition:  # noqa: ANN401 -- a row of the table
    """The edition of the suite with one field of one norm changed."""

    def changed(norm: dict[str, Any]) -> dict[str, Any]:
        said = {**norm, variant.field: variant.value, **variant.besides}
        return {key: value for key, value in said.items() if value is not TABLE.ABSENT}

    return alone(variant.norm, changed)


@cache
def compared(at: int) -> Compared:
    one = Compared(alone(VARIANTS[at].norm), varied(VARIANTS[at]))
    one.__dict__["_prover"] = Prover(CASES)  # the cases of both, read once for all variants
    return one


def test_every_field_of_every_kind_is_changed_in_the_table() -> None:
    kinds = {norm.id: norm.rule for _, norm in EDITION.agreement.norms()}
    changed = {(kinds[one.norm], one.field) for one in VARIANTS}
    fields = {(name, field) for name, kind in RULE_KINDS.items() for field in kind.STRENGTH}
    assert fields - changed == set()


@pytest.mark.parametrize(
    "at", range(len(VARIANTS)), ids=lambda at: f"{VARIANTS[at].norm}-{VARIANTS[at].field}-{at}"
)
def test_a_changed_field_is_as_strong_as_the_table_says(at: int) -> None:
    """What is weaker or incomparable has a witness, and whatever has a witness is one of the two."""
    (change,) = compared(at)._changed(VARIANTS[at].norm)
    assert change.strength.value == VARIANTS[at].strength
    assert (change.witness is not None) == (change.strength.value in ("weaker", "incomparable"))
    assert readable(change, compared(at).new_edition)


def readable(change: Change, new: Edition) -> bool:
    """Whether the logs that show a change can be read as any log is, and say nothing that is not declared."""
    told: Any = document(Comparison(EDITION, new, (change,)))
    logs = [
        told["changes"][0][name]["events"] for name in ("witness", "counter") if name in told["changes"][0]
    ]
    read = [events_of(log, EDITION.vocabulary, time_zone(EDITION.agreement.time_zone)) for log in logs]
    return all(not log.set_aside and not log.remarks for log in read)


# --- the law --------------------------------------------------------------------------------------------------------


ORDERED = [
    at
    for at, variant in enumerate(VARIANTS)
    if variant.strength in ("weaker", "perhaps-weaker", "stronger", "equal")
    and variant.field not in ("note", "otherwise")
]


LONGEST = 50
"""Events of a log that the law is tried on."""


TOLD = [
    log_of_case(case.events, EDITION, written.given).events
    for kind in RULE_KINDS
    for written in [read_cases(EDITION.folder / f"{kind}.yaml", EDITION)]
    for case in written.cases
]
"""The logs of the cases of the suite, which lie beside its agreement and so are no cases of the edition."""


@cache
def ordered(at: int) -> tuple[Court, Relation, list[tuple[Event, ...]], Any]:
    """A court that has the weaker norm first, and logs that the two read."""
    norm, one = VARIANTS[at].norm, compared(at)
    court = one._court(norm)
    relation = relation_of(parts_of(norm, one._old, one._new))
    teller = Teller(EDITION.vocabulary, EDITION.services, EDITION.term)
    differences = witnesses._differences(court, [teller])
    told = (
        tuple(story)
        for duty in (court.old, court.new)
        if duty
        for story in islice(stories(duty, teller, differences.edges), 60)
        if len(story) <= LONGEST
    )
    logs = [tuple(event for event in log if event.type in court.reads) for log in TOLD]
    seeds = [*told, *(log for log in logs if 0 < len(log) < 12)]
    return court if relation is Relation.STRONGER else court.reversed(), relation, seeds, differences


def is_hiding(at: int) -> bool:
    """Whether what the old norm asks for may hide a violation that the new one finds, though that is weaker in all."""
    norm, field = VARIANTS[at].norm, VARIANTS[at].field
    old = compared(at)._old
    return field in old.norms[norm].not_stronger_by(old.setting)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(ORDERED), st.data())
def test_no_log_violates_the_weaker_norm_and_fulfils_the_stronger(at: int, data: st.DataObject) -> None:
    court, relation, seeds, differences = ordered(at)
    if relation is Relation.APART or not seeds or is_hiding(at):
        return
    log = data.draw(st.sampled_from(seeds))
    for _ in range(data.draw(st.integers(0, 3))):
        near = list(islice(mutations(log, differences), 60))
        log = data.draw(st.sampled_from(near)) if near else log
    assert court.old is not None
    weaker, stronger = court.findings(log)
    fulfilled = {one.id for one in stronger if one.outcome is Outcome.FULFILLED}
    accused = {one.id for one in weaker if one.outcome in ACCUSING and one.grade is not None}
    if isinstance(court.old.check, InOrder):  # which case of a queue is out of turn is no matter of strength
        assert not accused or any(one.outcome is not Outcome.FULFILLED for one in stronger)
    else:
        assert accused & fulfilled == set()
