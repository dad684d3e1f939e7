"""The milestones and traits of a project, which several contexts speak of."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from zhouqi.events.contracts.fact import Day


class Milestone(StrEnum):
    """The milestones of a project, in the order of its life (节点)."""

    SIGNED = "signed"
    LAND = "land"
    STARTED = "started"
    COMPLETED = "completed"
    IN_PRODUCTION = "in_production"
    SCALED = "scaled"
    FULL_CAPACITY = "full_capacity"


class Trait(StrEnum):
    """The traits 项目特征 of a project, which its agreement names: fields of ``ProjectSigned``."""

    NEW_LAND = "new_land"
    CIVIL_WORKS = "civil_works"
    SCALE_EXPECTED = "scale_expected"
    HEAVY_ASSET = "heavy_asset"


class Extension(BaseModel):
    """An approved later due day of a milestone; the day that was due before stays the baseline.

    It counts from ``approved_on``: until then the earlier due day held.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    milestone: Milestone
    due: Day
    approved_on: Day
    document: Annotated[str, Field(min_length=1, max_length=100)]
