"""Keys that are packed: which of them are here, and what those take."""

from itertools import product

from slakit.engines.monitor.packed_keys import PackedKeys
from slakit.verdicts.truth import Key

REST: list[Key] = [(), (None,), ("svc-05",), (3, True), (("a", "b"),)]
KEYS: list[Key] = [(f"o{number}", *rest) for number, rest in product(range(2000), REST)]


def test_a_key_is_here_from_when_it_is_added_until_it_is_dropped() -> None:
    keys, added, others = PackedKeys(numbered=True), KEYS[::2], KEYS[1::2]
    for number, key in enumerate(added):
        keys.add(key, number)
        keys.add(key, 7)
    assert [keys.number_of(key) for key in added] == list(range(len(added)))
    assert len(keys) == len(added)
    assert not any(key in keys or keys.number_of(key) is not None for key in others)
    for key in (*added[:100], *others):
        keys.drop(key)
    assert [key in keys for key in added] == [False] * 100 + [True] * (len(added) - 100)


def test_keys_take_sixteen_bytes_each_and_go_on_from_what_was_packed() -> None:
    keys, others = PackedKeys(), PackedKeys()
    for key in KEYS:
        keys.add(key)
    packed = dict(keys.packed())
    assert sum(map(len, packed.values())) == 16 * len(KEYS)
    others.unpack(packed)
    assert all(key in others for key in KEYS)
    assert "o1" not in others


def test_a_bucket_that_has_not_changed_is_the_same_bytes() -> None:
    """So whoever stores them writes only what has changed."""
    keys = PackedKeys()
    for key in KEYS[:3000]:
        keys.add(key)
    before = dict(keys.packed())
    keys.add(("another",))
    after = dict(keys.packed())
    assert sum(after[name] is not before[name] for name in after) == 1
