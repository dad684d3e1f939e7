"""HTTP of where a project stands."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response

from zhouqi.events.contracts.milestone import Milestone
from zhouqi.lifecycle import rules
from zhouqi.lifecycle.project.queries import find_project
from zhouqi.lifecycle.rules import EntryRules
from zhouqi.lifecycle.status.project_status import ProjectStatus
from zhouqi.lifecycle.status.schemas import ExtensionRow, MilestoneRow
from zhouqi.service.http.consistency import AfterParam, await_place
from zhouqi.service.http.precondition import etag
from zhouqi.service.identity.authorization import require
from zhouqi.service.identity.identity import Identity
from zhouqi.service.runtime import Runtime


def router(runtime: Runtime) -> APIRouter:
    """The route that reads."""
    routes = APIRouter()

    @routes.get("/projects/{project_id}/milestones")
    async def milestones(
        project_id: UUID,
        identity: Annotated[Identity, require("project.read")],
        response: Response,
        after: AfterParam,
    ) -> list[MilestoneRow]:
        """All seven in the order of a project's life; 404 for a project outside the caller's scope."""
        await await_place(runtime.pool, after, response)
        found = await find_project(runtime, identity, project_id)
        response.headers["ETag"] = etag(found.sequence)
        applied = rules.rule_book().on(runtime.clock.today())
        return [_row(milestone, found.status, applied) for milestone in Milestone]

    return routes


def _row(milestone: Milestone, now: ProjectStatus, applied: EntryRules) -> MilestoneRow:
    due, reached = now.due.get(milestone), now.reached.get(milestone)
    basis = reached or due
    return MilestoneRow(
        milestone=milestone,
        applies=applied.applies(milestone, now.signed),
        due=None if due is None else due.due,
        reached=reached is not None,
        on=None if reached is None else reached.on,
        counts_from=None if reached is None else reached.counts_from,
        basis=None if basis is None else basis.basis,
        document=None if reached is None else reached.document,
        extensions=[
            ExtensionRow(due=one.due, approved_on=one.approved_on, document=one.document)
            for one in sorted(now.extensions, key=lambda one: (one.approved_on, one.due))
            if one.milestone is milestone
        ],
    )
