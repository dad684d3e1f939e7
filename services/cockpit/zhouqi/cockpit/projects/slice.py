"""The list of projects, as the cockpit is made of it."""

from __future__ import annotations

from collections.abc import Sequence

from psycopg import sql

from zhouqi.cockpit.kit.slice import PROJECTS, Slice
from zhouqi.cockpit.projects.summary import project_list
from zhouqi.events.fold.projection import AnyProjection
from zhouqi.service.storage.predicate import Predicate


def projects_slice(of_project: Sequence[AnyProjection]) -> Slice:
    """The slice; ``of_project`` are the projections of streams that are called after a project's id."""
    summary = project_list(of_project)
    keys = sql.SQL(summary.keys_of)
    return Slice(
        name=PROJECTS,
        summaries=(summary,),
        touches={PROJECTS: lambda _reader: Predicate(keys)},
    )
