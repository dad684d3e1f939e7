"""The profiles as they follow from all that is known now."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Final

from psycopg.rows import dict_row

from zhouqi.events.contracts.policy import EnterpriseProfiled
from zhouqi.events.log.connection import Conn

_AT_ONCE: Final = 500


async def profiles_now(conn: Conn) -> AsyncIterator[list[EnterpriseProfiled]]:
    """The profile of every enterprise, from all that is known now; some at a time."""
    async with conn.cursor(row_factory=dict_row) as cursor:
        await cursor.execute("select * from profile order by enterprise")
        while rows := await cursor.fetchmany(_AT_ONCE):
            yield [EnterpriseProfiled.model_validate(row) for row in rows]
