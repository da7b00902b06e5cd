"""Where logs come from: JSON lines, CSV, Parquet, OCEL, and tables of SQLite and PostgreSQL, all through one seam.

Whatever a source holds, its lines or rows become events of the vocabulary or are set aside with a reason; what a source
means by its columns is said by a mapping, or by their names.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from slakit.calendars import time_zone
from slakit.errors import Fault, InvalidDocument
from slakit.events.event import Log, Remark
from slakit.events.fields import Unfit
from slakit.events.files import Meter, Progress, cannot_read, must_not_be_packed
from slakit.events.reading import Gathering, read_log
from slakit.sources.columns import PlainRows
from slakit.sources.csv_files import CsvFile
from slakit.sources.databases import PostgreSQLTable, SQLiteTable
from slakit.sources.json_rows import JsonRows
from slakit.sources.mappings import is_for, read_mapping
from slakit.sources.needed_columns import must_have_columns
from slakit.sources.ocel import OcelFile
from slakit.sources.parquet_files import ParquetFile, must_be_alike
from slakit.sources.recognition import FORMATS, Format, Source, recognized
from slakit.sources.rows import Table
from slakit.sources.translation import ByMapping, ByName, Refused, in_columns

if TYPE_CHECKING:
    from slakit.errors import Argument
    from slakit.loading import Edition
    from slakit.mapping_document import MappingDocument
    from slakit.sources.direct import Straight

__all__ = ["FORMATS", "Format", "read", "read_for_audit"]

_READ_AT_ONCE: Final = 2**20


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A source with the mapping and the table that it is read by; native lines have neither.

    `kept` is where standard input was put, if it was, so that it can be read more than once.
    """

    source: Source
    mapping: "MappingDocument | None"
    table: Table | None
    kept: Path | None = None

    @property
    def file(self) -> Path:
        """Where native lines stand."""
        return self.kept or Path(self.source.name)


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
    return _read(_chosen(names, edition, mappings, form), edition, progress)


def read_for_audit(
    names: Iterable[str],
    edition: "Edition",
    *,
    mappings: Sequence[Path] = (),
    form: Format | None = None,
    progress: Progress | None = None,
    least: int = 0,
) -> Log:
    """The log as `read` gives it, its events in tables of the audit engine's database where that can be.

    That is where all of it is JSON lines without a mapping, Parquet and CSV, of some `least` events together, and the
    extra `audit` is installed. Any other log is read as ever.
    """
    chosen = _chosen(names, edition, mappings, form)
    if find_spec("duckdb") is None:
        return _read(chosen, edition, progress)
    with _standard_input_kept(chosen, progress) as kept:
        log = _read_into_tables(kept, edition, progress, least)
        return _read(kept, edition, progress) if log is None else log


@contextmanager
def _standard_input_kept(chosen: Sequence[_Chosen], progress: Progress | None) -> Iterator[Sequence[_Chosen]]:
    """The same sources, where native lines of standard input stand in a file meanwhile."""
    if not any(map(_is_standard_input, chosen)):
        yield chosen
        return
    from tempfile import TemporaryDirectory

    from slakit.leftovers import prefix

    with TemporaryDirectory(prefix=prefix()) as folder:
        yield [
            replace(one, kept=_keep(Path(folder, f"{place}.jsonl"), progress))
            if _is_standard_input(one)
            else one
            for place, one in enumerate(chosen)
        ]


def _is_standard_input(one: _Chosen) -> bool:
    return one.table is None and one.source.name == "-"


def _keep(path: Path, progress: Progress | None) -> Path:
    read = 0
    with path.open("wb") as file:
        while part := sys.stdin.buffer.read(_READ_AT_ONCE):
            if read == 0:
                must_not_be_packed(part, "-")
            file.write(part)
            read += len(part)
            if progress:
                progress(read, 0)
    return path


def _chosen(
    names: Iterable[str], edition: "Edition", mappings: Sequence[Path], form: Format | None
) -> list[_Chosen]:
    """All sources, each with what it is read by; raises `InvalidDocument` for what stands for none."""
    loaded = [read_mapping(file, edition.vocabulary_document)[0] for file in mappings]
    found = []
    for source in _sources(names, form):
        mapping = _mapping_for(source, loaded)
        is_native = source.format == "jsonl" and mapping is None
        table = None if is_native else _table(source, mapping)
        if table is not None and mapping is None and loaded and not isinstance(table, OcelFile):
            must_have_columns(table, None, loaded)
        found.append(_Chosen(source, mapping, table))
    return found


def _read(chosen: Sequence[_Chosen], edition: "Edition", progress: Progress | None) -> Log:
    zone = time_zone(edition.agreement.time_zone)
    if all(one.table is None and one.kept is None for one in chosen):
        files = [Path(one.source.name) for one in chosen]
        return read_log(files, edition.vocabulary, zone, progress=progress)
    gathering, meter = Gathering(edition.vocabulary, zone), Meter(progress, 0)
    for group in _files_found_together(chosen):
        must_be_alike(group)
    for one in chosen:
        if one.table is None:
            _take_lines(one, gathering, meter)
            continue
        if one.mapping is None and isinstance(one.table, OcelFile):
            one.table.give_to(gathering, edition.vocabulary)
            continue
        must_have_columns(one.table, one.mapping)
        if one.mapping is None:
            take(one.table, ByName(edition.vocabulary, zone), gathering, meter)
            continue
        translation = ByMapping(one.mapping, edition.vocabulary)
        take(one.table, translation, gathering, meter, PlainRows(translation, edition.vocabulary, zone))
    meter.end()
    return gathering.log()


def _read_into_tables(
    chosen: Sequence[_Chosen], edition: "Edition", progress: Progress | None, least: int
) -> Log | None:
    """The log in tables, or None where it cannot be or is smaller than that."""
    from slakit.sources.direct import read_into_tables

    direct = _direct(chosen)
    if direct is None or (least and sum(one.count() for one in direct) < least):
        return None
    for group in _files_found_together(chosen):
        must_be_alike(group)
    zone = time_zone(edition.agreement.time_zone)
    return read_into_tables(direct, edition.vocabulary, zone, progress)


def _direct(chosen: Sequence[_Chosen]) -> "list[Straight] | None":
    """What all sources are to whoever puts them straight into tables, or None if that cannot be done."""
    from slakit.sources.direct import Files, Lines, RowsOfText

    found: list[Straight] = []
    for (pattern, form), together in groupby(chosen, key=lambda one: (one.source.pattern, one.source.format)):
        several = list(together)
        files = [one.table for one in several if isinstance(one.table, ParquetFile)]
        lines = [Lines(one.file, one.source.name) for one in several if one.table is None]
        if form == "parquet" and pattern is not None and len({id(one.mapping) for one in several}) == 1:
            found.append(Files(files, several[0].mapping))
        elif form == "parquet":
            found += [Files([file], one.mapping) for file, one in zip(files, several, strict=True)]
        elif form == "csv":
            sizes = [
                Path(one.source.name).stat().st_size for one in several if Path(one.source.name).is_file()
            ]
            if len(sizes) < len(several):
                return None
            found += [
                RowsOfText(one.table, one.mapping, size)
                for one, size in zip(several, sizes, strict=True)
                if one.table is not None
            ]
        elif len(lines) == len(several) and all(one.path.is_file() for one in lines):
            found += lines
        else:
            return None
    return found


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
            if isinstance(told, Refused):
                gathering.leave(told.named, told.unfit, row.number)
            else:
                gathering.take(told, row.number, partial(in_columns, told=told))
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
            return ParquetFile(file)
        case "sqlite":
            return SQLiteTable(file, table)
        case "postgresql":
            return PostgreSQLTable(source.name, table)
        case "ocel":
            return OcelFile(file)


def _files_found_together(chosen: Sequence[_Chosen]) -> Iterator[list[ParquetFile]]:
    """The Parquet files of each folder or pattern that was named: one table in several files."""
    for pattern, together in groupby(chosen, key=lambda one: one.source.pattern):
        files = [one.table for one in together if isinstance(one.table, ParquetFile)]
        if pattern is not None and len(files) > 1:
            yield files


def _take_lines(one: _Chosen, gathering: Gathering, meter: Meter) -> None:
    if one.source.name == "-" and one.kept is None:
        gathering.read(sys.stdin.buffer, "-", meter)
        return
    try:
        with one.file.open("rb") as stream:
            gathering.read(stream, one.source.name, meter)
    except OSError as problem:
        raise InvalidDocument([cannot_read(Path(one.source.name), problem)]) from problem
