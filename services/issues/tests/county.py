"""A small county, written into the journal of issues as if its events had just arrived."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID

from tests import arriving
from tests.arriving import Streams
from tests.county import (
    OTHER,
    OWN,
    TINGLAN,
    WANGYU,
    day_closed,
    project_id,
    project_registered,
    record_withdrawn,
)
from zhouqi.events import Event, Fact
from zhouqi.events.contracts import Decoder
from zhouqi.events.contracts.ingest import (
    AccountGranted,
    AccountRole,
    CalendarPublished,
    EnterpriseRegistered,
)
from zhouqi.issues.context import context

BEGIN = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
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


@dataclass
class County:
    """Writes events as a consumer would: journal and fold in one transaction."""

    dsn: str
    streams: Streams = field(default_factory=lambda: Streams(BEGIN))

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
        self.receive(project_registered(key, township=township, enterprise=enterprise))
        return project_id(key)

    def withdraw(self, key: str) -> None:
        """The source takes the project's registration back."""
        self.receive(record_withdrawn(f"record/project/approval-{key}"))

    def close(self, day: date) -> None:
        """The day's collection is over."""
        self.receive(day_closed(day))

    def receive(self, *facts: tuple[str, Fact]) -> None:
        """Write and fold ``facts``, each the next of its stream."""
        events = [self.streams.next(stream, fact) for stream, fact in facts]
        asyncio.run(arriving.receive(self.dsn, context, events))

    def decided(self, stream: str) -> list[Event]:
        """What issues decided in a stream."""
        return asyncio.run(arriving.decided(self.dsn, stream))

    def facts(self, stream: str) -> list[Fact]:
        """The facts of a stream that issues decided."""
        return [Decoder().decode(event) for event in self.decided(stream)]


def types(facts: Iterable[Fact]) -> list[str]:
    """The names of ``facts``."""
    return [fact.type() for fact in facts]


Body = Mapping[str, object]
