"""What follows from what people enter about a project: reports, extensions, terminations. Pure.

Each function answers with where the project stands then, or refuses with a code whose text is in
:mod:`zhouqi.lifecycle.entries.rejections`.
"""

from __future__ import annotations

from datetime import date

import msgspec

from zhouqi.events import Rejected
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.lifecycle.entries import plausibility
from zhouqi.lifecycle.entries.commands import Extend, Report, Terminate
from zhouqi.lifecycle.rules import EntryRules
from zhouqi.lifecycle.status.project_status import MANUAL, Extension, ProjectStatus, Reached, Termination
from zhouqi.lifecycle.status.status_from_claims import COUNTED_DUE, due_after


def report(command: Report, now: ProjectStatus) -> ProjectStatus:
    """Reached on the reported day; what is counted from it is due accordingly. Raises Rejected."""
    _past(command.on, command.today)
    _proven(command)
    known = now.reached.get(command.milestone)
    if not reportable(command.milestone, now):
        if known is None:
            raise Rejected("no_agreement")
        raise Rejected("already_dated", milestone=command.milestone, on=known.on, basis=known.basis)
    if now.ended is not None and command.on >= now.ended.on:
        raise Rejected("after_termination", on=now.ended.on)
    counts_from = None if known is None else known.counts_from
    reported = Reached(command.on, MANUAL, counts_from, command.document)
    reached = {**now.reached, command.milestone: reported}
    due = {milestone: one for milestone, one in now.due.items() if milestone not in COUNTED_DUE}
    return msgspec.structs.replace(now, reached=reached, due={**due, **due_after(now.signed, reached)})


def reportable(milestone: Milestone, now: ProjectStatus) -> bool:
    """Whether a report would count: no record gives the day, and what is signed is on record."""
    known = now.reached.get(milestone)
    if known is None:
        return milestone is not Milestone.SIGNED
    return known.on is None or known.basis == MANUAL


def extend(command: Extend, now: ProjectStatus) -> ProjectStatus:
    """Extended by an approval of ``today``; another one of the same day replaces it. Raises Rejected."""
    _proven(command)
    if not extendable(command.milestone, now, command.rules):
        raise Rejected("not_extendable", milestone=command.milestone)
    if now.ended is not None and now.ended.on <= command.today:
        raise Rejected("after_termination", on=now.ended.on)
    due, bounds = due_in_force(command.milestone, command.today, now), command.rules.extension
    if due is not None and command.due <= due:
        raise Rejected("not_later", due=due)
    if (command.due - max(command.today, due or command.today)).days > bounds.most_days:
        raise Rejected("too_far", days=bounds.most_days)
    if plausibility.times_extended(command.milestone, now) >= bounds.most_times:
        raise Rejected("too_often", times=bounds.most_times)
    new = Extension(command.milestone, command.today, MANUAL, command.due, command.document)
    others = tuple(one for one in now.extensions if one.key != new.key)
    return msgspec.structs.replace(now, extensions=(*others, new))


def extendable(milestone: Milestone, now: ProjectStatus, rules: EntryRules) -> bool:
    """Whether a later due day would count: the rules allow one, and the day of the milestone is not known yet."""
    known = now.reached.get(milestone)
    return milestone in rules.extendable and (known is None or known.on is None)


def terminate(command: Terminate, now: ProjectStatus) -> ProjectStatus:
    """Ended on that day; a record that says so already can't be overruled. Raises Rejected."""
    _past(command.on, command.today)
    _proven(command)
    if now.ended is not None and now.ended.basis != MANUAL:
        raise Rejected("already_terminated", on=now.ended.on)
    if now.signed is None:
        raise Rejected("no_agreement")
    return msgspec.structs.replace(now, ended=Termination(command.on, MANUAL, command.document))


def terminable(now: ProjectStatus) -> bool:
    """Whether a termination would count: there is an agreement, and no record says that it was dissolved."""
    return now.signed is not None and (now.ended is None or now.ended.basis == MANUAL)


def _past(day: date, today: date) -> None:
    if day > today:
        raise Rejected("in_future", on=day, today=today)


def _proven(command: Report | Extend | Terminate) -> None:
    if not command.rules.proves(command.document):
        raise Rejected("implausible_document", document=command.document)


def due_in_force(milestone: Milestone, day: date, now: ProjectStatus) -> date | None:
    """The due day in force on ``day``: that of the last approval by then, else the agreed one."""
    approved = [
        (one.approved_on, one.due)
        for one in now.extensions
        if one.milestone is milestone and one.approved_on <= day
    ]
    if approved:
        return max(approved)[1]
    agreed = now.due.get(milestone)
    return None if agreed is None else agreed.due
