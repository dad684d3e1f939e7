"""Collect a kind of record from its source: page after page, resuming where the last run stopped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

import structlog

from zhouqi.events import COUNTY_ZONE, AnyCommand, Command, Outcome
from zhouqi.ingest.collection import Collections, Complete, Fail, Tally
from zhouqi.ingest.delivery import Delivered, read, unreadable
from zhouqi.ingest.keep import Reading, keep_raw, keep_reading, reading
from zhouqi.ingest.kinds import Kind, Place
from zhouqi.ingest.links import projects_of
from zhouqi.ingest.record import Records
from zhouqi.ingest.wires import Page, Reader, SourceFailed, Sources
from zhouqi.service.runtime import Runtime

RUNS = UUID("0b6d2c50-5f3c-5c57-9d55-5a3f3f1b0c03")
_AT_ONCE = 250
_logger = structlog.get_logger(__name__)


class Behind(Exception):
    """The source has not said yet that all of the time that is needed is there; the run stays open."""


class Collector:
    """Collects into one service's store. A crash at any point repeats at most a page, to no effect."""

    def __init__(self, runtime: Runtime, sources: Sources) -> None:
        self._runtime = runtime
        self._sources = sources

    async def collect(self, kind: Kind, needed: datetime | None = None) -> Tally:
        """Collect everything that ``kind``'s source has now, and end the run; returns what it read.

        ``needed`` is the business time that the source must vouch for, if the run is to count for the close
        of a day. Raises Behind when it does not yet: what it had is taken, and the run stays open. Raises
        SourceFailed, the failure being written as an event; what was read before is kept.
        """
        began = self._runtime.clock.now()
        async with self._runtime.pool.connection() as conn:
            now = await reading(conn, kind.source, kind.name)
        now = replace(now, collected_at=began)
        try:
            reader = self._sources.reader(kind)
            up_to = await reader.up_to()
            now = await self._read(kind, reader, now)
        except SourceFailed as failure:
            await self._fail(kind, failure)
            raise
        if needed is not None and (up_to is None or up_to < needed):
            raise Behind(f"{kind.name} up to {up_to}")
        await self._complete(kind, replace(now, complete_to=up_to))
        return now.tally

    async def _read(self, kind: Kind, reader: Reader, now: Reading) -> Reading:
        place, more = await self._place(), True
        while more:
            page = await reader.page(now.cursor)
            now = replace(now, cursor=page.next, tally=now.tally + await self._take(kind, page, place))
            more = page.more
            async with self._runtime.pool.connection() as conn:
                await keep_reading(conn, kind.source, kind.name, now)
        return now

    async def _place(self) -> Place:
        async with self._runtime.pool.connection() as conn:
            rows = await conn.execute("select key from register_entry where register = 'township'")
            townships = frozenset(str(row[0]) for row in await rows.fetchall())
        if not townships:
            raise SourceFailed("register", "the county's register was not read yet")
        today = self._runtime.clock.today()
        return Place(self._runtime.settings.county, townships, today)

    async def _take(self, kind: Kind, page: Page, place: Place) -> Tally:
        """Hand on a page; raw records that were refused are kept before their events are written."""
        # The clock is read after the page came: simulated time runs on, and a record put out meanwhile is
        # not of the future.
        now = self._runtime.clock.now()
        place = replace(place, today=now.astimezone(COUNTY_ZONE).date())
        delivered = [unreadable(kind, broken.file, broken.cause, now) for broken in page.broken]
        delivered += [read(kind, raw, place, now) for raw in page.items]
        tally = Tally()
        for start in range(0, len(delivered), _AT_ONCE):
            part = delivered[start : start + _AT_ONCE]
            async with self._runtime.pool.connection() as conn:
                await keep_raw(conn, kind, (one for one in part if one.rejected), now)
                part = await projects_of(conn, part)
            outcomes = await self._runtime.handle(Records(), [one.command for one in part])
            tally += _count(part, outcomes)
        return tally

    async def _complete(self, kind: Kind, now: Reading) -> None:
        run = uuid5(RUNS, f"{kind.source}/{kind.name}/{now.run}")
        await self.end(run, Complete(kind.name, kind.source, now.tally))
        async with self._runtime.pool.connection() as conn:
            ended = replace(now, run=now.run + 1, tally=Tally())
            await keep_reading(conn, kind.source, kind.name, ended)

    async def _fail(self, kind: Kind, failure: SourceFailed) -> None:
        """Write that the run failed, once a day for one cause; the next try goes on where it stopped."""
        _logger.warning("collection.failed", kind=kind.name, cause=failure.cause, detail=str(failure))
        async with self._runtime.pool.connection() as conn:
            now = await reading(conn, kind.source, kind.name)
        name = f"{kind.source}/{kind.name}/{now.run}/{self._runtime.clock.today()}/{failure.cause}"
        body = Fail(kind.name, kind.source, failure.cause, now.tally)
        await self.end(uuid5(RUNS, name), body)

    async def end(self, run: UUID, body: Complete | Fail) -> None:
        """Write the end of a run, once."""
        at = self._runtime.clock.now()
        command: AnyCommand = Command(id=run, stream=f"collection/{run}", body=body, occurred_at=at)
        await self._runtime.handle(Collections(), [command])


def _count(delivered: Iterable[Delivered], outcomes: Sequence[Outcome]) -> Tally:
    rejected = accepted = unchanged = 0
    for one, outcome in zip(delivered, outcomes, strict=True):
        if one.rejected:
            rejected += 1
        elif outcome.events:
            accepted += 1
        else:
            unchanged += 1
    return Tally(read=len(outcomes), accepted=accepted, unchanged=unchanged, rejected=rejected)
