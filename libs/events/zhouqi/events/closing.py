"""The close of a day says how much came before it, and who does daily work on it waits until it has that.

Topics overtake one another: the day's close may arrive while thousands of the day's events are still on
their way. Daily work done then would find projects overdue whose records are in the post, and take it
all back a minute later. So a close carries how many events of each type its service had written by then,
and a reaction to it raises NotYet until as many have arrived.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from psycopg import sql

from zhouqi.events.connection import Conn
from zhouqi.events.contracts import Fact
from zhouqi.events.log import STORE, Log
from zhouqi.events.react import NotYet

_WRITTEN = sql.SQL("select type, count(*) from log.{} where type = any(%(types)s) group by type")
_ARRIVED = (
    "select type, count(*) from ("
    " select type from log.journal where type = any(%(types)s)"
    " union all select topic from log.parked where kind = 'message' and topic = any(%(types)s)"
    ") as message group by type"
)


async def written(conn: Conn, types: Sequence[type[Fact]], log: Log = STORE) -> dict[str, int]:
    """How many events of each of ``types`` stand in ``log``; types without any are left out."""
    query = _WRITTEN.format(sql.Identifier(log.table))
    return _counts(await (await conn.execute(query, {"types": [one.type() for one in types]})).fetchall())


async def arrived(conn: Conn, types: Sequence[str]) -> dict[str, int]:
    """How many events of each of ``types`` came in: into the journal, or put aside as unreadable."""
    return _counts(await (await conn.execute(_ARRIVED, {"types": list(types)})).fetchall())


async def await_counted(conn: Conn, counted: Mapping[str, int], subscribed: Sequence[type[Fact]]) -> None:
    """Return when as many events of each subscribed type arrived as ``counted`` says. Raises NotYet."""
    names = [one.type() for one in subscribed if counted.get(one.type())]
    here = await arrived(conn, names)
    if missing := {
        name: counted[name] - here.get(name, 0) for name in names if here.get(name, 0) < counted[name]
    }:
        raise NotYet(", ".join(f"{name} {count}" for name, count in missing.items()))


def _counts(rows: Sequence[tuple[object, ...]]) -> dict[str, int]:
    return {str(name): int(str(count)) for name, count in rows}
