"""A whole deployment on this machine: six services as separate processes, API and worker apart.

Apache Kafka with six partitions a topic, two PostgreSQL servers with three services' databases on each,
two workers of the cockpit. Each process gets its own settings alone: its database, its secrets as files.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
from deploy.local.tests.running import Up
from pydantic import SecretStr

from tests.brokers.interface import Broker
from tests.brokers.waiting import until
from tests.distributed.gateway import Gateway
from tests.distributed.process import Process, environment
from zhouqi.events.clock import clock_from
from zhouqi.local import databases, keys, ports, postgres
from zhouqi.local.arrival import Arrival
from zhouqi.local.business_time import BusinessTime
from zhouqi.local.databases import EXCHANGE, database_name, owner_role, runtime_role
from zhouqi.local.demo_accounts import DemoAccounts
from zhouqi.local.folder import Folder, write_whole
from zhouqi.service.health import State
from zhouqi.service.service import SERVICES, find
from zhouqi.service.settings import Settings

ZHOUQI = (sys.executable, "-m", "zhouqi.service.cli")
COUNTY = "330529"
GRACE_SECONDS = 8
SERVERS: Mapping[str, Sequence[str]] = {
    "first": ("ingest", "warning", "policy", EXCHANGE),
    "second": ("lifecycle", "issues", "cockpit"),
}
"""Server -> whose databases it holds; who hears of whom lives on the other one, as far as that goes."""


class Server:
    """One of the PostgreSQL servers."""

    def __init__(self, name: str, folder: Path) -> None:
        folder.mkdir()
        folder.chmod(0o755)
        self.cluster = postgres.Postgres(folder / "postgres", settings=postgres.FORGETFUL)
        self.process: subprocess.Popen[bytes] | None = None
        self._log = folder / f"{name}.log"
        self._name = name

    def start(self) -> None:
        """Start it; returns when it takes connections."""
        self.cluster.initialise()
        self.process = self.cluster.start(self._log, environment(f"postgres-{self._name}", {}))
        postgres.wait(self.cluster, self.process, self._log)

    def stop(self) -> None:
        """End it at once; connections are cut."""
        if self.process is not None:
            self.process.send_signal(2)
            self.process.wait(20)
            self.process = None


class Cluster:
    """The deployment of one county in a folder. ``processes`` is by name: ``cockpit-api``, ``cockpit-worker-2``."""

    def __init__(self, path: Path, broker: Broker, seed: int, size: int) -> None:
        self.folder = Folder(path)
        self.broker = broker
        self._seed, self._size = seed, size
        path.mkdir()
        path.chmod(0o755)
        self.folder.claim(seed, size)
        BusinessTime(self.folder.clock).begin(0)
        self.servers = {name: Server(name, path / name) for name in SERVERS}
        self._ports = {service: ports.free() for service in SERVICES}
        self._sources_port = ports.free()
        self.gateway = Gateway(self._ports)
        self.processes = {one.name: one for one in self._all()}

    @property
    def port(self) -> int:
        """Where all six APIs are."""
        return self.gateway.port

    @property
    def stack(self) -> Up:
        """The deployment as the clients of the end-to-end tests know a stack: an address and a folder."""
        people = self.processes["people"]
        bus_port = int(self.broker.bootstrap.rpartition(":")[2])
        return Up(self.folder.path, self.port, bus_port, people.running, people.log)

    def of(self, service: str) -> list[Process]:
        """The processes of a service, its API first."""
        return [one for name, one in self.processes.items() if name.startswith(f"{service}-")]

    def dsn(self, service: str, *, owner: bool = False) -> str:
        """How its runtime role, or its owner, reaches a service's database."""
        server = next(self.servers[name] for name, held in SERVERS.items() if service in held)
        role = owner_role(service) if owner else runtime_role(service)
        return server.cluster.dsn(database_name(service), role)

    def zhouqi(self, *arguments: str, more: Mapping[str, str] | None = None) -> str:
        """Run the command as an operator, who may do everything. Fails when it does."""
        done = subprocess.run(
            [*ZHOUQI, *arguments],
            check=False,
            capture_output=True,
            text=True,
            env=environment("operator", {**self.operator(), **(more or {})}),
            cwd=self.folder.path,
            timeout=120,
        )
        assert done.returncode == 0, (arguments, done.stdout, done.stderr)
        return done.stdout

    def operator(self) -> dict[str, str]:
        """Settings of the command: every database, owners' roles too, and the demo accounts."""
        return {
            **self._shared(),
            **{f"ZHOUQI_DSN__{name.upper()}": self.dsn(name) for name in SERVICES},
            **{f"ZHOUQI_OWNER_DSN__{name.upper()}": self.dsn(name, owner=True) for name in SERVICES},
            **self._signing(),
            **self._ingest(),
            "ZHOUQI_DEMO": "true",
        }

    @contextmanager
    def running(self) -> Iterator[None]:
        """Everything, until the block ends; whatever is left then is ended, the busy before what they need."""
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
            write_whole(self.folder.stack, {"environment": self.operator()})
            ending.callback(self._end_all)
            ending.enter_context(self.gateway)
            for process in self.processes.values():
                process.start()
            yield

    def wait_ready(self) -> None:
        """Return when every process is ready."""
        for process in self.processes.values():
            if process.port:
                process.wait_ready()

    def wait_there(self, patience: float = 240.0) -> None:
        """Return when all that happened and was entered up to now has arrived and was worked off everywhere."""
        settings = Settings(
            dsn={name: SecretStr(self.dsn(name)) for name in SERVICES},
        )
        now = clock_from(self._clock()).now()
        arrival = Arrival([find(name).context for name in SERVICES], settings, now, self.folder.people)
        until(lambda: asyncio.run(arrival.find()).state is State.OK, patience, "the county is there")

    def _all(self) -> list[Process]:
        people = {
            "ZHOUQI_CLOCK": self._clock(),
            "ZHOUQI_PEOPLE_URL": f"http://{ports.HOST}:{self.port}",
            "ZHOUQI_PEOPLE_SEED": str(self._seed),
            "ZHOUQI_PEOPLE_SIZE": str(self._size),
            "ZHOUQI_PEOPLE_STATE": str(self.folder.people),
        }
        made = [self._program("sources", "zhouqi.sources", self._sources())]
        for service in SERVICES:
            made.append(self._serve(service, "api"))
            made.append(self._serve(service, "worker"))
        made.append(self._serve("cockpit", "worker", "-2"))
        return [*made, self._program("people", "zhouqi.sources.people", people)]

    def _program(self, name: str, module: str, settings: Mapping[str, str]) -> Process:
        return Process(name, (sys.executable, "-m", module), settings, self.folder.logs)

    def _serve(self, service: str, part: str, suffix: str = "") -> Process:
        port = self._ports[service] if part == "api" else ports.free()
        settings = {
            **self._shared(),
            f"ZHOUQI_DSN__{service.upper()}_FILE": str(self._secret(f"dsn-{service}", self.dsn(service))),
            f"ZHOUQI_{'HTTP' if part == 'api' else 'WORKER'}_PORT": str(port),
        }
        if part == "api":
            settings |= self._signing()
        if (service, part) == ("cockpit", "api"):
            settings["ZHOUQI_DEMO"] = "true"
        if service == "ingest":
            settings |= self._ingest()
        return Process(
            f"{service}-{part}{suffix}", (*ZHOUQI, "serve", service, part), settings, self.folder.logs, port
        )

    def _shared(self) -> dict[str, str]:
        return {
            "ZHOUQI_PROFILE": "distributed",
            "ZHOUQI_COUNTY": COUNTY,
            "ZHOUQI_BUS": self.broker.bootstrap,
            "ZHOUQI_CLOCK": self._clock(),
            "ZHOUQI_GRACE_SECONDS": str(GRACE_SECONDS),
        }

    def _signing(self) -> dict[str, str]:
        return {
            "ZHOUQI_SIGNING_KEY_FILE": self._key(keys.SIGNING_KEY),
            "ZHOUQI_ACCOUNTS": str(self.folder.accounts),
        }

    def _ingest(self) -> dict[str, str]:
        return {
            "ZHOUQI_INGEST_URL": f"http://{ports.HOST}:{self._sources_port}",
            "ZHOUQI_INGEST_TOKEN_FILE": self._key(keys.SOURCES_TOKEN),
            "ZHOUQI_INGEST_EXCHANGE_DSN_FILE": str(self._secret("dsn-exchange", self.dsn(EXCHANGE))),
            "ZHOUQI_INGEST_DROPS": str(self.folder.drops),
        }

    def _sources(self) -> dict[str, str]:
        return {
            "ZHOUQI_CLOCK": self._clock(),
            "ZHOUQI_SOURCES_PORT": str(self._sources_port),
            "ZHOUQI_SOURCES_TOKEN_FILE": self._key(keys.SOURCES_TOKEN),
            "ZHOUQI_SOURCES_TRUTH_TOKEN_FILE": self._key(keys.TRUTH_TOKEN),
            "ZHOUQI_SOURCES_SEED": str(self._seed),
            "ZHOUQI_SOURCES_SIZE": str(self._size),
            "ZHOUQI_SOURCES_EXCHANGE_DSN": self.dsn(EXCHANGE, owner=True),
            "ZHOUQI_SOURCES_EXCHANGE_READER": runtime_role(EXCHANGE),
            "ZHOUQI_SOURCES_DROPS": str(self.folder.drops),
        }

    def _clock(self) -> str:
        return f"file:{self.folder.clock}"

    def _key(self, name: str) -> str:
        return str(keys.key_file(self.folder.secrets, name))

    def _secret(self, name: str, content: str) -> Path:
        path = self.folder.secrets / name
        path.write_text(content, encoding="utf-8")
        path.chmod(0o600)
        return path

    def _end_all(self) -> None:
        for process in self.processes.values():
            process.ask()
        for process in self.processes.values():
            process.end(patience=GRACE_SECONDS + 2)
