"""Which policies match which enterprises: for each condition yes, no, or what must be known to tell. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from zhouqi.events.contracts.policy import (
    EnterpriseProfiled,
    Match,
    Missing,
    PolicyPublished,
    Reason,
    Verdict,
)
from zhouqi.policy.catalogue.compiled_policy import CompiledPolicy, compile_policy
from zhouqi.policy.expressions import Known, Result, Row, Unknown, evaluate
from zhouqi.policy.profile.columns import field_of, values

_CENT: Final = Decimal("0.01")
_MOST: Final = Decimal(10) ** 13
"""The first amount in 万元 that an event cannot say."""

Departments = Mapping[str, str]
"""Field of the profile -> the department 数源部门 that supplies it."""


def match_policies(
    profiles: Sequence[EnterpriseProfiled], policies: Sequence[PolicyPublished], departments: Departments
) -> list[tuple[Match, ...]]:
    """For each profile, a match with every policy: which conditions it meets, and 万元 if it meets all.

    What depends on something unknown is unknown, and ``missing`` says on what, and which of ``departments``
    supplies it. Amounts have two decimals, rounded half up, at most the ceiling and never below nothing.
    Raises WrongExpression; never for what :func:`compile_policy` let pass, whatever the profile.
    """
    read = [compile_policy(policy) for policy in policies]
    rows = [values(profile) for profile in profiles]
    return [tuple(_match(policy, row, departments) for policy in read) for row in rows]


def _match(read: CompiledPolicy, row: Row, departments: Departments) -> Match:
    found = [evaluate(condition, row) for condition in read.conditions]
    reasons = tuple(
        Reason(condition=condition.code, verdict=_verdict(one), missing=_missing([one], departments))
        for condition, one in zip(read.policy.conditions, found, strict=True)
    )
    policy, version = read.policy.policy, read.policy.version
    verdicts = {reason.verdict for reason in reasons}
    if Verdict.UNMET in verdicts:
        return Match(policy=policy, version=version, verdict=Verdict.UNMET, reasons=reasons)
    computed = evaluate(read.amount, row)
    amount = _amount(computed, read.policy.ceiling)
    if Verdict.UNKNOWN in verdicts or amount is None:
        missing = _missing([*found, computed], departments)
        return Match(
            policy=policy, version=version, verdict=Verdict.UNKNOWN, reasons=reasons, missing=missing
        )
    return Match(policy=policy, version=version, verdict=Verdict.MET, amount=amount, reasons=reasons)


def _verdict(found: Result) -> Verdict:
    if isinstance(found, Unknown):
        return Verdict.UNKNOWN
    return Verdict.MET if found.value is True else Verdict.UNMET


def _missing(found: Iterable[Result], departments: Departments) -> tuple[Missing, ...]:
    columns = {column for one in found if isinstance(one, Unknown) for column in one.missing}
    fields = sorted({field_of(column) for column in columns})
    return tuple(Missing(field=field, department=departments[field]) for field in fields)


def _amount(computed: Result, ceiling: Decimal | None) -> Decimal | None:
    """万元; None where it is unknown, or more than can be said."""
    if not (isinstance(computed, Known) and isinstance(computed.value, Decimal)):
        return None
    amount = max(computed.value, Decimal(0))
    capped = amount if ceiling is None else min(amount, ceiling)
    return capped.quantize(_CENT, ROUND_HALF_UP) if capped < _MOST else None
