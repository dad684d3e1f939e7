"""The way every command on an issue goes: found within the scope, checked as it stands, then decided.

All checks rest on the issue as it stood at one sequence, and the command only goes through while its
stream still stands there; when someone else was first, all is checked anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from zhouqi.events import COUNTY_ZONE, Conflict, Outcome
from zhouqi.events.commands.decide import BeforeLastEvent, Stale
from zhouqi.issues.handling import queries
from zhouqi.issues.handling.schemas import PermittedActs
from zhouqi.issues.issue.commands import AnyAct, Circumstances
from zhouqi.issues.issue.decider import IssueDecider
from zhouqi.issues.issue.minimum_content import says_too_little
from zhouqi.issues.issue.rules import Rules
from zhouqi.issues.lookup.queries import IssueRow, find_issue, was_accepted
from zhouqi.issues.workflow.permitted_acts import Actor, permitted_acts
from zhouqi.issues.workflow.state import State
from zhouqi.service.http.idempotency import Key
from zhouqi.service.http.precondition import check_match
from zhouqi.service.http.problems import BUSY, FORBIDDEN, NOT_FOUND, Problem
from zhouqi.service.http.rejection import as_problem
from zhouqi.service.identity import backfill
from zhouqi.service.identity.backfill import Entry, LateEntryBody
from zhouqi.service.identity.identity import Identity
from zhouqi.service.rules.published_calendar import published_calendar
from zhouqi.service.rules.rulebook import RuleBook
from zhouqi.service.runtime import Runtime

_TRIES = 5
_DECIDER = IssueDecider()


class IssueCommandService:
    """Takes the commands of one service's HTTP."""

    def __init__(self, runtime: Runtime, rules: RuleBook[Rules]) -> None:
        self._runtime = runtime
        self._rules = rules

    async def permitted_acts(self, identity: Identity, issue_id: UUID) -> PermittedActs:
        """What the caller may do with the issue now. Raises Problem 404 outside the scope."""
        async with self._runtime.pool.connection() as conn:
            row = await find_issue(conn, identity.scope, issue_id)
        if row is None:
            raise Problem(NOT_FOUND)
        return self._permitted(identity, issue_id, row)

    async def perform(
        self,
        identity: Identity,
        issue_id: UUID,
        key: Key,
        expected: int | None,
        body: LateEntryBody,
        make: Callable[[UUID, Circumstances], AnyAct],
    ) -> Outcome:
        """Do one act. ``expected`` is the request's If-Match.

        Raises Problem 404 outside the scope, 412 for a stale form, 403 or 409 when the act is not open,
        409 when it would lie before the last act, 503 when others were first again and again.
        """
        entry = await backfill.entry_of(self._runtime, identity, body, key)
        for _ in range(_TRIES):
            outcome = await self._try(identity, issue_id, key, expected, entry, make)
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
        entry: Entry,
        make: Callable[[UUID, Circumstances], AnyAct],
    ) -> Outcome:
        async with self._runtime.pool.connection() as conn:
            repeated = await was_accepted(conn, key.command_id(identity.account))
            row = await find_issue(conn, None if repeated else identity.scope, issue_id)
            calendar = await published_calendar(conn)
        if row is None:
            raise Problem(NOT_FOUND)
        stream = f"issue/{issue_id}"
        if not repeated:
            current = self._permitted(identity, issue_id, row).model_dump(mode="json")
            check_match(expected, row.sequence, current)
            if entry.at < row.last_at:
                return Outcome(stream, row.sequence, rejection=BeforeLastEvent(row.last_at))
        given = Circumstances(
            self._actor(identity),
            entry.clock,
            self._rules.on(entry.clock.astimezone(COUNTY_ZONE).date()),
            calendar,
            entry.late,
        )
        body = make(issue_id, given)
        if not repeated and (refused := says_too_little(body)) is not None:
            return Outcome(stream, row.sequence, rejection=refused)
        command = self._runtime.command(
            identity, key, stream, body, expected=row.sequence, occurred_at=entry.at
        )
        # The order was checked above: a closing by the clock does not bar what happened before it.
        command = replace(command, in_order=False)
        try:
            (outcome,) = await self._runtime.handle(_DECIDER, [command])
        except Conflict:
            raise Problem(BUSY, headers={"Retry-After": "1"}) from None
        return outcome

    def _permitted(self, identity: Identity, issue_id: UUID, row: IssueRow) -> PermittedActs:
        open_ = permitted_acts(row.issue, self._actor(identity), self._runtime.clock.now())
        return PermittedActs(
            stream=f"issue/{issue_id}", sequence=row.sequence, state=State(row.state), acts=open_
        )

    def _actor(self, identity: Identity) -> Actor:
        may, scope = self._runtime.permissions.may, identity.scope
        return Actor(
            dispatches=may(identity, "issue.dispatch"),
            departments=scope.departments if may(identity, "issue.handle") else frozenset(),
            enterprises=scope.enterprises if may(identity, "issue.rate") else frozenset(),
        )
