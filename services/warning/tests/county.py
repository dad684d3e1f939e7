"""A county whose events arrive in warning's journal when the test says so, with the reaction run by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import msgspec

from tests import arriving
from tests.arriving import Streams
from tests.county import BEGIN, OWN, TINGLAN, project_registered, record_withdrawn
from tests.county.kit import LiveCounty
from zhouqi.events import Event, Fact
from zhouqi.events.contracts.lifecycle import ProgressClosed
from zhouqi.events.contracts.warning import DelayForecast, WarningClosed
from zhouqi.warning.judgement.published import Published

TOWNSHIP, ENTERPRISE = TINGLAN, OWN
"""Where all projects lie."""


@dataclass
class Story:
    """Gives events their places in their streams, in the order in which they were decided."""

    streams: Streams = field(default_factory=lambda: Streams(BEGIN))

    def project(self, project_id: UUID, *facts: Fact) -> list[Event]:
        """What lifecycle decided of a project next."""
        return [self.streams.next(f"project/{project_id}", fact) for fact in facts]

    def registered(self, project_id: UUID) -> Event:
        """The project is registered."""
        return self.streams.next(*project_registered(str(project_id.int), of=project_id))

    def withdrawn(self, project_id: UUID) -> Event:
        """Its registration is withdrawn."""
        return self.streams.next(*record_withdrawn(f"record/project/approval-{project_id.int}"))

    def closed(self, day: date, counted: Mapping[str, int] | None = None) -> Event:
        """A day's progress is closed."""
        return self.streams.next(f"progress/{day}", ProgressClosed(date=day, counted=dict(counted or {})))


class County(LiveCounty):
    """Reads what warning published."""

    async def published(self) -> list[Fact]:
        """Everything that was said of projects' stalls and lights, in order."""
        apart = (WarningClosed, DelayForecast)
        return [fact for _, fact in await self.decided() if not isinstance(fact, apart)]

    async def forecasts(self) -> list[DelayForecast]:
        """What was forecast, in order."""
        return [fact for _, fact in await self.decided() if isinstance(fact, DelayForecast)]

    async def judged(self) -> list[WarningClosed]:
        """The days as of which every project was judged."""
        return [fact for _, fact in await self.decided() if isinstance(fact, WarningClosed)]

    async def states(self) -> dict[UUID, Published]:
        """What is published of each project now."""
        found = {}
        for project_id, published in await arriving.rows(
            self.dsn, "select project_id, published::text from warning"
        ):
            assert isinstance(project_id, UUID)
            assert isinstance(published, str)
            found[project_id] = msgspec.json.decode(published, type=Published)
        return found
