"""What profiles are made of, in the few values that the tests of policy ask for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from tests.county import OWN, TINGLAN, day_closed, project_id, project_registered, records
from tests.county.records import stated
from zhouqi.events import Fact
from zhouqi.events.contracts.ingest import EnterpriseRegistered, Grade

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
    return stated(
        records.inputs(
            key, project=_id(of), year=year, equipment=Decimal(equipment), research=Decimal(research)
        )
    )


def sales(key: str, of: str | None, period_end: date, amount: str) -> tuple[str, Fact]:
    """A project's sales of twelve months."""
    return stated(records.sales(key, project=_id(of), period_end=period_end, sales=Decimal(amount)))


def tax(key: str, of: str | None, period_end: date, amount: str) -> tuple[str, Fact]:
    """A project's taxes of twelve months."""
    return stated(records.tax(key, project=_id(of), period_end=period_end, tax=Decimal(amount)))


def graded(key: str, of: str | None, year: int, grade: Grade | None) -> tuple[str, Fact]:
    """A yearly evaluation."""
    return stated(records.performance(key, project=_id(of), year=year, grade=grade))


def land(key: str, of: str | None, area: str | None) -> tuple[str, Fact]:
    """Land of a project, in mu."""
    return stated(records.land(key, project=_id(of), area=None if area is None else Decimal(area)))


def producing(key: str, of: str | None, since: date | None) -> tuple[str, Fact]:
    """A project is accepted, and produces since a day, or not yet."""
    return stated(records.acceptance(key, project=_id(of), production_on=since))


def sales_linked(key: str, of: str) -> tuple[str, Fact]:
    """Sales that waited are found to be of a project."""
    waited = records.sales(key, project=None, period_end=TODAY, sales=Decimal(0))
    return records.linked(waited, project_id(of), "project_code")


def closed(day: date = TODAY, **counted: int) -> tuple[str, Fact]:
    """A day's collection is over."""
    return day_closed(day, **counted)


def _id(project: str | None) -> UUID | None:
    return None if project is None else project_id(project)
