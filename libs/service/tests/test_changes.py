"""Server-sent events over a real connection."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
import psycopg
import pytest
from fastapi import FastAPI
from libs.service.tests.conftest import bearer

from tests.postgres import Database
from zhouqi.local import ports
from zhouqi.service.http import changes, listeners, server


@pytest.fixture
async def api(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    """The application on a port of its own, in this process."""
    port = ports.free_port()
    async with (
        server.running(app, "127.0.0.1", port),
        httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=20) as client,
    ):
        yield client
        for runtime in app.state.runtimes:
            await runtime.changes.close()


async def receive(database: Database, count: int) -> None:
    """Let ``count`` events arrive in the journal, as a consumer would write them."""
    async with await psycopg.AsyncConnection.connect(database.admin_dsn) as conn:
        await conn.execute(
            "insert into log.journal (position, stream, sequence, id, type, schema_version, occurred_at,"
            " recorded_at, county, correlation_id, data) select h.head + n, 'x/' || (h.head + n), 1,"
            " gen_random_uuid(), 'X', 1, now(), now(), 'c', gen_random_uuid(), '{}'"
            " from (select coalesce(max(position), 0) as head from log.journal) h, generate_series(1, %s) n",
            (count,),
        )


@asynccontextmanager
async def listen(
    api: httpx2.AsyncClient, seen: bytes | None = None, account: str = "leader"
) -> AsyncIterator[AsyncIterator[dict[str, str]]]:
    headers = [(name.encode(), value.encode()) for name, value in bearer(account).items()]
    if seen is not None:
        headers.append((b"Last-Event-ID", seen))
    async with api.stream("GET", "/api/sample/changes", headers=headers) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield events_of(answer.aiter_lines())


async def events_of(lines: AsyncIterator[str]) -> AsyncIterator[dict[str, str]]:
    event: dict[str, str] = {}
    async for line in lines:
        if line:
            name, _, value = line.partition(": ")
            event[name] = value
        elif event:
            yield event
            event = {}


async def test_a_page_is_told_of_what_arrives(api: httpx2.AsyncClient, database: Database) -> None:
    async with listen(api) as events:
        assert await anext(events) == {"event": "position", "data": '{"journal": 0}', "retry": "2000"}
        await receive(database, 3)
        assert await anext(events) == {"event": "changed", "id": "3", "data": '{"journal": 3}'}
        await receive(database, 1)
        assert (await anext(events))["id"] == "4"


async def test_a_page_that_comes_back_is_told_what_it_missed(
    api: httpx2.AsyncClient, database: Database
) -> None:
    async with listen(api) as events:
        await anext(events)
        await receive(database, 2)
        seen = (await anext(events))["id"]
    await receive(database, 5)
    async with listen(api, seen.encode()) as events:
        await anext(events)
        assert await anext(events) == {"event": "changed", "id": "7", "data": '{"journal": 7}'}


@pytest.mark.parametrize("seen", [b"x", b"-1", b"\xb2", b"9" * 30, b"999"])
async def test_a_place_that_is_none_begins_at_the_present(
    api: httpx2.AsyncClient, database: Database, seen: bytes
) -> None:
    async with listen(api, seen) as events:
        await anext(events)
        await receive(database, 1)
        assert (await anext(events))["id"] == "1"


async def test_changes_are_for_those_who_may(api: httpx2.AsyncClient) -> None:
    assert (await api.get("/api/sample/changes")).status_code == 401


async def test_a_page_is_not_told_of_what_does_not_concern_it(
    app: FastAPI, api: httpx2.AsyncClient, database: Database
) -> None:
    async with listen(api) as events:
        await anext(events)
        await receive(database, 13)
        (runtime,) = app.state.runtimes
        assert await anext(runtime.changes.since(0)) == 13
        await receive(database, 1)
        assert (await anext(events))["id"] == "14"


async def test_a_listener_has_to_come_back_after_a_while(app: FastAPI) -> None:
    here = app.state.runtimes[0].changes
    assert [position async for position in here.since(0, seconds=0.05)] == []


async def test_one_account_has_so_many_streams_and_takes_none_from_others(
    api: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listeners, "MOST_OF_ACCOUNT", 2)
    async with listen(api) as first, listen(api) as second:
        assert [(await anext(one))["event"] for one in (first, second)] == ["position", "position"]
        refused = await api.get("/api/sample/changes", headers=bearer("leader"))
        assert (refused.status_code, refused.json()["code"]) == (429, "too-many-streams")
        assert refused.headers["retry-after"]
        async with listen(api, account="dispatcher") as other:
            assert (await anext(other))["event"] == "position"


async def test_a_stream_that_ended_leaves_its_place(
    app: FastAPI, api: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listeners, "MOST_OF_ACCOUNT", 1)
    monkeypatch.setattr(changes, "LISTEN_SECONDS", 0.05)
    for _ in range(3):
        async with listen(api) as events:
            assert [event["event"] async for event in events] == ["position"]


async def test_who_asks_the_same_at_once_shares_one_answer() -> None:
    shared, asked = listeners.SharedAnswers[int](), list[int]()
    going_on = asyncio.Event()

    async def ask() -> int:
        asked.append(1)
        await going_on.wait()
        return len(asked)

    waiting = [asyncio.create_task(shared.ask("county", ask)) for _ in range(50)]
    await asyncio.sleep(0)
    waiting[0].cancel()
    going_on.set()
    answers = await asyncio.gather(*waiting, return_exceptions=True)
    assert isinstance(answers[0], asyncio.CancelledError)
    assert set(answers[1:]) == {1}
    assert await shared.ask("township", ask) == 2


async def test_an_answer_that_failed_is_asked_for_anew() -> None:
    shared = listeners.SharedAnswers[int]()

    async def fail() -> int:
        raise ConnectionError

    async def answer() -> int:
        return 7

    with pytest.raises(ConnectionError):
        await shared.ask("county", fail)
    assert await shared.ask("county", answer) == 7
