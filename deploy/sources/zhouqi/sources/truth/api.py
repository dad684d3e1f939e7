"""The HTTP side of the truth."""

from fastapi import APIRouter, Depends
from fastapi.responses import StreamingResponse

from zhouqi.sources.clock import Clock
from zhouqi.sources.county import County
from zhouqi.sources.deliveries import Feed
from zhouqi.sources.serving.refusal import RefusalBody
from zhouqi.sources.serving.token import Guard
from zhouqi.sources.truth.document import document

__all__ = ["truth"]


def truth(county: County, projects: Feed, clock: Clock, guard: Guard) -> APIRouter:
    """Answer the route of the truth, open to whom `guard` lets pass."""
    router = APIRouter(tags=["truth"], dependencies=[Depends(guard)])

    @router.get("/truth", responses={401: {"model": RefusalBody}}, response_class=StreamingResponse)
    async def read_truth() -> StreamingResponse:
        """What is true and what was delivered of it, up to the business time.

        An object with `seed`, `size`, `scenario_day`, `business_time` and `records`. Each record has `kind`,
        `record_id`, `facts` (for each field the values with the day `from` which they hold; none for a record that
        stands for nothing) and `deliveries` in the order in which they were put out: `position` in the whole feed,
        `source_time` (the record's own), `delivered_at`, `valid`, the `fault` for which it must be rejected, the
        `doubt` with which it is to be accepted (`null_date`: 1900-01-01 stands for null), and the `record` itself.
        What a careful reader holds at a time is the valid delivery with the latest `source_time` among those
        delivered by then.
        """
        now = clock.now()
        return StreamingResponse(
            document(county, projects.put_out_by(now), now), media_type="application/json"
        )

    return router
