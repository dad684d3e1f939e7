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

from zhouqi.events import evolve
from zhouqi.events.arrays import Texts
from zhouqi.events.connection import Conn, Row
from zhouqi.events.contracts import Decoder
from zhouqi.events.event import Event
from zhouqi.events.grouping import by_kind, by_stream, read_by
from zhouqi.events.log import Log
from zhouqi.events.projection import AnyProjection, ReadModel
from zhouqi.events.tables import Folded, Rows

VERSION: Final = "select fingerprint from version"
"""Which version of the read models the database holds."""
_sequence = attrgetter("sequence")
_logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Arrived:
    """What of a batch a projection folds: each stream's new events, in their order."""

    projection: AnyProjection
    streams: Mapping[str, Sequence[Event]]


@dataclass(frozen=True, slots=True)
class Onward:
    """What these came to, and the streams that were whole and are stuck now, or the other way round."""

    projection: AnyProjection
    folded: list[Folded]
    turned: set[str]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of a stream; ``whole`` when its fold can go on from there."""

    sequence: int
    state: object
    whole: bool
    stuck: bool


def arrived(model: ReadModel, log: Log, events: Iterable[Event]) -> list[Arrived]:
    """What each projection of ``log`` has to fold; none for those that have nothing."""
    streams = by_stream(events)
    for of_stream in streams.values():
        of_stream.sort(key=_sequence)
    kinds = by_kind(streams)
    found = []
    for projection in model.projections:
        if projection.log is log:
            mine = {stream: streams[stream] for stream in read_by(projection, kinds)}
            if mine:
                found.append(Arrived(projection, mine))
    return found


async def onward(
    conn: Conn, log: Log, batch: Sequence[Arrived], decoder: Decoder, check: Callable[[Row | None], None]
) -> Iterable[Onward]:
    """What ``batch`` comes to; each projection is folded when it is asked for.

    ``check`` gets the version that the database says, once it is known.
    """
    version = await conn.execute(VERSION, prepare=True)
    keeping = [
        await conn.execute(_keeping(one.projection), (Texts(one.streams),), prepare=True) for one in batch
    ]
    check(await version.fetchone())
    kept = [
        _kept(one.projection, await cursor.fetchall()) for one, cursor in zip(batch, keeping, strict=True)
    ]
    again = {
        stream: None
        for one, known in zip(batch, kept, strict=True)
        for stream, events in one.streams.items()
        if not _goes_on(known.get(stream), events)
    }
    whole = await log.read_streams(conn, again) if again else {}
    return (_onward(one, known, whole, decoder) for one, known in zip(batch, kept, strict=True))


def _onward(
    arrived: Arrived, kept: Mapping[str, _Kept], whole: Mapping[str, Sequence[Event]], decoder: Decoder
) -> Onward:
    """The fold of each stream: from what is kept of it, or, where that can't be, of ``whole``."""
    projection, read = arrived.projection, decoder.reader(arrived.projection.part)
    folded = []
    for stream, events in arrived.streams.items():
        before = kept.get(stream)
        known = _rows(projection, before)
        if not _goes_on(before, events):
            folded.append(evolve.whole(projection, read, stream, whole[stream], known))
        elif before is None:
            folded.append(evolve.whole(projection, read, stream, events, known))
        else:
            folded.append(
                evolve.onward(projection, read, stream, before.state, before.sequence, events, known)
            )
    was = {stream for stream, one in kept.items() if one.stuck}
    turned = {one.stream for one in folded if (one.stuck is not None) != (one.stream in was)}
    return Onward(projection, folded, turned)


def _goes_on(kept: _Kept | None, events: Sequence[Event]) -> bool:
    """Whether ``events``, which are in order, follow on what is kept of their stream."""
    if kept is None:
        return events[0].sequence == 1
    return kept.whole and events[0].sequence > kept.sequence


def _rows(projection: AnyProjection, kept: _Kept | None) -> Rows | None:
    """The rows that the tables have of a stream, None where that is not known."""
    if kept is None:
        return {}
    return evolve.rows(projection, kept.state) if kept.whole and projection.others else None


def _kept(projection: AnyProjection, rows: Iterable[Row]) -> dict[str, _Kept]:
    kept = {}
    for stream, sequence, state, stuck in rows:
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
    """The statement, put together once: that costs more than to send it."""
    query = "select stream, fold_sequence, fold_state, stuck is not null from {} where stream = any(%s)"
    return sql.SQL(query).format(sql.Identifier(projection.stream_table)).as_bytes()


def _state(kept: object) -> bytes:
    """The state's JSON; the database keeps a JSON null as none at all."""
    return kept if isinstance(kept, bytes) else b"null"
