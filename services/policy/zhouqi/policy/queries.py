"""What is asked of the read model."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from typing import Final

import msgspec
from psycopg import sql
from psycopg.rows import dict_row

from zhouqi.events.connection import Conn
from zhouqi.events.contracts.policy import EnterpriseProfiled, Match, PolicyPublished
from zhouqi.service.identity import Scope
from zhouqi.service.scope import OPEN, Columns, within

ENTERPRISES: Final = Columns(township="township", department=OPEN, enterprise="enterprise")
"""An enterprise is its own and its township's; departments look after those of the whole county."""


_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Kept:
    """A policy as it stands in the catalogue at ``sequence``."""

    published: PolicyPublished
    withdrawn: bool
    sequence: int


@dataclass(frozen=True, slots=True)
class Matched:
    """What was published of an enterprise; ``day`` is that of the matches, if there were any yet."""

    profile: EnterpriseProfiled
    day: date | None
    matches: tuple[Match, ...]


async def catalogue(conn: Conn) -> dict[str, Kept]:
    """Every policy that was ever published, by its id."""
    cursor = await conn.execute("select published, withdrawn, sequence from policy order by policy")
    kept = [
        Kept(PolicyPublished.model_validate_json(_bytes(published)), withdrawn is True, int(str(sequence)))
        for published, withdrawn, sequence in await cursor.fetchall()
    ]
    return {one.published.policy: one for one in kept}


async def profiles(conn: Conn) -> AsyncIterator[list[EnterpriseProfiled]]:
    """The profile of every enterprise, from all that is known now; some at a time."""
    async with conn.cursor(row_factory=dict_row) as cursor:
        await cursor.execute("select * from profile order by enterprise")
        while rows := await cursor.fetchmany(_AT_ONCE):
            yield [EnterpriseProfiled.model_validate(row) for row in rows]


async def last_closed(conn: Conn) -> date | None:
    """The last closed day that is known here."""
    row = await (await conn.execute("select max(date) from closed_day")).fetchone()
    return row[0] if row is not None and isinstance(row[0], date) else None


async def enterprise(conn: Conn, scope: Scope, code: str) -> Matched | None:
    """What was published of the enterprise, if it is within ``scope``."""
    narrowed = within(scope, ENTERPRISES)
    query = sql.SQL("select profile, day, matches from enterprise where enterprise = %(code)s and {}").format(
        narrowed.sql
    )
    row = await (await conn.execute(query, {**narrowed.values, "code": code})).fetchone()
    if row is None:
        return None
    profile, day, matches = row
    return Matched(
        EnterpriseProfiled.model_validate_json(_bytes(profile)),
        day if isinstance(day, date) else None,
        tuple(Match.model_validate(one) for one in msgspec.json.decode(_bytes(matches))),
    )


def _bytes(value: object) -> bytes:
    if not isinstance(value, bytes):
        raise TypeError(f"expected JSON, found {type(value).__name__}")
    return value
