"""Find the project that a record is about, by the identifiers that it carries.

A record whose project is known when it is taken carries it at once (:func:`projects_of`); any other
waits unmatched, and a pass over all records (:func:`link`) links it once its identifiers mean a project,
or another project than before. The pass looks at all that the records say by then, so the links do not
depend on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from psycopg import sql

from zhouqi.events import AnyCommand, Command
from zhouqi.events.connection import Conn
from zhouqi.events.contracts.ingest import RecordFact
from zhouqi.ingest.delivery import Delivered
from zhouqi.ingest.readmodel.records import IDENTIFIERS
from zhouqi.ingest.record import Link, Records
from zhouqi.service.runtime import Runtime

_LINKS = UUID("0b6d2c50-5f3c-5c57-9d55-5a3f3f1b0c05")
_AT_ONCE = 500
AT_ONCE_SCHEMES = IDENTIFIERS[:-1]
"""What a record is linked by when it is taken. An enterprise means its project only once all are known."""

_KNOWN = sql.SQL("select scheme, value, project_id from identifier where {}").format(
    sql.SQL(" or ").join(
        sql.SQL("(scheme = {} and value = any({}))").format(sql.Literal(scheme), sql.Placeholder(scheme))
        for scheme in AT_ONCE_SCHEMES
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

Known = Mapping[tuple[str, str], UUID]
"""(scheme, value) -> project"""


@dataclass(frozen=True, slots=True)
class Unlinked:
    """A record that its identifiers link to another project than it has; ``sequence`` of its stream."""

    stream: str
    sequence: int
    link: Link


async def projects_of(conn: Conn, delivered: Sequence[Delivered]) -> list[Delivered]:
    """The same, each with its project if its identifiers mean one by now."""
    wanted: dict[str, set[str]] = {scheme: set() for scheme in AT_ONCE_SCHEMES}
    for fact in (one.says for one in delivered):
        for scheme, value in _identifiers(fact):
            wanted[scheme].add(value)
    if not any(wanted.values()):
        return list(delivered)
    values = {scheme: list(some) for scheme, some in wanted.items()}
    rows = await conn.execute(_KNOWN, values)
    known = {(str(row[0]), str(row[1])): UUID(str(row[2])) for row in await rows.fetchall()}
    return [_linked(one, known) for one in delivered]


async def link(runtime: Runtime) -> int:
    """Link what can be linked now; returns how many records. To be repeated after every collection."""
    async with runtime.pool.connection() as conn:
        found = await unlinked(conn)
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
        linked += sum(outcome.events for outcome in await runtime.handle(Records(), commands))
    return linked


async def unlinked(conn: Conn) -> list[Unlinked]:
    """The records that their identifiers link to another project than they have, or to one at last."""
    rows = await conn.execute(_UNLINKED)
    return [
        Unlinked(
            str(stream),
            int(str(sequence)),
            Link(str(kind), str(source), str(record_id), UUID(str(project_id)), str(matched_by)),
        )
        for stream, sequence, kind, source, record_id, project_id, matched_by in await rows.fetchall()
    ]


def _linked(one: Delivered, known: Known) -> Delivered:
    project_id = next(
        (known[identifier] for identifier in _identifiers(one.says) if identifier in known), None
    )
    return one if project_id is None else one.of(project_id)


def _identifiers(fact: RecordFact | None) -> Iterable[tuple[str, str]]:
    """The identifiers that a fact carries, in the order in which they are believed."""
    if fact is None:
        return
    for scheme in AT_ONCE_SCHEMES:
        value = getattr(fact, scheme, None)
        if isinstance(value, str):
            yield scheme, value
