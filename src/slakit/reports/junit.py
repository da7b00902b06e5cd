"""JUnit XML, the form of test reports that CI servers show: suites of tests that pass, fail or are skipped."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Final, Literal

from slakit.frozen import Frozen
from slakit.text import fit_for_xml, visible

if TYPE_CHECKING:
    from slakit.source import Place

_COUNTED: Final = ("tests", "failures", "errors", "skipped")
_COUNT: Final = re.compile(r' ([a-z]+)="([0-9]+)"')
_LINES_AROUND: Final = 2
"""The lines of a report before its first suite; one stands behind the last."""


class Tested(Frozen):
    """One test of a suite: its name, how it came out, and what is told of it, line by line.

    Its `kind` is a word for what failed. Its `file` is named as a CI server names it, and `place` is where it stands there.
    """

    name: str
    came_out: Literal["passed", "failed", "skipped"] = "passed"
    told: tuple[str, ...] = ()
    kind: str = ""
    file: str | None = None
    place: "Place | None" = None


def report(name: str, suites: Iterable[tuple[str, Sequence[Tested]]]) -> Iterator[str]:
    """The lines of a report; a suite without a test is left out."""
    suites = [(suite, tests) for suite, tests in suites if tests]
    every = [test for _, tests in suites for test in tests]
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f"<testsuites {_attributes(name=name)} {_counts(every)}>"
    for suite, tests in suites:
        yield f"  <testsuite {_attributes(name=suite)} {_counts(tests)}>"
        for test in tests:
            yield from _test(suite, test)
        yield "  </testsuite>"
    yield "</testsuites>"


def joined(name: str, reports: Iterable[str]) -> Iterator[str]:
    """The lines of a report with the suites of several that `report` gave, one after the other."""
    suites: list[str] = []
    counts = dict.fromkeys(_COUNTED, 0)
    for one in reports:
        _, head, *rest = one.removesuffix("\n").split("\n")  # a text may hold other ends of lines
        for what, count in _COUNT.findall(head):
            counts[what] += int(count)
        suites += rest[:-1]
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f"<testsuites {_attributes(name=name, **{what: str(count) for what, count in counts.items()})}>"
    yield from suites
    yield "</testsuites>"


def _counts(tests: Sequence[Tested]) -> str:
    failures = sum(test.came_out == "failed" for test in tests)
    skipped = sum(test.came_out == "skipped" for test in tests)
    return f'tests="{len(tests)}" failures="{failures}" errors="0" skipped="{skipped}"'


def _test(suite: str, test: Tested) -> Iterator[str]:
    place = {"file": test.file or "", "line": str(test.place.line)} if test.place else {}
    head = f"    <testcase {_attributes(classname=suite, name=test.name, **place)}"
    if not test.told:
        yield f"{head}/>"
        return
    yield f"{head}>"
    where = f"{test.file}:{test.place.line}:{test.place.column}" if test.place else ""
    told = "\n".join((where, *test.told))
    match test.came_out:
        case "skipped":
            yield f"      <skipped {_message(test)}/>"
        case "failed":
            yield f"      <failure {_message(test)} {_attributes(type=test.kind)}>{_escaped(told)}</failure>"
        case "passed":
            yield f"      <system-out>{_escaped(told)}</system-out>"
    yield "    </testcase>"


def _message(test: Tested) -> str:
    """What is told first, a sentence whose half-spaces are meant."""
    return f'message="{_escaped(" ".join(test.told[0].split()))}"'


def _attributes(**values: str) -> str:
    """Attributes; XML would make a space of a line end in a value."""
    return " ".join(f'{name}="{_escaped(visible(value))}"' for name, value in values.items())


def _escaped(text: str) -> str:
    return escape(fit_for_xml(text))
