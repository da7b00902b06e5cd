"""Changes of files: shown as a unified diff, or written whole or not at all."""

import re
from collections.abc import Iterator
from difflib import unified_diff

from slakit.cli.results import results
from slakit.cli.wording import Voice

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
