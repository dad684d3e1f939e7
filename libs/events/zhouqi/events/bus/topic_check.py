"""Before a relay publishes: do the topics hold what this store is known to have published?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import structlog

from zhouqi.events.bus.kafka import Kafka
from zhouqi.events.bus.publish import Partition
from zhouqi.events.bus.publish_offsets import PublishOffsets
from zhouqi.events.bus.topic_tail import Tail, TopicTail
from zhouqi.events.bus.topics import Topics, WrongPartitions

_logger = structlog.get_logger(__name__)


class StoreReplaced(Exception):
    """A topic knows more than the store: it was restored from an older backup, or replaced."""


@dataclass(frozen=True, slots=True)
class TopicState:
    """Where the store stands: who it is, its last position, and up to which it was published."""

    store: UUID
    head: int
    cursor: int


async def check_topics(
    own: Sequence[str],
    admin: Topics,
    reader: TopicTail,
    ledger: PublishOffsets,
    standing: TopicState,
    kafka: Kafka,
) -> set[str]:
    """Make the topics that are missing; return those that were lost and must be filled again.

    Every partition is read from its last acknowledged offset on: an end offset alone misleads, the
    embedded broker reports it too low. Raises StoreReplaced and WrongPartitions.
    """
    existing = await admin.existing()
    await admin.create(own)
    known = {topic for topic, _ in ledger.acked if topic in own}
    lost = (known - existing.keys()) | (ledger.unfilled & set(own))
    places = {
        (topic, number): ledger.acked.get((topic, number), 0)
        for topic in own
        if topic not in lost
        for number in range(existing.get(topic, kafka.partitions))
    }
    found = await reader.read(places)
    for place, what in found.items():
        if what.strangers:
            _logger.warning("relay.strange", topic=place[0], partition=place[1], messages=what.strangers)
        _refuse_foreign(place, what, ledger.life(place[0]), standing)
    lost |= {
        place[0]
        for place, offset in ledger.acked.items()
        if place[0] in known - lost and not _stands(found.get(place), offset, ledger.life(place[0]), standing)
    }
    for topic, count in existing.items():
        if topic in own and topic not in lost and count != kafka.partitions:
            events = [what for place, what in found.items() if place[0] == topic and what.first is not None]
            if any(topic in known or what.stores for what in events):
                raise WrongPartitions(
                    f"topic {topic} has {count} partitions and holds events; this deployment has"
                    f" {kafka.partitions}. Set the partition count back, or delete the topic: it is"
                    " then filled again from the store."
                )
            lost.add(topic)
    return lost


def _stands(found: Tail | None, offset: int, life: int, standing: TopicState) -> bool:
    """Whether the last acknowledged message is where it was.

    Another one may stand there: a topic may have been lost and published to before this was noticed.
    What was acknowledged lies at or before the cursor, and is of the topic's current life.
    """
    if found is None or found.first is None:
        return False
    first, origin = found.first
    return (
        first == offset and origin is not None and origin.life == life and origin.position <= standing.cursor
    )


def _refuse_foreign(place: Partition, found: Tail, life: int, standing: TopicState) -> None:
    topic, _ = place
    if foreign := found.stores - {standing.store}:
        raise StoreReplaced(
            f"topic {topic} holds events of another store ({', '.join(map(str, foreign))}). This"
            " database was replaced: restore the one that published them, or delete the topics of this"
            " service to publish from the beginning."
        )
    if found.position > standing.head or found.life > life:
        raise StoreReplaced(
            f"topic {topic} holds position {found.position} of life {found.life}, the store ends at"
            f" {standing.head} in life {life}. This database was restored from an older backup:"
            " restore one that reaches that position."
        )
