"""What a project's page shows beside its row; the caller has found the project within the reader's scope."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from psycopg import sql
from psycopg.rows import class_row, dict_row

from zhouqi.cockpit.api.answers.project import (
    ApprovedExtension,
    Episode,
    MatchedPolicy,
    PolicyCondition,
    ProjectKind,
    ProjectMilestone,
)
from zhouqi.cockpit.kinds import KINDS
from zhouqi.events.connection import Conn
from zhouqi.events.contracts.milestone import Milestone

_NOTHING: Final = dict.fromkeys(("due", "on", "counts_from", "basis", "document")) | {"reached": False}
_MILESTONES: Final = sql.SQL(
    'select milestone, due, reached_on as "on", reached, counts_from, basis, document'
    " from project_milestone where stream = 'project/' || %(id)s::text"
)
_EXTENSIONS: Final = sql.SQL(
    "select milestone, due, approved_on, document from project_extension"
    " where stream = 'project/' || %(id)s::text order by approved_on, due"
)
_EPISODES: Final = sql.SQL(
    "select stall, due, since, until, by from episode where stream = 'warning/' || %(id)s::text"
    " order by since, stall"
)
_KINDS: Final = sql.SQL(
    "select k.kind, coalesce(k.kind = any(c.applicable), false) as applicable,"
    " coalesce(k.kind = any(c.connected), false) as connected, count(r.stream) as records,"
    " max(r.updated_at) as updated_at"
    " from unnest(%(kinds)s::text[]) with ordinality as k(kind, place)"
    " left join connection c on c.stream = 'connection/' || %(id)s::text"
    " left join source_record r on r.kind = k.kind and r.project_id = %(id)s and not r.withdrawn"
    " group by k.kind, k.place, c.applicable, c.connected order by k.place"
)
_POLICIES: Final = sql.SQL(
    "select p.policy, p.zh, p.en, p.conditions, m.day, m.amount, m.met from match m"
    " join policy p on p.policy = m.policy and not p.withdrawn"
    " where m.enterprise = %(enterprise)s order by p.policy"
)


async def milestones(conn: Conn, project_id: UUID) -> list[ProjectMilestone]:
    """All seven, in the order of a project's life, each with its extensions in the order of approval."""
    async with conn.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(_EXTENSIONS, {"id": project_id})
        extensions = await cursor.fetchall()
        await cursor.execute(_MILESTONES, {"id": project_id})
        known = {row["milestone"]: row for row in await cursor.fetchall()}
    return [
        ProjectMilestone(
            **known.get(milestone, {**_NOTHING, "milestone": milestone}),
            extensions=[
                ApprovedExtension(due=one["due"], approved_on=one["approved_on"], document=one["document"])
                for one in extensions
                if one["milestone"] == milestone
            ],
        )
        for milestone in Milestone
    ]


async def episodes(conn: Conn, project_id: UUID) -> list[Episode]:
    """The episodes of its stalls, the first to begin first."""
    async with conn.cursor(row_factory=class_row(Episode)) as cursor:
        await cursor.execute(_EPISODES, {"id": project_id})
        return await cursor.fetchall()


async def kinds(conn: Conn, project_id: UUID) -> list[ProjectKind]:
    """All kinds of data, in the order of the catalogue."""
    async with conn.cursor(row_factory=class_row(ProjectKind)) as cursor:
        await cursor.execute(_KINDS, {"id": project_id, "kinds": list(KINDS)})
        return await cursor.fetchall()


async def policies(conn: Conn, enterprise: str) -> tuple[date | None, list[MatchedPolicy]]:
    """The policies that were looked at for the enterprise, and the day as of which they were."""
    async with conn.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(_POLICIES, {"enterprise": enterprise})
        rows = await cursor.fetchall()
    matched = [
        MatchedPolicy(
            policy=row["policy"],
            zh=row["zh"],
            en=row["en"],
            amount=row["amount"],
            met=all(row["met"].values()),
            conditions=[
                PolicyCondition(**condition, met=row["met"][condition["code"]])
                for condition in row["conditions"]
                if condition["code"] in row["met"]
            ],
        )
        for row in rows
    ]
    return rows[0]["day"] if rows else None, matched
