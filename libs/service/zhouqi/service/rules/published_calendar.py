"""The county's calendar as the read model has it."""

from __future__ import annotations

from datetime import date

from zhouqi.events.log.connection import Conn
from zhouqi.service.rules.working_days import Calendar, Year


async def published_calendar(conn: Conn) -> Calendar:
    """The working days as they are published now."""
    cursor = await conn.execute("select year, provisional, holidays, workdays from calendar_year")
    return Calendar(
        {
            int(str(year)): Year(provisional is True, _days(holidays), _days(workdays))
            for year, provisional, holidays, workdays in await cursor.fetchall()
        }
    )


def _days(value: object) -> frozenset[date]:
    return (
        frozenset(day for day in value if isinstance(day, date)) if isinstance(value, list) else frozenset()
    )
