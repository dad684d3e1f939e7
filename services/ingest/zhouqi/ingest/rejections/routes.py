"""Refused deliveries, as they were delivered."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter

from zhouqi.ingest.rejections.queries import rejection_page
from zhouqi.ingest.rejections.schemas import RejectionPage
from zhouqi.service.http.paging import CursorText, Limit
from zhouqi.service.identity.authorization import require
from zhouqi.service.identity.identity import Identity
from zhouqi.service.runtime import Runtime


def router(runtime: Runtime) -> APIRouter:
    """The route of refusals."""
    routes = APIRouter()

    @routes.get("/rejections")
    async def rejections(
        identity: Annotated[Identity, require("record.read")],
        limit: Limit = 50,
        cursor: CursorText = None,
    ) -> RejectionPage:
        """Refused deliveries with their raw records, of the caller's department if it has one."""
        return await rejection_page(runtime, identity.scope, limit, cursor)

    return routes
