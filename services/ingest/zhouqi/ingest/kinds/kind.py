"""What a kind of record is: where it comes from, who owns it, when it is due, how it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from zhouqi.events.contracts.ingest import ProjectRegistered
from zhouqi.ingest.reading import Fields


@dataclass(frozen=True, slots=True)
class Place:
    """What reading needs to know of the county: its id and its townships' codes."""

    county: str
    townships: frozenset[str]


@dataclass(frozen=True, slots=True)
class Title:
    """The kind's name in Chinese and English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One of the kinds of data that the county collects.

    ``read`` maps the fields of a raw record to its fact; it notes findings and yields None for a
    record that can't be accepted. ``every`` is business time between two collections.
    """

    name: str
    title: Title
    source: str
    path: str
    department: str
    every: timedelta
    read: Callable[[Fields, Place], ProjectRegistered | None]
