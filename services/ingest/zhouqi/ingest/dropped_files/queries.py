"""Files that lie in drop folders and were not read."""

from __future__ import annotations

from psycopg.rows import class_row

from zhouqi.ingest.access import is_visible
from zhouqi.ingest.dropped_files.misplaced import NO_KIND
from zhouqi.ingest.dropped_files.schemas import UnreadFile, UnreadFiles
from zhouqi.ingest.kinds import KINDS
from zhouqi.service.identity.identity import Scope
from zhouqi.service.runtime import Runtime

_UNREAD = (
    "select nullif(kind, '') as kind, shown as name, cause, said, seen_at from app.dropped_file"
    " where cause is not null and kind = any(%(kinds)s) order by seen_at desc nulls last, kind, name"
    " limit %(limit)s"
)
_TOTAL = "select count(*) from app.dropped_file where cause is not null and kind = any(%(kinds)s)"


async def unread_files(runtime: Runtime, scope: Scope, limit: int) -> UnreadFiles:
    """Those that ``scope`` sees, the latest first."""
    kinds = [kind.name for kind in KINDS if is_visible(scope, kind)]
    values = {"kinds": [*kinds, NO_KIND] if scope.everywhere else kinds, "limit": limit}
    async with runtime.pool.connection() as conn:
        found = await (await conn.execute(_TOTAL, values)).fetchone()
        async with conn.cursor(row_factory=class_row(UnreadFile)) as rows:
            await rows.execute(_UNREAD, values)
            return UnreadFiles(total=int(str(found[0])) if found else 0, items=await rows.fetchall())
