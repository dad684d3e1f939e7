"""What a capability brings to the cockpit: a folder says it once, in its ``slice.py``.

:mod:`zhouqi.cockpit.slices` lists them all; what the mechanism folds, what an open page is told, where a
project's events are and why something is stuck follows from there. Their routes are put together in ``app.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from psycopg import sql

from zhouqi.cockpit.kit.scope import ReaderScope
from zhouqi.events import Fact, Summary, View
from zhouqi.events.fold.projection import AnyProjection
from zhouqi.service.storage.predicate import Predicate

Touch: TypeAlias = Callable[[ReaderScope], Predicate]
"""A query of the ids that the streams ``%(streams)s`` changed, as far as the reader may know, and its values.

The query names its tables; a predicate of the reader takes their alias.
"""
PROJECTS: Final = "projects"
"""The area that a slice touches whose data a project's page shows: its ids are those of projects."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """A capability. ``name`` is that of its folder.

    ``subscribes``: the events that it is made of. ``of_project``: those of its projections whose streams are called
    ``<category>/<id of a project>``. ``project_streams``: a query of other streams that tell of the project
    ``%(id)s``. ``stuck``: the projections that say, where one of their streams is stuck, why what a page shows is
    not whole.

    ``touches``: which ids of which areas of the pages its streams change. An area is there as soon as a slice
    touches it, and is called after the slice that it belongs to. ``changes_everything``: the categories of
    streams after which everything may have changed.
    """

    name: str
    subscribes: tuple[type[Fact], ...] = ()
    projections: tuple[AnyProjection, ...] = ()
    summaries: tuple[Summary, ...] = ()
    views: tuple[View, ...] = ()
    of_project: tuple[AnyProjection, ...] = ()
    project_streams: str | None = None
    stuck: tuple[AnyProjection, ...] = ()
    touches: Mapping[str, Touch] = field(default_factory=dict)
    changes_everything: tuple[str, ...] = ()


def touched_by(query: str) -> Touch:
    """The touch of a query that is the same for every reader: the area bounds what it names."""
    return lambda _reader: Predicate(sql.SQL(query))
