"""The client outlives a broker that resets all connections at once, and leaves none open when it is given up."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Final

import pytest
import uvloop
from aiokafka import conn
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaConnectionError
from aiokafka.protocol.api import Response
from aiokafka.protocol.metadata import MetadataResponse_v0

from zhouqi.events.bus import shutdown
from zhouqi.events.bus.client_connection import BrokerConnection, mend_the_client
from zhouqi.events.bus.shutdown import stop_client

_HOST: Final = "127.0.0.1"
_METADATA, _API_VERSIONS = 3, 18
_RESET: Final = struct.pack("ii", 1, 0)


class Broker:
    """Says which versions it speaks and, unless ``silent``, that it is the only broker; nothing else."""

    def __init__(self, *, silent: bool = False) -> None:
        self.connections: list[asyncio.StreamWriter] = []
        self._silent = silent
        self.port = 0
        self.asked, self.left = asyncio.Event(), asyncio.Event()

    async def start(self) -> asyncio.Server:
        server = await asyncio.start_server(self._serve, _HOST, 0)
        self.port = server.sockets[0].getsockname()[1]
        return server

    def reset(self) -> None:
        """End all connections as the kernel does for a process that was killed."""
        for one in self.connections:
            one.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            one.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections.append(writer)
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                (size,) = struct.unpack(">i", await reader.readexactly(4))
                kind, _, number = struct.unpack(">hhi", (await reader.readexactly(size))[:8])
                if kind == _METADATA and self._silent:
                    self.asked.set()
                    continue
                answer = struct.pack(">i", number) + self._answer(kind)
                writer.write(struct.pack(">i", len(answer)) + answer)
        self.left.set()

    def _answer(self, kind: int) -> bytes:
        if kind == _METADATA:
            return MetadataResponse_v0([(0, _HOST, self.port)], []).encode()
        spoken = [struct.pack(">hhh", one, 0, 0) for one in (_METADATA, _API_VERSIONS)]
        return struct.pack(">hi", 0, len(spoken)) + b"".join(spoken)


async def _asks_on() -> bool:
    """Whether the task that asks for metadata lives on, woken when its connection broke a moment ago."""
    broker = Broker()
    async with await broker.start(), asyncio.timeout(20):
        client = AIOKafkaClient(bootstrap_servers=f"{_HOST}:{broker.port}", request_timeout_ms=2_000)
        await client.bootstrap()
        assert await client.ready(0)
        (connection,) = client._conns.values()
        assert client._sync_task is not None
        task, transport = client._sync_task, connection._writer.transport
        broker.reset()
        await _turns_until(transport.is_closing)
        assert connection.connected(), "the client does not know yet"
        client.force_metadata_update()
        await _turns_until(lambda: not connection.connected())
        done, _ = await asyncio.wait({task}, timeout=0.1)
        with suppress(RuntimeError):
            await client.close()
    return not done


async def _closes_what_it_gives_up() -> bool:
    """Whether a client whose start is given up, before it was told of any broker, closes its connection."""
    broker = Broker(silent=True)
    async with await broker.start(), asyncio.timeout(20):
        starting = asyncio.create_task(AIOKafkaClient(bootstrap_servers=f"{_HOST}:{broker.port}").bootstrap())
        await broker.asked.wait()
        starting.cancel()
        await asyncio.wait({starting})
        with suppress(TimeoutError):
            await asyncio.wait_for(broker.left.wait(), timeout=0.5)
        closed = broker.left.is_set()
        broker.reset()
        await broker.left.wait()
    return closed


async def _leaves_nothing_when_its_stop_fails() -> bool:
    """Whether a client whose own stop fails has no connection afterwards, and opens none."""
    broker = Broker()
    async with await broker.start(), asyncio.timeout(20):
        admin = Unstoppable(bootstrap_servers=f"{_HOST}:{broker.port}", metadata_max_age_ms=50)
        await admin._client.bootstrap()
        assert await admin._client.ready(0)
        await stop_client(admin)
        await asyncio.sleep(0.3)
        left = sum(bool(one.connected()) for one in admin._client._conns.values())
        await admin._client.close()
        broker.reset()
    return left == 0


class Unstoppable(AIOKafkaAdminClient):
    """Its stop fails before anything is ended, as a consumer's does when it can't leave its group."""

    async def close(self) -> None:
        raise KafkaConnectionError("nobody there")


async def _turns_until(holds: Callable[[], bool]) -> None:
    while not holds():  # noqa: ASYNC110  # a turn of the loop is what this is about
        await asyncio.sleep(0)


def _on_uvloop(holds: Coroutine[None, None, bool]) -> bool:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(holds)


def test_metadata_is_asked_for_on_after_all_connections_broke() -> None:
    mend_the_client()
    assert _on_uvloop(_asks_on())


def test_a_start_that_is_given_up_leaves_no_connection_open() -> None:
    mend_the_client()
    assert _on_uvloop(_closes_what_it_gives_up())


@pytest.mark.fault
def test_without_that_it_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    async def only_awaited(self: BrokerConnection, sent: Awaitable[Response]) -> Response:
        made.append(self)  # under load a cycle holds it until the collector comes
        return await sent

    monkeypatch.setattr(BrokerConnection, "_or_closed", only_awaited)
    mend_the_client()
    assert not _on_uvloop(_closes_what_it_gives_up())


def test_a_stop_that_fails_leaves_no_connection_open() -> None:
    mend_the_client()
    assert _on_uvloop(_leaves_nothing_when_its_stop_fails())


@pytest.mark.fault
def test_without_that_it_connects_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutdown, "_disconnect", lambda _client: None)
    mend_the_client()
    assert not _on_uvloop(_leaves_nothing_when_its_stop_fails())


@pytest.mark.fault
def test_without_that_nobody_asks_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conn, "AIOKafkaConnection", BrokerConnection.__base__)
    assert not _on_uvloop(_asks_on())
