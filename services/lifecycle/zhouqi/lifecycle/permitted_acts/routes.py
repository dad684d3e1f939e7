"""HTTP of what the caller may enter about a project now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request, Response

from zhouqi.events.contracts.lifecycle import Act
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.lifecycle import rules
from zhouqi.lifecycle.entries import authority, manual_entries
from zhouqi.lifecycle.entries.concerns import concern_warnings
from zhouqi.lifecycle.permitted_acts.schemas import PendingRequest, PermittedActs, RetractableEntry
from zhouqi.lifecycle.project.queries import ProjectDetails, find_project
from zhouqi.service.http.consistency import AfterParam, await_place
from zhouqi.service.http.precondition import etag
from zhouqi.service.identity.authorization import require
from zhouqi.service.identity.identity import Identity
from zhouqi.service.runtime import Runtime


def router(runtime: Runtime) -> APIRouter:
    """The route that tells them."""
    routes = APIRouter()

    @routes.get("/projects/{project_id}/acts")
    async def acts(
        project_id: UUID,
        identity: Annotated[Identity, require("project.read")],
        request: Request,
        response: Response,
        after: AfterParam,
    ) -> PermittedActs:
        """What the caller may enter about the project now; 404 for one outside the caller's scope."""
        await await_place(runtime.pool, after, response)
        found = await find_project(runtime, identity, project_id)
        response.headers["ETag"] = etag(found.sequence)
        return _acts(runtime, identity, found, request)

    return routes


def _acts(runtime: Runtime, identity: Identity, found: ProjectDetails, request: Request) -> PermittedActs:
    applied, now = rules.rule_book().on(runtime.clock.today()), found.status

    def may(permission: str, act: Act, milestone: Milestone | None) -> bool:
        return (
            not found.withdrawn
            and runtime.permissions.may(identity, permission)
            and authority.may_ask(identity, act, milestone, found.department, found.agent, applied)
        )

    decides = not found.withdrawn and runtime.permissions.may(identity, "project.decide")
    return PermittedActs(
        stream=found.stream,
        sequence=found.sequence,
        report=[
            one
            for one in Milestone
            if manual_entries.reportable(one, now) and may("milestone.report", Act.REPORT, one)
        ],
        extend=[
            one
            for one in Milestone
            if manual_entries.extendable(one, now, applied) and may("milestone.extend", Act.EXTENSION, one)
        ],
        terminate=manual_entries.terminable(now) and may("project.terminate", Act.TERMINATION, None),
        take_back=[one for one in _entered(found) if may("project.take_back", one.act, one.milestone)],
        requests=[
            PendingRequest(
                request=one.id,
                act=one.act,
                milestone=one.milestone,
                on=one.on,
                due=one.due,
                approved_on=one.approved_on,
                reason=one.reason,
                document=one.document,
                account=one.account,
                concerns=concern_warnings(one.concerns, request),
                may_decide=decides and authority.may_decide(identity, one, found.department, applied),
            )
            for one in found.requests
        ],
    )


def _entered(found: ProjectDetails) -> Iterator[RetractableEntry]:
    """What was entered by hand."""
    for milestone, known in found.manual_entries.reports.items():
        yield RetractableEntry(act=Act.TAKE_BACK_REPORT, milestone=milestone, on=known.on)
    for one in found.manual_entries.extensions:
        yield RetractableEntry(
            act=Act.TAKE_BACK_EXTENSION, milestone=one.milestone, approved_on=one.approved_on, due=one.due
        )
    if found.manual_entries.ended is not None:
        yield RetractableEntry(act=Act.TAKE_BACK_TERMINATION, on=found.manual_entries.ended.on)
