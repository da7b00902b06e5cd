"""The words of the command line itself, in both languages: tables by what is spoken of, and who speaks them.

What is wrong in a document is told by the catalogues of `slakit.messages`, what was found by `slakit.reports`.
"""

import re
import sys
from collections.abc import Iterable, Mapping
from typing import Final, Literal

from slakit.cli.system_words import IN_PERSIAN
from slakit.cli.wording.commands import COMMANDS
from slakit.cli.wording.counting import COUNTING
from slakit.cli.wording.exchange import EXCHANGE
from slakit.cli.wording.judging import JUDGING
from slakit.cli.wording.mistakes import MISTAKES
from slakit.cli.wording.options import OPTIONS
from slakit.cli.wording.receivers import RECEIVERS
from slakit.cli.wording.reviewing import REVIEWING
from slakit.cli.wording.signing import SIGNING
from slakit.cli.wording.watching import WATCHING
from slakit.cli.wording.writing import WRITING
from slakit.frozen import Frozen
from slakit.messages import Language, Told, render
from slakit.text import in_groups, isolate, persian_digits, visible

Digits = Literal["persian", "ascii"]

_QUOTATION = re.compile("«([^«»]*)»")
_RIGHT_TO_LEFT_ISOLATE, _POP_ISOLATE = "\u2067", "\u2069"

WORDING: Final = {
    **COMMANDS,
    **OPTIONS,
    **MISTAKES,
    **JUDGING,
    **WATCHING,
    **RECEIVERS,
    **REVIEWING,
    **WRITING,
    **SIGNING,
    **EXCHANGE,
    **COUNTING,
}
"""Every entry, in both languages; a name stands in one table only."""


def right_to_left(words: str) -> str:
    """Words in their own direction, whatever stands before them on the line."""
    return f"{_RIGHT_TO_LEFT_ISOLATE}{words}{_POP_ISOLATE}"


class Said(str):
    """Words that are ready to be shown: inserted into others, they stay as they are."""

    __slots__ = ()


class Refused(Exception):
    """A command cannot be carried out as it was given: what is wrong, and how it is cured."""

    def __init__(self, problem: Said, cure: Said | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.cure = cure


def say(text: str) -> None:
    """Lines on stderr. Where it takes nothing, as on a full disk, they go nowhere: no result and no exit code hangs on them."""
    try:
        sys.stderr.write(text + "\n")
    except BrokenPipeError:
        raise
    except OSError:
        return


class Voice(Frozen):
    """Whoever speaks on the terminal, in one language: results are written by the commands, remarks go to stderr."""

    language: Language
    digits: Digits = "persian"

    def said(self, name: str, **values: str | int) -> Said:
        """An entry of the table with its values; Persian isolates each of them, so that none is shown backwards."""
        pieces = _QUOTATION.split(WORDING[name][self.language])  # every second piece stood between «»
        plain = {key: visible(str(value)) for key, value in values.items()}
        shown = {key: self._shown(value) for key, value in values.items()}
        problem = plain.get("problem", "")
        if self.language == "fa" and (words := IN_PERSIAN.get(problem)):
            shown["problem"] = words
        told = [
            f"«{isolate(piece.format_map(plain))}»" if at % 2 else piece.format_map(shown)
            for at, piece in enumerate(pieces)
        ]
        return Said("".join(told))

    def counted(self, thing: str, count: int) -> Said:
        """How many of a thing, such as "2 documents"."""
        return self.said(f"{'one' if count == 1 else 'several'} {thing}", count=self.count(count))

    def count(self, number: int) -> Said:
        """How many there are of something, in groups of three digits.

        >>> Voice("fa").count(12345), Voice("fa", "ascii").count(12345)
        ('۱۲٬۳۴۵', '12,345')
        """
        is_persian = self.language == "fa" and self.digits == "persian"
        return Said(self.number(in_groups(number, "٬" if is_persian else ",")))

    def listed(self, items: Iterable[str]) -> Said:
        """Words between the quotation marks of the language, with commas."""
        return Said(WORDING["comma"][self.language].join(self.said("item", item=item) for item in items))

    def meant(self, suggested: Mapping[str, str]) -> Said | None:
        """The question whether another word was meant, if `slakit.spelling.suggestions` found any."""
        if not suggested:
            return None
        return self.said("did you mean either" if "other" in suggested else "did you mean", **suggested)

    def whole(self, sentence: str) -> str:
        """A sentence in its own direction, whatever stands before it on the line."""
        return right_to_left(sentence) if self.language == "fa" else sentence

    def remark(self, sentence: str, cure: Said | None = None) -> None:
        """A sentence, and its cure, on stderr."""
        lines = [f"slakit: {self.whole(sentence)}"]
        if cure:
            lines.append(f"  {self.whole(self.said('help', cure=cure))}")
        say("\n".join(lines))

    def tell(self, faults: Iterable[Told]) -> None:
        """Faults on stderr, each with its place and its cure."""
        for fault in faults:
            say(render(fault, self.language))

    def number(self, text: str) -> str:
        """A text with the digits of the language."""
        return persian_digits(text) if self.language == "fa" and self.digits == "persian" else text

    def _shown(self, value: str | int) -> str:
        if isinstance(value, Said):
            return value
        if isinstance(value, int):
            return self.number(str(value))
        return isolate(visible(value)) if self.language == "fa" else visible(value)
