"""A county whose events arrive at the cockpit: projects as their source files them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from tests.county import BEGIN, OWN, TINGLAN, WANGYU, kit, project_id, record_withdrawn
from zhouqi.cockpit.context import context
from zhouqi.events import Event, Fact
from zhouqi.events.contracts.ingest import Nature, ProjectRegistered
from zhouqi.events.contracts.lifecycle import Milestone, MilestonePlanned


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
        return project_id(self.key)

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


class County(kit.County):
    """What is filed, withdrawn and damaged on its way to the cockpit."""

    def __init__(self, dsn: str) -> None:
        super().__init__(dsn, context, actor="source:approval")

    def file(self, *projects: Filed) -> None:
        """Register each project, and plan its milestones as lifecycle would."""
        self.receive(*(event for project in projects for event in self._events(project)))

    def withdraw(self, project: Filed) -> None:
        """The source takes the record back."""
        self.happen(record_withdrawn(project.record))

    def damage(self, project: Filed) -> None:
        """An event of the project arrives whose data no one can read."""
        self.damage_stream(project.record, project.fact())

    def damage_stream(self, stream: str, fact: Fact) -> None:
        """``fact`` is published in ``stream`` with data that no one can read."""
        self.receive(_with_data(self.next(stream, fact), b'{"project_id": 7}'))

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


def _with_data(event: Event, data: bytes) -> Event:
    values = {name: getattr(event, name) for name in Event.__struct_fields__}
    return Event(**{**values, "data": data})


def county_of(size: int) -> list[Filed]:
    """Projects that differ in everything, with gaps."""
    return [
        Filed(
            f"P{number:03}",
            name=f"项目{(number * 7) % size:02}",
            township=TINGLAN if number % 3 else WANGYU,
            enterprise_name=None if number % 6 == 0 else f"企业{number % 4}",
            investment=None if number % 5 == 0 else str(1000 * (number % 7)),
            start=None if number % 4 == 0 else date(2026, 1, 1) + timedelta(days=number % 6),
            completion=date(2028, 1, 1) + timedelta(days=number),
            registered_on=date(2025, 1, 1) + timedelta(days=number % 3),
            updated_at=BEGIN + timedelta(hours=number),
        )
        for number in range(size)
    ]
