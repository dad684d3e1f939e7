"""The events behind what is shown, as they stand in the journal, down to their data as published."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import msgspec
from psycopg import sql
from psycopg.rows import args_row

from zhouqi.cockpit.api.answers.trail import Trail, TrailEvent
from zhouqi.cockpit.queries.as_of import as_of
from zhouqi.cockpit.queries.issue_filter import ISSUES
from zhouqi.cockpit.queries.project_filter import PROJECTS
from zhouqi.cockpit.queries.streams import all_streams
from zhouqi.events.connection import Conn
from zhouqi.events.contracts.catalogue import OWNERS
from zhouqi.events.event import Event
from zhouqi.service.identity import Scope
from zhouqi.service.paging import Key, Order
from zhouqi.service.predicate import Predicate
from zhouqi.service.scope import within

_PAGE: Final = sql.SQL("select {} from log.journal where stream in ({}) and {} order by {} limit %(limit)s")
_TOTAL: Final = sql.SQL("select count(*) from log.journal where stream in ({})")
_COLUMNS: Final = sql.SQL(", ").join(sql.Identifier(name) for name in Event.__struct_fields__)
_PROJECT: Final = sql.SQL("select from project_list where project_id = %(id)s and {}")
_ISSUE: Final = sql.SQL("select from issue_list where issue_id = %(id)s and {}")
_OF_ISSUE: Final = sql.SQL("select 'issue/' || %(id)s::text")


async def project_trail(
    conn: Conn, scope: Scope, issues: Scope, project_id: UUID, limit: int, cursor: str | None
) -> Trail | None:
    """The project's events, with those of its issues in the scope ``issues``; None if it is not in ``scope``.

    The last to occur come first. Raises Problem 400 for another list's cursor.
    """
    if not await _exists(conn, _PROJECT, within(scope, PROJECTS), project_id):
        return None
    return await _trail(conn, project_id, all_streams(issues), limit, cursor)


async def issue_trail(
    conn: Conn, scope: Scope, issue_id: UUID, limit: int, cursor: str | None
) -> Trail | None:
    """The issue's events; None if it is not in ``scope``. Otherwise as :func:`project_trail`."""
    if not await _exists(conn, _ISSUE, within(scope, ISSUES), issue_id):
        return None
    return await _trail(conn, issue_id, Predicate(_OF_ISSUE), limit, cursor)


async def _exists(conn: Conn, query: sql.SQL, mine: Predicate, id_: UUID) -> bool:
    found = await conn.execute(query.format(mine.sql), {**mine.values, "id": id_})
    return await found.fetchone() is not None


async def _trail(conn: Conn, id_: UUID, streams: Predicate, limit: int, cursor: str | None) -> Trail:
    time = await as_of(conn)
    keys = [Key("occurred_at", descending=True), Key("position", descending=True)]
    order = Order(keys, {"trail": str(id_)})
    behind = order.behind(cursor)
    values = {**streams.values, **behind.values, "id": id_, "limit": limit + 1}
    async with conn.cursor(row_factory=args_row(Event), binary=True) as reading:
        await reading.execute(_PAGE.format(_COLUMNS, streams.sql, behind.sql, order.by), values)
        events = await reading.fetchall()
    shown = events[:limit]
    counted = await (await conn.execute(_TOTAL.format(streams.sql), values)).fetchone()
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
