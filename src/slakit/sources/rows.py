"""Rows of tables, whatever they lie in: the columns of one, and a value in each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from slakit.errors import Argument, Fault, InvalidDocument
from slakit.events.fields import Unfit
from slakit.source import Place


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number in the file or the table, and what its columns say, or why they cannot be told apart."""

    number: int
    cells: Mapping[str, object] | Unfit


class Table(Protocol):
    """Rows with the columns that all of them have."""

    name: str
    """What stands for it in messages: a path, or an address without its password."""

    @property
    def columns(self) -> Sequence[str]:
        """The names of the columns; raises `InvalidDocument` if they cannot be read."""

    def rows(self) -> Iterator[Row]:
        """Every row in its order; raises `InvalidDocument` where the table breaks off."""


def unusable(rule: str, file: str, line: int | None = None, **arguments: str | int | None) -> InvalidDocument:
    """The error of a source that cannot be read at all, or not from a line on; arguments that are None are not told."""
    at = line or 1
    told: dict[str, Argument] = {name: value for name, value in arguments.items() if value is not None}
    return InvalidDocument([Fault(rule, Place(file, at, 1, at, 1), arguments={"file": file, **told})])
