"""From a message of Kafka to a line of JSON, in the two content modes of CloudEvents.

CloudEvents 1.0.2, Kafka Protocol Binding: 3.2 binary and 3.3 structured content mode.
"""

from collections.abc import Sequence
from typing import Final

from slakit.events.binary_mode import joined

_PREFIX: Final = "ce_"
_STRUCTURED: Final = "application/cloudevents"
_OF_THE_BODY: Final = "datacontenttype"

Headers = Sequence[tuple[str, bytes | None]]


def line_of(headers: Headers, value: bytes | None) -> bytes:
    """The event that a message tells, as JSON; of a message that tells none, what its reader sets aside.

    Without headers `ce_…` the value is the event. That is stricter than nothing and laxer than the binding, which
    asks for a header `content-type`: many write plain JSON without one.

    >>> line_of([("ce_id", b"1"), ("ce_type", b"fee.charged")], b'{"fee": 5}')
    b'{"id": "1", "type": "fee.charged", "datacontenttype": "application/json", "data": {"fee": 5}}'
    """
    body = value or b""
    if not body or body.isspace():
        return b"null"  # a line with nothing in it would be passed over
    kind = next((told or b"" for name, told in headers if name.lower() == "content-type"), b"")
    attributes = [(name, told or b"") for name, told in headers if name.startswith(_PREFIX)]
    if not attributes or kind.lower().startswith(_STRUCTURED.encode()):
        return body
    named: list[tuple[str, str]] = []
    for name, told in attributes:
        try:
            named.append((name.removeprefix(_PREFIX), told.decode()))
        except UnicodeDecodeError:
            return told  # which the reader cannot read either, and says so
    try:
        return joined([(name, told) for name, told in named if name != _OF_THE_BODY], body)
    except ValueError:
        return body
