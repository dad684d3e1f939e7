"""HTTP of lifecycle: where a project stands."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from psycopg import sql
from psycopg.rows import class_row
from pydantic import BaseModel, ConfigDict

from zhouqi.events.contracts.lifecycle import Milestone
from zhouqi.service.gate import require
from zhouqi.service.identity import Identity
from zhouqi.service.problems import NOT_FOUND, Problem
from zhouqi.service.runtime import Runtime
from zhouqi.service.scope import OPEN, Columns, within

REGISTRATIONS = Columns(township="township", department=OPEN, enterprise="enterprise")


class Planned(BaseModel):
    """A milestone and its due day."""

    model_config = ConfigDict(frozen=True)

    milestone: Milestone
    due: date


def router(runtime: Runtime) -> APIRouter:
    """The routes below ``/api/lifecycle``."""
    routes = APIRouter()

    @routes.get("/projects/{project_id}/milestones")
    async def milestones(
        project_id: UUID, identity: Annotated[Identity, require("project.read")]
    ) -> list[Planned]:
        """The planned milestones, earliest first; 404 for a project outside the caller's scope."""
        scope = within(identity.scope, REGISTRATIONS)
        known = sql.SQL("select from registration where project_id = %(project)s and {}").format(scope.sql)
        values = {**scope.values, "project": project_id}
        async with runtime.pool.connection() as conn:
            if await (await conn.execute(known, values)).fetchone() is None:
                raise Problem(NOT_FOUND)
            cursor = conn.cursor(row_factory=class_row(Planned))
            await cursor.execute(
                "select milestone, due from planned_milestone where project_id = %(project)s"
                " order by due, milestone",
                values,
            )
            return await cursor.fetchall()

    return routes
