"""Pages of records that no identifier links to a project yet."""

from __future__ import annotations

from psycopg import sql
from psycopg.rows import class_row

from zhouqi.ingest.access import OF_DEPARTMENT
from zhouqi.ingest.crosswalk.schemas import Unmatched, UnmatchedPage
from zhouqi.service.http.paging import Order, SortKey
from zhouqi.service.identity.identity import Scope
from zhouqi.service.identity.scope import within
from zhouqi.service.runtime import Runtime
from zhouqi.service.storage.predicate import Predicate

_WAITING = Predicate(sql.SQL("project_id is null and not withdrawn"))
_PAGE = sql.SQL(
    "select stream, kind, source, record_id, updated_at,"
    " project_code, land_number, permit_number, site_code, enterprise_code"
    " from source_record where {} order by {} limit %(limit)s"
)
_TOTAL = sql.SQL("select count(*) from source_record where {}")


async def unmatched_page(runtime: Runtime, scope: Scope, limit: int, cursor: str | None) -> UnmatchedPage:
    """One page of what ``scope`` sees, the latest first."""
    order = Order((SortKey("updated_at", descending=True), SortKey("stream")), {})
    mine = _WAITING & within(scope, OF_DEPARTMENT)
    page = mine & runtime.cursors.behind(order, cursor)
    async with runtime.pool.connection() as conn:
        found = await (await conn.execute(_TOTAL.format(mine.sql), mine.values)).fetchone()
        async with conn.cursor(row_factory=class_row(Unmatched)) as rows:
            await rows.execute(_PAGE.format(page.sql, order.by), {**page.values, "limit": limit + 1})
            read = await rows.fetchall()
    last = read[limit - 1] if len(read) > limit else None
    return UnmatchedPage(
        total=int(str(found[0])) if found else 0,
        items=read[:limit],
        next=runtime.cursors.after(order, [last.updated_at.isoformat(), last.stream]) if last else None,
    )
