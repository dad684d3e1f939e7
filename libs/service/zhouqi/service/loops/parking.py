"""What an operator does with what was parked: look at it, try it again, accept it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

import msgspec

from zhouqi.events.bus import halt, parked
from zhouqi.events.bus.provenance import Provenance
from zhouqi.events.bus.receive import Receiver
from zhouqi.events.clock import Clock
from zhouqi.events.commands.handle import Handler
from zhouqi.events.commands.react import Reactor
from zhouqi.events.context import Context
from zhouqi.events.contracts import Emission, Undecodable
from zhouqi.events.fold.projector import Projector
from zhouqi.events.heartbeat import Heartbeat
from zhouqi.events.log.connection import Conn
from zhouqi.events.log.event import Event
from zhouqi.events.log.event_log import JOURNAL
from zhouqi.events.log.notify import Waiter

_Parking: TypeAlias = tuple[int, str, str, bytes]
"""A parked reaction: its number, the reaction, and its event's stream and id."""


@dataclass(frozen=True, slots=True)
class Content:
    """A parked message as it came, or the event that a parked reaction failed on."""

    key: bytes | None
    value: bytes | None
    headers: Sequence[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Retried:
    """How many were tried, and why some are parked still: by number."""

    tried: int
    still: Mapping[int, str]


async def parked_content(conn: Conn, number: int) -> Content | None:
    """What stands behind a parked number; None when there is none."""
    cursor = await conn.execute(
        "select kind, stream, digest, key, value, headers from log.parked where number = %s", (number,)
    )
    row = await cursor.fetchone()
    if row is None:
        return None
    kind, stream, digest, key, value, headers = row
    if kind == "reaction":
        event = await _event(conn, str(stream), _bytes(digest))
        return Content(str(stream).encode(), None if event is None else event.data, ())
    pairs = msgspec.json.decode(_bytes(headers), type=tuple[tuple[str, bytes], ...])
    return Content(None if key is None else _bytes(key), None if value is None else _bytes(value), pairs)


async def retry_parked(
    conn: Conn,
    context: Context,
    projector: Projector,
    provenance: Provenance,
    clock: Clock,
    dsn: str,
    numbers: Sequence[int] | None = None,
    emission: Emission | None = None,
) -> Retried:
    """Try what is parked again: all of it, or ``numbers``. What works is settled; a halt that nothing
    holds up any more is lifted. Commits.
    """
    still: dict[int, str] = {}
    messages = await parked.unsettled_messages(conn, numbers)
    await conn.commit()
    receiver = Receiver(projector, provenance)
    for number in messages:
        if await halt.retry(conn, receiver, [number]):
            still[number] = "it cannot be read, or contradicts what is there"
    if not still and not await parked.unsettled_messages(conn):
        await halt.lift_halt(conn)
    handler = Handler(context.publishes, projector, provenance.county, clock.now, context.decoder, emission)
    reactions = await _reactions(conn, numbers)
    still |= await _again(conn, context, handler, dsn, reactions)
    return Retried(len(messages) + len(reactions), still)


async def retry_readable(conn: Conn, context: Context, handler: Handler, dsn: str) -> Retried:
    """Try the reactions again whose event the code that parked them could not read. Commits.

    To be called at a start, once the streams are folded again: newer code may read what the last one
    could not, and then nobody has to know that it was ever parked.
    """
    cursor = await conn.execute(
        "select number from log.parked where kind = 'reaction' and settled_at is null and cause = %s",
        (Undecodable.__name__,),
    )
    numbers = [int(str(row[0])) for row in await cursor.fetchall()]
    reactions = await _reactions(conn, numbers)
    return Retried(len(reactions), await _again(conn, context, handler, dsn, reactions))


async def accept_parked(conn: Conn, numbers: Sequence[int] | None = None) -> int:
    """Settle as they are: all that is parked, which also lets a halted consumer go on, or ``numbers``.

    Returns how many were settled. The rows stay. Commits.
    """
    cursor = await conn.execute(
        "select number from log.parked where settled_at is null and (%(n)s::bigint[] is null"
        " or number = any(%(n)s))",
        {"n": None if numbers is None else list(numbers)},
    )
    found = [int(str(row[0])) for row in await cursor.fetchall()]
    await parked.settle(conn, found)
    await conn.commit()
    if numbers is None:
        await halt.lift_halt(conn)
    return len(found)


async def _reactions(conn: Conn, numbers: Sequence[int] | None) -> list[_Parking]:
    cursor = await conn.execute(
        "select number, topic, stream, digest from log.parked where kind = 'reaction' and settled_at is null"
        " and (%(n)s::bigint[] is null or number = any(%(n)s)) order by number",
        {"n": None if numbers is None else list(numbers)},
    )
    found = [(int(str(row[0])), str(row[1]), str(row[2]), _bytes(row[3])) for row in await cursor.fetchall()]
    await conn.commit()
    return found


async def _event(conn: Conn, stream: str, digest: bytes) -> Event | None:
    wanted = UUID(bytes=digest)
    events = await JOURNAL.read_stream(conn, stream)
    await conn.commit()
    return next((event for event in events if event.id == wanted), None)


async def _again(
    conn: Conn, context: Context, handler: Handler, dsn: str, parkings: Sequence[_Parking]
) -> dict[int, str]:
    """Settle what works now; why the others are parked still, by number."""
    still: dict[int, str] = {}
    for number, name, stream, digest in parkings:
        cause = await _react(conn, context, handler, dsn, name, await _event(conn, stream, digest))
        if cause is None:
            await parked.settle(conn, [number])
            await conn.commit()
        else:
            still[number] = cause
    return still


async def _react(
    conn: Conn, context: Context, handler: Handler, dsn: str, name: str, event: Event | None
) -> str | None:
    """Why the reaction fails again; None when it works."""
    reaction = next((one for one in context.reactions if one.name == name), None)
    if reaction is None:
        return f"this code has no reaction {name!r}"
    if event is None:
        return "its event is not in the journal"
    reactor = Reactor(reaction, dsn, handler, Waiter(), Heartbeat(name), context.decoder)
    try:
        await reactor.retry(conn, event)
    except Exception as error:  # noqa: BLE001 - whatever it is, the reaction failed again
        await conn.rollback()
        return f"{type(error).__name__}: {error}"
    return None


def _bytes(value: object) -> bytes:
    if not isinstance(value, bytes):
        raise TypeError(f"expected bytes, found {type(value).__name__}")
    return value
