"""When projects are judged: what changed at once, and all of them at the close of a day."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import date
from typing import Final
from uuid import UUID

import msgspec

from zhouqi.events import Fact, Intent, Reaction, ReceivedFact
from zhouqi.events.commands.react import MAX_COMMANDS
from zhouqi.events.contracts import PUBLISHED
from zhouqi.events.contracts.ingest import ProjectRegistered, RecordWithdrawn
from zhouqi.events.contracts.lifecycle import ProgressClosed
from zhouqi.events.log.connection import Conn
from zhouqi.events.log.watermark import await_counted
from zhouqi.warning import rules
from zhouqi.warning.facts.project_facts import Facts
from zhouqi.warning.judged_day.queries import last_closed_before
from zhouqi.warning.judgement.commands import JudgeProject
from zhouqi.warning.judgement.decider import WarningDecider

SUBSCRIBED: Final[tuple[type[Fact], ...]] = (ProjectRegistered, RecordWithdrawn, *PUBLISHED["lifecycle"])
"""All that a judgement may depend on."""
_facts: Final = msgspec.json.Decoder(Facts)


async def _judge(conn: Conn, happened: Sequence[ReceivedFact]) -> AsyncIterator[tuple[ReceivedFact, Intent]]:
    """Judge in the order of the journal, as of the last day that was closed before; not before the first.

    One reaction does both, so that a day's judgement and that of a fact that comes meanwhile never
    overtake each other. Days are closed one by one; one that comes behind a later one is judged as that.
    """
    day = await last_closed_before(conn, happened[0].event.position)
    touched: dict[str, ReceivedFact] = {}
    for one in happened:
        if not isinstance(one.fact, ProgressClosed):
            touched.pop(one.event.stream, None)
            touched[one.event.stream] = one
            continue
        async for intent in _touched(conn, touched, day):
            yield intent
        touched = {}
        await await_counted(conn, one.fact.counted, SUBSCRIBED)
        day = one.fact.date if day is None else max(day, one.fact.date)
        async for intent in _all(conn, one, day):
            yield intent
    async for intent in _touched(conn, touched, day):
        yield intent


async def _touched(
    conn: Conn, touched: dict[str, ReceivedFact], day: date | None
) -> AsyncIterator[tuple[ReceivedFact, Intent]]:
    """The projects of these streams; one of whose events some are still on their way is left until they came."""
    if day is None or not touched:
        return
    of = {project_id: touched[stream] for stream, project_id in await _projects(conn, list(touched))}
    judged = await _known(conn, list(of), day, whole=True)
    for judge in sorted(judged, key=lambda one: of[one.project_id].event.position):
        yield of[judge.project_id], Intent(f"warning/{judge.project_id}", judge)


async def _all(conn: Conn, one: ReceivedFact, day: date) -> AsyncIterator[tuple[ReceivedFact, Intent]]:
    cursor = await conn.execute("select distinct project_id from registration order by project_id")
    projects = [row[0] for row in await cursor.fetchall() if isinstance(row[0], UUID)]
    for start in range(0, len(projects), MAX_COMMANDS):
        for judge in await _known(conn, projects[start : start + MAX_COMMANDS], day):
            yield one, Intent(f"warning/{judge.project_id}", judge)


async def _projects(conn: Conn, streams: list[str]) -> list[tuple[str, UUID]]:
    cursor = await conn.execute(
        "select stream, project_id from registration where stream = any(%(streams)s)"
        " union all select stream, project_id from project_facts where stream = any(%(streams)s)",
        {"streams": streams},
    )
    return [(str(stream), one) for stream, one in await cursor.fetchall() if isinstance(one, UUID)]


async def _known(
    conn: Conn, project_ids: list[UUID], day: date, *, whole: bool = False
) -> list[JudgeProject]:
    """What is known now of each registered project; with ``whole`` only where nothing is missing in between.

    A project whose stream is stuck is left as it was said to be: half its facts would accuse it falsely.
    """
    cursor = await conn.execute(
        "select r.project_id, bool_and(r.withdrawn), (array_agg(f.facts::text))[1]"
        " from registration r left join project_facts f on f.project_id = r.project_id"
        " left join facts_fold k on k.stream = 'project/' || r.project_id"
        " where r.project_id = any(%(projects)s) and (not %(whole)s or coalesce(f.whole, true))"
        " and k.stuck is null and not r.stuck group by r.project_id",
        {"projects": project_ids, "whole": whole},
    )
    found = []
    for project_id, withdrawn, facts in await cursor.fetchall():
        assert isinstance(project_id, UUID)
        known = _facts.decode(facts) if isinstance(facts, str) else Facts()
        found.append(JudgeProject(project_id, known, withdrawn is True, rules.rule_book(), day))
    return found


JUDGE: Final = Reaction("judge", SUBSCRIBED, WarningDecider(), "first", _judge)
