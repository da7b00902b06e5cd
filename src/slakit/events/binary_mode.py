"""CloudEvents in binary content mode: attributes stand beside the body, in headers, and the body is the data."""

import json
from collections.abc import Iterable
from typing import Final

JSON: Final = "application/json"


def joined(attributes: Iterable[tuple[str, str]], body: bytes) -> bytes:
    """The event as one JSON object. An attribute that is given twice stands in it twice, for its reader to see.

    Raises `ValueError` for a body that is no JSON.

    >>> joined([("id", "1"), ("type", "fee.charged")], b'{"fee": 5}')
    b'{"id": "1", "type": "fee.charged", "datacontenttype": "application/json", "data": {"fee": 5}}'
    """
    import msgspec

    try:
        msgspec.json.decode(body)
    except (msgspec.MsgspecError, RecursionError) as problem:
        raise ValueError(str(problem)) from problem
    told = [*attributes, ("datacontenttype", JSON)]
    pairs = [f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in told]
    return ("{" + ", ".join(pairs) + ', "data": ').encode() + body + b"}"
