"""Acts that count only once another account has approved them 申请与审批. Pure.

Whoever gains by an act does not decide it alone: an extension, a termination, a report that is implausible, and
taking back any of these are asked for by one account and decided by another.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import msgspec

from zhouqi.events import Rejected
from zhouqi.events.contracts.lifecycle import Act, Concern, ProjectActDecided, ProjectActRequested
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.lifecycle.entries import manual_entries
from zhouqi.lifecycle.entries.commands import Extend, Report, Terminate
from zhouqi.lifecycle.requests.commands import Decide, TakeBack
from zhouqi.lifecycle.status.project_status import MANUAL, ManualEntries, ProjectStatus
from zhouqi.lifecycle.status.status_from_claims import status_from_claims


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """An act that waits to be decided."""

    id: UUID
    act: Act
    account: str
    document: str
    milestone: Milestone | None = None
    on: date | None = None
    due: date | None = None
    approved_on: date | None = None
    reason: str | None = None
    concerns: tuple[Concern, ...] = ()


def act_requested(
    command: Report | Extend | Terminate | TakeBack, concerns: tuple[Concern, ...], waiting: Sequence[Request]
) -> ProjectActRequested:
    """The fact that the act was asked for. Raises Rejected when the like waits already."""
    act, milestone = act_of(command), None if isinstance(command, Terminate) else command.milestone
    approved_on = command.approved_on if isinstance(command, TakeBack) else None
    if any((one.act, one.milestone, one.approved_on) == (act, milestone, approved_on) for one in waiting):
        raise Rejected("already_requested")
    return ProjectActRequested(
        project_id=command.project_id,
        request=command.request,
        act=act,
        milestone=milestone,
        on=command.on if isinstance(command, Report | Terminate) else None,
        due=command.due if isinstance(command, Extend) else None,
        approved_on=approved_on,
        reason=None if isinstance(command, Report) else command.reason,
        document=command.document,
        account=command.account,
        concerns=concerns,
        rules=command.rules.version,
    )


def act_of(command: Report | Extend | Terminate | TakeBack) -> Act:
    """What such a command asks for."""
    match command:
        case Report():
            return Act.REPORT
        case Extend():
            return Act.EXTENSION
        case Terminate():
            return Act.TERMINATION
        case TakeBack():
            return command.act


def require_entered(command: TakeBack, entered: ManualEntries) -> None:
    """Raise Rejected unless what is to be taken back was entered by hand, and the document proves it."""
    if not command.rules.proves(command.document):
        raise Rejected("implausible_document", document=command.document)
    if without_taken_back(entered, command.act, command.milestone, command.approved_on) == entered:
        raise Rejected("nothing_to_take_back")


def act_decided(command: Decide, request: Request) -> ProjectActDecided:
    """The fact that it was decided. Raises Rejected for the account that asked for it."""
    if command.account == request.account:
        raise Rejected("own_request")
    return ProjectActDecided(
        project_id=command.project_id,
        request=request.id,
        act=request.act,
        milestone=request.milestone,
        granted=command.granted,
        reason=command.reason,
        account=command.account,
    )


def status_if_granted(
    command: Decide, request: Request, now: ProjectStatus, entered: ManualEntries
) -> ProjectStatus:
    """Where the project stands once the request is granted. Raises Rejected when it can't be any more."""
    match request.act:
        case Act.REPORT:
            return manual_entries.report(_report(command, request), now)
        case Act.EXTENSION:
            return manual_entries.extend(_extend(command, request), now)
        case Act.TERMINATION:
            return manual_entries.terminate(_terminate(command, request), now)
        case _:
            kept = without_taken_back(entered, request.act, request.milestone, request.approved_on)
            return status_from_claims(command.claims, kept)


def without_taken_back(
    entered: ManualEntries, act: Act, milestone: Milestone | None, approved_on: date | None
) -> ManualEntries:
    """What was entered, without what such an act takes back."""
    match act:
        case Act.TAKE_BACK_REPORT:
            reports = {one: known for one, known in entered.reports.items() if one is not milestone}
            return msgspec.structs.replace(entered, reports=reports)
        case Act.TAKE_BACK_EXTENSION:
            gone = (milestone, approved_on, MANUAL)
            kept = tuple(one for one in entered.extensions if one.key != gone)
            return msgspec.structs.replace(entered, extensions=kept)
        case Act.TAKE_BACK_TERMINATION:
            return msgspec.structs.replace(entered, ended=None)
        case _:
            return entered


def _report(command: Decide, request: Request) -> Report:
    assert request.milestone is not None
    assert request.on is not None
    return Report(
        command.project_id,
        request.milestone,
        request.on,
        request.document,
        command.today,
        request.id,
        request.account,
        command.rules,
    )


def _extend(command: Decide, request: Request) -> Extend:
    assert request.milestone is not None
    assert request.due is not None
    return Extend(
        command.project_id,
        request.milestone,
        request.due,
        request.reason or "",
        request.document,
        command.today,
        request.id,
        request.account,
        command.rules,
    )


def _terminate(command: Decide, request: Request) -> Terminate:
    assert request.on is not None
    return Terminate(
        command.project_id,
        request.on,
        request.reason or "",
        request.document,
        command.today,
        request.id,
        request.account,
        command.rules,
    )
