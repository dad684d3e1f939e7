"""What policy 政策 publishes: the policies, the enterprises' profiles, and which of them match."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from zhouqi.events.contracts.fact import Area, Code, Count, Day, Fact, Money, Text
from zhouqi.events.contracts.ingest import Grade

Expression = Annotated[str, Field(min_length=1, max_length=1000)]


class Condition(BaseModel):
    """One condition of a policy: an expression over an enterprise's profile, and how people say it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: Code
    zh: Text
    en: Text
    expression: Expression


class PolicyPublished(Fact):
    """A policy is in the catalogue, from ``begins`` until ``ends``. Stream ``policy/<id>``.

    ``amount`` is an expression that gives 万元; ``ceiling`` caps it.
    """

    policy: Code
    version: Annotated[int, Field(ge=1)]
    zh: Text
    en: Text
    department: Code
    begins: Day
    ends: Day | None = None
    conditions: Annotated[tuple[Condition, ...], Field(min_length=1, max_length=20)]
    amount: Expression
    ceiling: Money | None = None


class PolicyWithdrawn(Fact):
    """The policy is in the catalogue no more. Stream ``policy/<id>``."""

    policy: Code


class EnterpriseProfiled(Fact):
    """What is known of an enterprise, from its projects' records. Stream ``enterprise/<uscc>``.

    Money in 万元: ``equipment`` and ``research`` of the latest reported year, ``sales`` and ``tax`` of
    the latest twelve months, each summed over its projects.
    """

    enterprise: Code
    name: Text | None = None
    township: Code | None = None
    industry: Code | None = None
    above_scale: bool
    honours: tuple[Code, ...] = ()
    projects: Count
    land_area: Area
    equipment: Money
    research: Money
    sales: Money
    tax: Money
    grade: Grade | None = None


class Reason(BaseModel):
    """Whether one condition is met."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    condition: Code
    met: bool


class Match(BaseModel):
    """One policy for one enterprise: ``amount`` in 万元 when every condition is met."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    policy: Code
    version: Annotated[int, Field(ge=1)]
    amount: Money | None = None
    reasons: tuple[Reason, ...]


class PoliciesMatched(Fact):
    """Which policies an enterprise may have, as of the close of ``day``. Stream ``enterprise/<uscc>``."""

    enterprise: Code
    day: Day
    matches: Annotated[tuple[Match, ...], Field(max_length=200)]
