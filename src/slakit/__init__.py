"""slakit: service level agreements as policy-as-code.

>>> import slakit
>>> edition = slakit.load("agreements/hamadan-governorate/1398")
>>> edition.agreement.edition
'1398'

Three nouns: an *agreement* (its edition is read with `load`), a *log* of events, and *findings*: one answer about one
occasion of one norm. `check` reads a log and judges it. Importing slakit loads nothing heavy; each name below is
imported when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slakit.checking import check
    from slakit.comparison import diff
    from slakit.errors import Fault, InvalidDocument, SlakitError
    from slakit.events.event import Event, Log
    from slakit.findings import Finding, Grade, Outcome
    from slakit.judgement import Judgement
    from slakit.loading import Edition, load
    from slakit.monitoring import Monitor

__all__ = [
    "Edition",
    "Event",
    "Fault",
    "Finding",
    "Grade",
    "InvalidDocument",
    "Judgement",
    "Log",
    "Monitor",
    "Outcome",
    "SlakitError",
    "check",
    "diff",
    "load",
]

_HOMES = {
    "Edition": "slakit.loading",
    "Event": "slakit.events.event",
    "Fault": "slakit.errors",
    "Finding": "slakit.findings",
    "Grade": "slakit.findings",
    "InvalidDocument": "slakit.errors",
    "Judgement": "slakit.judgement",
    "Log": "slakit.events.event",
    "Monitor": "slakit.monitoring",
    "Outcome": "slakit.findings",
    "SlakitError": "slakit.errors",
    "check": "slakit.checking",
    "diff": "slakit.comparison",
    "load": "slakit.loading",
}


if not TYPE_CHECKING:  # a type checker would take every misspelt name for one of these

    def __getattr__(name: str) -> object:
        if name in _HOMES:
            return getattr(import_module(_HOMES[name]), name)
        raise AttributeError(f"module 'slakit' has no attribute '{name}'")


def __dir__() -> list[str]:
    return __all__
