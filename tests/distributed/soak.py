"""A deployment under load for a while, through a fault of each kind in every round.

    python -m tests.distributed.soak --minutes 60

runs it as a test that prints its figures as it goes, and holds the pace that is asked for. In every run of the
tests it is one round, at half of the pace, which nothing depends on: other tests run beside it.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.distributed import whole
from tests.distributed.cluster import Cluster
from tests.distributed.inflow import Inflow
from tests.distributed.load import Load
from tests.distributed.memory import Memory

SECONDS = "ZHOUQI_TEST_SOAK_SECONDS"
RATE = "ZHOUQI_TEST_SOAK_RATE"
_SHORT: Final = 180.0
_RATE: Final = 200
_RATE_OF_TESTS: Final = 100
_ROUND: Final = 600.0
_PROJECTS: Final = {"ZHOUQI_TEST_SIZE": "200"}
"""Enough for an hour: the county's rules bound what people enter about one project."""
_SHARE_BY_HAND: Final = 10
"""One event in so many comes of a command, the others flow in."""


@dataclass
class Soak:
    """``rate`` is how many events a second come from outside; the services' answers come on top."""

    cluster: Cluster
    seconds: float
    rate: int
    faults: list[str] = field(default_factory=list)
    """The faults that happened, in order."""

    def __post_init__(self) -> None:
        by_hand = max(2, self.rate // _SHARE_BY_HAND)  # half of it assigns projects, half raises issues
        self.load = Load(self.cluster, pause=2 / by_hand, rest=self.round / 10, look=1.0)
        self.inflow = Inflow(self.cluster, self.rate - by_hand)
        self.memory = Memory(self.cluster.processes)

    @property
    def round(self) -> float:
        """Seconds in which each kind of fault happens once."""
        return min(_ROUND, self.seconds)

    def run(self) -> None:
        """Let one fault after another happen, evenly spread, until the time is over."""
        kinds = (self._bus_restarts, self._databases_restart, self._worker_is_killed)
        begin, apart = time.monotonic(), self.round / len(kinds)
        with self.load.running(self.inflow.run, self.memory.run):
            for number in range(round(self.seconds / apart)):
                fault = kinds[number % len(kinds)]
                self._rest(begin + (number + 0.5) * apart)
                self.load.goes_on()
                fault()
                self.faults.append(fault.__name__.strip("_"))
            self._rest(begin + self.seconds)

    def say(self) -> None:
        """Print how it stands."""
        memory = f"{self.memory.now / 2**20:.0f} MiB" if self.memory.samples else "–"
        print(
            f"{time.strftime('%H:%M:%S')} {len(self.inflow.written)} events in,"
            f" {len(self.load.assigned) + len(self.load.raised)} commands, {whole.events(self.cluster)} events"
            f" in all, {self.load.closed} days, {self.load.reads} reads, {len(self.faults)} faults, {memory}",
            flush=True,
        )

    def _rest(self, until: float) -> None:
        """Nothing happens but the load until then."""
        said = 0.0
        while (left := until - time.monotonic()) > 0:
            assert self.load.failures == [], self.load.failures[:5]
            if time.monotonic() - said > 60:
                self.say()
                said = time.monotonic()
            time.sleep(min(left, 5.0))  # the load itself is what is waited for: it lasts as long as asked

    def _bus_restarts(self) -> None:
        """Killed, and back with what it had. Commands are accepted meanwhile."""
        self.cluster.broker.stop(kill=True)
        self.load.goes_on()
        self.cluster.broker.start()

    def _databases_restart(self) -> None:
        """One of the servers cuts every connection and comes back; its services may be away for a moment."""
        name = list(self.cluster.servers)[len(self.faults) // 3 % 2]
        with self._away(name):
            self.cluster.servers[name].stop()
            self.cluster.servers[name].start()
            for process in self.cluster.processes_on(name):
                process.wait_ready()

    def _worker_is_killed(self) -> None:
        """Without a chance to end anything; whoever keeps it starts it again."""
        workers = [one for name, one in self.cluster.processes.items() if "-worker" in name]
        worker = workers[len(self.faults) // 3 % len(workers)]
        code, _ = worker.end(signal.SIGKILL)
        assert code == -signal.SIGKILL
        self.load.goes_on()
        worker.start()
        worker.wait_ready()

    @contextmanager
    def _away(self, server: str) -> Iterator[None]:
        services = self.cluster.services_on(server)
        self.load.away.update(services)
        yield
        self.load.away.difference_update(services)


def settings() -> tuple[float, int]:
    """Seconds and rate: what the environment says, or those of every run of the tests."""
    return float(os.environ.get(SECONDS, _SHORT)), int(os.environ.get(RATE, _RATE_OF_TESTS))


def measured() -> bool:
    """Whether the machine is this soak's alone, so that its pace says something."""
    return RATE in os.environ


def main() -> int:
    """Run the soak as long as the command line says: in a process of its own, which imports as tests do."""
    parser = argparse.ArgumentParser("python -m tests.distributed.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=_SHORT / 60)
    parser.add_argument("--rate", type=int, default=_RATE, help="events a second that come from outside")
    asked = parser.parse_args()
    settings = {SECONDS: str(asked.minutes * 60), RATE: str(asked.rate)}
    test = Path(__file__).with_name("test_soak.py")
    command = [sys.executable, "-m", "pytest", str(test), "-s"]
    return subprocess.run(command, check=False, env={**_PROJECTS, **os.environ, **settings}).returncode


if __name__ == "__main__":
    sys.exit(main())
