"""For which time an agreement binds, and for which services it was renewed."""

from typing import NamedTuple

from slakit.verdicts.truth import EVERY_SERVICE, Fields


class Binding(NamedTuple):
    """The time `[since, until)` of the term for which the agreement is known to bind, and whether a proof tells its beginning."""

    since: int
    until: int
    is_told: bool

    def includes(self, instant: int) -> bool:
        """Whether the agreement is known to bind at an instant."""
        return self.since <= instant < self.until

    def clipped(self, until: int) -> tuple[int, int]:
        """The time for which it is known to bind, as far as an instant."""
        return self.since, min(self.until, until)


class Renewal(NamedTuple):
    """The time `[since, until)` for which the agreement itself was renewed, and for which services: `None` is all."""

    since: int
    until: int | None
    covers: frozenset[str] | None

    def is_of(self, service: str | None) -> bool:
        """Whether it makes the agreement bind for a service, or for something of no single service."""
        return self.covers is None or service in (None, EVERY_SERVICE, *self.covers)

    def binds(self, instant: int, service: str | None) -> bool:
        """Whether it makes the agreement bind at an instant for a service, or for something of no single service."""
        return self.since <= instant and (self.until is None or instant < self.until) and self.is_of(service)


def services_in(fields: Fields, field: str | None) -> frozenset[str] | None:
    """The services that a field lists; nothing for all of them, as where it is not recorded."""
    listed = fields.get(field) if field else None
    return None if not isinstance(listed, tuple) or EVERY_SERVICE in listed else frozenset(map(str, listed))
