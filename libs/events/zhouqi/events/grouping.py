"""Streams by the first part of their names, and events by their streams."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from zhouqi.events.event import Event
from zhouqi.events.projection import AnyProjection


def by_kind(streams: Iterable[str]) -> dict[str, list[str]]:
    """The streams by the first part of their names, so that no projection has to look at all."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for stream in streams:
        kind, more, _ = stream.partition("/")
        if more:
            kinds[kind].append(stream)
    return kinds


def read_by(projection: AnyProjection, kinds: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """Those that ``projection`` folds."""
    kind, more, _ = projection.category.partition("/")
    alike = kinds.get(kind, ())
    return list(filter(projection.reads, alike)) if more else alike


def by_stream(events: Iterable[Event]) -> dict[str, list[Event]]:
    """The events of each stream, in the order given."""
    streams: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        streams[event.stream].append(event)
    return streams
