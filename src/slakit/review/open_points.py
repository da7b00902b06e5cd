"""Open points: what a person must still decide, as a comment `# open: …` above the line that it is about."""

import re
from typing import Final

from slakit.frozen import Frozen
from slakit.review.layout import Layout
from slakit.yaml_events import Broken

MARK: Final = "# open: "
_MARK: Final = re.compile(r"#[ ]*open:[ ]*(?P<words>[^\r\n]*)")


class OpenPoint(Frozen):
    """A point by the line of its comment, from 1, the columns (from 1, the end exclusive), and what it says."""

    line: int
    column: int
    end_column: int
    words: str


def open_points(text: str) -> tuple[OpenPoint, ...]:
    r"""The open points of a YAML text, in order; what only looks like one inside of a value is none.

    A text that is no YAML has none: its faults come first.

    >>> [(point.line, point.words) for point in open_points("# open: by when?\nwithin: '# open: no'\n")]
    [(1, 'by when?')]
    """
    if not _MARK.search(text):
        return ()
    try:
        layout = Layout(text)
    except Broken:
        return ()
    found = []
    for token in layout.tokens:
        said = _MARK.fullmatch(text, token.start, token.end) if token.kind == "comment" else None
        if said:
            line = text.count("\n", 0, token.start) + 1
            column = token.start - (text.rfind("\n", 0, token.start) + 1) + 1
            found.append(OpenPoint(line, column, column + token.end - token.start, said["words"].rstrip()))
    return tuple(found)
