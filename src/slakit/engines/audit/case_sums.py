"""The cases that groups are compared by, added up by queries: only sums travel, and what a household has twice."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import TYPE_CHECKING, Final, cast

from slakit.checks import Compared, Duty, Excuse, LawfulDifference
from slakit.engines.audit.classes import applies
from slakit.engines.audit.counting import stepped
from slakit.engines.audit.lots import Lots
from slakit.engines.audit.queries import Covering
from slakit.engines.audit.relations import Relation
from slakit.engines.audit.settling import with_settling
from slakit.engines.audit.sieve import scoped
from slakit.engines.audit.tables import Row, column_of
from slakit.fairness.cells import Cells
from slakit.fairness.counts import Counts, Hypothesis, Kind
from slakit.fairness.waiting import NEVER, FilesByKind
from slakit.verdicts.case_sums import CaseSums, periods_over

if TYPE_CHECKING:
    from slakit.engines.audit.found import Found

OUTSIDE: Final = 0
UNKNOWN: Final = 1
LAWFUL: Final = 2
COMPARABLE: Final = 3
"""What a point is to the comparison: no case, one that cannot be compared, one whose group is a lawful difference, a case."""


def case_sums(check: Compared, duty: Duty, found: "Found") -> CaseSums | None:
    """The sums of a check; nothing where a point proves the term or a field holds lists, which are told one by one."""
    event_type = check.of.event
    kinds = found.queries.store.kinds(event_type)
    by_field = (
        check.service, check.groups.field, check.unit, *check.alike, *check.examined,
        *(difference.field for difference in check.lawful),
    )  # fmt: skip
    proves = any(event_type == proof.of.event for proof in found.term.proof)
    if proves or any(kinds.get(name) == "list" for name in by_field if name):
        return None
    if not found.queries.store.holds(event_type):
        return CaseSums({}, {}, frozenset(), Counts())
    return _Sums(check, duty, found).all()


@dataclass(frozen=True, slots=True)
class _Sums:
    """The queries of one check. Rows of cases are `x`; what is compared stands in the columns that `_names` gives."""

    check: Compared
    duty: Duty
    found: "Found"

    def all(self) -> CaseSums:
        """Every sum, from a query of all cases; they are put into a table where they are asked about again and again."""
        lots = Lots.of(self.found, self.duty, self.check.of.event, self._unit())
        cases = f"({self._cases()})"
        if lots.several:
            cases = self.found.put_query("g", f"SELECT * FROM {cases} x")
        named = ", ".join(("state", "period", *self._of_kind()))
        cells = self.found.put_query(
            "c",
            f"SELECT {named}, COUNT(*) AS cases, CAST(SUM(counted) AS BIGINT) AS counted, MIN(n) AS first_n"
            f" FROM {cases} x GROUP BY {named}",
        )
        sizes: Counter[Hypothesis] = Counter()
        unknown: Counter[Hypothesis] = Counter()
        lawful: set[str] = set()
        for service, group, state, count in self.found.rows(
            f"SELECT service, grp, state, CAST(SUM(cases) AS BIGINT) FROM {cells} WHERE state <> {OUTSIDE} GROUP BY service, grp, state"
        ):
            if state == UNKNOWN:
                unknown[Hypothesis(str(service), str(group or ""))] += cast("int", count)
            elif state == LAWFUL:
                lawful.add(str(service))
            else:
                sizes[Hypothesis(str(service), str(group))] = cast("int", count)
        kinds = _Kinds(self.found, cells, self._compared(), self._of_kind(), len(self._alike()))
        return CaseSums(
            sizes,
            unknown,
            frozenset(lawful),
            Counts() if self.check.waiting else self._settled(cases, cells, kinds, lots),
            self._files(cases, kinds, lots) if self.check.waiting else (),
        )

    # --- every point, and what it is to the comparison ---

    def _cases(self) -> str:
        """A query of all points: what each is to the comparison, what it is alike in, and how it was settled."""
        check = self.check
        relation = scoped(replace(self.duty, unless=()), self.found, check.of, self._events())
        relation = self._with_excuses(relation, self.duty.unless)
        for place, difference in enumerate(check.lawful):
            relation = self._with_record(relation, place, difference)
        relation = with_settling(check, self.found, relation)
        lawful = [self._lawful(relation, place, difference) for place, difference in enumerate(check.lawful)]
        alike = [*(self._shown(relation, name) for name in check.alike), *lawful]
        levels = [f"COALESCE({self._shown(relation, name)}, '')" for name in check.examined]
        named = {
            "service": self._shown(relation, check.service),
            "grp": self._shown(relation, check.groups.field),
            "unit": self._shown(relation, check.unit) if check.unit else "''",
            **dict(zip(self._names("a", len(alike)), alike, strict=True)),
            **dict(zip(self._names("l", len(levels)), levels, strict=True)),
        }
        needed = [named["service"], named["grp"], *alike, *([named["unit"]] if check.unit else [])]
        of_group = [
            expression
            for expression, one in zip(lawful, check.lawful, strict=True)
            if one.field == check.groups.field
        ]
        settled, counted, unknown = self._settling()
        state = (
            f"CASE WHEN x.doubtful THEN {UNKNOWN}"
            f" WHEN x.out_of_term OR x.outside_annex OR x.surely_excused THEN {OUTSIDE}"
            f" WHEN x.fits IS NULL THEN {UNKNOWN} WHEN NOT x.fits THEN {OUTSIDE}"
            f" WHEN x.perhaps_excused THEN {UNKNOWN}"
            + "".join(f" WHEN COALESCE({one}, '') <> '' THEN {LAWFUL}" for one in of_group)
            + f" WHEN {' OR '.join(f'{one} IS NULL' for one in needed)} THEN {UNKNOWN}"
            f" WHEN {unknown} THEN {UNKNOWN} ELSE {COMPARABLE} END"
        )
        shown = ", ".join(f"{expression} AS {name}" for name, expression in named.items())
        return (
            f"SELECT r.*, {self._period()} AS period FROM ("
            f"SELECT x.n, x.time, {state} AS state, {shown}, {settled} AS settled, {counted} AS counted"
            f" FROM ({relation.query}) x) r"
        )

    def _events(self) -> Relation:
        return self.found.queries.events(self.check.of.event)

    def _with_excuses(self, relation: Relation, excuses: Sequence[Excuse]) -> Relation:
        """The points with whether an exception that they invoke surely or perhaps excuses them."""
        in_force = []
        for excuse in excuses:
            if all(mine in relation.kinds for mine, _ in excuse.matching):
                self.found.put_into_a_table(excuse.spans)
                invoked = "".join(f" AND l.{column_of(mine)} IS NOT NULL" for mine, _ in excuse.matching)
                covering = Covering(excuse.spans, excuse.matching, besides=invoked)
                in_force.append(self.found.queries.in_force(self._events(), covering))
        if not in_force:
            return relation.with_columns({"surely_excused": "FALSE", "perhaps_excused": "FALSE"})
        found = " UNION ALL ".join(f"SELECT n, truth FROM ({query}) q" for query in in_force)
        return relation.joined(
            f"SELECT n, MAX(truth) AS sure FROM ({found}) e GROUP BY n",
            {"surely_excused": "COALESCE(y.sure = 1, FALSE)", "perhaps_excused": "y.n IS NOT NULL"},
        )

    def _with_record(self, relation: Relation, place: int, difference: LawfulDifference) -> Relation:
        """The points with whether the record that a lawful difference names was in force: 1, null if perhaps, else 0."""
        if difference.record is None or difference.field not in relation.kinds:
            return relation
        self.found.put_into_a_table(difference.record)
        covering = Covering(difference.record, difference.matching)
        in_force = self.found.queries.in_force(self._events(), covering)
        return relation.joined(
            f"SELECT n, MAX(truth) AS sure FROM ({in_force}) q GROUP BY n",
            {f"record_{place}": "CASE WHEN y.n IS NULL THEN 0 ELSE y.sure END"},
        )

    def _lawful(self, relation: Relation, place: int, difference: LawfulDifference) -> str:
        """What a lawful difference says of a point: `''` where it does not apply, null where it is not recorded."""
        said = self._shown(relation, difference.field)
        if difference.record is not None and difference.field in relation.kinds:
            in_force = f"x.record_{place}"
            said = f"CASE WHEN {said} IS NULL OR {in_force} = 0 THEN '' WHEN {in_force} = 1 THEN {said} END"
        elif difference.record is not None:
            said = "''"
        service = self._shown(relation, self.check.service)
        test = applies(difference, service, self.found.queries.dialect.literal)
        return f"(CASE WHEN {test} THEN {said} ELSE '' END)"

    def _settling(self) -> tuple[str, str, str]:
        """When a case was settled, if it has the counted outcome, and whether one of these is not known."""
        check = self.check
        if check.within is None:
            unknown = "(CASE WHEN x.sure_at IS NULL THEN x.perhaps_at IS NOT NULL ELSE x.said IS NULL END)"
            return "x.sure_at", "x.said", unknown
        due = f"(x.time + {check.within})"
        late = f"(x.sure_at IS NULL OR x.sure_at > {due})"
        doubtful = check.settled is None or not check.settled.complete
        perhaps = "TRUE" if doubtful else f"(x.perhaps_at IS NOT NULL AND x.perhaps_at <= {due})"
        unknown = f"(CASE WHEN {late} THEN {perhaps} ELSE x.said IS NULL END)"
        return due, f"(CASE WHEN {late} THEN 0 ELSE x.said END)", unknown

    def _shown(self, relation: Relation, name: str) -> str:
        """A field of a point as a finding shows it; null where it is not recorded."""
        text, column = self.found.queries.dialect.text, f"x.{column_of(name)}"
        match relation.kinds.get(name):
            case None:
                return f"CAST(NULL AS {text})"
            case "yes-or-no":
                return f"(CASE {column} WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END)"
            case _:
                return f"CAST({column} AS {text})"

    # --- adding up ---

    def _period(self) -> str:
        """In which of the periods that are over, before or after them, a case was settled; where files wait nobody asks."""
        if self.check.waiting:
            return "0"
        over = self.check.periods[: periods_over(self.check, self.found.at)]
        edges = [self.check.periods[0].start, *(one.end for one in over)]
        return stepped("r.settled", edges, range(-1, len(edges)))

    def _compared(self) -> str:
        """The condition of the cases that are compared: those settled in a period that is over, or all that wait."""
        if self.check.waiting:
            return f"state = {COMPARABLE}"
        over = periods_over(self.check, self.found.at)
        return f"state = {COMPARABLE} AND period >= 0 AND period < {over}"

    def _settled(self, cases: str, cells: str, kinds: "_Kinds", lots: Lots) -> Cells:
        """The settled cases of the periods that are over, one of each unit in each class and period."""
        if lots.several is None:
            rows = self.found.rows(f"SELECT kind, period, cases, counted FROM ({kinds.of(cells)}) t")
        else:
            key, compared = self._key("period"), kinds.of(cases)
            rows = []
            for alone in lots.alone(compared, key):
                rows += self.found.rows(
                    f"SELECT t.kind, t.period, COUNT(*), CAST(SUM(t.counted) AS BIGINT) FROM {alone} GROUP BY t.kind, t.period"
                )
            drawn = lots.drawn(compared, key, ("kind", "period", "counted"))
            rows += [(kind, period, 1, counted) for kind, period, counted in drawn]
        return Cells(kinds.told(), *_columns(rows, 4))

    def _files(self, cases: str, kinds: "_Kinds", lots: Lots) -> FilesByKind:
        """The files by the instants between which they waited, one of each unit in each class."""
        key, compared = (
            self._key(),
            f"SELECT w.*, COALESCE(w.settled, {NEVER}) AS finished FROM ({kinds.of(cases)}) w",
        )
        rows: list[Row] = []
        for alone in lots.alone(compared, key):
            rows += self.found.rows(f"SELECT t.kind, t.time, t.finished FROM {alone}")
        rows += lots.drawn(compared, key, ("kind", "time", "finished"))
        kind_of, ready, finished = _columns(rows, 3)
        return FilesByKind(kinds.told(), kind_of, ready, finished, self.check.days)

    def _unit(self) -> str | None:
        """A query of the units of all points, if one of each counts."""
        if self.check.unit is None:
            return None
        events = self._events()
        return f"SELECT {self._shown(events, self.check.unit)} AS unit FROM ({events.query}) x"

    def _of_kind(self) -> tuple[str, ...]:
        """The columns of what the cases of one kind have in common."""
        return ("service", "grp", *self._alike(), *self._levels())

    def _key(self, *besides: str) -> tuple[str, ...]:
        """The columns that tell a unit and a class."""
        return ("unit", "service", *self._alike(), *besides)

    def _alike(self) -> tuple[str, ...]:
        return self._names("a", len(self.check.alike) + len(self.check.lawful))

    def _levels(self) -> tuple[str, ...]:
        return self._names("l", len(self.check.examined))

    @staticmethod
    def _names(letter: str, count: int) -> tuple[str, ...]:
        return tuple(f"{letter}{place}" for place in range(count))


class _Kinds:
    """The kinds of the cases that are compared: each is told by the smallest `n` among its cases."""

    def __init__(
        self, found: "Found", cells: str, compared: str, columns: tuple[str, ...], alike: int
    ) -> None:
        self._found, self._compared, self._columns, self._alike = found, compared, columns, alike
        named = ", ".join(columns)
        self._table = found.put_query(
            "k", f"SELECT {named}, MIN(first_n) AS kind FROM {cells} c WHERE {compared} GROUP BY {named}"
        )

    def of(self, cases: str) -> str:
        """A query of the compared ones of some cases or cells, each with its `kind`."""
        same = " AND ".join(f"c.{name} = k.{name}" for name in self._columns)
        some = f"SELECT * FROM {cases} x WHERE {self._compared}"
        return f"SELECT c.*, k.kind FROM ({some}) c JOIN {self._table} k ON {same}"

    def told(self) -> dict[int, Kind]:
        """Every kind by its number."""
        rows = cast(
            "list[tuple[int, str, str, *tuple[str, ...]]]",
            self._found.rows(f"SELECT kind, {', '.join(self._columns)} FROM {self._table} ORDER BY kind"),
        )
        return {
            number: Kind(service, tuple(words[: self._alike]), group, tuple(words[self._alike :]))
            for number, service, group, *words in rows
        }


def _columns(rows: Sequence[Row], of: int) -> list[list[int]]:
    """The columns of rows of so many whole numbers; `zip` is many times slower with so many rows."""
    return [cast("list[int]", list(map(itemgetter(place), rows))) for place in range(of)]
