"""Fold events into rows, in the transaction that wrote them.

A row always equals the fold, in sequence order, of those events of its stream that have arrived,
whatever came late, twice or never. A stream that does not fold is *stuck*: its row is the fold of
the longest prefix that works, and carries the mark.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

import psycopg
import structlog
from psycopg import sql

from zhouqi.events import fast
from zhouqi.events.contracts import Decoder
from zhouqi.events.fast import Batch
from zhouqi.events.fold import stream_fold, tables
from zhouqi.events.fold.grouping import streams_by_prefix, streams_of
from zhouqi.events.fold.projection import AnyProjection, ReadModel
from zhouqi.events.fold.quarantine import Put, Quarantine, refresh
from zhouqi.events.fold.tables import REFUSED, Folded
from zhouqi.events.log.connection import Conn, Row, pipelined_transaction
from zhouqi.events.log.event import Event, StreamEvent
from zhouqi.events.log.event_log import Log
from zhouqi.events.log.notify import NOTIFY

_SAVE, _RELEASE, _BACK = "savepoint fold", "release savepoint fold", "rollback to savepoint fold"
_logger = structlog.get_logger(__name__)


class WrongVersion(Exception):
    """The read models in the database are of another version than this code: it must not write."""


class Projector:
    """Folds a service's events into its read model, whichever schema the search path names."""

    def __init__(self, model: ReadModel, decoder: Decoder | None = None) -> None:
        self._model = model
        self._decoder = decoder or Decoder()
        self._quarantine = Quarantine(model, self._decoder)

    async def check_version(self, conn: Conn) -> None:
        """Raises WrongVersion unless the read models are this code's."""
        try:
            row = await (await conn.execute(fast.VERSION)).fetchone()
        except psycopg.errors.UndefinedTable as error:
            raise WrongVersion("there are no read models yet; rebuild them") from error
        self._compare(row)

    async def fold(self, conn: Conn, log: Log, events: Sequence[Event], marked: Iterable[str] = ()) -> None:
        """Fold what was just written to ``log``; the caller's transaction holds the log's lock.

        ``marked`` are streams whose mark in ``log.stuck`` changed: their summaries are refreshed.
        Raises WrongVersion.
        """
        batch = fast.batches_of(self._model, log, events)
        try:
            async with conn.pipeline():
                await conn.execute(_SAVE)
                await self._fold(conn, log, batch, marked)
                await conn.execute(_RELEASE)
        except REFUSED as error:
            _logger.warning("fold.refused", cause=type(error).__name__)
            await conn.execute(_BACK)
            for one in await fast.fold_batch(conn, log, batch, self._decoder, self._compare):
                await self._quarantine.write(conn, one.projection, one.folded)
            await self.refresh(conn, {*marked}.union(*(one.streams for one in batch)))
        except psycopg.ProgrammingError:  # tables of another version
            await conn.execute(_BACK)
            await self.check_version(conn)
            raise

    async def append_and_fold(
        self, conn: Conn, log: Log, events: Sequence[Event], write: Callable[[], Awaitable[None]]
    ) -> None:
        """Append ``events`` by the statements of ``write``, fold them, commit and tell the log's followers.

        Nothing is waited for alone. ``conn`` is in no transaction and within :func:`connection.autocommit`.
        There is no way round: whatever is refused is raised, and nothing was written.
        """
        async with pipelined_transaction(conn, NOTIFY[log]):
            await write()
            await self._fold(conn, log, fast.batches_of(self._model, log, events), ())

    async def refold(self, conn: Conn, log: Log, streams: Sequence[str], up_to: int | None = None) -> None:
        """Fold whole streams again from ``log``, up to a position if given; summaries are left."""
        await self._whole(conn, log, await log.read_streams(conn, streams, up_to), tables.upsert)

    async def load(self, conn: Conn, log: Log, streams: Mapping[str, Sequence[StreamEvent]]) -> None:
        """Fold whole streams of ``log`` into tables that have nothing of them; summaries are left."""
        await self._whole(conn, log, streams, fast.load)

    async def refresh(self, conn: Conn, streams: Iterable[str]) -> None:
        """Bring the summaries of ``streams`` up to date.

        A stream whose rows a summary can't take is stuck, and stands where the summary took it.
        """
        await self._quarantine.refresh(conn, streams)

    async def fill(self, conn: Conn) -> None:
        """Fill the summaries, which are empty, from the rows."""
        for summary in self._model.summaries:
            try:
                async with conn.transaction():
                    await conn.execute(sql.SQL(summary.fill()))
            except REFUSED as error:
                _logger.warning("fold.fill_refused", summary=summary.name, cause=type(error).__name__)
                for projection in self._model.projections:
                    streams = await _streams(conn, projection, sql.SQL("true"))
                    await self.refresh(conn, streams)

    async def stuck(self, conn: Conn, projection: AnyProjection) -> list[str]:
        """The streams that ``projection`` could not fold to their end."""
        return await _streams(conn, projection, sql.SQL("stuck is not null"))

    async def _fold(self, conn: Conn, log: Log, batch: Sequence[Batch], marked: Iterable[str]) -> None:
        """Fold within a pipeline: the server works at one statement while the next is made."""
        stuck_changed = set(marked)
        for one in await fast.fold_batch(conn, log, batch, self._decoder, self._compare):
            await tables.upsert(conn, one.projection, one.folded)
            stuck_changed |= one.stuck_changed
        for summary in self._model.summaries:
            shown = (one.streams for one in batch if summary.shows(one.projection))
            if touched := sorted(stuck_changed.union(*shown)):
                await refresh(conn, summary, touched)

    async def _whole(
        self, conn: Conn, log: Log, streams: Mapping[str, Sequence[StreamEvent]], put: Put
    ) -> None:
        """Fold each stream from its first event on."""
        kinds = streams_by_prefix(streams)
        folded = [
            (projection, self._folded(projection, mine), mine)
            for projection in self._model.projections
            if projection.log is log and (mine := streams_of(projection, kinds, streams))
        ]
        try:
            async with conn.transaction():
                for projection, some, _ in folded:
                    await put(conn, projection, some)
        except REFUSED as error:
            _logger.warning("fold.refused", cause=type(error).__name__)
            for projection, some, mine in folded:
                await self._quarantine.write(conn, projection, some, mine, put)

    def _folded(
        self, projection: AnyProjection, streams: Mapping[str, Sequence[StreamEvent]]
    ) -> list[Folded]:
        read = self._decoder.reader(projection.part)
        return [
            stream_fold.fold_stream(projection, read, stream, events) for stream, events in streams.items()
        ]

    def _compare(self, row: Row | None) -> None:
        if row is None or row[0] != self._model.fingerprint:
            raise WrongVersion("the read models have another version; rebuild them, or stop")


async def _streams(conn: Conn, projection: AnyProjection, where: sql.Composable) -> list[str]:
    query = sql.SQL("select stream from {} where {}").format(sql.Identifier(projection.fold_view), where)
    return [str(row[0]) async for row in await conn.execute(query)]
