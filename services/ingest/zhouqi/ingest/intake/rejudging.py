"""Judge refused deliveries anew, whose refusal said as much of the county as of them.

A source that delivered something does not deliver it again because it was refused: its cursor has passed it.
"""

from __future__ import annotations

import json
from datetime import datetime

from zhouqi.ingest.intake.delivery import REJUDGED_CODES, Delivery, judge
from zhouqi.ingest.intake.raw_records import open_refusals
from zhouqi.ingest.intake.recorded import tally_of
from zhouqi.ingest.intake.recording import Recorder
from zhouqi.ingest.intake.tally import Tally
from zhouqi.ingest.kinds import County, Kind
from zhouqi.service.runtime import Runtime


async def rejudge(runtime: Runtime, kind: Kind, county: County, now: datetime) -> Tally:
    """Take what was refused for a day that had not come or a code that nobody knew, and is good now.

    Returns what was taken and changed something; the rest was counted when it was delivered.
    """
    async with runtime.pool.connection() as conn:
        kept = await open_refusals(conn, kind, REJUDGED_CODES)
    judged = [one for raw in kept if (one := _judged(kind, raw, county, now)) is not None]
    tally = tally_of(await Recorder(runtime, kind, anew=True).record(judged, now))
    return Tally(read=tally.accepted, accepted=tally.accepted)


def _judged(kind: Kind, raw: bytes, county: County, now: datetime) -> Delivery | None:
    """The delivery as it is judged now; None for one that is still refused."""
    said = json.loads(raw)
    if not isinstance(said, dict):
        return None
    one = judge(kind, said, county, now)
    return None if one.rejected else one
