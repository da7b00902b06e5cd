"""`slakit renew`: the next edition is drafted to the day, says what is to be decided, and changes nothing else."""

from collections.abc import Callable
from difflib import unified_diff
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slakit.calendars import Calendar, Day, months_of, parse_day
from slakit.cli import main
from slakit.consistency.succession import faults_of_succession
from slakit.document import Document, parse, read
from slakit.drafting.draft import Draft, drafted
from slakit.drafting.terms import NoNextTerm, next_terms
from slakit.errors import Fault
from slakit.loading import load
from slakit.messages import render
from slakit.review.scaffold import Beginning, of_agreement
from slakit.testing import case_files, run_file

HAMADAN = Path(__file__).parents[1] / "agreements" / "hamadan-governorate" / "1398"
FIRST, LAST = parse_day("1300/01/01").ordinal, parse_day("1499/12/29").ordinal


def whole_year(year: int, calendar: Calendar) -> tuple[Day, Day]:
    months = months_of(year, calendar=calendar)
    return months[0].first, months[-1].last


# --- the new term ----------------------------------------------------------------------------------------


@given(st.integers(1301, 1498), st.sampled_from(["jalali", "gregorian"]))
def test_every_day_of_two_whole_years_has_one_edition(year: int, calendar: Calendar) -> None:
    year += 621 if calendar == "gregorian" else 0
    old = whole_year(year, calendar)
    terms = next_terms(old, calendar, (str(year), str(year + 1)))
    assert (terms.first, terms.last) == whole_year(year + 1, calendar)
    assert terms.first.ordinal == old[1].ordinal + 1


def test_the_end_of_a_leap_year_is_kept_in_both_calendars() -> None:
    ends = [
        ("1398/01/01", "1398/12/29", "1399/12/30"),
        ("1399/01/01", "1399/12/30", "1400/12/29"),
        ("2022-03-01", "2023-02-28", "2024-02-29"),
        ("2023-03-01", "2024-02-29", "2025-02-28"),
        ("2023-01-16", "2024-01-15", "2025-01-15"),
    ]
    for first, last, expected in ends:
        day = parse_day(last)
        old = parse_day(first), day
        terms = next_terms(old, day.calendar, (str(day.year), str(day.year + 1)))
        assert (str(terms.first), str(terms.last)) == (str(day.plus(1)), expected)


def test_a_term_shorter_than_a_year_leaves_no_gap_and_a_year_that_is_passed_over_does() -> None:
    autumn = parse_day("1398/07/01"), parse_day("1398/12/29")
    terms = next_terms(autumn, "jalali", ("1398", "1399"))
    assert (str(terms.first), str(terms.last)) == ("1399/01/01", "1399/12/30")
    later = next_terms(autumn, "jalali", ("1398", "1400"))
    assert (str(later.first), str(later.last)) == ("1400/01/01", "1400/12/29")


@pytest.mark.parametrize(
    ("editions", "days", "reason"),
    [
        (("v1", "v2"), (), "no-year"),
        (("1398", "1398-b"), (), "not-later"),
        (("1398", "1397"), (), "not-later"),
        (("1398", "1399"), ("1399/02/01", "1399/01/31"), "reversed"),
        (("1398", "1501"), (), "out-of-range"),
    ],
)
def test_a_term_that_does_not_follow_is_refused_with_the_reason(
    editions: tuple[str, str], days: tuple[str, ...], reason: str
) -> None:
    with pytest.raises(NoNextTerm) as raised:
        next_terms(whole_year(1398, "jalali"), "jalali", editions, *map(parse_day, days))
    assert raised.value.reason == reason


def test_days_given_make_the_term_of_editions_that_have_no_year() -> None:
    first, last = parse_day("1399/02/01"), parse_day("1400/01/31")
    terms = next_terms(whole_year(1398, "jalali"), "jalali", ("v1", "v2"), first, last)
    assert (terms.first, terms.last, str(terms.moved(parse_day("1398/01/02")))) == (first, last, "1399/02/02")


# --- gaps and overlaps -----------------------------------------------------------------------------------


def an_edition(name: str, first: str, last: str, agreement: str = "office") -> Document:
    text = f'agreement: {agreement}\nedition: "{name}"\nterm:\n  from: {first}\n  until: {last}\n'
    return parse(text.encode(), f"{name}/agreement.yaml")


@st.composite
def some_terms(draw: st.DrawFn) -> list[tuple[int, int]]:
    start = draw(st.integers(FIRST, LAST - 200))
    spans = st.tuples(st.integers(0, 90), st.integers(0, 60))
    return [(start + at, start + at + length) for at, length in draw(st.lists(spans, min_size=1, max_size=5))]


@given(some_terms(), st.sampled_from(["jalali", "gregorian"]))
def test_what_is_told_is_every_day_without_an_edition_and_every_day_with_two(
    terms: list[tuple[int, int]], calendar: Calendar
) -> None:
    """As one counts it day by day, from the first day of the first edition to the last of the last."""
    documents = [
        an_edition(f"e{at}", *(str(Day.from_ordinal(day, calendar)) for day in term))
        for at, term in enumerate(terms)
    ]
    told: dict[str, set[int]] = {"term-gap": set(), "term-overlap": set()}
    for fault in faults_of_succession(documents):
        first, last = (parse_day(str(fault.arguments[key])).ordinal for key in ("first", "last"))
        assert fault.arguments["days"] == last - first + 1
        told[fault.rule].update(range(first, last + 1))
    days = range(min(first for first, _ in terms), max(last for _, last in terms) + 1)
    standing = {day: sum(first <= day <= last for first, last in terms) for day in days}
    assert told["term-gap"] == {day for day, count in standing.items() if count == 0}
    assert told["term-overlap"] == {day for day, count in standing.items() if count > 1}


def faults(*editions: Document) -> list[Fault]:
    return list(faults_of_succession(editions))


def test_a_gap_and_an_overlap_of_one_day_are_told_at_the_later_edition_in_both_languages() -> None:
    old, new = ("1398/01/01", "1398/12/29"), "1399/12/30"
    assert faults(an_edition("1399", "1399/01/01", new), an_edition("1398", *old)) == []
    (gap,) = faults(an_edition("1398", *old), an_edition("1399", "1399/01/02", new))
    (overlap,) = faults(an_edition("1398", *old), an_edition("1399", "1398/12/29", new))
    assert render(gap, "en") == (
        "1399/agreement.yaml:4:9: warning: no edition stands on 1399/01/01: "
        "`1398` has ended, and `1399` begins later\n"
        "  help: let the term begin on 1399/01/01; if the gap was meant, say why in the changelog"
    )
    assert render(overlap, "fa").replace("\u2066", "").replace("\u2067", "").replace("\u2069", "") == (
        "1399/agreement.yaml:4:9: در 1398/12/29 دو ویرایش با هم برقرار است: «1398» و «1399»\n"
        "  راهنما: پایان یا آغاز یکی را جابه‌جا کنید تا هر روز یک ویرایش داشته باشد"
    )


def test_editions_of_other_agreements_and_terms_that_cannot_be_read_are_left_out() -> None:
    other = an_edition("1398", "1398/01/01", "1398/12/29", agreement="other")
    broken = an_edition("1397", "1397/01/01", "1397/13/29")
    assert faults(an_edition("1399", "1399/05/01", "1399/12/30"), other, broken) == []


# --- a draft ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def draft() -> Draft:
    return drafted(load(HAMADAN), "1399", "en")


def changes(old: str, new: str) -> list[str]:
    lines = unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=0)
    return [line for line in lines if line[:2] not in ("--", "++", "@@")]


def test_nothing_of_the_agreement_changes_but_its_edition_its_term_and_the_open_points(draft: Draft) -> None:
    """Every other line stays, byte for byte, with its comments."""
    old, new = (HAMADAN / "agreement.yaml").read_text("utf-8"), draft.files["agreement.yaml"]
    marks = ("+# drafted: ", "# open: ")
    assert [line for line in changes(old, new) if not line.lstrip("+ ").startswith(tuple(m.lstrip("+") for m in marks))] == [
        '-edition: "1398"',
        '+edition: "1399"',
        "-source:",
        "-  file: source.fa.txt",
        '-  sha256: "9a07bceb15b42af61ed46574d808d168e0fb455f5dfec02348dc4d8c385ff9c9"',
        "-    inferred: 1398/01/01",
        "+    inferred: 1399/01/01",
        "-  until: 1398/12/29",
        "+  until: 1399/12/30",
        '-    - {event: agreement.signed, where: {edition: "1398"}, valid-when: {by: deputy-economic-coordination}, from: effective-from, until: effective-until}',
        '+    - {event: agreement.signed, where: {edition: "1399"}, valid-when: {by: deputy-economic-coordination}, from: effective-from, until: effective-until}',
        '-        of: {event: agreement.signed, where: {edition: "1398"}}',
        '+        of: {event: agreement.signed, where: {edition: "1399"}}',
        '-          - {event: agreement.signed, where: {edition: {not: "1398"}}}',
        '+          - {event: agreement.signed, where: {edition: {not: "1399"}}}',
    ]  # fmt: skip


def test_what_a_lawyer_must_decide_is_marked_at_its_line(draft: Draft) -> None:
    lines = draft.files["agreement.yaml"].splitlines()
    marked = [
        (lines[point.line].strip() if "open:" not in lines[point.line] else "", point.words.split(":")[0])
        for name, point in draft.points
        if name == "agreement.yaml"
    ]
    of_year = "these words name 1398"
    kept = "was carried over as it was, and the new term is 1399/01/01 to 1399/12/30"
    unsaid = "the text gives no value for `within`"
    assert marked == [
        ("title:", of_year),
        ("", "there is no signed text yet"),
        ("from:", "the old text had no first day, so this one is inferred"),
        ("why:", of_year),
        ("note:", of_year),
        ("interpretation:", "the old text left room for these readings (2)"),
        ("ground:", of_year),
        ("target: unspecified", "the text gives no value for `target`"),
        ("within: unspecified", unsaid),
        ("for:", of_year),
        ("", f"1398/12/29 {kept}"),
        ("days: {plan-year: 1398/12/29, in-force-year: 1399/02/06}", f"1399/02/06 {kept}"),
        ("within: unspecified", unsaid),
        ("within: unspecified", unsaid),
        ('- clause: "6.a"', "clause 6.a says how long the agreement stands"),
        ("within: unspecified", unsaid),
        ("waivers:", "these were approved for the old text (12, 12 of them until before the new term ends)"),
    ]


def test_cases_that_hold_a_year_later_are_carried_and_only_day_bound_ones_are_marked(draft: Draft) -> None:
    differing = [
        (name, point.words.partition(":")[0] + point.words[point.words.index("`") :].partition(",")[0])
        for name, point in draft.points
        if "does not hold" in point.words
    ]
    day_bound = "with its days moved this case does not hold`services-made-electronic`"
    assert differing == [("cases/4-electronic.yaml", day_bound)] * 6
    moved = draft.files["cases/6-term.yaml"]
    assert '- {at: "1399/12/29 23:59:59.999999"' not in moved
    assert '- {at: "1399/12/30 23:59:59.999999", event: agreement.signed, edition: "1399"}' in moved
    assert 'agreement.signed: {edition: "1400", by: deputy-economic-coordination}' in moved
    assert 'occasion: {began: "2020-08-03T09:30:00Z"}' in draft.files["cases/5.4-planned-outages.yaml"]


def test_a_persian_draft_tells_what_differs_in_persian_and_counts_in_its_digits() -> None:
    """Ids and the names of reasons are those of the cases; what is found of them is told as `slakit test` does."""
    points = [point.words for _, point in drafted(load(HAMADAN), "1399", "fa").points]
    differing = next(words for words in points if words.startswith("با جابه‌جایی"))
    assert differing == (
        "با جابه‌جایی روزها این نمونه برقرار نیست: «services-made-electronic»، مورد انتظار: service=svc-03: "
        "رعایت‌شده، به دلیل «done-in-time»، یافت‌شده: service=svc-03: نقض‌شده (تخلف)، به دلیل «done-late»"
    )
    assert "متن پیشین برای این خوانش‌ها (۲ مورد) جا می‌گذاشت: بندی روشن‌تر هر یک را یکسره می‌کند" in points


def test_the_changelog_begins_with_a_box_for_each_open_point(draft: Draft) -> None:
    text = draft.files["CHANGELOG.md"]
    assert text.startswith(
        "# Service level agreement of the Hamadan Governorate, 1398, edition 1399\n\n## Renewed from 1398: a draft\n"
    )
    assert "- Impacted period: 1399/01/01 to 1399/12/30.\n" in text
    assert text.count("- [ ] ") == len(draft.points)
    assert (
        "- [ ] `agreement.yaml`, `clauses/5.3/norms/damages-posted/within`: the text gives no value for `within`"
        in text
    )


BEGINNINGS = [
    Beginning("city-office", "1398", "jalali", "fa"),
    Beginning("city-office", "1399", "jalali", "en"),
    Beginning("hosting", "2023", "gregorian", "en"),
    Beginning("hosting", "2024-main", "gregorian", "fa"),
]


@pytest.mark.parametrize("beginning", BEGINNINGS, ids=lambda one: f"{one.edition}-{one.language}")
def test_a_renewed_example_is_valid_and_its_cases_hold_in_the_new_year(
    beginning: Beginning, tmp_path: Path
) -> None:
    for name, text in of_agreement(beginning).items():
        (file := tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    old = tmp_path / beginning.folder
    new = old.parent / f"{beginning.year + 1}{beginning.edition[4:]}"
    assert main(["renew", str(old), "--to", new.name, "--lang", beginning.language]) == 0
    edition = load(new)
    assert [str(edition.agreement.term.first_day), edition.agreement.term.until] == [
        str(day) for day in whole_year(beginning.year + 1, beginning.calendar)
    ]
    assert [result.differences for file in case_files(new) for result in run_file(file, edition)] == [()] * 5
    assert str(beginning.year) not in "".join(file.read_text("utf-8") for file in new.glob("cases/*.yaml"))


# --- the command -----------------------------------------------------------------------------------------

Renew = Callable[..., tuple[int, str, str]]


@pytest.fixture
def renew(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Renew:
    """Runs `slakit renew` on a small edition of 1398, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    for name, text in of_agreement(Beginning("office", "1398", "jalali", "en")).items():
        (file := tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def run(*arguments: str, language: str = "en") -> tuple[int, str, str]:
        code = main(["renew", "agreements/office/1398", *arguments, "--lang", language])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def test_nothing_is_overwritten_and_nothing_is_left_half_written(renew: Renew, tmp_path: Path) -> None:
    (tmp_path / "agreements/office/1399").mkdir()
    assert renew("--to", "1399") == (
        2,
        "",
        (
            "slakit: `agreements/office/1399` is already there, and nothing is overwritten\n"
            "  help: choose another name with `--to`\n"
        ),
    )
    assert sorted([one.name for one in (tmp_path / "agreements/office").iterdir()]) == ["1398", "1399"]
    assert list((tmp_path / "agreements/office/1399").iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--to", "../1399"), "`../1399` cannot be the name of an edition"),
        (("--to", "next"), "the editions `1398` and `next` are not both named after a year, so their names do not give the new term"),
        (("--to", "1398-b"), "the year of `1398-b` is not later than that of `1398`, so the names do not give the new term"),
        (("--to", "1399", "--from", "1399/13/01"), "`--from`: expected a date such as `1398/12/29` or `2020-03-19`, found `1399/13/01`: there is no such day"),
    ],
)  # fmt: skip
def test_a_renewal_that_cannot_be_told_is_refused_with_a_cure(
    renew: Renew, arguments: tuple[str, ...], told: str, tmp_path: Path
) -> None:
    code, out, err = renew(*arguments)
    assert (code, out, err.splitlines()[0]) == (2, "", f"slakit: {told}")
    assert [one.name for one in (tmp_path / "agreements/office").iterdir()] == ["1398"]


def test_the_command_says_what_it_wrote_and_what_is_to_be_decided(renew: Renew) -> None:
    code, out, err = renew("--to", "۱۳۹۹")
    folder = "agreements/office/1399"
    assert (code, err) == (0, "")
    written, rest = out.splitlines()[:5], out.splitlines()[5:]
    names = (
        "agreement.yaml",
        "services.yaml",
        "cases/3.1-requests.yaml",
        "cases/4.1-planned-outages.yaml",
        "CHANGELOG.md",
    )
    assert written == [f"written: {folder}/{name}" for name in names]
    assert rest[0] == "edition 1399: from 1399/01/01 to 1399/12/30, 366 days"
    assert rest[-2] == f"to be decided: {len(rest) - 3} points"
    assert rest[-1] == (
        f"decide each point in `{folder}/agreement.yaml` and beside it, delete its comment, "
        f"and run `slakit validate {folder}` and `slakit test {folder}`"
    )
    marked = [
        line
        for line in (Path(folder) / "agreement.yaml").read_text("utf-8").splitlines()
        if "# open:" in line
    ]
    assert [line.partition(": ")[2] for line in rest[1:-2]] == [
        line.partition("# open: ")[2] for line in marked
    ]


def test_a_gap_and_an_overlap_with_the_other_editions_are_told(
    renew: Renew, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = renew("--to", "1400")
    place = "agreements/office/1400/agreement.yaml:30:9"
    span = "from 1399/01/01 to 1399/12/30 (366 days)"
    gap = f"{place}: warning: no edition stands {span}: `1398` has ended, and `1400` begins later"
    assert (code, err.splitlines()[0]) == (0, gap)
    code, _, err = renew("--to", "1399", "--until", "1400/01/05")
    overlap = f"{place}: two editions stand from 1400/01/01 to 1400/01/05 (5 days): `1399` and `1400`"
    assert (code, err.splitlines()[0]) == (0, overlap)
    assert main(["validate", "agreements", "--format", "compact", "--no-lint", "--lang", "en"]) == 1
    assert "1400/agreement.yaml:30:9: error term-overlap" in capsys.readouterr().out
    assert (
        main(["validate", "agreements/office/1400", "--format", "compact", "--no-lint", "--lang", "en"]) == 0
    )


def test_lint_tells_of_every_open_point_until_it_is_decided(
    renew: Renew, capsys: pytest.CaptureFixture[str]
) -> None:
    renew("--to", "1399")
    main(["validate", "agreements/office/1399", "--cases", "--format", "compact", "--lang", "en"])
    told = [line for line in capsys.readouterr().out.splitlines() if "open-point" in line]
    text = Path("agreements/office/1399/agreement.yaml").read_text("utf-8")
    assert len(told) == text.count("# open: ") > 0
    Path("agreements/office/1399/agreement.yaml").write_text(
        "".join(line for line in text.splitlines(keepends=True) if "# open: " not in line), "utf-8"
    )
    main(["validate", "agreements/office/1399", "--cases", "--format", "compact", "--lang", "en"])
    assert "open-point" not in capsys.readouterr().out


def test_renewing_a_draft_again_names_only_the_newest_renewal(tmp_path: Path) -> None:
    for name, text in of_agreement(Beginning("office", "1398", "jalali", "en")).items():
        (file := tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    folder = tmp_path / "agreements/office"
    for old, new in (("1398", "1399"), ("1399", "1400")):
        assert main(["renew", str(folder / old), "--to", new, "--lang", "en"]) == 0
    drafted_lines = [
        line for line in read(folder / "1400/agreement.yaml").text.splitlines() if "drafted:" in line
    ]
    assert drafted_lines == [
        "# drafted: edition 1400, from edition 1399 by `slakit renew`; nobody has signed it"
    ]
