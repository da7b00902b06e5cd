"""A hundred and more mutated documents, as `benchmarks/mutations.py` tries ten thousand: no crash, no hang, always a place."""

from pathlib import Path

from modules_by_path import module_at

mutations = module_at(Path(__file__).parents[2] / "benchmarks" / "mutations.py")


def test_a_mutated_document_is_answered_with_places_and_a_sound_one_is_never_refused(tmp_path: Path) -> None:
    outcome = mutations.run(140, 1398, tmp_path)
    assert [(one.name, one.way, one.problem) for one in outcome.failures] == []
    ways = {way.partition(", ")[2] for way in outcome.tried}
    assert ways == {"bytes", "structure", "laid out anew"}
    assert outcome.faulty > 70


def test_a_crash_a_hang_and_a_refusal_would_be_noticed(tmp_path: Path) -> None:
    desk, outcome = mutations.Desk(tmp_path), mutations.Outcome()
    sound = desk.sound["services.yaml"]
    desk.tried("services.yaml", sound.replace(b"row: 2", b"row: 3"), outcome, "laid out anew", is_sound=True)
    (refused,) = outcome.failures
    assert refused.problem.startswith("refused: ")
    assert "row 3 stands where row 2 is expected" in refused.problem
    assert (tmp_path / "services.yaml").read_bytes() == sound
