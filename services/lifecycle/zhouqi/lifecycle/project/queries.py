"""A project as a caller may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

import msgspec
from psycopg import sql

from zhouqi.lifecycle.project.rejections import WITHDRAWN
from zhouqi.lifecycle.requests.request import Request
from zhouqi.lifecycle.status.project_status import ManualEntries, ProjectStatus
from zhouqi.service.http.problems import NOT_FOUND, Problem
from zhouqi.service.identity.identity import Identity
from zhouqi.service.identity.scope import within
from zhouqi.service.projections.registrations import REGISTRATIONS
from zhouqi.service.runtime import Runtime

_status: Final = msgspec.json.Decoder(ProjectStatus)
_manual_entries: Final = msgspec.json.Decoder(ManualEntries)
_requests: Final = msgspec.json.Decoder(tuple[Request, ...])


@dataclass(frozen=True, slots=True)
class ProjectDetails:
    """A registered project: where it stands, what waits, who is in charge, and at which sequence of its stream."""

    project_id: UUID
    withdrawn: bool
    sequence: int
    status: ProjectStatus
    manual_entries: ManualEntries
    requests: tuple[Request, ...]
    department: str | None
    agent: str | None

    @property
    def stream(self) -> str:
        """The project's stream."""
        return stream_of(self.project_id)


def stream_of(project_id: UUID) -> str:
    """The stream of a project."""
    return f"project/{project_id}"


async def find_project(runtime: Runtime, identity: Identity, project_id: UUID) -> ProjectDetails:
    """The project. Raises Problem 404 when there is none within the caller's scope."""
    scope = within(identity.scope, REGISTRATIONS, "r")
    query = sql.SQL(
        "select r.withdrawn, coalesce(p.sequence, 0), p.status, p.manual_entries, p.requests, p.department, p.agent"
        " from registration r left join project p on p.project_id = r.project_id"
        " where r.project_id = %(project)s and {} order by r.withdrawn limit 1"
    ).format(scope.sql)
    async with runtime.pool.connection() as conn:
        row = await (await conn.execute(query, {**scope.values, "project": project_id})).fetchone()
    if row is None:
        raise Problem(NOT_FOUND)
    withdrawn, sequence, status, manual_entries, requests, department, agent = row
    return ProjectDetails(
        project_id=project_id,
        withdrawn=withdrawn is True,
        sequence=int(str(sequence)),
        status=_status.decode(status) if isinstance(status, bytes) else ProjectStatus(),
        manual_entries=_manual_entries.decode(manual_entries)
        if isinstance(manual_entries, bytes)
        else ManualEntries(),
        requests=_requests.decode(requests) if isinstance(requests, bytes) else (),
        department=None if department is None else str(department),
        agent=None if agent is None else str(agent),
    )


async def find_open_project(runtime: Runtime, identity: Identity, project_id: UUID) -> ProjectDetails:
    """The project, if something may be entered about it. Raises Problem 404 and 409."""
    found = await find_project(runtime, identity, project_id)
    if found.withdrawn:
        raise Problem(WITHDRAWN)
    return found
