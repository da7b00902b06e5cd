"""`slakit ledger`: what a monitor has told, as it stood at any instant, and whether it is as it was written."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from slakit.cli.exit_codes import Exit
from slakit.cli.refused_stores import told_refusal
from slakit.cli.times import instant
from slakit.cli.wording import Digits, Refused, Voice

if TYPE_CHECKING:
    from slakit.findings import Finding
    from slakit.loading import Edition
    from slakit.monitoring.store import Store


class Asked(Protocol):
    """What the command was called with."""

    what: Literal["verify", "show"]
    agreement: str
    store: str
    as_of: str | None
    format: Literal["text", "jsonl"]
    digits: Digits


def run(asked: Asked, voice: Voice) -> Exit:
    """Verify: 1 if a row is not as it was written. Show: the findings as they stand, 0."""
    from slakit.loading import load
    from slakit.monitoring.store_file import StoreRefused
    from slakit.monitoring.store_reading import opened_to_read

    voice = Voice(voice.language, asked.digits)
    if asked.as_of is not None and asked.what != "show":
        raise Refused(voice.said("only show has as-of"))
    edition = load(asked.agreement)
    try:
        with opened_to_read(Path(asked.store), while_in_use=True) as store:
            about = store.about()
            if about.get("digest", edition.digest) != edition.digest:
                raise Refused(
                    voice.said("store other-agreement", file=asked.store, detail=about["digest"]),
                    voice.said("name its agreement"),
                )
            return _verify(store, voice) if asked.what == "verify" else _show(store, asked, edition, voice)
    except StoreRefused as refused:
        raise told_refusal(refused, voice, "reading") from refused


def _verify(store: "Store", voice: Voice) -> Exit:
    last = None
    count = 0
    for count, last in enumerate(store.entries(), start=1):  # noqa: B007 -- the last one is meant
        pass
    broken = store.first_broken()
    if broken is not None:
        told = "chain shortened" if broken > count else "chain broken"
        sys.stdout.write(voice.whole(voice.said(told, row=broken)) + "\n")
        return Exit.FINDINGS
    if (other := store.first_that_stands_otherwise()) is not None:
        sys.stdout.write(voice.whole(voice.said("stands otherwise", id=other)) + "\n")
        return Exit.FINDINGS
    if not store.state_is_as_written():
        sys.stdout.write(voice.whole(voice.said("state changed")) + "\n")
        return Exit.FINDINGS
    told = voice.said("chain holds", rows=voice.counted("row", count), hash=last.hash if last else "-")
    sys.stdout.write(voice.whole(told) + "\n")
    return Exit.NOTHING_FOUND


def _show(store: "Store", asked: Asked, edition: "Edition", voice: Voice) -> Exit:
    as_of = None if asked.as_of is None else instant(asked.as_of, "--as-of", edition, voice)
    for at, finding in _standing(store, edition, as_of):
        for line in _lines(at, finding, asked, edition, voice):
            sys.stdout.write(line + "\n")
    return Exit.NOTHING_FOUND


def _standing(store: "Store", edition: "Edition", as_of: int | None) -> list[tuple[int, "Finding"]]:
    """The findings that stand, each with the instant as of which it was told."""
    from slakit.changes import Change
    from slakit.engines.monitor import Standing

    standing, told_at = Standing(edition.duties), dict[str, int]()
    for entry in store.entries():
        told = store.told_in(entry)
        if isinstance(told, Change):
            if as_of is not None and told.at > as_of:
                if told.finding is not None and told.finding.reason == "event-set-aside":
                    continue  # before anything was over it is told as of the term, and what is older behind it
                break
            told_at[told.id] = told.at
        standing.add([told])
    return [(told_at[finding.id], finding) for finding in standing.findings()]


def _lines(at: int, finding: "Finding", asked: Asked, edition: "Edition", voice: Voice) -> list[str]:
    from slakit.changes import Change
    from slakit.reports.changes import report_document, report_lines

    change = Change(at, finding)
    if asked.format == "text":
        return list(report_lines(change, edition, voice.language, asked.digits))
    import json

    return [json.dumps(report_document(0, change, edition, None)["finding"], ensure_ascii=False)]
