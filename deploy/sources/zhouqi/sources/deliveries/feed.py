"""The deliveries of one kind in the order in which they are put out, growing day by day as business time goes on.

A position in a feed never changes: what is put out on a later day comes after everything of earlier days.
"""

import heapq
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta

from zhouqi.sources.deliveries.delivery import SHANGHAI, Delivery
from zhouqi.sources.deliveries.moment import closing
from zhouqi.sources.draw import Draw

__all__ = ["Feed"]

Order = tuple[datetime, datetime, str]


class Feed:
    """All deliveries of one kind; those that have been put out by an instant are a prefix.

    `history` is everything delivered of what began by `first_day`, however late, taken when it is first needed;
    `born_on` answers everything ever delivered of what begins on a later day, and is asked once for each day, in order,
    up to `last_day`. With `shuffle`, a stream of chance, what is put out by the closing of `first_day` comes in an
    order that it draws. Not for several threads.
    """

    def __init__(
        self,
        history: Iterable[Delivery],
        born_on: Callable[[date], Iterable[Delivery]],
        first_day: date,
        last_day: date,
        shuffle: Draw | None = None,
    ) -> None:
        self._history: Iterable[Delivery] | None = history
        self._born_on = born_on
        self._day = first_day
        self._last_day = last_day
        self._shuffle = shuffle
        self._put_out: list[Delivery] = []
        self._times: list[datetime] = []
        self._pending: list[tuple[Order, int, Delivery]] = []
        self._count = 0

    def put_out_by(self, instant: datetime) -> Sequence[Delivery]:
        """Answer every delivery put out at or before an aware instant, in order."""
        count = self.count(instant)
        return self._put_out[:count]

    def page(self, start: int, limit: int, instant: datetime) -> Sequence[Delivery]:
        """Answer up to `limit` deliveries from position `start` (0, 1, 2, …) on, put out at or before `instant`."""
        count = self.count(instant)
        return self._put_out[start : min(start + limit, count)]

    def count(self, instant: datetime) -> int:
        """Answer how many deliveries have been put out at or before an aware instant."""
        self._begin()
        self._grow(min(instant.astimezone(SHANGHAI).date(), self._last_day))
        return bisect_right(self._times, instant)

    def _begin(self) -> None:
        if self._history is None:
            return
        history, self._history = self._history, None
        self._await(history)
        self._release()
        if self._shuffle is not None:
            known = bisect_right(self._times, closing(self._day))
            self._put_out[:known] = _shuffled(self._put_out[:known], self._shuffle)

    def _grow(self, day: date) -> None:
        while self._day < day:
            self._day += timedelta(days=1)
            self._await(self._born_on(self._day))
            self._release()

    def _await(self, deliveries: Iterable[Delivery]) -> None:
        for delivery in deliveries:
            order = delivery.delivered_at, delivery.source_time, delivery.record_id
            heapq.heappush(self._pending, (order, self._count, delivery))
            self._count += 1

    def _release(self) -> None:
        """Move what is put out by the end of the current day to its final place."""
        midnight = datetime.combine(self._day + timedelta(days=1), time(0), SHANGHAI)
        while self._pending and self._pending[0][0][0] < midnight:
            *_, delivery = heapq.heappop(self._pending)
            self._put_out.append(delivery)
            self._times.append(delivery.delivered_at)


def _shuffled(deliveries: list[Delivery], draw: Draw) -> list[Delivery]:
    """Answer the deliveries in a drawn order, each order as likely (Fisher and Yates)."""
    answer = list(deliveries)
    for last in range(len(answer) - 1, 0, -1):
        other = draw.whole(0, last)
        answer[last], answer[other] = answer[other], answer[last]
    return answer
