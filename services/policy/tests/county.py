"""A small county, written into the journal of policy as if its events had just arrived."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tests import arriving
from tests.arriving import Streams
from tests.county import BEGIN, OWN, TINGLAN, day_closed, project_id, project_registered
from zhouqi.events import Fact
from zhouqi.events.contracts import Decoder
from zhouqi.events.contracts.ingest import (
    EnterpriseRegistered,
    Grade,
    InputsReported,
    LandMode,
    LandSupplied,
    PerformanceEvaluated,
    RecordFact,
    RecordLinked,
    SalesReported,
    TaxReported,
)
from zhouqi.policy.context import context

TODAY = date(2026, 10, 30)


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
    return project_registered(key, enterprise=enterprise)


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


def closed(day: date = TODAY, **counted: int) -> tuple[str, Fact]:
    """A day's collection is over."""
    return day_closed(day, **counted)


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
    streams: Streams = field(default_factory=lambda: Streams(BEGIN))

    def receive(self, *facts: tuple[str, Fact]) -> None:
        """Write and fold ``facts``, each the next of its stream."""
        events = [self.streams.next(stream, fact) for stream, fact in facts]
        asyncio.run(arriving.receive(self.dsn, context, events))

    def react(self) -> bool:
        """Let policy's reaction work off what has arrived; False when it waits for more."""
        return asyncio.run(arriving.react(self.dsn, context, lambda: BEGIN))

    def facts(self, stream: str) -> list[Fact]:
        """What policy decided in a stream."""
        return [Decoder().decode(event) for event in asyncio.run(arriving.decided(self.dsn, stream))]
