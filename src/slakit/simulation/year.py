"""The requests of a made-up year, each with all that was recorded of it."""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from slakit.simulation.scenario import Harm, Scenario

SERVICES = tuple(f"svc-{number:02}" for number in range(1, 24))
NATIONALITIES = ("AF", "IQ", "PK", "SY", "TR", "other")
CHANNELS = ("portal", "counter-office", "in-person")
CATEGORIES = ("first", "renewal", "duplicate", "change")
DAYS_OF_YEAR = 365
OFFICES = ("office-1", "office-2", "office-3", "office-4")

DAYS_PASSED_OVER = 12
"""After how many days the file of somebody who was passed over is taken up; others are after one."""

_HARMS_OF_SOME = (Harm.STALLED, Harm.OVERCHARGED, Harm.PASSED_OVER)
_SHARES = (60, 15, 11, 7, 5, 2)
LONGER_BY = 0.38
"""The exponent by which a file is delayed as its odds fall: odds x 0.5 go with files that take 1.3 times as long."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request of a made-up year; days are counted from the first day of the year, money is in rial.

    `approved` and `decided` are absent for files that are never decided.
    """

    number: int
    service: str
    nationality: str
    household: int
    channel: str
    category: str
    office: str
    submitted: int
    started: int
    decided: int | None
    approved: bool | None
    fee: int
    harmed: bool


@dataclass(frozen=True, slots=True)
class Service:
    """What is the same for all requests of a service."""

    name: str
    base: float
    of_category: tuple[float, ...]
    of_channel: tuple[float, ...]
    length: float
    fee: int
    mixes: tuple["Mix", ...]
    """The case mix of each group."""
    shares: tuple[float, ...]
    """The cumulated shares of the groups."""


@dataclass(frozen=True, slots=True)
class Mix:
    """The cumulated weights by which a group's requests fall on categories, channels and months."""

    categories: tuple[float, ...]
    channels: tuple[float, ...]
    months: tuple[float, ...]


class Year:
    """A made-up year: its requests in the order of their number, and the pairs that are harmed.

    >>> year = Year(Scenario(requests=10))
    >>> len(list(year.requests())), year.affected
    (10, frozenset())
    """

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self._random = random.Random(scenario.seed)  # noqa: S311 -- a made-up year keeps no secret
        self.services = tuple(self._service(name) for name in SERVICES)

    @cached_property
    def affected(self) -> frozenset[tuple[str, str]]:
        """The pairs of service and group that are harmed."""
        if self.scenario.harm is Harm.NONE:
            return frozenset()
        pairs = [(service, group) for service in SERVICES for group in NATIONALITIES]
        drawn = random.Random(self.scenario.seed + 1)  # noqa: S311 -- as above
        return frozenset(drawn.sample(pairs, self.scenario.affected))

    @cached_property
    def season(self) -> tuple[float, ...]:
        """How much easier approval is in each month in which it is decided."""
        drawn = random.Random(self.scenario.seed + 2)  # noqa: S311 -- as above
        return tuple(drawn.gauss(0, 0.2) for _ in range(12))

    @property
    def fees(self) -> dict[str, int]:
        """The announced fee of each service in rial."""
        return {service.name: service.fee for service in self.services}

    def requests(self) -> Iterator[Request]:
        """The requests; the same ones each time."""
        drawn = random.Random(self.scenario.seed + 3)  # noqa: S311 -- as above
        volumes = tuple(accumulate(1 / rank for rank in range(1, len(SERVICES) + 1)))
        number = 0
        while number < self.scenario.requests:
            service = self.services[_pick(volumes, drawn)]
            one = self._request(number, service, drawn)
            yield one
            number += 1
            if number < self.scenario.requests and drawn.random() < self.scenario.households / 2:
                yield replace(one, number=number)  # another of the household, decided together with it
                number += 1

    def _service(self, name: str) -> Service:
        drawn = self._random
        shares = [share * math.exp(drawn.gauss(0, 0.5)) for share in _SHARES]
        return Service(
            name=name,
            base=drawn.gauss(1.2, 0.6),
            of_category=tuple(drawn.gauss(0, 0.8) for _ in CATEGORIES),
            of_channel=tuple(drawn.gauss(0, 0.4) for _ in CHANNELS),
            length=drawn.uniform(1.2, 2.8),
            fee=drawn.randrange(100, 500) * 1000,
            mixes=tuple(self._mix() for _ in NATIONALITIES),
            shares=tuple(accumulate(shares)),
        )

    def _mix(self) -> Mix:
        spread = 0.7 if self.scenario.confounded else 0.0

        def weights(count: int) -> tuple[float, ...]:
            return tuple(accumulate(math.exp(self._random.gauss(0, spread)) for _ in range(count)))

        return Mix(weights(len(CATEGORIES)), weights(len(CHANNELS)), weights(12))

    def _request(self, number: int, service: Service, drawn: random.Random) -> Request:
        scenario = self.scenario
        group = _pick(service.shares, drawn)
        affected = (service.name, NATIONALITIES[group]) in self.affected
        mix = service.mixes[group]
        category = self._category(service, mix, affected=affected, drawn=drawn)
        channel = _pick(mix.channels, drawn)
        month = _pick(mix.months, drawn)
        submitted = min(DAYS_OF_YEAR - 1, month * 30 + drawn.randrange(31))
        strength = self.strength(channel) if affected and month + 1 >= scenario.harmed_from else 1.0
        hit = affected and month + 1 >= scenario.harmed_from and drawn.random() < scenario.share_harmed
        length = math.exp(drawn.gauss(service.length + 0.2 * service.of_category[category], 0.6))
        decided = submitted + 1 + int(length * strength**-LONGER_BY)
        logit = service.base + service.of_category[category] + service.of_channel[channel]
        logit += self.season[min(decided // 30, 11)] + math.log(strength)
        approved = drawn.random() < 1 / (1 + math.exp(-logit))
        started = submitted + (DAYS_PASSED_OVER if hit and scenario.harm is Harm.PASSED_OVER else 1)
        stalled = hit and scenario.harm is Harm.STALLED
        return Request(
            number, service.name, NATIONALITIES[group], number, CHANNELS[channel], CATEGORIES[category],
            OFFICES[drawn.randrange(len(OFFICES))], submitted, started, None if stalled else max(decided, started),
            None if stalled else approved,
            service.fee + 50_000 if hit and scenario.harm is Harm.OVERCHARGED else service.fee,
            harmed=strength < 1 or (hit and scenario.harm in _HARMS_OF_SOME),
        )  # fmt: skip

    def _category(self, service: Service, mix: Mix, *, affected: bool, drawn: random.Random) -> int:
        """The category of a request; where harm is masked, that of the easiest cases for most of the affected."""
        if affected and self.scenario.masked and drawn.random() < 0.6:
            return max(range(len(CATEGORIES)), key=lambda at: service.of_category[at])
        return _pick(mix.categories, drawn)

    def strength(self, channel: int) -> float:
        """By how much the odds of an affected request in a channel are multiplied."""
        harm, strength = self.scenario.harm, self.scenario.strength
        if harm is Harm.REFUSED_MORE:
            return strength
        if harm is Harm.REFUSED_MORE_IN_ONE_CHANNEL:
            return strength if channel == 0 else 1.0
        if harm is Harm.CROSSED:
            return (strength, 1.0, 1 / strength)[channel]
        return 1.0


def _pick(cumulated: Sequence[float], drawn: random.Random) -> int:
    """The place of a weight that is drawn by size."""
    at = drawn.random() * cumulated[-1]
    return next(place for place, up_to in enumerate(cumulated) if at < up_to)
