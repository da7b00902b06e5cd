"""Keys of which no more is asked than whether they were seen, in as few bytes as that takes."""

import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import Final

from slakit.verdicts.truth import Key

HASH_BYTES: Final = 16
"""So many bytes of a hash that nobody can make two keys share."""


class PackedKeys:
    """Keys by their hashes, sixteen bytes each, with a number of four bytes each where they are `numbered`.

    The hashes lie sorted in 256 buckets, by their first byte. A bucket is bytes that are never changed: whoever stores
    them sees by `is` which ones are others than before.

    >>> begun = PackedKeys()
    >>> begun.add(("o-17",))
    >>> ("o-17",) in begun, ("o-18",) in begun
    (True, False)
    """

    def __init__(self, *, numbered: bool = False) -> None:
        self._width = HASH_BYTES + (4 if numbered else 0)
        self._buckets: dict[int, bytes] = {}

    def __contains__(self, key: object) -> bool:
        return isinstance(key, tuple) and self._found(_hash_of(key))[2]

    def __len__(self) -> int:
        return sum(map(len, self._buckets.values())) // self._width

    def add(self, key: Key, number: int = 0) -> None:
        """Take in a key; one that is here keeps the number that it has."""
        hashed = _hash_of(key)
        bucket, place, is_here = self._found(hashed)
        if not is_here:
            entry = hashed + number.to_bytes(self._width - HASH_BYTES, "big")
            self._buckets[hashed[0]] = bucket[:place] + entry + bucket[place:]

    def number_of(self, key: Key) -> int | None:
        """The number of a key; nothing if it is not here."""
        bucket, place, is_here = self._found(_hash_of(key))
        return int.from_bytes(bucket[place + HASH_BYTES : place + self._width], "big") if is_here else None

    def drop(self, key: Key) -> None:
        """Forget a key."""
        hashed = _hash_of(key)
        bucket, place, is_here = self._found(hashed)
        if is_here:
            self._buckets[hashed[0]] = bucket[:place] + bucket[place + self._width :]

    def packed(self) -> Iterator[tuple[str, bytes]]:
        """The buckets by their names, for whoever stores them."""
        for number, bucket in self._buckets.items():
            yield f"{number:02x}", bucket

    def unpack(self, buckets: Mapping[str, bytes]) -> None:
        """Go on with the buckets of other keys."""
        self._buckets = {int(name, 16): bucket for name, bucket in buckets.items()}

    def _found(self, hashed: bytes) -> tuple[bytes, int, bool]:
        """The bucket of a hash, where in it the hash stands or would stand, and whether it does."""
        bucket, width = self._buckets.get(hashed[0], b""), self._width
        place = width * bisect_left(
            range(len(bucket) // width),
            hashed,
            key=lambda one: bucket[one * width : one * width + HASH_BYTES],
        )
        return bucket, place, bucket[place : place + HASH_BYTES] == hashed


def _hash_of(key: Key) -> bytes:
    return blake2b(json.dumps(key).encode(), digest_size=HASH_BYTES).digest()
