"""Files that lie in drop folders and were not read: each by its name, with the reason."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter

from zhouqi.ingest.dropped_files.queries import unread_files
from zhouqi.ingest.dropped_files.schemas import UnreadFiles
from zhouqi.service.http.paging import Limit
from zhouqi.service.identity.authorization import require
from zhouqi.service.identity.identity import Identity
from zhouqi.service.runtime import Runtime


def router(runtime: Runtime) -> APIRouter:
    """The route of files that were not read."""
    routes = APIRouter()

    @routes.get("/files")
    async def files(identity: Annotated[Identity, require("record.read")], limit: Limit = 50) -> UnreadFiles:
        """Files in drop folders that were not read, of the caller's department if it has one.

        What lies beside the kinds' folders may be anybody's: who sees the whole county sees it.
        """
        return await unread_files(runtime, identity.scope, limit)

    return routes
