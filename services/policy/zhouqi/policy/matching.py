"""Which policies match which enterprises: every expression runs once, over a column of all enterprises.

Polars is imported where it is needed and nowhere else: only a worker that matches has to carry it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final, assert_never

from zhouqi.events.contracts.ingest import Grade
from zhouqi.events.contracts.policy import EnterpriseProfiled, Match, PolicyPublished, Reason
from zhouqi.policy.profile import COLUMNS, HONOURS, Column, values

if TYPE_CHECKING:
    import polars as pl

_CENT: Final = Decimal("0.01")
_NOTHING: Final = EnterpriseProfiled(
    enterprise="-",
    above_scale=False,
    projects=0,
    land_area=Decimal(0),
    equipment=Decimal(0),
    research=Decimal(0),
    sales=Decimal(0),
    tax=Decimal(0),
)
_SOMETHING: Final = _NOTHING.model_copy(
    update={"township": "330000000", "industry": "C33", "grade": Grade.A, "honours": HONOURS}
)
"""What expressions are tried on before they are published."""


class WrongExpression(Exception):
    """An expression cannot be computed, or gives what it may not; the text says which and why."""


def in_force(policies: Sequence[PolicyPublished], day: date) -> tuple[PolicyPublished, ...]:
    """Those that can be had on ``day``, by their id."""
    now = [one for one in policies if one.begins <= day and (one.ends is None or day <= one.ends)]
    return tuple(sorted(now, key=lambda one: one.policy))


def match(
    profiles: Sequence[EnterpriseProfiled], policies: Sequence[PolicyPublished]
) -> list[tuple[Match, ...]]:
    """For each profile, a match with every policy: which conditions it meets, and 万元 if it meets all.

    A condition that cannot be known (a grade that was never given) is not met. Amounts have two decimals,
    rounded half up, at most the ceiling and never below nothing. Raises WrongExpression.
    """
    if not profiles or not policies:
        return [() for _ in profiles]
    computed = _compute(_frame(profiles), policies)
    return [tuple(_match(policy, row) for policy in policies) for row in computed.iter_rows(named=True)]


def check(policies: Sequence[PolicyPublished]) -> None:
    """Raise WrongExpression unless conditions give true or false, and amounts a number that is no float."""
    import polars as pl  # noqa: PLC0415 - see above

    frame = _compute(_frame([_NOTHING, _SOMETHING]), policies)
    for policy in policies:
        for condition in policy.conditions:
            if frame.schema[f"{policy.policy}/{condition.code}"] != pl.Boolean:
                raise WrongExpression(f"{policy.policy}: {condition.code} is neither true nor false")
        kind = frame.schema[f"{policy.policy}/"]
        if not (kind.is_integer() or kind.is_decimal()):
            raise WrongExpression(f"{policy.policy}: the amount is no exact number but {kind}")


def _frame(profiles: Sequence[EnterpriseProfiled]) -> pl.DataFrame:
    import polars as pl  # noqa: PLC0415 - see above

    rows = [values(profile) for profile in profiles]
    return pl.DataFrame({name: pl.Series(name, [row[name] for row in rows], _type(name)) for name in COLUMNS})


def _type(column: str) -> pl.DataType:
    import polars as pl  # noqa: PLC0415 - see above

    kind = COLUMNS[column]
    match kind:
        case Column.AMOUNT:
            return pl.Decimal(24, 4)
        case Column.COUNT:
            return pl.Int64()
        case Column.FLAG:
            return pl.Boolean()
        case Column.CODE:
            return pl.String()
    assert_never(kind)


def _compute(frame: pl.DataFrame, policies: Sequence[PolicyPublished]) -> pl.DataFrame:
    import polars as pl  # noqa: PLC0415 - see above

    try:
        computed = [
            pl.sql_expr(expression).alias(f"{policy.policy}/{code}")
            for policy in policies
            for code, expression in (
                *((condition.code, condition.expression) for condition in policy.conditions),
                ("", policy.amount),
            )
        ]
        return frame.with_columns(computed)
    except pl.exceptions.PolarsError as error:
        raise WrongExpression(str(error).splitlines()[0]) from None


def _match(policy: PolicyPublished, row: dict[str, object]) -> Match:
    reasons = tuple(
        Reason(condition=condition.code, met=row[f"{policy.policy}/{condition.code}"] is True)
        for condition in policy.conditions
    )
    met = all(reason.met for reason in reasons)
    amount = _amount(row[f"{policy.policy}/"], policy.ceiling) if met else None
    return Match(policy=policy.policy, version=policy.version, amount=amount, reasons=reasons)


def _amount(computed: object, ceiling: Decimal | None) -> Decimal | None:
    if not isinstance(computed, int | Decimal):
        return None
    amount = max(Decimal(computed), Decimal(0))
    capped = amount if ceiling is None else min(amount, ceiling)
    return capped.quantize(_CENT, ROUND_HALF_UP)
