"""The classes of like cases under a norm, each with its summary, and which others each of them is looked at beside."""

from collections.abc import Iterable, Mapping

from slakit.checks import Same
from slakit.engines.monitor.got_values import Got, Pair, closer
from slakit.engines.monitor.summary import Summary
from slakit.events.event import Event, FieldValue
from slakit.verdicts.classes import Class, Classes, Kind, without_agreements
from slakit.verdicts.members import as_treatment, treatment


class LikeCases:
    """The classes of a check, in the order of their first members."""

    def __init__(self, check: Same) -> None:
        self.check = check
        self.summaries: dict[Class, Summary] = {}
        self.are_open = True
        """Whether every agreement of each member was open to others, as far as is known."""
        self._alike: dict[Kind, dict[Class, Summary]] = {}
        self._classes: dict[Kind, Classes[Summary]] = {}

    def take(self, one: Class, member: Event, said: FieldValue | None) -> Summary:
        """Take in a member of a class that comes after all others; `said` is what the tariff says to it."""
        summary = self.summaries.get(one)
        if summary is None:
            said = None if said is None else as_treatment(said)
            summary = Summary.begun(self.check, one, said, member)
            self.add(summary)
        self.take_into(summary, member)
        return summary

    def take_into(self, summary: Summary, member: Event) -> None:
        """Take in a member of a class that has a summary; it comes after all others."""
        value = treatment(self.check, member)
        summary.take(member, value)
        if summary.got.are_several:
            summary.near.clear()
        elif summary.beside:
            for another in summary.beside:
                self._bring_near(summary, another, member, another.got.latest_but(value))
        for another in summary.beside_which:
            if another.is_equal and value not in another.got and (alike := another.got.of(another.last_got)):
                self._bring_near(another, summary, alike.latest, member)

    def close(self, summary: Summary) -> None:
        """Note that a member of a class has an agreement that was not open to others."""
        summary.is_closed, self.are_open = True, False

    def alike(self, one: Class) -> Mapping[Class, Summary]:
        """All classes that agree with one in what must agree, itself among them, the first first."""
        return self._alike[one.alike]

    def classes(self, one: Class) -> Classes[Summary]:
        """All classes that agree with one in what must agree, for its verdict."""
        if one.alike not in self._classes:
            self._classes[one.alike] = Classes(self._alike[one.alike])
        return self._classes[one.alike]

    def then(self, later: "LikeCases") -> "LikeCases":
        """The classes of these members and of others that all come after them."""
        whole = LikeCases(self.check)
        for one, summary in self.summaries.items():
            whole.add(summary.then(later.summaries.get(one)))
        for one, summary in later.summaries.items():
            if one not in whole.summaries:
                whole.add(summary.then(None))
        for one, summary in whole.summaries.items():
            for other in summary.beside if summary.is_equal else ():
                for some in (self, later):
                    if one in some.summaries and (pair := some.summaries[one].near.get(other.one)):
                        whole._keep(summary, other, pair)
                value = summary.last_got
                mine, theirs = self.got(one, value), later.summaries.get(other.one)
                if mine and theirs:
                    whole._bring_near(summary, other, mine.latest, theirs.got.earliest_but(value))
                mine, theirs = later.got(one, value), self.summaries.get(other.one)
                if mine and theirs:
                    whole._bring_near(summary, other, mine.first, theirs.got.latest_but(value))
        return whole

    def shown(self) -> Iterable[Event]:
        """Every member that is kept, some more than once."""
        for summary in self.summaries.values():
            yield from summary.shown()

    def add(self, summary: Summary) -> None:
        """Add a class that begins after all others, and find those that it is looked at beside."""
        one = summary.one
        self.summaries[one] = summary
        if summary.is_closed:
            self.are_open = False
        for other, theirs in self._alike.setdefault(one.alike, {}).items():
            if self._is_beside(one, other):
                summary.beside.append(theirs)
                theirs.beside_which.append(summary)
            if self._is_beside(other, one):
                theirs.beside.append(summary)
                summary.beside_which.append(theirs)
        self._alike[one.alike][one] = summary
        self._classes.pop(one.alike, None)

    def got(self, one: Class, value: FieldValue) -> Got | None:
        """Those of a class who got a value, if there are any."""
        summary = self.summaries.get(one)
        return None if summary is None else summary.got.of(value)

    def _is_beside(self, one: Class, other: Class) -> bool:
        """Whether nothing but agreements, of which others may have had none, tells for sure that two classes are not one."""
        conditions = without_agreements(self.check, one)
        if conditions == one:
            return one.may_be(other)
        return conditions.may_be(without_agreements(self.check, other))

    def _bring_near(self, one: Summary, other: Summary, member: Event, others: Event | None) -> None:
        if others is not None:
            self._keep(one, other, Pair(member, others))

    def _keep(self, one: Summary, other: Summary, pair: Pair) -> None:
        """Keep a pair of a class and another if none shows more plainly that they were treated otherwise."""
        before = one.near.get(other.one)
        one.near[other.one] = closest = closer(before, pair) or pair
        if closest is not before:
            one.is_changed = True
