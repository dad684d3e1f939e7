"""A project as a caller may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

import msgspec
from psycopg import sql

from zhouqi.lifecycle.standing import Standing
from zhouqi.service.identity import Identity
from zhouqi.service.language import Text
from zhouqi.service.problems import NOT_FOUND, Kind, Problem
from zhouqi.service.registrations import REGISTRATIONS
from zhouqi.service.runtime import Runtime
from zhouqi.service.scope import within

WITHDRAWN: Final = Kind(
    "project-withdrawn", 409, Text("项目登记已被撤销", "The project's registration was withdrawn")
)
_standing: Final = msgspec.json.Decoder(Standing)


@dataclass(frozen=True, slots=True)
class Found:
    """A registered project: where it stands, and at which sequence of its stream."""

    project_id: UUID
    withdrawn: bool
    sequence: int
    standing: Standing

    @property
    def stream(self) -> str:
        """The project's stream."""
        return stream_of(self.project_id)


def stream_of(project_id: UUID) -> str:
    """The stream of a project."""
    return f"project/{project_id}"


async def find(runtime: Runtime, identity: Identity, project_id: UUID) -> Found:
    """The project. Raises Problem 404 when there is none within the caller's scope."""
    scope = within(identity.scope, REGISTRATIONS, "r")
    query = sql.SQL(
        "select r.withdrawn, coalesce(p.sequence, 0), p.standing"
        " from registration r left join project p on p.project_id = r.project_id"
        " where r.project_id = %(project)s and {} order by r.withdrawn limit 1"
    ).format(scope.sql)
    async with runtime.pool.connection() as conn:
        row = await (await conn.execute(query, {**scope.values, "project": project_id})).fetchone()
    if row is None:
        raise Problem(NOT_FOUND)
    withdrawn, sequence, standing = row
    known = _standing.decode(standing) if isinstance(standing, bytes) else Standing()
    return Found(project_id, withdrawn is True, int(str(sequence)), known)
