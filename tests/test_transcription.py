"""An agreement drafted from its plain text: the same texts, and everything doubtful marked."""

from collections.abc import Callable
from pathlib import Path

import pytest

from slakit.cli import main
from slakit.document import read
from slakit.loading import Edition, load
from slakit.review.open_points import open_points
from slakit.transcription.draft import NoEdition, NoText, transcribed
from slakit.transcription.passages import passages_of
from slakit.transcription.points import WORDS

ROOT = Path(__file__).parents[1]
HAMADAN = ROOT / "agreements" / "hamadan-governorate" / "1398"
OFFICE = ROOT / "agreements" / "examples" / "citizen-services-office" / "1403"
HOSTING = ROOT / "agreements" / "examples" / "larkfield-hosting" / "2025"
Ran = tuple[int, str, str]
Run = Callable[..., Ran]


@pytest.fixture
def slakit(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command: its exit code, and what it wrote to the two streams."""
    monkeypatch.setenv("SLAKIT_LANG", "en")

    def run(*arguments: str | Path) -> Ran:
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def imported(source: Path, tmp_path: Path, slakit: Run) -> Edition:
    folder = tmp_path / "agreements" / source.parent.parent.name / source.parent.name
    code, _, err = slakit("import", source, "-o", folder)
    assert (code, err) == (0, "")
    return load(folder)


def texts(edition: Edition) -> list[tuple[bool, str]]:
    """The signed texts in order, each with whether it is a heading."""
    language = edition.agreement.language
    return [(clause.clause is None, clause.text[language]) for clause in edition.agreement.clauses]


def defined(edition: Edition) -> list[tuple[str, str | None]]:
    return [
        (definition.term, definition.fa or definition.en)
        for clause in edition.agreement.clauses
        for definition in clause.defines or ()
    ]


def rows(edition: Edition) -> list[tuple[int, str | None, str, str | None]]:
    language, office = edition.agreement.language, edition.annex.office or {}
    return [
        (one.row, one.code, one.title[language], (one.office or office).get(language))
        for one in edition.annex.services
    ]


SOURCES = (HAMADAN / "source.fa.txt", OFFICE / "source.fa.txt", HOSTING / "source.en.txt")


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.parent.parent.name)
def test_our_own_text_gives_a_draft_whose_texts_equal_ours(source: Path, tmp_path: Path, slakit: Run) -> None:
    draft, ours = imported(source, tmp_path, slakit), load(source.parent)
    assert texts(draft) == texts(ours)
    assert rows(draft) == rows(ours)
    assert (draft.folder / source.name).read_bytes() == source.read_bytes()
    assert (draft.agreement.title, draft.agreement.edition) == (
        {ours.agreement.language: ours.agreement.title[ours.agreement.language]},
        ours.agreement.edition,
    )
    assert (draft.agreement.term.from_, draft.agreement.term.until)[source == SOURCES[0] :] == (
        ours.agreement.term.from_,
        ours.agreement.term.until,
    )[source == SOURCES[0] :]
    assert draft.agreement.term.first_day == ours.agreement.term.first_day


@pytest.mark.parametrize("source", SOURCES[:2], ids=lambda path: path.parent.parent.name)
def test_the_definitions_of_the_persian_texts_are_ours(source: Path, tmp_path: Path, slakit: Run) -> None:
    assert defined(imported(source, tmp_path, slakit)) == defined(load(source.parent))


def test_an_english_text_defines_what_it_says_that_a_word_means(tmp_path: Path, slakit: Run) -> None:
    draft = imported(SOURCES[2], tmp_path, slakit)
    assert [term for term, _ in defined(draft)] == [
        "provider", "customer", "services", "business-day", "business-hours", "downtime", "term-2-5", "term-2-5-2", "term-2-7",
    ]  # fmt: skip


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.parent.parent.name)
def test_a_draft_is_laid_out_and_validation_names_nothing_but_what_is_left_to_do(
    source: Path, tmp_path: Path, slakit: Run
) -> None:
    folder = imported(source, tmp_path, slakit).folder
    assert slakit("fmt", "--check", folder)[0] == 0
    code, out, _ = slakit("validate", folder, "--format", "compact", "--on", "2019-06-01")
    rules = {
        line.split(" ")[2 if line.split(" ")[1] in ("warning", "advice") else 1]
        for line in out.splitlines()[:-1]
    }
    assert code == 1
    assert rules <= {
        "open-point", "template-residue", "term-never-defined", "term-never-used", "service-code-missing",
        "nationality-without-eligibility", "start-date-missing", "one-sided-obligation", "definitions-conflict",
    }  # fmt: skip
    assert "open-point" in rules


def test_the_points_of_a_draft_name_what_the_text_says_and_what_is_doubtful(
    tmp_path: Path, slakit: Run
) -> None:
    folder = imported(SOURCES[0], tmp_path, slakit).folder
    said = [point.words for point in open_points(read(folder / "agreement.yaml").text)]
    demand = "say what this clause demands, under `norms`, or why it is not checked"
    assert said[:4] == [
        "norms will speak of the events of this vocabulary: is it the right one?",
        "these are the parties that the definitions name: add units, signatories and arbiters that clauses name",
        "the text gives no first day: this one follows from the last day and from clause 3.4",
        "the text writes 29/12/98: is 1398/12/29 meant?",
    ]
    assert f"{demand}; it names 72ساعت (72 hours)" in said
    assert (
        "this clause cites a law: enter it under `authorities`, with the number and the day that are cited"
        in said
    )
    assert set(said[4:]) - {point for point in said if point.startswith((demand, "this clause cites"))} == {
        "no other clause has this word: find the clauses that mean it, or say under `unused` why there are none"
    }


def draft_of(text: str, edition: str | None = "1400") -> dict[str, str]:
    draft = transcribed(text.encode(), "city", edition, "en")
    return {name: content.decode() for name, content in draft.files.items()}


def test_what_a_text_does_not_say_is_left_out_and_marked() -> None:
    agreement = draft_of("توافق‌نامه\nماده ۱- موضوع\nسامانه همیشه در دسترس است.")["agreement.yaml"]
    said = [point.words for point in open_points(agreement)]
    assert [WORDS[name]["en"] in said for name in ("no-parties", "no-term", "demand")] == [True] * 3
    assert ("parties: []\n" in agreement, "\nterm: {}\n" in agreement) == (True, True)


def test_a_text_without_rows_gets_no_service() -> None:
    annex = draft_of("توافق‌نامه\n۱- موضوع\nمتن.\nپیوست:\nبعداً افزوده می‌شود")["services.yaml"]
    assert annex.endswith(f"# open: {WORDS['no-rows']['en']}\nservices: []\n")


@pytest.mark.parametrize(
    "rows",
    [
        "ردیف\tعنوان خدمت\tکد خدمت\n۱\tالف\t۱۰۰۱۱۰۰۱۰۰۰\n۲\tب\t۱۰۰۱۱۰۰۲۰۰۰",
        "۱  ۱۰۰۱۱۰۰۱۰۰۰  الف\n۲  ۱۰۰۱۱۰۰۲۰۰۰  ب",
        "ردیف\nکد\nخدمت\n۱\n10011001000\nالف\n۲\n10011002000\nب",
        "1. 10011001000  الف\n2. 10011002000  ب",
    ],
)
def test_a_row_is_told_by_its_heads_or_by_its_code(rows: str) -> None:
    annex = draft_of(f"سند\n۱- موضوع\nمتن.\nپیوست\n{rows}")["services.yaml"]
    assert annex.partition("services:\n")[2] == "".join(
        f'  - service: svc-0{row}\n    row: {row}\n    code: "{code}"\n    title:\n      fa: |-\n        {title}\n'
        for row, code, title in ((1, "10011001000", "الف"), (2, "10011002000", "ب"))
    )


def test_what_stands_after_the_table_is_named_and_is_no_row() -> None:
    text = "سند\n۱- موضوع\nمتن.\nپیوست\nردیف\nخدمت\n۱\nالف\n۲\nب\nامضا: مدیرکل"
    annex = draft_of(text)["services.yaml"]
    assert "# open: this stands after the table, and no clause can quote it there: امضا: مدیرکل\n" in annex
    assert annex.count("- service:") == 2


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("عنوان\nماده ۱- کلیات\n۱-۱- بند یک.\n۱-۲- بند دو.\nماده ۲- پایان\nبند.", ["title", "1", "1.1", "1.2", "2", "2.1"]),
        ("T\n1. Scope\n1.1 One.\n1.2. Two.\n2. End\nA. B is so. It ends.", ["title", "1", "1.1", "1.2", "2", "2.1.a", "2.1.b"]),
        ("T\n1. Scope\n1. First item.\n2. Second item.\n2. Next\nx.", ["title", "1", "1.1", "1.2", "2", "2.1"]),
        ('T\n1 SCOPE\n1.1 "A" means any case\nthat counts.\n2 END\n30 days later\nX.', ["title", "1", "1.1", "2", "2.1", "2.2"]),
        ("T\nDefinitions\n“A” means b.\nTerm\nIt is valid.", ["title", "1", "1.1", "2", "2.1"]),
        ("T\nArticle 3. Duties\nAs follows.\n3.1 One.\nNote: not of all. Never.\n3.2 Two.\n2.9 of all.", ["title", "3", "3.a", "3.1", "3.1.a", "3.1.b", "3.2", "3.2.a"]),
        ("ت\nماده ۳- تعهد\n۳-۱- یک.\nتبصره ۱- این.\nتبصره ۲- آن.\n۳-۲- دو.\nالف) تر.\nب) خشک.", ["title", "3", "3.1", "3.1.a", "3.1.b", "3.2", "3.2.a", "3.2.b"]),
        ("T\n1. One is so.\n2. Two is so.\n2.1 Of each.\nNote: not of all.\n4 of them are so.\n3. Three is so.", ["title", "1", "2", "2.1", "2.1.a", "2.1.b", "3"]),
        ("T\nAs follows.\n2. Two is so.", ["title", "0.1", "0.2"]),
        ("ت\nمادهٔ ۱ – طرفین\n۱-۱. یک.\nماده\u200cی ۲: مدت\n۲-۱. دو.\nمادۀ ۳- تعهد\nبند.\nبخشِ ۴) پایان\nبند.", ["title", "1", "1.1", "2", "2.1", "3", "3.1", "4", "4.1"]),
        ("ت\nماده اول: کلیات\nیک.\nمادهٔ دوم - مدت\nدو.\nماده بیست و یکم – پایان\nسه.\nماده سوم این قرارداد.", ["title", "1", "1.1", "2", "2.1", "21", "21.1", "21.2"]),
        ("T\nARTICLE I – SCOPE\n1.1 One.\nArticle II. Term\nIt is valid.\nPart X of it.", ["title", "1", "1.1", "2", "2.1", "2.2"]),
        ("ت\nماده ۱\nطرفین\n۱-۱. یک.\nمادهٔ ۲-\n۲-۱. دو.\nماده ۱", ["title", "1", "1.a", "1.1", "2", "2.1", "2.1.a"]),
        ("ت\nماده ۱- کلیات\n۱-۱- چنان‌که در این\nبند ۲\nبند دو: آن\nماده ۲- پایان\nسه.", ["title", "1", "1.1", "1.1.a", "1.1.b", "2", "2.1"]),
        ("T\nArticle One: Scope\nIt is so.\nArticle Two. Term\nIt is valid.", ["title", "1", "1.1", "2", "2.1"]),
        ("T\n1. One is so.\n2. Two is so.\nAnnex\n1. Permits\n2. Waste", ["title", "1", "2"]),
    ],
)  # fmt: skip
def test_sections_and_clauses_keep_the_numbers_that_they_give_themselves(
    text: str, passages: list[str]
) -> None:
    assert [passage.id for passage in passages_of(text).before] == passages


def test_a_broken_paragraph_is_one_clause_with_its_line_ends() -> None:
    line = "این بند آن‌قدر بلند است که در سطر نخست خود جا نمی‌شود و باید در سطر بعد"
    text = f"عنوان\n۱- کلیات\n{line}\nادامه یابد.\nبند دوم."
    found = [text[one.start : one.end] for one in passages_of(text).before if one.kind == "clause"]
    assert found == [f"{line}\nادامه یابد.", "بند دوم."]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xff\xfe", "not-utf-8"),
        (b" \n", "empty"),
        (b"...", "empty"),
        (b"a\x00b", "control-character"),
        (b"a" * 65_537, "long-paragraph"),
        (b"a\n" * 600_000, "too-large"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(NoText) as refusal:
        transcribed(content, "city", "1400", "en")
    assert refusal.value.reason == reason


def test_the_end_of_a_page_is_no_part_of_a_clause() -> None:
    text = "عنوان\n۱- کلیات\nبند یک\n\fبند دو."
    assert [text[one.start : one.end] for one in passages_of(text).before][2:] == ["بند یک", "بند دو."]


def test_no_year_is_made_up_for_the_edition() -> None:
    with pytest.raises(NoEdition):
        draft_of("توافق‌نامه\n۱- موضوع\nمتن.", None)


def test_import_writes_nothing_over_what_is_there(slakit: Run, tmp_path: Path) -> None:
    assert slakit("import", SOURCES[0], "-o", tmp_path, "--agreement", "city") == (
        2,
        "",
        f"slakit: `{tmp_path}` is already there, and nothing is overwritten\n  help: name a folder that is new\n",
    )


def test_import_says_what_it_wrote_and_where_to_begin(slakit: Run, tmp_path: Path) -> None:
    folder = tmp_path / "city" / "1398"
    code, out, err = slakit("import", SOURCES[0], "-o", folder)
    lines = out.splitlines()
    assert (code, err) == (0, "")
    assert lines[:4] == [
        f"written: {folder}/agreement.yaml",
        f"written: {folder}/services.yaml",
        f"written: {folder}/source.fa.txt",
        f"drafted from {SOURCES[0]}: 26 clauses, 23 services; every character of the text stands in the draft or is named",
    ]
    assert lines[4].startswith(f"{folder}/agreement.yaml:12: norms will speak")
