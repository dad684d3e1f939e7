"""The policies for a project's enterprise; the caller has found the project within the reader's scope."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from psycopg import sql
from psycopg.rows import dict_row

from zhouqi.cockpit.policies.schemas import MatchedPolicy, MissingField, PolicyCondition
from zhouqi.events.log.connection import Conn

_POLICIES: Final = sql.SQL(
    "select p.policy, p.zh, p.en, p.conditions, m.day, m.verdict, m.amount, m.reasons, m.missing from match m"
    " join policy p on p.policy = m.policy and p.edition = m.edition and not p.withdrawn"
    " where m.enterprise = %(enterprise)s order by p.policy"
)
_DEPARTMENTS: Final = sql.SQL("select code, name from department")


async def policies(conn: Conn, enterprise: str) -> tuple[date | None, list[MatchedPolicy]]:
    """The policies that were looked at for the enterprise, and the day as of which they were."""
    names = {str(code): str(name) async for code, name in await conn.execute(_DEPARTMENTS)}
    async with conn.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(_POLICIES, {"enterprise": enterprise})
        rows = await cursor.fetchall()
    return rows[0]["day"] if rows else None, [_matched(row, names) for row in rows]


def _matched(row: dict[str, Any], names: Mapping[str, str]) -> MatchedPolicy:
    reasons = {one["condition"]: one for one in row["reasons"]}
    return MatchedPolicy(
        policy=row["policy"],
        zh=row["zh"],
        en=row["en"],
        verdict=row["verdict"],
        amount=row["amount"],
        conditions=[
            PolicyCondition(
                **condition,
                verdict=reasons[condition["code"]]["verdict"],
                missing=_missing(reasons[condition["code"]]["missing"], names),
            )
            for condition in row["conditions"]
            if condition["code"] in reasons
        ],
        missing=_missing(row["missing"], names),
    )


def _missing(fields: list[dict[str, str]], names: Mapping[str, str]) -> list[MissingField]:
    return [
        MissingField(
            field=one["field"],
            department=one["department"],
            department_name=names.get(one["department"], one["department"]),
        )
        for one in fields
    ]
