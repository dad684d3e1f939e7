import time
from ipaddress import ip_network

import pytest
from fastapi.testclient import TestClient
from libs.service.tests import sample
from libs.service.tests.conftest import COUNTY, KEY, bearer, token_of

from zhouqi.service.http.app import create_app
from zhouqi.service.http.rate_limit import FixedWindow
from zhouqi.service.identity.tokens import Tokens
from zhouqi.service.settings import Settings


async def test_a_window_admits_so_many_and_begins_anew_each_minute() -> None:
    now = [0.0]
    window = FixedWindow(2, lambda: now[0])
    assert [await window.admit("a") for _ in range(3)] == [None, None, 60.0]
    assert await window.admit("b") is None
    now[0] = 59.0
    assert await window.admit("a") == 1.0
    now[0] = 60.0
    assert await window.admit("a") is None


def test_who_writes_too_much_waits_and_may_go_on_reading(migrated: Settings) -> None:
    app = create_app([sample.service], migrated.model_copy(update={"posts_per_minute": 1}))
    headers = {**bearer("dispatcher"), "Idempotency-Key": "k"}
    form = {"township": "330529001", "text": "x"}
    with TestClient(app) as client:
        assert client.post("/api/sample/notes/1", json=form, headers=headers).status_code == 201
        refused = client.post("/api/sample/notes/1", json=form, headers=headers)
        assert (refused.status_code, refused.json()["code"]) == (429, "too-many-requests")
        assert 1 <= int(refused.headers["retry-after"]) <= 61
        assert client.get("/api/sample/notes", headers=headers).status_code == 200
        other = {**headers, **bearer("department-industry")}
        assert client.post("/api/sample/notes/2", json=form, headers=other).status_code == 201


def test_a_made_up_token_makes_no_new_caller_and_two_of_one_account_are_one(migrated: Settings) -> None:
    app = create_app([sample.service], migrated.model_copy(update={"posts_per_minute": 1}))
    with TestClient(app) as client:

        def write(token: str) -> int:
            headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "k"}
            form = {"township": "330529001", "text": "x"}
            return client.post("/api/sample/notes/1", json=form, headers=headers).status_code

        assert [write(f"made-up-{number}") for number in range(3)] == [401, 429, 429]
        later = Tokens(KEY, COUNTY, lambda: time.time() + 1)
        tokens = [token_of("dispatcher"), later.sign(Tokens(KEY, COUNTY).read(token_of("dispatcher")))]
        assert tokens[0] != tokens[1]
        assert [write(token) for token in tokens] == [201, 429]


@pytest.mark.parametrize(
    ("trusted", "believed"),
    [("10.0.0.0/8", True), ("10.1.2.3", True), ("10.1.2.4/32", False), ("", False)],
)
def test_who_has_no_token_is_told_apart_by_the_address_that_a_trusted_proxy_gives(
    migrated: Settings, trusted: str, believed: bool
) -> None:
    # given: one request a minute, and a gateway at 10.1.2.3
    told = {
        "posts_per_minute": 1,
        "trusted_proxies": tuple(ip_network(one) for one in trusted.split(",") if one),
    }
    app = create_app([sample.service], migrated.model_copy(update=told))
    with TestClient(app, client=("10.1.2.3", 4711)) as client:

        def write(asks: str) -> int:
            headers = {"Idempotency-Key": "k", "X-Forwarded-For": asks}
            return client.post("/api/sample/notes/1", json={}, headers=headers).status_code

        # when: two callers without a token write, and one of them again
        answers = [write("203.0.113.1"), write("203.0.113.2"), write("203.0.113.1")]
    # then: each has a limit of its own, or all share that of the gateway
    assert answers == ([401, 401, 429] if believed else [401, 429, 429])
