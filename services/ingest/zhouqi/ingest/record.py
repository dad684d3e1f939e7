"""A record of a source: what it says now, given everything that was delivered of it.

The latest statement by the source's own time counts, in whatever order deliveries arrive; a statement
at the same time is broken by its digest, so that every order ends the same. A rejected delivery
changes nothing but is kept as a fact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from zhouqi.events import Decider, Fact
from zhouqi.events.contracts.ingest import (
    Finding,
    ProjectRegistered,
    RecordRejected,
    RecordWithdrawn,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A valid delivery: the record as of ``updated_at``. ``says`` is the fact if it is not withdrawn."""

    kind: str
    source: str
    record_id: str
    updated_at: datetime
    says: ProjectRegistered | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A delivery that broke rules. ``delivery`` is the digest under which its raw form is kept."""

    kind: str
    source: str
    record_id: str
    delivery: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a record: when it was last stated and how, and the deliveries refused."""

    updated_at: datetime | None = None
    last: bytes = b""
    project_id: UUID | None = None
    refused: frozenset[str] = frozenset()


class Records(Decider[Record, Statement | Refusal]):
    """Decides what a delivery means for its record."""

    category = "record"

    def initial(self) -> Record:
        """Nothing was ever delivered."""
        return Record()

    def evolve(self, state: Record, fact: Fact) -> Record:
        """The record after ``fact``."""
        match fact:
            case ProjectRegistered():
                return replace(
                    state,
                    updated_at=fact.updated_at,
                    last=fact.encode(),
                    project_id=fact.project_id,
                )
            case RecordWithdrawn():
                return replace(state, updated_at=fact.updated_at, last=fact.encode())
            case RecordRejected():
                return replace(state, refused=state.refused | {fact.delivery})
            case _:
                return state

    def decide(self, command: Statement | Refusal, state: Record) -> Sequence[Fact]:
        """The fact of a statement that is newer than what is known; a refusal once."""
        match command:
            case Refusal():
                return _refuse(command, state)
            case Statement():
                fact = _stated(command)
                known = (state.updated_at, state.last)
                if state.updated_at is not None and (command.updated_at, fact.encode()) <= known:
                    return ()
                return (fact,)


def _stated(command: Statement) -> ProjectRegistered | RecordWithdrawn:
    return command.says or RecordWithdrawn(
        kind=command.kind,
        source=command.source,
        record_id=command.record_id,
        updated_at=command.updated_at,
    )


def _refuse(command: Refusal, state: Record) -> Sequence[Fact]:
    if command.delivery in state.refused:
        return ()
    return (
        RecordRejected(
            kind=command.kind,
            source=command.source,
            record_id=command.record_id,
            delivery=command.delivery,
            findings=command.findings,
        ),
    )
