"""How many rows each of several conditions selects, counted together so that they add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from psycopg import sql

from zhouqi.service.storage.predicate import Predicate


def counts(of: Mapping[str, Predicate]) -> sql.Composed:
    """A column for each condition; the conditions have no values of their own."""
    return sql.SQL(", ").join(
        sql.SQL("count(*) filter (where {}) as {}").format(one.sql, sql.Identifier(name))
        for name, one in of.items()
    )


def sums(of: Mapping[str, Predicate]) -> sql.Composed:
    """The same columns over groups of rows that the conditions don't tell apart, ``projects`` in each."""
    return sql.SQL(", ").join(
        sql.SQL("coalesce(sum(projects) filter (where {}), 0)::bigint as {}").format(
            one.sql, sql.Identifier(name)
        )
        for name, one in of.items()
    )


def totals(of: Iterable[str]) -> sql.Composed:
    """The same columns over groups of rows that were counted each."""
    return sql.SQL(", ").join(
        sql.SQL("coalesce(sum({0}), 0)::bigint as {0}").format(sql.Identifier(name)) for name in of
    )
