"""What became of commands, remembered: what was answered once is answered again.

A command that wrote something is remembered with its events. One that wrote nothing is remembered where its
sender may send it again and mean the same thing (``Command.once``): decided anew, it might act after all, long
after its sender was told that there was nothing to do. A refusal is not remembered: it did nothing, and what
is refused today may be right tomorrow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from psycopg import AsyncCursor

from zhouqi.events.commands.decide import AnyCommand, BodyMismatch, Outcome
from zhouqi.events.log.arrays import Integers, Texts, Uuids
from zhouqi.events.log.connection import Conn, Row
from zhouqi.events.log.event_log import Beside


@dataclass(frozen=True, slots=True)
class RecordedCommand:
    """What a command did: its id, the fingerprint it came with, and where its stream then stood."""

    id: UUID
    fingerprint: bytes
    stream: str
    sequence: int

    def answer(self, repeat: AnyCommand) -> Outcome:
        """The outcome of sending it again; with another body it is refused."""
        if repeat.fingerprint() != self.fingerprint:
            return Outcome(self.stream, self.sequence, rejection=BodyMismatch(self.stream))
        return Outcome(self.stream, self.sequence, repeated=True)


def as_recorded(command: AnyCommand, outcome: Outcome) -> RecordedCommand | None:
    """What is to be remembered of a command that was just decided."""
    if outcome.rejection is not None or outcome.repeated or not (outcome.events or command.once):
        return None
    return RecordedCommand(command.id, command.fingerprint(), outcome.stream, outcome.sequence)


async def query_recorded(conn: Conn, commands: Sequence[AnyCommand]) -> AsyncCursor[Row]:
    """Ask which of these are known; :func:`parse_recorded` reads the answer, which a pipeline has at its end."""
    return await conn.execute(
        "select id, digest, stream, sequence from log.command where id = any(%s)",
        (Uuids(command.id for command in commands),),
        prepare=True,
    )


def parse_recorded(rows: Sequence[Row]) -> dict[UUID, RecordedCommand]:
    """The commands in these rows, by id."""
    found = (
        RecordedCommand(UUID(str(identity)), _bytes(digest), str(stream), int(str(sequence)))
        for identity, digest, stream, sequence in rows
    )
    return {one.id: one for one in found}


async def record_commands(conn: Conn, done: Sequence[RecordedCommand]) -> None:
    """Remember commands, within the caller's transaction. Raises UniqueViolation for one that is known."""
    if done:
        insert = recording(done)
        await conn.execute(insert.statement, insert.values, prepare=True)


def recording(done: Sequence[RecordedCommand]) -> Beside:
    """The same as part of another statement."""
    return Beside(
        _INSERT,
        (
            Uuids(one.id for one in done),
            [one.fingerprint for one in done],
            Texts(one.stream for one in done),
            Integers(one.sequence for one in done),
        ),
    )


_INSERT: Final = (
    "insert into log.command (id, digest, stream, sequence) select * from unnest(%s, %s::bytea[], %s, %s)"
)


def _bytes(value: object) -> bytes:
    if not isinstance(value, bytes):
        raise TypeError(f"expected bytes, found {type(value).__name__}")
    return value
