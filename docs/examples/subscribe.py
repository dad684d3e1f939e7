"""Follow the milestones that all projects reach, from the first one on: ``python subscribe.py``."""

import json
import os

from faststream import AckPolicy, FastStream
from faststream.kafka import KafkaBroker

broker = KafkaBroker(os.environ.get("BUS", "127.0.0.1:9092"), allow_auto_create_topics=False)
app = FastStream(broker)


@broker.subscriber(
    "MilestoneReached", group_id="my-department", auto_offset_reset="earliest", ack_policy=AckPolicy.ACK
)
async def reached(body: bytes) -> None:
    """One event, a CloudEvent in JSON; it may come twice: ``id`` tells."""
    event = json.loads(body)
    print(event["subject"], event["data"]["milestone"], event["data"].get("on"), flush=True)


if __name__ == "__main__":
    import asyncio

    asyncio.run(app.run())
