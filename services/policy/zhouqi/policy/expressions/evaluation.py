"""What an expression gives for one enterprise, where something may be missing.

Missing is unknown, and what depends on it is unknown (Kleene's strong logic): ``false and unknown`` is false,
``true and unknown`` is unknown, and so is every comparison and every sum with an unknown part, a choice by an
unknown condition, and a division by zero. So whatever becomes known later turns an unknown into an answer, but
never one answer into another. SQL does otherwise: ``is null`` answers yes on what is missing, and ``case``
goes on to its ``else``; a policy that promises money must not.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Any, Final, TypeAlias, assert_never

from zhouqi.policy.expressions.tree import (
    And,
    Arithmetic,
    Between,
    Case,
    Column,
    Comparison,
    In,
    IsNull,
    Literal,
    Negative,
    Node,
    Not,
    Or,
    Value,
)


@dataclass(frozen=True, slots=True)
class Known:
    """The value."""

    value: Value


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody can tell; ``missing`` are the columns that would have to be known.

    None are where nothing is missing and yet there is no value: after a division by zero, or for ``null``.
    """

    missing: frozenset[str] = frozenset()


Result: TypeAlias = Known | Unknown
Row: TypeAlias = Mapping[str, Value | None]
"""Column -> its value, None while it is not known."""

_EXACT: Final = Context(prec=100, traps=[])
"""Products of profiles stay exact; a division ends after a hundred digits."""
_ARITHMETIC: Final[Mapping[str, Callable[[Decimal, Decimal], Decimal]]] = {
    "+": _EXACT.add,
    "-": _EXACT.subtract,
    "*": _EXACT.multiply,
    "/": _EXACT.divide,
}
_COMPARISONS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def evaluate(node: Node, row: Row) -> Result:  # noqa: C901, PLR0911 - a case for each kind of node
    """What ``node``, whose kinds were checked, gives for ``row``. Never raises."""
    match node:
        case Literal():
            return Unknown() if node.value is None else Known(node.value)
        case Column():
            value = row[node.name]
            return Unknown(frozenset((node.name,))) if value is None else Known(value)
        case Negative():
            return _computed("-", Known(Decimal(0)), evaluate(node.of, row))
        case Arithmetic():
            return _computed(node.sign, evaluate(node.left, row), evaluate(node.right, row))
        case Comparison():
            return _compared(node.sign, evaluate(node.left, row), evaluate(node.right, row))
        case Not():
            found = evaluate(node.of, row)
            return Known(not found.value) if isinstance(found, Known) else found
        case And():
            return _joined((evaluate(part, row) for part in node.parts), decisive=False)
        case Or():
            return _joined((evaluate(part, row) for part in node.parts), decisive=True)
        case In():
            of = evaluate(node.of, row)
            return _joined((_compared("=", of, evaluate(one, row)) for one in node.options), decisive=True)
        case Between():
            of, low, high = (evaluate(one, row) for one in (node.of, node.low, node.high))
            return _joined((_compared(">=", of, low), _compared("<=", of, high)), decisive=False)
        case IsNull():
            found = evaluate(node.of, row)
            return Known(value=False) if isinstance(found, Known) else found
        case Case():
            return _chosen(node, row)
    assert_never(node)


def _joined(parts: Iterable[Result], *, decisive: bool) -> Result:
    """One ``decisive`` part settles it, whatever the others are; without one, an unknown part leaves it open."""
    missing: frozenset[str] = frozenset()
    open_ = False
    for part in parts:
        match part:
            case Unknown():
                missing, open_ = missing | part.missing, True
            case Known() if part.value is decisive:
                return part
            case Known():
                pass
    return Unknown(missing) if open_ else Known(not decisive)


def _compared(sign: str, left: Result, right: Result) -> Result:
    if isinstance(left, Known) and isinstance(right, Known):
        return Known(_COMPARISONS[sign](left.value, right.value))
    return _unknown(left, right)


def _computed(sign: str, left: Result, right: Result) -> Result:
    if not (isinstance(left, Known) and isinstance(right, Known)):
        return _unknown(left, right)
    assert isinstance(left.value, Decimal)
    assert isinstance(right.value, Decimal)
    value = _ARITHMETIC[sign](left.value, right.value)
    return Known(value) if value.is_finite() else Unknown()


def _unknown(*parts: Result) -> Unknown:
    return Unknown(frozenset().union(*(part.missing for part in parts if isinstance(part, Unknown))))


def _chosen(case: Case, row: Row) -> Result:
    for condition, value in case.branches:
        found = evaluate(condition, row)
        if isinstance(found, Unknown):
            return found
        if found.value is True:
            return evaluate(value, row)
    return evaluate(case.otherwise, row)
