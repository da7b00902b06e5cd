"""`slakit simulate`: a made-up year of a governorate as a log, with what was done to whom."""

import json
from typing import TYPE_CHECKING, Protocol

from slakit.cli.exit_codes import Exit
from slakit.cli.ranges import must_be_within
from slakit.cli.results import results
from slakit.cli.wording import Refused, Voice

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


class Asked(Protocol):
    """What the command was called with."""

    requests: int
    seed: int
    harm: str
    strength: float
    affected: int
    harmed_from: int
    households: float
    masked: bool
    unconfounded: bool
    first_day: str
    zone: str
    truth: str | None
    output: str | None


def run(asked: Asked, voice: Voice) -> Exit:
    """Write the log, and, if asked, the pairs of service and group that were harmed."""
    from slakit.cli.times import day
    from slakit.simulation.log import events
    from slakit.simulation.scenario import Harm, Scenario
    from slakit.simulation.year import NATIONALITIES, SERVICES, Year

    must_be_within("--requests", asked.requests, 1, None, voice)
    must_be_within("--affected", asked.affected, 0, len(SERVICES) * len(NATIONALITIES), voice)
    must_be_within("--harmed-from", asked.harmed_from, 1, 12, voice)
    must_be_within("--households", asked.households, 0, 1, voice)
    must_be_within("--strength", asked.strength, 0.01, 1, voice)
    scenario = Scenario(
        requests=asked.requests,
        seed=asked.seed,
        confounded=not asked.unconfounded,
        masked=asked.masked,
        harm=Harm(asked.harm),
        strength=asked.strength,
        affected=asked.affected,
        harmed_from=asked.harmed_from,
        households=asked.households,
    )
    first = day(asked.first_day, "--from", voice)
    year = Year(scenario)
    with results(asked.output, voice) as stream:
        for event in events(year, first, _zone(asked.zone, voice)):
            stream.write(json.dumps(event, ensure_ascii=False, separators=(",", ":")) + "\n")
    if asked.truth:
        with results(asked.truth, voice) as stream:
            harmed = [{"service": service, "nationality": group} for service, group in sorted(year.affected)]
            stream.write(json.dumps(harmed, ensure_ascii=False, indent=2) + "\n")
    return Exit.NOTHING_FOUND


def _zone(name: str, voice: Voice) -> "ZoneInfo":
    """The time zone of a name. Raises `Refused` if there is none."""
    from slakit.calendars import time_zone
    from slakit.errors import UnreadableTime

    try:
        return time_zone(name)
    except UnreadableTime:
        raise Refused(voice.said("value not allowed", found=name, option="--zone")) from None
