"""One service's connections for HTTP: few, bounded in time, and with nothing prepared."""

from __future__ import annotations

from typing import Final, TypeAlias

from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from zhouqi.events.connection import OPTIONS, Conn, Row, prepare

STATEMENT_TIMEOUT_MS: Final = 5_000
_WAIT_SECONDS: Final = 5.0
_OPTIONS: Final = (
    f"{OPTIONS} -c statement_timeout={STATEMENT_TIMEOUT_MS} -c idle_in_transaction_session_timeout=30000"
)

Pool: TypeAlias = AsyncConnectionPool[AsyncConnection[Row]]


def make_pool(dsn: str, size: int, name: str) -> Pool:
    """A pool of at most ``size`` connections, not open yet.

    A connection looks into ``rm`` and ``log``. A statement ends after 5 s, and who waits longer than
    5 s for a connection gets psycopg_pool's PoolTimeout: both become an answer that says so.
    """
    return AsyncConnectionPool(
        dsn,
        min_size=1,
        max_size=size,
        kwargs={"options": _OPTIONS},
        configure=_configure,
        check=AsyncConnectionPool.check_connection,
        timeout=_WAIT_SECONDS,
        max_idle=120.0,
        name=name,
        open=False,
    )


async def _configure(conn: Conn) -> None:
    prepare(conn)
