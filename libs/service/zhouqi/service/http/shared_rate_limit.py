"""One count for all processes of a deployment, in the Redis (or Valkey) that they share.

It holds what may be lost and nothing else. While it is away each process counts by itself: a limit is no reason to
refuse, and none to wait.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from time import monotonic, time

import structlog
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from zhouqi.service.http.rate_limit import WINDOW_SECONDS, FixedWindow

_PATIENCE_SECONDS = 0.2
_AWAY_SECONDS = 5.0
"""For how long nobody asks again one that did not answer."""
_logger = structlog.get_logger(__name__)


class SharedCounter:
    """Counts per caller and minute at ``url``, under names that begin with the county's.

    ``now`` is the wall clock of the minute, which all processes have to agree on.
    """

    def __init__(self, url: str, county: str, limit: int, now: Callable[[], float] = time) -> None:
        self._redis = Redis.from_url(
            url,
            socket_timeout=_PATIENCE_SECONDS,
            socket_connect_timeout=_PATIENCE_SECONDS,
            retry=Retry(NoBackoff(), 1),  # a connection that the other side has closed meanwhile
        )
        self._prefix = f"zhouqi:{county}:posts"
        self._limit = limit
        self._own = FixedWindow(limit)
        self._now = now
        self._away_until = -inf

    async def admit(self, caller: str) -> float | None:
        """Count one more; None when the caller may go on, else the seconds until it may."""
        if monotonic() < self._away_until:
            return await self._own.admit(caller)
        minute, passed = divmod(self._now(), WINDOW_SECONDS)
        try:
            count = await self._count(f"{self._prefix}:{int(minute)}:{caller}")
        except (RedisError, OSError) as error:
            _logger.warning("redis.away", error=type(error).__name__)
            self._away_until = monotonic() + _AWAY_SECONDS
            return await self._own.admit(caller)
        return WINDOW_SECONDS - passed if count > self._limit else None

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.aclose()

    async def _count(self, name: str) -> int:
        async with self._redis.pipeline(transaction=False) as asked:
            asked.incr(name)
            asked.expire(name, int(2 * WINDOW_SECONDS))
            count, _ = await asked.execute()
        return int(count)
