"""Where a project stands, and what the caller may enter about it now."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict

from zhouqi.events.contracts.milestone import Milestone
from zhouqi.lifecycle import by_hand
from zhouqi.lifecycle.api.found import find
from zhouqi.lifecycle.standing import Standing
from zhouqi.service.consistency import AfterParam, await_place
from zhouqi.service.gate import require
from zhouqi.service.identity import Identity
from zhouqi.service.precondition import etag
from zhouqi.service.runtime import Runtime


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class Extended(_Answer):
    """An approved later due day; it counts from its approval."""

    due: date
    approved_on: date
    document: str | None


class MilestoneRow(_Answer):
    """A milestone: ``due`` as agreed, without extensions; ``basis`` is what its day rests on, or else its due day.

    ``reached`` without ``on``: reached, nobody knows when. ``basis`` is a record's stream, or ``report``.
    """

    milestone: Milestone
    due: date | None
    reached: bool
    on: date | None
    counts_from: date | None
    basis: str | None
    document: str | None
    extensions: list[Extended]


class Acts(_Answer):
    """What the caller may enter now: the milestones to report, and whether to extend one or to terminate."""

    stream: str
    sequence: int
    report: list[Milestone]
    extend: bool
    terminate: bool


def router(runtime: Runtime) -> APIRouter:
    """The routes that read."""
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
        found = await find(runtime, identity, project_id)
        response.headers["ETag"] = etag(found.sequence)
        return [_row(milestone, found.standing) for milestone in Milestone]

    @routes.get("/projects/{project_id}/acts")
    async def acts(
        project_id: UUID,
        identity: Annotated[Identity, require("project.read")],
        response: Response,
        after: AfterParam,
    ) -> Acts:
        """What the caller may enter about the project now; 404 for one outside the caller's scope."""
        await await_place(runtime.pool, after, response)
        found = await find(runtime, identity, project_id)
        response.headers["ETag"] = etag(found.sequence)

        def may(permission: str) -> bool:
            return not found.withdrawn and runtime.permissions.may(identity, permission)

        now = found.standing
        reportable = [milestone for milestone in Milestone if by_hand.reportable(milestone, now)]
        extendable = any(by_hand.extendable(milestone, now) for milestone in Milestone)
        return Acts(
            stream=found.stream,
            sequence=found.sequence,
            report=reportable if may("milestone.report") else [],
            extend=may("milestone.extend") and extendable,
            terminate=may("project.terminate") and by_hand.terminable(now),
        )

    return routes


def _row(milestone: Milestone, now: Standing) -> MilestoneRow:
    due, reached = now.due.get(milestone), now.reached.get(milestone)
    basis = reached or due
    return MilestoneRow(
        milestone=milestone,
        due=None if due is None else due.due,
        reached=reached is not None,
        on=None if reached is None else reached.on,
        counts_from=None if reached is None else reached.counts_from,
        basis=None if basis is None else basis.basis,
        document=None if reached is None else reached.document,
        extensions=[
            Extended(due=one.due, approved_on=one.approved_on, document=one.document)
            for one in sorted(now.extensions, key=lambda one: (one.approved_on, one.due))
            if one.milestone is milestone
        ],
    )
