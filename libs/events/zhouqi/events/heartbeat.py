"""Heartbeats of loops: liveness is a loop that still turns, not a port that answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic


@dataclass(slots=True)
class Heartbeat:
    """The last turn of one loop, and why it stands still if it says so."""

    name: str
    at: float = field(default_factory=monotonic)
    halted: str | None = None

    def beat(self) -> None:
        """The loop has turned."""
        self.at = monotonic()

    def age(self) -> float:
        """Seconds since the last turn, by the wall clock."""
        return monotonic() - self.at
