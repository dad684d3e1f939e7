"""Before a relay publishes: do the topics hold what this store is known to have published?"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from zhouqi.events.kafka import Kafka
from zhouqi.events.ledger import Ledger
from zhouqi.events.probe import Found, Probe
from zhouqi.events.publish import Partition
from zhouqi.events.topics import Topics, WrongPartitions


class StoreReplaced(Exception):
    """A topic knows more than the store: it was restored from an older backup, or replaced."""


async def inspect(
    own: Sequence[str],
    admin: Topics,
    reader: Probe,
    ledger: Ledger,
    store: UUID,
    head: int,
    kafka: Kafka,
) -> set[str]:
    """Make the topics that are missing; return those that were lost and must be filled again.

    Every partition is read from its last acknowledged offset on: an end offset alone misleads, the
    embedded broker reports it too low. Raises StoreReplaced and WrongPartitions.
    """
    existing = await admin.existing()
    await admin.create(own)
    known = {topic for topic, _ in ledger.acked}
    lost = {topic for topic in known if topic in own and topic not in existing}
    places = {
        (topic, number): ledger.acked.get((topic, number), 0)
        for topic in own
        if topic not in lost
        for number in range(existing.get(topic, kafka.partitions))
    }
    found = await reader.read(places)
    for topic, count in existing.items():
        if topic in own and topic not in lost and count != kafka.partitions:
            if any(what.at_offset for place, what in found.items() if place[0] == topic):
                raise WrongPartitions(
                    f"topic {topic} has {count} partitions and holds events; this deployment has"
                    f" {kafka.partitions}. Set the partition count back, or delete the topic: it is"
                    " then filled again from the store."
                )
            lost.add(topic)
    for place, what in found.items():
        _refuse_foreign(place, what, ledger, store, head)
        if place in ledger.acked and not what.at_offset:
            lost.add(place[0])
    return lost


def _refuse_foreign(place: Partition, what: Found, ledger: Ledger, store: UUID, head: int) -> None:
    topic, _ = place
    for origin in what.origins:
        if origin.store != store:
            raise StoreReplaced(
                f"topic {topic} holds events of another store ({origin.store}). This database was"
                " replaced: restore the one that published them, or delete the topics of this"
                " service to publish from the beginning."
            )
        if origin.position > head or origin.life > ledger.life(topic):
            raise StoreReplaced(
                f"topic {topic} holds position {origin.position} of life {origin.life}, the store"
                f" ends at {head} in life {ledger.life(topic)}. This database was restored from an"
                " older backup: restore one that reaches that position."
            )
