"""As of which days the county is shown."""

from __future__ import annotations

from fastapi import APIRouter

from zhouqi.cockpit.days.queries import last_days
from zhouqi.cockpit.days.schemas import Days
from zhouqi.service.identity.authorization import require
from zhouqi.service.runtime import Runtime


def routes(runtime: Runtime) -> APIRouter:
    """``/days``."""
    router = APIRouter(prefix="/days")

    @router.get("", dependencies=[require("project.read")])
    async def read_days() -> Days:
        """The last day that is closed, and the last as of which lights and days overdue are."""
        async with runtime.pool.connection() as conn:
            return await last_days(conn)

    return router
