"""The time in which exceptions are in force for a place: what need not be done, or need not stand, in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from slakit.checks import Duty
from slakit.events.event import Event
from slakit.findings import Outcome
from slakit.verdicts.facts import Facts
from slakit.verdicts.intervals import Intervals
from slakit.verdicts.spans import lasting, while_it_stands
from slakit.verdicts.truth import agree, all_of
from slakit.verdicts.verdict import Outside


@dataclass(frozen=True, slots=True)
class ExcusedTime:
    """When an exception is certainly in force, when one perhaps is, and the events that show it."""

    surely: Intervals
    perhaps: Intervals
    evidence: tuple[tuple[str, Event], ...]

    def all_of(self, since: int, until: int) -> Outside | None:
        """Whether exceptions, taken together, excuse a whole time, or perhaps do."""
        left = Intervals([(since, until)]).without(self.surely)
        if not left.parts:
            return Outside(Outcome.NOT_APPLICABLE, "excused", self.evidence)
        if not left.without(self.perhaps).parts:
            return Outside(Outcome.UNDETERMINED, "perhaps-excused", self.evidence)
        return None


def excused_time(duty: Duty, known: Facts, place: Mapping[str, str], since: int, until: int) -> ExcusedTime:
    """The time in which the exceptions of a duty are in force for a place, as far as it touches `[since, until)`.

    A place that does not say what an exception is matched by invokes none.
    """
    surely, perhaps = Intervals(), Intervals()
    evidence: list[tuple[str, Event]] = []
    invoked = [excuse for excuse in duty.unless if all(mine in place for mine, _ in excuse.matching)]
    for excuse in invoked:
        for span in known.opened_spans(excuse.spans):
            for version, end in lasting(span, known.at):
                fits = while_it_stands(
                    version, known.truth(excuse.spans.where, version.fields, version.since)
                )
                truth = all_of((fits, agree(excuse.matching, place, version.fields)))
                if truth is not False and version.since < until and since < end:
                    (surely if truth else perhaps).add(version.since, end)
                    evidence.append(("excuse", version.event))
    return ExcusedTime(surely, perhaps, tuple(evidence))
