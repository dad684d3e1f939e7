"""Rebuilt from the logs, ingest's read models are the same, row for row."""

from __future__ import annotations

import psycopg
from psycopg import sql
from services.ingest.tests.collecting import collect, register
from services.ingest.tests.lifecycle import answered, arrive, reached, react
from services.ingest.tests.raw import GOOD
from services.ingest.tests.systems import Systems

from tests.postgres import Database
from zhouqi.events.fold.rebuild import rebuild
from zhouqi.ingest.context import context
from zhouqi.ingest.day_close.closing import link_and_connect
from zhouqi.ingest.kinds.project import project_id
from zhouqi.service.runtime import Runtime


async def test_rebuilt_is_live(runtime: Runtime, systems: Systems, database: Database) -> None:
    await register(runtime, systems)
    for name, record in GOOD.items():
        systems.put(name, record, {**record, "record_id": "bad", "updated_at": None})
    await collect(runtime, systems, [*reversed(GOOD)])
    await link_and_connect(runtime)
    project = project_id("330529", "approval", "SP-2024-000017")
    await arrive(runtime, reached(project, 1, "signed"), answered("2026-10-30"))
    await react(runtime)
    live = _rows(database)

    await rebuild(database.owner_dsn, context, workers=1)

    assert _rows(database) == live
    assert all(live[name] for name in ("source_record", "claim", "connection", "progress", "register_entry"))


def _rows(database: Database) -> dict[str, list[tuple[object, ...]]]:
    with psycopg.connect(database.admin_dsn) as conn:
        names = [
            str(row[0])
            for row in conn.execute(
                "select table_name from information_schema.tables where table_schema = 'rm'"
            )
            if row[0] not in ("generation", "version")
        ]
        return {
            name: conn.execute(
                sql.SQL("select t::text from rm.{} t order by 1").format(sql.Identifier(name))
            ).fetchall()
            for name in names
        }
