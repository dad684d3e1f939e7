"""A day is judged once every project is judged as of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Final

from zhouqi.events import Event, Fact, Intent, NotYet, Reaction, per_event
from zhouqi.events.contracts import PUBLISHED
from zhouqi.events.contracts.lifecycle import ProgressClosed
from zhouqi.events.contracts.warning import DelayForecast, WarningClosed
from zhouqi.events.log.connection import Conn
from zhouqi.events.log.watermark import count_written
from zhouqi.warning.judged_day.commands import CloseJudgedDay
from zhouqi.warning.judged_day.decider import JudgedDayDecider
from zhouqi.warning.judgement.reactions import JUDGE

_COUNTED: Final = tuple(one for one in PUBLISHED["warning"] if one not in (WarningClosed, DelayForecast))
"""What a day's judgement rests on. Forecasts come beside it, and nobody's day waits for them."""


async def _close(conn: Conn, event: Event, fact: Fact) -> AsyncIterator[Intent]:
    """The day closes once all projects are judged as of it. Raises NotYet."""
    assert isinstance(fact, ProgressClosed)
    cursor = await conn.execute(
        "select position from log.cursor where name = %s", (f"reaction:{JUDGE.name}",)
    )
    row = await cursor.fetchone()
    passed = 0 if row is None else int(str(row[0]))
    if passed < event.position:
        raise NotYet(f"{JUDGE.name} at {passed} of {event.position}")
    yield Intent(f"judged/{fact.date}", CloseJudgedDay(fact.date, await count_written(conn, _COUNTED)))


DAY: Final = Reaction("day", (ProgressClosed,), JudgedDayDecider(), "first", per_event(_close))
