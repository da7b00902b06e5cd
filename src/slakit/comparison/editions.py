"""The changes between two editions: norms by their ids, what surrounds them, and what is only worded otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from slakit.checks import Duty
from slakit.comparison.cases import logs_of_cases
from slakit.comparison.changes import Change, Kind, Strength, Subject
from slakit.comparison.contexts import Context, contexts
from slakit.comparison.court import Court
from slakit.comparison.norms import Normed, Part, asked, is_alike, parts_of, relation_of
from slakit.comparison.proving import Proof, Prover
from slakit.comparison.telling import Teller
from slakit.comparison.texts import text_changes
from slakit.comparison.transposing import data_of, transposed
from slakit.comparison.views import Views, promised, views_of
from slakit.strength import NOT_COMPARED, SAID, Relation

if TYPE_CHECKING:
    from slakit.document import Document, Path
    from slakit.loading import Edition
    from slakit.source import Place

WHO: Final = frozenset({"obliges", "forbids", "permits", "empowers", "towards"})
"""The fields of a norm that say who owes it, and to whom: they are set aside where something else is asked."""


@dataclass(frozen=True)
class Compared:
    """Two editions held against each other. The new one is judged in the term of the old one."""

    old_edition: "Edition"
    new_edition: "Edition"
    is_searching: bool = True

    @cached_property
    def _old(self) -> Normed:
        return Normed(self.old_edition)

    @cached_property
    def _new(self) -> Normed:
        return Normed(transposed(self.new_edition, self.old_edition))

    @cached_property
    def _prover(self) -> Prover:
        if not self.is_searching:
            return Prover((), is_idle=True)
        return Prover((*logs_of_cases(self.old_edition), *logs_of_cases(self.new_edition)))

    def changes(self) -> Iterator[Change]:
        """Norms in the order of the new text, then what is gone, then what surrounds them, then mere words."""
        renamed = self._renamed()
        for norm in self._new.norms:
            if norm in self._old.norms:
                yield from self._changed(norm)
            elif norm not in renamed.values():
                yield self._norm_change(norm, "added", (), Proof(Strength.STRONGER, "order"))
        for norm in self._old.norms:
            if norm in renamed:
                yield self._rename(norm, renamed[norm])
            elif norm not in self._new.norms:
                proof = self._proved(Relation.WEAKER, [self._court(norm)])
                yield self._norm_change(norm, "removed", (), proof)
        for context in contexts(self.old_edition, self.new_edition):
            yield self._surrounding(context)
        yield from text_changes(self.old_edition, self.new_edition)

    # --- norms ---

    def _renamed(self) -> dict[str, str]:
        """The norms that are gone under their id and there under another: the only new one that asks just the same."""
        gone = [norm for norm in self._old.norms if norm not in self._new.norms]
        come = [norm for norm in self._new.norms if norm not in self._old.norms]
        found: dict[str, str] = {}
        for norm in gone:
            question = [asked(replace(self._old.duties[norm], norm=other)) for other in come]
            same = [
                other
                for other, one in zip(come, question, strict=True)
                if one == asked(self._new.duties[other])
            ]
            if len(same) == 1 and same[0] not in found.values():
                found[norm] = same[0]
        return found

    def _changed(self, norm: str) -> Iterator[Change]:
        """The change of a norm that both editions have; what it rests on is told where that changed."""
        if self._old.written[norm] == self._new.written[norm]:
            return
        parts = parts_of(norm, self._old, self._new)
        if is_alike(self._old.duties[norm], self._new.duties[norm]):
            yield self._norm_change(norm, "reworded", parts, Proof(Strength.EQUAL, "order"))
        elif is_alike(self._as_bound_before(norm), self._new.duties[norm]):
            proof = self._proved(Relation.APART, [self._court(norm)])
            yield self._norm_change(norm, "changed", parts, replace(proof, ground="bearer", counter=None))
        else:
            asked_less = relation_of(part for part in parts if part.name not in WHO)
            court = self._court(norm)
            if asked_less in (Relation.WEAKER, Relation.APART):  # whoever owes it now, or to whom
                court = replace(court, old=self._as_bound_before(norm))
                proof = self._proved(asked_less, [court])
            else:
                proof = self._proved(relation_of(parts), [court])
            yield self._norm_change(norm, "changed", parts, proof)

    def _as_bound_before(self, norm: str) -> Duty:
        """The old duty with those who owe it and those to whom it is owed now: no log can tell the two apart."""
        now = self._new.duties[norm]
        return replace(self._old.duties[norm], bearer=now.bearer, counterparty=now.counterparty)

    def _rename(self, norm: str, other: str) -> Change:
        part = Part("id", norm, other, Relation.EQUAL, SAID)
        change = self._norm_change(other, "renamed", (part,), Proof(Strength.EQUAL, "order"))
        return replace(change, was=self._norm_place(norm, self.old_edition))

    def _court(self, norm: str) -> Court:
        term = self.old_edition.term
        return Court(self._old.duties.get(norm), self._new.duties.get(norm), term, term)

    def _norm_change(self, norm: str, kind: Kind, parts: tuple[Part, ...], proof: Proof) -> Change:
        edition, normed = (
            (self.old_edition, self._old) if kind == "removed" else (self.new_edition, self._new)
        )
        views = views_of(normed.norms[norm], kind, proof.strength, edition)
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
            else Proof(Strength.EQUAL, "text")
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
            place=_place(self._document(self.new_edition, context.subject), context.path),
            was=_place(self._document(self.old_edition, context.subject), context.old_path),
        )

    def _effects(self, context: Context) -> tuple[list[tuple[str, Relation]], list[Court]]:
        """The norms that a difference bears on when it alone is put into the old edition, each with its court."""
        effects, courts = [], []
        put_in, term = Normed(context.put_in), context.put_in.term
        for norm, duty in self._old.duties.items():
            after = put_in.duty(norm)
            if (
                after is None
            ):  # it speaks of what is no longer there; a norm that is gone itself is told as that
                if norm in self._new.norms:
                    effects.append((norm, Relation.APART))
                continue
            if is_alike(duty, after) and context.subject != "term":
                continue
            effects.append((norm, context.expected or relation_of(parts_of(norm, self._old, put_in))))
            courts.append(Court(duty, after, self.old_edition.term, term))
        return effects, courts

    def _proved(self, relation: Relation, courts: list[Court], services: tuple[str, ...] = ()) -> Proof:
        first = [one for one in services if one in self.old_edition.services]
        annexed = (*first, *(one for one in self.old_edition.services if one not in first))
        tellers = [
            Teller(edition.vocabulary, annexed, self.old_edition.term)
            for edition in (self.old_edition, self.new_edition)
        ]
        return self._prover.proved(relation, courts, tellers)

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
            place=self._norm_place(name, self.new_edition) if subject == "norm" else None,
            was=self._norm_place(name, self.old_edition) if subject == "norm" else None,
        )

    @staticmethod
    def _norm_place(norm: str, edition: "Edition") -> "Place | None":
        for at, clause in enumerate(data_of(edition.agreement_document)["clauses"]):
            for number, one in enumerate(clause.get("norms", ())):
                if one["id"] == norm:
                    return edition.agreement_document.place_of(("clauses", at, "norms", number))
        return None

    @staticmethod
    def _document(edition: "Edition", subject: Subject) -> "Document":
        return edition.annex_document if subject == "service" else edition.agreement_document


def _place(document: "Document", path: "Path | None") -> "Place | None":
    return None if path is None else document.place_of(path)
