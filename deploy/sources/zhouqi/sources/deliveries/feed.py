"""The deliveries of one kind in the order in which they are put out, growing day by day as business time goes on.

A position in a feed never changes: what is put out on a later day comes after everything of earlier days.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta

from zhouqi.sources.deliveries.delivery import SHANGHAI, Delivery
from zhouqi.sources.deliveries.delivery_store import DeliveryStore
from zhouqi.sources.deliveries.delivery_times import closing_time
from zhouqi.sources.seeded_random import SeededRandom

__all__ = ["Feed"]


class Feed:
    """All deliveries of one kind; those that have been put out by an instant are a prefix.

    `history` is everything delivered of what began by `first_day`, however late, taken when it is first needed;
    `registered_on` answers what is ever delivered of what begins on a later day, asked once for each day, in order,
    up to `last_day`. With `shuffle`, a stream of chance, what is put out by the closing of `first_day` comes in an
    order that it draws. Deliveries are kept on disk; when that fails with `sqlite3.Error`, asking again goes on from
    there. Not for several threads at once.
    """

    def __init__(
        self,
        history: Iterable[Delivery],
        registered_on: Callable[[date], Iterable[Delivery]],
        first_day: date,
        last_day: date,
        shuffle: SeededRandom | None = None,
    ) -> None:
        self._history = history
        self._born_on = registered_on
        self._first_day = first_day
        self._last_day = last_day
        self._shuffle = shuffle
        self._store = DeliveryStore()
        self._next = first_day
        """The first day of which nothing is in the store."""
        self._drawn: Sequence[Delivery] | None = None
        """What begins on that day, once it is drawn: it can't be drawn twice."""

    def published_by(self, instant: datetime) -> Sequence[Delivery]:
        """Answer every delivery put out at or before an aware instant, in order."""
        return self._store.page(0, self.count(instant))

    def page(self, start: int, limit: int, instant: datetime) -> Sequence[Delivery]:
        """Answer up to `limit` deliveries from position `start` (0, 1, 2, …) on, put out at or before `instant`."""
        return self._store.page(start, min(start + limit, self.count(instant)))

    def count(self, instant: datetime) -> int:
        """Answer how many deliveries have been put out at or before an aware instant."""
        today = min(instant.astimezone(SHANGHAI).date(), self._last_day)
        while self._next <= max(today, self._first_day):
            self._keep(self._next)
            self._next += timedelta(days=1)
        return self._store.count(instant)

    def _keep(self, day: date) -> None:
        """Store what begins on a day, and give what is put out by its end its final place."""
        if self._drawn is None:
            self._drawn = list(self._history if day == self._first_day else self._born_on(day))
        with self._store.transaction():
            self._store.enqueue(self._drawn)
            self._store.release(datetime.combine(day + timedelta(days=1), time(0), SHANGHAI))
            if day == self._first_day and self._shuffle is not None:
                self._store.reorder(_shuffled(self._store.count(closing_time(day)), self._shuffle))
        self._drawn = None


def _shuffled(number: int, draw: SeededRandom) -> Sequence[int]:
    """Answer the numbers below `number` in a drawn order, each order as likely (Fisher and Yates)."""
    answer = list(range(number))
    for last in range(number - 1, 0, -1):
        other = draw.integer(0, last)
        answer[last], answer[other] = answer[other], answer[last]
    return answer
