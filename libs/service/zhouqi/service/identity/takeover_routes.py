"""``POST /takeover/end``, of every service that takes late entry: the county's history is entered."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from zhouqi.service.identity import takeover
from zhouqi.service.identity.authorization import require
from zhouqi.service.runtime import Runtime


class TakeoverEnded(BaseModel):
    """The takeover is over."""

    model_config = ConfigDict(frozen=True)

    ended: bool = True


def takeover_router(runtime: Runtime) -> APIRouter:
    """The route by which the takeover account ends its own work."""
    routes = APIRouter()

    @routes.post("/takeover/end", dependencies=[require(takeover.PERMISSION)])
    async def end_takeover() -> TakeoverEnded:
        """End the takeover 历史移交 in this service, for good: from then on nothing is entered for others."""
        await takeover.end_takeover(runtime.pool)
        return TakeoverEnded()

    return routes
