"""Who is in charge of projects: the dispatcher assigns leading departments and agents, many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Self
from uuid import UUID, uuid5

from fastapi import APIRouter
from psycopg import sql
from pydantic import BaseModel, ConfigDict, Field, model_validator

from zhouqi.events import Conflict
from zhouqi.events.contracts.fact import Code
from zhouqi.events.decide import OtherBody
from zhouqi.lifecycle.api.found import stream_of
from zhouqi.lifecycle.by_hand import Assign
from zhouqi.lifecycle.project import Projects
from zhouqi.service import backfill
from zhouqi.service.backfill import Entered
from zhouqi.service.gate import require
from zhouqi.service.idempotency import IdempotencyKey
from zhouqi.service.identity import Identity
from zhouqi.service.language import Text
from zhouqi.service.problems import BUSY, Kind, Problem
from zhouqi.service.registrations import REGISTRATIONS
from zhouqi.service.rejection import as_problem
from zhouqi.service.runtime import Runtime
from zhouqi.service.scope import within

MOST = 200
UNKNOWN_PROJECTS = Kind(
    "unknown-projects", 404, Text("有项目不存在或已撤销", "Some projects do not exist or were withdrawn")
)


class Assignment(BaseModel):
    """A project's leading department 牵头部门 and its agent 代办员 (an account); absent: none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    project_id: UUID
    department: Code | None = None
    agent: Code | None = None


class Assignments(Entered):
    """Assignments of different projects."""

    assignments: Annotated[tuple[Assignment, ...], Field(min_length=1, max_length=MOST)]

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        if len({one.project_id for one in self.assignments}) != len(self.assignments):
            raise ValueError("a project is named twice")
        return self


class Assigned(BaseModel):
    """Where a project's stream stands now; ``refused`` is the code of the rule that refused this one."""

    model_config = ConfigDict(frozen=True)

    project_id: UUID
    stream: str
    sequence: int
    refused: str | None = None


def router(runtime: Runtime) -> APIRouter:
    """The route that assigns."""
    routes = APIRouter()

    @routes.post("/assignments")
    async def assign(
        body: Assignments, identity: Annotated[Identity, require("project.assign")], key: IdempotencyKey
    ) -> list[Assigned]:
        """Assign at most 200 projects; an answer for each, in their order. 404, and nothing done, if one is unknown."""
        await _demand_known(runtime, identity, [one.project_id for one in body.assignments])
        at = backfill.occurred_at(runtime, identity, body)
        commands = []
        for one in body.assignments:
            wanted = Assign(one.project_id, one.department, one.agent)
            command = runtime.command(identity, key, stream_of(one.project_id), wanted, occurred_at=at)
            commands.append(replace(command, id=uuid5(command.id, str(one.project_id))))
        try:
            outcomes = await runtime.handle(Projects(), commands)
        except Conflict:
            raise Problem(BUSY, headers={"Retry-After": "1"}) from None
        for outcome in outcomes:
            if isinstance(outcome.rejection, OtherBody):
                raise as_problem(outcome.rejection, outcome.sequence, {})
        return [
            Assigned(
                project_id=one.project_id,
                stream=outcome.stream,
                sequence=outcome.sequence,
                refused=None if outcome.rejection is None else outcome.rejection.code.replace("_", "-"),
            )
            for one, outcome in zip(body.assignments, outcomes, strict=True)
        ]

    return routes


async def _demand_known(runtime: Runtime, identity: Identity, project_ids: Sequence[UUID]) -> None:
    """Raise Problem 404 unless all are registered within the caller's scope."""
    scope = within(identity.scope, REGISTRATIONS)
    query = sql.SQL(
        "select distinct project_id from registration"
        " where project_id = any(%(projects)s) and not withdrawn and {}"
    ).format(scope.sql)
    async with runtime.pool.connection() as conn:
        cursor = await conn.execute(query, {**scope.values, "projects": list(project_ids)})
        known = {row[0] for row in await cursor.fetchall()}
    unknown = [str(one) for one in project_ids if one not in known]
    if unknown:
        raise Problem(UNKNOWN_PROJECTS, extra={"projects": unknown})
