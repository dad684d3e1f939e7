"""What a policy's conditions and amount may say, and what they give where something is not known. Pure.

A policy is written by people of a county, and runs over everything that is known of every enterprise: so only
what conditions and amounts need is let in. Columns of the profile, numbers, texts, arithmetic, comparisons,
``and or not``, ``is null``, ``in``, ``between`` and ``case``, written as in SQL and bounded in size and depth; no
functions, no subqueries, no comments. Nothing that passes :func:`parse` and :func:`type_of` can fail to be
computed.
"""

from zhouqi.policy.expressions.evaluation import Known, Result, Row, Unknown, evaluate
from zhouqi.policy.expressions.parser import parse
from zhouqi.policy.expressions.tokens import NotAllowed
from zhouqi.policy.expressions.tree import Node
from zhouqi.policy.expressions.value_types import ValueType, type_of

__all__ = [
    "Known",
    "Node",
    "NotAllowed",
    "Result",
    "Row",
    "Unknown",
    "ValueType",
    "evaluate",
    "parse",
    "type_of",
]
