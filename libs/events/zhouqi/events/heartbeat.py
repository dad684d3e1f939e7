"""Heartbeats of loops: liveness is a loop that still turns, not a port that answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic


@dataclass(slots=True)
class Heartbeat:
    """The last turn of one loop, and why it stands still if it says so; ``turned`` is called at each turn.

    A loop that turns need not get anywhere: ``retrying`` is why it tries the same again, since ``stumbled_at``.
    """

    name: str
    at: float = field(default_factory=monotonic)
    halted: str | None = None
    turned: Callable[[], None] | None = None
    retrying: str | None = None
    stumbled_at: float = 0.0

    def beat(self) -> None:
        """The loop has turned."""
        self.at = monotonic()
        if self.turned is not None:
            self.turned()

    def stumble(self, cause: str) -> None:
        """The loop has turned and got no further; it tries again."""
        if self.retrying is None:
            self.stumbled_at = monotonic()
        self.retrying = cause
        self.beat()

    def go_on(self) -> None:
        """The loop has turned, and got on or found nothing to do."""
        self.retrying = None
        self.beat()

    def age(self) -> float:
        """Seconds since the last turn, by the wall clock."""
        return monotonic() - self.at
