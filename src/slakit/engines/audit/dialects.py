"""Where engines of SQL differ: everything else in this package is one text for all of them.

The text keeps to `SELECT`, joins, `UNION ALL`, `GROUP BY`, `WITH`, `CASE`, `COALESCE` and `IS NOT DISTINCT FROM`
over `BIGINT` and text. Instants are microseconds: no column is a timestamp, and no session has a time zone.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dialect:
    """What one engine of SQL calls a thing.

    `contains` tests whether a text holds another; `text` is the type of text; `escapes` are characters that a literal
    must double besides the quote.
    """

    name: str
    text: str
    contains: str
    escapes: str = ""

    def literal(self, value: str | int | bool) -> str:  # noqa: FBT001 -- a value of a field, not a switch
        r"""A value as it stands in a query; yes and no are 1 and 0.

        >>> print(SQLITE.literal("it's"), SQLITE.literal(True), SPARK.literal("a\\b"))
        'it''s' 1 'a\\b'
        """
        if isinstance(value, int):
            return str(int(value))
        for character in ("'", *self.escapes):
            value = value.replace(character, character * 2)
        return f"'{value}'"

    def holds(self, text: str, part: str) -> str:
        """Whether a text holds another, both given as they stand in a query."""
        return self.contains.format(text=text, part=part)


DUCKDB = Dialect("duckdb", "VARCHAR", "contains({text}, {part})")
SQLITE = Dialect("sqlite", "TEXT", "instr({text}, {part}) > 0")
POSTGRESQL = Dialect("postgresql", "TEXT", "strpos({text}, {part}) > 0")
SPARK = Dialect("spark", "STRING", "instr({text}, {part}) > 0", escapes="\\")
