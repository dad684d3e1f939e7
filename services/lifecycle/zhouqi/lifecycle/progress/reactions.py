"""A closed day of ingest becomes closed progress once all that it counted is worked off."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Final

from zhouqi.events import Event, Fact, Intent, NotYet, Reaction, per_event
from zhouqi.events.contracts import PUBLISHED
from zhouqi.events.contracts.ingest import DayClosed, ProjectRegistered
from zhouqi.events.contracts.lifecycle import ProgressClosed
from zhouqi.events.log.connection import Conn
from zhouqi.events.log.watermark import await_counted, count_written, counted_position
from zhouqi.lifecycle.claims.reactions import CLAIMING, MILESTONES
from zhouqi.lifecycle.progress.commands import CloseProgress
from zhouqi.lifecycle.progress.decider import ProgressDecider

SUBSCRIBED: Final[tuple[type[Fact], ...]] = (ProjectRegistered, *CLAIMING, DayClosed)
"""All that must have arrived before a day can close."""
_COUNTED: Final = tuple(one for one in PUBLISHED["lifecycle"] if one is not ProgressClosed)


async def _close(conn: Conn, event: Event, fact: Fact) -> AsyncIterator[Intent]:
    """The day's progress closes once all that its close counted is here and worked off. Raises NotYet."""
    assert isinstance(fact, DayClosed)
    await await_counted(conn, fact.counted, SUBSCRIBED)
    await _worked_off(conn, await counted_position(conn, fact.counted, SUBSCRIBED, event.position))
    counted = {**fact.counted, **await count_written(conn, _COUNTED)}
    yield Intent(f"progress/{fact.date}", CloseProgress(fact.date, counted))


async def _worked_off(conn: Conn, position: int) -> None:
    """Return when the records up to ``position`` of the journal have become decisions. Raises NotYet."""
    cursor = await conn.execute(
        "select position from log.cursor where name = %s", (f"reaction:{MILESTONES.name}",)
    )
    row = await cursor.fetchone()
    passed = 0 if row is None else int(str(row[0]))
    if passed < position:
        raise NotYet(f"{MILESTONES.name} at {passed} of {position}")


DAY: Final = Reaction("day", (DayClosed,), ProgressDecider(), "first", per_event(_close))
