"""The rows that lie within an account's scope, as SQL.

Every list, count, trail and event stream is narrowed by :func:`within`, and so is the search for the one row
that a command changes: what lies outside does not exist for the caller. No other place says it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import reduce
from operator import and_
from typing import Final

from psycopg import sql

from zhouqi.service.identity.identity import Scope
from zhouqi.service.storage.predicate import ALWAYS, NEVER, Predicate


class Open(Enum):
    """Marks a dimension that does not bound a kind of row; it has to be said, never follows from silence."""

    OPEN = "open"


OPEN: Final = Open.OPEN


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a table keeps the township, department and enterprise of a row.

    ``OPEN`` for a dimension says that rows of this table are no department's (township's,
    enterprise's) own, so that the dimension does not bound them::

        PROJECTS = Columns(township="township", department=OPEN, enterprise="enterprise_code")
    """

    township: str | Open
    department: str | Open
    enterprise: str | Open


def within(scope: Scope, columns: Columns, table: str | None = None) -> Predicate:
    """A predicate over ``columns`` (of ``table`` or its alias) that is true for the rows in ``scope``.

    For each dimension that narrows the scope the row's code must be one of the scope's; a row without
    a code is outside. A scope that names nothing contains nothing.
    """
    if scope.everywhere:
        return ALWAYS
    narrowing = [
        _one_of(dimension, column, codes, table)
        for dimension, column, codes in (
            ("townships", columns.township, scope.townships),
            ("departments", columns.department, scope.departments),
            ("enterprises", columns.enterprise, scope.enterprises),
        )
        if codes
    ]
    return reduce(and_, narrowing) if narrowing else NEVER


def _one_of(dimension: str, column: str | Open, codes: frozenset[str], table: str | None) -> Predicate:
    if isinstance(column, Open):
        return ALWAYS
    name = sql.Identifier(column) if table is None else sql.Identifier(table, column)
    value = f"scope_{dimension}"
    condition = sql.SQL("coalesce({} = any({}::text[]), false)").format(name, sql.Placeholder(value))
    return Predicate(condition, {value: sorted(codes)})
