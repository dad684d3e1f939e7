"""A county whose events arrive in warning's journal when the test says so, with the reaction run by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import msgspec

from tests import arriving
from tests.arriving import Streams
from tests.county import BEGIN, OWN, TINGLAN, project_registered, record_withdrawn
from zhouqi.events import Decoder, Event, Fact
from zhouqi.events.contracts.lifecycle import ProgressClosed
from zhouqi.warning.context import context
from zhouqi.warning.warning import Said

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


@dataclass
class County:
    """Warning's database."""

    dsn: str

    async def receive(self, events: Iterable[Event]) -> None:
        """Write and fold ``events`` as a consumer would."""
        await arriving.receive(self.dsn, context, events)

    async def react(self, parked: int = 0) -> bool:
        """Run the reaction to the journal's end; False if it has to wait. ``parked`` events can't be reacted to."""
        went = await arriving.react(self.dsn, context, lambda: BEGIN)
        assert len(await arriving.parked(self.dsn)) == parked
        return went

    async def published(self) -> list[Fact]:
        """Everything that was said, in order."""
        return [Decoder().decode(event) for event in await arriving.decided(self.dsn)]

    async def said(self) -> dict[UUID, Said]:
        """What is said of each project now."""
        found = {}
        for project_id, said in await arriving.rows(self.dsn, "select project_id, said::text from warning"):
            assert isinstance(project_id, UUID)
            assert isinstance(said, str)
            found[project_id] = msgspec.json.decode(said, type=Said)
        return found
