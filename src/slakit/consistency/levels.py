"""The keys of a service level: which belong to what is measured, and which are missing."""

from collections.abc import Iterator

from slakit.consistency.declared import Spoken
from slakit.consistency.plain import Group, entries, group
from slakit.consistency.telling import Telling
from slakit.document import Document, Path
from slakit.errors import Fault
from slakit.frozen import Frozen


class _Keys(Frozen):
    """What a measure is of, the keys that it must have, and those that it may have."""

    of: str
    needed: tuple[str, ...]
    possible: tuple[str, ...] = ()


_KEYS = {
    "availability": _Keys("record", ("services", "target"), ("day-count", "service-hours", "excluding", "observed")),
    "percentile": _Keys("event", ("then", "percentile", "at-most"), ("matching", "services")),
    "ratio": _Keys("event", ("meeting", "target"), ("services",)),
}  # fmt: skip
_OF_MEASURES = frozenset(key for keys in _KEYS.values() for key in (*keys.needed, *keys.possible))


def faults_of_levels(agreement: Document, words: Spoken) -> Iterator[Fault]:
    """The faults of the service levels of an agreement that passed its schema."""
    told = Telling(agreement)
    for at, clause in entries(agreement.data, "clauses"):
        for path, norm in entries(clause, "norms"):
            if norm["rule"] == "service-level":
                yield from _level(told, (*at, *path), norm)
                yield from _observed(told, (*at, *path), norm, words)


def _observed(told: Telling, path: Path, norm: Group, words: Spoken) -> Iterator[Fault]:
    """A record of watching is of a service by its key: by nothing else is it found, and all time would be unwatched."""
    name = group(norm.get("observed")).get("record")
    side = words.side("record", name) if isinstance(name, str) else None
    if side and side.key and not any(side.fields[key].type == "service" for key in side.key):
        yield told.fault("key-without-service", (*path, "observed", "record"), name=side.owner)


def _level(told: Telling, path: Path, norm: Group) -> Iterator[Fault]:
    measure = str(norm["measure"])
    keys = _KEYS[measure]
    if keys.of not in group(norm["of"]):
        yield told.fault("measured-of-another", (*path, "of"), measure=measure, needed=keys.of)
    for key in keys.needed:
        if key not in norm:
            yield told.fault_at_key("missing-key-beside", (*path, "measure"), key=key, beside="measure")
    for key in norm:
        if key in _OF_MEASURES and key not in (*keys.needed, *keys.possible):
            yield told.fault_at_key("key-of-another-measure", (*path, key), key=key, measure=measure)
    if measure == "availability" and ("day-count" in norm) == ("service-hours" in norm):
        written = [key for key in ("day-count", "service-hours") if key in norm]
        if written:
            yield told.fault_at_key("one-of-keys-many", (*path, written[1]), found="\n".join(written))
        else:
            allowed = "day-count\nservice-hours"
            yield told.fault_at_key("one-of-keys-missing", (*path, "measure"), allowed=allowed)
