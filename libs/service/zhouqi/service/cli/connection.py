"""A connection to one service's database for the length of a command."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from zhouqi.events.log.connection import Conn, connect
from zhouqi.service.settings import Settings


@asynccontextmanager
async def connected(settings: Settings, service: str) -> AsyncIterator[Conn]:
    """The database of ``service`` under its runtime role. Raises SettingsError and psycopg's errors."""
    conn = await connect(settings.dsn_of(service))
    try:
        yield conn
    finally:
        await conn.close()
