"""The requests of a made-up year by numpy, column by column: for hundreds of years in the time that a few take one by one.

Everything is drawn from the same chances as in `slakit.simulation.year`, from the same services, mixes and seasons, but
in another order: a seed gives another year than it gives there, of the same kind.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from slakit.simulation.scenario import Harm
from slakit.simulation.year import (
    CHANNELS,
    DAYS_OF_YEAR,
    LONGER_BY,
    NATIONALITIES,
    SERVICES,
    Year,
)

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

NEVER = 2**40
"""The day on which a request is decided that never is."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The requests of a year: places among services, nationalities, channels and categories; days of the year.

    A request that is never decided is decided on day `NEVER`, and is not approved.
    """

    service: Ints
    nationality: Ints
    household: Ints
    channel: Ints
    category: Ints
    submitted: Ints
    decided: Ints
    approved: Flags


def columns(year: Year) -> Columns:
    """The requests of a year, its fees and its queues left out.

    >>> from slakit.simulation.scenario import Scenario
    >>> requests = columns(Year(Scenario(requests=10, seed=1)))
    >>> len(requests.service), int(requests.decided.min() > 0)
    (10, 1)
    """
    scenario = year.scenario
    drawn = np.random.default_rng(scenario.seed)
    size = scenario.requests
    service = _picked(np.cumsum(1 / np.arange(1, len(SERVICES) + 1))[None, :], np.zeros(size, int), drawn)
    nationality = _picked(np.array([one.shares for one in year.services]), service, drawn)
    pair = service * len(NATIONALITIES) + nationality
    mixes = [mix for one in year.services for mix in one.mixes]
    category = _picked(np.array([mix.categories for mix in mixes]), pair, drawn)
    channel = _picked(np.array([mix.channels for mix in mixes]), pair, drawn)
    month = _picked(np.array([mix.months for mix in mixes]), pair, drawn)
    affected = np.array([(one, group) in year.affected for one in SERVICES for group in NATIONALITIES])[pair]
    of_category = np.array([one.of_category for one in year.services])
    if scenario.masked:
        easier = affected & (drawn.random(size) < 0.6)
        category = np.where(easier, of_category.argmax(axis=1)[service], category)
    submitted = np.minimum(DAYS_OF_YEAR - 1, month * 30 + drawn.integers(0, 31, size))
    harmed = affected & (month + 1 >= scenario.harmed_from)
    strength = np.where(harmed, np.array([year.strength(at) for at in range(len(CHANNELS))])[channel], 1.0)
    hit = harmed & (drawn.random(size) < scenario.share_harmed)
    length_of = np.array([one.length for one in year.services])[service]
    length = np.exp(drawn.normal(length_of + 0.2 * of_category[service, category], 0.6))
    decided = submitted + 1 + (length * strength**-LONGER_BY).astype(np.int64)
    logit = np.array([one.base for one in year.services])[service] + of_category[service, category]
    logit += np.array([one.of_channel for one in year.services])[service, channel]
    logit += np.array(year.season)[np.minimum(decided // 30, 11)] + np.log(strength)
    approved = drawn.random(size) < 1 / (1 + np.exp(-logit))
    stalled = hit & (scenario.harm is Harm.STALLED)
    first = _first_of_household(drawn.random(size) < scenario.households / 2)
    return Columns(
        service[first], nationality[first], first, channel[first], category[first], submitted[first],
        np.where(stalled, NEVER, decided)[first], (approved & ~stalled)[first],
    )  # fmt: skip


def _picked(cumulated: Floats, row: Ints, drawn: np.random.Generator) -> Ints:
    """The place of a weight that is drawn by size, each from its row of cumulated weights."""
    at = drawn.random(len(row)) * cumulated[row, -1]
    places = np.zeros(len(row), dtype=np.int64)
    for column in cumulated.T[:-1]:
        places += at >= column[row]
    return places


def _first_of_household(with_another: Flags) -> Ints:
    """Of each request, the one that it is a copy of, or itself: some are followed by another of their household."""
    sizes = 1 + with_another.astype(np.int64)
    return np.repeat(np.arange(len(sizes)), sizes)[: len(sizes)]
