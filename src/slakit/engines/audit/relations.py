"""Relations of rows that fields can be read of, and how the rows of two of them are matched."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from slakit.checks import Pair
from slakit.engines.audit.conditions import UNKNOWN
from slakit.engines.audit.tables import Kinds, column_of
from slakit.verdicts.truth import EVERY_SERVICE

Select = Callable[[str], str]
"""From the expression that says whether two rows agree to the columns that are wanted of the rows `l` and `r`."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A query with the kinds of its fields; `plus` are columns that are no fields."""

    query: str
    kinds: Kinds
    plus: tuple[str, ...] = ()

    def with_columns(self, columns: Mapping[str, str]) -> "Relation":
        """The same rows `x` with more columns."""
        if not columns:
            return self
        added = ", ".join(f"{expression} AS {name}" for name, expression in columns.items())
        return Relation(f"SELECT x.*, {added} FROM ({self.query}) x", self.kinds, (*self.plus, *columns))

    def where(self, condition: str) -> "Relation":
        """The rows `x` that meet a condition."""
        return Relation(f"SELECT x.* FROM ({self.query}) x WHERE {condition}", self.kinds, self.plus)

    def joined(self, found: str, columns: Mapping[str, str], on: str = "y.n = x.n") -> "Relation":
        """The same rows `x` with columns of what a query has found, at most one row `y` for each of them."""
        shown = ", ".join(f"{expression} AS {name}" for name, expression in columns.items())
        query = f"SELECT x.*, {shown} FROM ({self.query}) x LEFT JOIN ({found}) y ON {on}"
        return Relation(query, self.kinds, (*self.plus, *columns))


@dataclass(frozen=True, slots=True)
class _Match:
    """How one field of a row `l` stands to one of a row `r`, as expressions.

    `same` says that both hold the same or neither holds anything; `agree` whether they agree though they are not the
    same. One of the two is then open: it is not recorded, or names everything.
    """

    same: str
    agree: str
    left_open: str
    right_open: str


def matched(
    left: Relation, right: Relation, matching: Sequence[Pair], select: Select, *, on: str = "TRUE"
) -> str:
    """The pairs of rows `l` and `r` that agree in all matched fields or perhaps do, and meet the condition `on`.

    Most pairs are the same in every field, which an engine can look up. The others differ in some, of which one side
    leaves each open; each set of such fields is a query of its own, that still looks up the rest.
    """
    matches = [
        _match(pair, left.kinds, right.kinds)
        for pair in dict.fromkeys(matching)
        if pair[0] in left.kinds or pair[1] in right.kinds
    ]
    if not matches:
        return f"SELECT {select('TRUE')} FROM ({left.query}) l JOIN ({right.query}) r ON {on}"
    queries = []
    for differing in _subsets(matches):
        same = [match.same for match in matches if match not in differing]
        apart = [f"NOT ({match.same}) AND COALESCE({match.agree}, TRUE)" for match in differing]
        agree = " AND ".join(match.agree for match in differing) or "TRUE"
        joined = " AND ".join([*same, *apart, on])
        for ours, theirs in _sides(differing):
            queries.append(f"SELECT {select(f'({agree})')} FROM {ours} l JOIN {theirs} r ON {joined}")
    return f"WITH a AS ({left.query}), b AS ({right.query}) {' UNION ALL '.join(queries)}"


def marked(relation: Relation, numbers: str, name: str, *told: str) -> Relation:
    """A relation with whether a query of numbers names each of its rows, at most once, and what else it tells."""
    added = "".join(f", y.{one}" for one in told)
    return Relation(
        f"SELECT x.*, y.n IS NOT NULL AS {name}{added} FROM ({relation.query}) x LEFT JOIN ({numbers}) y ON y.n = x.n",
        relation.kinds,
        (*relation.plus, name, *told),
    )


@dataclass(frozen=True, slots=True)
class Keys:
    """The fields of a row `l` and of a row `r` that must agree, where what is said in them can be looked up.

    A row that leaves one of them open may agree with any, and is not to be looked up.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    left_open: str
    right_open: str

    @staticmethod
    def of(matching: Sequence[Pair], left: Kinds, right: Kinds) -> "Keys | None":
        """Those of matched fields; nothing where there are none, or one is on one side alone or of another kind there."""
        pairs = list(dict.fromkeys(matching))
        kinds = [(left.get(mine, ""), right.get(theirs, "")) for mine, theirs in pairs]
        if not pairs or any("" in one or _comparable(one[0]) != _comparable(one[1]) for one in kinds):
            return None
        matches = [_match(pair, left, right) for pair in pairs]
        return Keys(
            tuple(column_of(mine) for mine, _ in pairs),
            tuple(column_of(theirs) for _, theirs in pairs),
            " OR ".join(match.left_open for match in matches),
            " OR ".join(match.right_open for match in matches),
        )


def _subsets(matches: Sequence[_Match]) -> Iterator[tuple[_Match, ...]]:
    """The sets of fields that may differ: none first."""
    for size in range(len(matches) + 1):
        yield from combinations(matches, size)


def _sides(differing: Sequence[_Match]) -> Iterator[tuple[str, str]]:
    """The rows of either side among which all pairs are that differ in these fields: one side leaves the first open."""
    if not differing:
        yield "a", "b"
        return
    first = differing[0]
    yield f"(SELECT l.* FROM a l WHERE {first.left_open})", "b"
    yield (
        f"(SELECT l.* FROM a l WHERE NOT ({first.left_open}))",
        f"(SELECT r.* FROM b r WHERE {first.right_open})",
    )


def _match(pair: Pair, left: Kinds, right: Kinds) -> _Match:
    mine, theirs = left.get(pair[0]), right.get(pair[1])
    ours, other = f"l.{column_of(pair[0])}", f"r.{column_of(pair[1])}"
    if mine is None:
        return _Match(f"{other} IS NULL", UNKNOWN, "TRUE", "TRUE")
    if theirs is None:
        return _Match(f"{ours} IS NULL", UNKNOWN, "TRUE", "TRUE")
    alike = _comparable(mine) == _comparable(theirs)
    same = f"{ours} IS NOT DISTINCT FROM {other}" if alike else f"({ours} IS NULL AND {other} IS NULL)"
    every = [f"{one} = '{EVERY_SERVICE}'" for one, kind in ((ours, mine), (other, theirs)) if kind == "text"]
    named = f"({' OR '.join(every)})" if every else ""
    agree = f"(CASE WHEN {ours} IS NULL OR {other} IS NULL THEN {UNKNOWN} ELSE {named or 'FALSE'} END)"
    return _Match(same, agree, _open(ours, mine), _open(other, theirs))


def _comparable(kind: str) -> str:
    """What a kind can be equal to; yes and no are 1 and 0."""
    return "whole" if kind == "yes-or-no" else kind


def _open(column: str, kind: str) -> str:
    """Whether a row leaves a matched field open."""
    return f"({column} IS NULL OR {column} = '{EVERY_SERVICE}')" if kind == "text" else f"({column} IS NULL)"
