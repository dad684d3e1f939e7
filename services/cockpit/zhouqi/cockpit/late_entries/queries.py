"""How many late entries there are within the reader's scope."""

from __future__ import annotations

from typing import Final

from psycopg import sql
from psycopg.rows import dict_row

from zhouqi.cockpit.kit.counters import counts
from zhouqi.cockpit.kit.scope import ReaderScope
from zhouqi.cockpit.late_entries.list import LATE_ENTRIES
from zhouqi.events.log.connection import Conn
from zhouqi.service.storage.predicate import Predicate

_COUNTED: Final = {
    "entered_late": Predicate(sql.SQL("not takeover")),
    "taken_over": Predicate(sql.SQL("takeover")),
}
_QUERY: Final = sql.SQL("select {} from {} as late where {}")


async def late_counts(conn: Conn, reader: ReaderScope) -> dict[str, int]:
    """The totals of :class:`~zhouqi.cockpit.late_entries.schemas.LateEntries`, of all that the reader sees."""
    mine = LATE_ENTRIES.scope(reader)
    query = _QUERY.format(counts(_COUNTED), LATE_ENTRIES.source, mine.sql)
    async with conn.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(query, dict(mine.values))
        found = await cursor.fetchone()
    assert found is not None
    return found
