"""Laws of the reviewer's desk: layout changes nothing that is said, and mending twice is mending once."""

import os
import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from slakit.document import parse, reading_instead
from slakit.errors import Fault, InvalidDocument
from slakit.loading import load
from slakit.review.fixers import FIXERS
from slakit.review.fixing import Contents, mended
from slakit.review.formatting import formatted
from slakit.review.layout import Layout

ROOT = Path(__file__).parents[2]
HAMADAN = ROOT / "agreements" / "hamadan-governorate" / "1398"
GOOD = ROOT / "tests" / "bad" / "good"

# --- layout: a tree is written in any way that YAML allows -------------------------------------------------

Node = tuple[str, object]

WORDS = ("a", "بند", "72 hours", '"5.4"', "'x: y'", "1398/12/29", "true", "-1", "http://x", "", '"a\\tb"')
KEYS = ("k", "کلید", '"5"', "at-least", "'q'", "z.y")

words: st.SearchStrategy[Node] = st.sampled_from(WORDS).map(lambda word: ("word", word))
texts: st.SearchStrategy[Node] = st.lists(
    st.sampled_from(["خط", "# no comment", "  deeper", "", "- x", "end  "]), min_size=1, max_size=4
).map(lambda lines: ("text", ["first", *lines, "last"]))


def nodes(depth: int) -> st.SearchStrategy[Node]:
    leaves = st.one_of(words, texts)
    if depth == 0:
        return leaves
    keys = st.sampled_from(KEYS)
    flat = st.one_of(words.filter(lambda node: node[1] != ""), flows(1))
    pairs = st.lists(
        st.tuples(keys, nodes(depth - 1)), min_size=1, max_size=3, unique_by=lambda pair: pair[0]
    )
    return st.one_of(
        leaves,
        flat,
        pairs.map(lambda items: ("map", items)),
        st.lists(nodes(depth - 1), min_size=1, max_size=3).map(lambda items: ("list", items)),
    )


def flows(depth: int) -> st.SearchStrategy[Node]:
    inner = words.filter(lambda node: node[1] != "")
    items = inner if depth == 0 else st.one_of(inner, flows(depth - 1))
    pairs = st.lists(
        st.tuples(st.sampled_from(KEYS), items), min_size=1, max_size=3, unique_by=lambda pair: pair[0]
    )
    return st.one_of(
        st.lists(items, max_size=3).map(lambda found: ("brackets", found)),
        pairs.map(lambda found: ("braces", found)),
    )


trees = st.lists(
    st.tuples(st.sampled_from(KEYS), nodes(3)), min_size=1, max_size=4, unique_by=lambda pair: pair[0]
).map(lambda items: ("map", items))


class _Writer:
    """Writes a tree; every gap, every indentation and every blank line is drawn anew."""

    def __init__(self, draw: Callable[[int, int], int], *, comments: bool, breaks: bool) -> None:
        self.draw, self.comments, self.breaks = draw, comments, breaks

    def blanks(self, least: int = 0, most: int = 3) -> str:
        return " " * self.draw(least, most)

    def line_end(self) -> str:
        comment = " # why" if self.comments and self.draw(0, 5) == 0 else self.blanks(0, 2)
        return f"{comment}\n"

    def between(self, column: int) -> str:
        kind = self.draw(0, 8)
        if kind == 0:
            return self.blanks(0, 1) + "\n"
        return f"{' ' * column}#: {kind}\n" if kind == 1 and self.comments else ""

    def map(self, items: Sequence[tuple[str, Node]], column: int, *, is_begun: bool = False) -> str:
        written = ""
        for position, (key, node) in enumerate(items):
            start = "" if is_begun and position == 0 else self.between(column) + " " * column
            written += f"{start}{key}{self.blanks(0, 1)}:{self.value(node, column, in_list=False)}"
        return written

    def list(self, items: Sequence[Node], column: int, *, is_begun: bool = False) -> str:
        written = ""
        for position, node in enumerate(items):
            start = "" if is_begun and position == 0 else self.between(column) + " " * column
            written += f"{start}-{self.value(node, column, in_list=True)}"
        return written

    def value(self, node: Node, column: int, *, in_list: bool) -> str:
        kind, held = node
        if kind == "text":
            depth = column + self.draw(1, 4)
            lines = "".join(f"{' ' * depth}{line}\n" if line else "\n" for line in held)  # type: ignore[attr-defined]  # a list of lines
            return f"{self.blanks(1)}|-{self.line_end()}{lines}"
        if kind in ("map", "list"):
            inner = getattr(self, kind)
            if in_list and (not self.breaks or self.draw(0, 1)):
                gap = self.blanks(1)
                return gap + str(inner(held, column + 1 + len(gap), is_begun=True))
            least = 0 if kind == "list" and not in_list else 1
            return self.line_end() + str(inner(held, column + self.draw(least, 4)))
        return f"{self.blanks(1)}{self.flow(node)}{self.line_end()}"

    def flow(self, node: Node) -> str:
        kind, held = node
        if kind == "word":
            return str(held)
        comma = [self.blanks() + "," + self.blanks() for _ in range(3)]
        if kind == "brackets":
            parts = [self.flow(item) for item in held]  # type: ignore[attr-defined]  # a list of nodes
        else:
            parts = [f"{key}{self.blanks(0, 1)}:{self.blanks(1)}{self.flow(item)}" for key, item in held]  # type: ignore[attr-defined]  # a list of pairs
        joined = "".join(part + comma[at % 3] for at, part in enumerate(parts[:-1])) + "".join(parts[-1:])
        opening, closing = ("[", "]") if kind == "brackets" else ("{", "}")
        return f"{opening}{self.blanks()}{joined}{self.blanks()}{closing}"


@st.composite
def written_trees(draw: st.DrawFn, *, comments: bool, times: int = 1) -> list[str]:
    tree = draw(trees)

    def number(least: int, most: int) -> int:
        return draw(st.integers(least, most))

    items = tree[1]
    assert isinstance(items, list)
    # where lines are broken is the writer's choice, so two writers of one tree make none
    ends = ("", "\n", " \n\n")
    return [
        _Writer(number, comments=comments, breaks=times == 1).map(items, 0) + ends[number(0, 2)]
        for _ in range(times)
    ]


def is_readable(text: str) -> bool:
    try:
        parse(text.encode(), "a.yaml")
    except InvalidDocument:
        return False
    return True


@settings(max_examples=300)
@given(written_trees(comments=True))
def test_layout_keeps_the_data_and_the_comments_and_is_its_own_layout(written: list[str]) -> None:
    assert is_readable(written[0])
    after = formatted(written[0], "a.yaml")
    assert parse(after.encode(), "a.yaml").data == parse(written[0].encode(), "a.yaml").data
    assert Layout(after).comments() == Layout(written[0]).comments()
    assert formatted(after, "a.yaml") == after


@settings(max_examples=200)
@given(written_trees(comments=False, times=2))
def test_however_a_tree_is_laid_out_it_has_one_layout(written: list[str]) -> None:
    one, other = ([line for line in formatted(text, "a.yaml").split("\n") if line] for text in written)
    assert one == other


@settings(max_examples=200)
@given(written_trees(comments=True))
def test_a_laid_out_document_has_its_line_end_and_no_blanks_outside_texts(written: list[str]) -> None:
    after = formatted(written[0], "a.yaml")
    layout = Layout(after)
    said = layout.spans_of_texts()
    blanks = [found.start() for found in re.finditer("(?m) +$", after)]
    assert [at for at in blanks if not any(start <= at < end for start, end in said)] == []
    assert after.endswith("\n")


# --- mending -------------------------------------------------------------------------------------------------

PIECES = [
    *"abش:-,[]{}\"'|>#\t\n \u200c\ufeff", ": ", "- ", "\n  ", "\n\t", "\na: ", "a:\tb\n", "k: v\n", "\n- x\n", "5.4: x\n",
    "yes", "012", "no: 1\n", "1398-12-29", "12:30", "۷۲", "1e5", "document: agreement/v1\n", "&a ", "? ",
]  # fmt: skip
soup = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def faults_of_bytes(content: bytes, name: str) -> tuple[Fault, ...]:
    try:
        parse(content, name)
    except InvalidDocument as error:
        return error.faults
    return ()


@settings(max_examples=400)
@given(soup, st.booleans())
def test_mending_any_text_ends_and_mending_it_again_changes_nothing(text: str, unsafe: bool) -> None:  # noqa: FBT001  Hypothesis gives arguments by name
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder).resolve() / "a.yaml"
        file.write_bytes(text.encode())

        def look(contents: Contents) -> Sequence[Fault]:
            return faults_of_bytes(contents.get(str(file), file.read_bytes()), str(file))

        before = look({})
        first = mended(look, unsafe=unsafe)
        if not before:
            assert first.contents == {}
        file.write_bytes(first.contents.get(str(file), text.encode()))
        again = mended(look, unsafe=unsafe)
        assert again.contents == {}
        assert again.left == first.left


SLIPS = {
    "services.yaml": [("row: 1\n", "row: ۱\n"), ("row: 2\n", 'row: "2"\n'), ("  - service: svc-03", "  - Service: svc-03")],
    "agreement.yaml": [
        ('clause: "5.4"\n    text', "clause: 5.4\n    text"),
        ("at-least: 72 hours", "at-least: ۷۲ hours"),
        ("at-least: 72 hours", "at_least: 72 hours"),
        ("until: 1398/12/29", "until: 1398-12-29"),
        ("until: 1398/12/29", "until: 1398/12/29".replace("1398", "۱۳۹۸")),
        ("rule: advance-notice", "rule: Advance_Notice"),
        ("towards: recipients\n        rule: advance-notice", "toward: recipients\n        rule: advance-notice"),
        ("planned: true, origin", "planned: yes, origin"),
        ("time-zone:", "time zone:"),
        ("  - fact: planned\n", "\t- fact: planned\n"),
        ("# yaml-language-server", "\ufeff# yaml-language-server"),
        ("calendar: jalali", "calendar:\tjalali"),
    ],
}  # fmt: skip
ALL_SLIPS = [(file, *slip) for file, slips in SLIPS.items() for slip in slips]


@settings(max_examples=40)
@given(st.lists(st.sampled_from(ALL_SLIPS), min_size=1, max_size=5, unique_by=lambda slip: slip[1][:9]))
def test_slips_whose_cure_is_beyond_doubt_give_back_the_document_byte_for_byte(
    slips: list[tuple[str, str, str]],
) -> None:
    signed = {name: (HAMADAN / name).read_text("utf-8") for name in SLIPS}
    broken = dict(signed)
    for name, old, new in slips:
        assume(old in broken[name])
        broken[name] = broken[name].replace(old, new, 1)
    files = {os.path.realpath(HAMADAN / name): text.encode() for name, text in broken.items()}

    def look(contents: Contents) -> Sequence[Fault]:
        with reading_instead({**files, **contents}):
            try:
                load(HAMADAN)
            except InvalidDocument as error:
                return error.faults
        return ()

    for file in files:  # what is mended is what the faults are of, and not what is saved
        assert Path(file).is_file()
    result = mended(look, start=files)
    assert [str(fault.place) for fault in result.left] == []
    assert {
        name: {**files, **result.contents}[os.path.realpath(HAMADAN / name)].decode() for name in SLIPS
    } == signed


def test_every_fixer_is_of_a_rule_that_has_words() -> None:
    from slakit.messages import rules

    assert set(FIXERS) - set(rules()) <= {"arabic-letters"}  # which lint tells of
