"""The one handler of commands: look up, load and decide, then lock, append and fold in one transaction."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import TypeAlias
from uuid import uuid5

import psycopg

from zhouqi.events.commands import command_log
from zhouqi.events.commands.command_log import RecordedCommand
from zhouqi.events.commands.decide import (
    AnyCommand,
    AnyDecider,
    BeforeLastEvent,
    Outcome,
    OutOfRange,
    Rejected,
    Stale,
)
from zhouqi.events.contracts import Decoder, Emission, Fact
from zhouqi.events.fold.projector import Projector
from zhouqi.events.fold.tables import REFUSED
from zhouqi.events.log import bounds
from zhouqi.events.log.bounds import MAX_STREAM_LENGTH, OutOfBounds
from zhouqi.events.log.connection import Conn, autocommit
from zhouqi.events.log.event import Event
from zhouqi.events.log.event_log import MAX_INLINE, STORE, events_of_streams
from zhouqi.events.log.notify import announce

_Said: TypeAlias = tuple[Fact, Event]
"""A fact, and the event that says it."""
_Write: TypeAlias = Callable[[Conn, Sequence[Event], Sequence[RecordedCommand]], Awaitable[None]]


class Conflict(Exception):
    """Another writer was first, twice; the caller tries again later."""


class Handler:
    """Handles commands of one service against its store.

    ``publishes`` are the facts that the service may write, ``emission`` the versions at which it does;
    ``now`` is the domain clock.
    """

    def __init__(
        self,
        publishes: Sequence[type[Fact]],
        projector: Projector,
        county: str,
        now: Callable[[], datetime],
        decoder: Decoder | None = None,
        emission: Emission | None = None,
    ) -> None:
        self._publishes = frozenset(publishes)
        self._projector = projector
        self._county = county
        self._now = now
        self._decoder = decoder or Decoder()
        self._emission = emission or Emission()

    async def handle(self, conn: Conn, decider: AnyDecider, commands: Sequence[AnyCommand]) -> list[Outcome]:
        """Handle ``commands`` in one transaction and commit; an outcome for each, in order.

        A rejected command does not hinder the others. When all is done, each outcome holds for
        good; a repeat of the same command id yields the same (``remembered``). ``conn`` is in no transaction.
        Raises Conflict, WrongVersion and psycopg's errors; then nothing was written.
        """
        async with autocommit(conn):
            try:
                return await self._decide(conn, decider, commands, self._write_at_once)
            except (*REFUSED, psycopg.ProgrammingError):
                # Someone wrote the same stream, or the same command, or a table does not take a row: once more
                # step by step, with the lock taken before the load. The lock is fair, optimistic tries starve.
                try:
                    async with conn.transaction():
                        outcomes = await self.handle_within(conn, decider, commands)
                except psycopg.errors.UniqueViolation as error:
                    raise Conflict(commands[0].stream) from error
        if any(outcome.events for outcome in outcomes):
            await announce(conn, STORE)
        return outcomes

    async def foresee(self, conn: Conn, decider: AnyDecider, commands: Sequence[AnyCommand]) -> list[Outcome]:
        """What would become of ``commands``, one after another, if they were handled now.

        Nothing is written, and no lock is taken. ``conn`` is in no transaction. Raises psycopg's errors.
        """
        async with autocommit(conn):
            return await self._decide(conn, decider, commands, _write_nothing)

    async def handle_within(
        self, conn: Conn, decider: AnyDecider, commands: Sequence[AnyCommand]
    ) -> list[Outcome]:
        """The same within the caller's transaction, with the lock taken first."""
        await STORE.lock(conn)
        return await self._decide(conn, decider, commands, self._write)

    async def _decide(
        self, conn: Conn, decider: AnyDecider, commands: Sequence[AnyCommand], write: _Write
    ) -> list[Outcome]:
        unsayable = [_unsayable(command) for command in commands]
        asked = [command for command, refused in zip(commands, unsayable, strict=True) if refused is None]
        streams = dict.fromkeys(command.stream for command in asked)
        async with conn.pipeline():
            found = await command_log.query_recorded(conn, asked)
            stored = await STORE.ask_streams(conn, streams)
        known = command_log.parse_recorded(await found.fetchall())
        loaded = events_of_streams(streams, await stored.fetchall())
        states: dict[str, object] = {}
        heads: dict[str, int] = {}
        last: dict[str, datetime] = {}
        for stream, events in loaded.items():
            state = decider.initial()
            for event in events:
                state = decider.evolve(state, self._decoder.decode(event))
            states[stream] = state
            heads[stream] = events[-1].sequence if events else 0
            if events:
                last[stream] = max(event.occurred_at for event in events)
        written: list[Event] = []
        outcomes: list[Outcome] = []
        done: list[RecordedCommand] = []
        for command, refused in zip(commands, unsayable, strict=True):
            if refused is not None:
                outcomes.append(Outcome(command.stream, 0, rejection=refused))
                continue
            outcome, said = self._one(decider, command, states, heads, last, known.get(command.id))
            outcomes.append(outcome)
            if said:
                for fact, event in said:
                    states[command.stream] = decider.evolve(states[command.stream], self._read(fact, event))
                heads[command.stream] += len(said)
                last[command.stream] = max(command.occurred_at, last.get(command.stream, command.occurred_at))
                written += (event for _, event in said)
            if (keep := command_log.as_recorded(command, outcome)) is not None:
                done.append(keep)
                known[command.id] = keep
        await write(conn, written, done)
        return outcomes

    async def _write(self, conn: Conn, events: Sequence[Event], done: Sequence[RecordedCommand]) -> None:
        """Append, remember and fold under the lock that is held."""
        await command_log.record_commands(conn, done)
        if events:
            await self._projector.fold(conn, STORE, await STORE.write(conn, events))

    async def _write_at_once(
        self, conn: Conn, events: Sequence[Event], done: Sequence[RecordedCommand]
    ) -> None:
        """The same in a transaction of its own, that takes the lock; few events are sent all together.

        The log's followers are told.
        """

        async def insert() -> None:
            await STORE.lock(conn)
            await STORE.insert(conn, events, command_log.recording(done))

        if not events:
            await command_log.record_commands(conn, done)
        elif len(events) > MAX_INLINE:
            async with conn.transaction():
                await STORE.lock(conn)
                await self._write(conn, events, done)
            await announce(conn, STORE)
        else:
            await self._projector.append_and_fold(conn, STORE, events, insert)

    def _one(
        self,
        decider: AnyDecider,
        command: AnyCommand,
        states: dict[str, object],
        heads: dict[str, int],
        last: dict[str, datetime],
        known: RecordedCommand | None,
    ) -> tuple[Outcome, Sequence[_Said]]:
        head = heads[command.stream]
        if known is not None:
            return known.answer(command), ()
        if command.expected is not None and command.expected != head:
            return Outcome(command.stream, head, rejection=Stale(command.stream, head)), ()
        before = last.get(command.stream)
        if command.in_order and before is not None and command.occurred_at < before:
            return Outcome(command.stream, head, rejection=BeforeLastEvent(before)), ()
        try:
            facts = decider.decide(command.body, states[command.stream])
            self._check(decider, command.stream, facts)
            said = self._say(command, facts, head)
        except OutOfBounds as error:
            return Outcome(command.stream, head, rejection=OutOfRange(str(error))), ()
        except Rejected as rejection:
            return Outcome(command.stream, head, rejection=rejection), ()
        return Outcome(command.stream, head + len(said), events=len(said)), said

    def _check(self, decider: AnyDecider, stream: str, facts: Sequence[Fact]) -> None:
        if not stream.startswith(f"{decider.category}/"):
            raise ValueError(f"{stream} is no stream of {decider.category}")
        for fact in facts:
            if type(fact) not in self._publishes:
                raise TypeError(f"this service does not publish {fact.type()}")

    def _say(self, command: AnyCommand, facts: Sequence[Fact], head: int) -> list[_Said]:
        """The events that say ``facts``. Raises OutOfBounds, for a command that no reader could follow."""
        recorded_at = self._now()
        encoded = [self._emission.encode(fact) for fact in facts]
        events = [
            Event(
                stream=command.stream,
                sequence=head + number,
                id=uuid5(command.id, str(number)),
                type=fact.type(),
                schema_version=version,
                occurred_at=command.occurred_at.astimezone(UTC),  # as the log will say it: folded alike
                recorded_at=recorded_at,
                county=self._county,
                correlation_id=command.correlation_id or command.id,
                causation_id=command.cause or command.id,
                actor=command.actor,
                traceparent=command.traceparent,
                data=data,
            )
            for number, (fact, (version, data)) in enumerate(zip(facts, encoded, strict=True), start=1)
        ]
        for event in events:
            bounds.check(event)
        return list(zip(facts, events, strict=True))

    def _read(self, fact: Fact, event: Event) -> Fact:
        """The fact as the next load will find it: an older version may say less."""
        return fact if event.schema_version == fact.schema_version else self._decoder.decode(event)


async def _write_nothing(conn: Conn, events: Sequence[Event], done: Sequence[RecordedCommand]) -> None:
    """What is only foreseen leaves no trace."""


def _unsayable(command: AnyCommand) -> OutOfRange | None:
    """Why the command cannot even be looked up or decided: its stream or its time is none."""
    try:
        bounds.text(command.stream, "subject", MAX_STREAM_LENGTH)
        bounds.moment(command.occurred_at, "time")
    except OutOfBounds as error:
        return OutOfRange(str(error))
    return None
