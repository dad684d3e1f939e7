"""Tells an open page which of its projects and issues changed; what changed is read from the API as ever."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from zhouqi.cockpit.api.answers.changes import Changed
from zhouqi.cockpit.api.readers import issues_of
from zhouqi.cockpit.queries.touched import touched
from zhouqi.service.changes import as_events
from zhouqi.service.gate import require
from zhouqi.service.identity import Identity
from zhouqi.service.runtime import Runtime


def routes(runtime: Runtime) -> APIRouter:
    """``/changes``."""
    router = APIRouter()

    @router.get("/changes", response_class=EventSourceResponse)
    async def listen(
        request: Request, identity: Annotated[Identity, require("project.read")]
    ) -> AsyncIterator[ServerSentEvent]:
        """Server-sent events: ``position``, where the journal stands, then ``changed`` for the own projects
        and issues.

        A reader who comes back with Last-Event-ID is told what it missed.
        """
        issues = issues_of(runtime, identity)

        async def describe(after: int, up_to: int) -> Changed | None:
            async with runtime.pool.connection() as conn:
                return await touched(conn, identity.scope, issues, after, up_to)

        async for event in as_events(runtime.changes, request, describe):
            yield event

    return router
