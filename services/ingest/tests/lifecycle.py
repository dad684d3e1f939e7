"""Lifecycle's events as they arrive in ingest's journal, and the reaction to them."""

from __future__ import annotations

from uuid import UUID

from tests import arriving
from zhouqi.events import Fact
from zhouqi.events.contracts.lifecycle import Milestone, MilestoneCorrected, MilestoneReached, ProgressClosed
from zhouqi.ingest.context import context
from zhouqi.service.runtime import Runtime


async def arrive(runtime: Runtime, *said: tuple[str, int, Fact]) -> None:
    """Events of (stream, sequence) come in."""
    now = runtime.clock.now()
    events = [arriving.published(stream, sequence, fact, now) for stream, sequence, fact in said]
    await arriving.receive(runtime.dsn, context, events)


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
    return await arriving.react(runtime.dsn, context, runtime.clock.now)
