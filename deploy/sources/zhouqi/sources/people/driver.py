"""The people's days: look at the clock, do what is due, note how far they got, and go on."""

import asyncio
import logging
from datetime import datetime, timedelta

from zhouqi.sources.clock import Clock, ClockUnreadableError
from zhouqi.sources.people.diary import Diary
from zhouqi.sources.people.round import People
from zhouqi.sources.people.state import Progress, StateFile

__all__ = ["Driver"]

POLL_SECONDS = 1.0
STEP = timedelta(minutes=1)
"""Business time after which it is noted that nothing was due; a smaller step is, once the clock stands on it."""

logger = logging.getLogger("zhouqi.people")


class Driver:
    """Drives the county's people by a clock, going on where the state file says that they stopped."""

    def __init__(self, clock: Clock, diary: Diary, people: People, file: StateFile) -> None:
        self._clock = clock
        self._diary = diary
        self._people = people
        self._file = file
        self._progress = file.read()
        self._seen: datetime | None = None

    @property
    def progress(self) -> Progress:
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
        due = self._diary.due(until, now)
        if not due and until is not None and now - until < STEP and not stands:
            return
        tally = await self._people.do(due)
        self._progress = self._progress.after(now, tally.done, tally.refused)
        self._file.write(self._progress)
        self._diary.forget(now)
        if due:
            logger.info("%d acts done, %d given up, up to %s", tally.done, tally.refused, now.isoformat())
