"""Many counties one after another: what they run on stays, whatever holds anything of a county does not.

A database server and a broker are emptied between two of them. The processes are forked anew for each, in their
own empty folder, so that nothing that one of them remembers gets into the next county.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

from tests.brokers.interface import Broker
from tests.brokers.waiting import until
from tests.e2e.nursery import Nursery, end
from tests.postgres import Server
from tests.session import marked
from zhouqi.local import databases, ports, tansu
from zhouqi.local.business_time import BusinessTime
from zhouqi.local.data_folder import DataFolder, write_atomically
from zhouqi.local.environment import Environment, process_environment
from zhouqi.local.options import Options
from zhouqi.local.readiness_poll import ReadinessPoll
from zhouqi.local.services import installed
from zhouqi.service.settings import Profile, Settings

_API = "zhouqi.local.api"
_COMMAND = "zhouqi.service.cli.command"
_SOURCES = "zhouqi.sources.__main__"
_PEOPLE = "zhouqi.sources.people.__main__"
_PATIENCE = 90


@dataclass(frozen=True)
class County:
    """A running county."""

    data: Path
    port: int
    token: str
    """A leader's."""


class Town:
    """A database server and a broker that stay, and processes that are forked anew for each county.

    ``profile`` is the workers', who speak to the broker. The API is always that of the embedded profile: its
    pages are signed in to on the loopback, without HTTPS.
    """

    def __init__(
        self, server: Server, broker: Broker, folder: Path, profile: Profile = Profile.EMBEDDED
    ) -> None:
        self._server = server
        self._broker = broker
        self._profile = profile
        self._bus = int(broker.bootstrap.rpartition(":")[2])
        self._folder = folder
        self._names = (*installed(), databases.EXCHANGE)
        apps = [f"zhouqi.{name}.app" for name in installed()]
        self._nursery = Nursery([_API, _COMMAND, _SOURCES, _PEOPLE, *apps])

    @contextmanager
    def county(self, seed: int, size: int, shuffle: int = 0) -> Iterator[County]:
        """The county of ``seed`` from its first record on, ready; gone at the end of the block.

        With ``shuffle`` its sources deliver in another order, in other pages and files.
        """
        folder = DataFolder(self._folder / f"seed-{seed}")
        folder.path.mkdir()
        options = Options(ports.free_port(), self._bus, folder.path, seed, size)
        environment = Environment(options, folder, self._server.cluster, ports.free_port(), ports.free_port())
        folder.claim(seed, size)
        BusinessTime(folder.clock).begin(0)
        write_atomically(folder.stack, {"environment": environment.command()})
        self._empty(environment)
        sources = {**environment.sources(), "ZHOUQI_SOURCES_SHUFFLE": str(shuffle)}
        workers = {**environment.workers(), "ZHOUQI_PROFILE": self._profile.value}
        county = ("--seed", str(seed), "--size", str(size))
        self._written(folder, _SOURCES, ("accounts", *county), folder.accounts)
        running = []
        try:
            running = [
                self._start(folder, name, main, arguments, settings)
                for name, main, arguments, settings in (
                    ("sources", _SOURCES, (), sources),
                    ("workers", _COMMAND, ("serve", "all", "worker"), workers),
                    ("api", _API, (), environment.api()),
                    ("people", _PEOPLE, (), environment.people()),
                )
            ]
            asking = ("token", "--data", str(folder.path), "--as", "leader")
            token = self._written(folder, _COMMAND, asking, folder.secrets / "leader")
            readiness = ReadinessPoll(options.port)
            until(readiness.ready, _PATIENCE, f"the county of seed {seed} is there")
            yield County(folder.path, options.port, token.strip())
        finally:
            end(running)

    def _start(
        self, folder: DataFolder, name: str, main: str, arguments: Sequence[str], settings: Mapping[str, str]
    ) -> psutil.Process:
        log = folder.logs / f"{name}.log"
        return self._nursery.start(f"{main}:main", arguments, process_environment(settings), folder.path, log)

    def _written(self, folder: DataFolder, main: str, arguments: Sequence[str], output: Path) -> str:
        """What the program wrote into ``output`` until it ended."""
        log = folder.logs / f"{output.name}.log"
        program = self._nursery.start(
            f"{main}:main", arguments, process_environment({}), folder.path, log, output
        )
        psutil.wait_procs([program], timeout=_PATIENCE)
        text = output.read_text()
        assert text, log.read_text()
        return text

    def _empty(self, environment: Environment) -> None:
        """In every topic no event, and in every database the tables that a migration makes, without a row."""
        self._broker.clear()
        tansu.make_topics(self._bus, Settings(profile=self._profile).kafka.partitions)
        with psycopg.connect(self._server.dsn(), autocommit=True) as admin:
            made = admin.execute(
                "select 1 from pg_database where datname = 'zhouqi_ingest_template'"
            ).fetchone()
            if made is None:
                self._make_templates(admin, environment)
            for name in self._names:
                self._drop(admin, databases.database_name(name))
                databases.make_database(admin, *_database(name), f"{databases.database_name(name)}_template")

    def _make_templates(self, admin: databases.PostgresConnection, environment: Environment) -> None:
        databases.provision(admin, self._names)
        migrating = [sys.executable, "-m", "zhouqi.service.cli", "migrate"]
        mark = {name: value for name, value in marked("migrate").items() if name == "ZHOUQI_STACK"}
        settings = process_environment({**environment.command(), **mark})
        subprocess.run(migrating, check=True, capture_output=True, env=settings)
        for name in self._names:
            admin.execute(
                sql.SQL("alter database {} rename to {}").format(
                    sql.Identifier(databases.database_name(name)),
                    sql.Identifier(f"{databases.database_name(name)}_template"),
                )
            )

    def drop(self) -> None:
        """Leave no process and no database behind."""
        self._nursery.close()
        with psycopg.connect(self._server.dsn(), autocommit=True) as admin:
            for name in self._names:
                self._drop(admin, databases.database_name(name))
                self._drop(admin, f"{databases.database_name(name)}_template")

    def _drop(self, admin: databases.PostgresConnection, name: str) -> None:
        admin.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def _database(name: str) -> tuple[str, str, str]:
    return databases.database_name(name), databases.runtime_role(name), databases.owner_role(name)
