"""A small county, written into the cockpit's journal as if its events had just arrived."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from zhouqi.cockpit.context import context
from zhouqi.events import JOURNAL, Event, Fact
from zhouqi.events.connection import connect
from zhouqi.events.contracts.ingest import Nature, ProjectRegistered, RecordWithdrawn, TownshipRegistered
from zhouqi.events.contracts.lifecycle import Milestone, MilestonePlanned
from zhouqi.events.fold import Folder
from zhouqi.events.hint import announce
from zhouqi.service import accounts

SPACE = UUID("0b9fd1d7-9b33-4a55-9cc4-1d7c7e5cf0aa")
BEGIN = datetime(2026, 10, 1, 1, 0, tzinfo=UTC)
TINGLAN, WANGYU = "330529001", "330529002"
TOWNSHIPS = {TINGLAN: "听澜街道", WANGYU: "望榆街道"}
_ENTERPRISES = [one for one in accounts.load().all if one.enterprises]
OWN_ACCOUNT, OTHER_ACCOUNT = (one.id for one in _ENTERPRISES[:2])
OWN, OTHER = (next(iter(one.enterprises)) for one in _ENTERPRISES[:2])
"""Two enterprises that have demo accounts."""


@dataclass(frozen=True)
class Filed:
    """A project as its source files it."""

    key: str
    name: str = "年产三万吨铝型材项目"
    township: str = TINGLAN
    enterprise_code: str = OWN
    enterprise_name: str | None = "澄川琢越家具有限公司"
    investment: str | None = "12000.5"
    start: date | None = date(2026, 3, 1)
    completion: date | None = date(2028, 6, 30)
    registered_on: date = date(2025, 9, 1)
    updated_at: datetime = BEGIN

    @property
    def id(self) -> UUID:
        """The county's id of the project."""
        return uuid5(SPACE, self.key)

    @property
    def record(self) -> str:
        """The stream of its record."""
        return f"record/project/approval-{self.key}"

    def revised(self, **changes: object) -> Filed:
        """The same record, filed anew."""
        return replace(self, **changes)  # type: ignore[arg-type]  # the names are those of the fields

    def fact(self) -> ProjectRegistered:
        """What ingest publishes of it."""
        return ProjectRegistered(
            project_id=self.id,
            source="approval",
            record_id=self.key,
            updated_at=self.updated_at,
            code=f"2509-330529-04-01-{self.key[-6:]:0>6}",
            name=self.name,
            enterprise_code=self.enterprise_code,
            enterprise_name=self.enterprise_name,
            township=self.township,
            industry="C3392",
            nature=Nature.NEW,
            total_investment=None if self.investment is None else Decimal(self.investment),
            land_area=Decimal("66.5"),
            planned_start=self.start,
            planned_completion=self.completion,
            registered_on=self.registered_on,
        )


@dataclass
class County:
    """Writes events as a consumer would: journal and fold in one transaction."""

    dsn: str
    places: dict[str, int] = field(default_factory=dict)
    written: int = 0

    def register_townships(self) -> None:
        """Give the townships their names."""
        self.receive(
            *(
                self.next(f"register/township/{code}", TownshipRegistered(code=code, name=name))
                for code, name in TOWNSHIPS.items()
            )
        )

    def file(self, *projects: Filed) -> None:
        """Register each project, and plan its milestones as lifecycle would."""
        self.receive(*(event for project in projects for event in self._events(project)))

    def withdraw(self, project: Filed) -> None:
        """The source takes the record back."""
        fact = RecordWithdrawn(kind="project", source="approval", record_id=project.key, updated_at=BEGIN)
        self.receive(self.next(project.record, fact))

    def damage(self, project: Filed) -> None:
        """An event of the project arrives whose data no one can read."""
        self.damage_stream(project.record, project.fact())

    def damage_stream(self, stream: str, fact: Fact) -> None:
        """``fact`` is published in ``stream`` with data that no one can read."""
        self.receive(_with_data(self.next(stream, fact), b'{"project_id": 7}'))

    def happen(self, *said: tuple[str, Fact]) -> None:
        """Each fact is published in its stream, and arrives."""
        self.receive(*(self.next(stream, fact) for stream, fact in said))

    def receive(self, *events: Event) -> None:
        """Write and fold ``events``."""
        asyncio.run(self._receive(events))

    def next(self, stream: str, fact: Fact) -> Event:
        """The next event of ``stream``."""
        self.places[stream] = self.places.get(stream, 0) + 1
        self.written += 1
        time = BEGIN + timedelta(minutes=self.written)
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

    def _events(self, project: Filed) -> Iterable[Event]:
        yield self.next(project.record, project.fact())
        for milestone, due in (
            (Milestone.STARTED, project.start),
            (Milestone.COMPLETED, project.completion),
        ):
            if due is not None:
                planned = MilestonePlanned(
                    project_id=project.id, milestone=milestone, due=due, basis=project.record
                )
                yield self.next(f"project/{project.id}", planned)

    async def _receive(self, events: Iterable[Event]) -> None:
        conn = await connect(self.dsn)
        try:
            async with conn.transaction():
                await JOURNAL.lock(conn)
                written = await JOURNAL.write(conn, list(events))
                await Folder(context.read_model, context.decoder).fold(conn, JOURNAL, written)
            await announce(conn, JOURNAL)
        finally:
            await conn.close()


def _with_data(event: Event, data: bytes) -> Event:
    values = {name: getattr(event, name) for name in Event.__struct_fields__}
    return Event(**{**values, "data": data})
