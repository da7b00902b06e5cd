"""What is in force, as stretches of time that do not overlap: an event lies in one of them at most.

The versions of spans may overlap, and several may match one event. Joined with them, an event has several rows, which
must be grouped and joined back to it. But which versions match depends on the matched fields alone, and these hold few
values that differ: for each of them the stretches are told here, so that one join answers for each event.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from slakit.checks import Pair, Spans
from slakit.engines.audit.conditions import questions_to_the_log
from slakit.engines.audit.found import Found, versions_of
from slakit.engines.audit.relations import Relation
from slakit.engines.audit.stored import field_value
from slakit.engines.audit.tables import Row, column_of, columns_of, written
from slakit.verdicts.spans import Span, while_it_stands
from slakit.verdicts.truth import Fields, agree, all_of

MOST_KEYS: Final = 2_000
"""How many combinations of matched values are looked at one by one at most."""
MOST_VERSIONS: Final = 100_000
"""How many versions are looked at for all of them at most."""
_OF_STRETCHES: Final = ("since", "until", "sure", "perhaps")


@dataclass(frozen=True, slots=True)
class Timeline:
    """A table of stretches: for each combination of matched values, what is in force and matches from when to when.

    `sure` and `perhaps` are how many versions match certainly and how many perhaps; one of them is in every stretch.
    `said` is what all that certainly match say in the field that was asked for, null if one says nothing or another
    thing: `differing` tells whether that is so anywhere. Without `saying` there is no such column: either no field was
    asked for, or no version can hold it.
    """

    table: str
    fields: tuple[str, ...]
    saying: bool
    differing: bool

    def joined(self, relation: Relation, name: str, instant: str = "x.time") -> Relation:
        """Each row `x` of a relation with the stretch that it lies in: `sure`, `perhaps` and `said` after a name."""
        same = "".join(
            f" AND x.{column_of(one)} IS NOT DISTINCT FROM y.{column_of(one)}" for one in self.fields
        )
        told = ("sure", "perhaps", *(("said",) if self.saying else ()))
        shown = "".join(f", y.{one} AS {name}_{one}" for one in told)
        return Relation(
            f"SELECT x.*{shown} FROM ({relation.query}) x LEFT JOIN {self.table} y"
            f" ON y.since <= {instant} AND {instant} < y.until{same}",
            relation.kinds,
            (*relation.plus, *(f"{name}_{one}" for one in told)),
        )


def timeline_of(
    found: Found, event_type: str, by: Spans, matching: tuple[Pair, ...], saying: str | None = None
) -> Timeline | None:
    """The stretches of what is in force for the events of a type; nothing where there are too many to tell them here.

    Neither is there anything if a condition on the spans asks what else is in the log.
    """
    if questions_to_the_log(by.where):
        return None
    question = ("timeline", event_type, by, matching, saying)
    return found.once(question, lambda: _timeline_of(found, event_type, by, matching, saying))


def _timeline_of(
    found: Found, event_type: str, by: Spans, matching: tuple[Pair, ...], saying: str | None
) -> Timeline | None:
    kinds = found.queries.store.kinds(event_type)
    fields = tuple(dict.fromkeys(mine for mine, _ in matching if mine in kinds))
    keys = found.distinct(event_type, fields, MOST_KEYS)
    if keys is None:
        return None
    said = None if saying is None else found.kinds_of_spans(by).get(saying)
    rows: list[Row] = []
    looked_at, differing = 0, False
    for key in keys:
        values = {
            one: field_value(kinds[one], value)
            for one, value in zip(fields, key, strict=True)
            if value is not None
        }
        spans = found.candidates(by, matching, values)
        looked_at += sum(len(span.versions) for span in spans)
        if looked_at > MOST_VERSIONS:
            return None
        versions = [
            one for span in spans for one in _matching_versions(found, by, matching, values, span, saying)
        ]
        for stretch in _stretches(versions):
            differing = differing or (stretch.sure > 0 and stretch.said is None)
            rows.append((*stretch[:4], *key, *((stretch.said,) if said else ())))
    columns = columns_of(_OF_STRETCHES, {one: kinds[one] for one in fields}, found.queries.dialect)
    if said:
        columns.append(("said", found.queries.dialect.text if said in ("text", "list") else "BIGINT"))
    return Timeline(found.put_table("s", columns, rows), fields, said is not None, differing)


class _Version(NamedTuple):
    """A version that matches, for sure or perhaps, from when to when, and what it says."""

    since: int
    until: int
    sure: bool
    said: str | int | None


class _Stretch(NamedTuple):
    """From when to when the same versions match: how many surely, how many perhaps, and what all the sure ones say."""

    since: int
    until: int
    sure: int
    perhaps: int
    said: str | int | None


def _matching_versions(
    found: Found, by: Spans, matching: tuple[Pair, ...], values: Fields, span: Span, saying: str | None
) -> Iterator[_Version]:
    for version, until in versions_of(span):
        fits = while_it_stands(version, found.truth(by.where, version.fields, version.since))
        truth = all_of((fits, agree(matching, values, version.fields)))
        if truth is not False and version.since < until:
            said = written(version.fields.get(saying)) if saying else None
            yield _Version(version.since, until, bool(truth), said)


def _stretches(versions: list[_Version]) -> Iterator[_Stretch]:
    """The stretches between the edges of versions in which at least one of them is in force."""
    edges = sorted(
        [*((one.since, 1, one) for one in versions), *((one.until, -1, one) for one in versions)],
        key=lambda edge: edge[0],
    )
    sure, perhaps = Counter[str | int | None](), 0
    changes = [(instant, list(some)) for instant, some in groupby(edges, key=lambda edge: edge[0])]
    for (since, some), (until, _) in pairwise(changes):
        for _, more, version in some:
            if version.sure:
                sure[version.said] += more
            else:
                perhaps += more
        sure = +sure
        if sure or perhaps:
            yield _Stretch(since, until, sure.total(), perhaps, next(iter(sure)) if len(sure) == 1 else None)
