"""What people enter about a project: reports, extensions, terminations, assignments. Pure.

Each function answers with where the project stands then, or refuses with a code whose text is in
:mod:`zhouqi.lifecycle.app`. ``today`` on a command is the county's day when it was entered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import msgspec

from zhouqi.events import Rejected
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.lifecycle.evidence import COUNTED_DUE, due_after
from zhouqi.lifecycle.standing import BY_HAND, Ended, Extension, Reached, Standing


@dataclass(frozen=True, slots=True)
class Report:
    """An agent reports a milestone with the number of a document."""

    project_id: UUID
    milestone: Milestone
    on: date
    document: str
    today: date


@dataclass(frozen=True, slots=True)
class Extend:
    """A department enters an approved later due day."""

    project_id: UUID
    milestone: Milestone
    due: date
    approved_on: date
    document: str
    today: date


@dataclass(frozen=True, slots=True)
class Terminate:
    """A department enters that the agreement was dissolved."""

    project_id: UUID
    on: date
    document: str
    today: date


@dataclass(frozen=True, slots=True)
class Assign:
    """The dispatcher puts a department and an agent in charge."""

    project_id: UUID
    department: str | None
    agent: str | None


def report(command: Report, now: Standing) -> Standing:
    """Reached on the reported day; what is counted from it is due accordingly. Raises Rejected."""
    _past(command.on, command.today)
    known = now.reached.get(command.milestone)
    if not reportable(command.milestone, now):
        if known is None:
            raise Rejected("no_agreement")
        raise Rejected("already_dated", milestone=command.milestone, on=known.on, basis=known.basis)
    if now.ended is not None and command.on >= now.ended.on:
        raise Rejected("after_termination", on=now.ended.on)
    counts_from = None if known is None else known.counts_from
    said = Reached(command.on, BY_HAND, counts_from, command.document)
    reached = {**now.reached, command.milestone: said}
    due = {milestone: one for milestone, one in now.due.items() if milestone not in COUNTED_DUE}
    return msgspec.structs.replace(now, reached=reached, due={**due, **due_after(now.signed, reached)})


def reportable(milestone: Milestone, now: Standing) -> bool:
    """Whether a report would count: no record gives the day, and what is signed is on record."""
    known = now.reached.get(milestone)
    if known is None:
        return milestone is not Milestone.SIGNED
    return known.on is None or known.basis == BY_HAND


def extend(command: Extend, now: Standing) -> Standing:
    """Extended by this approval; another one of the same day replaces it. Raises Rejected."""
    _past(command.approved_on, command.today)
    if not extendable(command.milestone, now):
        raise Rejected("not_extendable", milestone=command.milestone)
    if now.ended is not None and now.ended.on <= command.approved_on:
        raise Rejected("after_termination", on=now.ended.on)
    new = Extension(command.milestone, command.approved_on, BY_HAND, command.due, command.document)
    others = tuple(one for one in now.extensions if one.key != new.key)
    due = _due_on(command.milestone, command.approved_on, others, now)
    if due is not None and command.due <= due:
        raise Rejected("not_later", due=due)
    return msgspec.structs.replace(now, extensions=(*others, new))


def extendable(milestone: Milestone, now: Standing) -> bool:
    """Whether a later due day would count: the day of the milestone is not known yet."""
    known = now.reached.get(milestone)
    return milestone is not Milestone.SIGNED and (known is None or known.on is None)


def terminate(command: Terminate, now: Standing) -> Standing:
    """Ended on that day; a record that says so already can't be overruled. Raises Rejected."""
    _past(command.on, command.today)
    if now.ended is not None and now.ended.basis != BY_HAND:
        raise Rejected("already_terminated", on=now.ended.on)
    if now.signed is None:
        raise Rejected("no_agreement")
    return msgspec.structs.replace(now, ended=Ended(command.on, BY_HAND, command.document))


def terminable(now: Standing) -> bool:
    """Whether a termination would count: there is an agreement, and no record says that it was dissolved."""
    return now.signed is not None and (now.ended is None or now.ended.basis == BY_HAND)


def before_signing(on: date, now: Standing) -> bool:
    """Whether ``on`` lies before the signature: worth a warning, and no more, for it does happen."""
    signed = now.reached.get(Milestone.SIGNED)
    return signed is not None and signed.on is not None and on < signed.on


def _past(day: date, today: date) -> None:
    if day > today:
        raise Rejected("in_future", on=day, today=today)


def _due_on(milestone: Milestone, day: date, extensions: tuple[Extension, ...], now: Standing) -> date | None:
    """The due day in force on ``day``: that of the last approval by then, else the agreed one."""
    approved = [
        (one.approved_on, one.due)
        for one in extensions
        if one.milestone is milestone and one.approved_on <= day
    ]
    if approved:
        return max(approved)[1]
    agreed = now.due.get(milestone)
    return None if agreed is None else agreed.due
