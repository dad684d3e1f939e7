"""Refused deliveries, as they were delivered."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from psycopg import sql
from psycopg.rows import dict_row
from pydantic import JsonValue

from zhouqi.ingest.api.answer import OF_DEPARTMENT, Answer
from zhouqi.service.gate import require
from zhouqi.service.identity import Identity
from zhouqi.service.paging import CursorText, Key, Limit, Order
from zhouqi.service.runtime import Runtime
from zhouqi.service.scope import within

_PAGE = sql.SQL(
    "select r.delivery, r.kind, r.source, r.record_id, r.rejected_at, r.findings, w.content"
    " from rejected_delivery r left join app.raw_record w on w.digest = r.delivery"
    " where {} order by {} limit %(limit)s"
)
_TOTAL = sql.SQL("select count(*) from rejected_delivery where {}")


class Rejection(Answer):
    """A refused delivery: why, and the record as it was delivered."""

    delivery: str
    kind: str
    source: str
    record_id: str
    rejected_at: datetime
    findings: JsonValue
    raw: JsonValue


class RejectionPage(Answer):
    """One page of refusals, the latest first."""

    total: int
    items: list[Rejection]
    next: str | None


def router(runtime: Runtime) -> APIRouter:
    """The route of refusals."""
    routes = APIRouter()

    @routes.get("/rejections")
    async def rejections(
        identity: Annotated[Identity, require("record.read")],
        limit: Limit = 50,
        cursor: CursorText = None,
    ) -> RejectionPage:
        """Refused deliveries with their raw records, of the caller's department if it has one."""
        order = Order((Key("rejected_at", descending=True), Key("delivery")), {})
        mine = within(identity.scope, OF_DEPARTMENT)
        page = mine & order.behind(cursor)
        async with runtime.pool.connection() as conn:
            found = await (await conn.execute(_TOTAL.format(mine.sql), mine.values)).fetchone()
            rows = conn.cursor(row_factory=dict_row)
            await rows.execute(_PAGE.format(page.sql, order.by), {**page.values, "limit": limit + 1})
            read = await rows.fetchall()
        items = [_rejection(row) for row in read[:limit]]
        last = items[-1] if len(read) > limit else None
        return RejectionPage(
            total=int(str(found[0])) if found else 0,
            items=items,
            next=order.cursor([last.rejected_at.isoformat(), last.delivery]) if last else None,
        )

    return routes


def _rejection(row: dict[str, object]) -> Rejection:
    findings, content = row.pop("findings"), row.pop("content")
    return Rejection.model_validate(
        {
            **row,
            "findings": json.loads(findings) if isinstance(findings, bytes) else [],
            "raw": json.loads(content) if isinstance(content, bytes) else None,
        }
    )
