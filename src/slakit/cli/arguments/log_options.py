"""The arguments and options of the commands that read or make events and findings."""

from typing import Final

from slakit.cli.arguments.parser import Parser
from slakit.cli.arguments.shared_options import PAGE_FORMATS, bar, digits, engine, sources, times

FINDING_FORMATS: Final = ("text", "json", "jsonl", "sarif", "junit", "github", "markdown")

HARMS: Final = (
    "none", "refused-more", "refused-more-in-one-channel", "crossed", "stalled", "overcharged", "passed-over",
)  # fmt: skip
TOLD: Final = ("all", "unkept")
GRADES: Final = ("breach", "presumption", "review", "advisory", "undetermined")


def _judged(parser: Parser) -> None:
    parser.add_argument("agreement", metavar="AGREEMENT", help=parser.words("option agreement"))
    parser.add_argument("logs", metavar="LOG", nargs="+", help=parser.words("option log"))
    sources(parser)
    times(parser)


def _check(parser: Parser) -> None:
    _judged(parser)
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
    engine(parser)
    digits(parser)
    parser.add_argument(
        "--colour",
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help=parser.words("option colour"),
    )
    bar(parser)


def _report(parser: Parser) -> None:
    _judged(parser)
    parser.add_argument("--format", choices=PAGE_FORMATS, help=parser.words("option reported"))
    parser.add_argument("--output", metavar="FILE", help=parser.words("option output"))
    engine(parser)
    parser.add_argument("--findings", metavar="FILE", help=parser.words("option findings"))
    digits(parser)
    bar(parser)


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
    sources(parser)
    times(parser)
    digits(parser)
    parser.add_argument("--output", metavar="FILE", help=parser.words("option output"))


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
    _tell(parser, "option tell watched")
    parser.add_argument("--output", metavar="FILE", help=parser.words("option watched output"))
    parser.add_argument(
        "--fail-on", choices=GRADES, default="presumption", help=parser.words("option fail-on")
    )
    parser.add_argument("--warn-before", metavar="LENGTH", help=parser.words("option warn-before"))
    parser.add_argument("--kafka-properties", metavar="FILE", help=parser.words("option kafka-properties"))
    _webhook(parser)
    digits(parser)


def _tell(parser: Parser, words: str) -> None:
    parser.add_argument("--tell", choices=TOLD, help=parser.words(words))


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
    _tell(parser, "option tell served")
    parser.add_argument("--output", metavar="FILE", help=parser.words("option appended output"))
    _webhook(parser)


def _store(parser: Parser) -> None:
    parser.add_argument(
        "what", metavar="WHAT", choices=("events", "migrate"), help=parser.words("option store what")
    )
    parser.add_argument("agreement", metavar="AGREEMENT", help=parser.words("option agreement"))
    parser.add_argument("store", metavar="STORE", help=parser.words("option kept store"))
    parser.add_argument("--to", metavar="FILE", help=parser.words("option migrate to"))
    parser.add_argument("--tolerate-ahead", metavar="LENGTH", help=parser.words("option tolerate-ahead"))


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
    digits(parser)


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


OF_LOGS: Final = {
    "check": _check,
    "watch": _watch,
    "serve": _serve,
    "ledger": _ledger,
    "store": _store,
    "report": _report,
    "explain": _explain,
    "simulate": _simulate,
}
"""What adds the options of each of these commands to its parser."""
