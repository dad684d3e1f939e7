"""Tells an open page which of its projects changed; what changed is read from the API as ever."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from zhouqi.cockpit.api.answers import Changed
from zhouqi.cockpit.queries.touched import touched
from zhouqi.service.changes import EVENT, last_seen
from zhouqi.service.gate import require
from zhouqi.service.identity import Identity
from zhouqi.service.runtime import Runtime

_RETRY_MS = 2_000


def routes(runtime: Runtime) -> APIRouter:
    """``/changes``."""
    router = APIRouter()

    @router.get("/changes", response_class=EventSourceResponse)
    async def listen(
        request: Request, identity: Annotated[Identity, require("project.read")]
    ) -> AsyncIterator[ServerSentEvent]:
        """Server-sent events: first ``position`` with where the journal stands, then ``changed`` with the
        projects within the reader's scope that changed. A reader who comes back with Last-Event-ID is told
        what it missed.
        """
        here, seen = runtime.changes.position, last_seen(request)
        told = here if seen is None or seen > here else seen
        yield ServerSentEvent(event="position", data={"journal": here}, retry=_RETRY_MS)
        async for position in runtime.changes.since(told):
            async with runtime.pool.connection() as conn:
                projects = await touched(conn, identity.scope, told, position)
            if projects is None or projects:
                changed = Changed(journal=position, projects=projects)
                yield ServerSentEvent(event=EVENT, id=str(position), data=changed)
            told = position

    return router
