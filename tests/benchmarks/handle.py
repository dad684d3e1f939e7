"""The whole command handler: look up, load, decide, lock, append, fold and commit.

The commands are real ones: an issue that was raised is accepted, so that there is an event to load and a
row to fold. One at a time against a bare locked INSERT, in lists of 100 against COPY of the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Final, TypeVar
from uuid import UUID, uuid4

from tests.benchmarks import limits
from tests.benchmarks.measure import Bar, Figure, Pair, interleaved, rate
from tests.benchmarks.plan import Plan
from tests.benchmarks.world import World, migrated, settle
from zhouqi.events import AnyCommand, Command, Event, Handler
from zhouqi.events.contracts.issues import Category, IssueAccepted
from zhouqi.events.fold.projector import Projector
from zhouqi.events.log.connection import Conn, connect
from zhouqi.issues.context import context
from zhouqi.issues.issue import rules
from zhouqi.issues.issue.commands import Accept, Circumstances, Raise
from zhouqi.issues.issue.decider import IssueDecider
from zhouqi.issues.workflow.permitted_acts import Actor
from zhouqi.service.rules.working_days import Calendar

LIST: Final = 100
_AT: Final = datetime(2026, 10, 30, 4, 0, tzinfo=UTC)
T = TypeVar("T")
_DISPATCHER: Final = Actor(dispatches=True)
_RULES: Final = rules.rule_book().on(_AT.date())


async def measure(world: World, plan: Plan) -> list[Figure]:
    """``handle``: commands a second, one a transaction."""
    pair = await _measured(world, plan, plan.size(250, 10), 1)
    return [pair.figure("handle", "commands/s", Bar(ratio=0.6))]


async def measure_lists(world: World, plan: Plan) -> list[Figure]:
    """``handle-list``: commands a second, a hundred a transaction."""
    pair = await _measured(world, plan, plan.size(4_000, 200), LIST)
    return [pair.figure("handle-list", "commands/s", Bar(ratio=0.05, least=3_000))]


async def _measured(world: World, plan: Plan, count: int, together: int) -> Pair:
    with world.database() as database:
        await migrated(database, context)
        conn, admin = await connect(database.dsn), await connect(database.admin_dsn)
        by = handler()
        issues = [uuid4() for _ in range(count * (plan.rounds + 1))]
        for some in _parts(issues, LIST):
            await by.handle(conn, IssueDecider(), [raised(issue) for issue in some])
        await limits.make(admin)
        await settle(database)
        todo, written = iter(issues), 0

        async def handled(_: int) -> float:
            lists = list(_parts([accepted(issue) for issue in islice(todo, count)], together))
            return await rate(count, handle(conn, by, lists))

        async def bare(_: int) -> float:
            nonlocal written
            rows = limits.placed((_event(uuid4()) for _ in range(count)), written)
            written += count
            if together == 1:
                return await rate(count, limits.locked_inserts(admin, rows))
            return await rate(count, _copy(admin, [limits.encoded(some) for some in _parts(rows, together)]))

        try:
            pair = await interleaved(plan.rounds, handled, bare)
            found = await conn.execute("select count(*) from issue where state = 'accepted'")
            assert await found.fetchone() == (len(issues),)
        finally:
            await conn.close()
            await admin.close()
    return pair


def handler() -> Handler:
    """The handler of the issues' commands, as its service has it."""
    return Handler(context.publishes, Projector(context.read_model, context.decoder), "330529", lambda: _AT)


async def handle(conn: Conn, by: Handler, lists: Sequence[Sequence[AnyCommand]]) -> None:
    """Handle each list of commands, of which each says one thing."""
    for commands in lists:
        outcomes = await by.handle(conn, IssueDecider(), commands)
        assert all(outcome.events == 1 for outcome in outcomes)


async def _copy(conn: Conn, batches: Sequence[bytes]) -> None:
    for rows in batches:
        await limits.copy(conn, rows)


def raised(issue: UUID) -> AnyCommand:
    """The command that raises an issue."""
    body = Raise(
        issue_id=issue,
        project_id=None,
        township="330529100",
        enterprise="91330523MA2B3C0290",
        by_agent=False,
        category=Category.UTILITIES,
        title="厂区临时用电未接通",
        description="临时用电申请已提交三周，仍未接通，影响桩基施工。",
    )
    return Command(id=uuid4(), stream=f"issue/{issue}", body=body, occurred_at=_AT, actor="enterprise-1")


def accepted(issue: UUID) -> AnyCommand:
    """The command that accepts it."""
    given = Circumstances(_DISPATCHER, _AT, _RULES, Calendar({}))
    return Command(
        id=uuid4(),
        stream=f"issue/{issue}",
        body=Accept(issue, given),
        occurred_at=_AT,
        actor="dispatcher",
        expected=1,
        digest=b"accept",
    )


def _event(issue: UUID) -> Event:
    """The row that accepting the issue writes."""
    return Event(
        stream=f"issue/{issue}",
        sequence=2,
        id=uuid4(),
        type=IssueAccepted.type(),
        schema_version=1,
        occurred_at=_AT,
        recorded_at=_AT,
        county="330529",
        correlation_id=issue,
        causation_id=issue,
        actor="dispatcher",
        traceparent=None,
        data=IssueAccepted(issue_id=issue).encode(),
    )


def _parts(some: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (some[start : start + size] for start in range(0, len(some), size))
