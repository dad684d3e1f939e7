"""Serve an application on a port until a signal comes, and end in time."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Final

import uvicorn
from starlette.types import ASGIApp

from zhouqi.service.http.connection_limits import LimitedConnection

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


class PortTaken(Exception):
    """Something else listens there; the text says where."""


class _Server(uvicorn.Server):
    """uvicorn, with signals left to :func:`serve`."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals alone."""
        yield


def run(coroutine: Callable[[], Awaitable[None]]) -> None:
    """Run a process's main coroutine on the fastest event loop there is."""

    async def main() -> None:
        await coroutine()

    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(main())


async def serve(
    app: ASGIApp,
    host: str,
    port: int,
    grace_seconds: float,
    on_stop: Callable[[], Awaitable[None]] | None = None,
) -> None:
    """Serve ``app`` until SIGINT or SIGTERM; returns when everything has ended.

    At the signal ``on_stop`` ends what would hold a connection open. Requests under way get half of
    the grace period; the rest is for what the application itself has to end. Raises PortTaken.
    """
    listening = listen(host, port)
    server = _server(app, grace_seconds)
    loop = asyncio.get_running_loop()
    ending: list[asyncio.Task[None]] = []

    async def end() -> None:
        if on_stop is not None:
            await on_stop()
        server.should_exit = True

    def stop() -> None:
        server.force_exit = bool(ending)
        ending.append(loop.create_task(end()))

    for number in _SIGNALS:
        loop.add_signal_handler(number, stop)
    gc.collect()
    gc.freeze()  # programs and routes live as long as the process: looking through them stops it for 0.1 s
    try:
        await server.serve([listening])
        await asyncio.gather(*ending)
    finally:
        for number in _SIGNALS:
            loop.remove_signal_handler(number)
        listening.close()


@contextlib.asynccontextmanager
async def running(app: ASGIApp, host: str, port: int) -> AsyncIterator[None]:
    """Serve ``app`` beside other work of this process, for as long as the block lasts."""
    listening = listen(host, port)
    listening.listen()
    server = _server(app, 2.0)
    task = asyncio.create_task(server.serve([listening]))
    try:
        yield
    finally:
        server.should_exit = True
        await task


def _server(app: ASGIApp, grace_seconds: float) -> _Server:
    return _Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            lifespan="on",
            http=LimitedConnection,
            ws="none",
            timeout_keep_alive=20,
            timeout_graceful_shutdown=max(1, int(grace_seconds / 2)),
        )
    )


def listen(host: str, port: int) -> socket.socket:
    """A socket that is bound to ``host`` and ``port`` (0: any free one). Raises PortTaken."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    bound = socket.socket(family, kind, protocol)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind(address)
    except OSError as error:
        bound.close()
        raise PortTaken(f"{host}:{port} cannot be listened on: {error.strerror}") from None
    return bound


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Uvloop where it exists, which is everywhere but on Windows."""
    try:
        import uvloop  # noqa: PLC0415 - not everywhere
    except ImportError:
        return None
    return uvloop.new_event_loop
