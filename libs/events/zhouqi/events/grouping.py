"""Streams by the first part of their names, and events by their streams."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from zhouqi.events.event import Event


def by_kind(streams: Iterable[str]) -> dict[str, list[str]]:
    """The streams by the first part of their names, so that no projection has to look at all."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for stream in streams:
        kinds[kind(stream)].append(stream)
    return kinds


def kind(name: str) -> str:
    """The first part of the name of a stream or of a category."""
    return name.partition("/")[0]


def by_stream(events: Iterable[Event]) -> dict[str, list[Event]]:
    """The events of each stream, in the order given."""
    streams: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        streams[event.stream].append(event)
    return streams
