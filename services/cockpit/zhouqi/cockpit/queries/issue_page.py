"""One page of the list of issues."""

from __future__ import annotations

from zhouqi.cockpit.api.answers.issues import IssuePage, IssueRow
from zhouqi.cockpit.queries.issue_rows import IssueOrder
from zhouqi.cockpit.queries.listing import read_page, read_rows
from zhouqi.events.connection import Conn
from zhouqi.service.identity import Scope


async def issue_page(
    conn: Conn, scope: Scope, asked: IssueOrder, limit: int, cursor: str | None
) -> IssuePage:
    """The page. Raises Problem 400 for a cursor of another list."""
    page = await read_page(conn, asked.within(scope), limit, cursor)
    return IssuePage(
        as_of=page.as_of,
        total=page.total,
        first=page.first,
        items=page.items,
        next=page.next,
        previous=page.previous,
    )


async def issue_rows(conn: Conn, scope: Scope, asked: IssueOrder, limit: int) -> list[IssueRow]:
    """The first ``limit`` rows of the list: for the export, and for a project's page."""
    return await read_rows(conn, asked.within(scope), limit)
