"""What is planned and not announced in time: the act is judged that would begin as planned, as far as its plan tells it."""

from collections.abc import Container, Iterator
from typing import Final

from slakit.checks import CoveredBefore, Duty, Plan
from slakit.findings import Outcome
from slakit.verdicts.announcements import Hit, all_in_time, announced_shares
from slakit.verdicts.clocks import lead_before
from slakit.verdicts.covered_before import items_of, lead_as_figure, speaks_of, spoken_of
from slakit.verdicts.facts import Facts
from slakit.verdicts.spans import Span, Version
from slakit.verdicts.truth import EVERY_SERVICE, Key
from slakit.verdicts.verdict import Verdict, outside_of, shown_key

OF_PLANS: Final = frozenset({"planned-unannounced", "planned-too-soon"})
"""Reasons of what rests on a plan alone."""


def unannounced(
    check: CoveredBefore, plan: Plan, duty: Duty, known: Facts, begun: Container[Key]
) -> Iterator[Verdict]:
    """What certainly is planned to begin later than now and no notice announces in time, each pending.

    `due` is the last instant for a notice; once that is over, it is the planned start, up to which the plan can be moved
    or given up. What a plan does not say of its act leaves open what it says, and a notice that perhaps announces the act is
    enough. `begun` are the keys of acts that have begun: their plan is carried out.
    """
    for planned in known.opened_spans(plan.of):
        version = planned.versions[-1]
        start = version.fields.get(plan.start)
        if planned.closing or not isinstance(start, int) or start <= known.at:
            continue
        act = _as_planned(plan, version, start)
        key = tuple(act.versions[-1].fields.get(name) for name in check.of.key)
        if key in begun or not known.truth(plan.of.where, version.fields, known.at):
            continue
        named = dict(zip(check.of.key, key, strict=True))
        if None in key:
            named = dict(zip(plan.of.key, planned.key, strict=True))
        occasion = {name: shown_key(value) for name, value in named.items()}
        yield from _of_act(check, duty, known, act, occasion)


def _as_planned(plan: Plan, version: Version, start: int) -> Span:
    """The act that a plan would bring, with what the plan says of it."""
    said = {ours: version.fields[theirs] for ours, theirs in plan.matching if theirs in version.fields}
    return Span((), (Version(start, said, version.event),), None)


def _of_act(
    check: CoveredBefore, duty: Duty, known: Facts, act: Span, occasion: dict[str, str]
) -> Iterator[Verdict]:
    version = act.versions[-1]
    lead = lead_before(check.lead, act.opened, known.calendars, closed=check.closed)
    if lead is None:
        return
    items = (
        items_of(version.fields, check.each) if check.each and check.each[0] in version.fields else (None,)
    )
    for item in items:
        if item is not None and not any(
            speaks_of(check, one) for one in (duty.annex if item == EVERY_SERVICE else (item,))
        ):
            continue
        outside = outside_of(duty, known, version.fields, act.opened, item)
        if outside and outside.outcome is Outcome.NOT_APPLICABLE:
            continue
        notices = known.candidates(check.by, check.matching, version.fields)
        services = known.services_bound(duty.annex, act.opened)
        hit = Hit(act, item, lead, spoken_of(check, item, services))
        shares = announced_shares(check, known, notices, hit)
        if all_in_time(shares, lead) is not False:
            continue
        in_time = lead.allows(known.at + 1)
        figures: dict[str, int | str] = {
            "start": act.opened,
            "required": lead_as_figure(check),
            "due": lead.latest if in_time else act.opened,
        }
        here = {**occasion, check.each[1]: item} if check.each and item is not None else occasion
        reason = "planned-unannounced" if in_time else "planned-too-soon"
        yield Verdict(here, act.opened, Outcome.PENDING, reason, figures, (("plan", version.event),))
