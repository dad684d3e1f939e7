"""HTTP of entries about one project: reports of milestones, extensions, terminations."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request

from zhouqi.events.clock import county_day
from zhouqi.events.contracts.lifecycle import Act
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.lifecycle import rules
from zhouqi.lifecycle.entries import plausibility
from zhouqi.lifecycle.entries.commands import Extend, Report, Terminate
from zhouqi.lifecycle.entries.manual_entries import due_in_force
from zhouqi.lifecycle.entries.schemas import EntryResult, ExtensionBody, ReportBody, TerminationBody
from zhouqi.lifecycle.entries.submission import begin_entry, submit_entry
from zhouqi.service.http.idempotency import IdempotencyKey
from zhouqi.service.http.precondition import IfMatch
from zhouqi.service.identity.authorization import require
from zhouqi.service.identity.identity import Identity
from zhouqi.service.runtime import Runtime


def router(runtime: Runtime) -> APIRouter:
    """The routes that change one project, or ask for a change."""
    routes = APIRouter()

    @routes.post("/projects/{project_id}/milestones/{milestone}/report")
    async def report(
        project_id: UUID,
        milestone: Milestone,
        body: ReportBody,
        identity: Annotated[Identity, require("milestone.report")],
        key: IdempotencyKey,
        expected: IfMatch,
        request: Request,
    ) -> EntryResult:
        """Report a milestone; a day that a source gives can't be overruled.

        What is implausible waits for a second account: the answer's ``request`` names it.
        """
        found, entry = await begin_entry(runtime, identity, key, project_id, body, Act.REPORT, milestone)
        command = Report(
            project_id,
            milestone,
            body.on,
            body.document,
            county_day(entry.at),
            key.command_id(identity.account),
            identity.account,
            rules.rule_book().on(county_day(entry.entered_at)),
            entry.late,
        )
        concerns = plausibility.concerns_of_report(command, found.status)
        return await submit_entry(runtime, identity, key, found, command, expected, entry, request, concerns)

    @routes.post("/projects/{project_id}/milestones/{milestone}/extension")
    async def extend(
        project_id: UUID,
        milestone: Milestone,
        body: ExtensionBody,
        identity: Annotated[Identity, require("milestone.extend")],
        key: IdempotencyKey,
        expected: IfMatch,
        request: Request,
    ) -> EntryResult:
        """Ask for a later due day; once another account grants it, it counts from the day of that decision."""
        found, entry = await begin_entry(runtime, identity, key, project_id, body, Act.EXTENSION, milestone)
        command = Extend(
            project_id,
            milestone,
            body.due,
            body.reason,
            body.document,
            county_day(entry.clock),
            key.command_id(identity.account),
            identity.account,
            rules.rule_book().on(county_day(entry.entered_at)),
            entry.late,
        )
        due = due_in_force(milestone, command.today, found.status)
        concerns = plausibility.concerns_of_extension(command, found.status, due)
        return await submit_entry(runtime, identity, key, found, command, expected, entry, request, concerns)

    @routes.post("/projects/{project_id}/termination")
    async def terminate(
        project_id: UUID,
        body: TerminationBody,
        identity: Annotated[Identity, require("project.terminate")],
        key: IdempotencyKey,
        expected: IfMatch,
        request: Request,
    ) -> EntryResult:
        """Ask to enter that the agreement was dissolved on a day; it counts once another account grants it."""
        found, entry = await begin_entry(runtime, identity, key, project_id, body, Act.TERMINATION, None)
        command = Terminate(
            project_id,
            body.on,
            body.reason,
            body.document,
            county_day(entry.at),
            key.command_id(identity.account),
            identity.account,
            rules.rule_book().on(county_day(entry.entered_at)),
            entry.late,
        )
        return await submit_entry(runtime, identity, key, found, command, expected, entry, request)

    return routes
