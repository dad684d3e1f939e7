"""The close of a day says how much came before it, and who does daily work on it waits until it has that.

Topics overtake one another: the day's close may arrive while thousands of the day's events are still on
their way. Daily work done then would find projects overdue whose records are in the post, and take it
all back a minute later. So a close carries how many events of each type its service had written by then,
and a reaction to it raises NotYet until as many have arrived.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from psycopg import sql

from zhouqi.events import parked
from zhouqi.events.connection import Conn
from zhouqi.events.contracts import Fact
from zhouqi.events.envelope import Unreadable, decode
from zhouqi.events.log import JOURNAL, STORE, Log
from zhouqi.events.react import NotYet

_WRITTEN = sql.SQL("select type, count(*) from log.{} where type = any(%(types)s) group by type")


async def written(conn: Conn, types: Sequence[type[Fact]], log: Log = STORE) -> dict[str, int]:
    """How many events of each of ``types`` stand in ``log``; types without any are left out."""
    return await _counted(conn, log, [one.type() for one in types])


async def arrived(conn: Conn, types: Sequence[str]) -> dict[str, int]:
    """How many events of each of ``types`` came in: into the journal, or put aside as unreadable.

    What is put aside counts once, however often it came, and only if a relay sent it: rubbish of others
    stands for no event. What the journal took after all counts there.
    """
    counts = await _counted(conn, JOURNAL, types)
    aside: dict[str, dict[tuple[UUID, int], UUID | None]] = {}
    for delivery in await parked.messages(conn, types):
        if origin := delivery.origin():
            try:
                event = decode(delivery.value).id
            except Unreadable:
                event = None
            aside.setdefault(delivery.topic, {})[origin.store, origin.position] = event
    ids = [event for events in aside.values() for event in events.values() if event is not None]
    found = await conn.execute("select id from log.journal where id = any(%s)", (ids,))
    taken = {UUID(str(row[0])) for row in await found.fetchall()}
    for topic, events in aside.items():
        counts[topic] = counts.get(topic, 0) + sum(event not in taken for event in events.values())
    return counts


async def await_counted(conn: Conn, counted: Mapping[str, int], subscribed: Sequence[type[Fact]]) -> None:
    """Return when as many events of each subscribed type arrived as ``counted`` says. Raises NotYet."""
    names = [one.type() for one in subscribed if counted.get(one.type())]
    here = await _counted(conn, JOURNAL, names)
    if short := [name for name in names if here.get(name, 0) < counted[name]]:
        here |= await arrived(conn, short)
    missing = {name: counted[name] - here.get(name, 0) for name in short}
    if waits := ", ".join(f"{name} {count}" for name, count in missing.items() if count > 0):
        raise NotYet(waits)


async def _counted(conn: Conn, log: Log, types: Sequence[str]) -> dict[str, int]:
    query = _WRITTEN.format(sql.Identifier(log.table))
    rows = await (await conn.execute(query, {"types": list(types)})).fetchall()
    return {str(name): int(str(count)) for name, count in rows}
