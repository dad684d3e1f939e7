"""One service at a time is stopped, upgraded and started, while the county works on.

Each says for itself how it is upgraded: its processes end at SIGTERM, its database is migrated, its
processes start with the next release's code. The cockpit begins with the release before this one, which does not
know the second version of ``LightChanged``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.distributed import lights, release, whole
from tests.distributed.cluster import Cluster
from tests.distributed.environments import GRACE_SECONDS
from tests.distributed.load import Load
from tests.distributed.waiting import until
from tests.distributed.whole import rows, unsettled
from tests.e2e.agreement import disagreements
from tests.e2e.client import Client, truth
from zhouqi.service.service import SERVICES

READERS_OF_ASSIGNMENTS = ("cockpit", "warning")


@pytest.fixture(scope="module")
def code(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, str]]:
    return {"cockpit": release.make(tmp_path_factory.mktemp("before"), release.BEFORE)}


def upgrade(cluster: Cluster, load: Load, service: str, code: Mapping[str, str], *emitted: str) -> None:
    """Stop, migrate and start ``service``, which then writes the second version of ``emitted``."""
    setting = {f"ZHOUQI_EMIT__{name.upper()}": "2" for name in emitted}
    with load.without(service):
        for process in cluster.of(service):
            process.ask()
        for process in cluster.of(service):
            ended, seconds = process.end()
            assert (process.name, ended, seconds < GRACE_SECONDS) == (process.name, 0, True)
        load.goes_on()
        cluster.zhouqi("migrate", service, more=code)
        for process in cluster.of(service):
            process.start({**code, **setting})
        for process in cluster.of(service):
            process.wait_ready()
    load.goes_on()


def versions(cluster: Cluster, service: str, event_type: str, after: int) -> set[object]:
    """The versions at which ``service`` wrote events of a type behind a position."""
    query = "select distinct schema_version from log.event where type = %s and position > %s"
    return {row[0] for row in rows(cluster, service, query, event_type, after)}


def head(cluster: Cluster, service: str) -> int:
    ((position,),) = rows(cluster, service, "select coalesce(max(position), 0) from log.event")
    return int(str(position))


@pytest.mark.timeout(900)
def test_services_upgraded_one_at_a_time_under_load(growing: Cluster, tmp_path: Path) -> None:
    cluster = growing
    code = release.make(tmp_path / "release", release.NEXT)
    load = Load(cluster, pause=0.25, look=1.0)
    with load.running():
        load.goes_on()

        # What is accepted only is written by nobody: the cockpit of the release before reads all.
        assert versions(cluster, "warning", "LightChanged", 0) == {1}
        assert unsettled(cluster, "cockpit") == (0, 0)

        # A writer of the next release writes what today's readers read.
        before = head(cluster, "lifecycle")
        upgrade(cluster, load, "lifecycle", code)
        assert versions(cluster, "lifecycle", "ProjectAssigned", before) == {1}
        assert [unsettled(cluster, one) for one in READERS_OF_ASSIGNMENTS] == [(0, 0), (0, 0)]

        # Told too early to write the new version, it makes streams of older readers stuck, and only these.
        upgrade(cluster, load, "lifecycle", code, "ProjectAssigned")
        for reader in READERS_OF_ASSIGNMENTS:
            until(lambda reader=reader: unsettled(cluster, reader)[0] > 0, 90, f"{reader} is stuck")  # type: ignore[misc]
        until(lambda: unsettled(cluster, "warning")[1] > 0, 90, "warning could not react")
        _is_shown_as_stuck(cluster)

        # Each heals at its own upgrade, by nobody's hand: warning, which is told too early to write new lights.
        upgrade(cluster, load, "warning", code, "LightChanged")
        until(lambda: unsettled(cluster, "warning") == (0, 0), 90, "warning has healed")
        before = head(cluster, "warning")  # until it stopped the one of before wrote as ever
        changed = lights.change(cluster)
        assert versions(cluster, "warning", "LightChanged", before) == {2}
        until(lambda: lights.stuck(cluster) > 0, 90, "lights are stuck in the cockpit")
        assert unsettled(cluster, "warning") == (0, 0)
        upgrade(cluster, load, "cockpit", code)
        until(lambda: unsettled(cluster, "cockpit") == (0, 0), 90, "the cockpit has healed")

        # Readers first: from then on the new version of a light makes nothing stuck.
        before = head(cluster, "warning")
        lights.change_back(cluster, changed)
        assert versions(cluster, "warning", "LightChanged", before) == {2}
        until(lambda: lights.arrived(cluster), 90, "the cockpit has read them")
        assert unsettled(cluster, "cockpit") == (0, 0)

        for service in ("issues", "policy", "ingest"):
            upgrade(cluster, load, service, code)

    assert load.failures == []
    assert load.closed > 0
    cluster.wait_there()
    assert whole.missing(cluster) == []
    assert whole.not_once(cluster, load) == []
    assert [unsettled(cluster, one) for one in SERVICES] == [(0, 0)] * len(SERVICES)
    assert whole.other_than_rebuilt(cluster, code) == []
    _agrees_but_for_the_issues_that_were_raised(cluster, len(changed))


def _is_shown_as_stuck(cluster: Cluster) -> None:
    for process in cluster.of("cockpit"):
        assert process.get("/readyz").json()["state"] == "degraded"
        (line,) = [
            one for one in process.get("/metrics").text.splitlines() if one.startswith("zhouqi_stuck{")
        ]
        assert float(line.rpartition(" ")[2]) > 0
    with Client(cluster.stack) as client:
        shown = client.projects(status="all")
    assert any(row["stuck"] for row in shown)
    assert not all(row["stuck"] for row in shown)


def _agrees_but_for_the_issues_that_were_raised(cluster: Cluster, granted: int) -> None:
    with Client(cluster.stack) as client:
        found = disagreements(client, truth(cluster.stack), granted)
    assert [one for one in found if not one.startswith("the overview is")] == []
