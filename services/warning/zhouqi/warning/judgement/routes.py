"""HTTP of a project's light and stalls."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response

from zhouqi.service.http.consistency import AfterParam, await_place
from zhouqi.service.identity.authorization import require
from zhouqi.service.identity.identity import Identity
from zhouqi.service.runtime import Runtime
from zhouqi.warning import rules
from zhouqi.warning.judgement.judge import JudgedStall, judge
from zhouqi.warning.judgement.published import Published
from zhouqi.warning.judgement.queries import find_project
from zhouqi.warning.judgement.schemas import EpisodeRow, ProjectWarning, StallRow
from zhouqi.warning.stalls.episodes import Stage


def router(runtime: Runtime) -> APIRouter:
    """The route of a project."""
    routes = APIRouter()

    @routes.get("/projects/{project_id}")
    async def project(
        project_id: UUID,
        identity: Annotated[Identity, require("project.read")],
        response: Response,
        after: AfterParam,
    ) -> ProjectWarning:
        """The project's light, and each of its stalls; 404 for a project outside the caller's scope."""
        await await_place(runtime.pool, after, response)
        found = await find_project(runtime, identity, project_id)
        published, day = found.published, found.day
        judged: tuple[JudgedStall, ...] = ()
        if day is not None and not found.withdrawn:
            judged = judge(found.facts, rules.rule_book(), day).stalls
        return ProjectWarning(
            project_id=project_id,
            day=day,
            light=published.light,
            stall=published.stall,
            overdue=_overdue(published.due, day),
            rules=None if day is None else rules.rule_book().on(day).version,
            stalls=[_row(one, published, day) for one in judged],
        )

    return routes


def _row(judged: JudgedStall, published: Published, day: date | None) -> StallRow:
    return StallRow(
        stall=judged.stall,
        stage=judged.stage,
        light=judged.light,
        due=judged.due,
        overdue=_overdue(judged.due, day) if judged.stage is Stage.RUNNING else None,
        episodes=[
            EpisodeRow(due=one.due, since=one.since, until=one.until, by=one.by)
            for one in published.episodes
            if one.stall is judged.stall
        ],
    )


def _overdue(due: date | None, day: date | None) -> int | None:
    return None if due is None or day is None else (day - due).days
