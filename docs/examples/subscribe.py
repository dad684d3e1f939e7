"""Follow the milestones that all projects reach, from the first one on: ``python subscribe.py``."""

import asyncio
import json
import os
import sqlite3

from faststream import AckPolicy, FastStream
from faststream.kafka import KafkaBroker

group = os.environ.get("GROUP", "statistics-milestones")
broker = KafkaBroker(os.environ.get("BUS", "127.0.0.1:9092"), allow_auto_create_topics=False)
seen = sqlite3.connect(os.environ.get("SEEN", "seen.sqlite"))
seen.execute("create table if not exists seen (id text primary key)")


# When the handler fails, the same message comes again; what has worked is acknowledged.
@broker.subscriber(
    "MilestoneReached", group_id=group, auto_offset_reset="earliest", ack_policy=AckPolicy.NACK_ON_ERROR
)
async def reached(body: bytes) -> None:
    """One event, a CloudEvent in JSON. It may come twice, also after a restart: its ``id`` tells."""
    event = json.loads(body)
    with seen:  # what you store of an event belongs into the same transaction as its id
        if seen.execute("insert or ignore into seen values (?)", (event["id"],)).rowcount:
            data = event["data"]
            print(data["project_id"], data["milestone"], data.get("on", "-"), flush=True)


asyncio.run(FastStream(broker).run())
