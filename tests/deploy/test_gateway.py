"""The gateway's template in a real nginx, before services that say what reached them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from tests.brokers.waiting import until
from tests.deploy import third_party
from tests.deploy.conftest import COMPOSE, SERVICES
from tests.deploy.stub import Stub, serving
from zhouqi.local import ports
from zhouqi.local.shutdown import stop_child

_AWAY = "policy"


@dataclass
class Gateway:
    """A running nginx, and who is behind it: all but policy."""

    client: httpx2.Client
    behind: dict[str, Stub]
    process: subprocess.Popen[bytes]


@pytest.fixture
def gateway(processes: None, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Gateway]:
    """The gateway as compose sets it, or with other settings as the test's parameter."""
    port = ports.free_port()
    with ExitStack() as stack:
        behind = {name: stack.enter_context(serving(name)) for name in SERVICES if name != _AWAY}
        environ = {
            "GATEWAY_LISTEN": f"127.0.0.1:{port}",
            "GATEWAY_RESOLVER": "127.0.0.1",
            "GATEWAY_COOKIE_FLAGS": "nosecure",
            "GATEWAY_DOOR": "255.255.255.255",
            **getattr(request, "param", {}),
            f"{_AWAY.upper()}_API": f"127.0.0.1:{ports.free_port()}",
            **{f"{name.upper()}_API": f"127.0.0.1:{stub.port}" for name, stub in behind.items()},
        }
        command = third_party.nginx(tmp_path, COMPOSE / "gateway", environ)
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        stack.callback(stop_child, process, 5.0)
        client = stack.enter_context(httpx2.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False))
        until(lambda: ports.is_taken(port), 10, "the gateway listens")
        yield Gateway(client, behind, process)


@pytest.mark.parametrize(
    ("path", "reached"),
    [
        ("/", "cockpit"),
        ("/projects/7", "cockpit"),
        ("/assets/index.js", "cockpit"),
        ("/api/cockpit/overview", "cockpit"),
        ("/api/ingest/kinds", "ingest"),
        ("/api/lifecycle/projects/7", "lifecycle"),
        ("/api/warning/changes.json", "warning"),
        ("/api/issues/issues?state=raised&q=%E9%97%AE", "issues"),
        ("/api/nothing/", "cockpit"),
        ("/api/issuesandmore/", "cockpit"),
    ],
)
def test_a_path_leads_to_its_service_unchanged(gateway: Gateway, path: str, reached: str) -> None:
    said = gateway.client.get(path).json()
    assert (said["name"], said["path"]) == (reached, path)


def test_a_service_is_told_who_asked_and_how(gateway: Gateway) -> None:
    # when
    headers = {"Host": "zhouqi.example:8443", "Idempotency-Key": "k", "traceparent": "00-1-2-03"}
    told = gateway.client.get("/api/ingest/kinds", headers=headers).json()["headers"]
    # then
    assert told["Host"] == told["X-Forwarded-Host"] == "zhouqi.example:8443"
    assert told["X-Forwarded-For"] == "127.0.0.1"
    assert told["X-Forwarded-Proto"] == "http"
    assert told["Idempotency-Key"] == "k"
    assert told["traceparent"] == "00-1-2-03"


@pytest.mark.parametrize(
    ("gateway", "told"),
    [({}, "127.0.0.1"), ({"GATEWAY_DOOR": "127.0.0.0/8"}, "203.0.113.9")],
    ids=["whoever connects", "the door before it"],
    indirect=["gateway"],
)
def test_what_one_says_of_who_one_is_reaches_no_service_unless_the_door_says_it(
    gateway: Gateway, told: str
) -> None:
    # given: a client that says whom it speaks for, twice
    headers = [("X-Forwarded-For", "198.51.100.7"), ("X-Forwarded-For", "198.51.100.8, 203.0.113.9")]
    # when
    answer = gateway.client.get("/api/ingest/kinds", headers=headers).json()
    # then: one address, and the one that is known
    assert answer["forwarded"] == [told]


def test_events_pass_while_the_stream_is_open(gateway: Gateway) -> None:
    # given: a service that has said one thing, and says no more until it is let
    with gateway.client.stream("GET", "/api/cockpit/changes") as stream:
        lines = stream.iter_lines()
        # then: that one thing is here
        assert next(lines) == "event: position"
        assert not gateway.behind["cockpit"].go_on.is_set()
        # when
        gateway.behind["cockpit"].go_on.set()
        # then
        assert [line for line in lines if line] == ["event: changed"]


@pytest.mark.parametrize("path", ["/api/policy/", "/api/policy/matches.json", "/api/policy/changes"])
def test_where_nobody_answers_the_gateway_says_so_as_a_service_would(gateway: Gateway, path: str) -> None:
    # when
    chinese = gateway.client.get(path)
    english = gateway.client.get(path, headers={"Accept-Language": "en-GB,en;q=0.9,zh;q=0.5"})
    # then
    for answer, language in ((chinese, "zh-CN"), (english, "en")):
        assert answer.status_code == 502
        assert answer.headers["content-type"] == "application/problem+json; charset=utf-8"
        assert answer.headers["content-language"] == language
        assert answer.headers["retry-after"] == "2"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.json()["code"] == "away"
    assert chinese.json()["title"] == "服务暂时不可用，请稍后再试"
    assert english.json()["title"] == "The service is away; try again in a moment"


def test_what_a_service_refuses_itself_is_passed_on(gateway: Gateway) -> None:
    answer = gateway.client.get("/api/issues/busy")
    assert answer.status_code == 503
    assert answer.json()["name"] == "issues"


def test_a_command_is_never_sent_twice(gateway: Gateway) -> None:
    gateway.client.post("/api/issues/issues", json={})
    assert gateway.behind["issues"].asked == ["/api/issues/issues"]


def test_bodies_up_to_what_services_take_pass_and_larger_ones_do_not(gateway: Gateway) -> None:
    # given: a service refuses above 1 MiB by itself
    passed = gateway.client.post("/api/issues/issues", content=b"x" * (1024 * 1024 + 1))
    refused = gateway.client.post("/api/issues/issues", content=b"x" * (3 * 1024 * 1024))
    # then
    assert passed.status_code == 200
    assert refused.status_code == 413
    assert refused.headers["content-type"].startswith("application/problem+json")
    assert refused.json()["code"] == "too-large"


@pytest.mark.parametrize(
    ("gateway", "secure"),
    [({}, False), ({"GATEWAY_COOKIE_FLAGS": "secure"}, True)],
    indirect=["gateway"],
)
def test_the_session_cookie_is_for_https_alone_where_there_is_https(gateway: Gateway, secure: bool) -> None:
    cookie = gateway.client.get("/api/cockpit/session").headers["set-cookie"].lower()
    assert ("secure" in cookie) is secure
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


@pytest.mark.parametrize("path", ["/metrics", "/readyz"])
def test_what_is_for_keepers_stays_inside(gateway: Gateway, path: str) -> None:
    assert gateway.client.get(path).status_code == 404
    assert gateway.behind["cockpit"].asked == []


def test_it_is_alive_whoever_is_behind_it(gateway: Gateway) -> None:
    assert gateway.client.get("/livez").json() == {"state": "ok"}
    assert gateway.behind["cockpit"].asked == []
