"""How a run over a source ends: complete or failed, said once; and that nothing else happens to one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

import structlog

from zhouqi.events import AnyCommand, Command
from zhouqi.events.contracts.ingest import FailureCause
from zhouqi.ingest.collection.checkpoints import checkpoint
from zhouqi.ingest.collection.commands import CompleteRun, FailRun
from zhouqi.ingest.collection.decider import CollectionDecider
from zhouqi.ingest.collection.pauses import pauses, save_pause
from zhouqi.ingest.intake.tally import Tally
from zhouqi.ingest.settings import IngestSettings
from zhouqi.ingest.sources import SourceFailed
from zhouqi.ingest.sources.failures import failure_of, raised_at
from zhouqi.service.runtime import Runtime

_RUNS = UUID("0b6d2c50-5f3c-5c57-9d55-5a3f3f1b0c03")
_logger = structlog.get_logger(__name__)


class SourceBehind(Exception):
    """The source has not said yet that all of the time that is needed is there; the run stays open."""


class RunUnfinished(SourceBehind):
    """There is more than one run may read; what it read is kept, and the next goes on from there."""


class SourceRuns:
    """The runs of one kind from one source."""

    def __init__(self, runtime: Runtime, source: str, kind: str) -> None:
        self._runtime = runtime
        self._settings = runtime.own(IngestSettings)
        self._source = source
        self._kind = kind

    @asynccontextmanager
    async def run(self) -> AsyncIterator[None]:
        """A block in which one run works. Raises SourceFailed for whatever goes wrong, and SourceBehind.

        A failure is logged, and written as far as our own store can be reached: once a day for one cause.
        A source that asked to be left alone is; that was said when it asked.
        """
        await self._heed()
        try:
            yield
        except RunUnfinished:
            await self._fail(SourceFailed(FailureCause.UNFINISHED))
            raise
        except SourceBehind:
            raise
        except Exception as error:  # noqa: BLE001 - also what nobody foresaw is a failure with a cause
            failure = failure_of(error)
            await self._fail(failure)
            raise failure from failure.__cause__

    async def complete(self, run: int, tally: Tally) -> None:
        """Write that the run of this number came to the end of what the source had."""
        await self._end(str(run), CompleteRun(self._kind, self._source, tally))

    async def _heed(self) -> None:
        async with self._runtime.pool.connection() as conn:
            not_before = (await pauses(conn)).get(self._source)
        left = timedelta() if not_before is None else not_before - datetime.now(UTC)
        most = timedelta(seconds=self._settings.source(self._source).longest_pause_seconds)
        if timedelta() < left <= most:  # more is left only when the machine's clock was set
            raise SourceFailed(FailureCause.THROTTLED, "waiting", pause=left)

    async def _fail(self, failure: SourceFailed) -> None:
        error = failure.__cause__ or failure
        _logger.warning(
            "collection.failed",
            kind=self._kind,
            cause=failure.cause,
            detail=failure.detail,
            error=type(error).__name__,
            at=raised_at(error),
        )
        try:
            await self._write(failure)
        except Exception as unwritten:  # noqa: BLE001 - the store itself fails: the next run says so if it still does
            _logger.warning("collection.unsaid", kind=self._kind, error=type(unwritten).__name__)

    async def _write(self, failure: SourceFailed) -> None:
        async with self._runtime.pool.connection() as conn:
            if failure.pause is not None:
                await save_pause(conn, self._source, datetime.now(UTC) + failure.pause)
            now = await checkpoint(conn, self._source, self._kind)
        body = FailRun(self._kind, self._source, failure.cause, now.tally, failure.detail)
        await self._end(f"{now.run}/{self._runtime.clock.today()}/{failure.cause}", body)

    async def _end(self, name: str, body: CompleteRun | FailRun) -> None:
        run = uuid5(_RUNS, f"{self._source}/{self._kind}/{name}")
        at = self._runtime.clock.now()
        command: AnyCommand = Command(id=run, stream=f"collection/{run}", body=body, occurred_at=at)
        await self._runtime.handle(CollectionDecider(), [command])
