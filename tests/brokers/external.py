"""A broker that somebody else runs: tests may use it, but not stop it."""

import socket

from tests.brokers.interface import Broker
from tests.brokers.topics import delete_all


class NotOurs(Exception):
    """The broker cannot be stopped, paused or emptied from here."""


class ExternalBroker(Broker):
    """Apache Kafka at an address given by the environment; tests delete its topics."""

    name = "kafka"
    idempotence = True

    def __init__(self, bootstrap: str) -> None:
        self.bootstrap = bootstrap
        host, _, port = bootstrap.rpartition(":")
        self._address = (host, int(port))

    def start(self) -> None:
        socket.create_connection(self._address, timeout=5).close()

    def stop(self, *, kill: bool = False) -> None:
        raise NotOurs(f"the broker at {self.bootstrap} is not started by the tests")

    def wipe(self) -> None:
        self.stop()

    def pause(self) -> None:
        self.stop()

    def resume(self) -> None:
        self.stop()

    def clear(self) -> None:
        delete_all(self.bootstrap)
