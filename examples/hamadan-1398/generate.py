# ruff: noqa: INP001 - an example stands alone; its folder is no package
"""One year in the life of a governorate's portal, invented: events, and the findings that must come of them.

The year is 1398 in Hamadan. A *regular plan* keeps every promise of the agreement; `INCIDENTS` then breaks some of
them, one story a line of the table, each with the findings that a careful lawyer expects of it. Nothing here calls
slakit: what is expected follows from the plan and from the table alone, and even the calendar is reckoned here anew.

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

# --- time: seconds since 1970-01-01T00:00:00Z, and the clock of Tehran -----------------------------------------

HOUR, DAY = 3600, 86400
NOWRUZ = {1397: 1521590400, 1398: 1553126400, 1399: 1584662400}
"""The first day of each year that occurs here, as if its midnight were UTC."""
CLOCK = (
    (1537561800, 12600),
    (1553200200, 16200),
    (1569094200, 12600),
    (1584736200, 16200),
    (1600630200, 12600),
)
"""Since when (UTC) the clock of Tehran runs how far ahead: in 1397-1399 it was put forward and back."""

TERM_START, TERM_END = "1398/01/01 00:00", "1399/01/01 00:00"
JUDGED = "1399/02/01 00:00"


def ahead(second: int) -> int:
    """How many seconds the clock of Tehran is ahead of UTC."""
    return next((offset for since, offset in reversed(CLOCK) if since <= second), 16200)


def instant(text: str) -> int:
    """A local time such as `1398/07/01 09:00` or `… 09:00:01` in seconds UTC; no time here falls in a gap or twice."""
    day, _, clock = text.partition(" ")
    year, month, date = (int(part) for part in day.split("/"))
    hour, minute, second = (int(part) for part in (clock + ":00").split(":")[:3])
    days = (month - 1) * 31 - max(0, month - 7) + date - 1
    local = NOWRUZ[year] + days * DAY + hour * HOUR + minute * 60 + second
    # as a guess of the instant this is exact in winter and an hour late in summer: on the right side of each change
    return local - ahead(local - 12600)


def shown(second: int) -> str:
    """An instant as RFC 3339 text in UTC."""
    days, rest = divmod(second, DAY)
    # days to a Gregorian date (H. Hinnant, "chrono-compatible low-level date algorithms")
    era, day_of_era = divmod(days + 719468, 146097)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    year = year_of_era + era * 400 + (1 if month <= 2 else 0)
    date = day_of_year - (153 * shifted + 2) // 5 + 1
    return f"{year:04}-{month:02}-{date:02}T{rest // HOUR:02}:{rest // 60 % 60:02}:{rest % 60:02}Z"


# --- events and findings ---------------------------------------------------------------------------------------

Field = str | int | bool | list[str]
SOURCES = {
    "notice": "portal", "publication": "portal", "offering": "portal", "exemption": "portal", "request": "portal",
    "fee": "portal", "damages": "portal", "outage": "monitoring", "monitoring": "monitoring", "fault": "monitoring",
    "document": "secretariat", "fee.charged": "payments", "fee.decided": "registry", "damages.decided": "registry",
}  # fmt: skip
"""Which system reports an event: by its type, or by the first word of its type; all others come from the registry."""


@dataclass(frozen=True, slots=True)
class Happening:
    """An event before it is written: `time` and `recorded` are seconds UTC."""

    type: str
    id: str
    time: int
    recorded: int
    data: dict[str, Field]

    @property
    def source(self) -> str:
        """The system that reports it."""
        return SOURCES.get(self.type) or SOURCES.get(self.type.partition(".")[0], "registry")

    def line(self) -> str:
        """The event as one line of CloudEvents JSON."""
        document: dict[str, object] = {
            "specversion": "1.0", "id": self.id, "source": self.source, "type": self.type, "time": shown(self.time),
        }  # fmt: skip
        if self.recorded != self.time:
            document["recordedtime"] = shown(self.recorded)
        document["data"] = self.data
        return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Expected:
    """A finding that must come out."""

    norm: str
    occasion: dict[str, str]
    outcome: str
    reason: str
    grade: str | None = None

    @property
    def id(self) -> str:
        """Norm and occasion, with the separators escaped."""
        said = (
            f"{key}={value.replace('%', '%25').replace(',', '%2C')}" for key, value in self.occasion.items()
        )
        return f"{self.norm}/{','.join(said)}"

    def document(self) -> dict[str, str | None]:
        """As it stands in `expected-findings.json`."""
        return {"id": self.id, "outcome": self.outcome, "grade": self.grade, "reason": self.reason}


LOCAL_TIMES = ("start", "end", "requested")


def happening(
    event_type: str, id_: str, at: int | str, recorded: int | str | None = None, **data: Field
) -> Happening:
    """An event; times may be given as the clock of Tehran shows them, and `_` in a name of a field stands for `-`."""
    time = instant(at) if isinstance(at, str) else at
    known = instant(recorded) if isinstance(recorded, str) else recorded
    fields: dict[str, Field] = {}
    for name, value in data.items():
        of_time = name in LOCAL_TIMES and isinstance(value, str) and "/" in value
        fields[name.replace("_", "-")] = shown(instant(str(value))) if of_time else value
    return Happening(event_type, id_, time, time if known is None else known, fields)


# --- the incidents ---------------------------------------------------------------------------------------------


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


def unclear(norm: str, reason: str, **occasion: str | int) -> Ruled:
    """A question that the log leaves open."""
    return Ruled(norm, "undetermined", reason, None, occasion)


def waiting(norm: str, reason: str, **occasion: str | int) -> Ruled:
    """A duty that is not due."""
    return Ruled(norm, "pending", reason, None, occasion)


def kept(norm: str, reason: str, grade: str | None = None, **occasion: str | int) -> Ruled:
    """A duty that was kept, perhaps with advice."""
    return Ruled(norm, "fulfilled", reason, grade, occasion)


def outside(norm: str, reason: str, **occasion: str | int) -> Ruled:
    """What the norm does not speak of."""
    return Ruled(norm, "not-applicable", reason, None, occasion)


NOTICE, AS_ANNOUNCED, FEE_SET, EQUAL = (
    "planned-outage-notice",
    "fee-as-announced",
    "fee-set-by-competent-body",
    "equal-fees",
)
BY_CHANNEL, ACCEPTED = "documents-by-listed-channels", "documents-accepted-by-listed-channels"
PUBLISHED, OFFERED, ELECTRONIC, AVAILABLE = (
    "service-information-published", "services-offered", "services-made-electronic", "services-available",
)  # fmt: skip
CREDIT, SET, POSTED, AS_SET = (
    "credit-for-missed-levels",
    "damages-set",
    "damages-posted",
    "damages-posted-only-as-set",
)

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
            kept(AS_ANNOUNCED, "as-announced", event=6),
            broken(AS_ANNOUNCED, "other-than-announced", event=7),
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
            broken(AS_ANNOUNCED, "other-than-announced", event=2),
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
            kept(AS_ANNOUNCED, "as-announced", event=2),
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
            kept(EQUAL, "nobody-alike", service="svc-04", version="", fee_kind="service-fee", documents="passport"),
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
            outside(AS_ANNOUNCED, "out-of-scope", event=2),
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
            outside(AS_ANNOUNCED, "excused", event=5),
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
            outside(AS_ANNOUNCED, "out-of-scope", event=2),
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
            broken(AS_ANNOUNCED, "other-than-announced", event=4),
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
            broken(AS_ANNOUNCED, "other-than-announced", event=4),
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
            unclear(AS_SET, "no-decision-recorded", event=4),
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
            kept(AS_ANNOUNCED, "as-announced", event=3),
            broken(EQUAL, "unequal", service="svc-23", version="100000", fee_kind="service-fee", documents="birth-paper"),
        ),
    ),
    Incident(
        "registered-additional-agreement", None, "the same, registered: the difference is lawful",
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
            kept(AS_ANNOUNCED, "as-announced", event=4),
            kept(EQUAL, "nobody-alike", service="svc-23", version="100000", fee_kind="service-fee",
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
        (broken("disputes-to-inspection-and-legal-office", "not-met", "advisory", event=1),),
    ),
    Incident(
        "dispute-forum-not-recorded", None, "nobody recorded where a dispute went",
        (on("1398/07/22 10:00", "dispute.referred", dispute="d-somewhere"),),
        (unclear("disputes-to-inspection-and-legal-office", "not-recorded", event=1),),
    ),
    # --- 6: the term and what follows it ---
    Incident(
        "renewed-late", "T03", "nothing is signed at the end of 1398; in Farvardin the agreement is renewed for that one month, back to its first day",
        (
            on("1399/01/25 10:00", "agreement.renewed", by="deputy-economic-coordination", effective_from="1399/01/01",
               effective_until="1399/01/31"),
        ),
        (broken("renewed-without-gap", "signed-late", term_end="2020-03-19T20:30:00Z"),),
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

# --- the regular plan: every promise is kept -------------------------------------------------------------------

SERVICES = tuple(f"svc-{row:02}" for row in range(1, 24))
ITEMS = ("identity-card", "process", "forms", "approving-officer")
BY_THE_OFFICE = ("svc-11", "svc-21")
"""Nobody applies for these two: the governorate itself begins them, and nobody attests that they are electronic."""

NORMS = (
    AVAILABLE, CREDIT, OFFERED, ELECTRONIC, BY_CHANNEL, ACCEPTED, AS_ANNOUNCED, FEE_SET, SET, POSTED, AS_SET, NOTICE, PUBLISHED,
    "signed-by-deputy", "renewed-without-gap", EQUAL, "additional-agreements", "disputes-to-inspection-and-legal-office",
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
            key: [
                (instant(at), amount) for at, amount in tariff
            ]
            for key, tariff in TARIFFS.items()
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
            self.year.counts[AS_ANNOUNCED, "fulfilled" if data["amount"] else "not-applicable"] += 1
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
