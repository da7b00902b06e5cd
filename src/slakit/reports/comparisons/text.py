"""A comparison as text for a terminal: the changes one after the other, each with what shows it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from slakit.calendars import Digits, Language
from slakit.reports.comparisons.telling import Telling

if TYPE_CHECKING:
    from slakit.comparison.changes import Change, Comparison
    from slakit.comparison.replays import Replay

_RIGHT_TO_LEFT_ISOLATE, _POP_ISOLATE = "\u2067", "\u2069"


def lines(
    comparison: "Comparison", replay: "Replay | None", language: Language, digits: Digits
) -> Iterator[str]:
    """The lines of a comparison."""
    telling = Telling(comparison, language, digits)
    for line in _lines(telling, comparison, replay):
        indent = len(line) - len(line.lstrip(" "))
        said = line[indent:]
        yield line[:indent] + (
            _RIGHT_TO_LEFT_ISOLATE + said + _POP_ISOLATE if language == "fa" and said else said
        )


def _lines(telling: Telling, comparison: "Comparison", replay: "Replay | None") -> Iterator[str]:
    yield telling.title()
    yield telling.summary()
    for change in comparison.changes:
        yield ""
        yield from _change(change, telling)
    if comparison.unused_approvals or comparison.expired_approvals:
        yield ""
        yield from telling.remarks()
    if replay is not None:
        yield ""
        first, *rest = telling.replay(replay)
        yield first
        yield from (f"  {line}" for line in rest)


def _change(change: "Change", telling: Telling) -> Iterator[str]:
    yield f"{telling.heading(change)}: {telling.verdict(change)}"
    if change.recipients != "same" or change.provider != "same":
        yield f"  {telling.said('comma').join(telling.views(change))}"
    for name, old, new, relation in telling.parts(change):
        yield f"  {telling.said('part', name=name, old=old, new=new, relation=relation)}"
    yield f"  {telling.ground(change)}"
    if effects := telling.effects(change):
        yield f"  {effects}"
    for log in telling.logs(change):
        yield f"  {log.title}"
        yield from (f"    {line}" for line in (*log.events, *log.found))
    if change.kind not in ("reworded", "renamed", "moved") or change.approval:
        yield f"  {telling.approval(change)}"
