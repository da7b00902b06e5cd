"""What argparse objects to, told anew: its own messages know neither suggestions nor Persian."""

import re

from slakit.cli.arguments.options import COMMANDS, OPTIONS
from slakit.cli.arguments.parser import Objection, Parser
from slakit.cli.arguments.shared_options import common
from slakit.cli.wording import Refused, Said


def refusal(objection: Objection) -> Refused:
    """An objection of argparse, told in the language of its parser and with a cure."""
    message, parser = objection.message, objection.parser
    for pattern, telling in _OBJECTIONS:
        if found := pattern.fullmatch(message):
            return telling(found, parser)
    return Refused(parser.voice.said("other mistake", problem=message), _see_help(parser))


def _see_help(parser: Parser) -> Said:
    return parser.voice.said("see help", command=parser.prog)


def _required(found: re.Match[str], parser: Parser) -> Refused:
    if found[1] == "COMMAND":
        return Refused(
            parser.voice.said("no command"),
            parser.voice.said("choose", allowed=parser.voice.listed(COMMANDS)),
        )
    return Refused(parser.voice.said("arguments missing", names=found[1]), _see_help(parser))


def _unrecognized(found: re.Match[str], parser: Parser) -> Refused:
    from slakit.spelling import KEY_LIKENESS, suggestions

    first = found[1].split()[0]
    command = next((word for word in parser.given if word in COMMANDS), None)
    known = _option_names(Parser(voice=parser.voice, about="about", prog=parser.prog), command)
    suggested = suggestions(first.partition("=")[0], known, KEY_LIKENESS) if first.startswith("-") else {}
    see = parser.voice.said("see help", command=f"{parser.prog} {command}" if command else parser.prog)
    return Refused(parser.voice.said("unknown option", found=first), parser.voice.meant(suggested) or see)


def _option_names(parser: Parser, command: str | None) -> list[str]:
    common(parser)
    if command:
        OPTIONS[command](parser)
    return [name for action in parser._actions for name in action.option_strings]  # noqa: SLF001  argparse lists them nowhere else


def _value_missing(found: re.Match[str], parser: Parser) -> Refused:
    return Refused(parser.voice.said("value missing", option=found[1]), _see_help(parser))


def _not_allowed(found: re.Match[str], parser: Parser) -> Refused:
    import ast

    from slakit.spelling import VALUE_LIKENESS, suggestions

    voice, value = parser.voice, str(ast.literal_eval(found[2]))
    allowed = re.findall("[a-z0-9-]+", found[3])
    likely = voice.meant(suggestions(value, allowed, VALUE_LIKENESS))
    if found[1] == "COMMAND":
        choose = voice.said("choose", allowed=voice.listed(allowed))
        return Refused(voice.said("unknown command", found=value), likely or choose)
    wrong = voice.said("value not allowed", found=value, option=found[1])
    return Refused(wrong, likely or voice.said("allowed", allowed=voice.listed(allowed)))


def _no_number(found: re.Match[str], parser: Parser) -> Refused:
    import ast

    voice, value = parser.voice, str(ast.literal_eval(found[3]))
    wanted = voice.said("whole number" if found[2] == "int" else "number")
    return Refused(voice.said("value not allowed", found=value, option=found[1]), wanted)


def _takes_no_value(found: re.Match[str], parser: Parser) -> Refused:
    return Refused(parser.voice.said("takes no value", option=found[1]), _see_help(parser))


def _not_together(found: re.Match[str], parser: Parser) -> Refused:
    return Refused(parser.voice.said("not together", option=found[1], other=found[2]))


_OBJECTIONS = (
    (re.compile(r"the following arguments are required: (.+)"), _required),
    (re.compile(r"unrecognized arguments: (.+)", re.DOTALL), _unrecognized),
    (re.compile(r"argument (.+): expected (?:one|at least one) argument"), _value_missing),
    (re.compile(r"argument (.+?): invalid choice: (.+) \(choose from (.+)\)", re.DOTALL), _not_allowed),
    (re.compile(r"argument (.+?): invalid (int|float) value: (.+)", re.DOTALL), _no_number),
    (re.compile(r"argument (.+?): ignored explicit argument .+", re.DOTALL), _takes_no_value),
    (re.compile(r"argument (.+): not allowed with argument (.+)"), _not_together),
)
