"""The HTTP side of the truth."""

from collections.abc import Mapping

from fastapi import APIRouter, Depends
from fastapi.responses import StreamingResponse

from zhouqi.sources.clock import Clock
from zhouqi.sources.county import County
from zhouqi.sources.deliveries import Feed, Kind
from zhouqi.sources.serving.refusal import RefusalBody
from zhouqi.sources.serving.token import Guard
from zhouqi.sources.truth.document import document

__all__ = ["truth"]


def truth(county: County, feeds: Mapping[Kind, Feed], clock: Clock, guard: Guard) -> APIRouter:
    """Answer the route of the truth, open to whom `guard` lets pass."""
    router = APIRouter(tags=["truth"], dependencies=[Depends(guard)])

    @router.get("/truth", responses={401: {"model": RefusalBody}}, response_class=StreamingResponse)
    async def read_truth() -> StreamingResponse:
        """What is true, what was delivered of it, and what people did, up to the business time.

        An object with `seed`, `size`, `scenario_day`, `business_time`, `records` and `acts`. Each record has `kind`,
        `record_id`, `project` (the record id of the registration that it belongs to; null where the county has none),
        `facts` (for each field the values with the day `from` which they hold; none for a record that never becomes
        valid) and `deliveries` in the order in which they were put out: `position` in the whole feed of the kind,
        `source_time` (the record's own), `delivered_at`, `valid`, the `fault` for which it must be rejected, the
        `doubt` with which it is to be accepted (`null_date`: 1900-01-01 stands for null), and the `record` itself.
        What a careful reader holds at a time is the valid delivery with the latest `source_time` among those
        delivered by then. Each act has `number`, `at`, `account`, `act`, `issue` and what it sends.
        """
        now = clock.now()
        delivered = {kind: feed.published_by(now) for kind, feed in feeds.items()}
        return StreamingResponse(document(county, delivered, now), media_type="application/json")

    return router
