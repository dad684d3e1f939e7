"""All source systems of one deployment: which reader a kind has, by what is configured."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import assert_never

import httpx2

from zhouqi.events import Clock
from zhouqi.ingest.kinds import Drops, Exchange, Kind, Rest
from zhouqi.ingest.settings import IngestSettings
from zhouqi.ingest.wires.drops import DropsReader
from zhouqi.ingest.wires.exchange import ExchangeReader
from zhouqi.ingest.wires.page import Reader, SourceFailed
from zhouqi.ingest.wires.register import CountyRegister, read_register
from zhouqi.ingest.wires.rest import Http, RestReader


class Sources:
    """Opens a reader for a kind, and reads the county's register."""

    def __init__(self, settings: IngestSettings, client: httpx2.AsyncClient, clock: Clock) -> None:
        self._settings = settings
        self._http = Http(client)
        self._clock = clock

    def reader(self, kind: Kind) -> Reader:
        """Raises SourceFailed ``unconfigured`` when this deployment does not say where ``kind`` comes from."""
        match kind.wire:
            case Rest() as rest:
                return RestReader(self._http, rest, self._clock)
            case Exchange() as exchange:
                dsn = self._settings.exchange_dsn
                if dsn is None:
                    raise SourceFailed("unconfigured", "ZHOUQI_INGEST_EXCHANGE_DSN")
                return ExchangeReader(
                    dsn.get_secret_value(), exchange, kind.source, self._settings.timeout_seconds
                )
            case Drops() as drops:
                if self._settings.drops is None:
                    raise SourceFailed("unconfigured", "ZHOUQI_INGEST_DROPS")
                return DropsReader(self._settings.drops, drops)
            case other:
                assert_never(other)

    async def register(self) -> CountyRegister:
        """What the county's register says now. Raises SourceFailed."""
        return await read_register(self._http)


@asynccontextmanager
async def sources(settings: IngestSettings, clock: Clock) -> AsyncIterator[Sources]:
    """The source systems for as long as the block lasts."""
    async with httpx2.AsyncClient(
        base_url=settings.url,
        headers={"authorization": f"Bearer {settings.token.get_secret_value()}"},
        timeout=settings.timeout_seconds,
    ) as client:
        yield Sources(settings, client, clock)
