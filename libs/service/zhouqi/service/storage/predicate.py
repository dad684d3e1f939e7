"""Conditions of a query, each with the values that it speaks of.

A value never becomes part of the SQL text: not even a quoted one, in which ``%`` would still be read as
the beginning of a placeholder.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from psycopg import sql


@dataclass(frozen=True, slots=True)
class Predicate:
    """A condition with named placeholders, and their values::

    where = within(scope, PROJECTS) & Predicate(sql.SQL("stuck = %(stuck)s"), {"stuck": True})
    query = sql.SQL("select … where {} limit %(limit)s").format(where.sql)
    await conn.execute(query, {**where.values, "limit": 50})
    """

    sql: sql.Composable
    values: Mapping[str, object] = field(default_factory=dict)

    def __and__(self, other: Predicate) -> Predicate:
        """Both. Raises ValueError when the two give one name different values."""
        for name in self.values.keys() & other.values.keys():
            if self.values[name] != other.values[name]:
                raise ValueError(f"two values for %({name})s")
        both = sql.SQL("({} and {})").format(self.sql, other.sql)
        return Predicate(both, {**self.values, **other.values})


ALWAYS: Final = Predicate(sql.SQL("true"))
NEVER: Final = Predicate(sql.SQL("false"))
