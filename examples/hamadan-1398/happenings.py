# ruff: noqa: INP001 - an example stands alone; its folder is no package
"""What happens in an example year, and what must be found: instants and the clock of Tehran, events, findings.

The calendar is reckoned here anew, so that nothing is taken from what the year is to test.
"""

import json
from dataclasses import dataclass

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


# --- the norms of the agreement that are spoken of ------------------------------------------------------------

NOTICE, AS_ANNOUNCED, FEE_SET, CHARGED_AS_SET, EQUAL = (
    "planned-outage-notice",
    "fee-as-announced",
    "fee-set-by-competent-body",
    "fee-charged-as-set",
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
