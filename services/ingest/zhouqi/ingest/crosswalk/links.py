"""Find the project that a record is about, by the identifiers that it carries.

A record whose project is known when it is taken carries it at once (:func:`projects_of`); any other
waits unmatched, and a pass over all records (:func:`link_records`) links it once its identifiers mean a project,
or another project than before. The pass looks at all that the records say by then, so the links do not
depend on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from psycopg import sql

from zhouqi.events import AnyCommand, Command
from zhouqi.events.contracts.ingest import RecordFact
from zhouqi.events.log.connection import Conn
from zhouqi.ingest.records.commands import Link
from zhouqi.ingest.records.decider import RecordDecider
from zhouqi.ingest.records.identifiers import SCHEMES_AT_ONCE, identifiers_of
from zhouqi.service.runtime import Runtime

_LINKS = UUID("0b6d2c50-5f3c-5c57-9d55-5a3f3f1b0c05")
_AT_ONCE = 500

_KNOWN = sql.SQL("select scheme, value, project_id from identifier where {}").format(
    sql.SQL(" or ").join(
        sql.SQL("(scheme = {} and value = any({}))").format(sql.Literal(scheme), sql.Placeholder(scheme))
        for scheme in SCHEMES_AT_ONCE
    )
)

_UNLINKED = """
with known as materialized (select scheme, value, project_id from identifier),
found as (
  select r.stream, f.sequence, r.kind, r.source, r.record_id, r.project_id as before,
    coalesce(p.project_id, l.project_id, c.project_id, s.project_id, e.project_id) as project_id,
    case when p.project_id is not null then 'project_code'
      when l.project_id is not null then 'land_number'
      when c.project_id is not null then 'permit_number'
      when s.project_id is not null then 'site_code'
      else 'enterprise_code' end as matched_by
  from source_record r
  join record_fold f using (stream)
  left join known p on p.scheme = 'project_code' and p.value = r.project_code
  left join known l on l.scheme = 'land_number' and l.value = r.land_number
  left join known c on c.scheme = 'permit_number' and c.value = r.permit_number
  left join known s on s.scheme = 'site_code' and s.value = r.site_code
  left join known e on e.scheme = 'enterprise_code' and e.value = r.enterprise_code
    and coalesce(r.project_code, r.land_number, r.permit_number, r.site_code) is null
  where r.kind <> 'project' and not r.withdrawn
)
select stream, sequence, kind, source, record_id, project_id, matched_by from found
where project_id is not null and project_id is distinct from before
order by stream
"""


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A record that its identifiers link to another project than it has; ``sequence`` of its stream."""

    stream: str
    sequence: int
    link: Link


async def projects_of(conn: Conn, facts: Sequence[RecordFact | None]) -> list[UUID | None]:
    """Of each fact the project that its identifiers mean by now; None where they mean none, or there is no fact."""
    wanted: dict[str, set[str]] = {scheme: set() for scheme in SCHEMES_AT_ONCE}
    for fact in facts:
        for scheme, value in identifiers_of(fact):
            wanted[scheme].add(value)
    if not any(wanted.values()):
        return [None] * len(facts)
    values = {scheme: list(some) for scheme, some in wanted.items()}
    rows = await conn.execute(_KNOWN, values)
    known = {(str(row[0]), str(row[1])): UUID(str(row[2])) for row in await rows.fetchall()}
    return [next((known[one] for one in identifiers_of(fact) if one in known), None) for fact in facts]


async def link_records(runtime: Runtime) -> int:
    """Link what can be linked now; returns how many records. To be repeated after every collection."""
    async with runtime.pool.connection() as conn:
        found = await find_links(conn)
    now, linked = runtime.clock.now(), 0
    for start in range(0, len(found), _AT_ONCE):
        commands: list[AnyCommand] = [
            Command(
                id=uuid5(_LINKS, f"{one.stream}/{one.sequence}/{one.link.project_id}"),
                stream=one.stream,
                body=one.link,
                occurred_at=now,
                expected=one.sequence,
            )
            for one in found[start : start + _AT_ONCE]
        ]
        linked += sum(outcome.events for outcome in await runtime.handle(RecordDecider(), commands))
    return linked


async def find_links(conn: Conn) -> list[FoundLink]:
    """The records that their identifiers link to another project than they have, or to one at last."""
    rows = await conn.execute(_UNLINKED)
    return [
        FoundLink(
            str(stream),
            int(str(sequence)),
            Link(str(kind), str(source), str(record_id), UUID(str(project_id)), str(matched_by)),
        )
        for stream, sequence, kind, source, record_id, project_id, matched_by in await rows.fetchall()
    ]
