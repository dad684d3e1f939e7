"""Issues whose answer nobody rated in time are closed once the last day to rate it is closed.

Nothing rests on a timer: what is due follows from the issues and the last closed day alone. It is asked
at every day that closes and after every answer, so that answers entered late close too, and asked again
after every restart; repeats are harmless.
"""

from __future__ import annotations

from datetime import datetime, time
from uuid import UUID, uuid5

import structlog

from zhouqi.events import COUNTY_ZONE, JOURNAL, AnyCommand, Command, Conflict, Heartbeat
from zhouqi.issues.closing.queries import UnratedIssue, count_unrated, unrated_issues
from zhouqi.issues.issue.commands import CloseUnrated
from zhouqi.issues.issue.decider import IssueDecider
from zhouqi.service.loops.health import Check, CheckResult, State
from zhouqi.service.loops.supervision import Loop
from zhouqi.service.runtime import Runtime

_SPACE = UUID("6d0a4d3f-5a0c-5f5b-8d7a-3f6f2b0e9c11")
_BATCH = 100
_POLL_SECONDS = 1.0
_EVENING = time(23, 59, 59)
_logger = structlog.get_logger(__name__)


def close_command(county: str, issue: UnratedIssue) -> AnyCommand:
    """The closing, at the end of the last day to rate. One for each answer of the issue."""
    end = datetime.combine(issue.rate_by, _EVENING, COUNTY_ZONE)
    return Command(
        id=uuid5(_SPACE, f"{county}/{issue.issue_id}/{issue.reopened}"),
        stream=f"issue/{issue.issue_id}",
        body=CloseUnrated(issue.issue_id, issue.closed),
        occurred_at=max(end, issue.last_at),
    )


async def close_due(runtime: Runtime) -> int:
    """Close what is due; how many issues that were."""
    closed = 0
    while True:
        async with runtime.pool.connection() as conn:
            found = await unrated_issues(conn, _BATCH)
        if not found:
            return closed
        commands = [close_command(runtime.settings.county, one) for one in found]
        outcomes = await runtime.handle(IssueDecider(), commands)
        closed += sum(outcome.events > 0 for outcome in outcomes)
        if not any(outcome.events for outcome in outcomes):
            return closed  # someone else was first; the next turn sees what is left


class UnratedClosing:
    """Closes what is due, for as long as it runs. Several may run; each closing happens once."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._waiter = runtime.hints.waiter(JOURNAL)

    async def run(self, heartbeat: Heartbeat) -> None:
        """Look at every hint that something arrived, and every second for answers of our own."""
        while True:
            heartbeat.beat()
            try:
                closed = await close_due(self._runtime)
            except Conflict:
                continue
            if closed:
                _logger.info("issues.closed_unrated", count=closed)
            await self._waiter.wait(_POLL_SECONDS)


def closing_loop(runtime: Runtime) -> Loop:
    """The loop of a worker that closes what nobody rated."""
    return Loop("closing", UnratedClosing(runtime).run)


def closing_check(runtime: Runtime) -> Check:
    """Ready means that nothing is due any more at the last closed day."""

    async def find() -> CheckResult:
        async with runtime.pool.connection() as conn:
            waiting = await count_unrated(conn)
        return CheckResult(State.DEGRADED if waiting else State.OK, {"due": waiting} if waiting else {})

    return Check("issues/closing", find)
