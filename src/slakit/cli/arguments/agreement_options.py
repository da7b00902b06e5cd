"""The arguments and options of the commands that read or write agreements."""

from typing import TYPE_CHECKING, Final

from slakit.cli.arguments.parser import Parser
from slakit.cli.arguments.shared_options import PAGE_FORMATS, bar, digits, outputs, sources
from slakit.errors import SEVERITIES

if TYPE_CHECKING:
    import argparse

    _Group = argparse._ActionsContainer  # noqa: SLF001  parsers and their groups have it in common, and argparse no name for it

KEY_ACTIONS: Final = ("new", "show")
FAULT_FORMATS: Final = ("text", "compact", "json", "sarif", "junit", "github", "gitlab", "markdown")
CASE_FORMATS: Final = ("text", "json", "junit", "github")
COMPARISON_FORMATS: Final = ("text", "json", "markdown", "html")
EXPORT_FORMATS: Final = ("ocel", "openslo", "akoma-ntoso", "odrl")
CI_STEPS: Final = ("validate", "test", "verify", "diff")
CHANGES: Final = ("removed", "weaker", "incomparable", "any", "never")


def _render(parser: Parser) -> None:
    parser.add_argument("agreement", metavar="AGREEMENT", help=parser.words("option agreement"))
    parser.add_argument("--against", metavar="EDITION", help=parser.words("option render against"))
    parser.add_argument("--format", choices=PAGE_FORMATS, help=parser.words("option rendered"))
    parser.add_argument("--output", metavar="FILE", help=parser.words("option output"))
    digits(parser)


def _export(parser: Parser) -> None:
    parser.add_argument("to", metavar="FORMAT", choices=EXPORT_FORMATS, help=parser.words("option exported"))
    parser.add_argument("agreement", metavar="AGREEMENT", help=parser.words("option agreement"))
    parser.add_argument("logs", metavar="LOG", nargs="*", help=parser.words("option exported log"))
    sources(parser)
    parser.add_argument("--output", metavar="FILE", help=parser.words("option output"))
    bar(parser)


def _import(parser: Parser) -> None:
    parser.add_argument("text", metavar="TEXT", help=parser.words("option imported"))
    parser.add_argument(
        "-o", "--output", metavar="FOLDER", required=True, help=parser.words("option imported into")
    )
    parser.add_argument("--agreement", metavar="NAME", help=parser.words("option imported name"))
    parser.add_argument("--edition", metavar="YEAR", help=parser.words("option imported edition"))


def _validate(parser: Parser) -> None:
    parser.add_argument("paths", metavar="AGREEMENT", nargs="+", help=parser.words("option documents"))
    outputs(parser, FAULT_FORMATS)
    parser.add_argument("--cases", action="store_true", help=parser.words("option cases"))
    parser.add_argument("--no-lint", dest="lint", action="store_false", help=parser.words("option no-lint"))
    parser.add_argument(
        "--fail-level", choices=SEVERITIES, default="warning", help=parser.words("option fail-level")
    )
    parser.add_argument("--on", metavar="DAY", help=parser.words("option on"))
    parser.add_argument("--baseline", metavar="FILE", help=parser.words("option baseline"))
    parser.add_argument("--write-baseline", metavar="FILE", help=parser.words("option write-baseline"))


def _test(parser: Parser) -> None:
    parser.add_argument("agreement", metavar="AGREEMENT", help=parser.words("option agreement"))
    parser.add_argument("-k", dest="word", metavar="WORD", help=parser.words("option word"))
    outputs(parser, CASE_FORMATS)


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
    outputs(parser, COMPARISON_FORMATS)
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


OF_AGREEMENTS: Final = {
    "render": _render,
    "export": _export,
    "import": _import,
    "validate": _validate,
    "test": _test,
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
    "lsp": _lsp,
}
"""What adds the options of each of these commands to its parser."""
