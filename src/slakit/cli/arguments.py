"""The arguments of the commands, and what is said where they are wrong.

Parsing is argparse's; its messages are told anew, for it knows neither suggestions nor Persian.
"""

import argparse
import re
import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NoReturn

from slakit._version import __version__
from slakit.cli.outputs import PairOutputs
from slakit.cli.wording import Refused, Said, Voice, right_to_left
from slakit.errors import SEVERITIES
from slakit.messages import Language

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

    _Group = argparse._ActionsContainer  # noqa: SLF001  parsers and their groups have it in common, and argparse no name for it

COMMANDS: Final = (
    "check",
    "watch",
    "ledger",
    "report",
    "render",
    "validate",
    "test",
    "explain",
    "schema",
    "fix",
    "fmt",
    "init",
    "renew",
    "diff",
    "keys",
    "sign",
    "verify",
    "ci",
    "simulate",
    "lsp",
)
KEY_ACTIONS: Final = ("new", "show")
LANGUAGES: Final[tuple[Language, ...]] = ("fa", "en")
FAULT_FORMATS: Final = ("text", "compact", "json", "sarif", "junit", "github", "gitlab", "markdown")
FINDING_FORMATS: Final = ("text", "json", "jsonl", "sarif", "junit", "github", "markdown")
COMPARISON_FORMATS: Final = ("text", "json", "markdown", "html")
CI_STEPS: Final = ("validate", "test", "verify", "diff")
CHANGES: Final = ("removed", "weaker", "incomparable", "any", "never")
ENGINES: Final = ("auto", "reference", "audit")
HARMS: Final = (
    "none", "refused-more", "refused-more-in-one-channel", "crossed", "stalled", "overcharged", "passed-over",
)  # fmt: skip
GRADES: Final = ("breach", "presumption", "review", "advisory", "undetermined")


def language_of(given: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language to speak: of `--lang`, else of SLAKIT_LANG, else Persian if the system speaks it.

    Raises `Refused`, in English, for a SLAKIT_LANG that slakit does not speak; a wrong `--lang` is told by the parser.
    """
    for option, value in pairwise([*given, ""]):
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


def understood(given: Sequence[str], voice: Voice) -> argparse.Namespace:
    """The command and its options. Raises `Refused` where they are wrong, `SystemExit` after help or version."""
    parser = _parser(voice, given)
    parser.given = given
    return parser.parse_args(given)


class _PersianHelp(argparse.HelpFormatter):
    """Lays out help so that each line of Persian words keeps its direction beside an English option.

    The methods are those that argparse's own formatters differ by; it documents no others.
    """

    def _split_lines(self, text: str, width: int) -> list[str]:
        return [right_to_left(line) for line in super()._split_lines(text, width)]

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        lines = super()._fill_text(text, width, indent).splitlines()
        return "\n".join(map(right_to_left, lines))


class _Parser(argparse.ArgumentParser):
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
        return self._translated(super().format_usage())

    def format_help(self) -> str:
        return self._translated(super().format_help())

    def _translated(self, text: str) -> str:
        return text.replace("usage:", self.voice.whole(self.voice.said("usage")), 1)

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        # argparse's own lets a closed pipe pass without a word
        (file or sys.stderr).write(message)

    def error(self, message: str) -> NoReturn:
        raise _refusal(message, self)


def _parser(voice: Voice, given: Sequence[str]) -> _Parser:
    """The parser of every command, each with its options if it is one of those given: to make them all takes longer."""
    parser = _Parser(voice=voice, about="about")
    parser.add_argument(
        "--version", action="version", version=f"slakit {__version__}", help=parser.words("option version")
    )
    _common(parser)
    commands = parser.add_subparsers(
        dest="command",
        metavar="COMMAND",
        required=True,
        prog=parser.prog,  # otherwise argparse lays out a usage to find it
        title=voice.said("commands"),
        parser_class=_Parser,
    )
    for name in COMMANDS:
        about = f"command {name}"
        command = commands.add_parser(name, help=voice.said(about), voice=voice, about=about)
        if name in given:
            _OPTIONS[name](command)
            _common(command)
    return parser


def _common(parser: _Parser) -> None:
    parser.add_argument("--lang", choices=LANGUAGES, help=parser.words("option lang"))
    parser.add_argument("--debug", action="store_true", help=parser.words("option debug"))


def _times(parser: _Parser) -> None:
    parser.add_argument("--at", metavar="TIME", help=parser.words("option at"))
    parser.add_argument("--known-at", metavar="TIME", help=parser.words("option known-at"))


def _check(parser: _Parser) -> None:
    parser.add_argument("agreement", metavar="AGREEMENT", help=parser.words("option agreement"))
    parser.add_argument("logs", metavar="LOG", nargs="+", help=parser.words("option log"))
    _times(parser)
    parser.add_argument(
        "--format", choices=FINDING_FORMATS, default="text", help=parser.words("option format")
    )
    parser.add_argument("--all", action="store_true", help=parser.words("option all"))
    parser.add_argument(
        "--fail-on", choices=GRADES, default="presumption", help=parser.words("option fail-on")
    )
    parser.add_argument("--strict", action="store_true", help=parser.words("option strict"))
    parser.add_argument("--output", metavar="FILE", help=parser.words("option output"))
    parser.add_argument("--engine", choices=ENGINES, default="auto", help=parser.words("option engine"))
    _digits(parser)
    parser.add_argument(
        "--colour",
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help=parser.words("option colour"),
    )
    _bar(parser)


def _report(parser: _Parser) -> None:
    parser.add_argument("agreement", metavar="AGREEMENT", help=parser.words("option agreement"))
    parser.add_argument("logs", metavar="LOG", nargs="+", help=parser.words("option log"))
    _times(parser)
    parser.add_argument("--output", metavar="FILE", help=parser.words("option output"))
    parser.add_argument("--findings", metavar="FILE", help=parser.words("option findings"))
    _digits(parser)
    _bar(parser)


def _render(parser: _Parser) -> None:
    parser.add_argument("agreement", metavar="AGREEMENT", help=parser.words("option agreement"))
    parser.add_argument("--against", metavar="EDITION", help=parser.words("option render against"))
    parser.add_argument(
        "--format", choices=("html", "docx", "ics"), default="html", help=parser.words("option rendered")
    )
    parser.add_argument("--output", metavar="FILE", help=parser.words("option output"))
    _digits(parser)


def _digits(parser: _Parser) -> None:
    parser.add_argument(
        "--digits", choices=("persian", "ascii"), default="persian", help=parser.words("option digits")
    )


def _bar(parser: _Parser) -> None:
    bar = parser.add_mutually_exclusive_group()
    for name, wish in (("--progress", True), ("--no-progress", False)):
        says = parser.voice.said(f"option {name[2:]}")
        bar.add_argument(name, dest="progress", action="store_const", const=wish, help=says)


def _validate(parser: _Parser) -> None:
    parser.add_argument("paths", metavar="AGREEMENT", nargs="+", help=parser.words("option documents"))
    _outputs(parser, FAULT_FORMATS)
    parser.add_argument("--cases", action="store_true", help=parser.words("option cases"))
    parser.add_argument("--no-lint", dest="lint", action="store_false", help=parser.words("option no-lint"))
    parser.add_argument(
        "--fail-level", choices=SEVERITIES, default="warning", help=parser.words("option fail-level")
    )
    parser.add_argument("--on", metavar="DAY", help=parser.words("option on"))
    parser.add_argument("--baseline", metavar="FILE", help=parser.words("option baseline"))
    parser.add_argument("--write-baseline", metavar="FILE", help=parser.words("option write-baseline"))


def _outputs(parser: _Parser, formats: Sequence[str]) -> None:
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


def _test(parser: _Parser) -> None:
    parser.add_argument("agreement", metavar="AGREEMENT", help=parser.words("option agreement"))
    parser.add_argument("-k", dest="word", metavar="WORD", help=parser.words("option word"))
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help=parser.words("option format")
    )
    parser.add_argument("--output", metavar="FILE", help=parser.words("option output"))


def _explain(parser: _Parser) -> None:
    parser.add_argument("what", metavar="WHAT", nargs="+", help=parser.words("option what"))
    parser.add_argument(
        "--log",
        dest="logs",
        metavar="FILE",
        action="append",
        default=[],
        help=parser.words("option finding log"),
    )
    _times(parser)
    _digits(parser)
    parser.add_argument("--output", metavar="FILE", help=parser.words("option output"))


def _simulate(parser: _Parser) -> None:
    parser.add_argument(
        "--requests", metavar="N", type=int, default=20_000, help=parser.words("option requests")
    )
    parser.add_argument("--seed", metavar="N", type=int, default=1398, help=parser.words("option seed"))
    parser.add_argument("--harm", choices=HARMS, default="none", help=parser.words("option harm"))
    parser.add_argument(
        "--strength", metavar="ODDS", type=float, default=0.5, help=parser.words("option strength")
    )
    parser.add_argument("--affected", metavar="N", type=int, default=12, help=parser.words("option affected"))
    parser.add_argument(
        "--harmed-from", metavar="MONTH", type=int, default=1, help=parser.words("option harmed from")
    )
    parser.add_argument(
        "--households", metavar="SHARE", type=float, default=0.0, help=parser.words("option households")
    )
    parser.add_argument("--masked", action="store_true", help=parser.words("option masked"))
    parser.add_argument("--unconfounded", action="store_true", help=parser.words("option unconfounded"))
    parser.add_argument(
        "--from", dest="first_day", metavar="DAY", default="1398/01/01", help=parser.words("option from")
    )
    parser.add_argument("--zone", metavar="ZONE", default="Asia/Tehran", help=parser.words("option zone"))
    parser.add_argument("--truth", metavar="FILE", help=parser.words("option truth"))
    parser.add_argument("--output", metavar="FILE", help=parser.words("option output"))


def _schema(parser: _Parser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="?", help=parser.words("option name"))
    parser.add_argument("--editor", action="store_true", help=parser.words("option editor"))
    parser.add_argument("--output", metavar="FILE", help=parser.words("option output"))


def _fix(parser: _Parser) -> None:
    _changed(parser, "option check fix")
    parser.add_argument("--unsafe", action="store_true", help=parser.words("option unsafe"))


def _fmt(parser: _Parser) -> None:
    _changed(parser, "option check fmt")


def _changed(parser: _Parser, check: str) -> None:
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", default=["."], help=parser.words("option fixed paths")
    )
    instead = parser.add_mutually_exclusive_group()
    for name, says in (("diff", "option diff"), ("check", check)):
        instead.add_argument(f"--{name}", action="store_true", help=parser.words(says))


def _init(parser: _Parser) -> None:
    parser.add_argument("folder", metavar="FOLDER", help=parser.words("option folder"))
    parser.add_argument(
        "--agreement", metavar="NAME", required=True, help=parser.words("option agreement name")
    )
    parser.add_argument("--edition", metavar="YEAR", required=True, help=parser.words("option edition"))
    parser.add_argument("--calendar", choices=("jalali", "gregorian"), help=parser.words("option calendar"))


def _renew(parser: _Parser) -> None:
    parser.add_argument("agreement", metavar="AGREEMENT", help=parser.words("option agreement"))
    parser.add_argument("--to", metavar="EDITION", required=True, help=parser.words("option to"))
    parser.add_argument("--from", dest="first", metavar="DAY", help=parser.words("option first"))
    parser.add_argument("--until", dest="last", metavar="DAY", help=parser.words("option last"))


def _keys(parser: _Parser) -> None:
    parser.add_argument("action", metavar="ACTION", choices=KEY_ACTIONS, help=parser.words("option action"))
    parser.add_argument("file", metavar="FILE", help=parser.words("option key file"))
    instead = parser.add_mutually_exclusive_group()
    _passphrase(parser, instead)
    instead.add_argument(
        "--without-passphrase", action="store_true", help=parser.words("option without-passphrase")
    )


def _passphrase(parser: _Parser, group: "_Group") -> None:
    group.add_argument("--passphrase-file", metavar="FILE", help=parser.words("option passphrase-file"))


def _sign(parser: _Parser) -> None:
    parser.add_argument("agreement", metavar="AGREEMENT", help=parser.words("option agreement"))
    parser.add_argument("--key", metavar="FILE", required=True, help=parser.words("option private key"))
    parser.add_argument("--as", dest="party", metavar="PARTY", help=parser.words("option as"))
    parser.add_argument("--at", metavar="TIME", help=parser.words("option signed at"))
    _passphrase(parser, parser)


def _verify(parser: _Parser) -> None:
    parser.add_argument("agreement", metavar="AGREEMENT", help=parser.words("option agreement"))
    parser.add_argument(
        "--key",
        dest="keys",
        metavar="[PARTY=]FILE",
        action="append",
        required=True,
        help=parser.words("option public key"),
    )
    parser.add_argument("--on", metavar="DAY", help=parser.words("option verified on"))
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help=parser.words("option format")
    )
    parser.add_argument("--output", metavar="FILE", help=parser.words("option output"))


def _diff(parser: _Parser) -> None:
    parser.add_argument("editions", metavar="EDITION", nargs="+", help=parser.words("option editions"))
    parser.add_argument("--against", metavar="git:REF", help=parser.words("option against"))
    _outputs(parser, COMPARISON_FORMATS)
    parser.add_argument(
        "--fail-on", choices=CHANGES, default="weaker", help=parser.words("option fail-on diff")
    )
    parser.add_argument(
        "--no-search", dest="search", action="store_false", help=parser.words("option no-search")
    )
    parser.add_argument("--save-witness", metavar="FOLDER", help=parser.words("option save-witness"))
    parser.add_argument(
        "--replay", metavar="LOG", action="append", default=[], help=parser.words("option replay")
    )
    parser.add_argument("--at", metavar="TIME", help=parser.words("option at replay"))
    parser.add_argument("--on", metavar="DAY", help=parser.words("option on diff"))
    parser.add_argument(
        "--digits", choices=("persian", "ascii"), default="persian", help=parser.words("option digits")
    )


def _ci(parser: _Parser) -> None:
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", default=["agreements"], help=parser.words("option ci paths")
    )
    parser.add_argument("--only", choices=CI_STEPS, action="append", help=parser.words("option only"))
    parser.add_argument("--against", metavar="git:REF", help=parser.words("option ci against"))
    parser.add_argument("--keys", metavar="FOLDER", help=parser.words("option ci keys"))
    parser.add_argument(
        "--fail-on", choices=CHANGES, default="weaker", help=parser.words("option fail-on diff")
    )
    parser.add_argument(
        "--fail-level", choices=SEVERITIES, default="warning", help=parser.words("option fail-level")
    )
    parser.add_argument("--on", metavar="DAY", help=parser.words("option ci on"))
    for name in ("sarif", "junit", "gitlab"):
        parser.add_argument(f"--{name}", metavar="FILE", help=parser.words(f"option ci {name}"))
    parser.add_argument("--comment", metavar="FILE", help=parser.words("option ci comment"))


def _lsp(parser: _Parser) -> None:
    """It takes no options of its own: the editor says in the protocol what it wants."""


def _watch(parser: _Parser) -> None:
    parser.add_argument("agreement", metavar="AGREEMENT", help=parser.words("option agreement"))
    parser.add_argument("log", metavar="LOG", help=parser.words("option watched log"))
    parser.add_argument("--store", metavar="FILE", help=parser.words("option store"))
    parser.add_argument("--lateness", metavar="LENGTH", default="0", help=parser.words("option lateness"))
    parser.add_argument(
        "--remembers", metavar="LENGTH", default="1 hour", help=parser.words("option remembers")
    )
    parser.add_argument(
        "--at-end", choices=("follow", "stop", "close"), default="follow", help=parser.words("option at-end")
    )
    parser.add_argument("--at", metavar="TIME", help=parser.words("option close at"))
    parser.add_argument("--known-at", metavar="TIME", help=parser.words("option known-at"))
    parser.add_argument("--batch", metavar="LINES", type=int, default=1000, help=parser.words("option batch"))
    parser.add_argument("--live", action="store_true", help=parser.words("option live"))
    parser.add_argument(
        "--format", choices=("text", "jsonl"), default="text", help=parser.words("option format")
    )
    parser.add_argument("--output", metavar="FILE", help=parser.words("option appended output"))
    parser.add_argument(
        "--fail-on", choices=GRADES, default="presumption", help=parser.words("option fail-on")
    )
    _digits(parser)


def _ledger(parser: _Parser) -> None:
    parser.add_argument(
        "what", metavar="WHAT", choices=("verify", "show"), help=parser.words("option ledger what")
    )
    parser.add_argument("agreement", metavar="AGREEMENT", help=parser.words("option agreement"))
    parser.add_argument("store", metavar="STORE", help=parser.words("option ledger"))
    parser.add_argument("--as-of", metavar="TIME", help=parser.words("option as-of"))
    parser.add_argument(
        "--format", choices=("text", "jsonl"), default="text", help=parser.words("option format")
    )
    _digits(parser)


_OPTIONS = {
    "check": _check,
    "watch": _watch,
    "ledger": _ledger,
    "report": _report,
    "render": _render,
    "validate": _validate,
    "test": _test,
    "explain": _explain,
    "schema": _schema,
    "fix": _fix,
    "fmt": _fmt,
    "init": _init,
    "renew": _renew,
    "keys": _keys,
    "sign": _sign,
    "verify": _verify,
    "diff": _diff,
    "ci": _ci,
    "simulate": _simulate,
    "lsp": _lsp,
}


# --- what argparse objects to, in our words -----------------------------------------------------------------


def _refusal(message: str, parser: _Parser) -> Refused:
    for pattern, telling in _OBJECTIONS:
        if found := pattern.fullmatch(message):
            return telling(found, parser)
    return Refused(parser.voice.said("other mistake", problem=message), _see_help(parser))


def _see_help(parser: _Parser) -> Said:
    return parser.voice.said("see help", command=parser.prog)


def _required(found: re.Match[str], parser: _Parser) -> Refused:
    if found[1] == "COMMAND":
        return Refused(
            parser.voice.said("no command"),
            parser.voice.said("choose", allowed=parser.voice.listed(COMMANDS)),
        )
    return Refused(parser.voice.said("arguments missing", names=found[1]), _see_help(parser))


def _unrecognized(found: re.Match[str], parser: _Parser) -> Refused:
    from slakit.spelling import KEY_LIKENESS, suggestions

    first = found[1].split()[0]
    command = next((word for word in parser.given if word in COMMANDS), None)
    known = _option_names(_Parser(voice=parser.voice, about="about", prog=parser.prog), command)
    suggested = suggestions(first.partition("=")[0], known, KEY_LIKENESS) if first.startswith("-") else {}
    see = parser.voice.said("see help", command=f"{parser.prog} {command}" if command else parser.prog)
    return Refused(parser.voice.said("unknown option", found=first), parser.voice.meant(suggested) or see)


def _option_names(parser: _Parser, command: str | None) -> list[str]:
    _common(parser)
    if command:
        _OPTIONS[command](parser)
    return [name for action in parser._actions for name in action.option_strings]  # noqa: SLF001  argparse lists them nowhere else


def _value_missing(found: re.Match[str], parser: _Parser) -> Refused:
    return Refused(parser.voice.said("value missing", option=found[1]), _see_help(parser))


def _not_allowed(found: re.Match[str], parser: _Parser) -> Refused:
    import ast

    from slakit.spelling import VALUE_LIKENESS, suggestions

    voice, value = parser.voice, str(ast.literal_eval(found[2]))
    allowed = re.findall("[a-z]+", found[3])
    likely = voice.meant(suggestions(value, allowed, VALUE_LIKENESS))
    if found[1] == "COMMAND":
        choose = voice.said("choose", allowed=voice.listed(allowed))
        return Refused(voice.said("unknown command", found=value), likely or choose)
    wrong = voice.said("value not allowed", found=value, option=found[1])
    return Refused(wrong, likely or voice.said("allowed", allowed=voice.listed(allowed)))


def _not_together(found: re.Match[str], parser: _Parser) -> Refused:
    return Refused(parser.voice.said("not together", option=found[1], other=found[2]))


_OBJECTIONS = (
    (re.compile(r"the following arguments are required: (.+)"), _required),
    (re.compile(r"unrecognized arguments: (.+)", re.DOTALL), _unrecognized),
    (re.compile(r"argument (.+): expected (?:one|at least one) argument"), _value_missing),
    (re.compile(r"argument (.+?): invalid choice: (.+) \(choose from (.+)\)", re.DOTALL), _not_allowed),
    (re.compile(r"argument (.+): not allowed with argument (.+)"), _not_together),
)
