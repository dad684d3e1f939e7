"""Records become decisions: each project that a record concerns is decided by all that is claimed now."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Final
from uuid import UUID

from zhouqi.events import Fact, Intent, Reaction, ReceivedFact
from zhouqi.events.contracts.ingest import RecordLinked, RecordWithdrawn
from zhouqi.events.log.connection import Conn
from zhouqi.lifecycle.claims.queries import claims_of
from zhouqi.lifecycle.claims.record_claims import CLAIMING_RECORDS
from zhouqi.lifecycle.project.commands import ApplyClaims
from zhouqi.lifecycle.project.decider import ProjectDecider

CLAIMING: Final[tuple[type[Fact], ...]] = (*CLAIMING_RECORDS.values(), RecordLinked, RecordWithdrawn)
"""What may change what the records of a project claim."""


async def _milestones(
    conn: Conn, happened: Sequence[ReceivedFact]
) -> AsyncIterator[tuple[ReceivedFact, Intent]]:
    """Each project that one of these records concerns is decided once, by all that is claimed now."""
    last: dict[UUID, ReceivedFact] = {}
    of_stream = {one.event.stream: one for one in happened}
    for stream, project_ids in await _concerned(conn, list(of_stream)):
        for project_id in project_ids:
            known = last.get(project_id)
            if known is None or known.event.position < of_stream[stream].event.position:
                last[project_id] = of_stream[stream]
    claims = await claims_of(conn, list(last))
    for project_id, one in sorted(last.items(), key=lambda item: item[1].event.position):
        yield one, Intent(f"project/{project_id}", ApplyClaims(project_id, tuple(claims[project_id])))


async def _concerned(conn: Conn, streams: list[str]) -> list[tuple[str, list[UUID]]]:
    """Each linked record of ``streams`` with the projects that it is or was linked to."""
    query = "select stream, linked from claim where stream = any(%s)"
    async with conn.cursor(binary=True) as cursor:
        await cursor.execute(query, (streams,))
        return [(str(stream), _uuids(linked)) for stream, linked in await cursor.fetchall()]


def _uuids(linked: object) -> list[UUID]:
    assert isinstance(linked, list)
    return [one for one in linked if isinstance(one, UUID)]


MILESTONES: Final = Reaction("milestones", CLAIMING, ProjectDecider(), "first", _milestones)
