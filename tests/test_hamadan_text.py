"""The Hamadan edition of 1398 quotes its source whole, and every sentence of the source has its place."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import TypedDict, cast

import pytest
from ruamel.yaml import YAML

REPOSITORY = Path(__file__).parents[1]
EDITION = REPOSITORY / "agreements" / "hamadan-governorate" / "1398"
INVENTORY = REPOSITORY / "docs" / "hamadan-inventory.md"

LAYOUT = " \n\N{NO-BREAK SPACE}\N{BULLET}\N{MIDDLE DOT}"
ARABIC_YEH, PERSIAN_YEH = "\N{ARABIC LETTER YEH}", "\N{ARABIC LETTER FARSI YEH}"
ARABIC_KAF = "\N{ARABIC LETTER KAF}"
BODIES = ("norms", "defines", "not-checkable")


class Words(TypedDict):
    """The same words in both languages."""

    fa: str
    en: str


class Definition(TypedDict):
    """What `defines` holds of a term, as far as these tests read it."""

    term: str
    fa: str


# `heading` and `clause` are the two kinds of entry; hyphenated keys need the functional form.
Entry = TypedDict(
    "Entry",
    {
        "heading": str,
        "clause": str,
        "text": Words,
        "norms": list[object],
        "defines": list[Definition],
        "not-checkable": Words,
    },
    total=False,
)


class Source(TypedDict):
    """The signed text's file and digest."""

    file: str
    sha256: str


class Agreement(TypedDict):
    """`agreement.yaml`, as far as these tests read it."""

    title: Words
    source: Source
    clauses: list[Entry]


class Service(TypedDict, total=False):
    """One row of the annex."""

    service: str
    row: int
    title: Words
    eligibility: dict[str, object]


class Services(TypedDict):
    """`services.yaml`."""

    office: Words
    services: list[Service]


def loaded(name: str) -> object:
    """The document of that name, as plain data."""
    return YAML(typ="safe", pure=True).load((EDITION / name).read_bytes())


AGREEMENT = cast("Agreement", loaded("agreement.yaml"))
SERVICES = cast("Services", loaded("services.yaml"))
SOURCE_BYTES = (EDITION / AGREEMENT["source"]["file"]).read_bytes()
SOURCE = SOURCE_BYTES.decode("utf-8", "strict")


def quoted() -> list[str]:
    """The Persian texts in the order of the source: headings and clauses, then three runs a row of the annex."""
    texts = [entry["text"]["fa"] for entry in AGREEMENT["clauses"]]
    for service in SERVICES["services"]:
        texts += [str(service["row"]), SERVICES["office"]["fa"], service["title"]["fa"]]
    return texts


def unaccounted(source: str, texts: Iterable[str]) -> str:
    """What is left where source and texts part: the rest of the source, or the text that it lacks; else nothing."""
    rest = source
    for text in texts:
        rest = rest.lstrip(LAYOUT)
        if not text or not rest.startswith(text):
            return rest or text
        rest = rest.removeprefix(text)
    return rest.strip(LAYOUT)


def sayings(node: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every string of a document with its path."""
    if isinstance(node, str):
        yield path, node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from sayings(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from sayings(value, (*path, index))


def bilingual(node: object) -> Iterator[dict[str, object]]:
    """Every mapping of a document that has a Persian side."""
    if isinstance(node, dict):
        if "fa" in node:
            yield node
        for value in node.values():
            yield from bilingual(value)
    elif isinstance(node, list):
        for value in node:
            yield from bilingual(value)


def has_arabic_script(text: str) -> bool:
    return any("ARABIC" in unicodedata.name(letter, "") for letter in text)


def copied_from_source(path: tuple[str | int, ...]) -> bool:
    """Whether the value at the path is signed text, as against what the editors say."""
    inside = [step for step in path if isinstance(step, str)]
    return inside in (
        ["title", "fa"],
        ["clauses", "text", "fa"],
        ["clauses", "defines", "fa"],
        ["office", "fa"],
        ["services", "title", "fa"],
    )


def inventory() -> list[list[str]]:
    """The rows of the sentence table, cell by cell."""
    rows = [line for line in INVENTORY.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    return [row for row in cells if len(row) == 6 and row[0] != "id"]


def place(entry: Entry) -> str:
    """What the inventory writes in its column *where* for a clause."""
    body = next(key for key in BODIES if key in entry)
    terms = "".join(f" `{item['term']}`" for item in entry.get("defines", []))
    return f"clause {entry['clause']}: `{body}`{terms}"


def clauses() -> list[Entry]:
    return [entry for entry in AGREEMENT["clauses"] if "clause" in entry]


# The signed text


def test_the_texts_in_order_make_up_the_source_with_nothing_left_over() -> None:
    """Between one quoted text and the next stand only spaces, line ends and bullets."""
    assert unaccounted(SOURCE, quoted()) == ""


def test_the_source_is_the_file_whose_digest_the_agreement_names() -> None:
    """A changed byte in the source, or another file in its place, is seen at once."""
    assert sha256(SOURCE_BYTES).hexdigest() == AGREEMENT["source"]["sha256"]
    assert len(SOURCE_BYTES) == 9_114


@pytest.mark.parametrize("index", range(len(quoted())))
def test_a_letter_lost_from_any_text_is_seen(index: int) -> None:
    """The first, the middle and the last letter of every text count."""
    texts = quoted()
    text = texts[index]
    for lost in {0, len(text) // 2, len(text) - 1}:
        texts[index] = text[:lost] + text[lost + 1 :]
        assert unaccounted(SOURCE, texts) != ""


def test_a_byte_lost_from_the_source_is_seen() -> None:
    """A letter that the source lost leaves the text that has it without its match."""
    at = SOURCE.index("72")
    assert unaccounted(SOURCE[:at] + SOURCE[at + 1 :], quoted()).startswith(clause_text("5.4")[:20])


def test_clauses_that_changed_places_are_seen() -> None:
    """Any two neighbours that differ cannot be swapped."""
    texts = quoted()
    for index, (first, second) in enumerate(pairwise(texts)):
        swapped = [*texts[:index], second, first, *texts[index + 2 :]]
        assert (unaccounted(SOURCE, swapped) == "") == (first == second)


def test_a_yeh_made_persian_is_seen_in_every_text() -> None:
    """A corrected letter looks the same on screen and is still another text."""
    texts = quoted()
    for index, text in enumerate(texts):
        if ARABIC_YEH in text:
            corrected = [*texts[:index], text.replace(ARABIC_YEH, PERSIAN_YEH, 1), *texts[index + 1 :]]
            assert unaccounted(SOURCE, corrected).startswith(text)


def test_a_text_that_the_source_does_not_have_is_seen() -> None:
    """An added text is returned as it is when the source has nothing left."""
    assert unaccounted(SOURCE, [*quoted(), "24"]) == "24"


def test_a_text_left_out_is_seen() -> None:
    """The source goes on with the text that nobody quoted."""
    assert unaccounted(SOURCE, quoted()[:-1]) == quoted()[-1]


def test_layout_alone_is_no_text() -> None:
    """Bullets, no-break spaces and line ends need no quotation, and every other sign does."""
    assert unaccounted(f" \n{LAYOUT}\n", []) == ""
    assert unaccounted(f"{LAYOUT}-{LAYOUT}", []) == "-"


def test_no_text_begins_or_ends_with_layout() -> None:
    """Layout belongs between the texts, so that a text can be searched for and shown as it is."""
    assert [text for text in quoted() if text != text.strip(LAYOUT)] == []


def test_the_title_of_the_agreement_is_its_title_heading() -> None:
    """The title is quoted, not typed."""
    headings = {entry["heading"]: entry["text"]["fa"] for entry in AGREEMENT["clauses"] if "heading" in entry}
    assert AGREEMENT["title"]["fa"] == headings["title"]


def test_a_defined_term_is_what_its_clause_begins_with() -> None:
    """Each definition of section 3 has the form `term: meaning`, and the term is quoted from it."""
    for entry in clauses():
        for item in entry.get("defines", []):
            term, colon, _ = entry["text"]["fa"].partition(":")
            assert (term.strip(LAYOUT), colon) == (item["fa"], ":")


def clause_text(identifier: str) -> str:
    return next(entry["text"]["fa"] for entry in clauses() if entry["clause"] == identifier)


# The letters


def test_the_inventory_counts_the_letters_of_the_source() -> None:
    """The table of letters is what the file holds."""
    lines = INVENTORY.read_text(encoding="utf-8").splitlines()
    rows = [re.fullmatch(r"\| [^|]+ \| U\+([0-9A-F]{4}) \| ([0-9]+) \|", line) for line in lines]
    stated = {chr(int(row[1], 16)): int(row[2]) for row in rows if row}
    assert len(stated) == 6
    assert stated == {letter: SOURCE.count(letter) for letter in stated}


def test_every_digit_of_the_source_is_ascii() -> None:
    """No Persian or Arabic-Indic digit stands in the text."""
    assert {sign for sign in SOURCE if sign.isdigit()} <= set("0123456789")


@pytest.mark.parametrize("document", [AGREEMENT, SERVICES], ids=["agreement", "services"])
def test_what_the_editors_say_in_persian_is_written_with_persian_letters(document: object) -> None:
    """Only signed text may hold an Arabic yeh or kaf."""
    arabic = {
        path
        for path, text in sayings(document)
        if not copied_from_source(path) and (ARABIC_YEH in text or ARABIC_KAF in text)
    }
    assert arabic == set()


# Both languages


@pytest.mark.parametrize("document", [AGREEMENT, SERVICES], ids=["agreement", "services"])
def test_english_stands_beside_every_persian_text(document: object) -> None:
    """Wherever there is a Persian side there is an English one, in Latin letters."""
    for words in bilingual(document):
        english = words.get("en")
        assert isinstance(english, str), words["fa"]
        assert english.strip(), words["fa"]
        assert not has_arabic_script(english)


@pytest.mark.parametrize("document", [AGREEMENT, SERVICES], ids=["agreement", "services"])
def test_persian_stands_only_under_its_language_key(document: object) -> None:
    """No identifier, date or number is written in Arabic script."""
    assert {path for path, text in sayings(document) if has_arabic_script(text) and path[-1] != "fa"} == set()


# The inventory


def test_every_clause_has_exactly_one_of_norms_defines_and_not_checkable() -> None:
    """A clause says what it demands, what it defines, or why nothing can be checked."""
    bodies = {entry["clause"]: [key for key in BODIES if key in entry] for entry in clauses()}
    assert {name: found for name, found in bodies.items() if len(found) != 1} == {}


def test_every_sentence_of_the_inventory_has_its_place() -> None:
    """The table and the agreement name the same clauses, in the same order, with the same thing in each."""
    where = {row[0]: row[5] for row in inventory()}
    places = {entry["clause"]: place(entry) for entry in clauses()}
    others = {"7.title": "heading 7", "annex": "services.yaml: rows 1–23"}
    assert where == places | others
    assert [row[0] for row in inventory() if row[0] not in others] == list(places)


def test_section_seven_has_a_heading_of_termination() -> None:
    """The heading that the inventory calls 7.title stands in the agreement."""
    (heading,) = [entry for entry in AGREEMENT["clauses"] if entry.get("heading") == "7"]
    assert heading["text"]["en"] == "7- Termination of the agreement"


def test_headings_and_clauses_are_named_once() -> None:
    """A citation of a heading or a clause means one text."""
    names = [entry.get("clause") or entry["heading"] for entry in AGREEMENT["clauses"]]
    assert sorted(names) == sorted(set(names))


def test_the_annex_has_twenty_three_rows_in_order() -> None:
    """Each service is named after its row."""
    rows = [(service["service"], service["row"]) for service in SERVICES["services"]]
    assert rows == [(f"svc-{row:02}", row) for row in range(1, 24)]


def test_the_rows_that_restrict_by_nationality_say_so() -> None:
    """Rows 2, 4, 17 and 18 name in their titles who is eligible, and no other row declares a field."""
    fields = {s["row"]: s["eligibility"]["field"] for s in SERVICES["services"] if "eligibility" in s}
    assert fields == {2: "nationality", 4: "nationality", 17: "nationality", 18: "nationality"}
