"""The tests' own gateway holds on to a request whose client has said all that it will say."""

from __future__ import annotations

import gc
import select
import socket
import threading
from time import monotonic

import pytest

from tests.distributed.gateway import Gateway
from zhouqi.local import ports

REQUEST = b"GET /api/cockpit/overview HTTP/1.1\r\nhost: gateway\r\n\r\n"
ANSWER = b"HTTP/1.1 204 No Content\r\n\r\n"


class Forgetful(set[object]):
    """Holds nothing."""

    def add(self, element: object, /) -> None:
        return


def answered(gateway: Gateway, upstream: socket.socket, sweeping: float) -> bytes:
    """What comes back for a request whose client sends no more, after the memory was swept for so many seconds.

    Sweeping ends before if the connection is lost.
    """
    asked = threading.Event()
    swept = threading.Event()

    def answer() -> None:
        taken, _ = upstream.accept()
        with taken:
            taken.recv(1024)
            asked.set()
            swept.wait(30)
            taken.sendall(ANSWER)

    serving = threading.Thread(target=answer)
    serving.start()
    with gateway, socket.create_connection((ports.HOST, gateway.port)) as client:
        client.settimeout(10)
        client.sendall(REQUEST)
        client.shutdown(socket.SHUT_WR)
        assert asked.wait(10)
        end = monotonic() + sweeping
        while monotonic() < end and not select.select([client], [], [], 0.05)[0]:
            gc.collect()
        swept.set()
        said = client.recv(1024)
    serving.join()
    return said


def test_an_answer_reaches_a_client_that_sends_no_more() -> None:
    with socket.create_server((ports.HOST, 0)) as upstream:
        assert answered(Gateway({"cockpit": upstream.getsockname()[1]}), upstream, 0.5) == ANSWER


@pytest.mark.fault
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_one_that_does_not_hold_on_to_it_loses_it() -> None:
    with socket.create_server((ports.HOST, 0)) as upstream:
        gateway = Gateway({"cockpit": upstream.getsockname()[1]})
        gateway._serving = Forgetful()  # type: ignore[assignment]  # the protection, removed
        assert answered(gateway, upstream, 20) == b""
