"""The kinds of data that the county collects, and how each of them stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter
from psycopg.rows import class_row

from zhouqi.events.connection import Conn
from zhouqi.ingest.api.answer import Answer
from zhouqi.ingest.api.collections import Run
from zhouqi.ingest.jobs import COLLECT, Open, open_jobs
from zhouqi.ingest.keep import Reading, readings
from zhouqi.ingest.kinds import KINDS, Drops, Exchange, Kind, Rest
from zhouqi.service.gate import require
from zhouqi.service.identity import Identity, Scope
from zhouqi.service.runtime import Runtime

_COUNTS = (
    "select kind, sum(records)::int as records, sum(unmatched)::int as unmatched,"
    " sum(rejected)::int as rejected from ("
    " select kind, count(*) as records, count(*) filter (where project_id is null) as unmatched, 0 as rejected"
    " from source_record group by kind"
    " union all select kind, 0, 0, count(*) from rejected_delivery group by kind) as one group by kind"
)
_LAST = (
    "select distinct on (kind) kind, source, ended_at, cause, read, accepted, unchanged, rejected"
    " from collection_run order by kind, ended_at desc, stream"
)
WireName = Literal["rest", "exchange", "drops"]
_WIRES: Mapping[type, WireName] = {Rest: "rest", Exchange: "exchange", Drops: "drops"}


class Counts(Answer):
    """How many records of a kind there are, how many of them wait for a project, how many were refused."""

    kind: str
    records: int = 0
    unmatched: int = 0
    rejected: int = 0


class Title(Answer):
    """A name in both languages."""

    zh: str
    en: str


class KindView(Answer):
    """One kind: where it comes from and when, how its last run went, and what is there of it.

    ``every_hours`` is business time between two collections. ``complete_to`` is the time up to which its
    source vouched at the last run that came to its end. ``state``: it waits for its next turn (idle), is in
    the queue (queued), is being collected (running), or is tried again after ``attempts`` that did not
    come to their end (retrying).
    """

    name: str
    title: Title
    source: str
    department: str
    wire: WireName
    every_hours: int
    collected_at: datetime | None
    complete_to: datetime | None
    state: Literal["idle", "queued", "running", "retrying"]
    attempts: int
    last: Run | None
    records: int
    unmatched: int
    rejected: int


def router(runtime: Runtime) -> APIRouter:
    """The route of kinds."""
    routes = APIRouter()

    @routes.get("/kinds")
    async def kinds(identity: Annotated[Identity, require("collection.read")]) -> list[KindView]:
        """All kinds in the order of a project's life; of the caller's department if it has one."""
        async with runtime.pool.connection() as conn:
            known = await readings(conn)
            jobs = {job.name: job for job in await open_jobs(conn) if job.task == COLLECT}
            counts = {row.kind: row for row in await _counts(conn)}
            last = {row.kind: row for row in await _last(conn)}
        return [
            _view(
                kind,
                known.get((kind.source, kind.name), Reading()),
                jobs.get(kind.name),
                last.get(kind.name),
                counts.get(kind.name, Counts(kind=kind.name)),
            )
            for kind in KINDS
            if _sees(identity.scope, kind)
        ]

    return routes


async def _counts(conn: Conn) -> list[Counts]:
    async with conn.cursor(row_factory=class_row(Counts)) as rows:
        await rows.execute(_COUNTS)
        return await rows.fetchall()


async def _last(conn: Conn) -> list[Run]:
    async with conn.cursor(row_factory=class_row(Run)) as rows:
        await rows.execute(_LAST)
        return await rows.fetchall()


def _sees(scope: Scope, kind: Kind) -> bool:
    """The same rule as ``within(scope, OF_DEPARTMENT)``, for what stands in code."""
    if scope.everywhere:
        return True
    narrowed = bool(scope.townships or scope.departments or scope.enterprises)
    return narrowed and (not scope.departments or kind.department in scope.departments)


def _view(kind: Kind, at: Reading, job: Open | None, last: Run | None, counts: Counts) -> KindView:
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
        attempts=job.attempts if job else 0,
        last=last,
        records=counts.records,
        unmatched=counts.unmatched,
        rejected=counts.rejected,
    )


def _state(job: Open | None) -> Literal["idle", "queued", "running", "retrying"]:
    if job is None:
        return "idle"
    if job.running:
        return "running"
    return "retrying" if job.attempts else "queued"
