"""Where the values of a YAML text stand, and the lists and groups that are being read."""

Span = tuple[int, int]
"""The offsets of the first character and of the one after the last."""


class Spot:
    """Where a value stands (offsets), and the spots of what it holds."""

    __slots__ = ("end", "items", "keys", "start")

    def __init__(
        self,
        start: int,
        end: int,
        items: "dict[str | int, Spot] | None" = None,
        keys: dict[str, Span] | None = None,
    ) -> None:
        self.start = start
        self.end = end
        self.items = items
        self.keys = keys

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Spot):
            return NotImplemented
        return (self.start, self.end, self.items, self.keys) == (
            other.start,
            other.end,
            other.items,
            other.keys,
        )

    __hash__ = None  # type: ignore[assignment]  # it grows while a document is read


class Opened:
    """A list or group of keys whose end has not been read yet."""

    __slots__ = ("awaits_key", "data", "is_bracketed", "is_key", "key", "key_end", "spot")

    def __init__(
        self, data: dict[str, object] | list[object], spot: Spot, *, is_key: bool, is_bracketed: bool
    ) -> None:
        self.data = data
        self.spot = spot
        self.is_key = is_key
        self.is_bracketed = is_bracketed
        self.awaits_key = isinstance(data, dict)
        self.key: str | None = (
            None  # None after a key that is refused: its value is read for its mistakes only
        )
        self.key_end = 0
