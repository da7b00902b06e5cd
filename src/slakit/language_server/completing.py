"""What can be named where somebody writes: the names that the edition and its vocabulary declare."""

import re
from dataclasses import dataclass

from slakit.document import Document, Path
from slakit.language_server.references import Meant, meant_at, names_like, value_at
from slakit.language_server.surroundings import Surroundings

_AFTER_KEY = re.compile(r"""(?P<key>[a-z][a-z0-9.-]*):[ ]+(?P<quote>["']?)(?P<begun>[^\s"'{}\[\],:#]*)""")
_BEGUN = re.compile(r"""(?P<quote>["']?)(?P<begun>[^\s"'{}\[\],:#]*)\Z""")


@dataclass(frozen=True, slots=True)
class Choice:
    """The names that fit a place: what kind they are of, and the length of what is written of one already."""

    meant: Meant
    names: tuple[str, ...]
    begun: int
    is_quoted: bool

    def text(self, name: str) -> str:
        """A name as it is to be written: what YAML would read as a number stands between quotes."""
        looks_like_number = re.fullmatch(r"[0-9.]+", name) is not None
        return f'"{name}"' if looks_like_number and not self.is_quoted else name


def choice_at(document: Document, offset: int, around: Surroundings) -> Choice | None:
    """What can be named at an offset of a document; nothing where nothing is named."""
    line = document.text[document.text.rfind("\n", 0, offset) + 1 : offset]
    begun = _BEGUN.search(line)
    assert begun is not None, line
    path, at_key = _path_written(document, offset, line)
    if path is None:
        return None
    meant = meant_at(document, path, around, at_key=at_key)
    if meant is None:
        return None
    names = names_like(meant, around)
    written = _beside(document, path) if at_key else ()
    rest = tuple(name for name in names if name not in written)
    return Choice(meant, rest, len(begun["begun"]), bool(begun["quote"])) if rest else None


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


def _beside(document: Document, path: Path) -> tuple[str, ...]:
    """The keys that are there already, but the one that is being written."""
    group = value_at(document.data, path[:-1])
    return tuple(key for key in group if key != path[-1]) if isinstance(group, dict) else ()
