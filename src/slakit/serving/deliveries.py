"""Deliveries: the events of one request as lines of JSON, in the three content modes of CloudEvents over HTTP.

CloudEvents 1.0.2, HTTP Protocol Binding: 3.1 binary, 3.2 structured and 3.3 batched content mode.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from slakit.events.binary_mode import JSON, joined

ONE: Final = "application/cloudevents+json"
SEVERAL: Final = "application/cloudevents-batch+json"
_PREFIX: Final = "ce-"
_BYTE: Final = re.compile(r"\(byte ([0-9]+)\)")
"""Where a decoder says that it found no JSON, counted from 0."""
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
"""A quoted string of RFC 7230, section 3.2.6, whose escapes are undone by `_ESCAPED`."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """The events of one request, taken together or not at all; `size` are the bytes that they came as."""

    lines: tuple[bytes, ...]
    size: int


class Undeliverable(Exception):
    """A request that tells no events; `status` is that of HTTP, and `reason` a word for programs.

    It is told by an entry of the words of the server: that of the reason, if no other is given.
    """

    def __init__(self, status: int, reason: str, entry: str | None = None, **values: str | int) -> None:
        super().__init__(status, reason, values)
        self.status = status
        self.reason = reason
        self.entry = entry or reason
        self.values: Mapping[str, str | int] = values


def must_be_taken(content_type: str | None, headers: Iterable[tuple[str, str]]) -> str:
    """The content type of a request that is to be read. Raises `Undeliverable` before a body is, if it will not be.

    >>> must_be_taken("application/cloudevents+json; charset=utf-8", [])
    'application/cloudevents+json'
    """
    kind = (content_type or "").partition(";")[0].strip().lower()
    binary, packed = False, ""
    for name, value in headers:
        binary |= name.startswith(_PREFIX)
        packed = value.strip() if name == "content-encoding" else packed
    if packed.lower() not in ("", "identity"):
        raise Undeliverable(415, "unknown-content-encoding", found=packed)
    if kind in (ONE, SEVERAL) or (binary and kind == JSON):
        return kind
    raise Undeliverable(415, "unknown-content-type", found=kind, taken=f"`{ONE}`, `{SEVERAL}`")


def delivery_of(kind: str, headers: Iterable[tuple[str, str]], body: bytes) -> Delivery:
    """The delivery that a request is. Raises `Undeliverable` with what is wrong with it as a whole.

    >>> delivery_of("application/cloudevents-batch+json", [], b'[{"id": "1"}, {"id": "2"}]').lines
    (b'{"id": "1"}', b'{"id": "2"}')
    """
    match kind:
        case "application/cloudevents+json":
            return Delivery((body,), len(body))
        case "application/cloudevents-batch+json":
            return Delivery(_of_batch(body), len(body))
        case _:
            return Delivery((_of_headers(headers, body),), len(body))


def _of_batch(body: bytes) -> tuple[bytes, ...]:
    import msgspec

    try:
        return tuple(bytes(one) for one in msgspec.json.decode(body, type=list[msgspec.Raw]))
    except (msgspec.MsgspecError, ValueError, RecursionError) as problem:
        raise _unread(problem, "not-a-list") from problem


def _of_headers(headers: Iterable[tuple[str, str]], body: bytes) -> bytes:
    """The event in structured mode: attributes are headers; the body is its data."""
    attributes: dict[str, str] = {}
    for name, value in headers:
        if not name.startswith(_PREFIX):
            continue
        attribute = name.removeprefix(_PREFIX)
        if attribute in attributes:
            raise Undeliverable(400, "header-twice", name=name)
        attributes[attribute] = _decoded(name, value)
    attributes.pop("data", None)
    attributes.pop("datacontenttype", None)
    try:
        return joined(attributes.items(), body)
    except ValueError as problem:
        raise _unread(problem.__cause__ or problem, "body-not-json") from problem


def _unread(problem: BaseException, reason: str) -> Undeliverable:
    """What is said of a body that cannot be read, in our own words: where it is no JSON, or that it is something else."""
    import msgspec

    if isinstance(problem, msgspec.ValidationError):
        return Undeliverable(400, reason, "another-value")
    if isinstance(problem, RecursionError):
        return Undeliverable(400, reason, "too-deep")
    if place := _BYTE.search(str(problem)):
        return Undeliverable(400, reason, "no-json-from", byte=int(place[1]) + 1)
    return Undeliverable(400, reason, "broken-off" if "truncated" in str(problem) else "no-json")


def _decoded(name: str, value: str) -> str:
    """The value of an attribute: what stands in double quotation marks without them, then what is percent-encoded.

    Two values whose bytes are no UTF-8 must not become one.
    """
    if quoted := _QUOTED.fullmatch(value):
        value = _ESCAPED.sub(r"\1", quoted[1])
    try:
        return unquote(value, errors="strict")
    except UnicodeDecodeError as problem:
        raise Undeliverable(400, "header-not-utf-8", name=name) from problem
