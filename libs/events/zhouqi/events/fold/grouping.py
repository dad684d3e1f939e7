"""Streams by the first part of their names, and events by their streams."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from zhouqi.events.fold.projection import AnyProjection
from zhouqi.events.log.event import Event, StreamEvent

E = TypeVar("E", bound=StreamEvent)


def streams_by_prefix(streams: Iterable[str]) -> dict[str, list[str]]:
    """The streams by the first part of their names, so that no projection has to look at all."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for stream in streams:
        kind, more, _ = stream.partition("/")
        if more:
            kinds[kind].append(stream)
    return kinds


def streams_of(
    projection: AnyProjection, kinds: Mapping[str, Sequence[str]], streams: Mapping[str, Sequence[E]]
) -> dict[str, Sequence[E]]:
    """What ``projection`` folds of ``streams``: it alone says what, and its category only where to look."""
    kind, _, _ = projection.category.partition("/")
    mine = filter(projection.reads, kinds.get(kind, ()))
    if projection.facts is None:
        return {stream: streams[stream] for stream in mine}
    return {stream: events for stream in mine if (events := projection.folds(streams[stream]))}


def events_by_stream(events: Iterable[Event]) -> dict[str, list[Event]]:
    """The events of each stream, in the order given."""
    streams: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        streams[event.stream].append(event)
    return streams
