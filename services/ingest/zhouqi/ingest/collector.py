"""Collect a kind of record from its source: page after page, resuming where the last run stopped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

import structlog

from zhouqi.events import AnyCommand, Command, Outcome
from zhouqi.ingest.collection import Collections, Complete, Fail, Tally
from zhouqi.ingest.delivery import Delivered, read
from zhouqi.ingest.keep import keep_raw, keep_reading, reading
from zhouqi.ingest.kinds import Kind, Place
from zhouqi.ingest.record import Records
from zhouqi.ingest.register import Townships
from zhouqi.ingest.source import Source, SourceFailed
from zhouqi.service.runtime import Runtime

_RUNS = UUID("0b6d2c50-5f3c-5c57-9d55-5a3f3f1b0c03")
_AT_ONCE = 100
_logger = structlog.get_logger(__name__)


class Collector:
    """Collects into one service's store. A crash at any point repeats at most a page, to no effect."""

    def __init__(self, runtime: Runtime, source: Source) -> None:
        self._runtime = runtime
        self._source = source

    async def register(self) -> Place:
        """Bring the register of townships up to date. Raises SourceFailed."""
        townships = await self._source.townships()
        now = self._runtime.clock.now()
        commands: list[AnyCommand] = [
            Command(
                id=uuid5(_RUNS, f"township/{township.code}/{township.name}"),
                stream=f"register/township/{township.code}",
                body=township,
                occurred_at=now,
            )
            for township in townships
        ]
        await self._runtime.handle(Townships(), commands)
        codes = frozenset(township.code for township in townships)
        return Place(self._runtime.settings.county, codes)

    async def collect(self, kind: Kind) -> bool:
        """Collect everything that ``kind``'s source has now; False when the run failed.

        The run's end is an event either way; what was read before a failure is kept.
        """
        began = self._runtime.clock.now()
        async with self._runtime.pool.connection() as conn:
            known = await reading(conn, kind)
        cursor = known.cursor if known else None
        run = uuid5(_RUNS, f"{kind.source}/{kind.name}/{cursor}/{began.isoformat()}")
        tally = Tally()
        try:
            place = await self.register()
            more = True
            while more:
                page = await self._source.page(kind.path, cursor)
                # Read after the page came: simulated time runs on, and a record put out meanwhile
                # is not of the future.
                now = self._runtime.clock.now()
                tally += await self._take(kind, [read(kind, raw, place, now) for raw in page.items])
                cursor, more = page.next, page.more and bool(page.items)
                async with self._runtime.pool.connection() as conn:
                    await keep_reading(conn, kind, cursor, began)
        except SourceFailed as failure:
            _logger.warning("collection.failed", kind=kind.name, cause=failure.cause)
            await self._end(run, began, Fail(kind.name, kind.source, failure.cause, tally))
            return False
        await self._end(run, began, Complete(kind.name, kind.source, tally))
        return True

    async def _take(self, kind: Kind, delivered: Sequence[Delivered]) -> Tally:
        """Hand on a page; raw records that were refused are kept before their events are written."""
        tally = Tally()
        async with self._runtime.pool.connection() as conn:
            refused = [one for one in delivered if one.rejected]
            await keep_raw(conn, kind, refused, self._runtime.clock.now())
        for start in range(0, len(delivered), _AT_ONCE):
            part = delivered[start : start + _AT_ONCE]
            outcomes = await self._runtime.handle(Records(), [one.command for one in part])
            tally += _count(part, outcomes)
        return tally

    async def _end(self, run: UUID, began: datetime, body: Complete | Fail) -> None:
        command: AnyCommand = Command(id=run, stream=f"collection/{run}", body=body, occurred_at=began)
        await self._runtime.handle(Collections(), [command])


def _count(delivered: Sequence[Delivered], outcomes: Sequence[Outcome]) -> Tally:
    tally = Tally()
    for one, outcome in zip(delivered, outcomes, strict=True):
        tally += Tally(
            read=1,
            rejected=int(one.rejected),
            accepted=int(not one.rejected and outcome.events > 0),
            unchanged=int(not one.rejected and outcome.events == 0),
        )
    return tally
