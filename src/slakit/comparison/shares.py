"""A norm that is cut into several, or taken up by another one: what the norms of another edition ask together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from slakit.checks import Among, Condition, Every, Not, Points, Spans
from slakit.comparison.conditions import bare, is_within, size
from slakit.comparison.norms import Normed, Part, asked, is_alike, parts_between, relation_of
from slakit.comparison.sides import lowered_selector
from slakit.rules.remedy import Remedy
from slakit.selectors import EventSelector, RecordSelector
from slakit.strength import ANSWERS, NOT_COMPARED, Relation

if TYPE_CHECKING:
    from slakit.norms import Norm
    from slakit.vocabulary import FieldOfEvent

ONE_BY_ONE: Final = frozenset({
    "advance-notice", "announced-value", "decided-by", "never", "only-after", "only-via", "respond-within",
})  # fmt: skip
"""Kinds that ask something of each event or record by itself, so that several norms ask it of several of them."""
NO_WEAKER: Final = frozenset({Relation.EQUAL, Relation.STRONGER})


@dataclass(frozen=True, slots=True)
class Shares:
    """The norms that share what one asked, and whether they together ask just that, or more."""

    norms: tuple[str, ...]
    relation: Relation


@dataclass(frozen=True, slots=True)
class _Share:
    """A norm that asks as much as another one, or more, of what it picks."""

    norm: str
    picks: Points | Spans
    relation: Relation


def taken_up(norm: str, old: Normed, new: Normed) -> Shares | None:
    """The norms of the new edition that together ask as much as one of the old edition, or more; nothing if none is known to.

    Each must ask as much of what it picks, and together they must pick all that the old one does. What the norm of the
    same id picks besides makes it stronger; what another one does is its own matter. One that asks less of the one for
    picking the other is no share.
    """
    whole = _picked(norm, old)
    if whole is None:
        return None
    shares = [
        _Share(other, picks, relation)
        for other in _others(norm, old, new)
        if (picks := _picked(other, new)) is not None and "of" not in _hiding(other, new)
        for relation in [_apart_from_of(parts_between(norm, old, other, new))]
        if relation in NO_WEAKER
    ]
    for found in _that_cover(whole, shares, [old, new]):
        is_same = all(
            share.relation is Relation.EQUAL
            and (share.norm != norm or is_within(share.picks.where, whole.where))
            for share in found
        )
        names = tuple(share.norm for share in found)
        return Shares(names, Relation.EQUAL if is_same else Relation.STRONGER)
    return None


def asked_before(norm: str, old: Normed, new: Normed) -> tuple[str, ...]:
    """The norms of the old edition, changed or gone since, that together asked just what one of the new edition does."""
    whole = _picked(norm, new)
    if whole is None:
        return ()
    shares = [
        _Share(other, picks, Relation.EQUAL)
        for other in _others(norm, new, old)
        if (picks := _picked(other, old)) is not None
        and _apart_from_of(parts_between(other, old, norm, new)) is Relation.EQUAL
    ]
    return next(
        (tuple(share.norm for share in found) for found in _that_cover(whole, shares, [old, new])), ()
    )


def _others(norm: str, here: Normed, there: Normed) -> Iterator[str]:
    """The norms of another edition of the same kind and between the same parties that this one has not, or otherwise."""
    whole = here.norms[norm]
    for name, other in there.norms.items():
        is_other = (
            name == norm or name not in here.norms or not is_alike(here.duties[name], there.duties[name])
        )
        asks_alike = _bound_by(other) == _bound_by(whole)
        if is_other and asks_alike:
            yield name


def _bound_by(norm: "Norm") -> tuple[object, ...]:
    return norm.rule, norm.binding, norm.bearer, norm.towards


def _picked(norm: str, normed: Normed) -> Points | Spans | None:
    """What a norm is asked of, one by one."""
    model: Any = normed.norms[norm]
    selector = getattr(model, "of", None)
    if model.rule not in ONE_BY_ONE or not isinstance(selector, EventSelector | RecordSelector):
        return None
    return lowered_selector(selector, normed.setting)


def _hiding(norm: str, normed: Normed) -> frozenset[str]:
    return normed.norms[norm].not_stronger_by(normed.setting)


def _apart_from_of(parts: Iterable[Part]) -> Relation:
    return relation_of(part for part in parts if part.name != "of")


def remedied(remedy: str, old: Normed, new: Normed) -> Part | None:
    """How a remedy stands to the old one by the norms that it answers, if some of what it answered is asked by others now."""
    before, after = old.norms[remedy], new.norms[remedy]
    if not (isinstance(before, Remedy) and isinstance(after, Remedy)):
        return None
    shared = {norm: taken_up(norm, old, new) for norm in before.for_ if _is_changed(norm, old, new)}
    if all(shares is None or shares.norms == (norm,) for norm, shares in shared.items()):
        return None
    asked = {
        norm: shares.norms if (shares := shared.get(norm)) is not None else (norm,) for norm in before.for_
    }
    now = list(dict.fromkeys(norm for norms in asked.values() for norm in norms))
    each_apart = all(
        _are_apart(one, other, old)
        for one, other in combinations(before.for_, 2)
        if set(asked[one]) & set(asked[other])
    )  # what two of them found violated was owed for twice
    found = size(
        contained=each_apart and set(now) <= set(after.for_),
        containing=all(
            _is_picked_by(norm, before.for_, old, new)
            if norm in now
            else (of := asked_before(norm, old, new)) and set(of) <= set(before.for_)
            for norm in after.for_
        ),
    )
    relations = {1: Relation.STRONGER, 0: Relation.EQUAL, -1: Relation.WEAKER, None: Relation.APART}
    relation = relations[found]
    if relation is Relation.STRONGER and "for" in _hiding(remedy, new):
        relation = Relation.APART
    return Part("for", now, list(after.for_), relation, ANSWERS)


def _are_apart(one: str, other: str, normed: Normed) -> bool:
    """Whether two norms certainly never pick the same: by a field that holds one word."""
    picks = [_picked(norm, normed) for norm in (one, other)]
    if picks[0] is None or picks[1] is None or bare(picks[0]) != bare(picks[1]):
        return False
    parts, others = (_parts(selection.where) for selection in picks if selection is not None)
    return any(
        _exclude(mine, theirs) or _exclude(theirs, mine)
        for mine in parts
        for theirs in others
        if (field := _field_of(mine)) is not None and field == _field_of(theirs)
        if (declared := _declared(field, picks[0], normed)) is not None and not declared.list
    )


def _exclude(one: Condition, other: Condition) -> bool:
    match one, other:
        case Among(yes=mine), Among(yes=theirs):
            return not mine & theirs
        case Among(yes=mine), Not(part=Among(yes=theirs)):
            return mine <= theirs
        case _:
            return False


def _is_picked_by(norm: str, others: Iterable[str], old: Normed, new: Normed) -> bool:
    """Whether norms of the old edition picked together all that one of the new edition does, whatever they asked of it."""
    if norm in others and not _is_changed(norm, old, new):
        return True
    whole = _picked(norm, new)
    if whole is None:
        return norm in others
    shares = [
        _Share(other, picks, Relation.EQUAL) for other in others if (picks := _picked(other, old)) is not None
    ]
    return any(_that_cover(whole, shares, [old, new]))


def _is_changed(norm: str, old: Normed, new: Normed) -> bool:
    return norm not in new.norms or not is_alike(old.duties[norm], new.duties[norm])


# --- whether several pick all that one does -------------------------------------------------------------------------


def _that_cover(
    whole: Points | Spans, shares: Sequence[_Share], editions: Sequence[Normed]
) -> Iterator[list[_Share]]:
    """Norms that together pick whatever one does: one alone, or several that are told apart by one field."""
    of_field: dict[str, list[tuple[_Share, Condition]]] = {}
    for share in shares:
        if bare(share.picks) != bare(whole):
            continue
        own = [part for part in _parts(share.picks.where) if not is_within(whole.where, part)]
        if not own:
            yield [share]
        elif len(own) == 1 and (field := _field_of(own[0])) is not None:
            of_field.setdefault(field, []).append((share, own[0]))
    for field, found in of_field.items():
        if _cover(field, whole, [condition for _, condition in found], editions):
            yield [share for share, _ in found]


def _type_of(selection: Points | Spans) -> str:
    return selection.event if isinstance(selection, Points) else selection.opens


def _parts(condition: Condition) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, Every) else (condition,)


def _field_of(condition: Condition) -> str | None:
    match condition:
        case Among(field=field) | Not(part=Among(field=field)):
            return field
        case _:
            return None


def _cover(
    field: str, whole: Points | Spans, conditions: Sequence[Condition], editions: Sequence[Normed]
) -> bool:
    """Whether one of several conditions on a field says yes wherever the whole does."""
    declared = [_declared(field, whole, edition) for edition in editions]
    has_several = any(one is not None and one.list for one in declared)
    yes: frozenset[Any] = frozenset()
    no: frozenset[Any] | None = None
    refused: list[frozenset[Any]] = []
    for condition in conditions:
        match condition:
            case Not(part=Among(yes=values, no=None)):
                refused.append(values)
            case Not(part=Among(yes=values, no=others)) if others is not None and not has_several:
                yes, no = yes | others, _both(no, values)
            case Among(yes=values, no=others):
                yes, no = yes | values, _both(no, others)
            case _:
                return False
    if refused:
        # one word is none of some words or none of others; of several words each may be among some of them
        least = refused if has_several else [frozenset.intersection(*refused)]
        return any(
            is_within(whole.where, Not(Among(field, words - yes, None)))
            if words - yes
            else _is_said(field, whole, declared)
            for words in least
        )
    if is_within(whole.where, Among(field, yes, None if no is None else no - yes)):
        return True
    return all(
        one is not None and one.required and _all_values(one, edition) <= yes
        for one, edition in zip(declared, editions, strict=True)
    )


def _both(one: frozenset[Any] | None, other: frozenset[Any] | None) -> frozenset[Any] | None:
    """What two conditions both say no to; nothing stands for whatever they do not say yes to."""
    return other if one is None else one if other is None else one & other


def _is_said(field: str, whole: Points | Spans, declared: "Sequence[FieldOfEvent | None]") -> bool:
    """Whether what the whole picks says something in a field: it must, or the whole asks for it."""
    return all(one is not None and one.required for one in declared) or any(
        _field_of(part) == field for part in _parts(whole.where)
    )


def _declared(field: str, selection: Points | Spans, normed: Normed) -> "FieldOfEvent | None":
    """A field of what is picked, as it is declared; nothing if only an end tells it, or another edition."""
    declared = normed.setting.vocabulary.events.get(_type_of(selection))
    return declared.fields.get(field) if declared else None


def _all_values(field: "FieldOfEvent", normed: Normed) -> frozenset[Any]:
    """Every value that a field may hold that it must hold: words of a closed list, or services that are annexed."""
    match field.type:
        case "boolean":
            return frozenset({True, False})
        case "service":
            return frozenset(normed.edition.services)
        case "value":
            listed = normed.setting.vocabulary.values[field.values or ""]
            return frozenset({_ANY}) if listed.open else frozenset(listed.values)
        case _:
            return frozenset({_ANY})


_ANY: Final = "\0"
"""Stands for values that no list holds."""


def renamed_norms(old: Normed, new: Normed) -> dict[str, str]:
    """The norms that are gone under their id and there under another: the only new one that asks just the same."""
    gone = [norm for norm in old.norms if norm not in new.norms]
    come = [norm for norm in new.norms if norm not in old.norms]
    found: dict[str, str] = {}
    for norm in gone:
        bound_by = old.norms[norm].binding
        same = [
            other
            for other in come
            if bound_by == new.norms[other].binding
            and asked(replace(old.duties[norm], norm=other)) == asked(new.duties[other])
        ]
        if len(same) == 1 and same[0] not in found.values():
            found[norm] = same[0]
    return found


def asked_by(before: Sequence[str], after: Sequence[str], relation: Relation) -> Part:
    """That other norms ask what some asked."""
    return Part("asked-by", list(before), list(after), relation, NOT_COMPARED)
