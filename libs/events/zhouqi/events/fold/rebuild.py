"""Rebuild the read models from the logs, while the service goes on.

Everything is folded anew into ``rm_next``, streams touched meanwhile are folded again, and holding
the locks of both logs the rest is folded and the schemas are exchanged. Readers see the old or the
new, never half; a rebuild never reacts.
"""

from __future__ import annotations

import asyncio
from asyncio.subprocess import Process
from collections import deque
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from itertools import chain
from uuid import uuid4

import structlog
from psycopg import sql

from zhouqi.events.context import Context
from zhouqi.events.fold import rebuild_pool
from zhouqi.events.fold.projection import ReadModel, Summary
from zhouqi.events.fold.projector import Projector
from zhouqi.events.fold.rebuild_pool import Part, Share
from zhouqi.events.fold.stream_scan import whole_streams
from zhouqi.events.log.connection import Conn, connect, reading
from zhouqi.events.log.event_log import JOURNAL, STORE, Log

NEXT = "-c search_path=rm_next,log -c timezone=UTC"
_ALONE = "-c max_parallel_maintenance_workers=0"
"""Indexes are made side by side: helpers of each would only hinder the others."""
WORKERS_LOCK = 3
_REBUILD_LOCK = 4
_FEW_EVENTS = 2_000
_FEW_STREAMS = 200
_ROUNDS = 10
_PARTS = 8
_SAMPLE = 20_000
_ANALYZE = "analyze {}"
_SIZES = "select relname, pg_relation_size(oid) from pg_class where relnamespace = to_regnamespace('rm_next')"
_LOGS = (JOURNAL, STORE)
_logger = structlog.get_logger(__name__)


class RebuildRunning(Exception):
    """Another rebuild of the same service is at work."""


async def ensure(owner_dsn: str, context: Context, workers: int = 2) -> bool:
    """Rebuild unless the read models are of this code's version; True when it did."""
    conn = await connect(owner_dsn, autocommit=True)
    try:
        row = await (await conn.execute("select to_regclass('rm.version') is not null")).fetchone()
        if row is not None and row[0] is True:
            row = await (await conn.execute("select fingerprint from rm.version")).fetchone()
            if row is not None and row[0] == context.read_model.fingerprint:
                return False
    finally:
        await conn.close()
    await rebuild(owner_dsn, context, workers)
    return True


async def rebuild(owner_dsn: str, context: Context, workers: int = 2) -> None:
    """Rebuild all read models of ``context``. Raises RebuildRunning and RebuildFailed."""
    async with _alone(owner_dsn) as conn:
        projector = Projector(context.read_model, context.decoder)
        heads = {log.table: await log.head(conn) for log in _LOGS}
        large = any(head > _FEW_EVENTS for head in heads.values())
        async with rebuild_pool.waiting(context.origin, workers if large else 0) as processes:
            generation = await _begin(conn, context)
            await _fold_all(owner_dsn, projector, heads, generation, processes)
        model = context.read_model
        first, rest = _statements(model, await _by_size(conn, model.key_ddl()))
        await _side_by_side(owner_dsn, first, workers)
        for _ in range(_ROUNDS):
            if await _catch_up(conn, projector, heads) <= _FEW_STREAMS:
                break
        marked, _ = await asyncio.gather(
            _summarize(conn, projector, model.summaries), _side_by_side(owner_dsn, rest, max(1, workers - 1))
        )
        await _swap(conn, projector, heads, marked)
        await _drop_old(conn)


@asynccontextmanager
async def _alone(owner_dsn: str) -> AsyncIterator[Conn]:
    conn = await connect(owner_dsn, autocommit=True, options=NEXT)
    try:
        taken = await conn.execute("select pg_try_advisory_lock(727, %s)", (_REBUILD_LOCK,))
        row = await taken.fetchone()
        if row is None or row[0] is not True:
            raise RebuildRunning("another rebuild of this service is at work")
        yield conn
    finally:
        await conn.close()


async def _begin(conn: Conn, context: Context) -> str:
    """An empty ``rm_next``, once the workers of an earlier, killed rebuild have ended."""
    generation = str(uuid4())
    await _drop_old(conn)
    row = await (await conn.execute("select value from log.meta where key = 'runtime'")).fetchone()
    if row is None:
        raise LookupError("log.meta names no runtime role; migrate first")
    role = sql.Identifier(str(row[0]))
    await conn.execute("select pg_advisory_lock(727, %s)", (WORKERS_LOCK,))
    async with conn.transaction():
        await conn.execute("drop schema if exists rm_next cascade")
        await conn.execute("create schema rm_next")
        for statement in context.read_model.ddl():
            await conn.execute(sql.SQL(statement))
        await conn.execute("create table generation (id text not null)")
        await conn.execute("insert into generation values (%s)", (generation,))
        await conn.execute("insert into version values (%s)", (context.read_model.fingerprint,))
        await conn.execute(sql.SQL("grant usage on schema rm_next to {}").format(role))
        await conn.execute(
            sql.SQL("grant select, insert, update, delete on all tables in schema rm_next to {}").format(role)
        )
        await conn.execute(sql.SQL("revoke insert, update, delete on version from {}").format(role))
    await conn.execute("select pg_advisory_unlock(727, %s)", (WORKERS_LOCK,))
    return generation


async def _fold_all(
    owner_dsn: str,
    projector: Projector,
    heads: Mapping[str, int],
    generation: str,
    processes: Sequence[Process],
) -> None:
    parts: list[Part] = []
    conn = await connect(owner_dsn, options=NEXT)
    try:
        for log in _LOGS:
            up_to = heads[log.table]
            if 0 < up_to <= _FEW_EVENTS:
                with reading(owner_dsn) as source:
                    for streams in whole_streams(source, log, "", None, up_to):
                        await projector.load(conn, log, streams)
                await conn.commit()
            elif up_to:
                cuts = await _cuts(conn, log, up_to, len(processes) * _PARTS)
                bounds = zip(["", *cuts], [*cuts, None], strict=True)
                parts += [Part(log.table, low, high, up_to) for low, high in bounds]
    finally:
        await conn.close()
    # By turns: what lies together by name costs alike, so that each gets some of every kind.
    shares = [tuple(parts[number :: len(processes)]) for number in range(len(processes))]
    if parts:
        await rebuild_pool.work(processes, [Share(owner_dsn, generation, some) for some in shares if some])


async def _by_size(conn: Conn, tables: Iterable[str]) -> list[str]:
    """The largest first: otherwise one worker may begin it when the others have ended."""
    found = await conn.execute(_SIZES)
    sizes = {str(name): int(str(size)) for name, size in await found.fetchall()}
    return sorted(tables, key=sizes.__getitem__, reverse=True)


def _statements(model: ReadModel, tables: Sequence[str]) -> tuple[list[str], list[str]]:
    """What filling the summaries needs, keys and statistics; and what is for readers alone."""
    keys, indexes = model.key_ddl(), model.index_ddl()
    shown = [table for table in tables if table in model.shown]
    first = [*chain.from_iterable(map(keys.__getitem__, tables)), *map(_ANALYZE.format, shown)]
    others = [table for table in tables if table not in model.shown]
    return first, [*chain.from_iterable(map(indexes.__getitem__, tables)), *map(_ANALYZE.format, others)]


async def _summarize(conn: Conn, projector: Projector, summaries: Sequence[Summary]) -> set[str]:
    """Fill the summaries; returns the streams that were marked as stuck then."""
    async with conn.transaction():  # one snapshot: the marks that the summaries are filled with
        await conn.execute("set transaction isolation level repeatable read")
        marked = await _marked(conn)
        await projector.fill(conn)
    for summary in summaries:
        for statement in (*summary.index_ddl(), _ANALYZE.format(summary.name)):
            await conn.execute(sql.SQL(statement))
    return marked


async def _side_by_side(owner_dsn: str, statements: Iterable[str], workers: int) -> None:
    """Execute these statements, each as soon as a worker has ended another."""
    waiting = deque(statements)

    async def work() -> None:
        async with await connect(owner_dsn, autocommit=True, options=f"{NEXT} {_ALONE}") as own:
            while waiting:
                await own.execute(sql.SQL(waiting.popleft()))

    await asyncio.gather(*(work() for _ in range(workers)))


async def _cuts(conn: Conn, log: Log, up_to: int, parts: int) -> list[str]:
    """Stream names that cut the log into parts of about as many events, by a sample of its pages."""
    query = sql.SQL("select stream from log.{} tablesample system (%s)")
    found = await conn.execute(query.format(sql.Identifier(log.table)), (min(100, 100 * _SAMPLE / up_to),))
    names = sorted([str(row[0]) async for row in found])
    return sorted({names[len(names) * part // parts] for part in range(1, parts)}) if names else []


async def _catch_up(conn: Conn, projector: Projector, heads: dict[str, int]) -> int:
    """Fold again what was touched since ``heads``, which move; returns how many streams."""
    touched = 0
    for log in _LOGS:
        head = await log.head(conn)
        async with conn.transaction():
            streams = await _touched(conn, log, heads[log.table], head)
            await projector.refold(conn, log, streams, head)
        heads[log.table] = head
        touched += len(streams)
    return touched


async def _touched(conn: Conn, log: Log, after: int, up_to: int) -> list[str]:
    query = sql.SQL("select distinct stream from log.{} where position > %s and position <= %s")
    rows = await conn.execute(query.format(sql.Identifier(log.table)), (after, up_to))
    return [str(row[0]) async for row in rows]


async def _marked(conn: Conn) -> set[str]:
    rows = await conn.execute("select distinct stream from log.stuck")
    return {str(row[0]) async for row in rows}


async def _swap(conn: Conn, projector: Projector, heads: dict[str, int], marked: set[str]) -> None:
    async with conn.transaction():
        for log in _LOGS:
            await log.lock(conn)
        streams = set(marked) | await _marked(conn)
        for log in _LOGS:
            head = await log.head(conn)
            touched = await _touched(conn, log, heads[log.table], head)
            await projector.refold(conn, log, touched, head)
            streams |= set(touched)
        await projector.refresh(conn, streams)
        row = await (await conn.execute("select to_regnamespace('rm') is not null")).fetchone()
        if row is not None and row[0] is True:
            await conn.execute("alter schema rm rename to rm_old")
        await conn.execute("alter schema rm_next rename to rm")


async def _drop_old(conn: Conn) -> None:
    """Drop what was exchanged, one relation at a time, views first, waiting for its last readers.

    To drop the schema at once would lock its relations in any order, and a reader of a view that
    holds one and waits for the other could be ended as a deadlock.
    """
    rows = await conn.execute(
        "select case relkind when 'v' then 'view' else 'table' end, relname from pg_class"
        " where relnamespace = to_regnamespace('rm_old') and relkind in ('v', 'r')"
        " order by relkind = 'v' desc, oid desc"
    )
    for kind, name in await rows.fetchall():
        statement = sql.SQL("drop {} if exists rm_old.{}")
        await conn.execute(statement.format(sql.SQL(str(kind)), sql.Identifier(str(name))))
    await conn.execute("drop schema if exists rm_old cascade")
