"""The operator, who lets one day come after the other."""

import asyncio
import logging
from datetime import date

from pydantic import BaseModel

from zhouqi.sources.people.api import Api, RefusedError

__all__ = ["DayAdvance"]

ACCOUNT = "operator"

logger = logging.getLogger("zhouqi.people")


class Day(BaseModel):
    """What day it is at the product, and which one is closed."""

    today: date
    closed: date | None = None


class DayAdvance:
    """Lets the next simulated day come every `seconds`, or later: once the one before is closed.

    So the county's days go on no faster than it is worked off, and stand still while the product is down.
    """

    def __init__(self, api: Api, seconds: float) -> None:
        self._api = api
        self._seconds = seconds

    async def run(self, begin: asyncio.Event) -> None:
        """Go on from `begin` until cancelled; a refusal is logged, and the next time it is tried again."""
        await begin.wait()
        while True:
            await asyncio.sleep(self._seconds)
            try:
                await self.look()
            except RefusedError as refusal:
                logger.warning("the next day does not come: %s", refusal)

    async def look(self) -> bool:
        """Let the next day come if today is closed; answer whether it came. Raises `RefusedError`."""
        day = await self._api.get(ACCOUNT, "/api/ingest/day", {}, Day)
        if day.closed is None or day.closed < day.today:
            return False
        path = f"/api/ingest/days?after={day.today}"
        new = await self._api.post(ACCOUNT, path, {}, f"day-after-{day.today}", Day)
        logger.info("it is %s", new.today)
        return True
