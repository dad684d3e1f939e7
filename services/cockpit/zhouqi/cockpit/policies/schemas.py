"""What of the catalogue of policies an enterprise may have, and why."""

from __future__ import annotations

from decimal import Decimal

from zhouqi.cockpit.kit.answer import Answer
from zhouqi.events.contracts.policy import Verdict


class MissingField(Answer):
    """A field of the enterprise's profile that is not known, and the department 数源部门 that could supply it."""

    field: str
    department: str
    department_name: str


class PolicyCondition(Answer):
    """One condition of a policy, and whether the enterprise meets it; ``missing`` is what is needed to tell."""

    code: str
    zh: str
    en: str
    verdict: Verdict
    missing: list[MissingField]


class MatchedPolicy(Answer):
    """A policy for the project's enterprise.

    ``amount`` in 万元 when every condition, and what the amount rests on, is known. ``unknown``: no condition
    is known to be unmet, but something in ``missing`` keeps it from being told.
    """

    policy: str
    zh: str
    en: str
    verdict: Verdict
    amount: Decimal | None
    conditions: list[PolicyCondition]
    missing: list[MissingField]
