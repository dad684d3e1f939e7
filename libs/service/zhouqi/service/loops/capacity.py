"""How many events a deployment is meant for, and a word in time before they are there.

A stack on one machine is for so many events and not more: its broker keeps them all in memory. Nothing
breaks at that number; everything becomes slower. Whoever runs it should hear of it while moving to a
deployment of separate services is still a plan and not an emergency.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Final

import structlog

from zhouqi.events.heartbeat import Heartbeat
from zhouqi.events.log.event_log import JOURNAL, STORE, Log
from zhouqi.service.storage.database import Pool

NEARLY: Final = 0.9
"""The share of what it is meant for from which a log counts as nearly full."""
_LOOK_SECONDS: Final = 20.0
_SAY_AGAIN: Final = 0.01
"""It is said again when a log has grown by this share of what it is meant for."""
_logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Capacity:
    """How many events there are, and how many there should be at most."""

    events: int
    meant_for: int


def nearly_full(events: int, meant_for: int | None) -> Capacity | None:
    """The room that is left when it is nearly used up; None while there is enough, or no bound."""
    if meant_for is None or events < NEARLY * meant_for:
        return None
    return Capacity(events, meant_for)


class CapacityWatch:
    """Says in the log that one of a service's two logs is nearly full: once, and again as it grows."""

    def __init__(self, service: str, pool: Pool, meant_for: int) -> None:
        self._service = service
        self._pool = pool
        self._meant_for = meant_for
        self._said: dict[str, int] = {}

    async def run(self, heartbeat: Heartbeat) -> None:
        """Look until cancelled."""
        while True:
            await self.look()
            heartbeat.beat()
            await asyncio.sleep(_LOOK_SECONDS)

    async def look(self) -> None:
        """Look at both logs once."""
        async with self._pool.connection() as conn:
            heads: list[tuple[Log, int]] = [(log, await log.head(conn)) for log in (STORE, JOURNAL)]
        for log, head in heads:
            room = nearly_full(head, self._meant_for)
            if room is not None and self._is_news(log.table, head):
                _logger.warning(
                    "room.tight",
                    service=self._service,
                    log=log.table,
                    events=room.events,
                    meant_for=room.meant_for,
                    advice="deploy the services separately before it is full: docs/operations.md",
                )

    def _is_news(self, log: str, head: int) -> bool:
        said = self._said.get(log)
        if said is not None and head < said + _SAY_AGAIN * self._meant_for:
            return False
        self._said[log] = head
        return True
