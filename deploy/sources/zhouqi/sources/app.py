"""Wiring: from settings to the one HTTP application that all simulated systems share, and the channels beside it."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

from fastapi import FastAPI

from zhouqi.sources.approval import APPROVAL
from zhouqi.sources.clock import Clock, clock_from
from zhouqi.sources.county import COUNTY, County
from zhouqi.sources.deliveries import Feed, Kind, county_feeds
from zhouqi.sources.drops import Drops
from zhouqi.sources.exchange import Exchange
from zhouqi.sources.performance import PERFORMANCE
from zhouqi.sources.registers import registers
from zhouqi.sources.scenario import read_scenario
from zhouqi.sources.serving.batch_sizes import BatchSizes
from zhouqi.sources.serving.channel import Channel, run_channel
from zhouqi.sources.serving.fault_injection import FaultInjection
from zhouqi.sources.serving.paged import paged
from zhouqi.sources.serving.refusal import answer_refusals
from zhouqi.sources.serving.token import bearer
from zhouqi.sources.settings import Settings, read_token
from zhouqi.sources.truth import truth

__all__ = ["app_from", "county_name", "make_app"]


def app_from(settings: Settings) -> FastAPI:
    """Answer the application that the settings describe. Raises `OSError`, `ValueError`, `ClockUnreadableError`."""
    clock = clock_from(settings.clock)
    clock.now()
    token = read_token(settings.token_file)
    truth_token = None if settings.truth_token_file is None else read_token(settings.truth_token_file)
    county = County(read_scenario(settings.seed, settings.size), settings.seed, settings.size)
    delivered = county_feeds(county, settings.shuffle)
    return make_app(
        county,
        delivered,
        clock,
        token,
        truth_token,
        FaultInjection(settings.seed, settings.fault_rate, settings.slow_ms),
        channels_of(settings, county_name(county, settings.shuffle), delivered),
        settings.shuffle,
    )


def county_name(county: County, shuffle: int = 0) -> str:
    """Answer what tells a county's deliveries from another's: seed, size, scenario, and how they are shuffled."""
    name = f"{county.seed}:{county.size}:{county.scenario.digest()}"
    return f"{name}:{shuffle}" if shuffle else name


def channels_of(settings: Settings, name: str, delivered: Mapping[Kind, Feed]) -> list[Channel]:
    """Answer the channels that the settings turn on."""
    sizes = BatchSizes(settings.shuffle)
    channels: list[Channel] = []
    if settings.exchange_dsn is not None:
        dsn = settings.exchange_dsn.get_secret_value()
        channels.append(Exchange(dsn, settings.exchange_reader, name, delivered, sizes))
    if settings.drops is not None:
        channels.append(Drops(settings.drops, name, delivered, sizes))
    return channels


def make_app(
    county: County,
    delivered: Mapping[Kind, Feed],
    clock: Clock,
    token: str,
    truth_token: str | None,
    faults: FaultInjection,
    channels: Sequence[Channel] = (),
    shuffle: int = 0,
) -> FastAPI:
    """Answer the application for a county and what is delivered of it: registers, the systems with paged REST, truth.

    While it runs it keeps the channels filled.
    """

    @asynccontextmanager
    async def filling(_: FastAPI) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(run_channel(channel, clock)) for channel in channels]
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
    name, sizes = county_name(county, shuffle), BatchSizes(shuffle)
    app.include_router(registers(county, clock, guard))
    for system in (APPROVAL, PERFORMANCE):
        app.include_router(paged(system, delivered, name, clock, sizes, (guard, faults)))
    app.include_router(truth(county, delivered, clock, bearer(truth_token, "truth token")))

    @app.get("/livez", tags=["health"])
    async def alive() -> dict[str, str]:
        """Answer that the program is up; needs no token."""
        return {"status": "ok"}

    return app
