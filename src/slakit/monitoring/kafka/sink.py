"""Findings into a topic: each report of the ledger as one message, in the order of the ledger.

At least once: a message has the number of its row as its key, so that whoever notes the last number he has seen knows a
repetition. Within one run an idempotent producer sees to it that nothing is doubled or comes out of order; after a kill,
what was not yet noted as delivered is sent again, under the same numbers.
"""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from slakit.changes import Report
from slakit.monitoring.kafka.address import Address, Properties
from slakit.monitoring.kafka.trouble import KafkaTrouble, partitions_of, unlogged

if TYPE_CHECKING:
    from confluent_kafka import KafkaError, Message

    from slakit.monitoring.store import Store

PARTITION: Final = 0
"""All go into one partition: a finding that supersedes another comes after it."""
_LOGGER: Final = logging.getLogger(__name__)


class KafkaSink:
    """Sends reports to a topic, and waits at the end of each batch until all brokers that must have it do.

    `written` gives the body of a report with its number. Raises `KafkaTrouble` for a topic that cannot be written to.
    """

    def __init__(
        self, address: Address, properties: Properties, written: Callable[[int, Report], bytes]
    ) -> None:
        from confluent_kafka import KafkaException, Producer

        self._topic = address.topic
        self._written = written
        self._said: list[str] = []
        self._refused: KafkaError | None = None
        # what cannot be sent now is tried for as long as it takes: to give up would be to lose it
        ours = {"enable.idempotence": True, "message.timeout.ms": 0, "error_cb": self._note}
        try:
            self._producer = Producer(address.settings(properties, ours), logger=_LOGGER)
        except KafkaException as problem:
            raise KafkaTrouble("failed", self._topic, problem.args[0].str()) from problem
        with unlogged(_LOGGER):
            partitions_of(self._producer, self._topic, self._said)

    def delivered(self, _: "Store") -> None:
        """The store knows what was delivered."""

    def deliver(self, seq: int, report: Report) -> None:
        """Send a report."""
        self._send(self._written(seq, report), str(seq))

    def warn(self, body: bytes) -> None:
        """Send a warning, which has no number and no key."""
        self._send(body, None)

    def flush(self) -> None:
        """Wait until everything is there. Raises `KafkaTrouble` if something is refused for good."""
        while self._producer.flush(1.0):
            self._must_be_taken()
        self._must_be_taken()

    def close(self) -> None:
        """Let go of the brokers; what they have not got is sent again after a restart."""

    def _send(self, body: bytes, key: str | None) -> None:
        while True:
            try:
                self._producer.produce(
                    self._topic, body, key, partition=PARTITION, on_delivery=self._delivered
                )
            except BufferError:  # so much waits that no more is taken
                self._producer.poll(1.0)
                self._must_be_taken()
            else:
                self._producer.poll(0)
                return

    def _delivered(self, error: "KafkaError | None", _: "Message") -> None:
        self._refused = self._refused or error

    def _must_be_taken(self) -> None:
        if self._refused is not None:
            raise KafkaTrouble("not-taken", self._topic, self._refused.str())

    def _note(self, error: "KafkaError") -> None:
        self._said.append(error.str())
        del self._said[:-1]
        if error.fatal():
            self._refused = self._refused or error
