"""Tells an open page which of its projects and issues changed; what changed is read from the API as ever."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from zhouqi.cockpit.kit.reader import reader_scope_of
from zhouqi.cockpit.live.queries import changed
from zhouqi.cockpit.live.schemas import Changed
from zhouqi.service.http.changes import change_stream
from zhouqi.service.http.listeners import Listeners, SharedAnswers, listener_slot
from zhouqi.service.identity.authorization import authorizer_of, require
from zhouqi.service.identity.identity import Identity
from zhouqi.service.runtime import Runtime


def routes(runtime: Runtime) -> APIRouter:
    """``/changes``."""
    router = APIRouter()

    listeners, shared = Listeners(), SharedAnswers[Changed | None]()

    @router.get("/changes", response_class=EventSourceResponse, dependencies=[listener_slot(listeners)])
    async def listen(
        request: Request, identity: Annotated[Identity, require("project.read")]
    ) -> AsyncIterator[ServerSentEvent]:
        """Server-sent events: ``position``, where the journal stands, then ``changed`` for the own projects
        and issues.

        A reader who comes back with Last-Event-ID is told what it missed. 429 with too many streams of one account.
        """
        reader = reader_scope_of(runtime, identity)

        async def describe(after: int, up_to: int) -> Changed | None:
            async def ask() -> Changed | None:
                async with runtime.pool.connection() as conn:
                    return await changed(conn, reader, after, up_to)

            return await shared.ask((reader, after, up_to), ask)

        stands = authorizer_of(request).watch(request, identity)
        async for event in change_stream(runtime.changes, request, stands, describe):
            yield event

    return router
