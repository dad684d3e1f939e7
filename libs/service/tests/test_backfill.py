"""Late entry over HTTP: who may, not in the future, and not before what is known already."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from fastapi.testclient import TestClient
from libs.service.tests.conftest import bearer
from psycopg import Connection, connect

from tests.postgres import Server
from zhouqi.service import runtime

_numbers = itertools.count(10_001)
_AGO = timedelta(days=3)


@pytest.fixture
def note() -> int:
    """The number of a note that no other test has."""
    return next(_numbers)


def remark(
    client: TestClient, number: int, when: object = None, account: str = "dispatcher", key: str = "k1"
) -> httpx2.Response:
    late = {"occurred_at": when, "late_reason": "断网", "late_document": "值班记录12号"}
    form = {"text": "late"} | ({} if when is None else late)
    sent = {**bearer(account), "Idempotency-Key": key}
    return client.post(f"/api/sample/notes/{number}/remarks", json=form, headers=sent)


def ago(span: timedelta) -> str:
    return (datetime.now(UTC) - span).isoformat()


def test_what_is_entered_late_happened_when_it_did(client: TestClient, note: int) -> None:
    assert remark(client, note, ago(_AGO)).status_code == 201
    assert remark(client, note, ago(_AGO / 2), key="k2").status_code == 201
    assert remark(client, note, key="k3").status_code == 201


@pytest.mark.parametrize("account", ["leader", "operator", "department-planning", "agent-330529001-1"])
def test_who_may_not_is_told_which_permission_is_missing(client: TestClient, note: int, account: str) -> None:
    refused = remark(client, note, ago(_AGO), account)

    assert (refused.status_code, refused.json()["permission"]) == (403, "backfill")
    assert remark(client, note, account=account).status_code == 201, "now it may"


@pytest.mark.parametrize("missing", ["late_reason", "late_document", "occurred_at"])
def test_late_entry_is_whole_or_none(client: TestClient, note: int, missing: str) -> None:
    form = {"text": "late", "occurred_at": ago(_AGO), "late_reason": "断网", "late_document": "1号"}
    del form[missing]

    refused = client.post(
        f"/api/sample/notes/{note}/remarks",
        json=form,
        headers={**bearer("dispatcher"), "Idempotency-Key": "k1"},
    )

    assert (refused.status_code, refused.json()["code"]) == (422, "invalid")
    [told] = refused.json()["errors"]
    assert told["code"] == "late_entry_incomplete"
    assert "文号" in told["message"], "it is said what is missing, not merely that something is"


def test_nothing_has_happened_in_the_future(client: TestClient, note: int) -> None:
    refused = remark(client, note, ago(-timedelta(minutes=1)))

    assert (refused.status_code, refused.json()["type"]) == (422, "urn:zhouqi:problem:in-future")


@pytest.mark.parametrize(
    "when", ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"]
)
def test_a_time_that_no_reader_could_say_is_refused_at_the_edge(
    client: TestClient, note: int, when: str
) -> None:
    refused = remark(client, note, when)

    assert (refused.status_code, refused.json()["code"]) == (422, "invalid")
    assert [(one["field"], one["code"]) for one in refused.json()["errors"]] == [
        ("occurred_at", "time_out_of_range")
    ]


@pytest.mark.parametrize("when", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_what_the_edge_lets_through_the_store_refuses(
    client: TestClient, note: int, monkeypatch: pytest.MonkeyPatch, when: datetime
) -> None:
    """As if a route took its time from elsewhere: one command is refused, and nothing is published."""
    decide = runtime.Runtime.command

    def misdated(*arguments: object, **more: object) -> object:
        return replace(decide(*arguments, **more), occurred_at=when)  # type: ignore[arg-type]  # of any decision

    monkeypatch.setattr(runtime.Runtime, "command", misdated)

    refused = remark(client, note)

    assert (refused.status_code, refused.json()["code"], refused.json()["part"]) == (
        422,
        "out-of-bounds",
        "time out of range",
    )


def test_nothing_has_happened_before_what_is_known(client: TestClient, note: int) -> None:
    last = datetime.now(UTC) - _AGO
    remark(client, note, last.isoformat())

    refused = remark(client, note, (last - timedelta(seconds=1)).isoformat(), key="k2")

    body = refused.json()
    assert (refused.status_code, body["type"]) == (409, "urn:zhouqi:problem:before-last")
    assert (datetime.fromisoformat(body["last"]), body["sequence"]) == (last, 1)
    assert remark(client, note, last.isoformat(), key="k3").status_code == 201, "at the same moment"


@pytest.mark.parametrize("when", ["2026-10-30T12:00:00", "yesterday", "2026-10-30"])
def test_a_time_needs_its_zone(client: TestClient, note: int, when: object) -> None:
    assert remark(client, note, when).status_code == 422


def test_a_repeat_is_the_same_also_when_it_is_late_by_now(client: TestClient, note: int) -> None:
    when = ago(_AGO)
    remark(client, note, when)
    remark(client, note, key="k2")

    assert remark(client, note, when).json()["sequence"] == 1


def test_the_log_keeps_both_times(client: TestClient, note: int, written: Connection) -> None:
    when = datetime.now(UTC) - _AGO
    remark(client, note, when.isoformat())

    row = written.execute(
        "select occurred_at, recorded_at, actor from log.event where stream = %s", (f"note/{note}",)
    ).fetchone()
    assert row is not None
    occurred, recorded, actor = row
    assert (occurred, actor) == (when, "dispatcher")
    assert recorded - when >= _AGO


@pytest.fixture
def written(client: TestClient, postgres_server: Server) -> Iterator[Connection]:
    """The database that ``client`` writes to."""
    names = [name for name in _databases(postgres_server) if name.startswith("zhouqi_shared_")]
    with connect(postgres_server.dsn(names[-1]), autocommit=True) as conn:
        yield conn


def _databases(server: Server) -> list[str]:
    with connect(server.dsn(), autocommit=True) as admin:
        return [str(row[0]) for row in admin.execute("select datname from pg_database").fetchall()]
