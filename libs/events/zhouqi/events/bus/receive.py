"""The journal's write: dedupe, number, copy in, fold and remember the offsets, in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

import psycopg
import structlog
from psycopg import AsyncCursor

from zhouqi.events.bus import parked
from zhouqi.events.bus.message import Message
from zhouqi.events.bus.provenance import Provenance
from zhouqi.events.bus.triage import BadMessage, GoodMessage, triage
from zhouqi.events.fold import stuck
from zhouqi.events.fold.projector import Projector
from zhouqi.events.log.arrays import Integers, Texts, Uuids
from zhouqi.events.log.connection import Conn, Row
from zhouqi.events.log.event import Event
from zhouqi.events.log.event_log import JOURNAL
from zhouqi.events.log.notify import announce

_logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Received:
    """What one batch came to. ``parked`` counts messages that were not parked before, ``strange`` those of others.

    ``verdicts`` says of each new message of our own services, in their order, whether it was bad.
    """

    journaled: int
    duplicates: int
    parked: int
    strange: int
    verdicts: tuple[bool, ...]


class Receiver:
    """The database half of a consumer. Several may work on one journal; its lock takes turns."""

    def __init__(self, projector: Projector, provenance: Provenance) -> None:
        self._projector = projector
        self.provenance = provenance

    async def receive(
        self, conn: Conn, messages: Sequence[Message], *, parked_as: int | None = None
    ) -> Received:
        """Write a batch and commit. A repeat of any part of it changes nothing.

        ``parked_as`` is the number of a parked message that is tried again: it is settled when the
        journal takes it or has it already, and there is no offset to remember.

        Raises WrongVersion and psycopg's operational errors; then nothing was written and the
        caller delivers the same batch again.
        """
        good, bad = triage(messages, self.provenance)
        async with conn.transaction():
            async with conn.pipeline():
                await JOURNAL.lock(conn)
                waiting = await stuck.any_unreadable(conn)
                known = await self._known(conn, good)
            fresh, forks = _new(good, await known.fetchall())
            events, refused = await self._write(conn, fresh)
            own = [*(one for one in bad if not one.strange), *forks, *refused]
            strange = [one for one in bad if one.strange]
            fresh_bad = await parked.park(conn, own)
            await parked.keep_strange(conn, strange)
            marked = await stuck.mark_stuck(conn, fresh_bad, fresh)
            if parked_as is not None and not own and not strange:
                await parked.settle(conn, [parked_as])
            if marked or await waiting.fetchone() is not None:
                marked += await stuck.heal_arrived(conn, [one.event.stream for one in good])
            await self._projector.fold(conn, JOURNAL, events, marked)
            if parked_as is None:
                await _remember_offsets(conn, messages, {id(one.message) for one in strange})
        if events:
            await announce(conn, JOURNAL)
        verdicts = _verdicts(messages, events, fresh, fresh_bad)
        known_already = len(good) - len(fresh) - len(forks)
        return Received(len(events), known_already, len(fresh_bad), len(strange), verdicts)

    async def _known(self, conn: Conn, good: Sequence[GoodMessage]) -> AsyncCursor[Row]:
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

    async def _write(self, conn: Conn, good: Sequence[GoodMessage]) -> tuple[list[Event], list[BadMessage]]:
        """Write; where the table refuses a batch after all, one by one, to find the culprit."""
        try:
            async with conn.transaction():
                return await JOURNAL.write(conn, [one.event for one in good]), []
        except psycopg.DataError as error:
            _logger.warning("receive.refused", cause=type(error).__name__)
        events: list[Event] = []
        refused: list[BadMessage] = []
        for one in good:
            try:
                async with conn.transaction():
                    events += await JOURNAL.write(conn, [one.event])
            except psycopg.DataError as error:
                detail = f"the journal refuses it: {type(error).__name__}"
                refused.append(BadMessage(one.message, "unreadable", detail, one.event.stream))
        return events, refused


def _new(good: Sequence[GoodMessage], known: Iterable[Row]) -> tuple[list[GoodMessage], list[BadMessage]]:
    """Those that the journal does not have, and those that contradict what it has."""
    ids: dict[UUID, tuple[str, int]] = {}
    places: dict[tuple[str, int], UUID] = {}
    for identity, stream, sequence in known:
        place = (str(stream), int(str(sequence)))
        ids[UUID(str(identity))], places[place] = place, UUID(str(identity))
    fresh: list[GoodMessage] = []
    forks: list[BadMessage] = []
    for one in good:
        event = one.event
        place = (event.stream, event.sequence)
        if ids.get(event.id, place) == place and places.get(place, event.id) == event.id:
            if event.id not in ids:
                fresh.append(one)
                ids[event.id], places[place] = place, event.id
        else:
            detail = f"{event.type} {event.id} at sequence {event.sequence}"
            forks.append(BadMessage(one.message, "fork", detail, event.stream))
    return fresh, forks


def _verdicts(
    messages: Sequence[Message],
    events: Sequence[Event],
    fresh: Sequence[GoodMessage],
    bad: Sequence[BadMessage],
) -> tuple[bool, ...]:
    """Whether each new message was bad, in their order."""
    taken = {event.id for event in events}
    new = {id(one.message): False for one in fresh if one.event.id in taken}
    new |= {id(one.message): True for one in bad}
    return tuple(new[id(message)] for message in messages if id(message) in new)


async def _remember_offsets(conn: Conn, messages: Sequence[Message], strange: Collection[int]) -> None:
    """Keep, per partition, the next offset, the highest life and the last message's origin.

    Of those whose identity is in ``strange`` no life is believed.
    """
    last: dict[tuple[str, int], Message] = {}
    lives: dict[tuple[str, int], int] = {}
    for message in messages:
        place = (message.topic, message.partition)
        last[place] = message
        origin = None if id(message) in strange else message.origin()
        lives[place] = max(lives.get(place, 0), origin.life if origin else 0)
    if not last:
        return
    reached = [
        (*place, message.offset + 1, lives[place], _origin_text(message)) for place, message in last.items()
    ]
    await conn.execute(
        "insert into log.consumed (topic, partition, next_offset, life, origin)"
        " select * from unnest(%s::text[], %s::int[], %s::bigint[], %s::bigint[], %s::text[])"
        " on conflict (topic, partition) do update set"
        " next_offset = excluded.next_offset, origin = excluded.origin,"
        " life = greatest(consumed.life, excluded.life)",
        [list(column) for column in zip(*reached, strict=True)],
    )


def _origin_text(message: Message) -> str | None:
    origin = message.origin()
    return None if origin is None else origin.encode().decode()
