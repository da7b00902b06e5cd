"""Places: lines and columns as a reader counts them."""

import pickle

import pytest

from slakit.errors import Fault, InvalidDocument, SlakitError, UnreadableTime
from slakit.source import Place, Source


def test_a_place_is_told_as_file_line_and_column() -> None:
    assert str(Place("agreement.yaml", 3, 5, 3, 16)) == "agreement.yaml:3:5"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_begins_a_line(line_end: str) -> None:
    source = Source("a.yaml", f"شهر: x{line_end}😀: y")
    start = source.text.index("y")

    assert source.place(start, start + 1) == Place("a.yaml", 2, 4, 2, 5)
    assert source.line_start(start) == source.text.index("😀")


@pytest.mark.parametrize("separator", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_no_other_character_begins_a_line(separator: str) -> None:
    assert Source("a.yaml", f"a{separator}b").line_and_column(2) == (1, 3)


def test_the_end_of_a_place_is_exclusive_and_never_before_its_start() -> None:
    source = Source("a.yaml", "ab\ncd")

    assert source.place(0, 4) == Place("a.yaml", 1, 1, 2, 2)
    assert source.place(4, 0) == Place("a.yaml", 2, 2, 2, 2)


def test_a_fault_is_frozen_hashable_and_survives_pickling() -> None:
    arguments: dict[str, str | int] = {"key": "hour_before"}
    fault = Fault("unknown-key", Place("a.yaml", 3, 5, 3, 16), "5.4", arguments)
    arguments["key"] = "changed later"

    assert fault.arguments == {"key": "hour_before"}
    assert pickle.loads(pickle.dumps(fault)) == fault
    assert hash(pickle.loads(pickle.dumps(fault))) == hash(fault)
    with pytest.raises(TypeError):
        fault.arguments["key"] = "x"  # type: ignore[index]  # the point: it cannot be changed


def test_two_faults_do_not_share_their_empty_arguments() -> None:
    assert Fault("merge-key", None).arguments == {} == Fault("alias", None).arguments
    assert Fault("merge-key", None) != Fault("alias", None)


def test_an_invalid_document_tells_every_fault_in_english_and_survives_pickling() -> None:
    place = Place("a.yaml", 1, 1, 1, 1)
    error = InvalidDocument([Fault("merge-key", place), Fault("empty-document", None, severity="warning")])

    assert isinstance(error, SlakitError)
    assert str(error) == (
        "a.yaml:1:1: the merge key `<<` is not allowed\n"
        "  help: write the keys themselves here\n"
        "warning: the file is empty\n"
        "  help: write keys and their values, such as `document: agreement/v1`"
    )
    assert pickle.loads(pickle.dumps(error)).faults == error.faults


def test_an_unreadable_time_says_why_and_what_it_could_mean() -> None:
    error = UnreadableTime("repeated-hour", "1398/06/30 23:30", [2, 1])

    assert isinstance(error, ValueError)
    assert (error.reason, error.text, error.candidates) == ("repeated-hour", "1398/06/30 23:30", (2, 1))
    assert str(error) == "`1398/06/30 23:30` cannot be read as a time: repeated-hour"
    assert pickle.loads(pickle.dumps(error)).candidates == (2, 1)
