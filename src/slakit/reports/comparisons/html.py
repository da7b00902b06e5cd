"""A comparison as one page of HTML that needs nothing else, in the direction of its language."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING, Final

from slakit.calendars import Digits, Language
from slakit.reports.comparisons.telling import Telling
from slakit.text import strip_isolates

if TYPE_CHECKING:
    from slakit.comparison.changes import Change, Comparison
    from slakit.comparison.replays import Replay

STYLE: Final = """
:root { color-scheme: light dark; }
body { font: 16px/1.7 Vazirmatn, "Noto Naskh Arabic", Tahoma, "Segoe UI", sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
h1 { font-size: 1.4rem; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
th, td { border: 1px solid #8886; padding: .3rem .6rem; text-align: start; vertical-align: top; }
section { border: 1px solid #8886; border-inline-start: .4rem solid #888; border-radius: .3rem; margin: 1rem 0; padding: .2rem 1rem 1rem; }
section.weaker, section.perhaps-weaker { border-inline-start-color: #c0392b; }
section.stronger { border-inline-start-color: #2e8b57; }
section.incomparable, section.unclear { border-inline-start-color: #c98a00; }
section h2 { font-size: 1.1rem; margin: .6rem 0; }
.found { margin-inline-start: 1rem; }
.quiet { opacity: .75; }
"""


def lines(
    comparison: "Comparison", replay: "Replay | None", language: Language, digits: Digits
) -> Iterator[str]:
    """The lines of the page."""
    telling = Telling(comparison, language, digits)
    direction = "rtl" if language == "fa" else "ltr"
    yield "<!doctype html>"
    yield f'<html lang="{language}" dir="{direction}">'
    yield '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(strip_isolates(telling.title()))}</title><style>{STYLE}</style></head><body>"
    yield f"<h1>{_shown(telling.title())}</h1>"
    yield f"<p>{_shown(telling.summary())}</p>"
    if comparison.changes:
        heads = [telling.said(name) for name in ("change", "strength", "for recipients", "for provider")]
        yield from _table(heads, (_row(change, telling) for change in comparison.changes))
    for change in comparison.changes:
        yield from _section(change, telling)
    yield from (f'<p class="quiet">{_shown(remark)}</p>' for remark in telling.remarks())
    if replay is not None:
        first, *rest = telling.replay(replay)
        yield f"<h2>{_shown(first)}</h2>"
        yield from _list(rest)
    yield "</body></html>"


def _row(change: "Change", telling: Telling) -> list[str]:
    return [
        telling.heading(change),
        telling.verdict(change),
        telling.said(change.recipients),
        telling.said(change.provider),
    ]


def _section(change: "Change", telling: Telling) -> Iterator[str]:
    yield f'<section class="{change.strength.value}">'
    yield f"<h2>{_shown(telling.heading(change))}: {_shown(telling.verdict(change))}</h2>"
    if parts := telling.parts(change):
        yield from _table([telling.said(name) for name in ("change", "was", "is", "strength")], parts)
    yield f"<p>{_shown(telling.ground(change))}</p>"
    if effects := telling.effects(change):
        yield f"<p>{_shown(effects)}</p>"
    for log in telling.logs(change):
        yield f"<p>{_shown(log.title)}</p>"
        yield from _list(log.events)
        yield from (f'<p class="found">{_shown(line)}</p>' for line in log.found)
    yield f'<p class="quiet">{_shown(telling.approval(change))}</p>'
    yield "</section>"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    yield f"<table><thead><tr>{''.join(f'<th>{_shown(head)}</th>' for head in heads)}</tr></thead><tbody>"
    for row in rows:
        yield f"<tr>{''.join(f'<td>{_shown(cell)}</td>' for cell in row)}</tr>"
    yield "</tbody></table>"


def _list(items: Iterable[str]) -> Iterator[str]:
    yield f"<ul>{''.join(f'<li>{_shown(item)}</li>' for item in items)}</ul>"


def _shown(text: str) -> str:
    """Text as it is shown: the marks that keep a value apart hold in HTML as they do elsewhere."""
    return escape(text)
