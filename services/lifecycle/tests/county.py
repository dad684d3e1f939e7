"""A county whose events arrive in lifecycle's journal when the test says so, with the reactions run by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from services.lifecycle.tests import records

from tests import arriving
from tests.arriving import Streams
from tests.county import BEGIN, project_registered, record_withdrawn
from zhouqi.events import Decoder, Event, Fact
from zhouqi.events.contracts.ingest import RecordFact, RecordLinked
from zhouqi.lifecycle.context import context


@dataclass
class County:
    """Writes events as a consumer would, and lets the reactions see them."""

    dsn: str
    streams: Streams = field(default_factory=lambda: Streams(BEGIN))

    def events(self, *facts: tuple[str, Fact]) -> list[Event]:
        """The next events of these streams."""
        return [self.streams.next(stream, fact) for stream, fact in facts]

    async def states(self, *facts: RecordFact) -> None:
        """Sources state records."""
        await self.receive(self.events(*((records.stream(fact), fact) for fact in facts)))

    async def registers(self, project_id: UUID, township: str, enterprise: str) -> None:
        """A project is registered."""
        said = project_registered(
            f"SP-{project_id.int}", of=project_id, township=township, enterprise=enterprise
        )
        await self.receive(self.events(said))

    async def links(self, fact: RecordFact, project_id: UUID) -> None:
        """A record that waited is linked to a project."""
        stream = records.stream(fact)
        linked = RecordLinked(
            kind=stream.split("/")[1],
            source=fact.source,
            record_id=fact.record_id,
            project_id=project_id,
            matched_by="permit_number",
        )
        await self.receive(self.events((stream, linked)))

    async def withdraws(self, fact: RecordFact) -> None:
        """A source takes a record back."""
        await self.receive(self.events(record_withdrawn(records.stream(fact))))

    async def receive(self, events: Iterable[Event]) -> None:
        """Write and fold ``events``."""
        await arriving.receive(self.dsn, context, events)

    async def react(self, *names: str) -> bool:
        """Run the reactions of these names, or all, once to the journal's end; False if one has to wait."""
        went = await arriving.react(self.dsn, context, lambda: BEGIN, *names)
        assert not await arriving.parked(self.dsn)
        return went

    async def decided(self) -> list[tuple[str, Fact]]:
        """Everything that was decided, in order."""
        return [(event.stream, Decoder().decode(event)) for event in await arriving.decided(self.dsn)]
