"""Events: what happened, when, and when it became known; and the readers that bring them in."""

from slakit.events.event import Event, Log, Remark, SetAside

__all__ = ["Event", "Log", "Remark", "SetAside"]
