"""Verify a service's logs: nothing missing, nothing twice, nothing out of its place."""

from __future__ import annotations

from dataclasses import dataclass

from psycopg import sql

from zhouqi.events.log.connection import Conn
from zhouqi.events.log.event_log import JOURNAL, STORE, Log


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One thing that is wrong with a log."""

    log: str
    what: str
    where: str


async def verify(conn: Conn) -> list[Discrepancy]:
    """What is wrong with the logs; empty when they are whole.

    Positions of both logs, and sequences of the store, count 1, 2, 3… without a gap. (The journal's
    streams may have gaps: their topics may be on the way.) Cursors stand at or before the head.
    """
    discrepancies: list[Discrepancy] = []
    for log in (STORE, JOURNAL):
        discrepancies += [
            Discrepancy(log.table, "position missing", f"{missing}") for missing in await _gaps(conn, log)
        ]
    cursor = await conn.execute(
        "select stream from log.event group by stream"
        " having min(sequence) <> 1 or max(sequence) <> count(*) order by stream limit 100"
    )
    discrepancies += [Discrepancy("event", "sequence missing", str(row[0])) async for row in cursor]
    discrepancies += await _cursors(conn)
    await conn.commit()
    return discrepancies


async def _gaps(conn: Conn, log: Log) -> list[str]:
    query = sql.SQL(
        "select before + 1, position - 1 from (select position,"
        " lag(position, 1, 0::bigint) over (order by position) as before from log.{}) as pair"
        " where position <> before + 1 order by position limit 100"
    ).format(sql.Identifier(log.table))
    return [f"{first}..{last}" async for first, last in await conn.execute(query)]


async def _cursors(conn: Conn) -> list[Discrepancy]:
    heads = {"event": await STORE.head(conn), "journal": await JOURNAL.head(conn)}
    discrepancies = []
    async for name, position in await conn.execute("select name, position from log.cursor"):
        log = "event" if name == "relay" else "journal"
        if int(str(position)) > heads[log]:
            discrepancies.append(Discrepancy(log, "cursor beyond the head", f"{name} at {position}"))
    return discrepancies
