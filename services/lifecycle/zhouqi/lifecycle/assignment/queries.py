"""Whether the projects, departments and agents of assignments are known."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from psycopg import sql

from zhouqi.events.contracts.ingest import AccountRole
from zhouqi.lifecycle.assignment.rejections import (
    ELSEWHERE,
    UNKNOWN_AGENTS,
    UNKNOWN_DEPARTMENTS,
    UNKNOWN_PROJECTS,
)
from zhouqi.lifecycle.assignment.schemas import Assignment
from zhouqi.service.http.problems import Problem
from zhouqi.service.identity.identity import Identity
from zhouqi.service.identity.scope import within
from zhouqi.service.projections.registrations import REGISTRATIONS
from zhouqi.service.runtime import Runtime


async def require_known_projects(runtime: Runtime, identity: Identity, project_ids: Sequence[UUID]) -> None:
    """Raise Problem 404 unless all are registered within the caller's scope."""
    scope = within(identity.scope, REGISTRATIONS)
    query = sql.SQL(
        "select distinct project_id from registration"
        " where project_id = any(%(projects)s) and not withdrawn and {}"
    ).format(scope.sql)
    async with runtime.pool.connection() as conn:
        cursor = await conn.execute(query, {**scope.values, "projects": list(project_ids)})
        known = {row[0] for row in await cursor.fetchall()}
    unknown = [str(one) for one in project_ids if one not in known]
    if unknown:
        raise Problem(UNKNOWN_PROJECTS, extra={"projects": unknown})


async def require_assignable(runtime: Runtime, assignments: Sequence[Assignment]) -> None:
    """Raise Problem unless the register grants each department, and each agent in the township of its project."""
    named = {one.department for one in assignments} | {one.agent for one in assignments}
    query = "select account, role, scope from granted where not revoked and (account = any(%s) or scope = any(%s))"
    where = "select project_id, township from registration where project_id = any(%s) and not withdrawn"
    codes = [one for one in named if one is not None]
    async with runtime.pool.connection() as conn:
        granted = await (await conn.execute(query, (codes, codes))).fetchall()
        rows = await (await conn.execute(where, ([one.project_id for one in assignments],))).fetchall()
    departments = {scope for _, role, scope in granted if role == AccountRole.DEPARTMENT}
    agents = {account: scope for account, role, scope in granted if role == AccountRole.AGENT}
    townships = {project_id: township for project_id, township in rows}  # noqa: C416 - a row has more types than two
    if unknown := sorted({one.department for one in assignments if one.department} - departments):
        raise Problem(UNKNOWN_DEPARTMENTS, extra={"departments": unknown})
    if unknown := sorted({one.agent for one in assignments if one.agent} - agents.keys()):
        raise Problem(UNKNOWN_AGENTS, extra={"agents": unknown})
    elsewhere = [
        str(one.project_id)
        for one in assignments
        if one.agent and agents[one.agent] not in (None, townships.get(one.project_id))
    ]
    if elsewhere:
        raise Problem(ELSEWHERE, extra={"projects": elsewhere})
