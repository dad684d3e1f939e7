"""One address for six APIs, as a deployment's gateway gives it: a path says whose request it is.

It passes bytes on, one connection a request. What a gateway at the edge would speak is HTTPS, so the
session's cookie says ``Secure``; over plain HTTP on loopback that word is taken from it.
"""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Self

from zhouqi.local import ports

_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"^content-length: *(\d+)", re.IGNORECASE | re.MULTILINE)
_CONNECTION = re.compile(rb"^connection:[^\r]*\r\n", re.IGNORECASE | re.MULTILINE)
_SECURE = re.compile(rb"(^set-cookie:[^\r]*?);\s*secure", re.IGNORECASE | re.MULTILINE)
_UNAVAILABLE = b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


class Gateway:
    """Listens on ``port`` in a thread of its own for as long as the block lasts.

    ``upstreams`` is service -> port of its API; whatever is no service's is the cockpit's. An API that
    does not listen is a 502 for its own requests alone.
    """

    def __init__(self, upstreams: Mapping[str, int]) -> None:
        self.port = ports.free_port()
        self._upstreams = upstreams
        self._thread = threading.Thread(target=lambda: asyncio.run(self._listen()), daemon=True)
        self._listens = threading.Event()
        self._end: Callable[[], object] = lambda: None
        self._serving: set[asyncio.Task[object] | None] = set()
        """A client that has gone is forgotten by the loop, and so would be its request, while that is under way."""

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._listens.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
        self._thread.join(10)

    async def _listen(self) -> None:
        loop, ended = asyncio.get_running_loop(), asyncio.Event()
        self._end = lambda: loop.call_soon_threadsafe(ended.set)
        server = await asyncio.start_server(self._serve, ports.HOST, self.port)
        self._listens.set()
        await ended.wait()
        server.close()
        while serving := asyncio.all_tasks() - {asyncio.current_task()}:
            for task in serving:
                task.cancel()
            await asyncio.wait(serving)
            await asyncio.sleep(0.05)  # for whoever was let in last, and for sockets to close

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._serving.add(asyncio.current_task())
        try:
            with suppress(asyncio.IncompleteReadError, ConnectionError):
                head = await reader.readuntil(_END)
                found = _LENGTH.search(head)
                body = await reader.readexactly(int(found[1])) if found else b""
                await self._pass_on(head, body, writer)
        finally:
            await _closed(writer)
            self._serving.discard(asyncio.current_task())

    async def _pass_on(self, head: bytes, body: bytes, writer: asyncio.StreamWriter) -> None:
        try:
            up_reader, up_writer = await asyncio.open_connection(ports.HOST, self._upstream(head))
        except ConnectionError:
            writer.write(_UNAVAILABLE)
            await writer.drain()
            return
        try:
            request = _CONNECTION.sub(b"", head).replace(b"\r\n", b"\r\nconnection: close\r\n", 1)
            up_writer.write(request + body)
            answered = await up_reader.readuntil(_END)
            writer.write(_SECURE.sub(rb"\1", answered))
            while chunk := await up_reader.read(64 * 1024):
                writer.write(chunk)
                await writer.drain()
            await writer.drain()
        finally:
            await _closed(up_writer)

    def _upstream(self, head: bytes) -> int:
        path = head.split(b" ", 2)[1].decode("latin-1").split("/")
        service = path[2] if len(path) > 2 and path[1] == "api" else ""
        return self._upstreams.get(service, self._upstreams["cockpit"])


async def _closed(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()
