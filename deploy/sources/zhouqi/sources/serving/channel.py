"""Wires that put out by themselves: tables and files that grow as business time goes on.

A wire says until which business time everything is there. That word is its duty: it is given last, so that a reader
who sees it has seen everything before it.
"""

import asyncio
import logging
from datetime import datetime, timedelta
from time import monotonic
from typing import Protocol

from zhouqi.sources.clock import Clock, ClockUnreadableError

__all__ = ["Channel", "ChannelDownError", "PublishPace", "run_channel"]

POLL_SECONDS = 0.25
"""Wall time between two looks at the clock."""

STEP = timedelta(minutes=1)
"""Business time after which a wire says anew how far it is, though nothing was due."""

SMALL_STEP_SECONDS = 2.0
"""Wall time after which it does so for a smaller step: one that the clock then stands still on counts too."""

LONGEST_PAUSE_SECONDS = 5.0
"""Wall time between two tries of a wire that is down, at most."""

logger = logging.getLogger("zhouqi.sources")


class ChannelDownError(Exception):
    """What a wire puts out to is away or can't be used now; the message says what and why. To be tried again."""


class Channel(Protocol):
    """Something that is filled from feeds."""

    @property
    def name(self) -> str:
        """Answer what logs call it."""
        ...

    def behind(self, now: datetime) -> bool:
        """Answer whether a delivery that is due by `now` has not been put out."""
        ...

    async def publish(self, now: datetime) -> None:
        """Put out all that is due by `now`, then say that everything up to `now` is there.

        Goes on after what is there already, whoever put it out. Raises `ChannelDownError`; what was put out stays.
        """
        ...

    async def close(self) -> None:
        """Let go of what is held open; `publish` takes it up again."""
        ...


class PublishPace:
    """When a wire has to put out: at once what is due, and now and then its word that nothing is."""

    def __init__(self) -> None:
        self._said: datetime | None = None
        self._at = 0.0

    def due(self, channel: Channel, now: datetime, wall: float) -> bool:
        """Answer whether to put out at business time `now` and `wall` seconds of a clock that never goes back.

        While business time stands still there is nothing to do.
        """
        if self._said is None or channel.behind(now):
            return True
        moved = now - self._said
        return moved >= STEP or (moved > timedelta(0) and wall - self._at >= SMALL_STEP_SECONDS)

    def said(self, now: datetime, wall: float) -> None:
        """Take note that the wire has put out everything up to `now`."""
        self._said = now
        self._at = wall


async def run_channel(channel: Channel, clock: Clock) -> None:
    """Keep a wire filled until cancelled, then close it. While it is down, log that once and try again."""
    try:
        await _fill(channel, clock)
    finally:
        await channel.close()


async def _fill(channel: Channel, clock: Clock) -> None:
    pace, pause, trouble = PublishPace(), POLL_SECONDS, ""
    while True:
        try:
            now = clock.now()
            if pace.due(channel, now, monotonic()):
                await channel.publish(now)
                pace.said(now, monotonic())
                if trouble:
                    logger.info("%s goes on", channel.name)
            pause, trouble = POLL_SECONDS, ""
        except (ChannelDownError, ClockUnreadableError) as error:
            if str(error) != trouble:
                logger.warning("%s waits: %s", channel.name, error)
            pause, trouble = min(pause * 2, LONGEST_PAUSE_SECONDS), str(error)
        except Exception as error:
            if str(error) != trouble:
                logger.exception("%s failed and will try again", channel.name)
            pause, trouble = LONGEST_PAUSE_SECONDS, str(error)
        await asyncio.sleep(pause)
