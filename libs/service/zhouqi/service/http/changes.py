"""Server-sent events that say that something changed; what changed is read from the API as ever.

They rest on PostgreSQL: one loop per service and process looks at the head of a log, once a second and
at every hint, and wakes all listeners. An event's id is the position, so that a browser that comes back
says how far it had got, and is told at once when it missed something.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from time import monotonic
from typing import Final

from fastapi.sse import ServerSentEvent
from starlette.requests import Request

from zhouqi.events.heartbeat import Heartbeat
from zhouqi.events.log.event_log import Log
from zhouqi.events.log.notify import Waiter
from zhouqi.service.storage.database import Pool

EVENT: Final = "changed"
LISTEN_SECONDS = 600.0
_POLL_SECONDS: Final = 1.0
_RETRY_MS: Final = 2_000


class Changes:
    """How far one log has come, for any number of listeners."""

    def __init__(self, pool: Pool, log: Log, waiter: Waiter) -> None:
        self._pool = pool
        self._log = log
        self._waiter = waiter
        self._grown = asyncio.Condition()
        self._closed = False
        self.position = 0

    async def run(self, heartbeat: Heartbeat) -> None:
        """Look at the log until cancelled. The chassis runs this loop and starts it anew when it fails."""
        while True:
            async with self._pool.connection() as conn:
                head = await self._log.head(conn)
            heartbeat.beat()
            if head > self.position:
                async with self._grown:
                    self.position = head
                    self._grown.notify_all()
            await self._waiter.wait(_POLL_SECONDS)

    async def close(self) -> None:
        """End every listener's stream, so that the server can stop."""
        async with self._grown:
            self._closed = True
            self._grown.notify_all()

    async def since(self, seen: int, seconds: float | None = None) -> AsyncIterator[int]:
        """Positions above ``seen``, each as soon as it is known; several steps may be reported as one.

        Ends at :meth:`close`, and after ``seconds`` (ten minutes): a browser then comes back, and proves anew that it
        may listen.
        """
        end = monotonic() + (LISTEN_SECONDS if seconds is None else seconds)
        while (position := await self._next(seen, end - monotonic())) is not None:
            seen = position
            yield position

    async def _next(self, seen: int, seconds: float) -> int | None:
        try:
            async with asyncio.timeout(seconds), self._grown:
                await self._grown.wait_for(lambda: self._closed or self.position > seen)
                return None if self._closed else self.position
        except TimeoutError:
            return None


def last_seen(request: Request) -> int | None:
    """The position in the Last-Event-ID header; None when there is none that can be read."""
    value = request.headers.get("last-event-id", "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= 18 else None


async def change_stream(
    changes: Changes,
    request: Request,
    stands: Callable[[int], Awaitable[bool]],
    describe: Callable[[int, int], Awaitable[object | None]],
) -> AsyncIterator[ServerSentEvent]:
    """The answer of a route with ``response_class=EventSourceResponse``.

    Begins with where things stand, so that the page knows that it is connected; goes on with a
    ``changed`` event per step. ``describe(after, up_to)`` gives what to say of these positions within
    the caller's scope, or None when nothing there concerns it: then nothing is said. ``stands`` is
    :meth:`Authorizer.watch <zhouqi.service.identity.authorization.Authorizer.watch>`: the stream ends when its
    caller may listen no more, or to something else; whoever may comes back and is let in anew.
    """
    seen = last_seen(request)
    here = changes.position
    yield ServerSentEvent(event="position", data={"journal": here}, retry=_RETRY_MS)
    told = here if seen is None or seen > here else seen
    if not await stands(here):
        return
    async for position in changes.since(told):
        if not await stands(position):
            return
        said = await describe(told, position)
        if said is not None:
            yield ServerSentEvent(event=EVENT, id=str(position), data=said)
        told = position
