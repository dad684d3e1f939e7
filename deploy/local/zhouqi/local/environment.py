"""The settings of each process of the stack, as environment variables."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from zhouqi.local import keys
from zhouqi.local.business_time import SCENARIO
from zhouqi.local.data_folder import DataFolder
from zhouqi.local.databases import EXCHANGE, database_name, owner_role, runtime_role
from zhouqi.local.options import Options
from zhouqi.local.ports import HOST
from zhouqi.local.postgres import Postgres
from zhouqi.local.services import installed

_PREFIX = "ZHOUQI_"
_PASSED_ON = {
    "ZHOUQI_LOG_LEVEL",
    "ZHOUQI_SOURCES_SHUFFLE",
    "ZHOUQI_SOURCES_FAULT_RATE",
    "ZHOUQI_SOURCES_SLOW_MS",
}
"""What whoever starts the stack may set for its processes."""
_COUNTY = "330529"  # the simulated county's code, which is given to no real one
_GRACE_SECONDS = "3"
_EVENTS_MEANT_FOR = "500000"
"""The broker keeps every event in memory, some 1 KB each."""


@dataclass(frozen=True)
class Environment:
    """Builds the variables of one stack; ports that only the stack itself uses are given."""

    options: Options
    folder: DataFolder
    cluster: Postgres
    worker_port: int
    sources_port: int

    def command(self) -> dict[str, str]:
        """What the `zhouqi` command needs to work on this stack: everything, the owners' roles too."""
        return {**self._shared(), **self._runtime(), **self._owner(), **self._ingest()}

    def api(self) -> dict[str, str]:
        """For the process that answers HTTP: it may not change a table's shape."""
        return {
            **self._shared(),
            **self._runtime(),
            **self._ingest(),
            "ZHOUQI_LOCAL_PEOPLE": str(self.folder.people.absolute()),
        }

    def workers(self) -> dict[str, str]:
        """For the process of relays, consumers and reactions, which also rebuilds."""
        return self.command()

    def sources(self) -> dict[str, str]:
        """For the simulated sources, which know nothing of the rest."""
        return {
            "ZHOUQI_CLOCK": self._clock(),
            "ZHOUQI_SOURCES_PORT": str(self.sources_port),
            "ZHOUQI_SOURCES_TOKEN_FILE": self._key(keys.SOURCES_TOKEN),
            "ZHOUQI_SOURCES_TRUTH_TOKEN_FILE": self._key(keys.TRUTH_TOKEN),
            "ZHOUQI_SOURCES_SEED": str(self.options.seed),
            "ZHOUQI_SOURCES_SIZE": str(self.options.size),
            "ZHOUQI_SOURCES_EXCHANGE_DSN": self.cluster.dsn(database_name(EXCHANGE), owner_role(EXCHANGE)),
            "ZHOUQI_SOURCES_EXCHANGE_READER": runtime_role(EXCHANGE),
            "ZHOUQI_SOURCES_DROPS": str(self.folder.drops.absolute()),
        }

    def people(self) -> dict[str, str]:
        """For the county's people, who know the public address and the demo accounts alone."""
        return {
            "ZHOUQI_CLOCK": self._clock(),
            "ZHOUQI_PEOPLE_URL": f"http://{HOST}:{self.options.port}",
            "ZHOUQI_PEOPLE_SEED": str(self.options.seed),
            "ZHOUQI_PEOPLE_SIZE": str(self.options.size),
            "ZHOUQI_PEOPLE_STATE": str(self.folder.people.absolute()),
        }

    def _shared(self) -> dict[str, str]:
        return {
            "ZHOUQI_PROFILE": "embedded",
            "ZHOUQI_COUNTY": _COUNTY,
            "ZHOUQI_BUS": f"{HOST}:{self.options.bus_port}",
            "ZHOUQI_BUS_SECRET_FILE": self._key(keys.BUS_SECRET),
            "ZHOUQI_CLOCK": self._clock(),
            "ZHOUQI_SIGNING_KEY_FILE": self._key(keys.SIGNING_KEY),
            "ZHOUQI_TAKE_OVER_UNTIL": SCENARIO.date().isoformat(),
            "ZHOUQI_ACCOUNTS": str(self.folder.accounts.absolute()),
            "ZHOUQI_HTTP_PORT": str(self.options.port),
            "ZHOUQI_WORKER_PORT": str(self.worker_port),
            "ZHOUQI_GRACE_SECONDS": _GRACE_SECONDS,
            "ZHOUQI_DISK": str(self.folder.path.absolute()),
            "ZHOUQI_EVENTS_MEANT_FOR": os.environ.get("ZHOUQI_EVENTS_MEANT_FOR", _EVENTS_MEANT_FOR),
        }

    def _runtime(self) -> dict[str, str]:
        return {
            f"ZHOUQI_DSN__{name.upper()}": self.cluster.dsn(database_name(name), runtime_role(name))
            for name in installed()
        }

    def _owner(self) -> dict[str, str]:
        return {
            f"ZHOUQI_OWNER_DSN__{name.upper()}": self.cluster.dsn(database_name(name), owner_role(name))
            for name in installed()
        }

    def _ingest(self) -> dict[str, str]:
        return {
            "ZHOUQI_INGEST_URL": f"http://{HOST}:{self.sources_port}",
            "ZHOUQI_INGEST_TOKEN_FILE": self._key(keys.SOURCES_TOKEN),
            "ZHOUQI_INGEST_EXCHANGE_DSN": self.cluster.dsn(database_name(EXCHANGE), runtime_role(EXCHANGE)),
            "ZHOUQI_INGEST_DROPS": str(self.folder.drops.absolute()),
            "ZHOUQI_INGEST_RETURNS": str(self.folder.returns.absolute()),
        }

    def _clock(self) -> str:
        return f"file:{self.folder.clock.absolute()}"

    def _key(self, name: str) -> str:
        return str(keys.ensure_key(self.folder.secrets.absolute(), name))


def process_environment(settings: Mapping[str, str]) -> dict[str, str]:
    """A whole environment: this process's own without any setting of ours, and ``settings``."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(_PREFIX) or name in _PASSED_ON
    }
    return {**kept, "MALLOC_ARENA_MAX": "2", **settings}
