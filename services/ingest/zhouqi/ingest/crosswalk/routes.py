"""Records that no identifier links to a project yet."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter

from zhouqi.ingest.crosswalk.queries import unmatched_page
from zhouqi.ingest.crosswalk.schemas import UnmatchedPage
from zhouqi.service.http.paging import CursorText, Limit
from zhouqi.service.identity.authorization import require
from zhouqi.service.identity.identity import Identity
from zhouqi.service.runtime import Runtime


def router(runtime: Runtime) -> APIRouter:
    """The route of records that wait."""
    routes = APIRouter()

    @routes.get("/unmatched")
    async def unmatched(
        identity: Annotated[Identity, require("record.read")],
        limit: Limit = 50,
        cursor: CursorText = None,
    ) -> UnmatchedPage:
        """Records without a project, of the caller's department if it has one."""
        return await unmatched_page(runtime, identity.scope, limit, cursor)

    return routes
