"""Everything that `docker compose up` would start, as plain processes: it comes up, answers, and ends."""

from __future__ import annotations

import hashlib
import json
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import httpx2
import psycopg
import pytest
from redis import Redis

from tests.brokers.waiting import until
from tests.deploy.conftest import SERVICES
from tests.deploy.plain import OWN, Stack

PATIENCE = 30.0
COUNTY_PATIENCE = 240.0

# The first test waits for everything to start, on a machine that may have other work.
pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def gateway(stack: Stack) -> Iterator[httpx2.Client]:
    """A client at the gateway, which takes cookies word for word as browsers do."""
    address = f"http://127.0.0.1:{stack.places.port('gateway', 8080)}"
    with httpx2.Client(base_url=address, timeout=PATIENCE, trust_env=False) as client:
        yield client


def sign_in(gateway: httpx2.Client, account: str) -> httpx2.Response:
    return gateway.post(
        "/api/cockpit/session", json={"account": account}, headers={"Idempotency-Key": str(uuid4())}
    )


def dsn(stack: Stack, name: str) -> str:
    return (stack.places.folder / "secrets" / name).read_text(encoding="utf-8")


def test_everything_runs_and_every_health_check_succeeds(stack: Stack) -> None:
    stay = {name for name, one in stack.containers.items() if not one.ends}
    assert {name for name in stay if stack.runs(name)} == stay
    checked = {name for name in stay if stack.containers[name].health}
    assert stay - checked == {"people"}  # they listen nowhere
    assert {name for name in checked if stack.healthy(name)} == checked


def test_a_health_check_fails_where_nobody_answers(stack: Stack) -> None:
    # given
    stack.ask_to_end("redis")
    stack.ended("redis")
    # then
    assert not stack.healthy("redis")


def test_steps_may_be_repeated_and_change_nothing(stack: Stack) -> None:
    # given
    secrets = digests(stack.places.folder / "secrets")
    clock = (stack.places.folder / "county" / "clock.json").read_bytes()
    # when
    said = stack.once_more()
    # then
    assert {
        "secrets",
        "databases",
        "topics",
        "county",
        *(f"{name}-migrate" for name in SERVICES),
    } == said.keys()
    assert digests(stack.places.folder / "secrets") == secrets
    assert (stack.places.folder / "county" / "clock.json").read_bytes() == clock
    assert "nothing to make" in said["topics"]
    for service in SERVICES:  # no tables made, no migrations applied, no read models rebuilt
        assert said[f"{service}-migrate"].splitlines()[-1].split() == [service, "–", "–", "–"]
    with psycopg.connect(dsn(stack, "cockpit/dsn")):  # the passwords are still the right ones
        pass


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_secrets_differ_and_each_container_sees_its_own(stack: Stack) -> None:
    # given
    folder = stack.places.folder / "secrets" / "databases"
    passwords = [path.read_text(encoding="utf-8") for path in folder.iterdir()]
    # then: the superuser, and two roles for six services and the exchange
    assert len(set(passwords)) == len(passwords) == 15
    assert all(len(one) == 64 for one in passwords)
    for service in SERVICES:
        (seen,) = (one for one in stack.containers[f"{service}-worker"].mounts if one.source == "secrets")
        assert seen.subpath == service
        assert not list(stack.places.path(seen).glob("owner*"))


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_enters_its_own_database_alone(stack: Stack, service: str) -> None:
    own = dsn(stack, f"{service}/dsn")
    other = "policy" if service != "policy" else "issues"
    with psycopg.connect(own) as connection:
        assert connection.execute("select current_user").fetchone() == (f"zhouqi_{service}",)
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        psycopg.connect(own.rsplit("/", 1)[0] + f"/zhouqi_{other}")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(own.replace(f"//zhouqi_{service}:", f"//zhouqi_{service}:0"))


def test_the_gateway_serves_the_pages(gateway: httpx2.Client) -> None:
    # when
    index = gateway.get("/")
    # then
    assert index.status_code == 200
    assert index.headers["content-type"].startswith("text/html")
    assert index.headers["cache-control"] == "no-cache"
    assert "default-src 'self'" in index.headers["content-security-policy"]
    # and a page of the application is the same file
    assert gateway.get("/projects", headers={"Accept": "text/html"}).text == index.text
    # and what it loads may be kept for a year
    script = next(part.split('"')[0] for part in index.text.split('src="') if part.startswith("/assets/"))
    asset = gateway.get(script)
    assert asset.status_code == 200
    assert "immutable" in asset.headers["cache-control"]


@pytest.mark.parametrize("service", SERVICES)
def test_the_gateway_leads_to_every_service(gateway: httpx2.Client, service: str) -> None:
    described = gateway.get(f"/api/{service}/openapi.json")
    assert described.status_code == 200
    assert described.json()["info"]["title"].startswith(f"Zhouqi {service} ")


def test_one_signs_in_by_choosing_an_account_and_sees_the_county(gateway: httpx2.Client) -> None:
    # given: the county's own accounts
    assert gateway.get("/api/cockpit/overview").status_code == 401
    assert sign_in(gateway, "leader").status_code == 200
    # when
    assert gateway.get("/api/cockpit/session").status_code == 200
    arrives(lambda: projects(gateway) >= 10, "the county's projects, by way of every container")
    # then: an operator lets the next day come, which is written where every container reads it
    assert sign_in(gateway, "operator").status_code == 200
    before = today(gateway)
    came = gateway.post(
        "/api/ingest/days", params={"after": str(before)}, headers={"Idempotency-Key": str(uuid4())}
    )
    assert came.status_code == 202
    assert date.fromisoformat(came.json()["today"]) == today(gateway) > before


def arrives(holds: Callable[[], bool], what: str) -> None:
    """Wait for it, asking seldom: whoever answers is at work."""
    until(holds, COUNTY_PATIENCE, what, every=0.5)


def projects(gateway: httpx2.Client) -> int:
    return int(gateway.get("/api/cockpit/overview").json()["projects"])


def test_days_go_on_by_themselves_where_they_are_told_to(stack: Stack, gateway: httpx2.Client) -> None:
    # given
    assert sign_in(gateway, "operator").status_code == 200
    before = today(gateway)
    people = stack.containers["people"]
    told = {**people.environment, "ZHOUQI_PEOPLE_DAY_SECONDS": "0.1"}
    # when
    with away(stack, "people"):
        stack.containers["people"] = replace(people, environment=told)
    # then: one after the other, each once the one before is closed
    arrives(lambda: (today(gateway) - before).days >= 2, "two days")
    with away(stack, "people"):
        stack.containers["people"] = people


def today(gateway: httpx2.Client) -> date:
    return date.fromisoformat(gateway.get("/api/ingest/day").json()["today"])


def test_the_people_of_the_county_are_let_in(stack: Stack) -> None:
    said = stack.places.folder / "county" / "people.json"
    arrives(said.exists, "what the people say of how far they got")
    assert "refused" not in stack.log("people")


def test_each_holds_less_than_half_of_the_memory_that_it_may(stack: Stack) -> None:
    sizes = {"m": 2**20, "g": 2**30}
    for name, one in stack.containers.items():
        if not one.ends:
            limit = str(one.raw["mem_limit"])
            assert stack.memory(name) < int(limit[:-1]) * sizes[limit[-1]] / 2, name


def test_what_callers_write_is_counted_for_all_services_together(
    stack: Stack, gateway: httpx2.Client
) -> None:
    # given: an account that writes nothing else
    assert sign_in(gateway, "department-tax").status_code == 200
    # when
    for service in ("issues", "lifecycle"):
        answer = gateway.post(f"/api/{service}/nothing", headers={"Idempotency-Key": str(uuid4())})
        assert answer.status_code == 404
    # then
    with Redis(port=stack.places.port("redis", 6379), decode_responses=True) as redis:
        names = list(redis.scan_iter("zhouqi:330529:posts:*:account department-tax"))
        assert sum(int(str(redis.get(name))) for name in names) == 2


def test_events_come_as_they_happen(gateway: httpx2.Client) -> None:
    # given
    assert sign_in(gateway, "leader").status_code == 200
    # when: the stream stays open, and its first event is there all the same
    with gateway.stream("GET", "/api/cockpit/changes") as stream:
        lines = stream.iter_lines()
        first = [next(lines) for _ in range(3)]
    # then
    assert stream.headers["content-type"].startswith("text/event-stream")
    assert "event: position" in first


def test_a_service_that_is_away_is_said_to_be_and_no_other(stack: Stack, gateway: httpx2.Client) -> None:
    with away(stack, "policy-api"):
        # when
        answer = gateway.get("/api/policy/openapi.json", headers={"Accept-Language": "en"})
        # then
        assert answer.status_code == 502
        assert answer.headers["content-type"].startswith("application/problem+json")
        assert answer.json() == {
            "type": "urn:zhouqi:problem:away",
            "title": "The service is away; try again in a moment",
            "status": 502,
            "code": "away",
        }
        assert answer.headers["retry-after"] == "2"
        assert gateway.get("/api/issues/openapi.json").status_code == 200
    # and it is found again
    assert gateway.get("/api/policy/openapi.json").status_code == 200


@contextmanager
def away(stack: Stack, name: str) -> Iterator[None]:
    stack.ask_to_end(name)
    assert stack.ended(name) == 0
    try:
        yield
    finally:
        stack.up()


def test_services_say_nothing_of_themselves_at_the_gateway(gateway: httpx2.Client) -> None:
    assert gateway.get("/metrics").status_code == 404
    assert gateway.get("/readyz").status_code == 404
    assert json.loads(gateway.get("/livez").text) == {"state": "ok"}


def test_everything_ends_when_it_is_asked_to_and_in_time(stack: Stack) -> None:
    # given: what needs no other to end well
    ending = [
        name
        for name, one in stack.containers.items()
        if not one.ends and (one.image.startswith(OWN) or name == "gateway")
    ]
    assert len(ending) == 6 + 6 + 3
    # when
    for name in ending:
        stack.ask_to_end(name)
    # then
    codes = {}
    for name in ending:
        try:
            codes[name] = stack.ended(name)
        except subprocess.TimeoutExpired:
            codes[name] = -1
    # the simulated sources end by the signal itself once they are done, as uvicorn's own command does
    assert codes == {**dict.fromkeys(ending, 0), "sources": -signal.SIGTERM}
    # and then what they rested on: Java ends by the signal itself
    for name in ("redis", "kafka", "postgres"):
        stack.ask_to_end(name)
        assert stack.ended(name) in {0, 143}
