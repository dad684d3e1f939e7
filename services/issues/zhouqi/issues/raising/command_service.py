"""An issue is raised about a project within one's scope, or by an enterprise about itself."""

from __future__ import annotations

from typing import Final
from uuid import UUID, uuid5

from zhouqi.events import Outcome
from zhouqi.issues.issue.commands import Raise
from zhouqi.issues.issue.decider import IssueDecider
from zhouqi.issues.lookup.queries import was_accepted
from zhouqi.issues.raising.queries import Place, place_of_project, township_of
from zhouqi.issues.raising.rejections import PROJECT_REQUIRED, PROJECT_UNKNOWN, PROJECT_WITHDRAWN
from zhouqi.issues.raising.schemas import RaiseBody
from zhouqi.service.http.idempotency import Key
from zhouqi.service.http.problems import Problem
from zhouqi.service.identity import backfill
from zhouqi.service.identity.identity import Identity, Role
from zhouqi.service.runtime import Runtime

_ABOUT_PROJECT: Final = {"field": "project_id"}


async def raise_issue(
    runtime: Runtime, identity: Identity, key: Key, body: RaiseBody
) -> tuple[UUID, Outcome]:
    """Raise an issue: its id, and what became of the command.

    Raises Problem 404 for a project outside the scope, 409 for a withdrawn one, and 422 without one
    for whoever is no enterprise.
    """
    entry = await backfill.entry_of(runtime, identity, body, key)
    command_id = key.command_id(identity.account)
    issue_id = uuid5(command_id, "issue")
    place = await _place(runtime, identity, command_id, body.project_id)
    raised = Raise(
        issue_id=issue_id,
        project_id=body.project_id,
        township=place.township,
        enterprise=place.enterprise,
        by_agent=Role.ENTERPRISE not in identity.roles,
        category=body.category,
        title=body.title,
        description=body.description,
        late=entry.late,
    )
    command = runtime.command(identity, key, f"issue/{issue_id}", raised, occurred_at=entry.at)
    return issue_id, await runtime.send(IssueDecider(), command)


async def _place(runtime: Runtime, identity: Identity, command_id: UUID, project_id: UUID | None) -> Place:
    """Where the new issue lies."""
    own = identity.scope.enterprises
    async with runtime.pool.connection() as conn:
        if await was_accepted(conn, command_id):
            # The handler answers a repeat by what was done; where that lay is not asked again.
            return Place(None, "-", withdrawn=False)
        if project_id is None:
            if len(own) != 1:
                raise Problem(PROJECT_REQUIRED, extra=_ABOUT_PROJECT)
            (enterprise,) = own
            return Place(await township_of(conn, enterprise), enterprise, withdrawn=False)
        found = await place_of_project(conn, identity.scope, project_id)
    if found is None:
        raise Problem(PROJECT_UNKNOWN, extra=_ABOUT_PROJECT)
    if found.withdrawn:
        raise Problem(PROJECT_WITHDRAWN, extra=_ABOUT_PROJECT)
    return found
