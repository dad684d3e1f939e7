"""One round: the people do everything that is due, each issue in its order, the projects' acts in theirs."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import UUID

from pydantic import BaseModel, RootModel

from zhouqi.sources.county.accounts import TAKEOVER
from zhouqi.sources.county.acts import Act, ActKind
from zhouqi.sources.people.act_requests import (
    ActRequest,
    assign_request,
    batches,
    confirm_request,
    issue_request,
    raise_request,
    report_request,
)
from zhouqi.sources.people.act_schedule import ActSchedule
from zhouqi.sources.people.api import TRIES_NOT_YET, Api, Backoff, RefusedError
from zhouqi.sources.people.project_ids import ProjectIds

__all__ = ["ActRunner", "Tally"]

LATE = "before-last"
"""The refusal of late entry when more is known already than happened by then."""

ELSEWHERE = "agent-elsewhere"
"""The refusal of agents whose township is not the project's any more: it then has none until it is given another."""

OVERTAKEN = frozenset({"already-dated", "project-withdrawn", "no-request"})
"""Refusals of reports that there is no need for any more: a source gives the day, it is confirmed, or the project is
withdrawn."""

logger = logging.getLogger("zhouqi.people")

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many acts were done, and how many were given up."""

    done: int = 0
    refused: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.done + other.done, self.refused + other.refused)


class Raised(BaseModel):
    """The answer to an issue that was raised."""

    issue_id: UUID


class Accepted(BaseModel):
    """The answer to another command on one thing."""


class Reported(BaseModel):
    """The answer to a report: `request` waits for a second account, when it looks odd."""

    request: UUID | None = None


class Assignment(BaseModel):
    """What became of one assignment: `refused` is the code of the rule that refused it."""

    refused: str | None = None


class Assigned(RootModel[list[Assignment]]):
    """The answer to assignments: one for each, in their order."""


class ActRunner:
    """Does acts. What is refused for good is logged as an error and given up; the rest goes on."""

    def __init__(self, api: Api, projects: ProjectIds, schedule: ActSchedule) -> None:
        self._api = api
        self._projects = projects
        self._schedule = schedule
        self._issues: dict[int, UUID] = {}
        self._lost: set[int] = set()

    async def do(self, acts: Sequence[Act]) -> Tally:
        """Do acts that are given in order of time; answer when all of them are done or given up."""
        self._forget()
        issues: dict[int, list[Act]] = defaultdict(list)
        others: list[Act] = []
        for act in acts:
            if act.issue is None:
                others.append(act)
            else:
                issues[act.issue].append(act)
        async with asyncio.TaskGroup() as group:
            lanes = [group.create_task(self._on_issue(issue, lane)) for issue, lane in issues.items()]
            lanes.append(group.create_task(self._on_projects(others)))
        return sum((lane.result() for lane in lanes), Tally())

    async def end_takeover(self) -> None:
        """Say that the history is entered, so that nobody enters any more of it; a refusal is logged."""
        for service in ("issues", "lifecycle"):
            try:
                await self._api.post(
                    TAKEOVER.id, f"/api/{service}/takeover/end", {}, "takeover-ended", Accepted
                )
            except RefusedError as refusal:
                logger.warning("the takeover is not ended in %s: %s", service, refusal)

    def _forget(self) -> None:
        """Drop what became of issues that have gone their way."""
        self._issues = {issue: one for issue, one in self._issues.items() if self._schedule.knows(issue)}
        self._lost = {issue for issue in self._lost if self._schedule.knows(issue)}

    async def _on_issue(self, issue: int, acts: Sequence[Act]) -> Tally:
        """Do the acts on one issue. After one that is refused the later ones would be out of place: they are left."""
        for done, act in enumerate(acts):
            try:
                await self._handle(issue, act)
            except RefusedError as refusal:
                self._lost.add(issue)
                left = len(acts) - done
                _complain(
                    act, refusal, f"; {left - 1} more on issue {issue} are left out" if left > 1 else ""
                )
                return Tally(done, left)
        return Tally(len(acts))

    async def _handle(self, issue: int, act: Act) -> None:
        if issue in self._lost:
            raise RefusedError(409, "left-out", "an earlier act on the issue was refused")
        if issue not in self._issues:
            self._issues[issue] = await self._raise(self._schedule.raising(issue))
        if act.act is not ActKind.RAISE:
            await self._enter(act, issue_request(act, self._issues[issue]), Accepted)

    async def _on_projects(self, acts: Sequence[Act]) -> Tally:
        """Do the acts on projects, one request after the other."""
        tally = Tally()
        for batch in batches(acts):
            if batch[0].act is ActKind.ASSIGN_PROJECT:
                tally += await self._assign(batch)
            else:
                tally += await self._report(batch[0])
        return tally

    async def _report(self, act: Act) -> Tally:
        try:
            project = await self._projects.find(str(act.payload["project"]))
            reported = await self._enter(act, report_request(act, project), Reported)
            if reported.request is not None:
                await self._enter(act, confirm_request(act, project, reported.request), Accepted)
        except RefusedError as refusal:
            return _overtaken(act, refusal) if refusal.code in OVERTAKEN else _complain(act, refusal)
        return Tally(done=1)

    async def _assign(self, batch: Sequence[Act]) -> Tally:
        """Do assignments in one request, once all their projects are known; those of withdrawn ones are left."""
        tally, found = Tally(), list[tuple[Act, UUID]]()
        for act in batch:
            try:
                found.append((act, await self._projects.find(str(act.payload["project"]))))
            except RefusedError as refusal:
                tally += _complain(act, refusal)
        trouble = Backoff()
        while found:
            try:
                return tally + await self._enter_assignments(found)
            except RefusedError as refusal:
                if refusal.code == ELSEWHERE and refusal.unknown:
                    found = [(_alone(act) if one in refusal.unknown else act, one) for act, one in found]
                    continue
                unknown = [(act, one) for act, one in found if one in refusal.unknown]
                if not unknown:
                    return tally + sum((_complain(act, refusal) for act, _ in found), Tally())
                trouble.tries += 1
                for act, one in unknown:
                    if await self._is_gone(act):
                        tally += _overtaken(act, refusal)
                    elif trouble.tries >= TRIES_NOT_YET:
                        tally += _complain(act, refusal)
                    else:
                        continue
                    found.remove((act, one))
                await self._api.pause(trouble.pause())
        return tally

    async def _is_gone(self, act: Act) -> bool:
        """Answer whether the registration of an act's project is withdrawn, as far as can be learnt."""
        try:
            return await self._projects.withdrawn(str(act.payload["project"]))
        except RefusedError as refusal:
            logger.warning("act %d: the list of projects can't be read: %s", act.number, refusal)
            return False

    async def _enter_assignments(self, found: Sequence[tuple[Act, UUID]]) -> Tally:
        """Enter assignments; those about whose project more is known than happened by then, as of now.

        Raises `RefusedError`.
        """
        request, tally = assign_request(found), Tally()
        answers = await self._send(request, Assigned, history=self._schedule.is_history(found[-1][0]))
        again = [pair for pair, answer in zip(found, answers.root, strict=True) if answer.refused == LATE]
        if again:
            later = await self._send(_now(assign_request(again)), Assigned, history=False)
            answers = Assigned([answer for answer in answers.root if answer.refused != LATE] + later.root)
            found = [pair for pair in found if pair not in again] + again
        for (act, _), answer in zip(found, answers.root, strict=True):
            refused = answer.refused
            tally += Tally(done=1) if refused is None else _complain(act, RefusedError(409, refused))
        return tally

    async def _raise(self, act: Act) -> UUID:
        """Raise an issue, or learn which one was raised by this act before: a repeat answers the same one."""
        about = act.payload["project"]
        request = raise_request(act, None if about is None else await self._projects.find(str(about)))
        answer = await self._send(request, Raised, history=self._schedule.is_history(act))
        return answer.issue_id

    async def _enter(self, act: Act, request: ActRequest, answer: type[M]) -> M:
        """Enter what happened; history as of now when more is known already than happened by then."""
        try:
            return await self._send(request, answer, history=self._schedule.is_history(act))
        except RefusedError as refusal:
            if refusal.code != LATE:
                raise
            return await self._send(_now(request), answer, history=False)

    async def _send(self, request: ActRequest, answer: type[M], *, history: bool) -> M:
        """Send a request as of now, by who does it; `history` by the account that takes it over.

        Raises `RefusedError`.
        """
        if not history:
            return await self._api.post(request.account, request.path, request.body, request.key, answer)
        return await self._api.post(
            TAKEOVER.id, request.path, request.taken_over, request.key, answer, entered_for=request.account
        )


def _alone(act: Act) -> Act:
    """Answer the same assignment, without an agent."""
    return replace(act, payload={**act.payload, "agent": None})


def _now(request: ActRequest) -> ActRequest:
    """Answer the same request as another command, which happens now."""
    return replace(request, key=f"{request.key}-now")


def _overtaken(act: Act, refusal: RefusedError) -> Tally:
    """Nothing is left to do: it counts as done."""
    logger.info("act %d (%s by %s) is overtaken: %s", act.number, act.act, act.account, refusal)
    return Tally(done=1)


def _complain(act: Act, refusal: RefusedError, more: str = "") -> Tally:
    logger.error("act %d (%s by %s) is given up: %s%s", act.number, act.act, act.account, refusal, more)
    return Tally(refused=1)
