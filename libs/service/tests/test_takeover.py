"""The takeover of a county's history: by one account, on behalf of others, up to a day, and no further."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from fastapi.testclient import TestClient
from libs.service.tests import sample
from libs.service.tests.conftest import bearer
from psycopg import connect

from zhouqi.events.clock import COUNTY_ZONE
from zhouqi.service.http.app import create_app
from zhouqi.service.settings import Settings

HEADER = "Zhouqi-Entered-For"
AGENT = "agent-330529001-1"
TODAY = datetime.now(COUNTY_ZONE).date()
_AGO = timedelta(days=3)


def opened(settings: Settings, until: object) -> TestClient:
    """The service of a county whose takeover ends with that day."""
    settings = settings.model_copy(update={"take_over_until": until})
    return TestClient(create_app([sample.service], settings), raise_server_exceptions=False)


@pytest.fixture
def client(migrated: Settings) -> Iterator[TestClient]:
    """The service on the last day of its county's takeover."""
    with opened(migrated, TODAY) as made:
        yield made


def enter(
    client: TestClient,
    *,
    by: str = "takeover",
    behalf: str = AGENT,
    at: datetime | None = None,
    key: str = "k1",
) -> httpx2.Response:
    happened = datetime.now(UTC) - _AGO if at is None else at
    late = {"occurred_at": happened.isoformat(), "late_reason": "移交", "late_document": "移交清单1号"}
    sent = {**bearer(by), HEADER: behalf, "Idempotency-Key": key}
    return client.post("/api/sample/notes/1/remarks", json={"text": "history", **late}, headers=sent)


def test_what_is_taken_over_is_the_act_of_the_account_that_did_it(
    client: TestClient, migrated: Settings
) -> None:
    assert enter(client).status_code == 201

    with connect(migrated.dsn_of("sample")) as conn:
        assert conn.execute("select actor from log.event").fetchall() == [(AGENT,)]


@pytest.mark.parametrize("account", ["dispatcher", "operator", "leader", AGENT])
def test_nobody_else_acts_for_others(client: TestClient, account: str) -> None:
    refused = enter(client, by=account)

    assert (refused.status_code, refused.json()["permission"]) == (403, "takeover")


def test_it_may_what_the_account_may_and_nothing_more(client: TestClient) -> None:
    sent = {**bearer("takeover"), "Idempotency-Key": "k1"}
    form = {"text": "history", "township": "330529001"}

    own = client.post("/api/sample/notes/1", json=form, headers=sent)
    for_other = client.post("/api/sample/notes/1", json=form, headers={**sent, HEADER: "department-planning"})

    assert (own.status_code, own.json()["permission"]) == (403, "record.read")
    assert (for_other.status_code, for_other.json()["code"]) == (400, "no-late-entry")


def test_nobody_reads_as_somebody_else(client: TestClient) -> None:
    refused = client.get("/api/sample/notes", headers={**bearer("takeover"), HEADER: AGENT})

    assert (refused.status_code, refused.json()["code"]) == (400, "no-late-entry")


def test_an_account_that_is_not_known_did_nothing(client: TestClient) -> None:
    refused = enter(client, behalf="agent-nobody")

    assert (refused.status_code, refused.json()["code"]) == (422, "entered-for-unknown")


def test_what_is_taken_over_says_when_it_happened(client: TestClient) -> None:
    sent = {**bearer("takeover"), HEADER: AGENT, "Idempotency-Key": "k1"}

    refused = client.post("/api/sample/notes/1/remarks", json={"text": "now"}, headers=sent)

    assert (refused.status_code, refused.json()["code"]) == (422, "not-dated")


@pytest.mark.parametrize("until", [TODAY - timedelta(days=1), None])
def test_once_the_day_is_over_nothing_is_taken_over(migrated: Settings, until: object) -> None:
    with opened(migrated, until) as client:
        refused = enter(client)

    assert (refused.status_code, refused.json()["code"]) == (403, "taken-over")


def test_once_it_was_ended_nothing_is_taken_over_though_the_day_lasts(client: TestClient) -> None:
    at = datetime.now(UTC) - _AGO
    first = enter(client, at=at)
    by_another = client.post(
        "/api/sample/takeover/end", headers={**bearer("dispatcher"), "Idempotency-Key": "k"}
    )

    ended = client.post("/api/sample/takeover/end", headers={**bearer("takeover"), "Idempotency-Key": "k"})

    assert (by_another.status_code, ended.status_code) == (403, 200)
    refused = enter(client, key="k2")
    assert (refused.status_code, refused.json()["code"]) == (403, "taken-over")
    assert enter(client, at=at).json() == first.json(), "what was entered before is answered again"


def test_what_was_taken_over_in_time_is_answered_again_afterwards(migrated: Settings) -> None:
    at = datetime.now(UTC) - _AGO
    with opened(migrated, TODAY) as client:
        first = enter(client, at=at)
    with opened(migrated, TODAY - timedelta(days=1)) as client:
        again = enter(client, at=at)

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
