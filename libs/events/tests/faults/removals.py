"""The protections of the mechanism, each taken away: without it, a fault must do harm."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager

from libs.events.tests.faults.points import Patch

from zhouqi.events import STORE, Event, Log, follow, react, receive
from zhouqi.events.connection import Conn
from zhouqi.events.delivery import Bad, Delivery, Good
from zhouqi.events.follow import Cursor
from zhouqi.events.react import Reactor
from zhouqi.events.receive import Received, Receiver
from zhouqi.events.relay import _Work


def cursor_after_publishing(patch: Patch) -> None:
    """The relay moves its cursor, then publishes."""

    async def advance(self: _Work) -> bool:
        conn = self._cursor.conn
        events = await STORE.read(conn, self._cursor.position, 500)
        if events:
            await self._cursor.move(events[-1].position)
        await conn.commit()
        if events:
            await self._publish(events)
        return bool(events)

    patch(_Work, "advance", advance)


def memory_of_the_journal(patch: Patch) -> None:
    """The journal takes whatever comes (its constraints must be gone too)."""

    async def new(self: Receiver, conn: Conn, good: Sequence[Good]) -> tuple[list[Good], list[Bad]]:
        return list(good), []

    patch(Receiver, "_new", new)


def kept_cursor_of_the_reaction(patch: Patch) -> None:
    """A reaction begins at the head, each time that it starts."""
    hold = follow.hold

    @asynccontextmanager
    async def at_head(dsn: str, log: Log, name: str, start: str) -> AsyncIterator[Cursor | None]:
        async with hold(dsn, log, name, start) as cursor:
            if cursor is not None:
                await cursor.move(await log.head(cursor.conn))
                await cursor.conn.commit()
            yield cursor

    patch(react, "hold", at_head)


def cursor_with_the_commands(patch: Patch) -> None:
    """A reaction moves its cursor in a transaction of its own, before its commands'."""

    async def together(self: Reactor, cursor: Cursor, events: Sequence[Event], last: int) -> None:
        await cursor.move(last)
        await cursor.conn.commit()
        async for intents in self._batches(cursor.conn, events):
            await self._handle(cursor.conn, intents)
        await cursor.conn.commit()

    patch(Reactor, "_together", together)


def offsets_with_the_events(patch: Patch) -> None:
    """The consumer commits its offsets before it commits the events."""
    receive_batch = Receiver.receive

    async def received(self: Receiver, conn: Conn, deliveries: Sequence[Delivery]) -> Received:
        await receive._remember_offsets(conn, deliveries)
        await conn.commit()
        return await receive_batch(self, conn, deliveries)

    patch(Receiver, "receive", received)


REMOVALS: Mapping[str, Callable[[Patch], None]] = {
    removal.__name__: removal
    for removal in (
        cursor_after_publishing,
        memory_of_the_journal,
        kept_cursor_of_the_reaction,
        cursor_with_the_commands,
        offsets_with_the_events,
    )
}
