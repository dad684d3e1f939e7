"""The profile of an enterprise as the API shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, PlainSerializer

from zhouqi.events.contracts.ingest import Grade
from zhouqi.events.contracts.policy import EnterpriseProfiled, Missing
from zhouqi.policy.profile.rules import FIELDS

Amount = Annotated[Decimal, PlainSerializer(lambda value: f"{value:.2f}", return_type=str)]
"""万元, two decimals."""


class View(BaseModel):
    """Base of what the API of policy answers with."""

    model_config = ConfigDict(frozen=True)


class MissingView(View):
    """A field of the profile that is not known, and the department 数源部门 that could supply it."""

    field: str
    department: str

    @classmethod
    def all_of(cls, missing: Iterable[Missing]) -> tuple[Self, ...]:
        """Each as it was published."""
        return tuple(cls(field=one.field, department=one.department) for one in missing)


class ProfileView(View):
    """What is known of the enterprise, in 万元 and mu. Null is not known, which is neither zero nor no.

    ``missing`` are the fields that are not known, with the departments that could supply them.
    """

    township: str | None
    industry: str | None
    above_scale: bool | None
    honours: tuple[str, ...] | None
    projects: int
    land_area: Amount | None
    equipment: Amount | None
    research: Amount | None
    sales: Amount | None
    tax: Amount | None
    grade: Grade | None
    missing: tuple[MissingView, ...]

    @classmethod
    def of(cls, profile: EnterpriseProfiled, departments: Mapping[str, str]) -> Self:
        """The profile as it was published."""
        missing = [
            {"field": name, "department": departments[name]}
            for name in FIELDS
            if getattr(profile, name) is None
        ]
        known = profile.model_dump(include=set(cls.model_fields))
        return cls.model_validate({**known, "missing": missing})
