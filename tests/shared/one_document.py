"""One event of the Hamadan Governorate that every reader takes: a document by a listed channel."""

from typing import Final

DOCUMENT: Final = {
    "specversion": "1.0",
    "id": "e1",
    "source": "portal",
    "type": "document.received",
    "time": "2019-06-01T08:00:00Z",
    "data": {"service": "svc-01", "recipient": "r1", "channel": "portal"},
}
