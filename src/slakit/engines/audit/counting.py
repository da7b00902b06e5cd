"""What is only counted: how queries tell settled occasions apart, and which of them are told all the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Final, Literal

from slakit.engines.audit.found import Found
from slakit.engines.audit.tables import Row
from slakit.findings import Outcome
from slakit.tallies import Tallied, TellingApart

KEYS: Final = ("service", "since", "took")
"""What may tell findings of one outcome and reason apart, as `Tallied` calls it."""
Key = Literal["service", "since", "took"]


@dataclass(slots=True)
class Counts:
    """How many occasions of a norm are settled, by what they have in common."""

    of: dict[Tallied, int] = field(default_factory=dict)

    def add(self, key: Tallied, count: int) -> None:
        """Count so many more; or fewer, and none that are none."""
        self.of[key] = self.of.get(key, 0) + count
        if not self.of[key]:
            del self.of[key]


def stepped(value: str, edges: Sequence[int], results: Sequence[int | None]) -> str:
    """The result for the stretch between edges that a number lies in: the first one lies before the first edge.

    >>> print(stepped("x.time", [5, 9], [None, 5, 9]))
    (CASE WHEN x.time < 9 THEN (CASE WHEN x.time < 5 THEN NULL ELSE 5 END) ELSE 9 END)
    """
    if not edges:
        return "NULL" if results[0] is None else str(results[0])
    middle = len(edges) // 2
    before = stepped(value, edges[:middle], results[: middle + 1])
    after = stepped(value, edges[middle + 1 :], results[middle + 1 :])
    return f"(CASE WHEN {value} < {edges[middle]} THEN {before} ELSE {after} END)"


def passed(value: str, edges: Sequence[int]) -> str:
    """How many of some ascending edges are not above a number."""
    return stepped(value, edges, range(len(edges) + 1))


def since(found: Found, apart: TellingApart, event_type: str, time: str) -> str:
    """The beginning of the stretch of time that the time of an event of a type lies in."""
    span = found.time_span(event_type)
    starts = apart.starts(*span) if span else [0]
    return stepped(time, starts[1:], starts)


def took(apart: TellingApart, length: str) -> str:
    """The number of the group of lengths that a length lies in; none if there is none."""
    return f"(CASE WHEN {length} IS NOT NULL THEN {passed(length, apart.lengths)} END)"


def tallied(settled: Sequence[tuple[Outcome, str]], code: int, keys: Iterable[str], row: Row) -> Tallied:
    """What the findings have in common that a row of a query counts."""
    common: Mapping[str, str | int | None] = dict(zip(keys, row, strict=True))
    service, start, group = (common.get(name) for name in KEYS)
    assert not isinstance(service, int)
    assert not isinstance(start, str)
    assert not isinstance(group, str)
    outcome, reason = settled[code - 1]
    return Tallied(outcome, reason, service, start, group if outcome is Outcome.FULFILLED else None)


def first_of(
    found: Found, codes: str, wanted: Sequence[int], first: int, keys: Sequence[str]
) -> list[tuple[int, int, Row]]:
    """The first of the occasions with these codes: at least so many, and all of the last one's instant.

    `codes` is a query of `n`, `time`, `code` and the keys. Each is told by its number, its code and its keys.
    """
    shown = ", ".join(("n", "time", "code", *keys))
    of_these = f"SELECT {shown} FROM ({codes}) c WHERE code IN ({', '.join(map(str, wanted))})"
    rows = found.rows(f"{of_these} ORDER BY n LIMIT {first}")
    if len(rows) == first:
        last = rows[-1][1]
        rows = [
            *takewhile(lambda row: row[1] != last, rows),
            *found.rows(f"{of_these} AND time = {last} ORDER BY n"),
        ]
    return [(whole(number), whole(code), tuple(common)) for number, _, code, *common in rows]


def whole(value: str | int | None) -> int:
    """A number of a row."""
    assert isinstance(value, int)
    return value
