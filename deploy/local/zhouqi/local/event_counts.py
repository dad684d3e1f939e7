"""Where one service's logs and reactions stand, as far as a moment of business time is concerned.

What reactions write inherits the time of what they answer, so the whole chain that hangs on the facts up
to a moment is among the events up to that moment, however fast time runs on meanwhile.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from zhouqi.events.context import Context
from zhouqi.events.log.connection import Conn
from zhouqi.events.log.watermark import count_arrived

_HEADS = "select coalesce(max(position), 0) from log.event union all select coalesce(max(position), 0) from log.journal"
_WRITTEN = "select type, count(*) from log.event where occurred_at <= %s group by type"
_LATER = "select type, count(*) from log.journal where occurred_at > %s group by type"
_UNREACTED = (
    "select count(*) from log.journal where type = any(%(types)s) and occurred_at <= %(until)s"
    " and position > coalesce((select position from log.cursor where name = %(name)s), 0)"
)


@dataclass(frozen=True)
class EventCounts:
    """What a service wrote and received, by type, and what its reactions have not worked off yet."""

    written: Mapping[str, int]
    received: Mapping[str, int]
    unreacted: Mapping[str, int]


async def count_events(conn: Conn, context: Context, until: datetime) -> EventCounts:
    """Where the service stands with what happened until then.

    A reaction that waits has not worked off what it waits with.
    """
    unreacted = {}
    for reaction in context.reactions:
        name = f"reaction:{reaction.name}"
        types = [fact.type() for fact in reaction.facts]
        values = {"name": name, "types": types, "until": until}
        row = await (await conn.execute(_UNREACTED, values)).fetchone()
        unreacted[name] = int(str(row[0])) if row else 0
    received = await count_arrived(conn, context.subscriptions)
    later = await _counts(conn, _LATER, until)
    received = {name: count - later.get(name, 0) for name, count in received.items()}
    return EventCounts(await _counts(conn, _WRITTEN, until), received, unreacted)


async def count_all(conn: Conn) -> tuple[int, int]:
    """How many events the service has written and received so far."""
    rows = await (await conn.execute(_HEADS)).fetchall()
    store, journal = (int(str(row[0])) for row in rows)
    return store, journal


def missing(contexts: Sequence[Context], counts: Mapping[str, EventCounts]) -> dict[str, dict[str, int]]:
    """Who still waits for what: service -> topic or reaction -> how many events."""
    owed: dict[str, int] = {}
    for one in counts.values():
        owed |= one.written
    found = {}
    for context in contexts:
        own = counts[context.name]
        behind = {name: owed.get(name, 0) - own.received.get(name, 0) for name in context.subscriptions}
        behind |= own.unreacted
        if some := {name: count for name, count in behind.items() if count > 0}:
            found[context.name] = some
    return found


async def _counts(conn: Conn, query: str, until: datetime) -> dict[str, int]:
    rows = await (await conn.execute(query, (until,))).fetchall()
    return {str(name): int(str(count)) for name, count in rows}
