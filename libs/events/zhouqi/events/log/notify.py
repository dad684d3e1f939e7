"""Hints that a log has grown. Only hints: whoever waits polls as well, and a lost one costs a second.

A NOTIFY inside a writing transaction takes a lock of the whole server at commit, so it is sent
after the commit, in a transaction of its own.
"""

from __future__ import annotations

import asyncio
from typing import Final

import psycopg
import structlog
from psycopg import sql

from zhouqi.events.heartbeat import Heartbeat
from zhouqi.events.log.connection import Conn, autocommit, connect
from zhouqi.events.log.event_log import JOURNAL, STORE, Log

_logger = structlog.get_logger(__name__)


async def announce(conn: Conn, log: Log) -> None:
    """Tell the followers of ``log``; what the connection did before is committed."""
    await conn.commit()
    async with autocommit(conn):  # one round trip, and not three
        await conn.execute(NOTIFY[log])


class Waiter:
    """One follower's ear."""

    def __init__(self) -> None:
        self._grown = asyncio.Event()

    def wake(self) -> None:
        """The log may have grown."""
        self._grown.set()

    async def wait(self, seconds: float) -> None:
        """Return when the log may have grown since the last call, after ``seconds`` at the latest."""
        try:
            async with asyncio.timeout(seconds):
                await self._grown.wait()
        except TimeoutError:
            return
        self._grown.clear()


class Notifier:
    """One service's listener within a process: wakes those who wait for a log to grow."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._waiters: dict[str, list[Waiter]] = {_channel(log).as_string(): [] for log in _LOGS}

    def waiter(self, log: Log) -> Waiter:
        """A new ear on ``log``, for as long as these hints live."""
        waiter = Waiter()
        self._waiters[_channel(log).as_string()].append(waiter)
        return waiter

    async def run(self, heartbeat: Heartbeat | None = None) -> None:
        """Listen until cancelled; a lost connection is taken up again."""
        beats = heartbeat or Heartbeat("hints")
        while True:
            try:
                await self._listen(beats)
            except psycopg.OperationalError as error:
                _logger.warning("hint.lost", cause=type(error).__name__)
                beats.stumble(type(error).__name__)
                await asyncio.sleep(1)

    async def _listen(self, heartbeat: Heartbeat) -> None:
        conn = await connect(self._dsn, autocommit=True)
        try:
            for log in _LOGS:
                await conn.execute(sql.SQL("listen {}").format(_channel(log)))
            heartbeat.go_on()
            async for notice in conn.notifies():
                for waiter in self._waiters[f'"{notice.channel}"']:
                    waiter.wake()
        finally:
            await conn.close()


_LOGS = (STORE, JOURNAL)


def _channel(log: Log) -> sql.Identifier:
    return sql.Identifier(f"zhouqi_{log.table}")


NOTIFY: Final = {log: sql.SQL("notify {}").format(_channel(log)).as_bytes() for log in _LOGS}
"""The statement that tells the followers of a log, for after a commit."""
