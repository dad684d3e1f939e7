"""Write down what was delivered, so that no record stands in the way of those beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import structlog

from zhouqi.events.log.connection import Conn
from zhouqi.ingest.crosswalk.links import projects_of
from zhouqi.ingest.intake.delivery import UNFORESEEN, Delivery
from zhouqi.ingest.intake.raw_records import mark_taken, save_raw_records
from zhouqi.ingest.intake.recorded import Recorded, recorded_as
from zhouqi.ingest.kinds import Kind
from zhouqi.ingest.records.decider import RecordDecider
from zhouqi.ingest.sources.failures import is_transient, raised_at
from zhouqi.service.runtime import Runtime

_AT_ONCE = 250
_logger = structlog.get_logger(__name__)


class Recorder:
    """Records the deliveries of one kind in a service's store.

    ``anew``: they were refused before, so those that are taken now are settled.
    """

    def __init__(self, runtime: Runtime, kind: Kind, *, anew: bool = False) -> None:
        self._runtime = runtime
        self._kind = kind
        self._anew = anew

    async def record(self, delivered: Sequence[Delivery], now: datetime) -> list[Recorded]:
        """Record all of them, part by part, and say what became of each, in the same order.

        Raw records that are refused are kept before their events. One that can't be recorded is refused for that.
        Raises what has nothing to do with the records: the database is away, the disk is full.
        """
        recorded: list[Recorded] = []
        for start in range(0, len(delivered), _AT_ONCE):
            recorded += await self._part(delivered[start : start + _AT_ONCE], now)
        return recorded

    async def _part(self, part: Sequence[Delivery], now: datetime) -> list[Recorded]:
        for one in part:
            if one.error is not None:
                self._say(one, one.error)
        try:
            return await self._write(part, now)
        except Exception as error:
            if is_transient(error):
                raise
            return await self._one_by_one(part, error, now)

    async def _one_by_one(self, part: Sequence[Delivery], error: Exception, now: datetime) -> list[Recorded]:
        """Find out which of them can't be recorded, and refuse these; if none can, it is not up to them."""
        done: list[Sequence[Recorded]] = []
        failed: dict[int, Exception] = {}
        for at, one in enumerate(part):
            try:
                done.append(await self._write([one], now))
            except Exception as again:
                if is_transient(again) or one.rejected:
                    raise
                failed[at] = again
                done.append(())
        if len(part) > 1 and len(failed) == len(part):
            raise error
        for at, why in failed.items():
            self._say(part[at], why)
            done[at] = await self._write([part[at].refused(UNFORESEEN)], now)
        return [one for written in done for one in written]

    async def _write(self, part: Sequence[Delivery], now: datetime) -> list[Recorded]:
        async with self._runtime.pool.connection() as conn:
            await save_raw_records(conn, self._kind, (one for one in part if one.rejected), now)
            linked = await _with_projects(conn, part)
        outcomes = await self._runtime.handle(RecordDecider(), [one.command for one in linked])
        stated = [pair for pair in zip(linked, outcomes, strict=True) if not pair[0].rejected]
        refused = [one.refused(said.rejection.code) for one, said in stated if said.rejection is not None]
        if refused:
            await self._write(refused, now)
        if self._anew:
            async with self._runtime.pool.connection() as conn:
                await mark_taken(conn, (one for one, said in stated if said.rejection is None), now)
        return list(map(recorded_as, linked, outcomes))

    def _say(self, one: Delivery, error: Exception) -> None:
        _logger.error(
            "record.unforeseen",
            kind=self._kind.name,
            stream=one.command.stream,
            delivery=one.digest,
            error=type(error).__name__,
            at=raised_at(error),
        )


async def _with_projects(conn: Conn, part: Sequence[Delivery]) -> list[Delivery]:
    """The same, each with its project if its identifiers mean one by now."""
    projects = await projects_of(conn, [one.fact for one in part])
    return [
        one if project is None else one.with_project(project)
        for one, project in zip(part, projects, strict=True)
    ]
