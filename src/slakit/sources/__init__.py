"""Where logs come from: JSON lines, CSV, Parquet, OCEL, and tables of SQLite and PostgreSQL, all through one seam.

Whatever a source holds, its lines or rows become events of the vocabulary or are set aside with a reason; what a source
means by its columns is said by a mapping, or by their names.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from slakit.calendars import time_zone
from slakit.errors import Fault, InvalidDocument
from slakit.events.event import Log, Remark
from slakit.events.fields import Unfit
from slakit.events.reading import Gathering, Meter, Progress, cannot_read, read_log
from slakit.sources.columns import PlainRows
from slakit.sources.csv_files import CsvFile
from slakit.sources.databases import PostgreSQLTable, SQLiteTable
from slakit.sources.json_rows import JsonRows
from slakit.sources.mappings import is_for, read_mapping
from slakit.sources.ocel import OcelFile
from slakit.sources.parquet_files import ParquetFile, must_be_alike
from slakit.sources.recognition import FORMATS, Format, Source, recognized
from slakit.sources.rows import Table, unusable
from slakit.sources.translation import ATTRIBUTES, ByMapping, ByName, columns_of
from slakit.spelling import VALUE_LIKENESS, suggestions

if TYPE_CHECKING:
    from slakit.errors import Argument
    from slakit.loading import Edition
    from slakit.mapping_document import MappingDocument

__all__ = ["FORMATS", "SHORTEST_EVENT", "Format", "read", "read_for_audit"]

SHORTEST_EVENT: Final = 80
"""Bytes of a line that tells an event: no event is told in fewer."""


def read(
    names: Iterable[str],
    edition: "Edition",
    *,
    mappings: Sequence[Path] = (),
    form: Format | None = None,
    progress: Progress | None = None,
) -> Log:
    """The log that files, folders, patterns of names and tables tell together; `-` is standard input.

    Each is read in the format that it shows, or in `form`; a table by the first of the `mappings` that is for it.
    Raises `InvalidDocument` if one of them, or a mapping, cannot be used.
    """
    loaded = [read_mapping(file, edition.vocabulary_document)[0] for file in mappings]
    sources = _sources(names, form)
    zone = time_zone(edition.agreement.time_zone)
    chosen = [(source, _mapping_for(source, loaded)) for source in sources]
    if all(source.format == "jsonl" and mapping is None for source, mapping in chosen):
        return read_log(
            [Path(source.name) for source in sources], edition.vocabulary, zone, progress=progress
        )
    gathering, meter = Gathering(edition.vocabulary, zone), Meter(progress, 0)
    tables = [None if _is_native(*one) else _table(*one) for one in chosen]
    for group in _files_found_together(chosen, tables):
        must_be_alike(group)
    for (source, mapping), table in zip(chosen, tables, strict=True):
        if table is None:
            _take_lines(source, gathering, meter)
            continue
        if mapping is None and isinstance(table, OcelFile):
            table.give_to(gathering, edition.vocabulary)
            continue
        translation = ByMapping(mapping, edition.vocabulary) if mapping else ByName(edition.vocabulary, zone)
        _must_have_columns(table, mapping)
        plain = (
            PlainRows(translation, edition.vocabulary, zone) if isinstance(translation, ByMapping) else None
        )
        take(table, translation, gathering, meter, plain)
    meter.end()
    return gathering.log()


def read_for_audit(
    names: Sequence[str],
    edition: "Edition",
    *,
    mappings: Sequence[Path] = (),
    form: Format | None = None,
    progress: Progress | None = None,
    least: int = 0,
) -> Log:
    """The log as `read` gives it, its events in tables of the audit engine's database where that can be.

    That is where all of it is files of JSON lines without a mapping, of at least so many bytes together, and the
    extra `audit` is installed. Any other log is read as ever.
    """
    files = _plain_files(_sources(names, form)) if not mappings and find_spec("duckdb") else None
    if files and sum(file.stat().st_size for file in files) >= least:
        from slakit.sources.direct import read_into_tables

        zone = time_zone(edition.agreement.time_zone)
        if (log := read_into_tables(files, edition.vocabulary, zone, progress)) is not None:
            return log
    return read(names, edition, mappings=mappings, form=form, progress=progress)


def _plain_files(sources: Sequence[Source]) -> list[Path] | None:
    """The files of JSON lines that all sources are, or None if one is something else."""
    files = [Path(source.name) for source in sources if source.format == "jsonl" and source.name != "-"]
    return files if len(files) == len(sources) and all(file.is_file() for file in files) else None


def take(
    table: Table,
    translation: ByMapping | ByName,
    gathering: Gathering,
    meter: Meter,
    plain: PlainRows | None = None,
) -> None:
    """Take every row of a table: those that are `plain` by what is known of their columns, the others one by one."""
    gathering.begin(table.name)
    for row in table.rows():
        meter.count(0)
        if isinstance(row.cells, Unfit):
            gathering.leave(None, row.cells, row.number)
            continue
        if plain is not None and (events := plain.events(row.cells, row.number)) is not None:
            for event in events:
                gathering.add(event)
            continue
        for told in translation.of_row(row.cells, row.number):
            if isinstance(told, Unfit):
                gathering.leave({"type": told.arguments.get("type")}, told, row.number)
            else:
                gathering.take(told, row.number, partial(translation.in_columns, told=told))
    if isinstance(translation, ByMapping) and translation.left_out:
        arguments: dict[str, Argument] = {
            "mapping": translation.mapping.mapping,
            "lines": translation.left_out,
        }
        gathering.remark(Remark(table.name, 1, "rows-left-out", arguments, lines=translation.left_out))


def _sources(names: Iterable[str], form: Format | None) -> list[Source]:
    """All sources; raises `InvalidDocument` with every name that stands for none."""
    found: list[Source] = []
    faults: list[Fault] = []
    for name in names:
        try:
            found += recognized(name, form)
        except InvalidDocument as problem:
            faults += problem.faults
    if faults:
        raise InvalidDocument(faults)
    return found


def _mapping_for(source: Source, mappings: Sequence["MappingDocument"]) -> "MappingDocument | None":
    """The mapping that a source is read by; JSON lines are native unless one names their file."""
    for mapping in mappings:
        named = source.table or source.name
        if is_for(mapping, named) and (mapping.files is not None or source.format != "jsonl"):
            return mapping
    return None


def _is_native(source: Source, mapping: "MappingDocument | None") -> bool:
    return source.format == "jsonl" and mapping is None


def _table(source: Source, mapping: "MappingDocument | None") -> Table:
    file = Path(source.name)
    table = source.table or (mapping.table if mapping else None)
    match source.format:
        case "jsonl":
            return JsonRows(file)
        case "csv":
            ending = "\t" if file.suffix.lower() == ".tsv" else ","
            encoding = mapping.encoding if mapping else "utf-8"
            return CsvFile(file, (mapping.delimiter if mapping else None) or ending, encoding)
        case "parquet":
            return ParquetFile(file, within=source.within)
        case "sqlite":
            return SQLiteTable(file, table)
        case "postgresql":
            return PostgreSQLTable(source.name, table)
        case "ocel":
            return OcelFile(file)


def _files_found_together(
    chosen: Sequence[tuple[Source, object]], tables: Sequence[Table | None]
) -> Iterator[list[ParquetFile]]:
    """The Parquet files of each folder or pattern that was named: one table in several files."""
    pairs = zip((source for source, _ in chosen), tables, strict=True)
    for pattern, together in groupby(pairs, key=lambda pair: pair[0].pattern):
        files = [table for _, table in together if isinstance(table, ParquetFile)]
        if pattern is not None and len(files) > 1:
            yield files


def _must_have_columns(table: Table, mapping: "MappingDocument | None") -> None:
    """Raise `InvalidDocument` if a table lacks a column that it is read by."""
    if isinstance(table, JsonRows):
        return  # every object of JSON has the keys that it has
    if mapping is None:
        missing = [name for name in ATTRIBUTES if name not in table.columns]
        if missing:
            raise unusable("needs-mapping", table.name, missing="\n".join(missing))
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
                **near,
            )


def _take_lines(source: Source, gathering: Gathering, meter: Meter) -> None:
    if source.name == "-":
        gathering.read(sys.stdin.buffer, "-", meter)
        return
    try:
        with Path(source.name).open("rb") as stream:
            gathering.read(stream, source.name, meter)
    except OSError as problem:
        raise InvalidDocument([cannot_read(Path(source.name), problem)]) from problem
