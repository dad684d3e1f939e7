"""What the register's events say of an account counts at its next request, whatever its token says."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

import pytest
from fastapi.testclient import TestClient
from libs.service.tests import sample
from libs.service.tests.conftest import COUNTY, KEY, bearer
from psycopg import connect

from tests import arriving
from tests.arriving import Streams
from zhouqi.events import Fact
from zhouqi.events.contracts.ingest import AccountGranted, AccountRevoked, AccountRole
from zhouqi.service import service
from zhouqi.service.http.app import create_app
from zhouqi.service.identity.authority import granted_to
from zhouqi.service.identity.authorization import COOKIE
from zhouqi.service.identity.grants import GRANTING, Grants
from zhouqi.service.identity.identity import Identity, Role, Scope
from zhouqi.service.identity.tokens import Tokens
from zhouqi.service.settings import Settings

AGENT: Final = "agent-330529001-1"
HERE, ELSEWHERE = "330529001", "330529002"
NOTES: Final = "/api/sample/notes"


class Register:
    """The county's register of accounts, as it arrives."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._streams = Streams(datetime(2026, 10, 30, 1, 0, tzinfo=UTC))

    def grants(self, account: str, role: AccountRole, scope: str | None = None) -> None:
        self._says(account, AccountGranted(account=account, role=role, name="代办员", scope=scope))

    def revokes(self, account: str) -> None:
        self._says(account, AccountRevoked(account=account))

    def _says(self, account: str, fact: Fact) -> None:
        event = self._streams.next(f"register/account/{account}", fact)
        asyncio.run(arriving.receive(self._dsn, sample.CONTEXT, [event]))


@pytest.fixture
def register(migrated: Settings) -> Register:
    return Register(migrated.dsn_of("sample"))


@pytest.fixture
def client(migrated: Settings) -> Iterator[TestClient]:
    with TestClient(create_app([sample.service], migrated), raise_server_exceptions=False) as opened:
        yield opened


def write(client: TestClient, number: int, township: str) -> None:
    headers = {**bearer("dispatcher"), "Idempotency-Key": "k"}
    form = {"township": township, "text": "x"}
    assert client.post(f"{NOTES}/{number}", json=form, headers=headers).status_code == 201


def test_an_account_is_let_in_no_more_from_its_next_request_on(
    client: TestClient, register: Register
) -> None:
    token = bearer(AGENT)
    register.grants(AGENT, AccountRole.AGENT, HERE)
    assert client.get(NOTES, headers=token).status_code == 200

    register.revokes(AGENT)

    refused = client.get(NOTES, headers=token)
    assert (refused.status_code, refused.json()["code"]) == (401, "account-revoked")
    assert client.get(NOTES, headers=bearer(AGENT)).status_code == 401, "a new token helps nothing"


def test_a_revocation_counts_though_its_grant_never_came(client: TestClient, register: Register) -> None:
    register.revokes(AGENT)

    assert client.get(NOTES, headers=bearer(AGENT)).status_code == 401


def test_who_is_granted_again_is_let_in_again(client: TestClient, register: Register) -> None:
    register.revokes(AGENT)
    register.grants(AGENT, AccountRole.AGENT, HERE)

    assert client.get(NOTES, headers=bearer(AGENT)).status_code == 200


def test_another_place_in_the_register_is_another_scope(client: TestClient, register: Register) -> None:
    write(client, 1, HERE)
    token = bearer(AGENT)
    assert client.get(NOTES, headers=token).json()["total"] == 1

    register.grants(AGENT, AccountRole.AGENT, ELSEWHERE)

    assert client.get(NOTES, headers=token).json()["total"] == 0


def test_another_role_in_the_register_wins_over_the_file(client: TestClient, register: Register) -> None:
    headers = {**bearer("dispatcher"), "Idempotency-Key": "k"}
    register.grants("dispatcher", AccountRole.LEADER)

    refused = client.post(f"{NOTES}/1", json={"township": HERE, "text": "x"}, headers=headers)

    assert (refused.status_code, refused.json()["permission"]) == (403, "record.read")


def test_of_whom_the_register_says_nothing_has_what_the_file_says(client: TestClient) -> None:
    assert client.get(NOTES, headers=bearer("operator")).status_code == 200


@pytest.mark.parametrize("granted", [True, False], ids=["another scope", "none"])
def test_an_open_stream_of_events_ends_with_its_caller_s_right(
    client: TestClient, register: Register, *, granted: bool
) -> None:
    with client.stream("GET", "/api/sample/changes", headers=bearer(AGENT)) as stream:
        lines = stream.iter_lines()
        assert next(lines).startswith("event: position")
        if granted:
            register.grants(AGENT, AccountRole.AGENT, ELSEWHERE)
        else:
            register.revokes(AGENT)
        assert not [line for line in lines if line.startswith("event: changed")], "it ends and says nothing"


def test_who_signs_out_ends_the_session_and_every_copy_of_its_token(
    client: TestClient, migrated: Settings
) -> None:
    copied, other = bearer(AGENT), bearer(AGENT)
    token = copied["Authorization"].removeprefix("Bearer ")

    gone = client.delete("/api/sample/session", headers={"Cookie": f"{COOKIE}={token}"})

    assert gone.status_code == 204
    assert client.get(NOTES, headers=copied).status_code == 401
    assert client.get(NOTES, headers=other).status_code == 200, "another session of the account goes on"
    with TestClient(create_app([sample.service], migrated)) as restarted:
        assert restarted.get(NOTES, headers=copied).status_code == 401


def test_an_open_stream_ends_with_the_session_that_was_signed_out_of(
    client: TestClient, register: Register
) -> None:
    token = bearer(AGENT)
    with client.stream("GET", "/api/sample/changes", headers=token) as stream:
        lines = stream.iter_lines()
        assert next(lines).startswith("event: position")

        client.delete("/api/sample/session", headers=token)
        register.grants("somebody-else", AccountRole.AGENT, ELSEWHERE)

        assert not [line for line in lines if line.startswith("event: changed")], "it ends and says nothing"


def test_no_more_is_kept_of_ended_sessions_than_could_be_used_again(
    client: TestClient, migrated: Settings
) -> None:
    with connect(migrated.dsn_of("sample"), autocommit=True) as conn:
        conn.execute(
            "insert into app.ended_session select gen_random_uuid(), now() from generate_series(1, 9)"
        )

        client.delete("/api/sample/session", headers=bearer(AGENT))
        client.delete("/api/sample/session", headers={"Authorization": "Bearer forged"})

        assert conn.execute("select count(*) from app.ended_session").fetchone() == (1,)


@pytest.mark.parametrize("role", AccountRole)
@pytest.mark.parametrize("code", [None, "330529001"])
def test_a_grant_gives_a_scope_that_fits_its_role_and_never_more(role: AccountRole, code: str | None) -> None:
    scope = granted_to("someone", role, code).scope

    county = {AccountRole.LEADER, AccountRole.DISPATCHER, AccountRole.OPERATOR}
    assert scope.everywhere is (role in county and code is None)
    codes = scope.townships | scope.departments | scope.enterprises
    assert codes == ({code} if code and role not in county else set())


def test_the_token_of_an_account_with_a_made_up_role_is_not_believed_over_the_register(
    client: TestClient, register: Register
) -> None:
    everything = Identity(AGENT, frozenset(Role), Scope(everywhere=True))
    headers = {"Authorization": f"Bearer {Tokens(KEY, COUNTY).sign(everything)}", "Idempotency-Key": "k"}
    register.grants(AGENT, AccountRole.AGENT, HERE)

    refused = client.post(f"{NOTES}/1", json={"township": HERE, "text": "x"}, headers=headers)

    assert refused.status_code == 403


@pytest.mark.parametrize("name", service.SERVICES)
def test_every_service_hears_of_grants(name: str) -> None:
    context = service.find(name).context

    assert any(isinstance(one, Grants) for one in context.read_model.projections)
    assert set(GRANTING) <= {*context.subscribes, *context.publishes}
