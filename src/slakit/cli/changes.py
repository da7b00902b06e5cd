"""Changes of files: shown as a unified diff, or written whole or not at all."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from difflib import unified_diff
from pathlib import Path

from slakit.cli.results import results
from slakit.cli.wording import Refused, Voice
from slakit.leftovers import part_names, take_away_parts

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_NO_LINE_END = "\\ No newline at end of file"


def difference(name: str, before: str, after: str) -> Iterator[str]:
    r"""The lines of a unified diff, as `patch -p0` reads it, without their line ends.

    >>> print(*difference("a.yaml", "a: 1\n", "a: 1\nb: 2"), sep="\n")
    --- a.yaml
    +++ a.yaml
    @@ -1 +1,2 @@
     a: 1
    +b: 2
    \ No newline at end of file
    """
    lines = unified_diff(_LINE.findall(before), _LINE.findall(after), name, name)
    for line in lines:
        yield line.removesuffix("\n")
        if not line.endswith("\n"):
            yield _NO_LINE_END


def write(file: str, text: str, voice: Voice) -> None:
    """Put a text in place of what a file holds; its permissions stay. Raises `Refused` if it cannot be written."""
    with results(file, voice) as stream:
        stream.write(text)


def write_folder(folder: Path, files: Mapping[str, bytes], voice: Voice) -> None:
    """Write the files of a new folder, all of them or none: beside it first, and it gets its name in the end.

    Raises `Refused` if it cannot be written.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        take_away_parts(folder)
        beginning, ending = part_names(folder)
        part = Path(tempfile.mkdtemp(prefix=beginning, suffix=ending, dir=folder.parent))
        try:
            for name, content in files.items():
                file = part / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
            mask = os.umask(0)
            os.umask(mask)
            part.chmod(0o777 & ~mask)
            part.rename(folder)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
    except OSError as problem:
        why = problem.strerror or str(problem)
        raise Refused(voice.said("cannot write", file=str(folder), problem=why)) from problem
