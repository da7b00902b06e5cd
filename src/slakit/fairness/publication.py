"""What may be said of groups without pointing at persons: groups below a threshold never appear, nor by subtraction."""

from collections.abc import Mapping


def hidden_groups(sizes: Mapping[str, int], threshold: int) -> frozenset[str]:
    """The groups that may not be named: those below the threshold, and as many more as keep them from being told apart.

    If only small groups were hidden, what is missing from the whole would tell their size; so the smallest of the
    others are hidden with them until what is hidden together reaches the threshold.

    >>> sorted(hidden_groups({"a": 400, "b": 60, "c": 3}, 10))
    ['b', 'c']
    >>> sorted(hidden_groups({"a": 400, "b": 60}, 10))
    []
    """
    by_size = sorted((size, group) for group, size in sizes.items() if size)
    hidden = [(size, group) for size, group in by_size if size < threshold]
    rest = by_size[len(hidden) :]
    while hidden and rest and (sum(size for size, _ in hidden) < threshold or len(hidden) < 2):
        hidden.append(rest.pop(0))
    return frozenset(group for _, group in hidden)
