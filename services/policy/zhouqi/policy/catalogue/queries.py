"""The catalogue as it was published, and what it comes to in a reader's scope."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from psycopg import sql
from psycopg.rows import dict_row
from pydantic import TypeAdapter

from zhouqi.events.contracts.policy import PolicyPublished
from zhouqi.events.log.connection import Conn
from zhouqi.policy.catalogue.diff import CataloguedPolicy
from zhouqi.policy.scope import ENTERPRISES
from zhouqi.service.identity.identity import Scope
from zhouqi.service.identity.scope import within

_EDITIONS: Final = TypeAdapter(tuple[PolicyPublished, ...])
_COUNTED: Final = sql.SQL(
    "select said ->> 'policy' as policy, count(*) filter (where said ->> 'verdict' = 'met') as met,"
    " count(*) filter (where said ->> 'verdict' = 'unmet') as unmet,"
    " count(*) filter (where said ->> 'verdict' = 'unknown') as unknown,"
    " coalesce(sum((said ->> 'amount')::numeric), 0) as amount"
    " from enterprise, json_array_elements(matches) as said where {} group by 1"
)


@dataclass(frozen=True, slots=True)
class MatchCounts:
    """How many enterprises a policy fits, does not fit, or cannot be told of; ``amount`` of the first in 万元."""

    met: int = 0
    unmet: int = 0
    unknown: int = 0
    amount: Decimal = Decimal(0)


async def match_counts(conn: Conn, scope: Scope) -> dict[str, MatchCounts]:
    """The figures of each policy that was matched with an enterprise in ``scope``, by its id."""
    narrowed = within(scope, ENTERPRISES)
    async with conn.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(_COUNTED.format(narrowed.sql), dict(narrowed.values))
        return {row.pop("policy"): MatchCounts(**row) for row in await cursor.fetchall()}


async def published_catalogue(conn: Conn) -> dict[str, CataloguedPolicy]:
    """Every policy that was ever published, by its id."""
    cursor = await conn.execute("select editions, lapsed, sequence from policy order by policy")
    kept = [
        CataloguedPolicy(_EDITIONS.validate_json(_json(editions)), int(str(lapsed)), int(str(sequence)))
        for editions, lapsed, sequence in await cursor.fetchall()
    ]
    return {one.published.policy: one for one in kept}


def _json(value: object) -> bytes:
    if not isinstance(value, bytes):
        raise TypeError(f"expected JSON, found {type(value).__name__}")
    return value
