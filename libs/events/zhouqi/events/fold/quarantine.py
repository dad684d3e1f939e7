"""What is done where the database refuses a row: projection by projection, and stream by stream.

A stream whose rows are refused is stuck: what is written of it is the fold of the longest prefix that the
tables, and the summaries over them, take.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

import msgspec
import structlog

from zhouqi.events.contracts import Decoder
from zhouqi.events.fold import stream_fold, tables
from zhouqi.events.fold.projection import AnyProjection, ReadModel, Summary
from zhouqi.events.fold.tables import REFUSED, Folded
from zhouqi.events.log.arrays import Texts
from zhouqi.events.log.connection import Conn
from zhouqi.events.log.event import StreamEvent

Put: TypeAlias = Callable[[Conn, AnyProjection, Sequence[Folded]], Awaitable[None]]
_logger = structlog.get_logger(__name__)


async def refresh(conn: Conn, summary: Summary, streams: Iterable[str]) -> None:
    """Bring the rows up to date that ``streams`` have a part in."""
    await conn.execute(summary.refresh().encode(), {"streams": Texts(streams)})


class Quarantine:
    """Writes to one read model so that what is refused hinders nothing else."""

    def __init__(self, model: ReadModel, decoder: Decoder) -> None:
        self._model = model
        self._decoder = decoder

    async def write(
        self,
        conn: Conn,
        projection: AnyProjection,
        folded: Sequence[Folded],
        known: Mapping[str, Sequence[StreamEvent]] | None = None,
        put: Put = tables.upsert,
    ) -> None:
        """Write a projection's streams by ``put``; ``known`` are their events, where they are at hand."""
        if not folded:
            return
        try:
            async with conn.transaction():
                await put(conn, projection, folded)
        except REFUSED as error:
            _logger.warning("fold.refused", projection=projection.name, cause=type(error).__name__)
            for one in folded:
                events = None if known is None else known[one.stream]
                await self._write_one(conn, projection, one, events, put)

    async def refresh(self, conn: Conn, streams: Iterable[str]) -> None:
        """Bring the summaries of ``streams`` up to date.

        A stream whose rows a summary can't take is stuck, and stands where the summary took it.
        """
        touched = sorted(streams)
        for summary in self._model.summaries if touched else ():
            if await _refreshed(conn, summary, touched) is not None:
                for stream in touched:
                    error = await _refreshed(conn, summary, [stream])
                    if error is not None:
                        await self._retreat(conn, summary, stream, error)

    async def _write_one(
        self,
        conn: Conn,
        projection: AnyProjection,
        folded: Folded,
        known: Sequence[StreamEvent] | None,
        put: Put = tables.upsert,
    ) -> None:
        """Write one stream; where the database refuses its rows, the longest prefix it takes."""
        events, attempt, why = known, folded, ""
        while True:
            try:
                async with conn.transaction():
                    await put(conn, projection, [attempt])
            except REFUSED as error:
                why = why or f"{type(error).__name__} at sequence {attempt.sequence}"
                if attempt.sequence == 0:
                    break
                if events is None:
                    events = await _events(conn, projection, folded.stream)
                events = [event for event in events if event.sequence < attempt.sequence]
                attempt = msgspec.structs.replace(self._whole(projection, folded.stream, events), stuck=why)
            else:
                return
        await put(conn, projection, [Folded(folded.stream, 0, None, {}, why)])

    async def _retreat(self, conn: Conn, summary: Summary, stream: str, error: Exception) -> None:
        """Let ``stream`` stand before the event that ``summary`` can't take."""
        why = f"{type(error).__name__} in {summary.name}"
        _logger.warning("fold.summary_refused", stream=stream, summary=summary.name)
        for projection in self._model.projections:
            if projection.reads(stream) and (full := await _events(conn, projection, stream)):
                events = list(full)
                while events:
                    events.pop()
                    shorter = msgspec.structs.replace(self._whole(projection, stream, events), stuck=why)
                    await self._write_one(conn, projection, shorter, events)
                    if await _refreshed(conn, summary, [stream]) is None:
                        return
                # The fault lies elsewhere: the rows stand, with the mark, and the summary as it was.
                await self._write_one(conn, projection, self._whole(projection, stream, full), full)
                await tables.mark(conn, projection, stream, why)

    def _whole(self, projection: AnyProjection, stream: str, events: Sequence[StreamEvent]) -> Folded:
        return stream_fold.fold_stream(projection, self._decoder.reader(projection.part), stream, events)


async def _events(conn: Conn, projection: AnyProjection, stream: str) -> Sequence[StreamEvent]:
    """What ``projection`` folds of a stream."""
    return projection.folds(await projection.log.read_stream(conn, stream))


async def _refreshed(conn: Conn, summary: Summary, streams: Sequence[str]) -> Exception | None:
    """Refresh the rows that ``streams`` have a part in; the error if the summary refuses."""
    try:
        async with conn.transaction():
            await refresh(conn, summary, streams)
    except REFUSED as error:
        return error
    return None
