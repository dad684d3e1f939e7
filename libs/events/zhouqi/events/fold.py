"""Fold events into rows, in the transaction that wrote them.

A row always equals the fold, in sequence order, of those events of its stream that have arrived,
whatever came late, twice or never. An event behind the last applied one is applied; any other makes
the stream fold again from its log. A stream that does not fold is *stuck*: its row is the fold of
the longest prefix that works, and carries the mark.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import msgspec
import psycopg
import structlog
from psycopg import sql

from zhouqi.events.connection import Conn
from zhouqi.events.contracts import Decoder
from zhouqi.events.event import Event
from zhouqi.events.log import Log
from zhouqi.events.projection import AnyProjection, ReadModel, Table, TableRow

Rows: TypeAlias = Mapping[str, Sequence[TableRow]]
_logger = structlog.get_logger(__name__)


class WrongVersion(Exception):
    """The read models in the database are of another version than this code: it must not write."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A stream's fold: its state after ``sequence``, its rows, and why it stopped if it did.

    ``rows`` is None where the projection failed to make them.
    """

    stream: str
    sequence: int
    state: object
    rows: Rows | None
    stuck: str | None = None


class _NoRows(Exception):
    """The projection yields no rows for a state: a bug, treated as if the database refused them."""


_REFUSED = (
    psycopg.DataError,
    psycopg.IntegrityError,
    psycopg.errors.ProgramLimitExceeded,
    psycopg.errors.StatementTooComplex,
    _NoRows,
)


@dataclass(frozen=True, slots=True)
class _Kept:
    sequence: int
    state: object
    stuck: bool


class Folder:
    """Folds a service's events into its read model, whichever schema the search path names."""

    def __init__(self, model: ReadModel, decoder: Decoder | None = None) -> None:
        self._model = model
        self._decoder = decoder or Decoder()

    async def check_version(self, conn: Conn) -> None:
        """Raises WrongVersion unless the read models are this code's."""
        row = await (await conn.execute("select fingerprint from version")).fetchone()
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
                arrived = _by_stream(event for event in events if projection.reads(event.stream))
                if arrived:
                    await self._apply(conn, projection, arrived)
                    touched |= arrived.keys()
        await self.refresh(conn, touched)

    async def refold(self, conn: Conn, log: Log, streams: Sequence[str], up_to: int | None = None) -> None:
        """Fold whole streams again from ``log``, up to a position if given; summaries are left."""
        events = await log.read_streams(conn, streams, up_to)
        for projection in self._model.projections:
            if projection.log is log:
                mine = {stream: events[stream] for stream in streams if projection.reads(stream)}
                await self._write(conn, projection, self.whole(projection, mine), mine)

    async def refresh(self, conn: Conn, streams: Iterable[str]) -> None:
        """Bring the summaries of ``streams`` up to date."""
        touched = list(streams)
        if touched:
            for summary in self._model.summaries:
                await conn.execute(sql.SQL(summary.refresh()), {"streams": touched})

    async def stuck(self, conn: Conn, projection: AnyProjection) -> list[str]:
        """The streams that ``projection`` could not fold to their end."""
        query = sql.SQL("select stream from {} where stuck is not null")
        rows = await conn.execute(query.format(sql.Identifier(projection.fold_table)))
        return [str(row[0]) async for row in rows]

    def whole(self, projection: AnyProjection, streams: Mapping[str, Sequence[Event]]) -> list[Folded]:
        """The fold of each stream from its first event; pure."""
        return [
            self._from(projection, stream, projection.initial(stream), 0, events)
            for stream, events in streams.items()
        ]

    async def _apply(self, conn: Conn, projection: AnyProjection, arrived: Mapping[str, list[Event]]) -> None:
        kept = await self._kept(conn, projection, list(arrived))
        again: list[str] = []
        folded: list[Folded] = []
        for stream, events in arrived.items():
            events.sort(key=lambda event: event.sequence)
            before = kept.get(stream)
            if before is None and events[0].sequence == 1:
                before = _Kept(0, projection.initial(stream), stuck=False)
            if before is None or before.stuck or events[0].sequence <= before.sequence:
                again.append(stream)
                continue
            result = self._from(projection, stream, before.state, before.sequence, events)
            folded.append(result)
        whole = await projection.log.read_streams(conn, again) if again else {}
        folded += self.whole(projection, whole)
        await self._write(conn, projection, folded, None)

    async def _kept(self, conn: Conn, projection: AnyProjection, streams: list[str]) -> dict[str, _Kept]:
        query = sql.SQL(
            "select stream, sequence, state, stuck is not null from {} where stream = any(%s)"
        ).format(sql.Identifier(projection.fold_table))
        kept = {}
        async for stream, sequence, state, stuck in await conn.execute(query, (streams,)):
            value = _read_state(projection, state)
            kept[str(stream)] = _Kept(int(str(sequence)), value, bool(stuck))
        return kept

    def _from(
        self,
        projection: AnyProjection,
        stream: str,
        state: object,
        sequence: int,
        events: Sequence[Event],
    ) -> Folded:
        """Fold ``events`` on top of ``state``; stop before the first that does not work."""
        for event in events:
            try:
                state = projection.evolve(state, self._decoder.decode(event), event)
            except Exception as error:  # noqa: BLE001  # any bug stops this stream, and only it
                cause = f"{type(error).__name__} at sequence {event.sequence}: {error}"
                _logger.warning("fold.stuck", stream=stream, projection=projection.name)
                return self._settled(projection, stream, state, sequence, cause[:500])
            sequence = event.sequence
        return self._settled(projection, stream, state, sequence, None)

    def _settled(
        self,
        projection: AnyProjection,
        stream: str,
        state: object,
        sequence: int,
        stuck: str | None,
    ) -> Folded:
        try:
            return Folded(stream, sequence, state, projection.rows(state), stuck)
        except Exception:
            _logger.exception("fold.rows_failed", stream=stream, projection=projection.name)
            return Folded(stream, sequence, state, None, stuck)

    async def _write(
        self,
        conn: Conn,
        projection: AnyProjection,
        folded: Sequence[Folded],
        known: Mapping[str, Sequence[Event]] | None,
    ) -> None:
        if not folded:
            return
        try:
            async with conn.transaction():
                await _upsert(conn, projection, folded)
        except _REFUSED as error:
            _logger.warning("fold.refused", projection=projection.name, cause=type(error).__name__)
            for one in folded:
                await self._write_one(conn, projection, one, known)

    async def _write_one(
        self,
        conn: Conn,
        projection: AnyProjection,
        folded: Folded,
        known: Mapping[str, Sequence[Event]] | None,
    ) -> None:
        """Write one stream; where the database refuses its rows, the longest prefix it takes."""
        events = None if known is None else known[folded.stream]
        attempt, cause = folded, ""
        while True:
            try:
                async with conn.transaction():
                    await _upsert(conn, projection, [attempt])
            except _REFUSED as error:
                cause = cause or f"{type(error).__name__} at sequence {attempt.sequence}"
                if events is None:
                    events = await projection.log.read_stream(conn, folded.stream)
                events = [event for event in events if event.sequence < attempt.sequence]
                initial = projection.initial(folded.stream)
                attempt = self._from(projection, folded.stream, initial, 0, events)
                attempt = Folded(attempt.stream, attempt.sequence, attempt.state, attempt.rows, cause)
            else:
                return


async def _upsert(conn: Conn, projection: AnyProjection, folded: Sequence[Folded]) -> None:
    """Write states and rows: JSON in one parameter a table, which is as fast as COPY and simpler."""
    streams = [one.stream for one in folded]
    if any(one.rows is None for one in folded):
        raise _NoRows
    states = [
        {
            "stream": one.stream,
            "sequence": one.sequence,
            "state": msgspec.Raw(msgspec.json.encode(one.state)),
            "stuck": one.stuck,
        }
        for one in folded
    ]
    async with conn.pipeline():
        await _insert(conn, projection.fold_table, ("sequence", "state", "stuck"), states)
        for table in projection.tables:
            rows = [
                {"stream": one.stream, **_mark(table, one), **row}
                for one in folded
                for row in (one.rows or {}).get(table.name, ())
            ]
            there = {row["stream"] for row in rows} if table.single else set()
            gone = [stream for stream in streams if stream not in there]
            if gone:
                await conn.execute(_DELETE.format(sql.Identifier(table.name)), (gone,))
            if rows:
                await _insert(conn, table.name, _columns(table), rows)


async def _insert(conn: Conn, table: str, columns: Sequence[str], rows: Sequence[TableRow]) -> None:
    names = [sql.Identifier(name) for name in ("stream", *columns)]
    statement = _INSERT.format(table=sql.Identifier(table), names=sql.SQL(", ").join(names))
    if "stuck" in columns:  # at most one row a stream: it is replaced, not deleted and made again
        changed = [sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name)) for name in columns]
        statement += _REPLACE.format(sql.SQL(", ").join(changed))
    await conn.execute(statement, (msgspec.json.encode(rows).decode(),))


_DELETE = sql.SQL("delete from {} where stream = any(%s)")
_INSERT = sql.SQL(
    "insert into {table} ({names}) select {names} from json_populate_recordset(null::{table}, %s::json)"
)
_REPLACE = sql.SQL(" on conflict (stream) do update set {}")


def _columns(table: Table) -> tuple[str, ...]:
    return (*table.columns, "stuck") if table.single else tuple(table.columns)


def _mark(table: Table, folded: Folded) -> TableRow:
    return {"stuck": folded.stuck is not None} if table.single else {}


def _read_state(projection: AnyProjection, kept: object) -> object:
    if not isinstance(kept, bytes):
        raise TypeError(f"expected bytes, found {type(kept).__name__}")
    state: object = msgspec.json.decode(kept, type=projection.state)
    return state


def _by_stream(events: Iterable[Event]) -> dict[str, list[Event]]:
    streams: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        streams[event.stream].append(event)
    return streams
