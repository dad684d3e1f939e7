"""The county's departments and agents, as its register of accounts names them."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from psycopg import sql
from psycopg.rows import class_row

from zhouqi.cockpit.registers.schemas import Agent, Department
from zhouqi.cockpit.registers.slice import AGENTS
from zhouqi.events.log.connection import Conn
from zhouqi.service.identity.identity import Scope
from zhouqi.service.identity.scope import within

_DEPARTMENTS_QUERY: Final = sql.SQL("select code, name from department where not revoked order by code")
_AGENTS_QUERY: Final = sql.SQL(
    "select account, name, scope as township from account"
    " where role = 'agent' and not revoked and {} and (%(project)s::uuid is null or scope is null"
    " or scope = (select township from project_list where project_id = %(project)s)) order by scope, account"
)


async def departments(conn: Conn) -> list[Department]:
    """All departments."""
    async with conn.cursor(row_factory=class_row(Department)) as cursor:
        await cursor.execute(_DEPARTMENTS_QUERY)
        return await cursor.fetchall()


async def agents(conn: Conn, scope: Scope, project: UUID | None = None) -> list[Agent]:
    """The agents of the townships in ``scope``; of these, those who may accompany ``project`` if there is one."""
    mine = within(scope, AGENTS)
    async with conn.cursor(row_factory=class_row(Agent)) as cursor:
        await cursor.execute(_AGENTS_QUERY.format(mine.sql), {**mine.values, "project": project})
        return await cursor.fetchall()
