"""Values that are made by the million: events, verdicts, findings, and what they are made of.

A frozen dataclass sets each field by a call of its own, which for an event takes ten times as long as reading its line
does. These are structs of msgspec, which whoever reads a log imports anyway (`docs/design/0064-what-an-event-costs.md`).
What `slakit validate` makes are classes of `slakit.frozen`, which import nothing.
"""

from typing import Self

from msgspec import Struct
from msgspec.structs import replace


class Value(Struct, frozen=True, gc=False):
    """The base of a value: equal to another of its class with equal fields, hashed by them, never changed.

    A value holds what was there before it and so never itself: the collector of cycles need not look at it.

    Fields are declared as in a dataclass, and the class says `frozen=True`. `dataclasses.replace` knows them not.

    >>> class Point(Value, frozen=True):
    ...     x: int
    ...     y: int = 0
    >>> Point(1), Point(1).altered(y=2), Point(1) == Point(x=1, y=0)
    (Point(x=1, y=0), Point(x=1, y=2), True)
    """

    def altered(self, **changes: object) -> Self:
        """The same value with other fields."""
        return replace(self, **changes)
