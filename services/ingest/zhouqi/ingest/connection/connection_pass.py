"""What is known of projects for their connection: read together, decided once for each that changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID, uuid5

from psycopg import sql
from psycopg.rows import class_row
from pydantic import BaseModel, ConfigDict

from zhouqi.events import AnyCommand, Command
from zhouqi.events.log.connection import Conn
from zhouqi.ingest.connection.commands import StateConnection
from zhouqi.ingest.connection.decider import ConnectionDecider
from zhouqi.ingest.connection.judgement import Connection, ProjectFacts, judge_connection
from zhouqi.ingest.connection.rules import TRAITS, ConnectionRules
from zhouqi.ingest.kinds import KINDS
from zhouqi.service.rules.rulebook import RuleBook
from zhouqi.service.runtime import Runtime

_CATALOGUE = tuple(kind.name for kind in KINDS)
_PASSES = UUID("0b6d2c50-5f3c-5c57-9d55-5a3f3f1b0c06")
_AT_ONCE = 250

# Of several agreements the one that was stated last counts.
_PROJECTS = """
with of_project as (
  select project_id, array_agg(distinct kind) filter (where not withdrawn) as recorded
  from source_record where project_id is not null and {which} group by project_id
  having bool_or(kind = 'project')
),
agreement as (
  select distinct on (project_id) project_id, new_land, civil_works, scale_expected
  from source_record where kind = 'agreement' and not withdrawn and project_id is not null and {which}
  order by project_id, updated_at desc, stream
)
select o.project_id, coalesce(o.recorded, '{{}}') as recorded,
  a.project_id is not null as agreed, a.new_land, a.civil_works, a.scale_expected,
  coalesce(p.reached, '{{}}') as reached, coalesce(p.since, '{{}}') as since,
  c.applicable, c.connected, c.awaited, c.until
from of_project o left join agreement a using (project_id) left join progress p using (project_id)
left join connection c using (project_id)
order by o.project_id
"""


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True)

    project_id: UUID
    recorded: frozenset[str]
    agreed: bool
    new_land: bool | None
    civil_works: bool | None
    scale_expected: bool | None
    reached: tuple[str, ...]
    since: tuple[date, ...]
    applicable: tuple[str, ...] | None
    connected: tuple[str, ...] | None
    awaited: tuple[str, ...] | None
    until: tuple[date, ...] | None

    def known(self) -> ProjectFacts:
        """What is known of the project."""
        traits = frozenset(trait for trait in TRAITS if getattr(self, trait)) if self.agreed else None
        reached = dict(zip(self.reached, self.since, strict=True))
        return ProjectFacts(self.project_id, traits, reached, self.recorded)

    def stated(self) -> Connection | None:
        """What was said of it last."""
        if self.applicable is None or self.connected is None:
            return None
        awaited = zip(self.awaited or (), self.until or (), strict=True)
        return Connection(self.applicable, self.connected, tuple(awaited))


async def changed_connections(
    conn: Conn, rule_book: RuleBook[ConnectionRules], projects: Iterable[UUID] | None = None
) -> list[StateConnection]:
    """The projects (of ``projects``, or all) whose connection is another than was said last.

    It is judged by the rules in force on the last closed day.
    """
    rules = rule_book.on(await _last_closed(conn))
    which = sql.SQL("true" if projects is None else "project_id = any(%(projects)s)")
    async with conn.cursor(row_factory=class_row(_Row)) as cursor:
        await cursor.execute(sql.SQL(_PROJECTS).format(which=which), {"projects": list(projects or ())})
        found = []
        while rows := await cursor.fetchmany(_AT_ONCE):
            decided = ((row, judge_connection(row.known(), rules, _CATALOGUE)) for row in rows)
            found += [
                StateConnection(row.project_id, now, rules.version)
                for row, now in decided
                if now != row.stated()
            ]
    return found


def connection_stream(project_id: UUID) -> str:
    """The stream in which a project's connection is said."""
    return f"connection/{project_id}"


async def _last_closed(conn: Conn) -> date:
    row = await (await conn.execute("select max(date) from closed_day")).fetchone()
    return row[0] if row is not None and isinstance(row[0], date) else date.min


async def run_connection_pass(runtime: Runtime, rule_book: RuleBook[ConnectionRules]) -> int:
    """Say which projects' connection has changed; returns how many. For after collections.

    Nothing is said before lifecycle has answered the first day: until then each project would be
    said anew with every milestone that comes in. The reaction to that answer says it of all at once.
    """
    async with runtime.pool.connection() as conn:
        if not await lifecycle_answered(conn):
            return 0
        found = await changed_connections(conn, rule_book)
    now, changed = runtime.clock.now(), 0
    for start in range(0, len(found), _AT_ONCE):
        changed += await _say(runtime, found[start : start + _AT_ONCE], now.isoformat())
    return changed


async def lifecycle_answered(conn: Conn) -> bool:
    """Whether lifecycle has worked off any day yet."""
    rows = await conn.execute("select exists (select from log.journal where type = 'ProgressClosed')")
    row = await rows.fetchone()
    return row is not None and row[0] is True


async def _say(runtime: Runtime, found: Sequence[StateConnection], name: str) -> int:
    commands: list[AnyCommand] = [
        Command(
            id=uuid5(_PASSES, f"{one.project_id}/{name}"),
            stream=connection_stream(one.project_id),
            body=one,
            occurred_at=runtime.clock.now(),
        )
        for one in found
    ]
    return sum(outcome.events for outcome in await runtime.handle(ConnectionDecider(), commands))
