"""HTTP of requests: what was entered is asked to be taken back, and another account decides."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request

from zhouqi.events.clock import county_day
from zhouqi.lifecycle import rules
from zhouqi.lifecycle.claims.queries import claims_of
from zhouqi.lifecycle.claims.record_claims import AnyClaim
from zhouqi.lifecycle.entries import authority
from zhouqi.lifecycle.entries.rejections import NOT_YOURS
from zhouqi.lifecycle.entries.schemas import EntryResult
from zhouqi.lifecycle.entries.submission import begin_entry, submit_entry
from zhouqi.lifecycle.project.decider import ProjectDecider
from zhouqi.lifecycle.project.queries import find_open_project
from zhouqi.lifecycle.requests.commands import Decide, TakeBack
from zhouqi.lifecycle.requests.schemas import DecisionBody, RetractionBody
from zhouqi.service.http.idempotency import IdempotencyKey
from zhouqi.service.http.precondition import IfMatch
from zhouqi.service.http.problems import Problem
from zhouqi.service.identity import backfill
from zhouqi.service.identity.authorization import require
from zhouqi.service.identity.identity import Identity
from zhouqi.service.runtime import Runtime


def router(runtime: Runtime) -> APIRouter:
    """The routes that ask to take back, and that decide."""
    routes = APIRouter()

    @routes.post("/projects/{project_id}/retraction")
    async def take_back(
        project_id: UUID,
        body: RetractionBody,
        identity: Annotated[Identity, require("project.take_back")],
        key: IdempotencyKey,
        expected: IfMatch,
        request: Request,
    ) -> EntryResult:
        """Ask that what was entered by hand be taken back; it is, once another account grants it."""
        found, entry = await begin_entry(runtime, identity, key, project_id, body, body.act, body.milestone)
        command = TakeBack(
            project_id,
            key.command_id(identity.account),
            identity.account,
            body.act,
            body.milestone,
            body.approved_on,
            body.reason,
            body.document,
            county_day(entry.at),
            rules.rule_book().on(county_day(entry.entered_at)),
            entry.late,
        )
        return await submit_entry(runtime, identity, key, found, command, expected, entry, request)

    @routes.post("/projects/{project_id}/requests/{request_id}/decision")
    async def decide(
        project_id: UUID,
        request_id: UUID,
        body: DecisionBody,
        identity: Annotated[Identity, require("project.decide")],
        key: IdempotencyKey,
        expected: IfMatch,
    ) -> EntryResult:
        """Grant what another account asked for, or decline it; an extension counts from this day on."""
        found = await find_open_project(runtime, identity, project_id)
        entry = await backfill.entry_of(runtime, identity, body, key)
        applied = rules.rule_book().on(county_day(entry.entered_at))
        waiting = next((one for one in found.requests if one.id == request_id), None)
        if (
            waiting
            and identity.account != waiting.account
            and not (authority.may_decide(identity, waiting, found.department, applied))
        ):
            raise Problem(NOT_YOURS)
        command = Decide(
            project_id,
            request_id,
            identity.account,
            body.granted,
            body.reason,
            await _claims(runtime, project_id),
            county_day(entry.clock),
            applied,
            entry.late,
        )
        sent = runtime.command(identity, key, found.stream, command, expected=expected, occurred_at=entry.at)
        outcome = await runtime.send(ProjectDecider(), sent)
        return EntryResult(stream=outcome.stream, sequence=outcome.sequence)

    return routes


async def _claims(runtime: Runtime, project_id: UUID) -> tuple[AnyClaim, ...]:
    """Everything that the records of the project claim now."""
    async with runtime.pool.connection() as conn:
        return tuple((await claims_of(conn, [project_id]))[project_id])
