"""The sample service in processes of its own, as operators run it."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
from libs.service.tests.conftest import COUNTY, KEY
from libs.service.tests.sample import as_policy
from pydantic import SecretStr

from tests.postgres import Database
from zhouqi.local import ports
from zhouqi.service.settings import Settings
from zhouqi.service.storage.migrations import migrate

_ROOT = Path(__file__).parents[3]
_STUB = Path(__file__).parent / "stub"


def environment(database: Database, bus: str = "127.0.0.1:1") -> dict[str, str]:
    """What the command needs to know the sample service as ``policy``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZHOUQI_")}
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join((str(_STUB), str(_ROOT))),
        "ZHOUQI_COUNTY": COUNTY,
        "ZHOUQI_DSN__POLICY": database.dsn,
        "ZHOUQI_OWNER_DSN__POLICY": database.owner_dsn,
        "ZHOUQI_SIGNING_KEY": KEY,
        "ZHOUQI_BUS": bus,
        "ZHOUQI_GRACE_SECONDS": "5",
    }


@dataclass
class Served:
    """A running ``zhouqi serve``."""

    process: subprocess.Popen[bytes]
    address: str

    def end(self, number: int = signal.SIGTERM) -> tuple[int, float]:
        """Ask it to end: its exit code, and how many seconds it took."""
        began = time.monotonic()
        self.process.send_signal(number)
        return self.process.wait(30), time.monotonic() - began


def migrated(env: dict[str, str]) -> dict[str, str]:
    """``env``, once the database of the sample service is at this version."""
    settings = Settings(
        dsn={"policy": SecretStr(env["ZHOUQI_DSN__POLICY"])},
        owner_dsn={"policy": SecretStr(env["ZHOUQI_OWNER_DSN__POLICY"])},
    )
    asyncio.run(migrate(as_policy, settings, workers=1))
    return env


@contextmanager
def served(part: str, env: dict[str, str]) -> Iterator[Served]:
    """``zhouqi serve policy <part>``, ready; killed at the end if it still runs."""
    port = ports.free_port()
    names = {"api": "ZHOUQI_HTTP_PORT", "worker": "ZHOUQI_WORKER_PORT"}
    process = subprocess.Popen(
        [sys.executable, "-m", "zhouqi.service.cli", "serve", "policy", part],
        env={**env, names[part]: str(port)},
        cwd=_ROOT,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        until(lambda: process.poll() is not None or _is_ready(address), "ready")
        assert process.poll() is None, "it ended at once"
        yield Served(process, address)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def until(holds: Callable[[], bool], what: str, patience: float = 30) -> None:
    end = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < end, f"not within {patience} s: {what}"
        time.sleep(0.05)


def _is_ready(address: str) -> bool:
    try:
        return httpx2.get(f"{address}/readyz", timeout=5).status_code == 200
    except httpx2.TransportError:
        return False
