"""A parser of arguments that speaks the language of its voice, and objects to nothing in words of its own."""

import argparse
import sys
from typing import TYPE_CHECKING, NoReturn

from slakit.cli.wording import Voice, right_to_left

if TYPE_CHECKING:
    from collections.abc import Sequence

    from _typeshed import SupportsWrite


class Objection(Exception):
    """What argparse objects to, in its own words (`slakit.cli.arguments.objections` tells it anew)."""

    def __init__(self, message: str, parser: "Parser") -> None:
        super().__init__(message)
        self.message = message
        self.parser = parser


class _PersianHelp(argparse.HelpFormatter):
    """Lays out help so that each line of Persian words keeps its direction beside an English option.

    The methods are those that argparse's own formatters differ by; it documents no others.
    """

    def _split_lines(self, text: str, width: int) -> list[str]:
        return [right_to_left(line) for line in super()._split_lines(text, width)]

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        lines = super()._fill_text(text, width, indent).splitlines()
        return "\n".join(map(right_to_left, lines))


class Parser(argparse.ArgumentParser):
    """A parser that speaks the language of its voice and refuses in its words."""

    def __init__(self, *, voice: Voice, about: str, prog: str = "slakit", **_others: object) -> None:
        super().__init__(
            prog=prog,
            description=voice.said(about),
            epilog=voice.said("exit codes"),
            add_help=False,
            allow_abbrev=False,
            formatter_class=_PersianHelp if voice.language == "fa" else argparse.HelpFormatter,
        )
        self.voice = voice
        self.given: Sequence[str] = ()
        # argparse has no public way to call its two groups otherwise
        self._positionals.title, self._optionals.title = voice.said("arguments"), voice.said("options")
        self.add_argument("-h", "--help", action="help", help=self.words("option help"))

    def words(self, name: str) -> str:
        """An entry of the table as help of an argument."""
        return self.voice.said(name).replace("%", "%%")

    def format_usage(self) -> str:
        """The line of usage, begun in the language of the voice."""
        return self._translated(super().format_usage())

    def format_help(self) -> str:
        """The whole help, in the language of the voice."""
        return self._translated(super().format_help())

    def _translated(self, text: str) -> str:
        return text.replace("usage:", self.voice.whole(self.voice.said("usage")), 1)

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        # argparse's own lets a closed pipe pass without a word
        (file or sys.stderr).write(message)

    def error(self, message: str) -> NoReturn:
        """Raise the objection; argparse's own writes it and ends the program."""
        raise Objection(message, self)
