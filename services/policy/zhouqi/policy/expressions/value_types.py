"""Whether an expression makes sense: numbers are computed with, flags are joined, like is compared with like."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import assert_never

from zhouqi.policy.expressions.tokens import NotAllowed
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
)


class ValueType(Enum):
    """What an expression gives."""

    NUMBER = "a number"
    FLAG = "true or false"
    TEXT = "a text"
    NOTHING = "nothing"
    """``null`` alone, which goes with everything."""


def type_of(node: Node, columns: Mapping[str, ValueType]) -> ValueType:  # noqa: C901, PLR0911 - a case for each
    """What ``node`` gives. Raises NotAllowed for what cannot be computed."""
    match node:
        case Literal():
            return _of_value(node)
        case Column():
            return columns[node.name]
        case Negative():
            return _all([node.of], ValueType.NUMBER, columns)
        case Arithmetic():
            return _all([node.left, node.right], ValueType.NUMBER, columns)
        case Comparison():
            return _alike([node.left, node.right], columns)
        case Not():
            return _all([node.of], ValueType.FLAG, columns)
        case And() | Or():
            return _all(node.parts, ValueType.FLAG, columns)
        case In():
            return _alike([node.of, *node.options], columns)
        case Between():
            return _alike([node.of, node.low, node.high], columns)
        case IsNull():
            type_of(node.of, columns)
            return ValueType.FLAG
        case Case():
            _all([condition for condition, _ in node.branches], ValueType.FLAG, columns)
            return _one([*(value for _, value in node.branches), node.otherwise], columns)
    assert_never(node)


def _of_value(literal: Literal) -> ValueType:
    match literal.value:
        case bool():
            return ValueType.FLAG
        case Decimal():
            return ValueType.NUMBER
        case str():
            return ValueType.TEXT
        case None:
            return ValueType.NOTHING
    assert_never(literal.value)


def _all(
    nodes: list[Node] | tuple[Node, ...], wanted: ValueType, columns: Mapping[str, ValueType]
) -> ValueType:
    """All give ``wanted``."""
    for node in nodes:
        found = type_of(node, columns)
        if found not in (wanted, ValueType.NOTHING):
            raise NotAllowed(f"{found.value} where {wanted.value} is expected")
    return wanted


def _one(nodes: list[Node], columns: Mapping[str, ValueType]) -> ValueType:
    """The one type that all of them give."""
    found = {type_of(node, columns) for node in nodes} - {ValueType.NOTHING}
    if len(found) > 1:
        raise NotAllowed(" beside ".join(sorted(value_type.value for value_type in found)))
    return found.pop() if found else ValueType.NOTHING


def _alike(nodes: list[Node], columns: Mapping[str, ValueType]) -> ValueType:
    """A comparison of what is of one type."""
    _one(nodes, columns)
    return ValueType.FLAG
