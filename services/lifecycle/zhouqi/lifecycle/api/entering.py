"""What people enter about one project: reports of milestones, extensions, terminations."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from zhouqi.events import COUNTY_ZONE
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.lifecycle import by_hand
from zhouqi.lifecycle.api.found import WITHDRAWN, Found, find
from zhouqi.lifecycle.by_hand import Extend, Report, Terminate
from zhouqi.lifecycle.project import Projects
from zhouqi.service import backfill
from zhouqi.service.backfill import Entered
from zhouqi.service.gate import require
from zhouqi.service.idempotency import IdempotencyKey, Key
from zhouqi.service.identity import Identity
from zhouqi.service.language import Text, preferred
from zhouqi.service.precondition import IfMatch
from zhouqi.service.problems import Problem
from zhouqi.service.runtime import Runtime

Document = Annotated[str, Field(min_length=1, max_length=100, pattern=r"\S")]
"""The number of the document that proves it 文号."""
_BEFORE_SIGNING: Final = Text(
    "该日期早于签约日期，请核对", "The day lies before the signature; please check it"
)


class Reported(Entered):
    """A milestone that was reached on a day."""

    on: date
    document: Document


class Extension(Entered):
    """A later due day that was approved on a day."""

    due: date
    approved_on: date
    document: Document


class Termination(Entered):
    """The day on which the agreement was dissolved."""

    on: date
    document: Document


class Warned(BaseModel):
    """Something worth a second look that hinders nothing."""

    model_config = ConfigDict(frozen=True)

    code: str
    text: str


class Done(BaseModel):
    """Where the project's stream stands now."""

    model_config = ConfigDict(frozen=True)

    stream: str
    sequence: int
    warnings: list[Warned] = []


def router(runtime: Runtime) -> APIRouter:
    """The routes that change one project."""
    routes = APIRouter()

    @routes.post("/projects/{project_id}/milestones/{milestone}/report")
    async def report(
        project_id: UUID,
        milestone: Milestone,
        body: Reported,
        identity: Annotated[Identity, require("milestone.report")],
        key: IdempotencyKey,
        expected: IfMatch,
        request: Request,
    ) -> Done:
        """Report a milestone by the number of a document; a day that a source gives can't be overruled."""
        found = await _open(runtime, identity, project_id)
        at = backfill.occurred_at(runtime, identity, body)
        command = Report(project_id, milestone, body.on, body.document, _day(at))
        done = await _send(runtime, identity, key, found, command, expected, at)
        return _with_warnings(done, body.on, found, request)

    @routes.post("/projects/{project_id}/milestones/{milestone}/extension")
    async def extend(
        project_id: UUID,
        milestone: Milestone,
        body: Extension,
        identity: Annotated[Identity, require("milestone.extend")],
        key: IdempotencyKey,
        expected: IfMatch,
    ) -> Done:
        """Enter an approved later due day; it counts from the day of its approval."""
        found = await _open(runtime, identity, project_id)
        at = backfill.occurred_at(runtime, identity, body)
        command = Extend(project_id, milestone, body.due, body.approved_on, body.document, _day(at))
        return await _send(runtime, identity, key, found, command, expected, at)

    @routes.post("/projects/{project_id}/termination")
    async def terminate(
        project_id: UUID,
        body: Termination,
        identity: Annotated[Identity, require("project.terminate")],
        key: IdempotencyKey,
        expected: IfMatch,
        request: Request,
    ) -> Done:
        """Enter that the agreement was dissolved on a day."""
        found = await _open(runtime, identity, project_id)
        at = backfill.occurred_at(runtime, identity, body)
        command = Terminate(project_id, body.on, body.document, _day(at))
        done = await _send(runtime, identity, key, found, command, expected, at)
        return _with_warnings(done, body.on, found, request)

    return routes


async def _open(runtime: Runtime, identity: Identity, project_id: UUID) -> Found:
    """The project, if something may be entered about it. Raises Problem 404 and 409."""
    found = await find(runtime, identity, project_id)
    if found.withdrawn:
        raise Problem(WITHDRAWN)
    return found


def _day(at: datetime) -> date:
    return at.astimezone(COUNTY_ZONE).date()


async def _send(
    runtime: Runtime,
    identity: Identity,
    key: Key,
    found: Found,
    body: Report | Extend | Terminate,
    expected: int | None,
    at: datetime,
) -> Done:
    command = runtime.command(identity, key, found.stream, body, expected=expected, occurred_at=at)
    outcome = await runtime.send(Projects(), command)
    return Done(stream=outcome.stream, sequence=outcome.sequence)


def _with_warnings(done: Done, on: date, found: Found, request: Request) -> Done:
    """A day before the signature is unusual but does happen: it is said, not refused."""
    if not by_hand.before_signing(on, found.standing):
        return done
    language = preferred(request.headers.get("accept-language"))
    warned = Warned(code="before-signing", text=_BEFORE_SIGNING.in_(language))
    return done.model_copy(update={"warnings": [warned]})
