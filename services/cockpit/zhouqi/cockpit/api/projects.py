"""The list of projects, its figures, one project, and its trail."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, TypeVar
from uuid import UUID

from fastapi import APIRouter, Response

from zhouqi.cockpit.api.answers.base import Order
from zhouqi.cockpit.api.answers.project import Project
from zhouqi.cockpit.api.answers.projects import Figures, ProjectPage, ProjectRow, Sort
from zhouqi.cockpit.api.answers.trail import Trail
from zhouqi.cockpit.api.asked import Chosen, Direction, SortBy, Spoken
from zhouqi.cockpit.api.readers import issues_of
from zhouqi.cockpit.industries import industry_name
from zhouqi.cockpit.queries.figures import figures
from zhouqi.cockpit.queries.listing import read_page
from zhouqi.cockpit.queries.project import find_project
from zhouqi.cockpit.queries.project_rows import ProjectOrder
from zhouqi.cockpit.queries.trail import project_trail
from zhouqi.service.consistency import AfterParam, await_place
from zhouqi.service.gate import require
from zhouqi.service.identity import Identity
from zhouqi.service.language import Language
from zhouqi.service.paging import CursorText, Limit
from zhouqi.service.problems import NOT_FOUND, Problem
from zhouqi.service.runtime import Runtime

R = TypeVar("R", bound=ProjectRow)
Reader = Annotated[Identity, require("project.read")]


def routes(runtime: Runtime) -> APIRouter:
    """``/projects`` and what lies below it."""
    router = APIRouter(prefix="/projects")

    @router.get("")
    async def list_projects(
        identity: Reader,
        response: Response,
        language: Spoken,
        chosen: Chosen,
        after: AfterParam,
        sort: SortBy = Sort.UPDATED_AT,
        order: Direction = Order.DESC,
        limit: Limit = 50,
        cursor: CursorText = None,
    ) -> ProjectPage:
        """One page of the projects within the reader's scope."""
        await await_place(runtime.pool, after, response)
        async with runtime.pool.connection() as conn:
            asked = ProjectOrder(chosen, sort, order)
            page = await read_page(conn, asked.within(identity.scope), limit, cursor)
        return ProjectPage(**{**dict(page), "items": named(page.items, language)})

    @router.get("/figures")
    async def read_figures(identity: Reader, response: Response, after: AfterParam) -> Figures:
        """The numbers of everything within the reader's scope."""
        await await_place(runtime.pool, after, response)
        async with runtime.pool.connection() as conn:
            return await figures(conn, identity.scope)

    @router.get("/{project_id}")
    async def read_project(
        project_id: UUID, identity: Reader, response: Response, language: Spoken, after: AfterParam
    ) -> Project:
        """One project. What lies outside the reader's scope does not exist."""
        await await_place(runtime.pool, after, response)
        async with runtime.pool.connection() as conn:
            found = await find_project(
                conn, identity.scope, issues_of(runtime, identity), project_id, runtime.clock.today()
            )
        if found is None:
            raise Problem(NOT_FOUND)
        return named([found], language)[0]

    @router.get("/{project_id}/trail")
    async def read_trail(
        project_id: UUID,
        identity: Reader,
        response: Response,
        after: AfterParam,
        limit: Limit = 50,
        cursor: CursorText = None,
    ) -> Trail:
        """Everything that happened to the project, the last first, down to its data: its registration,
        its records, what was decided of it, and its issues within the reader's scope.
        """
        await await_place(runtime.pool, after, response)
        async with runtime.pool.connection() as conn:
            found = await project_trail(
                conn, identity.scope, issues_of(runtime, identity), project_id, limit, cursor
            )
        if found is None:
            raise Problem(NOT_FOUND)
        return found

    return router


def named(rows: Iterable[R], language: Language) -> list[R]:
    """``rows`` with their industries' names."""
    return [row.model_copy(update={"industry_name": industry_name(row.industry, language)}) for row in rows]
