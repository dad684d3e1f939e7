"""What lifecycle does about others' events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from typing import Final
from uuid import UUID

import msgspec

from zhouqi.events import JOURNAL, Event, Fact, Happened, Intent, NotYet, Reaction, each
from zhouqi.events.closing import await_counted, written
from zhouqi.events.connection import Conn
from zhouqi.events.contracts import PUBLISHED
from zhouqi.events.contracts.ingest import DayClosed, ProjectRegistered, RecordLinked, RecordWithdrawn
from zhouqi.events.contracts.lifecycle import ProgressClosed
from zhouqi.lifecycle.claims import KINDS, AnyClaim
from zhouqi.lifecycle.progress import Close, Progress
from zhouqi.lifecycle.project import Known, Projects

SUBSCRIBED: Final[tuple[type[Fact], ...]] = (
    ProjectRegistered,
    *KINDS.values(),
    RecordLinked,
    RecordWithdrawn,
    DayClosed,
)
_COUNTED: Final = tuple(one for one in PUBLISHED["lifecycle"] if one is not ProgressClosed)
_MILESTONES: Final = "milestones"
_claim: Final = msgspec.json.Decoder(AnyClaim)


async def _milestones(conn: Conn, happened: Sequence[Happened]) -> AsyncIterator[tuple[Happened, Intent]]:
    """Each project that one of these records concerns is decided once, by all that is claimed now."""
    last: dict[UUID, Happened] = {}
    of_stream = {one.event.stream: one for one in happened}
    for stream, project_ids in await _concerned(conn, list(of_stream)):
        for project_id in project_ids:
            known = last.get(project_id)
            if known is None or known.event.position < of_stream[stream].event.position:
                last[project_id] = of_stream[stream]
    claims = await _claimed(conn, list(last))
    for project_id, one in sorted(last.items(), key=lambda item: item[1].event.position):
        yield one, Intent(f"project/{project_id}", Known(project_id, tuple(claims[project_id])))


async def _concerned(conn: Conn, streams: list[str]) -> list[tuple[str, list[UUID]]]:
    """Each linked record of ``streams`` with the projects that it is or was linked to."""
    query = "select stream, linked from claim where stream = any(%s)"
    async with conn.cursor(binary=True) as cursor:
        await cursor.execute(query, (streams,))
        return [(str(stream), _uuids(linked)) for stream, linked in await cursor.fetchall()]


async def _claimed(conn: Conn, project_ids: list[UUID]) -> dict[UUID, list[AnyClaim]]:
    """What the records of each project say now."""
    found: dict[UUID, list[AnyClaim]] = defaultdict(list)
    query = "select project_id, says from claim where project_id = any(%s) and says is not null"
    async with conn.cursor(binary=True) as cursor:
        await cursor.execute(query, (project_ids,))
        for project_id, says in await cursor.fetchall():
            assert isinstance(project_id, UUID)
            assert isinstance(says, bytes)
            found[project_id].append(_claim.decode(says))
    return found


def _uuids(linked: object) -> list[UUID]:
    assert isinstance(linked, list)
    return [one for one in linked if isinstance(one, UUID)]


async def _day(conn: Conn, _event: Event, fact: Fact) -> AsyncIterator[Intent]:
    """The day's progress closes once all that its close counted is here and worked off. Raises NotYet."""
    assert isinstance(fact, DayClosed)
    await await_counted(conn, fact.counted, SUBSCRIBED)
    await _worked_off(conn, _MILESTONES)
    counted = {**fact.counted, **await written(conn, _COUNTED)}
    yield Intent(f"progress/{fact.date}", Close(fact.date, counted))


async def _worked_off(conn: Conn, reaction: str) -> None:
    """Return when ``reaction`` has passed everything that has arrived. Raises NotYet."""
    head = await JOURNAL.head(conn)
    cursor = await conn.execute("select position from log.cursor where name = %s", (f"reaction:{reaction}",))
    row = await cursor.fetchone()
    passed = 0 if row is None else int(str(row[0]))
    if passed < head:
        raise NotYet(f"{reaction} at {passed} of {head}")


REACTIONS: Final = (
    Reaction(_MILESTONES, (*KINDS.values(), RecordLinked, RecordWithdrawn), Projects(), "first", _milestones),
    Reaction("day", (DayClosed,), Progress(), "first", each(_day)),
)
