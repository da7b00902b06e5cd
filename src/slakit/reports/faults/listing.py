"""A listing: what was found, in the one shape that every format is written from.

Faults of documents and findings about a log both become items, so that a forge is spoken to in one place.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from slakit.errors import SEVERITIES, Fault, Severity
from slakit.frozen import Frozen
from slakit.messages import Language, render
from slakit.reports.faults.fingerprints import fingerprint, told_apart
from slakit.reports.faults.sources import Sources, relative
from slakit.source import Place
from slakit.text import strip_isolates

if TYPE_CHECKING:
    from slakit.review.lint.waivers import Waiver

_WRITTEN: Final = ("key", "value", "name", "field", "found")
"""The arguments that repeat what stands at the place of a fault."""
_QUOTES: Final = "'\""
_RIGHT_TO_LEFT_ISOLATE, _POP_ISOLATE = "\u2067", "\u2069"


class Replacement(Frozen):
    """What may be written at a place instead of what stands there."""

    place: Place
    text: str


class Item(Frozen):
    """One thing that was found.

    `language` is that of the listing. What is said of a `fault` comes from the catalogues; of anything else, it is
    `said`. `path` names the place by ids. An item that is not `counted` leaves the exit code alone.
    `group` and `name` are what test reports file it under; `related` are other places, each with words.
    """

    rule: str
    severity: Severity
    place: Place | None
    clause: str | None
    path: tuple[str, ...]
    language: Language
    fingerprint: str
    group: str
    name: str
    counted: bool = True
    undecided: bool = False
    replacement: Replacement | None = None
    related: tuple[tuple[Place, str], ...] = ()
    fault: Fault | None = None
    said: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        """The sentence, and perhaps the cure, without the place and how grave it is; in Persian with direction marks."""
        if self.fault is None:
            return self.said
        bare = self.fault.altered(place=None, severity="error")
        return tuple(line.strip(" ") for line in render(bare, self.language).split("\n"))

    @property
    def file(self) -> str | None:
        """The file relative to the working folder, with slashes."""
        return relative(self.place.file) if self.place else None

    @property
    def plain(self) -> tuple[str, ...]:
        """What is told, without direction marks: for JSON, XML and comparison."""
        return tuple(map(strip_isolates, self.told))


class Waived(Frozen):
    """An item that a waiver of the agreement sets aside.

    The reason is given by language, and so is an approver who is no party; `until` is the last day that the waiver
    counts, `place` is where it stands.
    It may be `known` from a baseline that is older than the waiver.
    """

    item: Item
    reason: Mapping[str, str]
    approved_by: str | Mapping[str, str]
    until: str
    place: Place
    known: bool = False


class Listing(Frozen):
    """What a command found: new items, those that a baseline knows, those that are waived, and what is sound.

    `summary` says it in a sentence. `sound` are groups and names of what was looked at without finding anything.
    `stale` are the entries of the baseline that no longer occur. `complete` is false if a path could not be read.
    """

    command: str
    language: Language
    items: tuple[Item, ...]
    sources: Sources
    documents: tuple[str, ...] = ()
    known: tuple[Item, ...] = ()
    stale: tuple["Entry", ...] = ()
    waived: tuple[Waived, ...] = ()
    sound: tuple[tuple[str, str], ...] = ()
    summary: tuple[str, ...] = ()
    has_baseline: bool = False
    complete: bool = True

    def gravest_first(self) -> list[Item]:
        """The items, errors before warnings before advice, each kind in file order."""
        return sorted(self.items, key=lambda item: SEVERITIES.index(item.severity))


class Entry(Frozen):
    """A fault as a baseline remembers it; all but the fingerprint is there for whoever reads the file."""

    fingerprint: str
    rule: str
    file: str
    path: tuple[str, ...]


def items_of(
    faults: Iterable[Fault], sources: Sources, language: Language, *, least: Severity = "error"
) -> tuple[Item, ...]:
    """Faults as items, each once, though its file was named in two ways.

    `least` is the mildest severity that is counted.
    """
    once = list({_identity(fault): fault for fault in reversed(list(faults))}.values())[::-1]
    paths = [sources.path(fault.place) for fault in once]
    fingerprints = told_apart(
        fingerprint(fault.rule, fault.place.file if fault.place else "", path, fault.arguments)
        for fault, path in zip(once, paths, strict=True)
    )
    return tuple(
        _item(fault, path, known_by, sources, language, least=least)
        for fault, path, known_by in zip(once, paths, fingerprints, strict=True)
    )


def waived_of(
    waived: Sequence[tuple[Fault, "Waiver"]],
    told: Iterable[Item],
    known: Collection[str],
    sources: Sources,
    language: Language,
) -> tuple[Waived, ...]:
    """Faults that are set aside, each once, with its waiver; `known` are the fingerprints of a baseline.

    What one agreement waives in a document that two share is no longer set aside if it is `told` of the other.
    """
    told_already = {item.fingerprint for item in told}
    items = items_of((fault for fault, _ in waived), sources, language)
    waivers = dict(reversed(waived))
    return tuple(
        Waived(item, by.reason, by.approved_by, str(by.until), by.place, item.fingerprint in known)
        for item in items
        if item.fault and item.fingerprint not in told_already
        for by in (waivers[item.fault],)
    )


def _identity(fault: Fault) -> Fault:
    place = fault.place
    return fault.altered(place=place.altered(file=relative(place.file))) if place else fault


def _item(
    fault: Fault,
    path: tuple[str, ...],
    known_by: str,
    sources: Sources,
    language: Language,
    *,
    least: Severity,
) -> Item:
    file = relative(fault.place.file) if fault.place else ""
    return Item(
        rule=fault.rule,
        severity=fault.severity,
        place=fault.place,
        clause=fault.clause,
        path=path,
        language=language,
        fingerprint=known_by,
        group=file,
        name="/".join((fault.rule, *path)),
        counted=SEVERITIES.index(fault.severity) <= SEVERITIES.index(least),
        replacement=_replacement(fault, sources),
        fault=fault,
    )


def _replacement(fault: Fault, sources: Sources) -> Replacement | None:
    """The one word that was probably meant, if there is one and the place holds nothing but the wrong word."""
    arguments, place = fault.arguments, fault.place
    meant = arguments.get("suggestion")
    if place is None or not isinstance(meant, str) or "other" in arguments:
        return None
    written = sources.written(place) or ""
    quote = written[:1] if written[:1] in _QUOTES and written[:1] == written[-1:] else ""
    bare = written[1:-1] if quote else written
    if bare not in [arguments.get(name) for name in _WRITTEN]:
        return None
    return Replacement(place, f"{quote}{meant}{quote}")


def in_its_direction(words: str, language: Language) -> str:
    """Words that stand behind something of another direction, such as a file name."""
    return f"{_RIGHT_TO_LEFT_ISOLATE}{words}{_POP_ISOLATE}" if language == "fa" else words


def files_of(items: Sequence[Item]) -> set[str]:
    """The files that items lie in."""
    return {item.file for item in items if item.file}
