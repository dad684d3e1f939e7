"""Which benchmarks there are, in the order in which they are run."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import Final, TypeAlias

from tests.benchmarks import (
    append,
    batch,
    county,
    growth,
    handle,
    idle,
    live,
    overview,
    ready,
    rebuild,
    relay,
    visible,
)
from tests.benchmarks.measure import Figure
from tests.benchmarks.peers import peers
from tests.benchmarks.plan import Plan
from tests.benchmarks.world import World

Benchmark: TypeAlias = Callable[[World, Plan], Coroutine[None, None, list[Figure]]]

PEERS: Final = "peers"
"""Fetches packages: only when it is asked for."""

BENCHMARKS: Final[Mapping[str, Benchmark]] = {
    "append": append.measure,
    "handle": handle.measure,
    "handle-list": handle.measure_lists,
    "batch": batch.measure,
    "relay": relay.measure,
    "live": live.measure,
    "rebuild": rebuild.measure,
    "visible": visible.measure,
    "ready": ready.measure,
    "idle": idle.measure,
    "overview": overview.measure,
    "county": county.measure,
    "growth": growth.measure,
    PEERS: peers.measure,
}
ON_DEMAND: Final = frozenset({"growth"})
"""Takes long, and has nothing to reach."""


def choose(only: str, *, peers: bool = False) -> list[str]:
    """The names in ``only``, or all. Raises KeyError for one that there is not."""
    names = [name.strip() for name in only.split(",") if name.strip()]
    for name in names:
        if name not in BENCHMARKS:
            raise KeyError(name)
    if not names:
        names = [name for name in BENCHMARKS if name not in ON_DEMAND and name != PEERS]
    return [*names, PEERS] if peers and PEERS not in names else names
