"""Laws of the code frame: whatever a document holds, the carets stay under what they mark."""

from hypothesis import given
from hypothesis import strategies as st

from slakit.reports.faults.frames import WIDTH, cells, marked
from slakit.text import bidi_controls, strip_isolates

LINES = st.text(
    st.sampled_from("ab: -\t\u200c\u0301\u202e\u2067\x07日ｱ")
    | st.sampled_from("نامه‌ها")
    | st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]),
    max_size=300,
)


@st.composite
def places(draw: st.DrawFn) -> tuple[str, int, int]:
    """A line, and a start and an end in it."""
    line = draw(LINES)
    start = draw(st.integers(0, len(line)))
    return line, start, draw(st.integers(start, len(line)))


@given(places())
def test_a_frame_is_never_much_wider_than_a_terminal(place: tuple[str, int, int]) -> None:
    shown, marks = marked(*place, is_quoted=False)
    assert cells(shown) <= WIDTH + 12  # two ellipses, and the name of the last invisible character
    assert len(marks) <= WIDTH + 12


@given(places())
def test_the_carets_begin_where_what_is_shown_of_the_place_begins(place: tuple[str, int, int]) -> None:
    line, start, end = place
    shown, marks = marked(line, start, end, is_quoted=False)
    plain = strip_isolates(shown).removeprefix("\u200e")
    lead = len(marks) - len(marks.lstrip(" "))
    before, at = "", 0
    while cells(before) < lead:
        before += plain[at]
        at += 1
    assert cells(before) == lead
    assert set(marks.strip(" ")) == {"^"}


@given(places())
def test_no_direction_control_of_a_document_reaches_the_terminal(place: tuple[str, int, int]) -> None:
    shown, marks = marked(*place)
    assert bidi_controls(strip_isolates(shown).removeprefix("\u200e")) == ()
    assert shown.count("\u2066") == shown.count("\u2069") <= 1
    assert bidi_controls(strip_isolates(marks)) == ()
