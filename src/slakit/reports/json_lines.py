"""Findings as JSON: values raw, instants in UTC, sentences as plain text without direction marks."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, Protocol

from slakit.calendars import show_utc, time_zone_data_version
from slakit.findings import Evidence, Finding
from slakit.reports.figures import CURES, FigureKind
from slakit.reports.names import Names
from slakit.reports.sentences import Teller, teller_of
from slakit.text import strip_isolates

if TYPE_CHECKING:
    from slakit.events import SetAside
    from slakit.judgement import Judgement
    from slakit.loading import Edition

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]

_INSTANTS: Final[frozenset[FigureKind]] = frozenset({"instant", "deadline"})


class Judged(Protocol):
    """Findings, as of when, and with what was known when: a judgement, or one whose findings are told in turn."""

    @property
    def at(self) -> int:
        """As of when, in microseconds UTC."""

    @property
    def known_at(self) -> int | None:
        """By when it must have been recorded; absent where everything counts."""

    @property
    def findings(self) -> Iterable[Finding]:
        """The findings, in the order of the text."""


def finding_document(
    finding: Finding, judgement: Judged, edition: "Edition", names: Sequence[Names] = ()
) -> dict[str, Json]:
    """A finding in the shape of `slakit.interchange.FindingDocument`, for one line of JSON.

    Instants are RFC 3339 text in UTC, lengths of time integer microseconds, money integer rial, shares millionths.
    `names` are those of `names_in_all_languages`, where they tell many findings.
    """
    tellers = [teller_of(finding, one) for one in names or names_in_all_languages(edition)]
    return _own_part(tellers[0]) | {
        "text": dict(edition.agreement.clause(finding.clause).text),
        "sentence": _sentences(tellers),
        "basis": basis_document(judgement, edition),
    }


def _own_part(teller: Teller) -> dict[str, Json]:
    """What stands first in the document of a finding, and in no other's."""
    finding = teller.finding
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
        "figures": _figures(teller),
        "evidence": [_evidence(one) for one in finding.evidence],
        "cures": _cures(teller),
        "choices": list(finding.choices),
        **({"calendars": list(finding.calendars)} if finding.calendars else {}),
        "tainted": list(finding.tainted),
    }


def _evidence(evidence: Evidence) -> dict[str, Json]:
    time = show_utc(evidence.time)
    return {
        "role": evidence.role,
        "source": evidence.source,
        "id": evidence.id,
        "type": evidence.type,
        "time": time,
        "recorded": time if evidence.recorded == evidence.time else show_utc(evidence.recorded),
    }


def _sentences(tellers: Sequence[Teller]) -> dict[str, Json]:
    return {one.names.language: strip_isolates(one.sentence()) for one in tellers}


def finding_lines(judged: Judged, edition: "Edition") -> Iterator[str]:
    """Every finding as a line of JSON, in the order of the text."""
    return map(line_writer(judged, edition), judged.findings)


def line_writer(judged: Judged, edition: "Edition") -> Callable[[Finding], str]:
    """What writes a finding as a line of JSON.

    The text of a clause and the basis are the same in many of them, and are written as JSON once.
    """
    names = names_in_all_languages(edition)
    write = json.JSONEncoder(ensure_ascii=False).encode
    basis, texts = write(basis_document(judged, edition)), dict[str, str]()

    def line(finding: Finding) -> str:
        clause = finding.clause
        if clause not in texts:
            texts[clause] = write(dict(edition.agreement.clause(clause).text))
        tellers = [teller_of(finding, one) for one in names]
        own, sentences = write(_own_part(tellers[0])), write(_sentences(tellers))
        return f'{own[:-1]}, "text": {texts[clause]}, "sentence": {sentences}, "basis": {basis}}}'

    return line


def names_in_all_languages(edition: "Edition") -> tuple[Names, Names]:
    """The names of an edition in each language that findings are told in, English and Persian."""
    return Names(edition, "en"), Names(edition, "fa")


def json_document(judgement: "Judgement", edition: "Edition") -> dict[str, Json]:
    """A whole judgement: its basis, the counts, every finding, and what was set aside or never asked.

    `summary` gives for each clause, in the order of the text, how many findings have each outcome.
    """
    log, names = judgement.log, names_in_all_languages(edition)
    return {
        "basis": basis_document(judgement, edition),
        "summary": {
            clause: {outcome.value: count for outcome, count in counts.items()}
            for clause, counts in judgement.counts().items()
        },
        "findings": [finding_document(finding, judgement, edition, names) for finding in judgement.findings],
        "set-aside": [set_aside_document(line) for line in log.set_aside],
        "norms-without-occasion": list(judgement.norms_without_occasion),
        "choices": dict(edition.choices),
        "events": {
            "read": len(log.events),
            "repeated": log.repeated,
            "without-offset": log.without_offset,
        },
    }


def basis_document(judged: Judged, edition: "Edition") -> dict[str, Json]:
    """What all findings of a judgement were judged by, in the shape of `slakit.interchange.Basis`."""
    agreement = edition.agreement
    known_at = {} if judged.known_at is None else {"known-at": show_utc(judged.known_at)}
    return {
        "agreement": agreement.agreement,
        "edition": agreement.edition,
        "digest": edition.digest,
        "at": show_utc(judged.at),
        **known_at,
        "time-zone": agreement.time_zone,
        "time-zone-data": time_zone_data_version(),
    }


def _figures(teller: Teller) -> dict[str, Json]:
    figures: dict[str, Json] = {}
    for name, figure in teller.finding.figures.items():
        kind, field = teller.reading(name)
        figures[name] = _raw(figure, kind, field.type if field else "")
    return figures


def _cures(teller: Teller) -> list[Json]:
    if not teller.finding.cures:
        return []
    _, field = teller.reading(teller.shown_field or "")
    kind = field.type if field else ""
    return [
        {"change": cure.change, "value": _raw(cure.value, CURES[cure.change], kind)}
        for cure in teller.finding.cures
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
