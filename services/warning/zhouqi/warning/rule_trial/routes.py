"""HTTP of a trial of other rules."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter

from zhouqi.events.contracts.warning import Stall
from zhouqi.service.http.problems import TIMEOUT, Problem
from zhouqi.service.identity.authorization import require
from zhouqi.service.identity.identity import Identity
from zhouqi.service.runtime import Runtime
from zhouqi.warning import rules
from zhouqi.warning.judged_day.queries import judged_days
from zhouqi.warning.rule_trial.difference import GRAVEST_FIRST, Changed, Differences, Standing, trial_book
from zhouqi.warning.rule_trial.queries import known_projects
from zhouqi.warning.rule_trial.rejections import DAY_NOT_JUDGED, NOTHING_JUDGED, SINCE_AFTER_DAY
from zhouqi.warning.rule_trial.schemas import (
    ChangedProject,
    LightCount,
    RuleTrial,
    StallCount,
    StandingRow,
    TrialBody,
)

MOST_SHOWN: Final = 500
SECONDS: Final = 60.0
"""How long a trial may take, its turn included; 100,000 projects take about 11 s of one core."""


def router(runtime: Runtime) -> APIRouter:
    """The route of a trial."""
    routes = APIRouter()
    turn = asyncio.Lock()

    @routes.post("/rules/trial")
    async def rule_trial(body: TrialBody, identity: Annotated[Identity, require("rules.try")]) -> RuleTrial:
        """Which projects would show another light or other stalls under these rules, as of a day. Publishes nothing.

        Compared is by all that is known now. One trial is worked on at a time, and off the event loop.
        """
        day = await _day(runtime, body.as_of)
        since = body.since or day
        if since > day:
            raise Problem(SINCE_AFTER_DAY, extra={"field": "since"})
        in_force = rules.rule_book()
        trial = trial_book(in_force, body.stall, since)
        found, stuck = Differences(), 0
        try:
            async with asyncio.timeout(SECONDS), turn:
                async for batch in known_projects(runtime, identity):
                    stuck += batch.stuck
                    await asyncio.to_thread(found.add, batch.known, in_force, trial, day)
        except TimeoutError:
            raise Problem(TIMEOUT) from None
        return RuleTrial(
            as_of=day,
            since=since,
            rules=in_force.on(day).version,
            judged=found.judged,
            not_judged=stuck,
            lights=[
                LightCount(light=one, before=found.lights_before[one], after=found.lights_after[one])
                for one in GRAVEST_FIRST
            ],
            stalls=[
                StallCount(stall=one, before=found.stalls_before[one], after=found.stalls_after[one])
                for one in Stall
            ],
            changed=len(found.changed),
            projects=[_row(one) for one in found.gravest(MOST_SHOWN)],
        )

    return routes


async def _day(runtime: Runtime, asked: date | None) -> date:
    """The day to try. Raises Problem when it was not judged, or none was."""
    async with runtime.pool.connection() as conn:
        judged = await judged_days(conn)
    if judged is None:
        raise Problem(NOTHING_JUDGED)
    first, last = judged
    if asked is not None and not first <= asked <= last:
        raise Problem(
            DAY_NOT_JUDGED, extra={"field": "as_of", "first": first.isoformat(), "last": last.isoformat()}
        )
    return asked or last


def _row(one: Changed) -> ChangedProject:
    return ChangedProject(
        project_id=one.project_id,
        township=one.township,
        before=_standing(one.before),
        after=_standing(one.after),
    )


def _standing(one: Standing) -> StandingRow:
    return StandingRow(light=one.light, stall=one.stall, due=one.due, stalls=list(one.stalls))
