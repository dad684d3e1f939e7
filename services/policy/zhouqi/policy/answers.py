"""What the API answers with: policies and matches, worded in the reader's language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from zhouqi.events.contracts.ingest import Grade
from zhouqi.events.contracts.policy import EnterpriseProfiled, Match, PolicyPublished
from zhouqi.policy.queries import Matched
from zhouqi.service.language import Language, Text

Amount = Annotated[Decimal, PlainSerializer(lambda value: f"{value:.2f}", return_type=str)]
"""万元, two decimals."""


class Answer(BaseModel):
    """Base of the answers."""

    model_config = ConfigDict(frozen=True)


class ConditionView(Answer):
    """A condition as people say it."""

    code: str
    text: str


class PolicyView(Answer):
    """A policy of the catalogue. ``in_force``: it can be had today."""

    policy: str
    version: int
    title: str
    department: str
    begins: date
    ends: date | None
    in_force: bool
    ceiling: Annotated[Amount | None, Field(description="万元")]
    conditions: tuple[ConditionView, ...]

    @classmethod
    def of(cls, policy: PolicyPublished, today: date, language: Language) -> Self:
        """The policy in ``language``."""
        return cls(
            policy=policy.policy,
            version=policy.version,
            title=Text(policy.zh, policy.en).in_(language),
            department=policy.department,
            begins=policy.begins,
            ends=policy.ends,
            in_force=policy.begins <= today and (policy.ends is None or today <= policy.ends),
            ceiling=policy.ceiling,
            conditions=tuple(
                ConditionView(code=one.code, text=Text(one.zh, one.en).in_(language))
                for one in policy.conditions
            ),
        )


class ReasonView(ConditionView):
    """A condition, and whether the enterprise meets it."""

    met: bool


class MatchView(Answer):
    """A policy for the enterprise: ``amount`` in 万元 when every condition is met."""

    policy: str
    version: int
    title: str
    department: str | None
    met: bool
    amount: Amount | None
    conditions: tuple[ReasonView, ...]

    @classmethod
    def of(cls, match: Match, policy: PolicyPublished | None, language: Language) -> Self:
        """The match in the words of its policy; a condition that the policy has no more shows its code."""
        conditions = () if policy is None else policy.conditions
        words = {one.code: Text(one.zh, one.en).in_(language) for one in conditions}
        return cls(
            policy=match.policy,
            version=match.version,
            title=match.policy if policy is None else Text(policy.zh, policy.en).in_(language),
            department=None if policy is None else policy.department,
            met=all(reason.met for reason in match.reasons),
            amount=match.amount,
            conditions=tuple(
                ReasonView(
                    code=reason.condition,
                    text=words.get(reason.condition, reason.condition),
                    met=reason.met,
                )
                for reason in match.reasons
            ),
        )


class ProfileView(Answer):
    """What is known of the enterprise, in 万元 and mu."""

    township: str | None
    industry: str | None
    above_scale: bool
    honours: tuple[str, ...]
    projects: int
    land_area: Amount
    equipment: Amount
    research: Amount
    sales: Amount
    tax: Amount
    grade: Grade | None

    @classmethod
    def of(cls, profile: EnterpriseProfiled) -> Self:
        """The profile as it was published."""
        return cls.model_validate(profile.model_dump(include=set(cls.model_fields)))


class MatchesView(Answer):
    """An enterprise, and which policies it may have as of the close of ``day``."""

    enterprise: str
    name: str | None
    day: date | None
    profile: ProfileView
    matches: tuple[MatchView, ...]

    @classmethod
    def of(cls, found: Matched, policies: dict[str, PolicyPublished], language: Language) -> Self:
        """What was published of the enterprise, in ``language``."""
        return cls(
            enterprise=found.profile.enterprise,
            name=found.profile.name,
            day=found.day,
            profile=ProfileView.of(found.profile),
            matches=tuple(MatchView.of(one, policies.get(one.policy), language) for one in found.matches),
        )
