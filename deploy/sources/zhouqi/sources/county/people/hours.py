"""Working hours: when somebody does the next thing."""

from datetime import date, datetime, time, timedelta

from zhouqi.sources.county.place import SHANGHAI
from zhouqi.sources.scenario import CalendarSpan
from zhouqi.sources.seeded_random import SeededRandom

__all__ = ["WorkingHours", "next_working_day"]

OPENING = time(8, 40)
LATEST = time(16, 50)
"""Nobody begins anything later: what is done by then is of that day in everybody's counting."""
DAY = timedelta(days=1)


def next_working_day(calendar: CalendarSpan, day: date) -> date:
    """Answer the day itself if it is worked, else the next one that is."""
    while not calendar.worked(day):
        day += DAY
    return day


class WorkingHours:
    """Goes on from one thing done to the next, within working hours."""

    def __init__(self, calendar: CalendarSpan, draw: SeededRandom, day: date) -> None:
        self._calendar = calendar
        self._draw = draw
        self.now = self._some_time(next_working_day(calendar, day))

    def later(self, fewest: int, most: int, not_before: date | None = None) -> datetime:
        """Answer the time of the next thing: `fewest` to `most` working days on; 0 is within hours, if they last."""
        days = self._draw.integer(fewest, most)
        moment = self.now + timedelta(minutes=self._draw.integer(12, 110))
        day = self.now.date()
        if days == 0 and moment.time() > LATEST:
            days = 1
        for _ in range(days):
            day = next_working_day(self._calendar, day + DAY)
        if not_before is not None and day < not_before:
            day, days = next_working_day(self._calendar, not_before), 1
        self.now = moment if days == 0 else self._some_time(day)
        return self.now

    def _some_time(self, day: date) -> datetime:
        return datetime.combine(day, OPENING, SHANGHAI) + timedelta(minutes=self._draw.integer(0, 480))
