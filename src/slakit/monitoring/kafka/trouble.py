"""What can be wrong with a Kafka, and how it is asked what it has."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from slakit.errors import SlakitError

if TYPE_CHECKING:
    from confluent_kafka import Consumer, Producer

SECONDS_TO_ANSWER: Final = 15.0
"""So long a broker has to answer before anything is read or written."""


class KafkaTrouble(SlakitError):
    """A topic cannot be read or written; `reason` is a word, `detail` what Kafka says.

    It is `unreachable`, `no-topic`, `not-allowed`, `deleted` (messages were deleted before they were read),
    `not-taken` (a finding was refused) or `failed`.
    """

    def __init__(self, reason: str, topic: str, detail: str = "") -> None:
        super().__init__(reason, topic, detail)
        self.reason = reason
        self.topic = topic
        self.detail = detail


@contextmanager
def unlogged(logger: logging.Logger) -> Iterator[None]:
    """While a client is opened, `KafkaTrouble` says what is wrong; what the client logs says it many times more."""
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = False


def partitions_of(client: "Consumer | Producer", topic: str, said: list[str]) -> tuple[str, list[int]]:
    """The cluster and the partitions of a topic. `said` are the troubles that the client has told meanwhile.

    Raises `KafkaTrouble`.
    """
    from confluent_kafka import KafkaError, KafkaException

    try:
        told = client.list_topics(topic, SECONDS_TO_ANSWER)
    except KafkaException as problem:
        raise KafkaTrouble("unreachable", topic, said[-1] if said else problem.args[0].str()) from problem
    here = told.topics[topic]
    if here.error is not None:
        reasons = {
            KafkaError.UNKNOWN_TOPIC_OR_PART: "no-topic",
            KafkaError.TOPIC_EXCEPTION: "no-topic",
            KafkaError.TOPIC_AUTHORIZATION_FAILED: "not-allowed",
        }
        raise KafkaTrouble(reasons.get(here.error.code(), "failed"), topic, here.error.str())
    return str(told.cluster_id), sorted(here.partitions)
