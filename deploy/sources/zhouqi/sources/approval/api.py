"""The HTTP side of 审批备案3.0."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from zhouqi.sources.approval.cursor import Cursors
from zhouqi.sources.approval.record import Page, on_the_wire
from zhouqi.sources.clock import Clock
from zhouqi.sources.deliveries import Feed
from zhouqi.sources.serving.faults import Faults
from zhouqi.sources.serving.refusal import RefusalBody
from zhouqi.sources.serving.token import Guard

__all__ = ["LARGEST_PAGE", "approval"]

LARGEST_PAGE = 500

REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": RefusalBody, "description": "A parameter is wrong, or the cursor is not of this system"},
    401: {"model": RefusalBody, "description": "No token, or a wrong one"},
    "default": {"model": RefusalBody, "description": "Refused"},
    503: {"model": RefusalBody, "description": "Busy: try again after Retry-After seconds"},
}


def approval(projects: Feed, cursors: Cursors, clock: Clock, guard: Guard, faults: Faults) -> APIRouter:
    """Answer the routes of 审批备案3.0, open to whom `guard` lets pass, with faults on purpose."""
    router = APIRouter(
        prefix="/approval/v3",
        tags=["审批备案3.0"],
        dependencies=[Depends(guard), Depends(faults)],
        responses=REFUSALS,
    )

    @router.get("/projects", summary="项目基本信息")
    async def read_projects(
        updated_after: Annotated[
            str | None, Query(description="`next` of the page before; without it, the beginning")
        ] = None,
        limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = 100,
    ) -> Page:
        """Records put out by now, in the order in which they were put out: each revision is a record of its own.

        A reader that keeps `next` and asks again gets everything exactly once. The order is not that of `updated_at`:
        a record may arrive late, after a newer version of itself; and it may come twice.
        """
        start = cursors.position(updated_after)
        now = clock.now()
        page = projects.page(start, limit, now)
        end = start + len(page)
        return Page(
            items=[on_the_wire(delivery) for delivery in page],
            next=cursors.at(end),
            more=end < projects.count(now),
        )

    return router
