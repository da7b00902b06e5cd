"""The events of a YAML parser: what stands in a text, in order, with offsets.

Two parsers give them: libyaml's, compiled, where `ruamel.yaml.clib` is installed, and the pure one of
`ruamel.yaml`. Only events are used, never a loader: the compiled loaders crash on deep nesting.
"""

from collections.abc import Iterator
from typing import Literal, Protocol, cast

from slakit.yaml_syntax import Complaint

ParserName = Literal["c", "pure"]


def parser_in_use() -> ParserName:
    """Which YAML parser reads documents here: the compiled one ("c") where it is, or else the "pure" one.

    Both give equal documents; the pure one is several times slower.
    """
    from importlib.util import find_spec

    return "pure" if find_spec("_ruamel_yaml") is None else "c"


class _Mark(Protocol):
    index: int


class Event(Protocol):
    """What is used of a parser's event; only the events of nodes have what stands below the marks."""

    start_mark: _Mark
    end_mark: _Mark
    anchor: str | None
    tag: str | None
    value: str
    style: str | None
    flow_style: bool | None


class _Parser(Protocol):
    def get_event(self) -> Event | None: ...


class Broken(Exception):
    """The parser cannot go on; it says why."""

    def __init__(self, complaint: Complaint) -> None:
        super().__init__(complaint)
        self.complaint = complaint


def events(text: str, parser: ParserName) -> Iterator[Event]:
    """Yield the events of a YAML text; raise Broken where its syntax is broken."""
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    source = _c_parser(text) if parser == "c" else _pure_parser(text)
    last: Event | None = None
    try:
        while (event := source.get_event()) is not None:
            last = event
            yield event
    except MarkedYAMLError as problem:
        at: _Mark | None = problem.problem_mark or problem.context_mark
        before: _Mark | None = problem.context_mark or problem.problem_mark
        offset, earlier = at.index if at else 0, before.index if before else 0
        raise Broken(Complaint(problem.context or "", problem.problem or "", earlier, offset)) from None
    except (YAMLError, IndexError, ValueError, OverflowError) as problem:
        # the pure parser trips over some broken directives and escapes instead of complaining
        reached = last.end_mark.index if last else 0
        raise Broken(Complaint("", f"the parser failed ({problem})", reached, reached)) from problem


def _c_parser(text: str) -> _Parser:
    from _ruamel_yaml import CParser

    return cast("_Parser", CParser(text.encode("utf-8")))


def _pure_parser(text: str) -> _Parser:
    from ruamel.yaml import YAML

    return cast("_Parser", YAML(typ="safe", pure=True).get_constructor_parser(text)[1])
