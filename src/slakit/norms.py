"""What every norm has in common: who it binds, towards whom, its exceptions, and how it lowers (DESIGN 4)."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from slakit.checks import Check, Plan
from slakit.lowering import Setting
from slakit.models import ClauseId, Identifier, Model, PartyId, RecordRef, Words, said
from slakit.selectors import Matching, Where
from slakit.strength import BOUND, EXCUSES, NOT_COMPARED, RANK, SAID, Order

WHO: Final = ("obliges", "forbids", "permits", "empowers")
"""The keys of which a norm has exactly one: whom it binds, and how."""


class Exempting(Model):
    """An exception: while such a record is in force the norm does not bind, and the clause that grants it."""

    record: Annotated[RecordRef, said("the record that excuses", "سندی که معاف می‌کند")]
    where: Annotated[Where, Field(json_schema_extra={"x-of": "record"})] = {}
    matching: Annotated[Matching, Field(json_schema_extra={"x-ours": "of,by", "x-theirs": "record"})] = ()
    clause: Annotated[ClauseId, said("the clause that grants it", "بندی که این استثنا را داده است")]


class Norm(Model):
    """One thing that a clause demands, permits or reports: who, towards whom, by which rule kind.

    Exactly one of `obliges`, `forbids`, `permits`, `empowers` names who it binds.
    """

    CHOICES: ClassVar[tuple[str, ...]] = ()
    """The interpretation choices that the kind reads; its findings name them."""

    REASONS: ClassVar[dict[str, dict[str, str]]] = {}
    """The sentence of each reason, in English and Persian, with the figures in braces."""

    STRENGTH: ClassVar[Mapping[str, Order]] = {}
    """How each field that the kind adds to those of every norm orders strength."""

    BOUND_BY: ClassVar[tuple[str, ...]] = ("obliges", "forbids")
    """The keys by which a norm of the kind names its party: what must be done is owed, and nobody is free to do it.

    A kind that limits an act goes with all: to act otherwise breaks a duty, or goes beyond what is permitted.
    """

    rule: str
    id: Annotated[
        Identifier, said("its name, the same through all renewals", "شناسهٔ ثابت این الزام در همهٔ تمدیدها")
    ]
    obliges: Annotated[PartyId | None, said("who must", "چه کسی مکلف است")] = None
    forbids: Annotated[PartyId | None, said("who must not", "چه کسی نباید")] = None
    permits: Annotated[PartyId | None, said("who may", "چه کسی مجاز است")] = None
    empowers: Annotated[PartyId | None, said("whose act has legal effect", "چه کسی اختیار دارد")] = None
    towards: Annotated[PartyId | None, said("to whom it is owed", "در برابر چه کسی")] = None
    grade: Annotated[
        Literal["breach", "presumption", "review", "advisory"],
        said("how far a violation reaches", "درجهٔ یافته در صورت نقض"),
    ] = "breach"
    unless: Annotated[
        tuple[Exempting, ...], said("exceptions, each with its clause", "استثناها، هر یک با بند خود")
    ] = ()
    otherwise: Annotated[
        tuple[Annotated[str, Field(json_schema_extra={"x-refers-to": "norm"})], ...],
        said("norms that a violation opens", "الزام‌هایی که نقض این یکی به میان می‌آورد"),
    ] = ()
    note: Annotated[Words | None, said("a remark for the reader", "یادداشت")] = None

    @property
    def binding(self) -> str:
        """The key that names the party: `obliges`, `forbids`, `permits` or `empowers`."""
        for key in WHO:
            if getattr(self, key) is not None:
                return key
        raise ValueError(f"norm `{self.id}` binds nobody")  # the schema asks for exactly one

    @property
    def bearer(self) -> str:
        """The party that the norm binds, permits or empowers."""
        return str(getattr(self, self.binding))

    def lower(self, setting: Setting) -> Check:
        """The check that this norm stands for, with everything resolved."""
        raise TypeError(f"{type(self).__name__} is no rule kind")

    def plan(self, setting: Setting) -> Plan | None:
        """Where what the norm judges is planned, for who wants to be warned; most kinds know of no plans."""
        return None

    def not_stronger_by(self, setting: Setting) -> frozenset[str]:
        """The fields by which this norm is never stronger than another, though their order says so.

        What they add may hide a violation that the other finds: then nothing is claimed by order. What is weaker by
        them stays weaker.
        """
        return frozenset()


STRENGTH_OF_ALL: Final[Mapping[str, Order]] = {
    "rule": NOT_COMPARED,
    **dict.fromkeys(WHO, BOUND),
    "towards": NOT_COMPARED,
    "grade": RANK,
    "unless": EXCUSES,
    "otherwise": SAID,
    "note": SAID,
}
"""How the fields of every norm order strength; the id is what two editions are compared by."""
