"""An enterprise's matches as the API shows them, worded in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Self

from zhouqi.events.contracts.policy import Match, PolicyPublished, Verdict
from zhouqi.policy.catalogue.diff import CataloguedPolicy
from zhouqi.policy.catalogue.schemas import ConditionView
from zhouqi.policy.matching.queries import EnterpriseMatches
from zhouqi.policy.profile.schemas import Amount, MissingView, ProfileView, View
from zhouqi.service.http.language import Language, Text


class ReasonView(ConditionView):
    """A condition, and whether the enterprise meets it, or what is missing to tell."""

    verdict: Verdict
    missing: tuple[MissingView, ...]


class MatchView(View):
    """A policy for the enterprise: ``amount`` in 万元 when every condition is known to be met."""

    policy: str
    version: int
    title: str
    department: str | None
    verdict: Verdict
    amount: Amount | None
    conditions: tuple[ReasonView, ...]
    missing: tuple[MissingView, ...]

    @classmethod
    def of(cls, match: Match, policy: PolicyPublished | None, language: Language) -> Self:
        """The match in the words of its edition; a condition that has none shows its code."""
        conditions = () if policy is None else policy.conditions
        words = {one.code: Text(one.zh, one.en).in_(language) for one in conditions}
        return cls(
            policy=match.policy,
            version=match.version,
            title=match.policy if policy is None else Text(policy.zh, policy.en).in_(language),
            department=None if policy is None else policy.department,
            verdict=match.verdict,
            amount=match.amount,
            conditions=tuple(
                ReasonView(
                    code=reason.condition,
                    text=words.get(reason.condition, reason.condition),
                    verdict=reason.verdict,
                    missing=MissingView.all_of(reason.missing),
                )
                for reason in match.reasons
            ),
            missing=MissingView.all_of(match.missing),
        )


class MatchesView(View):
    """An enterprise, and which policies it may have as of the close of ``day``."""

    enterprise: str
    name: str | None
    day: date | None
    profile: ProfileView
    matches: tuple[MatchView, ...]

    @classmethod
    def of(
        cls,
        found: EnterpriseMatches,
        kept: Mapping[str, CataloguedPolicy],
        departments: Mapping[str, str],
        language: Language,
    ) -> Self:
        """What was published of the enterprise, in ``language``."""
        return cls(
            enterprise=found.profile.enterprise,
            name=found.profile.name,
            day=found.day,
            profile=ProfileView.of(found.profile, departments),
            matches=tuple(MatchView.of(one, _edition(one, kept), language) for one in found.matches),
        )


def _edition(match: Match, kept: Mapping[str, CataloguedPolicy]) -> PolicyPublished | None:
    """The edition that was matched, or the newest of its policy."""
    known = kept.get(match.policy)
    if known is None:
        return None
    return next((one for one in known.editions if one.version == match.version), known.published)
