"""What others published arrives at a service, and it reacts: as in its own processes, when the test says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid5

from zhouqi.events import JOURNAL, STORE, Context, Event, Fact, Handler, Heartbeat, NotYet, Reaction
from zhouqi.events.commands.react import Reactor
from zhouqi.events.fold.projector import Projector
from zhouqi.events.log.connection import Row, connect
from zhouqi.events.log.follow import hold
from zhouqi.events.log.notify import Waiter, announce

COUNTY: Final = "330529"
SPACE: Final = UUID("0b9fd1d7-9b33-4a55-9cc4-1d7c7e5cf0aa")
"""Names of this space make ids that are the same in every run."""
_ALL: Final = 1_000_000


@dataclass
class Streams:
    """Gives facts their places in their streams, each published a minute after the one before it."""

    begin: datetime
    actor: str | None = None
    places: dict[str, int] = field(default_factory=dict)
    published: int = 0

    def next(self, stream: str, fact: Fact) -> Event:
        """The next event of ``stream``."""
        self.places[stream] = self.places.get(stream, 0) + 1
        self.published += 1
        time = self.begin + timedelta(minutes=self.published)
        return published(stream, self.places[stream], fact, time, self.actor)


def published(stream: str, sequence: int, fact: Fact, time: datetime, actor: str | None = None) -> Event:
    """``fact`` as the event that is number ``sequence`` of ``stream``."""
    return Event(
        stream=stream,
        sequence=sequence,
        id=uuid5(SPACE, f"{stream} {sequence}"),
        type=fact.type(),
        schema_version=fact.schema_version,
        occurred_at=time,
        recorded_at=time,
        county=COUNTY,
        correlation_id=SPACE,
        causation_id=None,
        actor=actor,
        traceparent=None,
        data=fact.encode(),
    )


async def receive(dsn: str, context: Context, events: Iterable[Event]) -> None:
    """Write ``events`` into the journal of the service and fold them in one transaction, as its consumer does."""
    conn = await connect(dsn)
    try:
        async with conn.transaction():
            await JOURNAL.lock(conn)
            written = await JOURNAL.write(conn, list(events))
            await Projector(context.read_model, context.decoder).fold(conn, JOURNAL, written)
        await announce(conn, JOURNAL)
    finally:
        await conn.close()


async def react(dsn: str, context: Context, now: Callable[[], datetime], *names: str) -> bool:
    """Run the service's reactions of these names, or all, once to the journal's end; False if one has to wait."""
    handler = Handler(
        context.publishes, Projector(context.read_model, context.decoder), COUNTY, now, context.decoder
    )
    went = True
    for reaction in context.reactions:
        if not names or reaction.name in names:
            reactor = Reactor(reaction, dsn, handler, Waiter(), Heartbeat(reaction.name), context.decoder)
            went &= await _to_the_end(dsn, reaction, reactor)
    return went


async def _to_the_end(dsn: str, reaction: Reaction, reactor: Reactor) -> bool:
    async with hold(dsn, JOURNAL, f"reaction:{reaction.name}", reaction.start) as cursor:
        assert cursor is not None
        try:
            while await reactor.advance(cursor):
                pass
        except NotYet:
            return False
    return True


async def decided(dsn: str, stream: str | None = None) -> list[Event]:
    """The events that the service decided, of one stream or all, in order."""
    conn = await connect(dsn, autocommit=True)
    try:
        if stream is None:
            return await STORE.read(conn, 0, _ALL)
        return await STORE.read_stream(conn, stream)
    finally:
        await conn.close()


async def parked(dsn: str) -> Sequence[Row]:
    """Cause and detail of what the service could not do."""
    return await rows(dsn, "select cause, detail from log.parked")


async def rows(dsn: str, query: str, *values: object) -> Sequence[Row]:
    """The rows of a query."""
    conn = await connect(dsn, autocommit=True)
    try:
        return await (await conn.execute(query, values)).fetchall()
    finally:
        await conn.close()
