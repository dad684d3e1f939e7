"""Records that no identifier links to a project yet."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from psycopg import sql
from psycopg.rows import class_row

from zhouqi.ingest.api.answer import OF_DEPARTMENT, Answer
from zhouqi.service.gate import require
from zhouqi.service.identity import Identity
from zhouqi.service.paging import CursorText, Key, Limit, Order
from zhouqi.service.predicate import Predicate
from zhouqi.service.runtime import Runtime
from zhouqi.service.scope import within

_WAITING = Predicate(sql.SQL("project_id is null and not withdrawn"))
_PAGE = sql.SQL(
    "select stream, kind, source, record_id, updated_at,"
    " project_code, land_number, permit_number, site_code, enterprise_code"
    " from source_record where {} order by {} limit %(limit)s"
)
_TOTAL = sql.SQL("select count(*) from source_record where {}")


class Unmatched(Answer):
    """A record that waits, and the identifiers that it carries."""

    stream: str
    kind: str
    source: str
    record_id: str
    updated_at: datetime
    project_code: str | None
    land_number: str | None
    permit_number: str | None
    site_code: str | None
    enterprise_code: str | None


class UnmatchedPage(Answer):
    """One page of records that wait, the latest first."""

    total: int
    items: list[Unmatched]
    next: str | None


def router(runtime: Runtime) -> APIRouter:
    """The route of records that wait."""
    routes = APIRouter()

    @routes.get("/unmatched")
    async def unmatched(
        identity: Annotated[Identity, require("record.read")],
        limit: Limit = 50,
        cursor: CursorText = None,
    ) -> UnmatchedPage:
        """Records without a project, of the caller's department if it has one."""
        order = Order((Key("updated_at", descending=True), Key("stream")), {})
        mine = _WAITING & within(identity.scope, OF_DEPARTMENT)
        page = mine & order.behind(cursor)
        async with runtime.pool.connection() as conn:
            found = await (await conn.execute(_TOTAL.format(mine.sql), mine.values)).fetchone()
            async with conn.cursor(row_factory=class_row(Unmatched)) as rows:
                await rows.execute(_PAGE.format(page.sql, order.by), {**page.values, "limit": limit + 1})
                read = await rows.fetchall()
        last = read[limit - 1] if len(read) > limit else None
        return UnmatchedPage(
            total=int(str(found[0])) if found else 0,
            items=read[:limit],
            next=order.cursor([last.updated_at.isoformat(), last.stream]) if last else None,
        )

    return routes
