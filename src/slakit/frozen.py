"""Values that cannot be changed, whose classes are made without compiling text.

A dataclass writes its methods as text and compiles them, and brings `inspect` along: for the classes that every
`slakit validate` makes, that was more work than reading the agreement (`docs/design/0007-quick-validate.md`).
"""

import sys
from collections.abc import Callable
from functools import cached_property
from typing import Any, ClassVar, Self, dataclass_transform

__all__ = ["Frozen"]


def _annotated(body: dict[str, Any]) -> tuple[str, ...]:
    """The annotated names of a class body."""
    if sys.version_info >= (3, 14):  # annotations are worked out when they are asked for
        from annotationlib import Format, call_annotate_function, get_annotate_from_class_namespace

        annotate = get_annotate_from_class_namespace(body)
        return tuple(call_annotate_function(annotate, Format.FORWARDREF)) if annotate else ()
    return tuple(body.get("__annotations__", ()))


@dataclass_transform(frozen_default=True)
class _FrozenType(type):
    """Takes the annotated names of a class as its fields, and what stands after `=` as their defaults."""

    def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> "_FrozenType":
        fields = _annotated(body) if bases else ()
        defaults = {field: body.pop(field) for field in fields if field in body}
        keeps = any(isinstance(held, cached_property) for held in body.values())
        slots = (*fields, "__dict__") if keeps else fields
        body.update(__slots__=slots, __match_args__=fields, _defaults=defaults)
        made = super().__new__(cls, name, bases, body)
        made._setters = tuple(vars(made)[field].__set__ for field in fields)  # type: ignore[attr-defined]  # what `__slots__` makes has one
        return made


class Frozen(metaclass=_FrozenType):
    """The base of a value: equal to another of its class with equal fields, hashed by them, never changed.

    Fields are declared as in a dataclass, a default after `=`; one that could be changed, such as a list, is none.
    `__post_init__` may refuse what was given. A cached property is kept with the value and is no part of it.

    >>> class Point(Frozen):
    ...     x: int
    ...     y: int = 0
    >>> Point(1), Point(1).altered(y=2), Point(1) == Point(x=1, y=0)
    (Point(x=1, y=0), Point(x=1, y=2), True)
    """

    __match_args__: ClassVar[tuple[str, ...]]
    _defaults: ClassVar[dict[str, Any]]
    _setters: ClassVar[tuple[Any, ...]]

    def __init__(self, *given: object, **named: object) -> None:
        setters = self._setters
        values = given if not named and len(given) == len(setters) else _completed(type(self), given, named)
        for put, value in zip(setters, values, strict=True):
            put(self, value)
        self.__post_init__()

    def __post_init__(self) -> None:
        """Look at the fields once they are there; a class may refuse them here."""

    def altered(self, **changes: object) -> Self:
        """The same value with other fields."""
        return type(self)(**{**dict(_fields_of(self)), **changes})

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"`{name}` of {type(self).__qualname__} cannot be changed")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"`{name}` of {type(self).__qualname__} cannot be deleted")

    def __eq__(self, other: object) -> bool:
        return _values_of(self) == _values_of(other) if type(other) is type(self) else NotImplemented

    def __hash__(self) -> int:
        return hash(_values_of(self))

    def __repr__(self) -> str:
        held = ", ".join(f"{field}={value!r}" for field, value in _fields_of(self))
        return f"{type(self).__qualname__}({held})"

    def __reduce__(self) -> tuple[Callable[..., "Frozen"], tuple[object, ...]]:
        return type(self), _values_of(self)


def _values_of(value: Frozen) -> tuple[object, ...]:
    return tuple([getattr(value, field) for field in type(value).__match_args__])


def _fields_of(value: Frozen) -> list[tuple[str, object]]:
    return [(field, getattr(value, field)) for field in type(value).__match_args__]


def _completed(made: type[Frozen], given: tuple[object, ...], named: dict[str, object]) -> tuple[object, ...]:
    """The values of all fields in their order; raises TypeError for one that is missing, unknown or given twice."""
    fields = made.__match_args__
    by_position = dict(zip(fields, given, strict=False))
    values = {**made._defaults, **by_position, **named}  # noqa: SLF001  the class is made here
    twice = by_position.keys() & named.keys()
    if len(given) > len(fields) or twice or values.keys() != set(fields):
        wrong = sorted({*twice, *(set(fields) ^ values.keys())}) or [f"{len(given)} values"]
        raise TypeError(f"{made.__qualname__}({', '.join(fields)}) cannot be made: {', '.join(wrong)}")
    return tuple([values[field] for field in fields])
