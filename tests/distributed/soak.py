"""A deployment under load for a while, through one fault of each kind after another.

    python -m tests.distributed.soak --minutes 60

runs it as a test that prints its figures; without options it takes as long as in every run of the tests.
"""

from __future__ import annotations

import argparse
import itertools
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.distributed.cluster import Cluster
from tests.distributed.load import Load

SECONDS = "ZHOUQI_TEST_SOAK_SECONDS"
RATE = "ZHOUQI_TEST_SOAK_RATE"
_BATCHES_A_SECOND = 5.0


@dataclass
class Soak:
    """``rate`` is how many events a second are asked for; the machine may allow fewer."""

    cluster: Cluster
    seconds: float
    rate: int
    faults: list[str] = field(default_factory=list)
    """The faults that happened, in order."""

    @property
    def load(self) -> Load:
        """The load of that rate."""
        batch = max(1, round(self.rate / _BATCHES_A_SECOND))
        return Load(self.cluster, pause=1 / _BATCHES_A_SECOND, batch=batch)

    def run(self, load: Load) -> None:
        """Let one fault after another happen, each kind at least once, until the time is over."""
        until = time.monotonic() + self.seconds
        kinds = (self._bus_restarts, self._databases_restart, self._worker_is_killed)
        with load.running():
            for number, fault in enumerate(itertools.cycle(kinds)):
                if number >= len(kinds) and time.monotonic() > until:
                    break
                load.goes_on(count=3 * load.batch)
                fault(load)
                self.faults.append(fault.__name__.strip("_"))

    def _bus_restarts(self, load: Load) -> None:
        """Killed, and back with what it had. Commands are accepted meanwhile."""
        self.cluster.broker.stop(kill=True)
        load.goes_on()
        self.cluster.broker.start()

    def _databases_restart(self, load: Load) -> None:
        """One of the servers cuts every connection and comes back; its services may be away for a moment."""
        name = list(self.cluster.servers)[len(self.faults) // 3 % 2]
        with self._away(load, name):
            self.cluster.servers[name].stop()
            self.cluster.servers[name].start()
            for process in self.cluster.processes_on(name):
                process.wait_ready()

    def _worker_is_killed(self, load: Load) -> None:
        """Without a chance to end anything; whoever keeps it starts it again."""
        workers = [one for name, one in self.cluster.processes.items() if "-worker" in name]
        worker = workers[len(self.faults) % len(workers)]
        code, _ = worker.end(signal.SIGKILL)
        assert code == -signal.SIGKILL
        load.goes_on()
        worker.start()
        worker.wait_ready()

    @contextmanager
    def _away(self, load: Load, server: str) -> Iterator[None]:
        services = self.cluster.services_on(server)
        load.away.update(services)
        yield
        load.away.difference_update(services)


def settings() -> tuple[float, int]:
    """Seconds and rate: what the environment says, or those of every run of the tests."""
    return float(os.environ.get(SECONDS, "120")), int(os.environ.get(RATE, "200"))


def main(run: Callable[[list[str]], int | pytest.ExitCode] = pytest.main) -> int:
    """Run the soak as long as the command line says."""
    parser = argparse.ArgumentParser("python -m tests.distributed.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=int, default=200, help="events a second that are asked for")
    asked = parser.parse_args()
    os.environ |= {SECONDS: str(asked.minutes * 60), RATE: str(asked.rate)}
    return int(run([str(Path(__file__).with_name("test_soak.py")), "-s"]))


if __name__ == "__main__":
    sys.exit(main())
