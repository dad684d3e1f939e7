"""Heartbeats of loops: liveness is a loop that still turns, not a port that answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic


@dataclass(slots=True)
class Heartbeat:
    """The last turn of one loop, and why it stands still if it says so; ``turned`` is called at each turn."""

    name: str
    at: float = field(default_factory=monotonic)
    halted: str | None = None
    turned: Callable[[], None] | None = None

    def beat(self) -> None:
        """The loop has turned."""
        self.at = monotonic()
        if self.turned is not None:
            self.turned()

    def age(self) -> float:
        """Seconds since the last turn, by the wall clock."""
        return monotonic() - self.at
