"""A log read stream by stream, as a rebuild folds it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from psycopg.rows import args_row

from zhouqi.events.log.connection import SyncConn
from zhouqi.events.log.event import StreamEvent
from zhouqi.events.log.event_log import Log, selecting

_PAGE = 10_000
_stream = attrgetter("stream")


def whole_streams(
    conn: SyncConn, log: Log, low: str, high: str | None, up_to: int
) -> Iterator[dict[str, list[StreamEvent]]]:
    """All streams from ``low`` up to, not including, ``high``, in the order of their names, some at a time.

    Each has its steps in sequence order, up to position ``up_to``. One pass over the index: to look up
    streams by their names costs several times as much; and only what folds are told, as the ids alone
    would cost as much again. Nor does it wait by an event loop, which would wake for each few kilobytes.
    """
    after: tuple[str, int] = (low, 0)
    found: dict[str, list[StreamEvent]] = {}
    below = " and stream < %(high)s" if high is not None else ""
    where = (
        f"(stream, sequence) > (%(stream)s, %(sequence)s){below} and position <= %(up_to)s"
        " order by stream, sequence limit %(limit)s"
    )
    while True:
        values = {"stream": after[0], "sequence": after[1], "high": high, "up_to": up_to, "limit": _PAGE}
        with conn.cursor(row_factory=args_row(StreamEvent), binary=True) as cursor:
            steps = cursor.execute(selecting(log.table, StreamEvent, where), values).fetchall()
        for stream, some in groupby(steps, _stream):
            found.setdefault(stream, []).extend(some)
        if len(steps) < _PAGE:
            break
        last = steps[-1]
        after = (last.stream, last.sequence)
        unfinished = found.pop(last.stream)
        if found:
            yield found
        found = {last.stream: unfinished}
    if found:
        yield found
