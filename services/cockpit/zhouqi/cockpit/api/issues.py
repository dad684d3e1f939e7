"""The list of issues, its figures, one issue, and its trail."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response

from zhouqi.cockpit.api.answers.base import Order
from zhouqi.cockpit.api.answers.issues import Issue, IssueListFigures, IssuePage, IssueSort
from zhouqi.cockpit.api.answers.trail import Trail
from zhouqi.cockpit.api.asked import ChosenIssues, Direction, IssueSortBy
from zhouqi.cockpit.queries.issue import find_issue
from zhouqi.cockpit.queries.issue_figures import issue_figures
from zhouqi.cockpit.queries.issue_rows import IssueOrder
from zhouqi.cockpit.queries.listing import read_page
from zhouqi.cockpit.queries.trail import issue_trail
from zhouqi.service.consistency import AfterParam, await_place
from zhouqi.service.gate import require
from zhouqi.service.identity import Identity
from zhouqi.service.paging import CursorText, Limit
from zhouqi.service.problems import NOT_FOUND, Problem
from zhouqi.service.runtime import Runtime

Reader = Annotated[Identity, require("issue.read")]


def routes(runtime: Runtime) -> APIRouter:
    """``/issues`` and what lies below it."""
    router = APIRouter(prefix="/issues")

    @router.get("")
    async def list_issues(
        identity: Reader,
        response: Response,
        chosen: ChosenIssues,
        after: AfterParam,
        sort: IssueSortBy = IssueSort.UPDATED_AT,
        order: Direction = Order.DESC,
        limit: Limit = 50,
        cursor: CursorText = None,
    ) -> IssuePage:
        """One page of the issues within the reader's scope."""
        await await_place(runtime.pool, after, response)
        async with runtime.pool.connection() as conn:
            asked = IssueOrder(chosen, sort, order, runtime.clock.today())
            page = await read_page(conn, asked.within(identity.scope), limit, cursor)
        return IssuePage(**dict(page))

    @router.get("/figures")
    async def read_issue_figures(identity: Reader, response: Response, after: AfterParam) -> IssueListFigures:
        """The numbers of all issues within the reader's scope."""
        await await_place(runtime.pool, after, response)
        async with runtime.pool.connection() as conn:
            return await issue_figures(conn, identity.scope)

    @router.get("/{issue_id}")
    async def read_issue(issue_id: UUID, identity: Reader, response: Response, after: AfterParam) -> Issue:
        """One issue. What lies outside the reader's scope does not exist."""
        await await_place(runtime.pool, after, response)
        async with runtime.pool.connection() as conn:
            found = await find_issue(conn, identity.scope, issue_id, runtime.clock.today())
        if found is None:
            raise Problem(NOT_FOUND)
        return found

    @router.get("/{issue_id}/trail")
    async def read_issue_trail(
        issue_id: UUID,
        identity: Reader,
        response: Response,
        after: AfterParam,
        limit: Limit = 50,
        cursor: CursorText = None,
    ) -> Trail:
        """The issue's events, the last to occur first, down to their data."""
        await await_place(runtime.pool, after, response)
        async with runtime.pool.connection() as conn:
            found = await issue_trail(conn, identity.scope, issue_id, limit, cursor)
        if found is None:
            raise Problem(NOT_FOUND)
        return found

    return router
