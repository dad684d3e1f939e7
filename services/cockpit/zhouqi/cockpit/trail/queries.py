"""The events behind what is shown, as they stand in the journal, down to their data as published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias
from uuid import UUID

import msgspec
from psycopg import sql
from psycopg.rows import args_row

from zhouqi.cockpit.kit.as_of import as_of
from zhouqi.cockpit.kit.scope import ISSUES, ReaderScope
from zhouqi.cockpit.slices import own_streams
from zhouqi.cockpit.trail.schemas import Late, Trail, TrailEvent
from zhouqi.events.contracts.catalogue import OWNERS
from zhouqi.events.contracts.issues import IssueEnteredLate
from zhouqi.events.contracts.lifecycle import ProjectEnteredLate
from zhouqi.events.log.connection import Conn
from zhouqi.events.log.event import Event
from zhouqi.service.http.paging import Cursors, Order, SortKey
from zhouqi.service.identity.identity import Scope
from zhouqi.service.identity.scope import within
from zhouqi.service.storage.predicate import Predicate

_PAGE: Final = sql.SQL("select {} from log.journal where stream in ({}) and {} order by {} limit %(limit)s")
_TOTAL: Final = sql.SQL("select count(*) from log.journal where stream in ({})")
_COLUMNS: Final = sql.SQL(", ").join(sql.Identifier(name) for name in Event.__struct_fields__)
_PROJECT: Final = sql.SQL("select from project_list where project_id = %(id)s and {}")
_ISSUE: Final = sql.SQL("select from issue_list where issue_id = %(id)s and {}")
_LATE: Final = (
    "select stream, correlation_id, occurred_at, (data ->> 'takeover')::boolean from log.journal"
    " where stream = any(%(streams)s) and type = any(%(types)s)"
)
_ENTERED_LATE: Final = [IssueEnteredLate.type(), ProjectEnteredLate.type()]
_Entry: TypeAlias = tuple[str, str, object]
_ISSUES: Final = sql.SQL("select 'issue/' || issue_id from issue_list where project_id = %(id)s::uuid and {}")
_OF_ISSUE: Final = sql.SQL("select 'issue/' || %(id)s::text")


@dataclass(frozen=True, slots=True)
class TrailPlace:
    """Which part of a trail: ``limit`` events behind ``cursor``."""

    limit: int
    cursor: str | None
    cursors: Cursors


async def project_trail(conn: Conn, reader: ReaderScope, project_id: UUID, place: TrailPlace) -> Trail | None:
    """The project's events, with those of its issues that the reader sees; None if they don't see the project.

    The last to occur come first. Raises Problem 400 for another list's cursor.
    """
    if not await _exists(conn, _PROJECT, reader.of_projects(), project_id):
        return None
    issues = reader.of_issues()
    streams = Predicate(
        sql.SQL("{} union {}").format(own_streams(), _ISSUES.format(issues.sql)), issues.values
    )
    return await _trail(conn, project_id, streams, place)


async def issue_trail(conn: Conn, scope: Scope, issue_id: UUID, place: TrailPlace) -> Trail | None:
    """The issue's events; None if it is not in ``scope``. Otherwise as :func:`project_trail`."""
    if not await _exists(conn, _ISSUE, within(scope, ISSUES), issue_id):
        return None
    return await _trail(conn, issue_id, Predicate(_OF_ISSUE), place)


async def _exists(conn: Conn, query: sql.SQL, mine: Predicate, id_: UUID) -> bool:
    found = await conn.execute(query.format(mine.sql), {**mine.values, "id": id_})
    return await found.fetchone() is not None


async def _trail(conn: Conn, id_: UUID, streams: Predicate, place: TrailPlace) -> Trail:
    time = await as_of(conn)
    keys = [SortKey("occurred_at", descending=True), SortKey("position", descending=True)]
    order = Order(keys, {"trail": str(id_)})
    behind, limit = place.cursors.behind(order, place.cursor), place.limit
    values = {**streams.values, **behind.values, "id": id_, "limit": limit + 1}
    async with conn.cursor(row_factory=args_row(Event), binary=True) as reading:
        await reading.execute(_PAGE.format(_COLUMNS, streams.sql, behind.sql, order.by), values)
        events = await reading.fetchall()
    shown = events[:limit]
    late = await _late(conn, shown)
    counted = await (await conn.execute(_TOTAL.format(streams.sql), values)).fetchone()
    assert counted is not None
    return Trail(
        as_of=time,
        total=int(str(counted[0])),
        items=[_shown(event, late.get(_entry(event))) for event in shown],
        next=place.cursors.after(order, [shown[-1].occurred_at.isoformat(), shown[-1].position])
        if len(events) > limit
        else None,
    )


async def _late(conn: Conn, events: Sequence[Event]) -> Mapping[_Entry, Late]:
    """Which of the entries that ``events`` belong to were late, and how."""
    rows = await conn.execute(
        _LATE, {"streams": sorted({event.stream for event in events}), "types": _ENTERED_LATE}
    )
    return {
        (str(stream), str(correlation), at): Late.TAKEN_OVER if takeover else Late.ENTERED
        async for stream, correlation, at, takeover in rows
    }


def _entry(event: Event) -> _Entry:
    """What the events of one command have in common."""
    return event.stream, str(event.correlation_id), event.occurred_at


def _shown(event: Event, late: Late | None) -> TrailEvent:
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
        late=late,
    )
