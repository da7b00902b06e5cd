"""Classes of like cases as a monitor stores them: each is one value, and its members that may be named are apart."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from slakit.checks import Same
from slakit.engines.monitor.got_values import Got, GotValues, Pair
from slakit.engines.monitor.like_cases import LikeCases
from slakit.engines.monitor.named_members import NamedMembers
from slakit.engines.monitor.summary import Counts, Summary
from slakit.events.event import Event, FieldValue
from slakit.values import Value
from slakit.verdicts.classes import Class
from slakit.verdicts.recipients import Recipients
from slakit.verdicts.truth import order

Told = tuple[tuple[FieldValue, FieldValue, int], ...]
"""The value of a field, how its holders were treated, and how many they are."""


class KeptClass(Value, frozen=True):
    """A class with its summary, but for what lies in pieces, and its closest pairs with other classes."""

    one: Class
    said: FieldValue | None
    is_fixed: bool
    first: Event
    last: Event
    last_got: FieldValue
    count: int
    got: tuple[Got, ...]
    fields: tuple[tuple[str, Told], ...]
    examined: dict[str, dict[str, int]]
    is_closed: bool
    near: tuple[tuple[Class, Pair], ...]
    recipients: tuple[Event, ...] = ()

    def summary(self, check: Same) -> Summary:
        """The summary, without the members that may be named and without what lies in pieces."""
        return Summary(
            check, self.one, self.said, self.is_fixed, self.first, self.last, self.last_got,
            GotValues(check, self.got), NamedMembers(check), Recipients.of(check.recipient, self.recipients), self.count, {name: _counts(told) for name, told in self.fields},
            {name: dict(counts) for name, counts in self.examined.items()}, self.is_closed, dict(self.near),
        )  # fmt: skip


class KeptClasses:
    """What is to be stored of the classes of like cases, made anew only for those that have changed."""

    def __init__(self) -> None:
        self._kept: dict[Class, KeptClass] = {}

    def of(self, cases: LikeCases) -> Iterator[KeptClass]:
        """Each class as it stands."""
        if self._kept.keys() - cases.summaries.keys():
            self._kept.clear()
        for one, summary in cases.summaries.items():
            if summary.is_changed or one not in self._kept:
                self._kept[one] = _kept(summary)
                summary.is_changed = False
            yield self._kept[one]


def classes_of(check: Same, kept: Iterable[KeptClass]) -> LikeCases:
    """The classes that were stored; their members that may be named are still to be put among them."""
    cases = LikeCases(check)
    for one in sorted(kept, key=lambda one: order(one.first)):
        summary = one.summary(check)
        cases.add(summary)
        summary.is_changed = False
    return cases


def packed_of(cases: LikeCases) -> Iterator[tuple[str, bytes]]:
    """What of classes lies in pieces, by their names, for whoever stores it: members that may be named, values that one got."""
    for one, summary in cases.summaries.items():
        pieces = [("named", number, piece.packed) for number, piece in enumerate(summary.named.pieces)]
        pieces += [("got", number, piece) for number, piece in summary.got.packed()]
        text = _text(one) if pieces else ""
        for what, number, piece in pieces:
            yield f"{what} {number} {text}", piece


def unpack(cases: LikeCases, stored: Mapping[str, bytes]) -> None:
    """Put what lies in stored pieces among the classes. Raises `ValueError` for bytes that are no piece."""
    of: dict[str, dict[str, dict[int, bytes]]] = {}
    for name, piece in stored.items():
        what, number, text = name.split(" ", 2)
        of.setdefault(text, {}).setdefault(what, {})[int(number)] = piece
    for one, summary in cases.summaries.items() if of else ():
        pieces = of.get(_text(one), {})
        summary.named.unpack(piece for _, piece in sorted(pieces.get("named", {}).items()))
        summary.got.unpack(pieces.get("got", {}))


def _text(one: Class) -> str:
    return msgspec.json.encode(one).decode()


def _kept(summary: Summary) -> KeptClass:
    return KeptClass(
        summary.one, summary.said, summary.is_fixed, summary.first, summary.last, summary.last_got, summary.count,
        summary.got.awake(), tuple((name, _told(counts)) for name, counts in summary.fields.items()),
        {name: dict(counts) for name, counts in summary.examined.items()}, summary.is_closed,
        tuple(summary.near.items()), tuple(sorted(summary.whose.kept(), key=order)),
    )  # fmt: skip


def _told(counts: Counts) -> Told:
    return tuple((held, got, count) for held, treated in counts.items() for got, count in treated.items())


def _counts(told: Told) -> Counts:
    counts: Counts = {}
    for held, got, count in told:
        counts.setdefault(held, {})[got] = count
    return counts
