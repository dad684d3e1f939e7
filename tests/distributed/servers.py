"""The PostgreSQL servers of a deployment, and whose database is on which."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.distributed.process import environment
from zhouqi.local import postgres
from zhouqi.local.databases import EXCHANGE

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
        self.cluster = postgres.Postgres(folder / "postgres", settings=postgres.THROWAWAY_SETTINGS)
        self.process: subprocess.Popen[bytes] | None = None
        self._log = folder / f"{name}.log"
        self._name = name

    def start(self) -> None:
        """Start it; returns when it takes connections."""
        self.cluster.initialise()
        self.process = self.cluster.start(self._log, environment(f"postgres-{self._name}", {}))
        postgres.wait_until_ready(self.cluster, self.process, self._log)

    def stop(self) -> None:
        """End it at once; connections are cut."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(20)
            self.process = None
