"""The forecasts of a project's open milestones; the caller has found the project within the reader's scope."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import msgspec
from psycopg import sql
from psycopg.rows import dict_row

from zhouqi.cockpit.forecasts.schemas import Forecast
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.events.log.connection import Conn

_OPEN: Final = sql.SQL(
    "select {} from forecast as told"
    " left join project as stands on stands.stream = 'project/' || %(id)s::text"
    " left join project_milestone as reached on reached.stream = 'project/' || %(id)s::text"
    " and reached.milestone = told.milestone"
    " where told.project_id = %(id)s and not coalesce(reached.reached, false) and stands.terminated_on is null"
).format(sql.SQL(", ").join(sql.Identifier("told", name) for name in Forecast.model_fields))
_PLACES: Final = {milestone: place for place, milestone in enumerate(Milestone)}


async def forecasts(conn: Conn, project_id: UUID) -> list[Forecast]:
    """Of each open milestone the last one, in the order of a project's life."""
    async with conn.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(_OPEN, {"id": project_id})
        rows = await cursor.fetchall()
    found = [Forecast(**{**row, "reasons": msgspec.json.decode(row["reasons"])}) for row in rows]
    return sorted(found, key=lambda one: _PLACES[one.milestone])
