"""What was found as JUnit XML, the form of test reports that CI servers show.

A group (a document, or a norm) is a suite. What counts is a failure, what cannot be decided is skipped, and the rest
is told by a test that passes.
"""

from collections.abc import Iterator
from html import escape

from slakit.reports.faults.listing import Item, Listing
from slakit.reports.faults.sources import relative
from slakit.text import fit_for_xml, visible


def lines(listing: Listing) -> Iterator[str]:
    """The report."""
    groups: dict[str, list[Item | str]] = {relative(document): [] for document in listing.documents}
    for group, name in listing.sound:
        groups.setdefault(group, []).append(name)
    for item in listing.items:
        groups.setdefault(item.group, []).append(item)
    groups = {group: cases for group, cases in groups.items() if cases}
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    every = [case for cases in groups.values() for case in cases]
    yield f"<testsuites {_attributes(name=f'slakit {listing.command}')} {_counts(every)}>"
    for group, cases in groups.items():
        yield f"  <testsuite {_attributes(name=group)} {_counts(cases)}>"
        for case in cases:
            yield from _case(group, case)
        yield "  </testsuite>"
    yield "</testsuites>"


def _counts(cases: list[Item | str]) -> str:
    failures = sum(isinstance(case, Item) and _fails(case) for case in cases)
    skipped = sum(isinstance(case, Item) and _is_skipped(case) for case in cases)
    return f'tests="{len(cases)}" failures="{failures}" errors="0" skipped="{skipped}"'


def _fails(item: Item) -> bool:
    return item.counted


def _is_skipped(item: Item) -> bool:
    return item.undecided and not item.counted


def _case(group: str, case: Item | str) -> Iterator[str]:
    if isinstance(case, str):
        yield f"    <testcase {_attributes(classname=group, name=case)}/>"
        return
    place = {"file": case.file or "", "line": str(case.place.line)} if case.place else {}
    yield f"    <testcase {_attributes(classname=group, name=case.name, **place)}>"
    told = "\n".join(
        (f"{case.file}:{case.place.line}:{case.place.column}" if case.place else "", *case.plain)
    )
    if _is_skipped(case):
        yield f"      <skipped {_attributes(message=case.plain[0])}/>"
    elif _fails(case):
        about = _attributes(message=case.plain[0], type=case.severity)
        yield f"      <failure {about}>{_escaped(told)}</failure>"
    else:
        yield f"      <system-out>{_escaped(told)}</system-out>"
    yield "    </testcase>"


def _attributes(**values: str) -> str:
    """Attributes; XML would make a space of a line end in a value."""
    return " ".join(f'{name}="{_escaped(visible(value))}"' for name, value in values.items())


def _escaped(text: str) -> str:
    return escape(fit_for_xml(text))
