"""The client's connection, mended where it fails as the client does not expect, or stays open unseen.

**Broken a moment ago.** Between the loss of a connection and the client's noticing it the loop turns two or three
times. The client may then write to it and expects an ``OSError`` if that fails; uvloop raises ``RuntimeError``, which
it expects nowhere. The client's task that asks for metadata ended by it, for good, and whatever waits for metadata
waited without end: seen after restarts of a broker, which break all connections in one turn.

**Given up at the start.** The first connection, over which the client asks what brokers there are, belongs to nobody
until the answer is there. Whoever gives a start up meanwhile, as a loop does that waits no longer, left it open until
the collector found it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any

from aiokafka import conn
from aiokafka.errors import KafkaConnectionError
from aiokafka.protocol.api import Request, Response


class BrokerConnection(conn.AIOKafkaConnection):
    """The client's connection; one that is broken raises KafkaConnectionError, one given up is closed."""

    def send(self, request: Request[Any], expect_response: bool = True) -> Awaitable[Response]:
        """Send ``request``; what is awaited is the response. Raises KafkaConnectionError."""
        try:
            sent: Awaitable[Response] = super().send(request, expect_response)  # type: ignore[no-untyped-call]  # the client ships no types
        except RuntimeError as error:
            self.close(reason=conn.CloseReason.CONNECTION_BROKEN)  # type: ignore[no-untyped-call]  # the client ships no types
            raise KafkaConnectionError(f"Connection at {self.host}:{self.port} broken") from error
        # Only a connection that somebody keeps has one to tell of its end.
        return self._or_closed(sent) if self._on_close_cb is None else sent

    async def _or_closed(self, sent: Awaitable[Response]) -> Response:
        try:
            return await sent
        except asyncio.CancelledError:
            self.close(reason=conn.CloseReason.SHUTDOWN)  # type: ignore[no-untyped-call]  # the client ships no types
            raise


def mend_the_client() -> None:
    """Let the client connect with this. It may be said again."""
    conn.AIOKafkaConnection = BrokerConnection  # type: ignore[misc]  # where the client looks for it
