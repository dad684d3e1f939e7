"""The people's days: look at the clock, do what is due, note how far they got, and go on."""

import asyncio
import logging
from datetime import datetime, timedelta

from zhouqi.sources.clock import Clock, ClockUnreadableError
from zhouqi.sources.people.act_runner import ActRunner
from zhouqi.sources.people.act_schedule import ActSchedule
from zhouqi.sources.people.state import PeopleState, StateFile

__all__ = ["Driver"]

POLL_SECONDS = 1.0
STEP = timedelta(minutes=1)
"""Business time after which it is noted that nothing was due; a smaller step is, once the clock stands on it."""

logger = logging.getLogger("zhouqi.people")


class Driver:
    """Drives the county's people by a clock, going on where the state file says that they stopped."""

    def __init__(self, clock: Clock, schedule: ActSchedule, people: ActRunner, file: StateFile) -> None:
        self._clock = clock
        self._schedule = schedule
        self._people = people
        self._file = file
        self._progress = file.read()
        self._seen: datetime | None = None
        self.history_entered = asyncio.Event()
        """Set once everything up to the first look at the clock is entered."""
        if self._progress.entered_until is not None:
            self.history_entered.set()

    @property
    def progress(self) -> PeopleState:
        """Answer how far they got."""
        return self._progress

    async def run(self) -> None:
        """Go on until cancelled. Raises `OSError` when the state file can't be written."""
        trouble = ""
        while True:
            try:
                await self.look()
                trouble = ""
            except ClockUnreadableError as error:
                if str(error) != trouble:
                    logger.warning("waiting for the clock: %s", error)
                trouble = str(error)
            await asyncio.sleep(POLL_SECONDS)

    async def look(self) -> None:
        """Do everything that is due now, and note it. Raises `ClockUnreadableError`, `OSError`."""
        now = self._clock.now()
        stands, self._seen = now == self._seen, now
        until = self._progress.entered_until
        if until is not None and now <= until:
            return
        due = self._schedule.due(until, now)
        if not due and until is not None and now - until < STEP and not stands:
            return
        tally = await self._people.do(due)
        self._progress = self._progress.after(now, tally.done, tally.refused)
        if self._is_history_over_between(until, now):
            await (
                self._people.end_takeover()
            )  # before it is noted: after a crash in between, it is all repeated
        self._file.write(self._progress)
        self.history_entered.set()
        self._schedule.forget(now)
        if due:
            logger.info("%d acts done, %d given up, up to %s", tally.done, tally.refused, now.isoformat())

    def _is_history_over_between(self, before: datetime | None, now: datetime) -> bool:
        """Answer whether the last of what is to be taken over was among what was due since `before`."""
        last = self._schedule.history_until
        return last is not None and last <= now and (before is None or before < last)
