"""What changed between two positions of the journal, area by area, as far as the reader may know."""

from __future__ import annotations

from typing import Final

from psycopg import sql
from psycopg.rows import scalar_row

from zhouqi.cockpit.kit.scope import ReaderScope
from zhouqi.cockpit.kit.slice import PROJECTS
from zhouqi.cockpit.live.schemas import Changed
from zhouqi.cockpit.slices import AREAS, CHANGING_EVERYTHING, SLICES
from zhouqi.events.log.connection import Conn
from zhouqi.service.storage.predicate import Predicate

MOST_NAMED: Final = 100
_MOST_STREAMS: Final = 1_000

_STREAMS: Final = sql.SQL(
    "select distinct stream from log.journal where position > %(after)s and position <= %(up_to)s"
    " limit %(limit)s"
)
_NAMED: Final = sql.SQL("(select {area} as area, id::text from ({ids}) as touched(id) limit %(limit)s)")
_SEEN: Final = sql.SQL("select project_id from project_list where {mine} and project_id in ({ids})")


async def changed(conn: Conn, reader: ReaderScope, after: int, up_to: int) -> Changed | None:
    """What changed of what the reader sees; None when nothing did.

    A project changed when anything did that its page shows. After the close of a day everything may have.
    """
    async with conn.cursor(row_factory=scalar_row) as cursor:
        await cursor.execute(_STREAMS, {"after": after, "up_to": up_to, "limit": _MOST_STREAMS + 1})
        streams: list[str] = await cursor.fetchall()
    if len(streams) > _MOST_STREAMS or any(stream.startswith(CHANGING_EVERYTHING) for stream in streams):
        return Changed(journal=up_to, areas=dict.fromkeys(AREAS))
    named = [_named(area, reader) for area in AREAS]
    values = {name: value for one in named for name, value in one.values.items()}
    query = sql.SQL(" union all ").join(one.sql for one in named)
    ids: dict[str, list[str]] = {}
    rows = await conn.execute(query, {**values, "streams": streams, "limit": MOST_NAMED + 1})
    async for area, id_ in rows:
        ids.setdefault(str(area), []).append(str(id_))
    areas = {area: sorted(some) if len(some) <= MOST_NAMED else None for area, some in ids.items()}
    return Changed(journal=up_to, areas=areas) if areas else None


def _named(area: str, reader: ReaderScope) -> Predicate:
    """The query of what changed in ``area``: what any slice touches of it. Of projects, those that the reader sees."""
    touched = [touch(reader) for slice_ in SLICES for name, touch in slice_.touches.items() if name == area]
    ids: sql.Composable = sql.SQL(" union ").join(one.sql for one in touched)
    values = {name: value for one in touched for name, value in one.values.items()}
    if area == PROJECTS:
        mine = reader.of_projects()
        ids, values = _SEEN.format(mine=mine.sql, ids=ids), {**values, **mine.values}
    return Predicate(_NAMED.format(area=sql.Literal(area), ids=ids), values)
