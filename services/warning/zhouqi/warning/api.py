"""HTTP of warning: a project's light and stalls, and the rules that they follow from."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final
from uuid import UUID

import msgspec
from fastapi import APIRouter, Response
from psycopg import sql
from pydantic import BaseModel, ConfigDict

from zhouqi.events.connection import Row
from zhouqi.events.contracts.warning import ClearedBy, Light, Stall
from zhouqi.service.consistency import AfterParam, await_place
from zhouqi.service.gate import require
from zhouqi.service.identity import Identity
from zhouqi.service.problems import NOT_FOUND, Problem
from zhouqi.service.registrations import REGISTRATIONS
from zhouqi.service.runtime import Runtime
from zhouqi.service.scope import within
from zhouqi.warning import rules
from zhouqi.warning.facts import Facts
from zhouqi.warning.judgement import Judged, Stage, judge
from zhouqi.warning.rules import Rules
from zhouqi.warning.warning import Said

_facts: Final = msgspec.json.Decoder(Facts)
_said: Final = msgspec.json.Decoder(Said)


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class EpisodeRow(_Answer):
    """A run of overdue days: ``since`` the first, ``until`` the first no more, absent while it lasts."""

    due: date
    since: date
    until: date | None
    by: ClearedBy | None


class StallRow(_Answer):
    """A stall that applies. ``light`` is absent while it waits; ``overdue`` in calendar days, negative before."""

    stall: Stall
    stage: Stage
    light: Light | None
    due: date | None
    overdue: int | None
    episodes: list[EpisodeRow]


class Warned(_Answer):
    """A project as of the close of ``day``; nothing is said before the first close, nor of a withdrawn one.

    ``rules`` is the version by which its light or a stall was changed last.
    """

    project_id: UUID
    day: date | None
    light: Light | None
    stall: Stall | None
    overdue: int | None
    rules: str | None
    stalls: list[StallRow]


def router(runtime: Runtime) -> APIRouter:
    """The routes below ``/api/warning``."""
    routes = APIRouter()

    @routes.get("/projects/{project_id}")
    async def project(
        project_id: UUID,
        identity: Annotated[Identity, require("project.read")],
        response: Response,
        after: AfterParam,
    ) -> Warned:
        """The project's light, and each of its stalls; 404 for a project outside the caller's scope."""
        await await_place(runtime.pool, after, response)
        withdrawn, facts, said, day = await _find(runtime, identity, project_id)
        judged: tuple[Judged, ...] = ()
        if day is not None and not withdrawn:
            judged = judge(facts, rules.in_force(), day).stalls
        return Warned(
            project_id=project_id,
            day=day,
            light=said.light,
            stall=said.stall,
            overdue=_overdue(said.due, day),
            rules=said.rules,
            stalls=[_row(one, said, day) for one in judged],
        )

    @routes.get("/rules", dependencies=[require("project.read")])
    async def county_rules() -> Rules:
        """The county's rules as they are applied now."""
        return rules.in_force()

    return routes


async def _find(
    runtime: Runtime, identity: Identity, project_id: UUID
) -> tuple[bool, Facts, Said, date | None]:
    """Whether the project is withdrawn, what is known and said of it, and the last day that was judged."""
    scope = within(identity.scope, REGISTRATIONS, "r")
    query = sql.SQL(
        "select r.withdrawn, f.facts, w.said, (select d.date from closed_day d where exists"
        " (select from log.journal j where j.stream = d.stream and j.position <="
        " (select c.position from log.cursor c where c.name = 'reaction:judge'))"
        " order by d.date desc limit 1)"
        " from registration r left join project_facts f on f.project_id = r.project_id"
        " left join warning w on w.project_id = r.project_id"
        " where r.project_id = %(project)s and {} order by r.withdrawn limit 1"
    ).format(scope.sql)
    async with runtime.pool.connection() as conn:
        row: Row | None = await (
            await conn.execute(query, {**scope.values, "project": project_id})
        ).fetchone()
    if row is None:
        raise Problem(NOT_FOUND)
    withdrawn, facts, said, day = row
    return (
        withdrawn is True,
        _facts.decode(facts) if isinstance(facts, bytes) else Facts(),
        _said.decode(said) if isinstance(said, bytes) else Said(),
        day if isinstance(day, date) else None,
    )


def _row(judged: Judged, said: Said, day: date | None) -> StallRow:
    return StallRow(
        stall=judged.stall,
        stage=judged.stage,
        light=judged.light,
        due=judged.due,
        overdue=_overdue(judged.due, day) if judged.stage is Stage.RUNNING else None,
        episodes=[
            EpisodeRow(due=one.due, since=one.since, until=one.until, by=one.by)
            for one in said.episodes
            if one.stall is judged.stall
        ],
    )


def _overdue(due: date | None, day: date | None) -> int | None:
    return None if due is None or day is None else (day - due).days
