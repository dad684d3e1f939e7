"""The columns of a summary, each said once: its type, and what it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class SummaryColumn(NamedTuple):
    """A column: its SQL type, and the expression that makes it."""

    type: str
    expression: str


def types(columns: Mapping[str, SummaryColumn]) -> dict[str, str]:
    """The columns as :class:`~zhouqi.events.Summary` takes them."""
    return {name: one.type for name, one in columns.items()}


def select(columns: Mapping[str, SummaryColumn], source: str) -> str:
    """The query of all columns, in their order, out of ``source``: its ``from`` and what follows.

    >>> select({"id": SummaryColumn("uuid", "p.id"), "name": SummaryColumn("text", "upper(p.name)")}, "from person p")
    'select p.id as id, upper(p.name) as name from person p'
    """
    made = ", ".join(f"{one.expression} as {name}" for name, one in columns.items())
    return f"select {made} {source}"
