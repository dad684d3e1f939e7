"""The one handler of commands: look up, load and decide, then lock, append and fold in one transaction."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias
from uuid import UUID, uuid5

import psycopg
from psycopg import AsyncCursor

from zhouqi.events.arrays import Integers, Texts, Uuids
from zhouqi.events.connection import Conn, Row, autocommit
from zhouqi.events.contracts import Decoder, Emission, Fact
from zhouqi.events.decide import (
    AnyCommand,
    AnyDecider,
    BeforeLast,
    OtherBody,
    Outcome,
    Rejected,
    Stale,
)
from zhouqi.events.event import MAX_STREAM_LENGTH, Event
from zhouqi.events.fold import Folder
from zhouqi.events.hint import announce
from zhouqi.events.log import FEW, STORE, of_streams
from zhouqi.events.tables import REFUSED

_Accepted: TypeAlias = tuple[UUID, bytes, str, int]
"""A command's id and fingerprint, and the place of its last event."""
_Write: TypeAlias = Callable[[Conn, Sequence[Event], Sequence[_Accepted]], Awaitable[None]]


class Conflict(Exception):
    """Another writer was first, twice; the caller tries again later."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a repeated command did: the fingerprint it came with, and where its stream stood."""

    fingerprint: bytes
    stream: str
    sequence: int


class Handler:
    """Handles commands of one service against its store.

    ``publishes`` are the facts that the service may write, ``emission`` the versions at which it does;
    ``now`` is the domain clock.
    """

    def __init__(
        self,
        publishes: Sequence[type[Fact]],
        folder: Folder,
        county: str,
        now: Callable[[], datetime],
        decoder: Decoder | None = None,
        emission: Emission | None = None,
    ) -> None:
        self._publishes = frozenset(publishes)
        self._folder = folder
        self._county = county
        self._now = now
        self._decoder = decoder or Decoder()
        self._emission = emission or Emission()

    async def handle(self, conn: Conn, decider: AnyDecider, commands: Sequence[AnyCommand]) -> list[Outcome]:
        """Handle ``commands`` in one transaction and commit; an outcome for each, in order.

        A rejected command does not hinder the others. When all is done, each outcome holds for
        good; a repeat of the same command id yields the same. ``conn`` is in no transaction.
        Raises Conflict, TooLarge, WrongVersion and psycopg's errors; then nothing was written.
        """
        async with autocommit(conn):
            try:
                outcomes = await self._decide(conn, decider, commands, self._write_at_once)
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

    async def handle_within(
        self, conn: Conn, decider: AnyDecider, commands: Sequence[AnyCommand]
    ) -> list[Outcome]:
        """The same within the caller's transaction, with the lock taken first."""
        await STORE.lock(conn)
        return await self._decide(conn, decider, commands, self._write)

    async def _decide(
        self, conn: Conn, decider: AnyDecider, commands: Sequence[AnyCommand], write: _Write
    ) -> list[Outcome]:
        streams = dict.fromkeys(command.stream for command in commands)
        async with conn.pipeline():
            found = await self._look_up(conn, commands)
            stored = await STORE.ask_streams(conn, streams)
        known = _known(await found.fetchall())
        loaded = of_streams(streams, await stored.fetchall())
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
        accepted: list[_Accepted] = []
        for command in commands:
            outcome, facts = self._one(decider, command, states, heads, last, known.get(command.id))
            outcomes.append(outcome)
            if facts:
                events = self._events(command, facts, heads[command.stream])
                for fact, event in zip(facts, events, strict=True):
                    states[command.stream] = decider.evolve(states[command.stream], self._read(fact, event))
                heads[command.stream] += len(facts)
                last[command.stream] = max(command.occurred_at, last.get(command.stream, command.occurred_at))
                written += events
                place = (command.stream, outcome.sequence)
                accepted.append((command.id, command.fingerprint(), *place))
                known[command.id] = Known(command.fingerprint(), *place)
        if written:
            await write(conn, written, accepted)
        return outcomes

    async def _write(self, conn: Conn, events: Sequence[Event], accepted: Sequence[_Accepted]) -> None:
        """Append, remember and fold under the lock that is held."""
        await self._remember(conn, accepted)
        await self._folder.fold(conn, STORE, await STORE.write(conn, events))

    async def _write_at_once(
        self, conn: Conn, events: Sequence[Event], accepted: Sequence[_Accepted]
    ) -> None:
        """The same in a transaction of its own, that takes the lock; few events are sent all together."""

        async def insert() -> None:
            await STORE.lock(conn)
            await self._remember(conn, accepted)
            await STORE.insert(conn, events)

        if len(events) > FEW:
            async with conn.transaction():
                await STORE.lock(conn)
                await self._write(conn, events, accepted)
        else:
            await self._folder.fold_at_once(conn, STORE, events, insert)

    def _one(
        self,
        decider: AnyDecider,
        command: AnyCommand,
        states: dict[str, object],
        heads: dict[str, int],
        last: dict[str, datetime],
        known: Known | None,
    ) -> tuple[Outcome, Sequence[Fact]]:
        head = heads[command.stream]
        if known is not None:
            if known.fingerprint != command.fingerprint():
                return Outcome(known.stream, known.sequence, rejection=OtherBody(known.stream)), ()
            return Outcome(known.stream, known.sequence, repeated=True), ()
        if command.expected is not None and command.expected != head:
            return Outcome(command.stream, head, rejection=Stale(command.stream, head)), ()
        before = last.get(command.stream)
        if command.in_order and before is not None and command.occurred_at < before:
            return Outcome(command.stream, head, rejection=BeforeLast(before)), ()
        try:
            facts = decider.decide(command.body, states[command.stream])
        except Rejected as rejection:
            return Outcome(command.stream, head, rejection=rejection), ()
        self._check(decider, command.stream, facts)
        return Outcome(command.stream, head + len(facts), events=len(facts)), facts

    def _check(self, decider: AnyDecider, stream: str, facts: Sequence[Fact]) -> None:
        if not stream.startswith(f"{decider.category}/") or len(stream) > MAX_STREAM_LENGTH:
            raise ValueError(f"{stream} is no stream of {decider.category}")
        for fact in facts:
            if type(fact) not in self._publishes:
                raise TypeError(f"this service does not publish {fact.type()}")

    def _events(self, command: AnyCommand, facts: Sequence[Fact], head: int) -> list[Event]:
        recorded_at = self._now()
        encoded = [self._emission.encode(fact) for fact in facts]
        return [
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

    def _read(self, fact: Fact, event: Event) -> Fact:
        """The fact as the next load will find it: an older version may say less."""
        return fact if event.schema_version == fact.schema_version else self._decoder.decode(event)

    async def _look_up(self, conn: Conn, commands: Sequence[AnyCommand]) -> AsyncCursor[Row]:
        return await conn.execute(
            "select id, digest, stream, sequence from log.command where id = any(%s)",
            (Uuids(command.id for command in commands),),
            prepare=True,
        )

    async def _remember(self, conn: Conn, accepted: Sequence[_Accepted]) -> None:
        ids, digests, streams, sequences = zip(*accepted, strict=True)
        await conn.execute(
            "insert into log.command (id, digest, stream, sequence)"
            " select * from unnest(%s, %s::bytea[], %s, %s)",
            (Uuids(ids), list(digests), Texts(streams), Integers(sequences)),
            prepare=True,
        )


def _known(rows: Sequence[Row]) -> dict[UUID, Known]:
    return {
        UUID(str(identity)): Known(_bytes(digest), str(stream), int(str(sequence)))
        for identity, digest, stream, sequence in rows
    }


def _bytes(value: object) -> bytes:
    if not isinstance(value, bytes):
        raise TypeError(f"expected bytes, found {type(value).__name__}")
    return value
