"""The loops of one or several services in one process: relay, consumer, reactions, and their own.

They end in this order, so that nothing is begun that could not be finished: the services' own loops,
the consumers, the reactions, the relays, and who merely looks on. Whatever is cut off was not
committed, and is done again at the next start.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from math import inf

import structlog
from fastapi import FastAPI

from zhouqi.events.bus.consume import Consumer
from zhouqi.events.bus.receive import Receiver
from zhouqi.events.bus.relay import Relay
from zhouqi.events.commands.react import Reaction, Reactor
from zhouqi.events.fold import stuck
from zhouqi.events.heartbeat import Heartbeat
from zhouqi.events.log.event_log import JOURNAL, STORE
from zhouqi.events.log.notify import Waiter
from zhouqi.service.http import server
from zhouqi.service.http.request_log import RequestLog, name_routes
from zhouqi.service.identity import permissions
from zhouqi.service.loops import capacity, health, parking
from zhouqi.service.loops.disk import Disk
from zhouqi.service.loops.health import Health
from zhouqi.service.loops.lag_watch import LagWatch
from zhouqi.service.loops.status_watch import watch
from zhouqi.service.loops.supervision import Loop, Supervised, stop_in_stages
from zhouqi.service.rules import adoption
from zhouqi.service.runtime import Runtime, make_runtimes
from zhouqi.service.service import Service
from zhouqi.service.settings import Settings
from zhouqi.service.storage.database import LOOP_STATEMENT_SECONDS
from zhouqi.service.telemetry.metrics import Metrics

_REACTING_GATHER_MS = 100
"""A reaction looks ten times a second at most: what comes sooner would wait in the journal, and cost a batch more."""
_logger = structlog.get_logger(__name__)


@dataclass(slots=True)
class Stages:
    """The loops of a process by the order in which they end."""

    own: list[Supervised] = field(default_factory=list)
    consumers: list[Supervised] = field(default_factory=list)
    reactions: list[Supervised] = field(default_factory=list)
    relays: list[Supervised] = field(default_factory=list)
    watchers: list[Supervised] = field(default_factory=list)

    def in_order(self) -> list[list[Supervised]]:
        """First to end first."""
        return [self.own, self.consumers, self.reactions, self.relays, self.watchers]


async def run_worker(services: Sequence[Service], settings: Settings) -> None:
    """Run all loops of ``services`` until SIGINT or SIGTERM, with health on the worker's port.

    Raises SettingsError and PortTaken.
    """
    await adoption.adopt_all(services, settings)
    app = create_worker_app(services, settings)
    await server.serve(app, settings.http_host, settings.worker_port, settings.grace_seconds)


def create_worker_app(services: Sequence[Service], settings: Settings) -> FastAPI:
    """An application that answers for the worker's health; while it lives, the loops run."""
    runtimes = make_runtimes(services, settings, permissions.load(), statement_seconds=LOOP_STATEMENT_SECONDS)
    state = Health(Metrics())
    state.checks.append(Disk(settings.disk).check())
    lags = [LagWatch(runtime, state.metrics) for runtime in runtimes]
    app = FastAPI(
        openapi_url=None,
        lifespan=lambda _app: _lifespan(runtimes, lags, state, settings),
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.add_middleware(RequestLog, metrics=state.metrics)
    app.include_router(health.router(state))
    name_routes(app)
    for runtime, lag in zip(runtimes, lags, strict=True):
        watch(runtime, state)
        state.checks.append(lag.check())
        state.checks.extend(runtime.service.checks_everywhere(runtime))
    return app


def loops_of(runtime: Runtime, lag: LagWatch, stages: Stages) -> None:
    """Add the loops of one service, not started yet."""
    service, context, kafka = runtime.service, runtime.service.context, runtime.settings.kafka
    name, dsn, signatures = service.name, runtime.dsn, runtime.provenance.signatures

    def supervised(loop: Loop) -> Supervised:
        return Supervised(name, loop)

    stages.own += [supervised(loop) for loop in service.loops(runtime)]
    stages.own.append(supervised(Loop("mend", lambda _heartbeat: _mend(runtime), silent_after=inf)))
    if (meant_for := runtime.settings.events_meant_for) is not None:
        stages.own.append(supervised(Loop("room", capacity.CapacityWatch(name, runtime.pool, meant_for).run)))
    if context.subscribes:
        receiver = Receiver(runtime.projector, runtime.provenance)
        bus = replace(kafka, busy_fetch_wait_ms=_REACTING_GATHER_MS) if context.reactions else kafka

        async def consume(heartbeat: Heartbeat) -> None:
            await Consumer(name, dsn, bus, context.subscriptions, receiver, heartbeat).run()

        stages.consumers.append(supervised(Loop("consumer", consume)))
    stages.reactions += [supervised(_reaction(runtime, reaction)) for reaction in context.reactions]
    if context.publishes:
        waiter = runtime.hints.waiter(STORE)

        async def relay(heartbeat: Heartbeat) -> None:
            await Relay(name, dsn, kafka, context.topics, waiter, heartbeat, signatures).run()

        stages.relays.append(supervised(Loop("relay", relay)))
    hints = Loop("hints", runtime.hints.run, silent_after=inf)
    stages.watchers += [supervised(hints), supervised(Loop("lag", lag.run))]


async def _mend(runtime: Runtime) -> None:
    """At the start, fold and react once more where that failed: this code may know what the last did not."""
    name, context = runtime.service.name, runtime.service.context
    async with runtime.pool.connection() as conn:
        done = await stuck.retry_stuck(conn, runtime.projector, context.read_model)
        reacted = await parking.retry_readable(conn, context, runtime.handler, runtime.dsn)
    if done.tried:
        _logger.info("stuck.retried", service=name, tried=len(done.tried), still=len(done.still))
    if reacted.tried:
        _logger.info("parked.retried", service=name, tried=reacted.tried, still=len(reacted.still))
    await asyncio.Event().wait()


def _reaction(runtime: Runtime, reaction: Reaction) -> Loop:
    waiter: Waiter = runtime.hints.waiter(JOURNAL)
    decoder = runtime.service.context.decoder

    async def react(heartbeat: Heartbeat) -> None:
        await Reactor(reaction, runtime.dsn, runtime.handler, waiter, heartbeat, decoder).run()

    return Loop(f"reaction:{reaction.name}", react)


@asynccontextmanager
async def _lifespan(
    runtimes: Sequence[Runtime], lags: Sequence[LagWatch], state: Health, settings: Settings
) -> AsyncIterator[None]:
    async with AsyncExitStack() as stack:
        stages = Stages()
        for runtime, lag in zip(runtimes, lags, strict=True):
            await runtime.open()
            stack.push_async_callback(runtime.close)
            loops_of(runtime, lag, stages)
        state.loops.extend(loop for stage in stages.in_order() for loop in stage)
        for loop in state.loops:
            loop.start(state.metrics)
        try:
            yield
        finally:
            late = await stop_in_stages(stages.in_order(), settings.grace_seconds * 0.8)
            if late:
                _logger.error("shutdown.late", loops=late)
