"""What is due at a business time: collections by their schedule, and the close of a day. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from zhouqi.events import COUNTY_ZONE
from zhouqi.ingest.collection.attempts import Attempt
from zhouqi.ingest.collection.checkpoints import Checkpoint
from zhouqi.ingest.schedule.rules import CountyDay


@dataclass(frozen=True, slots=True)
class Due:
    """A collection that is due. ``needed`` is the time the source must vouch for, if a day waits for it."""

    name: str
    needed: datetime | None


@dataclass(frozen=True, slots=True)
class Closable:
    """A day that may be closed, and the kinds that it is closed without."""

    day: date
    late: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """What is due by the county's hours and each kind's own pace.

    ``every`` is business time between two collections of a kind. The first day waits for ``indispensable``
    however late they are: without them nothing that comes can be judged. ``patience`` is how long, in seconds of
    the wall, a kind's tries may go on failing, and ``longest`` how long they may take, until it counts as late.
    """

    hours: CountyDay
    every: Mapping[str, timedelta]
    indispensable: frozenset[str]
    patience: float
    longest: float

    def due_days(
        self, last: date | None, now: datetime, collected: Iterable[datetime] = ()
    ) -> Iterator[date]:
        """The days to close at ``now``: all since ``last``; when none was closed yet, the latest.

        ``collected`` is when each kind was collected last. The first close is of the day that the oldest of these
        came after: where a round of collections takes longer than a day, the latest would be another one by its end.
        """
        latest = self._latest(now)
        if last is None:
            day = min((self._latest(moment) for moment in collected), default=latest)
        else:
            day = last + timedelta(days=1)
        while day <= latest:
            yield day
            day += timedelta(days=1)

    def _latest(self, moment: datetime) -> date:
        """The last day whose collection was over at ``moment``."""
        today = moment.astimezone(COUNTY_ZONE).date()
        return today if moment >= self.hours.closing(today) else today - timedelta(days=1)

    def owed(self, now: datetime) -> date:
        """The last day that is closed by ``now``, with or without those who are late, if all goes well."""
        today = now.astimezone(COUNTY_ZONE).date()
        return today if now >= self.hours.without_late(today) else today - timedelta(days=1)

    def covers(self, checkpoint: Checkpoint, day: date) -> bool:
        """Whether the source vouched for all of ``day``, when its collection last came to its end."""
        return checkpoint.complete_to is not None and checkpoint.complete_to >= self.hours.vouch_time(day)

    def needed(self, checkpoint: Checkpoint, days: Iterable[date]) -> datetime | None:
        """What the kind still lacks for the first of ``days`` that it does not cover; None for none."""
        return next((self.hours.vouch_time(day) for day in days if not self.covers(checkpoint, day)), None)

    def due(self, name: str, checkpoint: Checkpoint, days: Iterable[date], now: datetime) -> Due | None:
        """The collection of ``name``, if a day waits for it or its time has come.

        A clock that was set back is no reason to wait until it has caught up.
        """
        lacks = self.needed(checkpoint, days)
        read_at = checkpoint.collected_at
        if lacks is not None or read_at is None or not timedelta(0) <= now - read_at < self.every[name]:
            return Due(name, lacks)
        return None

    def closable(
        self,
        days: Sequence[date],
        checkpoints: Mapping[str, Checkpoint],
        attempts: Mapping[str, Attempt],
        now: datetime,
    ) -> list[Closable]:
        """The days, from the first on, that are covered by all of ``checkpoints`` but those who are late."""
        found = []
        for day in days:
            lacking = [name for name, checkpoint in checkpoints.items() if not self.covers(checkpoint, day)]
            if not all(
                self._is_late(name, checkpoints[name], attempts.get(name), day, now) for name in lacking
            ):
                break
            found.append(Closable(day, tuple(lacking)))
        return found

    def quiet_until(self, checkpoints: Mapping[str, Checkpoint], now: datetime) -> datetime:
        """The business time before which nothing comes due, when nothing is due at ``now``."""
        today = now.astimezone(COUNTY_ZONE).date()
        closing = self.hours.closing(today)
        times = [closing if closing > now else self.hours.closing(today + timedelta(days=1))]
        times += [
            checkpoint.collected_at + self.every[name]
            for name, checkpoint in checkpoints.items()
            if checkpoint.collected_at is not None
        ]
        return min(times)

    def _is_late(
        self, name: str, checkpoint: Checkpoint, tried: Attempt | None, day: date, now: datetime
    ) -> bool:
        """Whether the county's hour has passed, and the kind was tried since in vain."""
        hour = self.hours.without_late(day)
        if now < hour or tried is None or (name in self.indispensable and checkpoint.complete_to is None):
            return False
        failed = tried.failed_at is not None and tried.failed_at >= hour and tried.seconds >= self.patience
        return failed or tried.seconds >= self.longest
