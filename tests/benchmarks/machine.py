"""The machine that figures come from."""

from __future__ import annotations

import os
import platform
from pathlib import Path

import psutil
import psycopg

from tests.benchmarks.world import World


def described(world: World) -> list[tuple[str, str]]:
    """What one has to know to compare: cores, processor, memory, kernel, versions, and who else is at work."""
    with psycopg.connect(world.server.dsn()) as conn:
        shown = {
            name: str((conn.execute(f"show {name}".encode()).fetchone() or ("?",))[0])
            for name in ("server_version", "fsync", "synchronous_commit", "full_page_writes")
        }
    return [
        ("processor", f"{os.cpu_count()} × {_processor()}"),
        ("memory", f"{psutil.virtual_memory().total / 2**30:.0f} GiB"),
        ("system", f"{platform.system()} {platform.release()}, Python {platform.python_version()}"),
        (
            "PostgreSQL",
            ", ".join((shown.pop("server_version"), *(f"{name} {value}" for name, value in shown.items()))),
        ),
        ("Apache Kafka", _kafka()),
        ("load average", ", ".join(f"{load:.2f}" for load in os.getloadavg()) + " before the run"),
    ]


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _kafka() -> str:
    jars = Path(__file__).parents[1] / "brokers/jars"
    found = sorted(jars.glob("kafka-clients-*.jar"))
    return found[-1].stem.removeprefix("kafka-clients-") if found else "not fetched"
