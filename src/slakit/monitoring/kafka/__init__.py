"""Kafka at both ends of a watch: events from all partitions of a topic, and findings into one. Needs the extra `kafka`.

Where reading must go on is kept in the store, in the same transaction as the state; what a group has committed is told to
Kafka for those who look there, and never read.
"""

from slakit.monitoring.kafka.address import Address, NoAddress, Properties, WrongProperties, properties_of
from slakit.monitoring.kafka.sink import KafkaSink
from slakit.monitoring.kafka.source import KafkaSource
from slakit.monitoring.kafka.trouble import KafkaTrouble

__all__ = [
    "Address",
    "KafkaSink",
    "KafkaSource",
    "KafkaTrouble",
    "NoAddress",
    "Properties",
    "WrongProperties",
    "properties_of",
]
