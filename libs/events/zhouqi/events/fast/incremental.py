"""What a batch of events comes to: what is kept of each stream, and the fold that goes on from there.

An event behind the last applied one is applied; any other makes the stream fold again from its log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Final

import msgspec
import structlog
from psycopg import sql

from zhouqi.events.contracts import Decoder
from zhouqi.events.fold import stream_fold
from zhouqi.events.fold.grouping import events_by_stream, streams_by_prefix, streams_of
from zhouqi.events.fold.projection import AnyProjection, ReadModel
from zhouqi.events.fold.tables import Folded, Rows
from zhouqi.events.log.arrays import Texts
from zhouqi.events.log.connection import Conn, Row
from zhouqi.events.log.event import Event
from zhouqi.events.log.event_log import Log

VERSION: Final = "select fingerprint from version"
"""Which version of the read models the database holds."""
_sequence = attrgetter("sequence")
_logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Batch:
    """What of a batch a projection folds: each stream's new events, in their order."""

    projection: AnyProjection
    streams: Mapping[str, Sequence[Event]]


@dataclass(frozen=True, slots=True)
class Increment:
    """What these came to, and the streams that were whole and are stuck now, or the other way round."""

    projection: AnyProjection
    folded: list[Folded]
    stuck_changed: set[str]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of a stream; ``whole`` when its fold can go on from there."""

    sequence: int
    state: object
    whole: bool
    stuck: bool


def batches_of(model: ReadModel, log: Log, events: Iterable[Event]) -> list[Batch]:
    """What each projection of ``log`` has to fold; none for those that have nothing."""
    streams = events_by_stream(events)
    for of_stream in streams.values():
        of_stream.sort(key=_sequence)
    kinds = streams_by_prefix(streams)
    return [
        Batch(projection, mine)
        for projection in model.projections
        if projection.log is log and (mine := streams_of(projection, kinds, streams))
    ]


async def fold_batch(
    conn: Conn, log: Log, batch: Sequence[Batch], decoder: Decoder, check: Callable[[Row | None], None]
) -> Iterable[Increment]:
    """What ``batch`` comes to; each projection is folded when it is asked for.

    ``check`` gets the version that the database says, once it is known.
    """
    keeping = [
        await conn.execute(_keeping(one.projection), (Texts(one.streams),), prepare=True) for one in batch
    ]
    if not keeping:
        check(await (await conn.execute(VERSION, prepare=True)).fetchone())
    kept = []
    for one, cursor in zip(batch, keeping, strict=True):
        rows = await cursor.fetchall()
        check(rows[0] if rows else None)
        kept.append(_kept(one.projection, rows))
    again = {
        stream: None
        for one, known in zip(batch, kept, strict=True)
        for stream, events in one.streams.items()
        if not _goes_on(known.get(stream), events)
    }
    whole = await log.read_streams(conn, again) if again else {}
    return (_onward(one, known, whole, decoder) for one, known in zip(batch, kept, strict=True))


def _onward(
    arrived: Batch, kept: Mapping[str, _Kept], whole: Mapping[str, Sequence[Event]], decoder: Decoder
) -> Increment:
    """The fold of each stream: from what is kept of it, or, where that can't be, of ``whole``."""
    projection, read = arrived.projection, decoder.reader(arrived.projection.part)
    folded = []
    for stream, events in arrived.streams.items():
        before = kept.get(stream)
        known = _rows(projection, before)
        if not _goes_on(before, events):
            again = projection.folds(whole[stream])
            folded.append(stream_fold.fold_stream(projection, read, stream, again, known))
        elif before is None:
            folded.append(stream_fold.fold_stream(projection, read, stream, events, known))
        else:
            folded.append(
                stream_fold.fold_onward(
                    projection, read, stream, before.state, before.sequence, events, known
                )
            )
    was = {stream for stream, one in kept.items() if one.stuck}
    stuck_changed = {one.stream for one in folded if (one.stuck is not None) != (one.stream in was)}
    return Increment(projection, folded, stuck_changed)


def _goes_on(kept: _Kept | None, events: Sequence[Event]) -> bool:
    """Whether ``events``, which are in order, follow on what is kept of their stream."""
    if kept is None:
        return events[0].sequence == 1
    return kept.whole and events[0].sequence > kept.sequence


def _rows(projection: AnyProjection, kept: _Kept | None) -> Rows | None:
    """The rows that the tables have of a stream, None where that is not known."""
    if kept is None:
        return {}
    return stream_fold.rows_of(projection, kept.state) if kept.whole and projection.others else None


def _kept(projection: AnyProjection, rows: Iterable[Row]) -> dict[str, _Kept]:
    kept = {}
    for _, stream, sequence, state, stuck in rows:
        if stream is None:  # the version alone
            continue
        value: object = None
        whole = False
        if not stuck:
            try:
                value = msgspec.json.decode(_state(state), type=projection.state)
                whole = True
            except msgspec.MsgspecError:  # a state that does not read back what it wrote
                _logger.warning("fold.state_unread", stream=stream, projection=projection.name)
        kept[str(stream)] = _Kept(int(str(sequence)), value, whole, stuck is True)
    return kept


@cache
def _keeping(projection: AnyProjection) -> bytes:
    """The statement, put together once: that costs more than to send it. It says the version as well."""
    query = (
        "select fingerprint, stream, fold_sequence, fold_state, stuck is not null"
        " from version left join {} on stream = any(%s)"
    )
    return sql.SQL(query).format(sql.Identifier(projection.stream_table)).as_bytes()


def _state(kept: object) -> bytes:
    """The state's JSON; the database keeps a JSON null as none at all."""
    return kept if isinstance(kept, bytes) else b"null"
