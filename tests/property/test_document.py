"""Laws of reading: any bytes are answered, both parsers agree, and what was dumped is read back."""

import json
import time

from hypothesis import example, given
from hypothesis import strategies as st

from slakit.document import Document, Path, _parse
from slakit.errors import InvalidDocument
from slakit.messages import Language, render
from slakit.yaml_events import ParserName

PARSERS: tuple[ParserName, ...] = ("c", "pure")
LANGUAGES: tuple[Language, ...] = ("en", "fa")

PIECES = [
    *"abش😀:-,[]{}\"'|>#?&*!%@`\\~\t\n\r \u200c\x85\u2028\ufeff\0", ": ", "- ", "\n  ", "\n    ", "\r\n", " # c\n",
    '"x"', "'y'", "a: ", "k: v\n", "- x\n", "|\n  ", ">-\n  ", "---\n", "...\n", "? ", "&a ", "*a", "!t ", "<<", "\\ud800",
    "012", "no", "1398-12-29", "12:30", "http://x", "%YAML 1.1\n",
]  # fmt: skip

soup = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)
anything = st.one_of(st.binary(max_size=200), soup.map(str.encode), soup.map("a: {}".format).map(str.encode))

letters = st.characters(
    exclude_categories=["Cs", "Cc", "Cn"],
    exclude_characters="\u2028\u2029\ufeff",
    include_characters="\n\t\r",
)
keys = st.text(letters, max_size=8)
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.integers(-(10**6), 10**6).map(lambda number: number / 64),
    st.text(letters, max_size=30),
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=15,
)
documents = st.dictionaries(keys, values, max_size=5)


def paths_of(value: object, path: Path = ()) -> list[Path]:
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [path, *(found for step, item in inner for found in paths_of(item, (*path, step)))]


def lined_up(value: object, indent: int = 0) -> str:
    """The value in YAML's block style, with the quotes of JSON around every text."""
    if isinstance(value, dict) and value:
        return "".join(
            f"\n{' ' * indent}{json.dumps(key, ensure_ascii=False)}:{lined_up(item, indent + 2)}"
            for key, item in value.items()
        )
    if isinstance(value, list) and value:
        return "".join(f"\n{' ' * indent}-{lined_up(item, indent + 2)}" for item in value)
    return f" {json.dumps(value, ensure_ascii=False)}"


@given(anything)
@example(b":\n%YAML\x000.0")
@example(b'a: "\\U00110000"')
def test_any_bytes_give_a_document_or_faults_with_places_in_file_order(content: bytes) -> None:
    for parser in PARSERS:
        started = time.process_time()
        found = answer(content, parser)
        assert time.process_time() - started < 2
        if isinstance(found, Document):
            assert isinstance(found.data, dict)
            continue
        assert found.faults
        assert [render(fault, language) for fault in found.faults for language in LANGUAGES]
        places = [(fault.place.line, fault.place.column) for fault in found.faults if fault.place]
        assert len(places) == len(found.faults)
        assert places == sorted(places)


@given(documents, st.sampled_from([None, 2]))
def test_what_json_dumps_is_read_back_with_a_place_for_everything(
    data: dict[str, object], indent: int | None
) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    for parser in PARSERS:
        assert_reads(_parse(text.encode(), "a.yaml", parser), data, text)


@given(documents.filter(bool))
def test_block_style_is_read_back_with_a_place_for_everything(data: dict[str, object]) -> None:
    text = lined_up(data)
    for parser in PARSERS:
        assert_reads(_parse(text.encode(), "a.yaml", parser), data, text)


def assert_reads(document: Document, data: object, text: str) -> None:
    assert document.data == data
    assert document.text == text
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for path in paths_of(data):
        value = data
        for step in path:
            value = value[step]  # type: ignore[index]  # the path was made from the data
        place = document.place_of(path)
        assert 1 <= place.line <= place.end_line <= len(lines)
        if not isinstance(value, dict | list):
            assert document.written(path) == json.dumps(value, ensure_ascii=False)
            assert lines[place.line - 1][place.column - 1 :].startswith(document.written(path)[:1])
        if path and isinstance(path[-1], str):
            key = document.place_of(path, key=True)
            assert lines[key.line - 1][key.column - 1 :].startswith(
                json.dumps(path[-1], ensure_ascii=False)[:1]
            )


@given(documents.filter(bool), soup)
def test_both_parsers_give_the_same_document(data: dict[str, object], soup_after: str) -> None:
    for text in (lined_up(data), json.dumps(data, ensure_ascii=False), f"a: {soup_after}"):
        answers = [answer(text.encode(), parser) for parser in PARSERS]
        if all(isinstance(found, Document) for found in answers):
            first, second = answers
            assert isinstance(first, Document)
            assert isinstance(second, Document)
            assert first.data == second.data
            assert first._root == second._root


def answer(content: bytes, parser: ParserName) -> Document | InvalidDocument:
    try:
        return _parse(content, "a.yaml", parser)
    except InvalidDocument as problem:
        return problem
