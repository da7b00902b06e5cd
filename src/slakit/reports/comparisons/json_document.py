"""A comparison as JSON, in the shape of `slakit.interchange.ComparisonDocument`: raw values, and sentences beside them."""

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from slakit.calendars import Digits, Language, show_utc
from slakit.reports.comparisons.telling import Telling
from slakit.reports.comparisons.written import written_fields
from slakit.reports.sentences import sentence
from slakit.text import strip_isolates

if TYPE_CHECKING:
    from slakit.agreement import Approval
    from slakit.comparison.changes import Change, Comparison, Witness
    from slakit.comparison.replays import Replay
    from slakit.events.event import Event
    from slakit.findings import Finding
    from slakit.loading import Edition

_LANGUAGES: Final[tuple[Language, ...]] = ("en", "fa")


def lines(
    comparison: "Comparison", replay: "Replay | None", language: Language, digits: Digits
) -> Iterator[str]:
    """The document, line by line; it says everything in both languages whatever the language asked for."""
    yield from json.dumps(document(comparison, replay), ensure_ascii=False, indent=2).splitlines()


def document(comparison: "Comparison", replay: "Replay | None" = None) -> dict[str, object]:
    """A comparison as plain data."""
    found: dict[str, object] = {
        "old": _edition(comparison.old),
        "new": _edition(comparison.new),
        "changes": [_change(change, comparison) for change in comparison.changes],
        "unused-approvals": [_approval(one) for one in comparison.unused_approvals],
        "expired-approvals": [_approval(one) for one in comparison.expired_approvals],
    }
    if replay is not None:
        found["replay"] = {
            "at": show_utc(replay.at),
            "judged": replay.judged,
            "changed": [
                {
                    "id": one.id,
                    "norm": one.norm,
                    **{
                        key: _finding(finding, edition)
                        for key, finding, edition in (
                            ("old", one.old, comparison.old),
                            ("new", one.new, comparison.new),
                        )
                        if finding
                    },
                }
                for one in replay.changed
            ],
        }
    return found


def _edition(edition: "Edition") -> dict[str, str]:
    return {
        "agreement": edition.agreement.agreement,
        "edition": edition.agreement.edition,
        "digest": edition.digest,
    }


def _change(change: "Change", comparison: "Comparison") -> dict[str, object]:
    place = change.place or change.was
    optional: dict[str, object | None] = {
        "clause": change.clause,
        "file": place and place.file,
        "line": place and place.line,
        "column": place and place.column,
        "witness": change.witness and _witness(change.witness, comparison.old, comparison.new),
        "counter": change.counter and _witness(change.counter, comparison.new, comparison.old),
        "approval": change.approval and _approval(change.approval),
    }
    return {
        "subject": change.subject,
        "name": change.name,
        "kind": change.kind,
        "strength": change.strength.value,
        "ground": change.ground,
        "recipients": change.recipients,
        "provider": change.provider,
        "change": change.fingerprint,
        "parts": [
            {
                "name": part.name,
                **({} if part.old is None else {"old": part.old}),
                **({} if part.new is None else {"new": part.new}),
                "relation": part.relation.value,
            }
            for part in change.parts
        ],
        "effects": [{"norm": norm, "relation": relation.value} for norm, relation in change.effects],
        "searched": change.searched,
        "sentence": {language: _sentence(change, comparison, language) for language in _LANGUAGES},
        **{key: value for key, value in optional.items() if value is not None},
    }


def _sentence(change: "Change", comparison: "Comparison", language: Language) -> str:
    telling = Telling(comparison, language, "persian")
    return strip_isolates(f"{telling.heading(change)}: {telling.verdict(change)}")


def _witness(witness: "Witness", violating: "Edition", other: "Edition") -> dict[str, object]:
    """A log, with what the edition that finds it violated finds of it, and what the other one does."""
    return {
        "norm": witness.norm,
        "at": show_utc(witness.at),
        "events": [_event(event, violating, other) for event in witness.events],
        "old": _findings(witness.old, violating),
        "new": _findings(witness.new, other),
    }


def _event(event: "Event", violating: "Edition", other: "Edition") -> dict[str, object]:
    """An event as CloudEvents 1.0 has it."""
    return {
        "specversion": "1.0",
        "id": event.id,
        "source": event.source,
        "type": event.type,
        "time": show_utc(event.time),
        **({} if event.recorded == event.time else {"recordedtime": show_utc(event.recorded)}),
        "data": written_fields(event, violating, other),
    }


def _findings(findings: "Sequence[Finding]", edition: "Edition") -> list[dict[str, object]]:
    return [_finding(finding, edition) for finding in findings]


def _finding(finding: "Finding", edition: "Edition") -> dict[str, object]:
    return {
        "id": finding.id,
        "outcome": finding.outcome.value,
        **({"grade": finding.grade.value} if finding.grade else {}),
        "reason": finding.reason,
        "sentence": {
            language: strip_isolates(sentence(finding, edition, language)) for language in _LANGUAGES
        },
    }


def _approval(approval: "Approval") -> dict[str, object]:
    return approval.model_dump(by_alias=True)
