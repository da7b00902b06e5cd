"""The names under which parts of a page and findings can be linked to; they stay as long as what they name does."""

import hashlib
import re
from typing import Final

_PLAIN_ID: Final = re.compile("[A-Za-z0-9][A-Za-z0-9._-]*")


def anchor(kind: str, name: str) -> str:
    """The name under which a part of a page can be linked to; it stays as long as the name of the part does.

    >>> anchor("clause", "5.4")
    'clause-5.4'
    """
    return f"{kind}-{name if _PLAIN_ID.fullmatch(name) else _digest(name)}"


def finding_anchor(finding_id: str) -> str:
    """The name under which a finding can be linked to: its norm, and a digest of its id.

    >>> finding_anchor("planned-outage-notice/outage=o-17,service=svc-03")
    'planned-outage-notice-70d4a8b63f02'
    """
    return f"{finding_id.partition('/')[0]}-{_digest(finding_id)}"


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12]
