"""The changes between two editions: norms by their ids, what surrounds them, and what is only worded otherwise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from slakit.checks import Duty
from slakit.comparison.bindings import OWED, moved, owed_by, side_of
from slakit.comparison.cases import logs_of_cases
from slakit.comparison.changes import UNTOUCHED, Change, Kind, Strength, Subject
from slakit.comparison.contexts import Context, contexts, is_read_otherwise
from slakit.comparison.court import Court
from slakit.comparison.moves import moved_clauses, renamed_services
from slakit.comparison.norms import (
    ELSEWHERE,
    Normed,
    Part,
    is_alike,
    parts_of,
    relation_of,
    relation_put_in,
)
from slakit.comparison.places import document_of, norm_place, place_in
from slakit.comparison.proving import Proof, Prover, strength_shown
from slakit.comparison.services import reads_services
from slakit.comparison.shares import asked_before, asked_by, remedied, renamed_norms, taken_up
from slakit.comparison.telling import Teller
from slakit.comparison.texts import text_changes
from slakit.comparison.transposing import data_of, transposed, with_data
from slakit.comparison.views import Views, promised, views_of, views_of_moved
from slakit.loading import setting_of
from slakit.lowering import NotLowerable
from slakit.norms import WHO
from slakit.strength import BOUND, NOT_COMPARED, SAID, Relation
from slakit.verdicts.judging import event_types_read

if TYPE_CHECKING:
    from slakit.loading import Edition


@dataclass(frozen=True)
class Compared:
    """Two editions held against each other. The new one is judged in the term of the old one."""

    old_edition: "Edition"
    new_edition: "Edition"
    is_searching: bool = True

    @cached_property
    def _old(self) -> Normed:
        return Normed(self.old_edition, self._moved)

    @cached_property
    def _new(self) -> Normed:
        was = {new: old for old, new in renamed_services(self.old_edition, self.new_edition).items()}
        return Normed(transposed(self.new_edition, self.old_edition, was))

    @cached_property
    def _moved(self) -> Mapping[str, str]:
        """The new number of each clause that has another one."""
        return moved_clauses(self.old_edition, self.new_edition)

    @cached_property
    def _prover(self) -> Prover:
        if not self.is_searching:
            return Prover((), is_idle=True)
        return Prover((*logs_of_cases(self.old_edition), *logs_of_cases(self.new_edition)))

    def changes(self) -> Iterator[Change]:
        """Norms in the order of the new text, then what is gone, then what surrounds them, then mere words."""
        told = set()
        for change in (
            *self._of_norms(),
            *map(self._surrounding, contexts(self.old_edition, self.new_edition)),
        ):
            yield change
            if change.kind not in UNTOUCHED:
                told.add((change.subject, change.name))
        for change in text_changes(self.old_edition, self.new_edition, self._moved, told):
            yield self._of_party(change) if change.subject == "party" else change

    # --- norms ---

    def _of_norms(self) -> Iterator[Change]:
        """The norms that differ, come or go."""
        renamed = renamed_norms(self._old, self._new)
        for norm in self._new.norms:
            if norm in self._old.norms:
                yield from self._changed(norm)
            elif norm not in renamed.values():
                yield self._added(norm)
        for norm in self._old.norms:
            if norm in renamed:
                yield self._rename(norm, renamed[norm])
            elif norm not in self._new.norms:
                yield self._removed(norm)

    def _added(self, norm: str) -> Change:
        """A norm that came: stronger, unless others that changed or are gone asked all of it before."""
        before = asked_before(norm, self._old, self._new)
        strength = Strength.EQUAL if before else Strength.STRONGER
        parts = (asked_by(before, (norm,), Relation.EQUAL),) if before else ()
        return self._norm_change(norm, "added", parts, Proof(strength, "order"))

    def _removed(self, norm: str) -> Change:
        """A norm that is gone: weaker, unless others that changed or came ask all of it now."""
        shares = taken_up(norm, self._old, self._new)
        if shares is None:
            proof = self._proved(Relation.WEAKER, [self._court(norm)])
            return self._norm_change(norm, "removed", (), proof)
        part = asked_by((norm,), shares.norms, shares.relation)
        return self._norm_change(norm, "removed", (part,), Proof(Strength(shares.relation.value), "order"))

    def _changed(self, norm: str) -> Iterator[Change]:
        """The change of a norm that both editions have; what it rests on is told where that changed."""
        place = tuple(self._place_parts(norm, norm))
        answers = remedied(norm, self._old, self._new)
        if self._old.written[norm] == self._new.written[norm] and (
            answers is None or answers.relation is Relation.EQUAL
        ):
            if place:
                yield self._norm_change(norm, "moved", place, Proof(Strength.EQUAL, "order"))
            return
        parts = (*parts_of(norm, self._old, self._new), *place)
        if answers:
            parts = (answers, *(part for part in parts if part.name not in (answers.name, ELSEWHERE)))
        if is_alike(self._old.duties[norm], self._new.duties[norm]) and self._is_bound_alike(norm):
            yield self._norm_change(norm, "reworded", parts, Proof(Strength.EQUAL, "order"))
        elif is_alike(self._as_bound_before(norm), self._new.duties[norm]):
            owed = relation_of(part for part in parts if part.name in WHO)
            relation = owed if owed is Relation.WEAKER else relation_of(parts)  # whomever it is owed to now
            yield self._norm_change(norm, "changed", parts, self._bound_otherwise(norm, relation))
        elif (part := self._shared(norm, relation_of(parts))) is not None:
            proof = Proof(Strength(part.relation.value), "order")
            yield self._norm_change(norm, "changed", (*parts, part), proof)
        else:
            yield self._norm_change(norm, "changed", parts, self._asked_otherwise(norm, parts))

    def _shared(self, norm: str, relation: Relation) -> Part | None:
        """By which norms it is asked now what one asked, if all of it is; or what it asks now, if all of that was asked before."""
        if relation is Relation.STRONGER:
            before = asked_before(norm, self._old, self._new)
            return asked_by(before, (norm,), Relation.EQUAL) if before else None
        shares = taken_up(norm, self._old, self._new)
        return asked_by((norm,), shares.norms, shares.relation) if shares else None

    def _asked_otherwise(self, norm: str, parts: tuple[Part, ...]) -> Proof:
        """How strong a norm is that asks something else, and perhaps of others or in another way."""
        asked_less = relation_of(part for part in parts if part.name not in (*WHO, "towards"))
        court = self._court(norm)
        if asked_less in (Relation.WEAKER, Relation.APART):  # whoever owes it now, or to whom
            proof = self._proved(asked_less, [replace(court, old=self._as_bound_before(norm))])
        elif self._is_bound_alike(norm):
            proof = self._proved(relation_of(parts), [court])
        else:
            return self._bound_otherwise(norm, relation_of(parts))
        owed_less = relation_of(part for part in parts if part.name in WHO)
        if proof.strength in (Strength.STRONGER, Strength.UNCLEAR) and owed_less not in (
            Relation.EQUAL,
            Relation.STRONGER,
        ):
            return self._bound_otherwise(norm, Relation.APART)
        return proof

    def _bound_otherwise(self, norm: str, relation: Relation) -> Proof:
        """How strong a norm is that somebody else owes, or that is owed no longer: shown by what the old one finds violated."""
        court = self._court(norm)
        if not self._is_bound_alike(norm):
            return self._held_otherwise([court], relation, "binding")
        if relation is Relation.STRONGER:
            return Proof(Strength.STRONGER, "bearer")
        proof = self._proved(Relation.APART, [court])
        return replace(proof, strength=strength_shown(relation, proof), ground="bearer", counter=None)

    def _held_otherwise(
        self, courts: list[Court], relation: Relation, why: Literal["binding", "side"]
    ) -> Proof:
        """How strong it is that the same is asked under another key, or of a party that stands elsewhere now.

        Both editions find the same, so the witness is what the old one finds violated.
        """
        if relation is Relation.STRONGER:
            return Proof(Strength.STRONGER, why)
        proof = self._proved(Relation.WEAKER, [replace(court, new=None) for court in courts])
        witness = proof.witness
        if witness is not None:
            court = next(one for one in courts if one.old and one.old.norm == witness.norm)
            witness = replace(witness, new=court.findings(witness.events)[1], shows=why)
        return replace(proof, strength=strength_shown(relation, proof), ground=why, witness=witness)

    def _is_bound_alike(self, norm: str) -> bool:
        """Whether a norm names its party by the same key."""
        return self._old.norms[norm].binding == self._new.norms[norm].binding

    def _as_bound_before(self, norm: str) -> Duty:
        """The old duty with those who owe it and those to whom it is owed now: no log can tell the two apart."""
        now = self._new.duties[norm]
        return replace(self._old.duties[norm], bearer=now.bearer, counterparty=now.counterparty)

    def _place_parts(self, norm: str, other: str) -> Iterator[Part]:
        """That a norm stands in another clause, if it does and that is no mere renumbering."""
        was, now = self._old.clause_of(norm), self._new.clause_of(other)
        if self._moved.get(was, was) != now:
            yield Part("clause", was, now, Relation.EQUAL, SAID)

    def _rename(self, norm: str, other: str) -> Change:
        parts = (Part("id", norm, other, Relation.EQUAL, SAID), *self._place_parts(norm, other))
        change = self._norm_change(other, "renamed", parts, Proof(Strength.EQUAL, "order"))
        return replace(change, was=norm_place(norm, self.old_edition))

    def _court(self, norm: str) -> Court:
        term = self.old_edition.term
        old, new = self._old.duties.get(norm), self._new.duties.get(norm)
        return Court(
            old, new, term, term,
            beside=self._old.beside(norm, self._new) if old else (),
            were_beside=self._new.beside(norm, self._old) if new else (),
        )  # fmt: skip

    def _norm_change(self, norm: str, kind: Kind, parts: tuple[Part, ...], proof: Proof) -> Change:
        edition, normed = (
            (self.old_edition, self._old) if kind == "removed" else (self.new_edition, self._new)
        )
        views = views_of(normed.norms[norm], kind, proof.strength, edition)
        if kind == "changed":
            before, after = self._old.norms[norm], self._new.norms[norm]
            sides = side_of(before.bearer, self.old_edition), side_of(after.bearer, self.new_edition)
            if (
                {before.binding, after.binding} <= OWED
                and before.bearer != after.bearer
                and sides[0] != sides[1]
            ):
                views = views_of_moved(moved(*sides), proof.strength)
        clause = normed.duties[norm].clause
        return self._change("norm", norm, clause, kind, parts, proof, views)

    # --- what surrounds them ---

    def _surrounding(self, context: Context) -> Change:
        """A difference around the norms, and what it comes to through all that it bears on."""
        effects, courts = self._effects(context)
        relation = context.expected or relation_of(
            Part(norm, None, None, one, NOT_COMPARED) for norm, one in effects
        )
        services = (context.name,) if context.subject == "service" else ()
        proof = (
            self._proved(relation, courts, services)
            if effects or context.expected
            else Proof(Strength.EQUAL, "order" if context.kind == "renamed" else "text")
        )
        norms = promised([self._old.norms[norm] for norm, _ in effects], self.old_edition)
        views = Views.together(
            [views_of(norm, "changed", proof.strength, self.old_edition) for norm in norms]
        )
        change = self._change(
            context.subject, context.name, context.clause, context.kind, context.parts, proof, views
        )
        return replace(
            change,
            effects=tuple(effects),
            place=place_in(document_of(self.new_edition, context.subject), context.path),
            was=place_in(document_of(self.old_edition, context.subject), context.old_path),
        )

    def _effects(self, context: Context) -> tuple[list[tuple[str, Relation]], list[Court]]:
        """The norms that a difference bears on when it alone is put into the old edition, each with its court."""
        effects, courts = [], []
        edition = self._readable(context.put_in)
        if edition is None:  # what it comes to by itself, nobody can say
            return [(norm, Relation.APART) for norm in self._old.duties if norm in self._new.norms], []
        put_in, term = Normed(edition), edition.term
        for norm, duty in self._old.duties.items():
            if norm not in self._new.norms:
                continue  # it is told as what is gone
            if context.subject == "service" and not reads_services(duty, self.old_edition.vocabulary):
                continue  # what it judges names no service, so that every row of the annex is the same to it
            after = put_in.duty(norm)
            if after is None:  # it speaks of what is no longer there
                effects.append((norm, Relation.APART))
                continue
            if is_alike(duty, after) and context.subject != "term":
                if context.subject == "vocabulary" and self._reads_otherwise(duty):
                    effects.append(
                        (norm, Relation.APART)
                    )  # what cannot be read stands in no log that is made
                elif context.subject == "calendar" and (now := self._counted_anew(norm, context)):
                    effects.append((norm, now))
                continue
            relation = context.expected or relation_put_in(norm, self._old, put_in)
            effects.append((norm, relation))
            if edition is self.old_edition:
                continue  # no log shows it
            courts.append(Court(duty, after, self.old_edition.term, term, relation))
        return effects, courts

    def _reads_otherwise(self, duty: Duty) -> bool:
        """Whether a norm reads events that one of the two vocabularies sets aside, for a word or for what they do not say."""
        was, now = self.old_edition.vocabulary, self.new_edition.vocabulary
        return any(
            kind in now.events and is_read_otherwise(kind, was, now)
            for kind in event_types_read((duty.check, duty.unless))
        )

    def _counted_anew(self, norm: str, context: Context) -> Relation | None:
        """What a calendar that differs does to a norm that is counted by it only now; nothing if none is.

        The new norm was held against the old one by the days of the old calendar.
        """
        if self._old.written[norm] == self._new.written[norm]:
            return None
        others = {named.name: named for named in (*self._new.edition.calendars, *context.put_in.calendars)}
        put_in = Normed(self._new.edition.altered(calendars=tuple(others.values())))
        if (after := put_in.duty(norm)) is None or is_alike(self._new.duties[norm], after):
            return None
        return relation_of(parts_of(norm, self._new, put_in))

    def _readable(self, alone: "Edition") -> "Edition | None":
        """The old edition with one difference, and with those of vocabulary and facts where it is nothing without them."""
        facts = data_of(self.new_edition.agreement_document).get("facts")
        document = with_data(alone.agreement_document, facts=facts)
        with_words = alone.altered(
            vocabulary_document=self.new_edition.vocabulary_document, agreement_document=document
        )
        return next(filter(_can_be_read, (alone, with_words)), None)

    def _proved(self, relation: Relation, courts: list[Court], services: tuple[str, ...] = ()) -> Proof:
        first = [one for one in services if one in self.old_edition.services]
        annexed = (*first, *(one for one in self.old_edition.services if one not in first))
        tellers = [
            Teller(edition.vocabulary, annexed, self.old_edition.term)
            for edition in (self.old_edition, self.new_edition)
        ]
        return self._prover.proved(relation, courts, tellers)

    # --- parties ---

    def _of_party(self, change: Change) -> Change:
        """A change of a party, with the norms that it or a unit of it owes: some may lie on another side now."""
        effects = (
            owed_by(change.name, (self.old_edition, self.new_edition), self._old.norms, self._new.norms)
            if change.kind == "reworded"
            else []
        )
        relation = relation_of(Part(norm, None, None, one, BOUND) for norm, one in effects)
        if relation is Relation.EQUAL:
            return replace(change, effects=tuple(effects))
        courts = [self._court(norm) for norm, one in effects if one is not Relation.EQUAL]
        proof = self._held_otherwise(courts, relation, "side")
        views = views_of_moved(relation, proof.strength)
        parts = [
            replace(part, relation=relation, order=BOUND) if part.name in ("role", "part-of") else part
            for part in change.parts
        ]
        return replace(
            change, kind="changed", strength=proof.strength, ground=proof.ground, parts=tuple(parts),
            effects=tuple(effects), recipients=views.recipients, provider=views.provider,
            witness=proof.witness, searched=proof.searched,
        )  # fmt: skip

    # --- changes and their places ---

    def _change(  # noqa: PLR0913, PLR0917 -- what a change says, in order
        self,
        subject: Subject,
        name: str,
        clause: str | None,
        kind: Kind,
        parts: tuple[Part, ...],
        proof: Proof,
        views: Views,
    ) -> Change:
        return Change(
            subject=subject,
            name=name,
            clause=clause,
            kind=kind,
            strength=proof.strength,
            ground=proof.ground,
            parts=parts,
            recipients=views.recipients,
            provider=views.provider,
            witness=proof.witness,
            counter=proof.counter,
            searched=proof.searched,
            place=norm_place(name, self.new_edition) if subject == "norm" else None,
            was=norm_place(name, self.old_edition) if subject == "norm" else None,
        )


def _can_be_read(edition: "Edition") -> bool:
    """Whether what surrounds the norms of an edition speaks of what its vocabulary has."""
    try:
        return setting_of(edition) is not None and edition.term is not None
    except (KeyError, NotLowerable):
        return False
