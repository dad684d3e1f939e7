"""The way every command on an issue goes: found within the scope, checked as it stands, then decided.

All checks rest on the issue as it stood at one sequence, and the command only goes through while its
stream still stands there; when someone else was first, all is checked anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from zhouqi.events import COUNTY_ZONE, Conflict, Outcome
from zhouqi.events.decide import BeforeLast, Stale
from zhouqi.issues import privacy, queries
from zhouqi.issues.acts import Actor, State, acts
from zhouqi.issues.bodies import Acts, RaiseBody
from zhouqi.issues.commands import AnyAct, Circumstances, Raise
from zhouqi.issues.issue import Issues
from zhouqi.issues.queries import IssueRow
from zhouqi.issues.rules import RuleBook
from zhouqi.issues.texts import PERSONAL_DATA, PROJECT_REQUIRED, PROJECT_UNKNOWN, PROJECT_WITHDRAWN
from zhouqi.service import backfill
from zhouqi.service.backfill import Entered
from zhouqi.service.idempotency import Key
from zhouqi.service.identity import Identity, Role
from zhouqi.service.precondition import demand_match
from zhouqi.service.problems import BUSY, FORBIDDEN, NOT_FOUND, Problem
from zhouqi.service.rejection import as_problem
from zhouqi.service.runtime import Runtime

_TRIES = 5
_DECIDER = Issues()


class Desk:
    """Takes the commands of one service's HTTP."""

    def __init__(self, runtime: Runtime, rules: RuleBook) -> None:
        self._runtime = runtime
        self._rules = rules

    async def acts(self, identity: Identity, issue_id: UUID) -> Acts:
        """What the caller may do with the issue now. Raises Problem 404 outside the scope."""
        async with self._runtime.pool.connection() as conn:
            row = await queries.find(conn, identity.scope, issue_id)
        if row is None:
            raise Problem(NOT_FOUND)
        return self._acts(identity, issue_id, row)

    async def raise_(self, identity: Identity, key: Key, body: RaiseBody) -> tuple[UUID, Outcome]:
        """Raise an issue: its id, and what became of the command.

        Raises Problem 404 for a project outside the scope, 409 for a withdrawn one, 422 without one for
        whoever is no enterprise, and 422 for personal data.
        """
        refuse_personal_data(title=body.title, description=body.description)
        at = backfill.occurred_at(self._runtime, identity, body)
        command_id = key.command_id(identity.account)
        issue_id = uuid5(command_id, "issue")
        place = await self._place(identity, command_id, body.project_id)
        raised = Raise(
            issue_id=issue_id,
            project_id=body.project_id,
            township=place.township,
            enterprise=place.enterprise,
            by_agent=Role.ENTERPRISE not in identity.roles,
            category=body.category,
            title=body.title,
            description=body.description,
        )
        command = self._runtime.command(identity, key, f"issue/{issue_id}", raised, occurred_at=at)
        return issue_id, await self._runtime.send(_DECIDER, command)

    async def act(
        self,
        identity: Identity,
        issue_id: UUID,
        key: Key,
        expected: int | None,
        body: Entered,
        make: Callable[[UUID, Circumstances], AnyAct],
    ) -> Outcome:
        """Do one act. ``expected`` is the request's If-Match.

        Raises Problem 404 outside the scope, 412 for a stale form, 403 or 409 when the act is not open,
        409 when it would lie before the last act, 503 when others were first again and again.
        """
        at = backfill.occurred_at(self._runtime, identity, body)
        for _ in range(_TRIES):
            outcome = await self._try(identity, issue_id, key, expected, at, make)
            if outcome.rejection is None:
                return outcome
            if not isinstance(outcome.rejection, Stale):
                if outcome.rejection.code == "not_yours":
                    raise Problem(FORBIDDEN)
                raise as_problem(outcome.rejection, outcome.sequence, self._runtime.service.rejections)
        raise Problem(BUSY, headers={"Retry-After": "1"})

    async def departments(self) -> frozenset[str]:
        """The codes of the county's departments."""
        async with self._runtime.pool.connection() as conn:
            return await queries.departments(conn)

    async def _try(
        self,
        identity: Identity,
        issue_id: UUID,
        key: Key,
        expected: int | None,
        at: datetime,
        make: Callable[[UUID, Circumstances], AnyAct],
    ) -> Outcome:
        async with self._runtime.pool.connection() as conn:
            repeated = await queries.has_done(conn, key.command_id(identity.account))
            row = await queries.find(conn, None if repeated else identity.scope, issue_id)
            calendar = await queries.calendar(conn)
        if row is None:
            raise Problem(NOT_FOUND)
        stream = f"issue/{issue_id}"
        if not repeated:
            current = self._acts(identity, issue_id, row).model_dump(mode="json")
            demand_match(expected, row.sequence, current)
            if at < row.last_at:
                return Outcome(stream, row.sequence, rejection=BeforeLast(row.last_at))
        given = Circumstances(
            self._actor(identity), at, self._rules.on(at.astimezone(COUNTY_ZONE).date()), calendar
        )
        command = self._runtime.command(
            identity, key, stream, make(issue_id, given), expected=row.sequence, occurred_at=at
        )
        # The order was checked above: a closing by the clock does not bar what happened before it.
        command = replace(command, in_order=False)
        try:
            (outcome,) = await self._runtime.handle(_DECIDER, [command])
        except Conflict:
            raise Problem(BUSY, headers={"Retry-After": "1"}) from None
        return outcome

    async def _place(
        self, identity: Identity, command_id: UUID, project_id: UUID | None
    ) -> queries.ProjectRow:
        """Where the new issue lies."""
        own = identity.scope.enterprises
        async with self._runtime.pool.connection() as conn:
            if await queries.has_done(conn, command_id):
                # The handler answers a repeat by what was done; where that lay is not asked again.
                return queries.ProjectRow(None, "-", withdrawn=False)
            if project_id is None:
                if len(own) != 1:
                    raise Problem(PROJECT_REQUIRED)
                (enterprise,) = own
                township = await queries.township_of(conn, enterprise)
                return queries.ProjectRow(township, enterprise, withdrawn=False)
            found = await queries.project(conn, identity.scope, project_id)
        if found is None:
            raise Problem(PROJECT_UNKNOWN)
        if found.withdrawn:
            raise Problem(PROJECT_WITHDRAWN)
        return found

    def _acts(self, identity: Identity, issue_id: UUID, row: IssueRow) -> Acts:
        open_ = acts(row.issue, self._actor(identity), self._runtime.clock.now())
        return Acts(stream=f"issue/{issue_id}", sequence=row.sequence, state=State(row.state), acts=open_)

    def _actor(self, identity: Identity) -> Actor:
        may, scope = self._runtime.permissions.may, identity.scope
        return Actor(
            dispatches=may(identity, "issue.dispatch"),
            departments=scope.departments if may(identity, "issue.handle") else frozenset(),
            enterprises=scope.enterprises if may(identity, "issue.rate") else frozenset(),
        )


def refuse_personal_data(**texts: str | None) -> None:
    """Raise Problem 422 naming the field when one of ``texts`` seems to hold personal data."""
    for field, text in texts.items():
        kind = None if text is None else privacy.found_in(text)
        if kind is not None:
            raise Problem(PERSONAL_DATA, extra={"field": field, "found": kind.value})
