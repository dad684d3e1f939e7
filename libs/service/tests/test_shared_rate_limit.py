"""Two processes count together in a real Redis; without it each counts by itself, and nobody waits for it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from libs.service.tests import sample
from libs.service.tests.conftest import bearer
from pydantic import SecretStr

from tests.brokers.fixtures import unavailable
from tests.brokers.waiting import until
from zhouqi.local import ports
from zhouqi.local.shutdown import stop_child
from zhouqi.service.http.app import create_app
from zhouqi.service.http.shared_rate_limit import SharedCounter
from zhouqi.service.settings import Settings

pytestmark = pytest.mark.usefixtures("processes")

COUNTY = "330529"


@contextmanager
def serving(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Valkey, or Redis, from which it comes, on a port of loopback."""
    program = shutil.which("valkey-server") or shutil.which("redis-server")
    if program is None:
        unavailable("neither Valkey nor Redis: install one (Debian: redis-server)")
    options = ("--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no")
    process = subprocess.Popen([program, *options], cwd=folder, stdout=subprocess.DEVNULL)
    try:
        until(lambda: ports.is_taken(port), 10, "Redis listens")
        yield process
    finally:
        stop_child(process, 5.0)


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[str]:
    port = ports.free_port()
    with serving(tmp_path, port):
        yield f"redis://127.0.0.1:{port}/0"


async def test_two_count_together_and_begin_anew_each_minute(redis: str) -> None:
    # given
    now = [630.0]
    first, second = (SharedCounter(redis, COUNTY, 2, lambda: now[0]) for _ in range(2))
    # then
    assert [await first.admit("a"), await second.admit("a"), await first.admit("a")] == [None, None, 30.0]
    assert await second.admit("b") is None
    now[0] = 660.0
    assert await second.admit("a") is None
    await first.close()
    await second.close()


async def test_counties_in_one_redis_and_callers_are_counted_apart(redis: str) -> None:
    limits = [SharedCounter(redis, county, 1, lambda: 0.0) for county in (COUNTY, "330521")]
    assert [await one.admit("a") for one in limits] == [None, None]
    assert [await one.admit("b") for one in limits] == [None, None]
    assert [await one.admit("a") for one in limits] == [60.0, 60.0]
    for one in limits:
        await one.close()


async def test_what_is_counted_is_forgotten_by_itself(redis: str) -> None:
    limit = SharedCounter(redis, COUNTY, 1, lambda: 0.0)
    await limit.admit("a")
    (name,) = await limit._redis.keys("*")
    assert 0 < await limit._redis.ttl(name) <= 120
    await limit.close()


async def test_while_it_is_away_each_counts_by_itself_and_together_again_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given: nobody there
    now = [0.0]
    monkeypatch.setattr("zhouqi.service.http.shared_rate_limit.monotonic", lambda: now[0])
    port = ports.free_port()
    address = f"redis://127.0.0.1:{port}/0"
    first, second = (SharedCounter(address, COUNTY, 1, lambda: 0.0) for _ in range(2))
    # then
    assert [await first.admit("a"), await second.admit("a")] == [None, None]
    assert await first.admit("a") is not None
    with serving(tmp_path, port):
        # a while later it is asked again
        assert await first.admit("b") is None
        assert await first._redis.dbsize() == 0
        now[0] = 5.0
        assert await first.admit("c") is None
        assert await second.admit("c") == 60.0
    # and it goes without harm while they are connected
    assert await first.admit("d") is None
    await first.close()
    await second.close()


def test_processes_share_the_limit_of_a_caller(migrated: Settings, redis: str) -> None:
    # given: two processes of a service
    told = {"posts_per_minute": 1, "redis": SecretStr(redis)}
    form = {"township": "330529001", "text": "x"}
    headers = {**bearer("dispatcher"), "Idempotency-Key": "k"}
    with ExitStack() as stack:
        first, second = (
            stack.enter_context(TestClient(create_app([sample.service], migrated.model_copy(update=told))))
            for _ in range(2)
        )
        # when
        answers = [one.post("/api/sample/notes/1", json=form, headers=headers) for one in (first, second)]
    # then
    assert [one.status_code for one in answers] == [201, 429]
    assert 1 <= int(answers[1].headers["retry-after"]) <= 61
