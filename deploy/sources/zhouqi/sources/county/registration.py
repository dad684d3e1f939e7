"""What is registered of a project (项目基本信息), and the revisions that it may go through in truth."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from zhouqi.sources.county.place import TOWNSHIPS
from zhouqi.sources.seeded_random import SeededRandom

__all__ = ["COMMON", "Registration", "Revision", "moved_later", "restored", "reverted", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Registration:
    """What the approval system holds of a project: money in 万元, land in mu (亩)."""

    project_code: str
    project_name: str
    enterprise_code: str
    enterprise_name: str
    township_code: str
    industry_code: str
    construction_nature: str
    total_investment: Decimal
    land_area_mu: Decimal | None
    planned_start: date
    planned_completion: date
    registered_on: date
    withdrawn: bool


Revision = Callable[[SeededRandom, Registration, Registration], Registration]
"""From what is registered now, and what was before the latest revision, to what is registered then."""


def _investment(draw: SeededRandom, now: Registration, _: Registration) -> Registration:
    steps = (now.total_investment * draw.integer(70, 140) / 1000).quantize(Decimal(1))
    return replace(now, total_investment=(steps * 10).quantize(Decimal("0.01")))


def _completion(draw: SeededRandom, now: Registration, _: Registration) -> Registration:
    return replace(now, planned_completion=now.planned_completion + timedelta(days=draw.integer(15, 180)))


def _land(draw: SeededRandom, now: Registration, _: Registration) -> Registration:
    if now.land_area_mu is None:
        return now
    return replace(
        now, land_area_mu=(now.land_area_mu * draw.integer(85, 125) / 100).quantize(Decimal("0.01"))
    )


def _project_name(_: SeededRandom, now: Registration, __: Registration) -> Registration:
    return replace(now, project_name=now.project_name.removesuffix("(调整)") + "(调整)")


def _enterprise_name(_: SeededRandom, now: Registration, __: Registration) -> Registration:
    stem = now.enterprise_name.removesuffix("股份有限公司").removesuffix("有限公司")
    return replace(now, enterprise_name=f"{stem}股份有限公司")


def _industry(_: SeededRandom, now: Registration, __: Registration) -> Registration:
    return replace(now, industry_code=now.industry_code[:3])


def _township(draw: SeededRandom, now: Registration, _: Registration) -> Registration:
    return replace(now, township_code=draw.one_of(TOWNSHIPS).code)


COMMON: dict[Revision, float] = {
    _investment: 40,
    _completion: 24,
    _land: 8,
    _project_name: 8,
    _enterprise_name: 4,
    _industry: 6,
    _township: 2,
}
"""Revisions that come about by themselves, and how common they are; one may leave things as they are."""


def reverted(_: SeededRandom, now: Registration, before: Registration) -> Registration:
    """Go back to the values before the latest revision; a withdrawal is not taken back by this."""
    return replace(before, withdrawn=now.withdrawn)


def withdrawn(_: SeededRandom, now: Registration, __: Registration) -> Registration:
    """Withdraw the registration."""
    return replace(now, withdrawn=True)


def restored(_: SeededRandom, now: Registration, __: Registration) -> Registration:
    """Restore a withdrawn registration."""
    return replace(now, withdrawn=False)


def moved_later(by: timedelta) -> Revision:
    """Answer the revision that moves the planned start, and the planned completion with it."""

    def slip(_: SeededRandom, now: Registration, __: Registration) -> Registration:
        return replace(
            now, planned_start=now.planned_start + by, planned_completion=now.planned_completion + by
        )

    return slip
