"""When forecasts are made: at the close of the first day of each month, and of the first day of all.

They rest on what lifecycle had written when it closed that day, read from the journal, whenever the rest of it came:
the same log says the same, in whatever order it arrived.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from zhouqi.events import JOURNAL, Decoder, Event, Fact, Intent, Reaction, per_event
from zhouqi.events.contracts.decode import Undecodable
from zhouqi.events.contracts.lifecycle import (
    MilestoneCorrected,
    MilestoneExtended,
    MilestonePlanned,
    MilestoneReached,
    ProgressClosed,
    ProjectResumed,
    ProjectSigned,
    ProjectTerminated,
)
from zhouqi.events.contracts.warning import DelayForecast
from zhouqi.events.log.connection import Conn
from zhouqi.events.log.watermark import await_counted
from zhouqi.warning import rules
from zhouqi.warning.facts.project_facts import Facts, evolve
from zhouqi.warning.forecast import rules as forecast_rules
from zhouqi.warning.forecast.commands import TellForecast
from zhouqi.warning.forecast.decider import ForecastDecider

_FACTS: Final[tuple[type[Fact], ...]] = (
    ProjectSigned,
    MilestonePlanned,
    MilestoneReached,
    MilestoneCorrected,
    MilestoneExtended,
    ProjectTerminated,
    ProjectResumed,
)
"""All that a forecast depends on."""
_READ: Final = 5_000


async def _forecast(conn: Conn, event: Event, fact: Fact) -> AsyncIterator[Intent]:
    """The forecasts of all open milestones, if they are due at the close of the day. Raises NotYet."""
    assert isinstance(fact, ProgressClosed)
    if not await _is_due(conn, fact):
        return
    await await_counted(conn, fact.counted, _FACTS)
    projects = await _known(conn, event.recorded_at)
    county = forecast_rules.rule_book().on(fact.date)
    for told in await asyncio.to_thread(_forecasts, projects, fact, county.version):
        yield Intent(f"forecast/{told.project_id}/{told.milestone}", TellForecast(told, county))


def _forecasts(projects: Mapping[UUID, Facts], closed: ProgressClosed, version: str) -> list[DelayForecast]:
    """It takes seconds, in a thread beside the worker's loops."""
    # Numpy takes time and memory, which only the process that forecasts spends, once it does.
    from zhouqi.warning.forecast.forecasting import forecast_day  # noqa: PLC0415

    return list(forecast_day(projects, rules.rule_book(), closed.date, version))


async def _is_due(conn: Conn, closed: ProgressClosed) -> bool:
    """Whether the day is the first of its month, or the first that was ever closed. No day is left out."""
    if closed.date.day == 1:
        return True
    cursor = await conn.execute(
        "select 1 from log.journal where type = %s and stream < %s limit 1",
        (ProgressClosed.type(), f"progress/{closed.date}"),
    )
    return await cursor.fetchone() is None


async def _known(conn: Conn, by: datetime) -> Mapping[UUID, Facts]:
    """The facts of each project whose registration stands, as recorded ``by`` then, in the order of their ids.

    One of whose events one can't be read is left out.
    """
    cursor = await conn.execute(
        "select project_id from registration group by project_id having not bool_and(withdrawn) order by project_id"
    )
    streams = {f"project/{one}": one for (one,) in await cursor.fetchall() if isinstance(one, UUID)}
    events: dict[str, list[Event]] = defaultdict(list)
    position, decoder = 0, Decoder()
    while read := await JOURNAL.read(conn, position, _READ, [one.type() for one in _FACTS]):
        for event in read:
            if event.recorded_at <= by and event.stream in streams:
                events[event.stream].append(event)
        position = read[-1].position
    found = {}
    for stream, project_id in streams.items():
        try:
            found[project_id] = _folded(events[stream], decoder)
        except Undecodable:  # the project is stuck, and what is known of it half the truth
            continue
    return found


def _folded(events: Sequence[Event], decoder: Decoder) -> Facts:
    """The facts after all of them. Raises Undecodable."""
    known = Facts()
    for event in sorted(events, key=lambda one: one.sequence):
        known = evolve(known, decoder.decode(event))
    return known


FORECAST: Final = Reaction("forecast", (ProgressClosed,), ForecastDecider(), "first", per_event(_forecast))
