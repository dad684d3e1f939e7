"""After a while under load and faults of each kind everything is there, once, and nothing waits."""

from __future__ import annotations

import time

import pytest

from tests.distributed import whole
from tests.distributed.cluster import Cluster
from tests.distributed.soak import Soak, measured, settings
from tests.distributed.waiting import until
from zhouqi.service.service import SERVICES

pytestmark = pytest.mark.fault

GROWTH = 1.1
"""Memory is flat when its median in the last third is at most so many times that of the middle one."""


@pytest.mark.timeout(settings()[0] + 1800)
def test_a_deployment_under_load_lives_through_faults_of_each_kind(growing: Cluster) -> None:
    cluster = growing
    seconds, rate = settings()
    soak = Soak(cluster, seconds, rate)
    before, began = whole.events(cluster), time.monotonic()
    soak.run()
    load, took = soak.load, time.monotonic() - began
    soak.say()

    assert load.failures == []
    assert {"bus_restarts", "databases_restart", "worker_is_killed"} <= set(soak.faults)
    ended = time.monotonic()
    cluster.wait_there()
    caught_up = time.monotonic() - ended
    written = whole.events(cluster) - before
    _, middle, last = soak.memory.thirds()
    print(
        f"{took:.0f} s: {len(soak.inflow.written) / took:.0f} events/s in,"
        f" {(len(load.assigned) + len(load.raised)) / took:.1f} commands/s, {written / took:.0f} events/s in all;"
        f" memory {middle / 2**20:.0f} and {last / 2**20:.0f} MiB; worked off {caught_up:.0f} s later"
    )
    for name in cluster.processes:
        print(f"  {name}: " + ", ".join(f"{part / 2**20:.0f}" for part in soak.memory.thirds(name)) + " MiB")
    if measured():
        assert (len(soak.inflow.written) + len(load.assigned) + len(load.raised)) / took > rate * 0.9
    # What flows in has the times of counties to come, which nobody waited for.
    until(
        lambda: _lags(cluster) == {0.0} and whole.missing(cluster) == [],
        120,
        "every journal is its owner's store",
    )
    assert whole.not_once(cluster, load) == []
    assert whole.absent(cluster, soak.inflow) == 0
    assert [whole.unsettled(cluster, one) for one in SERVICES] == [(0, 0)] * len(SERVICES)
    assert whole.other_than_rebuilt(cluster, {}) == []
    assert last <= middle * GROWTH


def _lags(cluster: Cluster) -> set[float]:
    shown = [process.get("/metrics").text for name, process in cluster.processes.items() if "worker" in name]
    lines = [line for text in shown for line in text.splitlines() if "_lag_events{" in line]
    assert len(lines) >= len(SERVICES)
    return {float(line.rpartition(" ")[2]) for line in lines}
