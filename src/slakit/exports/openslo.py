"""Service levels as OpenSLO v1: a Service for each row of the annex, and an SLO for each level of each service.

Only norms of the kind `service-level` that have a target can be carried: OpenSLO knows no parties, clauses,
duties or remedies. A metric is described by the very keys of the norm, under a source of the type `slakit`.

Specification: OpenSLO, version v1 (https://github.com/OpenSLO/OpenSLO).
"""

import io
from collections.abc import Iterator
from typing import Final

from ruamel.yaml import YAML

from slakit.annex import Service
from slakit.calendars import parse_day
from slakit.checks import Measured, MeasuredShare
from slakit.consistency.plain import group
from slakit.exports.left_out import Exported, LeftOut, WrittenNorm, written_norms
from slakit.loading import Edition
from slakit.messages import Language

VERSION: Final = "openslo/v1"
LONGEST_DESCRIPTION: Final = 1050
_WINDOWS: Final = {"month": "1M", "quarter": "1Q", "year": "1Y"}
_METRIC_KEYS: Final[tuple[str, ...]] = (
    "measure",
    "of",
    "meeting",
    "then",
    "matching",
    "paused-while",
    "percentile",
    "at-most",
    "services",
    "day-count",
    "service-hours",
    "excluding",
    "observed",
)
"""The keys of a norm that say what is measured."""

Document = dict[str, object]


def openslo(edition: Edition, language: Language) -> Exported:
    """The service levels of an edition as a stream of YAML documents, which begins with what is left out."""
    left_out: list[LeftOut] = []
    documents: list[Document] = []
    for norm in written_norms(edition):
        if norm.data["rule"] != "service-level":
            left_out.append(norm.lacks("norm", rule=str(norm.data["rule"])))
        elif (target := _target(norm, left_out)) is not None:
            documents += _objectives(edition, norm, target, left_out)
    if documents:
        documents = [*_services(edition, documents), *documents]
    else:
        left_out.append(LeftOut("no-norm"))
    head = [f"# {one.said(language)}" for one in left_out]
    return Exported("\n".join(head) + "\n" + _yaml(documents), tuple(left_out))


def _target(norm: WrittenNorm, left_out: list[LeftOut]) -> float | None:
    """The share that a level demands, or nothing if the text gives none or all of the time."""
    bound = (
        norm.data.get("percentile") if norm.data.get("measure") == "percentile" else norm.data.get("target")
    )
    if bound is None or "unspecified" in (bound, norm.data.get("at-most")):
        left_out.append(norm.lacks("no-target"))
        return None
    share = round(float(str(bound).rstrip("%")) / 100, 6)
    if share >= 1:
        left_out.append(norm.lacks("whole-target"))
        return None
    norm.carried.add("target")
    return share


def _objectives(
    edition: Edition, norm: WrittenNorm, target: float, left_out: list[LeftOut]
) -> Iterator[Document]:
    """An SLO of each service, or one of the whole agreement if the norm does not tell services apart."""
    metric: Document = {key: norm.take(key) for key in _METRIC_KEYS if key in norm.data}
    per_service = norm.data.get("measure") == "availability" or "services" in norm.data
    window = _window(edition, norm, left_out)
    description = edition.agreement.clause(norm.clause).text.get(edition.agreement.language, "")
    if len(description) > LONGEST_DESCRIPTION:
        left_out.append(norm.lacks("long-text"))
        description = ""
    if isinstance(calendar := metric.get("service-hours"), str):
        left_out.append(norm.lacks("calendar", calendar=calendar))
    left_out += norm.rest()
    (measured,) = (
        one.check.items
        for one in edition.duties
        if one.norm == norm.id and isinstance(one.check, Measured | MeasuredShare)
    )
    services = [one for one in edition.annex.services if one.service in measured] if per_service else [None]
    for service in services:
        name = f"{norm.id}-{service.service}" if service else norm.id
        spec: Document = {
            **({"description": description} if description else {}),
            "service": service.service if service else edition.agreement.agreement,
            "indicator": {"metadata": {"name": f"{name}-indicator"}, "spec": _indicator(metric, service)},
            **({"timeWindow": [window]} if window else {}),
            "budgetingMethod": "Occurrences",
            "objectives": [{"target": target}],
        }
        annotations = {
            "slakit.agreement": edition.agreement.agreement,
            "slakit.edition": edition.agreement.edition,
        }
        metadata = {
            "name": name,
            "annotations": annotations | {"slakit.clause": norm.clause, "slakit.norm": norm.id},
        }
        yield {"apiVersion": VERSION, "kind": "SLO", "metadata": metadata, "spec": spec}


def _services(edition: Edition, objectives: list[Document]) -> Iterator[Document]:
    """What the levels are of: rows of the annex, and the whole agreement if a level is of no single row."""
    language, agreement = edition.agreement.language, edition.agreement
    titles = {agreement.agreement: agreement.title} | {
        one.service: one.title for one in edition.annex.services
    }
    named = {str(group(one["spec"])["service"]) for one in objectives}
    for name, title in titles.items():
        if name in named:
            metadata = {"name": name, "displayName": title.get(language) or next(iter(title.values()))}
            yield {"apiVersion": VERSION, "kind": "Service", "metadata": metadata, "spec": {}}


def _indicator(metric: Document, service: Service | None) -> Document:
    """A ratio: what is good, of all that there is, both by the words of the norm; of availability, both are time."""

    def part(share: str) -> Document:
        spec = {**metric, "part": share, **({"service": service.service} if service else {})}
        return {"metricSource": {"type": "slakit", "spec": spec}}

    return {"ratioMetric": {"counter": True, "good": part("good"), "total": part("total")}}


def _window(edition: Edition, norm: WrittenNorm, left_out: list[LeftOut]) -> Document | None:
    """The window of the level, if its calendar is the one that the format counts by."""
    window = str(norm.take("window") or "term")
    if window not in _WINDOWS:
        left_out.append(norm.lacks("term-window"))
        return None
    if edition.agreement.calendar == "jalali":
        left_out.append(norm.lacks("jalali-window", window=window))
        return None
    first = parse_day(edition.agreement.term.first_day).named_in("gregorian")
    calendar = {"startTime": f"{first} 00:00:00", "timeZone": edition.agreement.time_zone}
    return {"duration": _WINDOWS[window], "isRolling": False, "calendar": calendar}


def _yaml(documents: list[Document]) -> str:
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style = False
    writer.allow_unicode = True
    writer.width = 10**6
    writer.sort_base_mapping_type_on_output = False  # type: ignore[assignment]  # it is declared as None
    writer.representer.ignore_aliases = lambda _: True
    stream = io.StringIO()
    if documents:
        writer.dump_all(documents, stream)
    return stream.getvalue()
