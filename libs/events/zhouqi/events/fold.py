"""Fold events into rows, in the transaction that wrote them.

A row always equals the fold, in sequence order, of those events of its stream that have arrived,
whatever came late, twice or never. An event behind the last applied one is applied; any other makes
the stream fold again from its log. A stream that does not fold is *stuck*: its row is the fold of
the longest prefix that works, and carries the mark.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

import msgspec
import psycopg
import structlog
from psycopg import sql

from zhouqi.events import bulk, tables
from zhouqi.events.cause import cause
from zhouqi.events.connection import Conn
from zhouqi.events.contracts import Decoder
from zhouqi.events.event import Event
from zhouqi.events.grouping import by_kind, by_stream, kind
from zhouqi.events.log import Log
from zhouqi.events.projection import AnyProjection, ReadModel, Summary
from zhouqi.events.tables import REFUSED, Folded, Rows

_Put: TypeAlias = Callable[[Conn, AnyProjection, Sequence[Folded]], Awaitable[None]]
_logger = structlog.get_logger(__name__)


class WrongVersion(Exception):
    """The read models in the database are of another version than this code: it must not write."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of a stream; ``whole`` when its fold can go on from there."""

    sequence: int
    state: object
    whole: bool


class Folder:
    """Folds a service's events into its read model, whichever schema the search path names."""

    def __init__(self, model: ReadModel, decoder: Decoder | None = None) -> None:
        self._model = model
        self._decoder = decoder or Decoder()

    async def check_version(self, conn: Conn) -> None:
        """Raises WrongVersion unless the read models are this code's."""
        try:
            row = await (await conn.execute("select fingerprint from version")).fetchone()
        except psycopg.errors.UndefinedTable as error:
            raise WrongVersion("there are no read models yet; rebuild them") from error
        if row is None or row[0] != self._model.fingerprint:
            raise WrongVersion("the read models have another version; rebuild them, or stop")

    async def fold(self, conn: Conn, log: Log, events: Sequence[Event], marked: Iterable[str] = ()) -> None:
        """Fold what was just written to ``log``; the caller's transaction holds the log's lock.

        ``marked`` are streams whose mark in ``log.stuck`` changed: their summaries are refreshed.
        Raises WrongVersion.
        """
        await self.check_version(conn)
        touched = set(marked)
        for projection in self._model.projections:
            if projection.log is log:
                arrived = by_stream(event for event in events if projection.reads(event.stream))
                if arrived:
                    await self._apply(conn, projection, arrived)
                    touched |= arrived.keys()
        await self.refresh(conn, touched)

    async def refold(self, conn: Conn, log: Log, streams: Sequence[str], up_to: int | None = None) -> None:
        """Fold whole streams again from ``log``, up to a position if given; summaries are left."""
        events = await log.read_streams(conn, streams, up_to)
        kinds = by_kind(streams)
        for projection in self._model.projections:
            if projection.log is log:
                alike = kinds.get(kind(projection.category), ())
                mine = {stream: events[stream] for stream in alike if projection.reads(stream)}
                await self._write(conn, projection, self.whole(projection, mine), mine)

    async def load(self, conn: Conn, log: Log, streams: Mapping[str, Sequence[Event]]) -> None:
        """Fold whole streams of ``log`` into tables that have nothing of them; summaries are left."""
        kinds = by_kind(streams)
        for projection in self._model.projections:
            if projection.log is log:
                alike = kinds.get(kind(projection.category), ())
                mine = {stream: streams[stream] for stream in alike if projection.reads(stream)}
                await self._write(conn, projection, self.whole(projection, mine), mine, bulk.load)

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

    def whole(self, projection: AnyProjection, streams: Mapping[str, Sequence[Event]]) -> list[Folded]:
        """The fold of each stream from its first event; pure."""
        return [self._whole(projection, stream, events) for stream, events in streams.items()]

    async def _apply(self, conn: Conn, projection: AnyProjection, arrived: Mapping[str, list[Event]]) -> None:
        kept = await self._kept(conn, projection, list(arrived))
        again: list[str] = []
        folded: list[Folded] = []
        for stream, events in arrived.items():
            events.sort(key=lambda event: event.sequence)
            before = kept.get(stream)
            if before is None and events[0].sequence == 1:
                folded.append(self._whole(projection, stream, events, {}))
            elif before is None or not before.whole or events[0].sequence <= before.sequence:
                again.append(stream)
            else:
                rows = _rows(projection, before.state) if projection.others else None
                folded.append(self._from(projection, stream, before.state, before.sequence, events, rows))
        whole = await projection.log.read_streams(conn, again) if again else {}
        folded += self.whole(projection, whole)
        await self._write(conn, projection, folded, None)

    async def _kept(self, conn: Conn, projection: AnyProjection, streams: list[str]) -> dict[str, _Kept]:
        query = sql.SQL(
            "select stream, sequence, state, stuck is not null from {} where stream = any(%s)"
        ).format(sql.Identifier(projection.fold_view))
        kept = {}
        async for stream, sequence, state, stuck in await conn.execute(query, (streams,)):
            kept[str(stream)] = _Kept(int(str(sequence)), None, whole=False)
            if not stuck:
                try:
                    value: object = msgspec.json.decode(_state(state), type=projection.state)
                except msgspec.MsgspecError:  # a state that does not read back what it wrote
                    _logger.warning("fold.state_unread", stream=stream, projection=projection.name)
                else:
                    kept[str(stream)] = _Kept(int(str(sequence)), value, whole=True)
        return kept

    def _whole(
        self, projection: AnyProjection, stream: str, events: Sequence[Event], before: Rows | None = None
    ) -> Folded:
        try:
            initial: object = projection.initial(stream)
        except Exception as error:  # noqa: BLE001  # any bug stops this stream, and only it
            return Folded(stream, 0, None, {}, cause(error, " before the first event"))
        return self._from(projection, stream, initial, 0, events, before)

    def _from(
        self,
        projection: AnyProjection,
        stream: str,
        state: object,
        sequence: int,
        events: Sequence[Event],
        before: Rows | None,
    ) -> Folded:
        """Fold ``events`` on top of ``state``; stop before the first that does not work."""
        stuck = None
        evolve, read = projection.evolve, self._reader(projection)
        for event in events:
            try:
                state = evolve(state, read(event), event)
            except Exception as error:  # noqa: BLE001  # any bug stops this stream, and only it
                stuck = cause(error, f" at sequence {event.sequence}")
                _logger.warning("fold.stuck", stream=stream, projection=projection.name)
                break
            sequence = event.sequence
        try:
            return Folded(stream, sequence, state, projection.rows(state), stuck, before)
        except Exception:
            _logger.exception("fold.rows_failed", stream=stream, projection=projection.name)
            return Folded(stream, sequence, state, None, stuck)

    def _reader(self, projection: AnyProjection) -> Callable[[Event], object]:
        if projection.part is None:
            return self._decoder.decode
        return partial(self._decoder.part, kind=projection.part)

    async def _write(
        self,
        conn: Conn,
        projection: AnyProjection,
        folded: Sequence[Folded],
        known: Mapping[str, Sequence[Event]] | None,
        put: _Put = tables.upsert,
    ) -> None:
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

    async def _write_one(
        self,
        conn: Conn,
        projection: AnyProjection,
        folded: Folded,
        known: Sequence[Event] | None,
        put: _Put = tables.upsert,
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
                    events = await projection.log.read_stream(conn, folded.stream)
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
            if projection.reads(stream):
                events = await projection.log.read_stream(conn, stream)
                while events:
                    events.pop()
                    shorter = msgspec.structs.replace(self._whole(projection, stream, events), stuck=why)
                    await self._write_one(conn, projection, shorter, events)
                    if await _refreshed(conn, summary, [stream]) is None:
                        return
                # The fault lies elsewhere: the rows stand, with the mark, and the summary as it was.
                full = await projection.log.read_stream(conn, stream)
                await self._write_one(conn, projection, self._whole(projection, stream, full), full)
                await tables.mark(conn, projection, stream, why)


def _rows(projection: AnyProjection, state: object) -> Rows | None:
    """The rows that a state came to when it was written; None if that can't be said."""
    try:
        return projection.rows(state)
    except Exception:
        _logger.exception("fold.rows_failed", projection=projection.name)
        return None


async def _refreshed(conn: Conn, summary: Summary, streams: list[str]) -> Exception | None:
    """Refresh the rows that ``streams`` have a part in; the error if the summary refuses."""
    try:
        async with conn.transaction():
            await conn.execute(sql.SQL(summary.refresh()), {"streams": streams})
    except REFUSED as error:
        return error
    return None


async def _streams(conn: Conn, projection: AnyProjection, where: sql.Composable) -> list[str]:
    query = sql.SQL("select stream from {} where {}").format(sql.Identifier(projection.fold_view), where)
    return [str(row[0]) async for row in await conn.execute(query)]


def _state(kept: object) -> bytes:
    """The state's JSON; the database keeps a JSON null as none at all."""
    return kept if isinstance(kept, bytes) else b"null"
