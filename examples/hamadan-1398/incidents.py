# ruff: noqa: INP001 - an example stands alone; its folder is no package
"""The incidents of the example year: what happened, and the findings that a careful lawyer expects of it.

Each is one story of the table `INCIDENTS`. Some break a promise, some leave a question open, and some only look like a
breach. Times are as the clock of Tehran shows them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from happenings import (
    ACCEPTED,
    AS_ANNOUNCED,
    AS_SET,
    AVAILABLE,
    BY_CHANNEL,
    CHARGED_AS_SET,
    CREDIT,
    ELECTRONIC,
    EQUAL,
    FEE_SET,
    NOTICE,
    OFFERED,
    POSTED,
    PUBLISHED,
    SET,
    Expected,
    Field,
    Happening,
    happening,
)


@dataclass(frozen=True, slots=True)
class Said:
    """An event of an incident as the table writes it."""

    at: str
    type: str
    recorded: str | None
    data: dict[str, Field]


@dataclass(frozen=True, slots=True)
class Ruled:
    """A finding of an incident as the table writes it; `event=2` is the incident's second event."""

    norm: str
    outcome: str
    reason: str
    grade: str | None
    occasion: dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Incident:
    """One story: what happened, and every finding that must come of it."""

    incident: str
    story: str | None
    title: str
    events: tuple[Said, ...]
    findings: tuple[Ruled, ...]

    def happenings(self) -> Iterator[Happening]:
        """Its events, numbered from 1."""
        for number, said in enumerate(self.events, start=1):
            yield happening(said.type, f"{self.incident}-{number}", said.at, said.recorded, **said.data)

    def expected(self) -> Iterator[Expected]:
        """Its findings, with the references to its events resolved."""
        events = list(self.happenings())
        for ruled in self.findings:
            occasion: dict[str, str] = {}
            for name, value in ruled.occasion.items():
                if isinstance(value, int):
                    occasion |= {"event": events[value - 1].id, "source": events[value - 1].source}
                else:
                    occasion[name.replace("_", "-")] = value
            yield Expected(ruled.norm, occasion, ruled.outcome, ruled.reason, ruled.grade)


def on(at: str, event_type: str, recorded: str | None = None, **data: Field) -> Said:
    """An event of the table: when (local), what, when it became known if later, and its fields."""
    return Said(at, event_type, recorded, data)


def broken(norm: str, reason: str, grade: str = "breach", **occasion: str | int) -> Ruled:
    """A violation."""
    return Ruled(norm, "violated", reason, grade, occasion)


def unclear(norm: str, reason: str, grade: str | None = None, **occasion: str | int) -> Ruled:
    """A question that the log leaves open, perhaps listed for review."""
    return Ruled(norm, "undetermined", reason, grade, occasion)


def waiting(norm: str, reason: str, **occasion: str | int) -> Ruled:
    """A duty that is not due."""
    return Ruled(norm, "pending", reason, None, occasion)


def kept(norm: str, reason: str, grade: str | None = None, **occasion: str | int) -> Ruled:
    """A duty that was kept, perhaps with advice."""
    return Ruled(norm, "fulfilled", reason, grade, occasion)


def outside(norm: str, reason: str, **occasion: str | int) -> Ruled:
    """What the norm does not speak of."""
    return Ruled(norm, "not-applicable", reason, None, occasion)


# one event a line, as far as it fits
# fmt: off
INCIDENTS: tuple[Incident, ...] = (
    # --- 5.4: notice of planned outages ---
    Incident(
        "notice-one-second-short", "N01", "the notice stands one second too late: 71:59:59 before the outage",
        (
            on("1398/05/10 09:00:01", "notice.published", notice="one-second-short", channel="portal", covers=["svc-19"],
               start="1398/05/13 09:00", end="1398/05/13 12:00"),
            on("1398/05/13 09:00", "outage.started", outage="one-second-short", services=["svc-19"], planned=True, origin="site"),
            on("1398/05/13 12:00", "outage.ended", outage="one-second-short"),
        ),
        (broken(NOTICE, "notice-too-late", outage="one-second-short", service="svc-19"),),
    ),
    Incident(
        "notice-exactly-72-hours", "N02", "the notice stands exactly 72:00:00 before the outage: that is enough",
        (
            on("1398/05/10 14:00", "notice.published", notice="exactly-72", channel="portal", covers=["svc-06"],
               start="1398/05/13 14:00", end="1398/05/13 16:00"),
            on("1398/05/13 14:00", "outage.started", outage="exactly-72", services=["svc-06"], planned=True, origin="site"),
            on("1398/05/13 15:30", "outage.ended", outage="exactly-72"),
        ),
        (kept(NOTICE, "in-time", outage="exactly-72", service="svc-06"),),
    ),
    Incident(
        "spring-clock-kept", None, "72 hours over the night in which the clock was put forward: 08:00 is in time for 09:00",
        (
            on("1397/12/29 08:00", "notice.published", notice="spring-kept", channel="portal", covers=["svc-03"],
               start="1398/01/03 09:00", end="1398/01/03 11:00"),
            on("1398/01/03 09:00", "outage.started", outage="spring-kept", services=["svc-03"], planned=True, origin="site"),
            on("1398/01/03 10:00", "outage.ended", outage="spring-kept"),
        ),
        (kept(NOTICE, "in-time", outage="spring-kept", service="svc-03"),),
    ),
    Incident(
        "spring-clock-broken", None, "the wall clock shows 72 hours, but one of them did not exist: 71 hours passed",
        (
            on("1397/12/29 13:00", "notice.published", notice="spring-broken", channel="portal", covers=["svc-07"],
               start="1398/01/03 13:00", end="1398/01/03 15:00"),
            on("1398/01/03 13:00", "outage.started", outage="spring-broken", services=["svc-07"], planned=True, origin="site"),
            on("1398/01/03 14:00", "outage.ended", outage="spring-broken"),
        ),
        (broken(NOTICE, "notice-too-late", outage="spring-broken", service="svc-07"),),
    ),
    Incident(
        "autumn-clock-kept", "N04", "71 hours and a half on the wall clock are 72 and a half: an hour happened twice",
        (
            on("1398/06/29 09:30", "notice.published", notice="autumn-kept", channel="portal", covers=["svc-05"],
               start="1398/07/01 09:00", end="1398/07/01 10:00"),
            on("1398/07/01 09:00", "outage.started", outage="autumn-kept", services=["svc-05"], planned=True, origin="site"),
            on("1398/07/01 09:40", "outage.ended", outage="autumn-kept"),
        ),
        (kept(NOTICE, "in-time", outage="autumn-kept", service="svc-05"),),
    ),
    Incident(
        "autumn-clock-broken", "N04", "one second after the last moment that the longer night of autumn allows",
        (
            on("1398/06/29 14:00:01", "notice.published", notice="autumn-broken", channel="portal", covers=["svc-08"],
               start="1398/07/01 13:00", end="1398/07/01 14:00"),
            on("1398/07/01 13:00", "outage.started", outage="autumn-broken", services=["svc-08"], planned=True, origin="site"),
            on("1398/07/01 13:20", "outage.ended", outage="autumn-broken"),
        ),
        (broken(NOTICE, "notice-too-late", outage="autumn-broken", service="svc-08"),),
    ),
    Incident(
        "moved-earlier", "N06", "the notice is moved two days earlier, 60 hours before the new start",
        (
            on("1398/07/06 08:00", "notice.published", notice="moved-earlier", channel="portal", covers=["svc-10"],
               start="1398/07/12 22:00", end="1398/07/13 02:00"),
            on("1398/07/08 10:00", "notice.amended", notice="moved-earlier", start="1398/07/10 22:00", end="1398/07/11 02:00"),
            on("1398/07/10 22:00", "outage.started", outage="moved-earlier", services=["svc-10"], planned=True, origin="site"),
            on("1398/07/11 01:00", "outage.ended", outage="moved-earlier"),
        ),
        (broken(NOTICE, "brought-forward", outage="moved-earlier", service="svc-10"),),
    ),
    Incident(
        "postponed-in-time", None, "the outage is postponed before its first announced start: the lead is kept, with advice",
        (
            on("1398/08/15 08:00", "notice.published", notice="postponed", channel="portal", covers=["svc-13"],
               start="1398/08/20 22:00", end="1398/08/21 02:00"),
            on("1398/08/20 10:00", "notice.amended", notice="postponed", start="1398/08/22 22:00", end="1398/08/23 02:00"),
            on("1398/08/22 22:00", "outage.started", outage="postponed", services=["svc-13"], planned=True, origin="site"),
            on("1398/08/23 01:00", "outage.ended", outage="postponed"),
        ),
        (kept(NOTICE, "postponed-in-time", "advisory", outage="postponed", service="svc-13"),),
    ),
    Incident(
        "postponed-too-late", None, "the outage is postponed an hour after it should have begun",
        (
            on("1398/08/15 08:00", "notice.published", notice="postponed-late", channel="portal", covers=["svc-14"],
               start="1398/08/20 20:00", end="1398/08/21 00:00"),
            on("1398/08/20 21:00", "notice.amended", notice="postponed-late", start="1398/08/22 20:00", end="1398/08/22 23:00"),
            on("1398/08/22 20:00", "outage.started", outage="postponed-late", services=["svc-14"], planned=True, origin="site"),
            on("1398/08/22 22:30", "outage.ended", outage="postponed-late"),
        ),
        (broken(NOTICE, "moved-too-late", outage="postponed-late", service="svc-14"),),
    ),
    Incident(
        "notice-withdrawn", "N08", "the notice is withdrawn, and the outage is done anyway",
        (
            on("1398/08/01 08:00", "notice.published", notice="withdrawn", channel="portal", covers=["svc-01"],
               start="1398/08/06 22:00", end="1398/08/07 02:00"),
            on("1398/08/03 08:00", "notice.withdrawn", notice="withdrawn"),
            on("1398/08/06 22:00", "outage.started", outage="withdrawn", services=["svc-01"], planned=True, origin="site"),
            on("1398/08/07 01:00", "outage.ended", outage="withdrawn"),
        ),
        (broken(NOTICE, "notice-withdrawn", outage="withdrawn", service="svc-01"),),
    ),
    Incident(
        "notice-interrupted", "N08", "the notice is taken down, and put up again 48 hours before the outage",
        (
            on("1398/08/01 08:00", "notice.published", notice="interrupted", channel="portal", covers=["svc-02"],
               start="1398/08/06 20:00", end="1398/08/06 23:00"),
            on("1398/08/03 08:00", "notice.withdrawn", notice="interrupted"),
            on("1398/08/04 20:00", "notice.published", notice="interrupted", channel="portal", covers=["svc-02"],
               start="1398/08/06 20:00", end="1398/08/06 23:00"),
            on("1398/08/06 20:00", "outage.started", outage="interrupted", services=["svc-02"], planned=True, origin="site"),
            on("1398/08/06 22:00", "outage.ended", outage="interrupted"),
        ),
        (broken(NOTICE, "notice-too-late", outage="interrupted", service="svc-02"),),
    ),
    Incident(
        "sms-only", "N13", "the notice comes in time, but by text message only",
        (
            on("1398/10/01 08:00", "notice.published", notice="sms-only", channel="sms", covers=["svc-06"],
               start="1398/10/05 08:00", end="1398/10/05 10:00"),
            on("1398/10/05 08:00", "outage.started", outage="sms-only", services=["svc-06"], planned=True, origin="site"),
            on("1398/10/05 09:30", "outage.ended", outage="sms-only"),
        ),
        (broken(NOTICE, "notice-elsewhere", outage="sms-only", service="svc-06"),),
    ),
    Incident(
        "one-service-not-named", "N14", "the notice names one service, and the outage hits two",
        (
            on("1398/10/01 08:00", "notice.published", notice="one-of-two", channel="portal", covers=["svc-03"],
               start="1398/10/05 14:00", end="1398/10/05 16:00"),
            on("1398/10/05 14:00", "outage.started", outage="one-of-two", services=["svc-03", "svc-15"], planned=True, origin="site"),
            on("1398/10/05 15:00", "outage.ended", outage="one-of-two"),
        ),
        (
            kept(NOTICE, "in-time", outage="one-of-two", service="svc-03"),
            broken(NOTICE, "service-not-named", outage="one-of-two", service="svc-15"),
        ),
    ),
    Incident(
        "service-named-too-late", "N14", "a second service is added to the notice a day before the outage",
        (
            on("1398/10/10 08:00", "notice.published", notice="added-late", channel="sub-portal", covers=["svc-01"],
               start="1398/10/17 22:00", end="1398/10/18 02:00"),
            on("1398/10/16 22:00", "notice.amended", notice="added-late", covers=["svc-01", "svc-02"]),
            on("1398/10/17 22:00", "outage.started", outage="added-late", services=["svc-01", "svc-02"], planned=True, origin="site"),
            on("1398/10/18 00:00", "outage.ended", outage="added-late"),
        ),
        (
            kept(NOTICE, "in-time", outage="added-late", service="svc-01"),
            broken(NOTICE, "notice-too-late", outage="added-late", service="svc-02"),
        ),
    ),
    Incident(
        "overrun", "N15", "the outage outlasts its announced end by four hours, and nobody says why",
        (
            on("1398/10/01 08:00", "notice.published", notice="overrun", channel="portal", covers=["svc-13"],
               start="1398/10/05 22:00", end="1398/10/06 02:00"),
            on("1398/10/05 22:00", "outage.started", outage="overrun", services=["svc-13"], planned=True, origin="site"),
            on("1398/10/06 06:00", "outage.ended", outage="overrun"),
        ),
        (
            kept(NOTICE, "in-time", outage="overrun", service="svc-13"),
            unclear(NOTICE, "overran", outage="overrun", service="svc-13", part="overrun"),
        ),
    ),
    Incident(
        "overrun-attested", "N15", "the outage outlasts its announced end, and a failed disk is attested as the cause",
        (
            on("1398/10/12 08:00", "notice.published", notice="overrun-attested", channel="portal", covers=["svc-16"],
               start="1398/10/17 20:00", end="1398/10/17 21:00"),
            on("1398/10/17 20:00", "outage.started", outage="overrun-attested", services=["svc-16"], planned=True, origin="site"),
            on("1398/10/17 23:00", "outage.attested", "1398/10/19 10:00", outage="overrun-attested",
               overrun_cause="a disk failed during the work", by="it-management"),
            on("1398/10/17 23:30", "outage.ended", outage="overrun-attested"),
        ),
        (
            kept(NOTICE, "in-time", outage="overrun-attested", service="svc-16"),
            outside(NOTICE, "overrun-attested", outage="overrun-attested", service="svc-16", part="overrun"),
        ),
    ),
    Incident(
        "unplanned-with-approved-change", None, "the outage is called unplanned, but a change that brings it was approved two days before",
        (
            on("1398/09/05 10:00", "change.approved", change="upgrade-of-the-database", outage="called-unplanned"),
            on("1398/09/07 14:10", "outage.started", outage="called-unplanned", services=["svc-03"], planned=False,
               origin="site", cause="server", change="upgrade-of-the-database"),
            on("1398/09/07 19:40", "outage.ended", outage="called-unplanned"),
        ),
        (broken(NOTICE, "no-notice", outage="called-unplanned", service="svc-03"),),
    ),
    Incident(
        "unplanned", "N10", "a server fails: no notice of the unforeseen is owed",
        (
            on("1398/09/02 14:10", "outage.started", outage="server-failed", services=["svc-12"], planned=False,
               origin="site", cause="server"),
            on("1398/09/02 19:40", "outage.ended", outage="server-failed"),
        ),
        (outside(NOTICE, "out-of-scope", outage="server-failed", service="svc-12"),),
    ),
    Incident(
        "unplanned-without-cause", "N10", "an outage is called unplanned, and no cause is given",
        (
            on("1398/09/02 10:00", "outage.started", outage="no-cause", services=["svc-14"], planned=False, origin="site"),
            on("1398/09/02 12:00", "outage.ended", outage="no-cause"),
        ),
        (unclear(NOTICE, "scope-unknown", outage="no-cause", service="svc-14"),),
    ),
    Incident(
        "origin-unknown", None, "a planned outage without notice, of which nobody knows on which side it arose",
        (
            on("1398/09/08 09:00", "outage.started", outage="origin-unknown", services=["svc-15"], planned=True, origin="unknown"),
            on("1398/09/08 10:00", "outage.ended", outage="origin-unknown"),
        ),
        (unclear(NOTICE, "scope-unknown", outage="origin-unknown", service="svc-15"),),
    ),
    Incident(
        "origin-attested-later", None, "its origin was unknown; two weeks later the carrier attests that it was the network",
        (
            on("1398/09/08 13:00", "outage.started", outage="origin-attested", services=["svc-17"], planned=True, origin="unknown"),
            on("1398/09/08 14:00", "outage.attested", "1398/09/22 11:00", outage="origin-attested", origin="network", by="it-management"),
            on("1398/09/08 15:00", "outage.ended", outage="origin-attested"),
        ),
        (outside(NOTICE, "out-of-scope", outage="origin-attested", service="svc-17"),),
    ),
    Incident(
        "notice-during-the-outage", None, "the portal tells of the planned outage when it has begun",
        (
            on("1398/11/05 08:00", "outage.started", outage="told-afterwards", services=["svc-08"], planned=True, origin="site"),
            on("1398/11/05 08:20", "notice.published", notice="told-afterwards", channel="portal", covers=["svc-08"],
               start="1398/11/05 08:00", end="1398/11/05 11:00"),
            on("1398/11/05 10:00", "outage.ended", outage="told-afterwards"),
        ),
        (broken(NOTICE, "notice-after-start", outage="told-afterwards", service="svc-08"),),
    ),
    Incident(
        "no-notice", None, "a planned outage without any notice",
        (
            on("1398/11/05 13:00", "outage.started", outage="never-told", services=["svc-20"], planned=True, origin="site"),
            on("1398/11/05 14:00", "outage.ended", outage="never-told"),
        ),
        (broken(NOTICE, "no-notice", outage="never-told", service="svc-20"),),
    ),
    Incident(
        "begun-earlier-than-announced", None, "the outage begins an hour before the announced start",
        (
            on("1398/10/29 09:00", "notice.published", notice="begun-early", channel="portal", covers=["svc-10"],
               start="1398/11/05 19:00", end="1398/11/05 21:00"),
            on("1398/11/05 18:00", "outage.started", outage="begun-early", services=["svc-10"], planned=True, origin="site"),
            on("1398/11/05 20:00", "outage.ended", outage="begun-early"),
        ),
        (broken(NOTICE, "other-time-announced", outage="begun-early", service="svc-10"),),
    ),
    Incident(
        "begun-later-in-the-window", None, "the outage begins later than announced, inside the announced window",
        (
            on("1398/10/29 09:00", "notice.published", notice="begun-late", channel="portal", covers=["svc-11"],
               start="1398/11/06 18:00", end="1398/11/06 23:00"),
            on("1398/11/06 22:59:59", "outage.started", outage="begun-late", services=["svc-11"], planned=True, origin="site"),
            on("1398/11/06 23:00", "outage.ended", outage="begun-late"),
        ),
        (kept(NOTICE, "in-time", outage="begun-late", service="svc-11"),),
    ),
    Incident(
        "notice-of-unknown-channel", None, "nobody recorded where the notice was published",
        (
            on("1398/10/29 09:00", "notice.published", notice="channel-unknown", covers=["svc-07"],
               start="1398/11/07 08:00", end="1398/11/07 09:00"),
            on("1398/11/07 08:00", "outage.started", outage="channel-unknown", services=["svc-07"], planned=True, origin="site"),
            on("1398/11/07 08:30", "outage.ended", outage="channel-unknown"),
        ),
        (unclear(NOTICE, "notice-unclear", outage="channel-unknown", service="svc-07"),),
    ),
    Incident(
        "every-service-named", None, "the whole portal goes down for a night, and the notice names all 23 services one by one",
        (
            on("1398/11/20 09:00", "notice.published", notice="whole-portal", channel="portal",
               covers=[f"svc-{row:02}" for row in range(1, 24)], start="1398/11/28 23:00", end="1398/11/29 05:00"),
            on("1398/11/28 23:00", "outage.started", outage="whole-portal", services=["*"], planned=True, origin="site"),
            on("1398/11/29 04:00", "outage.ended", outage="whole-portal"),
        ),
        (kept(NOTICE, "in-time", outage="whole-portal", service="*"),),
    ),
    # --- 5.2 and 7.1: fees ---
    Incident(
        "fee-before-announcement", "F01", "the fee is set, then charged, and announced three days later",
        (
            on("1398/02/01 10:00", "fee.decided", service="svc-09", amount=350000, fee_kind="service-fee", by="ministry-of-interior"),
            on("1398/02/05 11:00", "fee.charged", service="svc-09", recipient="r-fee-01", amount=350000, fee_kind="service-fee",
               channel="portal", documents=["amayesh-card"]),
            on("1398/02/08 09:00", "fee.announced", service="svc-09", amount=350000, fee_kind="service-fee", channel="portal"),
        ),
        (
            broken(AS_ANNOUNCED, "not-yet", event=2),
            kept(CHARGED_AS_SET, "met", event=2),
            kept(FEE_SET, "met", event=3),
            kept(EQUAL, "nobody-alike", service="svc-09", version="", fee_kind="service-fee", documents="amayesh-card"),
        ),
    ),
    Incident(
        "fee-at-the-change", None, "a tariff changes at 09:00:00: the old fee holds one second before, and from then on the new one, whenever it was requested",
        (
            on("1398/02/20 10:00", "fee.decided", service="svc-14", amount=80000, fee_kind="service-fee", by="cabinet"),
            on("1398/03/01 09:00", "fee.announced", service="svc-14", amount=80000, fee_kind="service-fee", channel="portal"),
            on("1398/05/25 10:00", "fee.decided", service="svc-14", amount=95000, fee_kind="service-fee", by="cabinet"),
            on("1398/06/02 08:59:59", "fee.charged", service="svc-14", recipient="r-fee-02", amount=80000, fee_kind="service-fee",
               channel="counter-office", documents=["passport"]),
            on("1398/06/02 09:00", "fee.announced", service="svc-14", amount=95000, fee_kind="service-fee", channel="portal"),
            on("1398/06/02 09:00", "fee.charged", service="svc-14", recipient="r-fee-03", amount=95000, fee_kind="service-fee",
               channel="portal", documents=["passport"]),
            on("1398/06/02 09:00:01", "fee.charged", service="svc-14", recipient="r-fee-04", amount=80000, fee_kind="service-fee",
               channel="counter-office", requested="1398/05/30 10:00", documents=["amayesh-card"]),
        ),
        (
            kept(FEE_SET, "met", event=2),
            kept(FEE_SET, "met", event=5),
            kept(AS_ANNOUNCED, "as-announced", event=4),
            kept(CHARGED_AS_SET, "met", event=4),
            kept(AS_ANNOUNCED, "as-announced", event=6),
            kept(CHARGED_AS_SET, "met", event=6),
            broken(AS_ANNOUNCED, "other-than-announced", event=7),
            kept(CHARGED_AS_SET, "met", event=7),
            kept(EQUAL, "nobody-alike", service="svc-14", version="80000", fee_kind="service-fee", documents="passport"),
            kept(EQUAL, "nobody-alike", service="svc-14", version="95000", fee_kind="service-fee", documents="passport"),
            kept(EQUAL, "nobody-alike", service="svc-14", version="95000", fee_kind="service-fee", documents="amayesh-card"),
        ),
    ),
    Incident(
        "unequal-fee", "D01", "two recipients with the same documents pay differently for a movement slip",
        (
            on("1398/04/10 10:00", "fee.charged", service="svc-19", recipient="r-fee-05", amount=150000, fee_kind="service-fee",
               channel="counter", documents=["amayesh-card", "birth-paper"], nationality="AF"),
            on("1398/04/10 11:00", "fee.charged", service="svc-19", recipient="r-fee-06", amount=200000, fee_kind="service-fee",
               channel="counter", documents=["birth-paper", "amayesh-card"], nationality="IQ"),
        ),
        (
            kept(AS_ANNOUNCED, "as-announced", event=1),
            kept(CHARGED_AS_SET, "met", event=1),
            broken(AS_ANNOUNCED, "other-than-announced", event=2),
            outside(CHARGED_AS_SET, "nothing-decided", event=2),
            broken(EQUAL, "unequal", service="svc-19", version="150000", fee_kind="service-fee",
                   documents="amayesh-card, birth-paper"),
        ),
    ),
    Incident(
        "commission-is-another-fee", "D01", "the 50,000 rial more are the announced commission of the counter office",
        (
            on("1398/04/11 10:00", "fee.charged", service="svc-19", recipient="r-fee-07", amount=150000, fee_kind="service-fee",
               channel="counter", documents=["census-slip"]),
            on("1398/04/11 10:00", "fee.charged", service="svc-19", recipient="r-fee-07", amount=50000, fee_kind="office-commission",
               channel="counter", documents=["census-slip"]),
        ),
        (
            kept(AS_ANNOUNCED, "as-announced", event=1),
            kept(CHARGED_AS_SET, "met", event=1),
            kept(AS_ANNOUNCED, "as-announced", event=2),
            kept(CHARGED_AS_SET, "met", event=2),
            kept(EQUAL, "nobody-alike", service="svc-19", version="150000", fee_kind="service-fee",
                 documents="census-slip"),
            kept(EQUAL, "nobody-alike", service="svc-19", version="50000",
                 fee_kind="office-commission", documents="census-slip"),
        ),
    ),
    Incident(
        "fee-withdrawn", None, "the announcement of a fee is withdrawn, and the fee is charged two days later",
        (
            on("1398/02/03 10:00", "fee.decided", service="svc-04", amount=120000, fee_kind="service-fee", by="competent-authority"),
            on("1398/02/10 09:00", "fee.announced", service="svc-04", amount=120000, fee_kind="service-fee", channel="portal"),
            on("1398/05/01 10:00", "fee.withdrawn", service="svc-04", fee_kind="service-fee"),
            on("1398/05/03 10:00", "fee.charged", service="svc-04", recipient="r-fee-08", amount=120000, fee_kind="service-fee",
               channel="in-person", documents=["passport"]),
        ),
        (
            kept(FEE_SET, "met", event=2),
            broken(AS_ANNOUNCED, "no-longer", event=4),
            kept(CHARGED_AS_SET, "met", event=4),
            kept(EQUAL, "nobody-alike", service="svc-04", version="", fee_kind="service-fee", documents="passport",
                 nationality="unclear"),
        ),
    ),
    Incident(
        "fee-in-the-newspaper", None, "the fee is announced in a newspaper only",
        (
            on("1398/03/20 10:00", "fee.decided", service="svc-15", amount=60000, fee_kind="service-fee", by="parliament"),
            on("1398/03/25 09:00", "fee.announced", service="svc-15", amount=60000, fee_kind="service-fee", channel="newspaper"),
            on("1398/04/02 10:00", "fee.charged", service="svc-15", recipient="r-fee-09", amount=60000, fee_kind="service-fee",
               channel="in-person", documents=["passport"]),
        ),
        (
            kept(FEE_SET, "met", event=2),
            broken(AS_ANNOUNCED, "elsewhere", event=3),
            kept(CHARGED_AS_SET, "met", event=3),
            kept(EQUAL, "nobody-alike", service="svc-15", version="", fee_kind="service-fee", documents="passport"),
        ),
    ),
    Incident(
        "fee-in-an-app", None, "the fee is announced in a mobile application, which may or may not be the portal",
        (
            on("1398/03/20 11:00", "fee.decided", service="svc-16", amount=70000, fee_kind="service-fee", by="cabinet"),
            on("1398/03/26 09:00", "fee.announced", service="svc-16", amount=70000, fee_kind="service-fee", channel="mobile-app"),
            on("1398/04/03 10:00", "fee.charged", service="svc-16", recipient="r-fee-10", amount=70000, fee_kind="service-fee",
               channel="portal", documents=["passport"]),
        ),
        (
            kept(FEE_SET, "met", event=2),
            unclear(AS_ANNOUNCED, "record-unclear", event=3),
            kept(CHARGED_AS_SET, "met", event=3),
            kept(EQUAL, "nobody-alike", service="svc-16", version="unclear", fee_kind="service-fee", documents="passport"),
        ),
    ),
    Incident(
        "fee-never-announced", None, "postage is charged that was never announced",
        (
            on("1398/05/08 10:00", "fee.charged", service="svc-10", recipient="r-fee-11", amount=30000, fee_kind="postage",
               channel="post", documents=["refugee-card"]),
        ),
        (
            broken(AS_ANNOUNCED, "never", event=1),
            outside(CHARGED_AS_SET, "nothing-decided", event=1),
            kept(EQUAL, "nobody-alike", service="svc-10", version="", fee_kind="postage", documents="refugee-card"),
        ),
    ),
    Incident(
        "service-of-another-office", None, "another office of the governorate charges for a service that the annex does not name",
        (
            on("1398/05/09 10:00", "document.received", service="svc-31", recipient="r-fee-23", channel="telegram"),
            on("1398/05/09 10:30", "fee.charged", service="svc-31", recipient="r-fee-23", amount=90000, fee_kind="service-fee",
               channel="in-person", documents=["passport"]),
        ),
        (
            outside(BY_CHANNEL, "outside-annex", event=1),
            outside(ACCEPTED, "outside-annex", event=1),
            outside(AS_ANNOUNCED, "outside-annex", event=2),
            outside(CHARGED_AS_SET, "outside-annex", event=2),
            outside(EQUAL, "outside-annex", event=2),
        ),
    ),
    Incident(
        "fee-set-by-the-governorate", None, "the governorate itself sets a fee and announces it",
        (
            on("1398/06/10 10:00", "fee.decided", service="svc-12", amount=40000, fee_kind="service-fee", by="deputy-economic-coordination"),
            on("1398/06/12 09:00", "fee.announced", service="svc-12", amount=40000, fee_kind="service-fee", channel="portal"),
            on("1398/06/20 10:00", "fee.charged", service="svc-12", recipient="r-fee-12", amount=40000, fee_kind="service-fee",
               channel="in-person", documents=["passport"]),
        ),
        (
            broken(FEE_SET, "not-met", event=2),
            kept(AS_ANNOUNCED, "as-announced", event=3),
            broken(CHARGED_AS_SET, "not-met", event=3),
            kept(EQUAL, "nobody-alike", service="svc-12", version="40000", fee_kind="service-fee", documents="passport"),
        ),
    ),
    Incident(
        "fee-without-a-decision", None, "a fee is announced, and no decision that set it is recorded",
        (on("1398/06/14 09:00", "fee.announced", service="svc-20", amount=20000, fee_kind="service-fee", channel="portal"),),
        (unclear(FEE_SET, "no-decision-recorded", event=1),),
    ),
    Incident(
        "booklet", "D02", "who holds a valid three-year booklet pays nothing in the Arbaeen plan: a lawful difference",
        (
            on("1398/06/20 10:00", "fee.charged", service="svc-22", recipient="r-fee-13", amount=350000, fee_kind="service-fee",
               channel="counter-office", documents=["passport", "photograph"], has_valid_booklet=False),
            on("1398/06/20 10:05", "fee.charged", service="svc-22", recipient="r-fee-14", amount=0, fee_kind="service-fee",
               channel="counter-office", documents=["passport", "photograph"], has_valid_booklet=True),
        ),
        (
            kept(AS_ANNOUNCED, "as-announced", event=1),
            kept(CHARGED_AS_SET, "met", event=1),
            outside(AS_ANNOUNCED, "out-of-scope", event=2),
            outside(CHARGED_AS_SET, "out-of-scope", event=2),
            kept(EQUAL, "nobody-alike", service="svc-22", version="350000", fee_kind="service-fee",
                 documents="passport, photograph", has_valid_booklet="no"),
            kept(EQUAL, "nobody-alike", service="svc-22", version="350000", fee_kind="service-fee",
                 documents="passport, photograph", has_valid_booklet="yes"),
        ),
    ),
    Incident(
        "exemption-announced", None, "pupils of one school are exempt, as the portal says",
        (
            on("1398/06/01 10:00", "fee.decided", service="svc-23", amount=100000, fee_kind="service-fee", by="ministry-of-interior"),
            on("1398/06/05 09:00", "fee.announced", service="svc-23", amount=100000, fee_kind="service-fee", channel="portal"),
            on("1398/06/06 09:00", "exemption.announced", exemption="pupils-of-a-boarding-school", service="svc-23",
               basis="decision of the ministry of interior", channel="portal"),
            on("1398/06/25 10:00", "fee.charged", service="svc-23", recipient="r-fee-15", amount=100000, fee_kind="service-fee",
               channel="portal", documents=["school-letter"]),
            on("1398/06/25 10:10", "fee.charged", service="svc-23", recipient="r-fee-16", amount=0, fee_kind="service-fee",
               channel="portal", documents=["school-letter"], exemption="pupils-of-a-boarding-school"),
        ),
        (
            kept(FEE_SET, "met", event=2),
            kept(AS_ANNOUNCED, "as-announced", event=4),
            kept(CHARGED_AS_SET, "met", event=4),
            outside(AS_ANNOUNCED, "out-of-scope", event=5),
            outside(CHARGED_AS_SET, "out-of-scope", event=5),
            kept(EQUAL, "nobody-alike", service="svc-23", version="100000", fee_kind="service-fee", documents="school-letter"),
            kept(EQUAL, "nobody-alike", service="svc-23", version="100000", fee_kind="service-fee", documents="school-letter",
                 exemption="pupils-of-a-boarding-school"),
        ),
    ),
    Incident(
        "secret-exemption", None, "one recipient pays nothing by an exemption that was never announced",
        (
            on("1398/08/10 10:00", "fee.charged", service="svc-23", recipient="r-fee-17", amount=100000, fee_kind="service-fee",
               channel="portal", documents=["family-register"]),
            on("1398/08/10 10:10", "fee.charged", service="svc-23", recipient="r-fee-18", amount=0, fee_kind="service-fee",
               channel="portal", documents=["family-register"], exemption="acquaintance-of-the-office"),
        ),
        (
            kept(AS_ANNOUNCED, "as-announced", event=1),
            kept(CHARGED_AS_SET, "met", event=1),
            outside(AS_ANNOUNCED, "out-of-scope", event=2),
            outside(CHARGED_AS_SET, "out-of-scope", event=2),
            broken(EQUAL, "unequal", service="svc-23", version="100000", fee_kind="service-fee",
                   documents="family-register"),
        ),
    ),
    Incident(
        "documents-not-recorded", None, "a higher fee, and nobody recorded which documents the recipient showed",
        (
            on("1398/08/12 10:00", "fee.decided", service="svc-15", amount=40000, fee_kind="postage", by="competent-authority"),
            on("1398/08/14 09:00", "fee.announced", service="svc-15", amount=40000, fee_kind="postage", channel="portal"),
            on("1398/08/20 10:00", "fee.charged", service="svc-15", recipient="r-fee-19", amount=40000, fee_kind="postage",
               channel="post", documents=["passport"]),
            on("1398/08/21 10:00", "fee.charged", service="svc-15", recipient="r-fee-20", amount=60000, fee_kind="postage", channel="post"),
        ),
        (
            kept(FEE_SET, "met", event=2),
            kept(AS_ANNOUNCED, "as-announced", event=3),
            kept(CHARGED_AS_SET, "met", event=3),
            broken(AS_ANNOUNCED, "other-than-announced", event=4),
            outside(CHARGED_AS_SET, "nothing-decided", event=4),
            unclear(EQUAL, "condition-not-recorded", service="svc-15", version="40000", fee_kind="postage", documents="passport"),
            unclear(EQUAL, "condition-not-recorded", service="svc-15", version="40000", fee_kind="postage"),
        ),
    ),
    Incident(
        "unequal-as-recorded", None, "two fees differ, and neither record says which documents were shown: a presumption",
        (
            on("1398/08/12 11:00", "fee.decided", service="svc-16", amount=40000, fee_kind="postage", by="competent-authority"),
            on("1398/08/14 10:00", "fee.announced", service="svc-16", amount=40000, fee_kind="postage", channel="portal"),
            on("1398/08/22 10:00", "fee.charged", service="svc-16", recipient="r-fee-21", amount=40000, fee_kind="postage", channel="post"),
            on("1398/08/22 10:30", "fee.charged", service="svc-16", recipient="r-fee-22", amount=45000, fee_kind="postage", channel="post"),
        ),
        (
            kept(FEE_SET, "met", event=2),
            kept(AS_ANNOUNCED, "as-announced", event=3),
            kept(CHARGED_AS_SET, "met", event=3),
            broken(AS_ANNOUNCED, "other-than-announced", event=4),
            outside(CHARGED_AS_SET, "nothing-decided", event=4),
            broken(EQUAL, "unequal-as-recorded", "presumption", service="svc-16", version="40000", fee_kind="postage"),
        ),
    ),
    # --- 5.1: documents ---
    Incident(
        "telegram", "C01", "documents come by Telegram: the recipient's breach, and advice to the office that took them",
        (on("1398/04/01 12:00", "document.received", service="svc-02", recipient="r-doc-01", channel="telegram"),),
        (broken(BY_CHANNEL, "not-met", event=1), broken(ACCEPTED, "not-met", "advisory", event=1)),
    ),
    Incident(
        "courier", None, "documents come by a private courier, which may or may not be the post",
        (on("1398/04/09 12:00", "document.received", service="svc-07", recipient="r-doc-02", channel="courier"),),
        (unclear(BY_CHANNEL, "unclassified", event=1), unclear(ACCEPTED, "unclassified", event=1)),
    ),
    Incident(
        "unlisted-channel", None, "documents come by a word that the vocabulary does not know",
        (on("1398/04/16 12:00", "document.received", service="svc-08", recipient="r-doc-03", channel="village-administrator"),),
        (unclear(BY_CHANNEL, "unclassified", event=1), unclear(ACCEPTED, "unclassified", event=1)),
    ),
    Incident(
        "channel-not-recorded", None, "nobody recorded how the documents came",
        (on("1398/04/17 12:00", "document.received", service="svc-08", recipient="r-doc-04"),),
        (unclear(BY_CHANNEL, "not-recorded", event=1), unclear(ACCEPTED, "not-recorded", event=1)),
    ),
    # --- 5.5: what is published of each service ---
    Incident(
        "identity-card-withdrawn", "I01", "an identity card is withdrawn, and republished after two weeks",
        (
            on("1397/12/20 09:00", "publication.published", service="svc-23", item="identity-card", channel="e-government-menu"),
            on("1398/02/10 09:00", "publication.withdrawn", service="svc-23", item="identity-card"),
            on("1398/02/12 09:00", "request.submitted", request="card-missing", service="svc-23", recipient="r-pub-01", channel="portal"),
            on("1398/02/24 09:00", "publication.published", service="svc-23", item="identity-card", channel="e-government-menu"),
        ),
        (broken(PUBLISHED, "interrupted", service="svc-23", item="identity-card"),),
    ),
    Incident(
        "forms-on-the-notice-board", None, "the forms of a service hang on the notice board, and not in the menu",
        (on("1397/12/21 09:00", "publication.published", service="svc-07", item="forms", channel="notice-board"),),
        (broken(PUBLISHED, "elsewhere", service="svc-07", item="forms"),),
    ),
    Incident(
        "moved-out-of-the-menu", None, "a process moves from the menu to a sub-portal for the whole of Mehr",
        (
            on("1397/12/21 09:00", "publication.published", service="svc-13", item="process", channel="e-government-menu"),
            on("1398/07/01 00:00", "publication.withdrawn", service="svc-13", item="process", channel="e-government-menu"),
            on("1398/07/01 00:00", "publication.published", service="svc-13", item="process", channel="sub-portal"),
            on("1398/08/01 00:00", "publication.published", service="svc-13", item="process", channel="e-government-menu"),
        ),
        (broken(PUBLISHED, "elsewhere", service="svc-13", item="process"),),
    ),
    Incident(
        "withdrawn-without-a-beginning", None, "forms are withdrawn for good, and their publication was never recorded",
        (on("1398/07/01 09:00", "publication.withdrawn", service="svc-21", item="forms"),),
        (broken(PUBLISHED, "interrupted", service="svc-21", item="forms"),),
    ),
    Incident(
        "never-proven", None, "nothing at all is recorded of the approving officer of one service",
        (),
        (unclear(PUBLISHED, "nothing-recorded", service="svc-12", item="approving-officer"),),
    ),
    Incident(
        "proven-late", None, "the first record of a process is of Khordad: what stood before is not known",
        (on("1398/03/01 09:00", "publication.published", service="svc-16", item="process", channel="e-government-menu"),),
        (unclear(PUBLISHED, "unclear", service="svc-16", item="process"),),
    ),
    Incident(
        "somewhere-on-the-portal", None, "an officer is named on the portal, and the record does not say whether in the menu",
        (on("1397/12/22 09:00", "publication.published", service="svc-18", item="approving-officer", channel="portal"),),
        (unclear(PUBLISHED, "unclear", service="svc-18", item="approving-officer"),),
    ),
    # --- 4.1 and 4.2: services offered and made electronic; 2.a: watched ---
    Incident(
        "service-not-offered", None, "a service is closed at the counter offices two weeks before the portal offers it",
        (
            on("1397/12/18 08:00", "offering.opened", service="svc-08", channel="counter-office"),
            on("1398/08/10 14:00", "offering.closed", service="svc-08", channel="counter-office"),
            on("1398/08/25 08:00", "offering.opened", service="svc-08", channel="portal"),
        ),
        (broken(OFFERED, "interrupted", service="svc-08"),),
    ),
    Incident(
        "offered-by-another-way", None, "the portal takes a service over from the counter offices without a gap",
        (
            on("1397/12/18 08:00", "offering.opened", service="svc-06", channel="counter-office"),
            on("1398/05/15 08:00", "offering.opened", service="svc-06", channel="portal"),
            on("1398/05/15 08:00", "offering.closed", service="svc-06", channel="counter-office"),
        ),
        (kept(OFFERED, "kept", service="svc-06"),),
    ),
    Incident(
        "found-not-electronic", None, "it is attested that a capable service is not electronic",
        (on("1399/01/10 10:00", "service.found-not-electronic", service="svc-18"),),
        (broken(ELECTRONIC, "attested-undone", service="svc-18"),),
    ),
    Incident(
        "electronic-late", None, "a service is made electronic ten days after the third year of the plan",
        (on("1399/01/10 10:00", "service.made-electronic", service="svc-17"),),
        (broken(ELECTRONIC, "done-late", service="svc-17"),),
    ),
    Incident(
        "nobody-watched", None, "the monitoring of a service is switched off for ten days: the figure becomes a range",
        (
            on("1397/12/25 00:00", "monitoring.started", service="svc-20"),
            on("1398/03/10 00:00", "monitoring.stopped", service="svc-20"),
            on("1398/03/20 00:00", "monitoring.started", service="svc-20"),
        ),
        (unclear(AVAILABLE, "no-target-partly-observed", service="svc-20"),),
    ),
    # --- 2.b and 5.3: credit and damages ---
    Incident(
        "no-damages", "R01", "a failure of quality is attested, and neither credit nor damages follow",
        (on("1398/03/01 09:00", "quality-failure.attested", failure="q-silence", service="svc-12", recipient="r-quality-01"),),
        (waiting(CREDIT, "unresolved-at-end", event=1), waiting(SET, "unresolved-at-end", event=1)),
    ),
    Incident(
        "damages-not-posted", None, "a court sets damages, and the site never shows them",
        (
            on("1398/04/01 09:00", "quality-failure.attested", failure="q-unposted", service="svc-03", recipient="r-quality-02"),
            on("1398/04/20 09:00", "credit.granted", failure="q-unposted", amount=500000),
            on("1398/05/05 09:00", "damages.decided", failure="q-unposted", amount=2000000, by="court"),
        ),
        (kept(CREDIT, "done", event=1), kept(SET, "done", event=1), waiting(POSTED, "unresolved-at-end", event=3)),
    ),
    Incident(
        "other-damages-posted", None, "the site shows less than was set; whether another decision set that, no log can say",
        (
            on("1398/06/01 09:00", "quality-failure.attested", failure="q-other", service="svc-07", recipient="r-quality-03"),
            on("1398/06/09 09:00", "credit.granted", failure="q-other", amount=100000),
            on("1398/06/25 09:00", "damages.decided", failure="q-other", amount=5000000, by="competent-authority"),
            on("1398/07/02 09:00", "damages.posted", failure="q-other", amount=3000000, channel="portal"),
        ),
        (
            kept(CREDIT, "done", event=1),
            kept(SET, "done", event=1),
            waiting(POSTED, "unresolved-at-end", event=3),
            unclear(AS_SET, "set-otherwise", event=4),
        ),
    ),
    Incident(
        "damages-in-the-newspaper", None, "the amount is published in a newspaper, and not on the site",
        (
            on("1398/07/05 09:00", "quality-failure.attested", failure="q-paper", service="svc-10", recipient="r-quality-04"),
            on("1398/07/15 09:00", "credit.granted", failure="q-paper", amount=100000),
            on("1398/08/05 09:00", "damages.decided", failure="q-paper", amount=1200000, by="competent-authority"),
            on("1398/08/12 09:00", "damages.posted", failure="q-paper", amount=1200000, channel="newspaper"),
        ),
        (
            kept(CREDIT, "done", event=1),
            kept(SET, "done", event=1),
            waiting(POSTED, "unresolved-at-end", event=3),
            kept(AS_SET, "met", event=4),
        ),
    ),
    # --- 7.2 and 7.3: additional agreements and disputes ---
    Incident(
        "secret-additional-agreement", None, "an additional agreement makes a service free for one recipient; nobody registered it",
        (
            on("1398/09/12 10:00", "additional-agreement.signed", additional_agreement="never-registered", recipient="r-add-01",
               competition_observed=True, law_observed=True),
            on("1398/09/20 10:00", "fee.charged", service="svc-23", recipient="r-add-01", amount=0, fee_kind="service-fee",
               channel="portal", documents=["birth-paper"], additional_agreement="never-registered"),
            on("1398/09/20 10:20", "fee.charged", service="svc-23", recipient="r-add-02", amount=100000, fee_kind="service-fee",
               channel="portal", documents=["birth-paper"]),
        ),
        (
            kept("additional-agreements", "met", event=1),
            outside(AS_ANNOUNCED, "out-of-scope", event=2),
            outside(CHARGED_AS_SET, "out-of-scope", event=2),
            kept(AS_ANNOUNCED, "as-announced", event=3),
            kept(CHARGED_AS_SET, "met", event=3),
            broken(EQUAL, "unequal", service="svc-23", version="100000", fee_kind="service-fee", documents="birth-paper"),
        ),
    ),
    Incident(
        "registered-additional-agreement", None, "the same, registered; no record shows that others could have had it, so it is listed for review",
        (
            on("1398/09/26 10:00", "additional-agreement.signed", additional_agreement="registered", recipient="r-add-03",
               competition_observed=True, law_observed=True),
            on("1398/09/27 10:00", "additional-agreement.registered", additional_agreement="registered"),
            on("1398/10/02 10:00", "fee.charged", service="svc-23", recipient="r-add-03", amount=0, fee_kind="service-fee",
               channel="portal", documents=["photograph"], additional_agreement="registered"),
            on("1398/10/02 10:20", "fee.charged", service="svc-23", recipient="r-add-04", amount=100000, fee_kind="service-fee",
               channel="portal", documents=["photograph"]),
        ),
        (
            kept("additional-agreements", "met", event=1),
            outside(AS_ANNOUNCED, "out-of-scope", event=3),
            outside(CHARGED_AS_SET, "out-of-scope", event=3),
            kept(AS_ANNOUNCED, "as-announced", event=4),
            kept(CHARGED_AS_SET, "met", event=4),
            unclear(EQUAL, "not-offered-to-others", "review", service="svc-23", version="100000", fee_kind="service-fee",
                    documents="photograph", additional_agreement="registered"),
            kept(EQUAL, "nobody-alike", service="svc-23", version="100000", fee_kind="service-fee", documents="photograph"),
        ),
    ),
    Incident(
        "competition-not-attested", None, "nobody attests that competition was observed",
        (on("1398/10/20 10:00", "additional-agreement.signed", additional_agreement="without-attestation", recipient="r-add-05",
            law_observed=True),),
        (unclear("additional-agreements", "not-recorded", event=1),),
    ),
    Incident(
        "law-not-attested", None, "competition was observed, and nobody attests the same of the law",
        (on("1398/10/21 10:00", "additional-agreement.signed", additional_agreement="half-attested", recipient="r-add-06",
            competition_observed=True),),
        (unclear("additional-agreements", "not-recorded", event=1),),
    ),
    Incident(
        "against-competition", None, "it is attested that competition was not observed",
        (on("1398/10/22 10:00", "additional-agreement.signed", additional_agreement="against-competition", recipient="r-add-07",
            competition_observed=False, law_observed=True),),
        (broken("additional-agreements", "not-met", event=1),),
    ),
    Incident(
        "dispute-elsewhere", None, "a recipient goes to the Court of Administrative Justice: advice, never a breach",
        (on("1398/07/20 10:00", "dispute.referred", dispute="d-court", forum="administrative-justice-court"),),
        (
            broken("disputes-to-inspection-and-legal-office", "not-met", "advisory", event=1),
            outside("disputes-settled", "out-of-scope", event=1),
        ),
    ),
    Incident(
        "dispute-forum-not-recorded", None, "nobody recorded where a dispute went",
        (on("1398/07/22 10:00", "dispute.referred", dispute="d-somewhere"),),
        (
            unclear("disputes-to-inspection-and-legal-office", "not-recorded", event=1),
            unclear("disputes-settled", "scope-unknown", event=1),
        ),
    ),
    # --- 6: the term and what follows it ---
    Incident(
        "renewed-late", "T03", "nothing is signed at the end of 1398; in Farvardin the agreement is renewed for that one month, back to its first day",
        (
            on("1399/01/25 10:00", "agreement.renewed", by="deputy-economic-coordination", effective_from="1399/01/01",
               effective_until="1399/01/31"),
        ),
        (
            broken("renewed-without-gap", "signed-late", term_end="2020-03-19T20:30:00Z"),
            waiting("renewed-without-gap", "not-yet-due", term_end="2020-04-19T19:30:00Z"),
        ),
    ),
    Incident(
        "outage-between-two-terms", "T01", "an outage without notice in Farvardin: outside the term as known then, a breach as known now",
        (
            on("1399/01/20 09:00", "outage.started", outage="between-two-terms", services=["svc-19"], planned=True, origin="site"),
            on("1399/01/20 11:00", "outage.ended", outage="between-two-terms"),
        ),
        (broken(NOTICE, "no-notice", outage="between-two-terms", service="svc-19"),),
    ),
)
# fmt: on
