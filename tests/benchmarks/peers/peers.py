"""Appending and catching up on pyeventsourcing and Emmett, on the same server, as they are meant to be used.

Each is installed into a folder of its own, from the registries that pip and npm are configured for, and run
as a program of its own. Their events say as much as those of the mix, two to a stream; catching up keeps one
row a stream, where Zhouqi's rebuild keeps all the cockpit's read models.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from shutil import copy
from typing import Final

from tests.benchmarks.measure import Figure
from tests.benchmarks.plan import Plan
from tests.benchmarks.world import World

EVENTSOURCING: Final = ("eventsourcing[postgres]==9.5.6", "psycopg[binary]==3.3.*")
EMMETT: Final = (
    "@event-driven-io/emmett@0.42.0",
    "@event-driven-io/emmett-postgresql@0.42.0",
    "@event-driven-io/pongo@0.16.11",
)
_HERE: Final = Path(__file__).parent


async def measure(world: World, plan: Plan) -> list[Figure]:
    """``peer-<library>-append`` and ``peer-<library>-catch-up``: events a second."""
    singles, events = plan.size(1_000, 20), plan.size(20_000, 200)
    figures = _figures("eventsourcing", await asyncio.to_thread(_eventsourcing, world, singles, events))
    return figures + _figures("emmett", await asyncio.to_thread(_emmett, world, singles, events))


def _eventsourcing(world: World, singles: int, events: int) -> bytes:
    folder = world.fresh("eventsourcing")
    python = folder / "bin/python"
    _run([sys.executable, "-m", "venv", str(folder)], folder)
    _run([str(python), "-m", "pip", "install", "--quiet", *EVENTSOURCING], folder)
    with world.database() as database:
        place = (str(world.server.cluster.sockets), database.name, "postgres")
        program = str(_HERE / "eventsourcing_program.py")
        return _run([str(python), program, *place, str(singles), str(events)], folder)


def _emmett(world: World, singles: int, events: int) -> bytes:
    folder = world.fresh("emmett")
    _run(["npm", "init", "--yes"], folder)
    _run(["npm", "install", "--no-audit", "--no-fund", "--loglevel=error", *EMMETT], folder)
    program = copy(_HERE / "emmett_program.mjs", folder)
    with world.database() as database:
        return _run(["node", str(program), database.admin_dsn, str(singles), str(events)], folder)


def _run(command: Sequence[str], folder: Path) -> bytes:
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=900)
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} failed:\n{done.stderr.decode(errors='replace')[-2000:]}")
    return done.stdout


def _figures(peer: str, said: bytes) -> list[Figure]:
    found = json.loads(said)
    return [
        Figure(f"peer-{peer}-append", found["append"], "events/s"),
        Figure(f"peer-{peer}-catch-up", found["catch_up"], "events/s", note=f"of {found['events']:,} events"),
    ]
