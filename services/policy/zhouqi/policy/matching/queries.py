"""What was published of an enterprise, and up to which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import msgspec
from psycopg import sql

from zhouqi.events.contracts.policy import EnterpriseProfiled, Match
from zhouqi.events.log.connection import Conn
from zhouqi.policy.scope import ENTERPRISES
from zhouqi.service.identity.identity import Scope
from zhouqi.service.identity.scope import within


@dataclass(frozen=True, slots=True)
class EnterpriseMatches:
    """What was published of an enterprise; ``day`` is that of the matches, if there were any yet."""

    profile: EnterpriseProfiled
    day: date | None
    matches: tuple[Match, ...]


async def last_closed(conn: Conn) -> date | None:
    """The last closed day that is known here."""
    row = await (await conn.execute("select max(date) from closed_day")).fetchone()
    return row[0] if row is not None and isinstance(row[0], date) else None


async def matches_of(conn: Conn, scope: Scope, code: str) -> EnterpriseMatches | None:
    """What was published of the enterprise, if it is within ``scope``."""
    narrowed = within(scope, ENTERPRISES)
    query = sql.SQL("select profile, day, matches from enterprise where enterprise = %(code)s and {}").format(
        narrowed.sql
    )
    row = await (await conn.execute(query, {**narrowed.values, "code": code})).fetchone()
    if row is None:
        return None
    profile, day, matches = row
    return EnterpriseMatches(
        EnterpriseProfiled.model_validate_json(_json(profile)),
        day if isinstance(day, date) else None,
        tuple(Match.model_validate(one) for one in msgspec.json.decode(_json(matches))),
    )


def _json(value: object) -> bytes:
    if not isinstance(value, bytes):
        raise TypeError(f"expected JSON, found {type(value).__name__}")
    return value
