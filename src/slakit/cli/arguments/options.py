"""The arguments and options of each command."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from slakit.cli.arguments.parser import Parser
from slakit.cli.outputs import PairOutputs
from slakit.errors import SEVERITIES
from slakit.messages import Language

if TYPE_CHECKING:
    import argparse

    _Group = argparse._ActionsContainer  # noqa: SLF001  parsers and their groups have it in common, and argparse no name for it

KEY_ACTIONS: Final = ("new", "show")
LANGUAGES: Final[tuple[Language, ...]] = ("fa", "en")
FAULT_FORMATS: Final = ("text", "compact", "json", "sarif", "junit", "github", "gitlab", "markdown")
FINDING_FORMATS: Final = ("text", "json", "jsonl", "sarif", "junit", "github", "markdown")
PAGE_FORMATS: Final = ("html", "pdf", "docx", "ics")
COMPARISON_FORMATS: Final = ("text", "json", "markdown", "html")
EXPORT_FORMATS: Final = ("ocel", "openslo", "akoma-ntoso", "odrl")
CI_STEPS: Final = ("validate", "test", "verify", "diff")
CHANGES: Final = ("removed", "weaker", "incomparable", "any", "never")
LOG_FORMATS: Final = ("jsonl", "csv", "parquet", "sqlite", "postgresql", "ocel")
ENGINES: Final = ("auto", "reference", "audit", "spark")
HARMS: Final = (
    "none", "refused-more", "refused-more-in-one-channel", "crossed", "stalled", "overcharged", "passed-over",
)  # fmt: skip
GRADES: Final = ("breach", "presumption", "review", "advisory", "undetermined")


def common(parser: Parser) -> None:
    """Add the options that every command has."""
    parser.add_argument("--lang", choices=LANGUAGES, help=parser.words("option lang"))
    parser.add_argument("--debug", action="store_true", help=parser.words("option debug"))


def _sources(parser: Parser) -> None:
    parser.add_argument(
        "--mapping",
        dest="mappings",
        metavar="FILE",
        action="append",
        default=[],
        help=parser.words("option mapping"),
    )
    parser.add_argument("--log-format", choices=LOG_FORMATS, help=parser.words("option log-format"))


def _times(parser: Parser) -> None:
    parser.add_argument("--at", metavar="TIME", help=parser.words("option at"))
    parser.add_argument("--known-at", metavar="TIME", help=parser.words("option known-at"))


def _engine(parser: Parser) -> None:
    parser.add_argument("--engine", choices=ENGINES, default="auto", help=parser.words("option engine"))
    parser.add_argument("--spark-master", metavar="ADDRESS", help=parser.words("option spark-master"))
    parser.add_argument("--memory", metavar="SIZE", help=parser.words("option memory"))


def _check(parser: Parser) -> None:
    parser.add_argument("agreement", metavar="AGREEMENT", help=parser.words("option agreement"))
    parser.add_argument("logs", metavar="LOG", nargs="+", help=parser.words("option log"))
    _sources(parser)
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
    parser.add_argument("--findings", metavar="TABLE", help=parser.words("option findings table"))
    parser.add_argument("--summary", metavar="TABLE", help=parser.words("option summary"))
    parser.add_argument("--set-aside", metavar="FILE", help=parser.words("option set-aside"))
    _engine(parser)
    _digits(parser)
    parser.add_argument(
        "--colour",
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help=parser.words("option colour"),
    )
    _bar(parser)


def _report(parser: Parser) -> None:
    parser.add_argument("agreement", metavar="AGREEMENT", help=parser.words("option agreement"))
    parser.add_argument("logs", metavar="LOG", nargs="+", help=parser.words("option log"))
    _sources(parser)
    _times(parser)
    parser.add_argument(
        "--format", choices=PAGE_FORMATS, default="html", help=parser.words("option reported")
    )
    parser.add_argument("--output", metavar="FILE", help=parser.words("option output"))
    _engine(parser)
    parser.add_argument("--findings", metavar="FILE", help=parser.words("option findings"))
    _digits(parser)
    _bar(parser)


def _render(parser: Parser) -> None:
    parser.add_argument("agreement", metavar="AGREEMENT", help=parser.words("option agreement"))
    parser.add_argument("--against", metavar="EDITION", help=parser.words("option render against"))
    parser.add_argument(
        "--format", choices=PAGE_FORMATS, default="html", help=parser.words("option rendered")
    )
    parser.add_argument("--output", metavar="FILE", help=parser.words("option output"))
    _digits(parser)


def _export(parser: Parser) -> None:
    parser.add_argument("to", metavar="FORMAT", choices=EXPORT_FORMATS, help=parser.words("option exported"))
    parser.add_argument("agreement", metavar="AGREEMENT", help=parser.words("option agreement"))
    parser.add_argument("logs", metavar="LOG", nargs="*", help=parser.words("option exported log"))
    _sources(parser)
    parser.add_argument("--output", metavar="FILE", help=parser.words("option output"))
    _bar(parser)


def _import(parser: Parser) -> None:
    parser.add_argument("text", metavar="TEXT", help=parser.words("option imported"))
    parser.add_argument(
        "-o", "--output", metavar="FOLDER", required=True, help=parser.words("option imported into")
    )
    parser.add_argument("--agreement", metavar="NAME", help=parser.words("option imported name"))
    parser.add_argument("--edition", metavar="YEAR", help=parser.words("option imported edition"))


def _digits(parser: Parser) -> None:
    parser.add_argument(
        "--digits", choices=("persian", "ascii"), default="persian", help=parser.words("option digits")
    )


def _bar(parser: Parser) -> None:
    bar = parser.add_mutually_exclusive_group()
    for name, wish in (("--progress", True), ("--no-progress", False)):
        says = parser.voice.said(f"option {name[2:]}")
        bar.add_argument(name, dest="progress", action="store_const", const=wish, help=says)


def _validate(parser: Parser) -> None:
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


def _outputs(parser: Parser, formats: Sequence[str]) -> None:
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


def _test(parser: Parser) -> None:
    parser.add_argument("agreement", metavar="AGREEMENT", help=parser.words("option agreement"))
    parser.add_argument("-k", dest="word", metavar="WORD", help=parser.words("option word"))
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help=parser.words("option format")
    )
    parser.add_argument("--output", metavar="FILE", help=parser.words("option output"))


def _explain(parser: Parser) -> None:
    parser.add_argument("what", metavar="WHAT", nargs="+", help=parser.words("option what"))
    parser.add_argument(
        "--log",
        dest="logs",
        metavar="FILE",
        action="append",
        default=[],
        help=parser.words("option finding log"),
    )
    _sources(parser)
    _times(parser)
    _digits(parser)
    parser.add_argument("--output", metavar="FILE", help=parser.words("option output"))


def _simulate(parser: Parser) -> None:
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


def _schema(parser: Parser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="?", help=parser.words("option name"))
    parser.add_argument("--editor", action="store_true", help=parser.words("option editor"))
    parser.add_argument("--output", metavar="FILE", help=parser.words("option output"))


def _fix(parser: Parser) -> None:
    _changed(parser, "option check fix")
    parser.add_argument("--unsafe", action="store_true", help=parser.words("option unsafe"))


def _fmt(parser: Parser) -> None:
    _changed(parser, "option check fmt")


def _changed(parser: Parser, check: str) -> None:
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", default=["."], help=parser.words("option fixed paths")
    )
    instead = parser.add_mutually_exclusive_group()
    for name, says in (("diff", "option diff"), ("check", check)):
        instead.add_argument(f"--{name}", action="store_true", help=parser.words(says))


def _init(parser: Parser) -> None:
    parser.add_argument("folder", metavar="FOLDER", help=parser.words("option folder"))
    parser.add_argument(
        "--agreement", metavar="NAME", required=True, help=parser.words("option agreement name")
    )
    parser.add_argument("--edition", metavar="YEAR", required=True, help=parser.words("option edition"))
    parser.add_argument("--calendar", choices=("jalali", "gregorian"), help=parser.words("option calendar"))


def _renew(parser: Parser) -> None:
    parser.add_argument("agreement", metavar="AGREEMENT", help=parser.words("option agreement"))
    parser.add_argument("--to", metavar="EDITION", required=True, help=parser.words("option to"))
    parser.add_argument("--from", dest="first", metavar="DAY", help=parser.words("option first"))
    parser.add_argument("--until", dest="last", metavar="DAY", help=parser.words("option last"))


def _keys(parser: Parser) -> None:
    parser.add_argument("action", metavar="ACTION", choices=KEY_ACTIONS, help=parser.words("option action"))
    parser.add_argument("file", metavar="FILE", help=parser.words("option key file"))
    instead = parser.add_mutually_exclusive_group()
    _passphrase(parser, instead)
    instead.add_argument(
        "--without-passphrase", action="store_true", help=parser.words("option without-passphrase")
    )


def _passphrase(parser: Parser, group: "_Group") -> None:
    group.add_argument("--passphrase-file", metavar="FILE", help=parser.words("option passphrase-file"))


def _sign(parser: Parser) -> None:
    parser.add_argument("agreement", metavar="AGREEMENT", help=parser.words("option agreement"))
    parser.add_argument("--key", metavar="FILE", required=True, help=parser.words("option private key"))
    parser.add_argument("--as", dest="party", metavar="PARTY", help=parser.words("option as"))
    parser.add_argument("--at", metavar="TIME", help=parser.words("option signed at"))
    _passphrase(parser, parser)


def _verify(parser: Parser) -> None:
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


def _diff(parser: Parser) -> None:
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


def _ci(parser: Parser) -> None:
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


def _lsp(parser: Parser) -> None:
    """It takes no options of its own: the editor says in the protocol what it wants."""


def _watch(parser: Parser) -> None:
    parser.add_argument("agreement", metavar="AGREEMENT", help=parser.words("option agreement"))
    parser.add_argument("log", metavar="LOG", help=parser.words("option watched log"))
    parser.add_argument("--store", metavar="FILE", help=parser.words("option store"))
    parser.add_argument("--lateness", metavar="LENGTH", default="0", help=parser.words("option lateness"))
    parser.add_argument(
        "--tolerate-ahead", metavar="LENGTH", default="1 hour", help=parser.words("option tolerate-ahead")
    )
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
    parser.add_argument("--output", metavar="FILE", help=parser.words("option watched output"))
    parser.add_argument(
        "--fail-on", choices=GRADES, default="presumption", help=parser.words("option fail-on")
    )
    parser.add_argument("--warn-before", metavar="LENGTH", help=parser.words("option warn-before"))
    parser.add_argument("--kafka-properties", metavar="FILE", help=parser.words("option kafka-properties"))
    _webhook(parser)
    _digits(parser)


def _webhook(parser: Parser) -> None:
    parser.add_argument("--webhook", metavar="URL", help=parser.words("option webhook"))
    parser.add_argument(
        "--webhook-secret-file", metavar="FILE", help=parser.words("option webhook-secret-file")
    )
    parser.add_argument(
        "--insecure-webhook", action="store_true", help=parser.words("option insecure-webhook")
    )


def _serve(parser: Parser) -> None:
    parser.add_argument("agreement", metavar="AGREEMENT", help=parser.words("option agreement"))
    parser.add_argument("--store", metavar="FILE", required=True, help=parser.words("option served store"))
    parser.add_argument("--host", metavar="HOST", default="127.0.0.1", help=parser.words("option host"))
    parser.add_argument("--port", metavar="PORT", type=int, default=8398, help=parser.words("option port"))
    parser.add_argument("--token-file", metavar="FILE", help=parser.words("option token-file"))
    parser.add_argument(
        "--insecure-without-token", action="store_true", help=parser.words("option insecure-without-token")
    )
    parser.add_argument("--lateness", metavar="LENGTH", default="0", help=parser.words("option lateness"))
    parser.add_argument(
        "--tolerate-ahead", metavar="LENGTH", default="1 hour", help=parser.words("option tolerate-ahead")
    )
    parser.add_argument("--live", action="store_true", help=parser.words("option live"))
    parser.add_argument("--warn-before", metavar="LENGTH", help=parser.words("option warn-before"))
    parser.add_argument(
        "--largest-body",
        metavar="BYTES",
        type=int,
        default=4 * 2**20,
        help=parser.words("option largest-body"),
    )
    parser.add_argument("--rate", metavar="N", type=int, default=0, help=parser.words("option rate"))
    parser.add_argument("--output", metavar="FILE", help=parser.words("option appended output"))
    _webhook(parser)


def _store(parser: Parser) -> None:
    parser.add_argument(
        "what", metavar="WHAT", choices=("events", "migrate"), help=parser.words("option store what")
    )
    parser.add_argument("agreement", metavar="AGREEMENT", help=parser.words("option agreement"))
    parser.add_argument("store", metavar="STORE", help=parser.words("option kept store"))
    parser.add_argument("--to", metavar="FILE", help=parser.words("option migrate to"))


def _ledger(parser: Parser) -> None:
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


OPTIONS: Final = {
    "check": _check,
    "watch": _watch,
    "serve": _serve,
    "ledger": _ledger,
    "store": _store,
    "report": _report,
    "render": _render,
    "export": _export,
    "import": _import,
    "validate": _validate,
    "test": _test,
    "explain": _explain,
    "schema": _schema,
    "fix": _fix,
    "fmt": _fmt,
    "init": _init,
    "renew": _renew,
    "diff": _diff,
    "keys": _keys,
    "sign": _sign,
    "verify": _verify,
    "ci": _ci,
    "simulate": _simulate,
    "lsp": _lsp,
}
"""Each command, in the order of the help, and what adds its options to its parser."""

COMMANDS: Final = tuple(OPTIONS)
