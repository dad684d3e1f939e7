"""A policy whose expressions were read: what it asks of a profile, and what it gives. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from zhouqi.events.contracts.policy import PolicyPublished
from zhouqi.policy.expressions import Node, NotAllowed, ValueType, parse, type_of
from zhouqi.policy.profile.columns import COLUMNS


class WrongExpression(Exception):
    """An expression holds what it may not, or gives what it may not; the text says which and why."""


@dataclass(frozen=True, slots=True)
class CompiledPolicy:
    """A policy, its expressions read."""

    policy: PolicyPublished
    conditions: tuple[Node, ...]
    amount: Node


def compile_policy(policy: PolicyPublished) -> CompiledPolicy:
    """Read its expressions. Raises WrongExpression unless conditions give true or false, and the amount a number."""
    return CompiledPolicy(
        policy,
        tuple(_tree(policy, one.code, one.expression, ValueType.FLAG) for one in policy.conditions),
        _tree(policy, "amount", policy.amount, ValueType.NUMBER),
    )


def _tree(policy: PolicyPublished, place: str, expression: str, wanted: ValueType) -> Node:
    try:
        tree = parse(expression, COLUMNS)
        found = type_of(tree, COLUMNS)
    except NotAllowed as error:
        raise WrongExpression(f"{policy.policy}: {place}: {error} is not allowed") from None
    if found is not wanted:
        raise WrongExpression(f"{policy.policy}: {place} is not {wanted.value} but {found.value}")
    return tree
