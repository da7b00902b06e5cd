"""Writes the page of the faults: `python -m slakit.fault_pages [--check]`.

`docs/faults.md` lists every mistake that slakit names in a document or in a line of a log, with its message and its
cure in both languages, as the catalogues have them. `--check` fails when the page is not current.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from slakit.messages import templates
from slakit.review.lint import LINT_RULES

MADE: Final = "<!-- Made by `python -m slakit.fault_pages`; what is written here by hand is lost. -->"


def page() -> str:
    """The page, with a heading for each rule: reports link to it."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    english, persian = templates("en"), templates("fa")
    yield from ("# Faults", "", MADE, "")
    yield "Every mistake that slakit names in a document or in a line of a log, by the word that reports call it by."
    yield "What stands in braces is filled in; of several messages, the first one is used whose values are known."
    yield "What the lint rules tell has [pages of its own](lint/index.md)."
    for rule in sorted(english.keys() - LINT_RULES.keys()):
        yield from ("", f"## {rule}", "")
        for (said, cures), name in ((english[rule], "Help"), (persian[rule], "راهنما")):
            yield from (f"- {_plain(one)}" for one in said)
            yield from (f"  - {name}: {_plain(one)}" for one in cures)


def _plain(template: str) -> str:
    r"""A template whose signs mean nothing in Markdown; what it quotes in backticks is code there too.

    >>> _plain("begin with `*`, not *")
    'begin with `*`, not \\*'
    """
    pieces = template.split("`")
    return "".join(
        f"`{piece}`" if at % 2 else re.sub(r"[<>*_\[\]\\#]", r"\\\g<0>", piece)
        for at, piece in enumerate(pieces)
    )


def main(arguments: Sequence[str]) -> int:
    """Write the page, or with `--check` say that it is not current."""
    file = Path(__file__).parents[2] / "docs" / "faults.md"
    if file.exists() and file.read_text("utf-8") == page():
        return 0
    if "--check" not in arguments:
        file.write_text(page(), "utf-8", newline="\n")
    print(f"{'not current' if '--check' in arguments else 'written'}: docs/faults.md")  # noqa: T201 -- this is a command
    return 1 if "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
