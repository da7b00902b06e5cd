"""The reference engine judges whole years: how much it looks at grows as the log does, not with the square of it."""

from pathlib import Path

import pytest

from slakit.checks import Pair
from slakit.engines.reference import judge, known
from slakit.events.event import Event, FieldValue
from slakit.findings import Outcome
from slakit.loading import load
from slakit.verdicts.truth import Fields, Truth, agree

EDITION = load(Path(__file__).parents[1] / "agreements/hamadan-governorate/1398")
DAY = 86_400_000_000


def year(times: int) -> list[Event]:
    """So many failures, each with damages that are set and posted and a credit that is granted."""
    log = []
    for number in range(times):
        at = EDITION.term.start + DAY + number * 1_000_000

        def tell(event_type: str, after: int, *, at: int = at, **data: FieldValue) -> None:
            time = at + after
            log.append(Event("test", f"{event_type}-{time}", event_type, time, time, data))

        failure = f"failure-{number}"
        tell("quality-failure.attested", 0, failure=failure, service="svc-03", recipient="r-1")
        tell("damages.decided", 1, failure=failure, amount=10, by="court")
        tell("damages.posted", 2, failure=failure, amount=10, channel="portal")
        tell("credit.granted", 3, failure=failure, amount=10)
    return log


NORMS = ("damages-set", "damages-posted-only-as-set", "credit-for-missed-levels")


@pytest.mark.parametrize("norm", NORMS)
def test_four_times_the_log_is_at_most_a_little_more_than_four_times_the_looking(
    norm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looked at is what is asked whether it matches; that the findings are right is asked too."""
    (duty,) = (one for one in EDITION.duties if one.norm == norm)
    asked = 0

    def counting(matching: tuple[Pair, ...], ours: Fields, theirs: Fields) -> Truth:
        nonlocal asked
        asked += 1
        return agree(matching, ours, theirs)

    monkeypatch.setattr(known, "agree", counting)
    looked = []
    for times in (40, 160):
        asked = 0
        findings = judge([duty], EDITION.term, year(times), EDITION.term.end)
        assert len(findings) == times
        assert {finding.outcome for finding in findings} == {Outcome.FULFILLED}
        looked.append(asked)
    assert 0 < looked[0] <= looked[1] <= 5 * looked[0]
