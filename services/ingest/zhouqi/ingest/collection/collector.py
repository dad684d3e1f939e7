"""Collect a kind of record from its source: page after page, resuming where the last run stopped."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from time import monotonic
from typing import Final

from zhouqi.events import COUNTY_ZONE
from zhouqi.events.contracts.ingest import FailureCause
from zhouqi.ingest.collection.checkpoints import Checkpoint, checkpoint, save_checkpoint
from zhouqi.ingest.collection.runs import RunUnfinished, SourceBehind, SourceRuns
from zhouqi.ingest.dropped_files.storage import known_files, save_files
from zhouqi.ingest.file_reports.folder import ReportFolder
from zhouqi.ingest.intake.county import known_county
from zhouqi.ingest.intake.delivery import judge, refuse_file
from zhouqi.ingest.intake.recorded import Recorded, tally_of
from zhouqi.ingest.intake.recording import Recorder
from zhouqi.ingest.intake.rejudging import rejudge
from zhouqi.ingest.intake.tally import Tally
from zhouqi.ingest.kinds import County, Kind
from zhouqi.ingest.settings import IngestSettings
from zhouqi.ingest.sources import NO_CHANGES, FolderChanges, Page, Reader, SourceFailed, SourceSystems
from zhouqi.service.runtime import Runtime

_AHEAD: Final = timedelta(minutes=5)
"""By how much a source's clock may be ahead of ours when it says up to when all is there."""


class Collector:
    """Collects into one service's store. A crash at any point repeats at most a page, to no effect."""

    def __init__(self, runtime: Runtime, sources: SourceSystems) -> None:
        self._runtime = runtime
        self._sources = sources
        self._settings = runtime.own(IngestSettings)
        self._reports = ReportFolder(self._settings.returns)

    async def collect(self, kind: Kind, needed: datetime | None = None) -> Tally:
        """Collect everything that ``kind``'s source has now, and end the run; returns what it read.

        ``needed`` is the business time that the source must vouch for, if the run is to count for the close
        of a day. Raises SourceBehind when it does not yet: what it had is taken, and the run stays open; RunUnfinished
        when it has more than a run may read. Raises SourceFailed for everything else that goes wrong, whatever
        it is: it is logged, and written as an event as far as our own store can be reached. What was read
        before is kept. What begins anew at the source is said, and read again at once.
        """
        try:
            return await self._attempt(kind, needed)
        except SourceFailed as failure:
            if not failure.again:
                raise
        await self._begin_anew(kind)
        return await self._attempt(kind, needed)

    async def _attempt(self, kind: Kind, needed: datetime | None) -> Tally:
        async with SourceRuns(self._runtime, kind.source, kind.name).run():
            return await self._run(kind, needed)

    async def _run(self, kind: Kind, needed: datetime | None) -> Tally:
        began = self._runtime.clock.now()
        async with self._runtime.pool.connection() as conn:
            now = await checkpoint(conn, kind.source, kind.name)
            seen = await known_files(conn, kind.name)
        county = await self._county()
        reader = await self._sources.reader(kind, now.memory, seen)
        vouched_up_to = await reader.vouched_up_to()
        anew = await rejudge(self._runtime, kind, county, began)
        start = replace(now, collected_at=began, tally=now.tally + anew)
        now = await self._read(kind, reader, start, county)
        if vouched_up_to is not None and vouched_up_to > self._runtime.clock.now() + _AHEAD:
            raise SourceFailed(FailureCause.IMPLAUSIBLE, "vouches-for-a-time-to-come")
        if needed is not None and (vouched_up_to is None or vouched_up_to < needed):
            raise SourceBehind(f"{kind.name} up to {vouched_up_to}")
        await self._complete(kind, replace(now, complete_to=vouched_up_to))
        return now.tally

    async def _read(self, kind: Kind, reader: Reader, start: Checkpoint, county: County) -> Checkpoint:
        """Read to the end of what the source has. Raises RunUnfinished when a run may not read as much; SourceFailed.

        A source that leads round in a circle is asked again from where this run began: no cursor since then
        is worth anything.
        """
        try:
            return await self._pages(kind, reader, start, county)
        except SourceFailed as failure:
            if failure.cause is FailureCause.NO_PROGRESS:
                await self._keep(kind, start)
            raise

    async def _pages(self, kind: Kind, reader: Reader, start: Checkpoint, county: County) -> Checkpoint:
        now, budget = start, _Budget(self._settings)
        been = {(start.cursor, start.memory)}
        while True:
            page = await reader.page(now.cursor)
            recorded = await self._take(kind, page, self._today(county))
            await self._reports.write(kind, page.read, page.broken, recorded, self._runtime.clock.now())
            taken = tally_of(recorded)
            now = replace(now, cursor=page.next, memory=page.memory, tally=now.tally + taken)
            if page.more and (now.cursor, now.memory) in been:
                raise SourceFailed(FailureCause.NO_PROGRESS, "cursor-again")
            been.add((now.cursor, now.memory))
            await self._keep(kind, now, page.files)
            if not page.more:
                break
            if budget.spent(taken.read):
                raise RunUnfinished(kind.name)
        if page.unkept is not None:
            raise page.unkept
        return now

    async def _county(self) -> County:
        county = await known_county(self._runtime)
        if county is None:
            raise SourceFailed(FailureCause.REGISTER, "not-read-yet")
        return county

    def _today(self, county: County) -> County:
        """The clock is read after a page came: simulated time runs on, and what was put out meanwhile is not ahead."""
        return replace(county, today=self._runtime.clock.now().astimezone(COUNTY_ZONE).date())

    async def _take(self, kind: Kind, page: Page, county: County) -> list[Recorded]:
        now = self._runtime.clock.now()
        delivered = [refuse_file(kind, broken, now) for broken in page.broken]
        delivered += [judge(kind, raw, county, now) for raw in page.items]
        return await Recorder(self._runtime, kind).record(delivered, now)

    async def _keep(self, kind: Kind, now: Checkpoint, files: FolderChanges = NO_CHANGES) -> None:
        async with self._runtime.pool.connection() as conn:
            await save_checkpoint(conn, kind.source, kind.name, now)
            await save_files(conn, kind.name, files, now.collected_at)

    async def _begin_anew(self, kind: Kind) -> None:
        """Forget how far it was read, not what it has counted."""
        async with self._runtime.pool.connection() as conn:
            now = await checkpoint(conn, kind.source, kind.name)
        await self._keep(kind, replace(now, cursor=None, memory=None))

    async def _complete(self, kind: Kind, now: Checkpoint) -> None:
        await SourceRuns(self._runtime, kind.source, kind.name).complete(now.run, now.tally)
        await self._keep(kind, replace(now, run=now.run + 1, tally=Tally()))


class _Budget:
    """What one run may read: so many seconds, pages and records."""

    def __init__(self, settings: IngestSettings) -> None:
        self._ends = monotonic() + settings.run_seconds
        self._pages = settings.run_pages
        self._records = settings.run_records

    def spent(self, records: int) -> bool:
        """Count one more page with so many records; whether there is nothing left for another."""
        self._pages -= 1
        self._records -= records
        return self._pages <= 0 or self._records <= 0 or monotonic() > self._ends
