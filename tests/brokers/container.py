"""Apache Kafka in a container, where an engine answers."""

import os
from pathlib import Path

from docker import DockerClient
from docker.errors import DockerException
from testcontainers.core.container import DockerContainer

from tests.brokers.interface import Broker
from tests.brokers.topics import delete_all
from tests.brokers.waiting import until
from zhouqi.local import ports

_SOCKET = Path("/var/run/docker.sock")
_API = "1.41"
"""Named, so that making a client asks the engine nothing; every engine since 2020 knows it."""
_IMAGE = "apache/kafka:4.1.0"


def engine_answers() -> bool:
    """True when containers can be run here."""
    if "DOCKER_HOST" not in os.environ and not _SOCKET.is_socket():
        return False
    client = DockerClient.from_env(version=_API, timeout=3)
    try:
        return bool(client.ping())
    except (DockerException, OSError):
        return False
    finally:
        client.close()


class ContainerBroker(Broker):
    """One node of Apache Kafka on a fixed port of loopback."""

    name = "kafka"
    idempotence = True

    def __init__(self) -> None:
        self.port = ports.free_port()
        self.bootstrap = f"{ports.HOST}:{self.port}"
        self._container: DockerContainer | None = None
        self._running = False

    def start(self) -> None:
        if self._container is None:
            self._container = self._declare().start()
        elif not self._running:
            self._container.get_wrapped_container().start()
        self._running = True
        until(lambda: ports.broker_answers(self.port), 60, "Apache Kafka answers in its container")

    def stop(self, *, kill: bool = False) -> None:
        if self._container is not None and self._running:
            wrapped = self._container.get_wrapped_container()
            wrapped.kill() if kill else wrapped.stop(timeout=20)
            self._running = False

    def wipe(self) -> None:
        self.remove()
        self.start()

    def remove(self) -> None:
        """End it for good."""
        if self._container is not None:
            self._container.stop(force=True)
        self._container, self._running = None, False

    def pause(self) -> None:
        if self._container is not None:
            self._container.get_wrapped_container().pause()

    def resume(self) -> None:
        if self._container is not None:
            self._container.get_wrapped_container().unpause()

    def clear(self) -> None:
        self.start()
        delete_all(self.bootstrap)

    def _declare(self) -> DockerContainer:
        settings = {
            "KAFKA_PROCESS_ROLES": "broker,controller",
            "KAFKA_NODE_ID": "1",
            "KAFKA_CONTROLLER_QUORUM_VOTERS": "1@localhost:9093",
            "KAFKA_LISTENERS": "PLAINTEXT://:9092,CONTROLLER://:9093",
            "KAFKA_ADVERTISED_LISTENERS": f"PLAINTEXT://{self.bootstrap}",
            "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "KAFKA_CONTROLLER_LISTENER_NAMES": "CONTROLLER",
            "KAFKA_AUTO_CREATE_TOPICS_ENABLE": "false",
            "KAFKA_MESSAGE_MAX_BYTES": "4194304",
            "KAFKA_REPLICA_FETCH_MAX_BYTES": "4194304",
            "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS": "0",
            "KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS": "1000",
            "KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS": "1",
            "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR": "1",
            "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR": "1",
            "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR": "1",
            "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR": "1",
            "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR": "1",
        }
        container = DockerContainer(_IMAGE)
        # The engine takes an address with the port, to which the annotation does not own up.
        container.with_bind_ports(9092, (ports.HOST, self.port))  # type: ignore[arg-type]
        for name, value in settings.items():
            container = container.with_env(name, value)
        return container
