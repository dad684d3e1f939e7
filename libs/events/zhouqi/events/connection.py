"""Connections as the mechanism needs them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeAlias

from psycopg import AsyncConnection, Connection
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from psycopg.pq import TransactionStatus
from psycopg.types.string import ByteaBinaryLoader

from zhouqi.events import arrays

Row: TypeAlias = tuple[object, ...]
Conn: TypeAlias = AsyncConnection[Row]
SyncConn: TypeAlias = Connection[Row]

_NEVER_BY_ITSELF = 2**31
OPTIONS = "-c search_path=rm,log -c timezone=UTC"


class _JsonBytes(Loader):
    """``json`` columns arrive as the bytes that were written, not as objects."""

    def load(self, data: Buffer) -> bytes:
        return bytes(data)


async def connect(dsn: str, *, autocommit: bool = False, options: str = OPTIONS) -> Conn:
    """A connection set up by :func:`prepare`, looking into ``rm`` and ``log``."""
    conn = await AsyncConnection.connect(dsn, autocommit=autocommit, options=options)
    prepare(conn)
    return conn


@asynccontextmanager
async def autocommit(conn: Conn) -> AsyncIterator[None]:
    """A block in which no statement begins a transaction by itself; ``conn`` is in none."""
    before = conn.autocommit
    await conn.set_autocommit(True)
    try:
        yield
    finally:
        await _roll_back(conn)
        if (
            conn.info.transaction_status is TransactionStatus.IDLE
        ):  # otherwise it is of no use to anyone any more
            await conn.set_autocommit(before)


@asynccontextmanager
async def transaction_at_once(conn: Conn) -> AsyncIterator[None]:
    """A transaction whose statements are sent together: its begin with the first, its commit with the last.

    Within :func:`autocommit`. What a statement raises is raised when its answer is looked at, at the end of
    the block at the latest; the transaction then is rolled back.
    """
    try:
        async with conn.pipeline():
            await conn.execute("begin")
            yield
            await conn.execute("commit")
    except BaseException:
        await _roll_back(conn)
        raise


async def _roll_back(conn: Conn) -> None:
    """End the transaction that something left open, if any."""
    if conn.info.transaction_status in (TransactionStatus.INTRANS, TransactionStatus.INERROR):
        await conn.rollback()


def prepare(conn: AsyncConnection[Row] | Connection[Row]) -> None:
    """Set up a connection, new or from a pool.

    ``json`` loads as bytes. A statement is prepared on the server only where it says so: one that yields columns
    of read models does not survive the exchange of their schema ("cached plan must not change result type"),
    and one that joins them may keep a plan for empty tables.
    """
    conn.prepare_threshold = _NEVER_BY_ITSELF
    arrays.register(conn)
    conn.adapters.register_loader("json", _JsonBytes)
    conn.adapters.register_loader("json", ByteaBinaryLoader)  # the driver's own, which is not Python
