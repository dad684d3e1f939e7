"""Pages of refused deliveries, each with its raw record."""

from __future__ import annotations

import json
from collections.abc import Mapping

from psycopg import sql
from psycopg.rows import dict_row
from pydantic import JsonValue

from zhouqi.ingest.access import OF_DEPARTMENT
from zhouqi.ingest.fields.parsing import ORIGIN
from zhouqi.ingest.kinds import BY_NAME, DropFolder
from zhouqi.ingest.rejections.schemas import Rejection, RejectionPage
from zhouqi.service.http.paging import Order, SortKey
from zhouqi.service.identity.identity import Scope
from zhouqi.service.identity.scope import within
from zhouqi.service.runtime import Runtime

_PAGE = sql.SQL(
    "select r.delivery, r.kind, r.source, r.record_id, r.rejected_at, r.findings, w.content, w.taken_at"
    " from rejected_delivery r left join app.raw_record w on w.digest = r.delivery"
    " where {} order by {} limit %(limit)s"
)
_TOTAL = sql.SQL("select count(*) from rejected_delivery where {}")


async def rejection_page(runtime: Runtime, scope: Scope, limit: int, cursor: str | None) -> RejectionPage:
    """One page of what ``scope`` sees, the latest first."""
    order = Order((SortKey("rejected_at", descending=True), SortKey("delivery")), {})
    mine = within(scope, OF_DEPARTMENT)
    page = mine & runtime.cursors.behind(order, cursor)
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
        next=runtime.cursors.after(order, [last.rejected_at.isoformat(), last.delivery]) if last else None,
    )


def _rejection(row: dict[str, object]) -> Rejection:
    findings, content = row.pop("findings"), row.pop("content")
    raw = _sayable(content) if isinstance(content, bytes) else None
    columns = _columns(str(row["kind"]))
    found = json.loads(findings) if isinstance(findings, bytes) else []
    return Rejection.model_validate(
        {
            **row,
            **_origin(raw),
            "findings": [{**one, "column": columns.get(one["field"])} for one in found],
            "raw": raw,
        }
    )


def _columns(kind: str) -> Mapping[str, str]:
    """Field -> the header of its column, for a kind that comes in workbooks."""
    wire = BY_NAME[kind].wire if kind in BY_NAME else None
    return {field: header for header, field in wire.headers.items()} if isinstance(wire, DropFolder) else {}


def _origin(raw: JsonValue) -> dict[str, str | int | None]:
    """The file and the row that a raw record stood in, or the file that it is."""
    said = raw if isinstance(raw, dict) else {}
    at = said.get(ORIGIN, said)
    file, row = (at.get("file"), at.get("row")) if isinstance(at, dict) else (None, None)
    return {"file": file if isinstance(file, str) else None, "row": row if isinstance(row, int) else None}


def _sayable(content: bytes) -> JsonValue:
    """The record as far as an answer can say it: a lone half of a surrogate pair stands as a question mark."""
    said = json.dumps(json.loads(content), ensure_ascii=False)
    found: JsonValue = json.loads(said.encode("utf-8", "replace"))
    return found
