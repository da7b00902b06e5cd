"""What was found wrong, written for people and for the programs of a forge: one module a format.

Each module has a function `lines(listing)` that gives the lines of its output. Nothing here decides what is wrong or
what the exit code is; `slakit.reports.faults.listing` says what a listing holds.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from slakit.reports.faults.listing import Listing

    Writer = Callable[[Listing], Iterator[str]]

FORMATS: Final = {
    "text": "text",
    "compact": "compact",
    "json": "json_document",
    "sarif": "sarif",
    "junit": "junit",
    "github": "github",
    "gitlab": "gitlab",
    "markdown": "markdown",
}
"""Every format by its name, and the module that writes it."""


def writer(name: str) -> "Writer":
    """The function that writes a format; raises `KeyError` for a name that `FORMATS` does not have."""
    return cast("Writer", import_module(f"slakit.reports.faults.{FORMATS[name]}").lines)
