"""`slakit lsp`: the language server, which an editor starts; it speaks over standard input and output."""

from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from slakit.cli.endings import end_at_once
from slakit.cli.exit_codes import Exit
from slakit.cli.validate import Examination
from slakit.cli.wording import Refused, Voice
from slakit.document import Reader
from slakit.errors import InvalidDocument
from slakit.messages import Language

if TYPE_CHECKING:
    from slakit.language_server.desk import Examined


def run(asked: object, voice: Voice) -> Exit:
    """Serve one editor until it says goodbye; 2 if the extra `lsp` is not installed."""
    if find_spec("pygls") is None:
        raise Refused(voice.said("lsp missing"), voice.said("install extra", extra="lsp"))
    from slakit.language_server.server import serve

    # it has nothing to put away, and the thread that reads would wait for the editor
    end_at_once()
    serve(_examined, voice.language)
    return Exit.NOTHING_FOUND


def _examined(paths: Iterable[Path], reader: Reader, language: Language) -> "Examined":
    """What `slakit validate --cases` finds, with what the editor has not saved yet; the clock is read anew each time."""
    from slakit.language_server.desk import Examined

    examination, voice = Examination(with_cases=True, reader=reader), Voice(language)
    for path in paths:
        try:
            examination.examine(path, voice)
        except InvalidDocument as error:
            examination.found += error.faults
        except (
            Refused
        ):  # it says `document:` and no document that slakit knows; the editor's own schema tells of it
            continue
    files = frozenset(map(Path, (*examination.documents, *examination.linted)))
    return Examined(files, tuple(dict.fromkeys(examination.found)))
