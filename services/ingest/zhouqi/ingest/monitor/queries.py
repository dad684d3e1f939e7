"""How each kind of data stands, and the latest runs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final, Literal

from psycopg import sql
from psycopg.rows import class_row, dict_row

from zhouqi.events.log.connection import Conn
from zhouqi.ingest.access import OF_DEPARTMENT, is_visible
from zhouqi.ingest.collection.attempts import Attempt, open_attempts
from zhouqi.ingest.collection.checkpoints import Checkpoint, checkpoints
from zhouqi.ingest.collection.pauses import pauses
from zhouqi.ingest.jobs.queue import COLLECT, OpenJob, open_jobs
from zhouqi.ingest.kinds import KINDS, DropFolder, Exchange, Kind, Rest
from zhouqi.ingest.monitor.counters import CachedCounts
from zhouqi.ingest.monitor.schemas import Counts, KindView, Run, Title, WireName
from zhouqi.ingest.schedule.status import last_closed
from zhouqi.service.identity.identity import Scope
from zhouqi.service.identity.scope import within
from zhouqi.service.runtime import Runtime

_LATEST_FIRST: Final = sql.SQL(
    "ended_at desc, (select max(position) from log.event where event.stream = collection_run.stream) desc"
)
"""Order of runs. While business time stands still many end at the same one: then the log says which came later."""
_RUNS = sql.SQL(
    "select kind, source, ended_at, cause, detail, read, accepted, unchanged, rejected"
    " from collection_run where {} order by {} limit %(limit)s"
)
_LAST = sql.SQL(
    "select r.kind, r.source, r.ended_at, r.cause, r.detail, r.read, r.accepted, r.unchanged, r.rejected"
    " from unnest(%s::text[]) as k(kind) cross join lateral (select * from collection_run"
    " where kind = k.kind order by {} limit 1) as r"
).format(_LATEST_FIRST)
_WIRES: Mapping[type, WireName] = {Rest: "rest", Exchange: "exchange", DropFolder: "drops"}


async def latest_runs(runtime: Runtime, scope: Scope, limit: int) -> list[Run]:
    """The latest runs, of the departments of ``scope`` if it has any."""
    mine = within(scope, OF_DEPARTMENT)
    async with runtime.pool.connection() as conn:
        rows = conn.cursor(row_factory=dict_row)
        await rows.execute(_RUNS.format(mine.sql, _LATEST_FIRST), {**mine.values, "limit": limit})
        return [Run.model_validate(row) for row in await rows.fetchall()]


async def kind_views(runtime: Runtime, scope: Scope, counted: CachedCounts) -> list[KindView]:
    """All kinds that ``scope`` sees, in the order of a project's life."""
    async with runtime.pool.connection() as conn:
        known = await checkpoints(conn)
        paused = await pauses(conn)
        tried = await open_attempts(conn)
        jobs = {job.name: job for job in await open_jobs(conn) if job.task == COLLECT}
        counts = await counted.now(conn)
        last = {row.kind: row for row in await _last(conn)}
        closed = await last_closed(conn)
    late = frozenset(closed.late if closed else ())
    return [
        _view(
            kind,
            known.get((kind.source, kind.name), Checkpoint()),
            jobs.get(kind.name),
            tried.get(kind.name),
            last.get(kind.name),
            counts.get(kind.name, Counts(kind=kind.name)),
            paused=paused.get(kind.source),
            late=kind.name in late,
        )
        for kind in KINDS
        if is_visible(scope, kind)
    ]


async def _last(conn: Conn) -> list[Run]:
    async with conn.cursor(row_factory=class_row(Run)) as rows:
        await rows.execute(_LAST, ([kind.name for kind in KINDS],))
        return await rows.fetchall()


def _view(
    kind: Kind,
    at: Checkpoint,
    job: OpenJob | None,
    tried: Attempt | None,
    last: Run | None,
    counts: Counts,
    *,
    paused: datetime | None,
    late: bool,
) -> KindView:
    return KindView(
        name=kind.name,
        title=Title(zh=kind.title.zh, en=kind.title.en),
        source=kind.source,
        department=kind.department,
        wire=_WIRES[type(kind.wire)],
        every_hours=round(kind.every.total_seconds() / 3600),
        collected_at=at.collected_at,
        complete_to=at.complete_to,
        state=_state(job),
        attempts=tried.count if tried else 0,
        attempted_at=tried.last_at if tried else None,
        paused_until=paused if paused is not None and paused > datetime.now(UTC) else None,
        late=late,
        last=last,
        records=counts.records,
        unmatched=counts.unmatched,
        rejected=counts.rejected,
    )


def _state(job: OpenJob | None) -> Literal["idle", "queued", "running", "retrying"]:
    if job is None:
        return "idle"
    if job.running:
        return "running"
    return "retrying" if job.attempts else "queued"
