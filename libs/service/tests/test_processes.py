"""API and worker as processes: they end in time, at a signal, and lose nothing."""

import asyncio
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import httpx2
import psycopg
import pytest
from libs.service.tests.conftest import bearer
from libs.service.tests.processes import environment, migrated, served, until
from libs.service.tests.sample import CONTEXT, DECIDER, WriteNote

from tests.brokers.interface import Broker
from tests.postgres import Database
from zhouqi.events.clock import SystemClock
from zhouqi.events.commands.decide import AnyCommand, Command
from zhouqi.events.commands.handle import Handler
from zhouqi.events.fold.projector import Projector
from zhouqi.events.log.connection import connect
from zhouqi.service.http.idempotency import command_id

pytestmark = pytest.mark.usefixtures("processes")


def write(database: Database, first: int, last: int) -> None:
    """Write notes, one command each."""
    clock = SystemClock()
    handler = Handler(
        CONTEXT.publishes, Projector(CONTEXT.read_model, CONTEXT.decoder), "c", clock.now, CONTEXT.decoder
    )

    async def run() -> None:
        conn = await connect(database.dsn)
        for number in range(first, last + 1):
            command: AnyCommand = Command(
                id=command_id("a", "r", str(number)),
                stream=f"note/{number}",
                body=WriteNote("330529001", "x"),
                occurred_at=clock.now(),
            )
            await handler.handle(conn, DECIDER, [command])
        await conn.close()

    asyncio.run(run())


def published(database: Database) -> tuple[int, int]:
    """The store's head and how far the relay has come."""
    with psycopg.connect(database.admin_dsn) as conn:
        row = conn.execute(
            "select (select coalesce(max(position), 0) from log.event),"
            " (select coalesce(max(position), 0) from log.cursor where name = 'relay')"
        ).fetchone()
    assert row is not None
    return row[0], row[1]


def test_an_api_ends_when_its_requests_have_and_waits_for_no_listener(database: Database) -> None:
    env = migrated(environment(database))
    with (
        served("api", env) as api,
        ThreadPoolExecutor() as pool,
        httpx2.stream("GET", f"{api.address}/api/policy/changes", headers=bearer("leader")) as stream,
    ):
        next(stream.iter_lines())
        under_way = pool.submit(httpx2.get, f"{api.address}/api/policy/hang?seconds=1", timeout=10)
        until(lambda: bool(httpx2.get(f"{api.address}/api/policy/hanging").json()), "it is under way")
        code, seconds = api.end(signal.SIGTERM)
        assert (code, seconds < 5) == (0, True)
        assert under_way.result().json() == {"done": True}


def test_an_api_ends_in_time_whatever_a_request_does(database: Database) -> None:
    env = migrated(environment(database))
    with served("api", env) as api, ThreadPoolExecutor() as pool:
        under_way = pool.submit(httpx2.get, f"{api.address}/api/policy/hang?seconds=100", timeout=20)
        until(lambda: bool(httpx2.get(f"{api.address}/api/policy/hanging").json()), "it is under way")
        port = api.address.rpartition(":")[2]
        second = subprocess.run(
            [sys.executable, "-m", "zhouqi.service.cli", "serve", "policy", "api"],
            env={**env, "ZHOUQI_HTTP_PORT": port}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert second.returncode == 3
        assert second.stderr.splitlines()[-1].startswith(f"zhouqi: 127.0.0.1:{port} cannot be listened on")
        code, seconds = api.end(signal.SIGINT)
        assert (code, seconds < 6) == (0, True)
        assert under_way.exception() is not None or under_way.result().status_code >= 500


def test_a_worker_publishes_what_was_committed(database: Database, embedded_broker: Broker) -> None:
    env = migrated(environment(database, embedded_broker.bootstrap))
    write(database, 1, 3)
    with served("worker", env) as worker:
        until(lambda: published(database) == (3, 3), "all published")
        ready = httpx2.get(f"{worker.address}/readyz").json()
        assert ready["checks"]["policy/relay"] == {"state": "ok"}
        assert httpx2.get(f"{worker.address}/livez").json() == {"state": "ok", "hung": {}}
        metrics = httpx2.get(f"{worker.address}/metrics").text
        assert 'zhouqi_relay_lag_events{service="policy"} 0.0' in metrics
        assert 'zhouqi_loop_heartbeat_age_seconds{loop="relay",service="policy"}' in metrics


def test_a_shutdown_under_load_ends_in_time_and_loses_nothing(
    database: Database, embedded_broker: Broker
) -> None:
    env = migrated(environment(database, embedded_broker.bootstrap))
    with served("worker", env) as worker, ThreadPoolExecutor() as pool:
        load = pool.submit(write, database, 1, 300)
        until(lambda: published(database)[1] > 0, "something published")
        code, seconds = worker.end(signal.SIGTERM)
        assert (code, seconds < 5) == (0, True)
        load.result()
    with served("worker", env):
        until(lambda: published(database) == (300, 300), "all published")


def test_a_worker_whose_bus_is_away_lives_on(database: Database) -> None:
    env = migrated(environment(database, "127.0.0.1:9"))
    write(database, 1, 1)
    with served("worker", env) as worker:
        assert httpx2.get(f"{worker.address}/livez").status_code == 200


@pytest.mark.parametrize("part", ["api", "worker"])
def test_a_process_without_its_settings_says_which(database: Database, part: str) -> None:
    env = environment(database)
    del env["ZHOUQI_DSN__POLICY"], env["ZHOUQI_SIGNING_KEY"]
    env["ZHOUQI_DSN__INGEST"] = "postgresql:///x"
    ended = subprocess.run(
        [sys.executable, "-m", "zhouqi.service.cli", "serve", "policy", part],
        env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    missing = {"api": "ZHOUQI_SIGNING_KEY", "worker": "ZHOUQI_DSN__POLICY"}[part]
    assert (ended.returncode, missing in ended.stderr) == (2, True)
