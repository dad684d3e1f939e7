"""How many records of each kind there are: counted anew only when something was written since, and not at each look."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from typing import Final

from psycopg.rows import class_row

from zhouqi.events import STORE
from zhouqi.events.log.connection import Conn
from zhouqi.ingest.monitor.schemas import Counts

_SECONDS: Final = 10.0
_COUNTS: Final = (
    "select kind, sum(records)::int as records, sum(unmatched)::int as unmatched,"
    " sum(rejected)::int as rejected from ("
    " select kind, count(*) as records, count(*) filter (where project_id is null) as unmatched, 0 as rejected"
    " from source_record group by kind"
    " union all select kind, 0, 0, count(*) from rejected_delivery group by kind) as one group by kind"
)


class CachedCounts:
    """The counts of a process. They grow with the county, and a page asks for them every few seconds."""

    def __init__(self) -> None:
        self._counts: Mapping[str, Counts] = {}
        self._head: int | None = None
        self._taken = 0.0

    async def now(self, conn: Conn) -> Mapping[str, Counts]:
        """Kind -> its counts, at most ten seconds old."""
        head = await STORE.head(conn)
        if self._head is None or (head != self._head and monotonic() - self._taken >= _SECONDS):
            async with conn.cursor(row_factory=class_row(Counts)) as rows:
                await rows.execute(_COUNTS)
                self._counts = {row.kind: row for row in await rows.fetchall()}
            self._head, self._taken = head, monotonic()
        return self._counts
