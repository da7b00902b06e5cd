"""How a case that was run is shown, be it of an edition or of a mapping: as text, to a CI server, to a forge."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from slakit.cli.wording import Said, Voice
from slakit.text import strip_isolates

if TYPE_CHECKING:
    from slakit.reports.faults.listing import Listing
    from slakit.reports.junit import Tested
    from slakit.source import Place


class Ran(Protocol):
    """A case that was run: where it stands, what it is called by, and whether it holds; how it fails, line by line."""

    @property
    def place(self) -> "Place":
        """Where the case stands."""
        ...

    @property
    def name(self) -> str:
        """What the case is called by."""
        ...

    @property
    def holds(self) -> bool:
        """Whether all is as the case expects."""
        ...

    def told(self, voice: Voice) -> Iterator[str]:
        """How the case fails: which one, then what was expected and what was found."""
        ...


def summary(cases: Sequence[Ran], voice: Voice) -> Said:
    """How many cases there are, and how many of them fail."""
    failing = sum(not one.holds for one in cases)
    counted = voice.counted("case", len(cases))
    return voice.said("cases fail" if failing else "cases hold", cases=counted, failing=failing)


def as_text(case: Ran, voice: Voice) -> Iterator[str]:
    """A case that fails, as text: its place, and what differs."""
    first, *differences = case.told(voice)
    yield f"{case.place.file}:{case.place.line}: {voice.whole(first)}"
    yield from ("  " + voice.whole(line) for line in differences)


def as_suites(cases: Iterable[Ran], voice: Voice) -> dict[str, list["Tested"]]:
    """Cases as the tests of suites, one for each file, in which a case that does not hold fails."""
    from slakit.reports.faults.sources import relative
    from slakit.reports.junit import Tested

    by_file: dict[str, list[Tested]] = {}
    for one in cases:
        file = relative(one.place.file)
        test = Tested(one.name, file=file, place=one.place)
        if not one.holds:
            told = tuple(map(strip_isolates, one.told(voice)))
            test = test.altered(came_out="failed", told=told, kind="case")
        by_file.setdefault(file, []).append(test)
    return by_file


def listing(cases: Sequence[Ran], voice: Voice) -> "Listing":
    """The cases that do not hold, as a forge shows them at their places."""
    from slakit.reports.faults.fingerprints import digest
    from slakit.reports.faults.listing import Item, Listing
    from slakit.reports.faults.sources import Sources, relative

    failing = (
        Item(
            rule="case",
            severity="error",
            place=one.place,
            clause=None,
            path=("cases", one.name),
            language=voice.language,
            fingerprint=digest(["case", relative(one.place.file), one.name]),
            group=relative(one.place.file),
            name=one.name,
            said=tuple(one.told(voice)),
        )
        for one in cases
        if not one.holds
    )
    return Listing(
        command="test",
        language=voice.language,
        items=tuple(failing),
        sources=Sources(),
        summary=(summary(cases, voice),),
    )
