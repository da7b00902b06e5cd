"""The options that several commands have."""

from collections.abc import Sequence
from typing import Final

from slakit.cli.arguments.parser import Parser
from slakit.cli.outputs import PairOutputs
from slakit.messages import Language

LANGUAGES: Final[tuple[Language, ...]] = ("fa", "en")
LOG_FORMATS: Final = ("jsonl", "csv", "parquet", "sqlite", "postgresql", "ocel")
PAGE_FORMATS: Final = ("html", "pdf", "docx", "ics")
ENGINES: Final = ("auto", "reference", "audit", "spark")


def common(parser: Parser) -> None:
    """Add the options that every command has."""
    parser.add_argument("--lang", choices=LANGUAGES, help=parser.words("option lang"))
    parser.add_argument("--debug", action="store_true", help=parser.words("option debug"))


def sources(parser: Parser) -> None:
    """Add the options that say what a log is."""
    parser.add_argument(
        "--mapping",
        dest="mappings",
        metavar="FILE",
        action="append",
        default=[],
        help=parser.words("option mapping"),
    )
    parser.add_argument("--log-format", choices=LOG_FORMATS, help=parser.words("option log-format"))


def times(parser: Parser) -> None:
    """Add the options that say as of when it is judged."""
    parser.add_argument("--at", metavar="TIME", help=parser.words("option at"))
    parser.add_argument("--known-at", metavar="TIME", help=parser.words("option known-at"))


def engine(parser: Parser) -> None:
    """Add the options that say by what it is judged."""
    parser.add_argument("--engine", choices=ENGINES, default="auto", help=parser.words("option engine"))
    parser.add_argument("--spark-master", metavar="ADDRESS", help=parser.words("option spark-master"))
    parser.add_argument("--memory", metavar="SIZE", help=parser.words("option memory"))


def digits(parser: Parser) -> None:
    """Add the option for the digits of text."""
    parser.add_argument(
        "--digits", choices=("persian", "ascii"), default="persian", help=parser.words("option digits")
    )


def bar(parser: Parser) -> None:
    """Add the options for progress."""
    bar = parser.add_mutually_exclusive_group()
    for name, wish in (("--progress", True), ("--no-progress", False)):
        says = parser.voice.said(f"option {name[2:]}")
        bar.add_argument(name, dest="progress", action="store_const", const=wish, help=says)


def outputs(parser: Parser, formats: Sequence[str]) -> None:
    """Add the options of a command that writes in several formats, each into a file of its own."""
    parser.add_argument(
        "--format",
        dest="outputs",
        choices=formats,
        action=PairOutputs,
        help=parser.words("option formats"),
    )
    parser.add_argument(
        "--output",
        dest="outputs",
        metavar="FILE",
        action=PairOutputs,
        help=parser.words("option outputs"),
    )
