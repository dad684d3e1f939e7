"""A county whose events arrive in warning's journal when the test says so, with the reaction run by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

import msgspec

from zhouqi.events import JOURNAL, STORE, Decoder, Event, Fact, Handler, Heartbeat, NotYet
from zhouqi.events.connection import Row, connect
from zhouqi.events.contracts.ingest import ProjectRegistered, RecordWithdrawn
from zhouqi.events.contracts.lifecycle import ProgressClosed
from zhouqi.events.event import MAX_SEQUENCE
from zhouqi.events.fold import Folder
from zhouqi.events.follow import hold
from zhouqi.events.hint import Hints
from zhouqi.events.react import Reactor
from zhouqi.warning.context import context
from zhouqi.warning.reactions import REACTIONS
from zhouqi.warning.warning import Said

SPACE = UUID("8f0f0e3b-6b6f-5d0f-9a43-64b0b8c1d7a2")
BEGIN = datetime(2026, 10, 1, 1, 0, tzinfo=UTC)
TOWNSHIP, ENTERPRISE = "330529001", "91330529MA2B3C4D5M"


@dataclass
class Story:
    """Gives events their places in their streams, in the order in which they were decided."""

    places: dict[str, int] = field(default_factory=dict)

    def project(self, project_id: UUID, *facts: Fact) -> list[Event]:
        """What lifecycle decided of a project next."""
        return [self._next(f"project/{project_id}", fact) for fact in facts]

    def registered(self, project_id: UUID) -> Event:
        """The project is registered."""
        return self._next(
            f"record/project/approval-{project_id.int}",
            ProjectRegistered(
                project_id=project_id,
                source="approval",
                record_id=str(project_id.int),
                updated_at=BEGIN,
                code="2410-330529-04-01-123456",
                name="年产三万吨铝型材项目",
                enterprise_code=ENTERPRISE,
                township=TOWNSHIP,
                registered_on=BEGIN.date(),
            ),
        )

    def withdrawn(self, project_id: UUID) -> Event:
        """Its registration is withdrawn."""
        fact = RecordWithdrawn(
            kind="project", source="approval", record_id=str(project_id.int), updated_at=BEGIN
        )
        return self._next(f"record/project/approval-{project_id.int}", fact)

    def closed(self, day: date, counted: Mapping[str, int] | None = None) -> Event:
        """A day's progress is closed."""
        return self._next(f"progress/{day}", ProgressClosed(date=day, counted=dict(counted or {})))

    def _next(self, stream: str, fact: Fact) -> Event:
        self.places[stream] = self.places.get(stream, 0) + 1
        assert self.places[stream] < MAX_SEQUENCE
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
            actor=None,
            traceparent=None,
            data=fact.encode(),
        )


@dataclass
class County:
    """Warning's database."""

    dsn: str

    async def receive(self, events: Iterable[Event]) -> None:
        """Write and fold ``events`` as a consumer would."""
        conn = await connect(self.dsn)
        try:
            async with conn.transaction():
                await JOURNAL.lock(conn)
                written = await JOURNAL.write(conn, list(events))
                await self._folder.fold(conn, JOURNAL, written)
        finally:
            await conn.close()

    async def react(self, parked: int = 0) -> bool:
        """Run the reaction to the journal's end; False if it has to wait. ``parked`` events can't be reacted to."""
        [reaction] = REACTIONS
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
        assert len(await self.rows("select from log.parked where kind = 'reaction'")) == parked
        return True

    async def published(self) -> list[Fact]:
        """Everything that was said, in order."""
        conn = await connect(self.dsn)
        try:
            return [Decoder().decode(event) for event in await STORE.read(conn, 0, 1_000_000)]
        finally:
            await conn.close()

    async def said(self) -> dict[UUID, Said]:
        """What is said of each project now."""
        found = {}
        for project_id, said in await self.rows("select project_id, said::text from warning"):
            assert isinstance(project_id, UUID)
            assert isinstance(said, str)
            found[project_id] = msgspec.json.decode(said, type=Said)
        return found

    async def rows(self, query: str) -> Sequence[Row]:
        """The rows of a query."""
        conn = await connect(self.dsn)
        try:
            return await (await conn.execute(query)).fetchall()
        finally:
            await conn.close()

    @property
    def _folder(self) -> Folder:
        return Folder(context.read_model)
