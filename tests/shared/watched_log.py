"""A log of the suite's agreement that several test modules watch."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from slakit import Event, load
from slakit.calendars import time_zone
from slakit.events.cloud_events import cloud_event_of

if TYPE_CHECKING:
    from slakit.events.event import FieldValue

SUITE = Path(__file__).parents[1] / "suite"
EDITION = load(SUITE)
HOUR = 3_600_000_000
NOON = EDITION.term.start + 100 * 24 * HOUR
AT = "2024-12-01"


def line_of(event: Event) -> str:
    """An event as a line of a log."""
    zone = time_zone(EDITION.agreement.time_zone)
    return json.dumps(cloud_event_of(event, EDITION.vocabulary, zone)) + "\n"


def log_of(count: int) -> list[str]:
    """The signature, and so many requests a quarter of an hour apart, of which every third is answered too late."""
    start = EDITION.term.start
    lines = [
        line_of(
            Event(
                "registry",
                "signed",
                "agreement.signed",
                start,
                start,
                {"edition": "2024", "signer": "town-council"},
            )
        )
    ]
    for number in range(count):
        asked, late = NOON + number * HOUR // 4, HOUR * (80 if number % 3 == 0 else 1)
        fields: dict[str, FieldValue] = {"request": f"r{number}", "service": "lending", "pages": 1}
        lines.append(line_of(Event("desk", f"q{number}", "request.made", asked, asked, fields)))
        reply: dict[str, FieldValue] = {"request": f"r{number}", "automatic": False}
        lines.append(
            line_of(Event("desk", f"a{number}", "request.answered", asked + late, asked + late, reply))
        )
    return lines
