"""Records of a project before it is built 施工前: agreement, land, filing, reviews and permits."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from zhouqi.events.contracts.fact import Area, Code, Day, Document, Money
from zhouqi.events.contracts.ingest.records import RecordFact
from zhouqi.events.contracts.milestone import Extension

Days = Annotated[int, Field(ge=1, le=3650)]
"""Calendar days."""


class AgreementReviewed(RecordFact):
    """签约评审: the investment agreement and its review.

    The ``…_due`` days are agreed ones. ``production_within`` counts from completion, ``scale_within``
    and ``capacity_within`` from the start of production. The traits are those of
    :class:`~zhouqi.events.contracts.lifecycle.ProjectSigned`. ``extensions`` are supplementary
    agreements 补充协议; ``terminated_on`` is the day on which the agreement was dissolved.
    """

    signed_on: Day | None = None
    new_land: bool
    civil_works: bool
    scale_expected: bool
    heavy_asset: bool
    land_due: Day | None = None
    start_due: Day | None = None
    completion_due: Day | None = None
    production_within: Days | None = None
    scale_within: Days | None = None
    capacity_within: Days | None = None
    investment: Money | None = None
    output: Money | None = None
    tax: Money | None = None
    extensions: Annotated[tuple[Extension, ...], Field(max_length=20)] = ()
    terminated_on: Day | None = None


class LandMode(StrEnum):
    """How a project got its place 供地方式."""

    TRANSFER = "transfer"
    LEASE = "lease"
    EXISTING_PLANT = "existing_plant"


class LandSupplied(RecordFact):
    """土地供应: the land contract, lease or existing plant, with the fields that landchina publishes.

    ``land_number`` is the electronic supervision number 电子监管号. ``handover_on`` 约定交地时间,
    ``start_due`` 约定开工时间, ``completion_due`` 约定竣工时间, ``started_on`` 实际开工时间.
    """

    mode: LandMode
    land_number: Code | None = None
    contract_on: Day | None = None
    area: Area | None = None
    price: Money | None = None
    handover_on: Day | None = None
    start_due: Day | None = None
    completion_due: Day | None = None
    started_on: Day | None = None


class ProjectFiled(RecordFact):
    """备案立项: the project is filed; later the owner reports its actual start there too."""

    filed_on: Day | None = None
    document: Document | None = None
    started_on: Day | None = None


class EnergyReviewed(RecordFact):
    """节能审查: the energy review; ``energy`` is the yearly use in tce, equivalent value 等价值."""

    reviewed_on: Day | None = None
    document: Document | None = None
    energy: Annotated[Money | None, Field(ge=0)] = None


class Assessment(StrEnum):
    """The form of an environmental assessment 环评类别."""

    REPORT = "report"
    TABLE = "table"
    REGISTRATION = "registration"


class EnvironmentAssessed(RecordFact):
    """环境评估: the environmental assessment is approved, or its registration received."""

    assessed_on: Day | None = None
    document: Document | None = None
    form: Assessment | None = None


class PlanningPermitted(RecordFact):
    """规划许可: the planning permit for the construction."""

    permitted_on: Day | None = None
    document: Document | None = None


class ConstructionPermitted(RecordFact):
    """施工许可: the construction permit; ``permit_number`` is how other systems know the site."""

    permitted_on: Day | None = None
    permit_number: Code
    contract_price: Money | None = None
