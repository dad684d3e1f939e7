"""The county's departments and agents, as its register of accounts names them."""

from __future__ import annotations

from typing import Final

from psycopg import sql
from psycopg.rows import class_row

from zhouqi.cockpit.api.answers.registers import Agent, Department
from zhouqi.events.connection import Conn
from zhouqi.service.identity import Scope
from zhouqi.service.scope import OPEN, Columns, within

_AGENTS: Final = Columns(township="scope", department=OPEN, enterprise=OPEN)
_DEPARTMENTS_QUERY: Final = sql.SQL("select code, name from department where not revoked order by code")
_AGENTS_QUERY: Final = sql.SQL(
    "select account, name, scope as township from account"
    " where role = 'agent' and not revoked and {} order by scope, account"
)


async def departments(conn: Conn) -> list[Department]:
    """All departments."""
    async with conn.cursor(row_factory=class_row(Department)) as cursor:
        await cursor.execute(_DEPARTMENTS_QUERY)
        return await cursor.fetchall()


async def agents(conn: Conn, scope: Scope) -> list[Agent]:
    """The agents of the townships in ``scope``."""
    mine = within(scope, _AGENTS)
    async with conn.cursor(row_factory=class_row(Agent)) as cursor:
        await cursor.execute(_AGENTS_QUERY.format(mine.sql), dict(mine.values))
        return await cursor.fetchall()
