"""What holds of every draft from a text: it is YAML in its one layout, and nothing of the text is lost or added."""

from hypothesis import given
from hypothesis import strategies as st

from slakit.document import Document, parse
from slakit.review.formatting import layout_edits
from slakit.review.lint.edition import EditionDocuments
from slakit.review.lint.text_unaccounted import LAYOUT, RULE
from slakit.review.open_points import open_points
from slakit.source import Source
from slakit.transcription.annex import table_of
from slakit.transcription.draft import NoText, transcribed
from slakit.transcription.passages import lines_of, passages_of
from slakit.transcription.points import said

PIECES = st.sampled_from(
    [
        "۱- مقدمه", "2- هدف", "3. Definitions", "ماده ۴- دوره", "5.1 The Provider shall answer within 30 minutes.",
        "خدمت‌دهنده: شهرداری.", "“Customer” means all.", "پیوست:", "Schedule", "ردیف", "کد خدمت", "خدمت", "1", "۲", "3",
        "1  10990001000  صدور پروانه", "2\tتمدید", "۱  الف  ب", "این توافق‌نامه تا تاریخ 29/12/98 معتبر است .و پایان می‌یابد.",
        "از ۱۴۰۳/۱/۱ تا ۱۴۰۳/۱۲/۳۰", " · بند", "•", "", "  ", "# open: no", "a: b", "- x", "\u200f", "'", '"', "\\",
    ]
) | st.text(max_size=12)  # fmt: skip
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(["\n", "\r\n", "\r", "\n\n", " "])), max_size=14).map(
    lambda pieces: "".join(piece + end for piece, end in pieces)
)


def read(content: bytes, name: str) -> Document:
    assert layout_edits(content.decode(), name) == ()
    return parse(content, name)


@given(TEXTS)
def test_nothing_of_a_text_is_lost_and_nothing_is_added(text: str) -> None:
    content = text.encode("utf-8", "surrogatepass")
    try:
        draft = transcribed(content, "city", "1400", "en")
    except NoText:
        return
    agreement, annex = (read(draft.files[name], name) for name in ("agreement.yaml", "services.yaml"))
    signed = Source("source.txt", text.replace("\r\n", "\n"))
    check = RULE.check
    assert check is not None
    faults = check(EditionDocuments(agreement, annex, agreement, signed=signed))
    after = said("after-the-table", "en", words="")
    named = "".join(
        point.words.removeprefix(after) for point in open_points(annex.text) if point.words.startswith(after)
    )
    for fault in faults:
        assert bare(str(fault.arguments["left"])) in bare(named)


def bare(text: str) -> str:
    """The text without what may stand between two texts."""
    return "".join(character for character in text if character not in LAYOUT and not character.isspace())


@given(TEXTS)
def test_every_line_lies_in_one_passage_or_in_the_annex(text: str) -> None:
    found = passages_of(text)
    table = table_of(text, found.annex) if found.annex else None
    spans = [(one.start, one.end) for one in found.before]
    if table:
        spans += [*table.heads, *(row.title for row in table.rows), *table.rest]
    assert spans == sorted(spans)
    covered = "".join(text[start:end] for start, end in spans)
    if table is None or not table.rows:
        assert "".join(covered.split()) == "".join("".join(text[a:b] for a, b in lines_of(text)).split())


@given(TEXTS)
def test_a_draft_says_the_same_however_lines_end(text: str) -> None:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        one, other = (
            transcribed(t.encode(), "city", "1400", "en") for t in (plain, plain.replace("\n", "\r\n"))
        )
    except NoText:
        return
    digest = [line for line in one.files["agreement.yaml"].decode().splitlines() if "sha256" not in line]
    assert digest == [
        line for line in other.files["agreement.yaml"].decode().splitlines() if "sha256" not in line
    ]
