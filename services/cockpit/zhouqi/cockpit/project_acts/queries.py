"""How many acts on projects were decided, and how many wait, within the reader's scope."""

from __future__ import annotations

from typing import Final

from psycopg import sql
from psycopg.rows import dict_row

from zhouqi.cockpit.kit.counters import counts
from zhouqi.cockpit.kit.scope import ReaderScope
from zhouqi.cockpit.project_acts.list import ACTS_OF_PROJECTS
from zhouqi.events.log.connection import Conn
from zhouqi.service.storage.predicate import Predicate

_COUNTED: Final = {
    "granted": Predicate(sql.SQL("granted")),
    "declined": Predicate(sql.SQL("not granted")),
    "waiting": Predicate(sql.SQL("granted is null")),
}
_QUERY: Final = sql.SQL("select {} from {} where {}")


async def act_counts(conn: Conn, reader: ReaderScope) -> dict[str, int]:
    """The totals of :class:`~zhouqi.cockpit.project_acts.schemas.ProjectActs`, of all that the reader sees."""
    mine = reader.of_projects("list")
    query = _QUERY.format(counts(_COUNTED), ACTS_OF_PROJECTS, mine.sql)
    async with conn.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(query, dict(mine.values))
        found = await cursor.fetchone()
    assert found is not None
    return found
