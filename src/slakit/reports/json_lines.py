"""Findings as JSON: values raw, instants in UTC, sentences as plain text without direction marks."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from slakit.calendars import Language, show_utc, time_zone_data_version
from slakit.findings import Finding
from slakit.reports.names import CURES, FigureKind, Names
from slakit.reports.sentences import sentence, teller_of
from slakit.text import strip_isolates

if TYPE_CHECKING:
    from slakit.events import SetAside
    from slakit.judgement import Judgement
    from slakit.loading import Edition

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]

_LANGUAGES: Final[tuple[Language, ...]] = ("en", "fa")
_INSTANTS: Final[frozenset[FigureKind]] = frozenset({"instant", "deadline"})


def finding_document(finding: Finding, judgement: "Judgement", edition: "Edition") -> dict[str, Json]:
    """A finding in the shape of `slakit.interchange.FindingDocument`, for one line of JSON.

    Instants are RFC 3339 text in UTC, lengths of time integer microseconds, money integer rial, shares millionths.
    """
    optional = {"grade": finding.grade and finding.grade.value, "towards": finding.counterparty}
    return {
        "id": finding.id,
        "norm": finding.norm,
        "clause": finding.clause,
        "rule": finding.kind,
        "outcome": finding.outcome.value,
        "reason": finding.reason,
        "bearer": finding.bearer,
        **{key: value for key, value in optional.items() if value is not None},
        "occasion": dict(finding.occasion),
        "time": show_utc(finding.time),
        "figures": _figures(finding, edition),
        "evidence": [
            {
                "role": evidence.role,
                "source": evidence.source,
                "id": evidence.id,
                "type": evidence.type,
                "time": show_utc(evidence.time),
                "recorded": show_utc(evidence.recorded),
            }
            for evidence in finding.evidence
        ],
        "cures": _cures(finding, edition),
        "choices": list(finding.choices),
        **({"calendars": list(finding.calendars)} if finding.calendars else {}),
        "tainted": list(finding.tainted),
        "text": dict(edition.agreement.clause(finding.clause).text),
        "sentence": {
            language: strip_isolates(sentence(finding, edition, language)) for language in _LANGUAGES
        },
        "basis": basis_document(judgement, edition),
    }


def finding_lines(judgement: "Judgement", edition: "Edition") -> Iterator[str]:
    """Every finding as a line of JSON, in the order of the text."""
    for finding in judgement.findings:
        yield json.dumps(finding_document(finding, judgement, edition), ensure_ascii=False)


def json_document(judgement: "Judgement", edition: "Edition") -> dict[str, Json]:
    """A whole judgement: its basis, the counts, every finding, and what was set aside or never asked.

    `summary` gives for each clause, in the order of the text, how many findings have each outcome.
    """
    log = judgement.log
    return {
        "basis": basis_document(judgement, edition),
        "summary": {
            clause: {outcome.value: count for outcome, count in counts.items()}
            for clause, counts in judgement.counts().items()
        },
        "findings": [finding_document(finding, judgement, edition) for finding in judgement.findings],
        "set-aside": [set_aside_document(line) for line in log.set_aside],
        "norms-without-occasion": list(judgement.norms_without_occasion),
        "choices": dict(edition.choices),
        "events": {
            "read": len(log.events),
            "repeated": log.repeated,
            "without-offset": log.without_offset,
        },
    }


def basis_document(judgement: "Judgement", edition: "Edition") -> dict[str, Json]:
    """What all findings of a judgement were judged by, in the shape of `slakit.interchange.Basis`."""
    agreement = edition.agreement
    known_at = {} if judgement.known_at is None else {"known-at": show_utc(judgement.known_at)}
    return {
        "agreement": agreement.agreement,
        "edition": agreement.edition,
        "digest": edition.digest,
        "at": show_utc(judgement.at),
        **known_at,
        "time-zone": agreement.time_zone,
        "time-zone-data": time_zone_data_version(),
    }


def _figures(finding: Finding, edition: "Edition") -> dict[str, Json]:
    teller = teller_of(finding, Names(edition, "en"))
    figures: dict[str, Json] = {}
    for name, figure in finding.figures.items():
        field = teller.field_of(name)
        figures[name] = _raw(figure, teller.figure_kind(name), field.type if field else "")
    return figures


def _cures(finding: Finding, edition: "Edition") -> list[Json]:
    teller = teller_of(finding, Names(edition, "en"))
    field = teller.field_of(teller.shown_field or "")
    kind = field.type if field else ""
    return [
        {"change": cure.change, "value": _raw(cure.value, CURES[cure.change], kind)} for cure in finding.cures
    ]


def _raw(value: int | str, kind: FigureKind, field_type: str) -> int | str:
    """A figure as it is exchanged: instants as text, all else as it is."""
    is_instant = kind in _INSTANTS or (kind == "value" and field_type in ("instant", "day", "last-day"))
    return show_utc(value) if is_instant and isinstance(value, int) else value


def set_aside_document(line: "SetAside") -> dict[str, Json]:
    """A line that was set aside, with what was readable of it."""
    known = {"type": line.type, "id": line.id}
    return {
        "place": line.place,
        "reason": line.reason,
        "arguments": dict(line.arguments),
        **{key: value for key, value in known.items() if value is not None},
    }
