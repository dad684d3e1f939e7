"""A consumer that meets too much rubbish halts and says so, until someone has looked at it."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable, Sequence

import structlog

from zhouqi.events.bus import parked
from zhouqi.events.bus.receive import Receiver
from zhouqi.events.heartbeat import Heartbeat
from zhouqi.events.log.connection import Conn, connect

_TOLERATED = 20
_LATEST = 100
_logger = structlog.get_logger(__name__)


class Halted(Exception):
    """The consumer must stand still."""


class HaltSwitch:
    """The halt of one service's consumer, kept in its database: a restart does not lift it."""

    def __init__(self, dsn: str, receiver: Receiver) -> None:
        self._dsn = dsn
        self._receiver = receiver
        self._tried = False
        self._recent: deque[bool] = deque(maxlen=_LATEST)

    async def judge(self, verdicts: Iterable[bool]) -> None:
        """Halt when more than 20 of the last 100 new messages of our services were bad; they come in their order."""
        for bad in verdicts:
            self._recent.append(bad)
            if sum(self._recent) > _TOLERATED:
                count, of = sum(self._recent), len(self._recent)
                self._recent.clear()
                await self.halt(f"{count} of the last {of} new messages were bad")

    async def halt(self, detail: str) -> None:
        """Halt: what came is kept, nothing more is read. Always raises Halted."""
        conn = await connect(self._dsn, autocommit=True)
        try:
            await conn.execute("insert into log.halt (detail) values (%s) on conflict do nothing", (detail,))
        finally:
            await conn.close()
        _logger.error("consumer.halted", detail=detail)
        raise Halted(detail)

    async def wait(self, heartbeat: Heartbeat) -> None:
        """Return when there is no halt; at a start, try first whether the deployment was mended."""
        conn = await connect(self._dsn)
        try:
            while (detail := await halt_reason(conn)) is not None:
                if not self._tried and await retry(conn, self._receiver) == 0:
                    await lift_halt(conn)
                self._tried = True
                heartbeat.halted = detail
                heartbeat.beat()
                await asyncio.sleep(0.5)
            self._tried = True
            heartbeat.halted = None
        finally:
            await conn.close()


async def halt_reason(conn: Conn) -> str | None:
    """Why the consumer stands still, or None."""
    row = await (await conn.execute("select detail from log.halt")).fetchone()
    await conn.commit()
    return None if row is None else str(row[0])


async def lift_halt(conn: Conn) -> bool:
    """An operator accepts what was parked: the consumer goes on. False when it was not halted."""
    lifted = await conn.execute("delete from log.halt")
    await conn.commit()
    return lifted.rowcount > 0


async def retry(conn: Conn, receiver: Receiver, numbers: Sequence[int] | None = None) -> int:
    """Receive parked messages again, each on its own; returns how many are still bad. Commits."""
    bad = 0
    for number in await parked.unsettled_numbers(conn) if numbers is None else numbers:
        for message in (await parked.unsettled_messages(conn, [number])).values():
            await conn.commit()
            received = await receiver.receive(conn, [message], parked_as=number)
            bad += 0 if received.journaled or received.duplicates else 1
    await conn.commit()
    return bad
