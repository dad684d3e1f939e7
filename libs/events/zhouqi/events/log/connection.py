"""Connections as the mechanism needs them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Final, TypeAlias, TypedDict

from psycopg import AsyncConnection, Connection
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from psycopg.pq import TransactionStatus
from psycopg.types.string import ByteaBinaryLoader

from zhouqi.events.log import arrays

Row: TypeAlias = tuple[object, ...]
Conn: TypeAlias = AsyncConnection[Row]
SyncConn: TypeAlias = Connection[Row]

_NEVER_BY_ITSELF = 2**31
SERVER_KEEPALIVE = (
    "-c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"
    " -c tcp_user_timeout=30000 -c idle_in_transaction_session_timeout=300s"
)
"""A session whose client's machine is gone, or stands still within a transaction, ends by the server's own doing:
its locks would be in everybody's way, for two hours by the system's defaults or for ever.
"""
OPTIONS = f"-c search_path=rm,log -c timezone=UTC {SERVER_KEEPALIVE}"


class ClientKeepalive(TypedDict):
    """How a client notices that its server is gone."""

    keepalives_idle: int
    keepalives_interval: int
    keepalives_count: int
    tcp_user_timeout: int


CLIENT_KEEPALIVE: Final[ClientKeepalive] = {
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""The same from this side: a server whose machine is gone is noticed. Of no account on a local socket."""


class _JsonBytes(Loader):
    """``json`` columns arrive as the bytes that were written, not as objects."""

    def load(self, data: Buffer) -> bytes:
        return bytes(data)


async def connect(dsn: str, *, autocommit: bool = False, options: str = OPTIONS) -> Conn:
    """A connection set up by :func:`prepare`, looking into ``rm`` and ``log``."""
    conn = await AsyncConnection.connect(dsn, autocommit=autocommit, options=options, **CLIENT_KEEPALIVE)
    prepare(conn)
    return conn


@contextmanager
def reading(dsn: str) -> Iterator[SyncConn]:
    """A connection for one who has nothing else to do while it waits: without an event loop, in no transaction."""
    with Connection[Row].connect(dsn, autocommit=True, options=OPTIONS, **CLIENT_KEEPALIVE) as conn:
        prepare(conn)
        yield conn


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
async def pipelined_transaction(conn: Conn, then: bytes | None = None) -> AsyncIterator[None]:
    """A transaction whose statements are sent together: its begin with the first, its commit with the last.

    Within :func:`autocommit`. What a statement raises is raised when its answer is looked at, at the end of
    the block at the latest; the transaction then is rolled back. ``then`` is a statement that follows the
    commit, in a transaction of its own, and is not waited for alone either.
    """
    try:
        async with conn.pipeline():
            await conn.execute("begin")
            yield
            await conn.execute("commit")
            if then is not None:
                await conn.execute(then)
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
