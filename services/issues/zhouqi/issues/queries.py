"""What the API asks the read model: the issue within the caller's scope, and facts that commands need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from psycopg import sql
from psycopg.rows import class_row

from zhouqi.events.connection import Conn
from zhouqi.events.contracts.issues import Category, ClosedBy
from zhouqi.issues.acts import Issue, State
from zhouqi.issues.calendar import Calendar, Year
from zhouqi.service.identity import Scope
from zhouqi.service.predicate import ALWAYS
from zhouqi.service.registrations import REGISTRATIONS
from zhouqi.service.scope import Columns, within

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
        )


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """Where a project lies."""

    township: str | None
    enterprise: str
    withdrawn: bool


async def find(conn: Conn, scope: Scope | None, issue_id: UUID) -> IssueRow | None:
    """The issue, if it is within ``scope`` (None: whoever asks has a right to this one)."""
    narrowed = ALWAYS if scope is None else within(scope, ISSUES)
    query = sql.SQL(
        "select state, category, enterprise, department, rate_by, closed_by, reopened, last_at, sequence"
        " from issue where issue_id = %(issue)s and {}"
    ).format(narrowed.sql)
    async with conn.cursor(row_factory=class_row(IssueRow)) as cursor:
        await cursor.execute(query, {**narrowed.values, "issue": issue_id})
        return await cursor.fetchone()


async def has_done(conn: Conn, command: UUID) -> bool:
    """Whether the command was accepted before: whoever repeats it gets the same answer again.

    A command's id holds the account that sent it, so it is the caller's own.
    """
    cursor = await conn.execute("select from log.command where id = %s", (command,))
    return await cursor.fetchone() is not None


async def project(conn: Conn, scope: Scope, project_id: UUID) -> ProjectRow | None:
    """The project, if it is within ``scope``."""
    narrowed = within(scope, REGISTRATIONS)
    query = sql.SQL(
        "select township, enterprise, withdrawn from registration where project_id = %(project)s and {}"
        " order by withdrawn limit 1"
    ).format(narrowed.sql)
    async with conn.cursor(row_factory=class_row(ProjectRow)) as cursor:
        await cursor.execute(query, {**narrowed.values, "project": project_id})
        return await cursor.fetchone()


async def township_of(conn: Conn, enterprise: str) -> str | None:
    """The township that the register has for the enterprise."""
    cursor = await conn.execute("select township from enterprise where code = %s", (enterprise,))
    row = await cursor.fetchone()
    return None if row is None or row[0] is None else str(row[0])


async def departments(conn: Conn) -> frozenset[str]:
    """The codes of the county's departments."""
    cursor = await conn.execute("select distinct department from department_account")
    return frozenset(str(row[0]) for row in await cursor.fetchall())


async def calendar(conn: Conn) -> Calendar:
    """The working days as they are published now."""
    cursor = await conn.execute("select year, provisional, holidays, workdays from calendar_year")
    return Calendar(
        {
            int(str(year)): Year(provisional is True, _days(holidays), _days(workdays))
            for year, provisional, holidays, workdays in await cursor.fetchall()
        }
    )


def _days(value: object) -> frozenset[date]:
    return (
        frozenset(day for day in value if isinstance(day, date)) if isinstance(value, list) else frozenset()
    )
