"""One reading of a YAML text: its events become plain data, places and faults.

What people misread or what readers of YAML disagree on is a fault with its place. Faults are
collected; only broken syntax, a limit or too many faults end the reading.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NoReturn

from slakit.errors import Argument, Fault, InvalidDocument
from slakit.scalars import Scalar, Trap, read_plain
from slakit.source import Source
from slakit.yaml_characters import (
    NEVER_HELD,
    blanked,
    forbidden_escapes,
    is_tab,
    refused_in,
    strange_blanks,
    tabs_outside_texts,
)
from slakit.yaml_events import Broken, Event, ParserName, events
from slakit.yaml_spots import Opened, Span, Spot
from slakit.yaml_syntax import Complaint, is_sign_in_brackets, mistake_of

DEEPEST_NESTING = 64
"""Lists and groups that may stand inside one another."""
MOST_NODES = 250_000
"""Keys, values, lists and groups that a file may hold, counted together."""
LONGEST_SCALAR = 64 * 1024
"""Characters that one text may have."""
MOST_FAULTS = 1_000
"""Mistakes after which a file is not read any further."""

_COLON = re.compile(r"[ \t\r\n]*:")
_WORD = re.compile(r"\S+")
_LINES_SHOWN = 10
_LONGEST_NUMBER = 40
"""A longer one is none: a quotation mark was left open."""
_LINES_ABOVE = 10
"""How far above the place where a parser gives up an indentation may be what misleads it."""


class _Stop(Exception):
    """Nothing after this point can be read; the reason stands among the faults."""


class Reading:
    """One reading of one file: takes events in order, builds the data, the spots and the faults."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._text = source.text
        self._faults: list[tuple[int, Fault, object]] = []
        self._open: list[Opened] = []
        self._nodes = 0
        self._documents = 0
        self._result: tuple[object, Spot] | None = None
        self._spans: list[tuple[int, int]] = []  # of quoted and block texts, for the search for tabs
        self._read_until = len(source.text)
        self._may_mark_keys = "?" in source.text

    def result(self, parser: ParserName) -> tuple[object, Spot]:
        """The data and the spots of the whole text; raises InvalidDocument with every mistake in it.

        The compiled parser is older than YAML 1.2 in one point: between brackets it stops at the colon of
        `{at: 09:01 x}`. Such a text is read once more by the pure parser, which does not.
        """
        faults_before = list(self._faults)
        try:
            for event in events(self._readable_text(), parser):
                self._take(event)
            self._look_at_the_top()
        except Broken as broken:
            if parser == "c" and is_sign_in_brackets(broken.complaint, self._text):
                again = Reading(self._source)
                again._faults = faults_before
                return again.result("pure")
            self._tell_broken(broken.complaint)
        except _Stop:
            self._read_until = self._faults[-1][0]
        self._look_for_tabs()
        if self._faults or self._result is None:
            raise InvalidDocument(self._sorted_faults())
        return self._result

    # --- faults

    def fault(self, rule: str, start: int, end: int, **arguments: Argument) -> None:
        """Note a mistake; stop the reading when there are too many."""
        in_clauses = len(self._open) > 2 and self._open[0].key == "clauses"
        clause = self._open[2].data if in_clauses else None
        place = self._source.place(start, end)
        self._faults.append((start, Fault(rule, place, arguments=arguments), clause))
        if len(self._faults) == MOST_FAULTS:
            self._stop("too-many-faults", start, end, most=MOST_FAULTS)

    def _stop(self, rule: str, start: int, end: int, **arguments: Argument) -> NoReturn:
        self._faults.append((start, Fault(rule, self._source.place(start, end), arguments=arguments), None))
        raise _Stop

    def _sorted_faults(self) -> Iterator[Fault]:
        for _, fault, clause in sorted(self._faults, key=lambda entry: entry[0]):
            # the number may stand below the mistake, so it is looked up when all has been read
            number = clause_of(clause)
            yield Fault(fault.rule, fault.place, number, fault.arguments) if number else fault

    def _tell_broken(self, complaint: Complaint) -> None:
        self._read_until = complaint.offset
        if is_tab(self._text, complaint.offset):  # it is told by the search for tabs
            return
        blank = next(strange_blanks(self._text[: complaint.offset], self._spans, _LINES_ABOVE), None)
        if blank is not None:
            self.fault("strange-indentation", blank, blank + 1, character=self._text[blank])
        else:
            mistake = mistake_of(complaint, self._text)
            self.fault(mistake.rule, mistake.start, mistake.end, **mistake.arguments)

    def _readable_text(self) -> str:
        """The text with each thing that would stop a parser told and blanked out."""
        for rule, start, end, written in refused_in(self._text):
            self.fault(rule, start, end, **{"written" if rule == "directive" else "character": written})
        return blanked(self._text)

    def _look_at_the_top(self) -> None:
        if self._result is None:
            self.fault("empty-document", 0, 0)
            return
        data, spot = self._result
        if data is None and spot.start == spot.end:
            self.fault("empty-document", spot.start, spot.end)
        elif not isinstance(data, dict):
            self.fault("top-is-no-group", spot.start, spot.end)

    def _look_for_tabs(self) -> None:
        """Tell of tabs outside quoted texts, block texts and comments, as one fault a kind for the whole file."""
        if "\t" not in self._text:
            return
        until = self._read_until
        end = len(self._text) if is_tab(self._text, until) else until
        found = tabs_outside_texts(self._text, end, self._spans, self._source.line_start)
        tabs = list(islice(found, MOST_FAULTS))
        leading = [tab for tab in tabs if self._is_leading(tab)]
        self._fault_of_tabs("tab-indentation", leading)
        between = [tab for tab in tabs if tab <= until and not self._is_leading(tab)]
        self._fault_of_tabs("tab-between", between)

    def _is_leading(self, tab: int) -> bool:
        return not self._text[self._source.line_start(tab) : tab].strip()

    def _fault_of_tabs(self, rule: str, tabs: list[int]) -> None:
        if tabs:
            lines = sorted({self._source.line_and_column(tab)[0] for tab in tabs})
            shown = ", ".join(map(str, lines[:_LINES_SHOWN])) + (" …" if len(lines) > _LINES_SHOWN else "")
            place = self._source.place(tabs[0], tabs[0] + 1)
            self._faults.append((tabs[0], Fault(rule, place, arguments={"lines": shown}), None))

    # --- events

    def _take(self, event: Event) -> None:
        kind = type(event).__name__
        start, end = event.start_mark.index, event.end_mark.index
        if kind == "ScalarEvent":
            self._take_scalar(event, start, end)
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            self._take_start(event, start, end)
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._take_end(end)
        elif kind == "AliasEvent":
            self._take_alias(start, end)
        elif kind == "DocumentStartEvent":
            self._documents += 1
            if self._documents == 2:
                self._stop("several-documents", start, end)

    def _count_node(self, start: int, end: int) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            self._stop("too-many-nodes", start, end, most=MOST_NODES)

    def _refuse_properties(self, event: Event, start: int) -> None:
        if event.anchor is None and event.tag is None:
            return
        for rule, sign, name in (("anchor", "&", event.anchor), ("tag", "!", event.tag)):
            if name is not None:
                after = self._text.find(sign, start)  # with both, one parser starts at the second of them
                where = self._text.rfind(sign, 0, start) if after < 0 else after
                found = _WORD.match(self._text, where)
                self.fault(
                    rule, where, found.end() if found else where, written=found.group() if found else ""
                )

    def _take_scalar(self, event: Event, start: int, end: int) -> None:
        self._count_node(start, end)
        self._refuse_properties(event, start)
        if event.style:
            end = self._end_of_text(event, start, end)
        if len(event.value) > LONGEST_SCALAR:
            self.fault("text-too-long", start, end, most=LONGEST_SCALAR, length=len(event.value))
        top = self._open[-1] if self._open else None
        if top is not None and top.awaits_key:
            self._take_key(top, event, start, end)
            return
        if start == end:
            start = end = self._place_of_nothing(top, start)
        self._add(self._value(event, start, end), Spot(start, end))

    def _end_of_text(self, event: Event, start: int, end: int) -> int:
        """Where a quoted or a block text ends; it is remembered, and looked at for what it may not hold."""
        self._spans.append((start, end))
        if event.style in ("|", ">"):
            return start + len(self._text[start:end].rstrip())
        if event.style == '"' and NEVER_HELD.search(event.value):
            for escape in forbidden_escapes(self._text, start, end):
                self.fault(escape.rule, escape.start, escape.end, escape=escape.written)
        return end

    def _place_of_nothing(self, top: Opened | None, start: int) -> int:
        """Where a value stands that was left out: parsers differ on it."""
        if top is None:
            return 0 if start == len(self._text) else start
        if isinstance(top.data, list):
            return start
        if top.is_bracketed and not _COLON.match(self._text, top.key_end):
            self._fault_of_lone_key(top)
        return self._after_colon(top.key_end)

    def _fault_of_lone_key(self, top: Opened) -> None:
        """A comma inside a text between braces ends the text: what follows it would be a key without a value."""
        if top.key is None or top.spot.keys is None:
            return
        start, end = top.spot.keys[top.key]
        self.fault("lone-key", start, end, word=top.key)

    def _value(self, event: Event, start: int, end: int) -> Scalar:
        if event.style:
            return event.value
        value = read_plain(event.value)
        if isinstance(value, Trap):
            self.fault(value.rule, start, end, written=value.written, instead=value.instead)
            return None
        return value

    def _take_key(self, top: Opened, event: Event, start: int, end: int) -> None:
        top.awaits_key, top.key, top.key_end = False, None, end
        faults_before = len(self._faults)
        key = self._value(event, start, end)
        if event.style == "" or event.style is None:
            self._look_at_plain_key(key, start, end, trapped=len(self._faults) > faults_before)
        if self._may_mark_keys and self._is_after_question_mark(start):
            self.fault("question-mark-key", start, end, key=event.value)
        if isinstance(key, str) and top.spot.keys is not None:
            self._name_key(top, top.spot.keys, key, (start, end))

    def _is_after_question_mark(self, start: int) -> bool:
        return self._text[self._source.line_start(start) : start].rstrip().endswith("?")

    def _look_at_plain_key(self, key: Scalar, start: int, end: int, *, trapped: bool) -> None:
        if key == "<<":
            self.fault("merge-key", start, end)
        elif not isinstance(key, str) and not trapped:
            arguments: dict[str, Argument] = {"key": self._text[start:end]} if end > start else {}
            self.fault("key-is-no-text", start, end, **arguments)

    def _name_key(self, top: Opened, keys: dict[str, Span], key: str, span: Span) -> None:
        if key in keys:
            first_line = self._source.line_and_column(keys[key][0])[0]
            self.fault("duplicate-key", *span, key=key, line=first_line)
        else:
            top.key = key
            keys[key] = span

    def _after_colon(self, key_end: int) -> int:
        colon = _COLON.match(self._text, key_end)
        return colon.end() if colon else key_end

    def _take_alias(self, start: int, end: int) -> None:
        self._count_node(start, end)
        self.fault("alias", start, end, written=self._text[start:end])
        if self._open and self._open[-1].awaits_key:
            top = self._open[-1]
            top.awaits_key, top.key, top.key_end = False, None, end
        else:
            self._add(None, Spot(start, end))

    def _take_start(self, event: Event, start: int, end: int) -> None:
        self._count_node(start, end)
        self._refuse_properties(event, start)
        if len(self._open) == DEEPEST_NESTING:
            self._stop("too-deep", start, end, most=DEEPEST_NESTING)
        is_key = bool(self._open) and self._open[-1].awaits_key
        if is_key:
            self.fault("key-is-no-text", start, end)
        is_bracketed = bool(event.flow_style)
        if type(event).__name__ == "MappingStartEvent":
            self._open.append(
                Opened({}, Spot(start, start, {}, {}), is_key=is_key, is_bracketed=is_bracketed)
            )
        else:
            self._open.append(Opened([], Spot(start, start, {}), is_key=is_key, is_bracketed=is_bracketed))

    def _take_end(self, end: int) -> None:
        closed = self._open.pop()
        if self._text[closed.spot.start] in "[{" and self._text[end - 1] in "]}":
            closed.spot.end = end  # otherwise it ends with the last thing in it
        if closed.is_key:
            top = self._open[-1]
            top.awaits_key, top.key, top.key_end = False, None, closed.spot.end
        else:
            self._add(closed.data, closed.spot)

    def _add(self, value: object, spot: Spot) -> None:
        if not self._open:
            self._result = value, spot
            return
        top = self._open[-1]
        data, around = top.data, top.spot
        assert around.items is not None
        around.end = max(around.end, spot.end)
        if isinstance(data, list):
            around.items[len(data)] = spot
            data.append(value)
            return
        if top.key is not None:
            data[top.key] = value
            around.items[top.key] = spot
        top.awaits_key = True


def clause_of(item: object) -> str | None:
    """The number that an item of ``clauses`` gives itself."""
    match item:
        case {"clause": str(number)} if len(number) <= _LONGEST_NUMBER:
            return number
        case _:
            return None
