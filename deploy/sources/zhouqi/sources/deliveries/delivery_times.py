"""Times of day and delays, within the days that a statement may take."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from zhouqi.sources.deliveries.delivery import SHANGHAI
from zhouqi.sources.seeded_random import SeededRandom

__all__ = ["EntryWindow", "closing_time"]


def closing_time(day: date) -> datetime:
    """Answer when the sources close for the day: 17:30. What must be known of the day has been delivered by then."""
    return datetime.combine(day, time(17, 30), SHANGHAI)


@dataclass(frozen=True, slots=True)
class EntryWindow:
    """The time in which something may be said: from a day's opening until, not including, `until`."""

    day: date
    until: datetime | None

    def first(self, draw: SeededRandom) -> datetime:
        """Answer a time on the day itself, 08:30 to 16:29."""
        return datetime.combine(self.day, time(8, 30), SHANGHAI) + timedelta(minutes=draw.integer(0, 479))

    def later(self, draw: SeededRandom, than: datetime, most_days: int) -> datetime:
        """Answer a time after `than`, 1 to `most_days` days if the span leaves them, else minutes later.

        The span must reach at least two minutes beyond `than`.
        """
        moment = than + timedelta(days=draw.integer(1, most_days), minutes=draw.integer(-60, 60))
        if self.until is None or moment < self.until:
            return moment
        room = int((self.until - than).total_seconds()) // 60
        return than + timedelta(minutes=draw.integer(1, max(room // 2, 1)))
