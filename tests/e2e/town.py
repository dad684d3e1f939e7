"""One running stack for many counties: its databases and topics are emptied between two of them."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
from deploy.local.tests.running import Up
from psycopg import sql

from tests.brokers import topics
from tests.brokers.interface import Broker
from tests.brokers.waiting import until
from tests.postgres import Server
from tests.session import marked
from zhouqi.local import databases, ports
from zhouqi.local.business_time import BusinessTime
from zhouqi.local.demo_accounts import DemoAccounts
from zhouqi.local.ending import end_child
from zhouqi.local.environment import Environment, of_process
from zhouqi.local.folder import Folder, write_whole
from zhouqi.local.options import Options
from zhouqi.local.readiness import Readiness
from zhouqi.local.services import installed

_ZHOUQI = ("-m", "zhouqi.service.cli")
_PATIENCE = 90
_ENDING = 10.0


class Town:
    """A database server and a broker that stay, and processes that are started anew for each county."""

    def __init__(self, server: Server, broker: Broker, folder: Path) -> None:
        self._server = server
        self._broker = broker
        self._folder = folder
        self._names = (*installed(), databases.EXCHANGE)

    @contextmanager
    def county(self, seed: int, size: int) -> Iterator[Up]:
        """The county of ``seed`` from its first record on, ready; gone at the end of the block."""
        folder = Folder(self._folder / f"seed-{seed}")
        folder.path.mkdir()
        options = Options(
            ports.free(), int(self._broker.bootstrap.rpartition(":")[2]), folder.path, seed, size
        )
        environment = Environment(options, folder, self._server.cluster, ports.free(), ports.free())
        folder.claim(seed, size)
        BusinessTime(folder.clock).begin(0)
        self._empty(environment)
        accounts = DemoAccounts.begin(folder.accounts, seed, size, _environ("accounts", {}))
        accounts.write()
        write_whole(folder.stack, {"environment": environment.command()})
        with ExitStack() as ending:
            for name, command, settings in (
                ("people", ["-m", "zhouqi.sources.people"], environment.people()),
                ("sources", ["-m", "zhouqi.sources"], environment.sources()),
                ("workers", [*_ZHOUQI, "serve", "all", "worker"], environment.workers()),
                ("api", ["-m", "zhouqi.local.api"], environment.api()),
            ):
                process = _start(name, command, settings, folder)
                ending.callback(end_child, process, _ENDING, signal.SIGTERM)
            readiness = Readiness(options.port)
            until(readiness.ready, _PATIENCE, f"the county of seed {seed} is there")
            yield Up(folder.path, options.port, options.bus_port, process, folder.logs / "api.log")

    def _empty(self, environment: Environment) -> None:
        """No topic, and in every database the tables that a migration makes, without a row."""
        topics.delete_all(self._broker.bootstrap)
        with psycopg.connect(self._server.dsn(), autocommit=True) as admin:
            made = admin.execute(
                "select 1 from pg_database where datname = 'zhouqi_ingest_template'"
            ).fetchone()
            if made is None:
                self._make_templates(admin, environment)
            for name in self._names:
                self._drop(admin, databases.database_name(name))
                databases.make_database(admin, *_database(name), f"{databases.database_name(name)}_template")

    def _make_templates(self, admin: databases.Connection, environment: Environment) -> None:
        databases.provision(admin, self._names)
        migrating = [sys.executable, *_ZHOUQI, "migrate"]
        subprocess.run(
            migrating, check=True, capture_output=True, env=_environ("migrate", environment.command())
        )
        for name in self._names:
            admin.execute(
                sql.SQL("alter database {} rename to {}").format(
                    sql.Identifier(databases.database_name(name)),
                    sql.Identifier(f"{databases.database_name(name)}_template"),
                )
            )

    def drop(self) -> None:
        """Leave no database behind."""
        with psycopg.connect(self._server.dsn(), autocommit=True) as admin:
            for name in self._names:
                self._drop(admin, databases.database_name(name))
                self._drop(admin, f"{databases.database_name(name)}_template")

    def _drop(self, admin: databases.Connection, name: str) -> None:
        admin.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def _database(name: str) -> tuple[str, str, str]:
    return databases.database_name(name), databases.runtime_role(name), databases.owner_role(name)


def _environ(part: str, settings: Mapping[str, str]) -> dict[str, str]:
    mark = {name: value for name, value in marked(part).items() if name == "ZHOUQI_STACK"}
    return of_process({**settings, **mark})


def _start(
    name: str, command: Sequence[str], settings: Mapping[str, str], folder: Folder
) -> subprocess.Popen[bytes]:
    with (folder.logs / f"{name}.log").open("ab") as output:
        return subprocess.Popen(
            [sys.executable, *command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env=_environ(name, settings),
            cwd=folder.path,
        )
