"""Two editions compared, told: as text, Markdown for a pull request, a page of HTML, and JSON."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from slakit.calendars import Digits, Language

if TYPE_CHECKING:
    from slakit.comparison.changes import Comparison
    from slakit.comparison.replays import Replay

Writer = Callable[["Comparison", "Replay | None", Language, Digits], Iterator[str]]
"""What writes a comparison, and what a replayed log came to, line by line."""


def writer(name: str) -> Writer:
    """The writer of a format, with nothing imported that only others need."""
    from importlib import import_module

    module = import_module(f"slakit.reports.comparisons.{name if name != 'json' else 'json_document'}")
    lines: Writer = module.lines
    return lines
