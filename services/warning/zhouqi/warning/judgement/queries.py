"""What is known and published of a project, as a caller may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

import msgspec
from psycopg import sql

from zhouqi.events.log.connection import Row
from zhouqi.service.http.problems import NOT_FOUND, Problem
from zhouqi.service.identity.identity import Identity
from zhouqi.service.identity.scope import within
from zhouqi.service.projections.registrations import REGISTRATIONS
from zhouqi.service.runtime import Runtime
from zhouqi.warning.facts.project_facts import Facts
from zhouqi.warning.judged_day.queries import JUDGED
from zhouqi.warning.judgement.published import Published

_facts: Final = msgspec.json.Decoder(Facts)
_published: Final = msgspec.json.Decoder(Published)


@dataclass(frozen=True, slots=True)
class ProjectDetails:
    """A registered project: its facts, what is published of it, and the last day that was judged."""

    withdrawn: bool
    facts: Facts
    published: Published
    day: date | None


async def find_project(runtime: Runtime, identity: Identity, project_id: UUID) -> ProjectDetails:
    """The project. Raises Problem 404 when there is none within the caller's scope."""
    scope = within(identity.scope, REGISTRATIONS, "r")
    query = sql.SQL(
        "select r.withdrawn, f.facts, w.published, (select d.date from closed_day d where {}"
        " order by d.date desc limit 1)"
        " from registration r left join project_facts f on f.project_id = r.project_id"
        " left join warning w on w.project_id = r.project_id"
        " where r.project_id = %(project)s and {} order by r.withdrawn limit 1"
    ).format(sql.SQL(JUDGED), scope.sql)
    async with runtime.pool.connection() as conn:
        row: Row | None = await (
            await conn.execute(query, {**scope.values, "project": project_id})
        ).fetchone()
    if row is None:
        raise Problem(NOT_FOUND)
    withdrawn, facts, published, day = row
    return ProjectDetails(
        withdrawn=withdrawn is True,
        facts=_facts.decode(facts) if isinstance(facts, bytes) else Facts(),
        published=_published.decode(published) if isinstance(published, bytes) else Published(),
        day=day if isinstance(day, date) else None,
    )
