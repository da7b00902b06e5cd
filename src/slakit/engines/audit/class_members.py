"""The members of classes by queries: only those travel that a verdict names, and how many the others are.

Points of one class that hold one value are a *piece*, named by the `n` of the first of them. Columns tell which pieces
belong together for sure; in which class they lie is asked of the first of them, as of any point.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from slakit.checks import Duty, Same
from slakit.engines.audit.closest import Question, closest_pairs
from slakit.engines.audit.counting import whole
from slakit.engines.audit.queries import view_of
from slakit.engines.audit.stored import field_value
from slakit.engines.audit.tables import Kind, column_of
from slakit.events.event import Event, FieldValue
from slakit.verdicts.classes import Class, Classes, Summed
from slakit.verdicts.facts import Facts
from slakit.verdicts.members import Members, Split, as_treatment, was_open_to_others
from slakit.verdicts.recipients import Recipients
from slakit.verdicts.same import against_all, class_of, treated_in
from slakit.verdicts.treated import lacks_condition
from slakit.verdicts.truth import Truth
from slakit.verdicts.verdict import Outside, shown_key

if TYPE_CHECKING:
    from slakit.engines.audit.classes import Told
    from slakit.engines.audit.found import Found


class Piece(NamedTuple):
    """Points of one class that got the same: the first of them and the last, and how many they are."""

    first: int
    last: int
    got: FieldValue
    size: int


def summed_classes(check: Same, duty: Duty, found: "Found", told: "Told") -> "Summed[InPieces]":
    """The classes in tables, and the facts about those of their members that a verdict asks about."""
    together = _pieces(check, found, told)
    firsts = [min(pieces).first for pieces in together]
    sums = Sums(check, found, told)
    known = sums.only(firsts)
    by_class: dict[Class, list[list[Piece]]] = defaultdict(list)
    for first, pieces in zip(firsts, together, strict=True):
        one = class_of(check, duty, known, sums.events[first], fits=True)
        assert not isinstance(one, Outside)  # a query told that it lies in a class
        by_class[one].append(pieces)
    classes = Classes({one: InPieces(sums, some) for one, some in by_class.items()})
    return Summed(sums.looked_up(known, classes), classes)


def _pieces(check: Same, found: "Found", told: "Told") -> list[list[Piece]]:
    """The pieces that belong together for sure."""
    kind = found.queries.store.kinds(check.of.event)[check.value]
    together: dict[int, list[Piece]] = defaultdict(list)
    for part, first, last, said, size in found.rows(
        f"SELECT part, piece, last_n, said, members FROM {told.pieces}"
    ):
        assert said is not None  # a point without a value is in no class
        piece = Piece(whole(first), whole(last), as_treatment(field_value(kind, said)), whole(size))
        together[whole(part)].append(piece)
    return list(together.values())


@dataclass(frozen=True)
class InPieces(Members):
    """The members of a class in pieces; `together` are those that columns tell to belong together."""

    sums: "Sums"
    together: Sequence[Sequence[Piece]]

    @cached_property
    def pieces(self) -> Sequence[Piece]:
        """All of them, in the order of their first points."""
        return sorted(piece for some in self.together for piece in some)

    @property
    def first(self) -> Event:
        """The first point of the first piece."""
        return self.sums.event(self.pieces[0].first)

    @property
    def last(self) -> Event:
        """The last of the last points of the pieces."""
        return self.sums.event(max(piece.last for piece in self.pieces))

    @cached_property
    def counts(self) -> Mapping[FieldValue, int]:
        """The sizes of the pieces added up."""
        counts = Counter[FieldValue]()
        for piece in self.pieces:
            counts[piece.got] += piece.size
        return counts

    def pieces_but(self, usual: Collection[FieldValue]) -> list[Piece]:
        """The pieces of those who got none of these."""
        return [piece for piece in self.pieces if piece.got not in usual]

    def first_but(self, usual: FieldValue) -> Event:
        """The first point of the first piece of those who got something else."""
        return self.sums.event(self.pieces_but((usual,))[0].first)

    def all_but(self, usual: FieldValue) -> Sequence[Event]:
        """All points of the other pieces."""
        return self.sums.points(self.pieces_but((usual,)))

    def closest(self, values: Collection[FieldValue], others: Sequence["InPieces"]) -> tuple[Event, Event]:
        """The pair that a query finds."""
        our, their = self.sums.closest([self.question(values, others)])[0]
        return self.sums.event(our), self.sums.event(their)

    def question(self, values: Collection[FieldValue], others: Sequence["InPieces"]) -> Question:
        """What is asked for the closest pair."""
        return Question(
            tuple(piece.first for piece in self.pieces if piece.got in values),
            tuple(piece.first for other in others for piece in other.pieces_but(values)),
        )

    def by_value(self, name: str) -> Mapping[str, int]:
        """The values counted by a query."""
        return self.sums.by_value(self.pieces, name)

    def split_by(self, name: str) -> Split | None:
        """The members counted by what they got and by the field."""
        return self.sums.split_by(self.pieces, name)

    @property
    def recipients(self) -> Recipients:
        """Whose they are, by a query."""
        return self.sums.recipients_of([self])[0]

    @cached_property
    def are_of_one(self) -> Truth:
        """Whether all are of one recipient, which mostly the ends of two pieces tell."""
        name = self.sums.check.recipient
        if name is None or Recipients.of(name, map(self.sums.event, self.ends)).are_one is False:
            return False
        return self.recipients.are_one

    @property
    def ends(self) -> list[int]:
        """The ends of the first two pieces."""
        return sorted({number for piece in self.pieces[:2] for number in (piece.first, piece.last)})

    def were_open_to_others(self, known: Facts) -> bool:
        """What the record says of the first of those that belong together, it says of all: who has an agreement is alone."""
        firsts = (self.sums.event(min(some).first) for some in self.together)
        return all(was_open_to_others(self.sums.check, known, one) for one in firsts)


@dataclass(eq=False, slots=True)
class Sums:
    """What queries tell of all classes of a check, each question kept when it was asked."""

    check: Same
    found: "Found"
    told: "Told"
    events: dict[int, Event] = field(default_factory=dict)
    numbers: dict[int, list[int]] = field(default_factory=dict)
    """The points of the pieces that were asked for."""
    pairs: dict[Question, tuple[int, int]] = field(default_factory=dict)
    whose: dict[int, Recipients] = field(default_factory=dict)
    """Whose the members of a class are, by the first of them."""

    def only(self, numbers: Iterable[int]) -> "Found":
        """The facts about the points with these numbers, whose events are kept."""
        event_type, found = self.check.of.event, self.found
        wanted = sorted(set(numbers))
        if self.told.events:
            query = f"SELECT * FROM {self.told.events} WHERE n IN ({found.listed(wanted)})"
            table = found.put_query("w", query)
        else:
            table = found.put_events(event_type, wanted)
        self.events |= found.told(
            event_type, found.rows(f"SELECT {', '.join(found.columns(event_type))} FROM {table}")
        )
        return found.only(self.check.of, table)

    def looked_up(self, known: "Found", classes: Classes[InPieces]) -> "Found":
        """Ask at once for all that the verdicts on the classes ask for; the facts about the points that they name."""
        if self.check.recipient is not None:
            self._tell_recipients(list(classes.members.values()))
        named, questions = list[int](), list[Question]()
        differing = list[Piece]()
        for one, members in classes.members.items():
            named.append(max(piece.last for piece in members.pieces))
            treated = treated_in(self.check, known, members)
            if members.are_unequal:
                others = members.pieces_but((treated.usual,))
                questions.append(members.question((treated.usual,), [members]))
                named.append(others[0].first)
                if not lacks_condition(self.check, members.size, treated.differing, len(members.counts)):
                    differing += others
            elif (against := against_all(self.check, known, one, classes)) and len(members.counts) == 1:
                questions.append(members.question(members.counts.keys(), against.others))
        named += (number for pair in self.closest(questions) for number in pair)
        self._put_points(differing)
        named += (number for piece in differing for number in self.numbers[piece.first])
        return self.only([*self.events, *named]) if named else known

    def _tell_recipients(self, several: Sequence[InPieces]) -> None:
        """Ask at once whose the members of all these classes are, as far as their ends do not tell it."""
        self._put_events(number for members in several for number in members.ends)
        name = self.check.recipient
        self.recipients_of(
            [
                members
                for members in several
                if Recipients.of(name, map(self.event, members.ends)).are_one is not False
            ]
        )

    def event(self, number: int) -> Event:
        """The point with a number."""
        self._put_events([number])
        return self.events[number]

    def points(self, pieces: Sequence[Piece]) -> list[Event]:
        """All points of some pieces, in order."""
        self._put_points(pieces)
        numbers = sorted(number for piece in pieces for number in self.numbers[piece.first])
        self._put_events(numbers)
        return [self.events[number] for number in numbers]

    def recipients_of(self, several: Sequence[InPieces]) -> list[Recipients]:
        """Whose the members of some classes are."""
        asked = [members for members in several if members.pieces[0].first not in self.whose]
        told = self._recipients_of(asked) if asked else ()
        for members, recipients in zip(asked, told, strict=True):
            self.whose[members.pieces[0].first] = recipients
        return [self.whose[members.pieces[0].first] for members in several]

    def _recipients_of(self, several: Sequence[InPieces]) -> list[Recipients]:
        name = self.check.recipient
        if name is None or self._kind(name) is None:
            return [Recipients.of(name, [members.first]) for members in several]
        pieces = [(piece, place) for place, members in enumerate(several) for piece in members.pieces]
        of = self.found.put_rows("q", ("piece", "place"), [(piece.first, place) for piece, place in pieces])
        holding = self._holding([piece for piece, _ in pieces], name)
        told = self.found.put_query(
            "w", f"SELECT h.n, h.value, c.place FROM ({holding}) h JOIN {of} c ON c.piece = h.piece"
        )
        firsts = self.found.put_query(
            "w",
            "SELECT place, MIN(CASE WHEN value IS NOT NULL THEN n END) AS one,"
            f" MIN(CASE WHEN value IS NULL THEN n END) AS unrecorded FROM {told} GROUP BY place",
        )
        others = (
            f"SELECT t.place, MIN(t.n) AS another FROM {told} t JOIN {firsts} f ON f.place = t.place"
            f" JOIN {told} o ON o.n = f.one WHERE t.value <> o.value GROUP BY t.place"
        )
        rows = self.found.rows(
            f"SELECT f.place, f.one, f.unrecorded, o.another FROM {firsts} f"
            f" LEFT JOIN ({others}) o ON o.place = f.place"
        )
        numbers = {whole(place): [whole(one) for one in kept if one is not None] for place, *kept in rows}
        self._put_events(number for kept in numbers.values() for number in kept)
        return [Recipients.of(name, map(self.event, sorted(numbers[place]))) for place in range(len(several))]

    def closest(self, questions: Sequence[Question]) -> list[tuple[int, int]]:
        """The answers to questions for the closest pair."""
        if asked := [one for one in questions if one not in self.pairs]:
            span = self.found.time_span(self.check.of.event)
            assert span is not None  # there are points, for they lie in classes
            sizes = {
                whole(piece): whole(size)
                for piece, size in self.found.rows(f"SELECT piece, members FROM {self.told.pieces}")
            }
            self.pairs |= closest_pairs(self.found, asked, sizes, self._select, span)
        return [self.pairs[one] for one in questions]

    def by_value(self, pieces: Sequence[Piece], name: str) -> Mapping[str, int]:
        """How many points of some pieces hold each value of a field, as an occasion shows it."""
        kind = self._kind(name)
        if kind is None:
            return {shown_key(None): sum(piece.size for piece in pieces)}
        counts = Counter[str]()
        for value, count in self.found.rows(
            f"SELECT value, COUNT(*) FROM ({self._holding(pieces, name)}) v GROUP BY value"
        ):
            counts[shown_key(None if value is None else field_value(kind, value))] += whole(count)
        return counts

    def split_by(self, pieces: Sequence[Piece], name: str) -> Split | None:
        """The points of some pieces told apart by a field; nothing if it is not recorded of all."""
        if self._kind(name) is None:
            return None
        treatments = list(dict.fromkeys(piece.got for piece in pieces))
        got = self.found.put_rows(
            "q", ("piece", "got"), [(piece.first, treatments.index(piece.got)) for piece in pieces]
        )
        counted = (
            f"SELECT v.value, g.got, COUNT(*) AS c FROM ({self._holding(pieces, name)}) v"
            f" JOIN {got} g ON g.piece = v.piece GROUP BY v.value, g.got"
        )
        by_value = f"SELECT value, SUM(c) AS members, MAX(c) AS most FROM ({counted}) c GROUP BY value"
        [(values, recorded, differing)] = self.found.rows(
            f"SELECT COUNT(*), COUNT(value), CAST(SUM(members - most) AS BIGINT) FROM ({by_value}) b"
        )
        return Split(whole(values), whole(differing)) if values == recorded else None

    # --- tables ---

    def _kind(self, name: str) -> Kind | None:
        return self.found.queries.store.kinds(self.check.of.event).get(name)

    def _holding(self, pieces: Sequence[Piece], name: str) -> str:
        """A query of the points of some pieces with the value of a field."""
        points = self.found.once(
            ("points", self.told.rows, tuple(pieces)), lambda: self._select([one.first for one in pieces], "")
        )
        return (
            f"SELECT p.n, p.piece, x.{column_of(name)} AS value FROM {points} p"
            f" JOIN {view_of(self.check.of.event)} x ON x.n = p.n"
        )

    def _put_points(self, pieces: Sequence[Piece]) -> None:
        """Keep the numbers of the points of some pieces."""
        asked = [piece.first for piece in pieces if piece.first not in self.numbers]
        if not asked:
            return
        for piece in asked:
            self.numbers[piece] = []
        for number, of in self.found.rows(f"SELECT n, piece FROM {self._select(asked, '')} ORDER BY n"):
            self.numbers[whole(of)].append(whole(number))

    def _put_events(self, numbers: Iterable[int]) -> None:
        """Keep the events with these numbers."""
        missing = {number for number in numbers if number not in self.events}
        if missing:
            self.events |= self.found.events(self.check.of.event, missing)

    def _select(self, pieces: Iterable[int], test: str) -> str:
        """A table of the points of some pieces that meet a test of a point `x`: `n`, `time` and `piece`."""
        found, rows = self.found, self.told.rows
        wanted = f"piece IN ({found.listed(sorted(pieces))})"
        besides = f" AND {test}" if test else ""
        alone = f"SELECT x.n, x.time, x.piece FROM {rows} x WHERE x.{wanted}{besides}"
        if self.told.gathered is None:
            return found.put_query("w", alone)
        firsts = [whole(one) for (one,) in found.rows(f"SELECT n FROM {rows} WHERE weight > 1 AND {wanted}")]
        query = f"{alone} AND x.weight = 1"
        if firsts:
            together = self.told.gathered.put_all_of(found, firsts, columns=("n", "time"), test=test)
            query += (
                f" UNION ALL SELECT a.n, a.time, m.piece FROM {together} a JOIN {rows} m ON m.n = a.alike"
            )
        return found.put_query("w", query)
