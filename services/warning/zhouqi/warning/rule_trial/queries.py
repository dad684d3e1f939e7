"""The projects that a trial judges: all that are registered, as far as the caller may see them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import msgspec
from psycopg import sql

from zhouqi.service.identity.identity import Identity
from zhouqi.service.identity.scope import within
from zhouqi.service.projections.registrations import REGISTRATIONS
from zhouqi.service.runtime import Runtime
from zhouqi.warning.facts.project_facts import Facts
from zhouqi.warning.rule_trial.difference import KnownProject

_AT_ONCE: Final = 500
_facts: Final = msgspec.json.Decoder(Facts)


@dataclass(frozen=True, slots=True)
class ProjectBatch:
    """Some of the projects, and how many beside them can't be judged: half their facts would accuse them falsely."""

    known: list[KnownProject]
    stuck: int


async def known_projects(runtime: Runtime, identity: Identity) -> AsyncIterator[ProjectBatch]:
    """All projects within the caller's scope but withdrawn ones, some hundreds at once.

    No connection is held while a batch is worked on; a project that is registered meanwhile may be left out.
    """
    scope = within(identity.scope, REGISTRATIONS, "r")
    ids = sql.SQL("select distinct r.project_id from registration r where {} order by r.project_id").format(
        scope.sql
    )
    async with runtime.pool.connection() as conn:
        rows = await (await conn.execute(ids, scope.values)).fetchall()
    found = [row[0] for row in rows if isinstance(row[0], UUID)]
    query = sql.SQL(
        "select r.project_id, min(r.township) filter (where not r.withdrawn), (array_agg(f.facts::text))[1],"
        " bool_or(k.stuck is not null or r.stuck)"
        " from registration r left join project_facts f on f.project_id = r.project_id"
        " left join facts_fold k on k.stream = 'project/' || r.project_id"
        " where r.project_id = any(%(projects)s) and {} group by r.project_id having not bool_and(r.withdrawn)"
    ).format(scope.sql)
    for start in range(0, len(found), _AT_ONCE):
        async with runtime.pool.connection() as conn:
            cursor = await conn.execute(query, {**scope.values, "projects": found[start : start + _AT_ONCE]})
            yield _batch(await cursor.fetchall())


def _batch(rows: list[tuple[object, ...]]) -> ProjectBatch:
    known = []
    for project_id, township, facts, stuck in rows:
        assert isinstance(project_id, UUID)
        if not stuck:
            decoded = _facts.decode(facts) if isinstance(facts, str) else Facts()
            known.append(KnownProject(project_id, township if isinstance(township, str) else None, decoded))
    return ProjectBatch(known, len(rows) - len(known))
