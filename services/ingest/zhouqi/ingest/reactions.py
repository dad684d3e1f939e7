"""What lifecycle says becomes a change of connection: at a milestone, and when it has answered a day."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from uuid import UUID

from zhouqi.events import Happened, Intent, Reaction
from zhouqi.events.closing import await_counted
from zhouqi.events.connection import Conn
from zhouqi.events.contracts.lifecycle import MilestoneCorrected, MilestoneReached, ProgressClosed
from zhouqi.ingest.connection import ConnectionOf
from zhouqi.ingest.observing import answered, observed, stream_of
from zhouqi.ingest.rules import Rules

MILESTONES = (MilestoneReached, MilestoneCorrected)
SUBSCRIBES = (*MILESTONES, ProgressClosed)


def connecting(rules: Callable[[], Rules]) -> Reaction:
    """Decides anew the projects that milestones speak of; all of them when lifecycle has answered a day.

    A day's answer waits until every milestone that lifecycle had counted by then is here. ``rules`` are
    asked for when they are needed.
    """

    async def react(conn: Conn, happened: Sequence[Happened]) -> AsyncIterator[tuple[Happened, Intent]]:
        closes = [one for one in happened if isinstance(one.fact, ProgressClosed)]
        if not closes and not await answered(conn):
            return
        for one in closes:
            if isinstance(one.fact, ProgressClosed):
                await await_counted(conn, one.fact.counted, MILESTONES)
        touched = _touched(happened)
        found = await observed(conn, rules(), None if closes else touched)
        intents = [
            (closes[-1] if closes else touched[one.project_id], Intent(stream_of(one.project_id), one))
            for one in found
        ]
        for of, intent in sorted(intents, key=lambda pair: pair[0].event.position):
            yield of, intent

    return Reaction("connection", SUBSCRIBES, ConnectionOf(), "first", react)


def _touched(happened: Sequence[Happened]) -> Mapping[UUID, Happened]:
    """Project -> the last of its milestones."""
    return {
        one.fact.project_id: one
        for one in happened
        if isinstance(one.fact, MilestoneReached | MilestoneCorrected)
    }
