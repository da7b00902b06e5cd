"""A comparison as Markdown, for a comment on a pull request: a table, and behind each change what shows it."""

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from slakit.calendars import Digits, Language
from slakit.reports.comparisons.telling import Telling

if TYPE_CHECKING:
    from slakit.comparison.changes import Change, Comparison
    from slakit.comparison.replays import Replay

MARK = "<!-- slakit diff -->"
"""The first line, by which a comment is found again and written anew."""


def lines(
    comparison: "Comparison", replay: "Replay | None", language: Language, digits: Digits
) -> Iterator[str]:
    """The lines of a comparison."""
    telling = Telling(comparison, language, digits)
    yield MARK
    if language == "fa":
        yield '<div dir="rtl" lang="fa">'
        yield ""
    yield f"### {_plain(telling.title())}"
    yield ""
    yield _plain(telling.summary())
    if comparison.changes:
        yield ""
        heads = (telling.said(name) for name in ("change", "strength", "for recipients", "for provider"))
        yield f"| {' | '.join(heads)} |"
        yield "| --- | --- | --- | --- |"
        for change in comparison.changes:
            yield _row(change, telling)
    for change in comparison.changes:
        yield from _details(change, telling)
    for remark in telling.remarks():
        yield ""
        yield f"> {_plain(remark)}"
    if replay is not None:
        first, *rest = telling.replay(replay)
        yield ""
        yield _plain(first)
        yield ""
        yield from (f"- {_plain(line)}" for line in rest)
    if language == "fa":
        yield ""
        yield "</div>"


def _row(change: "Change", telling: Telling) -> str:
    verdict = _cell(telling.verdict(change))
    strength = f"**{verdict}**" if change.strength.value in ("weaker", "perhaps-weaker") else verdict
    heading, *views = (
        _cell(said)
        for said in (
            telling.heading(change),
            telling.said(change.recipients),
            telling.said(change.provider),
        )
    )
    return f"| {' | '.join((heading, strength, *views))} |"


def _details(change: "Change", telling: Telling) -> Iterator[str]:
    yield ""
    yield f"<details><summary>{escape(telling.heading(change))}: {escape(telling.verdict(change))}</summary>"
    yield ""
    if parts := telling.parts(change):
        heads = (telling.said(name) for name in ("change", "was", "is", "strength"))
        yield f"| {' | '.join(heads)} |"
        yield "| --- | --- | --- | --- |"
        yield from (f"| {' | '.join(_cell(cell) for cell in part)} |" for part in parts)
        yield ""
    yield f"- {_plain(telling.ground(change))}"
    if effects := telling.effects(change):
        yield f"- {_plain(effects)}"
    for log in telling.logs(change):
        yield f"- {_plain(log.title)}"
        yield from (f"  - {_plain(line)}" for line in (*log.events, *log.found))
    yield f"- {_plain(telling.approval(change))}"
    yield ""
    yield "</details>"


def _cell(text: str) -> str:
    return _plain(text).replace("|", "\\|")


def _plain(text: str) -> str:
    """Text in which nothing is taken for a mark of Markdown or HTML."""
    for mark in ("\\", "`", "*", "_", "[", "]", "<", ">", "#"):
        text = text.replace(mark, f"&#{ord(mark)};" if mark in "<>" else f"\\{mark}")
    return text
