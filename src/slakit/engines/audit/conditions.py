"""Conditions with three answers, compiled to SQL: its own true, false and null are yes, no and unknown."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass

from slakit.checks import (
    Among,
    Between,
    Condition,
    Established,
    Every,
    Given,
    Not,
    Period,
    Points,
    Preceded,
    Some,
    Value,
    Window,
    WorkingTime,
)
from slakit.engines.audit.dialects import Dialect
from slakit.engines.audit.tables import SEPARATOR, Kinds, column_of, packed_word

UNKNOWN = "CAST(NULL AS BOOLEAN)"
_OF_NO_CONDITION = (Window, Period, WorkingTime)
"""Parts of checks in which nothing is asked; some are many."""
Precedes = Callable[[Preceded], str]
"""What a query calls the answer to a `Preceded`."""


def condition_sql(
    condition: Condition, alias: str, kinds: Kinds, dialect: Dialect, precedes: Precedes
) -> str:
    """A condition about the row `alias` as an expression that is true, false, or null where it is unknown."""

    def of(part: Condition) -> str:
        return condition_sql(part, alias, kinds, dialect, precedes)

    match condition:
        case Among(field=field):
            return _among(condition, f"{alias}.{column_of(field)}", field, kinds, dialect)
        case Between(field=field, low=low, high=high):
            if kinds.get(field) not in ("whole", "yes-or-no"):
                return UNKNOWN
            column = f"{alias}.{column_of(field)}"
            bounds = [f"{column} >= {low}"] if low is not None else []
            bounds += [f"{column} <= {high}"] if high is not None else []
            return (
                f"({' AND '.join(bounds)})" if bounds else f"(CASE WHEN {column} IS NOT NULL THEN TRUE END)"
            )
        case Given(field=field):
            return f"({alias}.{column_of(field)} IS NOT NULL)" if field in kinds else "FALSE"
        case Preceded():
            return precedes(condition)
        case Every(parts=parts):
            return f"({' AND '.join(map(of, parts))})" if parts else "TRUE"
        case Some(parts=parts):
            return f"({' OR '.join(map(of, parts))})" if parts else "FALSE"
        case Not(part=part):
            return f"(NOT {of(part)})"
        case Established(holds=holds, fails=fails):
            return f"(CASE WHEN {of(holds)} THEN TRUE WHEN {of(fails)} THEN FALSE END)"


def questions_to_the_log(condition: Condition) -> tuple[Preceded, ...]:
    """The parts of a condition that ask what else is in the log, each once."""
    match condition:
        case Preceded():
            return (condition,)
        case Every(parts=parts) | Some(parts=parts):
            return tuple(dict.fromkeys(one for part in parts for one in questions_to_the_log(part)))
        case Not(part=part):
            return questions_to_the_log(part)
        case Established(holds=holds, fails=fails):
            return questions_to_the_log(Every((holds, fails)))
        case _:
            return ()


def points_that_ask(part: object) -> Iterator[Points]:
    """The points that a condition of a check looks for and that ask what else is in the log themselves, the inner ones first."""
    if isinstance(part, tuple):
        for one in part:
            yield from points_that_ask(one)
    elif is_dataclass(part) and not isinstance(part, _OF_NO_CONDITION):
        for field in fields(part):
            yield from points_that_ask(getattr(part, field.name))
        if isinstance(part, Preceded) and questions_to_the_log(part.points.where):
            yield part.points


def _among(among: Among, column: str, field: str, kinds: Kinds, dialect: Dialect) -> str:
    match kinds.get(field):
        case None:
            return UNKNOWN
        case "list":
            return _some_item_among(among, column, dialect)
        case kind:
            texts = kind == "text"
            yes, no = (
                None if values is None else _listed(values, dialect, texts=texts)
                for values in (among.yes, among.no)
            )
            if no is None:
                return f"({column} IN ({yes}))" if yes else f"(CASE WHEN {column} IS NOT NULL THEN FALSE END)"
            answers = f" WHEN {column} IN ({yes}) THEN TRUE" if yes else ""
            answers += f" WHEN {column} IN ({no}) THEN FALSE" if no else ""
            return f"(CASE{answers} END)" if answers else UNKNOWN


def _some_item_among(among: Among, column: str, dialect: Dialect) -> str:
    """Yes if one item is, else no if every item certainly is not; an empty list has no item that is."""
    hit = _any_of(among.yes, column, dialect)
    if among.no is None:
        return f"(CASE WHEN {column} IS NULL THEN NULL WHEN {hit} THEN TRUE ELSE FALSE END)"
    separator = dialect.literal(SEPARATOR)
    items = f"(LENGTH({column}) - LENGTH(REPLACE({column}, {separator}, '')) - 1)"
    ruled_out = " + ".join(
        f"CASE WHEN {_has(word, column, dialect)} THEN 1 ELSE 0 END" for word in _texts(among.no - among.yes)
    )
    return f"(CASE WHEN {hit} THEN TRUE WHEN {items} = {ruled_out or 0} THEN FALSE END)"


def _any_of(values: Iterable[Value], column: str, dialect: Dialect) -> str:
    hits = " OR ".join(_has(word, column, dialect) for word in _texts(values))
    return f"({hits})" if hits else "FALSE"


def _has(word: str, column: str, dialect: Dialect) -> str:
    return dialect.holds(column, dialect.literal(packed_word(word)))


def _texts(values: Iterable[Value]) -> list[str]:
    return sorted(value for value in values if isinstance(value, str))


def _listed(values: Iterable[Value], dialect: Dialect, *, texts: bool) -> str:
    """The values that a column of this sort can equal, in an order of their own."""
    fitting = sorted((value for value in values if isinstance(value, str) == texts), key=str)
    return ", ".join(dict.fromkeys(dialect.literal(value) for value in fitting))
