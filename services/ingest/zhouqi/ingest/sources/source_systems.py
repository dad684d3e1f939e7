"""All source systems of one deployment: which reader a kind has, by what is configured."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import assert_never

from zhouqi.events import Clock
from zhouqi.events.contracts.ingest import FailureCause
from zhouqi.ingest.kinds import DropFolder, Exchange, Kind, Rest
from zhouqi.ingest.kinds.systems import COUNTY
from zhouqi.ingest.settings import IngestSettings, SourceSettings
from zhouqi.ingest.sources.drop_folder.reader import DropFolderReader
from zhouqi.ingest.sources.exchange.reader import ExchangeReader
from zhouqi.ingest.sources.reader import KnownFile, Reader, SourceFailed
from zhouqi.ingest.sources.rest.client import SourceClient, open_client
from zhouqi.ingest.sources.rest.county_register import CountyRegister, read_register
from zhouqi.ingest.sources.rest.reader import RestReader


class SourceSystems:
    """Opens a reader for a kind, and reads the county's register. Each system has a client of its own."""

    def __init__(self, settings: IngestSettings, clock: Clock, open_clients: AsyncExitStack) -> None:
        self._settings = settings
        self._clock = clock
        self._open = open_clients
        self._clients: dict[str, SourceClient] = {}

    async def reader(
        self, kind: Kind, memory: str | None = None, seen: Mapping[bytes, KnownFile] | None = None
    ) -> Reader:
        """The reader of a kind, with what its wire remembers beside the cursor, and of its files.

        Raises SourceFailed ``unconfigured`` when this deployment does not say where ``kind`` comes from.
        """
        source = self._settings.source(kind.source)
        match kind.wire:
            case Rest() as rest:
                return RestReader(await self._http(kind.source, source), rest, self._clock, source.page)
            case Exchange() as exchange:
                if source.dsn is None:
                    raise _unconfigured(kind.source, "DSN")
                return ExchangeReader(source.dsn.get_secret_value(), exchange, kind.source, source, memory)
            case DropFolder() as drops:
                if self._settings.drops is None:
                    raise SourceFailed(FailureCause.UNCONFIGURED, "ZHOUQI_INGEST_DROPS")
                return DropFolderReader(self._settings.drops, drops, seen)
            case other:
                assert_never(other)

    async def register(self) -> CountyRegister:
        """What the county's register says now. Raises SourceFailed."""
        return await read_register(await self._http(COUNTY, self._settings.source(COUNTY)))

    async def _http(self, system: str, source: SourceSettings) -> SourceClient:
        if source.url is None:
            raise _unconfigured(system, "URL")
        if system not in self._clients:
            self._clients[system] = await self._open.enter_async_context(open_client(source, source.url))
        return self._clients[system]


def _unconfigured(system: str, part: str) -> SourceFailed:
    return SourceFailed(FailureCause.UNCONFIGURED, f"ZHOUQI_INGEST_SOURCES__{system.upper()}__{part}")


@asynccontextmanager
async def open_sources(settings: IngestSettings, clock: Clock) -> AsyncIterator[SourceSystems]:
    """The source systems for as long as the block lasts."""
    async with AsyncExitStack() as open_clients:
        yield SourceSystems(settings, clock, open_clients)
