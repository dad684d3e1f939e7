"""A small county, written into the journal of issues as if its events had just arrived."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID, uuid5

from zhouqi.events import JOURNAL, STORE, Event, Fact
from zhouqi.events.connection import connect
from zhouqi.events.contracts import Decoder
from zhouqi.events.contracts.ingest import (
    AccountGranted,
    AccountRole,
    CalendarPublished,
    DayClosed,
    EnterpriseRegistered,
    ProjectRegistered,
    RecordWithdrawn,
)
from zhouqi.events.fold import Folder
from zhouqi.events.hint import announce
from zhouqi.issues.context import context
from zhouqi.service import accounts

SPACE = UUID("0b9fd1d7-9b33-4a55-9cc4-1d7c7e5cf0ab")
BEGIN = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
TINGLAN, WANGYU = "330529001", "330529002"
_ENTERPRISES = [one for one in accounts.load().all if one.enterprises]
OWN_ACCOUNT, OTHER_ACCOUNT = (one.id for one in _ENTERPRISES[:2])
OWN, OTHER = (next(iter(one.enterprises)) for one in _ENTERPRISES[:2])
"""Two enterprises that have demo accounts."""
DEPARTMENTS = ("industry", "planning", "tax")
HOLIDAYS_2026 = tuple(
    date(2026, month, day)
    for month, first, last in (
        (1, 1, 3),
        (2, 15, 23),
        (4, 4, 6),
        (5, 1, 5),
        (6, 19, 21),
        (9, 25, 27),
        (10, 1, 7),
    )
    for day in range(first, last + 1)
)
WORKDAYS_2026 = tuple(
    date(2026, month, day) for month, day in ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10))
)
"""The county's calendar of 2026, from the State Council's notice."""


def project_id(key: str) -> UUID:
    """The county's id of a project."""
    return uuid5(SPACE, key)


@dataclass
class County:
    """Writes events as a consumer would: journal and fold in one transaction."""

    dsn: str
    places: dict[str, int] = field(default_factory=dict)

    def found(self) -> None:
        """Registers of departments, enterprises and days."""
        self.receive(
            *(
                (
                    f"register/account/department-{code}",
                    AccountGranted(
                        account=f"department-{code}", role=AccountRole.DEPARTMENT, name="某局", scope=code
                    ),
                )
                for code in DEPARTMENTS
            ),
            (
                "register/account/leader",
                AccountGranted(account="leader", role=AccountRole.LEADER, name="县领导"),
            ),
            *(
                (
                    f"register/enterprise/{code}",
                    EnterpriseRegistered(code=code, name="某公司", township=township),
                )
                for code, township in ((OWN, TINGLAN), (OTHER, WANGYU))
            ),
            (
                "register/calendar/2026",
                CalendarPublished(
                    year=2026, provisional=False, holidays=HOLIDAYS_2026, workdays=WORKDAYS_2026
                ),
            ),
        )

    def register(self, key: str, township: str = TINGLAN, enterprise: str = OWN) -> UUID:
        """A project of an enterprise in a township."""
        fact = ProjectRegistered(
            project_id=project_id(key),
            source="approval",
            record_id=key,
            updated_at=BEGIN,
            code=f"2509-330529-04-01-{key[-6:]:0>6}",
            name="年产三万吨铝型材项目",
            enterprise_code=enterprise,
            township=township,
            registered_on=date(2025, 9, 1),
        )
        self.receive((f"record/project/approval-{key}", fact))
        return project_id(key)

    def withdraw(self, key: str) -> None:
        """The source takes the project's registration back."""
        fact = RecordWithdrawn(kind="project", source="approval", record_id=key, updated_at=BEGIN)
        self.receive((f"record/project/approval-{key}", fact))

    def close(self, day: date) -> None:
        """The day's collection is over."""
        self.receive((f"collection/day-{day}", DayClosed(date=day, counted={})))

    def receive(self, *facts: tuple[str, Fact]) -> None:
        """Write and fold ``facts``, each the next of its stream."""
        asyncio.run(self._receive([self._next(stream, fact) for stream, fact in facts]))

    def decided(self, stream: str) -> list[Event]:
        """What issues decided in a stream."""

        async def read() -> list[Event]:
            conn = await connect(self.dsn, autocommit=True)
            try:
                return await STORE.read_stream(conn, stream)
            finally:
                await conn.close()

        return asyncio.run(read())

    def facts(self, stream: str) -> list[Fact]:
        """The facts of a stream that issues decided."""
        return [Decoder().decode(event) for event in self.decided(stream)]

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
            actor="source:approval",
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
            await announce(conn, JOURNAL)
        finally:
            await conn.close()


def types(facts: Iterable[Fact]) -> list[str]:
    """The names of ``facts``."""
    return [fact.type() for fact in facts]


Body = Mapping[str, object]
