"""Which topic is meant, and how its brokers are reached: an address without secrets, and a file of properties."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

BEGINNING: Final = "kafka://"
_ADDRESS: Final = re.compile(r"kafka://(?P<brokers>[^/@?#\s]*)/(?P<topic>[A-Za-z0-9._-]{1,249})")
_OURS: Final = frozenset(
    {
        "acks",
        "auto.offset.reset",
        "delivery.timeout.ms",
        "enable.auto.commit",
        "enable.auto.offset.store",
        "enable.idempotence",
        "enable.partition.eof",
        "isolation.level",
        "message.timeout.ms",
        "request.required.acks",
        "transactional.id",
    }
)
"""Properties on which it depends that nothing is lost; they cannot be given."""

Properties = Mapping[str, str]


class NoAddress(ValueError):
    """What was given is no address of a topic."""


class WrongProperties(ValueError):
    """A file of properties cannot be used; `reason` is `no-pair` or `ours`, `line` is its line, `name` the property."""

    def __init__(self, reason: str, line: int, name: str = "") -> None:
        super().__init__(reason, line, name)
        self.reason = reason
        self.line = line
        self.name = name


@dataclass(frozen=True, slots=True)
class Address:
    """A topic and the brokers that know it; without brokers, the properties name them."""

    brokers: str
    topic: str

    @classmethod
    def of(cls, text: str) -> "Address":
        """The topic that an address names. Raises `NoAddress`, as for one with a name or a password in it.

        >>> Address.of("kafka://one:9092,two:9092/sla-events")
        Address(brokers='one:9092,two:9092', topic='sla-events')
        """
        found = _ADDRESS.fullmatch(text)
        if found is None:
            raise NoAddress(text)
        return cls(found["brokers"], found["topic"])

    def settings(self, properties: Properties, ours: Mapping[str, object]) -> dict[str, object]:
        """What a client of the topic is made with."""
        brokers = {"bootstrap.servers": self.brokers} if self.brokers else {}
        return {**properties, **brokers, **ours}


def properties_of(text: str) -> Properties:
    r"""The properties of a client, `name=value` one a line, as Kafka's own programs read them from a file.

    Raises `WrongProperties` with the first line that is none, or that names what slakit sets itself.

    >>> dict(properties_of("# over TLS\nsecurity.protocol = SSL\n"))
    {'security.protocol': 'SSL'}
    """
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        written = line.strip()
        if not written or written.startswith(("#", "!")):
            continue
        name, mark, value = (part.strip() for part in written.partition("="))
        if not mark or not name:
            raise WrongProperties("no-pair", number)
        if name in _OURS:
            raise WrongProperties("ours", number, name)
        found[name] = value
    return MappingProxyType(found)
