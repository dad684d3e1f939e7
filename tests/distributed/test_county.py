"""Six services as separate processes show the same county as the embedded stack."""

from __future__ import annotations

from pathlib import Path

import psutil
import psycopg
import pytest
from deploy.local.tests.running import up

from tests.distributed.cluster import Cluster
from tests.distributed.conftest import SEED, SIZE
from tests.distributed.picture import picture
from tests.e2e.agreement import disagreements
from tests.e2e.client import Client, truth
from zhouqi.service.service import SERVICES


@pytest.mark.timeout(600)
def test_the_county_is_the_one_that_was_generated_and_that_the_embedded_stack_shows(
    cluster: Cluster, tmp_path: Path
) -> None:
    with Client(cluster.stack) as client:
        assert disagreements(client, truth(cluster.stack)) == []
        shown = picture(client)
    assert shown["overview"]["projects"] == SIZE

    with up(tmp_path / "embedded", "--seed", str(SEED), "--size", str(SIZE)) as stack:
        stack.wait_ready()
        with Client(stack) as client:
            embedded = picture(client)
    assert shown["overview"] == embedded["overview"]
    assert shown["rows"] == embedded["rows"]
    assert shown["pages"] == embedded["pages"]


def test_six_services_are_thirteen_processes_on_two_servers_each_with_its_own_settings(
    cluster: Cluster,
) -> None:
    served = [one for one in cluster.processes.values() if "serve" in one.command]
    assert len({one.running.pid for one in served}) == len(served) == 13
    for one in served:
        service = one.name.partition("-")[0]
        environ = psutil.Process(one.running.pid).environ()
        known = {name for name in environ if name.startswith("ZHOUQI_") and "DSN" in name}
        exchange = {"ZHOUQI_INGEST_EXCHANGE_DSN_FILE"} if service == "ingest" else set()
        assert known == {f"ZHOUQI_DSN__{service.upper()}_FILE", *exchange}
        assert ("ZHOUQI_SIGNING_KEY_FILE" in environ) is one.name.endswith("-api")
        assert not any(secret in environ for secret in ("ZHOUQI_SIGNING_KEY", "ZHOUQI_INGEST_TOKEN"))
    folders = {_data_folder(cluster.dsn(service)) for service in SERVICES}
    assert len(folders) == 2


def _data_folder(dsn: str) -> str:
    with psycopg.connect(dsn) as conn:
        row = conn.execute("select system_identifier::text from pg_control_system()").fetchone()
    assert row is not None
    return str(row[0])


def test_two_workers_of_the_cockpit_share_the_topics_and_both_know_the_whole_lag(cluster: Cluster) -> None:
    workers = [one for one in cluster.of("cockpit") if "worker" in one.name]
    assert len(workers) == 2
    for one in workers:
        assert one.get("/livez").json() == {"state": "ok", "hung": {}}
        ready = one.get("/readyz").json()
        assert (ready["state"], ready["checks"]["cockpit/lag"]) == ("ok", {"state": "ok"})
        assert 'zhouqi_consumer_lag_events{service="cockpit"} 0.0' in one.get("/metrics").text
