"""What lifecycle does about others' events."""

from __future__ import annotations

from collections.abc import AsyncIterator

from psycopg.rows import class_row

from zhouqi.events import Event, Fact, Intent, Reaction
from zhouqi.events.connection import Conn
from zhouqi.events.contracts.ingest import ProjectRegistered, RecordWithdrawn
from zhouqi.lifecycle.project import Projects, Registration


async def _plan(conn: Conn, event: Event, _fact: Fact) -> AsyncIterator[Intent]:
    """The project of the record is planned by what is registered now, not by this event alone."""
    async with conn.cursor(row_factory=class_row(Registration)) as cursor:
        await cursor.execute(
            "select project_id, stream as basis, planned_start, planned_completion, withdrawn"
            " from registration where stream = %s",
            (event.stream,),
        )
        registration = await cursor.fetchone()
    if registration is not None:
        yield Intent(f"project/{registration.project_id}", registration)


REACTIONS = (Reaction("plan", (ProjectRegistered, RecordWithdrawn), Projects(), "first", _plan),)
