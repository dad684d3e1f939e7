"""Lifecycle's events as they arrive in ingest's journal, and the reaction to them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid4

from zhouqi.events import JOURNAL, Event, Fact, Heartbeat
from zhouqi.events.connection import connect
from zhouqi.events.contracts.lifecycle import Milestone, MilestoneCorrected, MilestoneReached, ProgressClosed
from zhouqi.events.follow import hold
from zhouqi.events.hint import Waiter
from zhouqi.events.react import NotYet, Reactor
from zhouqi.ingest.context import context
from zhouqi.service.runtime import Runtime


async def arrive(runtime: Runtime, *arriving: tuple[str, int, Fact]) -> None:
    """Events of (stream, sequence) come in."""
    now = runtime.clock.now()
    events = [
        Event(
            stream=stream,
            sequence=sequence,
            id=uuid4(),
            type=fact.type(),
            schema_version=fact.schema_version,
            occurred_at=now,
            recorded_at=now,
            county="330529",
            correlation_id=uuid4(),
            causation_id=None,
            actor=None,
            traceparent=None,
            data=fact.encode(),
        )
        for stream, sequence, fact in arriving
    ]
    conn = await connect(runtime.dsn)
    try:
        async with conn.transaction():
            await JOURNAL.lock(conn)
            placed = await JOURNAL.write(conn, events)
            await runtime.folder.fold(conn, JOURNAL, placed)
    finally:
        await conn.close()


def reached(project: UUID, sequence: int, milestone: str) -> tuple[str, int, Fact]:
    """A milestone is reached."""
    fact = MilestoneReached(project_id=project, milestone=Milestone(milestone), basis="report")
    return f"project/{project}", sequence, fact


def taken_back(project: UUID, sequence: int, milestone: str) -> tuple[str, int, Fact]:
    """A milestone turned out not to be reached."""
    fact = MilestoneCorrected(
        project_id=project, milestone=Milestone(milestone), reached=False, basis="report"
    )
    return f"project/{project}", sequence, fact


def answered(day: str, **counted: int) -> tuple[str, int, Fact]:
    """Lifecycle has worked off a day."""
    return f"progress/{day}", 1, ProgressClosed.model_validate({"date": day, "counted": counted})


async def react(runtime: Runtime) -> bool:
    """Let the reaction work off what arrived; False when it waits for more."""
    (reaction,) = context.reactions
    reactor = Reactor(reaction, runtime.dsn, runtime.handler, Waiter(), Heartbeat("reaction"))
    async with hold(runtime.dsn, JOURNAL, f"reaction:{reaction.name}", reaction.start) as cursor:
        assert cursor is not None
        try:
            while await reactor.advance(cursor):
                pass
        except NotYet:
            return False
    return True


async def parked(runtime: Runtime) -> Sequence[object]:
    """What the reaction could not do."""
    async with runtime.pool.connection() as conn:
        return await (await conn.execute("select cause, detail from log.parked")).fetchall()
