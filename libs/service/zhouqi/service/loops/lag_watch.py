"""How far a worker is behind, looked at every few seconds: does it grow?

A lag that comes and goes is work. One that grows will not go away by itself: more comes in than is worked
off, or nothing is. Readiness then says so, long before the first reader notices old rows.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from time import monotonic
from typing import Final

import structlog
from aiokafka.errors import KafkaError

from zhouqi.events.bus.consumer_lag import ConsumerLag, LagProbe, lag_probe
from zhouqi.events.heartbeat import Heartbeat
from zhouqi.events.log.connection import Conn
from zhouqi.service.loops import status
from zhouqi.service.loops.health import Check, CheckResult, State
from zhouqi.service.loops.status import LATE_SECONDS
from zhouqi.service.runtime import Runtime
from zhouqi.service.telemetry.metrics import Metrics

LOOK_SECONDS: Final = 5.0
_PATIENCE_SECONDS: Final = 30.0
_LOOKS: Final = 6
WORTH_MENTIONING: Final = 100
"""A lag of fewer events is gone within a batch, however it grew."""
_TELL_SECONDS: Final = 30.0
_CONSUMER: Final = "consumer"
_logger = structlog.get_logger(__name__)


@dataclass(slots=True)
class Growth:
    """A lag as the last six looks found it, half a minute.

    It grows when each of the newer three found more than any of the older three, and the last one more
    than a hundred events.
    """

    _found: deque[int] = field(default_factory=lambda: deque(maxlen=_LOOKS))

    def add(self, events: int) -> None:
        """What the next look found."""
        self._found.append(events)

    @property
    def last(self) -> int:
        """What the last look found."""
        return self._found[-1] if self._found else 0

    @property
    def grows(self) -> bool:
        """Whether more comes than goes; not before it was looked at often enough."""
        if len(self._found) < _LOOKS or self.last <= WORTH_MENTIONING:
            return False
        older, newer = list(self._found)[: _LOOKS // 2], list(self._found)[_LOOKS // 2 :]
        return min(newer) > max(older)


class LagWatch:
    """Looks at the relay's, the consumer's and the reactions' lag of one service."""

    def __init__(self, runtime: Runtime, metrics: Metrics) -> None:
        self._runtime = runtime
        self._metrics = metrics
        self._unread = ConsumerLag()
        self._growths: dict[str, Growth] = {}
        self._told, self._told_late = -_TELL_SECONDS, False

    def check(self) -> Check:
        """Readiness: degraded while a lag grows, or while an event has waited for more than a minute."""
        return Check(f"{self._runtime.service.name}/lag", self.find)

    async def find(self) -> CheckResult:
        """What the last looks found."""
        growing = {name: growth.last for name, growth in self._growths.items() if growth.grows}
        amiss: dict[str, object] = {"growing": growing} if growing else {}
        if self._unread.oldest_seconds > LATE_SECONDS:
            amiss["oldest_unread_seconds"] = round(self._unread.oldest_seconds)
        return CheckResult(State.DEGRADED if amiss else State.OK, amiss)

    async def run(self, heartbeat: Heartbeat) -> None:
        """Look until cancelled. While the bus is away, what the consumer lacks stays as it was last known."""
        context = self._runtime.service.context
        while True:
            try:
                async with AsyncExitStack() as opened:
                    eyes = None
                    if context.subscribes:
                        kafka = self._runtime.settings.kafka
                        eyes = await opened.enter_async_context(lag_probe(kafka, context.subscriptions))
                    while True:
                        async with asyncio.timeout(_PATIENCE_SECONDS):  # a client may hang; it is replaced
                            await self.look(eyes)
                        heartbeat.go_on()
                        await asyncio.sleep(LOOK_SECONDS)
            except (KafkaError, OSError) as error:
                _logger.info("lag.unknown", service=context.name, cause=type(error).__name__)
                heartbeat.stumble(type(error).__name__)
            await self.look(None)
            heartbeat.beat()
            await asyncio.sleep(LOOK_SECONDS)

    async def look(self, eyes: LagProbe | None) -> None:
        """Look once; without ``eyes`` at the database alone."""
        async with self._runtime.pool.connection() as conn:
            lags = await status.lags_of(conn, self._runtime.service.context)
            if eyes is not None:
                self._unread = await eyes.measure(conn)
                await self._keep(conn)
        found = {name: lag.events for name, lag in lags.items()}
        if self._runtime.service.context.subscribes:
            found[_CONSUMER] = self._unread.events
            self._tell()
        self._add(found)

    async def _keep(self, conn: Conn) -> None:
        """For whoever asks the database: at once when it is late or no longer, and else now and then."""
        late = self._unread.oldest_seconds > LATE_SECONDS
        if late or late != self._told_late or monotonic() - self._told > _TELL_SECONDS:
            await status.save_lag_observation(conn, self._unread.events, self._unread.oldest_seconds)
            self._told, self._told_late = monotonic(), late

    def _add(self, found: Mapping[str, int]) -> None:
        for name, events in found.items():
            self._growths.setdefault(name, Growth()).add(events)

    def _tell(self) -> None:
        service = self._runtime.service.name
        self._metrics.consumer_events.labels(service).set(self._unread.events)
        self._metrics.consumer_seconds.labels(service).set(self._unread.oldest_seconds)
