"""The logs of the cases of an edition: what its editors thought worth telling is where a search begins."""

from collections.abc import Iterator

from slakit.errors import InvalidDocument
from slakit.events.event import Event
from slakit.loading import Edition
from slakit.testing import case_files, log_of_case, read_cases


def logs_of_cases(edition: Edition) -> Iterator[tuple[Event, ...]]:
    """The events of every case; a case file with faults tells nothing (`slakit validate` names them)."""
    for file in case_files(edition.folder):
        try:
            written = read_cases(file, edition)
        except InvalidDocument:
            continue
        for case in written.cases:
            yield tuple(log_of_case(case.events, edition, written.given).events)
