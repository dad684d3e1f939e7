"""After a while under load and faults of each kind everything is there, once, and nothing waits."""

from __future__ import annotations

import time

import pytest

from tests.distributed import whole
from tests.distributed.cluster import Cluster
from tests.distributed.soak import Soak, settings
from tests.distributed.waiting import until
from zhouqi.service.service import SERVICES

pytestmark = pytest.mark.fault


@pytest.mark.timeout(settings()[0] + 1200)
def test_a_deployment_under_load_lives_through_faults_of_each_kind(cluster: Cluster) -> None:
    seconds, rate = settings()
    soak = Soak(cluster, seconds, rate)
    load = soak.load
    began = time.monotonic()
    soak.run(load)
    took = time.monotonic() - began
    print(
        f"\n{took:.0f} s: {len(load.assigned) + len(load.raised)} commands accepted"
        f" ({(len(load.assigned) + len(load.raised)) / took:.0f}/s), {load.closed} days,"
        f" {load.reads} reads, {len(soak.faults)} faults"
    )

    assert load.failures == []
    assert {"bus_restarts", "databases_restart", "worker_is_killed"} <= set(soak.faults)
    cluster.wait_there()
    assert whole.missing(cluster) == []
    assert whole.not_once(cluster, load) == []
    assert [whole.unsettled(cluster, one) for one in SERVICES] == [(0, 0)] * len(SERVICES)
    until(lambda: _lags(cluster) == {0.0}, 60, "no lag anywhere")
    assert whole.other_than_rebuilt(cluster, {}) == []


def _lags(cluster: Cluster) -> set[float]:
    shown = [process.get("/metrics").text for name, process in cluster.processes.items() if "worker" in name]
    lines = [line for text in shown for line in text.splitlines() if "_lag_events{" in line]
    assert len(lines) >= len(SERVICES)
    return {float(line.rpartition(" ")[2]) for line in lines}
