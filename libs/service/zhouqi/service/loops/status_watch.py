"""What readiness and metrics say of a service's database, the same in its API and its worker."""

from __future__ import annotations

from zhouqi.service.loops import status
from zhouqi.service.loops.health import Check, CheckResult, Health
from zhouqi.service.loops.status import REACTION_CURSOR, RELAY_CURSOR, Status
from zhouqi.service.runtime import Runtime
from zhouqi.service.telemetry.metrics import Metrics


def watch(runtime: Runtime, health: Health) -> None:
    """Make ``health`` look at the service's database: is it there, of this version, and in order?"""

    async def observe() -> Status:
        async with runtime.pool.connection() as conn:
            await runtime.projector.check_version(conn)
            return await status.read_status(conn, runtime.service.context)

    async def find() -> CheckResult:
        return (await observe()).check_result(runtime.settings.events_meant_for)

    async def gauge() -> None:
        _tell(health.metrics, runtime.service.name, await observe())

    health.checks.append(Check(f"{runtime.service.name}/database", find))
    health.gauges.append(gauge)


def _tell(metrics: Metrics, service: str, now: Status) -> None:
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
    metrics.strange.labels(service).set(now.strange)
    metrics.stuck.labels(service).set(now.stuck)
    metrics.halted.labels(service).set(now.halted is not None)
