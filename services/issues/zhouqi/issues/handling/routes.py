"""HTTP: do what is next with an issue, and ask what one may do."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response

from zhouqi.issues.handling.command_service import IssueCommandService
from zhouqi.issues.handling.schemas import (
    AnswerBody,
    AssignBody,
    PermittedActs,
    RateBody,
    ReasonBody,
)
from zhouqi.issues.issue.commands import Accept, Answer, Assign, Decline, Rate, Return, Sign
from zhouqi.issues.issue.rules import rule_book
from zhouqi.issues.issue.schemas import CommandResult, command_result
from zhouqi.service.http.idempotency import IdempotencyKey
from zhouqi.service.http.precondition import IfMatch, etag
from zhouqi.service.identity.authorization import require
from zhouqi.service.identity.backfill import LateEntryBody
from zhouqi.service.identity.identity import Identity
from zhouqi.service.runtime import Runtime

Dispatcher = Annotated[Identity, require("issue.dispatch")]
Department = Annotated[Identity, require("issue.handle")]


def router(runtime: Runtime) -> APIRouter:
    """The routes below ``/api/issues``."""
    service = IssueCommandService(runtime, rule_book())
    routes = APIRouter()
    routes.include_router(_enterprise(service))
    routes.include_router(_dispatcher(service))
    routes.include_router(_department(service))
    return routes


def _enterprise(service: IssueCommandService) -> APIRouter:
    routes = APIRouter()

    @routes.get("/issues/{issue_id}/acts")
    async def permitted_acts(
        issue_id: UUID, identity: Annotated[Identity, require("issue.read")], response: Response
    ) -> PermittedActs:
        """What the caller may do with the issue now; 404 outside the scope."""
        answer = await service.permitted_acts(identity, issue_id)
        response.headers["ETag"] = etag(answer.sequence)
        return answer

    @routes.post("/issues/{issue_id}/rate")
    async def rate(
        issue_id: UUID,
        identity: Annotated[Identity, require("issue.rate")],
        body: RateBody,
        key: IdempotencyKey,
        expected: IfMatch,
        response: Response,
    ) -> CommandResult:
        """评价: the issue's enterprise rates the answer; a bad rating has it done again, at most twice."""
        outcome = await service.perform(
            identity,
            issue_id,
            key,
            expected,
            body,
            lambda issue, given: Rate(issue, given, body.stars, body.remark),
        )
        return command_result(response, outcome)

    return routes


def _dispatcher(service: IssueCommandService) -> APIRouter:
    routes = APIRouter()

    @routes.post("/issues/{issue_id}/accept")
    async def accept(
        issue_id: UUID,
        identity: Dispatcher,
        body: LateEntryBody,
        key: IdempotencyKey,
        expected: IfMatch,
        response: Response,
    ) -> CommandResult:
        """受理: the dispatcher takes it up."""
        return command_result(
            response, await service.perform(identity, issue_id, key, expected, body, Accept)
        )

    @routes.post("/issues/{issue_id}/decline")
    async def decline(
        issue_id: UUID,
        identity: Dispatcher,
        body: ReasonBody,
        key: IdempotencyKey,
        expected: IfMatch,
        response: Response,
    ) -> CommandResult:
        """不予受理: the dispatcher does not take it up."""
        outcome = await service.perform(
            identity, issue_id, key, expected, body, lambda issue, given: Decline(issue, given, body.reason)
        )
        return command_result(response, outcome)

    @routes.post("/issues/{issue_id}/assign")
    async def assign(
        issue_id: UUID,
        identity: Dispatcher,
        body: AssignBody,
        key: IdempotencyKey,
        expected: IfMatch,
        response: Response,
    ) -> CommandResult:
        """交办: the dispatcher hands it to a department, which has its terms from then on."""
        departments = await service.departments()
        outcome = await service.perform(
            identity,
            issue_id,
            key,
            expected,
            body,
            lambda issue, given: Assign(issue, given, body.department, departments),
        )
        return command_result(response, outcome)

    return routes


def _department(service: IssueCommandService) -> APIRouter:
    routes = APIRouter()

    @routes.post("/issues/{issue_id}/sign")
    async def sign(
        issue_id: UUID,
        identity: Department,
        body: LateEntryBody,
        key: IdempotencyKey,
        expected: IfMatch,
        response: Response,
    ) -> CommandResult:
        """签收: the assigned department takes it on."""
        return command_result(response, await service.perform(identity, issue_id, key, expected, body, Sign))

    @routes.post("/issues/{issue_id}/return")
    async def return_(
        issue_id: UUID,
        identity: Department,
        body: ReasonBody,
        key: IdempotencyKey,
        expected: IfMatch,
        response: Response,
    ) -> CommandResult:
        """退单: the assigned department gives it back to the dispatcher."""
        outcome = await service.perform(
            identity, issue_id, key, expected, body, lambda issue, given: Return(issue, given, body.reason)
        )
        return command_result(response, outcome)

    @routes.post("/issues/{issue_id}/answer")
    async def answer(
        issue_id: UUID,
        identity: Department,
        body: AnswerBody,
        key: IdempotencyKey,
        expected: IfMatch,
        response: Response,
    ) -> CommandResult:
        """答复: the assigned department answers; the enterprise then has its days to rate."""
        outcome = await service.perform(
            identity, issue_id, key, expected, body, lambda issue, given: Answer(issue, given, body.answer)
        )
        return command_result(response, outcome)

    return routes
