"""What policy 政策 publishes: the policies, the enterprises' profiles, and which of them match."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from zhouqi.events.contracts.fact import Area, Code, Count, Day, Fact, Money, ShortText
from zhouqi.events.contracts.ingest import Grade

Expression = Annotated[str, Field(min_length=1, max_length=1000)]


class Condition(BaseModel):
    """One condition of a policy: an expression over an enterprise's profile, and how people say it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: Code
    zh: ShortText
    en: ShortText
    expression: Expression


class PolicyPublished(Fact):
    """A policy is in the catalogue, from ``begins`` until ``ends``. Stream ``policy/<id>``.

    This edition of it holds from ``effective`` on; until then the one before does. ``amount`` is an
    expression that gives 万元; ``ceiling`` caps it.
    """

    schema_version: ClassVar[int] = 2

    policy: Code
    version: Annotated[int, Field(ge=1)]
    zh: ShortText
    en: ShortText
    department: Code
    begins: Day
    ends: Day | None = None
    effective: Day
    conditions: Annotated[tuple[Condition, ...], Field(min_length=1, max_length=20)]
    amount: Expression
    ceiling: Money | None = None


class PolicyWithdrawn(Fact):
    """The policy is in the catalogue no more. Stream ``policy/<id>``."""

    policy: Code


class EnterpriseProfiled(Fact):
    """What is known of an enterprise, from its projects' records. Stream ``enterprise/<uscc>``.

    Money in 万元: ``equipment`` and ``research`` of the latest reported year, ``sales`` and ``tax`` of
    the latest twelve months, each summed over its projects; ``land_area`` in mu 亩. What is absent is not
    known, which is neither zero nor no; ``honours`` that are known to be none are an empty list.
    """

    schema_version: ClassVar[int] = 2

    enterprise: Code
    name: ShortText | None = None
    township: Code | None = None
    industry: Code | None = None
    above_scale: bool | None = None
    honours: tuple[Code, ...] | None = None
    projects: Count
    land_area: Area | None = None
    equipment: Money | None = None
    research: Money | None = None
    sales: Money | None = None
    tax: Money | None = None
    grade: Grade | None = None


class Verdict(StrEnum):
    """Whether a condition, or a whole policy, fits an enterprise."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    """Something that it depends on is not known."""


class Missing(BaseModel):
    """A field of the profile that is not known, and the department 数源部门 that could supply it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: Code
    department: Code


class Reason(BaseModel):
    """Whether one condition is met; ``missing`` is what must be known to tell, when that is unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    condition: Code
    verdict: Verdict
    missing: tuple[Missing, ...] = ()


class Match(BaseModel):
    """One policy for one enterprise.

    Unmet: a condition is. Unknown: none is, but one of them, or the amount, cannot be told; ``missing`` is
    all that keeps it so. ``amount`` in 万元 is given only when everything that it rests on is known.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    policy: Code
    version: Annotated[int, Field(ge=1)]
    verdict: Verdict
    amount: Money | None = None
    reasons: tuple[Reason, ...]
    missing: tuple[Missing, ...] = ()


class PoliciesMatched(Fact):
    """Which policies an enterprise may have, as of the close of ``day``. Stream ``enterprise/<uscc>``."""

    schema_version: ClassVar[int] = 2

    enterprise: Code
    day: Day
    matches: Annotated[tuple[Match, ...], Field(max_length=200)]
