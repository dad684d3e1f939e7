"""Who is in charge of projects: the dispatcher assigns leading departments and agents, many at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated
from uuid import uuid5

from fastapi import APIRouter

from zhouqi.events import Conflict
from zhouqi.events.clock import county_day
from zhouqi.events.commands.decide import BodyMismatch
from zhouqi.lifecycle import rules
from zhouqi.lifecycle.assignment.commands import Assign
from zhouqi.lifecycle.assignment.queries import require_assignable, require_known_projects
from zhouqi.lifecycle.assignment.schemas import AssignmentResult, Assignments
from zhouqi.lifecycle.project.decider import ProjectDecider
from zhouqi.lifecycle.project.queries import stream_of
from zhouqi.service.http.idempotency import IdempotencyKey
from zhouqi.service.http.problems import BUSY, Problem
from zhouqi.service.http.rejection import as_problem
from zhouqi.service.identity import backfill
from zhouqi.service.identity.authorization import require
from zhouqi.service.identity.identity import Identity
from zhouqi.service.runtime import Runtime


def router(runtime: Runtime) -> APIRouter:
    """The route that assigns."""
    routes = APIRouter()

    @routes.post("/assignments")
    async def assign(
        body: Assignments, identity: Annotated[Identity, require("project.assign")], key: IdempotencyKey
    ) -> list[AssignmentResult]:
        """Assign at most 200 projects; an answer for each, in their order.

        404, and nothing done, if a project, a department or an agent is unknown; 409 for another township's agent.
        """
        await require_known_projects(runtime, identity, [one.project_id for one in body.assignments])
        await require_assignable(runtime, body.assignments)
        entry = await backfill.entry_of(runtime, identity, body, key)
        applied = rules.rule_book().on(county_day(entry.entered_at))
        commands = []
        for one in body.assignments:
            wanted = Assign(one.project_id, one.department, one.agent, applied, entry.late)
            command = runtime.command(identity, key, stream_of(one.project_id), wanted, occurred_at=entry.at)
            commands.append(replace(command, id=uuid5(command.id, str(one.project_id))))
        try:
            outcomes = await runtime.handle(ProjectDecider(), commands)
        except Conflict:
            raise Problem(BUSY, headers={"Retry-After": "1"}) from None
        for outcome in outcomes:
            if isinstance(outcome.rejection, BodyMismatch):
                raise as_problem(outcome.rejection, outcome.sequence, {})
        return [
            AssignmentResult(
                project_id=one.project_id,
                stream=outcome.stream,
                sequence=outcome.sequence,
                refused=None if outcome.rejection is None else outcome.rejection.code.replace("_", "-"),
            )
            for one, outcome in zip(body.assignments, outcomes, strict=True)
        ]

    return routes
