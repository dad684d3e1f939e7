"""Where figures are taken: a PostgreSQL of its own, as durable as in production, and services' databases in it.

The server runs with the settings of the embedded profile; of these none weakens a commit: ``fsync``,
``synchronous_commit`` and ``full_page_writes`` are PostgreSQL's defaults.
"""

from __future__ import annotations

import itertools
import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.brokers.kafka import KafkaBroker
from tests.brokers.tansu import TansuBroker
from tests.postgres import OWNER, RUNTIME, Database, Server
from tests.served import settings_of
from zhouqi.events import Context
from zhouqi.events.log.connection import connect
from zhouqi.local import databases, guardian, postgres
from zhouqi.local.layout import Layout
from zhouqi.local.shutdown import stop_child, tag_environment
from zhouqi.service import service
from zhouqi.service.storage.migrations import migrate
from zhouqi.service.telemetry import logging


@dataclass
class World:
    """A database server, a folder, and brokers on demand."""

    server: Server
    folder: Path
    county: Path | None = None
    """Data of the embedded stack that a benchmark left, for the next that needs a county."""
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1), init=False)

    def fresh(self, name: str) -> Path:
        """A new, empty folder."""
        made = self.folder / f"{name}-{next(self._numbers)}"
        made.mkdir(mode=0o755)
        return made

    @contextmanager
    def database(self) -> Iterator[Database]:
        """An empty database, dropped at the end of the block."""
        name = f"zhouqi_bench_{os.getpid()}_{next(self._numbers)}"
        with psycopg.connect(self.server.dsn(), autocommit=True) as admin:
            databases.make_role(admin, RUNTIME)
            databases.make_role(admin, OWNER)
            databases.make_database(admin, name, RUNTIME, OWNER)
        dsn = self.server.dsn
        try:
            yield Database(name, dsn(name, RUNTIME), dsn(name, OWNER), dsn(name))
        finally:
            with psycopg.connect(self.server.dsn(), autocommit=True) as admin:
                admin.execute(f"drop database {name} with (force)".encode())

    @contextmanager
    def kafka(self) -> Iterator[KafkaBroker]:
        """Apache Kafka, empty. Raises tests.brokers.kafka.Missing."""
        broker = KafkaBroker(self.fresh("kafka"))
        try:
            broker.start()
            yield broker
        finally:
            broker.stop()

    @contextmanager
    def tansu(self) -> Iterator[TansuBroker]:
        """The embedded broker, empty."""
        broker = TansuBroker(self.fresh("tansu"))
        try:
            broker.start()
            yield broker
        finally:
            broker.stop()


async def migrated(database: Database, context: Context) -> None:
    """Bring ``database`` to what the service of ``context`` works with."""
    await migrate(service.find(context.name), settings_of(context.name, database), workers=1)


async def settle(database: Database) -> None:
    """Let what was written before not be paid for by what is measured next: statistics, then a checkpoint."""
    conn = await connect(database.admin_dsn, autocommit=True)
    try:
        await conn.execute("vacuum analyze")
        await conn.execute("checkpoint")
    finally:
        await conn.close()


@contextmanager
def world(folder: Path | None = None) -> Iterator[World]:
    """A server of its own in a temporary folder below ``folder``; a guardian ends it whatever happens."""
    logging.configure(process="bench", log_format="console", level="ERROR")
    stack = f"tests-{os.getpid()}"  # the mark that tests.brokers gives its processes
    with tempfile.TemporaryDirectory(prefix="zhouqi-bench-", dir=folder) as temporary:
        layout = Layout(Path(temporary))
        layout.path.chmod(0o755)
        with layout.lock_file.open("wb") as lock:
            guard = guardian.start(stack, layout.path, lock.fileno())
            try:
                with _running(layout, stack) as server:
                    yield World(server, layout.path)
            finally:
                if guard.stdin is not None:
                    guard.stdin.close()
                guard.wait()


@contextmanager
def _running(layout: Layout, stack: str) -> Iterator[Server]:
    cluster = postgres.Postgres(layout.cluster)
    cluster.initialise()
    log = layout.path / "postgres.log"
    process = cluster.start(log, tag_environment(stack, "postgres"))
    try:
        postgres.wait_until_ready(cluster, process, log)
        yield Server(cluster, process.pid)
    finally:
        stop_child(process, 10.0, signal.SIGINT)
        cluster.remove_socket_folder()
