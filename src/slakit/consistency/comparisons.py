"""What norms that compare cases compare: a field has one part in a comparison, or nothing can ever be found."""

from collections.abc import Iterator

from slakit.consistency.plain import Group, entries, group, texts
from slakit.consistency.telling import Telling
from slakit.document import Document, Path
from slakit.errors import Fault


def faults_of_comparisons(agreement: Document) -> Iterator[Fault]:
    """The faults of the comparisons of an agreement that passed its schema."""
    told = Telling(agreement)
    for at, clause in entries(agreement.data, "clauses"):
        for path, norm in entries(clause, "norms"):
            if "groups" in norm:
                yield from _of_groups(told, (*at, *path), norm)
            if norm["rule"] == "equal-treatment":
                yield from _of_treatment(told, (*at, *path), norm)


def _of_groups(told: Telling, path: Path, norm: Group) -> Iterator[Fault]:
    """Groups are compared where cases are of several groups, and each group has cases of several units."""
    groups, unit = str(group(norm["groups"])["field"]), str(group(norm["unit"])["field"])
    for key in ("comparable-by", "examine-also"):
        for place, name in _fields(norm, key):
            if name == groups:
                yield told.fault("group-beside-itself", (*path, *place), field=name, key=key)
    if unit == groups:
        yield told.fault("unit-is-the-group", (*path, "unit", "field"), field=unit)


def _of_treatment(told: Telling, path: Path, norm: Group) -> Iterator[Fault]:
    """Cases that agree in a field are not treated otherwise in it, and are not of two recipients that it tells."""
    for key in ("comparable-by", "told-apart-by"):
        for place, name in _fields(norm, key):
            if name == norm["treatment"]:
                yield told.fault("treatment-makes-alike", (*path, *place), field=name, key=key)
            elif name == norm.get("recipient"):
                yield told.fault("recipient-makes-alike", (*path, *place), field=name, key=key)


def _fields(norm: Group, key: str) -> Iterator[tuple[Path, str]]:
    """The fields under a key, each with its path."""
    for position, name in enumerate(texts(group(norm.get(key)).get("fields"))):
        yield (key, "fields", position), name
