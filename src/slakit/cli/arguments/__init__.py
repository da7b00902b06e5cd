"""The arguments of the commands, and what is said where they are wrong. Parsing is argparse's."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from slakit._version import __version__
from slakit.cli.arguments.objections import refusal
from slakit.cli.arguments.options import COMMANDS, OPTIONS
from slakit.cli.arguments.parser import Objection, Parser
from slakit.cli.arguments.shared_options import LANGUAGES, common
from slakit.cli.wording import Refused, Voice
from slakit.messages import Language

if TYPE_CHECKING:
    from argparse import Namespace

_READ_OR_WRITTEN: Final = (
    *("agreement", "editions", "paths", "folder", "text", "file", "log", "logs", "store"),
    *("against", "keys", "key", "mappings", "replay", "baseline", "token_file", "passphrase_file"),
    *("output", "findings", "summary", "set_aside", "save_witness", "write_baseline", "to", "truth"),
    *("junit", "sarif", "gitlab", "comment", "webhook", "webhook_secret_file", "kafka_properties"),
)
"""The arguments that name a file, a folder or an address; an empty one would be the working folder, or as if it were not given."""

_OF_LOGS: Final = (".jsonl", ".ndjson", ".csv", ".parquet")
"""The endings of logs, which no agreement has."""


def language_of(given: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language to speak: of the last `--lang`, else of SLAKIT_LANG, else Persian if the system speaks it.

    Raises `Refused`, in English, for a SLAKIT_LANG that slakit does not speak; a wrong `--lang` is told by the parser.
    """
    for option, value in reversed(list(pairwise([*given, ""]))):
        written = value if option == "--lang" else option.removeprefix("--lang=")
        if option.startswith("--lang") and written in LANGUAGES:
            return written
    if wish := environment.get("SLAKIT_LANG"):
        if wish not in LANGUAGES:
            voice = Voice("en")
            problem = voice.said("value not allowed", found=wish, option="SLAKIT_LANG")
            raise Refused(problem, voice.said("allowed", allowed=voice.listed(LANGUAGES)))
        return wish
    system = next(filter(None, (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "fa" if system.startswith("fa") else "en"


def understood(given: Sequence[str], voice: Voice) -> "Namespace":
    """The command and its options. Raises `Refused` where they are wrong, `SystemExit` after help or version."""
    parser = _parser(voice, given)
    parser.given = given
    try:
        options = parser.parse_args(given)
    except Objection as objection:
        raise refusal(objection) from None
    named = [getattr(options, name, None) for name in _READ_OR_WRITTEN]
    named += [output.file for output in getattr(options, "outputs", None) or ()]
    if any(one == "" or (isinstance(one, list) and "" in one) for one in named):
        raise Refused(voice.said("name empty"), voice.said("set it"))
    agreement = getattr(options, "agreement", None)
    if agreement and agreement.lower().endswith(_OF_LOGS):
        raise Refused(voice.said("log for agreement", file=agreement), voice.said("agreement first"))
    return options


def _parser(voice: Voice, given: Sequence[str]) -> Parser:
    """The parser of every command, each with its options if it is one of those given: to make them all takes longer."""
    parser = Parser(voice=voice, about="about")
    parser.add_argument(
        "--version", action="version", version=f"slakit {__version__}", help=parser.words("option version")
    )
    common(parser)
    commands = parser.add_subparsers(
        dest="command",
        metavar="COMMAND",
        required=True,
        prog=parser.prog,  # otherwise argparse lays out a usage to find it
        title=voice.said("commands"),
        parser_class=Parser,
    )
    for name in COMMANDS:
        about = f"command {name}"
        command = commands.add_parser(name, help=voice.said(about), voice=voice, about=about)
        if name in given:
            OPTIONS[name](command)
            common(command)
    return parser
