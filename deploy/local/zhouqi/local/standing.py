"""Where one service's logs and reactions stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zhouqi.events.closing import arrived, written
from zhouqi.events.connection import Conn
from zhouqi.events.context import Context

_HEADS = (
    "select coalesce((select max(position) from log.event), 0),"
    " coalesce((select max(position) from log.journal), 0),"
    " coalesce((select sum(position) from log.cursor where name like 'reaction:%%'), 0)"
)
_UNREACTED = (
    "select count(*) from log.journal where type = any(%(types)s)"
    " and position > coalesce((select position from log.cursor where name = %(name)s), 0)"
)

Heads = tuple[int, ...]
"""A service's heads and cursors: none of them falls, so equal ones are a service that stood still."""


@dataclass(frozen=True)
class Standing:
    """What a service wrote and received, by type, and what its reactions have not worked off yet."""

    written: Mapping[str, int]
    received: Mapping[str, int]
    unreacted: Mapping[str, int]


async def heads(conn: Conn) -> Heads:
    """How far the service is."""
    row = await (await conn.execute(_HEADS)).fetchone()
    return tuple(int(str(value)) for value in row or ())


async def standing(conn: Conn, context: Context) -> Standing:
    """Where the service stands. A reaction that waits has not worked off what it waits with."""
    unreacted = {}
    for reaction in context.reactions:
        name = f"reaction:{reaction.name}"
        types = [fact.type() for fact in reaction.facts]
        row = await (await conn.execute(_UNREACTED, {"name": name, "types": types})).fetchone()
        unreacted[name] = int(str(row[0])) if row else 0
    return Standing(
        await written(conn, context.publishes), await arrived(conn, context.subscriptions), unreacted
    )


def waits(contexts: Sequence[Context], standings: Mapping[str, Standing]) -> dict[str, dict[str, int]]:
    """Who still waits for what: service -> topic or reaction -> how many events."""
    owed: dict[str, int] = {}
    for one in standings.values():
        owed |= one.written
    found = {}
    for context in contexts:
        own = standings[context.name]
        behind = {name: owed.get(name, 0) - own.received.get(name, 0) for name in context.subscriptions}
        behind |= own.unreacted
        if some := {name: count for name, count in behind.items() if count > 0}:
            found[context.name] = some
    return found
