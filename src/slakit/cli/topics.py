"""`kafka://BROKERS/TOPIC` of `watch`, as what is read and as where findings go, and `--kafka-properties FILE`."""

from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from slakit.cli.secret_files import secret_of
from slakit.cli.wording import Refused, Voice

if TYPE_CHECKING:
    from slakit.cli.sinks import Messages
    from slakit.loading import Edition
    from slakit.monitoring.kafka import Address, KafkaSource, KafkaTrouble, Properties

VARIABLE: Final = "SLAKIT_KAFKA_PROPERTIES"


def is_topic(name: str) -> bool:
    """Whether a name on the command line is meant to be a topic of Kafka."""
    return name.startswith("kafka:")


def kafka_source(name: str, properties: str | None, voice: Voice, *, follows: bool) -> "KafkaSource":
    """The topic to read. Raises `Refused` for an address, or properties, that are none, and `KafkaTrouble`."""
    address, settings = _topic(name, properties, voice)
    from slakit.monitoring.kafka import KafkaSource

    return KafkaSource(address, settings, follows=follows)


def kafka_sink(
    name: str, properties: str | None, edition: "Edition", known_at: int | None, voice: Voice
) -> "Messages":
    """The topic that findings go to. Raises as `kafka_source` does."""
    address, settings = _topic(name, properties, voice)
    from slakit.cli.sinks import Messages
    from slakit.monitoring.kafka import KafkaSink
    from slakit.reports.ledger_lines import LedgerLines

    return Messages(KafkaSink(address, settings, LedgerLines(edition, known_at).line), edition)


def told_trouble(trouble: "KafkaTrouble", voice: Voice) -> Refused:
    """Why a topic cannot be read or written, and what can be done."""
    said = partial(voice.said, topic=trouble.topic, problem=trouble.detail)
    return Refused(said(f"kafka {trouble.reason}"), voice.said(f"kafka cure {trouble.reason}"))


def _topic(name: str, properties: str | None, voice: Voice) -> "tuple[Address, Properties]":
    if find_spec("confluent_kafka") is None:
        raise Refused(voice.said("kafka missing"), voice.said("install extra", extra="kafka"))
    from slakit.monitoring.kafka import Address, NoAddress, WrongProperties, properties_of

    try:
        address = Address.of(name)
    except NoAddress as problem:
        raise Refused(voice.said("kafka no-address"), voice.said("kafka cure no-address")) from problem
    try:
        return address, properties_of(secret_of(properties, VARIABLE, voice) or "")
    except WrongProperties as wrong:
        place = f"{properties or VARIABLE}:{wrong.line}"
        told = voice.said(f"kafka properties {wrong.reason}", place=place, given=wrong.name)
        raise Refused(told, voice.said(f"kafka properties cure {wrong.reason}")) from wrong
