"""What goes wrong while a server runs: of the store and the disk in one line, of slakit itself with its trace."""

import logging
import sqlite3
from typing import Final

from slakit.monitoring.store_file import StoreRefused

_LOGGER: Final = logging.getLogger(__name__)


class Troubles:
    """Tells each trouble once, until the store has been written again: a disk that is full is so for every delivery."""

    def __init__(self) -> None:
        self._told: set[str] = set()

    def tell(self, what: str, problem: Exception) -> None:
        """Say what could not be done, and why."""
        if not isinstance(problem, sqlite3.Error | OSError | StoreRefused):
            _LOGGER.error(what, exc_info=problem)
            return
        why = problem.detail or problem.reason if isinstance(problem, StoreRefused) else str(problem)
        told = f"{what}: {why}"
        if told not in self._told:
            _LOGGER.error(told)
            self._told.add(told)

    def are_over(self) -> None:
        """The store has been written."""
        self._told.clear()
