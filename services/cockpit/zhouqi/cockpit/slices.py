"""The capabilities of the cockpit, and what follows from their being there. A new one is a line here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from psycopg import sql

from zhouqi.cockpit.connections.slice import CONNECTIONS
from zhouqi.cockpit.days.slice import DAYS
from zhouqi.cockpit.forecasts.slice import FORECASTS
from zhouqi.cockpit.issues.slice import ISSUES
from zhouqi.cockpit.kit.slice import Slice
from zhouqi.cockpit.late_entries.slice import LATE_ENTRIES
from zhouqi.cockpit.milestones.slice import MILESTONES
from zhouqi.cockpit.policies.slice import POLICIES
from zhouqi.cockpit.project_acts.slice import PROJECT_ACTS
from zhouqi.cockpit.projects.slice import projects_slice
from zhouqi.cockpit.records.slice import RECORDS
from zhouqi.cockpit.registers.slice import REGISTERS
from zhouqi.cockpit.registrations.slice import REGISTRATIONS
from zhouqi.cockpit.warnings.slice import WARNINGS
from zhouqi.events import Fact, ReadModel

_PARTS: Final = (
    REGISTERS,
    REGISTRATIONS,
    RECORDS,
    MILESTONES,
    WARNINGS,
    FORECASTS,
    CONNECTIONS,
    ISSUES,
    LATE_ENTRIES,
    PROJECT_ACTS,
    DAYS,
    POLICIES,
)
_OF_PROJECT: Final = tuple(one for part in _PARTS for one in part.of_project)
SLICES: Final[tuple[Slice, ...]] = (*_PARTS, projects_slice(_OF_PROJECT))

READ_MODEL: Final = ReadModel(
    projections=tuple(one for slice_ in SLICES for one in slice_.projections),
    summaries=tuple(one for slice_ in SLICES for one in slice_.summaries),
    views=tuple(one for slice_ in SLICES for one in slice_.views),
)
"""All of their tables: one schema, one version."""

SUBSCRIBES: Final[tuple[type[Fact], ...]] = tuple(
    dict.fromkeys(one for slice_ in SLICES for one in slice_.subscribes)
)
"""The events that any of them is made of, each once."""

STUCK: Final = tuple(one for slice_ in SLICES for one in slice_.stuck)
"""The projections that say why what a page shows is not whole."""

AREAS: Final = tuple(sorted({area for slice_ in SLICES for area in slice_.touches}))
"""What the pages are told of when it changed."""

CHANGING_EVERYTHING: Final = tuple(
    f"{category}/" for slice_ in SLICES for category in slice_.changes_everything
)
"""How the streams begin after which everything may have changed."""


def own_streams() -> sql.Composable:
    """A query of the streams that tell of the project ``%(id)s``, without its issues."""
    return sql.SQL(" union ").join(sql.SQL(query) for query in _own_streams())


def _own_streams() -> Iterator[str]:
    yield from (f"select '{one.category}/' || %(id)s::text" for one in _OF_PROJECT)
    yield from (slice_.project_streams for slice_ in SLICES if slice_.project_streams is not None)
