"""Values that are made by the million: events, verdicts, findings, and what they are made of.

A frozen dataclass sets each field by a call of its own, which for an event takes ten times as long as reading its line
does. These are structs of msgspec, which whoever reads a log imports anyway (`docs/design/0064-what-an-event-costs.md`).
What `slakit validate` makes are classes of `slakit.frozen`, which import nothing.
"""

from typing import Any, NoReturn, Self, TypeVar

from msgspec import Struct
from msgspec.structs import replace

_Key = TypeVar("_Key")
_Held = TypeVar("_Held")


class ReadOnly(dict[_Key, _Held]):
    """A dictionary that is part of a value: compared, shown, pickled and written as JSON as any other, and never changed.

    >>> figures = ReadOnly(due=5)
    >>> figures == {"due": 5}, {**figures, "seen": 1}
    (True, {'due': 5, 'seen': 1})
    """

    __slots__ = ()

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:  # noqa: ANN401 -- whatever was to be put into it
        raise TypeError("what a value holds cannot be changed: make a dictionary of it with `dict(…)`")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]  # a dictionary has none
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[type[Self], tuple[dict[_Key, _Held]]]:
        return type(self), (dict(self),)


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
