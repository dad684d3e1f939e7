"""A whole deployment on this machine: six services as separate processes, API and worker apart.

Apache Kafka with six partitions a topic, two PostgreSQL servers with three services' databases on each,
two workers of the cockpit. Each process gets its own settings alone: its database, its secrets as files.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
from deploy.local.tests.running import Up
from pydantic import SecretStr

from tests.brokers.interface import Broker
from tests.distributed.environments import COUNTY, GRACE_SECONDS, Environments
from tests.distributed.gateway import Gateway
from tests.distributed.process import Process, environment
from tests.distributed.servers import SERVERS, Server
from tests.distributed.waiting import until
from zhouqi.events.clock import clock_from
from zhouqi.local import databases, keys, ports
from zhouqi.local.business_time import BusinessTime
from zhouqi.local.caught_up import CaughtUp
from zhouqi.local.data_folder import DataFolder, write_atomically
from zhouqi.local.demo_accounts import DemoAccounts
from zhouqi.service.identity import accounts
from zhouqi.service.identity.tokens import Tokens
from zhouqi.service.loops.health import State
from zhouqi.service.service import SERVICES, find
from zhouqi.service.settings import Settings

ZHOUQI = (sys.executable, "-m", "zhouqi.service.cli")


class Cluster:
    """The deployment of one county in a folder. ``processes`` is by name: ``cockpit-api``, ``cockpit-worker-2``."""

    def __init__(self, path: Path, broker: Broker, seed: int, size: int) -> None:
        self.folder = DataFolder(path)
        self.broker = broker
        self._seed, self._size = seed, size
        path.mkdir()
        path.chmod(0o755)
        self.folder.claim(seed, size)
        BusinessTime(self.folder.clock).begin(0)
        self.servers = {name: Server(name, path / name) for name in SERVERS}
        self._ports = {service: ports.free_port() for service in SERVICES}
        self.environments = Environments(self.folder, broker, self.servers, seed, size)
        self.gateway = Gateway(self._ports)
        self.processes = {one.name: one for one in self._all()}

    @property
    def port(self) -> int:
        """Where all six APIs are."""
        return self.gateway.port

    def token(self, account: str) -> str:
        """A token of an account, as the identity provider would give it."""
        found = accounts.load(self.folder.accounts).find(account)
        assert found is not None, account
        key = keys.ensure_key(self.folder.secrets, keys.SIGNING_KEY).read_text()
        return Tokens(key, COUNTY).sign(found.identity)

    @property
    def stack(self) -> Up:
        """The deployment as the clients of the end-to-end tests know a stack: an address and a folder."""
        people = self.processes["people"]
        bus_port = int(self.broker.bootstrap.rpartition(":")[2])
        return Up(self.folder.path, self.port, bus_port, people.running, people.log)

    def of(self, service: str) -> list[Process]:
        """The processes of a service, its API first."""
        return [one for name, one in self.processes.items() if name.startswith(f"{service}-")]

    def services_on(self, server: str) -> list[str]:
        """The services whose databases a server holds."""
        return [service for service in SERVICES if service in SERVERS[server]]

    def processes_on(self, server: str) -> list[Process]:
        """Their processes."""
        return [process for service in self.services_on(server) for process in self.of(service)]

    def dsn(self, service: str, *, owner: bool = False) -> str:
        """How its runtime role, or its owner, reaches a service's database."""
        return self.environments.dsn(service, owner=owner)

    def zhouqi(self, *arguments: str, more: Mapping[str, str] | None = None) -> str:
        """Run the command as an operator, who may do everything. Fails when it does."""
        done = subprocess.run(
            [*ZHOUQI, *arguments],
            check=False,
            capture_output=True,
            text=True,
            env=environment("operator", {**self.environments.operator(), **(more or {})}),
            cwd=self.folder.path,
            timeout=600,
        )
        assert done.returncode == 0, (arguments, done.stdout, done.stderr)
        return done.stdout

    @contextmanager
    def running(self, code: Mapping[str, Mapping[str, str]] | None = None) -> Iterator[None]:
        """Everything, until the block ends; whatever is left then is ended, the busy before what they need.

        ``code`` adds to the environment of a service's processes what makes them run another release.
        """
        accounts = DemoAccounts.begin(
            self.folder.accounts, self._seed, self._size, environment("accounts", {})
        )
        with ExitStack() as ending:
            ending.callback(accounts.stop)
            for name, server in self.servers.items():
                server.start()
                ending.callback(server.stop)
                with psycopg.connect(server.cluster.dsn(), autocommit=True) as admin:
                    databases.provision(admin, SERVERS[name])
            accounts.write()
            self.zhouqi("migrate")
            self.zhouqi("topics", "apply")
            write_atomically(self.folder.stack, {"environment": self.environments.operator()})
            ending.enter_context(self.gateway)
            ending.callback(self._end_all)
            for name, process in self.processes.items():
                process.start((code or {}).get(name.partition("-")[0]))
            yield

    def wait_ready(self) -> None:
        """Return when every process is ready."""
        for process in self.processes.values():
            if process.port:
                process.wait_ready()

    def wait_there(self, patience: float = 400.0) -> None:
        """Return when all that happened and was entered up to now has arrived and was worked off everywhere."""
        settings = Settings(
            dsn={name: SecretStr(self.dsn(name)) for name in SERVICES},
        )
        clock = clock_from(self.environments.clock)
        until(lambda: self._closed() == clock.today().isoformat(), patience, "the day is closed")
        now = clock.now()
        arrival = CaughtUp([find(name).context for name in SERVICES], settings, now, self.folder.people)
        until(lambda: asyncio.run(arrival.find()).state is State.OK, patience, "the county is there")

    def _closed(self) -> str | None:
        """The last day whose collection is over."""
        with psycopg.connect(self.dsn("ingest")) as conn:
            query = "select max(data->>'date') from log.event where type = 'DayClosed'"
            row = conn.execute(query).fetchone()
        return None if row is None or row[0] is None else str(row[0])

    def _all(self) -> list[Process]:
        made = [self._program("sources", "zhouqi.sources", self.environments.sources())]
        for service in SERVICES:
            made.append(self._serve(service, "api"))
            made.append(self._serve(service, "worker"))
        made.append(self._serve("cockpit", "worker", "-2"))
        people = self.environments.people(f"http://{ports.HOST}:{self.port}")
        return [*made, self._program("people", "zhouqi.sources.people", people)]

    def _program(self, name: str, module: str, settings: Mapping[str, str]) -> Process:
        return Process(name, (sys.executable, "-m", module), settings, self.folder.logs)

    def _serve(self, service: str, part: str, suffix: str = "") -> Process:
        port = self._ports[service] if part == "api" else ports.free_port()
        settings = self.environments.service(service, part, port)
        command = (*ZHOUQI, "serve", service, part)
        return Process(f"{service}-{part}{suffix}", command, settings, self.folder.logs, port)

    def _end_all(self) -> None:
        for process in self.processes.values():
            process.ask()
        for process in self.processes.values():
            process.end(patience=GRACE_SECONDS + 2)
