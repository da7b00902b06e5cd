"""The messages of a topic as the source of a watch: all partitions, put together in the order in which they were written.

While old messages are read, one partition could be read to its end before another is begun, and everything in the other
would come too late. So the message that was written first is taken first, and a partition that has more to give is
waited for. What was written meanwhile comes as it comes: the lateness of the monitor is for that.
"""

import heapq
import json
import logging
import time
from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from slakit.monitoring.kafka.address import Address, Properties
from slakit.monitoring.kafka.messages import Headers, line_of
from slakit.monitoring.kafka.trouble import SECONDS_TO_ANSWER, KafkaTrouble, partitions_of, unlogged
from slakit.monitoring.lines import SourceChanged, told_of_position

if TYPE_CHECKING:
    from confluent_kafka import KafkaError, Message, TopicPartition

TOGETHER: Final = 500
"""So many messages are fetched at once."""
AHEAD: Final = 2000
"""Messages of one partition that are held; the others wait in Kafka."""
PAUSE: Final = 0.2
"""Seconds that are waited for a message."""
BETWEEN_LOOKS: Final = 60.0
"""Seconds between two looks for partitions that are new."""
_GROUP: Final = "group.id"
_LOGGER: Final = logging.getLogger(__name__)


class KafkaSource:
    """All partitions of a topic, each from where the store says, or from its oldest message.

    Partitions are assigned, not shared out among a group: one store, one reader. Raises `KafkaTrouble` for a topic that
    cannot be read.
    """

    read_once = False

    def __init__(self, address: Address, properties: Properties, *, follows: bool) -> None:
        from confluent_kafka import Consumer, KafkaException

        self.name = address.topic
        self._follows = follows
        self._tells_group = _GROUP in properties
        self._said: list[str] = []
        ours = {
            _GROUP: properties.get(_GROUP, "slakit"),
            "enable.auto.commit": False,
            "enable.auto.offset.store": False,
            "auto.offset.reset": "error",
            "enable.partition.eof": True,
            "fetch.wait.max.ms": 100,
            "error_cb": self._note,
        }
        try:
            self._consumer = Consumer(address.settings(properties, ours), logger=_LOGGER)
        except KafkaException as problem:
            raise KafkaTrouble("failed", self.name, problem.args[0].str()) from problem
        self._next: dict[int, int] = {}
        """The next offset of each partition: of the message after the one that was given last."""
        self._held: dict[int, deque[Message]] = {}
        self._heads: list[tuple[int, int]] = []
        """When the first held message of a partition was written, and the partition."""
        self._waited_for: set[int] = set()
        """Partitions of which no message is held, and which may have one that was written before the others."""
        self._at_end: set[int] = set()
        self._paused: set[int] = set()
        self._place: tuple[str, int] | None = None
        self._looked = 0.0
        with unlogged(_LOGGER):
            try:
                self._cluster, partitions = partitions_of(self._consumer, self.name, self._said)
                for partition in partitions:
                    self._next[partition] = self._bounds(partition)[0]
            except BaseException:
                self._consumer.close()
                raise

    # --- where it stands ---

    def position(self) -> str:
        """The cluster, and the next offset of each partition."""
        offsets = {str(partition): offset for partition, offset in sorted(self._next.items())}
        return json.dumps({"kafka": self.name, "cluster": self._cluster, "next": offsets})

    def go_to(self, position: str) -> None:
        """Go on from the offsets of a position.

        Raises `SourceChanged` if it is that of something else, and `KafkaTrouble` if messages that were not read yet
        are no longer there.
        """
        told = told_of_position(position, "kafka", self.name)
        if (told.get("kafka"), told.get("cluster")) != (self.name, self._cluster):
            raise SourceChanged(self.name)
        for name, offset in told["next"].items():
            partition = int(name)
            if partition not in self._next:
                raise SourceChanged(self.name)
            first, end = self._bounds(partition)
            if offset > end:
                raise SourceChanged(self.name)
            if offset < first:
                raise KafkaTrouble("deleted", self.name, f"{self.name}/{partition}:{offset}–{first - 1}")
            self._next[partition] = offset

    def place(self) -> tuple[str, int] | None:
        """The partition and the offset of the message that was given last."""
        return self._place

    def tell_group(self) -> None:
        """Tell Kafka how far the group that the properties name has got; nothing depends on it."""
        if self._tells_group and self._next:
            self._consumer.commit(offsets=self._positions(self._next), asynchronous=True)

    # --- what it gives ---

    def lines(self) -> Iterator[bytes | None]:
        """Each message as a line; nothing, for now, where there is none."""
        self._assign(self._next)
        while True:
            message = self._first()
            if message is not None:
                partition, offset = _place_of(message)
                self._next[partition] = offset + 1
                self._place = f"{self.name}/{partition}", offset
                yield line_of(_headers_of(message), message.value())
            elif self._heads or self._waited_for or self._follows:
                came = self._fetch()
                if self._follows:
                    self._look_for_partitions()
                    if not came:
                        yield None
            else:
                return

    def close(self) -> None:
        """Let go of the brokers."""
        self._consumer.close()

    def _first(self) -> "Message | None":
        """The message that was written first, if it is sure which one that is."""
        if self._waited_for or not self._heads:
            return None
        _, partition = heapq.heappop(self._heads)
        held = self._held[partition]
        message = held.popleft()
        if held:
            heapq.heappush(self._heads, (_written(held[0]), partition))
        elif partition not in self._at_end:
            self._waited_for.add(partition)
        if partition in self._paused and len(held) < AHEAD // 4:
            self._paused.discard(partition)
            self._consumer.resume(self._positions([partition]))
        return message

    def _fetch(self) -> bool:
        """Take what has come; whether anything has."""
        message = self._consumer.poll(PAUSE)
        if message is None:
            return False
        for one in (message, *self._consumer.consume(TOGETHER, 0)):
            self._hold(one)
        return True

    def _hold(self, message: "Message") -> None:
        from confluent_kafka import KafkaError

        error = message.error()
        if error is not None and error.code() != KafkaError._PARTITION_EOF:  # noqa: SLF001 -- its public name begins so
            self._must_pass(error)
            return
        partition, _ = _place_of(message)
        held = self._held[partition]
        self._waited_for.discard(partition)
        if error is not None:
            self._at_end.add(partition)
            return
        self._at_end.discard(partition)
        if not held:
            heapq.heappush(self._heads, (_written(message), partition))
        held.append(message)
        if len(held) >= AHEAD and partition not in self._paused:
            self._paused.add(partition)
            self._consumer.pause(self._positions([partition]))

    def _must_pass(self, error: "KafkaError") -> None:
        """Raise `KafkaTrouble` for what does not pass by itself, as a broker that is away does."""
        from confluent_kafka import KafkaError

        reasons = {
            KafkaError._AUTO_OFFSET_RESET: "deleted",  # noqa: SLF001 -- its public name begins so
            KafkaError.OFFSET_OUT_OF_RANGE: "deleted",
            KafkaError.TOPIC_AUTHORIZATION_FAILED: "not-allowed",
            KafkaError.UNKNOWN_TOPIC_OR_PART: "no-topic",
        }
        reason = reasons.get(error.code(), "failed" if error.fatal() or not error.retriable() else None)
        if reason is not None:
            raise KafkaTrouble(reason, self.name, error.str())

    # --- partitions ---

    def _assign(self, partitions: dict[int, int]) -> None:
        for partition in partitions:
            self._held[partition] = deque()
            self._waited_for.add(partition)
        self._consumer.incremental_assign(self._positions(partitions))
        self._looked = time.monotonic()

    def _look_for_partitions(self) -> None:
        """A topic may get more partitions; what is in a new one is read from its first message."""
        if time.monotonic() < self._looked + BETWEEN_LOOKS:
            return
        self._looked = time.monotonic()
        try:
            _, partitions = partitions_of(self._consumer, self.name, self._said)
        except KafkaTrouble as trouble:
            _LOGGER.warning("%s: %s", trouble.topic, trouble.detail)
            return
        new = {partition: 0 for partition in partitions if partition not in self._next}
        if new:
            self._next |= new
            self._assign(new)

    def _bounds(self, partition: int) -> tuple[int, int]:
        """The offset of the oldest message of a partition, and the one after its youngest."""
        from confluent_kafka import KafkaException, TopicPartition

        try:
            first, end = self._consumer.get_watermark_offsets(
                TopicPartition(self.name, partition), timeout=SECONDS_TO_ANSWER
            )
        except KafkaException as problem:
            raise KafkaTrouble("unreachable", self.name, problem.args[0].str()) from problem
        return first, end

    def _positions(self, partitions: "dict[int, int] | list[int]") -> "list[TopicPartition]":
        from confluent_kafka import TopicPartition

        return [TopicPartition(self.name, partition, self._next[partition]) for partition in partitions]

    def _note(self, error: "KafkaError") -> None:
        self._said.append(error.str())
        del self._said[:-1]


def _written(message: "Message") -> int:
    """When a message was written, in milliseconds, as its sender or its broker says; 0 if neither does."""
    return max(message.timestamp()[1], 0)


def _headers_of(message: "Message") -> Headers:
    headers = message.headers() or ()
    pairs = headers.items() if isinstance(headers, dict) else headers
    return [(name, told.encode() if isinstance(told, str) else told) for name, told in pairs]


def _place_of(message: "Message") -> tuple[int, int]:
    partition, offset = message.partition(), message.offset()
    assert partition is not None  # every message that comes has both
    assert offset is not None
    return partition, offset
