"""A connection is not held, nor memory filled, by who never finishes a request: through the server that runs."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from zhouqi.local import ports
from zhouqi.service.http import connection_limits, server


async def _echo(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        while (message := await receive())["type"] != "lifespan.shutdown":
            await send({"type": f"{message['type']}.complete"})
        await send({"type": "lifespan.shutdown.complete"})
        return
    request = Request(scope, receive)
    answer: Response = PlainTextResponse(str(len(await request.body())))
    await answer(scope, receive, send)


@pytest.fixture
async def port() -> AsyncIterator[int]:
    chosen = ports.free_port()
    async with server.running(_echo, "127.0.0.1", chosen):
        yield chosen


async def _ask(port: int, *pieces: bytes) -> bytes:
    """All that comes back until the server closes, or the end of an answer with a short body."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
        return await asyncio.wait_for(reader.read(), 20)
    except ConnectionResetError:
        return b"reset"
    finally:
        writer.close()


def _status(answer: bytes) -> str:
    return answer.split(b"\r\n", 1)[0].decode()


async def test_a_head_without_end_is_refused_before_it_fills_memory(port: int) -> None:
    sent = 0
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET / HTTP/1.1\r\nHost: a\r\nX-Endless: ")
    while not reader.at_eof() and sent < 64 * connection_limits.HEAD_BYTES:
        writer.write(b"a" * 16_384)
        sent += 16_384
        try:
            await asyncio.wait_for(writer.drain(), 5)
            answer = await asyncio.wait_for(reader.read(100), 0.02)
        except TimeoutError:
            continue
        except ConnectionError:
            break
        assert _status(answer) == "HTTP/1.1 431 Request Header Fields Too Large"
        break
    writer.close()
    assert sent < 32 * connection_limits.HEAD_BYTES


async def test_a_long_head_in_one_piece_is_refused(port: int) -> None:
    answer = await _ask(port, b"GET / HTTP/1.1\r\nHost: a\r\nX-Big: " + b"a" * 200_000 + b"\r\n\r\n")
    assert answer == b"reset" or _status(answer).startswith("HTTP/1.1 431")


async def test_a_body_in_the_same_piece_as_its_head_is_read(port: int) -> None:
    head = b"POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 900000\r\n\r\n"
    answer = await _ask(port, head + b"b" * 900_000)
    assert _status(answer) == "HTTP/1.1 200 OK"
    assert answer.endswith(b"900000")


async def test_each_request_of_a_connection_has_the_whole_bound(port: int) -> None:
    one = b"GET / HTTP/1.1\r\nHost: a\r\nX-Half: " + b"a" * 40_000 + b"\r\n"
    answer = await _ask(port, one + b"\r\n", one + b"\r\n", one + b"Connection: close\r\n\r\n")
    assert answer.count(b"HTTP/1.1 200 OK") == 3


class TestTime:
    @pytest.fixture(autouse=True)
    def _impatient(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(connection_limits, "HEAD_SECONDS", 0.3)
        monkeypatch.setattr(connection_limits, "BODY_SECONDS", 0.3)

    async def test_half_a_request_ends(self, port: int) -> None:
        answer = await _ask(port, b"GET / HTTP/1.1\r\nHost: a\r\nX-Half: ")
        assert _status(answer) == "HTTP/1.1 408 Request Timeout"

    async def test_who_says_nothing_is_let_go(self, port: int) -> None:
        assert await _ask(port) == b""

    async def test_half_a_body_ends(self, port: int) -> None:
        assert await _ask(port, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf") == b""

    async def test_half_of_a_second_request_ends(self, port: int) -> None:
        answer = await _ask(port, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", b"GET / HT")
        assert answer.count(b"HTTP/1.1 200 OK") == 1
        assert b"HTTP/1.1 408 Request Timeout" in answer
