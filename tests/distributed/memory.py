"""How much memory the services' processes take while they work."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import median

import psutil

from tests.distributed.process import Process

_EVERY_SECONDS = 5.0


@dataclass
class Memory:
    """Looks every five seconds: bytes as PSS of all processes that run, pages that they share counted once."""

    processes: Mapping[str, Process]
    samples: list[dict[str, int]] = field(default_factory=list)
    """Process -> its bytes; one that was started anew begins small again."""

    @property
    def now(self) -> int:
        """The sum at the last look."""
        return sum(self.samples[-1].values())

    def run(self, ended: Callable[[], bool]) -> None:
        """Look until ``ended()``."""
        while not ended():
            self.samples.append(self._look())
            time.sleep(_EVERY_SECONDS)  # what is measured is a course over time

    def thirds(self, process: str = "") -> tuple[float, ...]:
        """The median in the first, the second and the last third of the time: of all, or of one process."""
        size = len(self.samples) // 3
        sums = [sum(sample.values()) if not process else sample.get(process, 0) for sample in self.samples]
        return median(sums[:size]), median(sums[size : 2 * size]), median(sums[2 * size :])

    def _look(self) -> dict[str, int]:
        found = {}
        for name, process in self.processes.items():
            pid = process.pid
            if pid is not None:
                try:
                    found[name] = psutil.Process(pid).memory_full_info().pss
                except psutil.NoSuchProcess:
                    continue
        return found
