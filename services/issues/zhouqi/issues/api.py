"""HTTP of issues: raise one, do what is next with it, and ask what one may do."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response, status

from zhouqi.events import Outcome
from zhouqi.issues import rules
from zhouqi.issues.bodies import (
    Accepted,
    Acts,
    AnswerBody,
    AssignBody,
    RaiseBody,
    Raised,
    RateBody,
    ReasonBody,
)
from zhouqi.issues.commands import Accept, Answer, Assign, Decline, Rate, Return, Sign
from zhouqi.issues.desk import Desk, refuse_personal_data
from zhouqi.service.backfill import Entered
from zhouqi.service.gate import require
from zhouqi.service.idempotency import IdempotencyKey
from zhouqi.service.identity import Identity
from zhouqi.service.precondition import IfMatch, etag
from zhouqi.service.runtime import Runtime

Dispatcher = Annotated[Identity, require("issue.dispatch")]
Department = Annotated[Identity, require("issue.handle")]


def router(runtime: Runtime) -> APIRouter:
    """The routes below ``/api/issues``."""
    desk = Desk(runtime, rules.load())
    routes = APIRouter()
    routes.include_router(_raising(desk))
    routes.include_router(_dispatching(desk))
    routes.include_router(_handling(desk))
    return routes


def _raising(desk: Desk) -> APIRouter:
    routes = APIRouter()

    @routes.post("/issues", status_code=status.HTTP_201_CREATED)
    async def raise_issue(
        identity: Annotated[Identity, require("issue.raise")],
        body: RaiseBody,
        key: IdempotencyKey,
        response: Response,
    ) -> Raised:
        """Raise an issue: about a project within one's scope, or, for an enterprise, about itself."""
        issue_id, outcome = await desk.raise_(identity, key, body)
        response.headers["ETag"] = etag(outcome.sequence)
        return Raised(issue_id=issue_id, stream=outcome.stream, sequence=outcome.sequence)

    @routes.get("/issues/{issue_id}/acts")
    async def acts(
        issue_id: UUID, identity: Annotated[Identity, require("issue.read")], response: Response
    ) -> Acts:
        """What the caller may do with the issue now; 404 outside the scope."""
        answer = await desk.acts(identity, issue_id)
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
    ) -> Accepted:
        """评价: the issue's enterprise rates the answer; a bad rating has it done again, at most twice."""
        refuse_personal_data(remark=body.remark)
        outcome = await desk.act(
            identity,
            issue_id,
            key,
            expected,
            body,
            lambda issue, given: Rate(issue, given, body.stars, body.remark),
        )
        return _accepted(response, outcome)

    return routes


def _dispatching(desk: Desk) -> APIRouter:
    routes = APIRouter()

    @routes.post("/issues/{issue_id}/accept")
    async def accept(
        issue_id: UUID,
        identity: Dispatcher,
        body: Entered,
        key: IdempotencyKey,
        expected: IfMatch,
        response: Response,
    ) -> Accepted:
        """受理: the dispatcher takes it up."""
        return _accepted(response, await desk.act(identity, issue_id, key, expected, body, Accept))

    @routes.post("/issues/{issue_id}/decline")
    async def decline(
        issue_id: UUID,
        identity: Dispatcher,
        body: ReasonBody,
        key: IdempotencyKey,
        expected: IfMatch,
        response: Response,
    ) -> Accepted:
        """不予受理: the dispatcher does not take it up."""
        refuse_personal_data(reason=body.reason)
        outcome = await desk.act(
            identity, issue_id, key, expected, body, lambda issue, given: Decline(issue, given, body.reason)
        )
        return _accepted(response, outcome)

    @routes.post("/issues/{issue_id}/assign")
    async def assign(
        issue_id: UUID,
        identity: Dispatcher,
        body: AssignBody,
        key: IdempotencyKey,
        expected: IfMatch,
        response: Response,
    ) -> Accepted:
        """交办: the dispatcher hands it to a department, which has its terms from then on."""
        departments = await desk.departments()
        outcome = await desk.act(
            identity,
            issue_id,
            key,
            expected,
            body,
            lambda issue, given: Assign(issue, given, body.department, departments),
        )
        return _accepted(response, outcome)

    return routes


def _handling(desk: Desk) -> APIRouter:
    routes = APIRouter()

    @routes.post("/issues/{issue_id}/sign")
    async def sign(
        issue_id: UUID,
        identity: Department,
        body: Entered,
        key: IdempotencyKey,
        expected: IfMatch,
        response: Response,
    ) -> Accepted:
        """签收: the assigned department takes it on."""
        return _accepted(response, await desk.act(identity, issue_id, key, expected, body, Sign))

    @routes.post("/issues/{issue_id}/return")
    async def return_(
        issue_id: UUID,
        identity: Department,
        body: ReasonBody,
        key: IdempotencyKey,
        expected: IfMatch,
        response: Response,
    ) -> Accepted:
        """退单: the assigned department gives it back to the dispatcher."""
        refuse_personal_data(reason=body.reason)
        outcome = await desk.act(
            identity, issue_id, key, expected, body, lambda issue, given: Return(issue, given, body.reason)
        )
        return _accepted(response, outcome)

    @routes.post("/issues/{issue_id}/answer")
    async def answer(
        issue_id: UUID,
        identity: Department,
        body: AnswerBody,
        key: IdempotencyKey,
        expected: IfMatch,
        response: Response,
    ) -> Accepted:
        """答复: the assigned department answers; the enterprise then has its days to rate."""
        refuse_personal_data(answer=body.answer)
        outcome = await desk.act(
            identity, issue_id, key, expected, body, lambda issue, given: Answer(issue, given, body.answer)
        )
        return _accepted(response, outcome)

    return routes


def _accepted(response: Response, outcome: Outcome) -> Accepted:
    response.headers["ETag"] = etag(outcome.sequence)
    return Accepted(stream=outcome.stream, sequence=outcome.sequence)
