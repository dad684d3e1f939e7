"""A record of a source: what it says now, given everything that was delivered of it.

The latest statement by the source's own time counts, in whatever order deliveries arrive; a statement
at the same time is broken by its bytes, so that every order ends the same. What a withdrawn record said
last counts too, so a statement that its withdrawal overtook is written down, and the withdrawal once more.
A rejected delivery changes nothing but is kept as a fact.

Which project a record is about is no part of what it says: it comes with the statement when it is known
by then, and later by a link.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from zhouqi.events import Decider, Fact
from zhouqi.events.contracts.ingest import (
    Finding,
    ProjectRegistered,
    RecordFact,
    RecordLinked,
    RecordRejected,
    RecordWithdrawn,
)
from zhouqi.ingest.records.commands import Link, RecordContent, Refusal, Statement


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a record: when it was last stated and how, its project, the deliveries refused.

    ``content`` is the last statement that was no withdrawal, with its time. ``refused`` says of each refused
    delivery what was wrong with it when it was last judged.
    """

    updated_at: datetime | None = None
    last: bytes = b""
    content: tuple[datetime, bytes] | None = None
    project_id: UUID | None = None
    refused: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)


class RecordDecider(Decider[Record, Statement | Refusal | Link]):
    """Decides what a delivery means for its record."""

    category = "record"

    def initial(self) -> Record:
        """Nothing was ever delivered."""
        return Record()

    def evolve(self, state: Record, fact: Fact) -> Record:
        """The record after ``fact``."""
        match fact:
            case ProjectRegistered() | RecordFact():
                content = _content(fact)
                return replace(
                    state,
                    updated_at=fact.updated_at,
                    last=content,
                    content=(fact.updated_at, content),
                    project_id=fact.project_id or state.project_id,
                )
            case RecordWithdrawn():
                return replace(state, updated_at=fact.updated_at, last=_content(fact))
            case RecordLinked():
                return replace(state, project_id=fact.project_id)
            case RecordRejected():
                return replace(state, refused={**state.refused, fact.delivery: fact.findings})
            case _:
                return state

    def decide(self, command: Statement | Refusal | Link, state: Record) -> Sequence[Fact]:
        """The fact of a statement that is newer than what is known; a refusal for the same reasons, or a link, once.

        What was refused once is no worse for it: the verdict depends on the county's day and its registers,
        which change, and the same delivery may be good by now.
        """
        match command:
            case Refusal():
                known = state.refused.get(command.delivery)
                return () if command.findings == known else (_refused(command),)
            case Link():
                return () if command.project_id == state.project_id else (_linked(command),)
            case Statement():
                return _state(command, state)


def _state(command: Statement, state: Record) -> Sequence[Fact]:
    fact = _stated(command)
    said = (command.updated_at, _content(fact))
    written = _of_project(fact, command.project_id or state.project_id)
    if state.updated_at is None or said > (state.updated_at, state.last):
        return (written,)
    overtaken = state.content is None or said > state.content
    if command.fact is None or not overtaken:
        return ()
    # Newer than anything that was said, and not the last word: so that was a withdrawal.
    return (written, _stated(replace(command, updated_at=state.updated_at, fact=None)))


def _stated(command: Statement) -> RecordContent | RecordWithdrawn:
    return command.fact or RecordWithdrawn(
        kind=command.kind,
        source=command.source,
        record_id=command.record_id,
        updated_at=command.updated_at,
    )


def _content(fact: RecordContent | RecordWithdrawn) -> bytes:
    """What the source itself said, whatever project it was linked to."""
    return fact.__pydantic_serializer__.to_json(fact, exclude_none=True, exclude={"project_id"})


def _of_project(fact: RecordContent | RecordWithdrawn, project_id: UUID | None) -> Fact:
    """The statement with the project it is about; a registration carries its own."""
    if isinstance(fact, RecordFact) and project_id is not None:
        return fact.model_copy(update={"project_id": project_id})
    return fact


def _linked(command: Link) -> RecordLinked:
    return RecordLinked(
        kind=command.kind,
        source=command.source,
        record_id=command.record_id,
        project_id=command.project_id,
        matched_by=command.matched_by,
    )


def _refused(command: Refusal) -> RecordRejected:
    return RecordRejected(
        kind=command.kind,
        source=command.source,
        record_id=command.record_id,
        delivery=command.delivery,
        findings=command.findings,
    )
