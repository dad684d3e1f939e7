"""What lifecycle says becomes a change of connection: at a milestone, and when it has answered a day."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from uuid import UUID

from zhouqi.events import Intent, Reaction, ReceivedFact
from zhouqi.events.contracts.lifecycle import MilestoneCorrected, MilestoneReached, ProgressClosed
from zhouqi.events.log.connection import Conn
from zhouqi.events.log.watermark import await_counted
from zhouqi.ingest.connection.connection_pass import (
    changed_connections,
    connection_stream,
    lifecycle_answered,
)
from zhouqi.ingest.connection.decider import ConnectionDecider
from zhouqi.ingest.connection.rules import ConnectionRules
from zhouqi.service.rules.rulebook import RuleBook

MILESTONES = (MilestoneReached, MilestoneCorrected)
SUBSCRIBES = (*MILESTONES, ProgressClosed)


def connection_reaction(rules: Callable[[], RuleBook[ConnectionRules]]) -> Reaction:
    """Decides anew the projects that milestones speak of; all of them when lifecycle has answered a day.

    A day's answer waits until every milestone that lifecycle had counted by then is here. ``rules`` are
    asked for when they are needed.
    """

    async def react(
        conn: Conn, happened: Sequence[ReceivedFact]
    ) -> AsyncIterator[tuple[ReceivedFact, Intent]]:
        closes = [one for one in happened if isinstance(one.fact, ProgressClosed)]
        if not closes and not await lifecycle_answered(conn):
            return
        for one in closes:
            if isinstance(one.fact, ProgressClosed):
                await await_counted(conn, one.fact.counted, MILESTONES)
        touched = _touched(happened)
        found = await changed_connections(conn, rules(), None if closes else touched)
        intents = [
            (
                closes[-1] if closes else touched[one.project_id],
                Intent(connection_stream(one.project_id), one),
            )
            for one in found
        ]
        for of, intent in sorted(intents, key=lambda pair: pair[0].event.position):
            yield of, intent

    return Reaction("connection", SUBSCRIBES, ConnectionDecider(), "first", react)


def _touched(happened: Sequence[ReceivedFact]) -> Mapping[UUID, ReceivedFact]:
    """Project -> the last of its milestones."""
    return {
        one.fact.project_id: one
        for one in happened
        if isinstance(one.fact, MilestoneReached | MilestoneCorrected)
    }
