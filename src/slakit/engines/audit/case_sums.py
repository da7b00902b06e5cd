"""The cases that groups are compared by, added up by queries: only sums travel, and what a household has twice."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, cast

from slakit.checks import Compared, Duty, Excuse, LawfulDifference
from slakit.engines.audit.classes import applies
from slakit.engines.audit.counting import passed
from slakit.engines.audit.lots import Lots
from slakit.engines.audit.queries import Covering
from slakit.engines.audit.relations import Relation, matched
from slakit.engines.audit.sieve import scoped
from slakit.engines.audit.tables import Row, column_of
from slakit.fairness.cells import Cells
from slakit.fairness.counts import Counts, Hypothesis
from slakit.fairness.waiting import NEVER, FilesByKind, Kind, days_of
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
    proves = any(event_type == proof.event for proof in found.term.proof)
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
        """Every sum, from one table of all cases."""
        table = self.found.put_query("g", f"SELECT r.*, {self._period()} AS period FROM ({self._cases()}) r")
        unknown: Counter[str] = Counter()
        lawful: set[str] = set()
        of_states = f"SELECT service, state, COUNT(*) FROM {table} WHERE state IN ({UNKNOWN}, {LAWFUL}) GROUP BY service, state"
        for service, state, count in self.found.rows(of_states):
            if state == UNKNOWN:
                unknown[str(service)] += cast("int", count)
            else:
                lawful.add(str(service))
        sizes = self.found.rows(
            f"SELECT service, grp, COUNT(*) FROM {table} WHERE state = {COMPARABLE} GROUP BY service, grp"
        )
        return CaseSums(
            {Hypothesis(str(service), str(group)): cast("int", count) for service, group, count in sizes},
            unknown,
            frozenset(lawful),
            Counts() if self.check.waiting else self._settled(table),
            self._files(table) if self.check.waiting else (),
        )

    # --- every point, and what it is to the comparison ---

    def _cases(self) -> str:
        """A query of all points: what each is to the comparison, what it is alike in, and how it was settled."""
        check = self.check
        events = self.found.queries.events(check.of.event)
        relation = scoped(replace(self.duty, unless=()), self.found, check.of, events)
        relation = self._with_excuses(relation, self.duty.unless)
        for place, difference in enumerate(check.lawful):
            relation = self._with_record(relation, place, difference)
        relation = self._with_settling(relation)
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
            f"SELECT x.n, x.source, x.id, x.time, {state} AS state, {shown}, {settled} AS settled, {counted} AS counted"
            f" FROM ({relation.query}) x"
        )

    def _with_excuses(self, relation: Relation, excuses: Sequence[Excuse]) -> Relation:
        """The points with whether an exception that they invoke surely or perhaps excuses them."""
        in_force = []
        for excuse in excuses:
            if all(mine in relation.kinds for mine, _ in excuse.matching):
                self.found.put_into_a_table(excuse.spans)
                invoked = "".join(f" AND l.{column_of(mine)} IS NOT NULL" for mine, _ in excuse.matching)
                covering = Covering(excuse.spans, excuse.matching, besides=invoked)
                in_force.append(self.found.queries.in_force(self.check.of.event, covering))
        if not in_force:
            return relation.with_columns({"surely_excused": "FALSE", "perhaps_excused": "FALSE"})
        found = " UNION ALL ".join(f"SELECT n, truth FROM ({query}) q" for query in in_force)
        return self._joined(
            relation,
            f"SELECT n, MAX(truth) AS sure FROM ({found}) e GROUP BY n",
            {"surely_excused": "COALESCE(y.sure = 1, FALSE)", "perhaps_excused": "y.n IS NOT NULL"},
        )

    def _with_record(self, relation: Relation, place: int, difference: LawfulDifference) -> Relation:
        """The points with whether the record that a lawful difference names was in force: 1, null if perhaps, else 0."""
        if difference.record is None or difference.field not in relation.kinds:
            return relation
        self.found.put_into_a_table(difference.record)
        in_force = self.found.queries.in_force(
            self.check.of.event, Covering(difference.record, difference.matching)
        )
        return self._joined(
            relation,
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

    def _with_settling(self, relation: Relation) -> Relation:
        """The points with when what surely settles them happened and what it says, and when what perhaps does."""
        check, queries = self.check, self.found.queries
        if check.settled is None:
            relation, counted = queries.told(relation, check.counted, "x", "x.time")
            return relation.with_columns(
                {
                    "sure_at": "x.time",
                    "said": f"CAST({counted} AS INTEGER)",
                    "perhaps_at": "CAST(NULL AS BIGINT)",
                }
            )
        if not queries.store.holds(check.settled.event):
            nothing = dict.fromkeys(("sure_at", "said", "perhaps_at"), "CAST(NULL AS BIGINT)")
            return relation.with_columns(nothing)
        settling, counted = queries.told(queries.events(check.settled.event), check.counted, "x", "x.time")
        settling = settling.with_columns({"said": f"CAST({counted} AS INTEGER)"})
        settling, fits = queries.told(settling, check.settled.where, "x", "x.time")
        pairs = matched(
            queries.events(check.of.event),
            settling.with_columns({"fits": fits}),
            check.matching,
            lambda agree: (
                "l.n AS n, r.n AS answer, r.time AS time, r.said AS said,"
                f" CAST(r.fits AND {agree} AS INTEGER) AS truth"
            ),
            on="r.time >= l.time AND COALESCE(r.fits, TRUE)",
        )
        firsts = {
            "sure": "truth = 1", "refused": "truth = 1 AND said = 0", "counted": "truth = 1 AND said = 1",
        }  # fmt: skip
        shown = ", ".join(f"MIN(CASE WHEN {test} THEN answer END) AS {name}" for name, test in firsts.items())
        found = (
            "SELECT n, sure_at, perhaps_at, CASE sure WHEN counted THEN 1 WHEN refused THEN 0 END AS said FROM ("
            f"SELECT n, {shown}, MIN(CASE WHEN truth = 1 THEN time END) AS sure_at,"
            f" MIN(CASE WHEN truth IS NULL THEN time END) AS perhaps_at FROM ({pairs}) p GROUP BY n) f"
        )
        columns = {name: f"y.{name}" for name in ("sure_at", "said", "perhaps_at")}
        return self._joined(relation, found, columns)

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

    def _joined(self, relation: Relation, found: str, columns: Mapping[str, str]) -> Relation:
        """A relation with columns of what was found about each row by its `n`."""
        shown = ", ".join(f"{expression} AS {name}" for name, expression in columns.items())
        query = f"SELECT x.*, {shown} FROM ({relation.query}) x LEFT JOIN ({found}) y ON y.n = x.n"
        return Relation(query, relation.kinds, (*relation.plus, *columns))

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
        """In which of the periods that are over, or after them, a case was settled; where files wait nobody asks."""
        over = [] if self.check.waiting else self.check.periods[: periods_over(self.check, self.found.at)]
        return passed("r.settled", [one.end for one in over])

    def _settled(self, table: str) -> Cells:
        """The settled cases of the periods that are over, one of each unit in each class and period."""
        check, alike, levels = self.check, self._alike(), self._levels()
        settled = (
            f"state = {COMPARABLE} AND settled >= {check.periods[0].start}"
            f" AND period < {periods_over(check, self.found.at)}"
        )
        columns = ("service", "period", "grp", *alike, *levels)
        lots = Lots.of(self.found, self.duty, f"SELECT * FROM {table} WHERE {settled}", self._key("period"))
        rows: list[Row] = []
        for cases in lots.alone():
            named = ", ".join(f"t.{name}" for name in columns)
            rows += self.found.rows(
                f"SELECT {named}, COUNT(*) AS cases, CAST(SUM(t.counted) AS BIGINT) AS counted FROM {cases} GROUP BY {named}"
            )
        rows += [(*row[:-1], 1, row[-1]) for row in lots.drawn((*columns, "counted"))]
        told = cast("list[Sequence[str]]", list(zip(*rows, strict=True)) or [()] * (len(columns) + 2))
        service, period, group, *words, cases_of, counted = told
        return Cells(
            service, words[: len(alike)], cast("Sequence[int]", period), group, words[len(alike) :],
            cast("Sequence[int]", cases_of), cast("Sequence[int]", counted),
        )  # fmt: skip

    def _files(self, table: str) -> FilesByKind:
        """The files by the days on which they waited, one of each unit in each class.

        Files of one kind, alike in all but their days, are told by the smallest `n` among them.
        """
        alike, of_kind = len(self._alike()), ("service", "grp", *self._alike(), *self._levels())
        named = ", ".join(of_kind)
        cases = f"SELECT * FROM {table} WHERE state = {COMPARABLE}"
        kinds = self.found.put_query("k", f"SELECT {named}, MIN(n) AS kind FROM ({cases}) c GROUP BY {named}")
        same = " AND ".join(f"c.{name} = k.{name}" for name in of_kind)
        columns = ("kind", "time", "settled")
        rows_of_kinds = f"SELECT c.*, k.kind FROM ({cases}) c JOIN {kinds} k ON {same}"
        lots = Lots.of(self.found, self.duty, cases, self._key(), rows_of_kinds)
        told = ", ".join(f"t.{name}" for name in columns)
        rows = [row for one in lots.alone() for row in self.found.rows(f"SELECT {told} FROM {one}")]
        rows += lots.drawn(columns)
        known = cast(
            "list[tuple[int, str, str, *tuple[str, ...]]]",
            self.found.rows(f"SELECT kind, {named} FROM {kinds} ORDER BY kind"),
        )
        told_days = cast("list[tuple[int, int, int | None]]", rows)
        days = self.check.days
        still = [finished is None for _, _, finished in told_days]
        ended = days_of([days[0] if finished is None else finished for _, _, finished in told_days], days)
        return FilesByKind(
            {
                number: Kind(service, tuple(words[:alike]), group, tuple(words[alike:]))
                for number, service, group, *words in known
            },
            [number for number, _, _ in told_days],
            days_of([ready for _, ready, _ in told_days], days),
            [NEVER if open_still else day for open_still, day in zip(still, ended, strict=True)],
        )

    def _key(self, *besides: str) -> tuple[str, ...] | None:
        """The columns that tell a unit and a class; none where every case is one of its own."""
        return None if self.check.unit is None else ("unit", "service", *self._alike(), *besides)

    def _alike(self) -> tuple[str, ...]:
        return self._names("a", len(self.check.alike) + len(self.check.lawful))

    def _levels(self) -> tuple[str, ...]:
        return self._names("l", len(self.check.examined))

    @staticmethod
    def _names(letter: str, count: int) -> tuple[str, ...]:
        return tuple(f"{letter}{place}" for place in range(count))
