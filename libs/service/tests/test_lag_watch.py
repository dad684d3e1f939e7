"""A lag that grows degrades; every gauge of the mechanism shows what it is named after."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import psycopg
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from libs.service.tests import sample
from libs.service.tests.sample import CONTEXT, DECIDER, NoteWritten
from libs.service.tests.test_parking import note

from tests.brokers.interface import Broker
from tests.postgres import Database
from zhouqi.events.bus.consumer_lag import lag_probe
from zhouqi.events.bus.publish import Outgoing, publisher
from zhouqi.events.bus.topics import topics
from zhouqi.events.commands.react import Intent, Reaction, per_event
from zhouqi.events.contracts import Fact
from zhouqi.events.log.connection import Conn
from zhouqi.events.log.event import Event
from zhouqi.service.http.app import create_app
from zhouqi.service.identity import permissions
from zhouqi.service.loops.health import State
from zhouqi.service.loops.lag_watch import Growth, LagWatch
from zhouqi.service.runtime import Runtime, make_runtimes
from zhouqi.service.settings import Settings
from zhouqi.service.telemetry.metrics import Metrics


async def _nothing(conn: Conn, event: Event, fact: Fact) -> AsyncIterator[Intent]:
    none: tuple[Intent, ...] = ()
    for intent in none:
        yield intent


COPYING = replace(
    sample.service,
    context=replace(
        CONTEXT,
        subscribes=(NoteWritten,),
        reactions=(Reaction("copy", (NoteWritten,), DECIDER, "first", per_event(_nothing)),),
    ),
)
"""The sample service, which also listens to what others write."""


@pytest.mark.parametrize(
    ("found", "grows"),
    [
        ([0, 100, 200, 300, 400], False),
        ([0, 100, 200, 300, 400, 500], True),
        ([900, 0, 100, 200, 300, 400], False),
        ([0, 100, 200, 300, 400, 150], False),
        ([500, 400, 300, 200, 100, 0], False),
        ([500, 500, 500, 500, 500, 500], False),
        ([9000, 0, 0, 0, 200, 300, 400], True),
        ([0, 0, 0, 1, 2, 3], False),
    ],
)
def test_a_lag_grows_when_every_newer_look_found_more_than_any_older(found: list[int], grows: bool) -> None:
    growth = Growth()
    for events in found:
        growth.add(events)
    assert (growth.grows, growth.last) == (grows, found[-1])


@pytest.fixture
def runtime(migrated: Settings) -> Runtime:
    return make_runtimes([COPYING], migrated, permissions.load())[0]


@pytest.fixture
async def opened(runtime: Runtime) -> AsyncIterator[Runtime]:
    await runtime.open()
    yield runtime
    await runtime.close()


def write(dsn: str, log: str, first: int, last: int) -> None:
    with psycopg.connect(dsn) as conn:
        conn.execute(
            f"insert into log.{log} (position, stream, sequence, id, type, schema_version, occurred_at,"
            " recorded_at, county, correlation_id, data) select n, 'note/' || n, 1, gen_random_uuid(),"
            " 'NoteWritten', 1, now(), now(), 'c', gen_random_uuid(), '{}' from generate_series(%s::int, %s::int) n",
            (first, last),
        )


@pytest.mark.parametrize(("log", "name"), [("event", "relay"), ("journal", "reaction:copy")])
async def test_a_worker_is_degraded_while_its_lag_grows_and_well_when_it_shrinks(
    opened: Runtime, database: Database, log: str, name: str
) -> None:
    watch = LagWatch(opened, Metrics())
    for number in range(6):
        write(database.admin_dsn, log, number * 30 + 1, number * 30 + 30)
        await watch.look(None)
    found = await watch.find()
    assert (found.state, found.detail) == (State.DEGRADED, {"growing": {name: 180}})

    with psycopg.connect(database.admin_dsn) as conn:
        conn.execute("insert into log.cursor values (%s, 150)", (name,))
    await watch.look(None)
    assert (await watch.find()).state is State.OK


async def test_what_waits_in_the_topics_is_told_and_degrades_when_it_is_old(
    opened: Runtime, embedded_broker: Broker
) -> None:
    bus = {"bus": embedded_broker.bootstrap, "bus_partitions": 1}
    kafka = opened.settings.model_copy(update=bus).kafka
    metrics = Metrics()
    watch = LagWatch(opened, metrics)
    async with topics(kafka) as admin:
        await admin.create(["NoteWritten"])
    async with publisher(kafka) as out:
        await out.publish([Outgoing("NoteWritten", b"note/1", note().value or b"", b"-") for _ in range(7)])
    async with lag_probe(kafka, ["NoteWritten"]) as eyes:
        await watch.look(eyes)
        shown = metrics.render().decode()
        assert 'zhouqi_consumer_lag_events{service="sample"} 7.0' in shown
        assert 0 < _value(shown, "zhouqi_consumer_oldest_unread_seconds") < 60
        assert (await watch.find()).state is State.OK

        later = time.time() + 61
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("zhouqi.events.bus.consumer_lag.time.time", lambda: later)
            await watch.look(eyes)
        found = await watch.find()
        assert found.state is State.DEGRADED
        assert 60 < int(str(found.detail["oldest_unread_seconds"])) < 120


def _value(shown: str, name: str) -> float:
    (line,) = [line for line in shown.splitlines() if line.startswith(f"{name}{{")]
    return float(line.rpartition(" ")[2])


@pytest.fixture
def app(migrated: Settings) -> FastAPI:
    return create_app([COPYING], migrated)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as serving:
        yield serving


def test_every_gauge_shows_what_happened(client: TestClient, database: Database) -> None:
    with psycopg.connect(database.admin_dsn) as conn:
        conn.execute(
            "insert into log.cursor values ('relay', 1, now() - interval '90 s'),"
            " ('reaction:copy', 2, now() - interval '30 s')"
        )
        conn.execute("insert into log.parked (kind, topic, digest, cause) values ('message', 'X', 'd', 'x')")
        conn.execute("insert into log.stuck (stream, cause, detail, head) values ('x/1', 'fork', '', 1)")
        conn.execute("insert into log.halt (detail) values ('rubbish')")
    write(database.admin_dsn, "event", 1, 4)
    write(database.admin_dsn, "journal", 1, 7)
    client.get("/api/sample/hanging")
    client.get("/api/sample/broken")
    shown = client.get("/metrics").text
    for line in (
        'zhouqi_log_head{log="event",service="sample"} 4.0',
        'zhouqi_log_head{log="journal",service="sample"} 7.0',
        'zhouqi_relay_lag_events{service="sample"} 3.0',
        'zhouqi_reaction_lag_events{reaction="copy",service="sample"} 5.0',
        'zhouqi_parked{service="sample"} 1.0',
        'zhouqi_stuck{service="sample"} 1.0',
        'zhouqi_halted{service="sample"} 1.0',
        'zhouqi_request_failures_total{service="sample"} 1.0',
    ):
        assert line in shown
    assert 90 <= _value(shown, "zhouqi_relay_lag_seconds") < 150
    assert 30 <= _value(shown, "zhouqi_reaction_lag_seconds") < 90
    times = (
        'zhouqi_request_seconds_count{method="GET",route="/api/sample/hanging",service="sample",status="200"}'
    )
    assert f"{times} 1.0" in shown


def test_what_happened_to_nobody_is_zero(client: TestClient) -> None:
    shown = client.get("/metrics").text
    for name in ("relay_lag_events", "relay_lag_seconds", "parked", "stuck", "halted"):
        assert _value(shown, f"zhouqi_{name}") == 0
