"""Apache Kafka: one node (broker and controller) on this machine's Java."""

import fcntl
import shutil
import subprocess
from pathlib import Path

from tests.brokers.process import BrokerProcess
from tests.brokers.topics import delete_all
from zhouqi.local import ports

_HERE = Path(__file__).parent
_CLUSTER = "emhvdXFpLXRlc3QtYnVzLQ"
_JAVA = [
    "java",
    *("-Xms128m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"),
    *("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-Dlog4j2.level=warn"),
]


class Missing(Exception):
    """What this machine lacks to run it, and what to do."""


def jars() -> Path:
    """The folder of Kafka's jars, fetched when it is empty. Raises Missing."""
    if shutil.which("java") is None:
        raise Missing("no Java: install a runtime of version 17 or newer (Debian: default-jre-headless)")
    folder = _HERE / "jars"
    folder.mkdir(exist_ok=True)
    with (folder / ".lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several sessions of tests may begin at the same time
        done = folder / ".complete"
        if not done.exists():
            _fetch()
            done.touch()
    return folder


def _fetch() -> None:
    if shutil.which("mvn") is None:
        raise Missing("no Maven to fetch Apache Kafka: install it (Debian: maven)")
    fetched = subprocess.run(
        ["mvn", "--batch-mode", "--quiet", "dependency:copy-dependencies"],
        check=False,
        cwd=_HERE,
        capture_output=True,
        text=True,
    )
    if fetched.returncode != 0:
        raise Missing(f"Maven could not fetch Apache Kafka: {fetched.stdout.strip()[-500:]}")


class KafkaBroker(BrokerProcess):
    """Apache Kafka with its data in a folder. Messages up to 4 MB; topics are made on purpose only."""

    name = "kafka"
    idempotence = True

    def __init__(self, folder: Path) -> None:
        """Raises Missing."""
        super().__init__(folder, patience=60)
        self._class_path = f"{jars()}/*"
        self._controller_port = ports.free_port()

    def command(self) -> list[str]:
        return [*_JAVA, "-cp", self._class_path, "kafka.Kafka", str(self._properties)]

    def start(self) -> None:
        if self.pid is None and not self._data.exists():
            self._format()
        super().start()

    def wipe(self) -> None:
        self.stop(kill=True)
        shutil.rmtree(self._data, ignore_errors=True)
        self.start()

    def clear(self) -> None:
        self.start()
        delete_all(self.bootstrap)

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @property
    def _properties(self) -> Path:
        return self.folder / "server.properties"

    def _format(self) -> None:
        settings = {
            "process.roles": "broker,controller",
            "node.id": "1",
            "controller.quorum.voters": f"1@{ports.HOST}:{self._controller_port}",
            "listeners": f"PLAINTEXT://{self.bootstrap},CONTROLLER://{ports.HOST}:{self._controller_port}",
            "advertised.listeners": f"PLAINTEXT://{self.bootstrap}",
            "controller.listener.names": "CONTROLLER",
            "log.dirs": str(self._data),
            "auto.create.topics.enable": "false",
            "message.max.bytes": "4194304",
            "replica.fetch.max.bytes": "4194304",
            # A killed node may come back as soon as its session is over.
            "broker.session.timeout.ms": "1000",
            "broker.heartbeat.interval.ms": "200",
            "group.initial.rebalance.delay.ms": "0",
            "group.min.session.timeout.ms": "1000",
            "offsets.topic.num.partitions": "1",
            "offsets.topic.replication.factor": "1",
            "transaction.state.log.num.partitions": "1",
            "transaction.state.log.replication.factor": "1",
            "transaction.state.log.min.isr": "1",
            "share.coordinator.state.topic.num.partitions": "1",
            "share.coordinator.state.topic.replication.factor": "1",
            "share.coordinator.state.topic.min.isr": "1",
            "log.segment.delete.delay.ms": "100",
            "num.io.threads": "2",
            "num.network.threads": "2",
            "log.cleaner.dedupe.buffer.size": "2097152",
        }
        self._properties.write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
        subprocess.run(
            [
                *(*_JAVA, "-cp", self._class_path, "kafka.tools.StorageTool"),
                *("format", "-t", _CLUSTER, "-c", str(self._properties)),
            ],
            check=True,
            capture_output=True,
        )
