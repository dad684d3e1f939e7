"""One page of the list of projects."""

from __future__ import annotations

from zhouqi.cockpit.api.answers.projects import ProjectPage, ProjectRow
from zhouqi.cockpit.queries.listing import read_page, read_rows
from zhouqi.cockpit.queries.project_rows import ProjectOrder
from zhouqi.events.connection import Conn
from zhouqi.service.identity import Scope


async def project_page(
    conn: Conn, scope: Scope, asked: ProjectOrder, limit: int, cursor: str | None
) -> ProjectPage:
    """The page. Raises Problem 400 for a cursor of another list."""
    page = await read_page(conn, asked.within(scope), limit, cursor)
    return ProjectPage(
        as_of=page.as_of,
        total=page.total,
        first=page.first,
        items=page.items,
        next=page.next,
        previous=page.previous,
    )


async def project_rows(conn: Conn, scope: Scope, asked: ProjectOrder, limit: int) -> list[ProjectRow]:
    """The first ``limit`` rows of the list: for the export."""
    return await read_rows(conn, asked.within(scope), limit)
