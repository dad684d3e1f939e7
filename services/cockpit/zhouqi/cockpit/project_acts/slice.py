"""Acts on projects that another account has to approve, as the cockpit is made of them."""

from __future__ import annotations

from typing import Final

from psycopg import sql

from zhouqi.cockpit.kit.scope import ReaderScope
from zhouqi.cockpit.kit.slice import Slice
from zhouqi.cockpit.project_acts.projection import ProjectActsProjection
from zhouqi.events.contracts.lifecycle import ProjectActDecided, ProjectActRequested
from zhouqi.service.storage.predicate import Predicate

_ABOUT: Final = sql.SQL(
    "select list.project_id from project_act as act join project_list as list"
    " on act.stream = 'project/' || list.project_id::text where act.stream = any(%(streams)s) and {}"
)


def _about(reader: ReaderScope) -> Predicate:
    projects = reader.of_projects("list")
    return Predicate(_ABOUT.format(projects.sql), projects.values)


PROJECT_ACTS: Final = Slice(
    name="project_acts",
    subscribes=(ProjectActRequested, ProjectActDecided),
    projections=(ProjectActsProjection(),),
    touches={"project_acts": _about},
)
"""Its area names the projects that acts are about."""
