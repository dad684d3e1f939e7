"""The catalogue as the API shows it, worded in the reader's language."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated, Self

from pydantic import Field

from zhouqi.events.contracts.policy import PolicyPublished
from zhouqi.policy.catalogue.editions import in_force
from zhouqi.policy.catalogue.queries import MatchCounts
from zhouqi.policy.profile.schemas import Amount, View
from zhouqi.service.http.language import Language, Text


class ConditionView(View):
    """A condition as people say it."""

    code: str
    text: str


class MatchCountsView(View):
    """Of the enterprises in the reader's scope: how many it fits, does not fit, or cannot be told of.

    ``amount`` in 万元 is what those have together that it fits.
    """

    met: int
    unmet: int
    unknown: int
    amount: Amount


class PolicyView(View):
    """A policy of the catalogue as it stands today, or will first. ``in_force``: it can be had today.

    This edition of it holds from ``effective`` on.
    """

    policy: str
    version: int
    title: str
    department: str
    begins: date
    ends: date | None
    effective: date
    in_force: bool
    ceiling: Annotated[Amount | None, Field(description="万元")]
    conditions: tuple[ConditionView, ...]
    enterprises: MatchCountsView

    @classmethod
    def of(cls, policy: PolicyPublished, match_counts: MatchCounts, today: date, language: Language) -> Self:
        """The policy in ``language``."""
        return cls(
            policy=policy.policy,
            version=policy.version,
            title=Text(policy.zh, policy.en).in_(language),
            department=policy.department,
            begins=policy.begins,
            ends=policy.ends,
            effective=policy.effective,
            in_force=bool(in_force([[policy]], today)),
            ceiling=policy.ceiling,
            conditions=tuple(
                ConditionView(code=one.code, text=Text(one.zh, one.en).in_(language))
                for one in policy.conditions
            ),
            enterprises=MatchCountsView.model_validate(asdict(match_counts)),
        )
