"""The issue as the read model has it, within the caller's scope; and what was accepted before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from psycopg import sql
from psycopg.rows import class_row

from zhouqi.events.contracts.issues import Category, ClosedBy
from zhouqi.events.log.connection import Conn
from zhouqi.issues.workflow.state import Issue, State
from zhouqi.service.identity.identity import Scope
from zhouqi.service.identity.scope import Columns, within
from zhouqi.service.storage.predicate import ALWAYS

ISSUES: Final = Columns(township="township", department="department", enterprise="enterprise")
"""An issue is its township's, its enterprise's, and the department's that it is assigned to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRow:
    """An issue as it stands at ``sequence``."""

    state: str
    category: str
    enterprise: str | None
    department: str | None
    rate_by: date | None
    sign_by: date | None
    closed_by: str | None
    reopened: int
    last_at: datetime
    sequence: int

    @property
    def issue(self) -> Issue:
        """What the rules ask of it."""
        return Issue(
            State(self.state),
            Category(self.category),
            self.enterprise,
            self.department,
            self.rate_by,
            None if self.closed_by is None else ClosedBy(self.closed_by),
            self.reopened,
            self.sign_by,
        )


async def find_issue(conn: Conn, scope: Scope | None, issue_id: UUID) -> IssueRow | None:
    """The issue, if it is within ``scope`` (None: whoever asks has a right to this one)."""
    narrowed = ALWAYS if scope is None else within(scope, ISSUES)
    query = sql.SQL(
        "select state, category, enterprise, department, sign_by, rate_by, closed_by, reopened, last_at, sequence"
        " from issue where issue_id = %(issue)s and {}"
    ).format(narrowed.sql)
    async with conn.cursor(row_factory=class_row(IssueRow)) as cursor:
        await cursor.execute(query, {**narrowed.values, "issue": issue_id})
        return await cursor.fetchone()


async def was_accepted(conn: Conn, command: UUID) -> bool:
    """Whether the command was accepted before: whoever repeats it gets the same answer again.

    A command's id holds the account that sent it, so it is the caller's own.
    """
    cursor = await conn.execute("select from log.command where id = %s", (command,))
    return await cursor.fetchone() is not None
