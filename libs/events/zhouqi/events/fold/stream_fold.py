"""Run one stream's events through a projection. Pure: what it yields is written elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import structlog

from zhouqi.events.cause import cause
from zhouqi.events.fold.projection import AnyProjection
from zhouqi.events.fold.tables import Folded, Rows
from zhouqi.events.log.event import StreamEvent

Read: TypeAlias = Callable[[StreamEvent], object]
_logger = structlog.get_logger(__name__)


def fold_stream(
    projection: AnyProjection,
    read: Read,
    stream: str,
    events: Sequence[StreamEvent],
    before: Rows | None = None,
) -> Folded:
    """The fold of ``events`` from the first of the stream; ``before`` are rows that it is known to have."""
    try:
        initial: object = projection.initial(stream)
    except Exception as error:  # noqa: BLE001  # any bug stops this stream, and only it
        return Folded(stream, 0, None, {}, cause(error, " before the first event"))
    return fold_onward(projection, read, stream, initial, 0, events, before)


def fold_onward(
    projection: AnyProjection,
    read: Read,
    stream: str,
    state: object,
    sequence: int,
    events: Sequence[StreamEvent],
    before: Rows | None,
) -> Folded:
    """Fold ``events`` on top of the ``state`` after ``sequence``; stop before the first that does not work."""
    stuck = None
    evolve = projection.evolve
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


def rows_of(projection: AnyProjection, state: object) -> Rows | None:
    """The rows that a state came to when it was written; None if that can't be said."""
    try:
        return projection.rows(state)
    except Exception:
        _logger.exception("fold.rows_failed", projection=projection.name)
        return None
