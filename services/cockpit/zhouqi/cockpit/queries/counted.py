"""How many rows of a list each of several conditions selects, counted together so that they add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from psycopg import sql

from zhouqi.cockpit.api.answers.projects import Stalled, Status
from zhouqi.cockpit.queries.project_filter import FULL_VIEW, has_light, has_status, is_stalled
from zhouqi.events.contracts.warning import Light
from zhouqi.service.predicate import Predicate

REGISTERED: Final = has_status(Status.REGISTERED)

LIGHTS: Final[Mapping[str, Predicate]] = {light.value: REGISTERED & has_light(light) for light in Light}
STALLED: Final[Mapping[str, Predicate]] = {one.value: REGISTERED & is_stalled(one) for one in Stalled}
STOCK: Final[Mapping[str, Predicate]] = {**LIGHTS, **STALLED, "full_view": REGISTERED & FULL_VIEW}
"""The figures of the county's stock, each under the name that answers give it."""


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
