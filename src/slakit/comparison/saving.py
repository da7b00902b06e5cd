"""A witness as a case of the old edition: `slakit test` then shows what the new text gives away."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from slakit.reports.comparisons.written import declared_fields, written_fields, written_time

if TYPE_CHECKING:
    from slakit.comparison.changes import Change, Comparison, Witness
    from slakit.events.event import Event
    from slakit.loading import Edition


def case_of(change: "Change", comparison: "Comparison") -> str:
    """The case file that says what the old edition finds of the witness of a change.

    Raises `ValueError` for a change that has none.
    """
    if change.witness is None:
        raise ValueError(f"{change.subject} {change.name} has no witness")
    return (
        "\n".join([*_head(change, comparison, change.witness), *_story(change.witness, comparison.old)])
        + "\n"
    )


def name_of_case(change: "Change") -> str:
    """What the case of a change is called: its norm, or what changed."""
    words = change.name if change.subject == "norm" else f"{change.subject}-{change.name}"
    return "-".join("".join(one if one.isascii() and one.isalnum() else " " for one in words.lower()).split())


_NO_LONGER: Final = {
    "violated": ("no longer finds violated", "دیگر نقض نمی‌داند"),
    "open": ("no longer leaves open", "دیگر نامعلوم نمی‌گذارد"),
}
"""What the new edition no longer says of a case, by what its log shows; of any other it says something else."""


def _head(change: "Change", comparison: "Comparison", witness: "Witness") -> list[str]:
    new = comparison.new.agreement.edition
    en, fa = _NO_LONGER.get(witness.shows, ("finds otherwise", "به گونه‌ای دیگر می‌سنجد"))
    title = {"en": f"What edition {new} {en}: {change.name}", "fa": f"آنچه ویرایش {new} {fa}: {change.name}"}
    return ["document: cases/v1", "cases:", f"  - case: {name_of_case(change)}", f"    title: {_flow(title)}"]


def _story(witness: "Witness", edition: "Edition") -> list[str]:
    told = [f"    at: {_flow(written_time(witness.at, edition))}"]
    known = [event for event in witness.events if event.type in edition.vocabulary.events]
    if known:
        told += ["    events:", *(f"      - {_event(event, edition)}" for event in known)]
    told.append("    expect:")
    for finding in witness.old:
        expected: dict[str, object] = {
            "norm": finding.norm,
            "occasion": {
                key: "case" if key == "source" else value for key, value in finding.occasion.items()
            },
            "outcome": finding.outcome.value,
            **({"grade": finding.grade.value} if finding.grade else {}),
            "reason": finding.reason,
        }
        told.append(f"      - {_flow(expected)}")
    return told


def _event(event: "Event", edition: "Edition") -> str:
    said: dict[str, object] = {"at": written_time(event.time, edition), "event": event.type, "id": event.id}
    if event.recorded != event.time:
        said["recorded"] = written_time(event.recorded, edition)
    fields = declared_fields(event, edition)  # of others it knows nothing, and judges by none
    return _flow(
        said | {name: value for name, value in written_fields(event, edition).items() if name in fields}
    )


def _flow(value: object) -> str:
    """A value as YAML reads it: JSON, in which every text is quoted."""
    return json.dumps(value, ensure_ascii=False)


def save(comparison: "Comparison", folder: Path) -> list[Path]:
    """Write the witness of each change into a folder, and give the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for change in comparison.changes:
        if change.witness:
            file = folder / f"{name_of_case(change)}.yaml"
            file.write_text(case_of(change, comparison), "utf-8", newline="\n")
            written.append(file)
    return written
