"""What can be named where somebody writes: the names that the edition and its vocabulary declare."""

import re
from dataclasses import dataclass

from slakit.consistency.plain import group
from slakit.document import Document, Path
from slakit.language_server.references import Meant, meant_at, names_like, value_at
from slakit.language_server.surroundings import Surroundings
from slakit.language_server.texts import schema_of

_AFTER_KEY = re.compile(r"""(?P<key>[a-z][a-z0-9.-]*):[ ]+(?P<quote>["']?)(?P<begun>[^\s"'{}\[\],:#]*)""")
_AFTER_LENGTH = re.compile(
    r"""(?P<key>[a-z][a-z0-9.-]*):[ ]+(?P<quote>["']?)(?P<length>[0-9]+[ ][a-z-]+[ ]of)[ ](?P<begun>[a-z0-9-]*)\Z"""
)
_BEGUN = re.compile(r"""(?P<quote>["']?)(?P<begun>[^\s"'{}\[\],:#]*)\Z""")


@dataclass(frozen=True, slots=True)
class Choice:
    """The names that fit a place: what kind they are of, and the length of what is written of one already."""

    meant: Meant
    names: tuple[str, ...]
    begun: int
    is_quoted: bool

    def text(self, name: str) -> str:
        """A name as it is to be written: the number of a clause stands between quotes, or 5.10 would become 5.1."""
        return f'"{name}"' if self.meant.kind == "clause" and not self.is_quoted else name


def choice_at(document: Document, offset: int, around: Surroundings) -> Choice | None:
    """What can be named at an offset of a document; nothing where nothing is named."""
    line = document.text[document.text.rfind("\n", 0, offset) + 1 : offset]
    if length := _AFTER_LENGTH.search(line):
        return _calendar_choice(document, offset - len(line), length, around)
    begun = _BEGUN.search(line)
    assert begun is not None, line
    path, at_key = _path_written(document, offset, line)
    if path is None:
        return None
    data = document.data if at_key else _with(document.data, path, "")
    meant = meant_at(schema_of(document), data, path, around, at_key=at_key)
    if meant is None:
        return None
    names = names_like(meant, around)
    written = _beside(document, path) if at_key else ()
    rest = tuple(name for name in names if name not in written)
    return Choice(meant, rest, len(begun["begun"]), bool(begun["quote"])) if rest else None


def _calendar_choice(
    document: Document, start: int, length: re.Match[str], around: Surroundings
) -> Choice | None:
    """The calendars that may count a length of time, such as `10 working-days of`, in the line that begins at `start`."""
    path, at_key = document.path_at(start + length.start("key") + 1)
    if not at_key:
        return None
    data = _with(document.data, path, f"{length['length']} any-calendar")
    meant = meant_at(schema_of(document), data, path, around)
    if meant is None or not (names := names_like(meant, around)):
        return None
    return Choice(meant, names, len(length["begun"]), bool(length["quote"]))


def _path_written(document: Document, offset: int, line: str) -> tuple[Path | None, bool]:
    """The path that is being written: of the value of the key before it in the line, or of the piece at the offset."""
    keys = list(_AFTER_KEY.finditer(line))
    if keys and keys[-1].end() == len(line):
        start = offset - len(line) + keys[-1].start("key")
        path, at_key = document.path_at(start + 1)
        return (path, False) if at_key else (None, False)
    path, at_key = document.path_at(offset)
    value = value_at(document.data, path)
    if isinstance(value, list):
        return (*path, len(value)), False
    if isinstance(value, dict) and not at_key:
        return (*path, ""), True
    return path, at_key


def _with(data: object, path: Path, value: object) -> object:
    """The data with another value at a path, which may be the one after the last of a list."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(data, list) and isinstance(step, int):
        inner = data[step] if step < len(data) else None
        return [*data[:step], _with(inner, rest, value), *data[step + 1 :]]
    return {**group(data), str(step): _with(group(data).get(str(step)), rest, value)}


def _beside(document: Document, path: Path) -> tuple[str, ...]:
    """The keys that are there already, but the one that is being written."""
    return tuple(key for key in group(value_at(document.data, path[:-1])) if key != path[-1])
