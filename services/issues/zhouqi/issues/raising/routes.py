"""HTTP: raise an issue."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Response, status

from zhouqi.issues.issue.schemas import command_result
from zhouqi.issues.raising.command_service import raise_issue
from zhouqi.issues.raising.schemas import RaiseBody, Raised
from zhouqi.service.http.idempotency import IdempotencyKey
from zhouqi.service.identity.authorization import require
from zhouqi.service.identity.identity import Identity
from zhouqi.service.runtime import Runtime


def router(runtime: Runtime) -> APIRouter:
    """The route below ``/api/issues``."""
    routes = APIRouter()

    @routes.post("/issues", status_code=status.HTTP_201_CREATED)
    async def post_issue(
        identity: Annotated[Identity, require("issue.raise")],
        body: RaiseBody,
        key: IdempotencyKey,
        response: Response,
    ) -> Raised:
        """Raise an issue: about a project within one's scope, or, for an enterprise, about itself."""
        issue_id, outcome = await raise_issue(runtime, identity, key, body)
        return Raised(issue_id=issue_id, **command_result(response, outcome).model_dump())

    return routes
