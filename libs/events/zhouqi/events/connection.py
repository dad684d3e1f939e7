"""Connections as the mechanism needs them."""

from __future__ import annotations

from typing import TypeAlias

from psycopg import AsyncConnection, Connection
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from psycopg.pq import Format

Row: TypeAlias = tuple[object, ...]
Conn: TypeAlias = AsyncConnection[Row]
SyncConn: TypeAlias = Connection[Row]

OPTIONS = "-c search_path=rm,log -c timezone=UTC"


class _JsonBytes(Loader):
    """``json`` columns arrive as the bytes that were written, not as objects."""

    def load(self, data: Buffer) -> bytes:
        return bytes(data)


class _JsonBytesBinary(_JsonBytes):
    format = Format.BINARY


async def connect(dsn: str, *, autocommit: bool = False, options: str = OPTIONS) -> Conn:
    """A connection set up by :func:`prepare`, looking into ``rm`` and ``log``."""
    conn = await AsyncConnection.connect(dsn, autocommit=autocommit, options=options)
    prepare(conn)
    return conn


def prepare(conn: AsyncConnection[Row] | Connection[Row]) -> None:
    """Set up a connection, new or from a pool.

    ``json`` loads as bytes; nothing is prepared on the server: a prepared statement does not
    survive the swap of the read models' schema ("cached plan must not change result type").
    """
    conn.prepare_threshold = None
    conn.adapters.register_loader("json", _JsonBytes)
    conn.adapters.register_loader("json", _JsonBytesBinary)
