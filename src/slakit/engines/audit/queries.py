"""The questions of `slakit.verdicts.facts` as queries over the tables of a log.

Each query answers one question for all events of a type at once, or for some of them. A query names events by `n`, and
spans by their number and that of the version.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from slakit.checks import Condition, Pair, Points, Preceded, Spans
from slakit.engines.audit.conditions import condition_sql, points_that_ask, questions_to_the_log
from slakit.engines.audit.dialects import Dialect
from slakit.engines.audit.relations import Relation, matched
from slakit.engines.audit.tables import EVENT_COLUMNS, Kinds, Store, column_of, table_of

SPAN_COLUMNS = ("span", "version", "since", "until", "latest", "perhaps")


def view_of(event_type: str) -> str:
    """The name of the view of what is known of a type at the instant of judging."""
    return "k" + table_of(event_type)


@dataclass(frozen=True, slots=True)
class Covering:
    """Spans that are looked for at events, or at the instants in their field `at`.

    `besides` is what else is asked of an event `l` and a version `r`; `saying` is a field of the version to be told,
    as `said`.
    """

    by: Spans | Points
    matching: tuple[Pair, ...]
    at: str | None = None
    besides: str = ""
    saying: str = ""


@dataclass(frozen=True)
class Queries:
    """What turns questions into queries: names, kinds and a dialect; it asks nothing itself."""

    dialect: Dialect
    store: Store
    span_tables: dict[Spans, tuple[str, Kinds]] = field(default_factory=dict)
    """The table of the spans of each record that was put into one, with the kinds of its fields."""
    asking_views: dict[Points, Relation] = field(default_factory=dict)
    """What is seen in the view of the points that certainly meet a condition which asks the log, for each that another one looks for.

    Written out each time, questions inside questions would soon be too deep for an engine to read.
    """

    # --- relations ---

    def known(self, event_type: str, at: int, known_at: int | None) -> str:
        """What the view of a type shows: what has happened by `at` and was recorded by `known_at`."""
        recorded = "" if known_at is None else f" AND recorded <= {known_at}"
        return f"SELECT * FROM {table_of(event_type)} WHERE time <= {at}{recorded}"

    def events(self, event_type: str, wanted: str | None = None) -> Relation:
        """The known events of a type, or those of them that stand in a table `wanted`."""
        query = f"SELECT * FROM {wanted or view_of(event_type)}"
        return Relation(query, self.store.kinds(event_type), EVENT_COLUMNS)

    def versions(self, by: Spans | Points) -> Relation:
        """The versions of the opened spans, `since` and `until` when they say what they say; points last for ever."""
        if isinstance(by, Spans):
            table, kinds = self.span_tables[by]
            return Relation(f"SELECT * FROM {table}", kinds, SPAN_COLUMNS)
        events = self.events(by.event)
        return events.with_columns(
            {
                "span": "x.n",
                "version": "0",
                "since": "x.time",
                "until": str(2**62),
                "latest": "1",
                "perhaps": "0",
            }
        )

    def certain(self, points: Points) -> Relation:
        """The points that certainly meet their condition."""
        if points in self.asking_views:
            return self.asking_views[points]
        relation, expression = self.told(self.events(points.event), points.where, "x", "x.time")
        return relation.where(expression)

    def to_define(self, asked: object) -> Iterator[tuple[str, str]]:
        """The views that the questions of checks need, each with its query, in the order in which they are defined."""
        for points in points_that_ask(asked):
            if points not in self.asking_views:
                view, certain = f"asking_{len(self.asking_views)}", self.certain(points)
                yield view, certain.query
                self.asking_views[points] = replace(certain, query=f"SELECT * FROM {view}")

    # --- conditions ---

    def told(
        self, relation: Relation, condition: Condition, alias: str, instant: str
    ) -> tuple[Relation, str]:
        """A relation with what a condition asks the log for, and the condition about its row `alias` at an instant."""
        asked = questions_to_the_log(condition)
        names = {one: f"first_{len(relation.plus) + place}" for place, one in enumerate(asked)}
        relation = self._with_firsts(relation, names)

        def precedes(asked: Preceded) -> str:
            return f"COALESCE({alias}.{names[asked]} <= {instant}, FALSE)"

        return relation, condition_sql(condition, alias, relation.kinds, self.dialect, precedes)

    def _with_firsts(self, relation: Relation, names: Mapping[Preceded, str]) -> Relation:
        """A relation with the time of the first event that certainly matches each of its rows, for each question by its name.

        All are joined to the same rows side by side: one inside the other would soon be too deep for an engine to read.
        """
        if not names:
            return relation
        shown, joins = "", ""
        for place, (asked, name) in enumerate(names.items()):
            fields = tuple(dict.fromkeys(mine for mine, _ in asked.matching if mine in relation.kinds))
            y = f"y{place}"
            on = " AND ".join(
                f"x.{column_of(one)} IS NOT DISTINCT FROM {y}.{column_of(one)}" for one in fields
            )
            shown += f", {y}.first_time AS {name}"
            joins += f" LEFT JOIN ({self._firsts(relation, asked, fields)}) {y} ON {on or 'TRUE'}"
        return Relation(
            f"SELECT x.*{shown} FROM ({relation.query}) x{joins}",
            relation.kinds,
            (*relation.plus, *names.values()),
        )

    def _firsts(self, relation: Relation, asked: Preceded, fields: Sequence[str]) -> str:
        """The time of the first event that certainly matches, for each combination of these fields in a relation."""
        keys = ", ".join(column_of(one) for one in fields) or "1 AS one"
        distinct = Relation(
            f"SELECT DISTINCT {keys} FROM ({relation.query}) x", {one: relation.kinds[one] for one in fields}
        )
        shown = "".join(f"l.{column_of(one)}, " for one in fields)
        pairs = matched(
            distinct,
            self.certain(asked.points),
            asked.matching,
            lambda agree: f"{shown}r.time AS time, {agree} AS agree",
        )
        grouping = f" GROUP BY {', '.join(column_of(one) for one in fields)}" if fields else ""
        return (
            f"SELECT {''.join(column_of(one) + ', ' for one in fields)}MIN(time) AS first_time"
            f" FROM ({pairs}) p WHERE agree{grouping}"
        )

    # --- questions ---

    def truths(
        self,
        event_type: str,
        condition: Condition,
        wanted: str | None = None,
        columns: Sequence[str] = EVENT_COLUMNS[:1],
    ) -> str:
        """The answer to a condition and some columns, for each event in order."""
        relation, told = self.told(self.events(event_type, wanted), condition, "x", "x.time")
        shown = ", ".join(f"x.{name}" for name in columns)
        return f"SELECT CAST({told} AS INTEGER) AS truth, {shown} FROM ({relation.query}) x ORDER BY x.n"

    def answers(
        self, event_type: str, by: Points, matching: Sequence[Pair], wanted: str | None = None
    ) -> str:
        """For each event the first point not before it that certainly matches it, and the first that perhaps does."""
        relation, told = self.told(self.events(by.event), by.where, "x", "x.time")
        told_points = relation.with_columns({"truth": told})
        pairs = matched(
            self.events(event_type, wanted),
            told_points,
            matching,
            lambda agree: f"l.n AS n, r.n AS answer, CAST(r.truth AND {agree} AS INTEGER) AS truth",
            on="r.time >= l.time AND COALESCE(r.truth, TRUE)",
        )
        return f"SELECT n, truth, MIN(answer) AS answer FROM ({pairs}) p GROUP BY n, truth"

    def decisions(self, events: Relation, decided: Preceded, condition: Condition) -> str:
        """For each of some events those not later than it that match it or perhaps do, each with the answer to a condition."""
        points = decided.points
        relation, fits = self.told(self.events(points.event), points.where, "x", "x.time")
        relation, told = self.told(relation.with_columns({"fits": fits}), condition, "x", "x.time")
        pairs = matched(
            events,
            relation.with_columns({"truth": f"CAST({told} AS INTEGER)"}),
            decided.matching,
            lambda agree: (
                f"l.n AS n, r.n AS decision, r.truth AS truth, CAST(r.fits AND {agree} AS INTEGER) AS is_of_it"
            ),
            on="r.time <= l.time AND COALESCE(r.fits, TRUE)",
        )
        return f"SELECT n, decision, is_of_it, truth FROM ({pairs}) p WHERE COALESCE(is_of_it, 1) = 1 ORDER BY n, decision"

    def in_force(self, events: Relation, covering: Covering) -> str:
        """For each of some events the versions in force at it that match or perhaps do, in no order."""
        instant = "l.time" if covering.at is None else f"l.{column_of(covering.at)}"
        if covering.at is not None and covering.at not in events.kinds:
            instant = "CAST(NULL AS BIGINT)"
        relation, told = self.told(self.versions(covering.by), covering.by.where, "r", instant)
        told = f"(CASE WHEN r.perhaps = 1 THEN NULL ELSE TRUE END AND {told})"
        said = f"r.{column_of(covering.saying)}" if covering.saying in relation.kinds else "NULL"
        pairs = matched(
            events,
            relation,
            covering.matching,
            lambda agree: (
                f"l.n AS n, r.span AS span, r.version AS version, {said} AS said,"
                f" CAST({told} AND {agree} AS INTEGER) AS truth"
            ),
            on=f"r.since <= {instant} AND {instant} < r.until{covering.besides}",
        )
        return f"SELECT n, span, version, truth, said FROM ({pairs}) p WHERE COALESCE(truth, 1) = 1"

    def agreeing(
        self, event_type: str, by: Spans | Points, matching: Sequence[Pair], wanted: str | None = None
    ) -> str:
        """For each event the spans of which the last version certainly agrees with it."""
        pairs = matched(
            self.events(event_type, wanted),
            self.versions(by).where("x.latest = 1"),
            matching,
            lambda agree: f"l.n AS n, r.span AS span, {agree} AS agree",
        )
        return f"SELECT n, span FROM ({pairs}) p WHERE agree ORDER BY n, span"

    def time_span(self, event_type: str) -> str:
        """The times of the first and the last of the known events of a type; null if there is none."""
        return f"SELECT MIN(time) AS first_time, MAX(time) AS last_time FROM {view_of(event_type)}"

    def distinct(self, table: str, fields: Sequence[str]) -> str:
        """The combinations of values that the events in a table hold in some fields."""
        return f"SELECT DISTINCT {', '.join(map(column_of, fields))} FROM {table}"

    def first_times(self, asked: Preceded, fields: Sequence[str]) -> str:
        """The first certain point of each combination of these fields."""
        points = self.certain(asked.points)
        columns = [column_of(one) if one in points.kinds else "NULL" for one in fields]
        shown = "".join(f"{column} AS k{place}, " for place, column in enumerate(columns))
        keys = ", ".join(f"k{place}" for place in range(len(columns)))
        return (
            f"SELECT {keys + ', ' if keys else ''}MIN(time) AS first_time"
            f" FROM (SELECT {shown}time FROM ({points.query}) x) y{' GROUP BY ' + keys if keys else ''}"
        )
