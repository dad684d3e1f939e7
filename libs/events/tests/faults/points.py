"""Points of the mechanism at which a test acts: the process ends there, or stands still.

Nothing of this is in the product: a point is a wrapper around one of its functions.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeAlias

from zhouqi.events import Event, Log
from zhouqi.events.bus import consume, receive, relay
from zhouqi.events.bus.publish import Acked, Outgoing, Partition, Publisher
from zhouqi.events.bus.receive import Received, Receiver
from zhouqi.events.commands import handle
from zhouqi.events.fold.projector import Projector
from zhouqi.events.log import notify
from zhouqi.events.log.connection import Conn
from zhouqi.events.log.event_log import JOURNAL

Patch: TypeAlias = Callable[[Any, str, object], None]
"""``setattr`` in a process of its own, ``monkeypatch.setattr`` in a test's."""
Act: TypeAlias = Callable[[], Awaitable[None]]


def publishing(patch: Patch, act: Act) -> None:
    """Events are committed, none of them is published."""
    publish = Publisher.publish

    async def wrapped(self: Publisher, messages: Sequence[Outgoing]) -> dict[Partition, list[Acked]]:
        await act()
        return await publish(self, messages)

    patch(Publisher, "publish", wrapped)


def published(patch: Patch, act: Act) -> None:
    """Events are published, the cursor has not moved."""
    publish = Publisher.publish

    async def wrapped(self: Publisher, messages: Sequence[Outgoing]) -> dict[Partition, list[Acked]]:
        acked = await publish(self, messages)
        await act()
        return acked

    patch(Publisher, "publish", wrapped)


def delivering(patch: Patch, act: Act) -> None:
    """A batch was fetched, nothing of it is written."""
    receive_batch = Receiver.receive

    async def wrapped(self: Receiver, *arguments: Any, **named: Any) -> Received:
        await act()
        return await receive_batch(self, *arguments, **named)

    patch(Receiver, "receive", wrapped)


def journaling(patch: Patch, act: Act) -> None:
    """A batch is written to the journal and folded, the transaction has not committed."""
    fold = Projector.fold

    async def wrapped(
        self: Projector, conn: Conn, log: Log, events: Sequence[Event], marked: Sequence[str] = ()
    ) -> None:
        await fold(self, conn, log, events, marked)
        if log is JOURNAL and events:
            await act()

    patch(Projector, "fold", wrapped)


def journaled(patch: Patch, act: Act) -> None:
    """A batch is committed to the journal, nobody has reacted to it."""
    announce = notify.announce

    async def wrapped(conn: Conn, log: Log) -> None:
        await act()
        await announce(conn, log)

    patch(receive, "announce", wrapped)


def reacting(patch: Patch, act: Act) -> None:
    """A reaction's commands are handled, its transaction has not committed."""
    handle_within = handle.Handler.handle_within

    async def wrapped(self: handle.Handler, *arguments: Any) -> list[Any]:
        outcomes = await handle_within(self, *arguments)
        await act()
        return outcomes

    patch(handle.Handler, "handle_within", wrapped)


def quicken(patch: Patch) -> None:
    """Let the loops look for lost and new topics more often than in earnest, and take smaller bites."""
    patch(relay, "_BATCH", 50)
    patch(consume, "_BATCH", 50)
    patch(consume, "_DOUBT_SECONDS", 1.0)
    patch(relay, "_LOOK_SECONDS", 0.5)
    patch(consume, "_LOOK_SECONDS", 0.5)
    patch(consume, "_COMMIT_SECONDS", 0.5)


POINTS: Mapping[str, Callable[[Patch, Act], None]] = {
    point.__name__: point for point in (publishing, published, delivering, journaling, journaled, reacting)
}


def at(point: str, patch: Patch, act: Act, nth: int = 1) -> None:
    """Act the ``nth`` time that ``point`` is reached, and never again."""
    reached = 0

    async def once() -> None:
        nonlocal reached
        reached += 1
        if reached == nth:
            await act()

    POINTS[point](patch, once)
