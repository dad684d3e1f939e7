"""Has everything that was decided here arrived where it is listened to? Asked once, after a start.

A process that hosts several services can tell: the last event of each type that one of them decided
stands in the journal of each that subscribes to it, and every reaction has seen the whole journal. Once
that was so it stays so for the process: what arrives later is lag, not a county that is not there yet.
"""

from __future__ import annotations

from collections.abc import Sequence

from psycopg import AsyncConnection

from zhouqi.events.connection import Row
from zhouqi.events.log import JOURNAL
from zhouqi.service.health import Check, Finding, State
from zhouqi.service.runtime import Runtime

NAME = "arrival"


class Arrival:
    """The check, for the services of one process."""

    def __init__(self, runtimes: Sequence[Runtime]) -> None:
        self._runtimes = runtimes
        self._arrived = False

    async def find(self) -> Finding:
        """Failed, with what is still on its way, until everything has arrived once."""
        if not self._arrived:
            # In the order in which events flow: what a reaction adds is looked for after it.
            for runtime in self._runtimes:
                missing = await self._missing(runtime)
                if missing is not None:
                    return Finding(State.FAILED, {"service": runtime.service.name, "awaits": missing})
            self._arrived = True
        return Finding(State.OK)

    async def _missing(self, runtime: Runtime) -> str | None:
        """What ``runtime`` still waits for: a type of event, or one of its reactions."""
        for publisher in self._runtimes:
            shared = [
                fact.type()
                for fact in publisher.service.context.publishes
                if fact in runtime.service.context.subscribes
            ]
            for name in shared:
                last = await _last(publisher, name)
                if last is not None and not await _has(runtime, last):
                    return name
        return await _behind(runtime)


def arrival(runtimes: Sequence[Runtime]) -> Check:
    """The check for ``runtimes``."""
    return Check(NAME, Arrival(runtimes).find)


async def _last(publisher: Runtime, event_type: str) -> object | None:
    """The id of the last event of a type in the publisher's store."""
    async with publisher.pool.connection() as conn:
        return await _one(
            conn, "select id from log.event where type = %s order by position desc limit 1", event_type
        )


async def _has(runtime: Runtime, event_id: object) -> bool:
    async with runtime.pool.connection() as conn:
        return await _one(conn, "select true from log.journal where id = %s", event_id) is True


async def _behind(runtime: Runtime) -> str | None:
    """The name of a reaction that has not seen the whole journal."""
    async with runtime.pool.connection() as conn:
        head = await JOURNAL.head(conn)
        for reaction in runtime.service.context.reactions:
            name = f"reaction:{reaction.name}"
            at = await _one(conn, "select position from log.cursor where name = %s", name)
            if not isinstance(at, int) or at < head:
                return name
    return None


async def _one(conn: AsyncConnection[Row], query: str, value: object) -> object | None:
    cursor = await conn.execute(query.encode(), (value,))
    row = await cursor.fetchone()
    return None if row is None else row[0]
