"""How much memory a command that judges may take: `--memory`."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Protocol

from slakit.cli.wording import Refused, Voice

if TYPE_CHECKING:
    from slakit.judgement import Engine

_BYTES: Final = {
    f"{letter}{i}": (1024 if i else 1000) ** power
    for power, letter in ((2, "m"), (3, "g"), (4, "t"))
    for i in ("", "i")
}
_LEAST: Final = 16 * 1024**2
"""Bytes with which DuckDB does anything at all."""


class AskedForEngine(Protocol):
    """What a command that judges was called with."""

    engine: "Engine"
    spark_master: str | None
    memory: str | None


@contextmanager
def memory_asked_for(asked: AskedForEngine, voice: Voice) -> Iterator[None]:
    """No more memory for the tables of the audit engine than was asked for."""
    if asked.memory is None:
        yield
        return
    if asked.engine not in ("auto", "audit") or asked.spark_master is not None:
        engine = "spark" if asked.spark_master is not None else asked.engine
        raise Refused(voice.said("memory of another", engine=engine), voice.said("audit for memory"))
    from slakit.engines.audit.room import memory_at_most

    told = re.fullmatch(r"([0-9]{1,6}) ?([MGT]i?)B", asked.memory, re.IGNORECASE)
    size = int(told[1]) * _BYTES[told[2].lower()] if told else 0
    if size < _LEAST:
        raise Refused(voice.said("not a size", found=asked.memory), voice.said("write a size"))
    with memory_at_most(size):
        yield
