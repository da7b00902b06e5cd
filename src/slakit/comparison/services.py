"""Which norms can speak of a service at all: those that read an event of which the vocabulary names one."""

from typing import TYPE_CHECKING

from slakit.verdicts.judging import event_types_read

if TYPE_CHECKING:
    from slakit.checks import Duty
    from slakit.loading import Edition
    from slakit.vocabulary import Vocabulary


def norms_of_services(edition: "Edition") -> tuple[str, ...]:
    """The norms of an edition that a service of the annex may matter to."""
    return tuple(duty.norm for duty in edition.duties if reads_services(duty, edition.vocabulary))


def reads_services(duty: "Duty", vocabulary: "Vocabulary") -> bool:
    """Whether an event that a norm reads can name a service."""
    return any(
        field.type == "service"
        for kind in event_types_read((duty.check, duty.unless))
        for field in vocabulary.events[kind].fields.values()
    )
