"""What a topic holds, read by code of its own."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import UnknownTopicOrPartitionError, for_code


@dataclass(frozen=True, slots=True)
class Said:
    """One message: the place of its event, and the life that it was published in."""

    partition: int
    stream: str
    sequence: int
    number: int
    life: int
    position: int


async def said(bootstrap: str, topic: str, partitions: int = 1) -> list[Said]:
    """All messages of an existing topic, partition by partition."""
    consumer = AIOKafkaConsumer(
        bootstrap_servers=bootstrap,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        fetch_max_wait_ms=50,
    )
    await consumer.start()
    try:
        places = [TopicPartition(topic, number) for number in range(partitions)]
        consumer.assign(places)
        found: dict[TopicPartition, list[Said]] = {place: [] for place in places}
        while not all(
            [_is_read(consumer.highwater(place), await consumer.position(place)) for place in places]
        ):
            for place, records in (await consumer.getmany(timeout_ms=50)).items():
                found[place] += (
                    _said(place.partition, record.value, dict(record.headers)) for record in records
                )
        return [one for place in places for one in found[place]]
    finally:
        await consumer.stop()


async def delete(bootstrap: str, topic: str) -> None:
    """Delete a topic, as an operator's slip would."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        response = await admin.delete_topics([topic])
        code = response.to_object()["topic_error_codes"][0]["error_code"]
        if code not in (0, UnknownTopicOrPartitionError.errno):
            raise for_code(code)(topic)
    finally:
        await admin.close()


def _is_read(end: int | None, position: int) -> bool:
    return end is not None and position >= end


def _said(partition: int, value: bytes | None, headers: dict[str, bytes]) -> Said:
    assert value is not None
    cloud = msgspec.json.decode(value)
    _, life, position = headers["position"].split(b":")
    return Said(
        partition, cloud["subject"], int(cloud["sequence"]), cloud["data"]["number"], int(life), int(position)
    )
