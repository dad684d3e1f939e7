"""How this deployment's broker is reached."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kafka:
    """Settings of the Kafka protocol; the same code speaks to Apache Kafka and the embedded broker.

    ``idempotence`` is off for the embedded broker, which has no producer ids. ``partitions`` is 1
    embedded and 6 distributed, and never changes for a topic. ``fetch_wait_ms`` is how long the
    broker may hold a fetch that finds nothing: idle cost against latency. While messages arrive it
    gathers them for ``busy_fetch_wait_ms`` instead: a batch costs the same for one event as for ten.
    """

    bootstrap: str
    idempotence: bool = True
    partitions: int = 6
    replication: int = 1
    fetch_wait_ms: int = 200
    busy_fetch_wait_ms: int = 40
    request_timeout_ms: int = 20_000
    session_timeout_ms: int = 10_000

    @property
    def min_insync_replicas(self) -> int:
        """2 where there are three brokers, else 1."""
        return 2 if self.replication >= 3 else 1
