"""The columns that a table must have to be read at all."""

from typing import TYPE_CHECKING, Final

from slakit.sources.json_rows import JsonRows
from slakit.sources.rows import Table, unusable
from slakit.sources.translation import ATTRIBUTES, columns_of
from slakit.spelling import VALUE_LIKENESS, suggestions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from slakit.mapping_document import MappingDocument


_MARKS: Final = {";": ";", "\t": "\\t", "|": "|", "،": "،"}


def must_have_columns(
    table: Table, mapping: "MappingDocument | None", others: "Iterable[MappingDocument]" = ()
) -> None:
    """Raise `InvalidDocument` if a table lacks a column that it is read by; `others` are the mappings of other tables."""
    if isinstance(table, JsonRows):
        return  # every object of JSON has the keys that it has
    if mapping is None:
        missing = [name for name in ATTRIBUTES if name not in table.columns]
        if missing:
            files = "\n".join(dict.fromkeys(pattern for other in others for pattern in other.files or ()))
            raise unusable("needs-mapping", table.name, missing="\n".join(missing), files=files or None)
        return
    for name in columns_of(mapping):
        if name not in table.columns:
            near = suggestions(name, table.columns, VALUE_LIKENESS)
            raise unusable(
                "unknown-column",
                table.name,
                None,
                name=name,
                mapping=mapping.mapping,
                allowed="\n".join(table.columns),
                mark=_mark_between(table),
                **near,
            )


def _mark_between(table: Table) -> str | None:
    """What parts the cells of a table whose only column has the names of all, as a mapping writes it."""
    alone = table.columns[0] if len(table.columns) == 1 else ""
    return next((written for mark, written in _MARKS.items() if mark in alone), None)
