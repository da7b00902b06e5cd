# ruff: noqa: INP001 - an example stands alone; its folder is no package
"""One year in the life of a governorate's portal, invented: events, and the findings that must come of them.

The year is 1398 in Hamadan. A *regular plan* keeps every promise of the agreement; `incidents.INCIDENTS` then breaks
some of them, one story after the other, each with the findings that a careful lawyer expects of it. Nothing here calls
slakit: what is expected follows from the plan and from the table alone, and even the calendar is reckoned anew.

    python generate.py --seed 1398 --events 3000 --out year.jsonl --expected expected-findings.json

The events are CloudEvents, one a line, in the order in which they became known. Any number of them can be made: only
those that wait to become known are held in memory. The same seed and number give the same bytes on every machine.
"""

import argparse
import hashlib
import heapq
import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from happenings import (
    ACCEPTED,
    AS_ANNOUNCED,
    AS_SET,
    AVAILABLE,
    BY_CHANNEL,
    CHARGED_AS_SET,
    CREDIT,
    DAY,
    ELECTRONIC,
    EQUAL,
    FEE_SET,
    HOUR,
    JUDGED,
    NOTICE,
    OFFERED,
    POSTED,
    PUBLISHED,
    SET,
    TERM_END,
    TERM_START,
    Expected,
    Field,
    Happening,
    ahead,
    happening,
    instant,
    shown,
)
from incidents import INCIDENTS

# --- the regular plan: every promise is kept -------------------------------------------------------------------

SERVICES = tuple(f"svc-{row:02}" for row in range(1, 24))
ITEMS = ("identity-card", "process", "forms", "approving-officer")
BY_THE_OFFICE = ("svc-11", "svc-21")
"""Nobody applies for these two: the governorate itself begins them, and nobody attests that they are electronic."""

NORMS = (
    AVAILABLE, CREDIT, OFFERED, ELECTRONIC, BY_CHANNEL, ACCEPTED, AS_ANNOUNCED, FEE_SET, CHARGED_AS_SET, SET, POSTED, AS_SET, NOTICE, PUBLISHED,
    "signed-by-deputy", "renewed-without-gap", EQUAL, "additional-agreements", "disputes-to-inspection-and-legal-office",
    "disputes-settled",
)  # fmt: skip

BY_NATURE = (
    (AVAILABLE, "undetermined", "the text promises minimum levels and gives no number, so the figure is reported and not judged"),
    (
        ELECTRONIC, "undetermined",
        "the log need not hold every such event: nobody attests it of a service that nobody applies for, and silence proves neither",
    ),
    (
        SET, "pending",
        "the text gives no time: damages that nobody has set are overdue at no instant, and are reported as unresolved when the agreement, renewed to 1399/01/31, ends",
    ),
    (
        "disputes-settled", "pending",
        "the text gives the arbiter no time: nobody recorded how these disputes ended, and they are reported as unresolved in the same way",
    ),
)  # fmt: skip
"""Which occasions stay open though nothing went wrong, and why."""

TARIFFS: dict[tuple[str, str], tuple[tuple[str, int], ...]] = {
    ("svc-01", "service-fee"): (("1397/12/15 09:00", 500000), ("1398/05/02 10:00", 600000)),
    ("svc-02", "service-fee"): (("1397/12/15 09:05", 450000), ("1398/07/21 12:00", 480000)),
    ("svc-03", "service-fee"): (
        ("1397/12/15 09:10", 250000),
        ("1398/04/20 09:30", 300000),
        ("1398/10/20 09:30", 320000),
    ),
    ("svc-03", "office-commission"): (("1397/12/16 09:00", 30000), ("1398/06/15 08:30", 35000)),
    ("svc-05", "service-fee"): (("1397/12/15 09:15", 200000),),
    ("svc-06", "service-fee"): (("1397/12/15 09:20", 750000), ("1398/08/19 11:00", 900000)),
    ("svc-07", "service-fee"): (("1397/12/15 09:25", 100000), ("1398/05/12 09:00", 120000)),
    ("svc-07", "office-commission"): (("1397/12/16 09:05", 30000),),
    ("svc-08", "service-fee"): (("1397/12/15 09:30", 300000), ("1398/09/11 10:00", 330000)),
    ("svc-10", "service-fee"): (
        ("1397/12/15 09:35", 280000),
        ("1398/03/28 10:00", 310000),
        ("1398/11/13 09:00", 340000),
    ),
    ("svc-13", "service-fee"): (("1397/12/15 09:40", 150000),),
    ("svc-17", "service-fee"): (("1397/12/15 09:45", 400000), ("1398/06/23 10:00", 420000)),
    ("svc-18", "service-fee"): (("1397/12/15 09:50", 400000), ("1398/06/23 10:05", 420000)),
    ("svc-19", "service-fee"): (("1397/12/15 09:55", 150000), ("1398/07/15 09:00", 180000)),
    ("svc-19", "office-commission"): (("1397/12/16 09:10", 50000),),
    ("svc-22", "service-fee"): (("1397/12/15 10:00", 350000),),
}
"""What was announced for each service and kind of fee, since when, in rial; each was set some days before."""

BODIES = ("ministry-of-interior", "cabinet", "competent-authority")


T = TypeVar("T")


class Dice:
    """Chance that is the same on every machine: it asks `random.Random` for nothing but `random()`.

    That method alone is promised to give the same sequence in all versions of Python.
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - an example needs no secrecy

    def below(self, bound: int) -> int:
        """A whole number from 0 on and below `bound`."""
        return int(self._random.random() * bound)

    def of(self, choices: tuple[T, ...]) -> T:
        """One of several."""
        return choices[self.below(len(choices))]

    def weighted(self, weights: dict[T, int]) -> T:
        """One of several, by weight."""
        rest = self.below(sum(weights.values()))
        for choice, weight in weights.items():
            rest -= weight
            if rest < 0:
                return choice
        raise ValueError("no weights")


@dataclass
class Year:
    """What happened and what must be found; events in great number are counted, never kept."""

    dice: Dice
    happenings: list[Happening] = field(default_factory=list)
    expected: dict[str, Expected] = field(default_factory=dict)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def happen(
        self, id_: str, event_type: str, at: int | str, recorded: int | None = None, **data: Field
    ) -> Happening:
        """Note an event of the plan."""
        event = happening(event_type, id_, at, recorded, **data)
        self.happenings.append(event)
        return event

    def expect(self, norm: str, outcome: str, reason: str, **occasion: str) -> None:
        """Note a finding of the plan, unless an incident has already said what comes of that occasion."""
        found = Expected(
            norm, {name.replace("_", "-"): value for name, value in occasion.items()}, outcome, reason
        )
        self.expected.setdefault(found.id, found)

    def expect_of(self, event: Happening, norm: str, outcome: str, reason: str) -> None:
        """Note a finding about an event."""
        self.expect(norm, outcome, reason, event=event.id, source=event.source)

    def incident_at(self, norm: str, **occasion: str) -> bool:
        """Whether an incident tells of this place in place of the plan."""
        return Expected(norm, occasion, "", "").id in self.expected


def play_incidents(year: Year) -> None:
    """Put the incidents into the year; no two of them may speak of one occasion."""
    for incident in INCIDENTS:
        year.happenings.extend(incident.happenings())
        for expected in incident.expected():
            if expected.id in year.expected:
                raise ValueError(f"two incidents speak of {expected.id}")
            year.expected[expected.id] = expected


def sign(year: Year) -> None:
    """The edition before, and the one of 1398, signed ten days before its term: by the deputy, as 6.a asks."""
    for edition, at, since, until in (
        ("1397", "1397/01/18 10:00", "1397/01/01", "1397/12/29"),
        ("1398", "1397/12/19 10:00", "1398/01/01", "1398/12/29"),
    ):
        event = year.happen(
            f"signature-{edition}", "agreement.signed", at, edition=edition, by="deputy-economic-coordination",
            effective_from=since, effective_until=until,
        )  # fmt: skip
        of_this_edition = ("fulfilled", "met") if edition == "1398" else ("not-applicable", "out-of-scope")
        year.expect_of(event, "signed-by-deputy", *of_this_edition)


def publish(year: Year) -> None:
    """Four things about each of 23 services, offered and watched: all before the term begins."""
    at = instant("1397/12/20 08:00")
    for number, service in enumerate(SERVICES):
        for place, item in enumerate(ITEMS):
            if not year.incident_at(PUBLISHED, service=service, item=item):
                year.happen(f"published-{service}-{item}", "publication.published", at + number * 600 + place * 60,
                            service=service, item=item, channel="e-government-menu")  # fmt: skip
            year.expect(PUBLISHED, "fulfilled", "kept", service=service, item=item)
        if not year.incident_at(OFFERED, service=service):
            for channel in ("portal", "counter-office") if number % 3 else ("portal",):
                year.happen(f"offered-{service}-{channel}", "offering.opened", at - DAY + number * 60,
                            service=service, channel=channel)  # fmt: skip
        year.expect(OFFERED, "fulfilled", "kept", service=service)
        if not year.incident_at(AVAILABLE, service=service):
            year.happen(f"watched-{service}", "monitoring.started", at + 5 * DAY, service=service)
        year.expect(AVAILABLE, "undetermined", "no-target", service=service)


def make_electronic(year: Year) -> None:
    """One service after another becomes electronic, the last of them in Bahman; of two nobody says anything."""
    for number, service in enumerate(SERVICES):
        if service in BY_THE_OFFICE:
            year.expect(ELECTRONIC, "undetermined", "nothing-recorded", service=service)
            continue
        if not year.incident_at(ELECTRONIC, service=service):
            year.happen(f"electronic-{service}", "service.made-electronic", instant("1398/01/20 10:00") + number * 13 * DAY,
                        service=service)  # fmt: skip
        year.expect(ELECTRONIC, "fulfilled", "done-in-time", service=service)


def announce_fees(year: Year) -> None:
    """Every fee is set by a competent body and then announced on the portal; a change of tariff likewise."""
    for (service, kind), tariff in TARIFFS.items():
        channel = year.dice.weighted({"portal": 3, "sub-portal": 1})  # a tariff is replaced where it stands
        for number, (at, amount) in enumerate(tariff, start=1):
            name, announced = f"{service}-{kind}-{number}", instant(at)
            year.happen(f"decision-{name}", "fee.decided", announced - (3 + year.dice.below(12)) * DAY,
                        service=service, amount=amount, fee_kind=kind, by=year.dice.of(BODIES))  # fmt: skip
            event = year.happen(f"tariff-{name}", "fee.announced", announced, service=service, amount=amount, fee_kind=kind,
                                channel=channel)  # fmt: skip
            if announced < instant(TERM_START):
                year.expect_of(event, FEE_SET, "not-applicable", "out-of-term")
            else:
                year.expect_of(event, FEE_SET, "fulfilled", "met")


def days_of_incidents() -> list[int]:
    """When outages of incidents begin or were announced to begin: the plan keeps four days away from them."""
    starts = [instant(said.at) for one in INCIDENTS for said in one.events if said.type == "outage.started"]
    for incident in INCIDENTS:
        starts += [instant(str(said.data["start"])) for said in incident.events if "start" in said.data]
    return starts


def maintain(year: Year) -> None:
    """Planned outages by night, each announced on the portal at least 72 hours before, and over by its announced end."""
    busy, at, number = days_of_incidents(), instant("1398/01/22 22:00"), 0
    while at < instant("1398/12/20 00:00"):
        if all(abs(at - start) > 4 * DAY for start in busy):
            number += 1
            name = f"maintenance-{number:03}"
            covers = sorted({year.dice.of(SERVICES) for _ in range(1 + year.dice.below(4))})
            lead = 3 * DAY + year.dice.weighted({0: 1, 60: 1, HOUR: 2, 2 * DAY: 4, 6 * DAY: 2, 11 * DAY: 1})
            end, late = at + (1 + year.dice.below(4)) * HOUR, year.dice.below(4) * 300
            year.happen(f"{name}-notice", "notice.published", at - lead, notice=name, outage=name,
                        channel=year.dice.weighted({"portal": 4, "sub-portal": 1}), covers=covers,
                        start=shown(at), end=shown(end))  # fmt: skip
            year.happen(f"{name}-change", "change.approved", at - lead - HOUR, change=name, outage=name)
            year.happen(f"{name}-start", "outage.started", at + late, outage=name, services=covers, planned=True,
                        origin="site", change=name)  # fmt: skip
            year.happen(f"{name}-end", "outage.ended", end - year.dice.below(6) * 300, outage=name)
            for service in covers:
                year.expect(NOTICE, "fulfilled", "in-time", outage=name, service=service)
        at += (5 + year.dice.below(3)) * DAY


CAUSES = {
    "site": ("server", "database", "expired certificate", "full disk"),
    "network": ("cut fibre", "routing of the carrier"),
    "power": ("power cut in the quarter",),
    "other-body": ("identity service of another body did not answer",),
}


def fail(year: Year) -> None:
    """Unplanned outages, each with its cause; what began on another side was never the site's."""
    at = instant("1398/01/09 03:00")
    for number in range(1, 37):
        name, origin = (
            f"failure-{number:03}",
            year.dice.weighted({"site": 5, "network": 3, "power": 1, "other-body": 1}),
        )
        services = sorted({year.dice.of(SERVICES) for _ in range(1 + year.dice.below(2))})
        begin = at + year.dice.below(7 * DAY)
        lasted = 300 + year.dice.below(5 * HOUR)
        known = begin + year.dice.weighted({0: 6, 1200: 2, 2 * DAY: 1})
        year.happen(f"{name}-start", "outage.started", begin, known, outage=name, services=services, planned=False,
                    origin=origin, cause=year.dice.of(CAUSES[origin]))  # fmt: skip
        year.happen(f"{name}-end", "outage.ended", begin + lasted, max(known, begin + lasted), outage=name)
        for service in services:
            year.expect(NOTICE, "not-applicable", "out-of-scope", outage=name, service=service)
        at += 9 * DAY + 12 * HOUR


def compensate(year: Year) -> None:
    """Failures of quality, each answered by a credit, and by damages that are posted as they were set.

    The last one is of Esfand: its credit is granted, and its damages are still being reckoned when the agreement ends.
    """
    at = instant("1398/02/14 11:00")
    for number in range(1, 9):
        name, amount = f"quality-{number}", (2 + year.dice.below(30)) * 100000
        failed = year.happen(f"{name}-attested", "quality-failure.attested", at, failure=name,
                             service=year.dice.of(SERVICES), recipient=pseudonym(-number))  # fmt: skip
        year.happen(
            f"{name}-credit",
            "credit.granted",
            at + (2 + year.dice.below(9)) * DAY,
            failure=name,
            amount=amount // 10,
        )
        set_at = at + (5 + year.dice.below(20)) * DAY
        decided = year.happen(f"{name}-decided", "damages.decided", set_at, failure=name, amount=amount,
                              by=year.dice.of(("competent-authority", "court", "ministry-of-interior")))  # fmt: skip
        posted = year.happen(f"{name}-posted", "damages.posted", set_at + (1 + year.dice.below(6)) * DAY, failure=name,
                             amount=amount, channel=year.dice.of(("portal", "sub-portal")))  # fmt: skip
        year.expect_of(failed, CREDIT, "fulfilled", "done")
        year.expect_of(failed, SET, "fulfilled", "done")
        year.expect_of(decided, POSTED, "fulfilled", "done")
        year.expect_of(posted, AS_SET, "fulfilled", "met")
        at += (24 + year.dice.below(12)) * DAY
    late = year.happen("quality-late-attested", "quality-failure.attested", "1398/12/20 11:00", failure="quality-late",
                       service="svc-03", recipient=pseudonym(-9))  # fmt: skip
    year.happen(
        "quality-late-credit", "credit.granted", "1398/12/27 11:00", failure="quality-late", amount=200000
    )
    year.expect_of(late, CREDIT, "fulfilled", "done")
    year.expect_of(late, SET, "pending", "unresolved-at-end")


def agree_and_dispute(year: Year) -> None:
    """Additional agreements with both conditions attested and registered; disputes before the office of 7.3."""
    at = instant("1398/03/05 10:00")
    for number in range(1, 5):
        name = f"addition-{number}"
        event = year.happen(f"{name}-signed", "additional-agreement.signed", at, additional_agreement=name,
                            recipient=pseudonym(-100 - number), competition_observed=True, law_observed=True)  # fmt: skip
        year.happen(
            f"{name}-registered", "additional-agreement.registered", at + DAY, additional_agreement=name
        )
        year.expect_of(event, "additional-agreements", "fulfilled", "met")
        referred = year.happen(f"dispute-{number}", "dispute.referred", at + 17 * DAY, dispute=f"dispute-{number}",
                               forum="inspection-and-legal-office")  # fmt: skip
        year.expect_of(referred, "disputes-to-inspection-and-legal-office", "fulfilled", "met")
        year.expect_of(referred, "disputes-settled", "pending", "unresolved-at-end")
        at += 61 * DAY


# --- the daily work, in any amount -----------------------------------------------------------------------------

POPULARITY = {
    "svc-19": 220, "svc-03": 170, "svc-07": 150, "svc-10": 110, "svc-06": 70, "svc-13": 50, "svc-16": 45, "svc-08": 40,
    "svc-20": 35, "svc-05": 30, "svc-18": 20, "svc-23": 20, "svc-15": 18, "svc-17": 14, "svc-02": 12, "svc-09": 9,
    "svc-04": 8, "svc-14": 6, "svc-01": 5, "svc-12": 4, "svc-11": 2, "svc-21": 2, "svc-22": 0,
}  # fmt: skip
BEFORE_ARBAEEN = range(instant("1398/06/01 00:00"), instant("1398/07/27 00:00"))
POPULARITY_THEN = POPULARITY | {"svc-22": 260}
HOLIDAYS = frozenset(
    instant(f"1398/{day} 12:00")
    for day in (
        "01/12", "02/01", "03/06", "03/14", "03/15", "03/16", "04/08", "05/21", "05/29", "06/18", "06/19", "07/27",
        "08/05", "08/07", "08/15", "08/24", "11/09", "11/22", "12/18", "12/29",
    )
)  # fmt: skip
HOURS = {
    7: 3,
    8: 9,
    9: 12,
    10: 13,
    11: 12,
    12: 9,
    13: 7,
    14: 4,
    15: 2,
    16: 2,
    17: 2,
    18: 2,
    19: 3,
    20: 3,
    21: 3,
    22: 2,
}
CHANNELS = {"portal": 50, "sub-portal": 8, "counter-office": 20, "counter": 6, "in-person": 12, "post": 4}
DOCUMENTS = (["amayesh-card"], ["passport"], ["amayesh-card", "photograph"], ["passport", "residence-permit"])


def pseudonym(number: int) -> str:
    """A stable pseudonym; negative numbers belong to the plan, the others to daily work."""
    return "r-" + hashlib.sha256(f"recipient {number}".encode()).hexdigest()[:10]


def busyness(noon: int) -> int:
    """How much work a day of 1398 brings: Saturday to Wednesday, half on Thursday, little on Friday and in Nowruz."""
    number = (noon - instant("1398/01/01 12:00") + HOUR) // DAY
    if number < 13:
        return 8
    if noon in HOLIDAYS:
        return 6
    weekday = number % 7  # 1398/01/01 was a Thursday
    return {0: 45, 1: 9}.get(weekday, 100) + number // 12


def working_days() -> list[tuple[int, int]]:
    """Noon and busyness of every day of the term."""
    first = instant("1398/01/01 12:00") + ahead(instant("1398/01/01 12:00"))
    noons = (first + number * DAY for number in range(365))
    return [(noon, busyness(noon)) for local in noons if (noon := local - ahead(local - 12600))]


class DailyWork:
    """Visits of recipients: a request, its documents, the fee where there is one, and the decision.

    Each day has its share of the events; what a visit begins may end on a later day. `fees` are all announced tariffs.
    """

    def __init__(self, year: Year, events: int) -> None:
        self.year, self.events, self.visits, self.single = year, events, 0, 0
        self.end = instant(TERM_END) - 1
        self.tariffs = {
            key: [(instant(at), amount) for at, amount in tariff] for key, tariff in TARIFFS.items()
        }

    def days(self) -> Iterator[tuple[int, list[Happening]]]:
        """The events that begin on each day, with the first instant of the following day."""
        days, done, seen = working_days(), 0, 0
        total = sum(weight for _, weight in days)
        for noon, weight in days:
            seen += weight
            due, found = self.events * seen // total, list[Happening]()
            while due - done >= 5:
                visit = self.visit(noon)
                found += visit
                done += len(visit)
            if seen == total:
                found += [self.extra_document(noon) for _ in range(due - done)]
            yield noon + 12 * HOUR, found

    def visit(self, noon: int) -> list[Happening]:
        """One visit: from three to five events."""
        self.visits += 1
        dice, number = self.year.dice, self.visits
        at, service, channel = self.moment(noon), self.service(noon), dice.weighted(CHANNELS)
        recipient = pseudonym(dice.below(10 + self.events // 5))
        name, documents = f"request-{number:07}", dice.of(DOCUMENTS)
        asked = happening(
            "request.submitted", name, at, request=name, service=service, recipient=recipient, channel=channel
        )
        by_post = min(at + (2 + dice.below(3)) * DAY, self.end) if channel == "post" else at
        events = [asked, self.document(f"document-{number:07}", by_post, service, recipient, channel)]
        paid = min(by_post + 120 + dice.below(1500), self.end)
        events += self.charges(number, paid, service, recipient, channel, documents)
        decided = paid + (1 + dice.below(12)) * DAY + dice.below(4 * HOUR)
        decision = dice.weighted({"granted": 8, "refused": 1, "sent-back": 1})
        return [
            *events,
            happening("request.decided", f"decision-{number:07}", decided, request=name, decision=decision),
        ]

    def moment(self, noon: int) -> int:
        """A moment of a day, as its hours are busy."""
        dice = self.year.dice
        return noon + (dice.weighted(HOURS) - 12) * HOUR + dice.below(HOUR)

    def service(self, noon: int) -> str:
        """The service asked for; before Arbaeen many ask for one of them."""
        return self.year.dice.weighted(POPULARITY_THEN if noon in BEFORE_ARBAEEN else POPULARITY)

    def document(self, id_: str, at: int, service: str, recipient: str, channel: str) -> Happening:
        """A document that came by a listed channel; paper is recorded later than it came."""
        late = (
            0
            if "portal" in channel
            else self.year.dice.weighted({0: 4, 2 * HOUR: 3, 20 * HOUR: 2, 44 * HOUR: 1})
        )
        for norm in (BY_CHANNEL, ACCEPTED):
            self.year.counts[norm, "fulfilled"] += 1
        return happening(
            "document.received", id_, at, at + late, service=service, recipient=recipient, channel=channel
        )

    def extra_document(self, noon: int) -> Happening:
        """A document that a recipient sends after the others."""
        self.single += 1
        service, recipient = self.service(noon), pseudonym(self.single)
        return self.document(f"document-extra-{self.single}", self.moment(noon), service, recipient, "portal")

    def charges(
        self, number: int, at: int, service: str, recipient: str, channel: str, documents: list[str]
    ) -> list[Happening]:
        """The fees of a visit as they stand announced at that moment."""
        found = []
        for kind in ("service-fee", "office-commission"):
            in_force = [one for one in self.tariffs.get((service, kind), ()) if one[0] <= at]
            if not in_force or (kind == "office-commission" and not channel.startswith("counter")):
                continue
            _, amount = in_force[-1]
            data: dict[str, Field] = {
                "service": service, "recipient": recipient, "amount": amount, "fee_kind": kind, "channel": channel,
                "documents": documents,
            }  # fmt: skip
            alike = {
                "service": service,
                "version": str(amount),
                "fee-kind": kind,
                "documents": ", ".join(documents),
            }
            if service == "svc-22":
                data["has_valid_booklet"] = booklet = self.year.dice.below(3) == 0
                data["amount"] = 0 if booklet else amount
                alike["has-valid-booklet"] = "yes" if booklet else "no"
            charge = f"charge-{number:07}-{kind}"
            found.append(happening("fee.charged", charge, at, None, charge=charge, **data))
            for norm in (AS_ANNOUNCED, CHARGED_AS_SET):
                self.year.counts[norm, "fulfilled" if data["amount"] else "not-applicable"] += 1
            self.year.expect(EQUAL, "fulfilled", "equal", **alike)
        return found


# --- the whole year --------------------------------------------------------------------------------------------


def plan(seed: int) -> Year:
    """The year without its daily work."""
    year = Year(Dice(seed))
    for step in (
        play_incidents,
        sign,
        publish,
        make_electronic,
        announce_fees,
        maintain,
        fail,
        compensate,
        agree_and_dispute,
    ):
        step(year)
    return year


def in_order(year: Year, days: Iterable[tuple[int, list[Happening]]]) -> Iterator[Happening]:
    """All events as they became known; what waits to become known is all that is held."""
    waiting = [_known(event) for event in year.happenings]
    heapq.heapify(waiting)
    for until, events in days:
        for event in events:
            heapq.heappush(waiting, _known(event))
        while waiting and waiting[0][0] < until:
            yield heapq.heappop(waiting)[-1]
    while waiting:
        yield heapq.heappop(waiting)[-1]


def _known(event: Happening) -> tuple[int, int, str, str, Happening]:
    return event.recorded, event.time, event.source, event.id, event


def generate(seed: int, events: int) -> tuple[Year, Iterator[Happening]]:
    """The year, and its events in order; what is expected is complete when the last event has been taken."""
    year = plan(seed)
    daily = events - len(year.happenings)
    if daily < 0:
        raise ValueError(f"the plan and its incidents alone are {len(year.happenings)} events")
    return year, in_order(year, DailyWork(year, daily).days())


def findings_of(year: Year, seed: int, events: int) -> dict[str, object]:
    """What must come out, as `expected-findings.json` says it."""
    counts = Counter(year.counts)
    listed: dict[str, list[dict[str, str | None]]] = {norm: [] for norm in NORMS}
    for expected in sorted(year.expected.values(), key=lambda one: one.id):
        if expected.outcome in ("fulfilled", "not-applicable"):
            counts[expected.norm, expected.outcome] += 1
        if expected.outcome not in ("fulfilled", "not-applicable") or expected.grade:
            listed[expected.norm].append(expected.document())
    return {
        "agreement": "hamadan-governorate",
        "edition": "1398",
        "seed": seed,
        "events": events,
        "judged-at": shown(instant(JUDGED)),
        "open-by-nature": [
            {"norm": norm, "outcome": outcome, "why": why} for norm, outcome, why in BY_NATURE
        ],
        "norms": {
            norm: {outcome: counts[norm, outcome] for outcome in ("fulfilled", "not-applicable")}
            | {"listed": listed[norm]}
            for norm in NORMS
        },
        "incidents": [
            {
                "incident": one.incident,
                "story": one.story,
                "title": one.title,
                "findings": [found.document() for found in one.expected()],
            }
            for one in INCIDENTS
        ],
    }


def write(seed: int, events: int, out: Path | None, expected: Path | None) -> None:
    """Write the events line by line, to a file or to standard output, and then what is expected of them."""
    year, stream = generate(seed, events)
    target = out.open("w", encoding="utf-8", newline="\n") if out else sys.stdout
    for event in stream:
        target.write(event.line() + "\n")
    if out:
        target.close()
    if expected:
        text = json.dumps(findings_of(year, seed, events), ensure_ascii=False, indent=1) + "\n"
        expected.write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description="Generate a year of events, and the findings that must come of them."
    )
    parser.add_argument("--seed", type=int, default=1398)
    parser.add_argument("--events", type=int, default=3000, help="how many events in all (default: 3000)")
    parser.add_argument("--out", type=Path, help="the file of events (default: standard output)")
    parser.add_argument("--expected", type=Path, help="the file of expected findings (default: none)")
    asked = parser.parse_args()
    try:
        write(asked.seed, asked.events, asked.out, asked.expected)
    except ValueError as problem:
        parser.error(str(problem))


if __name__ == "__main__":
    main()
