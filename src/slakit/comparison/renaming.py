"""What an edition says with clauses and services under other names, so that two editions name them alike."""

from collections.abc import Mapping
from typing import Any, Final

OF_CLAUSES: Final = frozenset({"clause", "clauses", "used-by", "prevails"})
"""Keys that name clauses by their numbers."""
OF_SERVICES: Final = frozenset({"service", "services"})
"""Keys that name services by their ids."""


def renumbered(value: Any, moved: Mapping[str, str]) -> Any:  # noqa: ANN401 -- any part of a document
    """A part of a document, with the clauses that it names under their new numbers."""
    return _renamed(value, moved, OF_CLAUSES, is_name=False) if moved else value


def with_services(value: Any, renamed: Mapping[str, str]) -> Any:  # noqa: ANN401 -- any part of a document
    """A part of a document, with the services that it names under other ids."""
    return _renamed(value, renamed, OF_SERVICES, is_name=False) if renamed else value


def _renamed(value: Any, names: Mapping[str, str], keys: frozenset[str], *, is_name: bool) -> Any:  # noqa: ANN401 -- any part of a document
    match value:
        case dict():
            return {
                key: _renamed(one, names, keys, is_name=is_name or key in keys) for key, one in value.items()
            }
        case list():
            return [_renamed(one, names, keys, is_name=is_name) for one in value]
        case str() if is_name:
            return names.get(value, value)
        case _:
            return value
