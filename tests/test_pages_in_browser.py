"""Pages in a real browser: nothing is loaded or complained of, everybody can read and reach them, on every screen and on paper.

Where no Chromium is installed these tests are skipped, and say so; `make browser` installs one where it can.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from slakit import Edition, Judgement, check, load
from slakit.cli import main
from slakit.messages import Language
from slakit.reports.anchors import finding_anchor
from slakit.reports.pages import gathering
from slakit.reports.pages.agreement import agreement_page
from slakit.reports.pages.report import report_page

ROOT = Path(__file__).parents[1]
AGREEMENT = ROOT / "agreements" / "hamadan-governorate" / "1398"
SIMULATED = ROOT / "agreements" / "examples" / "simulated-governorate" / "1398"
YEAR = ROOT / "examples" / "hamadan-1398" / "year.jsonl"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium is installed; `make browser` installs one"
)

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    sandbox = [] if os.geteuid() else ["--no-sandbox"]  # Chromium has no sandbox for root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *sandbox])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load(AGREEMENT)


@pytest.fixture(scope="module")
def year(edition: Edition) -> Judgement:
    return check(edition, YEAR, at="1399/02/01 00:00")


@pytest.fixture(scope="module")
def reports(
    edition: Edition, year: Judgement, tmp_path_factory: pytest.TempPathFactory
) -> dict[Language, Path]:
    """The report of the committed year in both languages."""
    return _written(edition, year, tmp_path_factory.mktemp("reports"))


@pytest.fixture(scope="module")
def short_reports(
    edition: Edition, year: Judgement, tmp_path_factory: pytest.TempPathFactory
) -> dict[Language, Path]:
    """The same reports with few findings shown, of every sort: axe takes a minute for thousands."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gathering, "TOLD_IN_FULL", 20)
        patch.setattr(gathering, "IN_ONE_LINE", 10)
        return _written(edition, year, tmp_path_factory.mktemp("short"))


@pytest.fixture(scope="module")
def compared_reports(tmp_path_factory: pytest.TempPathFactory) -> dict[Language, Path]:
    """Short reports of a made-up year in which some groups are refused more often, with the charts that compare them."""
    folder = tmp_path_factory.mktemp("compared")
    log = folder / "log.jsonl"
    main(
        [
            "simulate",
            "--requests",
            "3000",
            "--harm",
            "refused-more",
            "--strength",
            "0.2",
            "--output",
            str(log),
        ]
    )
    edition = load(SIMULATED)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gathering, "TOLD_IN_FULL", 10)
        patch.setattr(gathering, "IN_ONE_LINE", 10)
        return _written(edition, check(edition, log, at="1399/02/01 00:00"), folder)


@pytest.fixture(scope="module")
def agreements(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> dict[Language, Path]:
    """The agreement as a page in both languages."""
    folder = tmp_path_factory.mktemp("agreements")
    files: dict[Language, Path] = {"fa": folder / "fa.html", "en": folder / "en.html"}
    for language, file in files.items():
        file.write_text(agreement_page(edition, language), "utf-8")
    return files


@pytest.fixture
def pages(request: pytest.FixtureRequest) -> dict[Language, Path]:
    """The pages of the kind that a test asks for."""
    files: dict[Language, Path] = request.getfixturevalue(request.param)
    return files


def _written(edition: Edition, year: Judgement, folder: Path) -> dict[Language, Path]:
    languages: tuple[Language, ...] = ("fa", "en")
    files = {language: folder / f"{language}.html" for language in languages}
    for language, file in files.items():
        file.write_text(report_page(year, edition, language), "utf-8")
    return files


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """Opens a file in a window of its own; when the test ends, nothing may have been complained of or asked for."""
    complaints: list[str] = []
    asked: list[str] = []
    contexts = []

    def open_page(file: Path, *, at: str = "", width: int = 1200, **wishes: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **wishes)  # type: ignore[arg-type]  # the wishes of a context
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri() + at)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


KINDS = pytest.mark.parametrize("pages", ["short_reports", "compared_reports", "agreements"], indirect=True)
LANGUAGES = pytest.mark.parametrize("language", ["fa", "en"])


@LANGUAGES
def test_the_report_of_the_year_opens_from_disk_and_asks_no_network(
    opened: Open, reports: dict[Language, Path], language: Language
) -> None:
    page = opened(reports[language])
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.fonts.check('16px Vazirmatn', 'س')")
    assert page.evaluate("[...document.fonts].map(face => face.status)").count("loaded") == 2
    assert page.locator("#over-time .strip .o-violated").count() == 15


@KINDS
@pytest.mark.parametrize(("language", "scheme"), [("fa", "light"), ("en", "dark")])
def test_axe_finds_no_barrier(
    opened: Open, pages: dict[Language, Path], language: Language, scheme: str
) -> None:
    # axe is a script of its own, which the page's policy would refuse
    page = opened(pages[language], color_scheme=scheme, bypass_csp=True)
    page.locator("details").evaluate_all(
        "all => all.slice(0, 3).concat(all.slice(-2)).forEach(one => one.open = true)"
    )
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


@KINDS
@LANGUAGES
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_screen_is_too_narrow_for_the_page(
    opened: Open, pages: dict[Language, Path], language: Language, width: int
) -> None:
    page = opened(pages[language], width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    outside = page.evaluate(
        "width => [...document.querySelectorAll('main *')].filter(one => !one.closest('.scroll, svg, thead'))"
        ".filter(one => {const box = one.getBoundingClientRect(); return box.width && (box.left < -1 || box.right > width + 1)})"
        ".map(one => one.outerHTML.slice(0, 80))",
        width,
    )
    assert outside == []


def test_persian_reads_from_the_right_and_english_from_the_left(
    opened: Open, short_reports: dict[Language, Path]
) -> None:
    def middle_of_first_cell_is_right_of_last(language: Language) -> bool:
        cells = opened(short_reports[language]).locator(".by-clause tbody tr").first.locator("th, td")
        first, last = cells.first.bounding_box(), cells.last.bounding_box()
        assert first
        assert last
        return first["x"] > last["x"]

    assert middle_of_first_cell_is_right_of_last("fa")
    assert not middle_of_first_cell_is_right_of_last("en")


def test_the_keyboard_reaches_everything(opened: Open, short_reports: dict[Language, Path]) -> None:
    page = opened(short_reports["fa"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    inside = "document.activeElement.closest('#content') !== null && document.activeElement.matches(':focus-visible')"
    assert page.evaluate(inside)
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    wanted = "[...document.querySelectorAll('a[href], button, input, select, summary')].filter(one => one.checkVisibility())"
    assert page.evaluate(f"{wanted}.filter(one => one.tabIndex < 0).map(one => one.outerHTML)") == []
    summary = page.locator(".finding summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator(".finding details").first.evaluate("one => one.open")


def test_words_and_outcomes_filter_the_findings(opened: Open, reports: dict[Language, Path]) -> None:
    page = opened(reports["fa"])
    shown = page.locator(".finding:visible")
    everything = shown.count()
    page.fill("#words", "one-second-short ۷۱ ساعت")
    expect(shown).to_have_count(1)
    assert shown.first.get_attribute("id") == finding_anchor(
        "planned-outage-notice/outage=one-second-short,service=svc-19"
    )
    assert page.locator("#count").inner_text().startswith("۱ ")
    page.fill("#words", "71 ساعت one-second-short صدور يا")  # ASCII digits and Arabic yeh are the same words
    expect(shown).to_have_count(1)
    page.click("#filter [type=reset]")
    expect(shown).to_have_count(everything)
    page.uncheck("[name=outcome][value=violated]")
    expect(page.locator(".f-violated:visible")).to_have_count(0)
    page.select_option("#clause", "clause-5.4")
    expect(page.locator(".clause:visible")).to_have_count(1)
    expect(page.locator(".f-undetermined:visible")).to_have_count(4)


def test_a_link_to_a_kept_finding_unfolds_it(
    opened: Open, reports: dict[Language, Path], year: Judgement
) -> None:
    kept = next(one for one in year.findings if one.norm == "fee-as-announced" and one.outcome == "fulfilled")
    page = opened(reports["en"], at=f"#{finding_anchor(kept.id)}")
    line = page.locator(f"[id='{finding_anchor(kept.id)}']")
    line.wait_for(state="visible")
    assert line.evaluate("one => one.getBoundingClientRect().top < innerHeight")


def test_the_agreement_opens_from_disk_at_a_clause_that_was_cited(
    opened: Open, agreements: dict[Language, Path]
) -> None:
    page = opened(agreements["fa"], at="#clause-5.4")
    clause = page.locator("[id='clause-5.4']")
    assert clause.evaluate("one => one.getBoundingClientRect().top < innerHeight")
    signed, meaning = clause.locator("blockquote").bounding_box(), clause.locator(".meaning").bounding_box()
    assert signed
    assert meaning
    assert signed["x"] > meaning["x"]  # side by side, the signed text first
    assert abs(signed["y"] - meaning["y"]) < 5


def test_the_page_is_there_without_scripts(opened: Open, short_reports: dict[Language, Path]) -> None:
    page = opened(short_reports["en"], java_script_enabled=False)
    assert not page.locator("#filter").is_visible()
    assert not page.locator(".tools").is_visible()
    assert page.locator(".finding").first.is_visible()


def test_light_and_dark_follow_the_system_until_the_reader_chooses(
    opened: Open, short_reports: dict[Language, Path]
) -> None:
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    dark, light = "rgb(18, 22, 28)", "rgb(251, 250, 247)"
    page = opened(short_reports["en"], color_scheme="dark")
    assert page.evaluate(paper) == dark
    page.click("#theme")
    assert page.evaluate(paper) == light
    page.click("#theme")
    assert page.evaluate(paper) == dark


def test_paper_has_no_controls_and_no_hidden_evidence(
    opened: Open, short_reports: dict[Language, Path]
) -> None:
    page = opened(short_reports["fa"], color_scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    for control in (".contents", ".tools", "#filter", ".finding .anchor"):
        assert not page.locator(control).first.is_visible()
    evidence = page.locator(".finding details .keys").first.bounding_box()
    assert evidence
    assert evidence["height"] > 0
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF-")
