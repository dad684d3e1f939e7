"""How every entry about one project goes: whose act it is, the command, and what it is answered with."""

from __future__ import annotations

from typing import TypeAlias
from uuid import UUID

from fastapi import Request

from zhouqi.events.clock import county_day
from zhouqi.events.contracts.lifecycle import Act, Concern
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.lifecycle import rules
from zhouqi.lifecycle.entries import authority
from zhouqi.lifecycle.entries.commands import Extend, Report, Terminate
from zhouqi.lifecycle.entries.concerns import concern_warnings
from zhouqi.lifecycle.entries.rejections import NOT_YOURS
from zhouqi.lifecycle.entries.schemas import EntryResult
from zhouqi.lifecycle.project.decider import ProjectDecider
from zhouqi.lifecycle.project.queries import ProjectDetails, find_open_project, find_project
from zhouqi.lifecycle.requests.commands import TakeBack
from zhouqi.service.http.idempotency import Key
from zhouqi.service.http.problems import Problem
from zhouqi.service.identity import backfill
from zhouqi.service.identity.backfill import Entry, LateEntryBody
from zhouqi.service.identity.identity import Identity
from zhouqi.service.runtime import Runtime

Asked: TypeAlias = Report | Extend | Terminate | TakeBack
"""What is entered about one project: it counts at once, or waits for a second account."""


async def begin_entry(
    runtime: Runtime,
    identity: Identity,
    key: Key,
    project_id: UUID,
    body: LateEntryBody,
    act: Act,
    milestone: Milestone | None,
) -> tuple[ProjectDetails, Entry]:
    """The project and the time of the entry, if the act is the caller's. Raises Problem 403, 404, 409 and 422."""
    found = await find_open_project(runtime, identity, project_id)
    entry = await backfill.entry_of(runtime, identity, body, key)
    applied = rules.rule_book().on(county_day(entry.entered_at))
    if not authority.may_ask(identity, act, milestone, found.department, found.agent, applied):
        raise Problem(NOT_YOURS)
    return found, entry


async def submit_entry(
    runtime: Runtime,
    identity: Identity,
    key: Key,
    found: ProjectDetails,
    body: Asked,
    expected: int | None,
    entry: Entry,
    request: Request,
    concerns: tuple[Concern, ...] = (),
) -> EntryResult:
    """Send the command: where the project stands then, and whether it waits. Raises Problem for what is refused."""
    command = runtime.command(identity, key, found.stream, body, expected=expected, occurred_at=entry.at)
    outcome = await runtime.send(ProjectDecider(), command)
    now = await find_project(runtime, identity, found.project_id)
    waits = any(one.id == body.request for one in now.requests)
    return EntryResult(
        stream=outcome.stream,
        sequence=outcome.sequence,
        warnings=concern_warnings(concerns, request),
        request=body.request if waits else None,
    )
