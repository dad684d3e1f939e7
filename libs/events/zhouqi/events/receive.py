"""The journal's write: dedupe, number, copy in, fold and remember the offsets, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

import psycopg
import structlog
from psycopg import AsyncCursor

from zhouqi.events import parked, stuck
from zhouqi.events.arrays import Integers, Texts, Uuids
from zhouqi.events.connection import Conn, Row
from zhouqi.events.delivery import Bad, Delivery, Good, sort
from zhouqi.events.event import Event
from zhouqi.events.fold import Folder
from zhouqi.events.hint import announce
from zhouqi.events.log import JOURNAL

_logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Received:
    """What one batch came to. ``parked`` counts messages that were not parked before.

    ``verdicts`` says of each new message, in the order of delivery, whether it was bad.
    """

    journaled: int
    duplicates: int
    parked: int
    verdicts: tuple[bool, ...]


class Receiver:
    """The database half of a consumer. Several may work on one journal; its lock takes turns."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder

    async def receive(
        self, conn: Conn, deliveries: Sequence[Delivery], *, parked_as: int | None = None
    ) -> Received:
        """Write a batch and commit. A repeat of any part of it changes nothing.

        ``parked_as`` is the number of a parked message that is tried again: it is settled when the
        journal takes it or has it already, and there is no offset to remember.

        Raises WrongVersion and psycopg's operational errors; then nothing was written and the
        caller delivers the same batch again.
        """
        good, bad = sort(deliveries)
        async with conn.transaction():
            async with conn.pipeline():
                await JOURNAL.lock(conn)
                waiting = await stuck.waiting(conn)
                known = await self._known(conn, good)
            fresh, forks = _new(good, await known.fetchall())
            events, refused = await self._write(conn, fresh)
            bad = [*bad, *forks, *refused]
            fresh_bad = await parked.park(conn, bad)
            marked = await stuck.mark(conn, fresh_bad, fresh)
            if parked_as is not None and not bad:
                await parked.settle(conn, [parked_as])
            if marked or await waiting.fetchone() is not None:
                marked += await stuck.heal(conn, [one.event.stream for one in good])
            await self._folder.fold(conn, JOURNAL, events, marked)
            if parked_as is None:
                await _remember_offsets(conn, deliveries)
        if events:
            await announce(conn, JOURNAL)
        verdicts = _verdicts(deliveries, events, fresh, fresh_bad)
        return Received(len(events), len(good) - len(fresh) - len(forks), len(fresh_bad), verdicts)

    async def _known(self, conn: Conn, good: Sequence[Good]) -> AsyncCursor[Row]:
        """Ids and places of what the journal has of these."""
        return await conn.execute(
            "select id, stream, sequence from log.journal where id = any(%(ids)s)"
            " union select id, stream, sequence from log.journal join"
            " unnest(%(streams)s, %(sequences)s) as place (stream, sequence)"
            " using (stream, sequence)",
            {
                "ids": Uuids(one.event.id for one in good),
                "streams": Texts(one.event.stream for one in good),
                "sequences": Integers(one.event.sequence for one in good),
            },
            prepare=True,
        )

    async def _write(self, conn: Conn, good: Sequence[Good]) -> tuple[list[Event], list[Bad]]:
        """Write; where the table refuses a batch after all, one by one, to find the culprit."""
        try:
            async with conn.transaction():
                return await JOURNAL.write(conn, [one.event for one in good]), []
        except psycopg.DataError as error:
            _logger.warning("receive.refused", cause=type(error).__name__)
        events: list[Event] = []
        refused: list[Bad] = []
        for one in good:
            try:
                async with conn.transaction():
                    events += await JOURNAL.write(conn, [one.event])
            except psycopg.DataError as error:
                detail = f"the journal refuses it: {type(error).__name__}"
                refused.append(Bad(one.delivery, "unreadable", detail, one.event.stream))
        return events, refused


def _new(good: Sequence[Good], known: Iterable[Row]) -> tuple[list[Good], list[Bad]]:
    """Those that the journal does not have, and those that contradict what it has."""
    ids: dict[UUID, tuple[str, int]] = {}
    places: dict[tuple[str, int], UUID] = {}
    for identity, stream, sequence in known:
        place = (str(stream), int(str(sequence)))
        ids[UUID(str(identity))], places[place] = place, UUID(str(identity))
    fresh: list[Good] = []
    forks: list[Bad] = []
    for one in good:
        event = one.event
        place = (event.stream, event.sequence)
        if ids.get(event.id, place) == place and places.get(place, event.id) == event.id:
            if event.id not in ids:
                fresh.append(one)
                ids[event.id], places[place] = place, event.id
        else:
            detail = f"{event.type} {event.id} at sequence {event.sequence}"
            forks.append(Bad(one.delivery, "fork", detail, event.stream))
    return fresh, forks


def _verdicts(
    deliveries: Sequence[Delivery], events: Sequence[Event], fresh: Sequence[Good], bad: Sequence[Bad]
) -> tuple[bool, ...]:
    """Whether each new message was bad, in the order of delivery."""
    taken = {event.id for event in events}
    new = {id(one.delivery): False for one in fresh if one.event.id in taken}
    new |= {id(one.delivery): True for one in bad}
    return tuple(new[id(delivery)] for delivery in deliveries if id(delivery) in new)


async def _remember_offsets(conn: Conn, deliveries: Sequence[Delivery]) -> None:
    """Keep, per partition, the next offset, the highest life and the last message's origin."""
    last: dict[tuple[str, int], Delivery] = {}
    lives: dict[tuple[str, int], int] = {}
    for delivery in deliveries:
        place = (delivery.topic, delivery.partition)
        last[place] = delivery
        origin = delivery.origin()
        lives[place] = max(lives.get(place, 0), origin.life if origin else 0)
    if not last:
        return
    reached = [
        (*place, delivery.offset + 1, lives[place], _origin_text(delivery))
        for place, delivery in last.items()
    ]
    await conn.execute(
        "insert into log.consumed (topic, partition, next_offset, life, origin)"
        " select * from unnest(%s::text[], %s::int[], %s::bigint[], %s::bigint[], %s::text[])"
        " on conflict (topic, partition) do update set"
        " next_offset = excluded.next_offset, origin = excluded.origin,"
        " life = greatest(consumed.life, excluded.life)",
        [list(column) for column in zip(*reached, strict=True)],
    )


def _origin_text(delivery: Delivery) -> str | None:
    origin = delivery.origin()
    return None if origin is None else origin.encode().decode()
