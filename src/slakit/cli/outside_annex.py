"""Services of a log that the annex does not name, but nearly or otherwise names: most likely one of it is meant."""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from slakit.changes import Change, LikeChange
from slakit.cli.wording import Voice
from slakit.tallies import service_of
from slakit.text import fold

if TYPE_CHECKING:
    from slakit.changes import Report
    from slakit.findings import Finding
    from slakit.judgement import Judgement
    from slakit.loading import Edition

MOST_NAMED: Final = 5
"""How many services are named, each with the one that was perhaps meant."""


def remark_on_services(judgement: "Judgement", edition: "Edition", voice: Voice) -> None:
    """What is perhaps a slip in the id of a service, on stderr: no promise vanishes in silence with it.

    A log may speak of services of other agreements, so one that is like none of the annex is not told; one that is
    called by its title, its row or its code is. Where findings were only counted, it is not known which service they
    are of.
    """
    counts = Counter(_service_outside(one) for one in judgement.findings)
    for counted in judgement.counted:
        if counted.reason == "outside-annex":
            counts[counted.service or ""] += counted.count
    _remark(counts, edition, voice)


class Outside:
    """The services outside the annex that a watch has told of; each is remarked on once, however long it goes on."""

    def __init__(self, edition: "Edition", voice: Voice) -> None:
        self._edition = edition
        self._voice = voice
        self._counts = Counter[str | None]()
        self._told = set[str | None]()

    def note(self, report: "Report") -> None:
        """Count a finding, once."""
        if not isinstance(report, Change):
            return
        finding = report.like.finding if isinstance(report, LikeChange) else report.finding
        now, before = _service_outside(finding), _service_outside(report.before)
        if now is not None and now != before:
            self._counts[now] += 1

    def remark(self) -> None:
        """Remark on the services that were not remarked on yet."""
        new = {service: count for service, count in self._counts.items() if service not in self._told}
        self._told |= new.keys()
        _remark(new, self._edition, self._voice)


def _service_outside(finding: "Finding | None") -> str | None:
    """The service of a finding on one that the annex does not name, empty if it is not known which; else nothing."""
    if finding is None or finding.reason != "outside-annex":
        return None
    return service_of(finding) or ""


def _called_otherwise(edition: "Edition") -> dict[str, dict[str, str]]:
    """What is perhaps meant by whatever else may name a service of the annex: its title, its row, its code; the first two."""
    called: dict[str, list[str]] = {}
    for row in edition.annex.services:
        for name in {
            _plain(one) for one in (row.service, *row.title.values(), str(row.row), row.code) if one
        }:
            called.setdefault(name, []).append(row.service)
    return {name: dict(zip(("suggestion", "other"), rows, strict=False)) for name, rows in called.items()}


def _plain(name: str) -> str:
    """A name in whatever letters and digits it is written, without spaces, for titles break words where they should not."""
    return "".join(fold(name).split()).casefold()


def _remark(counts: Mapping[str | None, int], edition: "Edition", voice: Voice) -> None:
    """Name the services that are like one of the annex, each with how many findings there are on it."""
    from slakit.spelling import VALUE_LIKENESS, suggestions

    annexed = [row.service for row in edition.annex.services]
    called = _called_otherwise(edition)
    meant = {
        service: voice.meant(called.get(_plain(service)) or suggestions(service, annexed, VALUE_LIKENESS))
        for service in sorted(filter(None, counts))
    }
    misspelt = [service for service, one in meant.items() if one]
    for service in misspelt[:MOST_NAMED]:
        findings = voice.counted("finding", counts[service])
        voice.remark(voice.said("outside annex", service=service, findings=findings), meant[service])
    if others := len(misspelt[MOST_NAMED:]):
        voice.remark(voice.said("others outside annex", services=voice.counted("service", others)))
    if unnamed := counts.get("", 0):
        findings = voice.counted("finding", unnamed)
        voice.remark(
            voice.said("unnamed outside annex", findings=findings), voice.said("name those outside annex")
        )
