"""Alive is a loop that turns, ready is what is there; degraded serves on."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from libs.service.tests import sample
from pydantic import SecretStr

from tests.postgres import Database
from zhouqi.events.heartbeat import Heartbeat
from zhouqi.service.http.app import create_app
from zhouqi.service.loops import health
from zhouqi.service.loops.health import Check, CheckResult, Health, State
from zhouqi.service.loops.supervision import Loop, Supervised
from zhouqi.service.settings import Settings
from zhouqi.service.telemetry.metrics import Metrics


@pytest.fixture
def state() -> Health:
    return Health(Metrics())


@pytest.fixture
def client(state: Health) -> Iterator[TestClient]:
    app = FastAPI()
    app.include_router(health.router(state))
    with TestClient(app) as opened:
        yield opened


def check(name: str, finding: CheckResult) -> Check:
    async def find() -> CheckResult:
        return finding

    return Check(name, find)


async def never(heartbeat: Heartbeat) -> None:
    await asyncio.Event().wait()


def test_a_loop_that_hangs_makes_the_process_dead_and_not_ready(state: Health, client: TestClient) -> None:
    loop = Supervised("sample", Loop("loop", never, silent_after=-1))
    state.loops.append(loop)
    answer = client.get("/livez")
    assert (answer.status_code, list(answer.json()["hung"])) == (503, ["sample/loop"])
    assert client.get("/readyz").status_code == 503


def test_a_loop_that_tries_the_same_again_and_again_is_alive_and_degraded(
    state: Health, client: TestClient
) -> None:
    loop = Supervised("sample", Loop("loop", never))
    state.loops.append(loop)
    loop.heartbeat.stumble("KafkaConnectionError")
    answer = client.get("/readyz").json()
    assert (answer["state"], answer["checks"]["sample/loop"]["retrying"]) == (
        "degraded",
        "KafkaConnectionError",
    )
    assert client.get("/livez").status_code == 200

    loop.heartbeat.go_on()
    assert client.get("/readyz").json()["state"] == "ok"


def test_a_loop_that_halted_is_alive_and_degraded(state: Health, client: TestClient) -> None:
    loop = Supervised("sample", Loop("loop", never))
    loop.heartbeat.halted = "too much rubbish"
    state.loops.append(loop)
    assert client.get("/livez").status_code == 200
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["state"]) == (200, "degraded")
    assert ready.json()["checks"]["sample/loop"] == {"state": "degraded", "halted": "too much rubbish"}


def test_the_worst_finding_decides(state: Health, client: TestClient) -> None:
    state.checks.append(check("good", CheckResult(State.OK)))
    state.checks.append(check("meagre", CheckResult(State.DEGRADED, {"behind": 3})))
    assert client.get("/readyz").json()["state"] == "degraded"
    state.checks.append(check("bad", CheckResult(State.FAILED)))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["state"]) == (503, "failed")
    assert answer.json()["checks"]["meagre"] == {"state": "degraded", "behind": 3}


def test_a_check_that_raises_or_takes_too_long_has_failed_and_says_no_secrets(
    state: Health, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken() -> CheckResult:
        raise psycopg.OperationalError("connection to postgresql://user:secret@host failed")

    async def slow() -> CheckResult:
        await asyncio.Event().wait()
        return CheckResult(State.OK)

    monkeypatch.setattr(health, "_CHECK_SECONDS", 0.05)
    state.checks += [Check("broken", broken), Check("slow", slow)]
    answer = client.get("/readyz")
    assert answer.json()["checks"] == {
        "broken": {"state": "failed", "cause": "OperationalError"},
        "slow": {"state": "failed", "cause": "TimeoutError"},
    }
    assert "secret" not in answer.text


class TestOfAService:
    def test_what_waits_for_an_operator_degrades(self, fresh: TestClient, database: Database) -> None:
        with psycopg.connect(database.admin_dsn) as conn:
            conn.execute(
                "insert into log.parked (kind, topic, digest, cause) values ('message', 'X', 'd', 'x')"
            )
            conn.execute("insert into log.stuck (stream, cause, detail, head) values ('x/1', 'fork', '', 1)")
        answer = fresh.get("/readyz")
        assert answer.status_code == 200
        assert answer.json()["checks"]["sample/database"] == {"state": "degraded", "parked": 1, "stuck": 1}

    def test_a_cursor_that_stands_still_behind_its_log_degrades(
        self, fresh: TestClient, database: Database
    ) -> None:
        with psycopg.connect(database.admin_dsn) as conn:
            conn.execute("insert into log.cursor values ('relay', 0, now() - interval '5 minutes')")
            assert fresh.get("/readyz").json()["state"] == "ok"
            conn.execute(
                "insert into log.event (position, stream, sequence, id, type, schema_version, occurred_at,"
                " recorded_at, county, correlation_id, data) values (1, 'note/1', 1, gen_random_uuid(),"
                " 'NoteWritten', 1, now(), now(), 'c', gen_random_uuid(), '{}')"
            )
            conn.commit()
        found = fresh.get("/readyz").json()["checks"]["sample/database"]
        assert (found["state"], found["late_seconds"]["relay"] >= 300) == ("degraded", True)

    def test_read_models_of_another_version_are_not_ready(
        self, fresh: TestClient, database: Database
    ) -> None:
        with psycopg.connect(database.admin_dsn) as conn:
            conn.execute("update rm.version set fingerprint = 'other'")
        answer = fresh.get("/readyz")
        assert (answer.status_code, answer.json()["checks"]["sample/database"]["cause"]) == (
            503,
            "WrongVersion",
        )

    def test_a_service_adds_checks_of_its_own(self, migrated: Settings) -> None:
        service = replace(sample.service, checks=lambda _runtime: (check("own", CheckResult(State.FAILED)),))
        with TestClient(create_app([service], migrated)) as client:
            assert client.get("/readyz").json()["checks"]["own"] == {"state": "failed"}

    def test_a_database_that_is_away_answers_503_and_the_process_lives(self, migrated: Settings) -> None:
        away = migrated.model_copy(update={"dsn": {"sample": SecretStr("postgresql://x@127.0.0.1:1/x")}})
        app = create_app([sample.service], away)
        app.state.runtimes[0].pool.timeout = 0.2
        with TestClient(app, raise_server_exceptions=False) as client:
            assert client.get("/livez").status_code == 200
            assert client.get("/readyz").status_code == 503
            answer = client.get("/api/sample/slow")
            assert (answer.status_code, answer.json()["code"]) == (503, "busy")
            assert answer.headers["retry-after"] == "2"
