"""Reactions: an event of others becomes commands of our own, in the same transaction as the cursor."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Literal, NamedTuple, TypeAlias
from uuid import uuid5

import psycopg
import structlog

from zhouqi.events.bus import parked
from zhouqi.events.commands.decide import AnyCommand, AnyDecider, Command
from zhouqi.events.commands.handle import Handler
from zhouqi.events.contracts import Decoder, Fact
from zhouqi.events.heartbeat import Heartbeat
from zhouqi.events.log.connection import Conn
from zhouqi.events.log.event import Event
from zhouqi.events.log.event_log import JOURNAL, STORE
from zhouqi.events.log.follow import Cursor, CursorLost, hold
from zhouqi.events.log.notify import Waiter, announce

MAX_COMMANDS = 100
_READ = 1000
_PACE_SECONDS = 0.1
_logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Intent:
    """A command that a reaction wants: which stream, and what. The runner gives it its origin."""

    stream: str
    body: object


class ReceivedFact(NamedTuple):
    """An event of the journal, and the fact that its data reads as."""

    event: Event
    fact: Fact


class NotYet(Exception):
    """Not everything that an event's work needs has arrived: the reaction waits with it and tries again.

    To be raised before the event's first intent; what was yielded before is done again.
    """


React: TypeAlias = Callable[[Conn, Sequence[ReceivedFact]], AsyncIterator[tuple[ReceivedFact, Intent]]]
"""From what happened, in order, to intents, each with what it answers.

Where several of the events concern one stream, an intent for the last of them is enough: the decision
rests on all facts known now. What was yielded may be committed before the next is asked for.
"""


def per_event(react: Callable[[Conn, Event, Fact], AsyncIterator[Intent]]) -> React:
    """A reaction that looks at one event at a time."""

    async def together(
        conn: Conn, happened: Sequence[ReceivedFact]
    ) -> AsyncIterator[tuple[ReceivedFact, Intent]]:
        for one in happened:
            async for intent in react(conn, one.event, one.fact):
                yield one, intent

    return together


@dataclass(frozen=True, slots=True)
class Reaction:
    """Reacts to events of the journal with commands for one decider.

    ``react`` reads whatever facts are known now and lets the aggregate decide from all of them,
    never from the one event alone, so that late events correct it; it may raise NotYet. ``start``
    says where a new reaction begins: at the first event, or at the head. Repeats are harmless: a
    command's id comes from the event, the reaction and the stream.
    """

    name: str
    facts: tuple[type[Fact], ...]
    decider: AnyDecider
    start: Literal["first", "head"]
    react: React


class Reactor:
    """Runs one reaction. Several may run: one holds the cursor, the others wait for it."""

    def __init__(
        self,
        reaction: Reaction,
        dsn: str,
        handler: Handler,
        waiter: Waiter,
        heartbeat: Heartbeat,
        decoder: Decoder | None = None,
    ) -> None:
        self._reaction = reaction
        self._dsn = dsn
        self._handler = handler
        self._waiter = waiter
        self._heartbeat = heartbeat
        self._decoder = decoder or Decoder()
        self._types = [fact.type() for fact in reaction.facts]
        self._waits = False

    async def run(self) -> None:
        """React until cancelled. Raises WrongVersion."""
        while True:
            try:
                async with hold(
                    self._dsn, JOURNAL, f"reaction:{self._reaction.name}", self._reaction.start
                ) as cursor:
                    while cursor is not None:
                        self._heartbeat.beat()
                        begun = monotonic()
                        advanced = await self._advanced(cursor)
                        self._heartbeat.go_on()
                        if advanced:
                            # What comes in a moment often concerns the same streams: one decision for all of it.
                            await asyncio.sleep(begun + _PACE_SECONDS - monotonic())
                        else:
                            await self._waiter.wait(1.0)
            except (psycopg.OperationalError, CursorLost) as error:
                _logger.warning("reaction.retry", name=self._reaction.name, cause=type(error).__name__)
                self._heartbeat.stumble(type(error).__name__)
            self._heartbeat.beat()
            await asyncio.sleep(1)

    async def advance(self, cursor: Cursor) -> bool:
        """Work off the next events; False when there were none.

        Conflicts, NotYet and operational errors are raised, to be tried again; before NotYet, the
        events before the one that must wait are worked off. An event on which the reaction raises
        otherwise is parked, and the cursor goes on.
        """
        conn = cursor.conn
        head = await JOURNAL.head(conn)
        events = await JOURNAL.read(conn, cursor.position, _READ, self._types)
        await conn.commit()
        events = [event for event in events if event.position <= head]
        last = events[-1].position if len(events) == _READ else head
        if last == cursor.position:
            return False
        if not events:
            await cursor.move(last, durable=False)
            await conn.commit()
            return True
        try:
            await self._together(cursor, events, last)
        except (psycopg.OperationalError, CursorLost):
            raise
        except Exception as error:
            await conn.rollback()
            await cursor.reload()
            if isinstance(error, NotYet):
                if len(events) == 1:
                    raise
            else:
                _logger.exception("reaction.failed", name=self._reaction.name)
            for event in events:
                await self._alone(cursor, event)
            if cursor.position < last:
                await cursor.move(last)
                await conn.commit()
        return True

    async def retry(self, conn: Conn, event: Event) -> None:
        """React once more to a parked event and commit, at most 100 commands a transaction.

        Raises what the reaction raises; the caller then rolls back.
        """
        async for intents in self._batches(conn, [event]):
            await self._handle(conn, intents)
            await conn.commit()
        await announce(conn, STORE)

    async def _advanced(self, cursor: Cursor) -> bool:
        """The same as ``advance``, where NotYet is nothing to do for now."""
        try:
            advanced = await self.advance(cursor)
        except NotYet as what:
            if not self._waits:
                _logger.info("reaction.waits", name=self._reaction.name, what=str(what))
            self._waits = True
            await cursor.conn.rollback()
            await cursor.reload()
            return False
        self._waits = False
        return advanced

    async def _together(self, cursor: Cursor, events: Sequence[Event], last: int) -> None:
        """All events, at most 100 commands a transaction; the cursor moves with the last.

        Never earlier: an event may be answered by an intent for a later one, and until that one is
        handled a start must come upon both. What is handled once more then changes nothing.
        """
        async for intents in self._batches(cursor.conn, events):
            await self._handle(cursor.conn, intents)
            if len(intents) == MAX_COMMANDS:
                await self._settle(cursor, cursor.position)
        await self._settle(cursor, last)

    async def _alone(self, cursor: Cursor, event: Event) -> None:
        try:
            await self._together(cursor, [event], event.position)
        except (psycopg.OperationalError, CursorLost, NotYet):
            raise
        except Exception as error:
            _logger.exception("reaction.parked", name=self._reaction.name, event_id=str(event.id))
            await cursor.conn.rollback()
            await cursor.reload()
            await parked.park_reaction(cursor.conn, self._reaction.name, event, error)
            await cursor.move(event.position)
            await cursor.conn.commit()

    async def _settle(self, cursor: Cursor, position: int) -> None:
        if position != cursor.position:
            await cursor.move(position)
        await cursor.conn.commit()
        await announce(cursor.conn, STORE)
        self._heartbeat.beat()

    async def _batches(
        self, conn: Conn, events: Sequence[Event]
    ) -> AsyncIterator[list[tuple[Event, Intent]]]:
        batch: list[tuple[Event, Intent]] = []
        happened = [ReceivedFact(event, self._decoder.decode(event)) for event in events]
        async for of, intent in self._reaction.react(conn, happened):
            batch.append((of.event, intent))
            if len(batch) == MAX_COMMANDS:
                yield batch
                batch = []
        if batch:
            yield batch

    async def _handle(self, conn: Conn, intents: Sequence[tuple[Event, Intent]]) -> None:
        outcomes = await self._handler.handle_within(
            conn,
            self._reaction.decider,
            [self._command(event, intent) for event, intent in intents],
        )
        for (event, intent), outcome in zip(intents, outcomes, strict=True):
            if outcome.rejection is not None:
                _logger.info(
                    "reaction.rejected",
                    name=self._reaction.name,
                    stream=intent.stream,
                    event_id=str(event.id),
                    code=outcome.rejection.code,
                )

    def _command(self, event: Event, intent: Intent) -> AnyCommand:
        return Command(
            id=uuid5(event.id, f"{self._reaction.name}/{intent.stream}"),
            stream=intent.stream,
            body=intent.body,
            occurred_at=event.occurred_at,
            correlation_id=event.correlation_id,
            cause=event.id,
            traceparent=event.traceparent,
        )
