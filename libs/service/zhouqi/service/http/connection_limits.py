"""HTTP connections that can't be held open or fed for ever: a bound on a request's head, and on its time.

The parser below keeps what it has read of a head until the head is whole, and the server waits for it as long as
the other side likes; both are bounded here, in the server that runs and not in an option of another one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from http import HTTPStatus
from typing import Final

import structlog
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_BYTES: Final = 64 * 1024
"""Of a request line and its headers: a token, a cursor and what proxies add take a few thousand."""
HEAD_SECONDS: Final = 10.0
"""From the connection, or from a request's first byte, to the end of its headers."""
BODY_SECONDS: Final = 60.0
"""From the end of the headers to the end of the body, of whatever size it may be."""
_logger = structlog.get_logger(__name__)


class LimitedConnection(HttpToolsProtocol):
    """One connection. A head that is too long is answered with 431, one that does not end with 408.

    A body that does not end closes the connection: its request ends as any whose sender went away.
    """

    _head_bytes: int | None = 0
    """Bytes of the head that is being read; None between a head's end and the next one's begin."""
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as there
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._await(HEAD_SECONDS, self._head_is_late)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._await_nothing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, unless the head becomes too long."""
        if self._head_bytes is not None:
            self._head_bytes += len(data)
            # What a body brings in the same piece as its head counts too: it is one piece of the socket at most.
            if self._head_bytes > HEAD_BYTES and not self._ends_head(data):
                self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
                return
        super().data_received(data)

    def on_message_begin(self) -> None:
        """A request begins: its head is bounded anew."""
        super().on_message_begin()
        if self._head_bytes is None:
            self._head_bytes = 1  # what came of it in the same piece as something else is not counted
            self._await(HEAD_SECONDS, self._head_is_late)

    def on_headers_complete(self) -> None:
        """The head is whole; a body may follow."""
        self._head_bytes = None
        self._await(BODY_SECONDS, self._body_is_late)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The request is whole; how long its answer takes is not the sender's doing."""
        self._await_nothing()
        super().on_message_complete()

    def _ends_head(self, data: bytes) -> bool:
        """Whether a head of a good length ends in ``data``, behind which a body goes on."""
        assert self._head_bytes is not None
        end = data.find(b"\r\n\r\n")
        return end >= 0 and self._head_bytes - len(data) + end <= HEAD_BYTES

    def _await(self, seconds: float, late: Callable[[], None]) -> None:
        self._await_nothing()
        self._deadline = self.loop.call_later(seconds, late)

    def _await_nothing(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _head_is_late(self) -> None:
        if self._head_bytes:
            self._refuse(HTTPStatus.REQUEST_TIMEOUT)
        else:
            self.transport.close()

    def _body_is_late(self) -> None:
        _logger.info("connection.body_late")
        self.transport.close()

    def _refuse(self, status: HTTPStatus) -> None:
        _logger.info("connection.refused", status=status.value)
        self._await_nothing()
        said = f"{status.value} {status.phrase}"
        self.transport.write(
            f"HTTP/1.1 {said}\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: {len(said)}\r\n"
            f"connection: close\r\n\r\n{said}".encode()
        )
        self.transport.close()
