"""Signing in by role, and what a session says."""

import pytest
from fastapi.testclient import TestClient
from services.cockpit.tests.county import County

from tests.brokers.waiting import until
from tests.county import TINGLAN
from zhouqi.cockpit.app import service
from zhouqi.events.contracts.ingest import AccountGranted, AccountRevoked, AccountRole
from zhouqi.service.http.app import create_app
from zhouqi.service.settings import Profile, Settings

SESSION = "/api/cockpit/session"
KEY = {"Idempotency-Key": "k"}


def test_the_accounts_are_grouped_by_role(client: TestClient) -> None:
    groups = {one["role"]: one["accounts"] for one in client.get("/api/cockpit/accounts").json()}

    assert list(groups) == [
        "leader",
        "dispatcher",
        "department",
        "township",
        "agent",
        "enterprise",
        "operator",
        "takeover",
    ]
    assert len(groups["department"]) == 12
    assert groups["leader"][0]["scope"] == {"kind": "county", "everywhere": True, "names": []}
    agent = next(one for one in groups["agent"] if one["account"] == f"agent-{TINGLAN}-1")
    assert agent["scope"] == {"kind": "township", "everywhere": False, "names": ["听澜街道"]}
    kinds = {role: {one["scope"]["kind"] for one in accounts} for role, accounts in groups.items()}
    assert kinds["department"] == {"department"}
    assert kinds["enterprise"] == {"enterprise"}


def test_an_account_that_was_revoked_is_not_offered(client: TestClient, county: County) -> None:
    account = f"agent-{TINGLAN}-1"
    granted = AccountGranted(account=account, role=AccountRole.AGENT, name="代办站", scope=TINGLAN)
    county.happen((f"register/account/{account}", granted))

    def offered() -> set[str]:
        groups = client.get("/api/cockpit/accounts").json()
        return {one["account"] for group in groups for one in group["accounts"]}

    before = offered()
    county.happen((f"register/account/{account}", AccountRevoked(account=account)))

    assert before - offered() == {account}


def test_signing_in_opens_a_session_that_no_script_can_read(client: TestClient) -> None:
    answer = client.post(SESSION, json={"account": f"township-{TINGLAN}"}, headers=KEY)

    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "max-age=28800" in cookie
    here = client.get(SESSION).json()
    assert here == answer.json()
    assert (here["account"], here["name"], here["roles"]) == (f"township-{TINGLAN}", "听澜街道", ["township"])
    assert here["demo"] is True
    assert "project.read" in here["permissions"]
    assert "day.advance" not in here["permissions"]


def test_names_come_in_the_readers_language(client: TestClient) -> None:
    client.post(SESSION, json={"account": "leader"}, headers=KEY)

    assert client.get(SESSION, headers={"Accept-Language": "en"}).json()["name"] == "County leader"


def test_who_sees_the_county_hears_that_the_deployment_is_nearly_full(
    county: County, settings: Settings
) -> None:
    """The townships' registration alone are more events than it is meant for."""
    bounded = settings.model_copy(update={"events_meant_for": 1})
    with TestClient(create_app([service], bounded)) as client:

        def room(account: str) -> object:
            return client.post(SESSION, json={"account": account}, headers=KEY).json()["room"]

        until(lambda: room("leader") is not None, 10, "the journal's head is known")
        assert room("leader") == {"events": county.written, "meant_for": 1}
        assert room(f"township-{TINGLAN}") is None


def test_signing_out_ends_the_session(client: TestClient) -> None:
    client.post(SESSION, json={"account": "leader"}, headers=KEY)

    assert client.delete(SESSION).status_code == 204
    assert client.get(SESSION).status_code == 401


BAD: list[tuple[dict[str, object], str]] = [
    ({"account": "nobody"}, "account-unknown"),
    ({"account": ""}, "invalid"),
    ({}, "invalid"),
    ({"account": "leader", "roles": ["operator"]}, "invalid"),
    ({"account": ["leader"]}, "invalid"),
]


def test_bad_sign_ins_are_refused(client: TestClient, subtests: pytest.Subtests) -> None:
    for body, code in BAD:
        with subtests.test(body=body):
            answer = client.post(SESSION, json=body, headers=KEY)
            assert (answer.status_code, answer.json()["code"]) == (422, code)
            assert "set-cookie" not in answer.headers


def test_outside_the_embedded_profile_nobody_chooses_an_account(settings: Settings) -> None:
    apart = settings.model_copy(update={"profile": Profile.DISTRIBUTED})

    client = TestClient(create_app([service], apart))

    assert client.get("/api/cockpit/accounts").status_code == 404
    assert client.post(SESSION, json={"account": "leader"}, headers=KEY).status_code in (404, 405)
