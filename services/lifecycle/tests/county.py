"""A county whose events arrive in lifecycle's journal when the test says so, with the reactions run by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from services.lifecycle.tests import records

from zhouqi.events import JOURNAL, STORE, Decoder, Event, Fact, Handler, Heartbeat, NotYet, Reaction
from zhouqi.events.connection import Conn, Row, connect
from zhouqi.events.contracts.ingest import ProjectRegistered, RecordFact, RecordLinked, RecordWithdrawn
from zhouqi.events.fold import Folder
from zhouqi.events.follow import hold
from zhouqi.events.hint import Hints
from zhouqi.events.react import Reactor
from zhouqi.lifecycle.context import context

SPACE = UUID("3d6fb7d6-18ad-5b43-9c63-cf2a8d3e8f10")
BEGIN = datetime(2026, 10, 1, 1, 0, tzinfo=UTC)


@dataclass
class County:
    """Writes events as a consumer would, and lets the reactions see them."""

    dsn: str
    places: dict[str, int] = field(default_factory=dict)

    def events(self, *facts: tuple[str, Fact]) -> list[Event]:
        """The next events of these streams."""
        return [self._next(stream, fact) for stream, fact in facts]

    async def states(self, *facts: RecordFact) -> None:
        """Sources state records."""
        await self.receive(self.events(*((records.stream(fact), fact) for fact in facts)))

    async def registers(self, project_id: UUID, township: str, enterprise: str) -> None:
        """A project is registered."""
        key = f"SP-{project_id.int}"
        fact = ProjectRegistered(
            project_id=project_id,
            source="approval",
            record_id=key,
            updated_at=BEGIN,
            code="2410-330529-04-01-123456",
            name="年产三万吨铝型材项目",
            enterprise_code=enterprise,
            township=township,
            registered_on=BEGIN.date(),
        )
        await self.receive(self.events((f"record/project/approval-{key}", fact)))

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
        stream = records.stream(fact)
        withdrawn = RecordWithdrawn(
            kind=stream.split("/")[1], source=fact.source, record_id=fact.record_id, updated_at=BEGIN
        )
        await self.receive(self.events((stream, withdrawn)))

    async def receive(self, events: Iterable[Event]) -> None:
        """Write and fold ``events``."""
        conn = await connect(self.dsn)
        try:
            async with conn.transaction():
                await JOURNAL.lock(conn)
                written = await JOURNAL.write(conn, list(events))
                await self._folder.fold(conn, JOURNAL, written)
        finally:
            await conn.close()

    async def react(self, *names: str) -> bool:
        """Run the reactions of these names, or all, once to the journal's end; False if one has to wait."""
        went = True
        for reaction in context.reactions:
            if not names or reaction.name in names:
                went &= await self._run(reaction)
        return went

    async def decided(self) -> list[tuple[str, Fact]]:
        """Everything that was decided, in order."""
        conn = await connect(self.dsn)
        try:
            events = await STORE.read(conn, 0, 1_000_000)
            return [(event.stream, Decoder().decode(event)) for event in events]
        finally:
            await conn.close()

    async def rows(self, query: str, *values: object) -> Sequence[Row]:
        """The rows of a query."""
        conn = await connect(self.dsn)
        try:
            return await (await conn.execute(query, values)).fetchall()
        finally:
            await conn.close()

    async def _run(self, reaction: Reaction) -> bool:
        handler = Handler(context.publishes, self._folder, "330529", lambda: BEGIN)
        waiter = Hints(self.dsn).waiter(JOURNAL)
        reactor = Reactor(reaction, self.dsn, handler, waiter, Heartbeat(reaction.name))
        async with hold(self.dsn, JOURNAL, f"reaction:{reaction.name}", reaction.start) as cursor:
            assert cursor is not None
            try:
                while await reactor.advance(cursor):
                    pass
            except NotYet:
                return False
        assert await _parked(self.dsn) == 0
        return True

    @property
    def _folder(self) -> Folder:
        return Folder(context.read_model)

    def _next(self, stream: str, fact: Fact) -> Event:
        self.places[stream] = self.places.get(stream, 0) + 1
        time = BEGIN + timedelta(minutes=self.places[stream])
        return Event(
            stream=stream,
            sequence=self.places[stream],
            id=uuid5(SPACE, f"{stream} {self.places[stream]}"),
            type=fact.type(),
            schema_version=fact.schema_version,
            occurred_at=time,
            recorded_at=time,
            county="330529",
            correlation_id=SPACE,
            causation_id=None,
            actor="source:approval",
            traceparent=None,
            data=fact.encode(),
        )


async def _parked(dsn: str) -> int:
    conn: Conn = await connect(dsn)
    try:
        row = await (await conn.execute("select count(*) from log.parked")).fetchone()
        assert row is not None
        return int(str(row[0]))
    finally:
        await conn.close()
