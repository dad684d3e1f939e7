"""One service's connections: few, bounded in time, and with nothing prepared."""

from __future__ import annotations

from typing import Final, TypeAlias

from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from zhouqi.events.log.connection import CLIENT_KEEPALIVE, OPTIONS, Conn, Row, prepare

HTTP_STATEMENT_SECONDS: Final = 5
LOOP_STATEMENT_SECONDS: Final = 60
_WAIT_SECONDS: Final = 5.0

Pool: TypeAlias = AsyncConnectionPool[AsyncConnection[Row]]


def make_pool(dsn: str, size: int, name: str, statement_seconds: int = HTTP_STATEMENT_SECONDS) -> Pool:
    """A pool of at most ``size`` connections, not open yet.

    A connection looks into ``rm`` and ``log``. A statement ends after ``statement_seconds``, and who
    waits longer than 5 s for a connection gets psycopg_pool's PoolTimeout: HTTP answers that it is busy.
    """
    options = (
        f"{OPTIONS} -c statement_timeout={statement_seconds}s -c idle_in_transaction_session_timeout=60s"
    )
    return AsyncConnectionPool(
        dsn,
        min_size=1,
        max_size=size,
        kwargs={"options": options, **CLIENT_KEEPALIVE},
        configure=_configure,
        check=AsyncConnectionPool.check_connection,
        timeout=_WAIT_SECONDS,
        max_idle=120.0,
        name=name,
        open=False,
    )


async def _configure(conn: Conn) -> None:
    prepare(conn)
