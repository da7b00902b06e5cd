"""Several norms share what one asked only if one of them picks whatever that one did."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from slakit import load
from slakit.checks import ALWAYS, Among, Condition, Every, Not, Points
from slakit.comparison.norms import Normed
from slakit.comparison.shares import _Share, _that_cover
from slakit.strength import Relation
from slakit.verdicts.truth import truth_of

LARKFIELD = Path(__file__).parents[2] / "agreements" / "examples" / "larkfield-hosting" / "2025"
EDITION = Normed(load(LARKFIELD))
EVENT = "incident.reported"
FIELDS = EDITION.setting.vocabulary.events[EVENT].fields
WORDS = {"severity": ("critical", "major", "minor", "unknown"), "service": EDITION.edition.services}
NEARNESS = {False: 0, None: 1, True: 2}
EVERY_EVENT = [
    {"service": service, **({"severity": severity} if severity else {})}
    for service in (*WORDS["service"], "*")
    for severity in (*WORDS["severity"], None)
]


@st.composite
def a_test(draw: st.DrawFn) -> Condition:
    """One test of a field: some of its words, or none of some."""
    name = draw(st.sampled_from(sorted(WORDS)))
    words = draw(st.sets(st.sampled_from(WORDS[name]), min_size=1, max_size=3))
    among = EDITION.setting.among(name, tuple(sorted(words)), FIELDS[name])
    return Not(among) if draw(st.booleans()) else among


def picking(tests: Sequence[Condition]) -> Points:
    return Points(EVENT, Every(tuple(tests)) if tests else ALWAYS, complete=False)


@settings(max_examples=2500, deadline=None)
@given(st.lists(a_test(), max_size=1), st.lists(st.lists(a_test(), max_size=2), min_size=1, max_size=4))
def test_what_shares_are_said_to_cover_one_of_them_picks_as_surely(
    whole: list[Condition], parts: list[list[Condition]]
) -> None:
    """Of every event that can be read: known words, words that say that nothing is known, and fields that need not be there."""
    picked = picking(whole)
    shares = [
        _Share(f"part-{number}", replace(picked, where=picking(tests).where), Relation.EQUAL)
        for number, tests in enumerate(parts)
    ]
    for found in _that_cover(picked, shares, [EDITION, EDITION]):
        for fields in EVERY_EVENT:
            asked, *answers = (
                NEARNESS[truth_of(one.where, fields, lambda _: None)]
                for one in (picked, *(s.picks for s in found))
            )
            assert asked <= max(answers)


def test_parts_that_tell_every_service_apart_share_what_names_none() -> None:
    """The law above is not held by finding nothing."""
    for wanted in (
        (["database", "app-platform"], ["object-storage"]),
        (["database"], ["app-platform", "object-storage"]),
    ):
        tests = [[EDITION.setting.among("service", tuple(one), FIELDS["service"])] for one in wanted]
        shares = [_Share(str(at), picking(one), Relation.EQUAL) for at, one in enumerate(tests)]
        assert list(_that_cover(picking([]), shares, [EDITION, EDITION])) == [shares]


def test_of_a_field_with_several_words_two_exceptions_leave_out_what_holds_both() -> None:
    """No word of the one part is refused by the other, and yet an event with both words is in neither."""
    field = "services"
    refused = [Not(Among(field, frozenset({word}), None)) for word in ("database", "object-storage")]
    whole = Points("maintenance.started", ALWAYS, complete=False)
    parts = [_Share(str(at), replace(whole, where=where), Relation.EQUAL) for at, where in enumerate(refused)]
    assert list(_that_cover(whole, parts, [EDITION, EDITION])) == []
    named = _Share("2", replace(whole, where=Among(field, frozenset({"database"}), None)), Relation.EQUAL)
    assert list(_that_cover(whole, [*parts, named], [EDITION, EDITION])) == [[*parts, named]]
