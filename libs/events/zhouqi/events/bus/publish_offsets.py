"""What the relay remembers of the broker: the last acknowledged offsets, and each topic's life.

A *life* counts how often a topic had to be filled from the beginning; every message carries it, so
that a consumer which slept through the loss of a topic starts over too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from zhouqi.events.bus.publish import Acked, Partition
from zhouqi.events.log.connection import Conn


@dataclass(slots=True)
class PublishOffsets:
    """The relay's memory, loaded at a start and written in the same transaction as the cursor."""

    acked: dict[Partition, int] = field(default_factory=dict)
    lives: dict[str, int] = field(default_factory=dict)
    refilled: dict[str, int] = field(default_factory=dict)

    @classmethod
    async def load(cls, conn: Conn) -> PublishOffsets:
        """What the database remembers."""
        ledger = cls()
        async for topic, partition, acked in await conn.execute("select * from log.published"):
            ledger.acked[str(topic), int(str(partition))] = int(str(acked))
        async for topic, life, refilled in await conn.execute("select * from log.life"):
            ledger.lives[str(topic)] = int(str(life))
            if refilled is not None:
                ledger.refilled[str(topic)] = int(str(refilled))
        await conn.commit()
        return ledger

    def life(self, topic: str) -> int:
        """The topic's current life; 1 for one that was never lost."""
        return self.lives.get(topic, 1)

    @property
    def unfilled(self) -> set[str]:
        """The topics whose life has begun, and of which nothing is known to have arrived."""
        return {topic for topic, position in self.refilled.items() if position == 0}

    def lost(self, acked: Mapping[Partition, Sequence[Acked]]) -> set[str]:
        """The topics in which an acknowledgement came at or below the last one."""
        lost = set()
        for place, batches in acked.items():
            last = self.acked.get(place, -1)
            for batch in batches:
                if batch.first <= last:
                    lost.add(place[0])
                last = batch.last
        return lost

    def unknown(self, acked: Mapping[Partition, Sequence[Acked]]) -> set[str]:
        """The topics of which nothing was acknowledged before."""
        return {topic for topic, _ in acked} - {topic for topic, _ in self.acked}

    async def record(self, conn: Conn, acked: Mapping[Partition, Sequence[Acked]]) -> None:
        """Remember acknowledgements, within the caller's transaction."""
        for place, batches in acked.items():
            self.acked[place] = batches[-1].last
        if not acked:
            return
        reached = [(*place, batches[-1].last) for place, batches in acked.items()]
        await conn.execute(
            "insert into log.published (topic, partition, acked)"
            " select * from unnest(%s::text[], %s::int[], %s::bigint[])"
            " on conflict (topic, partition) do update set acked = excluded.acked",
            [list(column) for column in zip(*reached, strict=True)],
        )

    async def begin_life(self, conn: Conn, topic: str) -> None:
        """Forget what was acknowledged of the topic and begin its next life. Commits."""
        life = self.life(topic) + 1
        await conn.execute("delete from log.published where topic = %s", (topic,))
        await conn.execute(
            "insert into log.life (topic, life, refilled_to) values (%s, %s, 0)"
            " on conflict (topic) do update set life = excluded.life, refilled_to = 0",
            (topic, life),
        )
        await conn.commit()
        self.lives[topic], self.refilled[topic] = life, 0
        self.acked = {place: acked for place, acked in self.acked.items() if place[0] != topic}

    async def refill(self, conn: Conn, topic: str, position: int | None) -> None:
        """Remember how far the topic is refilled; None when it is full. The caller commits."""
        await conn.execute("update log.life set refilled_to = %s where topic = %s", (position, topic))
        if position is None:
            self.refilled.pop(topic, None)
        else:
            self.refilled[topic] = position
