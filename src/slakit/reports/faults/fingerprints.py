"""Fingerprints: by what a fault is known again after the file around it has changed.

A fingerprint is the SHA-256 of the rule, the file relative to the working folder, the path by ids and the arguments
that say what is wrong. Lines, wording, language and suggestions are no part of it.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from slakit.reports.faults.sources import relative

VERSION: Final = "slakit/v1"
"""The way of making fingerprints. Another way gets another name, so that no two are taken for one another."""

PASSING: Final = frozenset({
    "line", "lines", "first_line", "byte",  # where
    "count",  # how many
    "allowed", "known", "suggestion", "other", "misspelt", "misplaced", "owner",  # what else there is
    "ascii", "example", "instead", "quoted", "unquoted",  # how it may be cured
    "problem",  # the words of the YAML parser
})  # fmt: skip
"""Arguments that may change while the fault stays the same one."""


def fingerprint(rule: str, file: str, path: Iterable[str], arguments: Mapping[str, str | int]) -> str:
    """The fingerprint of a fault, as 64 hexadecimal digits.

    >>> one = fingerprint("unknown-key", "a.yaml", ("clauses", "5.4"), {"key": "notise", "suggestion": "notice"})
    >>> one == fingerprint("unknown-key", "./a.yaml", ("clauses", "5.4"), {"key": "notise"})
    True
    """
    stable = {
        name: relative(str(value)) if name == "file" else value
        for name, value in arguments.items()
        if name not in PASSING
    }
    return digest([rule, relative(file), list(path), stable])


def digest(parts: object) -> str:
    """The SHA-256 of plain data and of the version of this module."""
    canonical = json.dumps([VERSION, parts], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def told_apart(fingerprints: Iterable[str]) -> Iterator[str]:
    """Fingerprints with those that came before changed, so that each is there once, as GitLab needs it.

    >>> list(told_apart(["a", "b", "a"]))[:2]
    ['a', 'b']
    """
    seen: Counter[str] = Counter()
    for one in fingerprints:
        seen[one] += 1
        yield one if seen[one] == 1 else digest([one, seen[one]])
