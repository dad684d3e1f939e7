"""What townships, departments and agents are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from psycopg import sql

from zhouqi.events.connection import Conn


@dataclass(frozen=True, slots=True)
class Called:
    """The names of what filters choose, by code."""

    townships: Mapping[str, str]
    departments: Mapping[str, str]
    agents: Mapping[str, str]


async def called(conn: Conn) -> Called:
    """All names that the registers know."""
    return Called(
        townships=await _names(conn, sql.SQL("select code, name from township")),
        departments=await _names(conn, sql.SQL("select code, name from department")),
        agents=await _names(conn, sql.SQL("select account, name from account where role = 'agent'")),
    )


async def _names(conn: Conn, query: sql.SQL) -> dict[str, str]:
    return {str(code): str(name) async for code, name in await conn.execute(query)}
