"""The protections of the chassis, each removed once: what they guard against then happens.

A test that cannot fail proves nothing; these show that those of the other files can.
"""

import asyncio
import contextlib
from datetime import UTC, datetime
from itertools import count

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient
from libs.service.tests import sample
from libs.service.tests.conftest import bearer

from tests.arriving import Streams, receive
from zhouqi.events.contracts.ingest import AccountRevoked
from zhouqi.events.heartbeat import Heartbeat
from zhouqi.service.http import app as application
from zhouqi.service.http import idempotency
from zhouqi.service.http.body_limit import BodyLimit
from zhouqi.service.identity.authority import Authority
from zhouqi.service.identity.authorization import UnguardedRoute
from zhouqi.service.identity.identity import Identity
from zhouqi.service.identity.tokens import Session
from zhouqi.service.loops import supervision
from zhouqi.service.loops.supervision import Loop, Supervised
from zhouqi.service.settings import Settings
from zhouqi.service.storage.predicate import ALWAYS
from zhouqi.service.telemetry.metrics import Metrics

FORM = {"township": "330529001", "text": "x"}


def write(client: TestClient, number: int, key: str = "k", **form: str) -> int:
    headers = {**bearer("dispatcher"), "Idempotency-Key": key}
    return client.post(f"/api/sample/notes/{number}", json={**FORM, **form}, headers=headers).status_code


def test_without_the_scope_in_sql_a_township_sees_another(
    fresh: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(fresh, 1)
    other = bearer("township-330529002")
    assert fresh.get("/api/sample/notes", headers=other).json()["total"] == 0
    monkeypatch.setattr(sample, "within", lambda *_: ALWAYS)
    assert fresh.get("/api/sample/notes", headers=other).json()["total"] == 1


async def test_without_asking_the_register_a_revoked_account_goes_on(
    migrated: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = Streams(datetime(2026, 10, 30, tzinfo=UTC)).next(
        "register/account/leader", AccountRevoked(account="leader")
    )
    await receive(migrated.dsn_of("sample"), sample.CONTEXT, [event])

    async def unasked(_authority: Authority, session: Session) -> Identity:
        return session.identity

    with TestClient(application.create_app([sample.service], migrated)) as client:
        assert client.get("/api/sample/notes", headers=bearer("leader")).status_code == 401
        monkeypatch.setattr(Authority, "admit", unasked)
        assert client.get("/api/sample/notes", headers=bearer("leader")).status_code == 200


def test_without_the_walk_over_the_routes_an_open_one_is_served(
    migrated: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def everything() -> str:
        return "everything"

    router = APIRouter()
    router.add_api_route("/open", everything)
    monkeypatch.setattr(sample, "odd_routes", lambda _: router)
    with pytest.raises(UnguardedRoute):
        application.create_app([sample.service], migrated)
    monkeypatch.setattr(application, "check_routes", lambda *_: None)
    with TestClient(application.create_app([sample.service], migrated)) as client:
        assert client.get("/api/sample/open").json() == "everything"


def test_without_the_same_id_for_the_same_key_a_repeat_acts_twice(
    fresh: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = count()
    original = idempotency.command_id
    monkeypatch.setattr(
        idempotency,
        "command_id",
        lambda account, route, key: original(account, route, f"{key}{next(numbers)}"),
    )
    write(fresh, 1)
    write(fresh, 1)
    assert fresh.get("/api/sample/notes/1", headers=bearer("leader")).json()["sequence"] == 2


def test_without_the_limit_a_large_body_is_read(fresh: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    body = b'{"township":"330529001","text":"x"}'.ljust(2 * 1024 * 1024)
    headers = {**bearer("dispatcher"), "Idempotency-Key": "k", "Content-Type": "application/json"}
    assert fresh.post("/api/sample/notes/1", content=body, headers=headers).status_code == 413
    monkeypatch.setattr(BodyLimit, "_limit_of", lambda *_: 1 << 40)
    assert fresh.post("/api/sample/notes/1", content=body, headers=headers).status_code == 201


async def test_without_asking_again_a_loop_that_lost_its_cancellation_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    began = asyncio.Event()

    async def run(heartbeat: Heartbeat) -> None:
        with contextlib.suppress(asyncio.CancelledError):
            began.set()
            await asyncio.Event().wait()
        await asyncio.Event().wait()

    loop = Supervised("sample", Loop("loop", run))
    loop.start(Metrics())
    await began.wait()
    with monkeypatch.context() as removed:
        removed.setattr(supervision, "_ASK_AGAIN_SECONDS", 60.0)
        assert not await loop.stop(0.3)
    assert await loop.stop(5)


def test_without_refusing_it_nul_makes_a_stream_stuck(
    migrated: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nothing() -> None:
        """Refuse nothing."""

    monkeypatch.setattr(application, "refuse_nul", nothing)
    app: FastAPI = application.create_app([sample.service], migrated)
    with TestClient(app) as client:
        assert client.get("/readyz").json()["state"] == "ok"
        assert write(client, 1, text="a\x00b") == 201
        assert client.get("/readyz").json()["checks"]["sample/database"]["stuck"] == 1
