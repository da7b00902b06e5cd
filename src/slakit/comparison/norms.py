"""Two norms of one id compared, field by field, by the orders that their kind declares."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property, reduce
from typing import TYPE_CHECKING, Any, Final

from slakit.checks import CoveredBefore, Duty, Followed, Length, Remedied, Tariff, WorkingTime
from slakit.comparison.bindings import bound
from slakit.comparison.lengths import hours_off
from slakit.comparison.orders import relation
from slakit.comparison.renaming import renumbered
from slakit.comparison.sides import Side
from slakit.comparison.together import together_of
from slakit.comparison.transposing import data_of, norms_in
from slakit.interpretation import CHOICES
from slakit.loading import Edition, setting_of
from slakit.lowering import NotLowerable
from slakit.norms import STRENGTH_OF_ALL, Norm
from slakit.strength import BOUND, NOT_COMPARED, Order, Relation
from slakit.verdicts.judging import event_types_read

if TYPE_CHECKING:
    from slakit.lowering import Setting

BY_LENGTH: Final = frozenset({"hour-clock"})
"""Choices that only decide how long a time is: lengths are compared after they are read."""
ELSEWHERE: Final = "elsewhere"
"""The name of a part that no field of the norm explains, such as a definition that it rests on."""

SHOWN: Final = frozenset({"required", "shown", "clause", "name"})
"""Parts of checks that findings only show."""
UNORDERED: Final = frozenset({"alike", "told_apart", "apart_by"})
"""Parts of checks that list fields in any order."""


@dataclass(frozen=True, slots=True)
class Part:
    """A field of a norm, or an interpretation choice that it rests on, that differs: as written then and now."""

    name: str
    old: object
    new: object
    relation: Relation
    order: Order


class Normed:
    """An edition whose norms are looked up: as written, as models, as duties, and what surrounds them."""

    def __init__(self, edition: Edition, moved: Mapping[str, str] | None = None) -> None:
        """What is written names clauses that have `moved` by their new numbers."""
        self.edition = edition
        self.written: Mapping[str, Mapping[str, Any]] = {
            norm["id"]: renumbered(norm, moved or {})
            for norm in norms_in(data_of(edition.agreement_document))
        }
        self.norms: Mapping[str, Norm] = {norm.id: norm for _, norm in edition.agreement.norms()}
        self.setting: Setting = setting_of(edition)
        self.setting.lowered = lambda norm: self.duties[norm]

    @cached_property
    def duties(self) -> Mapping[str, Duty]:
        """Every norm, lowered."""
        return {duty.norm: duty for duty in self.edition.duties}

    def clause_of(self, norm: str) -> str:
        """The number of the clause that a norm stands in."""
        return next(clause.clause or "" for clause, one in self.edition.agreement.norms() if one.id == norm)

    def beside(self, norm: str, other: "Normed") -> tuple[Duty, ...]:
        """The norms of another edition that this one has not, or otherwise, of the same kind and party, that ask about the same events: one of them may be a part of the norm."""
        whole = self.norms[norm]

        def is_part(one: Norm) -> bool:
            alike = (whole.rule, whole.bearer, whole.towards) == (one.rule, one.bearer, one.towards)
            return alike and getattr(whole, "of", None).__class__ is getattr(one, "of", None).__class__

        return tuple(
            other.duties[name]
            for name, one in other.norms.items()
            if name != norm
            and is_part(one)
            and (name not in self.norms or not is_alike(self.duties[name], other.duties[name]))
            and _is_within_either(
                event_types_read(self.duties[norm].check), event_types_read(other.duties[name].check)
            )
        )

    def duty(self, norm: str) -> Duty | None:
        """A norm, lowered; nothing if it speaks of what the edition no longer has."""
        try:
            return self.duties[norm]
        except (KeyError, NotLowerable):
            return self._lowered_alone(norm)

    def _lowered_alone(self, norm: str) -> Duty | None:
        clause, model = next(
            (clause.clause or "", one) for clause, one in self.edition.agreement.norms() if one.id == norm
        )
        try:
            return self.edition.lowered(clause, model)
        except (KeyError, NotLowerable):
            return None


def parts_of(norm: str, old: Normed, new: Normed) -> tuple[Part, ...]:
    """What of a norm differs between two editions that both have it, with how it makes the new stand to the old."""
    before, after = old.duty(norm), new.duty(norm)
    assert before is not None  # whoever asks has looked
    assert after is not None
    parts = parts_between(norm, old, norm, new)
    if not parts and not is_alike(_uncounted(before, after), after):
        parts.append(Part(ELSEWHERE, None, None, Relation.APART, NOT_COMPARED))
    return tuple(parts)


def parts_between(norm: str, old: Normed, other: str, new: Normed) -> list[Part]:
    """What of a norm differs from another one of another edition, field by field, and in the choices that they rest on."""
    before, after = old.duty(norm), new.duty(other)
    choices = _choice_parts(before, after) if before and after else ()
    return [*_field_parts(norm, old, other, new), *choices]


def _uncounted(old: Duty, new: Duty) -> Duty:
    """An old duty with the time of the new one, if calendars count both that tell of the same days: it is compared by its field."""
    was, now = old.check, new.check
    if isinstance(was, CoveredBefore) and isinstance(now, CoveredBefore):
        return (
            replace(old, check=replace(was, lead=now.lead)) if _tell_of_same_days(was.lead, now.lead) else old
        )
    if isinstance(was, Followed | Remedied) and isinstance(now, Followed | Remedied):
        same = _tell_of_same_days(was.within, now.within)
        return replace(old, check=replace(was, within=now.within)) if same else old
    return old


def _tell_of_same_days(one: Length | None, other: Length | None) -> bool:
    if one is None or other is None or isinstance(one, int) or isinstance(other, int):
        return False
    edges = [(length.calendar.days[0].begins, length.calendar.days[-1].ends) for length in (one, other)]
    return edges[0] == edges[1]


def relation_of(parts: Iterable[Part]) -> Relation:
    """What all parts together come to."""
    found = Relation.EQUAL
    for part in parts:
        found = found.and_(part.relation)
    return found


def _field_parts(norm: str, old: Normed, other: str, new: Normed) -> Iterator[Part]:
    before, after = old.norms[norm], new.norms[other]
    was, now = old.written[norm], new.written[other]
    is_of_one_kind = before.rule == after.rule
    hiding = after.not_stronger_by(new.setting)
    together = together_of(Side(before, before, old.setting), Side(after, after, new.setting))
    for name, order in {**STRENGTH_OF_ALL, **(type(before).STRENGTH if is_of_one_kind else {})}.items():
        if name in together:
            found = together[name]
        elif order is BOUND:
            is_same = getattr(before, name) == getattr(after, name)
            found = Relation.EQUAL if is_same else bound(before, after, old.edition, new.edition)
        else:
            sides = (
                Side(model, _value(model, name), one.setting) for model, one in ((before, old), (after, new))
            )
            found = relation(order, *sides)
            if found is Relation.STRONGER and name in hiding:
                found = Relation.APART
        if found is not Relation.EQUAL or was.get(name) != now.get(name):
            yield Part(name, was.get(name), now.get(name), found, order)


def _value(norm: Norm, name: str) -> object:
    """The value of a field by the name that documents give it."""
    python = next(field for field, info in type(norm).model_fields.items() if (info.alias or field) == name)
    return getattr(norm, python)


def _choice_parts(old: Duty, new: Duty) -> Iterator[Part]:
    """The library's interpretation choices that both norms rest on and that are taken otherwise."""
    before, after = (dict(choice.split("=") for choice in duty.choices) for duty in (old, new))
    for name in before.keys() & after.keys() & CHOICES.keys():
        was, now = (taken[name].partition("@")[0] for taken in (before, after))
        if was != now and name not in BY_LENGTH:
            stronger = CHOICES[name].stronger
            found = (
                Relation.APART
                if stronger is None
                else Relation.STRONGER
                if now == stronger
                else Relation.WEAKER
            )
            yield Part(name, was, now, found, NOT_COMPARED)


# --- whether two duties are the same question ----------------------------------------------------------------------


def is_alike(old: Duty, new: Duty) -> bool:
    """Whether an engine would be asked the same: what only findings show, and the order of lists, is left out."""
    return asked(old) == asked(new)


def asked(duty: Duty) -> object:
    """A duty as the question that it puts to an engine."""
    return _plain(duty)


def _plain(value: object) -> object:
    if isinstance(value, WorkingTime):
        return value.name, value.days, tuple(sorted(hours_off(value)))
    if isinstance(value, Tariff):
        return (
            "Tariff",
            tuple(_plain(tier) for tier in value.tiers),
            value.field,
            _plain(value.base),
            _plain(value.cap),
        )
    if isinstance(value, Duty):
        value = replace(value, clause="", choices=(), calendars=(), plan=None)
    if is_dataclass(value):
        return (
            type(value).__name__,
            *(
                frozenset(getattr(value, field.name))
                if field.name in UNORDERED
                else _plain(getattr(value, field.name))
                for field in fields(value)
                if field.name not in SHOWN
            ),
        )
    if isinstance(value, tuple) and not _is_pair(value):
        return tuple(sorted((_plain(one) for one in value), key=repr))
    return value


def _is_pair(value: tuple[Any, ...]) -> bool:
    return len(value) == 2 and not any(is_dataclass(one) for one in value)


def _is_within_either(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one of two norms reads all that the other does: one of an answer is no part of one of a solution."""
    return one <= other or other <= one


def relation_put_in(norm: str, old: Normed, put_in: Normed) -> Relation:
    """How a norm stands to the old one with a difference put in, and with it to what it answers, if it is a remedy.

    Of less that is violated less is due, and later; but where it is capped, an earlier violation leaves less for another one.
    """
    parts = parts_of(norm, old, put_in)
    before, after = old.duties[norm], put_in.duty(norm)
    assert after is not None  # whoever asks has looked
    if not (isinstance(before.check, Remedied) and isinstance(after.check, Remedied)):
        return relation_of(parts)
    was = {duty.norm: duty for duty in before.check.of}
    answered = [one.norm for one in after.check.of if not is_alike(was.get(one.norm, one), one)]
    if not answered:
        return relation_of(parts)
    if any(check.tariff and check.tariff.cap for check in (before.check, after.check)):
        return Relation.APART
    only_so = is_alike(replace(before, check=replace(before.check, of=after.check.of)), after)
    own = Relation.EQUAL if only_so else relation_of(parts)
    return reduce(Relation.and_, (relation_put_in(one, old, put_in) for one in answered), own)
