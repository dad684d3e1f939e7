"""A small county, written into the journal of policy as if its events had just arrived."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid5

from zhouqi.events import JOURNAL, STORE, Event, Fact, Handler
from zhouqi.events.connection import connect
from zhouqi.events.contracts import Decoder
from zhouqi.events.contracts.ingest import (
    DayClosed,
    EnterpriseRegistered,
    Grade,
    InputsReported,
    LandMode,
    LandSupplied,
    PerformanceEvaluated,
    ProjectRegistered,
    RecordFact,
    RecordLinked,
    RecordWithdrawn,
    SalesReported,
    TaxReported,
)
from zhouqi.events.fold import Folder
from zhouqi.events.follow import hold
from zhouqi.events.heartbeat import Heartbeat
from zhouqi.events.hint import Waiter
from zhouqi.events.react import NotYet, Reactor
from zhouqi.policy.context import context
from zhouqi.service import accounts

SPACE = UUID("0b9fd1d7-9b33-4a55-9cc4-1d7c7e5cf0ac")
BEGIN = datetime(2026, 10, 1, 1, 0, tzinfo=UTC)
TODAY = date(2026, 10, 30)
TINGLAN, WANGYU = "330529001", "330529002"
_ENTERPRISES = [one for one in accounts.load().all if one.enterprises]
OWN_ACCOUNT, OTHER_ACCOUNT = (one.id for one in _ENTERPRISES[:2])
OWN, OTHER = (next(iter(one.enterprises)) for one in _ENTERPRISES[:2])
"""Two enterprises that have demo accounts."""


def project_id(key: str) -> UUID:
    """The county's id of a project."""
    return uuid5(SPACE, key)


def registered(
    code: str = OWN, township: str = TINGLAN, *, above_scale: bool = True, honours: tuple[str, ...] = ()
) -> tuple[str, Fact]:
    """An enterprise of the register."""
    fact = EnterpriseRegistered(
        code=code,
        name="某公司",
        township=township,
        industry="C3392",
        above_scale=above_scale,
        honours=honours,
    )
    return f"register/enterprise/{code}", fact


def project(key: str, enterprise: str = OWN) -> tuple[str, Fact]:
    """A project of an enterprise."""
    fact = ProjectRegistered(
        project_id=project_id(key),
        source="approval",
        record_id=key,
        updated_at=BEGIN,
        code=f"2509-330529-04-01-{key[-6:]:0>6}",
        name="年产三万吨铝型材项目",
        enterprise_code=enterprise,
        township=TINGLAN,
        registered_on=date(2025, 9, 1),
    )
    return f"record/project/approval-{key}", fact


def inputs(key: str, of: str | None, year: int, equipment: str, research: str) -> tuple[str, Fact]:
    """What went into a project in a year, in 万元."""
    return _stream("inputs", key), InputsReported(
        **_common(key, of), year=year, equipment=Decimal(equipment), research=Decimal(research)
    )


def sales(key: str, of: str | None, period_end: date, amount: str) -> tuple[str, Fact]:
    """A project's sales of twelve months."""
    return _stream("sales", key), SalesReported(
        **_common(key, of), period_end=period_end, sales=Decimal(amount)
    )


def tax(key: str, of: str | None, period_end: date, amount: str) -> tuple[str, Fact]:
    """A project's taxes of twelve months."""
    return _stream("tax", key), TaxReported(**_common(key, of), period_end=period_end, tax=Decimal(amount))


def graded(key: str, of: str | None, year: int, grade: Grade | None) -> tuple[str, Fact]:
    """A yearly evaluation."""
    return _stream("performance", key), PerformanceEvaluated(**_common(key, of), year=year, grade=grade)


def land(key: str, of: str | None, area: str | None) -> tuple[str, Fact]:
    """Land of a project, in mu."""
    return _stream("land", key), LandSupplied(
        **_common(key, of), mode=LandMode.TRANSFER, area=None if area is None else Decimal(area)
    )


def linked(kind: str, key: str, of: str) -> tuple[str, Fact]:
    """A record is found to be of a project."""
    fact = RecordLinked(
        kind=kind, source="performance", record_id=key, project_id=project_id(of), matched_by="project_code"
    )
    return _stream(kind, key), fact


def withdrawn(stream: str) -> tuple[str, Fact]:
    """A source takes a record back."""
    _, kind, record = stream.split("/")
    source, _, key = record.partition("-")
    return stream, RecordWithdrawn(kind=kind, source=source, record_id=key, updated_at=BEGIN)


def closed(day: date = TODAY, **counted: int) -> tuple[str, Fact]:
    """A day's collection is over."""
    return f"collection/day-{day}", DayClosed(date=day, counted=counted)


def _stream(kind: str, key: str) -> str:
    return f"record/{kind}/performance-{key}"


def _common(key: str, of: str | None) -> dict[str, object]:
    return RecordFact(
        project_id=None if of is None else project_id(of),
        source="performance",
        record_id=key,
        updated_at=BEGIN,
    ).model_dump()


@dataclass
class County:
    """Writes events as a consumer would: journal and fold in one transaction; and lets policy react."""

    dsn: str
    places: dict[str, int] = field(default_factory=dict)

    def receive(self, *facts: tuple[str, Fact]) -> None:
        """Write and fold ``facts``, each the next of its stream."""
        asyncio.run(self._receive([self._next(stream, fact) for stream, fact in facts]))

    def react(self) -> bool:
        """Let policy's reaction work off what has arrived; False when it waits for more."""
        return asyncio.run(self._react())

    def facts(self, stream: str) -> list[Fact]:
        """What policy decided in a stream."""

        async def read() -> list[Fact]:
            conn = await connect(self.dsn, autocommit=True)
            try:
                return [Decoder().decode(event) for event in await STORE.read_stream(conn, stream)]
            finally:
                await conn.close()

        return asyncio.run(read())

    async def _react(self) -> bool:
        (reaction,) = context.reactions
        handler = Handler(
            context.publishes, Folder(context.read_model, context.decoder), "330529", lambda: BEGIN
        )
        reactor = Reactor(reaction, self.dsn, handler, Waiter(), Heartbeat("test"))
        async with hold(self.dsn, JOURNAL, f"reaction:{reaction.name}", reaction.start) as cursor:
            assert cursor is not None
            try:
                while await reactor.advance(cursor):
                    pass
            except NotYet:
                await cursor.conn.rollback()
                return False
        return True

    def _next(self, stream: str, fact: Fact) -> Event:
        self.places[stream] = self.places.get(stream, 0) + 1
        return Event(
            stream=stream,
            sequence=self.places[stream],
            id=uuid5(SPACE, f"{stream} {self.places[stream]}"),
            type=fact.type(),
            schema_version=fact.schema_version,
            occurred_at=BEGIN,
            recorded_at=BEGIN,
            county="330529",
            correlation_id=SPACE,
            causation_id=None,
            actor="source:performance",
            traceparent=None,
            data=fact.encode(),
        )

    async def _receive(self, events: Iterable[Event]) -> None:
        conn = await connect(self.dsn)
        try:
            async with conn.transaction():
                await JOURNAL.lock(conn)
                written = await JOURNAL.write(conn, list(events))
                await Folder(context.read_model, context.decoder).fold(conn, JOURNAL, written)
        finally:
            await conn.close()
