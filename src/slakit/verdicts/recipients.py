"""Whose cases are: of one recipient alone, or of several."""

from collections.abc import Iterable

from slakit.events.event import Event
from slakit.values import Value
from slakit.verdicts.truth import Truth, order


class Recipients(Value, frozen=True):
    """Whose the cases of a class are, as far as it matters whether they are of more than one recipient.

    `one` is the first case of which the field `name` tells the recipient, `another` the first of another recipient; until
    there is one, `unrecorded` is the first that tells none. Where a norm names no such field, each case counts as that of
    a recipient of its own.

    Where cases of two recipients were not all treated alike, two that were treated otherwise are of two recipients: who
    got one value stands against all others who did not. So it is enough to know whether there is another recipient.
    """

    name: str | None
    one: Event | None = None
    another: Event | None = None
    unrecorded: Event | None = None

    @staticmethod
    def of(name: str | None, cases: Iterable[Event]) -> "Recipients":
        """Those of some cases in the order of the log."""
        recipients = Recipients(name)
        for case in cases if name else ():
            recipients = recipients.with_(case)
        return recipients

    @property
    def are_one(self) -> Truth:
        """Whether all cases are of one recipient; unknown if one is not recorded, and two are not."""
        if self.name is None or self.another is not None:
            return False
        return True if self.unrecorded is None else None

    def with_(self, case: Event) -> "Recipients":
        """Those of these cases and of one that comes after them."""
        if self.are_one is False:
            return self
        if self.name not in case.data:
            return self.altered(unrecorded=self.unrecorded or case)
        if self.one is None:
            return self.altered(one=case)
        return self if self._is_of_one(case, self.one) else self.altered(another=case, unrecorded=None)

    def and_(self, others: "Recipients") -> "Recipients":
        """Those of these cases and of others, whichever came first."""
        return Recipients.of(self.name, sorted((*self.kept(), *others.kept()), key=order))

    def kept(self) -> list[Event]:
        """The cases that say it."""
        return [case for case in (self.one, self.another, self.unrecorded) if case is not None]

    def other_than(self, case: Event) -> Event | None:
        """The first case of another recipient than that of a case; if none is recorded, the first that tells none."""
        known = (
            one for one in (self.one, self.another) if one is not None and not self._is_of_one(one, case)
        )
        return min(known, key=order, default=self.unrecorded)

    def _is_of_one(self, case: Event, other: Event) -> bool:
        return self.name is not None and case.data.get(self.name) == other.data.get(self.name)
