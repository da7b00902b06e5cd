"""Services of a log that the annex does not name, but nearly names: most likely they are misspelt."""

from collections import Counter
from typing import TYPE_CHECKING, Final

from slakit.cli.wording import Voice

if TYPE_CHECKING:
    from slakit.judgement import Judgement
    from slakit.loading import Edition

MOST_NAMED: Final = 5
"""How many services are named, each with the one that was perhaps meant."""


def remark_on_services(judgement: "Judgement", edition: "Edition", voice: Voice) -> None:
    """What is perhaps a slip in the id of a service, on stderr: no promise vanishes in silence with it.

    A log may speak of services of other agreements, so one that is like none of the annex is not told. Where findings
    were only counted, it is not known which service they are of.
    """
    from slakit.spelling import VALUE_LIKENESS, suggestions
    from slakit.tallies import service_of

    counts = Counter(service_of(one) or "" for one in judgement.findings if one.reason == "outside-annex")
    for counted in judgement.counted:
        if counted.reason == "outside-annex":
            counts[counted.service or ""] += counted.count
    unnamed = counts.pop("", 0)
    annexed = [row.service for row in edition.annex.services]
    meant = {
        service: voice.meant(suggestions(service, annexed, VALUE_LIKENESS)) for service in sorted(counts)
    }
    misspelt = [service for service, one in meant.items() if one]
    for service in misspelt[:MOST_NAMED]:
        findings = voice.counted("finding", counts[service])
        voice.remark(voice.said("outside annex", service=service, findings=findings), meant[service])
    if others := len(misspelt[MOST_NAMED:]):
        voice.remark(voice.said("others outside annex", services=voice.counted("service", others)))
    if unnamed:
        findings = voice.counted("finding", unnamed)
        voice.remark(
            voice.said("unnamed outside annex", findings=findings), voice.said("name those outside annex")
        )
