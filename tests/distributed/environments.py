"""The settings of each process of a deployment: each knows what it needs, and nothing of its neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.brokers.interface import Broker
from tests.distributed.servers import SERVERS, Server
from zhouqi.local import keys, ports
from zhouqi.local.business_time import SCENARIO
from zhouqi.local.data_folder import DataFolder
from zhouqi.local.databases import EXCHANGE, database_name, owner_role, runtime_role
from zhouqi.service.service import SERVICES

COUNTY = "330529"
GRACE_SECONDS = 8


@dataclass(frozen=True)
class Environments:
    """Builds the environment variables of one deployment's processes. Secrets are files in its folder."""

    folder: DataFolder
    broker: Broker
    servers: Mapping[str, Server]
    seed: int
    size: int
    sources_port: int = field(default_factory=ports.free_port)

    @property
    def clock(self) -> str:
        """The setting that names the business clock."""
        return f"file:{self.folder.clock}"

    def dsn(self, service: str, *, owner: bool = False) -> str:
        """How its runtime role, or its owner, reaches a service's database."""
        server = next(self.servers[name] for name, held in SERVERS.items() if service in held)
        role = owner_role(service) if owner else runtime_role(service)
        return server.cluster.dsn(database_name(service), role)

    def operator(self) -> dict[str, str]:
        """Settings of the command: every database, owners' roles too, and the demo accounts."""
        return {
            **self._shared(),
            **{f"ZHOUQI_DSN__{name.upper()}": self.dsn(name) for name in SERVICES},
            **{f"ZHOUQI_OWNER_DSN__{name.upper()}": self.dsn(name, owner=True) for name in SERVICES},
            **self._signing(),
            **self._ingest(),
            "ZHOUQI_BUS_SECRET_FILE": self._key(keys.BUS_SECRET),
            "ZHOUQI_DEMO": "true",
        }

    def service(self, name: str, part: str, port: int) -> dict[str, str]:
        """For ``zhouqi serve <name> <part>``: its own database and no other, and what its part needs."""
        settings = {
            **self._shared(),
            f"ZHOUQI_DSN__{name.upper()}_FILE": str(self._secret(f"dsn-{name}", self.dsn(name))),
            f"ZHOUQI_{'HTTP' if part == 'api' else 'WORKER'}_PORT": str(port),
        }
        if part == "api":
            settings |= self._signing()
        else:
            settings["ZHOUQI_BUS_SECRET_FILE"] = self._key(keys.BUS_SECRET)
        if (name, part) == ("cockpit", "api"):
            settings["ZHOUQI_DEMO"] = "true"
        if name == "ingest":
            settings |= self._ingest()
        return settings

    def people(self, url: str) -> dict[str, str]:
        """For the county's people, who know the public address alone."""
        return {
            "ZHOUQI_CLOCK": self.clock,
            "ZHOUQI_PEOPLE_URL": url,
            "ZHOUQI_PEOPLE_SEED": str(self.seed),
            "ZHOUQI_PEOPLE_SIZE": str(self.size),
            "ZHOUQI_PEOPLE_STATE": str(self.folder.people),
        }

    def sources(self) -> dict[str, str]:
        """For the simulated sources, which know nothing of the rest."""
        return {
            "ZHOUQI_CLOCK": self.clock,
            "ZHOUQI_SOURCES_PORT": str(self.sources_port),
            "ZHOUQI_SOURCES_TOKEN_FILE": self._key(keys.SOURCES_TOKEN),
            "ZHOUQI_SOURCES_TRUTH_TOKEN_FILE": self._key(keys.TRUTH_TOKEN),
            "ZHOUQI_SOURCES_SEED": str(self.seed),
            "ZHOUQI_SOURCES_SIZE": str(self.size),
            "ZHOUQI_SOURCES_EXCHANGE_DSN": self.dsn(EXCHANGE, owner=True),
            "ZHOUQI_SOURCES_EXCHANGE_READER": runtime_role(EXCHANGE),
            "ZHOUQI_SOURCES_DROPS": str(self.folder.drops),
        }

    def _shared(self) -> dict[str, str]:
        return {
            "ZHOUQI_PROFILE": "distributed",
            "ZHOUQI_COUNTY": COUNTY,
            "ZHOUQI_BUS": self.broker.bootstrap,
            "ZHOUQI_CLOCK": self.clock,
            "ZHOUQI_TAKE_OVER_UNTIL": SCENARIO.date().isoformat(),
            "ZHOUQI_GRACE_SECONDS": str(GRACE_SECONDS),
        }

    def _signing(self) -> dict[str, str]:
        return {
            "ZHOUQI_SIGNING_KEY_FILE": self._key(keys.SIGNING_KEY),
            "ZHOUQI_ACCOUNTS": str(self.folder.accounts),
        }

    def _ingest(self) -> dict[str, str]:
        return {
            "ZHOUQI_INGEST_URL": f"http://{ports.HOST}:{self.sources_port}",
            "ZHOUQI_INGEST_TOKEN_FILE": self._key(keys.SOURCES_TOKEN),
            "ZHOUQI_INGEST_EXCHANGE_DSN_FILE": str(self._secret("dsn-exchange", self.dsn(EXCHANGE))),
            "ZHOUQI_INGEST_DROPS": str(self.folder.drops),
        }

    def _key(self, name: str) -> str:
        return str(keys.ensure_key(self.folder.secrets, name))

    def _secret(self, name: str, content: str) -> Path:
        path = self.folder.secrets / name
        path.write_text(content, encoding="utf-8")
        path.chmod(0o600)
        return path
