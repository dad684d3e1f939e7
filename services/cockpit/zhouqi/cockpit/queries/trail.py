"""A project's events as they stand in the journal, down to their data as published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import msgspec
from psycopg import sql
from psycopg.rows import args_row

from zhouqi.cockpit.api.answers import Trail, TrailEvent
from zhouqi.cockpit.queries.as_of import as_of
from zhouqi.events.connection import Conn
from zhouqi.events.contracts.catalogue import OWNERS
from zhouqi.events.event import Event
from zhouqi.service.paging import Key, Order

_PAGE: Final = sql.SQL(
    "select {} from log.journal where stream = any(%(streams)s) and {} order by {} limit %(limit)s"
)
_TOTAL: Final = sql.SQL("select count(*) from log.journal where stream = any(%(streams)s)")
_COLUMNS: Final = sql.SQL(", ").join(sql.Identifier(name) for name in Event.__struct_fields__)


async def trail(
    conn: Conn, project_id: UUID, streams: Sequence[str], limit: int, cursor: str | None
) -> Trail:
    """The events of ``streams``, the last to occur first. Raises Problem 400 for another list's cursor."""
    time = await as_of(conn)
    keys = [Key("occurred_at", descending=True), Key("position", descending=True)]
    order = Order(keys, {"trail": str(project_id)})
    behind = order.behind(cursor)
    values = {**behind.values, "streams": list(streams), "limit": limit + 1}
    async with conn.cursor(row_factory=args_row(Event), binary=True) as reading:
        await reading.execute(_PAGE.format(_COLUMNS, behind.sql, order.by), values)
        events = await reading.fetchall()
    shown = events[:limit]
    counted = await (await conn.execute(_TOTAL, {"streams": list(streams)})).fetchone()
    assert counted is not None
    return Trail(
        as_of=time,
        total=int(str(counted[0])),
        items=[_shown(event) for event in shown],
        next=order.cursor([shown[-1].occurred_at.isoformat(), shown[-1].position])
        if len(events) > limit
        else None,
    )


def _shown(event: Event) -> TrailEvent:
    return TrailEvent(
        position=event.position,
        stream=event.stream,
        sequence=event.sequence,
        id=event.id,
        type=event.type,
        schema_version=event.schema_version,
        occurred_at=event.occurred_at,
        recorded_at=event.recorded_at,
        actor=event.actor,
        source=OWNERS.get(event.type, "unknown"),
        correlation_id=event.correlation_id,
        causation_id=event.causation_id,
        data=msgspec.json.decode(event.data),
    )
