"""Wiring: from settings to the one HTTP application that all simulated systems share, and the wires beside it."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

from fastapi import FastAPI

from zhouqi.sources.approval import APPROVAL
from zhouqi.sources.clock import Clock, clock_from
from zhouqi.sources.county import COUNTY, County
from zhouqi.sources.deliveries import Feed, Kind, feeds
from zhouqi.sources.drops import Drops
from zhouqi.sources.exchange import Exchange
from zhouqi.sources.performance import PERFORMANCE
from zhouqi.sources.registers import registers
from zhouqi.sources.scenario import read_scenario
from zhouqi.sources.serving.faults import Faults
from zhouqi.sources.serving.paged import paged
from zhouqi.sources.serving.refusal import answer_refusals
from zhouqi.sources.serving.sizes import Sizes
from zhouqi.sources.serving.token import bearer
from zhouqi.sources.serving.wire import Wire, keep
from zhouqi.sources.settings import Settings, read_token
from zhouqi.sources.truth import truth

__all__ = ["app_from", "make_app", "name_of"]


def app_from(settings: Settings) -> FastAPI:
    """Answer the application that the settings describe. Raises `OSError`, `ValueError`, `ClockUnreadableError`."""
    clock = clock_from(settings.clock)
    clock.now()
    token = read_token(settings.token_file)
    truth_token = None if settings.truth_token_file is None else read_token(settings.truth_token_file)
    county = County(read_scenario(settings.seed, settings.size), settings.seed, settings.size)
    delivered = feeds(county, settings.shuffle)
    return make_app(
        county,
        delivered,
        clock,
        token,
        truth_token,
        Faults(settings.seed, settings.fault_rate, settings.slow_ms),
        wires_of(settings, name_of(county, settings.shuffle), delivered),
        settings.shuffle,
    )


def name_of(county: County, shuffle: int = 0) -> str:
    """Answer what tells a county's deliveries from another's: seed, size, scenario, and how they are shuffled."""
    name = f"{county.seed}:{county.size}:{county.scenario.digest()}"
    return f"{name}:{shuffle}" if shuffle else name


def wires_of(settings: Settings, name: str, delivered: Mapping[Kind, Feed]) -> list[Wire]:
    """Answer the wires that the settings turn on."""
    sizes = Sizes(settings.shuffle)
    wires: list[Wire] = []
    if settings.exchange_dsn is not None:
        dsn = settings.exchange_dsn.get_secret_value()
        wires.append(Exchange(dsn, settings.exchange_reader, name, delivered, sizes))
    if settings.drops is not None:
        wires.append(Drops(settings.drops, name, delivered, sizes))
    return wires


def make_app(
    county: County,
    delivered: Mapping[Kind, Feed],
    clock: Clock,
    token: str,
    truth_token: str | None,
    faults: Faults,
    wires: Sequence[Wire] = (),
    shuffle: int = 0,
) -> FastAPI:
    """Answer the application for a county and what is delivered of it: registers, the systems with paged REST, truth.

    While it runs it keeps the wires filled.
    """

    @asynccontextmanager
    async def filling(_: FastAPI) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(keep(wire, clock)) for wire in wires]
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    app = FastAPI(
        title=f"Simulated source systems of {COUNTY.name}",
        version="1",
        description="A fictional county. Everything here is generated; nothing is about a real enterprise or person.",
        docs_url=None,
        redoc_url=None,
        lifespan=filling,
    )
    answer_refusals(app)
    guard = bearer(token, "token")
    name, sizes = name_of(county, shuffle), Sizes(shuffle)
    app.include_router(registers(county, clock, guard))
    for system in (APPROVAL, PERFORMANCE):
        app.include_router(paged(system, delivered, name, clock, sizes, (guard, faults)))
    app.include_router(truth(county, delivered, clock, bearer(truth_token, "truth token")))

    @app.get("/livez", tags=["health"])
    async def alive() -> dict[str, str]:
        """Answer that the program is up; needs no token."""
        return {"status": "ok"}

    return app
