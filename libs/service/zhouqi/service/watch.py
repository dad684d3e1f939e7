"""What readiness and metrics say of a service's database, the same in its API and its worker."""

from __future__ import annotations

from zhouqi.service import condition
from zhouqi.service.condition import REACTION_CURSOR, RELAY_CURSOR, Condition
from zhouqi.service.health import Check, Finding, Health
from zhouqi.service.metrics import Metrics
from zhouqi.service.runtime import Runtime


def watch(runtime: Runtime, health: Health) -> None:
    """Make ``health`` look at the service's database: is it there, of this version, and in order?"""

    async def observe() -> Condition:
        async with runtime.pool.connection() as conn:
            await runtime.folder.check_version(conn)
            return await condition.observe(conn, runtime.service.context)

    async def find() -> Finding:
        return (await observe()).finding(runtime.settings.events_meant_for)

    async def gauge() -> None:
        _tell(health.metrics, runtime.service.name, await observe())

    health.checks.append(Check(f"{runtime.service.name}/database", find))
    health.gauges.append(gauge)


def _tell(metrics: Metrics, service: str, now: Condition) -> None:
    for log, head in (("event", now.store), ("journal", now.journal)):
        metrics.log_head.labels(service, log).set(head)
    for cursor, lag in now.lags.items():
        if cursor == RELAY_CURSOR:
            metrics.relay_events.labels(service).set(lag.events)
            metrics.relay_seconds.labels(service).set(lag.seconds)
        else:
            reaction = cursor.removeprefix(REACTION_CURSOR)
            metrics.reaction_events.labels(service, reaction).set(lag.events)
            metrics.reaction_seconds.labels(service, reaction).set(lag.seconds)
    metrics.parked.labels(service).set(now.parked)
    metrics.stuck.labels(service).set(now.stuck)
    metrics.halted.labels(service).set(now.halted is not None)
