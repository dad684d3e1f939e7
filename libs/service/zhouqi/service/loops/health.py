"""Is the process alive, and is it ready? Alive: its loops still turn. Ready: what it serves is there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from time import monotonic
from typing import Final

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST

from zhouqi.service.identity.authorization import public
from zhouqi.service.loops.supervision import Supervised
from zhouqi.service.telemetry.metrics import Metrics

_CHECK_SECONDS: Final = 3.0


class State(StrEnum):
    """How well a part is. Degraded still serves; failed does not."""

    OK = "ok"
    DEGRADED = "degraded"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found. ``detail`` says why, without anything secret."""

    state: State
    detail: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that readiness depends on. A check that raises or takes 3 s has failed."""

    name: str
    find: Callable[[], Awaitable[CheckResult]]


class Health:
    """All that a process is asked about its own state."""

    def __init__(self, metrics: Metrics) -> None:
        self.metrics = metrics
        self.loops: list[Supervised] = []
        self.checks: list[Check] = []
        self.gauges: list[Callable[[], Awaitable[None]]] = []
        """Called before metrics are shown, to bring gauges up to date."""

    def alive(self) -> dict[str, float]:
        """The loops that hang, and for how long, in seconds; empty when the process is alive."""
        return {loop.heartbeat.name: round(loop.heartbeat.age(), 1) for loop in self.loops if loop.hung}

    async def ready(self) -> tuple[State, dict[str, dict[str, object]]]:
        """The worst state of all checks and loops, and what each found."""
        found = await asyncio.gather(*(_find(check) for check in self.checks))
        findings = {check.name: finding for check, finding in zip(self.checks, found, strict=True)}
        findings |= {loop.heartbeat.name: _of_loop(loop) for loop in self.loops}
        states = [finding.state for finding in findings.values()]
        worst = next((state for state in (State.FAILED, State.DEGRADED) if state in states), State.OK)
        shown = {name: {"state": finding.state, **finding.detail} for name, finding in findings.items()}
        return worst, shown

    async def measure(self) -> bytes:
        """All metrics of the process."""
        for loop in self.loops:
            age = self.metrics.heartbeat.labels(loop.service, loop.loop.name)
            age.set(loop.heartbeat.age())
        await asyncio.gather(*(gauge() for gauge in self.gauges), return_exceptions=True)
        return self.metrics.render()


async def _find(check: Check) -> CheckResult:
    try:
        async with asyncio.timeout(_CHECK_SECONDS):
            return await check.find()
    except Exception as error:  # noqa: BLE001 - whatever it is, the check did not succeed
        return CheckResult(State.FAILED, {"cause": type(error).__name__})


def _of_loop(loop: Supervised) -> CheckResult:
    if loop.hung:
        return CheckResult(State.FAILED, {"silent_seconds": round(loop.heartbeat.age(), 1)})
    if loop.failure is not None:
        return CheckResult(State.DEGRADED, {"cause": loop.failure[:300]})
    if loop.heartbeat.halted is not None:
        return CheckResult(State.DEGRADED, {"halted": loop.heartbeat.halted})
    if loop.heartbeat.retrying is not None:
        seconds = round(monotonic() - loop.heartbeat.stumbled_at, 1)
        return CheckResult(State.DEGRADED, {"retrying": loop.heartbeat.retrying, "seconds": seconds})
    return CheckResult(State.OK)


def router(health: Health) -> APIRouter:
    """``/livez``, ``/readyz`` and ``/metrics``."""
    routes = APIRouter(dependencies=[public("asked by the process's keeper, which has no account")])

    @routes.get("/livez", include_in_schema=False)
    async def livez() -> Response:
        hung = health.alive()
        body = {"state": State.FAILED if hung else State.OK, "hung": hung}
        return JSONResponse(body, 503 if hung else 200)

    @routes.get("/readyz", include_in_schema=False)
    async def readyz() -> Response:
        state, checks = await health.ready()
        return JSONResponse({"state": state, "checks": checks}, 503 if state is State.FAILED else 200)

    @routes.get("/metrics", include_in_schema=False)
    async def metrics() -> Response:
        return Response(await health.measure(), media_type=CONTENT_TYPE_LATEST)

    return routes
