"""What the pages ask most, at 100,000 projects, as against the same SQL sent by psycopg alone.

20 clients ask once a second each, as people with the page open do; a figure is the 95th percentile of the
time until the whole answer is there. The limit sends the same statements at the same pace, on as many
connections as the service has.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import Any, TypeAlias

import httpx2
from psycopg import AsyncCursor
from psycopg.rows import TupleRow

from tests.arriving import COUNTY
from tests.benchmarks import mix
from tests.benchmarks.measure import Bar, Figure, Pair, interleaved, percentile
from tests.benchmarks.plan import Plan
from tests.benchmarks.rebuild import fill
from tests.benchmarks.waiting import until
from tests.benchmarks.world import World, migrated, settle
from tests.postgres import Database
from tests.served import KEY, bearing
from tests.session import marked
from zhouqi.cockpit.context import context
from zhouqi.cockpit.kit.scope import ReaderScope
from zhouqi.cockpit.lists.page import read_page
from zhouqi.cockpit.overview.queries import overview
from zhouqi.cockpit.project_list.list import PROJECTS
from zhouqi.cockpit.project_list.schemas import Sort
from zhouqi.events.contracts.warning import Light
from zhouqi.events.fold.rebuild import rebuild
from zhouqi.events.log.connection import Conn, connect
from zhouqi.local import ports
from zhouqi.local.environment import process_environment
from zhouqi.local.shutdown import stop_child
from zhouqi.service.http.paging import Cursors
from zhouqi.service.identity import accounts
from zhouqi.service.identity.identity import Role, Scope

_CLIENTS = 20
_CONNECTIONS = 4
_LIST = "?light=red&light=yellow&sort=investment&order=desc&limit=50"
Statement: TypeAlias = tuple[Any, Any]


async def measure(world: World, plan: Plan) -> list[Figure]:
    """``overview`` and ``overview-list``: milliseconds, the 95th percentile."""
    projects, seconds = plan.size(100_000, 200), plan.size(8, 1)
    with world.database() as database:
        await migrated(database, context)
        await fill(database, mix.projects(projects))
        await rebuild(database.owner_dsn, context)
        await settle(database)
        conns = [await connect(database.dsn, autocommit=True) for _ in range(_CONNECTIONS)]
        try:
            with _served(database, world) as address:
                await _answers(address, projects)
                found = {}
                for name, path, ask in (
                    ("overview", "/api/cockpit/overview", _ask_overview),
                    ("overview-list", f"/api/cockpit/projects{_LIST}", _ask_list),
                ):
                    statements = await _statements(conns[0], ask)
                    found[name] = await _pair(plan, seconds, f"{address}{path}", conns, statements)
        finally:
            for conn in conns:
                await conn.close()
    note = f"p95 at {projects:,} projects"
    return [pair.figure(name, "ms", Bar(most=150), note) for name, pair in found.items()]


async def _pair(
    plan: Plan, seconds: int, url: str, conns: Sequence[Conn], statements: Sequence[Statement]
) -> Pair:
    async with httpx2.AsyncClient(headers=_signed_in(), timeout=30) as client:

        async def ask() -> None:
            answer = await client.get(url)
            answer.raise_for_status()

        free: asyncio.Queue[Conn] = asyncio.Queue()
        for conn in conns:
            free.put_nowait(conn)

        async def send() -> None:
            conn = await free.get()
            try:
                for query, values in statements:
                    await (await conn.execute(query, values)).fetchall()
            finally:
                free.put_nowait(conn)

        async def asked(_: int) -> float:
            return await _paced(ask, seconds)

        async def sent(_: int) -> float:
            return await _paced(send, seconds)

        return await interleaved(plan.at_most(5), asked, sent)


async def _paced(action: Callable[[], Awaitable[None]], seconds: int) -> float:
    """Each client acts once a second, all evenly spread; the 95th percentile in milliseconds.

    Time counts from when it was due, so that whoever is late waits in the figure.
    """
    begin = perf_counter()
    taken: list[float] = []

    async def client(number: int) -> None:
        for second in range(seconds):
            due = begin + second + number / _CLIENTS
            await asyncio.sleep(max(0.0, due - perf_counter()))
            await action()
            taken.append((perf_counter() - due) * 1000)

    await asyncio.gather(*(client(number) for number in range(_CLIENTS)))
    return percentile(taken, 0.95)


async def _ask_overview(conn: Conn) -> None:
    await overview(conn, ReaderScope(Scope(everywhere=True), Scope(everywhere=True)))


async def _ask_list(conn: Conn) -> None:
    listed = PROJECTS.of(Sort.INVESTMENT, light=[Light.RED, Light.YELLOW]).within(
        ReaderScope(Scope(everywhere=True), Scope())
    )
    await read_page(conn, listed, 50, None, Cursors("benchmark"))


async def _statements(conn: Conn, ask: Callable[[Conn], Awaitable[None]]) -> list[Statement]:
    """What ``ask`` sends to the database."""
    sent: list[Statement] = []

    class Recording(AsyncCursor[TupleRow]):
        async def execute(self, query: Any, params: Any = None, **more: Any) -> Any:
            sent.append((query, params))
            return await super().execute(query, params, **more)

    plain, conn.cursor_factory = conn.cursor_factory, Recording
    try:
        await ask(conn)
    finally:
        conn.cursor_factory = plain
    return sent


@contextmanager
def _served(database: Database, world: World) -> Iterator[str]:
    """The cockpit's API, in a process of its own as in production; its address."""
    folder, port = world.fresh("api"), ports.free_port()
    key = folder / "key"
    key.write_text(KEY, encoding="utf-8")
    environment = {
        **marked("api"),
        "ZHOUQI_COUNTY": COUNTY,
        "ZHOUQI_DSN__COCKPIT": database.dsn,
        "ZHOUQI_SIGNING_KEY_FILE": str(key),
        "ZHOUQI_HTTP_PORT": str(port),
        "ZHOUQI_POOL_SIZE": str(_CONNECTIONS),
    }
    own = {name: value for name, value in environment.items() if name.startswith("ZHOUQI_")}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "zhouqi.service.cli", "serve", "cockpit", "api"],
            env=process_environment(own),
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield f"http://{ports.HOST}:{port}"
    finally:
        stop_child(process, 10.0)


async def _answers(address: str, projects: int) -> None:
    async with httpx2.AsyncClient(headers=_signed_in(), timeout=30) as client:

        async def there() -> bool:
            try:
                return (await client.get(f"{address}/livez")).status_code == 200
            except httpx2.TransportError:
                return False

        await until(there, "the cockpit answers", every=0.1)
        figures = (await client.get(f"{address}/api/cockpit/overview")).raise_for_status().json()
        assert figures["projects"] == projects, figures
        page = (await client.get(f"{address}/api/cockpit/projects{_LIST}")).raise_for_status().json()
        assert page["total"] == figures["lights"]["red"] + figures["lights"]["yellow"], page["total"]
        assert len(page["items"]) == 50, len(page["items"])


def _signed_in() -> dict[str, str]:
    found = next(one for one in accounts.load().all if Role.LEADER in one.roles)
    return bearing(found.identity)
